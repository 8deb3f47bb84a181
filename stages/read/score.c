#include <stdlib.h>

#include "../common/xalloc.h"
#include "clean.h"
#include "forum.h"
#include "labels.h"
#include "score.h"

#define GOOD_WORDS 10
#define ENOUGH     250          /* good characters below which hard reasons are doubted */
#define HARD (WHY_COMMENTS | WHY_FOOTER | WHY_NAV | WHY_HIDDEN | WHY_COOKIES)

struct score {
	struct page *p;
	struct article *a;
	size_t    n;
	bool     *good;
	uint32_t  mask;         /* reasons that hold on this page */
	uint64_t *sum_good, *sum_live, *sum_links;      /* live characters before run i */
	uint64_t *sum_mass;     /* good ones, and half of those in short lines */
};

static bool
good_run(const struct score *s, size_t i)
{
	const struct run *r = &s->p->run[i];
	const struct block *b = &s->a->block[i];

	if (b->kind == BLOCK_HEADING || r->words < GOOD_WORDS)
		return false;
	if (r->words <= 40 && label_of(block_text(s->a, b)) == LABEL_PROMPT)
		return false;
	return (r->words >= GOOD_WORDS && r->link_chars * 10 < b->chars * 4) || (r->words >= 20 && r->link_chars * 10 < b->chars * 6);
}

static uint32_t
why(const struct score *s, size_t i)
{
	return s->p->run[i].why & s->mask & WHY_AGAINST;
}

/* A run that asks for consent to cookies. */
static bool
consent(const struct score *s, size_t i)
{
	struct str t = block_text(s->a, &s->a->block[i]);

	return s->good[i] && (str_find(t, STR("cookies"), 0) >= 0 || str_find(t, STR("Cookies"), 0) >= 0) &&
	    (str_find(t, STR("partners"), 0) >= 0 || str_find(t, STR("consent"), 0) >= 0 || str_find(t, STR("By clicking"), 0) >= 0 || str_find(t, STR("preferences"), 0) >= 0);
}

/* A dialog in which such a run stands is one whole. */
static void
find_consent(struct score *s, const uint64_t *good)
{
	for (size_t i = 0; i < s->n; i++) {
		if (!consent(s, i))
			continue;
		for (uint32_t e = s->p->run[i].elem; e; e = s->p->elem[e].parent) {
			struct elem *el = &s->p->elem[e];
			if ((good[el->end] - good[el->first]) * 10 > good[s->n] * 7)
				break;
			if (el->why & WHY_MODAL)
				el->why |= WHY_COOKIES;
		}
	}
}

/* The names of an element that holds a large part of the page's good text say
 * nothing against it; what is left is handed down to the runs. */
static void
inherit(struct score *s)
{
	uint64_t *sum = xcalloc(s->n + 1, sizeof *sum);
	uint64_t all;

	for (size_t i = 0; i < s->n; i++)
		sum[i + 1] = sum[i] + (s->good[i] ? s->a->block[i].chars : 0);
	all = sum[s->n];
	find_consent(s, sum);
	for (uint32_t e = 0; e < s->p->n_elems; e++) {
		struct elem *el = &s->p->elem[e];
		uint64_t cover = sum[el->end] - sum[el->first];
		if (e == 0 || el->tag == TAG_html || el->tag == TAG_body)
			el->why &= ~(uint32_t)WHY_AGAINST;
		else if (cover * 10 > all * 9)
			el->why &= ~(uint32_t)(WHY_AGAINST & ~WHY_COOKIES);
		else if (cover * 10 > all * 3)
			el->why &= ~(uint32_t)(WHY_AGAINST & ~HARD);
		if (el->why & WHY_EMBED)
			el->why &= ~(uint32_t)(WHY_SHARE | WHY_WIDGET);
		uint32_t up = e > 0 ? s->p->elem[el->parent].why : 0;
		/* What a click opens is hidden until then, and is text all the same. */
		if ((el->why | up) & WHY_ACCORDION)
			el->why &= ~(uint32_t)WHY_HIDDEN;
		el->why |= up;
		if (el->why & WHY_EMBED)
			el->why &= ~(uint32_t)(WHY_SHARE | WHY_WIDGET);
	}
	for (size_t i = 0; i < s->n; i++)
		s->p->run[i].why |= s->p->elem[s->p->run[i].elem].why;
	free(sum);
}

