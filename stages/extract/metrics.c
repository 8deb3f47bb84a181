#include "metrics.h"

#include <stdlib.h>

#include "../common/xalloc.h"
#include "quantity.h"

#define THRESHOLD 0.5   /* metrics below are not told */
#define MAX_ROW 40      /* cells of a table's row that are looked at for its name */

struct binder {
	const struct article    *a;
	const struct frame      *f;
	const struct vocabulary *v;
	struct metrics          *out;
	const struct block      *b;
	uint32_t                 block, from, to;       /* index; the sentence's tokens */
	const struct mention    *subject;               /* of the sentences before, in this section */
	const struct block      *subject_block;
	const struct mention    *technology;            /* the only one of the sentences before, in this block */
	const struct mention    *section[8];            /* by level: whom the open headings name */
	uint64_t                *told;                  /* names that the claims tell of: open addressing */
	size_t                   told_mask;
	uint64_t                *proper;                /* unknown names that stand inside a sentence too */
	size_t                   proper_mask;
	bool                     any_claim;
	uint64_t                *seen;                  /* metrics told before */
	size_t                   seen_mask, n_seen;
	classes                  we, they, it, company, use, said;
};

/* ---- sets of hashes ---------------------------------------------------- */

static bool
set_has(const uint64_t *set, size_t mask, uint64_t h)
{
	size_t i = h & mask;

	while (set[i] && set[i] != h)
		i = (i + 1) & mask;
	return set[i] != 0;
}

static void
set_put(uint64_t *set, size_t mask, uint64_t h)
{
	size_t i = h & mask;

	while (set[i] && set[i] != h)
		i = (i + 1) & mask;
	set[i] = h;
}

static size_t
power_above(size_t n)
{
	size_t p = 64;

	while (p < n)
		p *= 2;
	return p;
}

/* Known things by their entry, unknown ones by their name. */
static uint64_t
key_of(const struct name *n)
{
	uint64_t h = n->org >= 0 ? (uint64_t)n->org * 4 + 1 : n->tech >= 0 ? (uint64_t)n->tech * 4 + 3 : n->key;

	return (h * UINT64_C(0x9e3779b97f4a7c15)) | 1;
}

static void
collect_told(struct binder *x, const struct candidates *claims)
{
	size_t size = power_above(6 * (claims->n + 1));

	x->told = arena_array(x->a->arena, size, sizeof *x->told);
	x->told_mask = size - 1;
	for (size_t i = 0; i < claims->n; i++) {
		const struct candidate *c = &claims->at[i];
		if (c->confidence < 0.4)
			continue;
		x->any_claim = true;
		set_put(x->told, x->told_mask, key_of(&c->adopter));
		set_put(x->told, x->told_mask, key_of(&c->technology));
	}
}

static void
collect_proper(struct binder *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->a->n_blocks; i++)
		n += x->a->block[i].n_mentions;
	size_t size = power_above(2 * (n + 1));
	x->proper = arena_array(x->a->arena, size, sizeof *x->proper);
	x->proper_mask = size - 1;
	for (size_t i = 0; i < x->a->n_blocks; i++)
		for (size_t k = 0; k < x->a->block[i].n_mentions; k++) {
			const struct mention *m = &x->a->block[i].mention[k];
			if (!(m->flags & NAME_INITIAL) && x->a->block[i].kind != BLOCK_HEADING && !name_known(&m->name))
				set_put(x->proper, x->proper_mask, key_of(&m->name));
		}
}

/* True when H is new; the set grows with the metrics of the article. */
static bool
first_time(struct binder *x, uint64_t h)
{
	h |= 1;
	if (x->n_seen * 2 >= x->seen_mask) {
		size_t size = power_above(4 * (x->n_seen + 32));
		uint64_t *more = arena_array(x->a->arena, size, sizeof *more);
		for (size_t i = 0; x->seen && i <= x->seen_mask; i++)
			if (x->seen[i])
				set_put(more, size - 1, x->seen[i]);
		x->seen = more;
		x->seen_mask = size - 1;
	}
	if (set_has(x->seen, x->seen_mask, h))
		return false;
	set_put(x->seen, x->seen_mask, h);
	x->n_seen++;
	return true;
}

/* ---- words ------------------------------------------------------------- */

static struct str
word(const struct binder *x, size_t i)
{
	return token_text(x->b->text, &x->b->tokens.at[i]);
}

