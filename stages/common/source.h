/*
 * source.h -- the names of articles.
 *
 * A file below RAW may be called anything; a source is its relative path as
 * text for tables: '%', '#' (which parts an archive from its member), control
 * characters and bytes that are no UTF-8 stand as %XX, all else as it is.
 * Two different paths never give the same source.
 */
#ifndef USEDBY_SOURCE_H
#define USEDBY_SOURCE_H

#include "str.h"

/* Appends the source of the relative path PATH to B. */
void source_encode(struct buf *b, struct str path);
/* Appends the path of the file behind SOURCE to B; what follows a '#' is left
 * out.  A '%' without two hexadecimal digits stands for itself. */
void source_decode(struct buf *b, struct str source);

#endif
