#include <assert.h>
#include <stdlib.h>

#include "../common/bytes.h"
#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "article.h"

void
article_reset(struct article *a, struct str raw)
{
	arena_reset(&a->arena);
	buf_reset(&a->text);
	a->raw = raw;
	a->meta = (struct meta){ 0 };
	a->n_blocks = a->n_places = a->n_lines = 0;
	memset(a->booked, 0, sizeof a->booked);
	a->seen = 0;
	a->words = 0;
	a->media_type = "text";
	a->full = false;
	assert(raw.n < UINT32_MAX);

	a->line = xgrow(a->line, &a->cap_lines, 1, sizeof *a->line);
	a->line[a->n_lines++] = 0;
	for (size_t i = 0; i < raw.n; i++) {
		const char *nl = memchr(raw.p + i, '\n', raw.n - i);
		if (!nl)
			break;
		i = (size_t)(nl - raw.p);
		a->line = xgrow(a->line, &a->cap_lines, a->n_lines + 1, sizeof *a->line);
		a->line[a->n_lines++] = (uint32_t)(i + 1);
	}
	/* What is kept of a line is a quarter of a block. */
	a->full = a->n_lines > 4 * article_pieces(raw.n);
	flow_open(a);
}

void
article_release(struct article *a)
{
	arena_free(&a->arena);
	buf_release(&a->text);
	free(a->block);
	free(a->place);
	free(a->line);
	*a = (struct article){ 0 };
}

uint32_t
article_line(const struct article *a, uint32_t offset)
{
	size_t lo = 0, hi = a->n_lines;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;
		if (a->line[mid] <= offset)
			lo = mid;
		else
			hi = mid;
	}
	return (uint32_t)lo + 1;
}

void
flow_open(struct article *a)
{
	a->flow_from = (uint32_t)a->text.n;
	a->flow_start = a->flow_end = 0;
	a->flow_chars = 0;
	a->flow_gap = false;
	a->flow_new = true;
}

static void
remember(struct article *a, uint32_t raw)
{
	a->full = a->full || a->n_places >= 8 * article_pieces(a->raw.n);
	if (a->full)
		return;
	a->place = xgrow(a->place, &a->cap_places, a->n_places + 1, sizeof *a->place);
	a->place[a->n_places++] = (struct place){ (uint32_t)a->text.n, raw };
}

/* What a byte may be: 1 a blank, 2 the first of a blank of several bytes. */
static const unsigned char may_blank[256] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	[0x7f] = 1, [0xc2] = 2, [0xe2] = 2, [0xe3] = 2, [0xef] = 2,
};

static size_t
wide_blank(const char *p, size_t n)
{
	unsigned char a = (unsigned char)p[0], b = n > 1 ? (unsigned char)p[1] : 0, c = n > 2 ? (unsigned char)p[2] : 0;

	if (a == 0xc2)
		return (b >= 0x80 && b <= 0xa0) || b == 0xad ? 2 : 0;
	if (a == 0xe2 && b == 0x81)
		return c == 0xa0 || c == 0x9f ? 3 : 0;
	if (a == 0xe2)
		return b == 0x80 && ((c >= 0x80 && c <= 0x8b) || c == 0xa8 || c == 0xa9 || c == 0xaf) ? 3 : 0;
	if (a == 0xe3)
		return b == 0x80 && c == 0x80 ? 3 : 0;
	return (b == 0xbb && c == 0xbf) || (b == 0xac && c >= 0x80 && c <= 0x86) ? 3 : 0;
}

/* Bytes of white space at P, 0 if there is none: ASCII, C1 controls, no-break
 * space, the spaces of U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000, and what
 * is_nothing() or ligature(). */
static inline size_t
blank_at(const char *p, size_t n)
{
	unsigned char kind = may_blank[(unsigned char)p[0]];

	return kind == 0 ? 0 : kind == 1 ? 1 : wide_blank(p, n);
}

/* Is the blank at P, of N bytes, nothing that a reader sees: a place where a word may be broken, or may
 * not (U+00AD, U+200B, U+2060, U+FEFF)? */