static bool
is_word(const struct binder *x, size_t i, const char *z)
{
	return i >= x->from && i < x->to && str_ieq(word(x, i), str_of(z));
}

/* The classes of the longest phrase at token I. */
static classes
classes_at(const struct binder *x, size_t i, size_t *length)
{
	const uint32_t *values;
	size_t n;
	classes bits = 0;

	*length = phrases_longest(x->v->words, &x->b->tokens, i, x->to, &values, &n);
	for (size_t k = 0; *length && k < n; k++)
		bits |= (classes)1 << values[k];
	if (!*length)
		*length = 1;
	return bits;
}

static classes
classes_between(const struct binder *x, uint32_t from, uint32_t to)
{
	classes bits = 0;
	size_t length;

	for (uint32_t i = from; i < to; i += (uint32_t)length)
		bits |= classes_at(x, i, &length);
	return bits;
}

static bool
same_name(const struct name *a, const struct name *b)
{
	return a->key == b->key || (a->org >= 0 && a->org == b->org) || (a->tech >= 0 && a->tech == b->tech);
}

/* ---- who it is about --------------------------------------------------- */

struct who { const struct mention *m; double certainty; bool technology; const struct mention *used; };

static bool
is_technology(const struct binder *x, const struct mention *m)
{
	return m->name.tech >= 0 && name_can_be_used(x->v, m);
}

static const struct scope *
scope_of(const struct binder *x)
{
	return &x->f->scope[x->block];
}

static bool
is_context(const struct binder *x, const struct mention *m)
{
	const struct scope *s = scope_of(x);

	return (s->adopter && same_name(&s->adopter->name, &m->name)) || (x->f->has_company && same_name(&x->f->company.name, &m->name));
}

/* "Fortune 500", "Global 2000": a list of firms, none of them. */
static bool
is_ranking(const struct binder *x, const struct mention *m)
{
	return m->to < x->to && (x->b->tokens.at[m->to].flags & TOKEN_NUMBER) && !(x->b->tokens.at[m->to].flags & TOKEN_GLUED) &&
	    str_ieq(m->name.text, STR("fortune"));
}

/* A name that is a technology's too: at the front, or behind "at". */
static bool
stands_as_subject(const struct binder *x, const struct mention *m)
{
	if (m->from == x->from)
		return m->to >= x->to || !(x->b->tokens.at[m->to].flags & TOKEN_JOINED);
	return is_word(x, m->from - 1, "at") || is_word(x, m->from - 1, "that") || is_word(x, m->from - 1, ",");
}

/* Can this mention be what a number is about? */
static bool
can_be_subject(const struct binder *x, const struct mention *m)
{
	if (is_ranking(x, m))
		return false;
	if (is_context(x, m))
		return true;
	if (m->name.org >= 0 && !name_can_adopt(x->v, m))
		return false;
	if (m->name.org >= 0)
		return !is_technology(x, m) || stands_as_subject(x, m);
	if (m->name.tech >= 0 || (m->to < x->to && (x->b->tokens.at[m->to].flags & TOKEN_JOINED)))
		return false;           /* "CPU-intensive" */
	if (m->flags & NAME_PERSON)
		return false;
	if (set_has(x->told, x->told_mask, key_of(&m->name)))
		return true;
	if (m->flags & NAME_COMPOUND)
		return m->base_org >= 0;
	/* An unknown name of one word at the front, with a verb behind it: "P-BEAST consists of". */
	const struct token *t = x->b->tokens.at;
	bool front = m->from == x->from || (m->from == x->from + 1 && is_word(x, x->from, "the"));
	bool shape = m->from > x->from || (t[m->from].flags & (TOKEN_CAPS | TOKEN_MIXED)) || (t[m->to - 1].flags & TOKEN_JOINED) ||
	    (m->to == m->from + 1 && set_has(x->proper, x->proper_mask, key_of(&m->name)));
	return front && shape && m->to < x->to && (t[m->to].flags & TOKEN_WORD) && !(t[m->to].flags & TOKEN_UPPER);
}

