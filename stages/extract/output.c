#include "output.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/arena.h"
#include "../common/xalloc.h"
#include "short_names.h"

static struct sheet *
create(const char *dir, enum table_id id, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s.csv.zst", dir, tables[id].name);
	return sheet_create(path, &tables[id], 1, e);
}

bool
output_open(struct output *o, const char *dir, struct err *e)
{
	return (o->claims = create(dir, TABLE_found_claims, e)) && (o->metrics = create(dir, TABLE_found_metrics, e)) &&
	    (o->names = create(dir, TABLE_found_names, e)) && (o->misses = create(dir, TABLE_misses, e));
}

bool
output_commit(struct output *o, struct err *e)
{
	return sheet_commit(o->names, e) && sheet_commit(o->metrics, e) && sheet_commit(o->misses, e) && sheet_commit(o->claims, e);
}

void
output_close(struct output *o)
{
	sheet_close(o->claims);
	sheet_close(o->metrics);
	sheet_close(o->names);
	sheet_close(o->misses);
}

static struct str
unsigned_str(struct arena *a, uint64_t n)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	return arena_str(a, (struct str){ digits + at, sizeof digits - at });
}

static struct str
year_str(struct arena *a, int year)
{
	return year > 0 ? unsigned_str(a, (uint64_t)year) : STR("");
}

/* The id of N and its table; adopters are looked up among organisations first. */
static void
identify(const struct vocabulary *v, const struct name *n, bool as_technology, struct str *id, struct str *in)
{
	int tech = n->tech, org = n->org;

	if ((as_technology && tech >= 0) || (org < 0 && tech >= 0)) {
		*id = v->lexicon->entry[LEXICON_TECHNOLOGIES][tech].id;
		*in = STR("technologies");
	} else if (org >= 0) {
		*id = v->lexicon->entry[LEXICON_ORGANISATIONS][org].id;
		*in = STR("organisations");
	} else {
		*id = STR("");
		*in = STR("none");
	}
}

static struct str
use_case_list(const struct vocabulary *v, uint32_t bits, struct arena *arena)
{
	struct str list = STR("");

	for (size_t i = 0; i < v->lexicon->n_use_cases; i++)
		if (bits >> i & 1) {
			struct str id = v->lexicon->use_case[i].id;
			list = list.n ? arena_strf(arena, "%.*s|%.*s", STR_ARG(list), STR_ARG(id)) : id;
		}
	return list;
}

/* The evidence: from START in the first block to END in the last. */
static struct str
evidence_of(const struct article *a, const struct candidate *c, struct arena *arena)
{
	const struct block *b = &a->block[c->block];

	if (c->block_to == c->block)
		return str_trim(str_sub(b->text, c->start, c->end));
	struct buf text = { 0 };
	buf_add(&text, str_trim(str_sub(b->text, c->start, b->text.n)));
	for (uint32_t i = c->block + 1; i <= c->block_to; i++) {
		buf_addc(&text, ' ');
		buf_add(&text, str_trim(str_sub(a->block[i].text, 0, i == c->block_to ? c->end : a->block[i].text.n)));
	}
	struct str kept = arena_str(arena, buf_str(&text));
	buf_release(&text);
	return kept;
}

/* An own post is by the one company that it is of; "we" in a page about several, in
 * one of entries, or told by a narrator, is a voice that is quoted. */
static const char *
voice_of(const struct frame *f, const struct candidate *c)
{
	bool of_company = c->term[TERM_adopter_is_company] > 0, quote = c->term[TERM_quote] > 0;
	bool we = c->binding == BIND_WE, sure = (f->titled || f->strong_company) && !f->many_adopters;

	if (of_company && f->own_post && f->entry_share < 0.5F && (we ? sure || !quote : sure && !quote))
		return "own";
	if (we || quote)
		return "quoted";
	if (of_company && sure)
		return "case_study";
	if (c->binding == BIND_LABEL || c->binding == BIND_CELL || c->term[TERM_item] > 0)
		return "listed";
	return "reported";
}

static const char *
reason_of(const struct candidate *c)
{
	return c->term[TERM_negated] > 0 || c->term[TERM_negated_clause] > 0 ? "negated" :
	    c->term[TERM_question] > 0 ? "question" : c->term[TERM_conditional] > 0 ? "conditional" :
	    c->term[TERM_modal] > 0 || c->term[TERM_modal_clause] > 0 ? "not asserted" :
	    c->term[TERM_only_place] > 0 ? "no rule binds the two" : "too weak";
}

