/*
 * views.h -- views of the release that need no parameter, for every database.
 */
#ifndef USEDBY_VIEWS_H
#define USEDBY_VIEWS_H

#include "ddl.h"

struct view {
	const char *name, *meaning;
	const char *tables;     /* comma-separated: it is left out where one is missing */
	const char *sql;        /* a SELECT that all dialects understand */
};

extern const struct view views[];
extern const size_t n_views;

/* Appends CREATE VIEW for each. */
void views_sql(struct buf *b, enum dialect d, const bool *in_release);

#endif
