/*
 * clues.h -- what speaks for a name's being the article's own, and what each clue is worth.
 *
 * lexicon/protagonist.weights is CSV with the columns clue,weight,own_voice: the log of
 * the odds in hundredths, and what is added to it where the article speaks as "we".
 * tools/quality/fit makes it; protagonist.h uses it.
 */
#ifndef USEDBY_CLUES_H
#define USEDBY_CLUES_H

#include <stdbool.h>

#include "../common/err.h"

enum clue {
#define CLUE(name, meaning) CLUE_##name,
#include "clues.def"
#undef CLUE
	N_CLUES
};
const char *clue_name(enum clue c);

__extension__ typedef unsigned __int128 clues;  /* a bit per clue */

#define CLUES_FILE "protagonist.weights"
#define MAX_CLUE_WEIGHT 10000
struct clue_weights { int of[N_CLUES], own_voice[N_CLUES]; };

/* The log of the odds of a name with these clues. */
double clues_sum(const struct clue_weights *w, clues c, bool own_voice);
/* Read DIR/CLUES_FILE.  False with *e set: EX_NOINPUT, or EX_CONFIG with the line. */
bool clue_weights_load(struct clue_weights *w, const char *dir, struct err *e);

#endif
