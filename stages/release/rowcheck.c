#include "rowcheck.h"

#include <stdlib.h>

#include "../common/xalloc.h"

struct rowcheck {
	const struct table *t;
	struct failing    (*column)[N_VALUE_FAULTS];
	struct failing      twice, disorder;
	struct buf          key, last;  /* fields joined by a byte below all others */
	size_t              rows;
};

struct rowcheck *
rowcheck_new(const struct table *t)
{
	struct rowcheck *r = xcalloc(1, sizeof *r);

	r->t = t;
	r->column = xcalloc(t->n_columns, sizeof *r->column);
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

bool
rowcheck_row(struct rowcheck *r, const struct str *field)
{
	bool good = true;

	join_key(r, field);
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
	finish(checks, "key_unique", t->name, t->key, &r->twice);
	finish(checks, "key_order", t->name, t->key, &r->disorder);
	buf_release(&r->key);
	buf_release(&r->last);
	free(r->column);
	free(r);
}