static bool
is_nothing(const char *p, size_t n)
{
	return (n == 2 && !memcmp(p, "\xc2\xad", 2)) ||
	    (n == 3 && (!memcmp(p, "\xe2\x80\x8b", 3) || !memcmp(p, "\xe2\x81\xa0", 3) || !memcmp(p, "\xef\xbb\xbf", 3)));
}

/* The letters of the ligature at P (U+FB00 to U+FB06), of N bytes, in which the text of PDF files is set; or none. */
static struct str
ligature(const char *p, size_t n)
{
	static const struct str letters[] = { { "ff", 2 }, { "fi", 2 }, { "fl", 2 }, { "ffi", 3 }, { "ffl", 3 }, { "st", 2 }, { "st", 2 } };

	return n == 3 && !memcmp(p, "\xef\xac", 2) ? letters[(unsigned char)p[2] - 0x80] : (struct str){ "", 0 };
}

/* Are the next sixteen of N bytes ASCII without other blanks than single ones
 * between words? */
static inline bool
words_go_on(const char *p, size_t n)
{
	if (n <= sizeof(sixteen))
		return false;
	sixteen v = sixteen_at(p), next = sixteen_at(p + 1);
	sixteen letter = sixteen_between(v, '!', '~'), single = (sixteen)(v == ' ') & sixteen_between(next, '!', '~');

	return !sixteen_bits(~(letter | single));
}

/* The end of the words that begin at I and are parted by single blanks. */
static size_t
words_end(struct str s, size_t i)
{
	while (i < s.n) {
		size_t to = i + sizeof(sixteen) < s.n ? i + sizeof(sixteen) : s.n;
		if (words_go_on(s.p + i, s.n - i))
			i = to;
		for (; i < to; i++) {
			unsigned char kind = may_blank[(unsigned char)s.p[i]];
			if (kind == 0)
				continue;
			if (kind == 2 && wide_blank(s.p + i, s.n - i) == 0)
				continue;
			if (s.p[i] == ' ' && i + 1 < s.n && blank_at(s.p + i + 1, s.n - i - 1) == 0)
				continue;
			return i;
		}
	}
	return i;
}

static void
put(struct article *a, struct str word, uint32_t raw, uint32_t end)
{
	if (a->flow_gap && a->text.n > a->flow_from)
		buf_addc(&a->text, ' ');
	/* The parser may put right what is out of order; the range covers it all. */
	if (a->text.n == a->flow_from || raw < a->flow_start)
		a->flow_start = raw;
	if (a->flow_new)
		remember(a, raw);
	a->flow_new = a->flow_gap = false;
	buf_add(&a->text, word);
	if (end > a->flow_end)
		a->flow_end = end;
	a->flow_chars += (uint32_t)count_chars(word);
}

/* What blank_at() finds: a gap, nothing, or letters. */
static void
put_blank(struct article *a, struct str s, uint32_t raw, uint32_t end)
{
	struct str letters = ligature(s.p, s.n);

	if (letters.n) {
		put(a, letters, raw, end);
		a->flow_new = true;
	} else
		a->flow_gap |= !is_nothing(s.p, s.n);
}

