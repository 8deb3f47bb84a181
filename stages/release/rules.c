#include "rules.h"

#include <assert.h>
#include <sqlite3.h>

#include "../common/cli.h"
#include "value.h"

struct sqlite3 *
rules_open(const char *path, struct err *e)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA query_only = 1; PRAGMA trusted_schema = 0; PRAGMA cache_size = -32768;", NULL, NULL, NULL) != SQLITE_OK) {
		err_set(e, EX_DATAERR, "%s: %s", path, db ? sqlite3_errmsg(db) : "cannot be opened");
		sqlite3_close(db);
		return NULL;
	}
	return db;
}

static struct str
column_text(sqlite3_stmt *s, int i)
{
	const char *text = (const char *)sqlite3_column_text(s, i);

	return text ? (struct str){ text, (size_t)sqlite3_column_bytes(s, i) } : (struct str){ "", 0 };
}

/* Counts the rows that SQL gives; their first column names them. */
static bool
count_failing(sqlite3 *db, const char *path, const char *sql, struct failing *f, struct err *e)
{
	sqlite3_stmt *s = NULL;
	int got = sqlite3_prepare_v2(db, sql, -1, &s, NULL);

	while (got == SQLITE_OK || got == SQLITE_ROW) {
		got = sqlite3_step(s);
		if (got == SQLITE_ROW)
			failing_add(f, column_text(s, 0));
	}
	sqlite3_finalize(s);
	return got == SQLITE_DONE || err_set(e, EX_DATAERR, "%s: %s", path, sqlite3_errmsg(db));
}

static bool
check(sqlite3 *db, const char *path, const char *name, const char *table, const char *column, const char *sql,
    struct checks *checks, struct err *e)
{
	struct failing f = { 0 };
	bool ok = count_failing(db, path, sql, &f, e);

	if (ok)
		checks_add(checks, name, table, column, SEVERITY_ERROR, f.n, buf_str(&f.examples));
	buf_release(&f.examples);
	return ok;
}

static bool
table_exists(sqlite3 *db, struct str name)
{
	sqlite3_stmt *s = NULL;
	bool found = false;

	if (sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(s, 1, name.p, (int)name.n, SQLITE_STATIC) == SQLITE_OK)
		found = sqlite3_step(s) == SQLITE_ROW;
	sqlite3_finalize(s);
	return found;
}

static bool
check_references(sqlite3 *db, const char *path, const struct table *t, struct checks *checks, struct err *e)
{
	struct buf sql = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < t->n_columns; i++) {
		struct str rest = str_of(t->column[i].references), to;
		if (rest.n == 0 || !str_split(&rest, '.', &to) || !table_exists(db, to))
			continue;
		buf_reset(&sql);
		buf_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL AND \"%s\" NOT IN (SELECT \"%.*s\" FROM \"%.*s\")",
		    t->column[i].name, t->name, t->column[i].name, t->column[i].name, STR_ARG(rest), STR_ARG(to));
		ok = check(db, path, "reference", t->name, t->column[i].name, buf_z(&sql), checks, e);
	}
	buf_release(&sql);
	return ok;
}

/*
 * A table of counts derived again.  WANT gives the key columns and then the
 * derived columns under their own names; both sides are compared row by row.
 * An entry without a table is a step on the way to those behind it.
 */
struct derivation {
	const char *table, *key;        /* key: comma-separated */
	const char *columns;            /* comma-separated */
	const char *want;
};

static const struct derivation derivations[] = {
#define STEP(sql) { NULL, NULL, NULL, sql },
#define DERIVE(table, key, columns, sql) { table, key, columns, sql },
#include "derive.def"
#undef STEP
#undef DERIVE
};

/* ---- joint(x) --------------------------------------------------------- */

/* A joint confidence stays below certainty. */
#define MOST_CERTAIN 0.9999

struct joint { double doubt; bool begun; };     /* zeroed by SQLite */

