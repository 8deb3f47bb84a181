/*
 * purpose_words.h -- the words that tell what a technology is used for.
 *
 * Read from use_case_words.csv (phrase, use_case_id, strength): a strong
 * phrase tells a purpose wherever it stands, a plain one where it is bound to
 * the technology, a weak one only with help, a hint only of a technology whose
 * kind is known to serve that purpose; "none" keeps a phrase's words from
 * telling anything.  Rows of strength "kind" and "technology" name a kind or
 * an id of the lexicon and say what these are mostly used for.
 */
#ifndef USEDBY_PURPOSE_WORDS_H
#define USEDBY_PURPOSE_WORDS_H

#include "../common/lexicon.h"
#include "phrases.h"

#define MAX_PURPOSES 32

enum purpose_strength {
	PURPOSE_NONE, PURPOSE_HINT, PURPOSE_WEAK, PURPOSE_PLAIN, PURPOSE_STRONG, PURPOSE_KIND, PURPOSE_TECHNOLOGY, N_PURPOSE_STRENGTHS
};

struct purpose_words;

/* Load DIR/use_case_words.csv, whose use cases are LEXICON's.  NULL with *e
 * set: EX_NOINPUT, EX_DATAERR, or EX_CONFIG with file and line. */
struct purpose_words *purpose_words_load(const char *dir, const struct lexicon *lexicon, struct err *e);
void purpose_words_free(struct purpose_words *w);
/* The longest phrase at token I of T, not beyond END: its length in tokens, 0
 * for none.  *VALUES and *N: for each of its purposes one value. */
size_t purpose_words_at(const struct purpose_words *w, const struct tokens *t, size_t i, size_t end,
    const uint32_t **values, size_t *n);
/* The use case (index in the lexicon) and the strength of such a value. */
static inline uint32_t purpose_use_case(uint32_t value) { return value & 0xff; }
static inline enum purpose_strength purpose_strength(uint32_t value) { return (enum purpose_strength)(value >> 8); }
/* A bit per use case that the technology (index in the lexicon) mostly serves,
 * by its own row, its kind, or that of what it is a library of; 0 where that is open. */
uint32_t purpose_words_of(const struct purpose_words *w, int technology);

/* How a word stands between a purpose and a technology: a purpose follows (for, to),
 * what serves it follows (with, uses), or the two are kept apart (a comma, and, which). */
enum { LINK_PURPOSE = 1, LINK_MEANS = 2, LINK_BOUNDARY = 4 };
unsigned purpose_words_links(const struct purpose_words *w, const struct token *t);

#endif
