#include <stdio.h>
#include <stdlib.h>

#include "../common/pack.h"
#include "../common/sheet.h"
#include "../common/xalloc.h"
#include "facts.h"

static const char *const status_names[] = { "uses", "formerly_used", "considered", "created" };
static const char *const role_names[] = { "user", "creator", "vendor", "consultancy" };
static const char *const voice_names[] = { "own", "case_study", "quoted", "reported", "listed" };

/* A table that is being written from a sorter. */
struct output {
	struct facts        *f;
	struct sheet        *sheet, *bridge;
	struct buf           number;    /* texts of one row's numbers, each with a NUL */
	struct buf           last;      /* key of the record before */
	bool                 any;       /* there was one */
	uint64_t             repeated;  /* rows left out as one with the row before */
};

/* The text of a count, valid for the row. */
static struct str
count(struct output *o, uint32_t v)
{
	size_t at = o->number.n;

	sheet_number(&o->number, v);
	return (struct str){ o->number.p + at, o->number.n - at };
}

static struct str
year(struct output *o, int v)
{
	return v ? count(o, (uint32_t)v) : STR("");
}

static void
put_bridge(struct output *o, struct str claim, uint64_t use_cases, struct buf *list)
{
	struct str field[claim_use_cases__n] = { [claim_use_cases__claim_id] = claim };
	const struct lexicon *lexicon = o->f->lexicon;

	for (size_t i = 0; i < lexicon->n_use_cases; i++) {
		if (!(use_cases >> i & 1))
			continue;
		if (list->n)
			buf_addc(list, '|');
		buf_add(list, lexicon->use_case[i].id);
		field[claim_use_cases__use_case_id] = lexicon->use_case[i].id;
		sheet_put(o->bridge, field);
	}
}

static void
put_claim(struct output *o, struct str key, struct str value)
{
	static const int text[] = { claims__source, claims__rule, claims__line, claims__evidence, claims__adopter_as,
		claims__technology_as, claims__cue, claims__path, claims__terms, claims__confidence };
	const struct thing *things = o->f->resolver->thing;
	struct str field[claims__n];
	struct buf list = { 0 };
	char id[3][ID_SIZE];
	struct told told;

	unpack_value(&value, told);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		field[text[i]] = unpack_str(&value);
	id_text(id[0], "c_", unpack_be64(&key));
	id_text(id[1], "a_", told.article);
	id_text(id[2], "a_", told.witness);
	buf_reset(&o->number);
	buf_reserve(&o->number, 512);
	put_bridge(o, str_of(id[0]), told.use_cases, &list);
	field[claims__claim_id] = str_of(id[0]);
	field[claims__article_id] = str_of(id[1]);
	field[claims__adopter_id] = things[told.adopter].id;
	field[claims__adopter] = things[told.adopter].name;
	field[claims__technology_id] = things[told.technology].id;
	field[claims__technology] = things[told.technology].name;
	field[claims__status] = str_of(status_names[told.status]);
	field[claims__use_cases] = buf_str(&list);
	field[claims__since_year] = year(o, told.since);
	field[claims__until_year] = year(o, told.until);
	field[claims__role] = str_of(role_names[told.role]);
	field[claims__evidence_grade] = str_of(grade_name((enum grade)told.grade));
	field[claims__witness] = str_of(id[2]);
	field[claims__voice] = str_of(voice_names[told.voice]);
	field[claims__block] = count(o, told.block);
	field[claims__sentences] = count(o, told.sentences);
	sheet_put(o->sheet, field);
	buf_release(&list);
}

