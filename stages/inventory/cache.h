/*
 * cache.h -- digests remembered from the last run.
 *
 * One line per file, sorted by source.  An answer is taken only while size,
 * inode, time of modification and time of change are what they were, and only
 * if the file had been at rest when it was hashed.  A damaged or missing cache
 * costs time, nothing else.
 */
#ifndef USEDBY_INVENTORY_CACHE_H
#define USEDBY_INVENTORY_CACHE_H

#include "../common/err.h"
#include "file.h"

/* Fills bytes, sha256, media and readable of those FILES (sorted by source)
 * that PATH remembers; the others keep an empty sha256.  Returns how many. */
size_t cache_load(const char *path, struct files *files);
/* Remembers FILES that can be read and had not changed shortly before NOW_NS,
 * when hashing began.  False with *e set: EX_CANTCREAT, EX_IOERR. */
bool cache_store(const char *path, const struct files *files, int64_t now_ns, struct err *e);

#endif
