/*
 * choice.h -- which rows a page carries when a table has too many of them.
 *
 * A table within the limit goes in whole.  Of a larger one:
 *   adoption          the cells with most independent articles; among equals a
 *                     sample by hash, so that no letter is preferred
 *   claims            those of the cells carried, a few of each
 *   adopters, technologies, articles: those that rows carried before name,
 *                     be they more than the limit
 *   others            the first
 * so that what is on the page stands with its sentences.  The tables have to
 * come in that order.  The choice depends on the rows alone.
 */
#ifndef USEDBY_CHOICE_H
#define USEDBY_CHOICE_H

#include "../common/err.h"
#include "../common/rows.h"

struct choice;

/* A choice of at most LIMIT rows a table.  Given back with choice_free(). */
struct choice *choice_new(size_t limit);
void choice_free(struct choice *c);     /* NULL is fine */

/* Begin the table TABLE in the file PATH, reading it through when it may have
 * too many rows; with SHARE over 1 it may have that part of the limit.  False with *e set as rows_next() does. */
bool choice_begin(struct choice *c, const char *table, const char *path, unsigned share, struct err *e)
	__attribute__((warn_unused_result));
/* Is ROW, the next one of that table read by IN, on the page? */
bool choice_takes(struct choice *c, const struct rows *in, const struct row *row);

#endif
