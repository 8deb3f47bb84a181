#include "gold_numbers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/rows.h"
#include "../../stages/common/xalloc.h"

/* Units that mean the same. */
static const struct { const char *from, *to; double factor; } units[] = {
	{ "%", "percent", 1 }, { "users", "users", 1 }, { "user", "users", 1 }, { "members", "users", 1 }, { "people", "users", 1 }, { "person", "users", 1 }, { "member", "users", 1 },
	{ "active users", "users", 1 }, { "monthly active users", "users", 1 }, { "daily active users", "users", 1 }, { "registered users", "users", 1 },
	{ "seconds", "s", 1 }, { "second", "s", 1 }, { "sec", "s", 1 }, { "ms", "s", 1e-3 }, { "milliseconds", "s", 1e-3 },
	{ "kbit/s", "bit/s", 1e3 }, { "Mbit/s", "bit/s", 1e6 }, { "Gbit/s", "bit/s", 1e9 }, { "bps", "bit/s", 1 }, { "kbps", "bit/s", 1e3 },
	{ "Mbps", "bit/s", 1e6 }, { "Gbps", "bit/s", 1e9 }, { "x", "times", 1 }, { "USD per year", "USD/year", 1 }
};

bool
gold_number_same(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

double
gold_number_normal(double value, struct str *unit, struct arena *arena)
{
	struct str s = arena_str(arena, *unit);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			((char *)(uintptr_t)s.p)[i] += 32;
	*unit = s;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_ieq(s, str_of(units[i].from))) {
			*unit = str_of(units[i].to);
			return value * units[i].factor;
		}
	if (s.n > 2 && s.p[s.n - 1] == 's' && s.p[s.n - 2] >= 'a' && s.p[s.n - 3] >= 'a')
		unit->n--;
	return value;
}

static int
by_article(const void *a, const void *b)
{
	const struct gold_number *x = a, *y = b;
	int order = (x->corpus > y->corpus) - (x->corpus < y->corpus);

	order = order ? order : str_cmp(x->source, y->source);
	order = order ? order : str_cmp(x->evidence, y->evidence);
	order = order ? order : (x->value > y->value) - (x->value < y->value);
	order = order ? order : str_cmp(x->subject, y->subject);
	return order ? order : str_cmp(x->technology, y->technology);
}

bool
gold_numbers_read(struct gold_numbers *g, size_t corpus, const char *dir, const struct aliases *a, struct err *e)
{
	static const char *const names[] = { "doc", "subject", "technology", "value", "unit", "evidence", "optional" };
	int column[7], got = -1;
	struct buf b = { 0 };
	struct row row;
	char path[4096];

	snprintf(path, sizeof path, "%s/metrics.csv", dir);
	struct rows *r = rows_open(path, NULL, e);
	bool ok = r != NULL;
	for (int i = 0; ok && i < 7; i++)
		if ((column[i] = rows_column(r, names[i])) < 0)
			ok = err_set(e, EX_DATAERR, "%s: line 1: no column '%s'", path, names[i]);
	while (ok && (got = rows_next(r, &row, e)) > 0) {
		struct gold_number n = { .corpus = corpus, .source = arena_str(&g->arena, row.field[column[0]]),
		    .evidence = arena_str(&g->arena, row.field[column[5]]), .optional = str_ieq(row.field[column[6]], STR("y")) };
		struct str *name[] = { &n.subject, &n.technology };
		for (int i = 0; i < 2; i++) {
			buf_reset(&b);
			aliases_fold(a, &b, row.field[column[1 + i]]);
			*name[i] = arena_str(&g->arena, buf_str(&b));
		}
		n.unit = row.field[column[4]];
		if (!str_to_double(row.field[column[3]], &n.value))
			ok = err_set(e, EX_DATAERR, "%s: line %zu: '%.*s' is no number", path, row.line, STR_ARG(row.field[column[3]]));
		n.value = gold_number_normal(n.value, &n.unit, &g->arena);
		g->at = xgrow(g->at, &g->cap, g->n + 1, sizeof *g->at);
		g->at[g->n++] = n;
	}
	rows_close(r);
	buf_release(&b);
	if (g->n)
		qsort(g->at, g->n, sizeof *g->at, by_article);
	return ok && got == 0;
}

struct gold_range
gold_numbers_of(const struct gold_numbers *g, size_t corpus, struct str source)
{
	struct gold_range r = { 0, 0 };

	while (r.from < g->n && !(g->at[r.from].corpus == corpus && str_eq(g->at[r.from].source, source)))
		r.from++;
	for (r.to = r.from; r.to < g->n && g->at[r.to].corpus == corpus && str_eq(g->at[r.to].source, source); r.to++)
		;
	return r;
}

void
gold_numbers_release(struct gold_numbers *g)
{
	free(g->at);
	arena_free(&g->arena);
}
