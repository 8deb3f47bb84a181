/*
 * describe.h -- the declaration of the tables for machines and for people.
 */
#ifndef USEDBY_DESCRIBE_H
#define USEDBY_DESCRIBE_H

#include "publication.h"

/* datapackage.json (Frictionless Data Package with Table Schema, version 1). */
bool describe_datapackage(const struct publication *p, struct err *e);
/* csv/NAME.csv-metadata.json for each table (W3C CSV on the Web, 2015). */
bool describe_csvw(const struct publication *p, struct err *e);
/* load/postgresql.sql, load/duckdb.sql, load/clickhouse.sql. */
bool describe_load(const struct publication *p, struct err *e);
/* Appends the data dictionary in Markdown: docs/tables.md. */
void describe_markdown(struct buf *b);

#endif
