#include "hashes.h"

bool
hashes_have(const uint64_t *set, size_t mask, uint64_t h)
{
	size_t i = h & mask;

	while (set[i] && set[i] != h)
		i = (i + 1) & mask;
	return set[i] != 0;
}

void
hashes_put(uint64_t *set, size_t mask, uint64_t h)
{
	size_t i = h & mask;

	while (set[i] && set[i] != h)
		i = (i + 1) & mask;
	set[i] = h;
}

size_t
hashes_size(size_t n)
{
	size_t p = 64;

	while (p < n)
		p *= 2;
	return p;
}
