#include "query.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>

#include "../common/str.h"

/* ---- rows as objects --------------------------------------------------- */

static json_t *
value(sqlite3_stmt *s, int i)
{
	switch (sqlite3_column_type(s, i)) {
	case SQLITE_INTEGER: return json_integer(sqlite3_column_int64(s, i));
	case SQLITE_FLOAT:   return json_real(sqlite3_column_double(s, i));
	case SQLITE_TEXT:    return json_stringn((const char *)sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i));
	default:             return NULL;
	}
}

static json_t *
row_object(sqlite3_stmt *s)
{
	json_t *j = json_object();

	for (int i = 0; i < sqlite3_column_count(s); i++) {
		json_t *v = value(s, i);
		const char *type = sqlite3_column_decltype(s, i);
		if (v && type && strcmp(type, "BOOLEAN") == 0) {
			json_t *truth = json_boolean(json_integer_value(v));
			json_decref(v);
			v = truth;
		}
		if (v)
			json_object_set_new(j, sqlite3_column_name(s, i), v);
	}
	return j;
}

/* The rows of SQL as an array; the other arguments, up to NULL, are texts for ?1, ?2 ... */
static json_t *
rows(sqlite3 *db, struct err *e, const char *sql, ...)
{
	sqlite3_stmt *s = NULL;
	json_t *list = json_array();
	va_list args;
	const char *text;
	int got = sqlite3_prepare_v2(db, sql, -1, &s, NULL), i = 0;

	va_start(args, sql);
	while (got == SQLITE_OK && (text = va_arg(args, const char *)))
		got = sqlite3_bind_text(s, ++i, text, -1, SQLITE_STATIC);
	va_end(args);
	while (got == SQLITE_OK || got == SQLITE_ROW)
		if ((got = sqlite3_step(s)) == SQLITE_ROW)
			json_array_append_new(list, row_object(s));
	if (got != SQLITE_DONE)
		err_set(e, EX_DATAERR, "usedby.sqlite: %s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
	return list;
}

/* The first of the rows, or NULL; takes LIST. */
static json_t *
first(json_t *list)
{
	json_t *j = json_array_get(list, 0);

	json_incref(j);
	json_decref(list);
	return j;
}

/* Sets KEY unless VALUE says nothing; takes VALUE. */
static void
put(json_t *j, const char *key, json_t *v)
{
	if (v && (!json_is_array(v) || json_array_size(v)))
		json_object_set(j, key, v);
	json_decref(v);
}

static const char *
text(const json_t *j, const char *key)
{
	const char *z = json_string_value(json_object_get(j, key));

	return z ? z : "";
}

/* ---- names ------------------------------------------------------------- */

/* The row of an adopter or technology by id, name, or any form that articles
 * have of it. */
static json_t *
find(sqlite3 *db, bool adopter, const char *name, struct err *e)
{
	static const char *const by_id[] = { "SELECT * FROM technologies WHERE technology_id = ?1",
	    "SELECT * FROM adopters WHERE adopter_id = ?1" };
	static const char *const by_name[] = { "SELECT * FROM technologies WHERE name = ?1 COLLATE NOCASE ORDER BY known DESC, technology_id LIMIT 1",
	    "SELECT * FROM adopters WHERE name = ?1 COLLATE NOCASE ORDER BY known DESC, adopter_id LIMIT 1" };
	static const char *const by_form[] = { "SELECT t.* FROM name_resolutions r JOIN technologies t ON t.technology_id = r.id "
	    "WHERE r.kind = 'technology' AND r.surface = ?1 ORDER BY r.mentions DESC, r.id LIMIT 1",
	    "SELECT o.* FROM name_resolutions r JOIN adopters o ON o.adopter_id = r.id "
	    "WHERE r.kind = 'adopter' AND r.surface = ?1 ORDER BY r.mentions DESC, r.id LIMIT 1" };
	static const char *const near[] = {
	    "SELECT name FROM technologies WHERE name LIKE '%' || ?1 || '%' ORDER BY LENGTH(name), name LIMIT 5",
	    "SELECT name FROM adopters WHERE name LIKE '%' || ?1 || '%' ORDER BY LENGTH(name), name LIMIT 5" };
	json_t *j = first(rows(db, e, by_id[adopter], name, NULL)), *entry;
	size_t i;

	if (!j && !e->code)
		j = first(rows(db, e, by_name[adopter], name, NULL));
	if (!j && !e->code)
		j = first(rows(db, e, by_form[adopter], name, NULL));
	if (j || e->code)
		return j;
	json_t *list = rows(db, e, near[adopter], name, NULL);
	struct buf names = { 0 };
	json_array_foreach(list, i, entry)
		buf_addf(&names, "%s%s", i ? ", " : "; near it: ", text(entry, "name"));
	json_decref(list);
	err_set(e, EX_NOINPUT, "no %s '%s' in this release%s", adopter ? "adopter" : "technology", name, buf_z(&names));
	buf_release(&names);
	return NULL;
}

/* ---- parts of an answer ------------------------------------------------ */

#define CLAIM_COLUMNS \
	"c.claim_id, c.adopter_id, c.adopter, c.technology_id, c.technology, c.status, c.confidence, c.role, c.use_cases, " \
	"c.since_year, c.until_year, c.evidence, c.source, c.line, r.title, r.site, r.url, r.published, r.published_precision, " \
	"c.evidence_grade, c.voice, c.rule, c.cue, c.path, c.terms, c.adopter_as, c.technology_as, c.sentences, c.article_id, " \
	"c.witness FROM claims c JOIN articles r ON r.article_id = c.article_id "

/* Where NEEDLE stands in EVIDENCE, in bytes. */
static void
highlight(json_t *list, const char *evidence, const char *needle, const char *what)
{
	const char *at = *needle ? strstr(evidence, needle) : NULL;

	if (at)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I}", "what", what, "start", (json_int_t)(at - evidence),
		    "end", (json_int_t)(at - evidence + (ptrdiff_t)strlen(needle))));
}