/* Named as somebody else: acquired by X, faster than X, unlike X. */
static bool
is_aside(const struct binder *x, const struct mention *m)
{
	static const char *const before[] = { "by", "than", "unlike", "like", "against", "from", "via", "versus", "vs", "on", "using",
	    "with", "buying", "including", NULL };
	uint32_t i = m->from;

	if (is_word(x, i - 1, "(") && is_word(x, m->to, ")"))
		return true;
	if ((is_word(x, i - 1, "as") && is_word(x, i - 2, "such")) || (is_word(x, i - 1, "to") && is_word(x, i - 2, "according")))
		return true;
	if (i > x->from && (is_word(x, i - 1, "the") || is_word(x, i - 1, "a")))
		i--;
	if (i == x->from)
		return false;
	for (size_t k = 0; before[k]; k++)
		if (is_word(x, i - 1, before[k]))
			return true;
	return false;
}

static const struct mention *
named(const struct binder *x, uint32_t from, uint32_t to, bool last)
{
	const struct mention *found = NULL;
	size_t n;
	const struct mention *m = block_mentions(x->b, from, to, &n);

	for (size_t i = 0; i < n; i++)
		if (m[i].to <= to && can_be_subject(x, &m[i]) && !is_aside(x, &m[i])) {
			/* A known name goes before one that has only the shape of one. */
			if (found && name_known(&found->name) && !name_known(&m[i].name) && !is_context(x, &m[i]))
				continue;
			found = &m[i];
			if (!last)
				break;
		}
	return found;
}

/* The last token of [from, to) that begins a word of CLASSES, or TO. */
static uint32_t
last_of(const struct binder *x, uint32_t from, uint32_t to, classes any)
{
	uint32_t found = to;
	size_t length;

	for (uint32_t i = from; i < to; i += (uint32_t)length)
		if (classes_at(x, i, &length) & any)
			found = i;
	return found;
}

/* Of whom the sentences before, the section or the article speak. */
static struct who
context(const struct binder *x)
{
	const struct scope *s = scope_of(x);
	const struct mention *section = NULL;

	for (size_t i = 8; i-- > 0 && !section;)
		section = x->section[i];
	if (s->adopter && s->from == SCOPE_LABEL)
		return (struct who){ .m = s->adopter, .certainty = 0.95 };
	if (x->subject && x->subject_block == x->b)
		return (struct who){ .m = x->subject, .certainty = 0.95 };
	if (section)
		return (struct who){ .m = section, .certainty = 0.95 };
	if (s->adopter && (name_known(&s->adopter->name) || x->f->many_adopters || !x->f->has_company))
		return (struct who){ .m = s->adopter, .certainty = 0.9 };
	if (x->f->has_company && x->f->own_voice && !x->f->many_adopters)
		return (struct who){ .m = &x->f->company, .certainty = 0.85 };
	if (x->subject)
		return (struct who){ .m = x->subject, .certainty = 0.85 };
	if (x->f->has_company && !x->f->many_adopters)
		return (struct who){ .m = &x->f->company, .certainty = 0.8 };
	return (struct who){ 0 };
}

static struct who
first_person(const struct binder *x)
{
	const struct scope *s = scope_of(x);

	if (s->adopter && (s->from == SCOPE_LABEL || s->topic || x->f->many_adopters || !x->f->has_company))
		return (struct who){ .m = s->adopter, .certainty = 0.9 };
	if (x->f->has_company)
		return (struct who){ .m = &x->f->company, .certainty = 0.9 };
	return (struct who){ .m = x->subject, .certainty = 0.8 };
}

/* "than T", "than the T one", "according to T" */
static bool
is_compared(const struct binder *x, const struct mention *m)
{
	uint32_t i = m->from;

	if (i > x->from && (is_word(x, i - 1, "the") || is_word(x, i - 1, "a")))
		i--;
	return i > x->from && (is_word(x, i - 1, "than") || is_word(x, i - 1, "unlike") || is_word(x, i - 1, "vs") ||
	    (is_word(x, i - 1, "to") && is_word(x, i - 2, "according")));
}

static const struct mention *
technology_in(const struct binder *x, uint32_t from, uint32_t to, size_t *count)
{
	const struct mention *found = NULL;
	size_t n;
	const struct mention *m = block_mentions(x->b, from, to, &n);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (m[i].to > to || !is_technology(x, &m[i]) || is_compared(x, &m[i]))
			continue;
		if (!found || !same_name(&found->name, &m[i].name))
			++*count;
		if (!found)
			found = &m[i];
	}
	return found;
}

/* Behind the last comma before token END. */
static uint32_t
clause_start(const struct binder *x, uint32_t end)
{
	uint32_t clause = x->from;

	for (uint32_t i = x->from; i < end; i++)
		if (is_word(x, i, ",") || is_word(x, i, ";"))
			clause = i + 1;
	return clause;
}

