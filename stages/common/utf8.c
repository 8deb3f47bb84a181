#include "utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "xalloc.h"

size_t
utf8_decode(struct str s, uint32_t *code)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t c;
	size_t n;

	if (s.n == 0)
		return 0;
	if (p[0] < 0x80) {
		*code = p[0];
		return 1;
	}
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (s.n < n)
		return 0;
	c = p[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if ((n == 3 && c < 0x800) || (n == 4 && (c < 0x10000 || c > 0x10ffff)) || (c >= 0xd800 && c < 0xe000))
		return 0;
	*code = c;
	return n;
}

bool
utf8_valid(struct str s)
{
	uint32_t code;

	while (s.n) {
		uint64_t eight;
		if (s.n >= sizeof eight && (memcpy(&eight, s.p, sizeof eight), !(eight & UINT64_C(0x8080808080808080)))) {
			s = str_sub(s, sizeof eight, s.n);
			continue;
		}
		size_t n = utf8_decode(s, &code);
		if (n == 0)
			return false;
		s = str_sub(s, n, s.n);
	}
	return true;
}

void
utf8_add(struct buf *b, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	if (c < 0x80) {
		buf_addc(b, (char)c);
		return;
	}
	if (c >= 0x10000) {
		buf_addc(b, (char)(0xf0 | c >> 18));
		buf_addc(b, (char)(0x80 | (c >> 12 & 0x3f)));
	} else if (c >= 0x800)
		buf_addc(b, (char)(0xe0 | c >> 12));
	if (c >= 0x800)
		buf_addc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	else
		buf_addc(b, (char)(0xc0 | c >> 6));
	buf_addc(b, (char)(0x80 | (c & 0x3f)));
}

size_t
utf8_repair(struct buf *b, struct str s)
{
	size_t repaired = 0, good = 0;
	uint32_t code;

	for (size_t i = 0; i < s.n;) {
		size_t n = utf8_decode(str_sub(s, i, s.n), &code);
		if (n == 0) {
			buf_add(b, str_sub(s, good, i));
			utf8_add(b, 0xfffd);
			repaired++;
			good = ++i;
		} else
			i += n;
	}
	buf_add(b, str_sub(s, good, s.n));
	return repaired;
}

bool
utf8_is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO);
}

bool
utf8_is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool
utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= 9 && c <= 13);
	return c == 0x85 || utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS || c == 0x2028 || c == 0x2029;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || (unsigned char)s.p[i] < 0x20)
			return false;
	return true;
}

void
utf8_fold(struct buf *b, struct str s)
{
	if (is_ascii(s)) {
		for (size_t i = 0; i < s.n; i++)
			buf_addc(b, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i]);
		return;
	}
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out,
	    UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPCC |
	    UTF8PROC_STRIPMARK | UTF8PROC_STABLE);
	if (n == UTF8PROC_ERROR_NOMEM)
		xalloc_die();
	if (n >= 0)
		buf_add(b, (struct str){ (const char *)out, (size_t)n });
	else
		buf_add(b, s);
	free(out);
}
