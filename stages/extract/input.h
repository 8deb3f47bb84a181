/*
 * input.h -- read's documents and blocks as articles, one after the other.
 */
#ifndef USEDBY_INPUT_H
#define USEDBY_INPUT_H

#include "../common/rows.h"
#include "article.h"

struct input;

/* Open DIR/documents.csv.zst and DIR/blocks.csv.zst.  NULL with *e set. */
struct input *input_open(const char *dir, struct err *e);
/* 1: *a is the next article, split into words and sentences, without names; it
 * lives in ARENA, which is reset first.  0: the end.  -1: *e is set. */
int input_next(struct input *in, struct article *a, struct arena *arena, struct err *e)
	__attribute__((warn_unused_result));
void input_close(struct input *in);

/* Give A, whose title and site are set, the N blocks TEXT, behind those of the
 * page itself (enum in article.h).  All lives in ARENA. */
void article_set(struct article *a, const struct block *text, size_t n, struct arena *arena);

/* Split a block's text into words and sentences. */
void block_split(struct block *b, struct arena *arena);

#endif
