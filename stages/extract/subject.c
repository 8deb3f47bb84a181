#include "subject.h"

/* The last token of [from, to) that begins a word of CLASSES, or TO. */
static uint32_t
last_of(const struct binder *x, uint32_t from, uint32_t to, classes any)
{
	uint32_t found = to;
	size_t length;

	for (uint32_t i = from; i < to; i += (uint32_t)length)
		if (binder_classes_at(x, i, &length) & any)
			found = i;
	return found;
}

/* Of whom the sentences before, the section or the article speak. */
static struct who
context(const struct binder *x)
{
	const struct scope *s = binder_scope(x);
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
	if (x->f->has_company && (x->f->titled || x->f->strong_company) && !x->f->many_adopters)
		return (struct who){ .m = &x->f->company, .certainty = 0.8 };
	return (struct who){ 0 };
}

static struct who
first_person(const struct binder *x)
{
	const struct scope *s = binder_scope(x);

	if (s->adopter && (s->from == SCOPE_LABEL || s->topic || x->f->many_adopters || !x->f->has_company))
		return (struct who){ .m = s->adopter, .certainty = 0.9 };
	if (x->f->has_company)
		return (struct who){ .m = &x->f->company, .certainty = 0.9 };
	if (x->main)
		return (struct who){ .m = x->main, .certainty = 0.85 };
	return (struct who){ .m = x->subject, .certainty = 0.8 };
}

/* The technology itself is meant: "a million Python users", "80 % of firms use
 * Kafka", "PyPy runs 5 times faster". */
static const struct mention *
technology_subject(const struct binder *x, const struct number *n, const struct quantity *q, bool have_context)
{
	size_t count;
	uint32_t clause = binder_clause(x, n->outer);
	const struct mention *m = binder_technology_in(x, clause, n->outer, &count);
	if (!m) {
		clause = x->from;
		m = binder_technology_in(x, clause, n->outer, &count);
	}
	bool in_front = m && (m->from <= clause + 3 || !(binder_classes(x, x->from,
	    m->from) & (x->we | x->they | x->it | x->company)));

	if (q->person && q->noun_to > q->noun_from) {
		const struct mention *inner = binder_technology_in(x, q->noun_from, q->noun_to, &count);
		if (inner && !(binder_classes(x, x->from, n->outer) & (x->we | x->they | x->company)))
			return inner;
	}
	if (in_front && str_eq(str_of(q->rule), STR("times")) && !(have_context && binder_classes(x, m->to,
	    n->outer) & x->we))
		return m;
	if (in_front) {
		/* "T is used by 80 % of ..." */
		for (uint32_t i = m->to; i + 1 < n->outer; i++)
			if ((binder_is(x, i, "used") || binder_is(x, i, "trusted") || binder_is(x, i, "adopted")) &&
			    binder_is(x, i + 1, "by"))
				return m;
	}
	if ((q->person || n->kind == NUMBER_PERCENT) && q->end < x->to) {
		/* "40 % of developers use T" */
		size_t length, others;
		classes c = binder_classes_at(x, q->end, &length);
		const struct mention *behind = binder_technology_in(x, q->end, x->to, &others);
		if (behind && (c & x->use) && behind->from <= q->end + length + 2)
			return have_context && n->kind == NUMBER_PERCENT && !q->person ? NULL : behind;
	}
	if (q->noun_to > q->noun_from && !binder_scope(x)->adopter) {
		/* "1,000 Kafka use cases" on a page about Kafka */
		const struct mention *inner = binder_technology_in(x, q->noun_from, q->noun_to, &count);
		if (inner && ((x->f->title_tech && name_same(&x->f->title_tech->name, &inner->name)) ||
		    (x->f->dominant && name_same(&x->f->dominant->name, &inner->name))) &&
		    !(binder_classes(x, x->from, n->outer) & (x->we | x->they | x->it | x->company)))
			return inner;
	}
	return !have_context && m && !(binder_classes(x, x->from, x->to) & (x->we | x->they | x->company)) ? m : NULL;
}

/* The other cells of a table's row name whom it is about. */
static struct who
row_subject(const struct binder *x)
{
	const struct block *all = x->a->block;
	size_t from = x->block, last = x->block + MAX_ROW;

	while (from > 0 && x->block - from < MAX_ROW && all[from - 1].kind == BLOCK_CELL &&
	    all[from - 1].group == x->b->group && all[from - 1].row == x->b->row)
		from--;
	for (size_t i = from; i < x->a->n_blocks && i < last && all[i].kind == BLOCK_CELL &&
	    all[i].group == x->b->group && all[i].row == x->b->row; i++)
		for (size_t k = 0; i != x->block && k < all[i].n_mentions; k++) {
			const struct mention *m = &all[i].mention[k];
			if (m->from == 0 && (m->name.org >= 0 ? name_can_adopt(x->v, m) : name_known(&m->name) ||
			    m->to == all[i].tokens.n))
				return (struct who){ .m = m, .certainty = 0.9, .technology = m->name.org < 0 &&
				    m->name.tech >= 0 };
		}
	return (struct who){ 0 };
}

