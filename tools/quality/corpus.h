/*
 * corpus.h -- articles with their candidates, held against a gold.
 */
#ifndef USEDBY_QUALITY_CORPUS_H
#define USEDBY_QUALITY_CORPUS_H

#include "../../stages/extract/input.h"
#include "../../stages/extract/score.h"
#include "../../stages/extract/short_names.h"
#include "gold.h"

#define FOLDS 5         /* parts of a cross-validation, and within a fit */

enum { LABEL_NONE = -1, LABEL_WRONG, LABEL_RIGHT, LABEL_SKIPPED };

struct text {
	struct arena      arena;
	struct article    a;
	struct frame     *f;
	struct candidates found;        /* not scored */
	signed char      *label;        /* of each */
	struct beliefs    names[N_BELIEFS];
	signed char      *name_label[N_BELIEFS];        /* of each name: right if a candidate of it is */
	signed char     (*word_label)[N_STATUS];        /* likewise of each wording and status; LABEL_NONE where it has no candidate */
	int               part, fold;   /* of a cross-validation; of those within a fit */
};

struct corpus {
	const char   *name;             /* last part of its folder's name */
	const struct vocabulary *v;     /* the names that its candidates are found by */
	struct text **text;
	double        weight;           /* what each of its texts counts in a fit: 1 */
	size_t        n, cap;
	struct gold   gold;
};

/* Load the articles that read left in DIR, find their candidates by V, and hold them
 * against DIR/gold.csv with DIR/aliases.csv.  A candidate is right if the gold
 * has it and its sentence is the gold's evidence, skipped if the gold has it
 * elsewhere or as optional, else wrong.  The texts of all features of words go to
 * BOOK, if that is not NULL.  NULL with *e set. */
struct corpus *corpus_load(const char *dir, const struct vocabulary *v, struct wording_book *book, struct err *e);
void corpus_free(struct corpus *c);

struct tally {
	size_t right, wrong, missed;    /* claims; those that the gold has as optional count nowhere */
	size_t texts, texts_wrong;      /* articles; with a wrong claim */
};
/* Called for each claim: RIGHT is 1, 0, or -1 for optional. */
typedef void (*tally_claim)(void *ctx, const struct text *t, const struct candidate *c, int right);

/* Score T's candidates by W and add what stands at or above THRESHOLD to *OUT.
 * CLAIM, if not NULL, is called for every claim, whatever its confidence. */
void text_tally(const struct corpus *c, const struct text *t, const struct model *m,
    double threshold, struct tally *out, tally_claim claim, void *ctx);
/* Tells on standard error of a claim that is wrong, or right and below THRESHOLD, with its sentence. */
void claim_show(const struct corpus *c, const struct text *t, const struct candidate *x, int right, double threshold);
static inline double
tally_precision(const struct tally *t)
{
	return t->right + t->wrong ? (double)t->right / (double)(t->right + t->wrong) : 0;
}
static inline double
tally_recall(const struct tally *t)
{
	return t->right + t->missed ? (double)t->right / (double)(t->right + t->missed) : 0;
}
static inline double
tally_f1(const struct tally *t)
{
	return t->right ? 2.0 * (double)t->right / (double)(2 * t->right + t->wrong + t->missed) : 0;
}

/* Is one of the two texts a part of the other, whatever their white space? */
bool evidence_overlaps(struct str x, struct str y);
/* NAME and the other forms that A has for it (short_names.h); how many. */
#define MAX_FORMS 8
size_t name_forms(const struct article *a, struct str name, struct str out[MAX_FORMS]);
/* The name under which N counts: the lexicon's, else as written. */
struct str adopter_name(const struct vocabulary *v, const struct name *n);
struct str technology_name(const struct vocabulary *v, const struct name *n);

#endif
