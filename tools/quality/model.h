/*
 * model.h -- logistic regression over the terms and rules of candidates.
 *
 * Weights w minimise
 *   sum log(1 + exp(-y z)) + l2/2 * sum (w - prior)^2,   z = w . x,  y = 1 or -1,
 * by Newton's method with step halving: the same samples in the same order give
 * the same weights.  "always", the constant, is drawn to its prior far less.
 */
#ifndef USEDBY_QUALITY_MODEL_H
#define USEDBY_QUALITY_MODEL_H

#include "../../stages/extract/score.h"

struct sample { const struct candidate *c; bool right; double weight; };   /* weight: 1 counts once */

/* Fill *W (weights_release() gives it back) from the N samples. */
void model_fit(struct weights *w, const struct vocabulary *v, const struct sample *s, size_t n, double l2);

#endif