/* "A survey by X found that ...": X speaks of others, unless a pronoun follows. */
static bool
only_says(const struct binder *x, const struct mention *m, uint32_t end)
{
	for (uint32_t i = m->to + 1; i < end && i < m->to + 7; i++)
		if (binder_is(x, i, "that"))
			return (binder_classes(x, m->to, i) & x->said) && !(binder_classes(x, i + 1,
			    end) & (x->we | x->they | x->it | x->company));
	return false;
}

/* A service at the front that nobody is told to use: "The Python Package Index hosts ...". */
static const struct mention *
service_in_front(const struct binder *x, uint32_t end)
{
	size_t n;
	const struct mention *m = block_mentions(x->b, x->from, end, &n);

	if (n == 0 || m->name.tech < 0 || m->name.org >= 0 || !name_can_adopt(x->v, m))
		return NULL;
	bool front = m->from == x->from || (m->from == x->from + 1 && binder_is(x, x->from, "the"));
	return front && !hashes_have(x->told, x->told_mask, binder_key(&m->name)) ? m : NULL;
}

/* Of whom the claims of the sentence, of the block, or of the list's entry tell. */
static struct who
told_subject(const struct binder *x)
{
	const struct candidate *c = binder_claim(x, NULL);
	const struct mention *entry = x->f->entry[x->block].name;

	if (c)
		return (struct who){ .m = c->adopter_mention, .certainty = 0.9 };
	if (entry && binder_told(x, &entry->name))
		return (struct who){ .m = entry, .certainty = 0.85 };
	return (struct who){ .m = x->f->own_voice && !x->f->many_adopters ? x->main : NULL, .certainty = 0.8 };
}

/* Whom the sentence's words tell. */
static struct who
subject_by_words(const struct binder *x, const struct number *n, const struct quantity *q)
{
	struct who w = { 0 }, around = context(x);
	const struct mention *left = binder_named(x, x->from, n->outer, true), *right;
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
	const struct mention *service = left ? NULL : service_in_front(x, n->outer);
	if (service)
		return (struct who){ .m = service, .certainty = 0.9, .technology = true };
	const struct mention *t = left ? NULL : technology_subject(x, n, q, around.m || we < end);
	if (t)
		return (struct who){ .m = t, .certainty = 0.8, .technology = true };
	if (we < end && (!left || left->to <= we)) {
		w = first_person(x);
		if (w.m)
			return w;
	}
	if (left)
		return (struct who){ .m = left, .certainty = name_known(&left->name) ? 1 : 0.85 };
	/* "They" are people: a product that was named last is not meant. */
	if (around.m && !name_known(&around.m->name) && x->f->has_company && !x->f->many_adopters && binder_classes(x,
	    x->from, x->to) & x->they &&
	    !(binder_classes(x, x->from, n->outer) & x->it))
		return (struct who){ .m = &x->f->company, .certainty = 0.9 };
	if (pronoun && around.m)
		return around;
	if (we >= end && x->f->own_voice && x->f->has_company && binder_classes(x, n->to, x->to) & x->we)
		return first_person(x);
	right = binder_named(x, n->to, x->to, false);
	if (right && (!around.m || (right->from > 0 && (binder_is(x, right->from - 1, "at") || binder_is(x,
	    right->from - 1, "of"))) ||
	    right->from <= q->end + 4))
		return (struct who){ .m = right, .certainty = 0.85 };
	return around.m || !speaker ? around : (struct who){ .m = speaker, .certainty = 0.8 };
}

struct who
subject_of(const struct binder *x, const struct number *n, const struct quantity *q)
{
	struct who w = subject_by_words(x, n, q);

	/* One of whom no claim tells is a person, a place, or a part more often than not. */
	if (w.technology || (w.m && binder_told(x, &w.m->name)))
		return w;
	struct who told = told_subject(x);
	return told.m ? told : w;
}

/* Whom a heading names; an unknown name must be all of it or stand behind a
 * colon: "Case study: Acme". */
const struct mention *
subject_of_heading(struct binder *x)
{
	const struct mention *found = NULL;

	x->from = 0;
	x->to = (uint32_t)x->b->tokens.n;
	for (size_t i = 0; i < x->b->n_mentions; i++) {
		const struct mention *m = &x->b->mention[i];
		bool behind = m->from > 0 && m->to == x->to && (binder_is(x, m->from - 1, ":") || binder_is(x,
		    m->from - 1, "at"));
		if (binder_aside(x, m) || !(binder_subject(x, m) || (behind && m->name.tech < 0)))
			continue;
		if (found && !name_same(&found->name, &m->name) && !behind)
			return found->from == 0 ? found : NULL;
		found = m;
	}
	return found;
}
