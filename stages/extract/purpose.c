#include "purpose.h"

uint32_t
purpose_of(const struct vocabulary *v, const struct block *b, uint32_t from, uint32_t to)
{
	const uint32_t *values;
	size_t n;
	uint32_t bits = 0;

	for (uint32_t i = from; i < to; i++) {
		size_t length = phrases_longest(v->purposes, &b->tokens, i, to, &values, &n);
		for (size_t k = 0; length && k < n; k++)
			bits |= UINT32_C(1) << values[k];
	}
	return bits;
}