static void
complete_claim(sqlite3 *db, json_t *claim, struct err *e)
{
	const char *evidence = text(claim, "evidence");
	json_t *marks = json_array();

	highlight(marks, evidence, text(claim, "adopter_as"), "adopter");
	highlight(marks, evidence, text(claim, "technology_as"), "technology");
	highlight(marks, evidence, text(claim, "cue"), "cue");
	put(claim, "highlights", marks);
	/* The same voice: copies and pages of one template count once. */
	if (strcmp(text(claim, "witness"), text(claim, "article_id")) != 0) {
		put(claim, "speaks_with", first(rows(db, e, "SELECT article_id, source, title FROM articles WHERE article_id = ?1",
		    text(claim, "witness"), NULL)));
		put(claim, "copy", first(rows(db, e, "SELECT kind, copy_of, similarity FROM copies WHERE article_id = ?1 "
		    "ORDER BY similarity DESC, kind LIMIT 1", text(claim, "article_id"), NULL)));
	}
}

static json_t *
claims(sqlite3 *db, json_t *list, struct err *e)
{
	json_t *claim;
	size_t i;

	json_array_foreach(list, i, claim)
		complete_claim(db, claim, e);
	return list;
}

/* How the articles' forms came to the id. */
static json_t *
names(sqlite3 *db, const char *kind, const char *id, struct err *e)
{
	return rows(db, e, "SELECT surface, reason, SUM(mentions) AS mentions FROM name_resolutions "
	    "WHERE id = ?2 AND kind = ?1 GROUP BY surface, reason ORDER BY SUM(mentions) DESC, surface LIMIT 50", kind, id, NULL);
}

/* The owners of an adopter, nearest first. */
static json_t *
owners(sqlite3 *db, const char *id, struct err *e)
{
	return rows(db, e, "WITH RECURSIVE up(id, since, depth) AS (SELECT parent_id, parent_since, 1 FROM adopters WHERE adopter_id = ?1 "
	    "UNION SELECT o.parent_id, o.parent_since, depth + 1 FROM up JOIN adopters o ON o.adopter_id = up.id WHERE depth < 20) "
	    "SELECT up.id AS adopter_id, o.name, up.since AS since_year FROM up JOIN adopters o ON o.adopter_id = up.id ORDER BY depth", id, NULL);
}

