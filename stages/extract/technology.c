#include "technology.h"

static const char *const clue_names[N_TECHNOLOGY_CLUES] = {
#define CLUE(name, meaning) #name,
#include "number_technology.def"
#undef CLUE
};
const struct clue_set number_technology_clues = { "number_technology.weights", "elsewhere", clue_names, N_TECHNOLOGY_CLUES };
#define C(name) clue(TECHNOLOGY_##name)
#define IF(test, name) ((test) ? C(name) : 0)

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
	return binder_technology_in(x, n->to, next, &count);
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
technology_by_words(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct mention *subject)
{
	const struct number *n = &p->number[k];
	const struct mention *m, *only;
	size_t count, total;

	if (subject->name.org < 0 && subject->name.tech >= 0)
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
			if (binder_technology(x, &m[i]) && ((x->f->title_tech && same_name(&x->f->title_tech->name,
			    &m[i].name)) ||
			    (s->topic && same_name(&s->topic->name, &m[i].name))))
				return &m[i];
		m = block_mentions(x->b, x->from, n->outer, &count);
		for (size_t i = count; i-- > 0;)
			if (binder_technology(x, &m[i]))
				return &m[i];
		return NULL;
	}
	if (x->technology && goes_on(x))
		return x->technology;
	bool told = binder_context(x, subject) || hashes_have(x->told, x->told_mask, binder_key(&subject->name));
	return q->performance && told && !long_period(q->unit) ? x->title : NULL;
}

#define CLAIMS_BACK 400         /* claims before the block, and from it on, that are looked at: more have only the largest pages */
#define CLAIMS_ON 200
#define SENTENCES_BACK 8

/* The claims around X's block: the first one, and the one behind the last. */
static size_t
claims_around(const struct binder *x, size_t *end)
{
	size_t first = binder_first_claim(x);

	*end = x->claims->n - first > CLAIMS_ON ? first + CLAIMS_ON : x->claims->n;
	return first > CLAIMS_BACK ? first - CLAIMS_BACK : 0;
}

/* The topic of the section or the page, if the subject is told to use it. */
static const struct mention *
topic_in_use(const struct binder *x, const struct mention *subject)
{
	const struct scope *s = binder_scope(x);
	const struct mention *topic = s->topic ? s->topic : x->title;

	for (size_t end, i = claims_around(x, &end); topic && i < end; i++) {
		const struct candidate *c = &x->claims->at[i];
		if (c->confidence >= TOLD_FROM && same_name(&c->adopter, &subject->name) && same_name(&c->technology, &topic->name))
			return topic;
	}
	return NULL;
}

/* What the rules take. */
static const struct mention *
technology_by_rules(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct mention *subject)
{
	const struct mention *m = technology_by_words(x, p, k, q, subject);

	/* How many people and how much money there is says little of what it is used for. */
	if (m || q->person || q->money)
		return m;
	const struct candidate *c = binder_claim(x, &subject->name);
	m = c ? c->technology_mention : topic_in_use(x, subject);
	/* A house whose service is used is no technology of the lexicon. */
	return m && (m->name.tech >= 0 || m->name.org < 0) ? m : NULL;
}

/* ---- clues ------------------------------------------------------------- */

/* What the number itself tells, whatever it is about. */
static clues
clues_of_number(const struct binder *x, const struct number *n, const struct quantity *q, const struct mention *subject)
{
	static const char *const machines[] = { "servers", "nodes", "machines", "instances", "clusters", "cores", "hosts", "containers", "pods" };
	clues c = C(any) | IF(n->kind == NUMBER_PERCENT, percent) | IF(q->money, money) | IF(n->kind == NUMBER_TIME, time) | IF(q->person, person);

	c |= IF(n->kind == NUMBER_SIZE || n->kind == NUMBER_SPEED, size) | IF(n->kind == NUMBER_TIMES, times) | IF(memchr(q->unit.p, '/', q->unit.n), rate);
	c |= IF(str_eq(q->unit, STR("lines")), lines) | IF(n->was || n->now, moved) | IF(n->was, was);
	for (size_t i = 0; i < sizeof machines / sizeof *machines; i++)
		c |= IF(str_eq(q->unit, str_of(machines[i])), machines);
	c |= IF(x->b->kind == BLOCK_CELL, in_cell) | IF(x->b->kind == BLOCK_ITEM, in_item) | IF(subject->name.org < 0 && subject->name.tech >= 0, own);
	return c | IF(x->f->has_company && same_name(&x->f->company.name, &subject->name), company);
}

