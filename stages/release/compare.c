#include "compare.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "../common/xalloc.h"
#include "files.h"
#include "manifest.h"
#include "rules.h"

struct work {
	struct comparison *c;
	sqlite3           *db;          /* the new release; the old one is attached */
	const char        *path;
	sqlite3_stmt      *cause[2][N_CHANGE_OF];       /* articles behind a thing of the new, of the old release */
	struct str         input_cause, input_detail;
};

static struct str
text_of(struct work *w, sqlite3_stmt *s, int i)
{
	const char *text = (const char *)sqlite3_column_text(s, i);

	return text ? arena_str(&w->c->text, (struct str){ text, (size_t)sqlite3_column_bytes(s, i) }) : STR("");
}

static bool
failed(struct work *w, struct err *e)
{
	return err_set(e, EX_DATAERR, "%s: %s", w->path, sqlite3_errmsg(w->db));
}

/* ---- the inputs ------------------------------------------------------- */

static void
note(struct comparison *c, struct str *first_cause, struct str *first_detail, const char *cause, struct str detail)
{
	struct str line = arena_strf(&c->text, "%s %.*s", cause, STR_ARG(detail));

	c->inputs = c->inputs.n ? arena_strf(&c->text, "%.*s; %.*s", STR_ARG(c->inputs), STR_ARG(line)) : line;
	if (first_cause->n == 0) {
		*first_cause = arena_str(&c->text, str_of(cause));
		*first_detail = detail;
	} else if (str_eq(*first_cause, str_of(cause)))
		*first_detail = arena_strf(&c->text, "%.*s, %.*s", STR_ARG(*first_detail), STR_ARG(detail));
	else
		*first_detail = arena_strf(&c->text, "%.*s, %s %.*s", STR_ARG(*first_detail), cause, STR_ARG(detail));
}

static const json_t *
by_path(const json_t *list, const char *path)
{
	size_t i;
	json_t *entry;

	json_array_foreach(list, i, entry)
		if (strcmp(json_text(entry, "path"), path) == 0)
			return entry;
	return NULL;
}

static const char *
input_kind(const char *path)
{
	return str_ends(str_of(path), STR(".rules")) || str_ends(str_of(path), STR(".weights")) ? "rule" : "lexicon";
}

static void
compare_inputs(struct work *w, const json_t *old, const json_t *new)
{
	json_t *was = json_object_get(old, "lexicon"), *is = json_object_get(new, "lexicon"), *entry, *value;
	struct comparison *c = w->c;
	const char *key;
	size_t i;

	json_array_foreach(is, i, entry) {
		const char *path = json_text(entry, "path");
		const json_t *before = by_path(was, path);
		if (!before || strcmp(json_text(before, "sha256"), json_text(entry, "sha256")) != 0)
			note(c, &w->input_cause, &w->input_detail, input_kind(path), arena_str(&c->text, str_of(path)));
	}
	json_array_foreach(was, i, entry) {
		const char *path = json_text(entry, "path");
		if (!by_path(is, path))
			note(c, &w->input_cause, &w->input_detail, input_kind(path), arena_strf(&c->text, "%s (gone)", path));
	}
	was = json_object_get(old, "settings");
	json_object_foreach(json_object_get(new, "settings"), key, value) {
		const char *before = json_text(was, key), *after = json_string_value(value);
		if (after && strcmp(before, after) != 0)
			note(c, &w->input_cause, &w->input_detail, "setting", arena_strf(&c->text, "%s from %s to %s", key,
			    *before ? before : "none", after));
	}
	was = json_object_get(old, "program");
	is = json_object_get(new, "program");
	if (strcmp(json_text(was, "version"), json_text(is, "version")) != 0)
		note(c, &w->input_cause, &w->input_detail, "program", arena_strf(&c->text, "%s, before %s",
		    json_text(is, "version"), json_text(was, "version")));
}

/* ---- the cause of one change ------------------------------------------ */

/* The articles behind an adopter, a technology or a cell, those that tell most
 * first; %s is one of wheres. */
