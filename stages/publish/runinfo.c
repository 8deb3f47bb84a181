#include "runinfo.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/cli.h"
#include "../common/rows.h"
#include "../common/xalloc.h"
#include "../release/accounts.h"
#include "../release/files.h"

static int
compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The counts of a stage that may stand in a release, by name: which one came
 * up first depends on the shards. */
static json_t *
stable_counts(const json_t *stage)
{
	json_t *counts = json_object_get(stage, "counts"), *out = json_object(), *value;
	const char **keys = xcalloc(json_object_size(counts) + 1, sizeof *keys), *key;
	size_t n = 0;

	json_object_foreach(counts, key, value)
		if (accounts_stable(key))
			keys[n++] = key;
	qsort(keys, n, sizeof *keys, compare_keys);
	for (size_t i = 0; i < n; i++)
		json_object_set(out, keys[i], json_object_get(counts, keys[i]));
	free(keys);
	return out;
}

static json_t *
stages_json(const json_t *accounts)
{
	json_t *list = json_array(), *stage;
	size_t i;

	json_array_foreach(accounts, i, stage) {
		/* publish writes its own when the release is done. */
		if (strcmp(json_text(stage, "stage"), "publish") == 0)
			continue;
		json_array_append_new(list, json_pack("{s:s, s:o}", "stage", json_text(stage, "stage"),
		    "counts", stable_counts(stage)));
	}
	return list;
}

static json_t *
outcomes_json(const struct checks *checks)
{
	return json_pack("{s:I, s:I, s:I, s:I}", "pass", (json_int_t)checks_count(checks, OUTCOME_PASS),
	    "warn", (json_int_t)checks_count(checks, OUTCOME_WARN), "fail", (json_int_t)checks_count(checks, OUTCOME_FAIL),
	    "waived", (json_int_t)checks_count(checks, OUTCOME_WAIVED));
}

static bool
write_run(const struct publication *p, const json_t *accounts, const struct checks *checks, struct err *e)
{
	json_t *rows = json_object();
	char time[32], *path = path_join(p->dir, "run.json");

	publication_time(p, time);
	for (size_t i = 0; i < N_TABLES; i++)
		if (p->table[i].present && i != TABLE_checks)
			json_object_set_new(rows, tables[i].name, json_integer((json_int_t)p->table[i].rows));
	json_t *run = json_pack("{s:s, s:s, s:s, s:O, s:o, s:o, s:o}", "release", p->content, "version", USEDBY_VERSION,
	    "data_until", p->stamp ? time : "", "articles", json_object_get(p->inputs, "articles"),
	    "stages", stages_json(accounts), "rows", rows, "checks", outcomes_json(checks));
	bool ok = json_write(path, run, e);
	json_decref(run);
	free(path);
	return ok;
}

/* ---- OpenLineage ------------------------------------------------------ */

#define PRODUCER "urn:usedby:" USEDBY_VERSION
#define SCHEMA   "https://openlineage.io/spec/2-0-2/OpenLineage.json"

