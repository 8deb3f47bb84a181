#include "source.h"

#include "utf8.h"

static void
escape(struct buf *b, struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		buf_addf(b, "%%%02X", (unsigned char)bytes.p[i]);
}

static bool
is_plain(uint32_t code)
{
	return code >= 0x20 && code != '%' && code != '#' && (code < 0x7f || code > 0x9f);
}

void
source_encode(struct buf *b, struct str path)
{
	while (path.n) {
		uint32_t code;
		size_t n = utf8_decode(path, &code);
		struct str bytes = str_sub(path, 0, n ? n : 1);
		if (n && is_plain(code))
			buf_add(b, bytes);
		else
			escape(b, bytes);
		path = str_sub(path, bytes.n, path.n);
	}
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
source_decode(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n && s.p[i] != '#'; i++) {
		if (s.p[i] == '%' && s.n - i > 2 && digit(s.p[i + 1]) >= 0 && digit(s.p[i + 2]) >= 0) {
			buf_addc(b, (char)(digit(s.p[i + 1]) * 16 + digit(s.p[i + 2])));
			i += 2;
		} else {
			buf_addc(b, s.p[i]);
		}
	}
}