/* The technology itself is meant: "a million Python users", "80 % of firms use
 * Kafka", "PyPy runs 5 times faster". */
static const struct mention *
technology_subject(const struct binder *x, const struct number *n, const struct quantity *q, bool have_context)
{
	size_t count;
	uint32_t clause = clause_start(x, n->outer);
	const struct mention *m = technology_in(x, clause, n->outer, &count);
	if (!m) {
		clause = x->from;
		m = technology_in(x, clause, n->outer, &count);
	}
	bool in_front = m && (m->from <= clause + 3 || !(classes_between(x, x->from, m->from) & (x->we | x->they | x->it | x->company)));

	if (q->person && q->noun_to > q->noun_from) {
		const struct mention *inner = technology_in(x, q->noun_from, q->noun_to, &count);
		if (inner && !(classes_between(x, x->from, n->outer) & (x->we | x->they | x->company)))
			return inner;
	}
	if (in_front && str_eq(str_of(q->rule), STR("times")) && !(have_context && classes_between(x, m->to, n->outer) & x->we))
		return m;
	if (in_front) {
		/* "T is used by 80 % of ..." */
		for (uint32_t i = m->to; i + 1 < n->outer; i++)
			if ((is_word(x, i, "used") || is_word(x, i, "trusted") || is_word(x, i, "adopted")) && is_word(x, i + 1, "by"))
				return m;
	}
	if ((q->person || n->kind == NUMBER_PERCENT) && q->end < x->to) {
		/* "40 % of developers use T" */
		size_t length, others;
		classes c = classes_at(x, q->end, &length);
		const struct mention *behind = technology_in(x, q->end, x->to, &others);
		if (behind && (c & x->use) && behind->from <= q->end + length + 2)
			return have_context && n->kind == NUMBER_PERCENT && !q->person ? NULL : behind;
	}
	if (q->noun_to > q->noun_from && !scope_of(x)->adopter) {
		/* "1,000 Kafka use cases" on a page about Kafka */
		const struct mention *inner = technology_in(x, q->noun_from, q->noun_to, &count);
		if (inner && ((x->f->title_tech && same_name(&x->f->title_tech->name, &inner->name)) ||
		    (x->f->dominant && same_name(&x->f->dominant->name, &inner->name))) &&
		    !(classes_between(x, x->from, n->outer) & (x->we | x->they | x->it | x->company)))
			return inner;
	}
	return !have_context && m && !(classes_between(x, x->from, x->to) & (x->we | x->they | x->company)) ? m : NULL;
}

/* The other cells of a table's row name whom it is about. */
static struct who
row_subject(const struct binder *x)
{
	const struct block *all = x->a->block;
	size_t from = x->block, last = x->block + MAX_ROW;

	while (from > 0 && x->block - from < MAX_ROW && all[from - 1].kind == BLOCK_CELL && all[from - 1].group == x->b->group && all[from - 1].row == x->b->row)
		from--;
	for (size_t i = from; i < x->a->n_blocks && i < last && all[i].kind == BLOCK_CELL && all[i].group == x->b->group && all[i].row == x->b->row; i++)
		for (size_t k = 0; i != x->block && k < all[i].n_mentions; k++) {
			const struct mention *m = &all[i].mention[k];
			if (m->from == 0 && (m->name.org >= 0 ? name_can_adopt(x->v, m) : name_known(&m->name) || m->to == all[i].tokens.n))
				return (struct who){ .m = m, .certainty = 0.9, .technology = m->name.org < 0 && m->name.tech >= 0 };
		}
	return (struct who){ 0 };
}

/* "A survey by X found that ...": X speaks of others, unless a pronoun follows. */
static bool
only_says(const struct binder *x, const struct mention *m, uint32_t end)
{
	for (uint32_t i = m->to + 1; i < end && i < m->to + 7; i++)
		if (is_word(x, i, "that"))
			return (classes_between(x, m->to, i) & x->said) && !(classes_between(x, i + 1, end) & (x->we | x->they | x->it | x->company));
	return false;
}

