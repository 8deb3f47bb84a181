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

struct keyed { uint64_t key; uint32_t candidate; };

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

static void
number_names(struct beliefs *b, const struct candidates *c, enum belief which)
{
	struct keyed *k = xcalloc(c->n + 1, sizeof *k);

	for (size_t i = 0; i < c->n; i++)
		k[i] = (struct keyed){ which == BELIEF_ADOPTER ? c->at[i].adopter.key : c->at[i].technology.key, (uint32_t)i };
	qsort(k, c->n, sizeof *k, by_key);
	for (size_t i = 0; i < c->n; i++) {
		b->n += i == 0 || k[i].key != k[i - 1].key;
		b->name[k[i].candidate] = (uint32_t)(b->n - 1);
	}
	free(k);
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
		bool first = count[out->name[i]]++ == 0;
		for (size_t t = 0; t < N_TERMS; t++) {
			highest[t] = first || x->term[t] > highest[t] ? x->term[t] : highest[t];
			mean[t] += x->term[t];
		}
		for (size_t word = 0; word < MAX_RULES / 64; word++)
			for (uint64_t bits = x->rules.bits[word]; bits; bits &= bits - 1) {
				size_t r = N_TERMS + word * 64 + (size_t)__builtin_ctzll(bits);
				highest[r] = 1;
				mean[r] += 1;
			}
	}
	for (size_t i = 0; i < out->n; i++) {
		float *mean = out->value + i * n + n_clues;
		for (size_t k = 0; k < n_clues; k++)
			mean[k] /= (float)count[i];
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

void
beliefs_apply(const struct beliefs *b, struct candidates *c, const struct trees *t, enum belief which)
{
	enum term term = which == BELIEF_ADOPTER ? TERM_adopter_belief : TERM_technology_belief;
	double sum[FOREST_BLOCK], *odds = xcalloc(b->n + FOREST_BLOCK, sizeof *odds);
	struct forest_block block = { .number = xcalloc(b->n_features, sizeof *block.number),
		.room = xcalloc(trees_room(t), sizeof *block.room) };

	for (size_t i = 0; i < b->n; i += FOREST_BLOCK) {
		block.n = b->n - i < FOREST_BLOCK ? b->n - i : FOREST_BLOCK;
		for (size_t k = 0; k < block.n; k++)
			for (size_t f = 0; f < b->n_features; f++)
				block.number[f][k] = b->value[(i + k) * b->n_features + f];
		trees_sums(t, &block, sum);
		memcpy(odds + i, sum, block.n * sizeof *sum);
	}
	for (size_t i = 0; i < c->n; i++)
		c->at[i].term[term] = (float)odds[b->name[i]];
	free(block.number);
	free(block.room);
	free(odds);
}
