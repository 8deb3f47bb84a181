/*
 * quantity.h -- what a number of a sentence counts: its unit and measure.
 */
#ifndef USEDBY_QUANTITY_H
#define USEDBY_QUANTITY_H

#include "passage.h"

struct quantity {
	bool       keep;                /* a metric, and no part of history or style */
	struct str unit, measure;
	const char *rule;               /* how the unit was found */
	uint32_t   noun_from, noun_to;  /* tokens of the noun phrase; equal if there is none */
	uint32_t   end;                 /* behind all that belongs to it */
	bool       person;              /* counts people */
	bool       money, performance;  /* a sum; a rate, a time, a size, a multiple */
	double     certainty;
	double     factor;              /* what the number's value is to be multiplied by for UNIT */
	int        year;
};

/* The token behind the number N and what it counts. */
static inline uint32_t quantity_end(const struct number *n, const struct quantity *q) { return q->end > n->to ? q->end : n->to; }
/* Judge each number of P: OUT has P->n places. */
void quantities_of(const struct passage *p, struct quantity *out);

#endif
