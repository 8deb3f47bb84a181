/*
 * forest.h -- the trees of a model, walked all at once.
 *
 * For each feature its tests stand by threshold.  A test whose threshold lies
 * below the candidate's value sends it to the node HIGH and so rules out the
 * leaves below LOW: bits of its tree.  The first leaf that is left, in the
 * order from low to high, is where a walk from the root would have ended.  Few
 * tests are looked at, for most features of a candidate are 0, and nothing is
 * guessed by the processor.  (QuickScorer: Lucchese et al., SIGIR 2015.)
 */
#ifndef USEDBY_FOREST_H
#define USEDBY_FOREST_H

#include <stddef.h>
#include <stdint.h>

#define MAX_LEAVES 32   /* of a tree */

struct node {
	int   feature;          /* -1: a leaf */
	float threshold, value;
	int   low, high;        /* indexes of nodes; behind this one */
};

struct forest;

/* The forest of N_TREES trees, whose roots are at ROOT[] among the nodes, over
 * N_FEATURES features.  NULL where a tree has more than MAX_LEAVES leaves. */
struct forest *forest_new(const struct node *node, const int *root, size_t n_trees, size_t n_features);
void forest_free(struct forest *f);     /* NULL is fine */
/* The sum of the leaves, in the order of the trees, for the features VALUE; LEFT is
 * room for a number per tree. */
double forest_sum(const struct forest *f, const float *value, uint32_t *left);
/* Adds to SHARE what each feature moved that sum by: the steps between the VALUEs of
 * the nodes on the way from each root to its leaf. */
void forest_shares(const struct forest *f, const float *value, uint32_t *left, double *share);

#endif