static void
answer_cell(sqlite3 *db, json_t *j, const char *adopter, const char *technology, const char *limit, struct err *e)
{
	put(j, "cell", first(rows(db, e, "SELECT * FROM adoption WHERE adopter_id = ?1 AND technology_id = ?2",
	    adopter, technology, NULL)));
	put(j, "claims", claims(db, rows(db, e, "SELECT " CLAIM_COLUMNS "WHERE c.adopter_id = ?1 AND c.technology_id = ?2 "
	    "ORDER BY c.confidence DESC, c.claim_id LIMIT ?3", adopter, technology, limit, NULL), e));
	put(j, "timeline", rows(db, e, "SELECT position, holds, clock, status, claim_id FROM timelines "
	    "WHERE adopter_id = ?1 AND technology_id = ?2 ORDER BY position LIMIT ?3", adopter, technology, limit, NULL));
	put(j, "migrations", rows(db, e, "SELECT from_technology, to_technology, year, source, evidence FROM migrations "
	    "WHERE adopter_id = ?1 AND (from_id = ?2 OR to_id = ?2) ORDER BY article_id LIMIT ?3", adopter, technology, limit, NULL));
	put(j, "metrics", rows(db, e, "SELECT metric_id, measure, qualifier, value, unit, year, source, line, evidence FROM metrics "
	    "WHERE subject_id = ?1 AND technology_id = ?2 ORDER BY metric_id LIMIT ?3", adopter, technology, limit, NULL));
	put(j, "implied", rows(db, e, "SELECT t.name AS through, i.status FROM implied_technologies i JOIN technologies t ON "
	    "t.technology_id = i.through_id WHERE i.adopter_id = ?1 AND i.technology_id = ?2", adopter, technology, NULL));
	put(j, "adopter_names", names(db, "adopter", adopter, e));
	put(j, "technology_names", names(db, "technology", technology, e));
}

/* The cells of a technology or an adopter, each with its surest sentence. */
#define BEST(column) \
	"(SELECT " column " FROM claims c WHERE c.adopter_id = a.adopter_id AND c.technology_id = a.technology_id " \
	"AND c.status = a.status ORDER BY c.confidence DESC, c.claim_id LIMIT 1)"
#define CELL_COLUMNS \
	"SELECT a.adopter_id, o.name AS adopter, a.technology_id, t.name AS technology, a.status, a.counted, a.role, a.confidence, " \
	"a.claims, a.independent_articles, a.first_seen, a.last_seen, a.disputed, " \
	BEST("claim_id") " AS claim_id, " BEST("evidence") " AS evidence, " BEST("source") " AS source, " BEST("line") " AS line "

static void
answer_technology(sqlite3 *db, json_t *j, const char *id, const char *limit, struct err *e)
{
	put(j, "counts", first(rows(db, e, "SELECT * FROM technology_counts WHERE technology_id = ?1", id, NULL)));
	put(j, "estimate", first(rows(db, e, "SELECT * FROM estimates WHERE technology_id = ?1", id, NULL)));
	put(j, "cells", rows(db, e, CELL_COLUMNS "FROM (SELECT * FROM adoption WHERE technology_id = ?1 "
	    "ORDER BY confidence DESC, adopter_id LIMIT ?2) a JOIN adopters o ON o.adopter_id = a.adopter_id "
	    "JOIN technologies t ON t.technology_id = a.technology_id ORDER BY a.confidence DESC, a.adopter_id", id, limit, NULL));
	put(j, "technology_names", names(db, "technology", id, e));
}

static void
answer_adopter(sqlite3 *db, json_t *j, const char *id, const char *limit, struct err *e)
{
	put(j, "counts", first(rows(db, e, "SELECT * FROM adopter_counts WHERE adopter_id = ?1", id, NULL)));
	put(j, "cells", rows(db, e, CELL_COLUMNS "FROM (SELECT * FROM adoption WHERE adopter_id = ?1 "
	    "ORDER BY confidence DESC, technology_id LIMIT ?2) a JOIN adopters o ON o.adopter_id = a.adopter_id "
	    "JOIN technologies t ON t.technology_id = a.technology_id ORDER BY a.confidence DESC, a.technology_id", id, limit, NULL));
	put(j, "metrics", rows(db, e, "SELECT metric_id, measure, qualifier, value, unit, year, technology, source, line, evidence FROM metrics "
	    "WHERE subject_id = ?1 ORDER BY metric_id LIMIT ?2", id, limit, NULL));
	put(j, "adopter_names", names(db, "adopter", id, e));
}

static void
answer_things(sqlite3 *db, json_t *j, const struct question *q, const char *limit, struct err *e)
{
	json_t *technology = q->technology ? find(db, false, q->technology, e) : NULL;
	json_t *adopter = q->adopter && !e->code ? find(db, true, q->adopter, e) : NULL;

	if (!e->code) {
		json_object_set_new(j, "asked", json_string(technology && adopter ? "cell" : technology ? "technology" : "adopter"));
		const char *t = text(technology, "technology_id"), *a = text(adopter, "adopter_id");
		json_object_set(j, "technology", technology);
		json_object_set(j, "adopter", adopter);
		if (adopter)
			put(j, "owners", owners(db, a, e));
		if (technology && adopter)
			answer_cell(db, j, a, t, limit, e);
		else if (technology)
			answer_technology(db, j, t, limit, e);
		else
			answer_adopter(db, j, a, limit, e);
	}
	json_decref(technology);
	json_decref(adopter);
}

