#include "ddl.h"

#include "../release/value.h"

static const char *const dialects[N_DIALECTS] = { "sqlite", "postgresql", "duckdb", "clickhouse" };

static const char *const types[N_DIALECTS][TYPE_BOOL + 1] = {
	[SQLITE] = {
		[TYPE_TEXT] = "TEXT", [TYPE_ID] = "TEXT", [TYPE_IDS] = "TEXT", [TYPE_ENUM] = "TEXT",
		[TYPE_INTEGER] = "INTEGER", [TYPE_NUMBER] = "REAL", [TYPE_DATE] = "DATE",
		[TYPE_YEAR] = "INTEGER", [TYPE_BOOL] = "BOOLEAN",
	},
	[POSTGRESQL] = {
		[TYPE_TEXT] = "text", [TYPE_ID] = "text", [TYPE_IDS] = "text", [TYPE_ENUM] = "text",
		[TYPE_INTEGER] = "bigint", [TYPE_NUMBER] = "double precision", [TYPE_DATE] = "date",
		[TYPE_YEAR] = "smallint", [TYPE_BOOL] = "boolean",
	},
	[DUCKDB] = {
		[TYPE_TEXT] = "VARCHAR", [TYPE_ID] = "VARCHAR", [TYPE_IDS] = "VARCHAR", [TYPE_ENUM] = "VARCHAR",
		[TYPE_INTEGER] = "BIGINT", [TYPE_NUMBER] = "DOUBLE", [TYPE_DATE] = "DATE",
		[TYPE_YEAR] = "SMALLINT", [TYPE_BOOL] = "BOOLEAN",
	},
	[CLICKHOUSE] = {
		[TYPE_TEXT] = "String", [TYPE_ID] = "String", [TYPE_IDS] = "String", [TYPE_ENUM] = "String",
		[TYPE_INTEGER] = "Int64", [TYPE_NUMBER] = "Float64", [TYPE_DATE] = "Date32",
		[TYPE_YEAR] = "UInt16", [TYPE_BOOL] = "Bool",
	},
};

const char *
dialect_name(enum dialect d)
{
	return dialects[d];
}

static void
quoted(struct buf *b, struct str s, char quote)
{
	buf_addc(b, quote);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == quote)
			buf_addc(b, quote);
		buf_addc(b, s.p[i]);
	}
	buf_addc(b, quote);
}

void
sql_name(struct buf *b, struct str name)
{
	quoted(b, name, '"');
}

void
sql_text(struct buf *b, struct str text)
{
	quoted(b, text, '\'');
}

static void
key_names(struct buf *b, const struct table *t)
{
	struct str rest = str_of(t->key);

	for (int i, n = 0; (i = table_key_next(t, &rest)) >= 0; n++) {
		buf_addz(b, n ? ", " : "");
		sql_name(b, str_of(t->column[i].name));
	}
}

/* A primary key must not be empty anywhere; a key with such a column is UNIQUE. */
static bool
key_required(const struct table *t)
{
	struct str rest = str_of(t->key);

	for (int i; (i = table_key_next(t, &rest)) >= 0; )
		if (!t->column[i].required)
			return false;
	return true;
}

/* SQLite's integrity_check (3.40) takes columns for others where a table without
 * row numbers does not begin with its key. */
static bool
key_first(const struct table *t)
{
	struct str rest = str_of(t->key);

	for (int i, n = 0; (i = table_key_next(t, &rest)) >= 0; n++)
		if (i != n)
			return false;
	return true;
}

/* The table that C refers to, if the release has it; the column goes to *COLUMN. */
static const struct table *
referred(const struct column *c, const bool *in_release, struct str *column)
{
	struct str rest = str_of(c->references), name;

	if (rest.n == 0 || !str_split(&rest, '.', &name))
		return NULL;
	const struct table *to = table_find(name);
	*column = rest;
	return to && in_release[to - tables] ? to : NULL;
}

static void
enumeration(struct buf *b, const struct column *c)
{
	struct str rest = str_of(c->values), part;

	buf_addz(b, " CHECK (");
	sql_name(b, str_of(c->name));
	for (int n = 0; str_split(&rest, '|', &part); n++) {
		buf_addz(b, n ? ", " : " IN (");
		sql_text(b, part);
	}
	buf_addz(b, "))");
}