static void
joint_step(sqlite3_context *context, int n, sqlite3_value **argument)
{
	struct joint *j = sqlite3_aggregate_context(context, sizeof *j);

	(void)n;
	if (j) {
		j->doubt = (j->begun ? j->doubt : 1) * (1 - sqlite3_value_double(argument[0]));
		j->begun = true;
	}
}

static void
joint_final(sqlite3_context *context)
{
	const struct joint *j = sqlite3_aggregate_context(context, 0);
	double joint = j && j->begun ? 1 - j->doubt : 0;

	sqlite3_result_double(context, joint < MOST_CERTAIN ? joint : MOST_CERTAIN);
}

/* Appends "h.X IS NOT w.X" for the column; numbers are published with six digits. */
static void
differs(struct buf *sql, const struct table *t, struct str column)
{
	int i = table_column(t, column);

	if (i >= 0 && t->column[i].type == TYPE_NUMBER)
		buf_addf(sql, "((h.\"%.*s\" IS NULL) <> (w.\"%.*s\" IS NULL) OR ABS(h.\"%.*s\" - w.\"%.*s\") > 1e-5 * ABS(w.\"%.*s\") + 1e-9)",
		    STR_ARG(column), STR_ARG(column), STR_ARG(column), STR_ARG(column), STR_ARG(column));
	else
		buf_addf(sql, "h.\"%.*s\" IS NOT w.\"%.*s\"", STR_ARG(column), STR_ARG(column));
}

static void
key_expression(struct buf *sql, const char *side, const char *key, const char *between)
{
	struct str rest = str_of(key), part;

	for (int n = 0; str_split(&rest, ',', &part); n++)
		buf_addf(sql, "%s%s.\"%.*s\"", n ? between : "", side, STR_ARG(part));
}

/* Rows that one side has and the other has not. */
static bool
check_rows(sqlite3 *db, const char *path, const struct derivation *d, struct checks *checks, struct err *e)
{
	struct buf sql = { 0 };
	struct str keys = str_of(d->key), first;

	str_split(&keys, ',', &first);
	buf_addz(&sql, "SELECT ");
	key_expression(&sql, "h", d->key, " || ',' || ");
	buf_addf(&sql, " FROM \"%s\" h LEFT JOIN want w USING (%s) WHERE w.rowid IS NULL UNION ALL SELECT ", d->table, d->key);
	key_expression(&sql, "w", d->key, " || ',' || ");
	buf_addf(&sql, " FROM want w LEFT JOIN \"%s\" h USING (%s) WHERE h.\"%.*s\" IS NULL", d->table, d->key, STR_ARG(first));
	bool ok = check(db, path, "derived_rows", d->table, d->key, buf_z(&sql), checks, e);
	buf_release(&sql);
	return ok;
}

#define MAX_DERIVED 32          /* columns of one table */

/* SELECT key, and for each column "x not y" where it differs, of the rows where any does. */
static void
differing_sql(struct buf *sql, const struct derivation *d)
{
	const struct table *t = table_find(str_of(d->table));
	struct str rest = str_of(d->columns), column;

	buf_addz(sql, "SELECT ");
	key_expression(sql, "h", d->key, " || ',' || ");
	while (str_split(&rest, ',', &column)) {
		buf_addz(sql, ", CASE WHEN ");
		differs(sql, t, column);
		buf_addf(sql, " THEN IFNULL(h.\"%.*s\", 'none') || ' not ' || IFNULL(w.\"%.*s\", 'none') END",
		    STR_ARG(column), STR_ARG(column));
	}
	buf_addf(sql, " FROM \"%s\" h JOIN want w USING (%s) WHERE ", d->table, d->key);
	rest = str_of(d->columns);
	for (int n = 0; str_split(&rest, ',', &column); n++) {
		buf_addz(sql, n ? " OR " : "");
		differs(sql, t, column);
	}
}

