#include "rowcheck.h"

#include <stdlib.h>

#include "../common/xalloc.h"

/* Rows from which readers guess a column's type: DuckDB takes 20,480. */
#define SNIFFED_ROWS 20480

/* What a reader that guesses types sees of a column. */
struct sniffed {
	uint64_t first_value;           /* row of the first value, from 1; 0 = none */
	bool     other;                 /* a value that is text and nothing else */
};

struct rowcheck {
	const struct table *t;
	struct failing    (*column)[N_VALUE_FAULTS];
	struct failing      twice, disorder;
	struct buf          key, last;  /* fields joined by a byte below all others */
	uint64_t            rows;
	struct sniffed     *sniffed;
};

struct rowcheck *
rowcheck_new(const struct table *t)
{
	struct rowcheck *r = xcalloc(1, sizeof *r);

	r->t = t;
	r->column = xcalloc(t->n_columns, sizeof *r->column);
	r->sniffed = xcalloc(t->n_columns, sizeof *r->sniffed);
	return r;
}

static void
join_key(struct rowcheck *r, const struct str *field)
{
	struct str rest = str_of(r->t->key);

	buf_reset(&r->key);
	for (int i, n = 0; (i = table_key_next(r->t, &rest)) >= 0; n++) {
		if (n)
			buf_addc(&r->key, 0);
		buf_add(&r->key, field[i]);
	}
}

/* Would a reader take the text for a number, a date or a truth value? */
static bool
looks_typed(struct str s)
{
	static const struct column date = { "", TYPE_DATE, false, "", "", "", "", "" };
	double number;

	return str_to_double(s, &number) || value_check(&date, s) == VALUE_OK || str_ieq(s, STR("true")) || str_ieq(s, STR("false"));
}

static void
sniff(struct rowcheck *r, const struct str *field)
{
	if (r->rows >= SNIFFED_ROWS)
		return;
	for (size_t i = 0; i < r->t->n_columns; i++) {
		struct sniffed *s = &r->sniffed[i];
		if (field[i].n == 0)
			continue;
		if (!s->first_value)
			s->first_value = r->rows + 1;
		if (!s->other && value_is_text(r->t->column[i].type))
			s->other = !looks_typed(field[i]);
	}
}

/* A column with values, and its type cannot be told from the first rows. */
static bool
type_hidden(const struct rowcheck *r, size_t i, bool late)
{
	if (value_is_text(r->t->column[i].type))
		return r->sniffed[i].first_value && !r->sniffed[i].other;
	return late && !r->sniffed[i].first_value;
}

bool
rowcheck_row(struct rowcheck *r, const struct str *field)
{
	bool good = true;

	join_key(r, field);
	sniff(r, field);
	for (size_t i = 0; r->rows >= SNIFFED_ROWS && i < r->t->n_columns; i++)
		if (field[i].n)
			r->column[i][VALUE_OK].n++;
	for (size_t i = 0; i < r->t->n_columns; i++) {
		enum value_fault fault = value_check(&r->t->column[i], field[i]);
		if (fault == VALUE_OK)
			continue;
		failing_add(&r->column[i][fault], buf_str(&r->key));
		good = false;
	}
	int order = r->rows++ ? str_cmp(buf_str(&r->last), buf_str(&r->key)) : -1;
	if (order == 0)
		failing_add(&r->twice, buf_str(&r->key));
	if (order > 0)
		failing_add(&r->disorder, buf_str(&r->key));
	struct buf spare = r->last;
	r->last = r->key;
	r->key = spare;
	return good && order < 0;
}

static void
finish(struct checks *checks, const char *name, const char *table, const char *column, struct failing *f)
{
	checks_add(checks, name, table, column, SEVERITY_ERROR, f->n, buf_str(&f->examples));
	buf_release(&f->examples);
}

static bool
applies(const struct column *c, enum value_fault fault)
{
	switch (fault) {
	case VALUE_MISSING:  return c->required;
	case VALUE_BAD_ENUM: return c->type == TYPE_ENUM;
	case VALUE_BAD_TEXT: return c->type == TYPE_TEXT;
	case VALUE_BAD_TYPE: return c->type != TYPE_TEXT && c->type != TYPE_ENUM;
	default:             return false;
	}
}

void
rowcheck_finish(struct rowcheck *r, struct checks *checks)
{
	const struct table *t = r->t;

	for (size_t i = 0; i < t->n_columns; i++)
		for (enum value_fault f = VALUE_OK + 1; f < N_VALUE_FAULTS; f++)
			if (applies(&t->column[i], f))
				finish(checks, value_fault_name(f), t->name, t->column[i].name, &r->column[i][f]);
	for (size_t i = 0; i < t->n_columns; i++) {
		/* Counted under VALUE_OK: values behind the rows that readers look at. */
		bool hidden = type_hidden(r, i, r->column[i][VALUE_OK].n > 0);
		checks_add(checks, "type_told", t->name, t->column[i].name, SEVERITY_WARN, hidden, str_of(""));
	}
	finish(checks, "key_unique", t->name, t->key, &r->twice);
	finish(checks, "key_order", t->name, t->key, &r->disorder);
	buf_release(&r->key);
	buf_release(&r->last);
	free(r->column);
	free(r->sniffed);
	free(r);
}