static void
column(struct buf *b, const struct column *c, enum dialect d, const bool *in_release)
{
	struct str to_column;
	const struct table *to = referred(c, in_release, &to_column);

	buf_addz(b, "  ");
	sql_name(b, str_of(c->name));
	if (d == CLICKHOUSE) {
		buf_addf(b, c->required ? " %s" : " Nullable(%s)", types[d][c->type]);
		buf_addz(b, " COMMENT ");
		sql_text(b, str_of(c->meaning));
		return;
	}
	buf_addf(b, " %s%s", types[d][c->type], c->required ? " NOT NULL" : "");
	if (c->type == TYPE_ENUM)
		enumeration(b, c);
	/* DuckDB checks a reference to the table itself row by row, so an order by key fails. */
	if (to && !(d == DUCKDB && str_eq(str_of(to->column[0].name), to_column) &&
	    c >= to->column && c < to->column + to->n_columns)) {
		buf_addz(b, " REFERENCES ");
		sql_name(b, str_of(to->name));
		buf_addz(b, " (");
		sql_name(b, to_column);
		buf_addz(b, ")");
	}
}

void
ddl_table(struct buf *b, const struct table *t, enum dialect d, const bool *in_release)
{
	buf_addz(b, "CREATE TABLE ");
	sql_name(b, str_of(t->name));
	buf_addz(b, " (\n");
	for (size_t i = 0; i < t->n_columns; i++) {
		column(b, &t->column[i], d, in_release);
		buf_addz(b, i + 1 < t->n_columns || d != CLICKHOUSE ? ",\n" : "\n");
	}
	bool primary = key_required(t);
	if (d == CLICKHOUSE) {
		buf_addz(b, ") ENGINE = MergeTree ORDER BY (");
		key_names(b, t);
		buf_addz(b, primary ? ")" : ") SETTINGS allow_nullable_key = 1");
		buf_addz(b, " COMMENT ");
		sql_text(b, str_of(t->meaning));
		buf_addz(b, ";\n");
		return;
	}
	buf_addz(b, primary ? "  PRIMARY KEY (" : d == POSTGRESQL ? "  UNIQUE NULLS NOT DISTINCT (" : "  UNIQUE (");
	key_names(b, t);
	buf_addz(b, ")\n)");
	buf_addz(b, d == SQLITE && primary && key_first(t) ? " WITHOUT ROWID;\n" : ";\n");
}

static void
create_index(struct buf *b, const struct table *t, const char *name, const char *columns)
{
	buf_addf(b, "CREATE INDEX \"%s_by_%s\" ON \"%s\" (%s);\n", t->name, name, t->name, columns);
}

void
ddl_indexes(struct buf *b, const struct table *t, enum dialect d)
{
	for (size_t i = 1; i < t->n_columns; i++) {
		const struct column *c = &t->column[i];
		struct buf quoted_name = { 0 };
		sql_name(&quoted_name, str_of(c->name));
		if (*c->references)
			create_index(b, t, c->name, buf_z(&quoted_name));
		buf_release(&quoted_name);
	}
	if (t == &tables[TABLE_claims])
		create_index(b, t, "cell", "\"adopter_id\", \"technology_id\"");
	if (t == &tables[TABLE_metrics])
		create_index(b, t, "subject", "\"subject_id\"");
	if (d == SQLITE && (t == &tables[TABLE_adopters] || t == &tables[TABLE_technologies]))
		create_index(b, t, "name", "\"name\" COLLATE NOCASE");
	/* The surest users of a technology first, without sorting. */
	if (t == &tables[TABLE_adoption])
		create_index(b, t, "rank", "\"technology_id\", \"confidence\" DESC, \"adopter_id\"");
	if (t == &tables[TABLE_name_resolutions])
		create_index(b, t, "id", "\"id\"");
	if (t == &tables[TABLE_articles])
		create_index(b, t, "source", "\"source\"");
}

static bool
waits(const struct table *t, const bool *in_release, const bool *done)
{
	struct str name;

	for (size_t i = 0; i < t->n_columns; i++) {
		const struct table *to = referred(&t->column[i], in_release, &name);
		if (to && to != t && !done[to - tables])
			return true;
	}
	return false;
}

size_t
ddl_order(const bool *in_release, size_t order[N_TABLES])
{
	bool done[N_TABLES] = { false };
	size_t n = 0, before;

	do {
		before = n;
		for (size_t i = 0; i < N_TABLES; i++)
			if (in_release[i] && !done[i] && !waits(&tables[i], in_release, done)) {
				done[i] = true;
				order[n++] = i;
			}
	} while (n > before);
	return n;
}
