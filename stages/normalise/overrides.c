#include "overrides.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/cli.h"
#include "../common/rows.h"
#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "date.h"

static const char *const actions[N_OVERRIDES] = { "merge", "split", "drop", "rename", "retype" };
static const char *const columns[] = { "action", "kind", "name", "target", "reason", "until" };
enum { ACTION, KIND, NAME, TARGET, REASON, UNTIL, N_COLUMNS };

static bool
offence(const struct overrides *all, size_t line, const char *what, struct str name, struct err *e)
{
	return err_set(e, EX_CONFIG, "%s: line %zu: %s '%.*s'", all->path, line, what, STR_ARG(name));
}

/* A split is about one way of writing; the others about a name, however written. */
static void
key_of(struct buf *b, enum override_action action, enum name_use use, struct str name, bool is_id)
{
	buf_addf(b, "%d %d %d ", action, use, is_id);
	if (is_id)
		buf_add(b, name);
	else
		name_key(b, name, use, action == OVERRIDE_SPLIT ? LEVEL_EXACT : LEVEL_WORDING);
}

static bool
index_one(struct overrides *all, size_t i, struct err *e)
{
	struct override *o = &all->o[i];
	struct buf key = { 0 };
	bool ok = true;

	for (int is_id = 0; is_id < 2 && ok; is_id++) {
		buf_reset(&key);
		key_of(&key, o->action, o->use, o->name, is_id);
		if (map_get(&all->by_name, buf_str(&key)) != MAP_NONE)
			ok = offence(all, o->line, "a second time the same action on", o->name, e);
		else
			map_put(&all->by_name, buf_str(&key), (uint32_t)i);
	}
	buf_release(&key);
	return ok;
}

static bool
read_one(struct overrides *all, const struct row *row, const int *at, struct err *e)
{
	struct override *o = &all->o[all->n];
	struct str field[N_COLUMNS];
	int action = 0;

	for (int i = 0; i < N_COLUMNS; i++) {
		field[i] = arena_str(&all->text, str_trim(row->field[at[i]]));
		if (!utf8_valid(field[i]))
			return offence(all, row->line, "not UTF-8:", field[i], e);
	}
	*o = (struct override){ .name = field[NAME], .target = field[TARGET], .line = row->line };
	while (action < N_OVERRIDES && !str_eq(field[ACTION], str_of(actions[action])))
		action++;
	if (action == N_OVERRIDES)
		return offence(all, row->line, "no such action:", field[ACTION], e);
	o->action = (enum override_action)action;
	if (str_eq(field[KIND], STR("technology")))
		o->use = NAME_TECHNOLOGY;
	else if (!str_eq(field[KIND], STR("adopter")))
		return offence(all, row->line, "kind is adopter or technology, not", field[KIND], e);
	if (o->name.n == 0)
		return offence(all, row->line, "no name for", field[ACTION], e);
	if (o->target.n == 0 && o->action != OVERRIDE_DROP && o->action != OVERRIDE_SPLIT)
		return offence(all, row->line, "no target for", field[NAME], e);
	if (field[REASON].n == 0)
		return offence(all, row->line, "no reason for", field[NAME], e);
	struct date until;
	if (field[UNTIL].n && (!date_parse(field[UNTIL], &until) || until.precision != DATE_DAY))
		return offence(all, row->line, "until is a date YYYY-MM-DD, not", field[UNTIL], e);
	o->until = field[UNTIL].n ? until.first : 0;
	return index_one(all, all->n++, e);
}

bool
overrides_load(struct overrides *all, const char *dir, struct err *e)
{
	char path[4096];
	int at[N_COLUMNS], got = -1;
	size_t cap = 0;
	struct row row;

	*all = (struct overrides){ 0 };
	snprintf(path, sizeof path, "%s/overrides.csv", dir);
	all->path = xstrdup(path);
	if (access(path, F_OK) != 0)
		return true;
	struct rows *rows = rows_open(path, NULL, e);
	bool ok = rows != NULL;
	for (int i = 0; i < N_COLUMNS && ok; i++) {
		at[i] = rows_column(rows, columns[i]);
		if (at[i] < 0)
			ok = err_set(e, EX_CONFIG, "%s: line 1: no column '%s'", path, columns[i]);
	}
	while (ok && (got = rows_next(rows, &row, e)) > 0) {
		all->o = xgrow(all->o, &cap, all->n + 1, sizeof *all->o);
		ok = read_one(all, &row, at, e);
	}
	rows_close(rows);
	return ok && got == 0;
}

void
overrides_expire(struct overrides *all, int today)
{
	for (size_t i = 0; i < all->n; i++) {
		struct override *o = &all->o[i];
		if (!o->until || o->until >= today)
			continue;
		o->expired = true;
		log_warn("%s: line %zu: the override of '%.*s' ended on %04d-%02d-%02d and is not applied",
		    all->path, o->line, STR_ARG(o->name), o->until / 10000, o->until / 100 % 100, o->until % 100);
	}
}

struct override *
overrides_find(struct overrides *all, enum override_action action, enum name_use use, struct str name, struct str id)
{
	struct buf key = { 0 };
	uint32_t found = MAP_NONE;

	if (all->n == 0)
		return NULL;
	if (id.n) {
		key_of(&key, action, use, id, true);
		found = map_get(&all->by_name, buf_str(&key));
	}
	if (found == MAP_NONE && name.n) {
		buf_reset(&key);
		key_of(&key, action, use, name, false);
		found = map_get(&all->by_name, buf_str(&key));
	}
	buf_release(&key);
	if (found == MAP_NONE || all->o[found].expired)
		return NULL;
	all->o[found].hit = true;
	return &all->o[found];
}

bool
overrides_check(const struct overrides *all, struct err *e)
{
	for (size_t i = 0; i < all->n; i++)
		if (!all->o[i].hit && !all->o[i].expired)
			return offence(all, all->o[i].line, "the override matches no name of the lexicon or the articles:",
			    all->o[i].name, e);
	return true;
}

void
overrides_release(struct overrides *all)
{
	free(all->o);
	free(all->path);
	map_release(&all->by_name);
	arena_free(&all->text);
}
