/*
 * relation.h -- what stands beside and between an adopter and a technology.
 *
 * Word classes of claims.rules are looked for at some places of the sentence.
 * Rules say what a whole pattern means; these signs are the raw material from
 * which the fitted model (score.h) learns what the rules do not say.
 */
#ifndef USEDBY_RELATION_H
#define USEDBY_RELATION_H

#include "rules.h"

enum sign {
#define SIGN(name, class) SIGN_##name,
#include "signs.def"
#undef SIGN
	SIGN_comma, SIGN_colon, SIGN_bracket, SIGN_quote, SIGN_edge, SIGN_adopter, SIGN_technology,
	N_SIGNS         /* at most 64 */
};

enum place {
	PLACE_technology_before, PLACE_technology_after,        /* the items beside the technology, or the list it stands in */
	PLACE_left_cue, PLACE_right_cue,        /* the nearest item that tells of use, making or leaving */
	PLACE_between,                          /* all items between the two */
	PLACE_adopter_before, PLACE_adopter_after,
	PLACE_sentence,
	PLACE_sentence_before, PLACE_sentence_after, PLACE_heading,     /* beside this one, and above it: single words only */
	N_PLACES
};

#define SIGN_BIT(sign) (UINT64_C(1) << SIGN_##sign)
/* The signs of a candidate: a bit per sign, for each place. */
struct relation { uint64_t at[N_PLACES]; };

/* The number of signs that can be told apart: place times sign. */
#define N_RELATIONS (N_PLACES * N_SIGNS)
static inline bool
relation_has(const struct relation *r, size_t i)
{
	return r->at[i / N_SIGNS] >> (i % N_SIGNS) & 1;
}
/* Appends "left_cue:use" to B for the relation I. */
void relation_name(struct buf *b, size_t i);

/* The signs of the word classes BITS, from V's table; relation_load() fills it. */
uint64_t relation_signs(const struct vocabulary *v, classes bits);
void relation_load(struct vocabulary *v);

/* The signs of the item IT, the text of whose marks is in TEXT at TOKENS. */
uint64_t relation_signs_of(const struct vocabulary *v, const struct item *it, struct str text, const struct tokens *tokens);
/* Fill R for the technology's item T and the adopter's item A (-1: not in the
 * sentence) among the N items with their SIGNS. */
void relation_of(struct relation *r, const struct item *item, const uint64_t *signs, int n, int a, int t);

#endif
