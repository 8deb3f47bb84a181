/*
 * finder.h -- what finding the names of an article and telling their sense
 * share: names.c and senses.c.
 */
#ifndef USEDBY_FINDER_H
#define USEDBY_FINDER_H

#include "frame.h"

/* How often the article's text writes a word small, and with a capital that is not its place's; and
 * with a capital anywhere, and of that with 's, or another capitalised word, behind it.  The others are coined.c's. */
struct spelling {
	uint64_t hash;
	uint32_t small, capital, all, possessive, goes_on;
	uint8_t  coined, bare, common;  /* places that speak for a name, and for a noun */
	bool     digits, is_coined;
	bool     is_noun;               /* or any other word of a class, as the common ones are */
};

struct finder {
	struct article          *a;
	const struct vocabulary *v;
	struct block            *b;
	struct mention          *out;
	size_t                   n, cap;
	struct spelling         *spelling;      /* open addressing */
	size_t                   spelling_mask;
	bool                     titled;        /* the block is a heading whose capitals tell nothing */
	size_t                   sure_technologies;     /* mentions that can be nothing else */
	classes                  start_word, tail, house, infix, not_name, tech_noun, tech_prep, use, verb, be, have, conjunction, site_word, person, country, tool, ordinary, talk, office, called, legal, press, firm, numeral, menu, at, circle, name_head, alone, person_key;
};

static inline classes
classes_at(const struct finder *f, size_t i)
{
	return frame_classes(f->v, f->b, i);
}

/* The slot of a word. */
static inline struct spelling *
spelling_of(const struct finder *f, uint64_t hash)
{
	size_t at = hash & f->spelling_mask;

	while (f->spelling[at].hash && f->spelling[at].hash != hash)
		at = (at + 1) & f->spelling_mask;
	return &f->spelling[at];
}

/* Is this a word that the article writes small, more than by a slip?  What is no word of everybody's, and mostly has
 * its capital, is a name that is a command, a list or a user, too. */
static inline bool
also_lower(const struct finder *f, uint64_t hash)
{
	const struct spelling *s = spelling_of(f, hash);

	return s->small > 0 && !s->is_coined && (s->is_noun ? s->capital < 3 * s->small : s->all <= s->small);
}

static inline bool
is_capital(const struct finder *f, size_t i)
{
	const struct token *t = &f->b->tokens.at[i];

	return (t->flags & TOKEN_WORD) && (t->flags & (TOKEN_UPPER | TOKEN_MIXED));
}

/* "3.0", "3": a version's number, no count and no year. */
static inline bool
is_version(const struct token *t)
{
	return (t->flags & TOKEN_NUMBER) && !(t->flags & TOKEN_GLUED) && ((t->flags & TOKEN_DOTTED) || t->end - t->start <= 2);
}

/* May only its place have given token I a capital? */
bool sentence_start(const struct finder *f, size_t i);
/* senses.c: mark the ambiguous names of F's article that something beside them, or
 * anywhere in it, speaks for (NAME_EVIDENCE, NAME_CAPITAL); all blocks have their mentions. */
void senses_find(struct finder *f);

#endif
