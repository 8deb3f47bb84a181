/*
 * counts.h -- the count tables, from claims sorted by technology and adopter.
 *
 * Memory: a few words for each adopter, technology and article, and what the
 * claims of one technology, or one adopter, amount to.
 */
#ifndef USEDBY_COUNTS_H
#define USEDBY_COUNTS_H

#include "../common/account.h"
#include "../common/sheet.h"
#include "../common/sort.h"
#include "cell.h"
#include "estimate.h"

/* An adopter that uses more technologies says little on which go together, and
 * the number of pairs grows with the square: it is left out of technology_pairs. */
#define PAIR_TECHNOLOGIES 400

/* What a technology comes to. */
struct technology {
	uint32_t     adopters, with_parts, current, former, considered, created, makers, disputed, multi_source;
	uint32_t     articles, witnesses, arrivals, departures, implied;
	int          first, last;
	struct tally tally;
};

struct counts {
	const struct star *star;
	const char        *dir;
	struct account    *account;
	struct sorter     *claims;      /* technology, adopter -> claim */
	struct sorter     *cells;       /* adopter, technology -> cell, articles */
	struct sorter     *timelines, *use_cases, *yearly, *pairs;
	struct technology *technology;
	uint32_t          *current;     /* of each technology: the adopters that pairs are made of */
	uint64_t           with_current;        /* all of these adopters */
	/* marks: the technology or adopter, plus 1, that saw the thing last */
	uint32_t          *article_mark, *witness_mark, *telling_mark, *owner_mark;
};

void counts_init(struct counts *c, const struct star *star, const char *dir, struct account *account);
/* Read claims.csv.zst and migrations.csv.zst of the folder IN. */
bool counts_read(struct counts *c, const char *in, struct err *e);
/* by_technology.c: go through the claims; fills cells, timelines, use_cases, yearly. */
bool counts_by_technology(struct counts *c, struct err *e);
/* by_adopter.c: go through the cells; writes adoption, adopter_counts and
 * implied_technologies, fills pairs. */
bool counts_by_adopter(struct counts *c, const char *out, struct err *e);
/* tables.c: the rest. */
bool counts_write(struct counts *c, const char *out, struct err *e);
void counts_release(struct counts *c);

/* The text of a number in B, valid until the row's buffer is reset; B must have
 * room (see ROW_ROOM). */
#define ROW_ROOM 1024
struct str count_text(struct buf *b, uint64_t v);
struct str number_text(struct buf *b, double v);
struct str date_text(struct buf *b, int day);
struct str year_text(struct buf *b, int year);
struct str ids_text(struct buf *b, const struct dimension *d, uint64_t set);
/* DIR/NAME.csv.zst. */
struct sheet *counts_sheet(const char *dir, enum table_id t, struct err *e);
bool counts_commit(struct counts *c, struct sheet *s, const char *count, struct err *e);

#endif
