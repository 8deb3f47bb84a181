#include "binder.h"

/* Known things by their entry, unknown ones by their name. */
uint64_t
binder_key(const struct name *n)
{
	uint64_t h = n->org >= 0 ? (uint64_t)n->org * 4 + 1 : n->tech >= 0 ? (uint64_t)n->tech * 4 + 3 : n->key;

	return (h * UINT64_C(0x9e3779b97f4a7c15)) | 1;
}

struct str
binder_word(const struct binder *x, size_t i)
{
	return token_text(x->b->text, &x->b->tokens.at[i]);
}

bool
binder_is(const struct binder *x, size_t i, const char *z)
{
	return i >= x->from && i < x->to && token_is(x->b->text, &x->b->tokens.at[i], z);
}

bool
binder_one_of(const struct binder *x, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (binder_is(x, i, *words))
			return true;
	return false;
}

/* The classes of the longest phrase at token I. */
classes
binder_classes_at(const struct binder *x, size_t i, size_t *length)
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

classes
binder_classes(const struct binder *x, uint32_t from, uint32_t to)
{
	classes bits = 0;
	size_t length;

	for (uint32_t i = from; i < to; i += (uint32_t)length)
		bits |= binder_classes_at(x, i, &length);
	return bits;
}

bool
binder_technology(const struct binder *x, const struct mention *m)
{
	return m->name.tech >= 0 && name_can_be_used(x->v, m);
}

bool
binder_told(const struct binder *x, const struct name *name)
{
	return hashes_have(x->adopters, x->told_mask, binder_key(name));
}

size_t
binder_first_claim(const struct binder *x)
{
	size_t low = 0, high = x->claims->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (x->claims->at[middle].block < x->block)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The claim that all claims of the sentence, or of the block, agree with, as binder_claim(). */
static const struct candidate *
only_claim(const struct binder *x, bool sentence, const struct name *adopter)
{
	const struct token *t = x->b->tokens.at;
	uint32_t from = t[x->from].start, to = t[x->to - 1].end;
	const struct candidate *found = NULL;

	for (size_t i = binder_first_claim(x), n = 0; i < x->claims->n && x->claims->at[i].block == x->block && n < CLAIMS_OF_BLOCK; i++, n++) {
		const struct candidate *c = &x->claims->at[i];
		if (c->confidence < TOLD_FROM || (sentence && (c->start < from || c->start >= to)) || (adopter && !same_name(&c->adopter, adopter)))
			continue;
		if (found && !same_name(adopter ? &found->technology : &found->adopter, adopter ? &c->technology : &c->adopter))
			return NULL;
		found = c;
	}
	return found;
}

const struct candidate *
binder_claim(const struct binder *x, const struct name *adopter)
{
	const struct candidate *c = only_claim(x, true, adopter);

	return c ? c : only_claim(x, false, adopter);
}

const struct scope *
binder_scope(const struct binder *x)
{
	return &x->f->scope[x->block];
}

bool
binder_context(const struct binder *x, const struct mention *m)
{
	const struct scope *s = binder_scope(x);

	return (s->adopter && same_name(&s->adopter->name, &m->name)) || (x->f->has_company &&
	    same_name(&x->f->company.name, &m->name));
}

bool
binder_compared(const struct binder *x, const struct mention *m)
{
	uint32_t i = m->from;

	if (i > x->from && (binder_is(x, i - 1, "the") || binder_is(x, i - 1, "a")))
		i--;
	return i > x->from && (binder_is(x, i - 1, "than") || binder_is(x, i - 1, "unlike") || binder_is(x, i - 1, "vs") ||
	    (binder_is(x, i - 1, "to") && binder_is(x, i - 2, "according")));
}

const struct mention *
binder_technology_in(const struct binder *x, uint32_t from, uint32_t to, size_t *count)
{
	const struct mention *found = NULL;
	size_t n;
	const struct mention *m = block_mentions(x->b, from, to, &n);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (m[i].to > to || !binder_technology(x, &m[i]) || binder_compared(x, &m[i]))
			continue;
		if (!found || !same_name(&found->name, &m[i].name))
			++*count;
		if (!found)
			found = &m[i];
	}
	return found;
}

/* Behind the last comma before token END. */
uint32_t
binder_clause(const struct binder *x, uint32_t end)
{
	uint32_t clause = x->from;

	for (uint32_t i = x->from; i < end; i++)
		if (binder_is(x, i, ",") || binder_is(x, i, ";"))
			clause = i + 1;
	return clause;
}

/* "Fortune 500", "Global 2000": a list of firms, none of them. */
static bool
is_ranking(const struct binder *x, const struct mention *m)
{
	return m->to < x->to && (x->b->tokens.at[m->to].flags & TOKEN_NUMBER) &&
	    !(x->b->tokens.at[m->to].flags & TOKEN_GLUED) &&
	    str_ieq(m->name.text, STR("fortune"));
}

/* A name that is a technology's too: at the front, or behind "at". */
static bool
stands_as_subject(const struct binder *x, const struct mention *m)
{
	if (m->from == x->from)
		return m->to >= x->to || !(x->b->tokens.at[m->to].flags & TOKEN_JOINED);
	return binder_is(x, m->from - 1, "at") || binder_is(x, m->from - 1, "that") || binder_is(x, m->from - 1, ",");
}

