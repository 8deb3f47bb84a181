/*
 * table.h -- the tables, declared once.
 *
 * tables.def lists every table that leaves a stage, published or not, with the
 * type, unit, meaning and an example of each column.  From it come the column
 * numbers used in code (ARTICLES_title), the headers that rows.h checks and
 * sheet.h writes, the database's DDL, the data package and the documentation.
 */
#ifndef USEDBY_TABLE_H
#define USEDBY_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "../common/str.h"

enum column_type {
	TYPE_TEXT,
	TYPE_ID,                /* text, [a-z0-9_]+, never only digits */
	TYPE_IDS,               /* |-joined list of ids */
	TYPE_ENUM,              /* one of column.values */
	TYPE_INTEGER,
	TYPE_NUMBER,            /* decimal */
	TYPE_DATE,              /* YYYY-MM-DD; the precision stands in a column of its own */
	TYPE_YEAR,
	TYPE_BOOL               /* true or false */
};

struct column {
	const char      *name;
	enum column_type type;
	bool             required;      /* never empty */
	const char      *unit;          /* "" where there is none */
	const char      *meaning;       /* a sentence */
	const char      *example;
	const char      *values;        /* TYPE_ENUM: |-joined list; else "" */
	const char      *references;    /* "table.column" of a foreign key; else "" */
};

struct table {
	const char          *name;
	bool                 published;
	const char          *title;
	const char          *meaning;
	const char          *key;       /* primary key columns, comma-separated; also the sort order */
	const struct column *column;
	size_t               n_columns;
};

enum table_id {
#define TABLE(name, published, title, meaning, key) TABLE_##name,
#define COLUMN(table, name, type, required, unit, meaning, example, values, references)
#define END(name)
#include "tables.def"
#undef TABLE
#undef COLUMN
#undef END
	N_TABLES
};

/* TABLENAME_columnname: the number of a column in its table. */
#define TABLE(name, published, title, meaning, key) enum {
#define COLUMN(table, name, type, required, unit, meaning, example, values, references) table##__##name,
#define END(name) name##__n };
#include "tables.def"
#undef TABLE
#undef COLUMN
#undef END

/* Indexed by enum table_id. */
extern const struct table tables[N_TABLES];

/* The table called NAME, or NULL. */
const struct table *table_find(struct str name);
/* The number of the column NAME in T, or -1. */
int table_column(const struct table *t, struct str name);

#endif
