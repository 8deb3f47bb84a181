#include <stdlib.h>

#include "../common/xalloc.h"
#include "body.h"

#define ENOUGH 250              /* characters that make a page's text stand for itself */
#define LEAST  100              /* characters that JSON-LD must have */

/* The body, one character after the other. */
struct body {
	struct article  *a;
	struct str       s;             /* in a->raw */
	size_t           i;
	struct buf       c;             /* what stands at I, decoded ... */
	size_t           n;             /* ... from so many bytes; 0 at the end */
	enum block_kind  kind;
	unsigned         level;
	uint32_t         group;
};

static void
look(struct body *b)
{
	buf_reset(&b->c);
	b->n = b->i < b->s.n ? json_char(str_sub(b->s, b->i, b->s.n), &b->c) : 0;
}

static void
step(struct body *b)
{
	b->i += b->n;
	look(b);
}

static bool
at(const struct body *b, char c)
{
	return b->n > 0 && b->c.n == 1 && b->c.p[0] == c;
}

static bool
letter(const struct body *b)
{
	return b->n > 0 && b->c.n == 1 && (b->c.p[0] | 32) >= 'a' && (b->c.p[0] | 32) <= 'z';
}

static bool
digit(const struct body *b)
{
	return b->n > 0 && b->c.n == 1 && b->c.p[0] >= '0' && b->c.p[0] <= '9';
}

static void
end_block(struct body *b)
{
	struct block *block = flow_close(b->a, b->kind);

	if (!block)
		return;
	block->level = b->level;
	block->group = b->kind == BLOCK_ITEM ? b->group : 0;
}

/* What begins behind the start tag NAME, or behind the end tag. */
static void
begin_block(struct body *b, const char *name, bool end)
{
	static const char *const breaks[] = { "p", "br", "div", "ul", "ol", "tr", "table", "section", "article", "blockquote", "li", "figure", "hr", "pre" };
	bool heading = name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2], is = heading;

	for (size_t k = 0; k < sizeof breaks / sizeof *breaks; k++)
		is = is || !strcmp(name, breaks[k]);
	if (!is)
		return;
	end_block(b);
	if (!strcmp(name, "ul") || !strcmp(name, "ol"))
		b->group++;
	b->kind = end ? BLOCK_PARAGRAPH : heading ? BLOCK_HEADING : !strcmp(name, "li") ? BLOCK_ITEM : !strcmp(name, "blockquote") ? BLOCK_QUOTE :
	    !strcmp(name, "pre") ? BLOCK_CODE : BLOCK_PARAGRAPH;
	b->level = b->kind == BLOCK_HEADING ? (unsigned)(name[1] - '0') : b->kind == BLOCK_ITEM;
}

/* Behind a "<" that opens a tag; false, and nothing is read, behind another. */
static bool
tag(struct body *b)
{
	size_t from = b->i, n = 0;
	char name[12];

	step(b);
	bool end = at(b, '/');
	if (end)
		step(b);
	for (; letter(b) || (n > 0 && digit(b)); step(b))
		if (n + 1 < sizeof name)
			name[n++] = (char)(b->c.p[0] | 32);
	name[n] = '\0';
	while (n && b->n && !at(b, '>') && !at(b, '<'))
		step(b);
	if (n == 0 || !at(b, '>')) {
		b->i = from;
		look(b);
		return false;
	}
	begin_block(b, name, end);
	return true;
}

static void
read_body(struct body *b)
{
	uint32_t base = (uint32_t)(b->s.p - b->a->raw.p);

	flow_open(b->a);
	for (look(b); b->n; step(b)) {
		uint32_t here = base + (uint32_t)b->i;
		if (at(b, '<') && tag(b))
			continue;
		if (at(b, '\n')) {
			end_block(b);
			continue;
		}
		if (b->n == b->c.n && !memcmp(b->s.p + b->i, b->c.p, b->n)) {
			/* As many as stand for themselves, at once. */
			size_t to = b->i + 1;
			while (to < b->s.n && !strchr("\\&<\n", b->s.p[to]))
				to++;
			flow_add(b->a, str_sub(b->s, b->i, to), here);
			b->n = to - b->i;
		} else
			flow_spelt(b->a, buf_str(&b->c), here, here + (uint32_t)b->n);
	}
	end_block(b);
}

/* Of the blocks before END the headline stays, if there is one. */
static void
keep_headline(struct article *a, size_t end)
{
	bool done = false;

	for (size_t i = 0; i < end; i++) {
		struct block *b = &a->block[i];
		b->title = !done && (b->title || (!b->dropped && b->kind == BLOCK_HEADING && b->level == 1));
		b->dropped = !b->title;
		done |= b->title;
	}
}

void
body_page(struct page *p)
{
	struct article *a = p->article;
	struct body b = { .a = a, .s = p->body, .kind = BLOCK_PARAGRAPH };
	size_t before = a->n_blocks;
	uint64_t kept = 0, chars = count_chars(p->body);

	for (size_t i = 0; i < before; i++) {
		kept += a->block[i].dropped || a->block[i].title ? 0 : a->block[i].chars;
		if (a->block[i].group > b.group)
			b.group = a->block[i].group;
	}
	/* Some pages escape their JSON-LD for HTML: what was read is no part of them. */
	bool inside = p->body.p >= a->raw.p && p->body.p + p->body.n <= a->raw.p + a->raw.n;
	if (p->forum || !inside || chars < LEAST || chars < (kept < ENOUGH ? 2 : 8) * kept)
		return;
	read_body(&b);
	buf_release(&b.c);
	p->run = xgrow(p->run, &p->cap_runs, a->n_blocks, sizeof *p->run);
	for (size_t i = before; i < a->n_blocks; i++)
		p->run[i] = (struct run){ .words = a->block[i].words };
	if (a->n_blocks > before)
		keep_headline(a, before);
}
