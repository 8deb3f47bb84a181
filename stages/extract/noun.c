#include "noun.h"

#define REACH 8         /* words of a noun phrase that are looked at */

bool
noun_plural(struct str s)
{
	if (s.n < 4 || (s.p[s.n - 1] | 32) != 's' || str_starts(s, STR("\u2019")))
		return false;
	char c = s.p[s.n - 2] | 32;
	return c != 's' && c != 'u' && c != 'i' && c != '\'';
}

/* The listed noun at token I, of any class that names what is counted. */
static bool
listed_noun(const struct passage *p, uint32_t i, struct noun *n, size_t *length)
{
	static const struct { enum metric_class class; int kind; } nouns[] = {
		{ WORD_person, NOUN_PERSON }, { WORD_event, NOUN_EVENT }, { WORD_noun, NOUN_KNOWN }, { WORD_sum, NOUN_SUM },
		{ WORD_plain, NOUN_PLAIN }
	};
	size_t best = 0, l;

	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
		const struct metric_word *m = passage_at(p, i, nouns[k].class, &l);
		if (!m || l <= best)
			continue;
		best = l;
		n->kind = nouns[k].kind;
		n->unit = m->unit;
	}
	*length = best;
	return best > 0;
}

static bool
ends_phrase(const struct passage *p, uint32_t i)
{
	const struct token *t = &passage_tokens(p)->at[i];

	if (t->flags & TOKEN_NUMBER)
		return true;
	if (t->flags & TOKEN_MARK)
		return passage_mark(p, i) != '"' && passage_mark(p, i) != '\'' && passage_mark(p, i) != '(';
	return !(t->flags & (TOKEN_JOINED | TOKEN_CAPS)) && passage_is(p, i, WORD_stop);
}

/* The head is the last plural or listed noun of the run behind token I. */
struct noun
noun_behind(const struct passage *p, uint32_t i, bool hyphen)
{
	struct noun best = { .from = i, .head = i, .to = i }, one = best;
	size_t length;

	if (passage_says(p, i, "of") && !passage_says(p, i + 1, "the"))
		best.from = ++i;
	while (passage_says(p, i, "different") || passage_says(p, i, "the") || passage_says(p, i, "their") ||
	    passage_says(p, i, "our") || passage_says(p, i, "its"))
		best.from = ++i;
	for (uint32_t k = i; k < p->to && k < i + REACH; k += (uint32_t)length) {
		length = 1;
		if (best.kind != NOUN_NONE && !noun_plural(passage_word(p, k)) && !listed_noun(p, k, &one, &length))
			break;          /* "users worldwide" */
		length = 1;
		if (passage_mark(p, k) == '(') {
			while (k < p->to && k < i + REACH && passage_mark(p, k) != ')')
				k++;
			continue;
		}
		bool listed = listed_noun(p, k, &one, &length);
		if (!listed && ends_phrase(p, k))
			break;
		if (!listed)
			length = 1;
		const struct metric_word *m;
		size_t l;
		if ((m = passage_at(p, k, WORD_period, &l)) && l == 1 && !listed)
			best.period = m->unit;
		struct str last = passage_word(p, k + length - 1);
		bool plural = length > 1 || noun_plural(last) || (listed && (last.p[last.n - 1] | 32) == 's') ||
		    str_ieq(last, STR("people")) || str_ieq(last, STR("loc"));
		/* "40-node cluster", "a 300-person company": singular behind a hyphen */
		if (listed && one.kind != NOUN_SUM && !plural && !(hyphen && k == i) && !one.part &&
		    !str_ieq(last, STR("staff")) && !str_ieq(last, STR("headcount")) && !str_ieq(last, STR("folk")))
			listed = false;
		/* An unlisted word with a capital is a name. */
		if (!listed && (!plural || !(passage_tokens(p)->at[k].flags & TOKEN_WORD) ||
		    (passage_tokens(p)->at[k].flags & TOKEN_UPPER)))
			continue;
		best.head = k;
		best.to = k + (uint32_t)length;
		best.kind = listed ? one.kind : NOUN_PLURAL;
		best.unit = listed ? one.unit : passage_lower(p, last);
		best.part = metric_word_is(p->v->metric_words, passage_tokens(p), k + length - 1, WORD_part);
		if (hyphen && k == i)
			break;
	}
	return best;
}

/* "Users: 203 million", "Total funding - $3M": the label before the number. */
struct noun
noun_of_label(const struct passage *p, const struct number *x)
{
	struct noun n = { 0 };
	uint32_t i = x->outer, from;
	size_t length;

	while (i > p->from && (passage_marks(p, i - 1) ? strchr("(~$", passage_mark(p, i - 1)) != NULL : passage_is(p,
	    i - 1, WORD_before)))
		i--;
	if (i <= p->from + 1 || passage_mark(p, i - 1) != ':')
		return n;
	n.to = i - 1;
	from = n.to;
	while (from > p->from && n.to - from < 4 && !(passage_tokens(p)->at[from - 1].flags & (TOKEN_MARK | TOKEN_NUMBER))) {
		from--;
		/* A label begins with a capital, the words behind it need not. */
		if ((passage_tokens(p)->at[from].flags & TOKEN_UPPER) && (n.to - from > 1 || from == p->from ||
		    !(passage_tokens(p)->at[from - 1].flags & TOKEN_UPPER)))
			break;
	}
	n.from = from;
	if (n.from == n.to)
		return n;
	n.head = n.to - 1;
	n.kind = NOUN_PLAIN;
	for (uint32_t k = n.from; k < n.to; k++)
		if (listed_noun(p, k, &n, &length) && n.kind != NOUN_PLAIN)
			break;
	return n;
}

