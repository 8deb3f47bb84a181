/*
 * near.h -- a known name that is misspelt.
 *
 * Of two names that differ by one letter most are two things (Starling and
 * Starlink, Lemonade and Le Monde); so only slips of the hand count: neighbours
 * that changed places, a letter doubled or not, and in keys of NEAR_LONG bytes
 * one left out or added inside.  The first byte and the digits must be right.
 */
#ifndef USEDBY_NEAR_H
#define USEDBY_NEAR_H

#include "../common/map.h"

#define NEAR_SHORT 6            /* shorter keys are near no other */
#define NEAR_LONG  10
#define NEAR_NONE  MAP_NONE

/* Keys of known names.  A zeroed struct has none. */
struct near {
	struct map map;
	uint64_t  *letters;     /* which sets of letters are a key's: a bit each (see near.c) */
};

/* Adds KEY, with a number below NEAR_NONE - 1; keys with two numbers are near none. */
void near_add(struct near *m, struct str key, uint32_t number);
/* The number of the one key that KEY is a slip of; NEAR_NONE if there is none, or
 * there are several numbers. */
uint32_t near_find(const struct near *m, struct str key);
void near_release(struct near *m);

#endif
