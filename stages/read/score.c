#include <stdlib.h>

#include "../common/xalloc.h"
#include "score.h"

#define GOOD_WORDS 10
#define ENOUGH     250          /* good characters below which hard reasons are doubted */

struct score {
	struct page *p;
	struct article *a;
	size_t    n;
	bool     *good;
	uint32_t  mask;         /* reasons that hold on this page */
};

static bool
good_run(const struct score *s, size_t i)
{
	const struct run *r = &s->p->run[i];
	const struct block *b = &s->a->block[i];

	return r->words >= GOOD_WORDS && r->link_chars * 10 < b->chars * 4;
}

static uint32_t
why(const struct score *s, size_t i)
{
	return s->p->run[i].why & s->mask & WHY_AGAINST;
}

static uint64_t
live_good(const struct score *s)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->good[i] && !why(s, i))
			sum += s->a->block[i].chars;
	return sum;
}

#define HARD (WHY_COMMENTS | WHY_FOOTER | WHY_NAV | WHY_HIDDEN)

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
	for (uint32_t e = 0; e < s->p->n_elems; e++) {
		struct elem *el = &s->p->elem[e];
		uint64_t cover = sum[el->end] - sum[el->first];
		if (e == 0 || el->tag == TAG_html || el->tag == TAG_body || cover * 10 > all * 9)
			el->why = 0;
		else if (cover * 10 > all * 3)
			el->why &= ~(uint32_t)(WHY_AGAINST & ~HARD);
		if (e > 0)
			el->why |= s->p->elem[el->parent].why;
	}
	for (size_t i = 0; i < s->n; i++)
		s->p->run[i].why |= s->p->elem[s->p->run[i].elem].why;
	free(sum);
}

/* A reason that covers much of the page's good text means nothing here. */
static void
guard(struct score *s)
{
	static const uint32_t hard[] = { WHY_COMMENTS, WHY_FOOTER, WHY_NAV, WHY_HIDDEN };
	uint64_t all = 0;

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
	for (size_t k = 0; k < sizeof hard / sizeof *hard && live_good(s) < ENOUGH; k++)
		s->mask &= ~hard[k];
}

/* The deepest element that holds most of the good live text. */
static uint32_t
choose(const struct score *s)
{
	uint64_t *sum = xcalloc(s->n + 1, sizeof *sum);
	uint32_t best = 0;
	uint64_t all;

	for (size_t i = 0; i < s->n; i++)
		sum[i + 1] = sum[i] + (s->good[i] && !why(s, i) ? s->a->block[i].chars : 0);
	all = sum[s->n];
	for (uint32_t e = 1; e < s->p->n_elems; e++) {
		const struct elem *el = &s->p->elem[e];
		if (el->end <= s->n && el->first <= el->end && (sum[el->end] - sum[el->first]) * 10 >= all * 8 && all > 0)
			best = e;
	}
	free(sum);
	return best;
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
	guard(&s);
	const struct elem *e = &p->elem[choose(&s)];
	for (size_t i = 0; i < s.n; i++)
		s.a->block[i].dropped = i < e->first || i >= e->end || why(&s, i);
	free(s.good);
}
