/*
 * coined.h -- names that are written small: ebay, 99designs, "we at kvint".
 *
 * A small word of no table is somebody's name rather than a noun where it does what
 * nouns of one thing do not: it begins a sentence, stands bare behind a preposition,
 * owns something, has a team.
 */
#ifndef USEDBY_COINED_H
#define USEDBY_COINED_H

#include "finder.h"

/* Mark the words of F's article (struct spelling) that are such names; their spellings are counted. */
void coined_find(struct finder *f);

#endif
