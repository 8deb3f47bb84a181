/*
 * account.h -- what one run of a stage did: rows in and out, rejects, time, memory.
 *
 * Written as one JSON object beside the stage's output.  The counts are the
 * same for the same input; seconds and peak_bytes are what this run took, so
 * no account is part of a release as it is.
 */
#ifndef USEDBY_ACCOUNT_H
#define USEDBY_ACCOUNT_H

#include <stdint.h>
#include <time.h>

#include "err.h"

#define ACCOUNT_COUNTS 32

struct account {
	const char     *stage;
	struct timespec begin;
	struct { const char *name; uint64_t n; } count[ACCOUNT_COUNTS];
	size_t          n_counts;
};

void account_init(struct account *a, const char *stage);
/* Add N to the count NAME (a literal, such as "articles_in" or "claims_out"). */
void account_add(struct account *a, const char *name, uint64_t n);
/* Write DIR/account.json.  False with *e set: EX_CANTCREAT or EX_IOERR. */
bool account_write(const struct account *a, const char *dir, struct err *e);

#endif