static struct who
subject_of(const struct binder *x, const struct number *n, const struct quantity *q)
{
	struct who w = { 0 }, around = context(x);
	const struct mention *left = named(x, x->from, n->outer, true), *right;
	uint32_t we = last_of(x, x->from, n->outer, x->we), end = n->outer;
	const struct mention *speaker = left;

	if (left && only_says(x, left, n->outer))
		left = NULL;
	bool pronoun = last_of(x, x->from, n->outer, x->they | x->it | x->company) < end;

	if (x->b->kind == BLOCK_CELL) {
		w = row_subject(x);
		if (w.m)
			return w;
	}
	const struct mention *t = left ? NULL : technology_subject(x, n, q, around.m || we < end);
	if (t)
		return (struct who){ .m = t, .certainty = 0.8, .technology = true };
	if (we < end && (!left || left->to <= we))
		return first_person(x);
	if (left)
		return (struct who){ .m = left, .certainty = name_known(&left->name) ? 1 : 0.85 };
	/* "They" are people: a product that was named last is not meant. */
	if (around.m && !name_known(&around.m->name) && x->f->has_company && !x->f->many_adopters && classes_between(x, x->from, x->to) & x->they &&
	    !(classes_between(x, x->from, n->outer) & x->it))
		return (struct who){ .m = &x->f->company, .certainty = 0.9 };
	if (pronoun && around.m)
		return around;
	if (we >= end && x->f->own_voice && x->f->has_company && classes_between(x, n->to, x->to) & x->we)
		return first_person(x);
	right = named(x, n->to, x->to, false);
	if (right && (!around.m || (right->from > 0 && (is_word(x, right->from - 1, "at") || is_word(x, right->from - 1, "of"))) ||
	    right->from <= q->end + 4))
		return (struct who){ .m = right, .certainty = 0.85 };
	return around.m || !speaker ? around : (struct who){ .m = speaker, .certainty = 0.8 };
}

/* ---- of which technology ----------------------------------------------- */

static bool
joins_list(const struct binder *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (!is_word(x, i, ",") && !is_word(x, i, "and") && !is_word(x, i, "&") && !is_word(x, i, "the"))
			return false;
	return to > from && to - from <= 3;
}

/* The K-th name of a list of N that stands before token END. */
static const struct mention *
aligned(const struct binder *x, uint32_t end, size_t k, size_t n, bool technologies)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, x->from, end, &count);

	for (size_t last = count; last-- > 0;) {
		size_t first = last;
		if (technologies ? !is_technology(x, &m[last]) : !can_be_subject(x, &m[last]))
			continue;
		while (first > 0 && (technologies ? is_technology(x, &m[first - 1]) : can_be_subject(x, &m[first - 1])) &&
		    joins_list(x, m[first - 1].to, m[first].from))
			first--;
		if (last - first + 1 == n)
			return &m[first + k];
		last = first;
	}
	return NULL;
}

/* The place of number K among the numbers that are listed with it. */
static size_t
place_in_list(const struct passage *p, size_t k, size_t *n)
{
	size_t first = k, last = k;

	while (first > 0 && p->number[first - 1].listed)
		first--;
	while (last + 1 < p->n && p->number[last].listed)
		last++;
	*n = last - first + 1;
	return k - first;
}

/* "from 30 servers to 3" after "from T to U": the first is T's, the second U's. */
static const struct mention *
before_or_after(const struct binder *x, const struct number *n)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &count), *to = NULL, *from = NULL;

	if (!n->was && !n->now)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (is_technology(x, &m[i]) && m[i].from > x->from) {
			if (is_word(x, m[i].from - 1, "to") || is_word(x, m[i].from - 1, "with"))
				to = &m[i];
			else if (is_word(x, m[i].from - 1, "from") || is_word(x, m[i].from - 1, "replacing"))
				from = &m[i];
		}
	return n->was ? from : to;
}

/* The technology nearest to a share: "80 % of services are written in T", "T (45 %)". */
static const struct mention *
share_technology(const struct binder *x, const struct passage *p, size_t k)
{
	size_t count;
	const struct number *n = &p->number[k];
	uint32_t next = k + 1 < p->n ? p->number[k + 1].outer : x->to;
	uint32_t before = k > 0 ? p->number[k - 1].to : x->from;
	const struct mention *m;

	/* Directly before: "Python 80%", "Java (30%)". */
	m = block_mentions(x->b, before, n->outer, &count);
	if (count && is_technology(x, &m[count - 1]) && (m[count - 1].to == n->outer || (m[count - 1].to + 1 == n->outer &&
	    (is_word(x, n->outer - 1, "(") || is_word(x, n->outer - 1, ":") || is_word(x, n->outer - 1, "-")))))
		return &m[count - 1];
	m = technology_in(x, n->to, next, &count);
	return m;
}

