#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../common/cli.h"
#include "../common/rows.h"
#include "../release/files.h"

void
publication_time(const struct publication *p, char text[32])
{
	time_t at = (time_t)p->stamp;
	struct tm tm;

	gmtime_r(&at, &tm);
	strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* Settings that say where and in which portions, but not what. */
static bool
without_effect(enum conf_key key)
{
	switch (key) {
	case CONF_RAW: case CONF_OUT: case CONF_BUILD: case CONF_SHARD_FILES: case CONF_SHARD_BYTES: case CONF_KEEP:
		return true;
	default:
		return false;
	}
}

/* All settings of the run: BUILD/settings/STAGE.conf holds what each stage reads. */
static bool
run_settings(const struct publication *p, struct conf *all, struct err *e)
{
	char *dir = path_join(p->build, "settings");
	bool ok = true;

	conf_init(all);
	for (size_t i = 0; ok && i < N_CONF; i++)
		ok = conf_set(all, str_of(conf_entries[i].key), str_of(p->conf.value[i]), "settings", e);
	char **names = path_exists(dir) ? dir_names(dir, e) : NULL;
	for (char **name = names; ok && name && *name; name++) {
		if (!str_ends(str_of(*name), STR(".conf")))
			continue;
		char *path = path_join(dir, *name);
		ok = conf_load(all, path, e);
		free(path);
	}
	names_free(names);
	free(dir);
	return ok;
}

static json_t *
settings_json(const struct conf *c)
{
	json_t *j = json_object();

	for (size_t i = 0; i < N_CONF; i++)
		if (!without_effect((enum conf_key)i))
			json_object_set_new(j, conf_entries[i].key, json_string(c->value[i]));
	return j;
}

/* Words about the lexicon are no part of it. */
static bool
no_input(const char *path)
{
	return path[0] == '.' || str_ends(str_of(path), STR(".md"));
}

static json_t *
lexicon_json(const struct publication *p, struct err *e)
{
	json_t *list = json_array();
	char **names = p->lexicon ? tree_files(p->lexicon, no_input, e) : NULL;

	for (char **name = names; name && *name; name++) {
		char *path = path_join(p->lexicon, *name), hex[DIGEST_HEX];
		if (digest_file(path, hex, NULL, e))
			json_array_append_new(list, json_pack("{s:s, s:s}", "path", *name, "sha256", hex));
		free(path);
	}
	names_free(names);
	return list;
}

/* The articles by source and digest; the inventory's shards play no part. */
static json_t *
raw_json(const struct publication *p, struct err *e)
{
	char *path = path_join(p->build, "inventory/inventory.csv"), hex[DIGEST_HEX];
	json_t *j = NULL;
	struct row row;
	struct digest d;
	uint64_t files = 0, bytes = 0, n;

	struct rows *in = path_exists(path) ? rows_open(path, &tables[TABLE_inventory], e) : NULL;
	digest_init(&d);
	while (in && rows_next(in, &row, e) > 0) {
		digest_add(&d, row.field[inventory__sha256]);
		digest_add(&d, STR("  "));
		digest_add(&d, row.field[inventory__source]);
		digest_add(&d, STR("\n"));
		files++;
		bytes += str_to_u64(row.field[inventory__bytes], &n) ? n : 0;
	}
	digest_hex(&d, hex);
	if (in && !e->code)
		j = json_pack("{s:I, s:I, s:s}", "files", (json_int_t)files, "bytes", (json_int_t)bytes, "sha256", hex);
	rows_close(in);
	free(path);
	return j ? j : json_null();
}

static void
content_digest(struct publication *p)
{
	struct digest d;

	digest_init(&d);
	for (size_t i = 0; i < N_TABLES; i++) {
		if (!p->table[i].present || i == TABLE_checks)
			continue;
		digest_add(&d, str_of(p->table[i].content));
		digest_add(&d, STR("  "));
		digest_add(&d, str_of(tables[i].name));
		digest_add(&d, STR("\n"));
	}
	digest_hex(&d, p->content);
}

/* The day of the newest article, as seconds. */
static bool
newest_article(const struct publication *p, int64_t *stamp, struct err *e)
{
	struct buf last = { 0 };
	struct row row;
	char path[4200];
	struct tm tm = { 0 };

	snprintf(path, sizeof path, "%s/csv/articles.csv.zst", p->dir);
	struct rows *in = p->table[TABLE_articles].present ? rows_open(path, &tables[TABLE_articles], e) : NULL;
	while (in && rows_next(in, &row, e) > 0)
		if (str_cmp(row.field[articles__published], buf_str(&last)) > 0) {
			buf_reset(&last);
			buf_add(&last, row.field[articles__published]);
		}
	rows_close(in);
	*stamp = last.n && strptime(buf_z(&last), "%Y-%m-%d", &tm) ? timegm(&tm) : 0;
	buf_release(&last);
	return !e->code;
}

bool
record_inputs(struct publication *p, struct err *e)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct conf all;

	content_digest(p);
	if (epoch && *epoch) {
		if (!str_to_i64(str_of(epoch), &p->stamp) || p->stamp < 0 || p->stamp > 253402300799)
			return err_set(e, EX_CONFIG, "SOURCE_DATE_EPOCH = '%s': no number of seconds", epoch);
	} else if (!newest_article(p, &p->stamp, e))
		return false;
	if (!run_settings(p, &all, e)) {
		conf_release(&all);
		return false;
	}
	p->inputs = json_pack("{s:o, s:o, s:o, s:{s:s, s:s}}", "articles", raw_json(p, e), "lexicon", lexicon_json(p, e),
	    "settings", settings_json(&all), "program", "name", "usedby", "version", USEDBY_VERSION);
	conf_release(&all);
	return !e->code;
}

