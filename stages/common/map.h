/*
 * map.h -- from byte strings to numbers.
 *
 * For the distinct names of a run: keys are copied and stay until the end.
 */
#ifndef USEDBY_MAP_H
#define USEDBY_MAP_H

#include "arena.h"
#include "str.h"

#define MAP_NONE UINT32_MAX

/* A zeroed struct is an empty map. */
struct map {
	/* Four in a cache line; a key lies behind its length. */
	struct map_slot { uint32_t hash, value; const char *key; } *slot;
	size_t       cap, n;
	struct arena keys;
};

/* The number of KEY, or MAP_NONE. */
uint32_t map_get(const struct map *m, struct str key);
/* The same with the hash of KEY, for a large map: between map_ahead() and
 * map_get_hashed() the processor fetches the place of the key, and with
 * map_ahead_key(), which gives the number that is likely to be found, the key. */
uint32_t map_hash(struct str key);
void map_ahead(const struct map *m, uint32_t hash);
uint32_t map_ahead_key(const struct map *m, uint32_t hash);
uint32_t map_get_hashed(const struct map *m, struct str key, uint32_t hash);
/* Gives KEY, which must not be in M, a number other than MAP_NONE; returns M's
 * copy of it. */
struct str map_put(struct map *m, struct str key, uint32_t value);
/* Gives KEY, which must be in M, another number. */
void map_set(struct map *m, struct str key, uint32_t value);
/* Keeps the memory. */
void map_reset(struct map *m);
void map_release(struct map *m);

#endif
