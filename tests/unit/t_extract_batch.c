/*
 * What is found in an article is the same whatever articles are scored with it.
 */
#include "../../stages/extract/batch.h"
#include "../lib/tap.h"

#include <dirent.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../stages/common/zio.h"
#include "../lib/extraction.h"

#define FOLDER "tests/gold/news/articles"
#define FLOOR 0.05

static struct vocabulary *v;
static struct model model;

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Texts in the order of their names; the last is a large one, of many candidates. */
static size_t
read_texts(struct buf *text, size_t most)
{
	DIR *d = opendir(FOLDER);
	char *name[256], path[4096];
	size_t n = 0, got = 0;
	struct err e = { 0 };

	for (struct dirent *one; d && n < 256 && (one = readdir(d));)
		if (one->d_name[0] != '.')
			name[n++] = xstrdup(one->d_name);
	if (d)
		closedir(d);
	qsort(name, n, sizeof *name, by_name);
	for (size_t i = 0; i < n; i++) {
		struct buf all = { 0 };
		snprintf(path, sizeof path, FOLDER "/%s", name[i]);
		struct zin *in = got + 1 < most ? zin_open(path, &e) : NULL;
		if (in && zin_all(in, &all, &e))
			utf8_repair(&text[got++], buf_str(&all));
		zin_close(in);
		buf_release(&all);
		free(name[i]);
	}
	for (int i = 0; i < 900; i++)
		buf_addz(&text[got], "Acme uses Go, Kafka and Redis. Umbra left Perl for Rust.\n");
	return got + 1;
}

/* What R says, a line a claim, a metric. */
static void
tell(struct buf *b, const struct reading *r)
{
	for (size_t i = 0; i < r->claims.n; i++) {
		const struct candidate *c = &r->claims.at[i];
		buf_addf(b, "%.*s|%.*s|%d|%u|%u|%u|%d|%d|%.17g\n", STR_ARG(c->adopter.text), STR_ARG(c->technology.text), (int)c->status, c->block,
		    c->start, c->use_cases, c->since, c->until, c->confidence);
	}
	for (size_t i = 0; i < r->metrics.n; i++)
		buf_addf(b, "%.*s %.17g\n", STR_ARG(r->metrics.at[i].subject.text), r->metrics.at[i].value);
}

/* Scores the batch, and adds what each of its articles says to OUT. */
static void
finish(struct batch *b, struct buf *out)
{
	batch_score(b, v, &model, FLOOR);
	for (size_t i = 0; i < b->n; i++)
		tell(&out[i], &b->at[i]);
	batch_clear(b);
}

int
main(void)
{
	static struct buf text[64], alone[64], together[64];
	static struct batch b;
	struct err e = { 0 };
	size_t differ = 0, claims = 0, first = 0, batches = 0;

	v = vocabulary_load("lexicon", &e);
	if (!v || !model_load(&model, "lexicon", v, &e)) {
		printf("Bail out! %s\n", e.text);
		return 1;
	}
	size_t n = read_texts(text, 40);
	OK(n == 40, "there are articles");
	for (size_t i = 0; i < n; i++) {
		struct reading *r = batch_next(&b);
		article_of_lines(&r->a, &r->arena, buf_str(&text[i]));
		reading_search(r, v);
		batch_add(&b);
		finish(&b, &alone[i]);
	}
	for (size_t i = 0; i < n; i++) {
		struct reading *r = batch_next(&b);
		article_of_lines(&r->a, &r->arena, buf_str(&text[i]));
		reading_search(r, v);
		batch_add(&b);
		if (batch_full(&b) || i + 1 == n) {
			finish(&b, together + first);
			first = i + 1;
			batches++;
		}
	}
	for (size_t i = 0; i < n; i++) {
		claims += alone[i].n > 0;
		differ += !str_eq(buf_str(&alone[i]), buf_str(&together[i]));
	}
	OK(claims > n / 2, "most of them say something");
	OK(batches > 1 && batches < n, "several are scored together");
	OK(differ == 0, "and say what they say alone (%zu do not)", differ);
	size_t room = 0;
	for (size_t i = 0; i < BATCH_ARTICLES; i++)
		room = b.at[i].claims.cap > room ? b.at[i].claims.cap : room;
	OK(b.n == 0 && room > 0 && room < 4000, "the large one leaves no room behind it (%zu)", room);
	batch_release(&b);
	model_release(&model);
	vocabulary_free(v);
	for (size_t i = 0; i < n; i++) {
		buf_release(&text[i]);
		buf_release(&alone[i]);
		buf_release(&together[i]);
	}
	return tap_status();
}
