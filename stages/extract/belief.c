#include "belief.h"

#include <math.h>
#include <stdlib.h>

#include "../common/xalloc.h"

/* Terms and rules. */
static size_t
clue_count(const struct vocabulary *v)
{
	return N_TERMS + v->n_rule_names + N_FRAME_RULES;
}

size_t
belief_feature_count(const struct vocabulary *v)
{
	return 2 * clue_count(v) + 1;
}

void
belief_feature_name(struct buf *b, const struct vocabulary *v, int feature)
{
	size_t i = (size_t)feature, n = clue_count(v);

	if (i == 2 * n) {
		buf_addz(b, "candidates");
		return;
	}
	buf_addz(b, i < n ? "highest_" : "mean_");
	if (i % n < N_TERMS)
		buf_addz(b, term_name((enum term)(i % n)));
	else
		buf_add(b, rule_name(v, i % n - N_TERMS));
}

/* ---- names ------------------------------------------------------------- */

struct named { uint64_t key; uint32_t no; };

static int
by_key(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* The number of the name KEY among the N in NAME, N where it is new; FIRST_AT is
 * open addressing by the key, numbers from 1. */
static uint32_t *
find_name(uint32_t *first_at, size_t mask, const struct named *name, uint64_t key)
{
	size_t at = key & mask;

	while (first_at[at] && name[first_at[at] - 1].key != key)
		at = (at + 1) & mask;
	return &first_at[at];
}

/* Names are numbered in the order of their keys. */
static void
number_names(struct beliefs *b, const struct candidates *c, enum belief which)
{
	size_t mask = 64;

	while (mask < c->n * 2)
		mask *= 2;
	struct named *name = xmalloc((c->n + 1) * sizeof *name);
	uint32_t *at = xcalloc(mask--, sizeof *at);
	for (size_t i = 0; i < c->n; i++) {
		uint64_t key = which == BELIEF_ADOPTER ? c->at[i].adopter.key : c->at[i].technology.key;
		uint32_t *no = find_name(at, mask, name, key);
		if (!*no) {
			name[b->n] = (struct named){ key, (uint32_t)b->n };
			*no = (uint32_t)++b->n;
		}
		b->name[i] = *no - 1;
	}
	qsort(name, b->n, sizeof *name, by_key);
	for (size_t i = 0; i < b->n; i++)
		at[name[i].no] = (uint32_t)i;
	for (size_t i = 0; i < c->n; i++)
		b->name[i] = at[b->name[i]];
	free(at);
	free(name);
}

/* So many terms are looked at four at a time. */
#define FOURS (N_TERMS / 4 * 4)

static inline void
tally(float *restrict highest, float *restrict sum, const float *restrict term, size_t from, size_t to)
{
	for (size_t t = from; t < to; t++) {
		highest[t] = term[t] > highest[t] ? term[t] : highest[t];
		sum[t] += term[t];
	}
}

static void
share_out(float *sum, size_t n, float count)
{
	size_t k = 0;

	for (; k + 4 <= n; k += 4)
		for (size_t i = 0; i < 4; i++)
			sum[k + i] /= count;
	for (; k < n; k++)
		sum[k] /= count;
}

void
beliefs_find(struct beliefs *out, const struct candidates *c, const struct vocabulary *v, enum belief which)
{
	size_t n_clues = clue_count(v), n = belief_feature_count(v);

	*out = (struct beliefs){ .n_candidates = c->n, .n_features = n, .name = xcalloc(c->n + 1, sizeof *out->name) };
	number_names(out, c, which);
	out->value = xcalloc(out->n * n + 1, sizeof *out->value);
	double *count = xcalloc(out->n + 1, sizeof *count);
	for (size_t i = 0; i < c->n; i++) {
		const struct candidate *x = &c->at[i];
		float *highest = out->value + out->name[i] * n, *mean = highest + n_clues;
		if (count[out->name[i]]++ == 0)
			memcpy(highest, x->term, N_TERMS * sizeof *highest);
		tally(highest, mean, x->term, 0, FOURS);
		tally(highest, mean, x->term, FOURS, N_TERMS);
		for (size_t word = 0; word < MAX_RULES / 64; word++)
			for (uint64_t bits = x->rules.bits[word]; bits; bits &= bits - 1) {
				size_t r = N_TERMS + word * 64 + (size_t)__builtin_ctzll(bits);
				highest[r] = 1;
				mean[r] += 1;
			}
	}
	for (size_t i = 0; i < out->n; i++) {
		float *mean = out->value + i * n + n_clues;
		share_out(mean, n_clues, (float)count[i]);
		mean[n_clues] = (float)log2(1 + count[i]);
	}
	free(count);
}

void
beliefs_release(struct beliefs *b)
{
	free(b->name);
	free(b->value);
	*b = (struct beliefs){ 0 };
}

/* ---- what they tell ---------------------------------------------------- */

/* ODDS[i] is what T tells of the names whose features are VALUE[i]. */
static void
sum_up(double *odds, const float *const *value, size_t n, size_t n_features, const struct trees *t)
{
	double sum[FOREST_BLOCK];
	struct forest_block block = { .number = xmalloc((n_features + 1) * sizeof *block.number),
		.room = xcalloc(forest_room(t->forest), sizeof *block.room) };

	for (size_t i = 0; i < n; i += FOREST_BLOCK) {
		block.n = n - i < FOREST_BLOCK ? n - i : FOREST_BLOCK;
		for (size_t f = 0; f < t->n_numbers; f++) {
			float *number = block.number[t->number[f]];
			for (size_t k = 0; k < block.n; k++)
				number[k] = value[i + k][t->number[f]];
			for (size_t k = block.n; k % FOREST_STEP; k++)
				number[k] = 0;
		}
		forest_sums(t->forest, &block, sum);
		memcpy(odds + i, sum, block.n * sizeof *sum);
	}
	free(block.number);
	free(block.room);
}

/* Sets the term of WHICH of the candidates of the N articles C, whose names are B. */
static void
apply(const struct beliefs *b, struct candidates *const *c, size_t n, const struct trees *t, enum belief which)
{
	enum term term = which == BELIEF_ADOPTER ? TERM_adopter_belief : TERM_technology_belief;
	size_t n_names = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		n_names += b[i].n;
	const float **value = xcalloc(n_names + 1, sizeof *value);
	double *odds = xcalloc(n_names + 1, sizeof *odds);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < b[i].n; k++)
			value[at++] = b[i].value + k * b[i].n_features;
	sum_up(odds, value, n_names, n ? b->n_features : 0, t);
	at = 0;
	for (size_t i = 0; i < n; at += b[i++].n)
		for (size_t k = 0; k < c[i]->n; k++)
			c[i]->at[k].term[term] = (float)odds[at + b[i].name[k]];
	free(value);
	free(odds);
}

void
beliefs_apply(const struct beliefs *b, struct candidates *c, const struct trees *t, enum belief which)
{
	apply(b, &c, 1, t, which);
}

void
beliefs_set(struct candidates *const *c, size_t n, const struct vocabulary *v, const struct trees *t, enum belief which)
{
	struct beliefs *b = xcalloc(n + 1, sizeof *b);

	for (size_t i = 0; i < n; i++)
		beliefs_find(&b[i], c[i], v, which);
	apply(b, c, n, t, which);
	for (size_t i = 0; i < n; i++)
		beliefs_release(&b[i]);
	free(b);
}
