/*
 * trees.h -- boosted regression trees, as a file has them.
 *
 * The sum of one leaf of each tree is the log of the odds.  The file is CSV with
 * the columns
 *   tree,node,feature,threshold,low,value
 * a row per node, the nodes of a tree numbered from 0, the root: what has a
 * FEATURE of at most THRESHOLD goes to node LOW, else to the one behind that; a row
 * without a feature is a leaf.  VALUE is what comes by the node adds to the sum on average,
 * so that each step of the way has a share in the outcome.  Tree 0 is a single
 * leaf, the constant; no tree has more than MAX_LEAVES leaves (forest.h).
 * tools/quality/fit writes such files from annotated articles.
 */
#ifndef USEDBY_TREES_H
#define USEDBY_TREES_H

#include "../common/err.h"
#include "../common/map.h"
#include "forest.h"

struct trees {
	struct node *node;
	size_t       n, cap;
	int         *root;      /* of each tree */
	size_t       n_trees, trees_cap;
	struct forest *forest;          /* the same, laid out for scoring */
	uint32_t    *number;            /* the features that they test, of those that are numbers */
	size_t       n_numbers;
};

/* Read PATH; FEATURES has the number of each feature's name, those below N_NUMBERS
 * are numbers, the others flags.  False with *e set: EX_CONFIG names the line of
 * an unknown feature, of a node out of order, or of what is no number. */
bool trees_load(struct trees *t, const char *path, const struct map *features, size_t n_numbers, struct err *e);
/* Lay T out for scoring, when it is complete; trees_load() has done it.  False
 * where a tree has more than MAX_LEAVES leaves. */
bool trees_seal(struct trees *t, size_t n_numbers);
void trees_release(struct trees *t);

#endif
