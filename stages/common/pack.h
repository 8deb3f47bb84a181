/*
 * pack.h -- records as bytes, for the temporary files of sort.h.
 *
 * Keys are packed with the be_ functions, whose bytes compare as their numbers
 * do; what is packed is unpacked in the same order on the same machine.
 */
#ifndef USEDBY_PACK_H
#define USEDBY_PACK_H

#include <assert.h>

#include "str.h"

static inline void
pack_be32(struct buf *b, uint32_t v)
{
	char c[4] = { (char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v };

	buf_add(b, (struct str){ c, 4 });
}

static inline void
pack_be64(struct buf *b, uint64_t v)
{
	pack_be32(b, (uint32_t)(v >> 32));
	pack_be32(b, (uint32_t)v);
}

/* Any plain value, by its bytes. */
#define pack_value(b, v) buf_add((b), (struct str){ (const char *)&(v), sizeof(v) })

/* A length, in sevens of bits since most are short, and the bytes. */
static inline void
pack_str(struct buf *b, struct str s)
{
	size_t n = s.n;

	for (; n >= 0x80; n >>= 7)
		buf_addc(b, (char)(n | 0x80));
	buf_addc(b, (char)n);
	buf_add(b, s);
}

/* Takes N bytes off the front of *S. */
static inline const char *
unpack_bytes(struct str *s, size_t n)
{
	const char *p = s->p;

	assert(n <= s->n);
	s->p += n;
	s->n -= n;
	return p;
}

static inline uint32_t
unpack_be32(struct str *s)
{
	const unsigned char *p = (const unsigned char *)unpack_bytes(s, 4);

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint64_t
unpack_be64(struct str *s)
{
	uint64_t high = unpack_be32(s);

	return high << 32 | unpack_be32(s);
}

#define unpack_value(s, v) memcpy(&(v), unpack_bytes((s), sizeof(v)), sizeof(v))

/* Borrowed from the record. */
static inline struct str
unpack_str(struct str *s)
{
	size_t n = 0;
	unsigned char c = 0x80;

	for (int shift = 0; c & 0x80; shift += 7) {
		c = (unsigned char)*unpack_bytes(s, 1);
		n |= (size_t)(c & 0x7f) << shift;
	}
	return (struct str){ unpack_bytes(s, n), n };
}

#endif
