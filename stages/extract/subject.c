#include "subject.h"

/* What the rules say; m == NULL: nobody. */
struct who { const struct mention *m; double certainty; bool technology, told; };

static const char *const clue_names[N_SUBJECT_CLUES] = {
#define CLUE(name, meaning) #name,
#include "number_subject.def"
#undef CLUE
};
const struct clue_set number_subject_clues = { "number_subject.weights", "technology", clue_names, N_SUBJECT_CLUES };
#define C(name) clue(SUBJECT_##name)
#define IF(test, name) ((test) ? C(name) : 0)

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
		if (inner && ((x->f->title_tech && same_name(&x->f->title_tech->name, &inner->name)) ||
		    (x->f->dominant && same_name(&x->f->dominant->name, &inner->name))) &&
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

static struct who
subject_by_rules(const struct binder *x, const struct number *n, const struct quantity *q)
{
	struct who w = subject_by_words(x, n, q);

	/* One of whom no claim tells is a person, a place, or a part more often than not. */
	if (w.technology || (w.m && binder_told(x, &w.m->name)))
		return w;
	struct who told = told_subject(x);
	told.told = true;
	return told.m ? told : w;
}

/* ---- clues ------------------------------------------------------------- */

/* Does a word of CLASS begin at token I, and end before END? */
static bool
begins(const struct binder *x, uint32_t i, uint32_t end, enum metric_class class)
{
	size_t length;

	return metric_word(x->v->metric_words, &x->b->tokens, i, end, class, &length);
}

/* Advice, wishes and what is not so. */
static clues
clues_of_doubt(const struct binder *x, const struct number *n)
{
	uint32_t end = n->outer;
	bool not = false, wish = false, you = false, conditional = false;       /* before the number: all but the last in its clause */

	for (uint32_t i = x->from; i < end; i++) {
		if (binder_is(x, i, ",") || binder_is(x, i, ";") || binder_is(x, i, "but") || binder_is(x, i, "that") || binder_is(x, i, "and"))
			not = wish = you = false;
		else
			not |= binder_is(x, i, "'t") || begins(x, i, end, WORD_not);
		wish |= begins(x, i, end, WORD_wish);
		you |= begins(x, i, end, WORD_you);
		conditional |= begins(x, i, end, WORD_if);
	}
	for (uint32_t i = end; i < x->to && !you && !(i >= n->to && (x->b->tokens.at[i].flags & TOKEN_MARK)); i++)
		you = begins(x, i, x->to, WORD_you);
	return IF(not, negated) | IF(conditional, conditional) | IF(wish, wished) | IF(you, you) | IF(binder_is(x, x->to - 1, "?"), question);
}

/* What the number itself tells, whoever it is about. */
static clues
clues_of_number(const struct binder *x, const struct number *n, const struct quantity *q)
{
	bool we = binder_classes(x, x->from, x->to) & x->we, length = str_eq(n->unit, STR("days")) || str_eq(n->unit, STR("weeks")) ||
	    str_eq(n->unit, STR("months")) || str_eq(n->unit, STR("years"));
	bool plain = n->kind == NUMBER_PLAIN;
	clues c = C(any);

	c |= IF(q->keep, keep) | IF(q->certainty >= 0.75, sure);
	c |= IF(n->kind == NUMBER_PERCENT, percent) | IF(q->money, money) | IF(q->money && q->certainty <= 0.5, price) | IF(n->kind == NUMBER_TIME, time) | IF(length, long_time);
	c |= IF(n->kind == NUMBER_SIZE || n->kind == NUMBER_SPEED, size) | IF(n->kind == NUMBER_TIMES, times);
	c |= IF(memchr(q->unit.p, '/', q->unit.n), rate) | IF(q->person, person_count);
	c |= IF(plain && !q->person && q->certainty < 0.8, plural) | IF(plain && !q->person && q->certainty >= 0.8, known_count);
	c |= IF(str_eq(str_of(q->rule), STR("label")), label_count) | IF(str_eq(str_of(q->rule), STR("reference")), reference);
	c |= IF(n->value * n->factor < 10, low_value) | IF(n->value < 4, tiny) | IF(n->words, words) | IF(n->qualifier != '=', hedged);
	c |= IF(n->large || n->value >= 1000, large) | IF(n->was || n->now, moved) | IF(n->hyphen, hyphen);
	c |= IF(x->b->kind == BLOCK_HEADING, in_heading) | IF(x->b->kind == BLOCK_CELL, in_cell) | IF(x->b->kind == BLOCK_ITEM, in_item);
	c |= IF(x->b->kind == BLOCK_QUOTE, in_quote) | IF(!x->any_claim, claimless) | IF(x->f->advice, advice);
	c |= IF(we, we) | IF(we && !x->f->has_company, we_nobody) | IF(x->f->many_adopters || x->f->lists_users, many);
	return c | clues_of_doubt(x, n);
}

/* What the name is. */
static clues
clues_of_name(const struct binder *x, const struct mention *m)
{
	const struct name *n = &m->name;
	clues c = IF(n->org >= 0 && n->tech >= 0, both);

	c |= IF(n->org >= 0 && str_eq(x->v->lexicon->entry[LEXICON_ORGANISATIONS][n->org].kind, STR("product")), product);
	c |= IF(m->flags & NAME_PERSON, person) | IF(m->flags & NAME_SMALL, small) | IF(m->flags & NAME_COMPOUND, compound);
	c |= IF(!name_known(n) && m->typed > 0, typed) | IF(m->count == 1, once) | IF(m->count >= 5, often);
	return c;
}

double
subject_confidence(const struct choice *c)
{
	return c->clues & (C(negated) | C(conditional) | C(wished) | C(question) | C(price)) ? c->p / 2 : c->p;
}

/* Where the name stands in the sentence, seen from the number. */
static clues
clues_of_place(const struct binder *x, const struct number *n, const struct quantity *q, const struct mention *m)
{
	static const char *const at[] = { "at", "of", "within", "inside", NULL };
	static const char *const with[] = { "with", "using", "on", "in", "via", NULL };
	static const char *const whom[] = { "for", "to", "into", NULL };
	static const char *const from[] = { "from", "than", "unlike", "like", "versus", "vs", "against", NULL };
	static const char *const bought[] = { "acquired", "acquire", "acquires", "acquiring", "bought", "buys", "buying", "buy", NULL };
	const struct spot p = binder_spot(x, n, q, m);
	uint32_t i = p.start, behind = quantity_end(n, q), last = m->to;
	size_t length;
	clues c = C(sentence) | IF(p.front, front) | IF(p.before, before) | IF(p.behind, behind) | IF(p.inside, inside) | IF(p.clause, clause) | IF(p.close, close);

	c |= IF(binder_subject(x, m), able) | IF(binder_aside(x, m), aside);
	if (i > x->from)
		c |= IF(binder_one_of(x, i - 1, at), at) | IF(binder_one_of(x, i - 1, with), with) | IF(binder_one_of(x, i - 1, whom), whom) | IF(binder_one_of(x, i - 1, from), from) | IF(binder_is(x, i - 1, "by"), by);
	c |= IF(i > x->from && binder_one_of(x, i - 1, bought), bought) | IF(last < x->to && (binder_classes_at(x, last, &length) & x->said), says);
	if (last < x->to)
		c |= IF(binder_is(x, last, "'s"), possessive) | IF(binder_classes_at(x, last, &length) & x->use, user) | IF(binder_is(x, last, ","), comma);
	if (p.behind && (binder_classes_at(x, behind, &length) & x->use))
		c |= IF(m->from <= behind + length + 1, counted_use);
	for (uint32_t k = last; k + 1 < x->to && k < last + 3; k++)
		c |= IF((binder_is(x, k, "used") || binder_is(x, k, "trusted") || binder_is(x, k, "adopted")) && binder_is(x, k + 1, "by"), used_by);
	return c;
}

/* Adds the sentence's names. */
static void
add_sentence(const struct binder *x, const struct number *n, const struct quantity *q, struct choices *out)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &count);
	uint32_t behind = quantity_end(n, q);
	const struct mention *left = NULL, *right = NULL;

	for (size_t i = 0; i < count; i++) {
		bool counts = (binder_subject(x, &m[i]) || binder_technology(x, &m[i])) && !binder_aside(x, &m[i]) && !only_says(x, &m[i], n->outer);
		if (counts && m[i].to <= n->outer)
			left = &m[i];
		if (counts && m[i].from >= behind && !right)
			right = &m[i];
	}
	for (size_t i = 0; i < count; i++)
		if (!only_says(x, &m[i], n->outer))
			choices_add(out, &m[i], clues_of_place(x, n, q, &m[i]) | IF(count == 1, alone));
	choices_add(out, left, C(nearest_before));
	choices_add(out, right, C(nearest_behind));
}

