/* provenance.json: an in-toto statement (v1) with an SLSA provenance predicate (v1). */
#include <stdio.h>
#include <stdlib.h>

#include "../common/cli.h"
#include "../common/rows.h"
#include "../common/zio.h"
#include "../release/files.h"
#include "record.h"

/* The articles may be millions, so the statement is written piece by piece. */
struct writer {
	struct zout *out;
	struct buf   line;
	bool         first;
};

static void
add_string(struct buf *b, struct str s)
{
	json_t *j = json_stringn(s.p, s.n);
	char *text = j ? json_dumps(j, JSON_ENCODE_ANY) : NULL;

	buf_addz(b, text ? text : "\"\"");
	free(text);
	json_decref(j);
}

/* One resource descriptor: a file by name and digest. */
static void
add_resource(struct writer *w, const char *folder, struct str name, struct str sha256)
{
	struct buf whole = { 0 };

	buf_addz(&whole, folder);
	buf_add(&whole, name);
	buf_reset(&w->line);
	buf_addz(&w->line, w->first ? "\n" : ",\n");
	buf_addz(&w->line, "      {\"name\": ");
	add_string(&w->line, buf_str(&whole));
	buf_addz(&w->line, ", \"digest\": {\"sha256\": ");
	add_string(&w->line, sha256);
	buf_addz(&w->line, "}}");
	zout_write(w->out, buf_str(&w->line));
	w->first = false;
	buf_release(&whole);
}

static bool
not_subject(const char *path)
{
	return manifest_leaves_out(path) || strcmp(path, "provenance.json") == 0;
}

static bool
subjects(struct writer *w, const struct publication *p, struct err *e)
{
	char **names = tree_files(p->dir, not_subject, e);

	w->first = true;
	for (char **name = names; name && *name && !e->code; name++) {
		char *path = path_join(p->dir, *name), sha[DIGEST_HEX];
		/* What is being written here has no digest yet. */
		if (!str_ends(str_of(*name), STR(".tmp")) && digest_file(path, sha, NULL, e))
			add_resource(w, "", str_of(*name), str_of(sha));
		free(path);
	}
	names_free(names);
	return !e->code;
}

static bool
dependencies(struct writer *w, const struct publication *p, struct err *e)
{
	char *path = path_join(p->build, "inventory/inventory.csv");
	struct row row;
	json_t *entry;
	size_t i;

	w->first = true;
	struct rows *in = path_exists(path) ? rows_open(path, &tables[TABLE_inventory], e) : NULL;
	while (in && rows_next(in, &row, e) > 0)
		add_resource(w, "raw/", row.field[inventory__source], row.field[inventory__sha256]);
	rows_close(in);
	free(path);
	json_array_foreach(json_object_get(p->inputs, "lexicon"), i, entry)
		add_resource(w, "lexicon/", str_of(json_text(entry, "path")), str_of(json_text(entry, "sha256")));
	return !e->code;
}

static void
words(struct writer *w, const char *text)
{
	zout_write(w->out, str_of(text));
}

static void
builder(struct writer *w, const struct publication *p)
{
	char time[32];

	publication_time(p, time);
	buf_reset(&w->line);
	buf_addf(&w->line, "\n    ]},\n    \"runDetails\": {\n"
	    "      \"builder\": {\"id\": \"urn:usedby:make\", \"version\": {\"usedby\": \"" USEDBY_VERSION "\"}},\n"
	    "      \"metadata\": {\"invocationId\": \"%s\"", p->content);
	/* No clock: only what the caller fixed. */
	if (getenv("SOURCE_DATE_EPOCH") && *getenv("SOURCE_DATE_EPOCH"))
		buf_addf(&w->line, ", \"startedOn\": \"%s\", \"finishedOn\": \"%s\"", time, time);
	buf_addz(&w->line, "}\n    }\n  }\n}\n");
	zout_write(w->out, buf_str(&w->line));
}

bool
record_provenance(const struct publication *p, struct err *e)
{
	char *path = path_join(p->dir, "provenance.json");
	struct writer w = { .out = zout_create(path, 0, e) };
	char *settings = json_dumps(json_object_get(p->inputs, "settings"), 0);
	bool ok = w.out != NULL;

	free(path);
	if (ok) {
		words(&w, "{\n  \"_type\": \"https://in-toto.io/Statement/v1\",\n  \"subject\": [");
		ok = subjects(&w, p, e);
		words(&w, "\n  ],\n  \"predicateType\": \"https://slsa.dev/provenance/v1\",\n  \"predicate\": {\n"
		    "    \"buildDefinition\": {\"buildType\": \"urn:usedby:pipeline:v1\",\n    \"externalParameters\": {\"settings\": ");
		words(&w, settings ? settings : "{}");
		words(&w, "},\n    \"resolvedDependencies\": [");
		ok = ok && dependencies(&w, p, e);
		builder(&w, p);
		ok = ok && zout_commit(w.out, e);
	}
	zout_close(w.out);
	buf_release(&w.line);
	free(settings);
	return ok;
}
