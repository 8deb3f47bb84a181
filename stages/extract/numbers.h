/*
 * numbers.h -- the numbers of a sentence, as written in digits or in words.
 *
 * 2,500 · 1.5 billion · 65k · $3.2B · 20 million euros · 80% · 10Gbps · 200ms ·
 * 3x · twenty-five · half a million · over 2 · 40+ · nearly 3 · 3-6 seconds ·
 * from $5B to $15B · 9, 15 and 55 percent.  Dates, years, versions, times of
 * the day, ordinals and vague words (hundreds, several) are left out.
 */
#ifndef USEDBY_NUMBERS_H
#define USEDBY_NUMBERS_H

#include "metric_words.h"

enum number_kind { NUMBER_PLAIN, NUMBER_PERCENT, NUMBER_MONEY, NUMBER_TIME, NUMBER_SIZE, NUMBER_SPEED, NUMBER_TIMES };

struct number {
	uint32_t   from, to;            /* tokens: the number with its currency, magnitude and unit */
	uint32_t   outer;               /* the first token of the qualifier before it, or from */
	double     value;
	struct str unit;                /* percent, USD, ms ...; empty for NUMBER_PLAIN; lives in W or is static */
	double     factor;              /* what the unit has multiplied the value by */
	enum number_kind kind;
	char       qualifier;           /* = > < ~ */
	bool       words;               /* written in words alone */
	bool       large;               /* a magnitude stands in it */
	bool       year_like;           /* 1900 to 2099, written as years are */
	bool       hyphen;              /* a word is joined behind it: 7-year */
	bool       low, high;           /* the lower, the upper end of a range */
	bool       was, now;            /* what it was before a change, and after */
	bool       listed;              /* the next number is joined by a comma or and */
};

#define MAX_NUMBERS 64
/* Fill OUT with the numbers within the tokens [from, to) of TEXT, at most
 * MAX_NUMBERS; returns how many. */
size_t numbers_find(const struct metric_words *w, struct str text, const struct tokens *t, uint32_t from, uint32_t to,
    struct number *out);
/* The year among the tokens [from, to), or 0. */
int numbers_year(struct str text, const struct tokens *t, uint32_t from, uint32_t to);

#endif
