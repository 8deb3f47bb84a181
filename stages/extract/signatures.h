/*
 * signatures.h -- for whom a quotation speaks that somebody signs: "Petra Lindahl, CTO, Netloft".
 */
#ifndef USEDBY_SIGNATURES_H
#define USEDBY_SIGNATURES_H

#include "frame.h"

/* A quotation is told by those for whom its speaker stands, who is named below it: set the scopes and entries of F, whose
 * others are there. */
void signatures_note(const struct article *a, const struct vocabulary *v, struct frame *f);

#endif
