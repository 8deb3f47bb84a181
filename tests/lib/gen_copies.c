/*
 * gen_copies -- articles and perturbed copies of them, as read would leave them.
 *
 * usage: gen_copies [-n originals] [-r seed] [-s shards] BUILD
 *
 * Writes BUILD/read/NNNN and empty tables of extract, and prints for each
 * article "source<TAB>cluster<TAB>how".  Originals are made of a vocabulary with
 * the frequencies of a language (Zipf), so that unrelated articles share words
 * and turns of phrase.  Of each original there are some of these copies:
 * syndicated with another header and footer, trimmed at the end, re-titled,
 * lightly edited, two of it run together; and there are articles that quote one
 * paragraph of it, which are no copies.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../../stages/common/sheet.h"
#include "../../stages/common/xalloc.h"

#define PARAGRAPHS 24
#define WORDS      90           /* of a paragraph, at most */

struct paragraph { unsigned word[WORDS]; size_t n; };
struct article   { struct paragraph p[PARAGRAPHS]; size_t n; unsigned title; };

enum { DOCUMENTS, BLOCKS, REJECTS, CLAIMS, METRICS, NAMES, MISSES, N_SHEETS };
static const struct { const char *stage; enum table_id t; } made[N_SHEETS] = {
	{ "read", TABLE_documents }, { "read", TABLE_blocks }, { "read", TABLE_rejects }, { "extract", TABLE_found_claims },
	{ "extract", TABLE_found_metrics }, { "extract", TABLE_found_names }, { "extract", TABLE_misses }
};
static struct sheet *sheet[N_SHEETS];
static uint64_t state = 1;
static size_t articles;

static uint64_t
next(void)
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static size_t
below(size_t n)
{
	return (size_t)(next() % n);
}

/* Word numbers of 8000, the first ones most often. */
static unsigned
draw(void)
{
	double u = (double)(next() >> 11) / 9007199254740992.0;

	return (unsigned)(8000 * u * u * u * u);
}

static void
write_paragraph(struct paragraph *p)
{
	p->n = 25 + below(WORDS - 25);
	for (size_t i = 0; i < p->n; i++)
		p->word[i] = draw();
}

static void
write_article(struct article *a)
{
	a->n = 5 + below(PARAGRAPHS - 8);
	a->title = draw();
	for (size_t i = 0; i < a->n; i++)
		write_paragraph(&a->p[i]);
}

static void
insert(struct article *a, size_t at)
{
	if (a->n == PARAGRAPHS)
		a->n--;
	memmove(a->p + at + 1, a->p + at, (a->n - at) * sizeof *a->p);
	write_paragraph(&a->p[at]);
	a->p[at].n = 25;
	a->n++;
}

/* One word in N is another, or gone. */
static void
edit(struct article *a, size_t n)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->p[i].n; k++)
			if (below(n) == 0) {
				if (below(2))
					a->p[i].word[k] = draw();
				else
					memmove(a->p[i].word + k, a->p[i].word + k + 1, (--a->p[i].n - k) * sizeof(unsigned));
			}
}

static const char *
perturb(struct article *a, size_t how)
{
	switch (how) {
	case 0:
		return "exact";
	case 1:
		insert(a, 0);
		insert(a, a->n);
		a->title = draw();
		return "syndicated";
	case 2:
		a->n = a->n * (40 + below(50)) / 100 + 1;
		return "trimmed";
	case 3:
		a->title = draw();
		edit(a, 60);
		return "retitled";
	case 4:
		edit(a, 40);
		return "edited";
	default:
		insert(a, 0);
		a->n = a->n * 3 / 4 + 1;
		edit(a, 80);
		return "trimmed+edited";
	}
}

static void
put_block(struct str source, size_t block, const char *kind, struct str text)
{
	char number[24];
	struct str f[blocks__n];

	snprintf(number, sizeof number, "%zu", block);
	for (int k = 0; k < blocks__n; k++)
		f[k] = tables[TABLE_blocks].column[k].required ? STR("0") : STR("");
	f[blocks__source] = source;
	f[blocks__block] = str_of(number);
	f[blocks__kind] = str_of(kind);
	f[blocks__text] = text;
	sheet_put(sheet[BLOCKS], f);
}

