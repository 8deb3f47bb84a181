#include "claims.h"

#include <stdlib.h>

#include "../common/xalloc.h"
#include "purpose.h"
#include "years.h"

const char *const frame_rule_names[N_FRAME_RULES] = {
	"frame_list", "frame_section", "frame_table", "frame_label", "same_sentence", "frame_mention"
};
enum { FRAME_LIST, FRAME_SECTION, FRAME_TABLE, FRAME_LABEL, FRAME_SAME, FRAME_MENTION };

struct str
rule_name(const struct vocabulary *v, size_t i)
{
	return i < v->n_rule_names ? v->rule_name[i] : str_of(frame_rule_names[i - v->n_rule_names]);
}

static const char *const term_names[N_TERMS] = {
#define TERM(name, prior, meaning) #name,
#include "terms.def"
#undef TERM
};

static const double term_priors[N_TERMS] = {
#define TERM(name, prior, meaning) prior,
#include "terms.def"
#undef TERM
};

double
term_prior(enum term t)
{
	return term_priors[t];
}

double
rule_prior(const struct vocabulary *v, size_t i)
{
	static const double priors[N_FRAME_RULES] = { 2.5, 2.5, 2.5, 1.5, 0, 0.3 };

	return i < v->n_rule_names ? v->rule_prior[i] : priors[i - v->n_rule_names];
}

const char *
term_name(enum term t)
{
	return term_names[t];
}

#define MAX_ITEMS 400

static bool
same_name(const struct name *a, const struct name *b)
{
	return a->key == b->key || (a->org >= 0 && a->org == b->org) || (a->tech >= 0 && a->tech == b->tech);
}


struct context {
	const struct article    *a;
	const struct frame      *f;
	const struct vocabulary *v;
	struct candidates       *out;
	struct misses           *misses;
	struct purpose_reader   *purposes;
	const struct block      *b;
	uint32_t                 block, from, to;       /* index; the sentence's tokens */
	struct item              item[MAX_ITEMS];
	size_t                   n_items;
	classes                  all;                   /* of the sentence */
	const struct mention    *subject;               /* of the sentences before, in this section */
	uint32_t                 moves;
	size_t                   first;                 /* of this sentence's candidates */
	struct { classes use, built, adopt, moveto, code, indefinite, tech_prep, oblique, object, respectively, neg, modal, cond, advice, hearsay, past, we, they, it, ours, brk, company, join, poss, quote, not_used, filler; } c;
};

/* ---- a sentence as items ----------------------------------------------- */

static struct str
word(const struct context *x, size_t i)
{
	return token_text(x->b->text, &x->b->tokens.at[i]);
}

/* May the tokens [from, to) stand between two members of a list? */
static bool
joins(const struct context *x, uint32_t from, uint32_t to)
{
	bool separator = false;
	unsigned fillers = 0;

	if (to - from > 4)
		return false;
	for (uint32_t i = from; i < to; i++) {
		struct str w = word(x, i);
		classes c = frame_classes(x->v, x->b, i);
		if (str_eq(w, STR(",")) || str_eq(w, STR("/")) || str_eq(w, STR("+")) || str_eq(w, STR("&")) ||
		    str_eq(w, STR("(")) || str_eq(w, STR(")")) || (c & x->c.join))
			separator = true;
		else if ((c & x->c.filler) && ++fillers <= 2)
			continue;
		else
			return false;
	}
	return separator;
}

static uint32_t
roles_of(const struct context *x, const struct mention *m)
{
	return (name_can_adopt(x->v, m) ? ITEM_ADOPTER : 0u) | (name_can_be_used(x->v, m) ? ITEM_TECHNOLOGY : 0u);
}

/* What two neighbours in a list can both be: a name that can only be one of
 * the two decides for one that could be both, but a technology and a company
 * that are known as such are no members of one list. */
static uint32_t
list_roles(const struct context *x, const struct mention *a, const struct mention *b)
{
	if (name_known(&a->name) && name_known(&b->name) && (a->name.tech >= 0) != (b->name.tech >= 0) &&
	    (a->name.org >= 0) != (b->name.org >= 0))
		return 0;
	return roles_of(x, a) & roles_of(x, b);
}

/* "of X", "from X", or X before the product that it makes. */
static bool
is_oblique(const struct context *x, const struct mention *m, size_t left)
{
	if (m->from > x->from && (frame_classes(x->v, x->b, m->from - 1) & x->c.oblique))
		return true;
	if (m->from > x->from + 1 && (frame_classes(x->v, x->b, m->from - 2) & x->c.oblique) &&
	    str_ieq(word(x, m->from - 1), STR("the")))
		return true;
	return left > 1 && m[1].from == m->to && m[1].name.org < 0 && name_can_adopt(x->v, &m[1]);
}

