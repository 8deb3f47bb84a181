/*
 * clues.h -- what speaks for or against something about a name, and what each clue is worth.
 *
 * The sets: whose article it is (protagonist.def), whether a name of no table is a
 * tool's (typing.def), whose number it is (number_subject.def) and of whose use it
 * tells (number_technology.def).  The weights of a set are CSV with the columns
 * clue,weight and the set's condition: the log of the odds in hundredths, and what
 * is added to it where the condition holds.  tools/quality makes the files.
 */
#ifndef USEDBY_CLUES_H
#define USEDBY_CLUES_H

#include <stdbool.h>
#include <stdint.h>

#include "../common/err.h"

__extension__ typedef unsigned __int128 clues;  /* a bit per clue */

/* A set of N clues; the first one is there always. */
struct clue_set { const char *file, *condition; const char *const *name; int n; };

#define MAX_CLUES 128
#define MAX_CLUE_WEIGHT 10000
struct clue_weights { int of[MAX_CLUES], more[MAX_CLUES]; };

#define CLUES_FIT(n) _Static_assert((n) <= MAX_CLUES, "a set has at most MAX_CLUES clues")
/* The bit of the clue numbered C. */
static inline clues clue(int c) { return (clues)1 << c; }
/* The log of the odds of a name with these clues. */
double clues_sum(const struct clue_weights *w, clues c, bool condition);
/* Read SET's file in DIR.  False with *e set: EX_NOINPUT, or EX_CONFIG with the line. */
bool clue_weights_load(struct clue_weights *w, const struct clue_set *set, const char *dir, struct err *e);

#endif
