/*
 * told_names.h -- names of several words that the article tells whole somewhere, and
 * that its words alone do not show elsewhere.
 *
 * The site's name ("Tide News"), a title with which the text goes on as with a name
 * ("Renew a berth is ..."), and for headings, in which every word has a capital,
 * the names of the text.
 */
#ifndef USEDBY_TOLD_NAMES_H
#define USEDBY_TOLD_NAMES_H

#include "finder.h"

#define MAX_TOLD 8              /* words of such a name */

/* A name by its words; what it is made of must be written as it is, with its capitals. */
struct told_seed { const struct block *b; size_t from, to; };

struct told_names {
	struct told_seed seed[2];
	size_t           n_seeds;
	uint64_t        *key, *first;   /* names of the text, their first words; NULL before told_names_of_text() */
	size_t           mask;
};

/* Site and title of F's article. */
void told_names_begin(struct told_names *t, struct finder *f);
/* The names of the blocks that are done. */
void told_names_of_text(struct told_names *t, struct finder *f);
/* How many words, from word I of F's block on, are such a name; 0 for none. */
size_t told_names_at(const struct told_names *t, const struct finder *f, size_t i);

#endif
