/*
 * lsh.h -- pairs of articles whose sets resemble each other, among millions.
 *
 * Each article has a row of minima (MinHash) or none, and may have the set
 * itself.  Rows lie in a temporary file and are read band by band.
 */
#ifndef USEDBY_LSH_H
#define USEDBY_LSH_H

#include "articles.h"

#define LSH_MAX_ITEMS 256       /* of a set that is kept */

struct lsh;

/* FUNCTIONS minima in a row, ROWS of them in a band. */
struct lsh *lsh_new(const char *dir, size_t functions, size_t rows);
/* The next article's minima (NULL: it takes no part) and, if sets are to be
 * compared exactly, its N items.  Failures are kept for lsh_pairs(). */
void lsh_add(struct lsh *l, const uint16_t *minima, const uint32_t *item, size_t n);
/* Calls TAKE for pairs of articles that share a band, with the Jaccard
 * similarity of their sets, estimated where only minima are known.  Pairs that
 * CONNECTED are left out, as are articles for which ALLOWED is false (NULL: none).
 * Which pairs are seen does not depend on how the articles are numbered.
 * False with *e set: EX_CANTCREAT, EX_IOERR. */
bool lsh_pairs(struct lsh *l, const struct articles *all, bool (*allowed)(const struct articles *, uint32_t),
    void (*take)(void *, uint32_t, uint32_t, double), bool (*connected)(void *, uint32_t, uint32_t), void *context,
    struct err *e);
/* The similarity of two articles; 0 if one takes no part. */
bool lsh_resemblance(struct lsh *l, uint32_t a, uint32_t b, double *similarity, struct err *e);
void lsh_free(struct lsh *l);

#endif
