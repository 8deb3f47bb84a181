#include "../common/utf8.h"
#include "clean.h"
#include "labels.h"

#define TITLE_BYTES 400

struct clean {
	struct page    *p;
	struct article *a;
	size_t          first, end;
	const bool     *good;
	uint64_t        all;            /* good characters in what is kept */
	uint64_t        live;           /* all characters in what is kept */
};

static struct str
text(const struct clean *c, size_t i)
{
	return block_text(c->a, &c->a->block[i]);
}

static bool
kept(const struct clean *c, size_t i)
{
	return !c->a->block[i].dropped && !c->a->block[i].title;
}

static void
drop(struct clean *c, size_t i)
{
	c->a->block[i].dropped = true;
}

static bool
linked(const struct clean *c, size_t i, unsigned percent)
{
	return c->p->run[i].link_chars * 100 >= (uint64_t)c->a->block[i].chars * percent;
}

static bool
is_good(const struct clean *c, size_t i)
{
	return kept(c, i) && c->good[i];
}

static bool
structured(const struct clean *c, size_t i)
{
	enum block_kind k = c->a->block[i].kind;

	return k == BLOCK_CODE || k == BLOCK_CELL || k == BLOCK_ITEM || k == BLOCK_TERM || k == BLOCK_DEFINITION;
}

/* Ends as sentences do. */
static bool
sentence(struct str s)
{
	while (s.n > 1 && strchr("\"')]* ", s.p[s.n - 1]))
		s.n--;
	if (s.n > 3 && (str_ends(s, STR("”")) || str_ends(s, STR("’")) || str_ends(s, STR("»"))))
		s.n -= s.p[s.n - 1] == '\xbb' ? 2 : 3;
	return s.n > 0 && (strchr(".!?:", s.p[s.n - 1]) || str_ends(s, STR("…")) || str_ends(s, STR("。")) || str_ends(s, STR("！")) || str_ends(s, STR("？")));
}

static void
count(struct clean *c)
{
	c->all = c->live = 0;
	for (size_t i = c->first; i < c->end; i++)
		if (kept(c, i)) {
			c->live += c->a->block[i].chars;
			c->all += c->good[i] ? c->a->block[i].chars : 0;
		}
}

/* Running text is most of it: an article, not a list of things. */
static bool
article_like(const struct clean *c)
{
	return c->all >= 400 && c->all * 10 >= c->live * 6;
}

/* ---- the headline again ------------------------------------------------ */

static bool
same_title(const char *a, size_t n, const char *b, size_t m)
{
	if (n == 0 || m == 0)
		return false;
	if (n == m && !memcmp(a, b, n))
		return true;
	/* The page's title is the headline with the site's name at one end. */
	return n >= 12 && m > n && (!memcmp(a, b, n) || !memcmp(a, b + m - n, n));
}

static void
drop_titles(struct clean *c)
{
	char title[TITLE_BYTES], page[TITLE_BYTES], line[TITLE_BYTES];
	size_t n = label_fold(c->a->meta.title.value, title, sizeof title), m = label_fold(c->p->title, page, sizeof page), k;
	uint64_t before = 0;
	bool done = false;

	for (size_t i = c->first; i < c->end; i++) {
		if (!kept(c, i))
			continue;
		const struct block *b = &c->a->block[i];
		if (before * 3 > c->all && before > 600)
			break;
		before += c->good[i] ? b->chars : 0;
		if (b->chars > 250)
			continue;
		k = label_fold(text(c, i), line, sizeof line);
		if (same_title(line, k, title, n) || same_title(line, k, page, m) ||
		    (b->kind == BLOCK_HEADING && b->level == 1 && before < 200)) {
			if (b->kind == BLOCK_HEADING && !done)
				c->a->block[i].title = done = true;
			else
				drop(c, i);
		}
	}
}

