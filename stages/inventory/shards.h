/*
 * shards.h -- divide the files into shards, and write the lists.
 */
#ifndef USEDBY_INVENTORY_SHARDS_H
#define USEDBY_INVENTORY_SHARDS_H

#include "../common/err.h"
#include "file.h"

/* The least power of two that keeps the average shard at or below both limits. */
size_t shards_count(const struct files *files, uint64_t max_files, uint64_t max_bytes);
/* The shard, of N (a power of two), of an article: the same on every machine,
 * whatever else there is. */
size_t shards_of(struct str source, size_t n);
/* Writes DIR/inventory.csv, DIR/shards/NNNN.csv and DIR/shards.mk, each only if
 * its content changed, and removes lists of shards that are no more.  FILES is
 * sorted by source.  *CHANGED counts the shard lists that are new.  False with
 * *e set: EX_CANTCREAT, EX_IOERR. */
bool shards_write(const char *dir, const struct files *files, size_t n, size_t *changed, struct err *e);

#endif
