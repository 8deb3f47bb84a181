#include "context.h"

/* "we" and "our". */
struct who
who_first_person(const struct context *x)
{
	const struct scope *s = context_scope(x);

	if (s->adopter && (s->from == SCOPE_LABEL || s->topic || x->f->many_adopters || !x->f->has_company))
		return (struct who){ s->adopter, BIND_WE, s->from == SCOPE_LABEL ? "we>label" : "we>heading" };
	if (x->f->has_company)
		return (struct who){ &x->f->company, BIND_WE, "we>company" };
	if (x->subject)
		return (struct who){ x->subject, BIND_WE, "we>subject" };
	return (struct who){ NULL, BIND_WE, "" };
}

struct who
who_third_person(const struct context *x)
{
	const struct scope *s = context_scope(x);

	if (x->subject)
		return (struct who){ x->subject, BIND_PRONOUN, "pronoun>subject" };
	if (s->adopter)
		return (struct who){ s->adopter, BIND_PRONOUN, s->from == SCOPE_LABEL ? "pronoun>label" : "pronoun>heading" };
	if (x->f->has_company)
		return (struct who){ &x->f->company, BIND_PRONOUN, "pronoun>company" };
	return (struct who){ NULL, BIND_PRONOUN, "" };
}

/* No subject in the words: the label, the section, or whose article it is. */
struct who
who_implied(const struct context *x)
{
	const struct scope *s = context_scope(x);

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

struct who
who_pronoun(const struct context *x, const struct item *it)
{
	const struct mention *before = named_before(x, it);

	if (before && !((it->classes & x->c.we) && x->f->has_company && !same_name(&x->f->company.name, &before->name)))
		return (struct who){ before, BIND_PRONOUN, "pronoun>sentence" };
	if ((it->classes & x->c.we) || ((it->classes & x->c.ours) && (it->classes & x->c.quote)))
		return who_first_person(x);
	return who_third_person(x);
}
