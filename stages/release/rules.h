/*
 * rules.h -- what the tables of a release must say of each other, in plain SQL
 * over usedby.sqlite.
 *
 * The counts are derived again from claims and articles alone, by another path
 * than the one that made them (aggregate's sorted merges).
 */
#ifndef USEDBY_RULES_H
#define USEDBY_RULES_H

#include "checks.h"

/* Open the database PATH for reading only.  NULL with *e set.  The caller
 * closes it with sqlite3_close(). */
struct sqlite3 *rules_open(const char *path, struct err *e);
/* Adds the checks "reference" for each declared reference and "derived" for
 * each derivable column.  False with *e set: EX_DATAERR (no such table). */
bool rules_check(struct sqlite3 *db, const char *path, struct checks *checks, struct err *e);

#endif
