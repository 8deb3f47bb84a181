#include "manifest.h"

#include <stdlib.h>

#include "../common/xalloc.h"
#include "files.h"

json_t *
json_read(const char *path, struct err *e)
{
	struct buf text = { 0 };
	json_error_t why;
	json_t *j = NULL;

	if (file_read(path, &text, e)) {
		j = json_loadb(buf_z(&text), text.n, JSON_REJECT_DUPLICATES, &why);
		if (!j)
			err_set(e, EX_DATAERR, "%s: line %d: %s", path, why.line, why.text);
	}
	buf_release(&text);
	return j;
}

bool
json_write(const char *path, const json_t *j, struct err *e)
{
	char *text = json_dumps(j, JSON_INDENT(2) | JSON_REAL_PRECISION(15));

	if (!text)
		return err_set(e, EX_SOFTWARE, "%s: cannot be written as JSON", path);
	struct buf b = { 0 };
	buf_addz(&b, text);
	buf_addc(&b, '\n');
	free(text);
	bool ok = file_write(path, buf_str(&b), e);
	buf_release(&b);
	return ok;
}

json_t *
manifest_load(const char *dir, struct err *e)
{
	char *path = path_join(dir, "manifest.json");
	json_t *j = json_read(path, e);

	if (j && (!json_is_object(j) || strcmp(json_text(j, "format"), MANIFEST_FORMAT) != 0 ||
	    !json_is_array(json_object_get(j, "files")) || !json_is_array(json_object_get(j, "tables")))) {
		err_set(e, EX_DATAERR, "%s: not a manifest of format " MANIFEST_FORMAT, path);
		json_decref(j);
		j = NULL;
	}
	free(path);
	return j;
}

static json_t *
find(const json_t *list, const char *key, const char *value)
{
	size_t i;
	json_t *entry;

	json_array_foreach(list, i, entry)
		if (strcmp(json_text(entry, key), value) == 0)
			return entry;
	return NULL;
}

json_t *
manifest_file(const json_t *manifest, const char *path)
{
	return find(json_object_get(manifest, "files"), "path", path);
}

bool
manifest_leaves_out(const char *path)
{
	return path[0] == '.' || strcmp(path, "manifest.json") == 0 || strcmp(path, "CHANGES.md") == 0;
}

const char *
json_text(const json_t *j, const char *key)
{
	const char *text = json_string_value(json_object_get(j, key));

	return text ? text : "";
}

uint64_t
json_count(const json_t *j, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(j, key));

	return n < 0 ? 0 : (uint64_t)n;
}
