/*
 * subject.h -- what a number is about: an adopter or a technology.
 */
#ifndef USEDBY_SUBJECT_H
#define USEDBY_SUBJECT_H

#include "binder.h"
#include "choices.h"

enum subject_clue {
#define CLUE(name, meaning) SUBJECT_##name,
#include "number_subject.def"
#undef CLUE
	N_SUBJECT_CLUES
};
CLUES_FIT(N_SUBJECT_CLUES);
extern const struct clue_set number_subject_clues;

/* A number is told if its subject is as sure as this: there F1 is as high as anywhere; MIN_CONFIDENCE, which is the same where nobody sets it, can ask for more. */
#define SUBJECT_FROM 0.35
/* The names that number K of P with the quantity Q may be about, with their clues. */
void subjects_of(struct binder *x, const struct passage *p, size_t k, const struct quantity *q, struct choices *out);
/* How sure it is that the number is told, and C its subject: half of what is likely where it may be wished for, asked for, denied, or a price. */
double subject_confidence(const struct choice *c);
/* Whom the heading that X stands at names, or NULL; makes the whole block X's sentence. */
const struct mention *subject_of_heading(struct binder *x);

#endif
