#include "technology.h"

static bool
joins_list(const struct binder *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (!binder_is(x, i, ",") && !binder_is(x, i, "and") && !binder_is(x, i, "&") && !binder_is(x, i, "the"))
			return false;
	return to > from && to - from <= 3;
}

/* The K-th name of a list of N that stands before token END. */
const struct mention *
technology_aligned(const struct binder *x, uint32_t end, size_t k, size_t n, bool technologies)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, x->from, end, &count);

	for (size_t last = count; last-- > 0;) {
		size_t first = last;
		if (technologies ? !binder_technology(x, &m[last]) : !binder_subject(x, &m[last]))
			continue;
		while (first > 0 && (technologies ? binder_technology(x, &m[first - 1]) : binder_subject(x, &m[first - 1])) &&
		    joins_list(x, m[first - 1].to, m[first].from))
			first--;
		if (last - first + 1 == n)
			return &m[first + k];
		last = first;
	}
	return NULL;
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
		if (binder_technology(x, &m[i]) && m[i].from > x->from) {
			if (binder_is(x, m[i].from - 1, "to") || binder_is(x, m[i].from - 1, "with"))
				to = &m[i];
			else if (binder_is(x, m[i].from - 1, "from") || binder_is(x, m[i].from - 1, "replacing"))
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
	if (count && binder_technology(x, &m[count - 1]) && (m[count - 1].to == n->outer ||
	    (m[count - 1].to + 1 == n->outer &&
	    (binder_is(x, n->outer - 1, "(") || binder_is(x, n->outer - 1, ":") || binder_is(x, n->outer - 1, "-")))))
		return &m[count - 1];
	m = binder_technology_in(x, n->to, next, &count);
	return m;
}

/* "It now sends", "The system runs": of what the sentence before was about. */
static bool
goes_on(const struct binder *x)
{
	static const char *const first[] = { "it", "its", "this", "that", "these", "those", "the", "they", "their",
	    "and", "now", "today", NULL };

	for (size_t i = 0; first[i]; i++)
		if (binder_is(x, x->from, first[i]))
			return true;
	return false;
}

static bool
is_system(const struct binder *x, const struct mention *m)
{
	return str_eq(x->v->lexicon->entry[LEXICON_TECHNOLOGIES][m->name.tech].kind, STR("operating_system"));
}

/* Rates of business rather than of machines: rides a year. */
static bool
long_period(struct str unit)
{
	return str_ends(unit, STR("/day")) || str_ends(unit, STR("/week")) || str_ends(unit, STR("/month")) ||
	    str_ends(unit, STR("/quarter")) || str_ends(unit, STR("/year"));
}

/* What the sentence's words tell. */
static const struct mention *
technology_by_words(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct who *w)
{
	const struct number *n = &p->number[k];
	const struct mention *m, *only;
	size_t count, total;

	if (w->technology)
		return NULL;
	/* "T makes up 9 % of X" */
	if (n->kind == NUMBER_PERCENT && binder_is(x, n->to, "of") && (m = binder_technology_in(x, binder_clause(x,
	    n->outer), n->outer, &count)) && count == 1)
		return m;
	/* In its noun phrase, or "lines of T code". */
	if (q->noun_to > q->noun_from) {
		uint32_t end = q->noun_to;
		if (binder_is(x, end, "of") || binder_is(x, end, "in") || binder_is(x, end, "on"))
			end += 4;
		if ((m = binder_technology_in(x, q->noun_from, end < x->to ? end : x->to, &count)) && !is_system(x, m))
			return m;
	}
	if (q->money) {
		/* "spends $9 million on T" */
		m = binder_technology_in(x, n->to, q->end + 3 < x->to ? q->end + 3 : x->to, &count);
		return m && m->from > n->to && (binder_is(x, m->from - 1, "on") || binder_is(x, m->from - 1, "for")) ?
		    m : NULL;
	}
	if ((m = before_or_after(x, n)))
		return m;
	if (n->kind == NUMBER_PERCENT && (m = share_technology(x, p, k)))
		return m;
	if (q->person)
		return NULL;
	only = binder_technology_in(x, x->from, x->to, &total);
	if (total == 1)
		return only;
	if (total > 1) {
		/* The one that the page or section is on, or the nearest before the number. */
		const struct scope *s = binder_scope(x);
		m = block_mentions(x->b, x->from, x->to, &count);
		for (size_t i = 0; i < count; i++)
			if (binder_technology(x, &m[i]) && ((x->f->title_tech && name_same(&x->f->title_tech->name,
			    &m[i].name)) ||
			    (s->topic && name_same(&s->topic->name, &m[i].name))))
				return &m[i];
		m = block_mentions(x->b, x->from, n->outer, &count);
		for (size_t i = count; i-- > 0;)
			if (binder_technology(x, &m[i]))
				return &m[i];
		return NULL;
	}
	if (x->technology && goes_on(x))
		return x->technology;
	bool told = binder_context(x, w->m) || hashes_have(x->told, x->told_mask, binder_key(&w->m->name));
	return q->performance && told && !long_period(q->unit) ? x->title : NULL;
}

/* The topic of the section or the page, if the subject W is told to use it. */
static const struct mention *
topic_in_use(const struct binder *x, const struct who *w)
{
	const struct scope *s = binder_scope(x);
	const struct mention *topic = s->topic ? s->topic : x->title;

	for (size_t i = 0; topic && i < x->claims->n; i++) {
		const struct candidate *c = &x->claims->at[i];
		if (c->confidence >= TOLD_FROM && name_same(&c->adopter, &w->m->name) && name_same(&c->technology, &topic->name))
			return topic;
	}
	return NULL;
}

const struct mention *
technology_of(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct who *w)
{
	const struct mention *m = technology_by_words(x, p, k, q, w);

	/* How many people and how much money there is says little of what it is used for. */
	if (m || w->technology || q->person || q->money)
		return m;
	const struct candidate *c = binder_claim(x, &w->m->name);
	m = c ? c->technology_mention : topic_in_use(x, w);
	/* A house whose service is used is no technology of the lexicon. */
	return m && (m->name.tech >= 0 || m->name.org < 0) ? m : NULL;
}
