#include "describe.h"

#include <stdio.h>
#include <stdlib.h>

#include "../release/files.h"
#include "../release/value.h"

static const struct {
	const char *table_schema, *csvw, *words;
} types[] = {
	[TYPE_TEXT] = { "string", "string", "text" },
	[TYPE_ID] = { "string", "string", "id" },
	[TYPE_IDS] = { "string", "string", "ids, joined by \\|" },
	[TYPE_ENUM] = { "string", "string", "one of" },
	[TYPE_INTEGER] = { "integer", "integer", "integer" },
	[TYPE_NUMBER] = { "number", "double", "number" },
	[TYPE_DATE] = { "date", "date", "date" },
	[TYPE_YEAR] = { "year", "gYear", "year" },
	[TYPE_BOOL] = { "boolean", "boolean", "boolean" },
};

#define ID_PATTERN "[a-z0-9_]*[a-z_][a-z0-9_]*"

static json_t *
text(struct str s)
{
	return json_stringn(s.p, s.n);
}

static json_t *
list(const char *joined, char separator)
{
	json_t *out = json_array();
	struct str rest = str_of(joined), part;

	while (rest.n && str_split(&rest, separator, &part))
		json_array_append_new(out, text(part));
	return out;
}

static json_t *
constraints(const struct column *c)
{
	json_t *j = json_object();

	if (c->required)
		json_object_set_new(j, "required", json_true());
	if (c->type == TYPE_ENUM)
		json_object_set_new(j, "enum", list(c->values, '|'));
	if (c->type == TYPE_ID)
		json_object_set_new(j, "pattern", json_string(ID_PATTERN));
	if (c->type == TYPE_IDS)
		json_object_set_new(j, "pattern", json_string(ID_PATTERN "(\\|" ID_PATTERN ")*"));
	return j;
}

static json_t *
field(const struct column *c)
{
	json_t *j = json_pack("{s:s, s:s, s:s, s:s}", "name", c->name, "type", types[c->type].table_schema,
	    "description", c->meaning, "example", c->example);

	if (*c->unit)
		json_object_set_new(j, "unit", json_string(c->unit));
	json_t *limits = constraints(c);
	if (json_object_size(limits))
		json_object_set_new(j, "constraints", limits);
	else
		json_decref(limits);
	return j;
}

static bool
is_in(const bool *in_release, const char *references, struct str *table, struct str *column)
{
	struct str rest = str_of(references);

	if (rest.n == 0 || !str_split(&rest, '.', table))
		return false;
	*column = rest;
	const struct table *t = table_find(*table);
	return t && in_release[t - tables];
}

static json_t *
foreign_keys(const struct table *t, const bool *in_release)
{
	json_t *keys = json_array();
	struct str table, column;

	for (size_t i = 0; i < t->n_columns; i++) {
		if (!is_in(in_release, t->column[i].references, &table, &column))
			continue;
		/* The empty name is Table Schema's word for the table itself. */
		if (str_eq(table, str_of(t->name)))
			table = STR("");
		json_array_append_new(keys, json_pack("{s:s, s:{s:s%, s:s%}}", "fields", t->column[i].name,
		    "reference", "resource", table.p, table.n, "fields", column.p, column.n));
	}
	return keys;
}

static json_t *
resource(const struct publication *p, const struct table *t, const bool *in_release)
{
	const struct stored *s = &p->table[t - tables];
	json_t *fields = json_array(), *schema = json_object();
	char path[200], hash[80];

	for (size_t i = 0; i < t->n_columns; i++)
		json_array_append_new(fields, field(&t->column[i]));
	json_object_set_new(schema, "fields", fields);
	json_object_set_new(schema, "missingValues", json_pack("[s]", ""));
	json_object_set_new(schema, "primaryKey", list(t->key, ','));
	json_t *keys = foreign_keys(t, in_release);
	if (json_array_size(keys))
		json_object_set_new(schema, "foreignKeys", keys);
	else
		json_decref(keys);
	snprintf(path, sizeof path, "csv/%s.csv.zst", t->name);
	snprintf(hash, sizeof hash, "sha256:%s", s->content);
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:{s:s, s:s, s:s, s:b, s:b}, s:o}",
	    "name", t->name, "path", path, "profile", "tabular-data-resource", "title", t->title,
	    "description", t->meaning, "format", "csv", "mediatype", "text/csv", "compression", "zst",
	    "encoding", "utf-8", "rows", (json_int_t)s->rows, "content_hash", hash,
	    "dialect", "delimiter", ",", "lineTerminator", "\n", "quoteChar", "\"", "doubleQuote", 1, "header", 1,
	    "schema", schema);
}

bool
describe_datapackage(const struct publication *p, struct err *e)
{
	bool in_release[N_TABLES];
	size_t order[N_TABLES];
	json_t *resources = json_array();

	publication_tables(p, in_release);
	size_t n = 0;
	for (size_t i = 0; i < N_TABLES; i++)
		if (in_release[i])
			order[n++] = i;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(resources, resource(p, &tables[order[i]], in_release));
	json_t *package = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}",
	    "profile", "tabular-data-package", "name", "usedby",
	    "title", "Who uses which technology, for what, since when",
	    "description", "Claims read from articles, each with the sentence that says so, and counts of them.",
	    "id", p->content, "resources", resources);
	char *path = path_join(p->dir, "datapackage.json");
	bool ok = json_write(path, package, e);
	json_decref(package);
	free(path);
	return ok;
}