/* A plural that stands as a noun: behind what goes before nouns, or first in the sentence. */
static bool
stands_as_noun(const struct passage *p, uint32_t i)
{
	static const char *const before[] = { "of", "the", "our", "their", "its", "these", "those", "all", "many", "my", "your", "more", "most" };

	if (!noun_plural(passage_word(p, i)) || (passage_tokens(p)->at[i].flags & (TOKEN_MARK | TOKEN_NUMBER)) || passage_is(p, i, WORD_stop))
		return false;
	if (i == p->from || (i > p->from && (passage_tokens(p)->at[i - 1].flags & TOKEN_NUMBER)))
		return true;
	for (size_t k = 0; k < sizeof before / sizeof *before; k++)
		if (passage_says(p, i - 1, before[k]))
			return !(passage_tokens(p)->at[i].flags & TOKEN_UPPER);
	return false;
}

/* The last of P's nouns before token END. */
static struct noun
last_noun(const struct passage *p, uint32_t end)
{
	struct noun n = { 0 };
	size_t length;

	for (uint32_t i = end; i-- > p->from;) {
		bool listed = listed_noun(p, i, &n, &length) && n.kind != NOUN_SUM && n.kind != NOUN_PLAIN && noun_plural(passage_word(p, i + length - 1));
		if (!listed && !stands_as_noun(p, i))
			continue;
		if (!listed) {
			n.kind = NOUN_PLURAL;
			n.unit = passage_lower(p, passage_word(p, i));
		}
		n.to = i + 1;
		return n;
	}
	return (struct noun){ 0 };
}

/* Does a word of change lead from token I to X, in one clause: "rose to", "fell from"? */
static bool
changes(const struct passage *p, uint32_t i, const struct number *x)
{
	bool change = false;

	for (; i < x->outer; i++) {
		if ((passage_marks(p, i) && strchr(",;:()", passage_mark(p, i))) || passage_says(p, i, "while") || passage_says(p, i, "until"))
			return false;
		change |= (passage_is(p, i, WORD_change) && !passage_says(p, i, "from") && !passage_says(p, i, "moved")) || passage_says(p, i, "passed") || passage_says(p, i, "is") || passage_says(p, i, "was") || passage_says(p, i, "come");
	}
	return change;
}

/* A version, rather than a count: "from 9.6 to 14", "from release 10", "from Java 8". */
static bool
is_version(const struct passage *p, const struct number *x)
{
	static const char *const before[] = { "version", "release", "v", "chapter", "floor", "grade", "level" };
	size_t n;
	const struct mention *m = x->from > p->from ? block_mentions(p->b, x->from - 1, x->to, &n) : NULL;

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (passage_says(p, x->outer - 1, before[i]))
			return true;
	return x->value - (double)(long long)x->value != 0 || (m && n > 0 && m[0].from < x->from && m[0].to >= x->from);
}

struct noun
noun_before(const struct passage *p, const struct number *x)
{
	static const char *const them[] = { "them", "which", "whom" };
	struct passage before = *p;
	bool of = false;

	/* "of these boxes" */
	if (passage_says(p, x->to, "of") && (passage_says(p, x->to + 1, "these") || passage_says(p, x->to + 1, "those"))) {
		struct noun n = noun_behind(p, x->to + 2, false);
		if (n.kind != NOUN_NONE)
			return n;
		of = true;
	}
	for (size_t i = 0; i < sizeof them / sizeof *them; i++)
		of |= passage_says(p, x->to, "of") && passage_says(p, x->to + 1, them[i]);
	of |= x->outer > p->from + 1 && passage_says(p, x->outer - 2, "of") && (passage_says(p, x->outer - 1, "which") || passage_says(p, x->outer - 1, "whom"));
	bool ends = x->to == p->to || passage_marks(p, x->to) || passage_is(p, x->to, WORD_stop);
	for (uint32_t i = x->outer; ends && i-- > p->from + 1;)
		if (passage_says(p, i - 1, "number") && passage_says(p, i, "of"))
			return changes(p, i + 1, x) && !is_version(p, x) ? noun_behind(p, i + 1, false) : (struct noun){ 0 };
	bool moved = (x->was && !is_version(p, x) && !is_version(p, x + 1)) || (x->now && !is_version(p, x) && !is_version(p, x - 1));
	struct noun n = of || moved ? last_noun(p, x->outer) : (struct noun){ 0 };
	if (n.kind != NOUN_NONE && !of && !changes(p, n.to, x))
		return (struct noun){ 0 };
	if (n.kind != NOUN_NONE || !of || p->from == 0)
		return n;
	before.to = p->from;
	before.from = p->b->sentence[block_sentence(p->b, p->from - 1)].from;
	return last_noun(&before, before.to);
}

/* What a table's header or row label counts: "Users", "Monthly active users". */
struct noun
noun_of_title(const struct passage *p, struct str title, struct str *measure)
{
	struct block head = { .text = title };
	struct noun n = { 0 };
	size_t length;

	if (p->b->kind != BLOCK_CELL || !title.n || title.n > 200 || str_eq(title, STR("th")))
		return n;
	head.tokens = tokens_of(head.text, p->arena);
	struct passage of = { p->v, &head, 0, (uint32_t)head.tokens.n, NULL, 0, p->arena, STR("") };
	for (uint32_t i = 0; i < of.to; i++)
		if (listed_noun(&of, i, &n, &length) && n.kind != NOUN_PLAIN)
			break;
	if (n.kind != NOUN_NONE)
		*measure = passage_lower(p, title);
	n.from = n.head = n.to = 0;
	return n;
}
