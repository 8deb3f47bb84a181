/*
 * article.h -- one article on its way from bytes to blocks.
 *
 * A parser (html, plain, markdown) appends text through the flow_ functions,
 * which fold white space and remember where each piece stood, and closes it
 * into blocks.  Everything here lives until article_reset().
 */
#ifndef USEDBY_READ_ARTICLE_H
#define USEDBY_READ_ARTICLE_H

#include "../common/arena.h"
#include "../common/str.h"

enum block_kind {
	BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_CELL, BLOCK_QUOTE,
	BLOCK_CODE, BLOCK_CAPTION, BLOCK_TERM, BLOCK_DEFINITION,
	N_BLOCK_KINDS
};

/* What a character of the article's text was booked as. */
enum booking {
	BOOK_PROSE, BOOK_HEADING, BOOK_LIST, BOOK_TABLE, BOOK_CODE, BOOK_BOILERPLATE,
	N_BOOKINGS
};

struct block {
	enum block_kind kind;
	unsigned   level;               /* heading 1 to 6, item's depth, else 0 */
	uint32_t   parent;              /* number of the heading above, 0 = none */
	uint32_t   group, row, column;  /* 0 = none */
	uint32_t   links;
	struct str header, speaker;     /* in the arena, or literals */
	uint32_t   from, to;            /* its text in article.text */
	uint32_t   start, end;          /* its place in article.raw */
	uint32_t   chars, words;        /* characters without white space */
	bool       dropped;             /* boilerplate: booked, not written */
	bool       title;               /* the headline: a heading, but no part of the body */
	bool       beside;              /* a caption, a byline: stands beside the text, no part of the body */
};

/* From byte AT of article.text on, the text stands at RAW in article.raw. */
struct place { uint32_t at, raw; };

/* A value and where it was found; the strings live in the arena. */
struct fact { struct str value; const char *from; };

struct meta {
	struct fact title, site, author, published, modified, language, url;
};

struct article {
	struct arena   arena;
	struct str     raw;             /* decoded UTF-8, borrowed from the caller */
	struct meta    meta;
	struct buf     text;            /* of all blocks, behind each other */
	struct block  *block;
	size_t         n_blocks, cap_blocks;
	struct place  *place;
	size_t         n_places, cap_places;
	uint32_t      *line;            /* where the lines begin */
	size_t         n_lines, cap_lines;
	uint64_t       booked[N_BOOKINGS];
	uint64_t       seen;            /* characters the parser saw, white space not counted */
	uint32_t       words;           /* of the kept text without code */
	const char    *media_type;      /* html, text or markdown */
	bool           full;            /* it has more pieces than article_pieces(); the rest is not there */
	/* the open piece of text */
	uint32_t       flow_from, flow_start, flow_end, flow_chars;
	bool           flow_gap, flow_new;
};

/* Make A ready for RAW, which is valid UTF-8 of less than 4 GiB and outlives
 * the article; what A held is gone, its memory is kept. */
void article_reset(struct article *a, struct str raw);
void article_release(struct article *a);
/* How many blocks an article of BYTES may have: each takes some 200 bytes of
 * memory, and all of it together shall stay below ten times the article, or
 * below what half a million blocks take. */
static inline size_t
article_pieces(size_t bytes)
{
	return 500000 + bytes / 48;
}

/* The line of article.raw, from 1, on which the byte OFFSET stands. */
uint32_t article_line(const struct article *a, uint32_t offset);

/* Begin a new piece of text. */
void flow_open(struct article *a);
/* Append bytes that stand at RAW just so; white space is folded. */
void flow_add(struct article *a, struct str s, uint32_t raw);
/* Append text that article.raw spells in another way in [raw, end). */
void flow_spelt(struct article *a, struct str s, uint32_t raw, uint32_t end);
/* A blank or line break between what was added and what comes. */
void flow_blank(struct article *a);
/* Append as it is, line breaks and blanks included. */
void flow_verbatim(struct article *a, struct str s, uint32_t raw);
/* Block I says who spoke in the quotations right above it. */
void article_speaker(struct article *a, size_t i);
/* The open piece becomes a block.  NULL if it holds no text, or A is full. */
struct block *flow_close(struct article *a, enum block_kind kind);

static inline struct str
block_text(const struct article *a, const struct block *b)
{
	return (struct str){ a->text.p + b->from, b->to - b->from };
}

/* Fill parent, words and bookings; header cells give their text to the cells
 * below them.  Call once, after the last block. */
void article_finish(struct article *a);
/* The offset:line pairs of a block, appended to OUT; returns the line on which it begins. */
uint32_t article_line_starts(const struct article *a, const struct block *b, struct buf *out);
const char *block_kind_name(enum block_kind kind);
/* Characters in S that are no white space (S is valid UTF-8). */
size_t count_chars(struct str s);
/* S as a reader sees it, as flow_add() would write it: itself, or in ARENA. */
struct str text_folded(struct arena *arena, struct str s);
size_t count_words(struct str s);

#endif
