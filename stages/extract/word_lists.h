/*
 * word_lists.h -- short lists of words, and in which of them a word stands.
 *
 * One table from the hash of the folded word (token.h) to a bit per list: what
 * is asked of every word of a sentence costs one look, however many lists.
 */
#ifndef USEDBY_WORD_LISTS_H
#define USEDBY_WORD_LISTS_H

#include "token.h"

#define WORD_LISTS_SIZE 256     /* slots; the words of all lists fill half of them at most */

struct word_lists {
	struct { uint64_t word; uint32_t lists; } slot[WORD_LISTS_SIZE];
	size_t n;
};

/* Add WORDS, small letters or marks, closed by a NULL, to the list LIST (one bit). */
void word_lists_add(struct word_lists *w, const char *const *words, uint32_t list);

/* The lists that hold the word of token T. */
static inline uint32_t
word_lists_of(const struct word_lists *w, const struct token *t)
{
	size_t i = t->hash % WORD_LISTS_SIZE;

	while (w->slot[i].word && w->slot[i].word != t->hash)
		i = (i + 1) % WORD_LISTS_SIZE;
	return w->slot[i].lists;
}

#endif
