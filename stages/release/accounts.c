#include "accounts.h"

#include <stdlib.h>

#include "../common/xalloc.h"
#include "files.h"
#include "manifest.h"

static const struct {
	const char *stage;
	bool        by_shard;
} way[] = {
	{ "inventory", false }, { "read", true }, { "extract", true }, { "fingerprint", true },
	{ "normalise", false }, { "aggregate", false }, { "publish", false },
};

char **
accounts_shards(const char *build, struct err *e)
{
	char *path = path_join(build, "inventory/shards.mk"), **names = NULL;
	struct buf text = { 0 };
	struct str rest, line, word;
	size_t n = 0, cap = 0;

	if (path_exists(path) && file_read(path, &text, e)) {
		rest = buf_str(&text);
		while (str_split(&rest, '\n', &line)) {
			if (!str_starts(line, STR("SHARDS")))
				continue;
			ptrdiff_t sign = str_find(line, STR("="), 0);
			line = str_trim(str_sub(line, (size_t)(sign + 1), line.n));
			while (line.n && str_split(&line, ' ', &word)) {
				names = xgrow(names, &cap, n + 2, sizeof *names);
				names[n] = xcalloc(word.n + 1, 1);
				memcpy(names[n++], word.p, word.n);
			}
		}
	}
	if (!names)
		names = xcalloc(1, sizeof *names);
	names[n] = NULL;
	buf_release(&text);
	free(path);
	return names;
}

static void
add_real(json_t *to, const char *key, const json_t *from, bool largest)
{
	double was = json_number_value(json_object_get(to, key)), is = json_number_value(json_object_get(from, key));
	double now = !largest ? was + is : is > was ? is : was;

	json_object_set_new(to, key, largest ? json_integer((json_int_t)now) : json_real(now));
}

static bool
add_account(json_t *stage, const char *path, struct err *e)
{
	json_t *one = json_read(path, e), *counts = json_object_get(stage, "counts"), *value;
	const char *key;

	if (!one)
		return false;
	json_object_foreach(one, key, value)
		if (json_is_integer(value) && strcmp(key, "peak_bytes") != 0)
			json_object_set_new(counts, key, json_integer(
			    json_integer_value(json_object_get(counts, key)) + json_integer_value(value)));
	add_real(stage, "seconds", one, false);
	add_real(stage, "cpu_seconds", one, false);
	add_real(stage, "peak_bytes", one, true);
	json_object_set_new(stage, "shards", json_integer(json_integer_value(json_object_get(stage, "shards")) + 1));
	json_decref(one);
	return true;
}

static bool
add_stage(json_t *list, const char *build, size_t i, char **shards, struct err *e)
{
	static char *whole[] = { "", NULL };
	json_t *stage = json_pack("{s:s, s:i, s:{}}", "stage", way[i].stage, "shards", 0, "counts");
	bool ok = true;

	for (char **shard = way[i].by_shard ? shards : whole; ok && *shard; shard++) {
		struct buf path = { 0 };
		buf_addf(&path, "%s/%s/%s%saccount.json", build, way[i].stage, *shard, **shard ? "/" : "");
		if (path_exists(buf_z(&path)))
			ok = add_account(stage, buf_z(&path), e);
		buf_release(&path);
	}
	if (ok && json_count(stage, "shards"))
		json_array_append(list, stage);
	json_decref(stage);
	return ok;
}

json_t *
accounts_load(const char *build, struct err *e)
{
	char **shards = accounts_shards(build, e);
	json_t *list = json_array();
	bool ok = !e->code;

	for (size_t i = 0; ok && i < sizeof way / sizeof *way; i++)
		ok = add_stage(list, build, i, shards, e);
	names_free(shards);
	if (!ok) {
		json_decref(list);
		list = NULL;
	}
	return list;
}

bool
accounts_stable(const char *count)
{
	static const char *const ends[] = { "_in", "_out", "_rejected", "_folded", "_missed", "_left_out", "_repeated" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(str_of(count), str_of(ends[i])))
			return true;
	return strcmp(count, "rejects") == 0;
}

uint64_t
accounts_sum(const json_t *accounts, const char *stage, const char *count)
{
	size_t i;
	json_t *entry;

	json_array_foreach(accounts, i, entry)
		if (strcmp(json_text(entry, "stage"), stage) == 0)
			return json_count(json_object_get(entry, "counts"), count);
	return 0;
}
