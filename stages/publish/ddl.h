/*
 * ddl.h -- the tables' declaration in the words of four databases.
 */
#ifndef USEDBY_DDL_H
#define USEDBY_DDL_H

#include "../schema/table.h"

enum dialect { SQLITE, POSTGRESQL, DUCKDB, CLICKHOUSE, N_DIALECTS };

/* "sqlite", "postgresql", ... */
const char *dialect_name(enum dialect d);
/* Appends CREATE TABLE for T, with key, references, enumerations and comments
 * as far as the dialect has them.  IN_RELEASE tells which tables are there, by
 * number: a reference to one that is not is left out. */
void ddl_table(struct buf *b, const struct table *t, enum dialect d, const bool *in_release);
/* Appends CREATE INDEX for each column of T that refers to another table, and
 * for the pairs that explain asks for. */
void ddl_indexes(struct buf *b, const struct table *t, enum dialect d);
/* The numbers of the present tables, those referred to before those that
 * refer; returns how many. */
size_t ddl_order(const bool *in_release, size_t order[N_TABLES]);
/* Appends NAME as a quoted identifier / TEXT as a string literal. */
void sql_name(struct buf *b, struct str name);
void sql_text(struct buf *b, struct str text);

#endif
