#include <stdio.h>
#include <stdlib.h>

#include "../common/pack.h"
#include "../common/xalloc.h"
#include "counts.h"

/* One technology while its claims go by. */
struct walk {
	struct counts *c;
	struct claim  *claim;           /* of the cell at hand */
	size_t         n_claims, cap_claims;
	uint32_t       at;              /* the technology, or NONE */
	/* Distinct pairs of a year or use case (high half) and a witness, article or adopter. */
	struct pairs { uint64_t *p; size_t n, cap; } year_article, year_witness, year_user, year_former, case_witness;
	uint32_t       case_adopters[64], case_current[64];
	struct buf     key, value;
};

static void
add_pair(struct pairs *p, uint32_t high, uint32_t low)
{
	p->p = xgrow(p->p, &p->cap, p->n + 1, sizeof *p->p);
	p->p[p->n++] = (uint64_t)high << 32 | low;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
distinct(struct pairs *p)
{
	size_t kept = 0;

	if (p->n)
		qsort(p->p, p->n, sizeof *p->p, by_value);
	for (size_t i = 0; i < p->n; i++)
		if (i == 0 || p->p[i] != p->p[i - 1])
			p->p[kept++] = p->p[i];
	p->n = kept;
}

/* How many of the distinct pairs have HIGH; *AT moves on, HIGH must not fall. */
static uint32_t
how_many(const struct pairs *p, size_t *at, uint32_t high)
{
	uint32_t n = 0;

	while (*at < p->n && p->p[*at] >> 32 < high)
		++*at;
	while (*at < p->n && p->p[*at] >> 32 == high) {
		++*at;
		n++;
	}
	return n;
}

static void
put_years(struct walk *w)
{
	size_t a = 0, b = 0, u = 0, f = 0;

	distinct(&w->year_article);
	distinct(&w->year_witness);
	distinct(&w->year_user);
	distinct(&w->year_former);
	while (a < w->year_article.n) {
		uint32_t year = (uint32_t)(w->year_article.p[a] >> 32);
		uint32_t n[4];
		n[0] = how_many(&w->year_user, &u, year);
		n[1] = how_many(&w->year_former, &f, year);
		n[2] = how_many(&w->year_article, &a, year);
		n[3] = how_many(&w->year_witness, &b, year);
		buf_reset(&w->key);
		pack_be32(&w->key, w->at);
		pack_be32(&w->key, year);
		sorter_put(w->c->yearly, buf_str(&w->key), (struct str){ (const char *)n, sizeof n });
	}
}

static void
put_use_cases(struct walk *w)
{
	size_t at = 0;

	distinct(&w->case_witness);
	for (uint32_t i = 0; i < w->c->star->use_cases.n; i++) {
		uint32_t n[3] = { w->case_adopters[i], w->case_current[i], how_many(&w->case_witness, &at, i) };
		if (n[0] == 0)
			continue;
		buf_reset(&w->key);
		pack_be32(&w->key, i);
		pack_be32(&w->key, w->at);
		sorter_put(w->c->use_cases, buf_str(&w->key), (struct str){ (const char *)n, sizeof n });
	}
}

static void
end_technology(struct walk *w)
{
	if (w->at == NONE)
		return;
	put_years(w);
	put_use_cases(w);
	struct technology *t = &w->c->technology[w->at];
	t->tally.adopters = t->adopters;
	w->year_article.n = w->year_witness.n = w->year_user.n = w->year_former.n = w->case_witness.n = 0;
	memset(w->case_adopters, 0, sizeof w->case_adopters);
	memset(w->case_current, 0, sizeof w->case_current);
}

/* Counts the adopter and those who own it at the time of the cell's last telling. */
static void
count_owners(struct walk *w, const struct cell *cell)
{
	const struct dimension *d = &w->c->star->adopters;
	struct technology *t = &w->c->technology[w->at];
	int year = cell->last / 10000;

	if (cell->status == STATUS_FORMERLY_USED && cell->until)
		year = cell->until;
	for (uint32_t a = cell->adopter, up; a != NONE; a = up) {
		if (w->c->owner_mark[a] != w->at + 1) {
			w->c->owner_mark[a] = w->at + 1;
			t->with_parts++;
		}
		up = d->parent[a];
		if (up != NONE && year && d->parent_since[a] > year)
			up = NONE;
	}
}

static void
count_claims(struct walk *w, const struct cell *cell)
{
	struct counts *c = w->c;
	struct technology *t = &c->technology[w->at];
	uint32_t mark = w->at + 1, told = NONE;

	for (size_t i = 0; i < w->n_claims; i++) {
		const struct claim *x = &w->claim[i];
		uint32_t year = (uint32_t)(c->star->first[x->article] / 10000);
		bool used = x->status == STATUS_USES || x->status == STATUS_FORMERLY_USED;
		if (c->article_mark[x->article] != mark) {
			c->article_mark[x->article] = mark;
			t->articles++;
		}
		if (c->witness_mark[x->witness] != mark) {
			c->witness_mark[x->witness] = mark;
			t->witnesses++;
		}
		if (year) {
			add_pair(&w->year_article, year, x->article);
			add_pair(&w->year_witness, year, x->witness);
			if (cell->counted && used)
				add_pair(x->status == STATUS_USES ? &w->year_user : &w->year_former, year, cell->adopter);
		}
		if (!cell->counted || !used)
			continue;
		if (told != x->witness) {
			told = x->witness;
			t->tally.tellings++;
		}
		if (c->telling_mark[x->witness] != mark) {
			c->telling_mark[x->witness] = mark;
			t->tally.sources++;
		}
		for (uint32_t k = 0; k < c->star->use_cases.n; k++)
			if (x->use_cases >> k & 1)
				add_pair(&w->case_witness, k, x->witness);
	}
}

static void
count_cell(struct walk *w, const struct cell *cell)
{
	struct technology *t = &w->c->technology[w->at];
	bool used = cell->status == STATUS_USES || cell->status == STATUS_FORMERLY_USED;

	count_claims(w, cell);
	t->considered += cell->status == STATUS_CONSIDERED;
	t->created += cell->created;
	t->makers += used && !cell->counted;
	if (cell->first && (!t->first || cell->first < t->first))
		t->first = cell->first;
	if (cell->last > t->last)
		t->last = cell->last;
	if (!cell->counted)
		return;
	t->adopters++;
	t->current += cell->status == STATUS_USES;
	t->former += cell->status == STATUS_FORMERLY_USED;
	t->disputed += cell->disputed;
	t->multi_source += cell->telling > 1;
	t->tally.singletons += cell->telling == 1;
	t->tally.doubletons += cell->telling == 2;
	if (cell->telling <= ESTIMATE_RARE)
		t->tally.told[cell->telling]++;
	for (size_t i = 0; i < w->c->star->use_cases.n; i++)
		if (cell->use_cases_used >> i & 1) {
			w->case_adopters[i]++;
			w->case_current[i] += cell->status == STATUS_USES;
		}
	count_owners(w, cell);
}

struct moment { int holds; const char *clock; const struct claim *claim; };

static int
by_time(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->holds != y->holds)
		return x->holds < y->holds ? -1 : 1;
	return (x->claim->id > y->claim->id) - (x->claim->id < y->claim->id);
}