static void
add_name_item(struct context *x, const struct mention *first, size_t left, size_t *used)
{
	struct item *it = &x->item[x->n_items++];
	uint32_t roles = roles_of(x, first);
	size_t n = 1;

	while (n < left && first[n].from < x->to && joins(x, first[n - 1].to, first[n].from)) {
		uint32_t both = roles & list_roles(x, &first[n - 1], &first[n]);
		if (!both)
			break;
		roles = both;
		n++;
	}
	if ((roles & ITEM_ADOPTER) && is_oblique(x, first, left))
		roles |= ITEM_OBLIQUE;
	*it = (struct item){ .flags = roles, .from = first->from, .to = first[n - 1].to,
	    .first = (uint32_t)(first - x->b->mention), .n = (uint32_t)n };
	*used = n;
}

static void
add_word_item(struct context *x, uint32_t *at)
{
	const uint32_t *values;
	size_t n, length = phrases_longest(x->v->words, &x->b->tokens, *at, x->to, &values, &n);
	struct item *it = &x->item[x->n_items++];
	const struct token *t = &x->b->tokens.at[*at];

	*it = (struct item){ .from = *at, .to = *at + 1 };
	if (length) {
		it->to = *at + (uint32_t)length;
		for (size_t k = 0; k < n; k++)
			it->classes |= (classes)1 << values[k];
	}
	if (t->flags & TOKEN_MARK) {
		char c = x->b->text.p[t->start];
		it->flags |= ITEM_MARK | (c == ';' || c == '|' ? ITEM_BREAK : 0u);
	}
	if (it->classes & x->c.brk)
		it->flags |= ITEM_BREAK;
	if (it->classes & (x->c.we | x->c.they | x->c.it | x->c.company | x->c.ours))
		it->flags |= ITEM_PRONOUN;
	if (it->classes & (x->c.company | x->c.object))
		it->flags |= ITEM_OBLIQUE;
	if (it->classes & x->c.ours)
		it->flags |= ITEM_POSSESSIVE;
	if (it->classes & x->c.poss)
		it->flags |= ITEM_POSSESSIVE | ITEM_MARK;
	x->all |= it->classes;
	*at = it->to;
}

static void
make_items(struct context *x)
{
	size_t n, k = 0;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n);

	x->n_items = 0;
	x->all = 0;
	for (uint32_t i = x->from; i < x->to && x->n_items < MAX_ITEMS;) {
		while (k < n && m[k].from < i)
			k++;
		if (k < n && m[k].from == i && roles_of(x, &m[k])) {
			size_t used;
			add_name_item(x, &m[k], n - k, &used);
			k += used;
			i = x->item[x->n_items - 1].to;
		} else
			add_word_item(x, &i);
	}
}

/* ---- who is meant ------------------------------------------------------ */

struct who { const struct mention *m; enum binding binding; const char *path; };

static const struct scope *
scope_of(const struct context *x)
{
	return &x->f->scope[x->block];
}

/* "we" and "our". */
static struct who
first_person(const struct context *x)
{
	const struct scope *s = scope_of(x);

	if (s->adopter && (s->from == SCOPE_LABEL || s->topic || x->f->many_adopters || !x->f->has_company))
		return (struct who){ s->adopter, BIND_WE, s->from == SCOPE_LABEL ? "we>label" : "we>heading" };
	if (x->f->has_company)
		return (struct who){ &x->f->company, BIND_WE, "we>company" };
	if (x->subject)
		return (struct who){ x->subject, BIND_WE, "we>subject" };
	return (struct who){ NULL, BIND_WE, "" };
}

static struct who
third_person(const struct context *x)
{
	const struct scope *s = scope_of(x);

	if (x->subject)
		return (struct who){ x->subject, BIND_PRONOUN, "pronoun>subject" };
	if (s->adopter)
		return (struct who){ s->adopter, BIND_PRONOUN, s->from == SCOPE_LABEL ? "pronoun>label" : "pronoun>heading" };
	if (x->f->has_company)
		return (struct who){ &x->f->company, BIND_PRONOUN, "pronoun>company" };
	return (struct who){ NULL, BIND_PRONOUN, "" };
}

/* No subject in the words: the label, the section, or whose article it is. */
static struct who
implied(const struct context *x)
{
	const struct scope *s = scope_of(x);

	/* A table need not be about whom its page is about. */
	if (x->b->kind == BLOCK_CELL && !(x->f->own_voice || x->f->titled))
		return (struct who){ NULL, BIND_COMPANY, "" };
	if (s->adopter && s->from == SCOPE_LABEL)
		return (struct who){ s->adopter, BIND_LABEL, "label" };
	if (s->adopter)
		return (struct who){ s->adopter, BIND_SECTION, "heading" };
	if (x->f->has_company)
		return (struct who){ &x->f->company, BIND_COMPANY, "company" };
	return (struct who){ NULL, BIND_COMPANY, "" };
}

