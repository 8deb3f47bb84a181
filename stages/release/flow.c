#include "flow.h"

#include <stdlib.h>

#include "../common/map.h"
#include "../common/rows.h"
#include "../common/xalloc.h"
#include "accounts.h"
#include "files.h"
#include "manifest.h"

struct flow {
	const char     *build;
	json_t         *accounts;
	struct checks  *checks;
	struct failing  sources, text;
	uint64_t        listed, documents, rejects, claims, metrics, misses;     /* rows over all shards */
};

/* BUILD/STAGE/SHARD/NAME, allocated. */
static char *
shard_path(const char *build, const char *stage, const char *shard, const char *name)
{
	struct buf b = { 0 };

	buf_addf(&b, "%s/%s/%s/%s", build, stage, shard, name);
	buf_z(&b);
	return b.p;
}

/* Adds the rows of a shard's table to *N; a table that is not there has none. */
static bool
count_rows(const struct flow *f, const char *stage, const char *shard, enum table_id t, uint64_t *n, struct err *e)
{
	struct buf name = { 0 };
	struct row row;
	int got = 0;

	buf_addf(&name, "%s.csv.zst", tables[t].name);
	char *path = shard_path(f->build, stage, shard, buf_z(&name));
	if (path_exists(path)) {
		struct rows *in = rows_open(path, &tables[t], e);
		while (in && (got = rows_next(in, &row, e)) > 0)
			++*n;
		rows_close(in);
	}
	buf_release(&name);
	free(path);
	return got == 0 && !e->code;
}

/* The file that a source belongs to: path#member is one of the archive path. */
static struct str
file_of(struct str source)
{
	ptrdiff_t at = str_find(source, STR("#"), 0);

	return at < 0 ? source : str_sub(source, 0, (size_t)at);
}

/* Marks in FILES each file that has a row in the shard's table. */
static bool
mark_sources(struct flow *f, const char *shard, enum table_id t, const struct map *files, bool *seen, uint64_t *n, struct err *e)
{
	static const int seven[] = { documents__chars_prose, documents__chars_heading, documents__chars_list,
	    documents__chars_table, documents__chars_code, documents__chars_boilerplate, documents__chars_rejected };
	char *path = shard_path(f->build, "read", shard, t == TABLE_documents ? "documents.csv.zst" : "rejects.csv.zst");
	struct rows *in = rows_open(path, &tables[t], e);
	struct row row;
	int got = -1;

	while (in && (got = rows_next(in, &row, e)) > 0) {
		uint32_t i = map_get(files, file_of(row.field[0]));
		++*n;
		if (i != MAP_NONE)
			seen[i] = true;
		if (t != TABLE_documents)
			continue;
		uint64_t sum = 0, part, whole = 0;
		for (size_t k = 0; k < sizeof seven / sizeof *seven; k++)
			sum += str_to_u64(row.field[seven[k]], &part) ? part : 0;
		if (!str_to_u64(row.field[documents__chars_seen], &whole) || sum != whole)
			failing_add(&f->text, row.field[documents__source]);
	}
	rows_close(in);
	free(path);
	return got == 0;
}

/* Numbers the files of the list at PATH; map.n of them. */
static bool
load_list(const char *path, struct map *files, struct str **names, struct err *e)
{
	struct rows *in = rows_open(path, NULL, e);
	struct row row;
	int got = -1;
	size_t cap = 0;
	int source = in ? rows_column(in, "source") : -1;

	while (in && source >= 0 && (got = rows_next(in, &row, e)) > 0) {
		if (map_get(files, row.field[source]) != MAP_NONE)
			continue;
		*names = xgrow(*names, &cap, files->n + 1, sizeof **names);
		size_t i = files->n;
		(*names)[i] = map_put(files, row.field[source], (uint32_t)i);
	}
	rows_close(in);
	return got == 0 || err_set(e, EX_DATAERR, "%s: no column 'source'", path);
}

/* Every file of the shard's list must have come out of read, in some way. */
static bool
check_shard(struct flow *f, const char *shard, struct err *e)
{
	struct buf name = { 0 };
	struct map files = { 0 };
	struct str *names = NULL;
	uint64_t documents = 0, rejects = 0;

	buf_addf(&name, "%s.csv", shard);
	char *path = shard_path(f->build, "inventory", "shards", buf_z(&name));
	bool ok = load_list(path, &files, &names, e);
	size_t n = files.n;
	bool *seen = xcalloc(n + 1, sizeof *seen);
	ok = ok && mark_sources(f, shard, TABLE_documents, &files, seen, &documents, e) &&
	    mark_sources(f, shard, TABLE_rejects, &files, seen, &rejects, e);
	for (size_t i = 0; ok && i < n; i++)
		if (!seen[i])
			failing_add(&f->sources, names[i]);
	f->listed += n;
	f->documents += documents;
	f->rejects += rejects;
	ok = ok && count_rows(f, "extract", shard, TABLE_found_claims, &f->claims, e) &&
	    count_rows(f, "extract", shard, TABLE_found_metrics, &f->metrics, e) &&
	    count_rows(f, "extract", shard, TABLE_misses, &f->misses, e);
	free(seen);
	free(names);
	free(path);
	map_release(&files);
	buf_release(&name);
	return ok;
}

