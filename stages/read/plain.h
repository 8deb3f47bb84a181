/*
 * plain.h -- plain text with the layouts that people give it.
 *
 * Headings underlined, numbered by digits or letters, in capitals (alone or in front of a sentence
 * that repeats them) or merely short and alone; bullets of every kind; | table |
 * rows | and those that blanks align; hard-wrapped lines joined; source code told from prose by its lines.
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
	unsigned deeper;                /* numbered with letters: ways of numbering above it */
	uint32_t table;                 /* of a row that blanks part: its table, from 1, else 0 */
};

#define TABLE_COLUMNS 16        /* a table that blanks align has no more */

/* Such a table: where its columns begin, in characters from the left; its first
 * row heads the others. */
struct aligned { uint32_t n, start[TABLE_COLUMNS]; bool headed; };

struct units {
	struct unit *unit;
	size_t n, cap;
	struct aligned *table;
	size_t n_tables, cap_tables;
};

/* Blocks and metadata of A, whose raw text is set. */
void plain_read(struct article *a);

/* The steps: lines to units (no more than one above article_pieces()); headings among them; title, author, date. */
void plain_units(const struct article *a, struct units *u);
void plain_headings(const struct article *a, struct units *u);
void plain_meta(struct article *a, const struct units *u);
/* The levels of the headings that have none yet. */
void plain_levels(const struct article *a, struct units *u);
/* Are the lines [first, end) of A plainly a table that blanks align?  RULE says
 * for each of them whether it is a rule; empty ones do not count.  Fills T. */
bool plain_aligned(const struct article *a, size_t first, size_t end, const bool *rule, struct aligned *t);
/* The cell K of such a table's LINE, which is whole; empty if there is none. */
struct str plain_cell(struct str line, const struct aligned *t, size_t k);
void plain_release(struct units *u);
/* How much one line, trimmed and of so many words, looks like source code: 0, 1 maybe, 2 surely. */
int plain_code_line(struct str line, size_t words);

static inline struct str
unit_text(const struct article *a, const struct unit *u)
{
	return str_sub(a->raw, u->body, u->to);
}

#endif
