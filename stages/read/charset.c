#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include <uchardet.h>

#include "../common/bytes.h"
#include "../common/utf8.h"
#include "charset.h"

/* Declarations stand in the first bytes of a page; browsers look at 1024, but
 * pages with long scripts in front of them are common. */
#define DECLARATION_BYTES 8192
#define DETECT_BYTES      (256 * 1024)

static void
set_name(struct charset *c, struct str name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n && n + 1 < sizeof c->name; i++) {
		char ch = name.p[i];
		if (ch >= 'A' && ch <= 'Z')
			ch = (char)(ch + 32);
		if ((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || strchr("-_:.+", ch))
			c->name[n++] = ch;
	}
	c->name[n] = '\0';
}

static bool
is_utf8_name(const char *name)
{
	return !strcmp(name, "utf-8") || !strcmp(name, "utf8") || !strcmp(name, "unicode-1-1-utf-8") ||
	    !strcmp(name, "us-ascii") || !strcmp(name, "ascii");
}

/* What browsers take a label for. */
static const char *
browser_name(const char *name)
{
	static const struct { const char *label, *name; } same[] = {
		{ "iso-8859-1", "windows-1252" }, { "iso8859-1", "windows-1252" }, { "latin1", "windows-1252" },
		{ "latin-1", "windows-1252" }, { "l1", "windows-1252" }, { "iso_8859-1", "windows-1252" },
		{ "cp1252", "windows-1252" }, { "x-cp1252", "windows-1252" }, { "iso-8859-9", "windows-1254" },
		{ "tis-620", "windows-874" }, { "gb2312", "gb18030" }, { "gbk", "gb18030" }, { "x-gbk", "gb18030" },
		{ "shift_jis", "cp932" }, { "shift-jis", "cp932" }, { "sjis", "cp932" }, { "x-sjis", "cp932" },
		{ "windows-31j", "cp932" }, { "euc-kr", "cp949" }, { "ks_c_5601-1987", "cp949" }, { "windows-949", "cp949" },
		{ "big5", "big5-hkscs" }, { "x-mac-roman", "macintosh" }, { "x-sjis", "cp932" },
		{ "mac-centraleurope", "maccentraleurope" }, { "utf-16", "utf-16le" },
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (!strcmp(name, same[i].label))
			return same[i].name;
	return name;
}

/* Convert with iconv; each byte that does not fit becomes U+FFFD. */
static bool
convert(struct str bytes, const char *name, struct buf *out, size_t *repaired)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)(uintptr_t)bytes.p;
	size_t left = bytes.n;

	if (cd == (iconv_t)-1)
		return false;
	out->n = 0;
	*repaired = 0;
	while (left > 0) {
		buf_reserve(out, left * 2 + 64);
		char *to = out->p + out->n;
		size_t room = out->cap - out->n;
		size_t got = iconv(cd, &in, &left, &to, &room);
		out->n = (size_t)(to - out->p);
		if (got != (size_t)-1 || errno == E2BIG)
			continue;
		utf8_add(out, 0xfffd);
		++*repaired;
		in++;
		left--;
	}
	iconv_close(cd);
	return true;
}

/* The value behind "charset=" or, for an XML declaration, "encoding=". */
static struct str
value_behind(struct str head, struct str word, size_t from)
{
	ptrdiff_t at = (ptrdiff_t)from - 1;

	while ((at = str_find(head, word, (size_t)(at + 1))) >= 0) {
		size_t i = (size_t)at + word.n, j;
		while (i < head.n && (head.p[i] == ' ' || head.p[i] == '\t'))
			i++;
		if (i >= head.n || head.p[i] != '=')
			continue;
		for (i++; i < head.n && strchr(" \t\"'\\", head.p[i]) && head.p[i]; i++)
			;
		for (j = i; j < head.n && j - i < 40 && !strchr(" \t\r\n\"'\\;>/?", head.p[j]) && head.p[j]; j++)
			;
		if (j > i)
			return str_sub(head, i, j);
	}
	return (struct str){ "", 0 };
}

static struct str
declared(struct str bytes)
{
	struct str head = str_sub(bytes, 0, DECLARATION_BYTES), v;
	char lower[DECLARATION_BYTES];

	for (size_t i = 0; i < head.n; i++)
		lower[i] = head.p[i] >= 'A' && head.p[i] <= 'Z' ? (char)(head.p[i] + 32) : head.p[i];
	struct str low = { lower, head.n };
	ptrdiff_t at = -1;
	while ((at = str_find(low, STR("<meta"), (size_t)(at + 1))) >= 0) {
		ptrdiff_t end = str_find(low, STR(">"), (size_t)at);
		v = value_behind(str_sub(low, 0, end < 0 ? low.n : (size_t)end), STR("charset"), (size_t)at);
		if (v.n)
			return str_sub(bytes, (size_t)(v.p - lower), (size_t)(v.p - lower) + v.n);
	}
	if (str_starts(str_trim(low), STR("<?xml"))) {
		ptrdiff_t end = str_find(low, STR("?>"), 0);
		v = value_behind(str_sub(low, 0, end < 0 ? low.n : (size_t)end), STR("encoding"), 0);
		if (v.n)
			return str_sub(bytes, (size_t)(v.p - lower), (size_t)(v.p - lower) + v.n);
	}
	return (struct str){ "", 0 };
}