/* Good characters without a reason against them, and those with the reason BIT
 * (and no other hard one). */
static uint64_t
weigh(const struct score *s, uint32_t bit, uint64_t *live)
{
	uint64_t with = 0;

	*live = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (!s->good[i])
			continue;
		uint32_t w = why(s, i);
		if (!w)
			*live += s->a->block[i].chars;
		if ((w & bit) && !(w & HARD & ~bit))
			with += s->a->block[i].chars;
	}
	return with;
}

/* A reason that covers much of the page's good text means nothing here. */
static void
guard(struct score *s)
{
	static const uint32_t hard[] = { WHY_HIDDEN, WHY_NAV, WHY_COMMENTS, WHY_FOOTER };
	uint64_t all = 0, live;

	for (size_t i = 0; i < s->n; i++)
		if (s->good[i] && !(s->p->run[i].why & HARD))
			all += s->a->block[i].chars;
	for (unsigned bit = 0; bit < 24; bit++) {
		uint32_t one = 1u << bit;
		uint64_t cover = 0;
		if (!(one & WHY_AGAINST) || (one & HARD))
			continue;
		for (size_t i = 0; i < s->n; i++)
			if (s->good[i] && !(s->p->run[i].why & HARD) && (s->p->run[i].why & one))
				cover += s->a->block[i].chars;
		if (cover * 10 > all * 3)
			s->mask &= ~one;
	}
	for (size_t k = 0; k < sizeof hard / sizeof *hard; k++) {
		uint64_t with = weigh(s, hard[k], &live);
		if (live >= ENOUGH && !(k < 2 && with > live * 3))
			continue;
		if (with > live)
			s->mask &= ~hard[k];
	}
}

static void
add_up(struct score *s)
{
	s->sum_good = xcalloc(s->n + 1, sizeof *s->sum_good);
	s->sum_live = xcalloc(s->n + 1, sizeof *s->sum_live);
	s->sum_links = xcalloc(s->n + 1, sizeof *s->sum_links);
	s->sum_mass = xcalloc(s->n + 1, sizeof *s->sum_mass);
	for (size_t i = 0; i < s->n; i++) {
		bool live = !why(s, i);
		s->sum_good[i + 1] = s->sum_good[i] + (live && s->good[i] ? s->a->block[i].chars : 0);
		bool line = live && !s->good[i] && s->p->run[i].words >= 3 && s->p->run[i].link_chars * 10 < s->a->block[i].chars * 3u;
		s->sum_mass[i + 1] = s->sum_mass[i] + (live && s->good[i] ? s->a->block[i].chars : line ? s->a->block[i].chars / 2 : 0);
		s->sum_live[i + 1] = s->sum_live[i] + (live ? s->a->block[i].chars : 0);
		s->sum_links[i + 1] = s->sum_links[i] + (live ? s->p->run[i].link_chars : 0);
	}
}

static uint64_t
in(const uint64_t *sum, const struct elem *e)
{
	return sum[e->end] - sum[e->first];
}

/* The deepest element that holds the SHARE of the good live text. */
static uint32_t
deepest(const struct score *s, double share)
{
	uint32_t best = 0;

	for (uint32_t e = 1; e < s->p->n_elems; e++)
		if (in(s->sum_good, &s->p->elem[e]) > 0 && (double)in(s->sum_good, &s->p->elem[e]) >= share * (double)s->sum_good[s->n])
			best = e;
	return best;
}

static unsigned
commas(struct str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ',' || (s.p[i] == '\x81' && i >= 2 && s.p[i - 1] == '\x80' && s.p[i - 2] == '\xe3');
	return n;
}

/* Each paragraph speaks for the elements around it, less the farther they are
 * (after Arc90's readability). */
