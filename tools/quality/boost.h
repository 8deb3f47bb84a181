/*
 * boost.h -- gradient boosting of regression trees over the features of samples.
 *
 * Friedman, "Greedy function approximation: a gradient boosting machine" (2001),
 * with the second-order gain and the regularised leaves of Chen and Guestrin,
 * "XGBoost" (2016), histograms over binned features, trees grown at the leaf
 * that gains most, and samples chosen by the size of their gradients (GOSS: Ke and
 * others, "LightGBM", 2017).  Loss: log(1 + exp(-y score)), weighed by sample.  All random
 * choices come from one fixed seed: the same samples in the same order give the
 * same model.
 */
#ifndef USEDBY_QUALITY_BOOST_H
#define USEDBY_QUALITY_BOOST_H

#include "../../stages/extract/trees.h"

struct sample { const void *what; bool right; double weight; };     /* weight: 1 counts once */

/* What samples are looked at by. */
struct boost_features {
	size_t      n;
	float     (*value)(const void *ctx, const void *what, int feature);
	const void *ctx;
	const bool *hidden;             /* features that no tree may look at, or NULL */
};

struct boost_options {
	int    trees, leaves;           /* trees after the constant; leaves of each at most */
	double rate;                    /* what a tree counts */
	double l2;                      /* draws the value of a leaf to 0 */
	double min_weight;              /* of the samples at a leaf */
	double features;                /* share of them that a tree looks at */
	double top, samples;            /* share of the samples with the largest gradients, which a tree looks at all, and what it looks at of the others */
};

/* Fill *M (trees_release() gives it back; it is not sealed) from the N samples. */
void boost_fit(struct trees *m, const struct boost_features *f, const struct sample *s, size_t n, const struct boost_options *o);

#endif
