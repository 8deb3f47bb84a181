#include "map.h"

#include <assert.h>
#include <stdlib.h>

#include "xalloc.h"

static struct str
key_of(const struct map_slot *s)
{
	uint32_t n;

	memcpy(&n, s->key, sizeof n);
	return (struct str){ s->key + sizeof n, n };
}

static size_t
find(const struct map *m, struct str key, uint32_t hash)
{
	size_t i = hash & (m->cap - 1);

	while (m->slot[i].key && (m->slot[i].hash != hash || !str_eq(key_of(&m->slot[i]), key)))
		i = (i + 1) & (m->cap - 1);
	return i;
}

/* Eight bytes at a time, each mixed in by a multiplication and a shift.  Nothing
 * that is written depends on these numbers. */
uint32_t
map_hash(struct str key)
{
	uint64_t h = key.n * UINT64_C(0x9e3779b97f4a7c15), v;

	for (; key.n >= sizeof v; key = str_sub(key, sizeof v, key.n)) {
		memcpy(&v, key.p, sizeof v);
		h = (h ^ v) * UINT64_C(0xbf58476d1ce4e5b9);
		h ^= h >> 32;
	}
	v = 0;
	if (key.n)
		memcpy(&v, key.p, key.n);
	h = (h ^ v) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)(h ^ h >> 32);
}

uint32_t
map_get_hashed(const struct map *m, struct str key, uint32_t hash)
{
	if (m->n == 0)
		return MAP_NONE;
	const struct map_slot *s = &m->slot[find(m, key, hash)];
	return s->key ? s->value : MAP_NONE;
}

uint32_t
map_get(const struct map *m, struct str key)
{
	return m->n ? map_get_hashed(m, key, map_hash(key)) : MAP_NONE;
}

void
map_ahead(const struct map *m, uint32_t hash)
{
	if (m->n)
		__builtin_prefetch(&m->slot[hash & (m->cap - 1)]);
}

uint32_t
map_ahead_key(const struct map *m, uint32_t hash)
{
	if (m->n == 0)
		return MAP_NONE;
	const struct map_slot *s = &m->slot[hash & (m->cap - 1)];
	__builtin_prefetch(s->key);
	return s->key ? s->value : MAP_NONE;
}

static void
grow(struct map *m)
{
	struct map old = *m;

	m->cap = old.cap ? old.cap * 2 : 64;
	m->slot = xcalloc(m->cap, sizeof *m->slot);
	/* No key is there twice, so any free place will do. */
	for (size_t i = 0; i < old.cap; i++) {
		if (!old.slot[i].key)
			continue;
		size_t at = old.slot[i].hash & (m->cap - 1);
		while (m->slot[at].key)
			at = (at + 1) & (m->cap - 1);
		m->slot[at] = old.slot[i];
	}
	free(old.slot);
}

struct str
map_put(struct map *m, struct str key, uint32_t value)
{
	uint32_t hash = map_hash(key), n = (uint32_t)key.n;

	assert(key.n <= UINT32_MAX);
	if ((m->n + 1) * 3 > m->cap * 2)
		grow(m);
	struct map_slot *s = &m->slot[find(m, key, hash)];
	char *p = arena_alloc(&m->keys, sizeof n + key.n + 1);
	memcpy(p, &n, sizeof n);
	if (n)
		memcpy(p + sizeof n, key.p, n);
	*s = (struct map_slot){ hash, value, p };
	m->n++;
	return key_of(s);
}

void
map_set(struct map *m, struct str key, uint32_t value)
{
	m->slot[find(m, key, map_hash(key))].value = value;
}

void
map_reset(struct map *m)
{
	if (m->n)
		memset(m->slot, 0, m->cap * sizeof *m->slot);
	m->n = 0;
	arena_reset(&m->keys);
}

void
map_release(struct map *m)
{
	free(m->slot);
	arena_free(&m->keys);
	*m = (struct map){ 0 };
}
