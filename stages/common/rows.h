/*
 * rows.h -- read CSV rows one at a time from a plain, zstd or gzip file.
 *
 * A pull reader over libcsv: ask for a row, get a row.  RFC 4180, UTF-8, with
 * a header and the header's field count in each row.
 */
#ifndef USEDBY_ROWS_H
#define USEDBY_ROWS_H

#include "../schema/table.h"
#include "err.h"
#include "str.h"

struct rows;
struct row {
	const struct str *field;        /* borrowed until the next rows_ call; one behind the other, each with a NUL */
	size_t            n;            /* fields; equals the header's count */
	size_t            no;           /* 1 = first row behind the header */
	size_t            line;         /* of the file, where the row ends; 1-based */
};

/* Open PATH ("-" is standard input).  With T the header must begin with T's
 * columns, in order; with T NULL any header is taken (see rows_column()).
 * NULL with *e set: EX_NOINPUT, EX_IOERR, EX_DATAERR. */
struct rows *rows_open(const char *path, const struct table *t, struct err *e);
/* 1 and *out is filled; 0 at a clean end; -1 with *e set: EX_IOERR, or
 * EX_DATAERR for a malformed row or a cut file (the text names file and line).
 * After 0 or -1 only rows_close() is allowed. */
int rows_next(struct rows *r, struct row *out, struct err *e)
	__attribute__((warn_unused_result));
/* The number of the column NAME in the header, or -1. */
int rows_column(const struct rows *r, const char *name);
const char *rows_path(const struct rows *r);
void rows_close(struct rows *r);        /* NULL is fine */

#endif
