/*
 * sheet.h -- write the rows of one table as CSV, plain or zstd by the name.
 *
 * RFC 4180 with "\n" as row end; a field is quoted only where a reader needs
 * it: comma, quote, line break, blank at either end.  The file appears under
 * its name only with sheet_commit().
 */
#ifndef USEDBY_SHEET_H
#define USEDBY_SHEET_H

#include "../schema/table.h"
#include "err.h"
#include "str.h"

struct sheet;

/* Create PATH ("-" is standard output) and write T's header; LEVEL is the zstd
 * level for names in ".zst".  NULL with *e set: EX_CANTCREAT. */
struct sheet *sheet_create(const char *path, const struct table *t, int level, struct err *e);
/* One row of T->n_columns fields.  Failures are kept for sheet_commit(). */
void sheet_put(struct sheet *s, const struct str *field);
size_t sheet_rows(const struct sheet *s);
/* False with *e set: EX_IOERR. */
bool sheet_commit(struct sheet *s, struct err *e) __attribute__((warn_unused_result));
/* Gives S back; what was not committed is removed.  NULL is fine. */
void sheet_close(struct sheet *s);

/* Appends FIELD to B as one CSV field, quoted where needed. */
void sheet_field(struct buf *b, struct str field);
/* Appends V in decimal. */
void sheet_number(struct buf *b, uint64_t v);

#endif