/* Sentences all of whose candidates are too weak to be written. */
static void
add_weak(const struct candidates *c, struct misses *m)
{
	/* Candidates stand in the order of their sentences. */
	for (size_t i = 0, j; i < c->n; i = j) {
		const struct candidate *best = &c->at[i];
		for (j = i; j < c->n && c->at[j].block == best->block && c->at[j].start == c->at[i].start; j++)
			if (c->at[j].confidence > best->confidence)
				best = &c->at[j];
		if (best->confidence >= OUTPUT_FLOOR || best->adopter.org < 0 || best->technology.tech < 0 || best->binding != BIND_NAMED)
			continue;
		m->at = xgrow(m->at, &m->cap, m->n + 1, sizeof *m->at);
		m->at[m->n++] = (struct miss){ best->adopter, best->technology, best->block, best->start, best->end, reason_of(best) };
	}
}

/* The N claims TOLD, of A, moved by TERMS. */
static void
put_claims(struct output *o, const struct article *a, const struct frame *f, const struct candidate *const *told, const struct str *terms, size_t n)
{
	struct str row[found_claims__n];

	for (size_t i = 0; i < n; i++) {
		const struct candidate *one = told[i];
		const struct block *b = &a->block[one->block];
		row[found_claims__source] = a->source;
		row[found_claims__block] = unsigned_str(a->arena, b->no);
		row[found_claims__start] = unsigned_str(a->arena, one->start);
		row[found_claims__end] = unsigned_str(a->arena, one->end);
		row[found_claims__adopter] = one->adopter.text;
		identify(o->v, &one->adopter, false, &row[found_claims__adopter_id], &row[found_claims__adopter_in]);
		row[found_claims__technology] = one->technology.text;
		identify(o->v, &one->technology, true, &row[found_claims__technology_id], &row[found_claims__technology_in]);
		row[found_claims__status] = str_of(status_name(one->status));
		row[found_claims__use_cases] = use_case_list(o->v, one->use_cases, a->arena);
		row[found_claims__since_year] = year_str(a->arena, one->since);
		row[found_claims__until_year] = year_str(a->arena, one->until);
		row[found_claims__migration] = one->move ? unsigned_str(a->arena, one->move) : STR("");
		row[found_claims__confidence] = arena_strf(a->arena, "%.4f", one->confidence);
		row[found_claims__role] = one->status == STATUS_CREATED ? STR("creator") : one->vendor ? STR("vendor") : STR("user");
		row[found_claims__voice] = str_of(voice_of(f, one));
		row[found_claims__rule] = rule_name(o->v, (size_t)one->rule);
		row[found_claims__cue] = one->cue.p ? one->cue : STR("");
		row[found_claims__path] = one->path;
		row[found_claims__terms] = terms[i];
		row[found_claims__line] = unsigned_str(a->arena, block_line(b, one->start));
		row[found_claims__evidence] = evidence_of(a, one, a->arena);
		sheet_put(o->claims, row);
	}
	account_add(o->account, "claims_out", n);
}

/* The claims of N articles, which are explained together as they were scored. */
static void
put_all_claims(struct output *o, const struct reading *r, size_t n)
{
	size_t most = 0, n_told = 0, of[BATCH_ARTICLES + 1];

	for (size_t i = 0; i < n; i++)
		most += r[i].claims.n;
	struct str *terms = xcalloc(most + 1, sizeof *terms);
	const struct candidate **told = xcalloc(most + 1, sizeof *told);
	for (size_t i = 0; i < n; i++) {
		of[i] = n_told;
		for (size_t k = 0; k < r[i].claims.n; k++)
			if (r[i].claims.at[k].confidence >= OUTPUT_FLOOR)
				told[n_told++] = &r[i].claims.at[k];
	}
	of[n] = n_told;
	score_explain(terms, told, n_told, o->v, o->m, r->a.arena);
	for (size_t i = 0; i < n; i++)
		put_claims(o, &r[i].a, r[i].f, told + of[i], terms + of[i], of[i + 1] - of[i]);
	free(told);
	free(terms);
}