/* "It now sends", "The system runs": of what the sentence before was about. */
static bool
goes_on(const struct binder *x)
{
	static const char *const first[] = { "it", "its", "this", "that", "these", "those", "the", "they", "their", "and", "now", "today", NULL };

	for (size_t i = 0; first[i]; i++)
		if (is_word(x, x->from, first[i]))
			return true;
	return false;
}

static bool
is_system(const struct binder *x, const struct mention *m)
{
	return str_eq(x->v->lexicon->entry[LEXICON_TECHNOLOGIES][m->name.tech].kind, STR("operating_system"));
}

static const struct mention *
technology_of(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct who *w)
{
	const struct number *n = &p->number[k];
	const struct mention *m, *only;
	size_t count, total;

	if (w->technology)
		return NULL;
	/* "T makes up 9 % of X" */
	if (n->kind == NUMBER_PERCENT && is_word(x, n->to, "of") && (m = technology_in(x, clause_start(x, n->outer), n->outer, &count)) && count == 1)
		return m;
	/* In its noun phrase, or "lines of T code". */
	if (q->noun_to > q->noun_from) {
		uint32_t end = q->noun_to;
		if (is_word(x, end, "of") || is_word(x, end, "in") || is_word(x, end, "on"))
			end += 4;
		if ((m = technology_in(x, q->noun_from, end < x->to ? end : x->to, &count)) && !is_system(x, m))
			return m;
	}
	if (q->money) {
		/* "spends $9 million on T" */
		m = technology_in(x, n->to, q->end + 3 < x->to ? q->end + 3 : x->to, &count);
		return m && m->from > n->to && (is_word(x, m->from - 1, "on") || is_word(x, m->from - 1, "for")) ? m : NULL;
	}
	if ((m = before_or_after(x, n)))
		return m;
	if (n->kind == NUMBER_PERCENT && (m = share_technology(x, p, k)))
		return m;
	if (q->person)
		return NULL;
	only = technology_in(x, x->from, x->to, &total);
	if (total == 1)
		return only;
	if (total > 1) {
		/* The one that the page or section is on, or the nearest before the number. */
		const struct scope *s = scope_of(x);
		m = block_mentions(x->b, x->from, x->to, &count);
		for (size_t i = 0; i < count; i++)
			if (is_technology(x, &m[i]) && ((x->f->title_tech && same_name(&x->f->title_tech->name, &m[i].name)) ||
			    (s->topic && same_name(&s->topic->name, &m[i].name))))
				return &m[i];
		m = block_mentions(x->b, x->from, n->outer, &count);
		for (size_t i = count; i-- > 0;)
			if (is_technology(x, &m[i]))
				return &m[i];
		return NULL;
	}
	if (x->technology && goes_on(x))
		return x->technology;
	bool told = is_context(x, w->m) || set_has(x->told, x->told_mask, key_of(&w->m->name));
	return q->performance && told ? x->f->title_tech : NULL;
}

/* ---- a sentence -------------------------------------------------------- */

static uint32_t
clause_end(const struct binder *x, uint32_t i)
{
	while (i < x->to && !(x->b->tokens.at[i].flags & TOKEN_MARK))
		i++;
	return i;
}

static bool
has_word(const struct binder *x, uint32_t from, uint32_t to, enum metric_class class)
{
	size_t length;

	for (uint32_t i = from; i < to; i++)
		if (metric_word(x->v->metric_words, &x->b->tokens, i, to, class, &length))
			return true;
	return false;
}

/* A number about somebody of whom the article tells a use is what readers look
 * for; on a page that tells of no use, none is. */
static double
relevance(const struct binder *x, const struct name *subject)
{
	return !x->any_claim ? 0.55 : set_has(x->told, x->told_mask, key_of(subject)) ? 1 : 0.85;
}

/* Advice, wishes and what is not so: no metric. */
static double
factuality(const struct binder *x, const struct number *n)
{
	uint32_t from = x->from, end = n->outer;
	bool not = false;
	double f = 1;

	for (uint32_t i = x->from; i < end; i++) {
		not |= is_word(x, i, "'t") || is_word(x, i, "\u2019t");
		if (is_word(x, i, ",") || is_word(x, i, ";") || is_word(x, i, "but") || is_word(x, i, "that") || is_word(x, i, "and")) {
			from = i;
			not = false;
		}
	}
	if (not || has_word(x, from, end, WORD_not))
		f *= 0.6;
	if (has_word(x, x->from, end, WORD_if))
		f *= 0.6;
	if (has_word(x, from, end, WORD_wish))
		f *= 0.6;
	if (has_word(x, from, clause_end(x, n->to), WORD_you))
		f *= x->f->advice ? 0.4 : 0.7;
	if (is_word(x, x->to - 1, "?"))
		f *= 0.6;
	return f;
}