struct str
text_folded(struct arena *arena, struct str s)
{
	struct buf b = { 0 };
	bool gap = false;
	size_t w;

	s = str_trim(s);
	if (words_end(s, 0) == s.n)
		return s;
	for (size_t i = 0; i < s.n; i += w) {
		struct str letters = { s.p + i, 1 };
		w = blank_at(s.p + i, s.n - i);
		if (w > 0 && (letters = ligature(s.p + i, w)).n == 0) {
			gap |= !is_nothing(s.p + i, w);
			continue;
		}
		if (gap && b.n)
			buf_addc(&b, ' ');
		gap = false;
		buf_add(&b, letters);
		w = w > 0 ? w : 1;
	}
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

void
flow_add(struct article *a, struct str s, uint32_t raw)
{
	size_t i = 0, w;

	a->flow_new = true;
	while (i < s.n) {
		size_t from = i;
		if (blank_at(s.p + i, s.n - i) == 0)
			i = words_end(s, i);
		if (i > from)
			put(a, str_sub(s, from, i), raw + (uint32_t)from, raw + (uint32_t)i);
		while (i < s.n && (w = blank_at(s.p + i, s.n - i)) > 0) {
			/* One plain blank keeps text and source in step. */
			if (s.p[i] != ' ' || a->flow_gap)
				a->flow_new = true;
			put_blank(a, str_sub(s, i, i + w), raw + (uint32_t)i, raw + (uint32_t)(i + w));
			i += w;
		}
	}
}

void
flow_spelt(struct article *a, struct str s, uint32_t raw, uint32_t end)
{
	size_t i = 0, w;

	while (i < s.n) {
		size_t from = i;
		a->flow_new = true;
		while (i < s.n && (w = blank_at(s.p + i, s.n - i)) == 0)
			i++;
		if (i > from)
			put(a, str_sub(s, from, i), raw, end);
		while (i < s.n && (w = blank_at(s.p + i, s.n - i)) > 0) {
			put_blank(a, str_sub(s, i, i + w), raw, end);
			i += w;
		}
	}
	a->flow_new = true;
}

void
flow_blank(struct article *a)
{
	a->flow_gap = a->flow_new = true;
}

void
flow_verbatim(struct article *a, struct str s, uint32_t raw)
{
	size_t i = 0;

	while (i < s.n) {
		const char *nl = memchr(s.p + i, '\n', s.n - i);
		size_t to = nl ? (size_t)(nl - s.p) + 1 : s.n;
		if (a->text.n == a->flow_from && str_trim(str_sub(s, i, to)).n == 0) {
			i = to;         /* no empty lines at the top */
			continue;
		}
		if (a->text.n == a->flow_from || raw + i < a->flow_start)
			a->flow_start = raw + (uint32_t)i;
		remember(a, raw + (uint32_t)i);
		buf_add(&a->text, str_sub(s, i, to));
		if (str_trim(str_sub(s, i, to)).n > 0 && raw + to > a->flow_end)
			a->flow_end = raw + (uint32_t)to;
		i = to;
	}
	a->flow_chars += (uint32_t)count_chars(s);
	a->flow_new = true;
}

struct block *
flow_close(struct article *a, enum block_kind kind)
{
	struct block *b;

	while (kind == BLOCK_CODE && a->text.n > a->flow_from && (unsigned char)a->text.p[a->text.n - 1] <= ' ') {
		a->text.n--;
		if (a->flow_end > a->flow_start && (unsigned char)a->raw.p[a->flow_end - 1] <= ' ')
			a->flow_end--;
	}
	/* Where the blanks stood that were trimmed is nothing to the next block. */
	while (a->n_places > 0 && a->place[a->n_places - 1].at >= a->text.n)
		a->n_places--;
	a->full = a->full || a->n_blocks >= article_pieces(a->raw.n);
	if (a->text.n == a->flow_from || a->full) {
		flow_open(a);
		return NULL;
	}
	/* What a parser makes of broken markup may stand nowhere in the source. */
	if (a->flow_end > a->raw.n)
		a->flow_end = (uint32_t)a->raw.n;
	if (a->flow_start > a->flow_end)
		a->flow_start = a->flow_end;
	a->block = xgrow(a->block, &a->cap_blocks, a->n_blocks + 1, sizeof *a->block);
	b = &a->block[a->n_blocks++];
	*b = (struct block){
		.kind = kind, .from = a->flow_from, .to = (uint32_t)a->text.n,
		.start = a->flow_start, .end = a->flow_end, .chars = a->flow_chars,
		.header = STR(""), .speaker = STR(""),
	};
	b->words = (uint32_t)count_words(block_text(a, b));
	a->seen += b->chars;
	flow_open(a);
	return b;
}

static enum booking
booking_of(const struct block *b)
{
	if (b->dropped)
		return BOOK_BOILERPLATE;
	switch (b->kind) {
	case BLOCK_HEADING: return BOOK_HEADING;
	case BLOCK_ITEM: case BLOCK_TERM: case BLOCK_DEFINITION: return BOOK_LIST;
	case BLOCK_CELL: return BOOK_TABLE;
	case BLOCK_CODE: return BOOK_CODE;
	default: return BOOK_PROSE;
	}
}

static void
close_ranks(struct article *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_blocks; i++) {
		a->booked[booking_of(&a->block[i])] += a->block[i].chars;
		if (!a->block[i].dropped)
			a->block[n++] = a->block[i];
	}
	a->n_blocks = n;
}