static uint32_t
by_paragraphs(const struct score *s)
{
	double *points = xcalloc(s->p->n_elems, sizeof *points), top = 0;
	uint32_t best = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct block *b = &s->a->block[i];
		uint32_t e = s->p->run[i].elem;
		if (why(s, i) || b->chars < 25 || s->p->run[i].link_chars * 2 > b->chars)
			continue;
		double p = 1 + commas(block_text(s->a, b)) + (b->chars > 300 ? 3 : b->chars / 100.0);
		enum tag t = s->p->elem[e].tag;
		if (t == TAG_p || t == TAG_pre || t == TAG_blockquote || t == TAG_li || (t >= TAG_h1 && t <= TAG_h6))
			e = s->p->elem[e].parent;
		for (unsigned up = 0; up < 5 && e; up++, e = s->p->elem[e].parent)
			points[e] += up == 0 ? p : up == 1 ? p / 2 : p / (up * 3);
	}
	for (uint32_t e = 1; e < s->p->n_elems; e++) {
		const struct elem *el = &s->p->elem[e];
		uint64_t live = in(s->sum_live, el);
		if (points[e] <= 0 || live == 0)
			continue;
		points[e] *= 1 - (double)in(s->sum_links, el) / (double)live;
		if (points[e] > top) {
			top = points[e];
			best = e;
		}
	}
	free(points);
	return best;
}

/* An element that says it is the text wins if it holds most of what the best
 * one holds; the innermost such, the outermost if it alone is large. */
static uint32_t
by_name(const struct score *s, uint32_t best)
{
	uint64_t have = in(s->sum_mass, &s->p->elem[best]);
	uint32_t found = 0;
	int rank = 0;

	for (uint32_t e = 1; e < s->p->n_elems; e++) {
		const struct elem *el = &s->p->elem[e];
		const struct elem *up = &s->p->elem[el->parent];
		uint32_t own = el->why & ~up->why;
		int mine = own & WHY_BODY ? 3 : own & WHY_CONTENT ? 2 : el->tag == TAG_article || el->tag == TAG_main ? 1 : 0;
		if (!mine || (el->why & s->mask & WHY_AGAINST) || in(s->sum_live, el) < 100)
			continue;
		uint64_t mass = in(s->sum_mass, el);
		if (mass * 10 < have * (mine == 3 ? 4 : 7))
			continue;
		if (mine >= rank) {
			found = e;
			rank = mine;
		}
	}
	return found ? found : best;
}

static uint32_t
climb(const struct score *s, uint32_t e)
{
	for (uint32_t up = s->p->elem[e].parent; up; up = s->p->elem[up].parent) {
		const struct elem *here = &s->p->elem[e], *above = &s->p->elem[up];
		uint64_t more = in(s->sum_mass, above) - in(s->sum_mass, here);
		uint64_t live = in(s->sum_live, above) - in(s->sum_live, here), links = in(s->sum_links, above) - in(s->sum_links, here);
		if (more * (here->why & WHY_BODY ? 1 : 4) > in(s->sum_mass, here) && links * 100 < live * 35)
			e = up;
	}
	return e;
}

static uint32_t
choose(const struct score *s)
{
	if (s->p->forum)
		return deepest(s, 0.8);
	uint32_t e = by_paragraphs(s), named = by_name(s, e);

	if (named == e || !e)
		e = climb(s, e);
	else
		e = climb(s, named);
	/* Text that is scattered over the page has no one element. */
	if (!e || (in(s->sum_good, &s->p->elem[e]) * 2 < s->sum_good[s->n] && !(s->p->elem[e].why & WHY_BODY)))
		e = deepest(s, 0.8);
	return e;
}

/* What speaks against text on a page that is a list of things: cards have
 * captions, dates, teasers and tags of their own. */
#define LIST_AGAINST (WHY_AGAINST & ~(uint32_t)(WHY_BYLINE | WHY_CAPTION | WHY_STANDFIRST | WHY_TAGS | WHY_WIDGET | WHY_RELATED | WHY_BIO))

/* "Read more", "View all": a link that says nothing of where it leads. */
static bool
button_like(const struct score *s, size_t i)
{
	return s->p->run[i].words <= 3 && s->p->run[i].link_chars == s->a->block[i].chars && label_of(block_text(s->a, &s->a->block[i])) == LABEL_LINE;
}

