/*
 * str.h -- borrowed string views and a growable byte buffer.
 *
 * A struct str never owns its bytes; whoever hands one out says how long it
 * lives.  Bytes are UTF-8 unless said otherwise and may hold NUL.
 */
#ifndef USEDBY_STR_H
#define USEDBY_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t      n;          /* bytes */
};

/* A view of a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str
str_of(const char *z)
{
	return (struct str){ z, z ? strlen(z) : 0 };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Bytewise order, as published tables are sorted: <0, 0 or >0. */
int str_cmp(struct str a, struct str b);
/* The first eight bytes as a number: where they differ, they are ordered as the
 * strings are; a shorter string is filled with NUL. */
static inline uint64_t
str_prefix(struct str s)
{
	uint64_t v = 0;

	for (size_t i = 0; i < 8; i++)
		v = v << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
	return v;
}
/* ASCII case folded equality. */
bool str_ieq(struct str a, struct str b);
/* Inline: prefix and suffix are mostly literals, which are compared at once. */
static inline bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq((struct str){ s.p, prefix.n }, prefix);
}

static inline bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq((struct str){ s.p + s.n - suffix.n, suffix.n }, suffix);
}

/* Does S end in one of the texts of ENDS, which NULL ends, whatever their case, with BEFORE bytes or more before it? */
bool str_ends_any(struct str s, const char *const *ends, size_t before);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* The bytes [from, to) of S; both are cut to its length. */
static inline struct str
str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	/* Nothing may be added to a null pointer, not even nothing. */
	return (struct str){ s.p ? s.p + from : s.p, to - from };
}
/* Position of NEEDLE in S at or behind FROM, or -1. */
ptrdiff_t str_find(struct str s, struct str needle, size_t from);
/* Cuts the part before the next SEP off *REST and returns it; false when
 * *REST was used up (p == NULL) before.  An empty string has one empty part. */
bool str_split(struct str *rest, char sep, struct str *part);
/* Decimal numbers that use the whole of S; false if it is none or does not fit. */
bool str_to_u64(struct str s, uint64_t *out);
bool str_to_i64(struct str s, int64_t *out);
/* A finite decimal number, read the same in every locale. */
bool str_to_double(struct str s, double *out);
/* 64-bit FNV-1a, the same on every machine.  http://www.isthe.com/chongo/tech/comp/fnv/
 * Byte by byte: from STR_HASH_START on, str_hash_add() each. */
#define STR_HASH_START UINT64_C(14695981039346656037)
static inline uint64_t str_hash_add(uint64_t h, unsigned char c) { return (h ^ c) * UINT64_C(1099511628211); }
uint64_t str_hash(struct str s);
/* H with MORE mixed in; their order counts. */
static inline uint64_t
hash_mix(uint64_t h, uint64_t more)
{
	h = (h + more * UINT64_C(0xd6e8feb86659fd93)) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

/* A growable buffer; zero is an empty one.  Appending ends the program when
 * memory is out (see xalloc.h). */
struct buf {
	char  *p;
	size_t n, cap;
};

void buf_reserve(struct buf *b, size_t more);
/* Inline: every byte of every table goes through these two. */
static inline void
buf_add(struct buf *b, struct str s)
{
	if (s.n == 0)
		return;
	if (b->cap - b->n < s.n)
		buf_reserve(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

static inline void
buf_addc(struct buf *b, char c)
{
	if (b->n == b->cap)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
}

void buf_addz(struct buf *b, const char *z);
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Keeps the memory. */
static inline void buf_reset(struct buf *b) { b->n = 0; }
void buf_release(struct buf *b);
/* Valid until the buffer changes. */
static inline struct str buf_str(const struct buf *b) { return (struct str){ b->p ? b->p : "", b->n }; }
/* The content with a closing NUL, valid until the buffer changes. */
const char *buf_z(struct buf *b);

/* What a reader of CSV may cut off around a field: a blank, a tab. */
static inline bool
str_blank(char c)
{
	return c == ' ' || c == '\t';
}

#endif
