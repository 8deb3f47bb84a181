/* The load scripts: DDL and the commands that read csv/ into a database. */
#include <stdio.h>
#include <stdlib.h>

#include "../release/files.h"
#include "../release/value.h"
#include "ddl.h"
#include "describe.h"
#include "views.h"

static const char *const heads[N_DIALECTS] = {
	[POSTGRESQL] =
	"-- Loads a release into PostgreSQL 15 or later; needs psql and the zstd program.\n"
	"-- Run in the folder of the release:\n"
	"--   psql -v ON_ERROR_STOP=1 -d DATABASE -f load/postgresql.sql\n"
	"-- The tables are made in the schema that search_path names first.\n"
	"\\set ON_ERROR_STOP on\nBEGIN;\n",
	[DUCKDB] =
	"-- Loads a release into DuckDB.  Run in the folder of the release:\n"
	"--   duckdb usedby.duckdb < load/duckdb.sql\n"
	"BEGIN;\n",
	[CLICKHOUSE] =
	"-- Loads a release into ClickHouse.  Run in the folder of the release:\n"
	"--   clickhouse-client --multiquery < load/clickhouse.sql\n",
};

static void
duckdb_columns(struct buf *b, const struct table *t)
{
	static const char *const words[] = {
		[TYPE_TEXT] = "VARCHAR", [TYPE_ID] = "VARCHAR", [TYPE_IDS] = "VARCHAR", [TYPE_ENUM] = "VARCHAR",
		[TYPE_INTEGER] = "BIGINT", [TYPE_NUMBER] = "DOUBLE", [TYPE_DATE] = "DATE",
		[TYPE_YEAR] = "SMALLINT", [TYPE_BOOL] = "BOOLEAN",
	};

	for (size_t i = 0; i < t->n_columns; i++)
		buf_addf(b, "%s'%s': '%s'", i ? ", " : "", t->column[i].name, words[t->column[i].type]);
}

static void
copy_table(struct buf *b, const struct table *t, enum dialect d)
{
	switch (d) {
	case POSTGRESQL:
		buf_addf(b, "\\copy \"%s\" from program 'zstd -dcq csv/%s.csv.zst' with (format csv, header match)\n",
		    t->name, t->name);
		break;
	case DUCKDB:
		buf_addf(b, "INSERT INTO \"%s\" SELECT * FROM read_csv('csv/%s.csv.zst', header = true, delim = ',', quote = '\"', "
		    "escape = '\"', nullstr = '', auto_detect = false, max_line_size = 16777216, columns = {", t->name, t->name);
		duckdb_columns(b, t);
		buf_addz(b, "});\n");
		break;
	case CLICKHOUSE:
		buf_addf(b, "INSERT INTO \"%s\" FROM INFILE 'csv/%s.csv.zst' COMPRESSION 'zstd' "
		    "SETTINGS input_format_csv_empty_as_default = 0, format_csv_null_representation = '' FORMAT CSVWithNames;\n",
		    t->name, t->name);
		break;
	default:
		break;
	}
}

static void
comments(struct buf *b, const struct table *t)
{
	buf_addf(b, "COMMENT ON TABLE \"%s\" IS ", t->name);
	sql_text(b, str_of(t->meaning));
	buf_addz(b, ";\n");
	for (size_t i = 0; i < t->n_columns; i++) {
		buf_addf(b, "COMMENT ON COLUMN \"%s\".\"%s\" IS ", t->name, t->column[i].name);
		sql_text(b, str_of(t->column[i].meaning));
		buf_addz(b, ";\n");
	}
}

static void
script(struct buf *b, enum dialect d, const bool *in_release)
{
	size_t order[N_TABLES], n = ddl_order(in_release, order);

	buf_addz(b, heads[d]);
	for (size_t i = 0; i < n; i++) {
		buf_addc(b, '\n');
		ddl_table(b, &tables[order[i]], d, in_release);
		if (d != CLICKHOUSE)
			comments(b, &tables[order[i]]);
	}
	buf_addc(b, '\n');
	for (size_t i = 0; i < n; i++)
		copy_table(b, &tables[order[i]], d);
	buf_addc(b, '\n');
	for (size_t i = 0; i < n && d == POSTGRESQL; i++)
		ddl_indexes(b, &tables[order[i]], d);
	views_sql(b, d, in_release);
	buf_addz(b, d == CLICKHOUSE ? "" : "COMMIT;\n");
}

bool
describe_load(const struct publication *p, struct err *e)
{
	bool in_release[N_TABLES], ok = true;

	publication_tables(p, in_release);
	for (enum dialect d = POSTGRESQL; ok && d < N_DIALECTS; d++) {
		struct buf text = { 0 };
		char path[4200];
		script(&text, d, in_release);
		snprintf(path, sizeof path, "%s/load/%s.sql", p->dir, dialect_name(d));
		ok = file_write(path, buf_str(&text), e);
		buf_release(&text);
	}
	return ok;
}
