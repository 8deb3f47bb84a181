/*
 * look.h -- what a first look at all candidates of an article tells of each one's neighbours.
 *
 * Candidates compete: of those with one technology in one sentence hardly more than one
 * is right; and they support each other: a list, or the same pair elsewhere.  So a small
 * forest scores each alone, and the highest of those first scores among its rivals and
 * its fellows are terms of each candidate, from which the second forest scores it.
 * Cohen and Carvalho, "Stacked sequential learning" (2005).
 */
#ifndef USEDBY_LOOK_H
#define USEDBY_LOOK_H

#include "claims.h"

/* Set the look's terms of all candidates; ODDS has for each the log of its odds by the first look. */
void look_apply(struct candidates *c, const double *odds);
/* Set them to 0: no look was taken. */
void look_clear(struct candidates *c);

#endif
