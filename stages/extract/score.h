/*
 * score.h -- how sure a candidate is: a logistic model over its rule and terms.
 *
 * claims.weights is CSV with the columns name,weight: a row per rule (its
 * name) and per term (terms.def).  It is written by the fit program from
 * annotated articles; what is missing weighs nothing.
 */
#ifndef USEDBY_SCORE_H
#define USEDBY_SCORE_H

#include "claims.h"

struct weights {
	double  term[N_TERMS];
	double *rule;           /* of the file's rules, then of the frames' */
	size_t  n_rules;
};

/* Read DIR/claims.weights.  False with *e set: EX_CONFIG names an unknown name's line. */
bool weights_load(struct weights *w, const char *dir, const struct vocabulary *v, struct err *e);
void weights_release(struct weights *w);

/* Set every candidate's confidence, then keep, of those that tell one claim
 * (adopter, technology, status), the surest, with the purposes of all of them.
 * The order is that of the first block of each claim's evidence. */
void score_candidates(struct candidates *c, const struct weights *w);
/* Appends "active_use=1.2 bind_we=0.4 ..." to B: the terms of C that weigh something. */
void score_explain(struct buf *b, const struct candidate *c, const struct vocabulary *v, const struct weights *w);

#endif
