/*
 * metrics.h -- numbers that a sentence binds to an adopter or a technology.
 */
#ifndef USEDBY_METRICS_H
#define USEDBY_METRICS_H

#include "claims.h"

struct metric {
	struct name subject, technology;        /* technology.text.n == 0: none */
	struct str  measure, unit, rule;
	double      value;
	char        qualifier;                  /* = > < ~ */
	int         year;
	double      confidence;
	uint32_t    block, start, end;          /* evidence, as in struct candidate */
};

struct metrics { struct metric *at; size_t n, cap; };

/* Fill OUT (zeroed or used before) with the numbers of A; texts live in A's arena.
 * CLAIMS are the scored claims of A: they settle which technology a number is about. */
void metrics_find(const struct article *a, const struct frame *f, const struct vocabulary *v,
    const struct candidates *claims, struct metrics *out);

#endif
