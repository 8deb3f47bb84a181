/*
 * finder.h -- what finding the names of an article and telling their sense
 * share: names.c and senses.c.
 */
#ifndef USEDBY_FINDER_H
#define USEDBY_FINDER_H

#include "frame.h"

struct finder {
	struct article          *a;
	const struct vocabulary *v;
	struct block            *b;
	struct mention          *out;
	size_t                   n, cap;
	uint64_t                *lower;         /* words that the article writes in lower case: open addressing */
	size_t                   lower_mask;
	bool                     titled;        /* the block is a heading whose capitals tell nothing */
	size_t                   sure_technologies;     /* mentions that can be nothing else */
	classes                  start_word, tail, house, infix, not_name, tech_noun, tech_prep, use, verb, be, have, conjunction, site_word, person, country, tool, ordinary, talk, office, called, legal;
};

static inline classes
classes_at(const struct finder *f, size_t i)
{
	return frame_classes(f->v, f->b, i);
}

/* Does the article write this word in lower case somewhere? */
static inline bool
also_lower(const struct finder *f, uint64_t hash)
{
	size_t at = hash & f->lower_mask;

	while (f->lower[at] && f->lower[at] != hash)
		at = (at + 1) & f->lower_mask;
	return f->lower[at] != 0;
}

static inline bool
is_capital(const struct finder *f, size_t i)
{
	const struct token *t = &f->b->tokens.at[i];

	return (t->flags & TOKEN_WORD) && (t->flags & (TOKEN_UPPER | TOKEN_MIXED));
}

/* senses.c: mark the ambiguous names of F's article that something beside them, or
 * anywhere in it, speaks for (NAME_EVIDENCE, NAME_CAPITAL); all blocks have their mentions. */
void senses_find(struct finder *f);

#endif