static void
put_metric(struct output *o, struct str key, struct str value)
{
	static const int text[] = { metrics__source, metrics__measure, metrics__value, metrics__unit, metrics__qualifier,
		metrics__year, metrics__confidence, metrics__line, metrics__evidence };
	const struct facts *f = o->f;
	struct str field[metrics__n];
	char id[2][ID_SIZE];
	uint32_t subject, technology;
	uint64_t article;

	unpack_value(&value, subject);
	unpack_value(&value, technology);
	unpack_value(&value, article);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		field[text[i]] = unpack_str(&value);
	id_text(id[0], "m_", unpack_be64(&key));
	id_text(id[1], "a_", article);
	field[metrics__metric_id] = str_of(id[0]);
	field[metrics__article_id] = str_of(id[1]);
	field[metrics__subject_id] = f->resolver->thing[subject].id;
	field[metrics__subject] = f->resolver->thing[subject].name;
	bool none = technology == THING_NONE;
	field[metrics__technology_id] = none ? STR("") : f->resolver->thing[technology].id;
	field[metrics__technology] = none ? STR("") : f->resolver->thing[technology].name;
	sheet_put(o->sheet, field);
}

static void
put_migration(struct output *o, struct str key, struct str value)
{
	const struct facts *f = o->f;
	struct str field[migrations__n];
	char id[2][ID_SIZE], text[32];
	uint32_t adopter, from, to;
	uint64_t from_claim, to_claim;
	double confidence;
	int when;

	unpack_be32(&value);
	unpack_be64(&value);
	unpack_value(&value, adopter);
	unpack_value(&value, from);
	unpack_value(&value, to);
	unpack_value(&value, when);
	unpack_value(&value, confidence);
	unpack_value(&value, from_claim);
	unpack_value(&value, to_claim);
	buf_reset(&o->number);
	buf_reserve(&o->number, 512);
	str_split(&key, 0, &field[migrations__article_id]);
	field[migrations__source] = unpack_str(&value);
	field[migrations__evidence] = unpack_str(&value);
	field[migrations__adopter_id] = f->resolver->thing[adopter].id;
	field[migrations__adopter] = f->resolver->thing[adopter].name;
	field[migrations__from_id] = f->resolver->thing[from].id;
	field[migrations__from_technology] = f->resolver->thing[from].name;
	field[migrations__to_id] = f->resolver->thing[to].id;
	field[migrations__to_technology] = f->resolver->thing[to].name;
	field[migrations__year] = year(o, when);
	snprintf(text, sizeof text, "%.4g", confidence);
	field[migrations__confidence] = str_of(text);
	id_text(id[0], "c_", from_claim);
	id_text(id[1], "c_", to_claim);
	field[migrations__from_claim_id] = str_of(id[0]);
	field[migrations__to_claim_id] = str_of(id[1]);
	sheet_put(o->sheet, field);
}

static void
put_miss(struct output *o, struct str key, struct str value)
{
	static const int in_key[] = { misses__source, misses__line, misses__adopter, misses__technology, misses__evidence };
	static const int in_value[] = { misses__reason, misses__rule, misses__confidence };
	struct str field[misses__n];

	for (size_t i = 0; i < sizeof in_key / sizeof *in_key; i++)
		str_split(&key, 0, &field[in_key[i]]);
	for (size_t i = 0; i < sizeof in_value / sizeof *in_value; i++)
		field[in_value[i]] = unpack_str(&value);
	sheet_put(o->sheet, field);
}

static void
put_reject(struct output *o, struct str key, struct str value)
{
	struct str field[rejects__n];

	(void)value;
	for (int i = 0; i < rejects__n; i++)
		str_split(&key, 0, &field[i]);
	sheet_put(o->sheet, field);
}

/* Records that wait to be written, one behind the other. */
#define BATCH 64
struct batch {
	struct buf bytes;
	struct { size_t key, value, end; } record[BATCH];
	size_t     n;
};

static struct str
batch_key(const struct batch *b, size_t i)
{
	return str_sub(buf_str(&b->bytes), b->record[i].key, b->record[i].value);
}

static struct str
batch_value(const struct batch *b, size_t i)
{
	return str_sub(buf_str(&b->bytes), b->record[i].value, b->record[i].end);
}

