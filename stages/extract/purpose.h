/*
 * purpose.h -- what a technology is used for, as the words around it tell.
 */
#ifndef USEDBY_PURPOSE_H
#define USEDBY_PURPOSE_H

#include "article.h"
#include "vocabulary.h"

/* A bit per use case (index in the lexicon) whose words stand in the tokens
 * [from, to) of B. */
uint32_t purpose_of(const struct vocabulary *v, const struct block *b, uint32_t from, uint32_t to);

#endif
