/*
 * checks.h -- the rules a release is held against, and how each came out.
 */
#ifndef USEDBY_CHECKS_H
#define USEDBY_CHECKS_H

#include "../common/arena.h"
#include "../common/err.h"
#include "../common/sheet.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARN };
enum outcome { OUTCOME_PASS, OUTCOME_WARN, OUTCOME_FAIL, OUTCOME_WAIVED };

#define CHECK_EXAMPLES 5        /* failing rows that are named */

struct check {
	struct str    name, table, column;
	enum severity severity;
	enum outcome  outcome;
	uint64_t      failing;
	double        threshold;        /* what is allowed */
	struct str    examples;         /* "; "-joined */
	struct str    waiver;
	bool          local;            /* depends on the day or on the release before: no part of a release */
};

/* Zero is an empty list. */
struct checks {
	struct check *check;
	size_t        n, cap;
	struct arena  text;
};

/* Adds a check that passes if FAILING is 0.  Strings are copied; TABLE and
 * COLUMN may be "".  Returns it, valid until the next is added. */
struct check *checks_add(struct checks *c, const char *name, const char *table, const char *column,
    enum severity severity, uint64_t failing, struct str examples);
/* Adds those of FROM that are no local ones. */
void checks_join(struct checks *c, const struct checks *from);
/* How many have the outcome. */
size_t checks_count(const struct checks *c, enum outcome outcome);
/* The first failure in the order of the table, or NULL. */
const struct check *checks_failure(const struct checks *c);
/* Sorts by name, table, column: the table's key. */
void checks_sort(struct checks *c);
/* The fields of one row of the table checks; FIELD has checks__n entries, the
 * numbers' texts are kept in B. */
void checks_row(const struct check *check, struct str *field, struct buf *b);
/* Writes PATH as a table checks.  False with *e set. */
bool checks_write(const struct checks *c, const char *path, struct err *e);
/* One line about CHECK: "key_unique: claims.claim_id: 3 rows: c_1; c_2; c_3". */
void checks_tell(struct buf *b, const struct check *check);
void checks_release(struct checks *c);

/* Counts the rows that break one rule and keeps the first few keys. */
struct failing {
	uint64_t   n;
	struct buf examples;
};
void failing_add(struct failing *f, struct str example);

#endif
