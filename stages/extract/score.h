/*
 * score.h -- how sure a candidate is: boosted regression trees over its rules,
 * terms and signs.
 *
 * A candidate's score is the constant plus one leaf of every tree; confidence
 * is 1 / (1 + exp(-score)).  claims.trees is CSV with the columns
 *   tree,node,feature,threshold,low,high,value
 * a row per node, the nodes of a tree numbered from 0, the root: a candidate
 * whose FEATURE (a term of terms.def, a rule's name, or a sign as relation.h
 * names them) is at most THRESHOLD goes to node LOW, else to HIGH; a row without
 * a feature is a leaf.  VALUE is what the candidates at the node add to the
 * score on average, so that each step of the way has a share in the outcome.
 * Tree 0 is a single leaf, the constant; no tree has more than MAX_LEAVES leaves
 * (forest.h).  tools/quality/fit writes the file
 * from annotated articles.
 */
#ifndef USEDBY_SCORE_H
#define USEDBY_SCORE_H

#include "claims.h"
#include "forest.h"

struct model {
	struct node *node;
	size_t       n, cap;
	int         *root;      /* of each tree */
	size_t       n_trees, trees_cap;
	struct forest *forest;  /* the same, laid out for scoring */
};

/* Features by number: terms, then rules (the file's, then the frames'), then signs. */
size_t feature_count(const struct vocabulary *v);
float feature_value(const struct vocabulary *v, const struct candidate *c, int feature);
/* Appends the feature's name to B. */
void feature_name(struct buf *b, const struct vocabulary *v, int feature);

/* Read DIR/claims.trees.  False with *e set: EX_CONFIG names the line of an
 * unknown feature, of a node out of order, or of what is no number. */
bool model_load(struct model *m, const char *dir, const struct vocabulary *v, struct err *e);
void model_release(struct model *m);
/* Lay M's trees out for scoring, when they are complete; model_load() has done it.
 * False where one has more than MAX_LEAVES leaves. */
bool model_seal(struct model *m);

/* Set every candidate's confidence. */
void score_candidates(struct candidates *c, const struct vocabulary *v, const struct model *m);
/* Keep, of those that tell one claim (adopter, technology, status), the surest,
 * with the purposes of all of them.  The order is that of the first block of
 * each claim's evidence. */
void score_join(struct candidates *c, const struct vocabulary *v);
/* TERMS[i] is "active_use=1.20 bind_we=0.41 ...": the features that moved the score
 * of C[i] most, the strongest first.  The text lives in ARENA. */
void score_explain(struct str *terms, const struct candidate *const *c, size_t n, const struct vocabulary *v,
    const struct model *m, struct arena *arena);

#endif