/* An adopter that the sentence named before the pronoun: "At X they use". */
static const struct mention *
named_before(const struct context *x, const struct item *it)
{
	const struct mention *m = NULL;

	for (const struct item *i = x->item; i < it; i++)
		if ((i->flags & ITEM_ADOPTER) && x->b->mention[i->first].name.org >= 0 && i->n == 1 &&
		    (!(i->flags & ITEM_OBLIQUE) || !m))
			m = &x->b->mention[i->first];
	return m;
}

static struct who
pronoun(const struct context *x, const struct item *it)
{
	const struct mention *before = named_before(x, it);

	if (before && !((it->classes & x->c.we) && x->f->has_company && !same_name(&x->f->company.name, &before->name)))
		return (struct who){ before, BIND_PRONOUN, "pronoun>sentence" };
	if ((it->classes & x->c.we) || ((it->classes & x->c.ours) && (it->classes & x->c.quote)))
		return first_person(x);
	return third_person(x);
}

/* ---- candidates -------------------------------------------------------- */

static classes
classes_between(const struct context *x, int from, int to)
{
	classes bits = 0;

	for (int i = from < 0 ? 0 : from; i < to && i < (int)x->n_items; i++)
		bits |= x->item[i].classes;
	return bits;
}

static void
adopter_terms(const struct context *x, struct candidate *c, const struct mention *m)
{
	const struct scope *s = scope_of(x);
	bool known = name_known(&m->name);

	c->term[TERM_adopter_unknown] = !known;
	c->term[TERM_adopter_unknown_once] = !known && m->count < 2;
	c->term[TERM_adopter_initial] = !known && (m->flags & NAME_INITIAL) && m->to == m->from + 1;
	c->term[TERM_adopter_ambiguous] = m->name.org >= 0 && (m->flags & NAME_ORG_AMBIGUOUS) && !(m->flags & NAME_EVIDENCE);
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

static void
technology_terms(const struct context *x, struct candidate *c, const struct mention *m, size_t listed)
{
	const struct scope *s = scope_of(x);

	c->term[TERM_technology_unknown] = !name_known(&m->name);
	c->term[TERM_technology_ambiguous] = m->name.tech >= 0 && (m->flags & NAME_TECH_AMBIGUOUS) && !(m->flags & NAME_EVIDENCE);
	c->term[TERM_technology_service] = m->name.tech < 0 && m->name.org >= 0;
	c->term[TERM_technology_topic] = (s->topic && same_name(&s->topic->name, &m->name)) ||
	    (x->f->title_tech && same_name(&x->f->title_tech->name, &m->name));
	c->term[TERM_technology_list] = listed > 1;
}

static void
setting_terms(const struct context *x, struct candidate *c)
{
	const struct block *b = x->b;

	c->term[TERM_always] = 1;
	c->term[TERM_heading] = b->kind == BLOCK_HEADING;
	c->term[TERM_item] = b->kind == BLOCK_ITEM;
	c->term[TERM_cell] = b->kind == BLOCK_CELL;
	c->term[TERM_quote] = b->kind == BLOCK_QUOTE || (x->all & x->c.quote);
	c->term[TERM_own_voice] = x->f->own_voice;
	c->term[TERM_many_adopters] = x->f->many_adopters;
	c->term[TERM_tutorial] = x->f->advice;
	int vendor = c->technology.tech >= 0 ? x->v->vendor[c->technology.tech] : -1;
	c->term[TERM_created] = c->status == STATUS_CREATED;
	c->term[TERM_creator_known] = c->status == STATUS_CREATED && vendor >= 0 && vendor == c->adopter.org;
	c->term[TERM_creator_other] = c->status == STATUS_CREATED && vendor >= 0 && vendor != c->adopter.org;
	c->term[TERM_unknown_pair] = !name_known(&c->adopter) && !name_known(&c->technology);
}

static bool
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

/* Where the clause of item AT begins: behind the last break before it. */
static int
clause_start(const struct context *x, int at)
{
	while (at > 0 && !(x->item[at - 1].flags & ITEM_BREAK))
		at--;
	return at;
}

static void
fact_terms(const struct context *x, struct candidate *c, const struct match *m, bool fresh)
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
	c->term[TERM_conditional] = (classes_between(x, 0, to) & x->c.cond) != 0;
	c->term[TERM_question] = ends_with_question(x);
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
in_sentence(const struct context *x, const struct mention *m)
{
	return m >= x->b->mention && m < x->b->mention + x->b->n_mentions && m->from >= x->from && m->to <= x->to;
}

static bool
is_definition(const struct context *x, const struct mention *m)
{
	uint32_t i = m->to;

	if (i + 1 >= x->to)
		return false;
	if (str_eq(word(x, i), STR(",")))
		return (frame_classes(x->v, x->b, i + 1) & x->c.indefinite) != 0;
	struct str w = word(x, i);
	bool is = str_ieq(w, STR("is")) || str_ieq(w, STR("are")) || str_ieq(w, STR("was")) || str_ieq(w, STR("provides")) ||
	    str_ieq(w, STR("offers"));
	return is && (frame_classes(x->v, x->b, i + 1) & x->c.indefinite) != 0;
}

static void
sentence_terms(const struct context *x, struct candidate *c, const struct who *who, const struct mention *adopter,
    const struct mention *technology)
{
	classes uses = x->c.use | x->c.built | x->c.adopt | x->c.moveto;
	unsigned others = 0;

	if (in_sentence(x, adopter)) {
		unsigned distance = words_between(adopter, technology);
		c->term[TERM_distance] = distance > 40 ? 4 : (float)distance / 10;
		c->term[TERM_adopter_first] = adopter->from < technology->from;
	}
	for (size_t i = 0; i < x->n_items; i++)
		if ((x->item[i].flags & ITEM_ADOPTER) && !(x->item[i].flags & ITEM_TECHNOLOGY)) {
			const struct mention *m = &x->b->mention[x->item[i].first];
			bool other = m->name.org >= 0 && !same_name(&m->name, &adopter->name);
			others += other;
			if (other && in_sentence(x, adopter) && m->from < adopter->from && !(x->item[i].flags & ITEM_OBLIQUE))
				c->term[TERM_second_subject] = 1;
		}
	c->term[TERM_adopters] = others > 2 ? 2 : (float)others;
	c->term[TERM_company_other] = others && who->binding >= BIND_WE;
	c->term[TERM_first_words] = (x->all & x->c.we) != 0;
	c->term[TERM_use_word] = (x->all & x->c.use) != 0;
	c->term[TERM_no_use_word] = !(x->all & uses);
	c->term[TERM_definition] = is_definition(x, technology);
	c->term[TERM_technology_subject] = technology->from <= x->from + 1;
	c->term[TERM_technology_with] = technology->from > x->from &&
	    (frame_classes(x->v, x->b, technology->from - 1) & x->c.tech_prep);
	c->term[TERM_technology_code] = technology->to < x->to && (frame_classes(x->v, x->b, technology->to) & x->c.code);
	c->term[TERM_technology_often] = technology->count >= 3;
	c->term[TERM_early] = x->block < FIRST_TEXT_BLOCK + 6;
	c->term[TERM_strong_company] = x->f->strong_company;
	bool lone = who->binding >= BIND_SECTION && who->binding <= BIND_COMPANY;
	c->term[TERM_adopter_oblique] = in_sentence(x, adopter) && is_oblique(x, adopter, 1);
	c->term[TERM_adopter_capitals] = !name_known(&adopter->name) && adopter->name.text.n <= 4 &&
	    (adopter->flags & NAME_COMPOUND) == 0;
	c->term[TERM_implied_no_use] = lone && !(x->all & uses);
	c->term[TERM_implied_definition] = lone && c->term[TERM_definition];
	c->term[TERM_implied_with] = lone && c->term[TERM_technology_with];
	c->term[TERM_implied_code] = lone && c->term[TERM_technology_code];
	c->term[TERM_implied_we] = who->binding == BIND_WE && !(x->all & uses);
	c->term[TERM_implied_early] = lone && x->block < FIRST_TEXT_BLOCK + 6;
	c->term[TERM_implied_tutorial] = lone && x->f->advice;
	c->term[TERM_titled_company] = (lone || who->binding == BIND_WE) && x->f->titled && c->term[TERM_adopter_is_company];
	c->term[TERM_weak_company] = (who->binding == BIND_COMPANY || who->binding == BIND_WE) && !x->f->strong_company;
	/* Until a rule says better: the whole sentence. */
	c->term[TERM_negated_clause] = (x->all & x->c.neg) != 0;
	c->term[TERM_modal_clause] = (x->all & x->c.modal) != 0;
	c->term[TERM_conditional] = (x->all & x->c.cond) != 0;
	c->term[TERM_question] = ends_with_question(x);
	c->term[TERM_advice] = (x->all & x->c.advice) != 0;
	c->term[TERM_hearsay] = (x->all & x->c.hearsay) != 0;
	c->term[TERM_past] = (x->all & x->c.past) != 0;
	c->term[TERM_gap] = 3;
}

static struct candidate *
new_candidate(struct candidates *out)
{
	out->at = xgrow(out->at, &out->cap, out->n + 1, sizeof *out->at);
	out->at[out->n] = (struct candidate){ 0 };
	return &out->at[out->n++];
}

/* The sentence's candidate for the pair and status, made when it is new. */
static struct candidate *
add(struct context *x, const struct who *who, const struct mention *adopter, const struct mention *technology,
    size_t listed, enum status status, bool *fresh)
{
	const struct token *t = x->b->tokens.at;

	*fresh = false;
	if (same_name(&adopter->name, &technology->name))
		return NULL;
	for (size_t i = x->first; i < x->out->n; i++) {
		struct candidate *c = &x->out->at[i];
		if (c->status == status && same_name(&c->adopter, &adopter->name) && same_name(&c->technology, &technology->name))
			return c;
	}
	struct candidate *c = new_candidate(x->out);
	*fresh = true;
	c->adopter = adopter->name;
	if (adopter->name.org < 0 && (adopter->flags & NAME_TECH_AMBIGUOUS) && !(adopter->flags & NAME_EVIDENCE))
		c->adopter.tech = -1;   /* the word, not the technology */
	c->technology = technology->name;
	c->status = status;
	c->binding = who->binding;
	c->path = str_of(who->path);
	c->block = c->block_to = x->block;
	c->start = t[x->from].start;
	c->end = t[x->to - 1].end;
	adopter_terms(x, c, adopter);
	technology_terms(x, c, technology, listed);
	setting_terms(x, c);
	sentence_terms(x, c, who, adopter, technology);
	years_of(x->b, x->from, x->to, x->v, status, &c->since, &c->until);
	purpose_of(x->purposes, x->block, x->from, x->to, adopter, technology, &c->purposes);
	return c;
}

static struct str
item_text(const struct context *x, int at)
{
	const struct token *t = x->b->tokens.at;

	return str_sub(x->b->text, t[x->item[at].from].start, t[x->item[at].to - 1].end);
}

/* The candidates of one match: each adopter of the list with each technology. */
static void
from_match(struct context *x, const struct match *m, int technology, enum status status, uint32_t move)
{
	const struct item *t = &x->item[technology];
	struct who who = { NULL, BIND_NAMED, "named" };
	size_t n_adopters = 1;
	bool fresh;

	if (m->adopter < 0)
		who = implied(x);
	else if (x->item[m->adopter].flags & ITEM_PRONOUN)
		who = pronoun(x, &x->item[m->adopter]);
	else {
		who.m = &x->b->mention[x->item[m->adopter].first];
		n_adopters = x->item[m->adopter].n;
	}
	for (size_t i = 0; who.m && i < n_adopters; i++)
		for (uint32_t k = 0; k < t->n; k++) {
			/* "A and B use T and U respectively": pair by pair. */
			if ((x->all & x->c.respectively) && n_adopters > 1 && n_adopters == t->n && i != k)
				continue;
			struct candidate *c = add(x, &who, &who.m[i], &x->b->mention[t->first + k], t->n, status, &fresh);
			if (!c)
				continue;
			rule_set_add(&c->rules, m->rule->index);
			if (m->cue >= 0 && c->term[TERM_adopter_product] && (x->item[m->cue].classes & x->c.built))
				c->term[TERM_product_built] = 1;
			c->move = move ? move : c->move;
			if (m->cue >= 0 && !c->cue.p)
				c->cue = item_text(x, m->cue);
			fact_terms(x, c, m, fresh);
		}
}

static void
by_rules(struct context *x)
{
	struct match match[MAX_MATCHES];
	size_t n = rules_match(x->v, x->item, x->n_items, match);

	for (size_t i = 0; i < n; i++) {
		const struct match *m = &match[i];
		uint32_t move = m->rule->move && m->technology >= 0 && m->left >= 0 ? ++x->moves : 0;
		if (m->technology >= 0)
			from_match(x, m, m->technology, m->rule->status, move);
		/* "From Python 2 to Python 3" is no move away from it. */
		bool version = m->technology >= 0 && m->left >= 0 && same_name(&x->b->mention[x->item[m->left].first].name,
		    &x->b->mention[x->item[m->technology].first].name);
		if (m->left >= 0 && !version)
			from_match(x, m, m->left, m->rule->from_status, move);
	}
}

/* ---- frames ------------------------------------------------------------ */

static void
frame_claim(struct context *x, const struct mention *adopter, enum binding binding, const struct mention *technology,
    int rule)
{
	struct who who = { adopter, binding, frame_rule_names[rule] };
	bool fresh;
	struct candidate *c = add(x, &who, adopter, technology, 1, STATUS_USES, &fresh);

	if (c)
		rule_set_add(&c->rules, x->v->n_rule_names + (size_t)rule);
}

/* A name that may be bound without a rule: known, or told more than once. */
static bool
believable(const struct mention *m)
{
	return name_known(&m->name) || (m->flags & NAME_COMPOUND) || m->to - m->from >= 2 || m->count >= 2;
}

/* Where no rule binds them: every adopter and every technology of a sentence,
 * and a technology without any adopter beside it with whom the text is about.
 * The score decides. */
static void
by_place(struct context *x)
{
	struct who who = implied(x);
	bool named = false, we = (x->all & x->c.we) != 0;

	for (size_t i = 0; i < x->n_items; i++) {
		const struct item *a = &x->item[i];
		if (!(a->flags & ITEM_ADOPTER))
			continue;
		named |= x->b->mention[a->first].name.org >= 0 && !(a->flags & ITEM_TECHNOLOGY);
		for (size_t k = 0; k < x->n_items; k++)
			for (uint32_t j = 0; (x->item[k].flags & ITEM_TECHNOLOGY) && j < x->item[k].n && a->n * x->item[k].n < 400; j++)
				for (uint32_t h = 0; h < a->n; h++) {
					const struct mention *m = &x->b->mention[a->first + h];
					const struct mention *t = &x->b->mention[x->item[k].first + j];
					if (believable(m) && name_known(&t->name) && k != i)
						frame_claim(x, m, BIND_NAMED, t, FRAME_SAME);
				}
	}
	if (we)
		who = first_person(x);
	else if (x->n_items && (x->item[0].flags & ITEM_PRONOUN))
		who = third_person(x);
	if (!who.m || (named && !we))
		return;
	for (size_t k = 0; k < x->n_items; k++)
		for (uint32_t j = 0; (x->item[k].flags & ITEM_TECHNOLOGY) && j < x->item[k].n; j++) {
			const struct mention *t = &x->b->mention[x->item[k].first + j];
			bool fresh;
			if (!name_known(&t->name))
				continue;
			struct candidate *c = add(x, &who, who.m, t, x->item[k].n, STATUS_USES, &fresh);
			if (c)
				rule_set_add(&c->rules, x->v->n_rule_names + FRAME_MENTION);
		}
}

/* A rule of another status on the same pair speaks against. */
static void
note_other_rules(struct context *x)
{
	for (size_t i = x->first; i < x->out->n; i++) {
		struct candidate *c = &x->out->at[i];
		bool bound = false;
		for (size_t k = 0; k < x->v->n_rule_names && !bound; k++)
			bound = rule_set_has(&c->rules, k);
		c->term[TERM_only_place] = !bound;
		c->term[TERM_only_place_far] = !bound && c->term[TERM_distance] > 1.5;
	}
	for (size_t i = x->first; i < x->out->n; i++)
		for (size_t k = x->first; k < x->out->n; k++) {
			struct candidate *c = &x->out->at[i];
			const struct candidate *o = &x->out->at[k];
			if (c->status == o->status || !same_name(&c->adopter, &o->adopter) || !same_name(&c->technology, &o->technology))
				continue;
			if (c->status == STATUS_USES && o->status != STATUS_CREATED)
				c->term[TERM_other_rule] = 1;
			else if (c->status != STATUS_CREATED && o->status == STATUS_USES && !o->term[TERM_only_place]) {
				/* What binds the two binds them in the past as well. */
				c->term[TERM_also_uses] = 1;
				for (size_t r = 0; r < x->v->n_rule_names; r++)
					if (rule_set_has(&o->rules, r))
						rule_set_add(&c->rules, r);
			}
		}
}

static void
whole_block(struct context *x)
{
	x->first = x->out->n;
	x->from = 0;
	x->to = (uint32_t)x->b->tokens.n;
	if (x->to > 60 && x->b->n_sentences)
		x->to = x->b->sentence[0].to;
	make_items(x);
}

/* Below the heading: does its text speak of the name or of the technology? */
static bool
section_tells(const struct context *x, const struct mention *label, const struct mention *topic)
{
	if (label->name.org >= 0 && !(label->flags & NAME_ORG_AMBIGUOUS))
		return true;
	for (size_t i = x->block + 1; i < x->a->n_blocks && x->a->block[i].kind != BLOCK_HEADING; i++)
		for (size_t k = 0; k < x->a->block[i].n_mentions; k++) {
			const struct name *n = &x->a->block[i].mention[k].name;
			if (same_name(n, &topic->name) || same_name(n, &label->name))
				return true;
		}
	return false;
}

/* "Uber" in a list, or as a heading, of a page on the users of T. */
static void
by_lists(struct context *x)
{
	const struct scope *s = scope_of(x);
	const struct mention *label;

	if (!s->topic || x->b->tokens.n == 0)
		return;
	whole_block(x);
	if (x->b->kind == BLOCK_ITEM || x->b->kind == BLOCK_TERM) {
		label = s->from == SCOPE_LABEL && s->adopter_block == x->b ? s->adopter : NULL;
		bool direct = x->b->parent == s->topic_block->no || s->topic_block->kind != BLOCK_HEADING || x->f->lists_users;
		if (label && x->b->level <= 1 && (direct || (label->name.org >= 0 && !(label->flags & NAME_ORG_AMBIGUOUS))))
			frame_claim(x, label, BIND_NAMED, s->topic, FRAME_LIST);
	} else if (x->b->kind == BLOCK_HEADING) {
		label = frame_label(x->v, x->b);
		if (label && label->to >= x->b->tokens.n && section_tells(x, label, s->topic))
			frame_claim(x, label, BIND_NAMED, s->topic, FRAME_SECTION);
	} else if (x->b->kind == BLOCK_PARAGRAPH && x->b->tokens.n <= 8) {
		/* A bare list without bullets. */
		label = frame_label(x->v, x->b);
		if (label && label->to >= x->b->tokens.n && name_known(&label->name))
			frame_claim(x, label, BIND_NAMED, s->topic, FRAME_LIST);
	}
}

/* "Relay: Artsy": the label is a technology, or the text behind a company's
 * label names only technologies. */
static void
by_labels(struct context *x)
{
	const struct scope *s = scope_of(x);
	size_t n;

	if (s->from != SCOPE_LABEL || !s->adopter || s->adopter_block != x->b || x->b->kind != BLOCK_ITEM)
		return;
	whole_block(x);
	const struct mention *m = block_mentions(x->b, s->adopter->to, x->to, &n);
	for (size_t i = 0; i < n; i++) {
		if (m[i].name.tech < 0 || !name_can_be_used(x->v, &m[i]))
			continue;
		/* Nothing but the name and marks between label and technology. */
		bool bare = true;
		for (uint32_t k = s->adopter->to; k < m[i].from && bare; k++) {
			bool inside = false;
			for (size_t j = 0; j < i; j++)
				inside |= k >= m[j].from && k < m[j].to;
			bare = inside || (x->b->tokens.at[k].flags & TOKEN_MARK) || (frame_classes(x->v, x->b, k) & x->c.join);
		}
		if (bare)
			frame_claim(x, s->adopter, BIND_LABEL, &m[i], FRAME_LABEL);
	}
}

static bool
header_is(const struct context *x, const struct block *b, const char *class)
{
	struct arena *scratch = x->a->arena;
	struct tokens t = tokens_of(b->header, scratch);
	const uint32_t *values;
	size_t n;
	classes want = vocabulary_class(x->v, class);

	for (size_t i = 0; i < t.n; i++)
		if (phrases_longest(x->v->frames, &t, i, t.n, &values, &n))
			for (size_t k = 0; k < n; k++)
				if (want >> values[k] & 1)
					return true;
	return false;
}

/* A row of a table: the cell under "Company" with the technologies of the
 * cells under "Technology", or with the page's topic. */
static void
by_tables(struct context *x)
{
	const struct block *all = x->a->block;
	const struct mention *adopter = NULL;
	size_t from = x->block, to = x->block;

	if (x->b->kind != BLOCK_CELL || str_eq(x->b->header, STR("th")))
		return;
	if (!header_is(x, x->b, "HEADER_ADOPTER") || x->b->n_mentions == 0)
		return;
	for (size_t k = 0; k < x->b->n_mentions && !adopter; k++)
		if (name_can_adopt(x->v, &x->b->mention[k]))
			adopter = &x->b->mention[k];
	if (!adopter)
		return;
	while (from > 0 && all[from - 1].kind == BLOCK_CELL && all[from - 1].group == x->b->group && all[from - 1].row == x->b->row)
		from--;
	while (to + 1 < x->a->n_blocks && all[to + 1].kind == BLOCK_CELL && all[to + 1].group == x->b->group &&
	    all[to + 1].row == x->b->row)
		to++;
	bool any = false;
	whole_block(x);
	for (size_t i = from; i <= to; i++) {
		if (i == x->block || !header_is(x, &all[i], "HEADER_TECHNOLOGY"))
			continue;
		for (size_t k = 0; k < all[i].n_mentions; k++)
			if (name_can_be_used(x->v, &all[i].mention[k])) {
				frame_claim(x, adopter, BIND_CELL, &all[i].mention[k], FRAME_TABLE);
				any = true;
			}
	}
	if (!any && scope_of(x)->topic)
		frame_claim(x, adopter, BIND_CELL, scope_of(x)->topic, FRAME_TABLE);
}

/* ---- an article -------------------------------------------------------- */

/* The first name of the sentence that can be its subject. */
static void
note_subject(struct context *x)
{
	for (size_t i = 0; i < x->n_items; i++) {
		const struct item *it = &x->item[i];
		if (!(it->flags & ITEM_ADOPTER) || (it->flags & ITEM_PRONOUN))
			continue;
		const struct mention *m = &x->b->mention[it->first];
		bool first = m->from <= x->from + 2;
		if (m->name.org >= 0 || (m->flags & NAME_COMPOUND) || (first && (m->name.tech >= 0 || m->count >= 2))) {
			x->subject = m;
			return;
		}
	}
}

static void
note_misses(struct context *x, size_t before)
{
	size_t n;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n), *who = NULL, *what = NULL;

	if (x->out->n > before)
		return;
	for (size_t i = 0; i < n; i++) {
		if (!who && m[i].name.org >= 0 && name_can_adopt(x->v, &m[i]))
			who = &m[i];
		if (!what && m[i].name.tech >= 0 && name_can_be_used(x->v, &m[i]) && &m[i] != who)
			what = &m[i];
	}
	if (!who || !what || same_name(&who->name, &what->name))
		return;
	const char *reason = (x->all & x->c.neg) ? "negated" : (x->all & x->c.cond) ? "conditional" :
	    (x->all & x->c.modal) ? "not asserted" : ends_with_question(x) ? "question" : "no rule binds the two";
	x->misses->at = xgrow(x->misses->at, &x->misses->cap, x->misses->n + 1, sizeof *x->misses->at);
	x->misses->at[x->misses->n++] = (struct miss){ who->name, what->name, x->block,
	    x->b->tokens.at[x->from].start, x->b->tokens.at[x->to - 1].end, reason };
}

