/*
 * rowcheck.h -- hold the rows of a table against its declaration, one at a time.
 */
#ifndef USEDBY_ROWCHECK_H
#define USEDBY_ROWCHECK_H

#include "checks.h"
#include "value.h"

struct rowcheck;

struct rowcheck *rowcheck_new(const struct table *t);
/* Look at one row of T->n_columns fields.  True if nothing is wrong with it:
 * types, required values, enumerations, text, the key behind the one before. */
bool rowcheck_row(struct rowcheck *r, const struct str *field);
/* Adds the checks required, type, enumeration, text, key_unique and key_order
 * of the table to CHECKS, and type_told (a warning): a reader that guesses types
 * would guess wrongly, for a text column holds nothing but numbers or dates, or
 * the first value comes behind the rows that it looks at.  Gives R back. */
void rowcheck_finish(struct rowcheck *r, struct checks *checks);

#endif