static struct metric *
new_metric(struct metrics *out)
{
	out->at = xgrow(out->at, &out->cap, out->n + 1, sizeof *out->at);
	out->at[out->n] = (struct metric){ 0 };
	return &out->at[out->n++];
}

static uint64_t
identity(const struct name *subject, const struct number *n, const struct quantity *q)
{
	uint64_t h = subject->org >= 0 ? (uint64_t)subject->org * 2 + 1 : subject->key, bits;

	memcpy(&bits, &n->value, sizeof bits);
	h = (h ^ bits) * UINT64_C(0x9e3779b97f4a7c15);
	return (h ^ str_hash(q->unit)) * UINT64_C(0xd6e8feb86659fd93) ^ (h >> 31);
}

/* Rows of one sentence differ in subject, measure or value. */
static struct str
own_measure(struct binder *x, const struct number *n, const struct quantity *q, const struct name *subject)
{
	uint64_t bits;

	memcpy(&bits, &n->value, sizeof bits);
	uint64_t h = (str_hash(q->measure) ^ subject->key) * UINT64_C(0x9e3779b97f4a7c15) ^ bits;
	h = (h ^ ((uint64_t)x->block << 32 | x->b->tokens.at[x->from].start)) * UINT64_C(0xd6e8feb86659fd93);
	return first_time(x, h) ? q->measure : arena_strf(x->a->arena, "%.*s in %.*s", STR_ARG(q->measure), STR_ARG(q->unit));
}

static void
tell(struct binder *x, const struct number *n, const struct quantity *q, const struct who *w, const struct mention *technology)
{
	const struct token *t = x->b->tokens.at;
	double confidence = q->certainty * w->certainty * factuality(x, n) * relevance(x, &w->m->name);

	if (confidence < THRESHOLD || !w->m || !first_time(x, identity(&w->m->name, n, q)))
		return;
	struct metric *m = new_metric(x->out);
	m->subject = w->m->name;
	m->technology = (struct name){ .tech = -1, .org = -1 };
	if (technology && !same_name(&technology->name, &w->m->name))
		m->technology = technology->name;
	m->measure = own_measure(x, n, q, &w->m->name);
	m->unit = q->unit;
	m->rule = str_of(q->rule);
	m->value = n->value;
	m->qualifier = n->qualifier;
	m->year = q->year;
	/* A reader would take more of them than the product of doubts says. */
	m->confidence = 0.35 + 0.65 * confidence;
	m->block = x->block;
	m->start = t[x->from].start;
	m->end = t[x->to - 1].end;
}

/* Inside a name (37signals, Qihoo 360) or a version (Python 3)? */
static bool
in_name(const struct binder *x, const struct number *n)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, n->from > x->from ? n->from - 1 : n->from, n->to, &count);

	for (size_t i = 0; i < count; i++) {
		/* A name by its shape may be no more than the number: "6M". */
		if (m[i].from <= n->from && m[i].to > n->from && (name_known(&m[i].name) || m[i].from < n->from || m[i].to > n->to))
			return true;
		/* "Python 3", "Rails 6": a small number behind a technology is its version. */
		if (m[i].to == n->from && m[i].name.tech >= 0 && n->kind == NUMBER_PLAIN && !n->large && n->value < 100 && !n->words)
			return true;
	}
	return false;
}

/* The first cell of the row, if it is a word and no name: "Build time". */
static struct str
row_label(const struct binder *x)
{
	const struct block *all = x->a->block;
	size_t i = x->block;

	if (x->b->kind != BLOCK_CELL)
		return STR("");
	while (i > 0 && x->block - i < MAX_ROW && all[i - 1].kind == BLOCK_CELL && all[i - 1].group == x->b->group && all[i - 1].row == x->b->row)
		i--;
	bool label = i != x->block && all[i].text.n && all[i].text.n < 80 && all[i].tokens.n && (all[i].tokens.at[0].flags & TOKEN_WORD);
	for (size_t k = 0; label && k < all[i].n_mentions; k++)
		label = !name_known(&all[i].mention[k].name);
	return label ? all[i].text : STR("");
}

