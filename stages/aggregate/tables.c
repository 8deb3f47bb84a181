#include "../common/pack.h"
#include "counts.h"

static void
put_technologies(struct counts *c, struct sheet *s, struct buf *text)
{
	const struct dimension *d = &c->star->technologies;
	struct str field[technology_counts__n];

	for (size_t i = 0; i < d->n; i++) {
		const struct technology *t = &c->technology[i];
		struct buf *b = text;
		buf_reset(b);
		buf_reserve(b, ROW_ROOM);
		field[technology_counts__technology_id] = d->id[i];
		field[technology_counts__technology] = d->name[i];
		field[technology_counts__kind] = d->kind[i];
		field[technology_counts__adopters] = count_text(b, t->adopters);
		field[technology_counts__adopters_with_parts] = count_text(b, t->with_parts);
		field[technology_counts__current] = count_text(b, t->current);
		field[technology_counts__former] = count_text(b, t->former);
		field[technology_counts__considered] = count_text(b, t->considered);
		field[technology_counts__created] = count_text(b, t->created);
		field[technology_counts__articles] = count_text(b, t->articles);
		field[technology_counts__independent_articles] = count_text(b, t->witnesses);
		field[technology_counts__first_seen] = date_text(b, t->first);
		field[technology_counts__last_seen] = date_text(b, t->last);
		field[technology_counts__makers] = count_text(b, t->makers);
		field[technology_counts__disputed] = count_text(b, t->disputed);
		field[technology_counts__arrivals] = count_text(b, t->arrivals);
		field[technology_counts__departures] = count_text(b, t->departures);
		field[technology_counts__net_flow] = number_text(b, (double)t->arrivals - (double)t->departures);
		field[technology_counts__multi_source_share] = t->adopters ?
		    number_text(b, (double)t->multi_source / (double)t->adopters) : STR("");
		field[technology_counts__adopters_implied] = count_text(b, t->implied);
		sheet_put(s, field);
	}
}

static void
put_estimates(struct counts *c, struct sheet *s, struct buf *text)
{
	struct str field[estimates__n];

	for (size_t i = 0; i < c->star->technologies.n; i++) {
		const struct tally *t = &c->technology[i].tally;
		struct estimate e = estimate_of(t);
		buf_reset(text);
		buf_reserve(text, ROW_ROOM);
		field[estimates__technology_id] = c->star->technologies.id[i];
		field[estimates__sources] = count_text(text, t->sources);
		field[estimates__adopters] = count_text(text, t->adopters);
		field[estimates__singletons] = count_text(text, t->singletons);
		field[estimates__doubletons] = count_text(text, t->doubletons);
		field[estimates__coverage] = e.thin ? STR("") : number_text(text, e.coverage);
		field[estimates__chao2] = e.thin ? STR("") : number_text(text, e.chao2);
		field[estimates__chao2_low] = e.thin ? STR("") : number_text(text, e.low);
		field[estimates__chao2_high] = e.thin ? STR("") : number_text(text, e.high);
		sheet_put(s, field);
	}
}

static bool
put_use_cases(struct counts *c, struct sheet *s, struct buf *text, struct err *e)
{
	struct str key, value, field[use_case_counts__n];
	uint32_t n[3];
	int got;

	while ((got = sorter_next(c->use_cases, &key, &value, e)) > 0) {
		buf_reset(text);
		buf_reserve(text, ROW_ROOM);
		unpack_value(&value, n);
		field[use_case_counts__use_case_id] = c->star->use_cases.id[unpack_be32(&key)];
		field[use_case_counts__technology_id] = c->star->technologies.id[unpack_be32(&key)];
		field[use_case_counts__adopters] = count_text(text, n[0]);
		field[use_case_counts__current] = count_text(text, n[1]);
		field[use_case_counts__independent_articles] = count_text(text, n[2]);
		sheet_put(s, field);
	}
	return got == 0;
}

static bool
put_years(struct counts *c, struct sheet *s, struct buf *text, struct err *e)
{
	struct str key, value, field[yearly_counts__n];
	uint32_t n[4];
	int got;

	while ((got = sorter_next(c->yearly, &key, &value, e)) > 0) {
		buf_reset(text);
		buf_reserve(text, ROW_ROOM);
		unpack_value(&value, n);
		field[yearly_counts__technology_id] = c->star->technologies.id[unpack_be32(&key)];
		field[yearly_counts__year] = count_text(text, unpack_be32(&key));
		field[yearly_counts__adopters] = count_text(text, n[0]);
		field[yearly_counts__former] = count_text(text, n[1]);
		field[yearly_counts__articles] = count_text(text, n[2]);
		field[yearly_counts__independent_articles] = count_text(text, n[3]);
		sheet_put(s, field);
	}
	return got == 0;
}