/* Adds the names that a table's row begins with, or that stand alone in its cells. */
static void
add_row(const struct binder *x, struct choices *out)
{
	if (x->b->kind == BLOCK_CELL)
		choices_add(out, row_subject(x).m, C(row));
}

/* Adds the names of what is around the sentence. */
static void
add_context(const struct binder *x, struct choices *out)
{
	const struct scope *s = binder_scope(x);
	classes said = binder_classes(x, x->from, x->to);
	bool they = said & (x->they | x->it | x->company), we = said & x->we, nobody = !binder_named(x, x->from, x->to, false);

	if (x->f->has_company)
		choices_add(out, &x->f->company, C(company) | IF(x->f->strong_company, company_strong) | IF(we, company_we) |
		    IF(we && nobody, company_we_only) | IF(x->f->own_voice, company_voice) | IF(nobody, context_only));
	for (size_t i = 0; i < x->f->n_guesses; i++)
		choices_add(out, &x->f->guess[i].m, C(guess));
	choices_add(out, s->adopter, C(scope) | IF(s->from == SCOPE_LABEL, scope_label) | IF(they, scope_they) | IF(nobody, context_only));
	for (size_t i = 8, seen = 0; i-- > 0 && !seen;)
		if (x->section[i]) {
			choices_add(out, x->section[i], C(heading) | IF(nobody, context_only));
			seen = 1;
		}
	choices_add(out, x->f->entry[x->block].name, C(entry) | IF(nobody, context_only));
	choices_add(out, x->subject, C(previous) | IF(x->subject_block == x->b, previous_block) | IF(they, previous_they) | IF(nobody, context_only));
	choices_add(out, x->main, C(main));
	choices_add(out, x->title, C(title));
	choices_add(out, s->topic, C(topic));
	choices_add(out, x->f->dominant, C(dominant));
}

