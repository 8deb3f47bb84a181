/*
 * logit.h -- logistic regression over features that are there or not.
 *
 * The weights minimise the samples' log loss plus an L2 penalty, by L-BFGS
 * (liblbfgs; Nocedal 1980, Liu and Nocedal 1989).  Features that stand in few
 * texts say more about those texts than about language and are left out.
 */
#ifndef USEDBY_QUALITY_LOGIT_H
#define USEDBY_QUALITY_LOGIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Features are named by 32-bit keys other than 0, none twice in a sample. */
struct logit_sample {
	const uint32_t *key[2];         /* two lists */
	size_t          n[2];
	bool            right;
	double          weight;
	size_t          text;           /* samples of one text stand one behind the other */
};

struct logit_options {
	double l2;              /* half of it times each weight squared is added to the loss */
	size_t texts;           /* that a feature must stand in */
	int    iterations;
};

struct logit {
	uint32_t *key;
	double   *weight;
	size_t    n;
	double    constant;
};

/* The caller releases *OUT. */
void logit_fit(struct logit *out, const struct logit_sample *s, size_t n, const struct logit_options *o);
void logit_release(struct logit *m);

#endif
