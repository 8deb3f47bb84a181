/*
 * phrases.h -- a set of phrases, found in text word by word.
 *
 * A trie over the hashes of folded words (token.h).  Equal phrases may be
 * added with several values.  64-bit hashes are taken as the words themselves.
 */
#ifndef USEDBY_PHRASES_H
#define USEDBY_PHRASES_H

#include "token.h"

/* Most words begin no phrase.  A filter over those that do comes first in each
 * set: eight bits for each of them, so that the filters of all sets stay in the
 * nearest cache. */
struct phrases_filter { const uint64_t *bits; uint64_t mask; };
struct phrases;

/* With room for EXPECTED words at once; more find theirs. */
struct phrases *phrases_new(size_t expected);
/* Add PHRASE (split by tokens_of(), marks dropped except + # & /) with VALUE. */
void phrases_add(struct phrases *p, struct str phrase, uint32_t value);
size_t phrases_walk(const struct phrases *p, const struct tokens *t, size_t i, size_t end, const uint32_t **values, size_t *n);
/* The longest phrase that begins at token I of T, looking no further than
 * token END: its length in tokens, 0 for none.  *VALUES and *N are those added. */
static inline size_t
phrases_longest(const struct phrases *p, const struct tokens *t, size_t i, size_t end, const uint32_t **values, size_t *n)
{
	const struct phrases_filter *f = (const struct phrases_filter *)p;
	uint64_t h = t->at[i].hash & f->mask;

	return f->bits[h / 64] >> h % 64 & 1 ? phrases_walk(p, t, i, end, values, n) : 0;
}

/* Tells the processor that phrases that begin with the word of this hash are asked for soon. */
void phrases_fetch(const struct phrases *p, uint64_t word);
static inline void
phrases_expect(const struct phrases *p, const struct tokens *t, size_t i)
{
	const struct phrases_filter *f = (const struct phrases_filter *)p;
	uint64_t h;

	if (i < t->n && (h = t->at[i].hash & f->mask, f->bits[h / 64] >> h % 64 & 1))
		phrases_fetch(p, t->at[i].hash);
}

void phrases_free(struct phrases *p);

#endif
