#include "star.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/xalloc.h"

const char *const status_names[N_STATUS] = { "uses", "formerly_used", "considered", "created" };
const char *const role_names[N_ROLES] = { "user", "creator", "vendor", "consultancy" };
const char *const grade_names[N_GRADES] = { "own_post", "case_study", "quoted", "reported", "unsourced" };

int
star_name(const char *const *names, size_t n, struct str value)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(value, str_of(names[i])))
			return (int)i;
	return -1;
}

bool
star_number(struct str id, uint64_t *out)
{
	*out = 0;
	if (id.n != 18)
		return false;
	for (size_t i = 2; i < id.n; i++) {
		char c = id.p[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
		if (digit < 0)
			return false;
		*out = *out << 4 | (uint64_t)digit;
	}
	return true;
}

uint32_t
star_article(const struct star *s, struct str id)
{
	size_t n = s->n_articles, low = 0, high = n, step = 16;
	uint64_t want;

	if (!star_number(id, &want) || n == 0)
		return NONE;
	/* Ids are spread evenly, so the place is known nearly; then the window
	 * doubles until it holds it. */
	size_t guess = (size_t)((unsigned __int128)want * n >> 64);
	if (s->article[guess] < want) {
		for (low = guess; guess + step < n && s->article[guess + step] < want; step *= 2)
			low = guess + step;
		high = guess + step < n ? guess + step + 1 : n;
	} else {
		for (high = guess + 1; step <= guess && s->article[guess - step] >= want; step *= 2)
			high = guess - step + 1;
		low = step <= guess ? guess - step : 0;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (s->article[mid] < want)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && s->article[low] == want ? (uint32_t)low : NONE;
}

/* Which columns of a table a dimension is read from; -1 for none. */
struct source { enum table_id t; int id, name, kind, parent, since; };

static const struct source sources[] = {
	{ TABLE_adopters, adopters__adopter_id, adopters__name, adopters__kind, adopters__parent_id, adopters__parent_since },
	{ TABLE_technologies, technologies__technology_id, technologies__name, technologies__kind,
	    technologies__parent_id, -1 },
	{ TABLE_use_cases, use_cases__use_case_id, use_cases__name, -1, -1, -1 }
};

static bool
link_parents(struct dimension *d, const struct str *parent, const char *path, struct err *e)
{
	for (size_t i = 0; i < d->n; i++) {
		d->parent[i] = NONE;
		if (parent[i].n == 0)
			continue;
		d->parent[i] = map_get(&d->by_id, parent[i]);
		if (d->parent[i] == MAP_NONE)
			return err_set(e, EX_DATAERR, "%s: row %zu: no row for the parent '%.*s'", path, i + 1,
			    STR_ARG(parent[i]));
	}
	for (size_t i = 0; i < d->n; i++) {
		size_t steps = 0;
		for (uint32_t up = d->parent[i]; up != NONE; up = d->parent[up])
			if (++steps > d->n)
				return err_set(e, EX_DATAERR, "%s: row %zu: a cycle of parents", path, i + 1);
	}
	return true;
}

static bool
load_dimension(struct star *s, struct dimension *d, const struct source *from, const char *dir, struct err *e)
{
	char path[4096];
	struct str *parent = NULL;
	size_t cap[6] = { 0 };
	struct row row;
	int got = -1;

	snprintf(path, sizeof path, "%s/%s.csv.zst", dir, tables[from->t].name);
	struct rows *r = rows_open(path, &tables[from->t], e);
	while (r && (got = rows_next(r, &row, e)) > 0) {
		size_t i = d->n++;
		int64_t since = 0;
		d->id = xgrow(d->id, &cap[0], d->n, sizeof *d->id);
		d->name = xgrow(d->name, &cap[1], d->n, sizeof *d->name);
		d->kind = xgrow(d->kind, &cap[2], d->n, sizeof *d->kind);
		d->parent = xgrow(d->parent, &cap[3], d->n, sizeof *d->parent);
		d->parent_since = xgrow(d->parent_since, &cap[4], d->n, sizeof *d->parent_since);
		parent = xgrow(parent, &cap[5], d->n, sizeof *parent);
		if (i && str_cmp(d->id[i - 1], row.field[from->id]) >= 0) {
			err_set(e, EX_DATAERR, "%s: line %zu: the id '%.*s' is out of order", path, row.line,
			    STR_ARG(row.field[from->id]));
			got = -1;
			break;
		}
		d->id[i] = map_put(&d->by_id, row.field[from->id], (uint32_t)i);
		d->name[i] = arena_str(&s->text, row.field[from->name]);
		d->kind[i] = from->kind < 0 ? STR("") : arena_str(&s->text, row.field[from->kind]);
		parent[i] = from->parent < 0 ? STR("") : arena_str(&s->text, row.field[from->parent]);
		if (from->since >= 0)
			str_to_i64(row.field[from->since], &since);
		d->parent_since[i] = (int)since;
	}
	rows_close(r);
	bool ok = got == 0 && link_parents(d, parent, path, e);
	free(parent);
	return ok;
}

/* YYYY-MM-DD as yyyymmdd; 0 for an empty field, -1 for anything else. */
static int
day_of(struct str s)
{
	int day = 0;

	if (s.n == 0)
		return 0;
	if (s.n != 10)
		return -1;
	for (size_t i = 0; i < s.n; i++)
		if (i != 4 && i != 7) {
			if (s.p[i] < '0' || s.p[i] > '9')
				return -1;
			day = day * 10 + (s.p[i] - '0');
		}
	return day;
}

static bool
load_articles(struct star *s, const char *dir, struct err *e)
{
	char path[4096];
	size_t cap[3] = { 0 };
	struct row row;
	int got = -1;

	snprintf(path, sizeof path, "%s/articles.csv.zst", dir);
	struct rows *r = rows_open(path, &tables[TABLE_articles], e);
	while (r && (got = rows_next(r, &row, e)) > 0) {
		size_t i = s->n_articles++;
		struct str precision = row.field[articles__published_precision];
		int day = day_of(row.field[articles__published]);
		s->article = xgrow(s->article, &cap[0], i + 1, sizeof *s->article);
		s->first = xgrow(s->first, &cap[1], i + 1, sizeof *s->first);
		s->last = xgrow(s->last, &cap[2], i + 1, sizeof *s->last);
		if (!star_number(row.field[articles__article_id], &s->article[i]) || day < 0 ||
		    (i && s->article[i - 1] >= s->article[i])) {
			err_set(e, EX_DATAERR, "%s: line %zu: article_id or published malformed or out of order", path,
			    row.line);
			got = -1;
			break;
		}
		/* A month or year ends on a day that may not be; it only has to compare so. */
		s->first[i] = s->last[i] = day;
		if (day && str_eq(precision, STR("month")))
			s->last[i] = day / 100 * 100 + 31;
		else if (day && str_eq(precision, STR("year")))
			s->last[i] = day / 10000 * 10000 + 1231;
	}
	rows_close(r);
	return got == 0;
}

bool
star_load(struct star *s, const char *dir, struct err *e)
{
	return load_dimension(s, &s->adopters, &sources[0], dir, e) &&
	    load_dimension(s, &s->technologies, &sources[1], dir, e) &&
	    load_dimension(s, &s->use_cases, &sources[2], dir, e) && load_articles(s, dir, e);
}

static void
dimension_release(struct dimension *d)
{
	map_release(&d->by_id);
	free(d->id);
	free(d->name);
	free(d->kind);
	free(d->parent);
	free(d->parent_since);
}

void
star_release(struct star *s)
{
	dimension_release(&s->adopters);
	dimension_release(&s->technologies);
	dimension_release(&s->use_cases);
	arena_free(&s->text);
	free(s->article);
	free(s->first);
	free(s->last);
}
