/*
 * extract: text to claims on one core, without files; what loading the whole
 * lexicon costs.  The text is generated, and that of the articles in
 * ../shared/corpus/dev where there are any.
 */
#include <dirent.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "../../stages/common/zio.h"
#include "../../stages/extract/output.h"
#include "../../tests/lib/extraction.h"

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
memory(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_maxrss / 1024;
}

/* An article of some 6 KB: a fact in every fourth sentence. */
static void
generated(struct buf *b, unsigned no)
{
	static const char *const firms[] = { "Spotify", "Netflix", "Brightkettle", "Zalando", "Ottervale Insurance", "GitHub" };
	static const char *const tools[] = { "Python", "Kafka", "PostgreSQL", "Go", "Kubernetes", "Ruby on Rails", "Redis" };

	buf_addf(b, "# How %s works\n", firms[no % 6]);
	for (unsigned i = 0; i < 14; i++)
		buf_addf(b, "The team grew from four people to forty in the years since, and most of them had never seen the old system. "
		    "Last winter the mail room of the office was moved to the second floor, where it is warmer and has more light. "
		    "%s uses %s for its %s, and the people there are quite content with it. "
		    "Nobody would say that everything went well, but the numbers that we saw were better than those of the year before.\n",
		    firms[(no + i) % 6], tools[(no * 3 + i) % 7], i & 1 ? "backend services" : "data pipelines");
}

struct texts { struct buf *at; size_t n, cap, bytes; };

static struct buf *
new_text(struct texts *t)
{
	if (t->n == t->cap)
		t->at = realloc(t->at, (t->cap = t->cap ? t->cap * 2 : 64) * sizeof *t->at);
	t->at[t->n] = (struct buf){ 0 };
	return &t->at[t->n++];
}

static void
read_folder(struct texts *t, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *one;
	struct err e = { 0 };

	while (d && (one = readdir(d))) {
		char path[4096];
		struct buf all = { 0 };
		snprintf(path, sizeof path, "%s/%s", dir, one->d_name);
		struct zin *in = one->d_name[0] == '.' ? NULL : zin_open(path, &e);
		if (in && zin_all(in, &all, &e))
			utf8_repair(new_text(t), buf_str(&all));
		zin_close(in);
		buf_release(&all);
	}
	if (d)
		closedir(d);
}

/* Reads all texts in batches, as extract does; the claims that were found. */
static size_t
extract_all(struct batch *b, const struct vocabulary *v, const struct model *m, const struct texts *t)
{
	size_t claims = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct reading *r = batch_next(b);
		article_of_lines(&r->a, &r->arena, buf_str(&t->at[i]));
		reading_search(r, v);
		batch_add(b);
		if (!batch_full(b) && i + 1 < t->n)
			continue;
		batch_score(b, v, m, OUTPUT_FLOOR);
		for (size_t k = 0; k < b->n; k++)
			claims += b->at[k].claims.n;
		batch_clear(b);
	}
	return claims;
}

/* Best of a few rounds over all texts. */
static void
measure(const char *name, const struct vocabulary *v, const struct model *m, struct texts *t)
{
	static struct batch batch;
	double best = 1e9;
	size_t claims = 0;

	t->bytes = 0;
	for (size_t i = 0; i < t->n; i++)
		t->bytes += t->at[i].n;
	for (int round = 0; round < 5 && t->n; round++) {
		double from = seconds();
		claims = extract_all(&batch, v, m, t);
		double took = seconds() - from;
		best = took < best ? took : best;
	}
	if (t->bytes)
		printf("%s: %.1f MB/s (%zu texts, %.1f MB, %zu claims; wanted: 20)\n", name, (double)t->bytes / 1e6 / best, t->n,
		    (double)t->bytes / 1e6, claims);
	batch_release(&batch);
	for (size_t i = 0; i < t->n; i++)
		buf_release(&t->at[i]);
	t->n = 0;
}

int
main(void)
{
	struct err e = { 0 };
	struct model m;
	struct texts t = { 0 };
	double empty = memory(), from = seconds();
	struct vocabulary *v = vocabulary_load("lexicon", &e);

	if (!v || !model_load(&m, "lexicon", v, &e))
		return err_report("b_extract", &e);
	printf("start: %.1f ms with the whole lexicon (wanted: 50)\n", (seconds() - from) * 1e3);
	printf("lexicon: %.1f MiB\n", memory() - empty);
	for (unsigned i = 0; i < 300; i++)
		generated(new_text(&t), i);
	measure("generated text", v, &m, &t);
	read_folder(&t, "../shared/corpus/dev");
	measure("reference articles", v, &m, &t);
	printf("with articles: %.1f MiB\n", memory() - empty);
	free(t.at);
	model_release(&m);
	vocabulary_free(v);
	return 0;
}