json_t *
query_answer(sqlite3 *db, const struct question *q, struct err *e)
{
	json_t *j = json_object();
	char limit[32];

	/* A text bound to LIMIT is read as the number that it is. */
	sqlite3_snprintf(sizeof limit, limit, "%lld", (long long)q->limit);
	if (q->claim) {
		json_object_set_new(j, "asked", json_string("claim"));
		put(j, "claims", claims(db, rows(db, e, "SELECT " CLAIM_COLUMNS "WHERE c.claim_id = ?1", q->claim, NULL), e));
		if (!json_object_get(j, "claims"))
			err_set(e, EX_NOINPUT, "no claim '%s' in this release", q->claim);
	} else if (q->metric) {
		json_object_set_new(j, "asked", json_string("metric"));
		put(j, "metrics", rows(db, e, "SELECT m.*, r.title, r.site, r.url, r.published FROM metrics m "
		    "JOIN articles r ON r.article_id = m.article_id WHERE m.metric_id = ?1", q->metric, NULL));
		if (!json_object_get(j, "metrics"))
			err_set(e, EX_NOINPUT, "no metric '%s' in this release", q->metric);
	} else
		answer_things(db, j, q, limit, e);
	if (e->code) {
		json_decref(j);
		return NULL;
	}
	return j;
}

/* ---- whynot ------------------------------------------------------------ */

/* Is a miss's name this thing: as typed, or a form that came to its id? */
#define SAME(column, kind, argument) \
	"(m." column " = " argument " COLLATE NOCASE OR EXISTS (SELECT 1 FROM name_resolutions r WHERE r.kind = '" kind "' " \
	"AND r.surface = m." column " AND (r.id = " argument " OR r.id IN (SELECT id FROM name_resolutions x " \
	"WHERE x.kind = '" kind "' AND x.surface = " argument " COLLATE NOCASE))))"

json_t *
query_whynot(sqlite3 *db, const struct question *q, struct err *e)
{
	json_t *j = json_pack("{s:s, s:s, s:s, s:s}", "asked", "whynot", "source", q->source,
	    "adopter", q->adopter, "technology", q->technology);

	json_t *article = first(rows(db, e, "SELECT article_id, source, title, status FROM articles WHERE source = ?1", q->source, NULL));
	put(j, "article", article);
	put(j, "rejects", rows(db, e, "SELECT stage, reason, detail FROM rejects WHERE source = ?1", q->source, NULL));
	put(j, "claims", claims(db, rows(db, e, "SELECT " CLAIM_COLUMNS "WHERE c.article_id = (SELECT article_id FROM articles WHERE source = ?1) "
	    "AND (c.adopter_id = ?2 OR c.adopter = ?2 COLLATE NOCASE OR c.adopter_as = ?2 COLLATE NOCASE) "
	    "AND (c.technology_id = ?3 OR c.technology = ?3 COLLATE NOCASE OR c.technology_as = ?3 COLLATE NOCASE) "
	    "ORDER BY c.confidence DESC", q->source, q->adopter, q->technology, NULL), e));
	put(j, "misses", rows(db, e, "SELECT m.* FROM misses m WHERE m.source = ?1 AND " SAME("adopter", "adopter", "?2") " AND "
	    SAME("technology", "technology", "?3") " ORDER BY IFNULL(m.confidence, -1) DESC, m.line LIMIT 10",
	    q->source, q->adopter, q->technology, NULL));
	if (!json_object_get(j, "misses") && !json_object_get(j, "claims")) {
		put(j, "adopter_seen", rows(db, e, "SELECT m.line, m.technology, m.reason FROM misses m WHERE m.source = ?1 AND "
		    SAME("adopter", "adopter", "?2") " ORDER BY m.line LIMIT 5", q->source, q->adopter, NULL));
		put(j, "technology_seen", rows(db, e, "SELECT m.line, m.adopter, m.reason FROM misses m WHERE m.source = ?1 AND "
		    SAME("technology", "technology", "?2") " ORDER BY m.line LIMIT 5", q->source, q->technology, NULL));
	}
	if (!e->code && !json_object_get(j, "article") && !json_object_get(j, "rejects"))
		err_set(e, EX_NOINPUT, "no article '%s' in this release", q->source);
	if (e->code) {
		json_decref(j);
		return NULL;
	}
	return j;
}
