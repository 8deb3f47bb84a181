#include "checks.h"

#include <stdlib.h>

#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "value.h"

#define EXAMPLE_BYTES 120       /* of one key; long ones are cut */

static const char *const outcomes[] = { "pass", "warn", "fail", "waived" };
static const char *const severities[] = { "error", "warn" };

struct check *
checks_add(struct checks *c, const char *name, const char *table, const char *column,
    enum severity severity, uint64_t failing, struct str examples)
{
	c->check = xgrow(c->check, &c->cap, c->n + 1, sizeof *c->check);
	struct check *check = &c->check[c->n++];
	*check = (struct check){
		.name = arena_str(&c->text, str_of(name)),
		.table = arena_str(&c->text, str_of(table)),
		.column = arena_str(&c->text, str_of(column)),
		.severity = severity,
		.failing = failing,
		.outcome = !failing ? OUTCOME_PASS : severity == SEVERITY_WARN ? OUTCOME_WARN : OUTCOME_FAIL,
		.examples = arena_str(&c->text, examples),
	};
	return check;
}

void
checks_join(struct checks *c, const struct checks *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct check *f = &from->check[i];
		if (f->local)
			continue;
		struct check *to = checks_add(c, f->name.p, f->table.p, f->column.p, f->severity, f->failing, f->examples);
		to->outcome = f->outcome;
		to->threshold = f->threshold;
		to->waiver = arena_str(&c->text, f->waiver);
	}
}

size_t
checks_count(const struct checks *c, enum outcome outcome)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->check[i].outcome == outcome;
	return n;
}

static int
by_key(const void *left, const void *right)
{
	const struct check *a = left, *b = right;
	int order = str_cmp(a->name, b->name);

	order = order ? order : str_cmp(a->table, b->table);
	return order ? order : str_cmp(a->column, b->column);
}

const struct check *
checks_failure(const struct checks *c)
{
	const struct check *first = NULL;

	for (size_t i = 0; i < c->n; i++)
		if (c->check[i].outcome == OUTCOME_FAIL && (!first || by_key(&c->check[i], first) < 0))
			first = &c->check[i];
	return first;
}

void
checks_sort(struct checks *c)
{
	if (c->n)
		qsort(c->check, c->n, sizeof *c->check, by_key);
}

void
checks_row(const struct check *check, struct str *field, struct buf *b)
{
	buf_reset(b);
	buf_addf(b, "%llu", (unsigned long long)check->failing);
	size_t digits = b->n;
	value_number(b, check->threshold);
	field[checks__check] = check->name;
	field[checks__table] = check->table;
	field[checks__column] = check->column;
	field[checks__result] = str_of(outcomes[check->outcome]);
	field[checks__failing_rows] = str_sub(buf_str(b), 0, digits);
	field[checks__threshold] = str_sub(buf_str(b), digits, b->n);
	field[checks__severity] = str_of(severities[check->severity]);
	field[checks__waiver] = check->waiver;
	field[checks__examples] = check->examples;
}

bool
checks_write(const struct checks *c, const char *path, struct err *e)
{
	struct str field[checks__n];
	struct buf numbers = { 0 };
	struct sheet *s = sheet_create(path, &tables[TABLE_checks], 1, e);

	for (size_t i = 0; s && i < c->n; i++) {
		checks_row(&c->check[i], field, &numbers);
		sheet_put(s, field);
	}
	bool ok = s && sheet_commit(s, e);
	sheet_close(s);
	buf_release(&numbers);
	return ok;
}

void
checks_tell(struct buf *b, const struct check *check)
{
	buf_addf(b, "%.*s: %.*s%s%.*s: %llu failing%s%.*s", STR_ARG(check->name), STR_ARG(check->table),
	    check->column.n ? "." : "", STR_ARG(check->column), (unsigned long long)check->failing,
	    check->examples.n ? ": " : "", STR_ARG(check->examples));
}

void
checks_release(struct checks *c)
{
	free(c->check);
	arena_free(&c->text);
	*c = (struct checks){ 0 };
}

/* Whatever the row held, the example is one line of valid UTF-8. */
static void
add_clean(struct buf *b, struct str s)
{
	size_t begin = b->n;

	utf8_repair(b, str_sub(s, 0, EXAMPLE_BYTES));
	for (size_t i = begin; i < b->n; i++)
		if ((unsigned char)b->p[i] < ' ' || b->p[i] == 127)
			b->p[i] = ' ';
	if (s.n > EXAMPLE_BYTES)
		buf_addz(b, "...");
}

void
failing_add(struct failing *f, struct str example)
{
	if (f->n++ >= CHECK_EXAMPLES || example.n == 0)
		return;
	buf_addz(&f->examples, f->examples.n ? "; " : "");
	add_clean(&f->examples, example);
}