/* The claims of a cell that is told both to use and to have used. */
static void
put_timeline(struct walk *w, const struct cell *cell)
{
	struct moment *m = xcalloc(w->n_claims, sizeof *m);
	size_t n = 0;

	for (size_t i = 0; i < w->n_claims; i++)
		if (w->claim[i].status == STATUS_USES || w->claim[i].status == STATUS_FORMERLY_USED) {
			m[n].claim = &w->claim[i];
			m[n].holds = claim_holds(w->c->star, &w->claim[i], &m[n].clock);
			n++;
		}
	qsort(m, n, sizeof *m, by_time);
	for (size_t i = 0; i < n; i++) {
		uint8_t disputed = cell->disputed;
		buf_reset(&w->key);
		buf_reset(&w->value);
		pack_be32(&w->key, cell->adopter);
		pack_be32(&w->key, cell->technology);
		buf_addf(&w->key, "%zu", i + 1);
		pack_value(&w->value, m[i].holds);
		pack_str(&w->value, str_of(m[i].clock));
		pack_value(&w->value, m[i].claim->status);
		pack_value(&w->value, m[i].claim->id);
		pack_value(&w->value, disputed);
		sorter_put(w->c->timelines, buf_str(&w->key), buf_str(&w->value));
	}
	free(m);
}

static void
end_cell(struct walk *w, uint32_t adopter)
{
	struct cell cell;

	if (w->n_claims == 0)
		return;
	memset(&cell, 0, sizeof cell);
	cell.adopter = adopter;
	cell.technology = w->at;
	cell_of(w->c->star, w->claim, w->n_claims, &cell);
	count_cell(w, &cell);
	if (cell.told_both)
		put_timeline(w, &cell);
	buf_reset(&w->key);
	buf_reset(&w->value);
	pack_be32(&w->key, adopter);
	pack_be32(&w->key, w->at);
	pack_value(&w->value, cell);
	for (size_t i = 0; i < w->n_claims; i++) {
		pack_value(&w->value, w->claim[i].article);
		pack_value(&w->value, w->claim[i].witness);
	}
	sorter_put(w->c->cells, buf_str(&w->key), buf_str(&w->value));
	w->n_claims = 0;
}

bool
counts_by_technology(struct counts *c, struct err *e)
{
	struct walk w = { .c = c, .at = NONE };
	struct str key, value;
	uint32_t last = NONE;
	int got;

	while ((got = sorter_next(c->claims, &key, &value, e)) > 0) {
		uint32_t technology = unpack_be32(&key), adopter = unpack_be32(&key);
		if (technology != w.at || adopter != last)
			end_cell(&w, last);
		if (technology != w.at) {
			end_technology(&w);
			w.at = technology;
		}
		last = adopter;
		w.claim = xgrow(w.claim, &w.cap_claims, w.n_claims + 1, sizeof *w.claim);
		memcpy(&w.claim[w.n_claims++], value.p, sizeof *w.claim);
	}
	end_cell(&w, last);
	end_technology(&w);
	sorter_close(c->claims);
	c->claims = NULL;
	free(w.claim);
	free(w.year_article.p);
	free(w.year_witness.p);
	free(w.year_user.p);
	free(w.year_former.p);
	free(w.case_witness.p);
	buf_release(&w.key);
	buf_release(&w.value);
	return got == 0;
}
