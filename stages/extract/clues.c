#include "clues.h"

#include <stdio.h>

#include "../common/rows.h"

double
clues_sum(const struct clue_weights *w, clues c, bool condition)
{
	int sum = 0;

	for (int half = 0; half < MAX_CLUES; half += 64)
		for (uint64_t bits = (uint64_t)(c >> half); bits; bits &= bits - 1) {
			int i = half + __builtin_ctzll(bits);
			sum += w->of[i] + (condition ? w->more[i] : 0);
		}
	return sum / 100.0;
}

static bool
read_number(int *out, struct str s)
{
	int64_t n = 0;

	if (s.n && (!str_to_i64(s, &n) || n < -MAX_CLUE_WEIGHT || n > MAX_CLUE_WEIGHT))
		return false;
	*out = (int)n;
	return true;
}

/* NULL, or what is wrong with the row. */
static const char *
read_row(struct clue_weights *w, const struct clue_set *set, const struct row *row)
{
	int i = 0;

	while (i < set->n && !str_eq(row->field[0], str_of(set->name[i])))
		i++;
	if (i == set->n)
		return "unknown clue";
	return read_number(&w->of[i], row->field[1]) && read_number(&w->more[i], row->field[2]) ? NULL :
	    "a weight is no whole number, or too large";
}

bool
clue_weights_load(struct clue_weights *w, const struct clue_set *set, const char *dir, struct err *e)
{
	char path[4096];
	struct row row;
	const char *wrong = NULL;
	int got = -1;

	*w = (struct clue_weights){ { 0 }, { 0 } };
	snprintf(path, sizeof path, "%s/%s", dir, set->file);
	struct rows *r = rows_open(path, NULL, e);
	if (r && (rows_column(r, "clue") != 0 || rows_column(r, "weight") != 1 || rows_column(r, set->condition) != 2))
		err_set(e, EX_CONFIG, "%s: the columns are not clue,weight,%s", path, set->condition);
	else
		while (r && !wrong && (got = rows_next(r, &row, e)) > 0)
			if ((wrong = read_row(w, set, &row)))
				err_set(e, EX_CONFIG, "%s: line %zu: %s", path, row.line, wrong);
	rows_close(r);
	return got == 0;
}