static void
put(const struct article *a, size_t cluster, const char *how)
{
	char source[64];
	struct buf text = { 0 };
	struct str f[documents__n];
	size_t block = 1;

	snprintf(source, sizeof source, "page-%06zu.html", articles++);
	for (int k = 0; k < documents__n; k++)
		f[k] = tables[TABLE_documents].column[k].type == TYPE_INTEGER ? STR("0") : STR("");
	f[documents__source] = f[documents__content_sha256] = str_of(source);
	f[documents__media_type] = STR("html");
	sheet_put(sheet[DOCUMENTS], f);
	buf_addf(&text, "Word%u and word%u", a->title, a->title + 1);
	put_block(str_of(source), block++, "heading", buf_str(&text));
	for (size_t i = 0; i < a->n; i++) {
		buf_reset(&text);
		for (size_t k = 0; k < a->p[i].n; k++)
			buf_addf(&text, "%s%s%u", k == 0 ? "" : k % 13 ? " " : ". ", k % 13 ? "w" : "W", a->p[i].word[k]);
		put_block(str_of(source), block++, "paragraph", buf_str(&text));
	}
	printf("%s\t%zu\t%s\n", source, cluster, how);
	buf_release(&text);
}

static bool
open_all(const char *build, size_t shard, struct err *e)
{
	char path[4096];

	for (int k = 0; k < N_SHEETS; k++) {
		snprintf(path, sizeof path, "%s/%s", build, made[k].stage);
		mkdir(build, 0777);
		mkdir(path, 0777);
		snprintf(path, sizeof path, "%s/%s/%04zu", build, made[k].stage, shard);
		mkdir(path, 0777);
		snprintf(path, sizeof path, "%s/%s/%04zu/%s.csv.zst", build, made[k].stage, shard, tables[made[k].t].name);
		if (!(sheet[k] = sheet_create(path, &tables[made[k].t], 1, e)))
			return false;
	}
	return true;
}

static bool
commit_all(struct err *e)
{
	bool ok = true;

	for (int k = 0; k < N_SHEETS; k++) {
		ok = ok && sheet_commit(sheet[k], e);
		sheet_close(sheet[k]);
	}
	return ok;
}

int
main(int argc, char **argv)
{
	struct article a, b, other;
	struct paragraph footer;
	struct err e = { 0 };
	size_t originals = 300, shards = 1, cluster = 0;
	int o;

	while ((o = getopt(argc, argv, "n:r:s:")) != -1)
		switch (o) {
		case 'n': originals = strtoull(optarg, NULL, 10); break;
		case 's': shards = strtoull(optarg, NULL, 10); break;
		case 'r': state = strtoull(optarg, NULL, 10); break;
		default:  return EX_USAGE;
		}
	if (argc - optind != 1 || !shards || !open_all(argv[optind], 0, &e))
		return err_report("gen_copies", &e);
	write_paragraph(&footer);
	for (size_t i = 0; i < originals; i++) {
		size_t shard = i * shards / originals;
		if (i && shard != (i - 1) * shards / originals && (!commit_all(&e) || !open_all(argv[optind], shard, &e)))
			return err_report("gen_copies", &e);
		write_article(&a);
		put(&a, ++cluster, "original");
		size_t of = cluster;
		for (size_t how = 0; how < 6; how++)
			if (below(2)) {
				b = a;
				put(&b, of, perturb(&b, how));
			}
		/* It quotes a paragraph and is no copy. */
		write_article(&other);
		other.p[below(other.n)] = a.p[below(a.n)];
		/* Pages of a site end alike. */
		other.p[other.n - 1] = footer;
		put(&other, ++cluster, "quoting");
	}
	if (!commit_all(&e))
		return err_report("gen_copies", &e);
	return EX_OK;
}
