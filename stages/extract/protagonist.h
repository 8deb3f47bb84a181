/*
 * protagonist.h -- whose article it is: who "we" are in a post, whom a case study tells of.
 *
 * Each name of an article that may adopt has clues (protagonist.def).  A logistic model
 * of choice (tools/quality/clue_fit.h) tells from them how likely the article's facts that name
 * no adopter are that name's.
 */
#ifndef USEDBY_PROTAGONIST_H
#define USEDBY_PROTAGONIST_H

#include "frame.h"

enum clue {
#define CLUE(name, meaning) CLUE_##name,
#include "protagonist.def"
#undef CLUE
	N_CLUES
};
CLUES_FIT(N_CLUES);
extern const struct clue_set protagonist_clues;

/* So likely whose article it is that facts without an adopter are theirs, and so likely that hardly anyone else's are. */
#define COMPANY_FROM 0.4
#define STRONG_COMPANY_FROM 0.85

/* A name with the clues of all its mentions; of those, how many stand as a place, or as something used. */
struct standing { struct mention m; clues clues; unsigned count, places, uses, blocks; size_t last_block; };
struct standings { struct standing *at; size_t n; };

/* The names of A that may be its protagonist, in the order of the text; they live in A's arena. */
struct standings protagonist_standings(const struct article *a, const struct vocabulary *v, const struct frame *f);
/* P[i] is how likely name I of ALL is the protagonist, from 0 to 1; together they are less than 1, for it may be none of them. */
void protagonist_probabilities(const struct clue_weights *w, const struct standings *all, bool own_voice, double *p);
/* Fill F's guesses and its company; the rest of F must be there. */
void protagonist_find(const struct article *a, const struct vocabulary *v, struct frame *f);

#endif