static const char *const wheres[N_CHANGE_OF] = {
	[CHANGE_ADOPTER] = "c.adopter_id = ?1",
	[CHANGE_TECHNOLOGY] = "c.technology_id = ?2",
	[CHANGE_CELL] = "c.adopter_id = ?1 AND c.technology_id = ?2",
};
static const char *const cause_sql[2] = {
	"SELECT CASE WHEN o.article_id IS NULL THEN 'article new' ELSE 'article changed' END, n.source "
	"FROM main.claims c JOIN main.articles n ON n.article_id = c.article_id "
	"LEFT JOIN old.articles o ON o.source = n.source "
	"WHERE %s AND o.content_sha256 IS NOT n.content_sha256 "
	"ORDER BY o.article_id IS NOT NULL, n.source LIMIT 1",
	"SELECT CASE WHEN n.article_id IS NOT NULL THEN 'article changed' "
	"WHEN EXISTS (SELECT 1 FROM main.rejects r WHERE r.source = o.source) THEN 'article rejected' "
	"ELSE 'article gone' END, o.source "
	"FROM old.claims c JOIN old.articles o ON o.article_id = c.article_id "
	"LEFT JOIN main.articles n ON n.source = o.source "
	"WHERE %s AND o.content_sha256 IS NOT n.content_sha256 "
	"ORDER BY n.article_id IS NOT NULL, o.source LIMIT 1",
};

static bool
article_cause(struct work *w, int side, struct change *change)
{
	sqlite3_stmt *s = w->cause[side][change->of];

	if (change->of != CHANGE_TECHNOLOGY)
		sqlite3_bind_text(s, 1, change->adopter_id.p, (int)change->adopter_id.n, SQLITE_STATIC);
	if (change->of != CHANGE_ADOPTER)
		sqlite3_bind_text(s, 2, change->technology_id.p, (int)change->technology_id.n, SQLITE_STATIC);
	bool found = sqlite3_step(s) == SQLITE_ROW;
	if (found) {
		change->cause = text_of(w, s, 0);
		change->detail = text_of(w, s, 1);
	}
	sqlite3_reset(s);
	return found;
}

static void
find_cause(struct work *w, struct change *change)
{
	bool found = change->kind != CHANGE_WENT && article_cause(w, 0, change);

	if (!found && change->kind != CHANGE_CAME)
		found = article_cause(w, 1, change);
	if (found)
		return;
	change->cause = w->input_cause.n ? w->input_cause : STR("other articles");
	change->detail = w->input_detail;
}

/* ---- the changes ------------------------------------------------------ */

#define CELL_NAMES(side) \
	"(SELECT name FROM " side ".adopters x WHERE x.adopter_id = a.adopter_id), a.technology_id, " \
	"(SELECT name FROM " side ".technologies x WHERE x.technology_id = a.technology_id)"

static const struct {
	enum change_of   of;
	enum change_kind kind;
	const char      *sql;   /* adopter_id, adopter, technology_id, technology, before, after */
} queries[] = {
	{ CHANGE_ADOPTER, CHANGE_CAME, "SELECT adopter_id, name, '', '', '', '' FROM main.adopters n "
	  "WHERE NOT EXISTS (SELECT 1 FROM old.adopters o WHERE o.adopter_id = n.adopter_id) ORDER BY 1" },
	{ CHANGE_ADOPTER, CHANGE_WENT, "SELECT adopter_id, name, '', '', '', '' FROM old.adopters o "
	  "WHERE NOT EXISTS (SELECT 1 FROM main.adopters n WHERE n.adopter_id = o.adopter_id) ORDER BY 1" },
	{ CHANGE_TECHNOLOGY, CHANGE_CAME, "SELECT '', '', technology_id, name, '', '' FROM main.technologies n "
	  "WHERE NOT EXISTS (SELECT 1 FROM old.technologies o WHERE o.technology_id = n.technology_id) ORDER BY 3" },
	{ CHANGE_TECHNOLOGY, CHANGE_WENT, "SELECT '', '', technology_id, name, '', '' FROM old.technologies o "
	  "WHERE NOT EXISTS (SELECT 1 FROM main.technologies n WHERE n.technology_id = o.technology_id) ORDER BY 3" },
	{ CHANGE_CELL, CHANGE_CAME, "SELECT a.adopter_id, " CELL_NAMES("main") ", '', a.status FROM main.adoption a "
	  "WHERE NOT EXISTS (SELECT 1 FROM old.adoption o WHERE o.adopter_id = a.adopter_id AND o.technology_id = a.technology_id) "
	  "ORDER BY 1, 3" },
	{ CHANGE_CELL, CHANGE_WENT, "SELECT a.adopter_id, " CELL_NAMES("old") ", a.status, '' FROM old.adoption a "
	  "WHERE NOT EXISTS (SELECT 1 FROM main.adoption n WHERE n.adopter_id = a.adopter_id AND n.technology_id = a.technology_id) "
	  "ORDER BY 1, 3" },
	{ CHANGE_CELL, CHANGE_STATUS, "SELECT a.adopter_id, " CELL_NAMES("main") ", o.status, a.status FROM main.adoption a "
	  "JOIN old.adoption o ON o.adopter_id = a.adopter_id AND o.technology_id = a.technology_id "
	  "WHERE o.status <> a.status ORDER BY 1, 3" },
};