/* What stands above the page's headline is no part of what it heads. */
static void
drop_above_title(struct clean *c)
{
	char title[TITLE_BYTES], page[TITLE_BYTES], line[TITLE_BYTES];
	size_t n = label_fold(c->a->meta.title.value, title, sizeof title), m = label_fold(c->p->title, page, sizeof page), at = c->end;
	uint64_t before = 0;

	uint64_t good = 0;

	for (size_t i = c->first; i < c->end; i++) {
		const struct block *b = &c->a->block[i];
		if (!kept(c, i))
			continue;
		before += b->chars;
		good += c->good[i] ? b->chars : 0;
		if (b->kind != BLOCK_HEADING || b->chars > 250 || linked(c, i, 90) || b->level > 2)
			continue;
		/* It must head a good part of the text itself. */
		if ((c->all - good) * 10 < c->all * 3)
			break;
		size_t k = label_fold(text(c, i), line, sizeof line);
		if (same_title(line, k, title, n) || same_title(line, k, page, m) || (b->level == 1 && before * 3 < c->live && !c->p->forum)) {
			at = i;
			break;
		}
	}
	for (size_t i = c->first; at < c->end && i < at; i++)
		drop(c, i);
}

/* The same paragraph twice: the second is for another screen. */
static void
drop_copies(struct clean *c)
{
	enum { SLOTS = 1024 };
	uint64_t seen[SLOTS] = { 0 };

	for (size_t i = c->first; i < c->end; i++) {
		if (!kept(c, i) || c->p->run[i].words < 12)
			continue;
		uint64_t h = str_hash(text(c, i)) | 1;
		size_t k = h % SLOTS;
		for (size_t tries = 0; seen[k] && seen[k] != h && tries < 16; tries++)
			k = (k + 1) % SLOTS;
		if (seen[k] == h)
			drop(c, i);
		else if (!seen[k])
			seen[k] = h;
	}
}

/* ---- above the text ------------------------------------------------------ */

static void
trim_head(struct clean *c)
{
	size_t top = c->first, from;

	/* A list or table at the top is part of the text. */
	while (top < c->end && !is_good(c, top) && !(kept(c, top) && structured(c, top) && !linked(c, top, 30) && c->p->run[top].words > 1))
		top++;
	if (top == c->end)
		return;
	for (from = top; from > c->first; from--) {
		size_t i = from - 1;
		const struct block *b = &c->a->block[i];
		if (!kept(c, i))
			continue;
		bool heading = b->kind == BLOCK_HEADING && b->level >= 2 && c->p->run[i].words <= 14 && c->p->run[i].words >= 1 && !linked(c, i, 50) && !(c->p->run[i].why & WHY_STANDFIRST);
		bool short_sentence = b->kind != BLOCK_HEADING && !(c->p->run[i].why & WHY_STANDFIRST) && c->p->run[i].words >= 4 && sentence(text(c, i)) && !linked(c, i, 40) && label_of(text(c, i)) == LABEL_NONE && !label_byline(text(c, i));
		if (!short_sentence && !(heading && label_of(text(c, i)) == LABEL_NONE && i + 1 >= top))
			break;
	}
	for (size_t i = c->first; i < from; i++)
		drop(c, i);
}

/* ---- labels -------------------------------------------------------------- */

static void
drop_lines(struct clean *c)
{
	uint64_t before = 0;

	for (size_t i = c->first; i < c->end; i++) {
		if (!kept(c, i))
			continue;
		const struct block *b = &c->a->block[i];
		const struct run *r = &c->p->run[i];
		before += c->good[i] ? b->chars : 0;
		if (b->kind == BLOCK_CODE || b->kind == BLOCK_CELL || b->chars > 320)
			continue;
		struct str s = text(c, i);
		switch (label_of(s)) {
		case LABEL_LINE:
			if (r->words <= 3 || linked(c, i, 50) || (r->words <= 14 && !sentence(s)))
				drop(c, i);
			break;
		case LABEL_LEAD:
			if (linked(c, i, 60) && r->words <= 30)
				drop(c, i);
			break;
		case LABEL_PROMPT:
			if (linked(c, i, 15) || before * 10 > c->all * 9 || r->words <= 12)
				drop(c, i);
			break;
		default:
			/* A paragraph that is one link leads to another story. */
			if (b->kind == BLOCK_PARAGRAPH && r->words >= 6 && linked(c, i, 97)) {
				drop(c, i);
				break;
			}
			if (r->words <= 16 && (before < 500 || before * 10 > c->all * 9) && label_byline(s) && !structured(c, i))
				drop(c, i);
		}
	}
}

/* A run that belongs to a box of other stories: a link, a heading, a line. */
static bool
teaser(const struct clean *c, size_t i)
{
	return linked(c, i, 35) || c->p->run[i].words < 10 || (c->a->block[i].kind == BLOCK_HEADING) || !sentence(text(c, i)) || c->a->block[i].chars < 60;
}

