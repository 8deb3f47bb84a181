#include "coined.h"

/* What a word's places tell, added up; a kind of place counts once, but bare ones. */
enum place { PLACE_START = 1, PLACE_TITLE = 2, PLACE_OWNER = 4, PLACE_TEAM = 8, PLACE_BYLINE = 16 };
#define MAX_BARE 3              /* that count */
#define SHORT_LINE 14           /* tokens */
#define ENOUGH 4
#define ENOUGH_WITH_DIGITS 2    /* "boxes24" is hardly a noun */

struct coined_finder {
	struct finder *f;
	classes noun_before, verb, staff;       /* a, the, our ...; what a subject does */
};

/* A word that may be one: of no class and no table, long enough, not a plural of what the article writes too. */
static bool
is_candidate(const struct finder *f, size_t i)
{
	const struct token *t = &f->b->tokens.at[i];
	const uint32_t *values;
	size_t n;

	if ((t->flags & (TOKEN_WORD | TOKEN_UPPER | TOKEN_MIXED | TOKEN_DOTTED | TOKEN_JOINED)) != TOKEN_WORD || token_clitic(f->b->text, t) || classes_at(f, i) ||
	    t->end - t->start < 4 || (i + 1 < f->b->tokens.n && (f->b->tokens.at[i + 1].flags & TOKEN_JOINED)))
		return false;
	return phrases_longest(f->v->names, &f->b->tokens, i, f->b->tokens.n, &values, &n) == 0;
}

/* Letters, at least three one after the other, and digits before or behind them. */
static bool
has_digits(struct str s)
{
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else
			letters++;
	bool ends = (s.p[0] >= '0' && s.p[0] <= '9') || (s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9');
	return digits > 0 && letters >= 3 && ends;
}

/* Nothing that a noun's determiner, adjective or count would be stands before I. */
static bool
is_bare_before(const struct coined_finder *c, size_t i)
{
	const struct finder *f = c->f;

	if (i == 0 || sentence_start(f, i))
		return true;
	return (classes_at(f, i - 1) & (f->start_word | c->verb)) && !(classes_at(f, i - 1) & c->noun_before) && !(f->b->tokens.at[i - 1].flags & TOKEN_NUMBER);
}

/* It is no part of a longer noun: a mark, the end, or a word of grammar follows. */
static bool
is_bare_behind(const struct coined_finder *c, size_t i)
{
	const struct finder *f = c->f;

	return i + 1 >= f->b->tokens.n || (f->b->tokens.at[i + 1].flags & TOKEN_MARK) || (classes_at(f, i + 1) & (f->start_word | c->verb | f->be | f->have));
}

static void
note_place(const struct coined_finder *c, size_t i, struct spelling *s)
{
	const struct finder *f = c->f;
	const struct tokens *t = &f->b->tokens;
	bool last = i + 1 >= t->n, before = is_bare_before(c, i);
	struct str next = last ? STR("") : token_text(f->b->text, &t->at[i + 1]);
	bool does = !last && ((classes_at(f, i + 1) & (f->be | f->have)) || ((t->at[i + 1].flags & TOKEN_WORD) && !token_clitic(f->b->text, &t->at[i + 1]) && !is_capital(f, i + 1) && next.n > 3 && next.p[next.n - 1] == 's'));

	s->digits = has_digits(token_text(f->b->text, &t->at[i]));
	if (!last && (classes_at(f, i + 1) & c->staff) && (before || block_word_is(f->b, i - 1, "the"))) {
		bool byline = f->b < f->a->block + FIRST_TEXT_BLOCK + 3 && t->n <= SHORT_LINE;
		s->coined |= byline ? PLACE_TEAM | PLACE_BYLINE : PLACE_TEAM;
		return;
	}
	if (!before) {
		bool noun = i > 0 && (classes_at(f, i - 1) & c->noun_before);
		s->common = (uint8_t)(s->common + (noun && s->common < 99));
		return;
	}
	if (f->b->kind == BLOCK_HEADING || f->b->of_page)
		s->coined |= i > 0 || f->b->of_page ? PLACE_TITLE : 0;
	else if (sentence_start(f, i) && f->b->kind == BLOCK_PARAGRAPH && does)
		s->coined |= PLACE_START;
	else if (block_possessive(f->b, i + 1))
		s->coined |= PLACE_OWNER;
	else if (i > 0 && !sentence_start(f, i) && is_bare_behind(c, i) && s->bare < MAX_BARE)
		s->bare++;
}

void
coined_find(struct finder *f)
{
	struct coined_finder c = { .f = f };

	c.noun_before = vocabulary_class(f->v, "DETERMINER");
	c.verb = f->verb | vocabulary_class(f->v, "SAID");
	c.staff = vocabulary_class(f->v, "STAFF");
	for (size_t i = 0; i < f->a->n_blocks; i++) {
		f->b = &f->a->block[i];
		for (size_t k = 0; k < f->b->tokens.n && f->b->kind != BLOCK_CODE; k++)
			if (is_candidate(f, k))
				note_place(&c, k, spelling_of(f, f->b->tokens.at[k].hash));
	}
	for (size_t i = 0; i <= f->spelling_mask; i++) {
		struct spelling *s = &f->spelling[i];
		int sum = (int)s->bare - 3 * (int)s->common;
		for (unsigned place = s->coined; place; place &= place - 1)
			sum += 2;
		s->is_coined = sum >= (s->digits ? ENOUGH_WITH_DIGITS : ENOUGH) && (s->small >= 2 || s->digits || (s->coined & PLACE_BYLINE));
	}
}
