/* Leave for a check to fail, for a time: lexicon/waivers.csv. */
#include <stdlib.h>
#include <time.h>

#include "../common/rows.h"
#include "files.h"
#include "gates.h"
#include "value.h"

enum { W_NAME, W_CHECK, W_TABLE, W_COLUMN, W_UNTIL, W_REASON, N_WAIVER };
static const char *const headers[N_WAIVER] = { "name", "check", "table", "column", "until", "reason" };

/* A release whose rows are no rows of their tables cannot be made at all. */
static bool
can_be_waived(struct str name)
{
	return !value_listed("required|type|enumeration|text|key_unique|key_order|table_present", name);
}

static bool
read_fields(const struct rows *in, const struct row *row, struct str field[N_WAIVER], struct err *e)
{
	static const struct column until = { "until", TYPE_DATE, true, "", "", "", "", "" };

	for (int i = 0; i < N_WAIVER; i++) {
		int column = rows_column(in, headers[i]);
		if (column < 0)
			return err_set(e, EX_CONFIG, "%s: line 1: no column '%s'", rows_path(in), headers[i]);
		field[i] = row->field[column];
	}
	if (!field[W_NAME].n || !field[W_CHECK].n || !field[W_REASON].n)
		return err_set(e, EX_CONFIG, "%s: line %zu: a waiver needs name, check and reason", rows_path(in), row->line);
	if (value_check(&until, field[W_UNTIL]) != VALUE_OK)
		return err_set(e, EX_CONFIG, "%s: line %zu: until: '%.*s' is no date", rows_path(in), row->line,
		    STR_ARG(field[W_UNTIL]));
	if (!can_be_waived(field[W_CHECK]))
		return err_set(e, EX_CONFIG, "%s: line %zu: '%.*s' cannot be waived", rows_path(in), row->line,
		    STR_ARG(field[W_CHECK]));
	return true;
}

/* How many failures the waiver lets pass. */
static size_t
apply(struct checks *checks, size_t n, struct str name, struct str check, struct str table, struct str column)
{
	size_t hits = 0;

	for (size_t i = 0; i < n; i++) {
		struct check *c = &checks->check[i];
		if (c->outcome != OUTCOME_FAIL || !str_eq(c->name, check) || (table.n && !str_eq(c->table, table)) ||
		    (column.n && !str_eq(c->column, column)) || !can_be_waived(c->name))
			continue;
		c->outcome = OUTCOME_WAIVED;
		c->waiver = arena_str(&checks->text, name);
		hits++;
	}
	return hits;
}

bool
gates_waive(const char *path, int64_t today, struct checks *checks, struct err *e)
{
	struct failing ended = { 0 }, unused = { 0 };
	struct str field[N_WAIVER];
	struct row row;
	size_t n = checks->n;
	char day[16];
	struct tm tm;
	time_t at = (time_t)today;

	if (!path_exists(path))
		return true;
	gmtime_r(&at, &tm);
	strftime(day, sizeof day, "%Y-%m-%d", &tm);
	struct rows *in = rows_open(path, NULL, e);
	while (in && rows_next(in, &row, e) > 0 && read_fields(in, &row, field, e)) {
		if (str_cmp(field[W_UNTIL], str_of(day)) < 0)
			failing_add(&ended, field[W_NAME]);
		else if (!apply(checks, n, field[W_NAME], field[W_CHECK], field[W_TABLE], field[W_COLUMN]))
			failing_add(&unused, field[W_NAME]);
	}
	if (e->code == EX_DATAERR)
		e->code = EX_CONFIG;
	rows_close(in);
	checks_add(checks, "waiver_ended", "", "", SEVERITY_WARN, ended.n, buf_str(&ended.examples))->local = true;
	checks_add(checks, "waiver_unused", "", "", SEVERITY_WARN, unused.n, buf_str(&unused.examples))->local = true;
	buf_release(&ended.examples);
	buf_release(&unused.examples);
	return !e->code;
}

bool
gates_waived_before(const char *path, struct checks *checks, struct err *e)
{
	struct row row;
	struct rows *in = rows_open(path, &tables[TABLE_checks], e);

	while (in && rows_next(in, &row, e) > 0)
		if (str_eq(row.field[checks__result], STR("waived")))
			apply(checks, checks->n, row.field[checks__waiver], row.field[checks__check],
			    row.field[checks__table], row.field[checks__column]);
	rows_close(in);
	return !e->code;
}
