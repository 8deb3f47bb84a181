#include "str.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bytes.h"
#include "xalloc.h"

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool
str_ieq(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
str_ends_any(struct str s, const char *const *ends, size_t before)
{
	for (size_t i = 0; ends[i]; i++) {
		struct str end = str_of(ends[i]);
		if (s.n >= end.n + before && str_ieq(str_sub(s, s.n - end.n, s.n), end))
			return true;
	}
	return false;
}

struct str
str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s.p++, s.n--;
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* What is longer, memmem() finds in linear time. */
#define SHORT_NEEDLE 32

/* Sixteen places at once are looked at for the first and last byte of NEEDLE. */
static const char *
find_short(const char *p, const char *end, struct str needle)
{
	unsigned char first = (unsigned char)needle.p[0], last = (unsigned char)needle.p[needle.n - 1];
	const char *stop = end - needle.n + 1;

	for (; stop - p >= (ptrdiff_t)sizeof(sixteen); p += sizeof(sixteen)) {
		sixteen begin = sixteen_at(p), close = sixteen_at(p + needle.n - 1);
		for (uint32_t hit = sixteen_bits((sixteen)((begin == first) & (close == last))); hit; hit &= hit - 1) {
			const char *at = p + __builtin_ctz(hit);
			if (memcmp(at, needle.p, needle.n) == 0)
				return at;
		}
	}
	for (; p < stop; p++)
		if ((unsigned char)*p == first && memcmp(p, needle.p, needle.n) == 0)
			return p;
	return NULL;
}

ptrdiff_t
str_find(struct str s, struct str needle, size_t from)
{
	const char *hit;

	if (from > s.n || needle.n > s.n - from)
		return -1;
	if (needle.n == 0)
		return (ptrdiff_t)from;
	if (needle.n == 1)
		hit = memchr(s.p + from, needle.p[0], s.n - from);
	else if (needle.n <= SHORT_NEEDLE)
		hit = find_short(s.p + from, s.p + s.n, needle);
	else
		hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? hit - s.p : -1;
}

bool
str_split(struct str *rest, char sep, struct str *part)
{
	if (!rest->p)
		return false;
	const char *at = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!at) {
		*part = *rest;
		*rest = (struct str){ 0 };
		return true;
	}
	*part = (struct str){ rest->p, (size_t)(at - rest->p) };
	rest->n -= part->n + 1;
	rest->p = at + 1;
	return true;
}

bool
str_to_u64(struct str s, uint64_t *out)
{
	uint64_t v = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = (unsigned)(s.p[i] - '0');
		if (digit > 9 || v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*out = v;
	return true;
}

bool
str_to_i64(struct str s, int64_t *out)
{
	bool negative = s.n && s.p[0] == '-';
	uint64_t v;

	if (!str_to_u64(negative ? str_sub(s, 1, s.n) : s, &v) || v > INT64_MAX)
		return false;
	*out = negative ? -(int64_t)v : (int64_t)v;
	return true;
}

/* "-12.345" of up to 15 digits: a whole number and a power of ten, both exact,
 * so that one division rounds as strtod() does, in a tenth of its time. */
static bool
short_decimal(struct str s, double *out)
{
	static const double power[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
	bool negative = s.n && s.p[0] == '-';
	size_t digits = 0, point = SIZE_MAX;
	int64_t whole = 0;

	for (size_t i = negative; i < s.n; i++)
		if (s.p[i] == '.' && point == SIZE_MAX)
			point = digits;
		else if (s.p[i] >= '0' && s.p[i] <= '9' && ++digits <= 15)
			whole = whole * 10 + (s.p[i] - '0');
		else
			return false;
	if (digits == 0)
		return false;
	*out = (double)whole / power[point == SIZE_MAX ? 0 : digits - point];
	*out = negative ? -*out : *out;
	return true;
}

bool
str_to_double(struct str s, double *out)
{
	static locale_t c_locale;
	char z[64], *end;

	if (short_decimal(s, out))
		return true;
	if (s.n == 0 || s.n >= sizeof z || is_blank(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("+-.0123456789eE", s.p[i]) || !s.p[i])
			return false;
	memcpy(z, s.p, s.n);
	z[s.n] = 0;
	if (!c_locale)
		c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	double v = strtod_l(z, &end, c_locale);
	if (end != z + s.n || !isfinite(v))
		return false;
	*out = v;
	return true;
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = STR_HASH_START;

	for (size_t i = 0; i < s.n; i++)
		h = str_hash_add(h, (unsigned char)s.p[i]);
	return h;
}

void
buf_reserve(struct buf *b, size_t more)
{
	if (b->cap - b->n >= more)
		return;
	size_t cap = b->cap ? b->cap : 64;
	while (cap - b->n < more) {
		if (cap > SIZE_MAX / 2)
			xalloc_die();
		cap *= 2;
	}
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
}

void
buf_addz(struct buf *b, const char *z)
{
	buf_add(b, str_of(z));
}

void
buf_addf(struct buf *b, const char *format, ...)
{
	va_list list, again;

	va_start(list, format);
	va_copy(again, list);
	int n = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (n > 0) {
		buf_reserve(b, (size_t)n + 1);
		vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void
buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

const char *
buf_z(struct buf *b)
{
	buf_reserve(b, 1);
	b->p[b->n] = 0;
	return b->p;
}
