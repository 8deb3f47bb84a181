/* Candidates of a sentence: what those of the sentence, and those of a pair, have in common is found once. */
#include "context.h"

#include "../common/xalloc.h"

/* The item that stands for an adopter who is not named: we, they, the company. */
static int
item_of_pronoun(const struct context *x, enum binding binding, int technology)
{
	classes want = binding == BIND_WE ? x->c.we | x->c.ours : binding == BIND_PRONOUN ?
	    x->c.they | x->c.it | x->c.company | x->c.ours : 0;
	int found = -1;

	for (int i = 0; i < (int)x->n_items; i++)
		if ((x->item[i].classes & want) && (found < 0 || i < technology))
			found = i;
	return found;
}

/* What stands for a technology that is not named: it, the framework. */
static int
item_of_topic(const struct context *x)
{
	for (int i = 0; i < (int)x->n_items; i++)
		if (x->item[i].classes & (x->c.it | x->c.tool))
			return i;
	return -1;
}

static void
set_relation(const struct context *x, struct candidate *c, const struct mention *adopter, const struct mention *technology)
{
	int t = item_of(x, technology), a = item_of(x, adopter);

	if (a < 0)
		a = item_of_pronoun(x, c->binding, t);
	if (t < 0)
		t = item_of_topic(x);
	if (t >= 0 || a >= 0)
		relation_of(&c->relation, x->item, x->signs, (int)x->n_items, a == t ? -1 : a, t);
}

/* The wording of M, or where the sentence does not name it, of whom BINDING found:
 * made once for all candidates that have it. */
static uint32_t
wording_of(struct context *x, enum wording_kind kind, const struct mention *m, enum binding binding)
{
	bool here = item_of(x, m) >= 0;
	size_t i = here ? (size_t)(m - x->mention) : 0;

	/* All forms of a name in the sentence have one. */
	for (size_t k = 0; here && k < i; k++)
		if (same_name(&x->mention[k].name, &m->name)) {
			i = k;
			break;
		}
	uint32_t *known = here ? &x->wording[kind][i] : &x->absent[kind][binding];
	if (*known == WORDING_NONE && here)
		*known = wording_of_name(x->words, kind, &x->mention[i]);
	else if (*known == WORDING_NONE) {
		int pronoun = kind == WORDING_ADOPTER ? item_of_pronoun(x, binding, 0) : item_of_topic(x);
		*known = wording_of_absent(x->words, kind, pronoun < 0 ? -1 : (int64_t)x->item[pronoun].from, binding);
	}
	return *known;
}

/* What all candidates of the sentence have in common. */
static void
fill_blank(struct context *x)
{
	const struct token *t = x->b->tokens.at;
	struct candidate *c = &x->blank;

	for (size_t i = 0; i < x->n_items; i++)
		x->signs[i] = relation_signs_of(x->v, &x->item[i], x->b->text, &x->b->tokens);
	*c = (struct candidate){ .block = x->block, .block_to = x->block, .start = t[x->from].start, .end = t[x->to - 1].end,
	    .from = x->from, .to = x->to };
	c->relation.at[PLACE_sentence_before] = x->before;
	c->relation.at[PLACE_sentence_after] = x->after;
	c->relation.at[PLACE_heading] = x->heading;
	terms_of_sentence(x, c);
	terms_of_setting(x, c);
	memset(x->wording, 0xff, sizeof x->wording);
	memset(x->absent, 0xff, sizeof x->absent);
	wording_sentence(x->words, x->b, x->from, x->to);
	x->ready = true;
}

/* What the candidates of the pair have in common, whatever their status. */
static void
fill_pair(struct context *x)
{
	const struct mention *adopter = x->pair.adopter, *technology = x->pair.technology;
	struct candidate *c = &x->pair.candidate;

	if (!x->ready)
		fill_blank(x);
	*c = x->blank;
	c->adopter = adopter->name;
	if (adopter->name.org < 0 && (adopter->flags & NAME_TECH_AMBIGUOUS) && !(adopter->flags & NAME_EVIDENCE))
		c->adopter.tech = -1;   /* the word, not the technology */
	c->technology = technology->name;
	c->binding = x->pair.binding;
	c->path = str_of(x->pair.path);
	c->adopter_mention = adopter;
	c->technology_mention = technology;
	terms_of_adopter(x, c, adopter);
	terms_of_technology(x, c, technology, x->pair.listed);
	terms_of_pair(x, c, adopter, technology);
	terms_of_names(x, c, adopter, technology);
	set_relation(x, c, adopter, technology);
	c->wording[WORDING_TECHNOLOGY] = wording_of(x, WORDING_TECHNOLOGY, technology, BIND_NAMED);
	c->wording[WORDING_ADOPTER] = wording_of(x, WORDING_ADOPTER, adopter, c->binding);
	x->pair.ready = true;
}

/* Makes the pair the one in work; looks for what was told of it. */
static void
take_pair(struct context *x, const struct who *who, const struct mention *adopter, const struct mention *technology,
    size_t listed)
{
	struct pair *p = &x->pair;

	if (p->adopter == adopter && p->technology == technology && p->binding == who->binding && p->path == who->path &&
	    p->listed == listed)
		return;
	p->adopter = adopter;
	p->technology = technology;
	p->binding = who->binding;
	p->path = who->path;
	p->listed = listed;
	p->ready = false;
	for (int s = 0; s < N_STATUS; s++)
		p->at[s] = SIZE_MAX;
	for (size_t i = x->out->n; i-- > x->first;) {
		const struct told *t = &x->told[i - x->first];
		if (same_name(&t->adopter, &adopter->name) && same_name(&t->technology, &technology->name))
			p->at[t->status] = i;
	}
}

/* The sentence's candidate for the pair and status, made when it is new. */
struct candidate *
context_add(struct context *x, const struct who *who, const struct mention *adopter, const struct mention *technology,
    size_t listed, enum status status, bool *fresh)
{
	struct candidates *out = x->out;

	*fresh = false;
	if (same_name(&adopter->name, &technology->name))
		return NULL;
	take_pair(x, who, adopter, technology, listed);
	if (x->pair.at[status] != SIZE_MAX)
		return &out->at[x->pair.at[status]];
	if (!x->pair.ready)
		fill_pair(x);
	*fresh = true;
	x->pair.at[status] = out->n;
	out->at = xgrow(out->at, &out->cap, out->n + 1, sizeof *out->at);
	struct candidate *c = &out->at[out->n++];
	*c = x->pair.candidate;
	c->status = status;
	terms_of_status(x, c);
	x->told = xgrow(x->told, &x->told_cap, out->n - x->first, sizeof *x->told);
	x->told[out->n - 1 - x->first] = (struct told){ c->adopter, c->technology, status };
	return c;
}
