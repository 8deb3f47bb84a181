/*
 * accounts.h -- what the stages of a run say they did: their account.json files.
 */
#ifndef USEDBY_ACCOUNTS_H
#define USEDBY_ACCOUNTS_H

#include <stdint.h>
#include <jansson.h>

#include "../common/err.h"

/* The shards of the run in BUILD, as inventory/shards.mk names them, NULL behind
 * the last; names_free() gives them back.  Without that file there are none. */
char **accounts_shards(const char *build, struct err *e);
/* One object per stage that left an account, in the order of the way:
 *   { "stage": "read", "shards": 3, "counts": { "articles_in": 10, ... },
 *     "seconds": 1.2, "cpu_seconds": 1.1, "peak_bytes": 1000 }
 * Counts are sums over the shards; so are the seconds; peak_bytes is the
 * largest.  NULL with *e set: EX_DATAERR.  The caller owns the result. */
json_t *accounts_load(const char *build, struct err *e);
/* Is the count the same for any number of shards and whatever an earlier run
 * left behind, so that it may stand in a release? */
bool accounts_stable(const char *count);
/* The sum of COUNT over the shards of STAGE, or 0. */
uint64_t accounts_sum(const json_t *accounts, const char *stage, const char *count);

#endif
