#include <string.h>

#include <libxml/HTMLparser.h>

#include "../common/utf8.h"
#include "entity.h"

#define NAME_BYTES 12           /* "thetasym" is the longest; &#1114111; */

static uint32_t
number(const char *p)
{
	uint32_t code = 0, base = 10, digit;

	if (*p == 'x' || *p == 'X') {
		base = 16;
		p++;
	}
	do {
		char c = *p;
		digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a') + 10 : base;
		if (digit >= base || code > 0x10ffff)
			return 0;
		code = code * base + digit;
	} while (*++p);
	return code;
}

size_t
entity_read(struct str s, struct buf *out)
{
	char name[NAME_BYTES];
	const htmlEntityDesc *known;
	const char *end = s.n > 2 && s.p[0] == '&' ? memchr(s.p, ';', s.n < NAME_BYTES ? s.n : NAME_BYTES) : NULL;
	uint32_t code = 0;

	if (!end || end == s.p + 1)
		return 0;
	size_t n = (size_t)(end - s.p) - 1;
	memcpy(name, s.p + 1, n);
	name[n] = '\0';
	if (name[0] == '#')
		code = number(name + 1);
	else if (!strcmp(name, "apos"))
		code = '\'';
	else if ((known = htmlEntityLookup((const xmlChar *)name)) != NULL)
		code = known->value;
	if (!code)
		return 0;
	utf8_add(out, code == 0xa0 ? ' ' : code);
	return n + 2;
}
