/*
 * train.h -- a model of the score from annotated articles.
 */
#ifndef USEDBY_QUALITY_TRAIN_H
#define USEDBY_QUALITY_TRAIN_H

#include "corpus.h"

#define CLAIM_TREES 1100        /* of a whole fit */

struct fit {
	struct vocabulary *v, *thin;    /* NULL, or with fewer names */
	struct wording_book book;
	struct corpus    **corpus;
	size_t             n;
	int                trees;               /* of the forest of claims */
	double             threshold;
};

/* A model from all texts but those of PART in the corpus ONLY (NULL: in any); the
 * caller releases it.  The terms of F's candidates are written over. */
struct model fit_without(const struct fit *f, int part, const struct corpus *only);

#endif
