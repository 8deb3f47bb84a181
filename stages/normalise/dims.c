#include "dims.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/merge_sort.h"
#include "../common/sheet.h"
#include "../common/xalloc.h"
#include "date.h"

/* A thing, and how its id begins. */
struct place { uint64_t prefix; const struct thing *thing; };

static bool
before(const struct place *a, const struct place *b)
{
	return a->prefix != b->prefix ? a->prefix < b->prefix : str_cmp(a->thing->id, b->thing->id) < 0;
}

MERGE_SORT(sort_places, struct place, before)

/* The used things of one kind, sorted by id; the caller frees them. */
static struct place *
used(const struct resolver *r, enum name_use use, size_t *n)
{
	struct place *at = xcalloc(r->n_things + 1, sizeof *at), *half;

	*n = 0;
	for (size_t i = 0; i < r->n_things; i++)
		if (r->thing[i].use == use && r->thing[i].used)
			at[(*n)++] = (struct place){ str_prefix(r->thing[i].id), &r->thing[i] };
	half = xcalloc(*n / 2 + 1, sizeof *half);
	sort_places(at, half, *n);
	free(half);
	return at;
}

static struct str
parent_id(const struct resolver *r, const struct thing *t)
{
	return t->parent == THING_NONE ? STR("") : r->thing[t->parent].id;
}

static void
put_adopter(const struct resolver *r, const struct thing *t, struct sheet *s)
{
	struct str field[adopters__n];
	struct buf first = { 0 }, last = { 0 }, since = { 0 };
	const struct lexicon_entry *entry = t->entry;
	bool organisation = entry && entry->table == LEXICON_ORGANISATIONS;

	if (t->first)
		date_add(&first, t->first);
	if (t->last)
		date_add(&last, t->last);
	if (organisation && entry->parent_since)
		buf_addf(&since, "%d", entry->parent_since);
	field[adopters__adopter_id] = t->id;
	field[adopters__name] = t->name;
	field[adopters__kind] = t->kind;
	field[adopters__parent_id] = parent_id(r, t);
	field[adopters__parent_since] = buf_str(&since);
	field[adopters__sector] = organisation ? entry->sector : STR("");
	field[adopters__country] = organisation ? entry->country : STR("");
	field[adopters__known] = entry ? STR("true") : STR("false");
	field[adopters__first_seen] = buf_str(&first);
	field[adopters__last_seen] = buf_str(&last);
	sheet_put(s, field);
	buf_release(&first);
	buf_release(&last);
	buf_release(&since);
}

static void
put_technology(const struct resolver *r, const struct thing *t, struct sheet *s)
{
	struct str field[technologies__n];
	const struct lexicon_entry *entry = t->entry;

	field[technologies__technology_id] = t->id;
	field[technologies__name] = t->name;
	field[technologies__kind] = t->kind;
	field[technologies__parent_id] = parent_id(r, t);
	field[technologies__vendor] = !entry ? STR("") :
	    entry->table == LEXICON_TECHNOLOGIES ? entry->vendor : entry->name;
	field[technologies__known] = entry ? STR("true") : STR("false");
	sheet_put(s, field);
}

/* A row of name_resolutions, and how its surface begins. */
struct told { uint64_t prefix; const struct resolution *x; const struct thing *thing; };

static int
by_row(const struct told *a, const struct told *b)
{
	int order = (int)a->x->use - (int)b->x->use;

	if (!order && a->prefix != b->prefix)
		order = a->prefix < b->prefix ? -1 : 1;
	if (!order)
		order = str_cmp(a->x->surface, b->x->surface);
	if (!order)
		order = str_cmp(a->x->found_id, b->x->found_id);
	if (!order)
		order = str_cmp(a->thing->id, b->thing->id);
	return order ? order : strcmp(resolution_reason(a->x), resolution_reason(b->x));
}

static bool
row_before(const struct told *a, const struct told *b)
{
	return by_row(a, b) < 0;
}

MERGE_SORT(sort_rows, struct told, row_before)

static void
put_resolutions(const struct resolver *r, struct sheet *s)
{
	struct told *at = xcalloc(r->n_resolutions + 1, sizeof *at), *half;
	struct str field[name_resolutions__n];
	struct buf mentions = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < r->n_resolutions; i++) {
		const struct resolution *x = &r->resolution[i];
		if (x->thing != THING_NONE && r->thing[x->thing].used)
			at[n++] = (struct told){ str_prefix(x->surface), x, &r->thing[x->thing] };
	}
	half = xcalloc(n / 2 + 1, sizeof *half);
	sort_rows(at, half, n);
	free(half);
	for (size_t i = 0; i < n; i++) {
		const struct resolution *x = at[i].x;
		uint64_t count = x->mentions;
		/* One name introduced under several longer ones that came to one thing. */
		while (i + 1 < n && by_row(&at[i], &at[i + 1]) == 0)
			count += at[++i].x->mentions;
		buf_reset(&mentions);
		sheet_number(&mentions, count);
		field[name_resolutions__kind] = x->use == NAME_ADOPTER ? STR("adopter") : STR("technology");
		field[name_resolutions__surface] = x->surface;
		field[name_resolutions__found_id] = x->found_id;
		field[name_resolutions__id] = r->thing[x->thing].id;
		field[name_resolutions__reason] = str_of(resolution_reason(x));
		field[name_resolutions__mentions] = buf_str(&mentions);
		sheet_put(s, field);
	}
	buf_release(&mentions);
	free(at);
}

static void
fill(const struct resolver *r, enum table_id t, struct sheet *s)
{
	size_t n;

	if (t == TABLE_adopters || t == TABLE_technologies) {
		struct place *at = used(r, t == TABLE_adopters ? NAME_ADOPTER : NAME_TECHNOLOGY, &n);
		for (size_t i = 0; i < n; i++)
			(t == TABLE_adopters ? put_adopter : put_technology)(r, at[i].thing, s);
		free(at);
	} else if (t == TABLE_use_cases) {
		for (size_t i = 0; i < r->lexicon->n_use_cases; i++) {
			const struct use_case *u = &r->lexicon->use_case[i];
			struct str field[use_cases__n] = { u->id, u->name, u->covers };
			sheet_put(s, field);
		}
	} else
		put_resolutions(r, s);
}

bool
dims_write(const struct resolver *r, const char *dir, struct account *account, struct err *e)
{
	static const struct { enum table_id t; const char *count; } all[] = {
		{ TABLE_adopters, "adopters_out" }, { TABLE_technologies, "technologies_out" },
		{ TABLE_use_cases, "use_cases_out" }, { TABLE_name_resolutions, "name_resolutions_out" }
	};
	char path[4096];
	bool ok = true;

	for (size_t i = 0; i < sizeof all / sizeof *all && ok; i++) {
		snprintf(path, sizeof path, "%s/%s.csv.zst", dir, tables[all[i].t].name);
		struct sheet *s = sheet_create(path, &tables[all[i].t], 1, e);
		if (s)
			fill(r, all[i].t, s);
		if (s)
			account_add(account, all[i].count, sheet_rows(s));
		ok = s && sheet_commit(s, e);
		sheet_close(s);
	}
	return ok;
}
