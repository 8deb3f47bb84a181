#include "metric_words.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/rows.h"
#include "../common/xalloc.h"

struct metric_words {
	struct phrases     *of[N_METRIC_CLASSES];               /* value: index of word */
	struct metric_word *word;
	size_t              n, cap;
	struct arena        text;
	uint64_t            sign[1024];         /* a bit per hash of words that numbers end with */
};

static const char *const class_names[N_METRIC_CLASSES] = {
#define X(name) #name,
	METRIC_CLASSES(X)
#undef X
};

/* "million" tells of "a million", "minute" of "under a minute". */
static void
add_sign(struct metric_words *w, struct str phrase)
{
	struct tokens t = tokens_of(phrase, &w->text);

	if (t.n)
		w->sign[t.at[t.n - 1].hash >> 6 & 1023] |= UINT64_C(1) << (t.at[t.n - 1].hash & 63);
}

bool
metric_words_number(const struct metric_words *w, struct str text, const struct tokens *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		char c = text.p[t->at[i].start];
		if ((c >= '0' && c <= '9') || (w->sign[t->at[i].hash >> 6 & 1023] >> (t->at[i].hash & 63) & 1))
			return true;
	}
	return false;
}

static bool
add_row(struct metric_words *w, const struct row *row, const int column[4], const char *path, struct err *e)
{
	struct str phrase = row->field[column[0]], class = row->field[column[1]], value = row->field[column[3]];
	int c = 0;
	double v = 1;

	while (c < N_METRIC_CLASSES && !str_eq(class, str_of(class_names[c])))
		c++;
	if (c == N_METRIC_CLASSES)
		return err_set(e, EX_CONFIG, "%s: line %zu: unknown class '%.*s'", path, row->line, STR_ARG(class));
	if (value.n && !str_to_double(value, &v))
		return err_set(e, EX_CONFIG, "%s: line %zu: '%.*s' is no number", path, row->line, STR_ARG(value));
	if (!phrase.n)
		return err_set(e, EX_CONFIG, "%s: line %zu: empty phrase", path, row->line);
	w->word = xgrow(w->word, &w->cap, w->n + 1, sizeof *w->word);
	w->word[w->n] = (struct metric_word){ (enum metric_class)c, arena_str(&w->text, row->field[column[2]]), v };
	phrases_add(w->of[c], phrase, (uint32_t)w->n++);
	if (c == WORD_number || c == WORD_time)
		add_sign(w, phrase);
	return true;
}

static bool
read_rows(struct metric_words *w, struct rows *r, const char *path, struct err *e)
{
	static const char *const names[4] = { "phrase", "class", "unit", "value" };
	int column[4], got;
	struct row row;

	for (int i = 0; i < 4; i++)
		if ((column[i] = rows_column(r, names[i])) < 0)
			return err_set(e, EX_CONFIG, "%s: line 1: no column %s", path, names[i]);
	while ((got = rows_next(r, &row, e)) > 0)
		if (!add_row(w, &row, column, path, e))
			return false;
	return got == 0;
}

struct metric_words *
metric_words_load(const char *dir, struct err *e)
{
	struct metric_words *w = xcalloc(1, sizeof *w);
	char path[4096];

	snprintf(path, sizeof path, "%s/metric_words.csv", dir);
	for (int c = 0; c < N_METRIC_CLASSES; c++)
		w->of[c] = phrases_new(0);
	struct rows *r = rows_open(path, NULL, e);
	bool ok = r && read_rows(w, r, path, e);
	rows_close(r);
	if (ok)
		return w;
	metric_words_free(w);
	return NULL;
}

void
metric_words_free(struct metric_words *w)
{
	if (!w)
		return;
	for (int c = 0; c < N_METRIC_CLASSES; c++)
		phrases_free(w->of[c]);
	free(w->word);
	arena_free(&w->text);
	free(w);
}

const struct metric_word *
metric_word(const struct metric_words *w, const struct tokens *t, size_t i, size_t end, enum metric_class class,
    size_t *length)
{
	const uint32_t *values;
	size_t n;

	if (i >= end || !(*length = phrases_longest(w->of[class], t, i, end, &values, &n)))
		return NULL;
	return &w->word[values[0]];
}

bool
metric_word_is(const struct metric_words *w, const struct tokens *t, size_t i, enum metric_class class)
{
	size_t length;

	return metric_word(w, t, i, i + 1 < t->n ? i + 1 : t->n, class, &length) != NULL;
}
