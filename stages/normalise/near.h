/*
 * near.h -- a known name that is misspelt.
 *
 * Of two names that differ by one letter most are two things (Starling and
 * Starlink, Lemonade and Le Monde); so only slips of the hand count: neighbours
 * that changed places, a letter doubled or not, the wrong one doubled ("CPP
 * Games" for CCP Games), and in keys of NEAR_LONG bytes one left out or added
 * inside.  The first byte and the digits must be right.
 */
#ifndef USEDBY_NEAR_H
#define USEDBY_NEAR_H

#include "../common/map.h"

#define NEAR_SHORT 6             /* shorter keys are near no other */
#define NEAR_LONG  10

/* The number of the one key of KNOWN that KEY is a slip of; MAP_NONE if there is
 * none, if there are two numbers, or if its number is NEAR_TWO. */
uint32_t near_find(const struct map *known, struct str key);
#define NEAR_TWO (MAP_NONE - 1)

#endif
