/*
 * purpose.h -- what a technology is used for, as the words around it tell.
 *
 * A purpose counts for the technology of the sentence to which its words are
 * bound; where the sentence has none, the rest of the list item or table row,
 * the section's heading, or the sentences beside it may tell.
 */
#ifndef USEDBY_PURPOSE_H
#define USEDBY_PURPOSE_H

#include "article.h"
#include "vocabulary.h"

/* How strongly each use case (index in the lexicon) is told; 0 = not at all. */
struct purposes { float of[MAX_PURPOSES]; };

struct purpose_reader;

/* A reader of A's purposes; it lives in A's arena.  Nothing is read before it is asked. */
struct purpose_reader *purpose_reader(const struct article *a, const struct vocabulary *v);
/* What the sentence of the tokens [from, to) of the article's BLOCK (an index)
 * tells on the use of TECHNOLOGY by ADOPTER, named in it or elsewhere. */
void purpose_of(struct purpose_reader *r, uint32_t block, uint32_t from, uint32_t to, const struct mention *adopter,
    const struct mention *technology, struct purposes *out);
/* Unite ALL with what another sentence on the same claim tells; SURE in 0..1
 * says how sure that sentence is of the claim. */
void purposes_unite(struct purposes *all, const struct purposes *one, double sure);
/* A bit per use case that is told well enough: at most four, none of them far
 * behind the first. */
uint32_t purposes_best(const struct purposes *p);

#endif