/* Fills B; of records with one key the first is taken. */
static int
take(struct output *o, struct sorter *s, struct batch *b, struct err *e)
{
	struct str key, value;
	int got = 1;

	while (b->n < BATCH && (got = sorter_next(s, &key, &value, e)) > 0) {
		if (o->any && str_eq(buf_str(&o->last), key)) {
			o->repeated++;
			continue;
		}
		o->any = true;
		buf_reset(&o->last);
		buf_add(&o->last, key);
		b->record[b->n].key = b->bytes.n;
		buf_add(&b->bytes, key);
		b->record[b->n].value = b->bytes.n;
		buf_add(&b->bytes, value);
		b->record[b->n++].end = b->bytes.n;
	}
	return got;
}

/* Records come in an order in which the things that they speak of, first of all,
 * lie anywhere in memory: the processor fetches them for a batch at once. */
static void
look_ahead(const struct output *o, const struct batch *b)
{
	const struct thing *things = o->f->resolver->thing;
	uint32_t about[BATCH][2];

	for (size_t i = 0; i < b->n; i++) {
		struct str value = batch_value(b, i);
		unpack_value(&value, about[i]);
		for (int k = 0; k < 2; k++)
			if (about[i][k] != THING_NONE)
				__builtin_prefetch(&things[about[i][k]]);
	}
	for (size_t i = 0; i < b->n; i++)
		for (int k = 0; k < 2; k++)
			if (about[i][k] != THING_NONE)
				__builtin_prefetch(things[about[i][k]].id.p);
}

/* Drains S into the table; ABOUT: records begin with two things. */
static bool
drain(struct output *o, struct sorter *s, void (*put)(struct output *, struct str, struct str), bool about, struct err *e)
{
	struct batch *b = xcalloc(1, sizeof *b);
	int got;

	do {
		b->n = 0;
		buf_reset(&b->bytes);
		got = take(o, s, b, e);
		if (about)
			look_ahead(o, b);
		for (size_t i = 0; i < b->n && got >= 0; i++)
			put(o, batch_key(b, i), batch_value(b, i));
	} while (got > 0);
	buf_release(&b->bytes);
	free(b);
	return got == 0;
}

static bool
write_table(struct facts *f, const char *dir, enum table_id t, const char *count,
    const char *repeated, struct sorter *s, void (*put)(struct output *, struct str, struct str), struct err *e)
{
	struct output o = { .f = f };
	char path[2][4096];

	snprintf(path[0], sizeof path[0], "%s/%s.csv.zst", dir, tables[t].name);
	snprintf(path[1], sizeof path[1], "%s/claim_use_cases.csv.zst", dir);
	bool ok = (o.sheet = sheet_create(path[0], &tables[t], 1, e)) &&
	    (t != TABLE_claims || (o.bridge = sheet_create(path[1], &tables[TABLE_claim_use_cases], 1, e))) &&
	    drain(&o, s, put, t == TABLE_claims || t == TABLE_metrics, e);
	if (ok) {
		account_add(f->account, count, sheet_rows(o.sheet));
		account_add(f->account, repeated, o.repeated);
		if (o.bridge)
			account_add(f->account, "claim_use_cases_out", sheet_rows(o.bridge));
		ok = (!o.bridge || sheet_commit(o.bridge, e)) && sheet_commit(o.sheet, e);
	}
	sheet_close(o.sheet);
	sheet_close(o.bridge);
	buf_release(&o.number);
	buf_release(&o.last);
	return ok;
}

bool
facts_write(struct facts *f, const char *dir, struct err *e)
{
	account_add(f->account, "claims_folded", f->folded);
	account_add(f->account, "claims_missed", f->missed);
	return write_table(f, dir, TABLE_claims, "claims_out", "claims_repeated", f->claims, put_claim, e) &&
	    write_table(f, dir, TABLE_metrics, "metrics_out", "metrics_repeated", f->metrics, put_metric, e) &&
	    write_table(f, dir, TABLE_migrations, "migrations_out", "migrations_repeated", f->migrations, put_migration, e) &&
	    write_table(f, dir, TABLE_misses, "misses_out", "misses_repeated", f->misses, put_miss, e) &&
	    write_table(f, dir, TABLE_rejects, "rejects_out", "rejects_repeated", f->rejects, put_reject, e);
}