static void
cut_sections(struct clean *c)
{
	uint64_t before = 0;

	for (size_t i = c->first; i < c->end; i++) {
		if (!kept(c, i))
			continue;
		before += c->good[i] ? c->a->block[i].chars : 0;
		if (c->p->run[i].words > 9 || c->a->block[i].kind == BLOCK_CELL || label_of(text(c, i)) != LABEL_SECTION)
			continue;
		uint64_t rest = 0, rest_live = 0, rest_links = 0;
		for (size_t k = i + 1; k < c->end; k++)
			if (kept(c, k)) {
				rest += c->good[k] ? c->a->block[k].chars : 0;
				rest_live += c->a->block[k].chars;
				rest_links += c->p->run[k].link_chars;
			}
		bool late = before * 10 > c->all * 4;
		if (late && (rest * 10 < c->all || (rest * 100 < c->all * 35 && rest_links * 6 > rest_live))) {
			for (size_t k = i; k < c->end; k++)
				drop(c, k);
			return;
		}
		/* In the middle of the text: the label and the teasers right below. */
		drop(c, i);
		for (size_t k = i + 1, n = 0; k < c->end && n < 12; k++) {
			if (!kept(c, k))
				continue;
			if (!teaser(c, k) || !linked(c, k, 35))
				break;
			drop(c, k);
			n++;
		}
	}
}

/* Lists in which every item is a link to another story. */
static void
drop_link_lists(struct clean *c)
{
	for (size_t i = c->first; i < c->end; ) {
		uint32_t group = c->a->block[i].group;
		size_t j = i, n = 0, links = 0, words = 0;
		uint64_t chars = 0;
		if (!group || c->a->block[i].kind != BLOCK_ITEM) {
			i++;
			continue;
		}
		for (; j < c->end && c->a->block[j].group == group; j++)
			if (kept(c, j)) {
				n++;
				links += linked(c, j, 80);
				words += c->p->run[j].words;
				chars += c->a->block[j].chars;
			}
		if (n > 0 && links == n && chars * 5 < c->all && words >= 4 * n)
			for (size_t k = i; k < j; k++)
				drop(c, k);
		i = j > i ? j : i + 1;
	}
}

/* ---- below the text ------------------------------------------------------ */

static void
trim_tail(struct clean *c)
{
	for (size_t i = c->end; i > c->first; i--) {
		size_t k = i - 1;
		const struct run *r = &c->p->run[k];
		if (!kept(c, k))
			continue;
		struct str s = text(c, k);
		enum block_kind kind = c->a->block[k].kind;
		if (kind == BLOCK_CODE || kind == BLOCK_CELL || kind == BLOCK_QUOTE || kind == BLOCK_DEFINITION)
			break;
		bool link = linked(c, k, 60) || label_byline(s), full = sentence(s) && r->words >= 4;
		if (kind != BLOCK_HEADING && !link && (c->good[k] || full || r->words >= 3 || kind == BLOCK_ITEM))
			break;
		if (link && full && r->words > 12 && !linked(c, k, 90))
			break;
		drop(c, k);
	}
}

/* A heading with nothing below it before the next of its level or higher. */
static void
drop_bare_headings(struct clean *c)
{
	size_t next = c->end;

	for (size_t i = c->end; i > c->first; i--) {
		size_t k = i - 1;
		if (!kept(c, k))
			continue;
		if (c->a->block[k].kind == BLOCK_HEADING && (next == c->end || (linked(c, k, 80) && c->a->block[next].kind == BLOCK_HEADING && linked(c, next, 80))))
			drop(c, k);
		else
			next = k;
	}
}

void
clean_page(struct page *p, size_t first, size_t end, const bool *good)
{
	struct clean c = { .p = p, .a = p->article, .first = first, .end = end, .good = good };

	count(&c);
	drop_above_title(&c);
	if (!p->forum)
		drop_copies(&c);        /* a reply may quote what it answers */
	count(&c);
	if (!article_like(&c))
		return;
	drop_titles(&c);
	drop_lines(&c);
	count(&c);
	cut_sections(&c);
	drop_link_lists(&c);
	trim_head(&c);
	trim_tail(&c);
	drop_bare_headings(&c);
}
