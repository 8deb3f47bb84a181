/*
 * rules.h -- the rule language of claims.rules, compiled and matched.
 *
 * docs/rules.md describes the language.  In short:
 *
 *   class USE = use uses "relies on"
 *   rule active_use uses prior=2
 *   | A ..8 USE ..6 T
 *   + Spotify uses Python.  => Spotify|Python|uses
 *   - Spotify sponsors a Python conference.
 *
 * Elements: A an adopter (or a pronoun for one), A's with a possessive, T a
 * technology, F a technology that is left, @ no adopter (the frame gives it),
 * CLASS or CLASS|CLASS a word or phrase of a class, ..N a gap of up to N
 * words (..N! passes over no technology,
 * ..N-CLASS over no word of CLASS), ^ and $ the ends of the sentence, ? behind an element: may be absent.
 */
#ifndef USEDBY_RULES_H
#define USEDBY_RULES_H

#include "vocabulary.h"

/* Compile the file PATH into V.  False with *e set: EX_CONFIG names file and line. */
bool rules_load(struct vocabulary *v, const char *path, struct err *e);

/* A sentence as rules see it: words, and names that stand together as one item. */
enum { ITEM_ADOPTER = 1, ITEM_TECHNOLOGY = 2, ITEM_PRONOUN = 4, ITEM_BREAK = 8, ITEM_MARK = 16, ITEM_POSSESSIVE = 32,
	ITEM_OBLIQUE = 64 /* an adopter that is hardly the subject: of X, from X */ };
struct item {
	uint32_t flags;
	uint32_t from, to;      /* tokens */
	uint32_t first, n;      /* names: mentions of the block */
	classes  classes;
};

struct match {
	const struct rule *rule;
	int      adopter, technology, left;     /* items; -1 for none */
	int      first, last;                   /* items that the match spans */
	int      cue;                           /* the item of its first class element, or -1 */
	unsigned gap;                           /* words in its gaps */
};

#define MAX_MATCHES 256
/* Find the matches of all rules in the N items; at most MAX_MATCHES into OUT. */
size_t rules_match(const struct vocabulary *v, const struct item *item, size_t n, struct match *out);

#endif
