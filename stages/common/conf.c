#include "conf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "xalloc.h"
#include "zio.h"

const struct conf_entry conf_entries[N_CONF] = {
#define CONF(key, kind, standard, min, max, unit, stages, meaning) \
	{ #key, CONF_##kind, standard, min, max, unit, stages, meaning },
#include "../schema/conf.def"
#undef CONF
};

static void
put(struct conf *c, size_t i, struct str value)
{
	free(c->value[i]);
	c->value[i] = memcpy(xcalloc(value.n + 1, 1), value.p, value.n);
}

void
conf_init(struct conf *c)
{
	*c = (struct conf){ 0 };
	for (size_t i = 0; i < N_CONF; i++)
		put(c, i, str_of(conf_entries[i].standard));
}

void
conf_release(struct conf *c)
{
	for (size_t i = 0; i < N_CONF; i++)
		free(c->value[i]);
	*c = (struct conf){ 0 };
}

static bool
in_range(const struct conf_entry *entry, struct str value)
{
	double number = (double)value.n;
	int64_t integer;

	if (entry->kind == CONF_INTEGER && !str_to_i64(value, &integer))
		return false;
	if (entry->kind != CONF_TEXT && !str_to_double(value, &number))
		return false;
	return number >= entry->min && number <= entry->max;
}

static bool
refuse(const struct conf_entry *entry, struct str value, const char *where, struct err *e)
{
	static const char *const kinds[] = { "characters", "as a whole number", "as a number" };

	return err_set(e, EX_CONFIG, "%s: %s = '%.*s': must be %.15g to %.15g %s", where, entry->key,
	    STR_ARG(value), entry->min, entry->max, kinds[entry->kind]);
}

static int
find(struct str key)
{
	for (size_t i = 0; i < N_CONF; i++)
		if (str_eq(str_of(conf_entries[i].key), key))
			return (int)i;
	return -1;
}

bool
conf_set(struct conf *c, struct str key, struct str value, const char *where, struct err *e)
{
	int i = find(key);

	if (i < 0)
		return err_set(e, EX_CONFIG, "%s: unknown key '%.*s'", where, STR_ARG(key));
	if (!in_range(&conf_entries[i], value))
		return refuse(&conf_entries[i], value, where, e);
	put(c, (size_t)i, value);
	return true;
}

static bool
read_line(struct conf *c, struct str line, const char *where, bool *seen, struct err *e)
{
	ptrdiff_t hash = str_find(line, STR("#"), 0);

	line = str_trim(hash < 0 ? line : str_sub(line, 0, (size_t)hash));
	if (line.n == 0)
		return true;
	ptrdiff_t sign = str_find(line, STR("="), 0);
	if (sign < 0)
		return err_set(e, EX_CONFIG, "%s: no KEY = value: '%.*s'", where, STR_ARG(line));
	struct str key = str_trim(str_sub(line, 0, (size_t)sign));
	int i = find(key);
	if (i >= 0 && seen[i])
		return err_set(e, EX_CONFIG, "%s: %.*s is set twice", where, STR_ARG(key));
	if (i >= 0)
		seen[i] = true;
	return conf_set(c, key, str_trim(str_sub(line, (size_t)sign + 1, line.n)), where, e);
}

bool
conf_load(struct conf *c, const char *path, struct err *e)
{
	bool seen[N_CONF] = { false }, ok = true;
	struct buf text = { 0 };
	struct str rest, line;
	struct zin *in = zin_open(path, e);

	if (!in)
		return false;
	ok = zin_all(in, &text, e);
	zin_close(in);
	rest = buf_str(&text);
	for (size_t no = 1; ok && str_split(&rest, '\n', &line); no++) {
		char where[4200];
		snprintf(where, sizeof where, "%s: line %zu", path, no);
		ok = read_line(c, line, where, seen, e);
	}
	buf_release(&text);
	return ok;
}

const char *
conf_text(const struct conf *c, enum conf_key key)
{
	return c->value[key];
}

int64_t
conf_integer(const struct conf *c, enum conf_key key)
{
	int64_t v = 0;

	assert(conf_entries[key].kind == CONF_INTEGER);
	str_to_i64(str_of(c->value[key]), &v);
	return v;
}

double
conf_number(const struct conf *c, enum conf_key key)
{
	double v = 0;

	assert(conf_entries[key].kind != CONF_TEXT);
	str_to_double(str_of(c->value[key]), &v);
	return v;
}
