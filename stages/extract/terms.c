#include "context.h"

static classes
classes_between(const struct context *x, int from, int to)
{
	classes bits = 0;

	for (int i = from < 0 ? 0 : from; i < to && i < (int)x->n_items; i++)
		bits |= x->item[i].classes;
	return bits;
}

static bool
in_sentence(const struct context *x, const struct mention *m)
{
	return m >= x->b->mention && m < x->b->mention + x->b->n_mentions && m->from >= x->from && m->to <= x->to;
}

/* "a Leeds travel firm", "the Rotterdam carrier": the name says which one, and is not its own. */
static bool
is_modifier(const struct context *x, const struct mention *m)
{
	classes verbs = x->c.use | x->c.built | x->c.adopt | x->c.moveto | x->c.leave | x->c.made | x->c.verb | x->c.join | x->c.brk | x->c.modal;

	if (!in_sentence(x, m) || m->from == x->from || m->to >= x->to ||
	    !((frame_classes(x->v, x->b, m->from - 1) & x->c.indefinite) || block_word_is(x->b, m->from - 1, "the")))
		return false;
	uint32_t next = x->b->tokens.at[m->to].flags;
	return (next & (TOKEN_WORD | TOKEN_UPPER | TOKEN_MIXED)) == TOKEN_WORD && !(frame_classes(x->v, x->b, m->to) & verbs);
}

void
terms_of_adopter(const struct context *x, struct candidate *c, const struct mention *m)
{
	const struct scope *s = context_scope(x);
	bool known = name_known(&m->name);

	c->term[TERM_adopter_unknown] = !known;
	c->term[TERM_adopter_typed] = m->typed;
	c->term[TERM_adopter_unknown_once] = !known && m->count < 2;
	c->term[TERM_adopter_initial] = !known && (m->flags & NAME_INITIAL) && m->to == m->from + 1;
	c->term[TERM_adopter_ambiguous] = m->name.org >= 0 && (m->flags & NAME_ORG_AMBIGUOUS) && !(m->flags & NAME_EVIDENCE);
	c->term[TERM_adopter_modifier] = is_modifier(x, m);
	c->term[TERM_adopter_place] = (m->flags & NAME_PLACE) != 0;
	c->term[TERM_adopter_press] = (m->flags & NAME_PRESS) != 0;
	c->term[TERM_adopter_product] = m->name.org < 0 && m->name.tech >= 0;
	c->term[TERM_adopter_also_technology] = m->name.org >= 0 && m->name.tech >= 0;
	c->term[TERM_adopter_compound] = (m->flags & NAME_COMPOUND) != 0;
	c->term[TERM_adopter_is_scope] = s->adopter && same_name(&s->adopter->name, &m->name);
	c->term[TERM_adopter_is_company] = x->f->has_company && same_name(&x->f->company.name, &m->name);
	c->term[TERM_bind_we] = c->binding == BIND_WE;
	c->term[TERM_bind_pronoun] = c->binding == BIND_PRONOUN;
	c->term[TERM_bind_section] = c->binding == BIND_SECTION;
	c->term[TERM_bind_label] = c->binding == BIND_LABEL;
	c->term[TERM_bind_company] = c->binding == BIND_COMPANY;
}

/* Is M a member of a list in which a known technology stands? */
bool
beside_known(const struct context *x, const struct mention *m)
{
	int at = item_of(x, m);

	if (at < 0 || !(x->item[at].flags & ITEM_TECHNOLOGY))
		return false;
	for (uint32_t k = 0; k < x->item[at].n; k++)
		if (x->b->mention[x->item[at].first + k].name.tech >= 0)
			return true;
	return false;
}

bool
looks_like_tool(const struct context *x, const struct mention *m)
{
	if (!in_sentence(x, m))         /* its words are those of another block */
		return str_ends(m->name.text, STR(".js"));
	if (m->to == m->from + 1 && ((x->b->tokens.at[m->from].flags & TOKEN_MIXED) || str_ends(m->name.text, STR(".js"))))
		return true;
	return m->to < x->b->tokens.n && (frame_classes(x->v, x->b, m->to) & (x->c.tool | x->c.code)) != 0;
}

