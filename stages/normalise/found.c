#include <stdlib.h>

#include "../common/pack.h"
#include "../common/utf8.h"
#include "facts.h"

static bool
wrong(const struct rows *r, const struct row *row, const char *what, struct str value, struct err *e)
{
	return err_set(e, EX_DATAERR, "%s: line %zu: %s: '%.*s'", rows_path(r), row->line, what, STR_ARG(value));
}

/* The number of VALUE in the |-joined list of a column's values, or -1. */
static int
in_values(const struct column *c, struct str value)
{
	const char *p = c->values;

	for (int i = 0; p; i++) {
		const char *end = strchrnul(p, '|');
		if (str_eq((struct str){ p, (size_t)(end - p) }, value))
			return i;
		p = *end ? end + 1 : NULL;
	}
	return -1;
}

static bool
enumerated(const struct rows *r, const struct row *row, enum table_id table, int column, int *out, struct err *e)
{
	const struct column *c = &tables[table].column[column];

	*out = in_values(c, row->field[column]);
	if (*out < 0)
		return err_set(e, EX_DATAERR, "%s: line %zu: unknown %s '%.*s'", rows_path(r), row->line, c->name,
		    STR_ARG(row->field[column]));
	return true;
}

static bool
count(const struct rows *r, const struct row *row, int column, uint32_t *out, struct err *e)
{
	uint64_t v;

	if (!str_to_u64(row->field[column], &v) || v > UINT32_MAX)
		return wrong(r, row, "not a count", row->field[column], e);
	*out = (uint32_t)v;
	return true;
}

static bool
year(const struct rows *r, const struct row *row, int column, int *out, struct err *e)
{
	uint64_t v = 0;

	if (row->field[column].n && (!str_to_u64(row->field[column], &v) || v < 1 || v > 9999))
		return wrong(r, row, "not a year", row->field[column], e);
	*out = (int)v;
	return true;
}

static bool
probability(const struct rows *r, const struct row *row, int column, double *out, struct err *e)
{
	if (!str_to_double(row->field[column], out) || !(*out >= 0 && *out <= 1))
		return wrong(r, row, "not a probability", row->field[column], e);
	return true;
}

static bool
use_cases(const struct facts *f, const struct rows *r, const struct row *row, int column, uint64_t *out, struct err *e)
{
	struct str list = row->field[column], part;

	*out = 0;
	while (list.n && str_split(&list, '|', &part)) {
		int at = lexicon_use_case(f->lexicon, part);
		if (at < 0)
			return wrong(r, row, "unknown use case", part, e);
		*out |= UINT64_C(1) << at;
	}
	return true;
}

static bool
texts(const struct rows *r, const struct row *row, const int *column, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (!utf8_valid(row->field[column[i]]))
			return wrong(r, row, "not UTF-8", str_of(""), e);
	return true;
}

/* Whether the three columns can name something. */
static bool
can_name(const struct rows *r, const struct row *row, struct str surface, struct str id, int in, struct err *e)
{
	if (str_trim(surface).n == 0)
		return wrong(r, row, "empty name", surface, e);
	if ((in == IN_NONE) != (id.n == 0))
		return wrong(r, row, "an id needs its lexicon, and none goes without", id, e);
	return true;
}

/* Asks for what the three columns name. */
static bool
ask(struct facts *f, const struct rows *r, const struct row *row, struct question *q, enum name_use use,
    struct str surface, struct str id, int in, struct err *e)
{
	if (!can_name(r, row, surface, id, in, e))
		return false;
	resolver_ask(f->resolver, q, &f->text, use, surface, id, (enum found_in)in, f->intro + f->first_intro, f->here_intro);
	return true;
}

/* The thing that the three columns name, or THING_NONE. */
static bool
name(struct facts *f, const struct rows *r, const struct row *row, enum name_use use, struct str surface,
    struct str id, int in, uint32_t *thing, struct err *e)
{
	struct err why = { 0 };

	if (!can_name(r, row, surface, id, in, e))
		return false;
	if (!resolver_find(f->resolver, use, surface, id, (enum found_in)in, f->intro + f->first_intro, f->here_intro,
	    thing, &why))
		return err_set(e, why.code, "%s: line %zu: %s", rows_path(r), row->line, why.text);
	return true;
}

