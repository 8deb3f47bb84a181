#include "passage.h"

const struct tokens *
passage_tokens(const struct passage *p)
{
	return &p->b->tokens;
}

struct str
passage_word(const struct passage *p, size_t i)
{
	return token_text(p->b->text, &passage_tokens(p)->at[i]);
}

bool
passage_is(const struct passage *p, size_t i, enum metric_class class)
{
	return i >= p->from && i < p->to && metric_word_is(p->v->metric_words, passage_tokens(p), i, class);
}

const struct metric_word *
passage_at(const struct passage *p, size_t i, enum metric_class class, size_t *length)
{
	return i < p->to ? metric_word(p->v->metric_words, passage_tokens(p), i, p->to, class, length) : NULL;
}

bool
passage_says(const struct passage *p, size_t i, const char *z)
{
	return i >= p->from && i < p->to && token_is(p->b->text, &passage_tokens(p)->at[i], z);
}

bool
passage_marks(const struct passage *p, size_t i)
{
	return i >= p->from && i < p->to && (passage_tokens(p)->at[i].flags & TOKEN_MARK);
}

char
passage_mark(const struct passage *p, size_t i)
{
	return passage_marks(p, i) ? token_mark(p->b->text, &passage_tokens(p)->at[i]) : 0;
}

struct str
passage_lower(const struct passage *p, struct str s)
{
	char *z = arena_alloc(p->arena, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		z[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32) : s.p[i];
	return (struct str){ z, s.n };
}

/* The text of the tokens [from, to), at most six words of it. */
struct str
passage_text(const struct passage *p, uint32_t from, uint32_t to)
{
	if (to > from + 6)
		from = to - 6;
	if (from >= to)
		return STR("");
	struct str s = str_sub(p->b->text, passage_tokens(p)->at[from].start, passage_tokens(p)->at[to - 1].end);
	if (s.n > 80)
		s = str_sub(p->b->text, passage_tokens(p)->at[to - 1].start, passage_tokens(p)->at[to - 1].end);
	return s;
}