/* What the technology is. */
static clues
clues_of_name(const struct binder *x, const struct mention *m, clues number)
{
	struct str kind = m->name.tech >= 0 ? x->v->lexicon->entry[LEXICON_TECHNOLOGIES][m->name.tech].kind : STR("");
	bool language = str_eq(kind, STR("language")), cloud = str_eq(kind, STR("cloud_platform")) || str_eq(kind, STR("cloud_service"));
	clues c = IF(str_eq(kind, STR("operating_system")), system) | IF(language, language) | IF(language && (number & C(lines)), lines_language);

	c |= IF(cloud, cloud) | IF(cloud && (number & C(money)), money_host) | IF(str_eq(kind, STR("database")) || str_eq(kind, STR("cache_search")), database);
	return c | IF(!name_known(&m->name), unknown) | IF(m->name.tech < 0 && m->name.org >= 0, firm);
}

/* Where the technology stands in the sentence, seen from the number. */
static clues
clues_of_place(const struct binder *x, const struct number *n, const struct quantity *q, const struct mention *m)
{
	static const char *const in[] = { "in", "on", "with", "at", "of", "by", "through", "using", "via", NULL };
	static const char *const to[] = { "to", "into", "for", NULL };
	static const char *const from[] = { "from", "replacing", "leaving", NULL };
	static const char *const against[] = { "than", "unlike", "versus", "vs", "against", NULL };
	const struct spot p = binder_spot(x, n, q, m);
	uint32_t i = p.start;
	clues c = C(sentence) | IF(p.front, front) | IF(p.before, before) | IF(p.behind, behind) | IF(p.inside, inside) | IF(p.clause, clause) | IF(p.close, close);

	if (i > x->from) {
		bool instead = binder_is(x, i - 1, "of") && i > x->from + 1 && binder_is(x, i - 2, "instead");
		c |= IF(!instead && binder_one_of(x, i - 1, in), in) | IF(binder_one_of(x, i - 1, to), to) | IF(binder_one_of(x, i - 1, from), from);
		c |= IF(instead || binder_one_of(x, i - 1, against), against) | IF(binder_one_of(x, i - 1, from) && n->was, from_was) | IF(binder_one_of(x, i - 1, to) && n->now, to_now);
		c |= IF(binder_is(x, i - 1, "("), bracket);
	}
	return c | IF(n->outer > x->from && binder_is(x, n->outer - 1, "("), bracket) | IF(m->from > n->to && m->from - n->to <= 2 && binder_one_of(x, n->to, in), next) |
	    IF(m->from == n->to || (m->from == n->to + 1 && (binder_is(x, n->to, "is") || binder_is(x, n->to, "are"))), share);
}

/* What may be used here: a technology, or what some claim tells to be used. */
static bool
is_used(const struct binder *x, const struct mention *m)
{
	return binder_technology(x, m) || (m->name.tech < 0 && hashes_have(x->told, x->told_mask, binder_key(&m->name)) &&
	    !hashes_have(x->adopters, x->told_mask, binder_key(&m->name)));
}

/* Adds what the sentence names. */
static void
add_sentence(const struct binder *x, const struct number *n, const struct quantity *q, struct choices *out)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &count), *left = NULL, *right = NULL;
	uint32_t behind = quantity_end(n, q);

	for (size_t i = 0; i < count; i++) {
		if (!is_used(x, &m[i]) || binder_compared(x, &m[i]))
			continue;
		choices_add(out, &m[i], clues_of_place(x, n, q, &m[i]));
		left = m[i].to <= n->outer ? &m[i] : left;
		right = m[i].from >= behind && !right ? &m[i] : right;
	}
	choices_add(out, left, C(nearest_before));
	choices_add(out, right, C(nearest_behind));
	if (out->n == 1)
		out->at[0].clues |= C(only);
}

