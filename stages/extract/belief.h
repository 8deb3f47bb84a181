/*
 * belief.h -- what all of an article's candidates say together about each name.
 *
 * Whether an article is about what X uses shows in no single sentence.  So all
 * candidates with the adopter X are put together, and a forest of its own
 * (score.h) tells the odds that any of them is right; likewise for each
 * technology.  Those two numbers are terms of each candidate.
 */
#ifndef USEDBY_BELIEF_H
#define USEDBY_BELIEF_H

#include "claims.h"
#include "trees.h"

enum belief { BELIEF_ADOPTER, BELIEF_TECHNOLOGY, N_BELIEFS };

/* The names of the candidates, each once. */
struct beliefs {
	size_t    n, n_candidates;
	uint32_t *name;         /* of each candidate */
	float    *value;        /* the features of name I, from I * n_features on */
	size_t    n_features;
};

/* The features of a name: of each term, then each rule, the highest of its
 * candidates; then of each the mean; then log 2 of how many candidates there are. */
size_t belief_feature_count(const struct vocabulary *v);
void belief_feature_name(struct buf *b, const struct vocabulary *v, int feature);

void beliefs_find(struct beliefs *out, const struct candidates *c, const struct vocabulary *v, enum belief which);
/* Set the term of WHICH of every candidate, from which *B was made, by T. */
void beliefs_apply(const struct beliefs *b, struct candidates *c, const struct trees *t, enum belief which);
void beliefs_release(struct beliefs *b);
/* Both for the candidates of the N articles C, each with names of its own. */
void beliefs_set(struct candidates *const *c, size_t n, const struct vocabulary *v, const struct trees *t, enum belief which);

#endif
