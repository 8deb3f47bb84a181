/*
 * hashes.h -- sets of hashes that are not 0: open addressing in MASK + 1 places.
 */
#ifndef USEDBY_HASHES_H
#define USEDBY_HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool hashes_have(const uint64_t *set, size_t mask, uint64_t h);
void hashes_put(uint64_t *set, size_t mask, uint64_t h);
/* A power of two, N or more. */
size_t hashes_size(size_t n);

#endif