/* An RFC 9562 UUID of version 8 out of the release's digest and the stage's name. */
static void
run_id(const struct publication *p, const char *stage, char id[37])
{
	struct digest d;
	char hex[DIGEST_HEX];

	digest_init(&d);
	digest_add(&d, str_of(p->content));
	digest_add(&d, str_of(stage));
	digest_hex(&d, hex);
	snprintf(id, 37, "%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
}

static json_t *
facet(const char *name)
{
	char url[200];

	snprintf(url, sizeof url, "https://openlineage.io/spec/facets/1-0-0/%s.json", name);
	return json_pack("{s:s, s:s}", "_producer", PRODUCER, "_schemaURL", url);
}

static json_t *
table_dataset(const struct publication *p, const struct table *t)
{
	static const char *const words[] = {
		[TYPE_TEXT] = "string", [TYPE_ID] = "string", [TYPE_IDS] = "string", [TYPE_ENUM] = "string",
		[TYPE_INTEGER] = "integer", [TYPE_NUMBER] = "number", [TYPE_DATE] = "date",
		[TYPE_YEAR] = "integer", [TYPE_BOOL] = "boolean",
	};
	json_t *schema = facet("SchemaDatasetFacet"), *fields = json_array(), *stats = facet("OutputStatisticsOutputDatasetFacet");
	json_t *version = facet("DatasetVersionDatasetFacet");

	for (size_t i = 0; i < t->n_columns; i++)
		json_array_append_new(fields, json_pack("{s:s, s:s, s:s}", "name", t->column[i].name,
		    "type", words[t->column[i].type], "description", t->column[i].meaning));
	json_object_set_new(schema, "fields", fields);
	json_object_set_new(version, "datasetVersion", json_string(p->table[t - tables].content));
	json_object_set_new(stats, "rowCount", json_integer((json_int_t)p->table[t - tables].rows));
	json_object_set_new(stats, "size", json_integer((json_int_t)p->table[t - tables].bytes));
	return json_pack("{s:s, s:s, s:{s:o, s:o}, s:{s:o}}", "namespace", "usedby", "name", t->name,
	    "facets", "schema", schema, "version", version, "outputFacets", "outputStatistics", stats);
}

static json_t *
plain_dataset(const char *name)
{
	return json_pack("{s:s, s:s}", "namespace", "usedby", "name", name);
}

static const struct { const char *stage, *in, *out; } ways[] = {
	{ "inventory", "raw", "inventory" },
	{ "read", "raw,inventory", "documents,blocks" },
	{ "extract", "documents,blocks,lexicon", "found_claims,found_metrics,found_names,found_misses" },
	{ "fingerprint", "documents,blocks", "fingerprints,passages,linked_blocks" },
	{ "normalise", "documents,found_claims,found_metrics,found_names,found_misses,fingerprints,passages,linked_blocks,lexicon", "star" },
	{ "aggregate", "star", "counts" },
	{ "publish", "star,counts", "tables" },
};

static json_t *
datasets(const struct publication *p, const char *names, bool full)
{
	json_t *list = json_array();
	struct str rest = str_of(names), name;

	while (str_split(&rest, ',', &name)) {
		if (!full || !str_eq(name, STR("tables"))) {
			char z[64];
			snprintf(z, sizeof z, "%.*s", STR_ARG(name));
			json_array_append_new(list, plain_dataset(z));
			continue;
		}
		for (size_t i = 0; i < N_TABLES; i++)
			if (p->table[i].present)
				json_array_append_new(list, table_dataset(p, &tables[i]));
	}
	return list;
}

static bool
write_lineage(const struct publication *p, struct err *e)
{
	static const char *const types[] = { "START", "COMPLETE" };
	char time[32], id[37], *path = path_join(p->dir, "lineage.jsonl");
	struct buf lines = { 0 };

	publication_time(p, time);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (int k = 0; k < 2; k++) {
			run_id(p, ways[i].stage, id);
			json_t *event = json_pack("{s:s, s:s, s:{s:s}, s:{s:s, s:s}, s:o, s:o, s:s, s:s}",
			    "eventType", types[k], "eventTime", time, "run", "runId", id,
			    "job", "namespace", "usedby", "name", ways[i].stage,
			    "inputs", datasets(p, ways[i].in, false), "outputs", datasets(p, ways[i].out, k == 1),
			    "producer", PRODUCER, "schemaURL", SCHEMA "#/$defs/RunEvent");
			char *text = json_dumps(event, JSON_COMPACT);
			buf_addz(&lines, text ? text : "{}");
			buf_addc(&lines, '\n');
			free(text);
			json_decref(event);
		}
	bool ok = file_write(path, buf_str(&lines), e);
	buf_release(&lines);
	free(path);
	return ok;
}

/* ---- Prometheus ------------------------------------------------------- */

static void
metric(struct buf *b, const char *name, const char *help)
{
	buf_addf(b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* Rejected articles by reason.  Reasons are codes, but what the table holds is data. */
static bool
count_rejects(const struct publication *p, struct buf *b, struct err *e)
{
	size_t count[64] = { 0 }, n = 0;
	char reason[64][64];
	struct row row;
	char path[4200];

	snprintf(path, sizeof path, "%s/csv/rejects.csv.zst", p->dir);
	struct rows *in = p->table[TABLE_rejects].present ? rows_open(path, &tables[TABLE_rejects], e) : NULL;
	while (in && rows_next(in, &row, e) > 0) {
		struct str why = row.field[rejects__reason];
		size_t i = 0;
		while (i < n && !str_eq(str_of(reason[i]), why))
			i++;
		if (i == n && n < 64 && why.n < sizeof reason[0] && strspn(why.p, "abcdefghijklmnopqrstuvwxyz_") >= why.n) {
			memcpy(reason[n], why.p, why.n);
			reason[n++][why.n] = 0;
		}
		if (i < n)
			count[i]++;
	}
	rows_close(in);
	for (size_t i = 0; i < n; i++)
		buf_addf(b, "usedby_rejected{reason=\"%s\"} %zu\n", reason[i], count[i]);
	return !e->code;
}

static bool
write_metrics(const struct publication *p, const struct checks *checks, struct err *e)
{
	static const char *const outcomes[] = { "pass", "warn", "fail", "waived" };
	char *path = path_join(p->dir, "metrics.prom");
	struct buf b = { 0 };

	metric(&b, "usedby_release_info", "The release, by the digest of its tables.");
	buf_addf(&b, "usedby_release_info{version=\"" USEDBY_VERSION "\",content_sha256=\"%s\"} 1\n", p->content);
	metric(&b, "usedby_data_until_timestamp_seconds", "Publication of the newest article, or SOURCE_DATE_EPOCH.");
	buf_addf(&b, "usedby_data_until_timestamp_seconds %lld\n", (long long)p->stamp);
	metric(&b, "usedby_rows", "Rows of a table.");
	for (size_t i = 0; i < N_TABLES; i++)
		if (p->table[i].present)
			buf_addf(&b, "usedby_rows{table=\"%s\"} %llu\n", tables[i].name, (unsigned long long)p->table[i].rows);
	metric(&b, "usedby_rejected", "Articles and rows that did not make it, by reason.");
	bool ok = count_rejects(p, &b, e);
	metric(&b, "usedby_checks", "Checks of the release by outcome.");
	for (enum outcome o = OUTCOME_PASS; o <= OUTCOME_WAIVED; o++)
		buf_addf(&b, "usedby_checks{result=\"%s\"} %zu\n", outcomes[o], checks_count(checks, o));
	ok = ok && file_write(path, buf_str(&b), e);
	buf_release(&b);
	free(path);
	return ok;
}

bool
runinfo_write(const struct publication *p, const struct checks *checks, struct err *e)
{
	json_t *accounts = accounts_load(p->build, e);
	bool ok = accounts && write_run(p, accounts, checks, e) && write_lineage(p, e) && write_metrics(p, checks, e);

	json_decref(accounts);
	return ok;
}

bool
runinfo_times(const struct publication *p, struct err *e)
{
	json_t *accounts = accounts_load(p->build, e);
	char *path = path_join(p->build, "run.json");
	json_t *run = accounts ? json_pack("{s:s, s:o}", "release", p->content, "stages", accounts) : NULL;
	bool ok = run && json_write(path, run, e);

	json_decref(run);
	free(path);
	return ok;
}