/* A grid of cards, a table of links, a bare list: little running text beside
 * what else is live.  Keeps all of that in its container; false: no such page. */
static bool
take_list(struct score *s)
{
	uint64_t *sum = xcalloc(s->n + 1, sizeof *sum), good = 0;
	uint32_t best = 0;

	for (size_t i = 0; i < s->n; i++) {
		bool live = !(s->p->run[i].why & s->mask & LIST_AGAINST);
		sum[i + 1] = sum[i] + (live ? s->a->block[i].chars : 0);
		good += live && s->good[i] ? s->a->block[i].chars : 0;
	}
	bool list = sum[s->n] >= ENOUGH && good * 10 < sum[s->n] * 4;
	for (uint32_t e = 1; list && e < s->p->n_elems; e++) {
		const struct elem *el = &s->p->elem[e];
		/* schema.org says that there is an article. */
		if ((el->why & WHY_BODY) && in(s->sum_live, el) > in(s->sum_links, el) + 200)
			list = false;
		if (in(sum, el) * 20 >= sum[s->n] * 19 || (el->tag == TAG_main && in(sum, el) * 2 >= sum[s->n]))
			best = e;
	}
	if (list) {
		const struct elem *el = &s->p->elem[best];
		for (size_t i = 0; i < s->n; i++)
			s->a->block[i].dropped = i < el->first || i >= el->end || (s->p->run[i].why & s->mask & LIST_AGAINST) || button_like(s, i);
	}
	free(sum);
	return list;
}

/* What was kept is implausibly short beside the page's good text: take all of
 * that with the headings right above it. */
static void
fall_back(struct score *s)
{
	uint64_t kept = 0, good = 0;
	size_t heading = s->n;

	for (size_t i = 0; i < s->n; i++) {
		kept += s->a->block[i].dropped ? 0 : s->a->block[i].chars;
		good += s->good[i] && !(why(s, i) & (HARD | WHY_MODAL)) ? s->a->block[i].chars : 0;
	}
	if (kept >= ENOUGH || good < 2 * kept || good == 0)
		return;
	for (size_t i = 0; i < s->n; i++) {
		if (s->a->block[i].kind == BLOCK_HEADING)
			heading = i;
		if (!s->good[i] || (why(s, i) & (HARD | WHY_MODAL)))
			continue;
		s->a->block[i].dropped = false;
		if (heading < i && !why(s, heading))
			s->a->block[heading].dropped = false;
		heading = s->n;
	}
}

/* A caption of a picture, by what it is and what it says. */
static bool
caption(const struct score *s, size_t i)
{
	const struct run *r = &s->p->run[i];
	struct str t = block_text(s->a, &s->a->block[i]);

	return why(s, i) == WHY_CAPTION && !(r->why & WHY_CREDIT) && r->words >= 3 && r->link_chars * 2 < s->a->block[i].chars &&
	    label_of(t) == LABEL_NONE && !label_byline(t);
}

#define NEAR 16                 /* runs that are looked at on either side of a caption */

/* Run I was dropped, and stands between a picture and the text: another caption,
 * a byline, a button. */
static bool
between(const struct score *s, size_t i)
{
	return s->a->block[i].dropped && ((why(s, i) & (WHY_CAPTION | WHY_BYLINE)) || s->p->run[i].words < 3);
}

/* Was what stands right before or behind run I kept? */
static bool
beside_text(const struct score *s, size_t i)
{
	const struct block *b = s->a->block;
	size_t up = i, down = i + 1;

	while (up > 0 && i - up < NEAR && between(s, up - 1))
		up--;
	while (down < s->n && down - i < NEAR && between(s, down))
		down++;
	return (up > 0 && !b[up - 1].dropped) || (down < s->n && !b[down].dropped);
}

static bool
of_table(const struct score *s, size_t i)
{
	uint32_t e = s->p->run[i].elem;

	while (e && s->p->elem[e].tag != TAG_caption)
		e = s->p->elem[e].parent;
	return e > 0;
}

