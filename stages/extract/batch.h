/*
 * batch.h -- articles that are scored together.
 *
 * The forests look at FOREST_BLOCK candidates at once (forest.h), and most articles
 * have fewer that are worth it.  So articles are read and searched one by one, and
 * scored when there are enough of them.  What is found does not depend on the batch.
 */
#ifndef USEDBY_BATCH_H
#define USEDBY_BATCH_H

#include "metrics.h"
#include "score.h"

#define BATCH_ARTICLES 16

/* An article and all that is found in it. */
struct reading {
	struct arena      arena;        /* the article lives here */
	struct article    a;
	struct frame     *f;
	struct candidates claims;       /* one a claim, scored, once the batch is */
	struct misses     misses;
	struct metrics    metrics;
};

struct batch {
	struct reading at[BATCH_ARTICLES];
	size_t         n;               /* articles in it */
	size_t         n_candidates;
};

/* The place of the next article: to be read there (input_next), searched (reading_search), then added.  The batch is not full. */
static inline struct reading *batch_next(struct batch *b) { return &b->at[b->n]; }
/* Names, frame and candidates of R's article, which has its text. */
void reading_search(struct reading *r, const struct vocabulary *v);
/* The article at batch_next() is one of the batch. */
void batch_add(struct batch *b);
/* It is time to score: there is no more room, or candidates enough. */
bool batch_full(const struct batch *b);
/* Candidates at or above FLOOR become claims with purposes and years; the metrics are found. */
void batch_score(struct batch *b, const struct vocabulary *v, const struct model *m, double floor);
/* The batch is empty; memory for its next articles is kept, but not what only a large one needs. */
void batch_clear(struct batch *b);
/* Gives back its memory; it is empty then. */
void batch_release(struct batch *b);

#endif