void
terms_of_technology(const struct context *x, struct candidate *c, const struct mention *m, size_t listed)
{
	const struct scope *s = context_scope(x);

	c->term[TERM_technology_unknown] = !name_known(&m->name);
	if (!name_known(&m->name)) {
		c->term[TERM_technology_typed] = m->typed;
		c->term[TERM_technology_unknown_listed] = beside_known(x, m);
		c->term[TERM_technology_unknown_shape] = looks_like_tool(x, m);
	}
	c->term[TERM_technology_ambiguous] = m->name.tech >= 0 && (m->flags & NAME_TECH_AMBIGUOUS) && !(m->flags & NAME_EVIDENCE);
	c->term[TERM_technology_initial] = c->term[TERM_technology_ambiguous] > 0 && (m->flags & NAME_INITIAL);
	c->term[TERM_technology_service] = m->name.tech < 0 && m->name.org >= 0;
	c->term[TERM_technology_topic] = (s->topic && same_name(&s->topic->name, &m->name)) ||
	    (x->f->title_tech && same_name(&x->f->title_tech->name, &m->name));
	c->term[TERM_technology_list] = listed > 1;
}

bool
ends_with_question(const struct context *x)
{
	for (size_t i = x->n_items; i-- > 0;)
		if (x->item[i].flags & ITEM_MARK) {
			if (x->b->text.p[x->b->tokens.at[x->item[i].from].start] == '?')
				return true;
		} else
			return false;
	return false;
}

/* A question asserts nothing; as a heading it may be answered below. */
static void
set_question(const struct context *x, struct candidate *c)
{
	bool question = ends_with_question(x);

	c->term[TERM_question] = question && x->b->kind != BLOCK_HEADING;
	c->term[TERM_question_heading] = question && x->b->kind == BLOCK_HEADING;
}

/* "Rivals of X", "X's partners": others than X. */
static bool
is_of_others(const struct context *x, const struct mention *m)
{
	for (uint32_t i = m->from, n = 0; i > x->from && n < 3; n++)
		if (frame_classes(x->v, x->b, --i) & x->c.hearsay)
			return true;
	if (m->to + 1 >= x->to || !(frame_classes(x->v, x->b, m->to) & x->c.poss || block_possessive(x->b, m->to)))
		return false;
	for (uint32_t i = m->to + 1; i < x->to && i < m->to + 3; i++)
		if (frame_classes(x->v, x->b, i) & x->c.hearsay)
			return true;
	return false;
}

/* Where the clause of item AT begins: behind the last break before it. */
static int
clause_start(const struct context *x, int at)
{
	while (at > 0 && !(x->item[at - 1].flags & ITEM_BREAK))
		at--;
	return at;
}

void
terms_of_match(const struct context *x, struct candidate *c, const struct match *m, bool fresh)
{
	int from = clause_start(x, m->first), to = m->last + 1;

	/* The tightest match tells. */
	if (!fresh && c->term[TERM_gap] <= (float)m->gap / 10)
		return;
	classes bits = classes_between(x, from, m->first), span = classes_between(x, m->first, to);
	c->term[TERM_other_technology] = c->term[TERM_second_clause] = 0;
	c->term[TERM_negated] = (span & x->c.neg) != 0;
	c->term[TERM_negated_clause] = (bits & x->c.neg) != 0;
	c->term[TERM_modal] = (span & x->c.modal) != 0;
	c->term[TERM_modal_clause] = (bits & x->c.modal) != 0;
	bits |= span;
	c->term[TERM_conditional] = (bits & x->c.cond) != 0;
	set_question(x, c);
	c->term[TERM_advice] = (bits & x->c.advice) != 0;
	c->term[TERM_hearsay] = (bits & x->c.hearsay) != 0;
	c->term[TERM_past] = (bits & x->c.past) != 0;
	c->term[TERM_gap] = (float)m->gap / 10;
	for (int i = m->first; i <= m->last; i++) {
		if ((x->item[i].flags & ITEM_TECHNOLOGY) && i != m->technology && i != m->left && i != m->adopter)
			c->term[TERM_other_technology] = 1;
		if (i > m->first && i < m->last && (x->item[i].flags & ITEM_BREAK))
			c->term[TERM_second_clause] = 1;
	}
}

