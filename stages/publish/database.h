/*
 * database.h -- usedby.sqlite: the tables of a release, typed and keyed.
 *
 * The file is made by one connection in one order with fixed settings, so the
 * same rows give the same bytes.
 */
#ifndef USEDBY_DATABASE_H
#define USEDBY_DATABASE_H

#include "../common/err.h"
#include "../schema/table.h"

struct database;

/* Create PATH with the tables of IN_RELEASE, all empty.  NULL with *e set:
 * EX_CANTCREAT. */
struct database *database_create(const char *path, const bool *in_release, struct err *e);
/* Open the finished database PATH for more rows.  NULL with *e set. */
struct database *database_append(const char *path, struct err *e);
/* Get ready to put rows into T. */
bool database_open_table(struct database *d, const struct table *t, struct err *e);
/* One row that keeps the declaration.  A row that breaks a key is left out:
 * the checks have told of it already. */
bool database_put(struct database *d, const struct str *field, struct err *e);
bool database_close_table(struct database *d, struct err *e);
/* Indexes, views, statistics; then the file is whole.  False with *e set. */
bool database_finish(struct database *d, struct err *e);
void database_close(struct database *d);        /* NULL is fine */

#endif
