/*
 * zio.h -- byte streams, plain or compressed, in and out.
 *
 * Reading finds zstd (RFC 8878) and gzip (RFC 1952) by their magic numbers and
 * joins concatenated frames and members; skippable frames are skipped, but the
 * dictionary with which a web archive begins is used.  A
 * stream that ends inside a frame is an error, never a short success.
 * Writing goes to a temporary file of its own beside PATH, renamed over PATH
 * by zout_commit(): a reader sees the old file or the new one, whole.
 */
#ifndef USEDBY_ZIO_H
#define USEDBY_ZIO_H

#include <sys/types.h>

#include "err.h"
#include "str.h"

struct zin;
struct zout;

/* Open PATH ("-" is standard input).  NULL with *e set: EX_NOINPUT. */
struct zin *zin_open(const char *path, struct err *e);
/* The same over bytes in memory, which must outlive the result; NAME stands in errors. */
struct zin *zin_open_mem(struct str bytes, const char *name, struct err *e);
/* At most N bytes into P: their count, 0 at a clean end, -1 with *e set
 * (EX_IOERR; EX_DATAERR: cut short, damaged, or over the limit). */
ssize_t zin_read(struct zin *z, void *p, size_t n, struct err *e)
	__attribute__((warn_unused_result));
/* Reads on to the end, appending to B.  False as for -1 above. */
bool zin_all(struct zin *z, struct buf *b, struct err *e)
	__attribute__((warn_unused_result));
/* From now on more than LIMIT uncompressed bytes are an EX_DATAERR; 0 = no limit. */
void zin_limit(struct zin *z, uint64_t limit);
void zin_close(struct zin *z);

/* Create PATH ("-" is standard output; ".zst" at its end means zstd at LEVEL,
 * 1 to 19).  NULL with *e set: EX_CANTCREAT. */
struct zout *zout_create(const char *path, int level, struct err *e);
/* The first failure is kept for zout_commit(). */
void zout_write(struct zout *z, struct str bytes);
/* Ends the stream and puts the file in place.  False with *e set: EX_IOERR. */
bool zout_commit(struct zout *z, struct err *e) __attribute__((warn_unused_result));
/* Gives Z back; what was not committed is removed.  NULL is fine. */
void zout_close(struct zout *z);

#endif
