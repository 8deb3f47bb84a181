#include "look.h"

#include <math.h>
#include <stdlib.h>

#include "../common/xalloc.h"

/* What a candidate is grouped by. */
struct seen { uint64_t adopter, technology, pair, sentence, block, status; float odds; };

/* Candidates that have all of the first part in common; those that differ in the second are each other's. */
enum group {
	GROUP_RIVAL,            /* technology, sentence; adopter */
	GROUP_FELLOW,           /* adopter, sentence; technology */
	GROUP_STATUS,           /* pair, sentence; status */
	GROUP_ELSEWHERE,        /* pair, status; sentence */
	GROUP_CHANGED,          /* pair; status */
	GROUP_TAKEN,            /* technology; adopter */
	GROUP_OWN,              /* adopter; technology */
	GROUP_SENTENCE,         /* sentence; pair */
	GROUP_ALIKE,            /* sentence, status; pair */
	GROUP_BLOCK,            /* block, status; sentence */
	N_GROUPS
};
static const enum term group_term[N_GROUPS] = { TERM_look_rival, TERM_look_fellow, TERM_look_status, TERM_look_elsewhere,
	TERM_look_changed, TERM_look_taken, TERM_look_own, TERM_look_sentence, TERM_look_alike, TERM_look_block };

/* The highest odds of a group, and the highest of those that are not of the KIND that has it.  Odds are above 0. */
struct top { uint64_t key, kind; float best, other, sum; };
struct tops { struct top *at; size_t mask; };

static struct top *
find(const struct tops *t, uint64_t key)
{
	size_t i = key & t->mask;

	while (t->at[i].sum > 0 && t->at[i].key != key)
		i = (i + 1) & t->mask;
	return &t->at[i];
}

static void
add(struct top *x, uint64_t key, uint64_t kind, float odds)
{
	if (!(x->sum > 0)) {
		*x = (struct top){ key, kind, odds, 0, odds };
		return;
	}
	x->sum += odds;
	if (x->kind == kind)
		x->best = odds > x->best ? odds : x->best;
	else if (odds > x->best) {
		x->other = x->best;
		x->best = odds;
		x->kind = kind;
	} else if (odds > x->other)
		x->other = odds;
}

/* The group of S in the sentence SENTENCE. */
static uint64_t
key_of(enum group g, const struct seen *s, uint64_t sentence)
{
	switch (g) {
	case GROUP_RIVAL: return hash_mix(s->technology, sentence);
	case GROUP_FELLOW: return hash_mix(s->adopter, sentence);
	case GROUP_STATUS: return hash_mix(s->pair, sentence);
	case GROUP_ELSEWHERE: return hash_mix(s->pair, s->status);
	case GROUP_CHANGED: return s->pair;
	case GROUP_TAKEN: return s->technology;
	case GROUP_OWN: return s->adopter;
	case GROUP_SENTENCE: return hash_mix(sentence, 0);
	case GROUP_ALIKE: return hash_mix(hash_mix(sentence, 0), s->status);
	case GROUP_BLOCK: return hash_mix(hash_mix(s->block, 0), s->status);
	default: abort();
	}
}

static uint64_t
kind_of(enum group g, const struct seen *s)
{
	switch (g) {
	case GROUP_RIVAL: case GROUP_TAKEN: return s->adopter;
	case GROUP_FELLOW: case GROUP_OWN: return s->technology;
	case GROUP_STATUS: case GROUP_CHANGED: return s->status;
	case GROUP_SENTENCE: case GROUP_ALIKE: return s->pair;
	default: return s->sentence;
	}
}

/* ---- sentences --------------------------------------------------------- */

static uint64_t
place_of(const struct candidate *c)
{
	return (uint64_t)c->block << 32 | c->from;
}

static int
by_place(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Numbers the sentences that have a candidate, from 1, in their order. */
static void
number_sentences(struct seen *s, const struct candidates *c)
{
	uint64_t *place = xmalloc((c->n + 1) * sizeof *place);
	size_t n = 0;
	bool sorted = true;

	for (size_t i = 0; i < c->n; i++) {
		place[i] = place_of(&c->at[i]);
		sorted &= i == 0 || place[i] >= place[i - 1];
	}
	if (!sorted)
		qsort(place, c->n, sizeof *place, by_place);
	for (size_t i = 0; i < c->n; i++)
		if (n == 0 || place[i] != place[n - 1])
			place[n++] = place[i];
	for (size_t i = 0; i < c->n; i++) {
		uint64_t key = place_of(&c->at[i]), *at = bsearch(&key, place, n, sizeof *place, by_place);
		s[i].sentence = (uint64_t)(at - place) + 1;
	}
	free(place);
}

/* ---- terms ------------------------------------------------------------- */

static float
best_of(const struct tops *t, uint64_t key)
{
	const struct top *x = find(t, key);

	return x->sum > 0 ? x->best : 0;
}

/* X is the group G of S, which tells of C. */
static void
set_terms(struct candidate *c, const struct seen *s, const struct tops *t, enum group g, const struct top *x)
{
	c->term[group_term[g]] = x->kind == kind_of(g, s) ? x->other : x->best;
	if (g == GROUP_OWN)
		c->term[TERM_look_adopter_sum] = x->sum;
	if (g == GROUP_RIVAL) {
		c->term[TERM_look_technology_sum] = x->sum;
		c->term[TERM_look_technology_before] = best_of(t, key_of(g, s, s->sentence - 1));
		c->term[TERM_look_technology_behind] = best_of(t, key_of(g, s, s->sentence + 1));
	}
	if (g == GROUP_FELLOW) {
		c->term[TERM_look_adopter_before] = best_of(t, key_of(g, s, s->sentence - 1));
		c->term[TERM_look_adopter_behind] = best_of(t, key_of(g, s, s->sentence + 1));
	}
}

void
look_clear(struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++)
		memset(c->at[i].term + TERM_look_first, 0, N_LOOK_TERMS * sizeof *c->at[i].term);
}

void
look_apply(struct candidates *c, const double *odds)
{
	struct seen *s = xcalloc(c->n + 1, sizeof *s);
	struct top **own = xcalloc(c->n + 1, sizeof *own);
	struct tops t = { .mask = 64 };

	while (t.mask < 2 * c->n)
		t.mask *= 2;
	t.at = xmalloc(t.mask-- * sizeof *t.at);
	for (size_t i = 0; i < c->n; i++) {
		const struct candidate *x = &c->at[i];
		s[i] = (struct seen){ x->adopter.key, x->technology.key, hash_mix(x->adopter.key, x->technology.key), 0, x->block, x->status,
			(float)(1 / (1 + exp(-odds[i]))) };
		c->at[i].term[TERM_look_first] = (float)odds[i];
	}
	number_sentences(s, c);
	for (enum group g = 0; g < N_GROUPS; g++) {
		memset(t.at, 0, (t.mask + 1) * sizeof *t.at);
		for (size_t i = 0; i < c->n; i++) {
			uint64_t key = key_of(g, &s[i], s[i].sentence);
			own[i] = find(&t, key);
			add(own[i], key, kind_of(g, &s[i]), s[i].odds);
		}
		for (size_t i = 0; i < c->n; i++)
			set_terms(&c->at[i], &s[i], &t, g, own[i]);
	}
	free(own);
	free(t.at);
	free(s);
}
