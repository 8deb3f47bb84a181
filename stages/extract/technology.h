/*
 * technology.h -- of whose use a number tells.
 */
#ifndef USEDBY_TECHNOLOGY_H
#define USEDBY_TECHNOLOGY_H

#include "binder.h"
#include "choices.h"

enum technology_clue {
#define CLUE(name, meaning) TECHNOLOGY_##name,
#include "number_technology.def"
#undef CLUE
	N_TECHNOLOGY_CLUES
};
CLUES_FIT(N_TECHNOLOGY_CLUES);
extern const struct clue_set number_technology_clues;

/* A technology is told with a number if it is as likely as this. */
#define TECHNOLOGY_FROM 0.3
/* The technologies whose use by SUBJECT number K of P with the quantity Q may tell of, with their clues. */
void technologies_of(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct mention *subject,
    struct choices *out);

#endif
