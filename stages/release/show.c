#include "show.h"

#include "../common/utf8.h"

static bool
acts(uint32_t c)
{
	return c < ' ' || (c >= 127 && c < 160) || c == 0x2028 || c == 0x2029 || c == 0x200e || c == 0x200f ||
	    c == 0x061c || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static void
show(struct buf *b, struct str s, bool markdown)
{
	uint32_t code;

	while (s.n) {
		size_t n = utf8_decode(s, &code);
		if (n == 0 || acts(code)) {
			buf_addc(b, ' ');
			n = n ? n : 1;
		} else {
			if (markdown && code < 128 && strchr("\\`*_{}[]<>()#|!~&$@", (int)code))
				buf_addc(b, '\\');
			buf_add(b, str_sub(s, 0, n));
		}
		s = str_sub(s, n, s.n);
	}
}

void
show_line(struct buf *b, struct str s)
{
	show(b, s, false);
}

void
show_markdown(struct buf *b, struct str s)
{
	show(b, s, true);
}
