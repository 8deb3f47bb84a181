/* Time of read against libxml2 alone, over the same pages in the same process,
 * and its rate on many small texts. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <libxml/HTMLparser.h>

#include "../../stages/common/xalloc.h"
#include "../../stages/common/zio.h"
#include "../../stages/read/emit.h"

#define ROUNDS 5
#define SMALL  5000

struct pages { struct str *page; size_t n, cap; uint64_t bytes; };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
add_page(struct pages *p, struct str bytes)
{
	p->page = xgrow(p->page, &p->cap, p->n + 1, sizeof *p->page);
	p->page[p->n++] = bytes;
	p->bytes += bytes.n;
}

static void
load(struct pages *p, const char *pattern)
{
	glob_t g;

	if (glob(pattern, 0, NULL, &g) != 0)
		return;
	for (size_t i = 0; i < g.gl_pathc; i++) {
		struct err e = { 0 };
		struct buf b = { 0 };
		struct zin *z = zin_open(g.gl_pathv[i], &e);
		if (z && zin_all(z, &b, &e))
			add_page(p, buf_str(&b));
		zin_close(z);
	}
	globfree(&g);
}

/* Without the reference pages: news pages drowned in scripts and menus. */
static void
generate(struct pages *p)
{
	for (unsigned page = 0; page < 100; page++) {
		struct buf b = { 0 };
		buf_addz(&b, "<!DOCTYPE html><html><head><title>Page</title><script>");
		for (unsigned i = 0; i < 2000; i++)
			buf_addf(&b, "var v%u = function(a) { return a < %u; };\n", i, i);
		buf_addz(&b, "</script></head><body><nav><ul>");
		for (unsigned i = 0; i < 200; i++)
			buf_addf(&b, "<li class=\"menu-item item-%u\"><a href=\"/section/%u\">Section %u</a></li>", i, i, i);
		buf_addz(&b, "</ul></nav><article class=\"entry-content\"><h1>Page</h1>");
		for (unsigned i = 0; i < 40; i++)
			buf_addf(&b, "<p class=\"p\">Company number %u uses the <b>language</b> for its services, and has done so for %u years, as <a href=\"/s/%u\">its team</a> told us.</p>", page * 100 + i, i, i);
		buf_addz(&b, "</article><footer><p>All rights reserved.</p></footer></body></html>");
		add_page(p, buf_str(&b));
	}
}

static double
dom(const struct pages *p)
{
	double from = now();

	for (size_t i = 0; i < p->n; i++) {
		htmlDocPtr d = htmlReadMemory(p->page[i].p, (int)p->page[i].n, NULL, "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
		xmlFreeDoc(d);
	}
	return now() - from;
}

static double
ours(const struct pages *p, struct reader *r)
{
	double from = now();

	for (size_t i = 0; i < p->n; i++) {
		struct origin o = { .source = STR("page"), .name = STR("page.html"), .media_type = STR("html"), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
		enum reject why;
		reader_read(r, p->page[i], &o, &why);
	}
	return now() - from;
}

static void
small_files(struct reader *r)
{
	const char *dir = getenv("TMP");
	char path[4096];
	struct err e = { 0 };
	struct buf text = { 0 }, bytes = { 0 };

	if (!dir)
		return;
	while (text.n < 2000)
		buf_addz(&text, "Acme uses Go for its services, and it has done so for years.\n\nBeta moved from Perl to Python in 2015, as its team said.\n\n");
	for (unsigned i = 0; i < SMALL; i++) {
		snprintf(path, sizeof path, "%s/%u.txt", dir, i);
		FILE *f = fopen(path, "w");
		if (!f || fwrite(text.p, 1, text.n, f) != text.n || fclose(f) != 0)
			return;
	}
	snprintf(path, sizeof path, "%s/blocks.csv.zst", dir);
	struct sheet *blocks = sheet_create(path, &tables[TABLE_blocks], 1, &e);
	double from = now();
	for (unsigned i = 0; i < SMALL; i++) {
		struct origin o = { .source = STR("text"), .name = STR("a.txt"), .media_type = STR("text"), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
		enum reject why;
		snprintf(path, sizeof path, "%s/%u.txt", dir, i);
		struct zin *z = zin_open(path, &e);
		buf_reset(&bytes);
		if (z && zin_all(z, &bytes, &e) && reader_read(r, buf_str(&bytes), &o, &why))
			emit_blocks(blocks, &r->article, o.source);
		zin_close(z);
	}
	double took = now() - from;
	printf("read, small texts: %.0f files/s of %zu bytes (at least 20000)\n", SMALL / took, text.n);
	sheet_close(blocks);
	buf_release(&text);
	buf_release(&bytes);
}

int
main(void)
{
	struct limits limits = { .bytes = 1u << 26, .depth = 512, .seconds = 20, .languages = "" };
	struct reader r;
	struct pages p = { 0 };
	double best_dom = 1e9, best_ours = 1e9, best_ratio = 1e9;
	struct rusage usage;
	const char *shared = getenv("SHARED");
	char pattern[4096];

	snprintf(pattern, sizeof pattern, "%s/corpus/html/*/html/*.html.gz", shared ? shared : "../shared");
	load(&p, pattern);
	const char *what = p.n ? "reference pages" : "generated pages";
	if (p.n == 0)
		generate(&p);
	reader_init(&r, &limits);
	r.any_language = true;
	for (int i = 0; i < ROUNDS; i++) {
		double d = dom(&p), o = ours(&p, &r);
		best_dom = d < best_dom ? d : best_dom;
		best_ours = o < best_ours ? o : best_ours;
		best_ratio = o / d < best_ratio ? o / d : best_ratio;
	}
	printf("read, %zu %s, %.1f MB: %.1f MB/s\n", p.n, what, (double)p.bytes / 1e6, (double)p.bytes / 1e6 / best_ours);
	printf("libxml2 building and freeing a DOM of them: %.1f MB/s\n", (double)p.bytes / 1e6 / best_dom);
	printf("read over libxml2: %.2f of its time (at most 1.0)\n", best_ours / best_dom);
	small_files(&r);
	getrusage(RUSAGE_SELF, &usage);
	printf("peak memory with all pages loaded: %ld MB\n", usage.ru_maxrss / 1024);
	reader_release(&r);
	return 0;
}