static json_t *
csvw_column(const struct column *c)
{
	json_t *j = json_pack("{s:s, s:s, s:s, s:b}", "name", c->name, "titles", c->name, "dc:description", c->meaning,
	    "required", (int)c->required);

	if (c->type == TYPE_BOOL)
		json_object_set_new(j, "datatype", json_pack("{s:s, s:s}", "base", "boolean", "format", "true|false"));
	else if (c->type == TYPE_ENUM || c->type == TYPE_ID) {
		struct buf format = { 0 };
		buf_addz(&format, c->type == TYPE_ID ? ID_PATTERN : c->values);
		json_object_set_new(j, "datatype", json_pack("{s:s, s:s}", "base", "string", "format", buf_z(&format)));
		buf_release(&format);
	} else
		json_object_set_new(j, "datatype", json_string(types[c->type].csvw));
	if (c->type == TYPE_IDS)
		json_object_set_new(j, "separator", json_string("|"));
	return j;
}

static json_t *
csvw_table(const struct table *t, const bool *in_release)
{
	json_t *columns = json_array(), *keys = json_array();
	struct str table, column;
	char url[200];

	for (size_t i = 0; i < t->n_columns; i++) {
		json_array_append_new(columns, csvw_column(&t->column[i]));
		if (!is_in(in_release, t->column[i].references, &table, &column))
			continue;
		snprintf(url, sizeof url, "%.*s.csv.zst", STR_ARG(table));
		json_array_append_new(keys, json_pack("{s:s, s:{s:s, s:s%}}", "columnReference", t->column[i].name,
		    "reference", "resource", url, "columnReference", column.p, column.n));
	}
	json_t *schema = json_pack("{s:o, s:o}", "columns", columns, "primaryKey", list(t->key, ','));
	if (json_array_size(keys))
		json_object_set_new(schema, "foreignKeys", keys);
	else
		json_decref(keys);
	snprintf(url, sizeof url, "%s.csv.zst", t->name);
	return json_pack("{s:[s, {s:s}], s:s, s:s, s:s, s:{s:s, s:s, s:s, s:b, s:b, s:i}, s:o}",
	    "@context", "http://www.w3.org/ns/csvw", "@language", "en", "url", url,
	    "dc:title", t->title, "dc:description", t->meaning,
	    "dialect", "encoding", "utf-8", "delimiter", ",", "quoteChar", "\"", "doubleQuote", 1, "header", 1,
	    "headerRowCount", 1, "tableSchema", schema);
}

bool
describe_csvw(const struct publication *p, struct err *e)
{
	bool in_release[N_TABLES], ok = true;

	publication_tables(p, in_release);
	for (size_t i = 0; ok && i < N_TABLES; i++) {
		char path[4200];
		if (!in_release[i])
			continue;
		json_t *j = csvw_table(&tables[i], in_release);
		snprintf(path, sizeof path, "%s/csv/%s.csv-metadata.json", p->dir, tables[i].name);
		ok = json_write(path, j, e);
		json_decref(j);
	}
	return ok;
}

static void
markdown_cell(struct buf *b, const char *z)
{
	for (; *z; z++) {
		if (*z == '|')
			buf_addc(b, '\\');
		buf_addc(b, *z);
	}
}

static void
markdown_column(struct buf *b, const struct column *c)
{
	buf_addf(b, "| `%s` | %s", c->name, types[c->type].words);
	if (c->type == TYPE_ENUM) {
		buf_addz(b, " ");
		markdown_cell(b, c->values);
	}
	if (*c->unit)
		buf_addf(b, ", %s", c->unit);
	buf_addz(b, c->required ? " | " : ", may be empty | ");
	markdown_cell(b, c->meaning);
	if (*c->references)
		buf_addf(b, " Refers to `%s`.", c->references);
	buf_addz(b, *c->example ? " | `" : " | ");
	markdown_cell(b, c->example);
	buf_addz(b, *c->example ? "` |\n" : "|\n");
}

void
describe_markdown(struct buf *b)
{
	buf_addz(b, "# The tables of a release\n\n"
	    "Made from `stages/schema/tables.def` by `make docs`; a test holds it to that.\n"
	    "Each table is `csv/NAME.csv.zst`, sorted by its key, and a table of the same name in `usedby.sqlite`.\n"
	    "An empty field is no value. Only the columns named here are promised; more may come at the right end.\n");
	for (size_t i = 0; i < N_TABLES; i++) {
		const struct table *t = &tables[i];
		if (!t->published)
			continue;
		buf_addf(b, "\n## %s\n\n%s Key: `%s`.\n\n| column | type | meaning | example |\n| --- | --- | --- | --- |\n",
		    t->name, t->meaning, t->key);
		for (size_t k = 0; k < t->n_columns; k++)
			markdown_column(b, &t->column[k]);
	}
}