/* Adds what the sentences before it in the block name, the nearest first. */
static void
add_before(const struct binder *x, struct choices *out)
{
	size_t count, s = block_sentence(x->b, x->from), last = s > SENTENCES_BACK ? s - SENTENCES_BACK : 0;
	bool near = true;

	for (; s-- > last && out->n < MAX_CHOICES; near = false) {
		const struct mention *m = block_mentions(x->b, x->b->sentence[s].from, x->b->sentence[s].to, &count);
		for (size_t i = 0; i < count; i++)
			if (is_used(x, &m[i]))
				choices_add(out, &m[i], near ? C(previous) : C(earlier));
	}
	choices_add(out, x->technology, C(previous_only));
}

/* Adds what claims tell that the subject uses. */
static void
add_claims(const struct binder *x, const struct mention *subject, struct choices *out)
{
	const struct token *t = x->b->tokens.at;
	uint32_t from = t[x->from].start, to = t[x->to - 1].end;
	const struct candidate *only = binder_claim(x, &subject->name), *last = NULL;
	size_t own = 0;
	struct choice *one = NULL;

	for (size_t end, i = claims_around(x, &end); i < end; i++) {
		const struct candidate *c = &x->claims->at[i];
		if (c->confidence < TOLD_FROM || !same_name(&c->adopter, &subject->name))
			continue;
		bool block = c->block == x->block, here = block && c->start >= from && c->start < to;
		one = choices_add(out, c->technology_mention, C(claim) | IF(block, claim_block) | IF(here, claim_sentence) |
		    IF(c->status == STATUS_FORMERLY, claim_past) | IF(c->status == STATUS_CREATED, claim_made));
		last = c->block < x->block || (block && c->start < to) ? c : last;
	}
	if (last)
		choices_add(out, last->technology_mention, C(claim_last));
	if (only)
		choices_add(out, only->technology_mention, C(claim_block_only));
	for (size_t i = 0; i < out->n; i++)
		own += (out->at[i].clues & C(claim)) != 0;
	if (one && own == 1)
		one->clues |= C(claim_only);
}

/* Adds what title, heading and list are about. */
static void
add_context(const struct binder *x, struct choices *out)
{
	const struct scope *s = binder_scope(x);

	choices_add(out, x->f->title_tech, C(title));
	choices_add(out, x->title, C(title_only));
	choices_add(out, s->topic, C(topic));
	choices_add(out, s->named && is_used(x, s->named) ? s->named : NULL, C(heading));
	choices_add(out, x->f->dominant, C(dominant));
}

/* The technology that the words alone bind the number to, whatever else there is, or NULL. */
static const struct mention *
certain_technology(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q)
{
	const struct number *n = &p->number[k];
	const struct mention *m = binder_aligned(x, p, k, true);
	size_t count;

	if (m || (m = before_or_after(x, n)))
		return m;
	/* "80 % is Go and 20 % is Scala" */
	if (n->kind == NUMBER_PERCENT && k > 0 && p->number[k - 1].kind == NUMBER_PERCENT)
		return share_technology(x, p, k);
	/* "4 Node.js services" */
	m = q->noun_to > q->noun_from ? binder_technology_in(x, q->noun_from, q->noun_to, &count) : NULL;
	return m && !is_system(x, m) ? m : NULL;
}

void
technologies_of(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q, const struct mention *subject, struct choices *out)
{
	const struct number *n = &p->number[k];
	clues number = clues_of_number(x, n, q, subject);
	size_t kept = 0;

	out->n = 0;
	add_sentence(x, n, q, out);
	bool none = out->n == 0;
	choices_add(out, technology_by_rules(x, p, k, q, subject), C(rule));
	add_before(x, out);
	add_claims(x, subject, out);
	add_context(x, out);
	choices_only(out, certain_technology(x, p, k, q));
	number |= IF(none, none_here) | IF(none && goes_on(x), goes_on);
	for (size_t i = 0; i < out->n; i++) {
		struct choice one = out->at[i];
		if (same_name(&one.m->name, &subject->name))
			continue;
		one.clues |= number | clues_of_name(x, one.m, number) | IF((one.clues & C(rule)) && (number & C(percent)), rule_percent);
		one.condition = !(one.clues & C(sentence));
		out->at[kept++] = one;
	}
	out->n = kept;
}