/* Keeps B beside the text, as no entry or cell. */
static void
set_beside(struct block *b)
{
	b->dropped = false;
	b->beside = true;
	b->kind = BLOCK_CAPTION;
	b->level = b->row = b->column = 0;
	b->header = STR("");
}

/* Captions beside what was kept are kept beside it.  Where they are part of the
 * text themselves, as in a gallery, only those of tables stand for themselves. */
static void
keep_captions(struct score *s)
{
	bool *keep = xcalloc(s->n, sizeof *keep);

	for (size_t i = 0; i < s->n; i++)
		keep[i] = s->a->block[i].dropped && caption(s, i) && beside_text(s, i);
	for (size_t i = 0; i < s->n; i++) {
		struct block *b = &s->a->block[i];
		if (keep[i])
			set_beside(b);
		else if (b->dropped || b->kind != BLOCK_CAPTION)
			continue;
		if (of_table(s, i))
			continue;
		b->group = 0;
		b->kind = b->beside ? BLOCK_CAPTION : BLOCK_PARAGRAPH;
	}
	free(keep);
}

/* Is run I, which was dropped, what stands between headline and text: who wrote
 * it, for whom, when, a heading below the headline? */
static bool
heads_text(const struct score *s, size_t i, bool below_title)
{
	const struct run *r = &s->p->run[i];
	const struct block *b = &s->a->block[i];
	struct str t = block_text(s->a, b);
	bool by = (r->why & WHY_BYLINE) || label_byline(t), head = b->kind == BLOCK_HEADING || (r->why & WHY_STANDFIRST);

	if (b->kind == BLOCK_CODE || b->kind == BLOCK_CELL || b->kind == BLOCK_ITEM || (why(s, i) & ~(uint32_t)(WHY_BYLINE | WHY_STANDFIRST | WHY_HEADER)) || r->words < 2 || r->words > 30)
		return false;
	return by || (below_title && head && r->link_chars * 2 < b->chars && label_of(t) == LABEL_NONE);
}

/* What heads the text tells whose it is.  It is kept beside it, as captions are. */
static void
keep_head(struct score *s)
{
	char title[200], line[200];
	size_t n = label_fold(s->a->meta.title.value, title, sizeof title), text = 0, top;

	while (text < s->n && (s->a->block[text].dropped || s->a->block[text].title || s->a->block[text].beside))
		text++;
	size_t far = text > NEAR ? text - NEAR : 0;
	for (top = text; top > far; top--) {
		size_t m = label_fold(block_text(s->a, &s->a->block[top - 1]), line, sizeof line);
		if (s->a->block[top - 1].title || (m == n && n > 0 && !memcmp(title, line, n)))
			break;
	}
	for (size_t i = top > far ? top : far; i < text && text < s->n; i++) {
		struct block *b = &s->a->block[i];
		if (!b->dropped || !heads_text(s, i, top > far))
			continue;
		set_beside(b);
		b->group = 0;
	}
}

void
score_page(struct page *p)
{
	struct score s = { .p = p, .a = p->article, .n = p->article->n_blocks, .mask = ~0u };

	if (s.n == 0)
		return;
	s.good = xcalloc(s.n, sizeof *s.good);
	for (size_t i = 0; i < s.n; i++)
		s.good[i] = good_run(&s, i);
	inherit(&s);
	if (p->forum)
		s.mask &= ~(uint32_t)WHY_COMMENTS;
	guard(&s);
	add_up(&s);
	bool list = !p->forum && take_list(&s);
	if (!list) {
		const struct elem *e = &p->elem[choose(&s)];
		for (size_t i = 0; i < s.n; i++)
			s.a->block[i].dropped = i < e->first || i >= e->end || why(&s, i);
		clean_page(p, e->first, e->end, s.good);
		if (p->forum)
			forum_page(p, e->first, e->end, s.good);
	}
	fall_back(&s);
	keep_captions(&s);
	if (!p->forum && !list)
		keep_head(&s);
	free(s.good);
	free(s.sum_good);
	free(s.sum_live);
	free(s.sum_mass);
	free(s.sum_links);
}