static void
read_sentence(struct context *x, const struct sentence *s)
{
	size_t n, before = x->out->n;

	x->from = s->from;
	x->to = s->to;
	block_mentions(x->b, s->from, s->to, &n);
	if (n == 0)
		return;
	make_items(x);
	bool technology = false;
	for (size_t i = 0; i < x->n_items && !technology; i++)
		technology = x->item[i].flags & ITEM_TECHNOLOGY;
	x->first = x->out->n;
	if (technology) {
		by_rules(x);
		by_place(x);
		note_other_rules(x);
		note_misses(x, before);
	}
	note_subject(x);
}

static void
set_classes(struct context *x)
{
	const struct vocabulary *v = x->v;

	x->c.neg = vocabulary_class(v, "NOT");
	x->c.modal = vocabulary_class(v, "MODAL");
	x->c.cond = vocabulary_class(v, "IF");
	x->c.advice = vocabulary_class(v, "YOU");
	x->c.hearsay = vocabulary_class(v, "OTHERS");
	x->c.past = vocabulary_class(v, "PAST");
	x->c.we = vocabulary_class(v, "WE");
	x->c.they = vocabulary_class(v, "THEY");
	x->c.it = vocabulary_class(v, "IT");
	x->c.ours = vocabulary_class(v, "OURS");
	x->c.company = vocabulary_class(v, "COMPANY");
	x->c.brk = vocabulary_class(v, "BREAK");
	x->c.join = vocabulary_class(v, "JOIN");
	x->c.poss = vocabulary_class(v, "POSSESSIVE");
	x->c.quote = vocabulary_class(v, "SAID");
	x->c.filler = vocabulary_class(v, "FILLER");
	x->c.use = vocabulary_class(v, "USE");
	x->c.built = vocabulary_class(v, "BUILT");
	x->c.adopt = vocabulary_class(v, "ADOPT");
	x->c.moveto = vocabulary_class(v, "MOVETO");
	x->c.code = vocabulary_class(v, "CODE");
	x->c.indefinite = vocabulary_class(v, "INDEFINITE");
	x->c.respectively = vocabulary_class(v, "RESPECTIVELY");
	x->c.object = vocabulary_class(v, "OBJECT");
	x->c.oblique = vocabulary_class(v, "OBLIQUE");
	x->c.tech_prep = vocabulary_class(v, "TECH_PREP");
}

void
claims_find(const struct article *a, const struct frame *f, const struct vocabulary *v,
    struct candidates *out, struct misses *misses)
{
	struct context *x = xcalloc(1, sizeof *x);
	uint32_t section = 0;

	*x = (struct context){ .a = a, .f = f, .v = v, .out = out, .misses = misses,
	    .purposes = purpose_reader(a, v) };
	set_classes(x);
	out->n = misses->n = 0;
	for (size_t i = 0; i < a->n_blocks; i++) {
		x->b = &a->block[i];
		x->block = (uint32_t)i;
		if (x->b->kind == BLOCK_CODE || x->b->of_page)
			continue;
		if (x->b->kind == BLOCK_HEADING || x->b->parent != section || x->b->kind == BLOCK_ITEM)
			x->subject = NULL;
		section = x->b->kind == BLOCK_HEADING ? x->b->no : x->b->parent;
		for (size_t k = 0; k < x->b->n_sentences; k++)
			read_sentence(x, &x->b->sentence[k]);
		by_lists(x);
		by_labels(x);
		by_tables(x);
	}
	free(x);
}