/* A table's name if PATH is its CSV, plain or compressed. */
static const struct table *
table_of(const char *path)
{
	struct str name = str_of(path);

	if (!str_starts(name, STR("csv/")) || !str_ends(name, STR(".csv.zst")))
		return NULL;
	return table_find(str_sub(name, 4, name.n - 8));
}

static json_t *
file_json(const struct publication *p, const char *name, struct err *e)
{
	char *path = path_join(p->dir, name), sha[DIGEST_HEX];
	const struct table *t = table_of(name);
	uint64_t bytes;
	json_t *j = NULL;

	if (digest_file(path, sha, &bytes, e)) {
		const struct stored *s = t ? &p->table[t - tables] : NULL;
		j = json_pack("{s:s, s:I, s:s, s:s}", "path", name, "bytes", (json_int_t)bytes, "sha256", sha,
		    "content_sha256", s ? s->content : sha);
		json_object_set_new(j, "rows", s ? json_integer((json_int_t)s->rows) : json_null());
	}
	free(path);
	return j;
}

static bool
left_out(const char *path)
{
	return manifest_leaves_out(path);
}

bool
record_manifest(const struct publication *p, struct err *e)
{
	char **names = tree_files(p->dir, left_out, e);
	json_t *files = json_array(), *list = json_array();

	for (char **name = names; name && *name && !e->code; name++)
		json_array_append_new(files, file_json(p, *name, e));
	names_free(names);
	for (size_t i = 0; i < N_TABLES; i++)
		if (p->table[i].present)
			json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:s}", "name", tables[i].name,
			    "rows", (json_int_t)p->table[i].rows, "bytes", (json_int_t)p->table[i].bytes,
			    "content_sha256", p->table[i].content));
	json_t *j = json_pack("{s:s, s:s, s:O, s:o, s:o}", "format", MANIFEST_FORMAT, "content_sha256", p->content,
	    "inputs", p->inputs, "tables", list, "files", files);
	char *path = path_join(p->dir, "manifest.json");
	bool ok = !e->code && json_write(path, j, e);
	json_decref(j);
	free(path);
	return ok;
}
