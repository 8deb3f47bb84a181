/*
 * arena.h -- memory that is given back all at once.
 *
 * For things that live as long as one record (reset at the top of the loop)
 * or as long as the run.  A zeroed struct is an empty arena.
 */
#ifndef USEDBY_ARENA_H
#define USEDBY_ARENA_H

#include "str.h"

struct arena_block;
struct arena {
	struct arena_block *blocks;
	char               *at, *end;
};

/* N zeroed bytes, aligned for any type, valid until reset or free. */
void *arena_alloc(struct arena *a, size_t n);
/* N items of SIZE bytes, zeroed; the product is checked. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* A copy of S that ends with a NUL behind its last byte. */
struct str arena_str(struct arena *a, struct str s);
struct str arena_strf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Everything handed out is gone; the largest block is kept. */
void arena_reset(struct arena *a);
void arena_free(struct arena *a);
/* Bytes that A has taken from the system. */
size_t arena_room(const struct arena *a);

#endif
