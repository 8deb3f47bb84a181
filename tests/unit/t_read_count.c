/* What is counted sixteen bytes at a time against the same, one by one. */
#include <stdlib.h>

#include "../lib/tap.h"
#include "../../stages/common/utf8.h"
#include "../../stages/read/article.h"
#include "../../stages/read/charset.h"

#define ROUNDS 20000

static unsigned seed = 1;

static size_t
below(size_t n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

/* Mostly letters, so that some sixteen are without what is rare. */
static void
write_text(struct buf *b)
{
	static const char *const rare[] = {
		" ", " ", " ", "-", ".", "'", "7", "Z", "\n", "\t", "  ", "\x01", "\x7f", "@", "[", "`", "{", "/", ":", "~", "!",
		"\xc2\xa0", "\xc2\x85", "\xc2\xad", "\xe2\x81\xa0", "\xe2\x80\xaf", "\xc3\xa9", "\xe2\x80\x99", "\xe2\x80\x8b", "\xe3\x80\x80", "\xe4\xb8\xad", "\xed\x95\x9c", "\xef\xbb\xbf", "\xf0\x9f\x98\x80",
	};
	size_t pieces = below(70), plain = 1 + below(12), ascii = below(2) ? 21 : sizeof rare / sizeof *rare;

	buf_reset(b);
	while (pieces-- > 0)
		if (below(plain))
			buf_addc(b, (char)('a' + below(26)));
		else
			buf_addz(b, rare[below(ascii)]);
}

static bool
is_nothing(uint32_t c)
{
	return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

static bool
is_blank(uint32_t c)
{
	return is_nothing(c) || c <= ' ' || (c >= 0x7f && c <= 0xa0) || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

static size_t
chars(struct str s)
{
	size_t n = 0;
	uint32_t c;

	for (size_t i = 0; i < s.n; i += utf8_decode(str_sub(s, i, s.n), &c))
		n += utf8_decode(str_sub(s, i, s.n), &c) && !is_blank(c);
	return n;
}

static size_t
words(struct str s)
{
	size_t n = 0, wide = 0;
	uint32_t c = 0;
	bool in = false;

	for (size_t i = 0; i < s.n; i += utf8_decode(str_sub(s, i, s.n), &c)) {
		utf8_decode(str_sub(s, i, s.n), &c);
		bool cjk = c >= 0x2e80 && c < 0xfb00 && !(c >= 0xac00 && c < 0xd7b0);
		bool letter = c < 0x80 ? utf8_is_word(c) : !cjk && c >= 0xc0 && (c < 0x2000 || c > 0x206f);
		wide += cjk;
		n += letter && !in;
		in = letter || (in && (c == '\'' || c == '-' || c == '.' || c == 0x2019));
	}
	return n + wide / 2;
}

/* S with each run of blanks between words made one. */
static void
fold(struct buf *out, struct str s)
{
	bool gap = false;
	uint32_t c;

	buf_reset(out);
	for (size_t i = 0, w; i < s.n; i += w) {
		w = utf8_decode(str_sub(s, i, s.n), &c);
		if (!is_blank(c)) {
			if (gap && out->n)
				buf_addc(out, ' ');
			buf_add(out, str_sub(s, i, i + w));
		}
		gap = is_blank(c) && (gap || !is_nothing(c));
	}
}

static void
texts(void)
{
	struct buf text = { 0 }, folded = { 0 };
	struct article a = { 0 };
	size_t wrong_chars = 0, wrong_words = 0, wrong_flow = 0;

	for (int i = 0; i < ROUNDS; i++) {
		write_text(&text);
		struct str s = buf_str(&text);
		wrong_chars += count_chars(s) != chars(s);
		wrong_words += count_words(s) != words(s);
		article_reset(&a, s);
		flow_add(&a, s, 0);
		const struct block *b = flow_close(&a, BLOCK_PARAGRAPH);
		fold(&folded, s);
		wrong_flow += b ? !str_eq(block_text(&a, b), buf_str(&folded)) || b->chars != chars(s) || b->words != words(buf_str(&folded)) : folded.n > 0;
	}
	OK(wrong_chars == 0, "characters: %zu of %d texts are counted otherwise", wrong_chars, ROUNDS);
	OK(wrong_words == 0, "words: %zu", wrong_words);
	OK(wrong_flow == 0, "blanks: %zu are folded otherwise", wrong_flow);
	article_release(&a);
	buf_release(&text);
	buf_release(&folded);
}

static void
binary(void)
{
	char text[203];
	int wrong = 0;

	for (int ch = 0; ch < 0x80; ch++) {
		bool control = ch == 0 || ch == 0x7f || (ch < ' ' && !strchr("\n\r\t\f\x1b", ch));
		for (size_t from = 0; from < 16; from++) {
			memset(text, 'a', sizeof text);
			for (size_t k = 0; k < 17; k++)
				text[from + 11 * k] = (char)ch;
			wrong += charset_binary((struct str){ text, sizeof text }) != control;
			text[from] = 'a';
			wrong += charset_binary((struct str){ text, sizeof text });
		}
	}
	OK(wrong == 0, "seventeen control characters make no text, sixteen do: %d are told otherwise", wrong);
}

int
main(void)
{
	texts();
	binary();
	return tap_status();
}
