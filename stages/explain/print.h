/*
 * print.h -- the answers of query.h in words, with highlights, or as CSV.
 */
#ifndef USEDBY_PRINT_H
#define USEDBY_PRINT_H

#include <jansson.h>

#include "../common/str.h"

/* Appends J for people; with COLOUR names and cues are marked by terminal
 * colours, else by * around them. */
void print_words(struct buf *b, const json_t *j, bool colour);
/* Appends the claims of J, or else its cells, metrics or misses, as CSV. */
void print_csv(struct buf *b, const json_t *j);

#endif
