/* Whose article it may be: names of title, site, masthead and author, and of those who say "we". */
#include "frame.h"

struct guesser {
	const struct article    *a;
	const struct vocabulary *v;
	struct standings           all;
	classes                  at, staff, we, be, have;
};

#define MAX_STANDINGS 200
#define INTRODUCTION 40         /* words within which who introduces itself says "we" */

struct standings
standings_new(struct arena *arena)
{
	return (struct standings){ arena_array(arena, MAX_STANDINGS, sizeof(struct standing)), 0 };
}

struct standing *
standing_of(struct standings *t, const struct mention *m)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].m.name.key == m->name.key || (m->name.org >= 0 && t->at[i].m.name.org == m->name.org))
			return &t->at[i];
	if (t->n == MAX_STANDINGS)
		return NULL;
	t->at[t->n] = (struct standing){ .m = *m };
	return &t->at[t->n++];
}

static bool
stands(const struct guesser *g, const struct block *b, size_t from, size_t to, classes want)
{
	for (size_t i = from; i < to && i < b->tokens.n; i++)
		if (frame_classes(g->v, b, i) & want)
			return true;
	return false;
}

/* "Acme makes boats. We have ...": who we are. */
static bool
introduces(const struct guesser *g, const struct block *b, const struct mention *m)
{
	if (b->kind != BLOCK_PARAGRAPH || m->to + 1 >= b->tokens.n || (m->from > 0 && block_mark(b, m->from - 1) != '.'))
		return false;
	const struct token *next = &b->tokens.at[m->to];
	struct str s = token_text(b->text, next);
	bool verb = (frame_classes(g->v, b, m->to) & (g->be | g->have)) || ((next->flags & TOKEN_WORD) && !(next->flags & (TOKEN_UPPER | TOKEN_MIXED)) &&
	    s.n > 2 && s.p[s.n - 1] == 's');
	return verb && stands(g, b, m->to, m->to + INTRODUCTION, g->we);
}

/* What the words around the name say: "engineers at X", "X engineers", "at X, we". */
static double
weight_of_words(const struct guesser *g, const struct block *b, const struct mention *m)
{
	double w = 0;
	bool the = m->from > 1 && str_ieq(token_text(b->text, &b->tokens.at[m->from - 1]), STR("the"));
	bool at = m->from > 0 && (frame_classes(g->v, b, m->from - 1 - the) & g->at);

	if (at && m->from > 1 && stands(g, b, m->from - 2, m->from - 1, g->staff))
		w += 1.5;
	if (at && (stands(g, b, m->to, m->to + 3, g->we) || (m->from > 1 && stands(g, b, m->from - 2, m->from - 1, g->we))))
		w += 2.5;
	else if (at)
		w += 0.2;
	if (stands(g, b, m->to, m->to + 1, g->staff))
		w += 0.5;
	if (m->flags & NAME_SITE)
		w += 2;
	if (m->name.tech < 0 && introduces(g, b, m))
		w += 1.2;
	return w;
}

static double
weight_of_place(const struct guesser *g, size_t i, const struct mention *m, bool *titled)
{
	const struct block *b = &g->a->block[i];
	bool heading = b->kind == BLOCK_HEADING && i < FIRST_TEXT_BLOCK + 3;

	if (i == BLOCK_SITE || i == BLOCK_TITLE || heading) {
		*titled = true;
		return i == BLOCK_SITE ? 3 : 2;
	}
	if (i < FIRST_TEXT_BLOCK + 2)
		return m->from == 0 ? 1.2 : 0.7;
	return i < FIRST_TEXT_BLOCK + 5 ? m->from == 0 ? 0.8 : 0.4 : i + 2 >= g->a->n_blocks ? 0.4 : 0;
}

static void
insert(struct frame *f, const struct standing *t)
{
	size_t at = f->n_guesses;

	if (at == MAX_GUESSES) {
		if (f->guess[at - 1].score >= t->score)
			return;
		at--;
	} else
		f->n_guesses++;
	for (; at > 0 && f->guess[at - 1].score < t->score; at--)
		f->guess[at] = f->guess[at - 1];
	f->guess[at] = (struct guess){ t->m, t->score, t->titled };
}

void
guesses_find(const struct article *a, const struct vocabulary *v, struct frame *f)
{
	struct guesser g = { .a = a, .v = v, .all = standings_new(a->arena) };

	g.at = vocabulary_class(v, "AT");
	g.staff = vocabulary_class(v, "STAFF");
	g.we = vocabulary_class(v, "WE");
	g.be = vocabulary_class(v, "BE");
	g.have = vocabulary_class(v, "HAVE");
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++) {
			const struct mention *m = &a->block[i].mention[k];
			bool tool = m->name.org < 0 && m->name.tech >= 0;
			struct standing *t = name_can_adopt(v, m) || tool ? standing_of(&g.all, m) : NULL;
			if (!t)
				continue;
			bool titled = false;
			double w = 0.25 + weight_of_place(&g, i, m, &titled) + weight_of_words(&g, &a->block[i], m);
			t->titled |= titled;
			/* What is also a technology is more often used than the user. */
			if (m->flags & NAME_COMMON)
				w *= 0.4;
			t->score += w * (tool ? 0.3 : m->name.tech >= 0 ? 0.5 : m->name.org >= 0 ? 1 : 0.8);
		}
	for (size_t i = 0; i < g.all.n; i++)
		insert(f, &g.all.at[i]);
}
