/*
 * choices.h -- which of several names a number is bound to.
 *
 * Each name that comes into question has clues.  A conditional logit
 * (tools/quality/clue_fit.h) tells from them how likely it is that one, or none.
 */
#ifndef USEDBY_CHOICES_H
#define USEDBY_CHOICES_H

#include "article.h"
#include "clues.h"

#define MAX_CHOICES 32

/* CONDITION: that of the set of clues holds. */
struct choice { const struct mention *m; clues clues; bool condition; double p; };
struct choices { struct choice at[MAX_CHOICES]; size_t n; };

/* M with clues C: a name that stands there already gets them too.  Its place, or NULL if M is NULL or there is no more room. */
struct choice *choices_add(struct choices *all, const struct mention *m, clues c);
/* M alone, if it is not NULL, comes into question. */
void choices_only(struct choices *all, const struct mention *m);
/* Fill in each name's probability, together less than 1; the likeliest, or NULL if there is no name. */
const struct choice *choices_weigh(struct choices *all, const struct clue_weights *w);

#endif
