#include "facts.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/pack.h"
#include "../common/xalloc.h"

void
facts_init(struct facts *f, const char *dir, const struct lexicon *lexicon, struct articles *articles,
    const struct copies *copies, struct resolver *resolver, double min_confidence, struct account *account)
{
	*f = (struct facts){ .lexicon = lexicon, .articles = articles, .copies = copies,
	    .resolver = resolver, .min_confidence = min_confidence, .account = account };
	f->claims = sorter_new(dir, 64u << 20);
	f->metrics = sorter_new(dir, 8u << 20);
	f->migrations = sorter_new(dir, 8u << 20);
	f->misses = sorter_new(dir, 16u << 20);
	f->rejects = sorter_new(dir, 4u << 20);
}

/* Opens the table T of a shard; a missing file is an error. */
static struct rows *
open_table(const char *build, const char *stage, const char *shard, enum table_id t, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s/%s/%s.csv.zst", build, stage, shard, tables[t].name);
	return rows_open(path, &tables[t], e);
}

static bool
load_sources(struct facts *f, const char *build, uint32_t first, struct err *e)
{
	struct rows *r = open_table(build, "read", f->shard, TABLE_documents, e);
	struct row row;
	int got = -1;

	map_reset(&f->sources);
	while (r && (got = rows_next(r, &row, e)) > 0) {
		struct str source = row.field[documents__source];
		if (map_get(&f->sources, source) != MAP_NONE) {
			err_set(e, EX_DATAERR, "%s: line %zu: a second row for '%.*s'", rows_path(r), row.line, STR_ARG(source));
			got = -1;
			break;
		}
		map_put(&f->sources, source, first++);
	}
	rows_close(r);
	return got == 0;
}

/* The article of a row of R, or ARTICLE_NONE with *e set. */
static uint32_t
article_of(const struct facts *f, const struct rows *r, const struct row *row, struct str source, struct err *e)
{
	uint32_t number = map_get(&f->sources, source);

	if (number == MAP_NONE)
		err_set(e, EX_DATAERR, "%s: line %zu: no document '%.*s'", rows_path(r), row->line, STR_ARG(source));
	return number == MAP_NONE ? ARTICLE_NONE : number;
}

struct intro_row { uint32_t article; struct introduction intro; };

static int
by_article(const void *a, const void *b)
{
	const struct intro_row *x = a, *y = b;

	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	int order = str_cmp(x->intro.alias, y->intro.alias);
	return order ? order : str_cmp(x->intro.name, y->intro.name);
}

static void
keep_intros(struct facts *f, struct intro_row *all, size_t n)
{
	if (n)
		qsort(all, n, sizeof *all, by_article);
	f->intro = xgrow(f->intro, &f->cap_intro, n + 1, sizeof *f->intro);
	f->intro_article = xgrow(f->intro_article, &f->cap_intro_article, n + 1, sizeof *f->intro_article);
	for (size_t i = 0; i < n; i++) {
		f->intro[i] = all[i].intro;
		f->intro_article[i] = all[i].article;
	}
	f->n_intro = n;
}

static void
keep_intro(struct facts *f, struct introduction *intro, struct str name, struct str alias)
{
	intro->name = arena_str(&f->shard_text, name);
	intro->alias = arena_str(&f->shard_text, alias);
	for (int use = 0; use < N_NAME_USES; use++) {
		buf_reset(&f->key);
		name_key(&f->key, alias, (enum name_use)use, LEVEL_PLURAL);
		intro->key[use] = arena_str(&f->shard_text, buf_str(&f->key));
	}
}

static bool
load_names(struct facts *f, const char *build, struct err *e)
{
	struct rows *r = open_table(build, "extract", f->shard, TABLE_found_names, e);
	struct intro_row *all = NULL;
	size_t n = 0, cap = 0;
	struct row row;
	int got = -1;

	while (r && (got = rows_next(r, &row, e)) > 0) {
		uint32_t number = article_of(f, r, &row, row.field[found_names__source], e);
		if (number == ARTICLE_NONE) {
			got = -1;
			break;
		}
		all = xgrow(all, &cap, n + 1, sizeof *all);
		all[n].article = number;
		keep_intro(f, &all[n++].intro, row.field[found_names__name], row.field[found_names__alias]);
		account_add(f->account, "introductions_in", 1);
	}
	rows_close(r);
	keep_intros(f, all, n);
	free(all);
	return got == 0;
}

static int
by_block(const void *a, const void *b)
{
	const struct linked *x = a, *y = b;

	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return (x->block > y->block) - (x->block < y->block);
}

bool
facts_linked(const struct facts *f, uint32_t block)
{
	struct linked key = { f->article, block };

	return f->n_linked && bsearch(&key, f->linked, f->n_linked, sizeof key, by_block);
}