static void
read_numbers(struct binder *x)
{
	struct number number[MAX_NUMBERS];
	struct quantity quantity[MAX_NUMBERS];
	struct passage p = { x->v, x->b, x->from, x->to, number, 0, x->a->arena, row_label(x) };

	p.n = numbers_find(x->v->metric_words, x->b->text, &x->b->tokens, x->from, x->to, number);
	if (p.n == 0)
		return;
	quantities_of(&p, quantity);
	for (size_t k = 0; k < p.n; k++) {
		const struct quantity *q = &quantity[k];
		size_t n, place = place_in_list(&p, k, &n);
		if (!q->keep || in_name(x, &number[k]))
			continue;
		if (x->b->kind == BLOCK_HEADING && !number[k].large && number[k].value < 1000 && number[k].kind != NUMBER_PERCENT)
			continue;
		struct who w = { 0 };
		const struct mention *who = n > 1 ? aligned(x, number[k - place].outer, place, n, false) : NULL;
		const struct mention *what = n > 1 ? aligned(x, number[k - place].outer, place, n, true) : NULL;
		if (who)
			w = (struct who){ .m = who, .certainty = 0.95 };
		else
			w = subject_of(x, &number[k], q);
		if (!w.m)
			continue;
		if (!what)
			what = technology_of(x, &p, k, q, &w);
		tell(x, &number[k], q, &w, what);
	}
}

/* Whom a heading names; an unknown name must be all of it or stand behind a
 * colon: "Case study: Acme". */
static const struct mention *
heading_subject(struct binder *x)
{
	const struct mention *found = NULL;

	x->from = 0;
	x->to = (uint32_t)x->b->tokens.n;
	for (size_t i = 0; i < x->b->n_mentions; i++) {
		const struct mention *m = &x->b->mention[i];
		bool behind = m->from > 0 && m->to == x->to && (is_word(x, m->from - 1, ":") || is_word(x, m->from - 1, "at"));
		if (is_aside(x, m) || !(can_be_subject(x, m) || (behind && m->name.tech < 0)))
			continue;
		if (found && !same_name(&found->name, &m->name) && !behind)
			return found->from == 0 ? found : NULL;
		found = m;
	}
	return found;
}

static void
open_section(struct binder *x)
{
	uint32_t level = x->b->level < 8 ? x->b->level : 7;

	x->section[level] = heading_subject(x);
	for (uint32_t i = level + 1; i < 8; i++)
		x->section[i] = NULL;
	x->subject = NULL;
}

static void
note_names(struct binder *x)
{
	size_t count;
	const struct mention *m = named(x, x->from, x->to, false), *t = technology_in(x, x->from, x->to, &count);

	if (m) {
		x->subject = m;
		x->subject_block = x->b;
	}
	if (count)
		x->technology = count == 1 ? t : NULL;
}

static void
set_classes(struct binder *x)
{
	x->we = vocabulary_class(x->v, "WE");
	x->they = vocabulary_class(x->v, "THEY");
	x->it = vocabulary_class(x->v, "IT");
	x->company = vocabulary_class(x->v, "COMPANY");
	x->use = vocabulary_class(x->v, "USE");
	x->said = vocabulary_class(x->v, "SAID");
}

void
metrics_find(const struct article *a, const struct frame *f, const struct vocabulary *v,
    const struct candidates *claims, struct metrics *out)
{
	struct binder x = { .a = a, .f = f, .v = v, .out = out };
	uint32_t section = 0;

	set_classes(&x);
	collect_told(&x, claims);
	collect_proper(&x);
	out->n = 0;
	for (size_t i = 0; i < a->n_blocks; i++) {
		x.b = &a->block[i];
		x.block = (uint32_t)i;
		if (x.b->kind == BLOCK_CODE)
			continue;
		if (x.b->kind == BLOCK_HEADING)
			open_section(&x);
		else if (x.b->parent != section || x.b->kind == BLOCK_ITEM || x.b->kind == BLOCK_CELL)
			x.subject = NULL;
		section = x.b->kind == BLOCK_HEADING ? x.b->no : x.b->parent;
		x.technology = NULL;
		for (size_t k = 0; k < x.b->n_sentences; k++) {
			x.from = x.b->sentence[k].from;
			x.to = x.b->sentence[k].to;
			read_numbers(&x);
			note_names(&x);
		}
	}
}
