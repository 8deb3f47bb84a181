/*
 * export.h -- the tables of BUILD as the release's CSV, spreadsheets and database.
 */
#ifndef USEDBY_EXPORT_H
#define USEDBY_EXPORT_H

#include "../release/checks.h"
#include "publication.h"

/* Writes csv/, excel/ and usedby.sqlite below P->dir, one pass over each table,
 * and fills P->table.  Each row is held against the declaration; what breaks it
 * is told to CHECKS and is not in the database.  False with *e set. */
bool export_tables(struct publication *p, struct checks *checks, struct err *e);
/* Adds the rows of CHECKS, in their order, as the table checks. */
bool export_checks(struct publication *p, const struct checks *checks, struct err *e);

#endif
