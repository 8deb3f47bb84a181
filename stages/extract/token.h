/*
 * token.h -- a block's text as words, and its sentences.
 *
 * Words are runs of letters and digits of any script.  What names need stays
 * in one word: Node.js, C++, C#, .NET, O'Reilly, sam.gov.  A hyphen inside a
 * word splits it (scikit-learn is two words, the second marked as joined), so
 * that "Kafka-based" holds Kafka and "scikit learn" equals "scikit-learn".
 * Marks are words of one character each, "--" and "---" are one as the dash they stand for;
 * 's is a word of its own.
 */
#ifndef USEDBY_TOKEN_H
#define USEDBY_TOKEN_H

#include "../common/arena.h"
#include "../common/str.h"

enum {
	TOKEN_WORD    = 1 << 0, /* begins with a letter */
	TOKEN_NUMBER  = 1 << 1, /* begins with a digit and holds no letter */
	TOKEN_MARK    = 1 << 2, /* punctuation */
	TOKEN_UPPER   = 1 << 3, /* begins with an upper-case letter */
	TOKEN_CAPS    = 1 << 4, /* two letters or more, all of them upper case */
	TOKEN_MIXED   = 1 << 5, /* an upper-case letter behind a lower-case one or a digit */
	TOKEN_GLUED   = 1 << 6, /* no white space before it */
	TOKEN_JOINED  = 1 << 7, /* a hyphen stands between it and the word before */
	TOKEN_DOTTED  = 1 << 8  /* a full stop stands in it: Node.js, 1.5 */
};

struct token {
	uint32_t start, end;    /* bytes in the text */
	uint32_t flags;
	uint64_t hash;          /* of the folded word (token_fold) */
};

struct tokens {
	struct token *at;
	size_t        n;
};

/* A sentence is the tokens [from, to). */
struct sentence { uint32_t from, to; };

/* Split TEXT (valid UTF-8, at most 4 GiB); the result lives in A.  Linear in the text. */
struct tokens tokens_of(struct str text, struct arena *a);
/* Sentences of T, at most MAX_TOKENS tokens long; the result lives in A. */
struct sentence *sentences_of(struct str text, const struct tokens *t, size_t max_tokens,
    size_t *n, struct arena *a);
/* Writes ', " and - for typographic quotation marks and dashes over the N bytes at P, and gives how many are left. */
size_t token_plain_marks(char *p, size_t n);
/* Appends WORD folded as for the hash of struct token: utf8_fold() and token_plain_marks(). */
void token_fold(struct buf *b, struct str word);
/* The first byte of the mark T, likewise. */
char token_mark(struct str text, const struct token *t);
/* The hash that a folded word has in struct token. */
uint64_t token_hash(struct str folded);
static inline struct str
token_text(struct str text, const struct token *t)
{
	return (struct str){ text.p + t->start, t->end - t->start };
}
/* Is the word T WORD, whatever the case of its ASCII letters and whichever mark, of keyboards or typographic, it begins with: 's, - ? */
bool token_is(struct str text, const struct token *t, const char *word);
/* Is the word T what was split off another: 's, 're, 't? */
static inline bool token_clitic(struct str text, const struct token *t) { return (t->flags & TOKEN_WORD) && token_mark(text, t) == '\''; }

#endif
