/*
 * compare.h -- what changed from one release to the next, and because of what.
 *
 * Compared are the adopters, the technologies and the cells of the table
 * adoption.  The cause of a change is found in this order: an article that
 * speaks of it is new, changed, gone or rejected now; a name, rule or setting
 * of the run differs; another program version; else other articles (a name
 * or a copy was joined to another).
 */
#ifndef USEDBY_COMPARE_H
#define USEDBY_COMPARE_H

#include "../common/arena.h"
#include "../common/err.h"

enum change_of { CHANGE_ADOPTER, CHANGE_TECHNOLOGY, CHANGE_CELL, N_CHANGE_OF };
enum change_kind { CHANGE_CAME, CHANGE_WENT, CHANGE_STATUS };

struct change {
	enum change_of   of;
	enum change_kind kind;
	struct str       adopter_id, adopter, technology_id, technology;        /* empty where not concerned */
	struct str       before, after;         /* status of a cell; empty where there is none */
	struct str       cause;                 /* "article new", "article changed", "article gone", "article rejected",
	                                         * "lexicon", "rule", "setting", "program", "other articles" */
	struct str       detail;                /* which one */
};

struct comparison {
	struct change *change;
	size_t         n, cap;
	size_t         count[N_CHANGE_OF][3];   /* by kind */
	struct str     before, after;           /* content digests of the releases */
	struct str     inputs;                  /* which inputs differ, in words; empty for none */
	struct arena   text;
};

enum comparison_form { COMPARISON_TEXT, COMPARISON_MARKDOWN, COMPARISON_CSV, COMPARISON_JSON };

/* Compares the releases in the folders OLD and NEW.  False with *e set:
 * EX_NOINPUT, EX_DATAERR. */
bool compare_releases(struct comparison *c, const char *old, const char *new, struct err *e);
/* Appends C; a section of the text forms ends after LIMIT rows (0: none does). */
void comparison_print(struct buf *b, const struct comparison *c, enum comparison_form form, size_t limit);
void comparison_release(struct comparison *c);

#endif