static bool
load_linked(struct facts *f, const char *build, struct err *e)
{
	struct rows *r = open_table(build, "fingerprint", f->shard, TABLE_linked_blocks, e);
	struct row row;
	int got = -1;

	f->n_linked = 0;
	while (r && (got = rows_next(r, &row, e)) > 0) {
		uint32_t number = article_of(f, r, &row, row.field[linked_blocks__source], e);
		uint64_t block;
		if (number != ARTICLE_NONE && (!str_to_u64(row.field[linked_blocks__block], &block) || block > UINT32_MAX)) {
			err_set(e, EX_DATAERR, "%s: line %zu: not a block", rows_path(r), row.line);
			number = ARTICLE_NONE;
		}
		if (number == ARTICLE_NONE) {
			got = -1;
			break;
		}
		f->linked = xgrow(f->linked, &f->cap_linked, f->n_linked + 1, sizeof *f->linked);
		f->linked[f->n_linked++] = (struct linked){ number, (uint32_t)block };
	}
	rows_close(r);
	if (f->n_linked)
		qsort(f->linked, f->n_linked, sizeof *f->linked, by_block);
	return got == 0;
}

void
facts_turn(struct facts *f, uint32_t number)
{
	size_t low = 0, high = f->n_intro;

	f->article = number;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (f->intro_article[mid] < number)
			low = mid + 1;
		else
			high = mid;
	}
	f->first_intro = low;
	while (high < f->n_intro && f->intro_article[high] == number)
		high++;
	f->here_intro = high - low;
}

/* Folds the article at hand and turns to that of ROW. */
static bool
turn(struct facts *f, const struct rows *r, const struct row *row, struct err *e)
{
	struct str source = row->field[found_claims__source];
	uint32_t number;

	if (f->n_raw && str_eq(source, f->source))
		return true;
	if (!facts_fold(f, r, e))
		return false;
	if (map_get(&f->done, source) != MAP_NONE)
		return err_set(e, EX_DATAERR, "%s: line %zu: the claims of '%.*s' stand apart", rows_path(r), row->line,
		    STR_ARG(source));
	number = article_of(f, r, row, source, e);
	if (number == ARTICLE_NONE)
		return false;
	facts_turn(f, number);
	f->source = map_put(&f->done, source, number);
	return true;
}

static bool
load_claims(struct facts *f, const char *build, struct err *e)
{
	struct rows *r = open_table(build, "extract", f->shard, TABLE_found_claims, e);
	struct row row;
	uint64_t n = 0;
	int got = -1;

	map_reset(&f->done);
	f->n_raw = 0;
	while (r && (got = rows_next(r, &row, e)) > 0) {
		f->raw = xgrow(f->raw, &f->cap_raw, f->n_raw + 1, sizeof *f->raw);
		if (!turn(f, r, &row, e) || !found_claim(f, r, &row, &f->raw[f->n_raw], e)) {
			got = -1;
			break;
		}
		f->n_raw++;
		n++;
	}
	if (got == 0 && !facts_fold(f, r, e))
		got = -1;
	account_add(f->account, "claims_in", n);
	rows_close(r);
	return got == 0;
}

static bool
load_metrics(struct facts *f, const char *build, struct err *e)
{
	struct rows *r = open_table(build, "extract", f->shard, TABLE_found_metrics, e);
	struct row row;
	int got = -1;

	while (r && (got = rows_next(r, &row, e)) > 0) {
		uint32_t number = article_of(f, r, &row, row.field[found_metrics__source], e);
		if (number != ARTICLE_NONE)
			facts_turn(f, number);
		if (number == ARTICLE_NONE || !found_metric(f, r, &row, e)) {
			got = -1;
			break;
		}
		account_add(f->account, "metrics_in", 1);
	}
	rows_close(r);
	return got == 0;
}

static bool
load_misses(struct facts *f, const char *build, struct err *e)
{
	struct rows *r = open_table(build, "extract", f->shard, TABLE_misses, e);
	struct row row;
	int got = -1;

	while (r && (got = rows_next(r, &row, e)) > 0) {
		facts_miss(f, row.field[misses__source], row.field);
		account_add(f->account, "misses_in", 1);
	}
	rows_close(r);
	return got == 0;
}

static bool
load_rejects(struct facts *f, const char *build, struct err *e)
{
	struct rows *r = open_table(build, "read", f->shard, TABLE_rejects, e);
	struct row row;
	int got = -1;

	while (r && (got = rows_next(r, &row, e)) > 0) {
		buf_reset(&f->key);
		for (int i = 0; i < rejects__n; i++) {
			if (i)
				buf_addc(&f->key, 0);
			buf_add(&f->key, row.field[i]);
		}
		sorter_put(f->rejects, buf_str(&f->key), STR(""));
		account_add(f->account, "rejects_in", 1);
	}
	rows_close(r);
	return got == 0;
}

bool
facts_shard(struct facts *f, const char *build, const char *name, uint32_t first, struct err *e)
{
	f->shard = name;
	arena_reset(&f->shard_text);
	return load_sources(f, build, first, e) && load_names(f, build, e) &&
	    load_linked(f, build, e) && load_claims(f, build, e) &&
	    load_metrics(f, build, e) && load_misses(f, build, e) && load_rejects(f, build, e);
}

void
facts_release(struct facts *f)
{
	sorter_close(f->claims);
	sorter_close(f->metrics);
	sorter_close(f->migrations);
	sorter_close(f->misses);
	sorter_close(f->rejects);
	map_release(&f->sources);
	map_release(&f->done);
	arena_free(&f->shard_text);
	arena_free(&f->text);
	free(f->intro);
	free(f->intro_article);
	free(f->linked);
	free(f->raw);
	free(f->kept);
	buf_release(&f->key);
	buf_release(&f->value);
}