static void
put_pair(struct counts *c, struct sheet *s, struct buf *text, uint32_t a, uint32_t b, uint64_t both)
{
	struct str field[technology_pairs__n];
	double of_a = c->current[a], of_b = c->current[b], n = (double)both;

	buf_reset(text);
	buf_reserve(text, ROW_ROOM);
	field[technology_pairs__technology_id] = c->star->technologies.id[a];
	field[technology_pairs__other_id] = c->star->technologies.id[b];
	field[technology_pairs__adopters] = count_text(text, both);
	field[technology_pairs__jaccard] = number_text(text, n / (of_a + of_b - n));
	field[technology_pairs__lift] = number_text(text, n * (double)c->with_current / (of_a * of_b));
	sheet_put(s, field);
}

static bool
put_pairs(struct counts *c, struct sheet *s, struct buf *text, struct err *e)
{
	struct str key, value;
	uint32_t a = NONE, b = NONE;
	uint64_t n = 0;
	int got;

	while ((got = sorter_next(c->pairs, &key, &value, e)) > 0) {
		uint32_t x = unpack_be32(&key), y = unpack_be32(&key);
		if (n && (x != a || y != b)) {
			put_pair(c, s, text, a, b, n);
			n = 0;
		}
		a = x;
		b = y;
		n++;
	}
	if (n)
		put_pair(c, s, text, a, b, n);
	return got == 0;
}

static bool
put_timelines(struct counts *c, struct sheet *s, struct buf *text, struct err *e)
{
	struct str key, value, field[timelines__n];
	uint8_t status, disputed;
	uint64_t id;
	int holds, got;

	while ((got = sorter_next(c->timelines, &key, &value, e)) > 0) {
		buf_reset(text);
		buf_reserve(text, ROW_ROOM);
		field[timelines__adopter_id] = c->star->adopters.id[unpack_be32(&key)];
		field[timelines__technology_id] = c->star->technologies.id[unpack_be32(&key)];
		field[timelines__position] = key;
		unpack_value(&value, holds);
		field[timelines__clock] = unpack_str(&value);
		unpack_value(&value, status);
		unpack_value(&value, id);
		unpack_value(&value, disputed);
		field[timelines__holds] = year_text(text, holds);
		field[timelines__status] = str_of(status_names[status]);
		size_t at = text->n;
		buf_addf(text, "c_%016llx", (unsigned long long)id);
		field[timelines__claim_id] = (struct str){ text->p + at, text->n - at };
		field[timelines__disputed] = disputed ? STR("true") : STR("false");
		sheet_put(s, field);
	}
	return got == 0;
}

bool
counts_write(struct counts *c, const char *out, struct err *e)
{
	static const struct { enum table_id t; const char *count; bool (*put)(struct counts *, struct sheet *, struct buf *, struct err *); } all[] = {
		{ TABLE_technology_counts, "technology_counts_out", NULL },
		{ TABLE_estimates, "estimates_out", NULL },
		{ TABLE_use_case_counts, "use_case_counts_out", put_use_cases },
		{ TABLE_yearly_counts, "yearly_counts_out", put_years },
		{ TABLE_technology_pairs, "technology_pairs_out", put_pairs },
		{ TABLE_timelines, "timelines_out", put_timelines }
	};
	struct buf text = { 0 };
	bool ok = true;

	for (size_t i = 0; i < sizeof all / sizeof *all && ok; i++) {
		struct sheet *s = counts_sheet(out, all[i].t, e);
		ok = s != NULL;
		if (ok && all[i].t == TABLE_technology_counts)
			put_technologies(c, s, &text);
		else if (ok && all[i].t == TABLE_estimates)
			put_estimates(c, s, &text);
		else
			ok = ok && all[i].put(c, s, &text, e);
		ok = ok && counts_commit(c, s, all[i].count, e);
		sheet_close(s);
	}
	buf_release(&text);
	return ok;
}