/* Columns beyond this many get no header. */
#define HEADER_COLUMNS 256

static bool
header_cell(const struct block *b)
{
	return str_eq(b->header, STR("th"));
}

/* The cells of the row that begins at block I are header cells all. */
static bool
header_row(const struct article *a, size_t i)
{
	const struct block *first = &a->block[i];

	for (; i < a->n_blocks && a->block[i].kind == BLOCK_CELL && a->block[i].group == first->group && a->block[i].row == first->row; i++)
		if (!header_cell(&a->block[i]))
			return false;
	return true;
}

/* A row of header cells alone heads the columns below it.  In any other row such
 * a cell is one of its column, or, where nothing heads that, heads the cells to
 * its right. */
static void
give_headers(struct article *a)
{
	struct str head[HEADER_COLUMNS] = { { 0 } }, left = { 0 };
	uint32_t group = 0, row = 0;
	bool heads = false;

	for (size_t i = 0; i < a->n_blocks; i++) {
		struct block *b = &a->block[i];
		if (b->kind != BLOCK_CELL || b->column == 0 || b->column >= HEADER_COLUMNS)
			continue;
		if (b->group != group)
			memset(head, 0, sizeof head);
		if (b->group != group || b->row != row) {
			heads = header_row(a, i);
			left = (struct str){ NULL, 0 };
		}
		group = b->group;
		row = b->row;
		if (heads)
			head[b->column] = block_text(a, b);
		else if (head[b->column].n)
			b->header = head[b->column];
		else if (header_cell(b))
			left = block_text(a, b);
		else if (left.n)
			b->header = left;
	}
}

/* Bytes of a dash in front of S. */
static size_t
dash(struct str s)
{
	static const struct str mark[] = { { "—", 3 }, { "–", 3 }, { "-- ", 3 }, { "― ", 4 }, { "- ", 2 } };

	for (size_t k = 0; k < sizeof mark / sizeof *mark; k++)
		if (s.n && s.p[0] == mark[k].p[0] && str_starts(s, mark[k]))
			return mark[k].n;
	return 0;
}

void
article_speaker(struct article *a, size_t i)
{
	struct str t = block_text(a, &a->block[i]), who = arena_str(&a->arena, str_trim(str_sub(t, dash(t), t.n)));

	for (; i > 0 && a->block[i - 1].kind == BLOCK_QUOTE && a->block[i - 1].speaker.n == 0; i--)
		a->block[i - 1].speaker = who;
}

/* "— Jane Roe, CTO of Acme" below a quotation says who spoke. */
static void
give_speakers(struct article *a)
{
	for (size_t i = 1; i < a->n_blocks; i++) {
		struct str t = block_text(a, &a->block[i]);
		if ((a->block[i].kind != BLOCK_QUOTE && a->block[i].kind != BLOCK_PARAGRAPH && a->block[i].kind != BLOCK_CAPTION) || a->block[i].words > 16 || a->block[i].words == 0)
			continue;
		if (dash(t))
			article_speaker(a, i);
	}
}

void
article_finish(struct article *a)
{
	uint32_t above[7] = { 0 };

	close_ranks(a);
	give_headers(a);
	give_speakers(a);
	for (size_t i = 0; i < a->n_blocks; i++) {
		struct block *b = &a->block[i];
		unsigned level = b->kind == BLOCK_HEADING ? b->level : 7;
		for (unsigned l = 1; l < level; l++)
			if (above[l])
				b->parent = above[l];
		if (b->kind == BLOCK_HEADING) {
			above[level] = (uint32_t)i + 1;
			for (unsigned l = level + 1; l < 7; l++)
				above[l] = 0;
		}
		if (b->kind != BLOCK_CODE)
			a->words += b->words;
	}
}

