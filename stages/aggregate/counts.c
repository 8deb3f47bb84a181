#include "counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/pack.h"
#include "../common/xalloc.h"

void
counts_init(struct counts *c, const struct star *star, const char *dir, struct account *account)
{
	size_t articles = star->n_articles + 1, technologies = star->technologies.n + 1;

	*c = (struct counts){ .star = star, .dir = dir, .account = account };
	c->claims = sorter_new(dir, 128u << 20);
	c->cells = sorter_new(dir, 64u << 20);
	c->timelines = sorter_new(dir, 16u << 20);
	c->use_cases = sorter_new(dir, 16u << 20);
	c->yearly = sorter_new(dir, 16u << 20);
	c->pairs = sorter_new(dir, 64u << 20);
	c->technology = xcalloc(technologies, sizeof *c->technology);
	c->current = xcalloc(technologies, sizeof *c->current);
	c->article_mark = xcalloc(articles, sizeof *c->article_mark);
	c->witness_mark = xcalloc(articles, sizeof *c->witness_mark);
	c->telling_mark = xcalloc(articles, sizeof *c->telling_mark);
	c->owner_mark = xcalloc(star->adopters.n + 1, sizeof *c->owner_mark);
}

static bool
wrong(const struct rows *r, const struct row *row, int column, struct err *e)
{
	return err_set(e, EX_DATAERR, "%s: line %zu: unknown or malformed %s '%.*s'", rows_path(r), row->line,
	    tables[TABLE_claims].column[column].name, STR_ARG(row->field[column]));
}

static bool
use_case_set(const struct star *s, struct str list, uint64_t *out)
{
	struct str part;

	*out = 0;
	while (list.n && str_split(&list, '|', &part)) {
		uint32_t at = map_get(&s->use_cases.by_id, part);
		if (at == MAP_NONE || at > 63)
			return false;
		*out |= UINT64_C(1) << at;
	}
	return true;
}

static bool
year_of(struct str s, int16_t *out)
{
	uint64_t v = 0;

	if (s.n && (!str_to_u64(s, &v) || v > 9999))
		return false;
	*out = (int16_t)v;
	return true;
}

/* The column that is wrong, or -1. */
static int
read_claim(const struct star *s, const struct str *f, struct claim *c, uint32_t *adopter, uint32_t *technology)
{
	int status = star_name(status_names, N_STATUS, f[claims__status]);
	int role = star_name(role_names, N_ROLES, f[claims__role]);
	int grade = star_name(grade_names, N_GRADES, f[claims__evidence_grade]);

	memset(c, 0, sizeof *c);
	c->status = (uint8_t)status;
	c->role = (uint8_t)role;
	c->grade = (uint8_t)grade;
	if (!star_number(f[claims__claim_id], &c->id))
		return claims__claim_id;
	if ((c->article = star_article(s, f[claims__article_id])) == NONE)
		return claims__article_id;
	if ((c->witness = star_article(s, f[claims__witness])) == NONE)
		return claims__witness;
	if ((*adopter = map_get(&s->adopters.by_id, f[claims__adopter_id])) == MAP_NONE)
		return claims__adopter_id;
	if ((*technology = map_get(&s->technologies.by_id, f[claims__technology_id])) == MAP_NONE)
		return claims__technology_id;
	if (status < 0)
		return claims__status;
	if (role < 0)
		return claims__role;
	if (grade < 0)
		return claims__evidence_grade;
	if (!use_case_set(s, f[claims__use_cases], &c->use_cases))
		return claims__use_cases;
	if (!year_of(f[claims__since_year], &c->since))
		return claims__since_year;
	if (!year_of(f[claims__until_year], &c->until))
		return claims__until_year;
	if (!str_to_double(f[claims__confidence], &c->confidence) || !(c->confidence >= 0 && c->confidence <= 1))
		return claims__confidence;
	return -1;
}