/* One law of the books: what stands on both sides, in words. */
static void
law(struct flow *f, const char *name, const char *stage, uint64_t in, uint64_t out, const char *words)
{
	struct buf b = { 0 };

	if (in != out)
		buf_addf(&b, "%s: %llu, %llu", words, (unsigned long long)in, (unsigned long long)out);
	checks_add(f->checks, name, stage, "", SEVERITY_ERROR, in > out ? in - out : out - in, buf_str(&b));
	buf_release(&b);
}

static bool
ran(const struct flow *f, const char *stage)
{
	size_t i;
	json_t *entry;

	json_array_foreach(f->accounts, i, entry)
		if (strcmp(json_text(entry, "stage"), stage) == 0)
			return true;
	return false;
}

static uint64_t
sum(const struct flow *f, const char *stage, const char *count)
{
	return accounts_sum(f->accounts, stage, count);
}

static void
laws(struct flow *f)
{
	static const char *const takers[] = { "extract", "fingerprint", "normalise" };

	if (ran(f, "read")) {
		law(f, "flow_files", "read", f->listed, sum(f, "read", "files_in"), "files listed, read");
		law(f, "flow_articles", "read", sum(f, "read", "articles_in"), f->documents + f->rejects,
		    "articles in, documents and rejects out");
	}
	for (size_t i = 0; i < sizeof takers / sizeof *takers; i++)
		if (ran(f, takers[i]))
			law(f, "flow_articles", takers[i], f->documents, sum(f, takers[i], "articles_in"), "documents, articles in");
	if (ran(f, "extract")) {
		law(f, "flow_claims", "extract", sum(f, "extract", "claims_out"), f->claims, "claims said, written");
		law(f, "flow_metrics", "extract", sum(f, "extract", "metrics_out"), f->metrics, "metrics said, written");
		law(f, "flow_misses", "extract", sum(f, "extract", "misses_out"), f->misses, "misses said, written");
	}
}

/* normalise: everything found is kept, folded into another, or told as missed. */
static void
laws_of_normalise(struct flow *f)
{
	const char *n = "normalise";

	if (!ran(f, n))
		return;
	law(f, "flow_claims", n, f->claims, sum(f, n, "claims_out") + sum(f, n, "claims_folded") + sum(f, n, "claims_missed") +
	    sum(f, n, "claims_repeated"), "claims found, accounted for");
	law(f, "flow_metrics", n, f->metrics, sum(f, n, "metrics_out") + sum(f, n, "metrics_left_out") +
	    sum(f, n, "metrics_repeated"), "metrics found, accounted for");
	law(f, "flow_misses", n, f->misses + sum(f, n, "claims_missed"), sum(f, n, "misses_out") + sum(f, n, "misses_repeated"),
	    "misses found, accounted for");
	law(f, "flow_rejects", n, f->rejects, sum(f, n, "rejects_out") + sum(f, n, "rejects_repeated"),
	    "rejects found, accounted for");
	law(f, "flow_articles_out", n, f->documents, sum(f, n, "articles_out"), "documents, articles out");
	if (ran(f, "aggregate"))
		law(f, "flow_claims", "aggregate", sum(f, n, "claims_out"), sum(f, "aggregate", "claims_in"), "claims out, in");
}

static void
finish(struct flow *f, const char *name, const char *table, struct failing *failing)
{
	checks_add(f->checks, name, table, "", SEVERITY_ERROR, failing->n, buf_str(&failing->examples));
	buf_release(&failing->examples);
}

bool
flow_check(const char *build, struct checks *checks, struct err *e)
{
	struct flow f = { .build = build, .checks = checks, .accounts = accounts_load(build, e) };
	char **shards = f.accounts ? accounts_shards(build, e) : NULL;
	bool ok = shards != NULL && !e->code;

	for (char **shard = shards; ok && *shard; shard++)
		ok = check_shard(&f, *shard, e);
	if (ok && shards && *shards) {
		laws(&f);
		laws_of_normalise(&f);
		finish(&f, "flow_source", "inventory", &f.sources);
		finish(&f, "flow_text", "documents", &f.text);
	}
	names_free(shards);
	json_decref(f.accounts);
	return ok;
}
