#include <stdlib.h>

#include "../common/pack.h"
#include "../common/xalloc.h"
#include "counts.h"

/* One adopter while its cells go by. */
struct walk {
	struct counts *c;
	struct sheet  *adoption, *adopters, *implied;
	uint32_t       next;            /* the adopter whose counts are to be written next */
	uint32_t       articles, witnesses;
	struct cell   *cell;
	size_t         n, cap;
	struct buf     text;
};

static void
put_cell(struct walk *w, const struct cell *x)
{
	const struct star *s = w->c->star;
	struct str field[adoption__n];

	buf_reset(&w->text);
	buf_reserve(&w->text, ROW_ROOM + 64 * 64);
	field[adoption__adopter_id] = s->adopters.id[x->adopter];
	field[adoption__technology_id] = s->technologies.id[x->technology];
	field[adoption__status] = str_of(status_names[x->status]);
	field[adoption__claims] = count_text(&w->text, x->claims);
	field[adoption__articles] = count_text(&w->text, x->articles);
	field[adoption__independent_articles] = count_text(&w->text, x->witnesses);
	field[adoption__first_seen] = date_text(&w->text, x->first);
	field[adoption__last_seen] = date_text(&w->text, x->last);
	field[adoption__confidence] = number_text(&w->text, x->confidence);
	field[adoption__use_cases] = ids_text(&w->text, &s->use_cases, x->use_cases);
	field[adoption__disputed] = x->disputed ? STR("true") : STR("false");
	field[adoption__role] = str_of(role_names[x->role]);
	field[adoption__counted] = x->counted ? STR("true") : STR("false");
	field[adoption__evidence_grade] = str_of(grade_names[x->grade]);
	field[adoption__since_year] = year_text(&w->text, x->since);
	field[adoption__until_year] = year_text(&w->text, x->until);
	sheet_put(w->adoption, field);
}

struct implied { uint32_t technology, through; uint8_t status; bool counted; };

static int
by_ids(const void *a, const void *b)
{
	const struct implied *x = a, *y = b;

	if (x->technology != y->technology)
		return x->technology < y->technology ? -1 : 1;
	return (x->through > y->through) - (x->through < y->through);
}

static bool
has_cell(const struct walk *w, uint32_t technology)
{
	size_t low = 0, high = w->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (w->cell[mid].technology < technology)
			low = mid + 1;
		else
			high = mid;
	}
	return low < w->n && w->cell[low].technology == technology;
}

static void
put_implied(struct walk *w, uint32_t adopter)
{
	const struct star *s = w->c->star;
	struct implied *x = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < w->n; i++) {
		const struct cell *cell = &w->cell[i];
		if (cell->status != STATUS_USES && cell->status != STATUS_FORMERLY_USED)
			continue;
		for (uint32_t up = s->technologies.parent[cell->technology]; up != NONE; up = s->technologies.parent[up])
			if (!has_cell(w, up)) {
				x = xgrow(x, &cap, n + 1, sizeof *x);
				x[n++] = (struct implied){ up, cell->technology, cell->status, cell->counted };
			}
	}
	if (n)
		qsort(x, n, sizeof *x, by_ids);
	uint32_t counted = NONE;
	for (size_t i = 0; i < n; i++) {
		struct str field[implied_technologies__n] = { s->adopters.id[adopter], s->technologies.id[x[i].technology],
			s->technologies.id[x[i].through], str_of(status_names[x[i].status]) };
		sheet_put(w->implied, field);
		if (x[i].counted && counted != x[i].technology) {
			counted = x[i].technology;
			w->c->technology[counted].implied++;
		}
	}
	free(x);
}

static bool
is_current(const struct cell *x)
{
	return x->counted && x->status == STATUS_USES;
}

/* Pairs of technologies that a counted adopter uses now. */
static void
put_pairs(struct walk *w)
{
	struct buf key = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += is_current(&w->cell[i]);
	if (n == 0 || n > PAIR_TECHNOLOGIES)
		return;
	w->c->with_current++;
	for (size_t i = 0; i < w->n; i++) {
		if (!is_current(&w->cell[i]))
			continue;
		w->c->current[w->cell[i].technology]++;
		for (size_t k = i + 1; k < w->n; k++) {
			if (!is_current(&w->cell[k]))
				continue;
			buf_reset(&key);
			pack_be32(&key, w->cell[i].technology);
			pack_be32(&key, w->cell[k].technology);
			sorter_put(w->c->pairs, buf_str(&key), STR(""));
		}
	}
	buf_release(&key);
}

