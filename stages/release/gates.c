#include "gates.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "files.h"
#include "manifest.h"
#include "value.h"

/* The first column of the first row of SQL. */
static bool
number(sqlite3 *db, const char *sql, double *out, struct err *e)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW;

	*out = ok ? sqlite3_column_double(s, 0) : 0;
	if (!ok)
		err_set(e, EX_DATAERR, "%s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
	return ok;
}

bool
gates_data(sqlite3 *db, const struct conf *c, struct checks *checks, struct err *e)
{
	double rejected, read, limit = conf_number(c, CONF_MAX_REJECT_SHARE);

	if (!number(db, "SELECT COUNT(DISTINCT source) FROM rejects WHERE stage = 'read' AND reason <> 'file_type'", &rejected, e) ||
	    !number(db, "SELECT COUNT(*) FROM articles", &read, e))
		return false;
	double share = rejected + read > 0 ? rejected / (rejected + read) : 0;
	char found[120];
	snprintf(found, sizeof found, "%.0f of %.0f articles are rejected", rejected, rejected + read);
	struct check *check = checks_add(checks, "reject_share", "rejects", "", SEVERITY_ERROR,
	    share > limit ? (uint64_t)rejected : 0, str_of(share > limit ? found : ""));
	check->threshold = limit;
	return true;
}

static double
drop_share(double before, double after)
{
	return after < before ? (before - after) / before : 0;
}

static void
drop_rows(const char *old, sqlite3 *db, const struct conf *c, struct checks *checks, struct err *e)
{
	double limit = conf_number(c, CONF_MAX_DROP_SHARE), least = conf_number(c, CONF_DROP_MIN);
	json_t *manifest = manifest_load(old, e), *entry;
	size_t i;

	json_array_foreach(json_object_get(manifest, "tables"), i, entry) {
		const struct table *t = table_find(str_of(json_text(entry, "name")));
		double before = (double)json_count(entry, "rows"), after;
		char sql[200], found[120];
		/* More rejects and misses are no gain, fewer no loss. */
		if (!t || t == &tables[TABLE_checks] || t == &tables[TABLE_rejects] || t == &tables[TABLE_misses])
			continue;
		struct err no_table = { 0 };
		snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM \"%s\"", t->name);
		if (!number(db, sql, &after, &no_table))
			after = 0;
		bool bad = before >= least && drop_share(before, after) > limit;
		snprintf(found, sizeof found, "%.0f rows, before %.0f", after, before);
		checks_add(checks, "drop", t->name, "", SEVERITY_ERROR, bad, str_of(bad ? found : ""))->threshold = limit;
	}
	json_decref(manifest);
}

static bool
drop_adopters(const char *old, sqlite3 *db, const struct conf *c, struct checks *checks, struct err *e)
{
	static const char sql[] =
		"SELECT o.technology_id || ': ' || IFNULL(n.adopters, 0) || ', before ' || o.adopters "
		"FROM old.technology_counts o LEFT JOIN main.technology_counts n ON n.technology_id = o.technology_id "
		"WHERE o.adopters >= ?1 AND o.adopters - IFNULL(n.adopters, 0) > ?2 * o.adopters ORDER BY 1";
	char *path = path_join(old, "usedby.sqlite");
	struct failing f = { 0 };
	sqlite3_stmt *attach = NULL, *s = NULL;
	int got = SQLITE_ERROR;

	if (sqlite3_prepare_v2(db, "ATTACH ?1 AS old", -1, &attach, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(attach, 1, path, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(attach) == SQLITE_DONE &&
	    sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_bind_double(s, 1, conf_number(c, CONF_DROP_MIN)) == SQLITE_OK &&
	    sqlite3_bind_double(s, 2, conf_number(c, CONF_MAX_DROP_SHARE)) == SQLITE_OK)
		while ((got = sqlite3_step(s)) == SQLITE_ROW)
			failing_add(&f, str_of((const char *)sqlite3_column_text(s, 0)));
	if (got == SQLITE_DONE)
		checks_add(checks, "drop", "technology_counts", "adopters", SEVERITY_ERROR, f.n,
		    buf_str(&f.examples))->threshold = conf_number(c, CONF_MAX_DROP_SHARE);
	else
		err_set(e, EX_DATAERR, "%s: %s", path, sqlite3_errmsg(db));
	sqlite3_finalize(attach);
	sqlite3_finalize(s);
	sqlite3_exec(db, "DETACH old", NULL, NULL, NULL);
	buf_release(&f.examples);
	free(path);
	return !e->code;
}

static bool
check_article_count(sqlite3 *db, const struct conf *c, struct checks *checks, struct err *e)
{
	double limit = conf_number(c, CONF_MIN_ARTICLES), n;
	char found[80];

	if (!number(db, "SELECT COUNT(*) FROM articles", &n, e))
		return false;
	snprintf(found, sizeof found, "%.0f articles", n);
	checks_add(checks, "article_count", "articles", "", SEVERITY_ERROR, n < limit, str_of(n < limit ? found : ""))->threshold = limit;
	return true;
}

static bool
check_age(sqlite3 *db, const struct conf *c, int64_t today, struct checks *checks, struct err *e)
{
	double limit = conf_number(c, CONF_MAX_AGE_DAYS), newest, dated;
	char found[80];

	if (!number(db, "SELECT IFNULL(strftime('%s', MAX(published)), 0) FROM articles", &newest, e) ||
	    !number(db, "SELECT COUNT(published) FROM articles", &dated, e))
		return false;
	double days = ((double)today - newest) / 86400;
	bool bad = limit > 0 && (dated == 0 || days > limit);
	snprintf(found, sizeof found, dated == 0 ? "no article has a date" : "the newest article is %.0f days old", days);
	checks_add(checks, "age", "articles", "published", SEVERITY_ERROR, bad, str_of(bad ? found : ""))->threshold = limit;
	return true;
}

bool
gates_history(sqlite3 *db, const char *old, const struct conf *c, int64_t today, struct checks *checks, struct err *e)
{
	size_t first = checks->n;

	if (old) {
		/* A release that cannot be read is no measure, and must not stop its replacement. */
		struct err damaged = { 0 };
		drop_rows(old, db, c, checks, &damaged);
		if (!damaged.code)
			drop_adopters(old, db, c, checks, &damaged);
		checks_add(checks, "old_release_readable", "", "", SEVERITY_WARN, damaged.code != 0, str_of(damaged.text));
	}
	bool ok = check_article_count(db, c, checks, e) && check_age(db, c, today, checks, e);
	for (size_t i = first; i < checks->n; i++)
		checks->check[i].local = true;
	return ok;
}

void
gates_soften(const struct conf *c, struct checks *checks)
{
	for (size_t i = 0; i < checks->n; i++) {
		struct str rest = str_of(conf_text(c, CONF_WARN_ONLY)), name;
		struct check *check = &checks->check[i];
		while (rest.n && str_split(&rest, ',', &name))
			if (str_eq(str_trim(name), check->name)) {
				check->severity = SEVERITY_WARN;
				if (check->outcome == OUTCOME_FAIL)
					check->outcome = OUTCOME_WARN;
			}
	}
}
