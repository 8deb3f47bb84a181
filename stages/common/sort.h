/*
 * sort.h -- more records than memory holds: spools and an external merge sort.
 *
 * A spool gives records back in the order they were put.  A sorter gives
 * (key, value) records back in bytewise order of key, then value; so the result
 * does not depend on the order in which they came.  What does not fit lies in
 * temporary files in DIR that have no name any more: they are gone with the
 * process, however it ends.
 */
#ifndef USEDBY_SORT_H
#define USEDBY_SORT_H

#include "err.h"
#include "str.h"

struct spool;
struct sorter;

/* An empty spool.  Failures are kept for spool_next(). */
struct spool *spool_new(const char *dir);
void spool_put(struct spool *s, struct str record);
/* The next record, from the first on; after the first call no more may be put.
 * 1; 0 at the end; -1 with *e set: EX_CANTCREAT, EX_IOERR.  The bytes are
 * borrowed until the next call. */
int spool_next(struct spool *s, struct str *record, struct err *e)
	__attribute__((warn_unused_result));
/* From the first record again. */
void spool_again(struct spool *s);
void spool_close(struct spool *s);      /* NULL is fine */

/* A sorter that takes about MEMORY bytes. */
struct sorter *sorter_new(const char *dir, size_t memory);
void sorter_put(struct sorter *s, struct str key, struct str value);
/* As spool_next(), in order. */
int sorter_next(struct sorter *s, struct str *key, struct str *value, struct err *e)
	__attribute__((warn_unused_result));
size_t sorter_count(const struct sorter *s);
void sorter_close(struct sorter *s);    /* NULL is fine */

#endif