static void
put_misses(struct output *o, const struct article *a, const struct misses *m)
{
	struct str row[misses__n];

	for (size_t i = 0; i < m->n; i++) {
		const struct miss *one = &m->at[i];
		const struct block *b = &a->block[one->block];
		row[misses__source] = a->source;
		row[misses__line] = unsigned_str(a->arena, block_line(b, one->start));
		row[misses__adopter] = one->adopter.text;
		row[misses__technology] = one->technology.text;
		row[misses__reason] = str_of(one->reason);
		row[misses__rule] = row[misses__confidence] = STR("");
		row[misses__evidence] = str_trim(str_sub(b->text, one->start, one->end));
		sheet_put(o->misses, row);
	}
	account_add(o->account, "misses_out", m->n);
}

static void
put_metrics(struct output *o, const struct article *a, const struct metrics *m)
{
	struct str row[found_metrics__n];

	for (size_t i = 0; i < m->n; i++) {
		const struct metric *one = &m->at[i];
		const struct block *b = &a->block[one->block];
		row[found_metrics__source] = a->source;
		row[found_metrics__block] = unsigned_str(a->arena, b->no);
		row[found_metrics__start] = unsigned_str(a->arena, one->start);
		row[found_metrics__subject] = one->subject.text;
		identify(o->v, &one->subject, false, &row[found_metrics__subject_id], &row[found_metrics__subject_in]);
		row[found_metrics__technology] = one->technology.text.n ? one->technology.text : STR("");
		identify(o->v, &one->technology, true, &row[found_metrics__technology_id], &row[found_metrics__technology_in]);
		row[found_metrics__measure] = one->measure;
		row[found_metrics__value] = arena_strf(a->arena, "%.15g", one->value);
		row[found_metrics__unit] = one->unit;
		row[found_metrics__qualifier] = arena_strf(a->arena, "%c", one->qualifier);
		row[found_metrics__year] = year_str(a->arena, one->year);
		row[found_metrics__confidence] = arena_strf(a->arena, "%.4f", one->confidence);
		row[found_metrics__rule] = one->rule;
		row[found_metrics__line] = unsigned_str(a->arena, block_line(b, one->start));
		row[found_metrics__evidence] = str_trim(str_sub(b->text, one->start, one->end));
		sheet_put(o->metrics, row);
	}
	account_add(o->account, "metrics_out", m->n);
}

static void
put_name(struct output *o, const struct article *a, struct str name, struct str alias, const char *relation, const struct block *b, uint32_t token)
{
	struct str row[found_names__n];

	row[found_names__source] = a->source;
	row[found_names__name] = name;
	row[found_names__alias] = alias;
	row[found_names__relation] = str_of(relation);
	row[found_names__line] = unsigned_str(a->arena, block_line(b, b->tokens.at[token].start));
	sheet_put(o->names, row);
}

/* NAME and what stands in brackets behind it, if that is short for it, and not known to be already. */
static void
put_introduced(struct output *o, const struct article *a, const struct block *b, const struct mention *name, const struct mention *alias)
{
	if (name->name.key != alias->name.key && is_acronym(name->name.text, alias->name.text))
		put_name(o, a, name->name.text, alias->name.text, "acronym", b, name->from);
}

static void
put_names(struct output *o, const struct article *a)
{
	for (size_t i = 0; i < a->shortened->n; i++) {
		const struct short_name *s = &a->shortened->at[i];
		put_name(o, a, s->name, s->alias, s->relation, &a->block[s->block], s->token);
	}
	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		for (size_t k = 0; k + 1 < b->n_mentions; k++) {
			const struct mention *x = &b->mention[k], *y = &b->mention[k + 1];
			if (y->from != x->to + 1 || block_mark(b, x->to) != '(')
				continue;
			put_introduced(o, a, b, x, y);
			put_introduced(o, a, b, y, x);
		}
	}
}

void
output_readings(struct output *o, struct reading *r, size_t n)
{
	if (n == 0)
		return;
	put_all_claims(o, r, n);
	for (size_t i = 0; i < n; i++) {
		add_weak(&r[i].claims, &r[i].misses);
		put_misses(o, &r[i].a, &r[i].misses);
		put_metrics(o, &r[i].a, &r[i].metrics);
		put_names(o, &r[i].a);
	}
}