/* The words between two mentions of one sentence. */
static unsigned
words_between(const struct mention *x, const struct mention *y)
{
	return x->to <= y->from ? y->from - x->to : y->to <= x->from ? x->from - y->to : 0;
}

static bool
is_definition(const struct context *x, const struct mention *m)
{
	uint32_t i = m->to;

	if (i + 1 >= x->to)
		return false;
	if (str_eq(context_word(x, i), STR(",")))
		return (frame_classes(x->v, x->b, i + 1) & x->c.indefinite) != 0;
	struct str w = context_word(x, i);
	bool is = str_ieq(w, STR("is")) || str_ieq(w, STR("are")) || str_ieq(w, STR("was")) || str_ieq(w, STR("provides")) ||
	    str_ieq(w, STR("offers"));
	return is && (frame_classes(x->v, x->b, i + 1) & x->c.indefinite) != 0;
}

/* "Use X for ...", "Steps: build it with X". */
static bool
is_imperative(const struct context *x)
{
	size_t i = 0;

	for (size_t k = 0; k < x->n_items && k < 8; k++)
		if (context_word(x, x->item[k].from).p[0] == ':')
			i = k + 1;
	while (i < x->n_items && (x->item[i].flags & ITEM_MARK))
		i++;
	return (i < x->n_items && (x->item[i].classes & x->c.order)) || (x->n_items && (x->item[0].classes & x->c.order));
}

void
terms_of_sentence(const struct context *x, struct candidate *c)
{
	const struct block *b = x->b;
	classes uses = x->c.use | x->c.built | x->c.adopt | x->c.moveto;

	c->term[TERM_always] = 1;
	c->term[TERM_heading] = b->kind == BLOCK_HEADING;
	c->term[TERM_item] = b->kind == BLOCK_ITEM;
	c->term[TERM_cell] = b->kind == BLOCK_CELL;
	c->term[TERM_quote] = b->kind == BLOCK_QUOTE || (x->all & x->c.quote);
	c->term[TERM_own_voice] = x->f->own_voice;
	c->term[TERM_many_adopters] = x->f->many_adopters;
	c->term[TERM_tutorial] = x->f->advice;
	c->term[TERM_imperative] = is_imperative(x);
	c->term[TERM_first_words] = (x->all & x->c.we) != 0;
	c->term[TERM_use_word] = (x->all & x->c.use) != 0;
	c->term[TERM_no_use_word] = !(x->all & uses);
	c->term[TERM_early] = x->block < FIRST_TEXT_BLOCK + 6;
	c->term[TERM_strong_company] = x->f->strong_company;
	/* Until a rule says better: the whole sentence. */
	c->term[TERM_negated_clause] = (x->all & x->c.neg) != 0;
	c->term[TERM_modal_clause] = (x->all & x->c.modal) != 0;
	c->term[TERM_conditional] = (x->all & x->c.cond) != 0;
	set_question(x, c);
	c->term[TERM_advice] = (x->all & x->c.advice) != 0;
	c->term[TERM_hearsay] = (x->all & x->c.hearsay) != 0;
	c->term[TERM_past] = (x->all & x->c.past) != 0;
	c->term[TERM_gap] = 3;
}

void
terms_of_status(const struct context *x, struct candidate *c)
{
	int vendor = c->technology.tech >= 0 ? x->v->vendor[c->technology.tech] : -1;

	c->term[TERM_created] = c->status == STATUS_CREATED;
	c->term[TERM_creator_known] = c->status == STATUS_CREATED && vendor >= 0 && vendor == c->adopter.org;
	c->term[TERM_creator_other] = c->status == STATUS_CREATED && vendor >= 0 && vendor != c->adopter.org;
	c->term[TERM_uses] = c->status == STATUS_USES;
	c->term[TERM_formerly] = c->status == STATUS_FORMERLY;
	c->term[TERM_considered] = c->status == STATUS_CONSIDERED;
}