static struct change *
add_change(struct comparison *c, enum change_of of, enum change_kind kind)
{
	c->change = xgrow(c->change, &c->cap, c->n + 1, sizeof *c->change);
	struct change *change = &c->change[c->n++];
	*change = (struct change){ .of = of, .kind = kind };
	c->count[of][kind]++;
	return change;
}

static bool
collect(struct work *w, size_t q, struct err *e)
{
	sqlite3_stmt *s = NULL;
	int got = sqlite3_prepare_v2(w->db, queries[q].sql, -1, &s, NULL);

	while (got == SQLITE_OK || got == SQLITE_ROW) {
		got = sqlite3_step(s);
		if (got != SQLITE_ROW)
			break;
		struct change *change = add_change(w->c, queries[q].of, queries[q].kind);
		change->adopter_id = text_of(w, s, 0);
		change->adopter = text_of(w, s, 1);
		change->technology_id = text_of(w, s, 2);
		change->technology = text_of(w, s, 3);
		change->before = text_of(w, s, 4);
		change->after = text_of(w, s, 5);
	}
	sqlite3_finalize(s);
	return got == SQLITE_DONE || failed(w, e);
}

static bool
prepare_causes(struct work *w)
{
	struct buf sql = { 0 };
	bool ok = true;

	for (int side = 0; side < 2; side++)
		for (int of = 0; ok && of < N_CHANGE_OF; of++) {
			ptrdiff_t at = str_find(str_of(cause_sql[side]), STR("%s"), 0);
			buf_reset(&sql);
			buf_add(&sql, (struct str){ cause_sql[side], (size_t)at });
			buf_addz(&sql, wheres[of]);
			buf_addz(&sql, cause_sql[side] + at + 2);
			ok = sqlite3_prepare_v2(w->db, buf_z(&sql), -1, &w->cause[side][of], NULL) == SQLITE_OK;
		}
	buf_release(&sql);
	return ok;
}

static bool
open_both(struct work *w, const char *old_path, struct err *e)
{
	sqlite3_stmt *s = NULL;

	w->db = rules_open(w->path, e);
	bool ok = w->db && sqlite3_prepare_v2(w->db, "ATTACH ?1 AS old", -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(s, 1, old_path, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(s) == SQLITE_DONE;
	sqlite3_finalize(s);
	ok = ok && prepare_causes(w);
	if (!ok && w->db && !e->code)
		err_set(e, EX_DATAERR, "%s: %s", old_path, sqlite3_errmsg(w->db));
	return ok;
}

static bool
compare_tables(struct work *w, const char *old_path, struct err *e)
{
	bool ok = open_both(w, old_path, e);

	for (size_t q = 0; ok && q < sizeof queries / sizeof *queries; q++)
		ok = collect(w, q, e);
	for (size_t i = 0; ok && i < w->c->n; i++)
		find_cause(w, &w->c->change[i]);
	for (int i = 0; i < 2 * N_CHANGE_OF; i++)
		sqlite3_finalize(w->cause[i / N_CHANGE_OF][i % N_CHANGE_OF]);
	sqlite3_close(w->db);
	return ok;
}

bool
compare_releases(struct comparison *c, const char *old, const char *new, struct err *e)
{
	*c = (struct comparison){ 0 };
	json_t *was = manifest_load(old, e), *is = was ? manifest_load(new, e) : NULL;
	char *old_path = path_join(old, "usedby.sqlite"), *path = path_join(new, "usedby.sqlite");
	struct work w = { .c = c, .path = path };
	bool ok = is != NULL;

	if (ok && !path_exists(old_path))
		ok = err_set(e, EX_NOINPUT, "%s: no such file", old_path);
	if (ok) {
		c->before = arena_str(&c->text, str_of(json_text(was, "content_sha256")));
		c->after = arena_str(&c->text, str_of(json_text(is, "content_sha256")));
		compare_inputs(&w, json_object_get(was, "inputs"), json_object_get(is, "inputs"));
		ok = compare_tables(&w, old_path, e);
	}
	json_decref(was);
	json_decref(is);
	free(old_path);
	free(path);
	return ok;
}

void
comparison_release(struct comparison *c)
{
	free(c->change);
	arena_free(&c->text);
	*c = (struct comparison){ 0 };
}