static void
put_adopter(struct walk *w, uint32_t adopter)
{
	const struct star *s = w->c->star;
	struct str field[adopter_counts__n];
	uint32_t current = 0, former = 0, considered = 0, created = 0;

	for (size_t i = 0; i < w->n; i++) {
		const struct cell *x = &w->cell[i];
		current += x->counted && x->status == STATUS_USES;
		former += x->counted && x->status == STATUS_FORMERLY_USED;
		considered += x->status == STATUS_CONSIDERED;
		created += x->created;
	}
	buf_reset(&w->text);
	buf_reserve(&w->text, ROW_ROOM);
	field[adopter_counts__adopter_id] = s->adopters.id[adopter];
	field[adopter_counts__adopter] = s->adopters.name[adopter];
	field[adopter_counts__technologies] = count_text(&w->text, current + former);
	field[adopter_counts__current] = count_text(&w->text, current);
	field[adopter_counts__former] = count_text(&w->text, former);
	field[adopter_counts__considered] = count_text(&w->text, considered);
	field[adopter_counts__created] = count_text(&w->text, created);
	field[adopter_counts__articles] = count_text(&w->text, w->articles);
	field[adopter_counts__independent_articles] = count_text(&w->text, w->witnesses);
	sheet_put(w->adopters, field);
}

/* Writes what is gathered on w->next, and zeros for the adopters up to UNTIL. */
static void
end_adopter(struct walk *w, uint32_t until)
{
	for (; w->next < until; w->next++) {
		put_adopter(w, w->next);
		if (w->n) {
			put_implied(w, w->next);
			put_pairs(w);
		}
		w->n = 0;
		w->articles = w->witnesses = 0;
	}
}

static void
take_cell(struct walk *w, struct str value)
{
	struct cell x;
	uint32_t article, witness;

	unpack_value(&value, x);
	while (value.n) {
		unpack_value(&value, article);
		unpack_value(&value, witness);
		if (w->c->article_mark[article] != x.adopter + 1) {
			w->c->article_mark[article] = x.adopter + 1;
			w->articles++;
		}
		if (w->c->witness_mark[witness] != x.adopter + 1) {
			w->c->witness_mark[witness] = x.adopter + 1;
			w->witnesses++;
		}
	}
	w->cell = xgrow(w->cell, &w->cap, w->n + 1, sizeof *w->cell);
	w->cell[w->n++] = x;
	put_cell(w, &x);
}

bool
counts_by_adopter(struct counts *c, const char *out, struct err *e)
{
	struct walk w = { .c = c };
	struct str key, value;
	size_t bytes = (c->star->n_articles + 1) * sizeof(uint32_t);
	int got = -1;
	bool ok = (w.adoption = counts_sheet(out, TABLE_adoption, e)) &&
	    (w.adopters = counts_sheet(out, TABLE_adopter_counts, e)) &&
	    (w.implied = counts_sheet(out, TABLE_implied_technologies, e));

	memset(c->article_mark, 0, bytes);
	memset(c->witness_mark, 0, bytes);
	while (ok && (got = sorter_next(c->cells, &key, &value, e)) > 0) {
		end_adopter(&w, unpack_be32(&key));
		take_cell(&w, value);
	}
	ok = ok && got == 0;
	if (ok)
		end_adopter(&w, (uint32_t)c->star->adopters.n);
	sorter_close(c->cells);
	c->cells = NULL;
	ok = ok && counts_commit(c, w.adoption, "adoption_out", e) &&
	    counts_commit(c, w.adopters, "adopter_counts_out", e) &&
	    counts_commit(c, w.implied, "implied_technologies_out", e);
	sheet_close(w.adoption);
	sheet_close(w.adopters);
	sheet_close(w.implied);
	free(w.cell);
	buf_release(&w.text);
	return ok;
}
