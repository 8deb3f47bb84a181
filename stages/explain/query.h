/*
 * query.h -- what a release says about one thing, as a tree.
 *
 * Every answer is a JSON object, whatever form it is printed in:
 *
 *   { "asked": "cell", "technology": {...}, "adopter": {...}, "cell": {...},
 *     "claims": [...], "names": [...], "migrations": [...], "timeline": [...] }
 *
 * Members that say nothing are left out.
 */
#ifndef USEDBY_QUERY_H
#define USEDBY_QUERY_H

#include <jansson.h>

#include "../common/err.h"

struct sqlite3;

struct question {
	const char *technology, *adopter;       /* id or name, or NULL */
	const char *claim, *metric;             /* id, or NULL */
	const char *source;                     /* whynot: an article */
	size_t      limit;                      /* rows of a list */
};

/* The answer; the caller gives it back with json_decref().  NULL with *e set:
 * EX_NOINPUT (no such thing in the release; names that are near are told),
 * EX_DATAERR. */
json_t *query_answer(struct sqlite3 *db, const struct question *q, struct err *e);
/* The same for "why is there no claim?": the nearest miss of the article. */
json_t *query_whynot(struct sqlite3 *db, const struct question *q, struct err *e);

#endif