/* Adds what the claims tell: adopters of the sentence, of the block. */
static void
add_claims(const struct binder *x, struct choices *out)
{
	const struct token *t = x->b->tokens.at;
	uint32_t from = t[x->from].start, to = t[x->to - 1].end;
	bool any = false;

	for (size_t i = binder_first_claim(x), n = 0; i < x->claims->n && x->claims->at[i].block == x->block && n < CLAIMS_OF_BLOCK; i++, n++) {
		const struct candidate *c = &x->claims->at[i];
		bool here = c->start >= from && c->start < to;
		if (c->confidence < TOLD_FROM)
			continue;
		any |= here;
		choices_add(out, c->adopter_mention, here ? C(claim_sentence) : C(claim_block));
	}
	for (size_t i = 0; any && i < out->n; i++)
		out->at[i].clues |= C(claimed);
}

void
subjects_of(struct binder *x, const struct passage *p, size_t k, const struct quantity *q, struct choices *out)
{
	const struct number *n = &p->number[k];
	struct who rule = subject_by_rules(x, n, q);
	clues number = clues_of_number(x, n, q);

	out->n = 0;
	choices_add(out, rule.m, C(rule) | IF(rule.certainty >= 0.9, rule_sure) | IF(rule.told, rule_claim));
	add_row(x, out);
	add_context(x, out);
	add_sentence(x, n, q, out);
	add_claims(x, out);
	choices_only(out, binder_aligned(x, p, k, false));
	for (size_t i = 0; i < out->n; i++) {
		struct choice *one = &out->at[i];
		const struct name *name = &one->m->name;
		bool adopts = binder_told(x, name), told = hashes_have(x->told, x->told_mask, binder_key(name));
		one->clues |= number | clues_of_name(x, one->m) | IF(adopts, claim) | IF(told && !adopts, claim_used) | IF(adopts && x->one_adopter, claim_one);
		if (x->f->has_company && !same_name(&x->f->company.name, name))
			one->clues |= C(stranger) | IF(x->f->strong_company, stranger_strong) | IF(!adopts, stranger_untold);
		one->condition = name->org < 0 && name->tech >= 0;
	}
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
		if (found && !same_name(&found->name, &m->name) && !behind)
			return found->from == 0 ? found : NULL;
		found = m;
	}
	return found;
}
