/*
 * weights.h -- what wordings tell: a logistic regression for each status, of
 * technologies and of adopters.
 *
 * The file is CSV with the columns
 *   place,words,technology_uses,...,adopter_uses,...
 * a row per feature (wording.h), a weight per kind and status in hundredths, blank
 * for 0.  The row without a place is the constant.  The sum of a wording's weights is
 * the log of the odds that some claim of the status in that sentence has the name.
 * tools/quality/fit writes the file from annotated articles.
 */
#ifndef USEDBY_WEIGHTS_H
#define USEDBY_WEIGHTS_H

#include "claims.h"
#include "../common/err.h"

#define WEIGHT_UNIT 0.01
#define MAX_WEIGHT 10000        /* in that unit */
struct weight { wording_key key; int16_t of[N_STATUS]; };
/* Open addressing by the key; 0 is none.  Most keys are looked for in vain: a filter
 * with a bit for those that are there, eight times as many as slots, stays in a near cache. */
struct weight_table {
	struct weight *slot;
	uint64_t      *filter;
	size_t         n, room;
};
struct weights {
	struct weight_table table[N_WORDING_KINDS];
	int16_t             constant[N_WORDING_KINDS][N_STATUS];
};
#define WEIGHT_COLUMNS (N_WORDING_KINDS * N_STATUS)

/* Read PATH.  False with *e set: EX_CONFIG names the line of an unknown place or
 * of what is no number, or the column that is missing. */
bool weights_load(struct weights *w, const char *path, struct err *e);
void weights_release(struct weights *w);
/* The name of the column of KIND and STATUS; appends it to B. */
void weights_column(struct buf *b, enum wording_kind kind, enum status status);
/* Give a feature, or with key 0 the constant, its weight, which is at most MAX_WEIGHT. */
void weights_set(struct weights *w, enum wording_kind kind, enum status status, wording_key key, int weight);
int weights_get(const struct weights *w, enum wording_kind kind, enum status status, wording_key key);
/* Set technology_words, technology_sentence, adopter_words, adopter_sentence of
 * every candidate. */
void weights_apply(const struct weights *w, struct candidates *c);

#endif
