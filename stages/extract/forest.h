/*
 * forest.h -- the trees of a model, walked all at once, for many candidates at once.
 *
 * A candidate of a block is a bit.  For each test of the trees a row of bits says
 * which candidates pass it; for each node another says which of them come by:
 * those that came by the node above and took this way.  So a tree costs two
 * operations a node for all of the block, and nothing is guessed by the processor.
 */
#ifndef USEDBY_FOREST_H
#define USEDBY_FOREST_H

#include <stddef.h>
#include <stdint.h>

#define MAX_LEAVES 32   /* of a tree */
#define FOREST_BLOCK 256 /* candidates */
#define FOREST_WORDS (FOREST_BLOCK / 64)
#define FOREST_STEP 32  /* of so many candidates each number is looked at, if of one of them */

struct node {
	int   feature;          /* -1: a leaf */
	float threshold, value;
	int   low, high;        /* indexes of nodes; behind this one */
};

struct forest;

/* The forest of N_TREES trees, whose roots are at ROOT[] among the nodes.  The
 * features below N_NUMBERS are numbers, those behind them flags, 0 or 1.  NULL
 * where a tree has more than MAX_LEAVES leaves. */
struct forest *forest_new(const struct node *node, const int *root, size_t n_trees, size_t n_numbers);
void forest_free(struct forest *f);     /* NULL is fine */
/* Features of up to FOREST_BLOCK candidates: candidate I has NUMBER[f][i], and of
 * the flag f bit I % 64 of FLAG[f - N_NUMBERS][i / 64]. */
struct forest_block {
	size_t    n;
	float   (*number)[FOREST_BLOCK];
	uint64_t (*flag)[FOREST_WORDS];
	uint64_t (*room)[FOREST_WORDS];         /* scratch: forest_room() of them */
};
size_t forest_room(const struct forest *f);
/* SUM[i] is the sum of the leaves, in the order of the trees, at which candidate I ends. */
void forest_sums(const struct forest *f, const struct forest_block *b, double sum[FOREST_BLOCK]);
/* Adds to SHARE[i * STRIDE + f] what feature F moved that sum by: the steps between
 * the VALUEs of the nodes on the way from each root to its leaf. */
void forest_shares(const struct forest *f, const struct forest_block *b, double *share, size_t stride);

#endif