/* Does one that is not ADOPTER, and no tool, stand before the technology, or anywhere where that is not named? */
static bool
has_other_subject(const struct context *x, const struct name *adopter, const struct mention *technology)
{
	uint32_t end = in_sentence(x, technology) ? technology->from : x->to;

	for (size_t i = 0; i < x->n_items && x->item[i].from < end; i++) {
		if ((x->item[i].flags & (ITEM_ADOPTER | ITEM_PRONOUN | ITEM_OBLIQUE)) != ITEM_ADOPTER)
			continue;
		const struct mention *m = &x->b->mention[x->item[i].first];
		if (!name_is_tool(m) && !same_name(&m->name, adopter) && context_believable(m))
			return true;
	}
	return false;
}

void
terms_of_pair(const struct context *x, struct candidate *c, const struct mention *adopter, const struct mention *technology)
{
	bool no_use = c->term[TERM_no_use_word] > 0, named = in_sentence(x, adopter);
	unsigned others = 0;

	c->term[TERM_unknown_pair] = !name_known(&c->adopter) && !name_known(&c->technology);
	if (named && in_sentence(x, technology)) {
		unsigned distance = words_between(adopter, technology);
		c->term[TERM_distance] = distance > 40 ? 4 : (float)distance / 10;
		c->term[TERM_adopter_first] = adopter->from < technology->from;
	}
	c->term[TERM_subject_other] = !named && has_other_subject(x, &adopter->name, technology);
	for (size_t i = 0; i < x->n_items; i++)
		if ((x->item[i].flags & ITEM_ADOPTER) && !(x->item[i].flags & ITEM_TECHNOLOGY)) {
			const struct mention *m = &x->b->mention[x->item[i].first];
			bool other = m->name.org >= 0 && !same_name(&m->name, &adopter->name);
			others += other;
			if (other && named && m->from < adopter->from && !(x->item[i].flags & ITEM_OBLIQUE))
				c->term[TERM_second_subject] = 1;
		}
	c->term[TERM_adopters] = others > 2 ? 2 : (float)others;
	c->term[TERM_company_other] = others && c->binding >= BIND_WE;
	bool here = in_sentence(x, technology);
	c->term[TERM_definition] = here && is_definition(x, technology);
	c->term[TERM_technology_subject] = here && technology->from <= x->from + 1;
	c->term[TERM_technology_with] = here && technology->from > x->from &&
	    (frame_classes(x->v, x->b, technology->from - 1) & x->c.tech_prep);
	c->term[TERM_technology_code] = here && technology->to < x->to && (frame_classes(x->v, x->b, technology->to) & x->c.code);
	c->term[TERM_technology_often] = technology->count >= 3;
	bool lone = c->binding >= BIND_SECTION && c->binding <= BIND_COMPANY;
	c->term[TERM_adopter_oblique] = named && item_is_oblique(x, adopter, 1);
	c->term[TERM_oblique_second] = c->term[TERM_adopter_oblique] > 0 && c->term[TERM_second_subject] > 0;
	c->term[TERM_others_of] = named && is_of_others(x, adopter);
	c->term[TERM_adopter_capitals] = !name_known(&adopter->name) && adopter->name.text.n <= 4 &&
	    (adopter->flags & NAME_COMPOUND) == 0;
	c->term[TERM_implied_no_use] = lone && no_use;
	c->term[TERM_implied_definition] = lone && c->term[TERM_definition];
	c->term[TERM_implied_with] = lone && c->term[TERM_technology_with];
	c->term[TERM_implied_code] = lone && c->term[TERM_technology_code];
	c->term[TERM_implied_we] = c->binding == BIND_WE && no_use;
	c->term[TERM_implied_early] = lone && c->term[TERM_early];
	c->term[TERM_implied_tutorial] = lone && x->f->advice;
	c->term[TERM_titled_company] = (lone || c->binding == BIND_WE) && x->f->titled && c->term[TERM_adopter_is_company];
	c->term[TERM_weak_company] = (c->binding == BIND_COMPANY || c->binding == BIND_WE) && !x->f->strong_company;
}
