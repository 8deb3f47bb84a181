#include "weights.h"

#include <stdlib.h>

#include "../common/rows.h"
#include "../common/xalloc.h"

static const char *const kind_names[N_WORDING_KINDS] = { "technology", "adopter" };

void
weights_column(struct buf *b, enum wording_kind kind, enum status status)
{
	buf_addf(b, "%s_%s", kind_names[kind], status_name(status));
}

/* The slot of KEY, or the free one where it would stand. */
static struct weight *
slot_of(const struct weight_table *t, wording_key key)
{
	size_t i = key & (t->room - 1);

	while (t->slot[i].key && t->slot[i].key != key)
		i = (i + 1) & (t->room - 1);
	return &t->slot[i];
}

/* May KEY be there? */
static inline bool
passes(const struct weight_table *t, wording_key key)
{
	size_t bit = key & (8 * t->room - 1);

	return t->filter[bit / 64] >> bit % 64 & 1;
}

static void
put(struct weight_table *t, const struct weight *weight)
{
	size_t bit = weight->key & (8 * t->room - 1);

	t->filter[bit / 64] |= UINT64_C(1) << bit % 64;
	*slot_of(t, weight->key) = *weight;
}

static void
make_room(struct weight_table *t)
{
	struct weight_table old = *t;

	if (4 * (t->n + 1) <= 3 * t->room)
		return;
	t->room = t->room ? 2 * t->room : 1 << 17;       /* so that the shipped weights need to be put in once */
	t->slot = xcalloc(t->room, sizeof *t->slot);
	t->filter = xcalloc(t->room / 8, sizeof *t->filter);
	for (size_t i = 0; i < old.room; i++)
		if (old.slot[i].key)
			put(t, &old.slot[i]);
	free(old.slot);
	free(old.filter);
}

/* Adds the key with its weights, or gives it others. */
static void
insert(struct weight_table *t, const struct weight *weight)
{
	make_room(t);
	t->n += slot_of(t, weight->key)->key == 0;
	put(t, weight);
}

void
weights_set(struct weights *w, enum wording_kind kind, enum status status, wording_key key, int weight)
{
	struct weight_table *t = &w->table[kind];

	if (key == 0) {
		w->constant[kind][status] = (int16_t)weight;
		return;
	}
	struct weight s = t->n ? *slot_of(t, key) : (struct weight){ 0 };
	s.key = key;
	s.of[status] = (int16_t)weight;
	insert(t, &s);
}

int
weights_get(const struct weights *w, enum wording_kind kind, enum status status, wording_key key)
{
	if (key == 0)
		return w->constant[kind][status];
	return w->table[kind].n ? slot_of(&w->table[kind], key)->of[status] : 0;
}

/* NULL, or what is wrong with the row. */
static const char *
read_weight(struct weights *w, const struct row *row)
{
	wording_key key = row->field[0].n ? wording_key_of(row->field[0], row->field[1]) : 0;

	if (row->field[0].n && key == 0)
		return "unknown place";
	for (int kind = 0; kind < N_WORDING_KINDS; kind++) {
		struct weight one = { .key = key };
		bool any = false;
		for (int status = 0; status < N_STATUS; status++) {
			struct str s = row->field[2 + kind * N_STATUS + status];
			int64_t weight;
			if (s.n == 0)
				continue;
			if (!str_to_i64(s, &weight) || weight < -MAX_WEIGHT || weight > MAX_WEIGHT)
				return "a weight is no whole number, or too large";
			one.of[status] = (int16_t)weight;
			any = true;
		}
		if (key == 0)
			memcpy(w->constant[kind], one.of, sizeof one.of);
		else if (any)
			insert(&w->table[kind], &one);
	}
	return NULL;
}

static bool
has_columns(const struct rows *r, struct err *e)
{
	struct buf name = { 0 };
	bool ok = true;

	for (int i = -2; i < WEIGHT_COLUMNS && ok; i++) {
		buf_reset(&name);
		if (i < 0)
			buf_addz(&name, i == -2 ? "place" : "words");
		else
			weights_column(&name, (enum wording_kind)(i / N_STATUS), (enum status)(i % N_STATUS));
		buf_addc(&name, 0);
		if (rows_column(r, name.p) != i + 2)
			ok = err_set(e, EX_CONFIG, "%s: column %d is not '%s'", rows_path(r), i + 3, name.p);
	}
	buf_release(&name);
	return ok;
}

bool
weights_load(struct weights *w, const char *path, struct err *e)
{
	struct row row;
	int got = -1;
	const char *wrong = NULL;

	*w = (struct weights){ 0 };
	struct rows *r = rows_open(path, NULL, e);
	if (r && has_columns(r, e))
		while (!wrong && (got = rows_next(r, &row, e)) > 0)
			if ((wrong = read_weight(w, &row)))
				err_set(e, EX_CONFIG, "%s: line %zu: %s", path, row.line, wrong);
	rows_close(r);
	return got == 0;
}

void
weights_release(struct weights *w)
{
	for (int k = 0; k < N_WORDING_KINDS; k++) {
		free(w->table[k].slot);
		free(w->table[k].filter);
	}
	*w = (struct weights){ 0 };
}

/* ---- sums -------------------------------------------------------------- */

/* The two parts of a wording's odds, by status. */
struct odds { float own[N_STATUS], sentence[N_STATUS]; };

static void
sum_range(const struct weight_table *t, const struct wordings *all, struct wording_range r, const int16_t *constant, float *out)
{
	int32_t sum[N_STATUS] = { 0 };

	for (int k = 0; constant && k < N_STATUS; k++)
		sum[k] = constant[k];
	for (uint32_t i = r.from; i < r.to && t->n; i++)
		if (passes(t, all->key[i])) {
			const struct weight *s = slot_of(t, all->key[i]);
			for (int k = 0; k < N_STATUS; k++)
				sum[k] += s->of[k];
		}
	for (int k = 0; k < N_STATUS; k++)
		out[k] = (float)(sum[k] * WEIGHT_UNIT);
}

/* Of each wording; what names of a sentence have in common is summed once. */
static struct odds *
odds_of(const struct weights *w, const struct wordings *all)
{
	struct odds *odds = xcalloc(all->n + 1, sizeof *odds), *last[N_WORDING_KINDS] = { 0 };
	uint32_t sentence[N_WORDING_KINDS] = { 0 };     /* where that of the last one ends */

	for (size_t i = 0; i < all->n; i++) {
		const struct wording *one = &all->at[i];
		const struct weight_table *t = &w->table[one->kind];
		sum_range(t, all, one->own, w->constant[one->kind], odds[i].own);
		if (last[one->kind] && sentence[one->kind] == one->sentence.to)
			memcpy(odds[i].sentence, last[one->kind]->sentence, sizeof odds[i].sentence);
		else
			sum_range(t, all, one->sentence, NULL, odds[i].sentence);
		last[one->kind] = &odds[i];
		sentence[one->kind] = one->sentence.to;
	}
	return odds;
}

void
weights_apply(const struct weights *w, struct candidates *c)
{
	struct odds *odds = odds_of(w, &c->words);

	for (size_t i = 0; i < c->n; i++) {
		struct candidate *one = &c->at[i];
		const struct odds *t = &odds[one->wording[WORDING_TECHNOLOGY]], *a = &odds[one->wording[WORDING_ADOPTER]];
		one->term[TERM_technology_words] = t->own[one->status];
		one->term[TERM_technology_sentence] = t->sentence[one->status];
		one->term[TERM_adopter_words] = a->own[one->status];
		one->term[TERM_adopter_sentence] = a->sentence[one->status];
	}
	free(odds);
}
