/*
 * csv_bytes.h -- where plain text ends in CSV.
 */
#ifndef USEDBY_CSV_BYTES_H
#define USEDBY_CSV_BYTES_H

#include <endian.h>

#include "str.h"

/* The high bit of the first byte of V that is C, and of none before it (S. Anderson,
 * Bit Twiddling Hacks); first is lowest. */
static inline uint64_t
csv_bytes_equal(uint64_t v, unsigned char c)
{
	v ^= UINT64_C(0x0101010101010101) * c;
	return (v - UINT64_C(0x0101010101010101)) & ~v & UINT64_C(0x8080808080808080);
}

/* How many bytes S has before its first comma, quote or line break. */
static inline size_t
csv_bytes_plain(struct str s)
{
	size_t i = 0;

	for (uint64_t v; i + sizeof v <= s.n; i += sizeof v) {
		memcpy(&v, s.p + i, sizeof v);
		v = le64toh(v);
		v = csv_bytes_equal(v, ',') | csv_bytes_equal(v, '"') | csv_bytes_equal(v, '\n') | csv_bytes_equal(v, '\r');
		if (v)
			return i + (size_t)__builtin_ctzll(v) / 8;
	}
	while (i < s.n && s.p[i] != ',' && s.p[i] != '"' && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	return i;
}

#endif
