/*
 * metrics.h -- numbers that a sentence binds to an adopter or a technology.
 */
#ifndef USEDBY_METRICS_H
#define USEDBY_METRICS_H

#include "choices.h"
#include "claims.h"
#include "quantity.h"

struct metric {
	struct name subject, technology;        /* technology.text.n == 0: none */
	struct str  measure, unit, rule;
	double      value;
	char        qualifier;                  /* = > < ~ */
	int         year;
	double      confidence;
	uint32_t    block, start, end;          /* evidence, as in struct candidate */
};

struct binder;
struct metrics { struct metric *at; size_t n, cap; };

/* Fill OUT (zeroed or used before) with the numbers of A; texts live in A's arena.
 * CLAIMS are the scored claims of A: they settle which technology a number is about. */
void metrics_find(const struct article *a, const struct frame *f, const struct vocabulary *v,
    const struct candidates *claims, struct metrics *out);

/* Number K of the sentence P, with what it counts, where X stands. */
struct counted { struct binder *x; const struct passage *p; size_t k; const struct quantity *q; };
typedef void (*counted_number)(void *ctx, const struct counted *c);
/* As metrics_find(), but EACH says of each number what becomes of it; it may call metric_tell(). */
void metrics_each(const struct article *a, const struct frame *f, const struct vocabulary *v, const struct candidates *claims,
    struct metrics *out, counted_number each, void *ctx);
/* Adds the number to the metrics, as SUBJECT's, with TECHNOLOGY unless that is NULL, if it is not there yet. */
void metric_tell(const struct counted *c, const struct choice *subject, const struct choice *technology);

#endif
