#include "token.h"

#include "../common/utf8.h"

struct scan {
	struct str    text;
	size_t        at;
	struct buf    folded;
	struct token *out;
	size_t        n, cap;
	struct arena *arena;
};

/* The code point at AT and its length; 0 at the end. */
static inline size_t
peek(struct str text, size_t at, uint32_t *code)
{
	if (at < text.n && (unsigned char)text.p[at] < 0x80) {
		*code = (unsigned char)text.p[at];
		return 1;
	}
	size_t n = utf8_decode(str_sub(text, at, text.n), code);
	if (n == 0 && at < text.n) {
		*code = 0xfffd;
		return 1;
	}
	return n;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_small(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

/* As utf8_is_word(): nearly all text is ASCII. */
static bool
is_word(uint32_t c)
{
	return c < 0x80 ? is_small(c | 32) || is_digit(c) : utf8_is_word(c);
}

static bool
is_upper(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8_is_upper(c);
}

static bool
is_space(uint32_t c)
{
	return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) : utf8_is_space(c);
}

static bool
is_letter(uint32_t c)
{
	return is_word(c) && !is_digit(c);
}

static uint64_t
not_zero(uint64_t h)
{
	return h ? h : 1;
}

uint64_t
token_hash(struct str folded)
{
	return not_zero(str_hash(folded));
}

/* What stands on keyboards for the typographic quotation mark or dash at the front of S; 0 if there is none. */
static char
plain_mark(struct str s)
{
	if (s.n < 3 || memcmp(s.p, "\xe2\x80", 2) != 0)
		return 0;
	switch ((unsigned char)s.p[2]) {
	case 0x90: case 0x91: case 0x92: case 0x93: case 0x94: case 0x95: return '-';
	case 0x98: case 0x99: return '\'';
	case 0x9c: case 0x9d: return '"';
	default: return 0;
	}
}

size_t
token_plain_marks(char *p, size_t n)
{
	size_t to = 0;

	if (n == 0 || !memchr(p, 0xe2, n))
		return n;
	for (size_t i = 0; i < n; to++) {
		char plain = plain_mark((struct str){ p + i, n - i });
		p[to] = plain ? plain : p[i];
		i += plain ? 3 : 1;
	}
	return to;
}

void
token_fold(struct buf *b, struct str word)
{
	size_t from = b->n;

	utf8_fold(b, word);
	b->n = from + token_plain_marks(b->p + from, b->n - from);
}

bool
token_is(struct str text, const struct token *t, const char *word)
{
	struct str s = token_text(text, t), w = str_of(word);
	char plain = plain_mark(s);

	return plain ? w.n && w.p[0] == plain && str_ieq(str_sub(s, 3, s.n), str_sub(w, 1, w.n)) : str_ieq(s, w);
}

char
token_mark(struct str text, const struct token *t)
{
	struct str mark = token_text(text, t);
	char plain = plain_mark(mark);

	return plain ? plain : mark.p[0];
}

static uint64_t
hash_of(struct scan *s, struct str word)
{
	struct buf *b = &s->folded;
	uint64_t h = STR_HASH_START;
	size_t n = 0;

	/* Printable ASCII needs no more than its capitals made small. */
	while (n < word.n && word.p[n] >= 0x20) {
		h = str_hash_add(h, (unsigned char)(is_upper((unsigned char)word.p[n]) ? word.p[n] | 32 : word.p[n]));
		n++;
	}
	if (n == word.n)
		return not_zero(h);
	buf_reset(b);
	token_fold(b, word);
	return token_hash(buf_str(b));
}

static void
push(struct scan *s, size_t start, size_t end, uint32_t flags, uint64_t hash)
{
	if (s->n == s->cap) {
		/* Words and marks of English take more than five bytes each, none takes less than one. */
		size_t cap = s->cap ? s->text.n : s->text.n / 4 + 4;
		struct token *more = arena_array(s->arena, cap, sizeof *more);
		if (s->n)
			memcpy(more, s->out, s->n * sizeof *more);
		s->out = more;
		s->cap = cap;
	}
	s->out[s->n++] = (struct token){ (uint32_t)start, (uint32_t)end, flags, hash };
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

/* A hyphen or dash that may join two words; the longer dashes separate, but for U+2013 between two numbers. */
static bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Is the mark at END (LEN bytes) part of the word that began at START? */
static bool
belongs(struct scan *s, size_t start, size_t end, uint32_t mark, size_t len, bool number)
{
	uint32_t next = 0, after = 0;
	size_t n = peek(s->text, end + len, &next);

	if (mark == '.' || mark == ',') {
		if (n == 0 || !is_word(next))
			return false;
		if (number) {
			/* 1,200,000 is one number, 2016,2017 are two. */
			size_t digits = 0;
			while (digits < 4 && end - digits > start && is_digit((unsigned char)s->text.p[end - digits - 1]))
				digits++;
			return is_digit(next) && !(mark == ',' && digits > 3);
		}
		if (mark == ',')
			return false;
		/* "newsletter.For": a full stop whose blank was lost. */
		size_t m = peek(s->text, end + len + n, &after);
		uint32_t before = (unsigned char)s->text.p[end - 1];
		return !(is_upper(next) && m && is_letter(after) && !is_upper(after) &&
		    before >= 'a' && before <= 'z' && end - start > 2);
	}
	if (mark == '+' || mark == '#') {
		if (number)
			return false;
		/* C++, C#, Notepad++, but HAL+JSON is two words. */
		if (mark == '#')
			return n == 0 || !is_word(next);
		if (next == '+') {
			size_t m = peek(s->text, end + len + n, &after);
			return m == 0 || !is_word(after);
		}
		return end > start && s->text.p[end - 1] == '+' && (n == 0 || !is_word(next));
	}
	if (is_apostrophe(mark)) {
		/* O'Reilly stays whole; 's, n't, 're and the like are split off. */
		size_t letters = 0;
		for (size_t at = end + len, k; letters < 3 && (k = peek(s->text, at, &after)) && is_letter(after); at += k)
			letters++;
		return letters >= 3;
	}
	return mark == '_' && n && is_word(next);
}

/* Nearly every word is small ASCII letters, the first of them perhaps a capital,
 * up to a blank or a mark that is no part of words: these are read at one go. */
static bool
scan_plain(struct scan *s, uint32_t flags)
{
	const char *p = s->text.p + s->at;
	size_t left = s->text.n - s->at, n = 0;
	uint64_t h = STR_HASH_START;

	if (is_upper((unsigned char)*p)) {
		h = str_hash_add(h, (unsigned char)(p[n++] | 32));
		flags |= TOKEN_UPPER;
	}
	while (n < left && is_small((unsigned char)p[n]))
		h = str_hash_add(h, (unsigned char)p[n++]);
	bool stop = n == left || p[n] == ' ' || p[n] == ',' || (p[n] == '.' && (n + 1 == left || p[n + 1] == ' '));
	if (n == 0 || !stop)
		return false;
	push(s, s->at, s->at + n, flags | TOKEN_WORD, not_zero(h));
	s->at += n;
	return true;
}

static void
scan_word(struct scan *s, uint32_t flags)
{
	size_t start = s->at, upper = 0, letters = 0;
	uint32_t c, previous = 0;
	bool number = true;

	for (size_t n; (n = peek(s->text, s->at, &c)); s->at += n) {
		if (is_word(c)) {
			if (number && letters == 0 && is_letter(c) && s->at > start) {
				/* "10Gbps" is 10 and Gbps; "3D", "18F", "4chan" and "99designs" are names. */
				uint32_t next = 0;
				size_t len = s->at - start;
				bool unit = peek(s->text, s->at + n, &next) && is_letter(next) && len > 1 &&
				    !is_upper(next) && !(c >= 'a' && c <= 'z' && len == 2);
				if (unit || memchr(s->text.p + start, '.', len) || memchr(s->text.p + start, ',', len))
					break;
			}
			if (!is_digit(c)) {
				number = false;
				letters++;
				if (is_upper(c)) {
					upper++;
					if (previous && !is_upper(previous))
						flags |= TOKEN_MIXED;
				}
			}
			previous = c;
		} else if (s->at == start || !belongs(s, start, s->at, c, n, number))
			break;
	}
	if (s->at == start)
		s->at += peek(s->text, s->at, &c);
	peek(s->text, start, &c);
	if (memchr(s->text.p + start, '.', s->at - start))
		flags |= TOKEN_DOTTED;
	flags |= number ? TOKEN_NUMBER : TOKEN_WORD;
	if (is_upper(c) || (c == '.' && upper))
		flags |= TOKEN_UPPER;
	if (letters >= 2 && upper == letters)
		flags |= TOKEN_CAPS;
	push(s, start, s->at, flags, hash_of(s, str_sub(s->text, start, s->at)));
}

/* 's and n't and the like: the apostrophe stands at AT. */
static void
scan_clitic(struct scan *s, size_t len)
{
	size_t start = s->at;
	uint32_t c;
	char word[8] = "'";
	size_t n = 1;

	s->at += len;
	while (peek(s->text, s->at, &c) == 1 && is_letter(c) && n < sizeof word - 1) {
		word[n++] = (char)(c | 32);
		s->at++;
	}
	push(s, start, s->at, TOKEN_GLUED | (n == 1 ? TOKEN_MARK : TOKEN_WORD), token_hash((struct str){ word, n }));
}

static bool
starts_dotted_name(struct scan *s)
{
	uint32_t a = 0, b = 0;

	/* ".NET": a full stop behind a blank with capitals after it. */
	if (s->at > 0 && s->text.p[s->at - 1] != ' ' && s->text.p[s->at - 1] != '(')
		return false;
	return peek(s->text, s->at + 1, &a) && peek(s->text, s->at + 2, &b) && is_upper(a) && is_letter(b);
}

struct tokens
tokens_of(struct str text, struct arena *a)
{
	struct scan s = { .text = text, .arena = a };
	bool glued = false, joined = false;
	uint32_t c, next;

	for (size_t n; (n = peek(text, s.at, &c));) {
		if (is_space(c)) {
			s.at += n;
			glued = joined = false;
			continue;
		}
		uint32_t flags = (glued ? TOKEN_GLUED : 0u) | (joined ? TOKEN_JOINED : 0u);
		joined = false;
		if (is_word(c)) {
			if (!scan_plain(&s, flags))
				scan_word(&s, flags);
		} else if (c == '.' && starts_dotted_name(&s)) {
			s.at++;
			scan_word(&s, flags);
			s.out[s.n - 1].start--;
			s.out[s.n - 1].flags |= TOKEN_DOTTED;
			s.out[s.n - 1].hash = hash_of(&s, token_text(text, &s.out[s.n - 1]));
		} else if (is_apostrophe(c) && glued && s.n && (s.out[s.n - 1].flags & TOKEN_WORD) &&
		    peek(text, s.at + n, &next) && is_letter(next)) {
			scan_clitic(&s, n);
		} else if (glued && s.n && !(s.out[s.n - 1].flags & TOKEN_MARK) && peek(text, s.at + n, &next) &&
		    ((is_hyphen(c) && is_word(next)) || (c == 0x2013 && (s.out[s.n - 1].flags & TOKEN_NUMBER) && is_digit(next)))) {
			s.at += n;
			joined = true;
		} else {
			push(&s, s.at, s.at + n, flags | TOKEN_MARK, hash_of(&s, str_sub(text, s.at, s.at + n)));
			s.at += n;
			/* "--" and "---" are the dashes of keyboards: one mark. */
			for (int more = 2; c == '-' && more && s.at < text.n && text.p[s.at] == '-'; more--)
				s.at++;
		}
		glued = true;
	}
	buf_release(&s.folded);
	return (struct tokens){ s.out, s.n };
}

/* Abbreviations after which a full stop ends no sentence. */
static bool
is_abbreviation(struct str word)
{
	static const char *const list[] = { "e.g", "i.e", "eg", "ie", "etc", "vs", "mr", "mrs", "ms", "dr", "prof", "inc",
	    "ltd", "corp", "co", "no", "st", "approx", "al", "cf", "dept", "est", "fig", "jr", "sr", "u.s", "u.k", "llc", NULL };

	for (size_t i = 0; list[i]; i++)
		if (str_ieq(word, str_of(list[i])))
			return true;
	return false;
}

static char
first_char(struct str text, const struct token *t)
{
	return text.p[t->start];
}

/* Does the mark at I end a sentence? */
static bool
ends_sentence(struct str text, const struct tokens *t, size_t i)
{
	char c = first_char(text, &t->at[i]);
	bool last = i + 1 >= t->n;

	if (c != '.' && c != '!' && c != '?')
		return false;
	if (last)
		return true;
	const struct token *next = &t->at[i + 1];
	if ((next->flags & TOKEN_MARK) && (next->flags & TOKEN_GLUED))
		return false;           /* "...", ".)", ".”": the last of them decides */
	if (i == 0)
		return false;
	const struct token *before = &t->at[i - 1];
	if (c == '.') {
		if ((before->flags & TOKEN_NUMBER) && (next->flags & TOKEN_GLUED))
			return false;
		if ((next->flags & TOKEN_WORD) && !(next->flags & TOKEN_UPPER) && !(next->flags & TOKEN_GLUED))
			return false;
		/* "125 ms. Figma": a unit, and no title. */
		bool unit = i >= 2 && (t->at[i - 2].flags & TOKEN_NUMBER) && (next->flags & TOKEN_UPPER);
		if ((before->flags & TOKEN_WORD) && !unit && is_abbreviation(token_text(text, before)))
			return false;
		/* "J. Smith", "1. Name" at the front. */
		if (before->end - before->start == 1 && (before->flags & TOKEN_UPPER) && i >= 2 && !(next->flags & TOKEN_MARK))
			return false;
		if (i == 1 && (before->flags & TOKEN_NUMBER))
			return false;
		return true;
	}
	return !((next->flags & TOKEN_WORD) && !(next->flags & TOKEN_UPPER));
}

static bool
is_closing(struct str text, const struct token *t)
{
	return (t->flags & TOKEN_MARK) && (t->flags & TOKEN_GLUED) && strchr(")]}\"'", token_mark(text, t));
}

struct sentence *
sentences_of(struct str text, const struct tokens *t, size_t max_tokens, size_t *n, struct arena *a)
{
	struct sentence *out = NULL;
	size_t count = 0, cap = 0, from = 0, k = 0;     /* k: the last one that closes nothing */

	for (size_t i = 0; i < t->n; i++) {
		bool mark = t->at[i].flags & TOKEN_MARK, end = mark && ends_sentence(text, t, i);
		bool closing = mark && is_closing(text, &t->at[i]);
		if (!closing)
			k = i;
		/* A run of marks: the full stop stands before closing ones. */
		if (!end && i > 0 && closing) {
			char c = first_char(text, &t->at[k]);
			bool next_closes = i + 1 < t->n && is_closing(text, &t->at[i + 1]);
			end = (t->at[k].flags & TOKEN_MARK) && (c == '.' || c == '!' || c == '?') && !next_closes &&
			    (i + 1 >= t->n || (t->at[i + 1].flags & (TOKEN_UPPER | TOKEN_NUMBER)) ||
			    ((t->at[i + 1].flags & TOKEN_MARK) && !(t->at[i + 1].flags & TOKEN_GLUED)));
		}
		if (!end && i + 1 < t->n && i + 1 - from < max_tokens)
			continue;
		if (count == cap) {
			size_t more = cap ? cap * 2 : 2;
			struct sentence *grown = arena_array(a, more, sizeof *grown);
			if (count)
				memcpy(grown, out, count * sizeof *grown);
			out = grown;
			cap = more;
		}
		out[count++] = (struct sentence){ (uint32_t)from, (uint32_t)i + 1 };
		from = i + 1;
	}
	*n = count;
	return out;
}
