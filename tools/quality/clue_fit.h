/*
 * clue_fit.h -- the weights of a set of clues (clues.h), by logistic regression.
 */
#ifndef USEDBY_CLUE_FIT_H
#define USEDBY_CLUE_FIT_H

#include "../../stages/common/err.h"
#include "../../stages/extract/clues.h"
#include "logit.h"

/* A name with its clues, in the text of that number, which counts WEIGHT; CONDITION: the set's holds. */
struct clue_sample { clues clues; bool condition, right; size_t text; double weight; };
struct clue_samples { struct clue_sample *at; size_t n, cap; };

void clue_samples_add(struct clue_samples *s, struct clue_sample one);
/* From all samples but those whose text is FOLD modulo FOLDS (-1: from all). */
struct clue_weights clue_fit(const struct clue_samples *s, int fold, const struct logit_options *options);
/* Likewise, where at most one of a text's names is right, by a conditional logit (McFadden, "Conditional logit analysis of
 * qualitative choice behavior", 1974): a text chooses one of its names, or none, which has the odds 1.  Samples of one
 * text stand one behind the other; of several that are right any will do. */
struct clue_weights clue_choice_fit(const struct clue_samples *s, int fold, const struct logit_options *options);
/* Write the set's file into DIR. */
bool clue_weights_write(const struct clue_weights *w, const struct clue_set *set, const char *dir, struct err *e);

#endif
