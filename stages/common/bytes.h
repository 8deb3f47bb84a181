/*
 * bytes.h -- sixteen bytes of a text looked at together.
 *
 * A comparison of vectors has 255 in each byte where it holds and 0 in the
 * others: (sixteen)(v == ',') finds the commas.
 */
#ifndef USEDBY_BYTES_H
#define USEDBY_BYTES_H

#include "str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef uint8_t sixteen __attribute__((vector_size(16)));

static inline sixteen
sixteen_at(const char *p)
{
	sixteen v;

	memcpy(&v, p, sizeof v);
	return v;
}

/* The first sixteen bytes of S; where it is shorter, NUL behind it. */
static inline sixteen
sixteen_of(struct str s)
{
	sixteen v = { 0 };

	if (s.n >= sizeof v)
		return sixteen_at(s.p);
	if (s.n)
		memcpy(&v, s.p, s.n);
	return v;
}

/* The bytes of V from FROM to TO. */
static inline sixteen
sixteen_between(sixteen v, unsigned char from, unsigned char to)
{
	return (sixteen)((sixteen)(v - from) <= (unsigned char)(to - from));
}

/* Bit K is the upper one of byte K: set where that was found, and in a text
 * where it is not ASCII. */
static inline uint32_t
sixteen_bits(sixteen v)
{
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8((__m128i)v);
#else
	uint64_t half[2];
	uint32_t bits = 0;

	memcpy(half, &v, sizeof half);
	for (unsigned k = 0; ((half[0] | half[1]) & UINT64_C(0x8080808080808080)) && k < sizeof v; k++)
		bits |= (uint32_t)(v[k] >> 7) << k;
	return bits;
#endif
}

/* How many bytes were found. */
static inline size_t
sixteen_count(sixteen found)
{
	uint64_t half[2];
	sixteen one = found & 1;

	memcpy(half, &one, sizeof half);
	return (half[0] + half[1]) * UINT64_C(0x0101010101010101) >> 56;
}

#endif
