#include "integrity.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/rows.h"
#include "../common/zio.h"
#include "files.h"
#include "manifest.h"
#include "rowcheck.h"
#include "rules.h"

static void
add(struct checks *checks, const char *name, const char *table, const char *column, bool good, const char *found)
{
	checks_add(checks, name, table, column, SEVERITY_ERROR, !good, str_of(good ? "" : found));
}

/* The digest of what a compressed or plain file holds.  False: unreadable. */
static bool
content_digest(const char *path, char hex[DIGEST_HEX], struct err *e)
{
	static char chunk[64 << 10];
	struct digest d;
	ssize_t n = -1;
	struct zin *in = zin_open(path, e);

	digest_init(&d);
	while (in && (n = zin_read(in, chunk, sizeof chunk, e)) > 0)
		digest_add(&d, (struct str){ chunk, (size_t)n });
	zin_close(in);
	if (n == 0)
		digest_hex(&d, hex);
	return n == 0;
}

/* One check per file: a damaged file is a finding, not a failure of verify. */
static void
check_file(const char *dir, const json_t *entry, struct checks *checks)
{
	const char *name = json_text(entry, "path");
	char *path = path_join(dir, name), sha[DIGEST_HEX] = "", content[DIGEST_HEX] = "";
	struct err e = { 0 };
	uint64_t bytes = 0;
	bool good = false;

	if (name[0] == '/' || strstr(name, ".."))
		err_set(&e, EX_DATAERR, "leads out of the release");
	else if (digest_file(path, sha, &bytes, &e) && content_digest(path, content, &e)) {
		good = bytes == json_count(entry, "bytes") && strcmp(sha, json_text(entry, "sha256")) == 0 &&
		    strcmp(content, json_text(entry, "content_sha256")) == 0;
		if (!good)
			err_set(&e, EX_DATAERR, "%llu bytes with SHA-256 %s, content %s", (unsigned long long)bytes, sha, content);
	}
	add(checks, "file", name, "", good, e.text);
	free(path);
}

static bool
hidden(const char *path)
{
	return path[0] == '.';
}

static bool
check_unknown(const char *dir, const json_t *manifest, struct checks *checks, struct err *e)
{
	char **files = tree_files(dir, hidden, e);
	struct failing f = { 0 };

	if (!files)
		return false;
	for (char **p = files; *p; p++)
		if (!manifest_leaves_out(*p) && !manifest_file(manifest, *p))
			failing_add(&f, str_of(*p));
	checks_add(checks, "file_unknown", "", "", SEVERITY_WARN, f.n, buf_str(&f.examples));
	buf_release(&f.examples);
	names_free(files);
	return true;
}

/* Appends the value of column I as the CSV form has it. */
static void
field_text(struct buf *b, sqlite3_stmt *s, int i, const struct column *c)
{
	int type = sqlite3_column_type(s, i);

	if (type == SQLITE_NULL)
		return;
	if (c->type == TYPE_BOOL && type == SQLITE_INTEGER) {
		buf_addz(b, sqlite3_column_int(s, i) ? "true" : "false");
	} else if (c->type == TYPE_NUMBER && (type == SQLITE_FLOAT || type == SQLITE_INTEGER)) {
		value_number(b, sqlite3_column_double(s, i));
	} else {
		const char *text = (const char *)sqlite3_column_text(s, i);
		sheet_field(b, (struct str){ text ? text : "", (size_t)sqlite3_column_bytes(s, i) });
	}
}

/* A key that no NULL and no number is part of is in the table's own order, so
 * that no row is sorted. */
static bool
plain_key(const struct table *t)
{
	struct str rest = str_of(t->key);

	for (int i; (i = table_key_next(t, &rest)) >= 0; )
		if (!t->column[i].required || !value_is_text(t->column[i].type))
			return false;
	return true;
}

/* All rows of T by its key: as the bytes of a CSV have it, or PLAIN. */
static void
select_sql(struct buf *sql, const struct table *t, bool plain)
{
	struct str rest = str_of(t->key);

	buf_addz(sql, "SELECT ");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_addf(sql, "%s\"%s\"", i ? ", " : "", t->column[i].name);
	buf_addf(sql, " FROM \"%s\" ORDER BY ", t->name);
	for (int i, n = 0; (i = table_key_next(t, &rest)) >= 0; n++)
		buf_addf(sql, plain ? "%s\"%s\"" : "%sIFNULL(CAST(\"%s\" AS TEXT), '')", n ? ", " : "", t->column[i].name);
}