/* One pass over both sides for all columns. */
static bool
check_columns(sqlite3 *db, const char *path, const struct derivation *d, struct checks *checks, struct err *e)
{
	struct failing failing[MAX_DERIVED] = { { 0 } };
	struct buf sql = { 0 }, example = { 0 };
	struct str rest = str_of(d->columns), column;
	sqlite3_stmt *s = NULL;

	differing_sql(&sql, d);
	int got = sqlite3_prepare_v2(db, buf_z(&sql), -1, &s, NULL), n = got == SQLITE_OK ? sqlite3_column_count(s) - 1 : 0;
	assert(n <= MAX_DERIVED);
	while (got == SQLITE_OK || got == SQLITE_ROW) {
		got = sqlite3_step(s);
		for (int i = 0; got == SQLITE_ROW && i < n; i++) {
			if (sqlite3_column_type(s, i + 1) == SQLITE_NULL)
				continue;
			buf_reset(&example);
			buf_add(&example, column_text(s, 0));
			buf_addz(&example, ": ");
			buf_add(&example, column_text(s, i + 1));
			failing_add(&failing[i], buf_str(&example));
		}
	}
	if (got != SQLITE_DONE)
		err_set(e, EX_DATAERR, "%s: %s", path, sqlite3_errmsg(db));
	sqlite3_finalize(s);
	for (int i = 0; str_split(&rest, ',', &column); i++) {
		buf_reset(&example);
		buf_add(&example, column);
		checks_add(checks, "derived", d->table, buf_z(&example), SEVERITY_ERROR, failing[i].n, buf_str(&failing[i].examples));
		buf_release(&failing[i].examples);
	}
	buf_release(&example);
	buf_release(&sql);
	return !e->code;
}

static bool
execute(sqlite3 *db, const char *path, const char *sql, struct err *e)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	    err_set(e, EX_DATAERR, "%s: %s", path, sqlite3_errmsg(db));
}

static bool
check_derived(sqlite3 *db, const char *path, const struct derivation *d, struct checks *checks, struct err *e)
{
	struct buf sql = { 0 };

	if (!d->table)
		return execute(db, path, d->want, e);
	if (!table_exists(db, str_of(d->table)))
		return true;
	log_progress("%s, derived again", d->table);
	/* Derived once for all columns, so that each check is one join. */
	buf_addf(&sql, "DROP TABLE IF EXISTS temp.want; CREATE TEMP TABLE want AS %s; CREATE UNIQUE INDEX temp.want_key ON want (%s)",
	    d->want, d->key);
	bool ok = execute(db, path, buf_z(&sql), e) && check_rows(db, path, d, checks, e);
	ok = ok && check_columns(db, path, d, checks, e);
	buf_release(&sql);
	return ok;
}

/* Are the tables there from which all is derived?  Another check tells if not. */
static bool
has_base(sqlite3 *db)
{
	static const enum table_id base[] = { TABLE_articles, TABLE_adopters, TABLE_technologies, TABLE_claims,
	    TABLE_claim_use_cases, TABLE_migrations };

	for (size_t i = 0; i < sizeof base / sizeof *base; i++)
		if (!table_exists(db, str_of(tables[base[i]].name)))
			return false;
	return true;
}

bool
rules_check(sqlite3 *db, const char *path, struct checks *checks, struct err *e)
{
	bool ok = true;

	for (size_t i = 0; ok && i < N_TABLES; i++)
		if (tables[i].published && table_exists(db, str_of(tables[i].name)))
			ok = check_references(db, path, &tables[i], checks, e);
	/* What dangles makes counts wrong in its wake: tell of the cause alone. */
	if (!ok || checks_failure(checks) || !has_base(db))
		return ok;
	ok = execute(db, path, "PRAGMA query_only = 0; PRAGMA temp_store = FILE; PRAGMA temp.cache_size = -32768", e) &&
	    (sqlite3_create_function(db, "joint", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, NULL, joint_step, joint_final) == SQLITE_OK ||
	    err_set(e, EX_SOFTWARE, "%s: %s", path, sqlite3_errmsg(db)));
	for (size_t i = 0; ok && i < sizeof derivations / sizeof *derivations; i++)
		ok = check_derived(db, path, &derivations[i], checks, e);
	return ok;
}
