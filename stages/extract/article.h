/*
 * article.h -- one article as extract sees it: blocks, words, sentences, names.
 */
#ifndef USEDBY_ARTICLE_H
#define USEDBY_ARTICLE_H

#include "token.h"

enum block_kind {
	BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_CELL, BLOCK_QUOTE, BLOCK_CODE, BLOCK_CAPTION,
	BLOCK_TERM, BLOCK_DEFINITION, N_BLOCK_KINDS
};

/* What a mention can be.  A name is known through tech or org (indexes into
 * the lexicon, -1 for none) or found by its shape alone (both -1). */
struct name {
	struct str text;        /* as written, without article or legal suffix */
	uint64_t   key;         /* hash of the folded text: the same name, the same key */
	int        tech, org;
};

/* The same thing: one lexicon entry, or one name. */
static inline bool
same_name(const struct name *a, const struct name *b)
{
	return a->key == b->key || (a->org >= 0 && a->org == b->org) || (a->tech >= 0 && a->tech == b->tech);
}

enum {
	NAME_TECH_AMBIGUOUS = 1 << 0,   /* the form is also another word's */
	NAME_ORG_AMBIGUOUS  = 1 << 1,
	NAME_EVIDENCE       = 1 << 2,   /* ... but the article makes its sense clear */
	NAME_INITIAL        = 1 << 3,   /* stands where every word is capitalised */
	NAME_COMPOUND       = 1 << 4,   /* a known name made longer by capitalised words */
	NAME_COMMON         = 1 << 9,   /* all its words are words of everybody's */
	NAME_CAPITAL        = 1 << 8,   /* an ambiguous form, capitalised where an ordinary word is not */
	NAME_PERSON         = 1 << 6,   /* begins with a first name */
	NAME_SITE           = 1 << 7,   /* "X Engineering", "X Tech Blog" */
	NAME_LOWER          = 1 << 5,   /* an ambiguous technology, written as an ordinary word is */
	NAME_TOOL           = 1 << 10,  /* in no table, and likely a technology's (typing.h) */
	NAME_SMALL          = 1 << 11,  /* ... that is written small, and a name for that alone */
	NAME_PLACE          = 1 << 12,  /* in no table, and somewhere behind in, near, across */
	NAME_PRESS          = 1 << 13   /* ends as the names of newspapers do */
};

struct mention {
	uint32_t    from, to;   /* tokens of its block */
	uint32_t    flags;
	struct name name;
	unsigned    count;      /* mentions of the name in the article, at most 255 */
	int         base_org;   /* NAME_COMPOUND: the organisation it begins with, or -1 */
	float       typed;      /* of a name in no table: the odds that it is a technology's (log) */
};

struct block {
	uint32_t         no, parent, group, row, column;        /* as in TABLE_blocks; 0 = none */
	enum block_kind  kind;
	uint32_t         level, line;
	struct str       text, header, speaker, line_starts;
	struct tokens    tokens;
	const void      *word_classes;  /* of each token as a single word (frame_classes), or NULL */
	struct sentence *sentence;
	size_t           n_sentences;
	struct mention  *mention;       /* in order, not overlapping */
	size_t           n_mentions;
	bool             of_page;       /* title or site: no text of the article, no evidence */
};

/* The page's title and site name stand as blocks before the text's own. */
enum { BLOCK_TITLE, BLOCK_SITE, FIRST_TEXT_BLOCK };

struct article {
	struct str    source, title, site, author, published;
	struct block *block;
	size_t        n_blocks;
	const struct typed_names *typed;        /* the names in no table, of which typing.h tells what they are */
	const struct short_names *shortened;    /* names that it tells in full elsewhere (short_names.h) */
	struct arena *arena;            /* where all of it lives */
};

/* The block numbered NO, or NULL. */
const struct block *article_block(const struct article *a, uint32_t no);
/* Is block I the title, or a heading in its place? */
bool article_titles(const struct article *a, size_t i);
/* The line of the file on which byte OFFSET of B's text stands. */
uint32_t block_line(const struct block *b, size_t offset);
/* The first byte of B's token I if it is a mark (token_mark), else 0. */
char block_mark(const struct block *b, size_t i);
/* B's text from token FROM to token TO, exclusive; there is one. */
static inline struct str
block_span(const struct block *b, size_t from, size_t to)
{
	return str_sub(b->text, b->tokens.at[from].start, b->tokens.at[to - 1].end);
}
/* Is B's token I, if there is one, WORD, whatever its case? */
bool block_word_is(const struct block *b, size_t i, const char *word);
/* Is it 's? */
bool block_possessive(const struct block *b, size_t i);
/* The number of B's sentence that token I is in; B has one. */
size_t block_sentence(const struct block *b, uint32_t i);
/* The mentions of B within the tokens [from, to): the first one and their count. */
const struct mention *block_mentions(const struct block *b, uint32_t from, uint32_t to, size_t *n);

#endif