static void
detect(struct str bytes, struct charset *c)
{
	uchardet_t u = uchardet_new();

	set_name(c, STR("windows-1252"));
	if (u && uchardet_handle_data(u, bytes.p, bytes.n < DETECT_BYTES ? bytes.n : DETECT_BYTES) == 0) {
		uchardet_data_end(u);
		if (*uchardet_get_charset(u))
			set_name(c, str_of(uchardet_get_charset(u)));
	}
	if (u)
		uchardet_delete(u);
}

/* Text in UTF-16 without a mark has a zero in every second byte. */
static const char *
utf16_without_mark(struct str b)
{
	size_t even = 0, odd = 0, n = b.n < 512 ? b.n & ~(size_t)1 : 512;

	for (size_t i = 0; i < n; i++)
		if (b.p[i] == '\0')
			(i & 1 ? &odd : &even)[0]++;
	if (n < 8)
		return NULL;
	if (odd > n / 3 && even < n / 20)
		return "utf-16le";
	if (even > n / 3 && odd < n / 20)
		return "utf-16be";
	return NULL;
}

static struct str
as_utf8(struct str bytes, struct buf *out, struct charset *c)
{
	set_name(c, STR("utf-8"));
	c->repaired = 0;
	if (utf8_valid(bytes))
		return bytes;
	out->n = 0;
	c->repaired = utf8_repair(out, bytes);
	return buf_str(out);
}

struct str
charset_decode(struct str bytes, struct str hint, bool html, struct buf *out, struct charset *c)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	const char *wide;

	c->repaired = 0;
	if (bytes.n >= 3 && p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
		return as_utf8(str_sub(bytes, 3, bytes.n), out, c);
	if (bytes.n >= 4 && ((p[0] == 0xff && p[1] == 0xfe && !p[2] && !p[3]) || (!p[0] && !p[1] && p[2] == 0xfe && p[3] == 0xff)))
		wide = p[0] ? "utf-32le" : "utf-32be";
	else if (bytes.n >= 2 && ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff)))
		wide = p[0] == 0xff ? "utf-16le" : "utf-16be";
	else
		wide = utf16_without_mark(bytes);
	if (wide) {
		set_name(c, str_of(wide));
		size_t mark = p[0] == 0xff || p[0] == 0xfe ? 2 : p[0] == 0 && p[1] == 0 ? 4 : 0;
		if (wide[4] == '3' && mark == 2)
			mark = 4;
		if (convert(str_sub(bytes, mark, bytes.n), wide, out, &c->repaired))
			return buf_str(out);
	}
	if (!hint.n && html)
		hint = declared(bytes);
	set_name(c, hint);
	/* What is valid UTF-8 beyond ASCII is hardly ever anything else. */
	if (utf8_valid(bytes)) {
		set_name(c, STR("utf-8"));
		return bytes;
	}
	if (!c->name[0] || is_utf8_name(c->name)) {
		if (is_utf8_name(c->name)) {
			/* A few broken bytes in UTF-8 are damage; many are another encoding. */
			struct str s = as_utf8(bytes, out, c);
			if (c->repaired * 50 <= bytes.n / 10 + 50 || c->repaired < 8)
				return s;
		}
		detect(bytes, c);
	}
	set_name(c, str_of(browser_name(c->name)));
	if (is_utf8_name(c->name))
		return as_utf8(bytes, out, c);
	if (convert(bytes, c->name, out, &c->repaired))
		return buf_str(out);
	detect(bytes, c);
	set_name(c, str_of(browser_name(c->name)));
	if (!is_utf8_name(c->name) && convert(bytes, c->name, out, &c->repaired))
		return buf_str(out);
	set_name(c, STR("windows-1252"));
	convert(bytes, c->name, out, &c->repaired);
	return buf_str(out);
}

/* Sixteen bytes of ASCII without a character that charset_binary() minds. */
static bool
plain_sixteen(sixteen v)
{
	sixteen line = (sixteen)((v == '\n') | (v == '\r') | (v == '\t') | (v == '\f') | (v == 0x1b));

	return !sixteen_bits(~(sixteen_between(v, ' ', '~') | line));
}

bool
charset_binary(struct str s)
{
	size_t odd = 0, all = 0, n = s.n < 65536 ? s.n : 65536, i = 0;

	while (i < n) {
		size_t to = i + sizeof(sixteen) < n ? i + sizeof(sixteen) : n;
		if (to - i == sizeof(sixteen) && plain_sixteen(sixteen_at(s.p + i))) {
			all += to - i;
			i = to;
		}
		for (; i < to; i++) {
			unsigned char ch = (unsigned char)s.p[i];
			all += (ch & 0xc0) != 0x80;
			if ((ch < ' ' && ch != '\n' && ch != '\r' && ch != '\t' && ch != '\f' && ch != 0x1b) || ch == 0x7f)
				odd++;
			else if (ch == 0xef && i + 2 < n && (unsigned char)s.p[i + 1] == 0xbf && (unsigned char)s.p[i + 2] == 0xbd)
				odd++;
			else if (ch == 0xc2 && i + 1 < n && (unsigned char)s.p[i + 1] < 0xa0)
				odd++;
		}
	}
	return odd > 16 && odd * 12 > all;
}
