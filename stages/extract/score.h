/*
 * score.h -- how sure a candidate is: boosted regression trees over its rules,
 * terms and signs.
 *
 * Four forests (trees.h).  The first two tell of each name of an article whether
 * it uses anything there, or is used (belief.h); what they say are two of the
 * terms (terms.def) that the others look at beside a candidate's other terms, its
 * rules, and its signs (relation.h).  A small one takes a first look at each
 * candidate; what it says of a candidate's neighbours are terms (look.h) for the
 * last one, of the claims.  Confidence is 1 / (1 + exp(-sum)).
 */
#ifndef USEDBY_SCORE_H
#define USEDBY_SCORE_H

#include "belief.h"
#include "trees.h"
#include "weights.h"

enum model_part { MODEL_LOOK = N_BELIEFS, MODEL_CLAIM, N_MODEL_PARTS };         /* before them those of enum belief */
extern const char *const model_files[N_MODEL_PARTS];

#define WORDING_FILE "wording.weights"

struct model {
	struct trees   part[N_MODEL_PARTS];
	struct weights words;
};

/* Features by number: terms, then rules (the file's, then the frames'), then signs. */
size_t feature_count(const struct vocabulary *v);
float feature_value(const struct vocabulary *v, const struct candidate *c, int feature);
/* Appends the feature's name to B. */
void feature_name(struct buf *b, const struct vocabulary *v, int feature);

/* The features of a part of the model, their names, and how many of them, the
 * first, are numbers rather than flags. */
size_t model_feature_count(const struct vocabulary *v, enum model_part part);
void model_feature_name(struct buf *b, const struct vocabulary *v, enum model_part part, int feature);
size_t model_numbers(const struct vocabulary *v, enum model_part part);

/* Read the model_files and WORDING_FILE of DIR.  False with *e set as by trees_load(). */
bool model_load(struct model *m, const char *dir, const struct vocabulary *v, struct err *e);
void model_release(struct model *m);

/* Set the terms of belief and of the look to 0, as they are before anything is scored. */
void score_clear(struct candidates *c);
/* The first look (look.h): set the look's terms of every candidate, whose terms of words and of belief are set, by T;
 * SUM, room for as many numbers as there are candidates, gets the log of the odds. */
void score_look(struct candidates *c, const struct vocabulary *v, const struct trees *t, double *sum);
/* Set the confidence of every candidate of the N articles C, and its terms of words, of belief and of the look.
 * An article's are what they are alone; together they fill the forests' blocks (forest.h), which is faster. */
void score_batch(struct candidates *const *c, size_t n, const struct vocabulary *v, const struct model *m);
/* ... of one article. */
void score_candidates(struct candidates *c, const struct vocabulary *v, const struct model *m);
/* Keep, of those that tell one claim (adopter, technology, status), the surest,
 * with the purposes of all of them.  The order is that of the first block of
 * each claim's evidence. */
void score_join(struct candidates *c, const struct vocabulary *v);
/* TERMS[i] is "active_use=1.20 bind_we=0.41 ...": the features that moved the score
 * of C[i] most, the strongest first; what moved the first look stands for it.  The text
 * lives in ARENA. */
void score_explain(struct str *terms, const struct candidate *const *c, size_t n, const struct vocabulary *v,
    const struct model *m, struct arena *arena);

#endif
