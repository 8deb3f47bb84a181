/*
 * plain.h -- plain text with the layouts that people give it.
 *
 * Headings underlined, numbered, in capitals (alone or in front of a sentence
 * that repeats them) or merely short and alone; bullets of every kind; | table |
 * rows |; hard-wrapped lines joined; source code told from prose by its lines.
 */
#ifndef USEDBY_READ_PLAIN_H
#define USEDBY_READ_PLAIN_H

#include "article.h"

enum unit_kind {
	UNIT_PROSE, UNIT_HEADING, UNIT_ITEM, UNIT_NUMBERED, UNIT_ROW, UNIT_CODE, UNIT_RULE
};

/* A paragraph's worth of lines. */
struct unit {
	enum unit_kind kind;
	uint32_t from, to;              /* in article.raw, trimmed */
	uint32_t body;                  /* where the text behind a bullet begins */
	uint32_t indent;
	uint32_t words, chars;
	unsigned level;                 /* of a heading */
	bool     gap;                   /* a blank line stands above */
	bool     apart;                 /* a short line that may be a heading */
	char     mark;                  /* underline of a heading: = or -, else 0 */
};

struct units { struct unit *unit; size_t n, cap; };

/* Blocks and metadata of A, whose raw text is set. */
void plain_read(struct article *a);

/* The steps: lines to units (no more than one above article_pieces()); headings among them; title, author, date. */
void plain_units(const struct article *a, struct units *u);
void plain_headings(const struct article *a, struct units *u);
void plain_meta(struct article *a, const struct units *u);
/* The levels of the headings that have none yet. */
void plain_levels(const struct article *a, struct units *u);
/* How much one line looks like source code: 0, 1 maybe, 2 surely. */
int plain_code_line(struct str line);

static inline struct str
unit_text(const struct article *a, const struct unit *u)
{
	return str_sub(a->raw, u->body, u->to);
}

#endif
