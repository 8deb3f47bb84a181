/*
 * name_shape.h -- by its letters: is this how technologies are called, or organisations?
 *
 * Naive Bayes (Maron 1961) over the runs of three bytes of the lexicon's own names, with
 * a mark at both ends: SQL$, .js, ^Po.  Nothing is fitted; what the lexicon holds is what it says.
 */
#ifndef USEDBY_NAME_SHAPE_H
#define USEDBY_NAME_SHAPE_H

#include "../common/lexicon.h"

#define NAME_SHAPE_BITS 15      /* runs share slots by their hash; one bit more or less makes no difference */
struct name_shape { float ratio[1 << NAME_SHAPE_BITS]; };       /* log */

void name_shape_learn(struct name_shape *s, const struct lexicon *lex);
/* The mean over NAME's runs of the log of how much more often technologies have them; 0 for an empty one. */
double name_shape_ratio(const struct name_shape *s, struct str name);

#endif