static bool
dump_digest(sqlite3 *db, const struct table *t, char hex[DIGEST_HEX], uint64_t *rows, struct err *e)
{
	struct buf sql = { 0 }, line = { 0 };
	struct digest d;
	sqlite3_stmt *s = NULL;
	int got;

	digest_init(&d);
	select_sql(&sql, t, plain_key(t));
	for (size_t i = 0; i < t->n_columns; i++)
		buf_addf(&line, "%s%s", i ? "," : "", t->column[i].name);
	buf_addc(&line, '\n');
	digest_add(&d, buf_str(&line));
	got = sqlite3_prepare_v2(db, buf_z(&sql), -1, &s, NULL);
	for (*rows = 0; got == SQLITE_OK || got == SQLITE_ROW; ) {
		got = sqlite3_step(s);
		if (got != SQLITE_ROW)
			break;
		buf_reset(&line);
		for (size_t i = 0; i < t->n_columns; i++) {
			buf_addz(&line, i ? "," : "");
			field_text(&line, s, (int)i, &t->column[i]);
		}
		buf_addc(&line, '\n');
		digest_add(&d, buf_str(&line));
		++*rows;
	}
	sqlite3_finalize(s);
	buf_release(&sql);
	buf_release(&line);
	digest_hex(&d, hex);
	return got == SQLITE_DONE || err_set(e, EX_DATAERR, "%s: %s", t->name, sqlite3_errmsg(db));
}

static void
check_content(const char *dir, sqlite3 *db, const json_t *entry, struct checks *checks)
{
	const char *name = json_text(entry, "name"), *want = json_text(entry, "content_sha256");
	const struct table *t = table_find(str_of(name));
	char path[4200], hex[DIGEST_HEX] = "", found[200];
	uint64_t rows = 0;
	struct err e = { 0 };

	if (!t) {
		add(checks, "table_known", name, "", false, "not declared");
		return;
	}
	snprintf(path, sizeof path, "%s/csv/%s.csv.zst", dir, name);
	bool good = content_digest(path, hex, &e) && strcmp(hex, want) == 0;
	add(checks, "content", name, "", good, e.code ? e.text : hex);
	if (!db)
		return;
	e = (struct err){ 0 };
	good = dump_digest(db, t, hex, &rows, &e) && strcmp(hex, want) == 0 && rows == json_count(entry, "rows");
	snprintf(found, sizeof found, "%llu rows, content %s", (unsigned long long)rows, hex);
	add(checks, "database", name, "", good, e.code ? e.text : found);
}

bool
integrity_check(const char *dir, struct checks *checks, struct err *e)
{
	json_t *manifest = manifest_load(dir, e), *entry;
	char *path = path_join(dir, "usedby.sqlite");
	struct err no_database = { 0 };
	size_t i;

	if (!manifest) {
		free(path);
		return false;
	}
	sqlite3 *db = rules_open(path, &no_database);
	add(checks, "database", "", "", db != NULL, no_database.text);
	json_array_foreach(json_object_get(manifest, "files"), i, entry)
		check_file(dir, entry, checks);
	json_array_foreach(json_object_get(manifest, "tables"), i, entry)
		check_content(dir, db, entry, checks);
	bool ok = check_unknown(dir, manifest, checks, e);
	sqlite3_close(db);
	json_decref(manifest);
	free(path);
	return ok;
}

static void
check_table(const char *path, const struct table *t, const json_t *entry, struct checks *checks)
{
	struct err e = { 0 };
	struct row row;
	struct rows *in = rows_open(path, t, &e);
	struct rowcheck *check = rowcheck_new(t);
	uint64_t n = 0;

	while (in && rows_next(in, &row, &e) > 0) {
		rowcheck_row(check, row.field);
		n++;
	}
	rows_close(in);
	rowcheck_finish(check, checks);
	if (!e.code && n != json_count(entry, "rows"))
		err_set(&e, EX_DATAERR, "%llu rows", (unsigned long long)n);
	add(checks, "rows", t->name, "", !e.code, e.text);
}

bool
integrity_rows(const char *dir, struct checks *checks, struct err *e)
{
	json_t *manifest = manifest_load(dir, e), *entry;
	size_t i;

	if (!manifest)
		return false;
	json_array_foreach(json_object_get(manifest, "tables"), i, entry) {
		const struct table *t = table_find(str_of(json_text(entry, "name")));
		char path[4200];
		snprintf(path, sizeof path, "%s/csv/%s.csv.zst", dir, json_text(entry, "name"));
		if (t)
			check_table(path, t, entry, checks);
	}
	json_decref(manifest);
	return true;
}
