#include "database.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "../common/xalloc.h"
#include "ddl.h"
#include "views.h"

struct database {
	sqlite3            *db;
	char               *path;
	bool                in_release[N_TABLES];
	const struct table *table;      /* open for rows */
	sqlite3_stmt       *insert;
};

/* Fixed page size, no journal (a killed run throws the file away whole), a
 * cache that does not grow with the tables. */
static const char settings[] =
	"PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF;"
	"PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768;"
	"PRAGMA foreign_keys = OFF; PRAGMA application_id = 1970490978; PRAGMA user_version = 1;";

static bool
failed(struct database *d, struct err *e)
{
	return err_set(e, sqlite3_errcode(d->db) == SQLITE_FULL ? EX_IOERR : EX_CANTCREAT, "%s: %s", d->path,
	    sqlite3_errmsg(d->db));
}

static bool
execute(struct database *d, const char *sql, struct err *e)
{
	return sqlite3_exec(d->db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(d, e);
}

struct database *
database_create(const char *path, const bool *in_release, struct err *e)
{
	struct database *d = xcalloc(1, sizeof *d);
	struct buf sql = { 0 };
	size_t order[N_TABLES], n = ddl_order(in_release, order);

	d->path = xstrdup(path);
	memcpy(d->in_release, in_release, sizeof d->in_release);
	bool ok = sqlite3_open_v2(path, &d->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK ||
	    failed(d, e);
	ok = ok && execute(d, settings, e);
	for (size_t i = 0; i < n; i++)
		ddl_table(&sql, &tables[order[i]], SQLITE, in_release);
	ok = ok && execute(d, buf_z(&sql), e);
	buf_release(&sql);
	if (!ok) {
		database_close(d);
		return NULL;
	}
	return d;
}

struct database *
database_append(const char *path, struct err *e)
{
	struct database *d = xcalloc(1, sizeof *d);

	d->path = xstrdup(path);
	bool ok = sqlite3_open_v2(path, &d->db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK || failed(d, e);
	if (!ok || !execute(d, settings, e)) {
		database_close(d);
		return NULL;
	}
	return d;
}

bool
database_open_table(struct database *d, const struct table *t, struct err *e)
{
	struct buf sql = { 0 };

	buf_addz(&sql, "INSERT OR IGNORE INTO ");
	sql_name(&sql, str_of(t->name));
	buf_addz(&sql, " VALUES (");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_addz(&sql, i ? ",?" : "?");
	buf_addz(&sql, ")");
	d->table = t;
	bool ok = execute(d, "BEGIN", e) &&
	    (sqlite3_prepare_v2(d->db, buf_z(&sql), -1, &d->insert, NULL) == SQLITE_OK || failed(d, e));
	buf_release(&sql);
	return ok;
}

static int
bind(sqlite3_stmt *s, int i, enum column_type type, struct str field)
{
	int64_t integer;
	double number;

	if (field.n == 0)
		return sqlite3_bind_null(s, i);
	if (type == TYPE_BOOL)
		return sqlite3_bind_int(s, i, field.p[0] == 't');
	if ((type == TYPE_INTEGER || type == TYPE_YEAR) && str_to_i64(field, &integer))
		return sqlite3_bind_int64(s, i, integer);
	if (type == TYPE_NUMBER && str_to_double(field, &number))
		return sqlite3_bind_double(s, i, number);
	return sqlite3_bind_text64(s, i, field.p, field.n, SQLITE_STATIC, SQLITE_UTF8);
}

bool
database_put(struct database *d, const struct str *field, struct err *e)
{
	int got = SQLITE_OK;

	for (size_t i = 0; i < d->table->n_columns && got == SQLITE_OK; i++)
		got = bind(d->insert, (int)i + 1, d->table->column[i].type, field[i]);
	if (got == SQLITE_OK)
		got = sqlite3_step(d->insert);
	sqlite3_reset(d->insert);
	return got == SQLITE_DONE || failed(d, e);
}

bool
database_close_table(struct database *d, struct err *e)
{
	sqlite3_finalize(d->insert);
	d->insert = NULL;
	return execute(d, "COMMIT", e);
}

bool
database_finish(struct database *d, struct err *e)
{
	struct buf sql = { 0 };
	size_t order[N_TABLES], n = ddl_order(d->in_release, order);

	for (size_t i = 0; i < n; i++)
		ddl_indexes(&sql, &tables[order[i]], SQLITE);
	views_sql(&sql, SQLITE, d->in_release);
	/* Not the whole of each index: a sample tells the planner enough. */
	buf_addz(&sql, "PRAGMA analysis_limit = 1000; ANALYZE; VACUUM;");
	bool ok = execute(d, buf_z(&sql), e);
	buf_release(&sql);
	if (ok && sqlite3_close(d->db) != SQLITE_OK)
		ok = failed(d, e);
	else if (ok)
		d->db = NULL;
	return ok;
}

void
database_close(struct database *d)
{
	if (!d)
		return;
	sqlite3_finalize(d->insert);
	sqlite3_close(d->db);
	free(d->path);
	free(d);
}