bool
found_claim(struct facts *f, const struct rows *r, const struct row *row, struct raw *out, struct err *e)
{
	static const int text[] = { found_claims__adopter, found_claims__technology, found_claims__rule,
		found_claims__cue, found_claims__path, found_claims__terms, found_claims__line, found_claims__evidence,
		found_claims__confidence };
	struct str *copy[] = { &out->adopter_as, &out->technology_as, &out->rule, &out->cue, &out->path, &out->terms,
		&out->line, &out->evidence, &out->confidence_as };
	const struct str *field = row->field, *first = &field[found_claims__adopter], *last = &field[found_claims__n - 1];
	/* The fields lie one behind the other: they are looked at and copied at once. */
	const struct str all = { first->p, (size_t)(last->p + last->n - first->p) };
	int adopter_in, technology_in, status, role, voice;
	uint32_t move = 0;

	if (!utf8_valid(all))
		return wrong(r, row, "not UTF-8", str_of(""), e);
	if (!enumerated(r, row, TABLE_found_claims, found_claims__adopter_in, &adopter_in, e) ||
	    !enumerated(r, row, TABLE_found_claims, found_claims__technology_in, &technology_in, e) ||
	    !ask(f, r, row, &out->asked[NAME_ADOPTER], NAME_ADOPTER, field[found_claims__adopter],
	    field[found_claims__adopter_id], adopter_in, e) ||
	    !ask(f, r, row, &out->asked[NAME_TECHNOLOGY], NAME_TECHNOLOGY, field[found_claims__technology],
	    field[found_claims__technology_id], technology_in, e) ||
	    !count(r, row, found_claims__block, &out->block, e) || !count(r, row, found_claims__start, &out->start, e) ||
	    !count(r, row, found_claims__end, &out->end, e) ||
	    (field[found_claims__migration].n && !count(r, row, found_claims__migration, &move, e)) ||
	    !enumerated(r, row, TABLE_found_claims, found_claims__status, &status, e) ||
	    !enumerated(r, row, TABLE_found_claims, found_claims__role, &role, e) ||
	    !enumerated(r, row, TABLE_found_claims, found_claims__voice, &voice, e) ||
	    !year(r, row, found_claims__since_year, &out->since, e) ||
	    !year(r, row, found_claims__until_year, &out->until, e) ||
	    !probability(r, row, found_claims__confidence, &out->confidence, e) ||
	    !use_cases(f, r, row, found_claims__use_cases, &out->use_cases, e))
		return false;
	out->row_line = row->line;
	out->status = (uint8_t)status;
	out->role = (uint8_t)role;
	out->voice = (uint8_t)voice;
	out->move = move;
	out->claim = 0;
	const char *kept = arena_str(&f->text, all).p;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		*copy[i] = (struct str){ kept + (field[text[i]].p - first->p), field[text[i]].n };
	return true;
}

/* Columns of found_metrics that metrics shows as they are, behind the names. */
static const int shown[] = { found_metrics__measure, found_metrics__value, found_metrics__unit,
	found_metrics__qualifier, found_metrics__year, found_metrics__confidence, found_metrics__line,
	found_metrics__evidence };
#define N_SHOWN (sizeof shown / sizeof *shown)

static void
put_metric(struct facts *f, const struct row *row, uint32_t subject, uint32_t technology)
{
	const struct str *field = row->field;
	const struct thing *things = f->resolver->thing;
	char article[ID_SIZE];

	id_text(article, "a_", f->articles->a[f->article].id);
	struct str part[] = { str_of(article), field[found_metrics__block], field[found_metrics__start],
		things[subject].use == NAME_ADOPTER ? STR("adopter") : STR("technology"), things[subject].id,
		technology == THING_NONE ? STR("") : things[technology].id, field[found_metrics__measure],
		field[found_metrics__value], field[found_metrics__unit], field[found_metrics__qualifier],
		field[found_metrics__year] };
	buf_reset(&f->key);
	buf_reset(&f->value);
	pack_be64(&f->key, id_hash(part, sizeof part / sizeof *part));
	pack_value(&f->value, subject);
	pack_value(&f->value, technology);
	pack_value(&f->value, f->articles->a[f->article].id);
	pack_str(&f->value, field[found_metrics__source]);
	for (size_t i = 0; i < N_SHOWN; i++)
		pack_str(&f->value, field[shown[i]]);
	sorter_put(f->metrics, buf_str(&f->key), buf_str(&f->value));
}

static void
see(struct facts *f, uint32_t thing)
{
	struct thing *t = &f->resolver->thing[thing];
	int day = f->articles->a[f->article].first;

	t->used = true;
	if (day && (!t->first || day < t->first))
		t->first = day;
	if (day > t->last)
		t->last = day;
}

bool
found_metric(struct facts *f, const struct rows *r, const struct row *row, struct err *e)
{
	static const int text[] = { found_metrics__subject, found_metrics__technology, found_metrics__measure,
		found_metrics__unit, found_metrics__line, found_metrics__evidence };
	const struct str *field = row->field;
	uint32_t block, subject, technology = THING_NONE;
	int subject_in, technology_in, qualifier, told;
	double confidence, value;

	if (!count(r, row, found_metrics__block, &block, e) ||
	    !enumerated(r, row, TABLE_found_metrics, found_metrics__subject_in, &subject_in, e) ||
	    !enumerated(r, row, TABLE_found_metrics, found_metrics__technology_in, &technology_in, e) ||
	    !enumerated(r, row, TABLE_found_metrics, found_metrics__qualifier, &qualifier, e) ||
	    !year(r, row, found_metrics__year, &told, e) ||
	    !probability(r, row, found_metrics__confidence, &confidence, e) ||
	    !texts(r, row, text, sizeof text / sizeof *text, e))
		return false;
	if (!str_to_double(field[found_metrics__value], &value))
		return wrong(r, row, "not a number", field[found_metrics__value], e);
	if (!name(f, r, row, subject_in == IN_TECHNOLOGIES ? NAME_TECHNOLOGY : NAME_ADOPTER, field[found_metrics__subject],
	    field[found_metrics__subject_id], subject_in, &subject, e))
		return false;
	if (field[found_metrics__technology].n && !name(f, r, row, NAME_TECHNOLOGY, field[found_metrics__technology],
	    field[found_metrics__technology_id], technology_in, &technology, e))
		return false;
	if (confidence < f->min_confidence || subject == THING_NONE) {
		account_add(f->account, "metrics_left_out", 1);
		return true;
	}
	see(f, subject);
	if (technology != THING_NONE)
		see(f, technology);
	put_metric(f, row, subject, technology);
	return true;
}
