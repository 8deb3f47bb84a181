/*
 * emit.h -- an article as rows of documents and blocks, or as text.
 */
#ifndef USEDBY_READ_EMIT_H
#define USEDBY_READ_EMIT_H

#include "../common/sheet.h"
#include "read.h"

/* One row of documents. */
void emit_document(struct sheet *s, const struct reader *r, struct str source, const char *sha256);
/* One row per block. */
void emit_blocks(struct sheet *s, const struct article *a, struct str source);
/* The text of the blocks without the headline, a line break behind each. */
void emit_text(struct buf *out, const struct article *a);
/* "field: value  (where it was found)" lines. */
void emit_meta(struct buf *out, const struct reader *r);

/* Each run of a scored HTML page, kept or not, with the reasons against it;
 * before article_finish() gives the dropped ones away. */
void emit_why(struct buf *out, const struct page *p);

#endif
