#include "score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/rows.h"
#include "../common/xalloc.h"

/* What another sentence with the same claim counts, as a witness beside the
 * surest one; at most three do.  Cross-validated on the annotated articles. */
#define SUPPORT 0.3

static double *
slot_of(struct weights *w, const struct vocabulary *v, struct str name)
{
	for (int i = 0; i < N_TERMS; i++)
		if (str_eq(name, str_of(term_name((enum term)i))))
			return &w->term[i];
	for (size_t i = 0; i < v->n_rule_names; i++)
		if (str_eq(name, v->rule_name[i]))
			return &w->rule[i];
	for (size_t i = 0; i < N_FRAME_RULES; i++)
		if (str_eq(name, str_of(frame_rule_names[i])))
			return &w->rule[v->n_rule_names + i];
	return NULL;
}

bool
weights_load(struct weights *w, const char *dir, const struct vocabulary *v, struct err *e)
{
	char path[4096];
	struct row row;
	int got = -1;
	bool ok = true;

	*w = (struct weights){ .n_rules = v->n_rule_names + N_FRAME_RULES };
	w->rule = xcalloc(w->n_rules, sizeof *w->rule);
	snprintf(path, sizeof path, "%s/claims.weights", dir);
	struct rows *r = rows_open(path, NULL, e);
	while (r && ok && (got = rows_next(r, &row, e)) > 0) {
		double *slot = slot_of(w, v, row.field[0]);
		ok = row.n == 2 && slot && str_to_double(row.field[1], slot);
		if (!ok)
			err_set(e, EX_CONFIG, "%s: line %zu: no rule or term, or no number: '%.*s'", path, row.line,
			    STR_ARG(row.field[0]));
	}
	rows_close(r);
	return ok && got == 0;
}

void
weights_release(struct weights *w)
{
	free(w->rule);
	w->rule = NULL;
}

static double
raw_score(const struct candidate *c, const struct weights *w)
{
	double sum = 0;

	for (size_t word = 0; word < MAX_RULES / 64; word++)
		for (uint64_t bits = c->rules.bits[word]; bits; bits &= bits - 1)
			sum += w->rule[word * 64 + (size_t)__builtin_ctzll(bits)];
	for (int i = 0; i < N_TERMS; i++)
		sum += w->term[i] * (double)c->term[i];
	return sum;
}

static int
by_meaning(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->adopter.key != y->adopter.key)
		return x->adopter.key < y->adopter.key ? -1 : 1;
	if (x->technology.key != y->technology.key)
		return x->technology.key < y->technology.key ? -1 : 1;
	if (x->status != y->status)
		return x->status < y->status ? -1 : 1;
	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->binding > y->binding) - (x->binding < y->binding);
}

static int
by_place(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return by_meaning(a, b);
}

static bool
same_claim(const struct candidate *x, const struct candidate *y)
{
	return x->adopter.key == y->adopter.key && x->technology.key == y->technology.key && x->status == y->status;
}

static void
sort(struct candidates *c, int (*order)(const void *, const void *))
{
	if (c->n)
		qsort(c->at, c->n, sizeof *c->at, order);
}

/* Known names compare by their entry, whatever form was written. */
static void
unify_keys(struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct name *names[2] = { &c->at[i].adopter, &c->at[i].technology };
		if (names[0]->org >= 0)
			names[0]->key = (uint64_t)names[0]->org << 1;
		else if (names[0]->tech >= 0)
			names[0]->key = ((uint64_t)names[0]->tech << 1 | 1) + (UINT64_C(1) << 40);
		if (names[1]->tech >= 0)
			names[1]->key = ((uint64_t)names[1]->tech << 1 | 1) + (UINT64_C(1) << 40);
	}
}

static int
strongest_rule(const struct candidate *c, const struct weights *w)
{
	int best = -1;

	for (size_t i = 0; i < w->n_rules; i++)
		if (rule_set_has(&c->rules, i) && (best < 0 || w->rule[i] > w->rule[best]))
			best = (int)i;
	return best < 0 ? 0 : best;
}

/* A technology that was weighed and taken was not only weighed; one that was
 * left is less likely in use.  C is sorted by pair. */
static void
settle_pairs(struct candidates *c)
{
	for (size_t i = 0, j; i < c->n; i = j) {
		double best[N_STATUS] = { 0 };
		for (j = i; j < c->n && c->at[j].adopter.key == c->at[i].adopter.key &&
		    c->at[j].technology.key == c->at[i].technology.key; j++)
			best[c->at[j].status] = c->at[j].confidence;
		for (size_t k = i; k < j; k++) {
			if (c->at[k].status == STATUS_CONSIDERED)
				c->at[k].confidence *= 1 - 0.7 * best[STATUS_USES];
			if (c->at[k].status == STATUS_USES)
				c->at[k].confidence *= 1 - 0.6 * best[STATUS_FORMERLY];
		}
	}
}

void
score_candidates(struct candidates *c, const struct weights *w)
{
	size_t kept = 0;

	unify_keys(c);
	for (size_t i = 0; i < c->n; i++)
		c->at[i].confidence = 1 / (1 + exp(-raw_score(&c->at[i], w)));
	sort(c, by_meaning);
	for (size_t i = 0, j; i < c->n; i = j) {
		struct candidate best = c->at[i];
		double missed = 1 - best.confidence;
		unsigned others = 0;
		for (j = i + 1; j < c->n && same_claim(&c->at[i], &c->at[j]); j++) {
			purposes_unite(&best.purposes, &c->at[j].purposes, c->at[j].confidence / best.confidence);
			best.since = best.since ? best.since : c->at[j].since;
			best.until = best.until ? best.until : c->at[j].until;
			bool elsewhere = c->at[j].block != best.block || c->at[j].start != best.start;
			if (elsewhere && ++others <= 3)
				missed *= 1 - SUPPORT * c->at[j].confidence;
		}
		best.confidence = 1 - missed;
		best.use_cases = purposes_best(&best.purposes);
		best.rule = strongest_rule(&best, w);
		c->at[kept++] = best;
	}
	c->n = kept;
	settle_pairs(c);
	sort(c, by_place);
}

/* "name=-1.25"; printf() took a quarter of the whole stage's time here. */
static void
add_term(struct buf *b, size_t start, struct str name, double value)
{
	long hundredths = lround(fabs(value) * 100);

	if (b->n > start)
		buf_addc(b, ' ');
	buf_add(b, name);
	buf_addz(b, value < 0 && hundredths ? "=-" : "=");
	char digits[24];
	size_t n = sizeof digits;
	for (int place = 0; place < 3 || hundredths; place++, hundredths /= 10) {
		if (place == 2)
			digits[--n] = '.';
		digits[--n] = (char)('0' + hundredths % 10);
	}
	buf_add(b, (struct str){ digits + n, sizeof digits - n });
}

void
score_explain(struct buf *b, const struct candidate *c, const struct vocabulary *v, const struct weights *w)
{
	size_t start = b->n;

	for (size_t i = 0; i < w->n_rules; i++)
		if (rule_set_has(&c->rules, i))
			add_term(b, start, rule_name(v, i), w->rule[i]);
	for (int i = 0; i < N_TERMS; i++) {
		double term = w->term[i] * (double)c->term[i];
		if (term > 0.005 || term < -0.005)
			add_term(b, start, str_of(term_name((enum term)i)), term);
	}
}
