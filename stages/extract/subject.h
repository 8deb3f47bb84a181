/*
 * subject.h -- what a number is about: an adopter or a technology.
 */
#ifndef USEDBY_SUBJECT_H
#define USEDBY_SUBJECT_H

#include "binder.h"

struct who { const struct mention *m; double certainty; bool technology; };     /* m == NULL: nobody */

/* Whom, or what, the number N with the quantity Q is about. */
struct who subject_of(const struct binder *x, const struct number *n, const struct quantity *q);
/* Whom the heading that X stands at names, or NULL; makes the whole block X's sentence. */
const struct mention *subject_of_heading(struct binder *x);

#endif