/* The first place at or behind AT. */
static size_t
place_find(const struct article *a, uint32_t at)
{
	size_t lo = 0, hi = a->n_places;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (a->place[mid].at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The line of OFFSET, which is mostly LINE or the next. */
static uint32_t
line_near(const struct article *a, uint32_t offset, uint32_t line)
{
	for (uint32_t l = line; l <= line + 1 && l < a->n_lines; l++)
		if (a->line[l - 1] <= offset && offset < a->line[l])
			return l;
	return article_line(a, offset);
}

uint32_t
article_line_starts(const struct article *a, const struct block *b, struct buf *out)
{
	uint32_t begin = article_line(a, b->start), line = begin;
	bool first = true;

	for (size_t i = place_find(a, b->from); i < a->n_places && a->place[i].at < b->to; i++) {
		uint32_t here = line_near(a, a->place[i].raw, line);
		if (here == line)
			continue;
		buf_addf(out, first ? "%u:%u" : " %u:%u", a->place[i].at - b->from, here);
		line = here;
		first = false;
	}
	return begin;
}

const char *
block_kind_name(enum block_kind kind)
{
	static const char *const name[N_BLOCK_KINDS] = {
		"heading", "paragraph", "item", "cell", "quote", "code", "caption", "term", "definition"
	};
	return name[kind];
}

/* Bytes that are looked at one by one where sixteen are not plain ASCII. */
#define STEP sizeof(sixteen)

/* Characters among the first STEP bytes of S or more; *USED tells how many. */
static size_t
chars_step(struct str s, size_t *used)
{
	size_t n = 0, i = 0, w;

	for (; i < s.n && i < STEP; i += w ? w : 1) {
		w = blank_at(s.p + i, s.n - i);
		n += w ? ligature(s.p + i, w).n : ((unsigned char)s.p[i] & 0xc0) != 0x80;
	}
	*used = i;
	return n;
}

size_t
count_chars(struct str s)
{
	size_t n = 0, used;

	for (; s.n; s = str_sub(s, used, s.n)) {
		sixteen v = sixteen_of(s);
		if (sixteen_bits(v)) {
			n += chars_step(s, &used);
			continue;
		}
		n += sixteen_count(sixteen_between(v, '!', '~'));
		used = STEP;
	}
	return n;
}

/* 1 a letter or digit, 2 what goes on inside a word. */
static const unsigned char in_word[128] = {
	['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['\''] = 2, ['-'] = 2, ['.'] = 2,
};

/* Words so far, characters of CJK text, and whether a word is open. */
struct tally { size_t words, wide; bool in; };

/* Counts the first STEP bytes of S or more, and returns how many. */
static size_t
words_step(struct tally *t, struct str s)
{
	size_t i = 0, w;

	for (; i < s.n && i < STEP; i += w) {
		uint32_t c = (unsigned char)s.p[i];
		w = 1;
		if (c < 0x80) {
			t->words += in_word[c] == 1 && !t->in;
			t->in = in_word[c] == 1 || (t->in && in_word[c] == 2);
			continue;
		}
		w = utf8_decode(str_sub(s, i, s.n), &c);
		if (w == 0)
			w = 1;
		if (c >= 0x2e80 && c < 0xfb00 && !(c >= 0xac00 && c < 0xd7b0)) {
			t->wide++;
			t->in = false;
			continue;
		}
		bool part = c >= 0xc0 && (c < 0x2000 || c > 0x206f);
		t->words += part && !t->in;
		t->in = part || (t->in && c == 0x2019);
	}
	return i;
}

/* The same for sixteen bytes of ASCII. */
static void
words_sixteen(struct tally *t, sixteen v)
{
	uint32_t letter = sixteen_bits(sixteen_between(v | 32, 'a', 'z') | sixteen_between(v, '0', '9'));
	uint32_t inner = sixteen_bits((sixteen)((v == '\'') | (v == '-') | (v == '.')));
	/* A carry runs through the inner marks that stand right behind a letter. */
	uint32_t behind = inner & (letter << 1 | t->in);
	uint32_t in = letter | (inner & ~(inner + behind));

	t->words += (size_t)__builtin_popcount(letter & ~(in << 1 | t->in));
	t->in = in >> (STEP - 1) & 1;
}

/* A word of CJK text is taken to be two of its characters. */
size_t
count_words(struct str s)
{
	struct tally t = { .words = 0 };

	while (s.n) {
		sixteen v = sixteen_of(s);
		size_t used = STEP;
		if (sixteen_bits(v))
			used = words_step(&t, s);
		else
			words_sixteen(&t, v);
		s = str_sub(s, used, s.n);
	}
	return t.words + t.wide / 2;
}