static bool
read_claims(struct counts *c, const char *in, struct err *e)
{
	char path[4096];
	struct buf key = { 0 };
	struct claim claim;
	struct row row;
	uint32_t adopter, technology;
	uint64_t n = 0;
	int got = -1, column;

	snprintf(path, sizeof path, "%s/claims.csv.zst", in);
	struct rows *r = rows_open(path, &tables[TABLE_claims], e);
	while (r && (got = rows_next(r, &row, e)) > 0) {
		if ((column = read_claim(c->star, row.field, &claim, &adopter, &technology)) >= 0) {
			wrong(r, &row, column, e);
			got = -1;
			break;
		}
		buf_reset(&key);
		pack_be32(&key, technology);
		pack_be32(&key, adopter);
		sorter_put(c->claims, buf_str(&key), (struct str){ (const char *)&claim, sizeof claim });
		n++;
	}
	account_add(c->account, "claims_in", n);
	rows_close(r);
	buf_release(&key);
	return got == 0;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Distinct (technology, adopter) pairs are added to one count per technology. */
static void
count_flow(struct counts *c, uint64_t *move, size_t n, bool arrival)
{
	if (n)
		qsort(move, n, sizeof *move, by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || move[i] != move[i - 1]) {
			struct technology *t = &c->technology[move[i] >> 32];
			if (arrival)
				t->arrivals++;
			else
				t->departures++;
		}
}

static bool
read_migrations(struct counts *c, const char *in, struct err *e)
{
	char path[4096];
	uint64_t *to = NULL, *from = NULL;
	size_t n = 0, cap_to = 0, cap_from = 0;
	struct row row;
	int got = -1;

	snprintf(path, sizeof path, "%s/migrations.csv.zst", in);
	struct rows *r = rows_open(path, &tables[TABLE_migrations], e);
	while (r && (got = rows_next(r, &row, e)) > 0) {
		uint32_t adopter = map_get(&c->star->adopters.by_id, row.field[migrations__adopter_id]);
		uint32_t left = map_get(&c->star->technologies.by_id, row.field[migrations__from_id]);
		uint32_t taken = map_get(&c->star->technologies.by_id, row.field[migrations__to_id]);
		if (adopter == MAP_NONE || left == MAP_NONE || taken == MAP_NONE) {
			err_set(e, EX_DATAERR, "%s: line %zu: no such adopter or technology", path, row.line);
			got = -1;
			break;
		}
		to = xgrow(to, &cap_to, n + 1, sizeof *to);
		from = xgrow(from, &cap_from, n + 1, sizeof *from);
		to[n] = (uint64_t)taken << 32 | adopter;
		from[n++] = (uint64_t)left << 32 | adopter;
		account_add(c->account, "migrations_in", 1);
	}
	rows_close(r);
	count_flow(c, to, n, true);
	count_flow(c, from, n, false);
	free(to);
	free(from);
	return got == 0;
}

bool
counts_read(struct counts *c, const char *in, struct err *e)
{
	if (c->star->use_cases.n > 64)
		return err_set(e, EX_DATAERR, "%s/use_cases.csv.zst: more than 64 use cases", in);
	return read_claims(c, in, e) && read_migrations(c, in, e);
}

void
counts_release(struct counts *c)
{
	sorter_close(c->claims);
	sorter_close(c->cells);
	sorter_close(c->timelines);
	sorter_close(c->use_cases);
	sorter_close(c->yearly);
	sorter_close(c->pairs);
	free(c->technology);
	free(c->current);
	free(c->article_mark);
	free(c->witness_mark);
	free(c->telling_mark);
	free(c->owner_mark);
}

/* ---- texts of a row ---- */

static struct str
since(struct buf *b, size_t at)
{
	struct str s = { b->p + at, b->n - at };

	buf_addc(b, 0);
	return s;
}

/* At least WIDTH digits. */
static void
add_digits(struct buf *b, uint64_t v, size_t width)
{
	char digit[24];
	size_t n = 0;

	do
		digit[sizeof digit - ++n] = (char)('0' + v % 10);
	while ((v /= 10) || n < width);
	buf_add(b, (struct str){ digit + sizeof digit - n, n });
}

struct str
count_text(struct buf *b, uint64_t v)
{
	size_t at = b->n;

	add_digits(b, v, 1);
	return since(b, at);
}

/* Six significant digits, as "%.6g" has them but for the last one of a tie:
 * printf() would take a third of the run. */
struct str
number_text(struct buf *b, double v)
{
	static const double power[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10 };
	size_t at = b->n, places = 0;

	if (!(v >= 1e-4 && v < 99999)) {
		buf_addf(b, "%.6g", v);
		return since(b, at);
	}
	while (v * power[places] < 99999.95)
		places++;
	uint64_t digits = (uint64_t)llround(v * power[places]);
	for (; places && digits % 10 == 0; places--)
		digits /= 10;
	uint64_t unit = (uint64_t)power[places];
	add_digits(b, digits / unit, 1);
	if (places) {
		buf_addc(b, '.');
		add_digits(b, digits % unit, places);
	}
	return since(b, at);
}

struct str
date_text(struct buf *b, int day)
{
	size_t at = b->n;

	if (!day)
		return STR("");
	add_digits(b, (uint64_t)(day / 10000), 4);
	buf_addc(b, '-');
	add_digits(b, (uint64_t)(day / 100 % 100), 2);
	buf_addc(b, '-');
	add_digits(b, (uint64_t)(day % 100), 2);
	return since(b, at);
}

struct str
year_text(struct buf *b, int year)
{
	return year ? count_text(b, (uint64_t)year) : STR("");
}

struct str
ids_text(struct buf *b, const struct dimension *d, uint64_t set)
{
	size_t at = b->n;

	for (size_t i = 0; i < d->n; i++)
		if (set >> i & 1) {
			if (b->n > at)
				buf_addc(b, '|');
			buf_add(b, d->id[i]);
		}
	return since(b, at);
}

struct sheet *
counts_sheet(const char *dir, enum table_id t, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s.csv.zst", dir, tables[t].name);
	return sheet_create(path, &tables[t], 1, e);
}

bool
counts_commit(struct counts *c, struct sheet *s, const char *count, struct err *e)
{
	account_add(c->account, count, sheet_rows(s));
	return sheet_commit(s, e);
}