/* Can this mention be what a number is about? */
bool
binder_subject(const struct binder *x, const struct mention *m)
{
	if (is_ranking(x, m))
		return false;
	if (binder_context(x, m))
		return true;
	if (m->name.org >= 0 && !name_can_adopt(x->v, m))
		return false;
	if (m->name.org >= 0)
		return !binder_technology(x, m) || stands_as_subject(x, m);
	if (m->name.tech >= 0 || (m->to < x->to && (x->b->tokens.at[m->to].flags & TOKEN_JOINED)))
		return false;           /* "CPU-intensive" */
	if (m->flags & (NAME_PERSON | NAME_SMALL))
		return false;
	if (hashes_have(x->told, x->told_mask, binder_key(&m->name)))
		return true;
	if (m->flags & NAME_COMPOUND)
		return m->base_org >= 0;
	/* An unknown name of one word at the front, with a verb behind it: "P-BEAST consists of". */
	const struct token *t = x->b->tokens.at;
	bool front = m->from == x->from || (m->from == x->from + 1 && binder_is(x, x->from, "the"));
	bool shape = m->from > x->from || (t[m->from].flags & (TOKEN_CAPS | TOKEN_MIXED)) ||
	    (t[m->to - 1].flags & TOKEN_JOINED) ||
	    (m->to == m->from + 1 && hashes_have(x->proper, x->proper_mask, binder_key(&m->name)));
	/* "Acme Labs uses" */
	size_t length;
	shape |= m->to < x->to && (binder_classes_at(x, m->to, &length) & x->use);
	return front && shape && m->to < x->to && (t[m->to].flags & TOKEN_WORD) && !(t[m->to].flags & TOKEN_UPPER);
}

/* Named as somebody else: acquired by X, faster than X, unlike X. */
bool
binder_aside(const struct binder *x, const struct mention *m)
{
	static const char *const before[] = { "by", "than", "unlike", "like", "against", "from", "via", "versus", "vs",
	    "on", "using",
	    "with", "buying", "including", NULL };
	uint32_t i = m->from;

	if (binder_is(x, i - 1, "(") && binder_is(x, m->to, ")"))
		return true;
	if ((binder_is(x, i - 1, "as") && binder_is(x, i - 2, "such")) || (binder_is(x, i - 1, "to") && binder_is(x,
	    i - 2, "according")))
		return true;
	if (i > x->from && (binder_is(x, i - 1, "the") || binder_is(x, i - 1, "a")))
		i--;
	if (i == x->from)
		return false;
	for (size_t k = 0; before[k]; k++)
		if (binder_is(x, i - 1, before[k]))
			return true;
	return false;
}

const struct mention *
binder_named(const struct binder *x, uint32_t from, uint32_t to, bool last)
{
	const struct mention *found = NULL;
	size_t n;
	const struct mention *m = block_mentions(x->b, from, to, &n);

	for (size_t i = 0; i < n; i++)
		if (m[i].to <= to && binder_subject(x, &m[i]) && !binder_aside(x, &m[i])) {
			/* A known name goes before one that has only the shape of one. */
			if (found && name_known(&found->name) && !name_known(&m[i].name) && !binder_context(x, &m[i]))
				continue;
			found = &m[i];
			if (!last)
				break;
		}
	return found;
}

static bool
joins_list(const struct binder *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (!binder_is(x, i, ",") && !binder_is(x, i, "and") && !binder_is(x, i, "&") && !binder_is(x, i, "the"))
			return false;
	return to > from && to - from <= 3;
}

const struct mention *
binder_aligned(const struct binder *x, const struct passage *p, size_t k, bool technologies)
{
	size_t first_number = k, last_number = k, count;

	while (first_number > 0 && p->number[first_number - 1].listed)
		first_number--;
	while (last_number + 1 < p->n && p->number[last_number].listed)
		last_number++;
	size_t n = last_number - first_number + 1;
	if (n == 1)
		return NULL;
	const struct mention *m = block_mentions(x->b, x->from, p->number[first_number].outer, &count);

	for (size_t last = count; last-- > 0;) {
		size_t first = last;
		if (technologies ? !binder_technology(x, &m[last]) : !binder_subject(x, &m[last]))
			continue;
		while (first > 0 && (technologies ? binder_technology(x, &m[first - 1]) : binder_subject(x, &m[first - 1])) &&
		    joins_list(x, m[first - 1].to, m[first].from))
			first--;
		if (last - first + 1 == n)
			return &m[first + k - first_number];
		last = first;
	}
	return NULL;
}

struct spot
binder_spot(const struct binder *x, const struct number *n, const struct quantity *q, const struct mention *m)
{
	uint32_t behind = quantity_end(n, q);
	struct spot p = { .before = m->to <= n->outer, .behind = m->from >= behind, .front = m->from <= x->from + 1, .start = m->from };

	p.inside = q->noun_to > q->noun_from && m->from >= q->noun_from && m->to <= q->noun_to;
	p.clause = p.before ? m->from >= binder_clause(x, n->outer) : binder_clause(x, m->from + 1) <= behind;
	p.close = p.before ? n->outer - m->to <= 3 : p.behind && m->from - behind <= 3;
	if (p.start > x->from && (binder_is(x, p.start - 1, "the") || binder_is(x, p.start - 1, "a")))
		p.start--;
	return p;
}
