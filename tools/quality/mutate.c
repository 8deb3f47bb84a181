/*
 * mutate -- would the tests notice if a rule were gone, or said something else?
 *
 * usage: mutate LEXICON
 * Changes claims.rules in one place at a time:
 *   deleted   a rule is gone
 *   inverted  what it says of use it says of a use that ended, and anything else of use
 *   pattern   one of its patterns is gone
 *   loosened  an element of a pattern asks for less: any word does for the class,
 *             the gap passes over anything, the end of the sentence or the
 *             possessive is not asked for
 * A change is noticed if an example or near miss of claims.rules no longer holds,
 * for then t_extract_rules fails.  Prints what nobody noticed and the share of
 * each kind; exit status 1 if one is below 90 %.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../tests/lib/rule_examples.h"

#define GOAL 0.9

struct lab {
	struct vocabulary *v;
	struct examples    examples;
	struct reader      reader;
	struct rule       *rule;        /* as they were */
	size_t             n;
};

struct share { size_t noticed, all; };

static bool
examples_hold(struct lab *l)
{
	struct str what;

	for (size_t i = 0; i < l->examples.n; i++)
		if (!example_holds(&l->reader, &l->examples.at[i], &what))
			return false;
	return true;
}

/* Counts whether the change is noticed, and undoes it. */
static void
judge(struct lab *l, struct share *share, const char *deed, const struct rule *rule, size_t element)
{
	bool told = !examples_hold(l);

	share->all++;
	share->noticed += told;
	if (!told)
		printf("unnoticed: %.*s, line %zu, %s", STR_ARG(rule->name), rule->line, deed);
	if (!told && element != SIZE_MAX)
		printf(" in its element %zu", element + 1);
	if (!told)
		putchar('\n');
	memcpy(l->v->rule, l->rule, l->n * sizeof *l->rule);
	l->v->n_rules = l->n;
}

/* The N patterns from the one at FROM on are gone. */
static void
delete(struct lab *l, size_t from, size_t n)
{
	memmove(l->v->rule + from, l->v->rule + from + n, (l->n - from - n) * sizeof *l->rule);
	l->v->n_rules = l->n - n;
}

static enum status
opposite(enum status s)
{
	return s == STATUS_USES ? STATUS_FORMERLY : STATUS_USES;
}

static void
invert(struct lab *l, size_t from, size_t n)
{
	for (struct rule *r = l->v->rule + from; r < l->v->rule + from + n; r++) {
		r->status = opposite(r->status);
		r->from_status = opposite(r->from_status);
	}
}

/* Element NO of R asks for less; false if it asks for nothing that could be left out. */
static bool
loosen(struct rule *r, size_t no)
{
	struct element *e = &r->element[no];

	switch (e->kind) {
	case ELEMENT_CLASS:
		*e = (struct element){ .kind = ELEMENT_GAP, .width = 1 };
		r->needs = 0;
		return true;
	case ELEMENT_GAP:
		if (!e->strict && !e->never)
			return false;
		e->strict = false;
		e->never = 0;
		return true;
	case ELEMENT_START:
	case ELEMENT_END:
		*e = (struct element){ .kind = ELEMENT_GAP };
		return true;
	default:
		if (!e->possessive)
			return false;
		e->possessive = false;
		return true;
	}
}

static bool
print_share(const char *what, const struct share *s)
{
	printf("%s: %zu of %zu noticed (%.1f %%)\n", what, s->noticed, s->all, 100.0 * (double)s->noticed / (double)(s->all ? s->all : 1));
	return (double)s->noticed >= GOAL * (double)s->all;
}

static bool
mutate(struct lab *l)
{
	struct share deleted = { 0 }, inverted = { 0 }, pattern = { 0 }, loosened = { 0 };

	for (size_t i = 0, n; i < l->n; i += n) {
		const struct rule *r = &l->rule[i];
		for (n = 1; i + n < l->n && r[n].index == r->index; n++)
			;
		delete(l, i, n);
		judge(l, &deleted, "deleted", r, SIZE_MAX);
		invert(l, i, n);
		judge(l, &inverted, "inverted", r, SIZE_MAX);
	}
	for (size_t i = 0; i < l->n; i++) {
		const struct rule *r = &l->rule[i];
		delete(l, i, 1);
		judge(l, &pattern, "deleted", r, SIZE_MAX);
		for (size_t k = 0; k < r->n; k++)
			if (loosen(&l->v->rule[i], k))
				judge(l, &loosened, "loosened", r, k);
	}
	/* All four are told, whichever is too low. */
	return print_share("rules deleted", &deleted) & print_share("rules inverted", &inverted) &
	    print_share("patterns deleted", &pattern) & print_share("patterns loosened", &loosened);
}

static bool
prepare(struct lab *l, const char *lexicon, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/claims.rules", lexicon);
	if (!(l->v = vocabulary_load(lexicon, e)) || !examples_read(&l->examples, path, l->v, e))
		return false;
	l->reader.v = l->v;
	l->n = l->v->n_rules;
	l->rule = xcalloc(l->n + 1, sizeof *l->rule);
	memcpy(l->rule, l->v->rule, l->n * sizeof *l->rule);
	return examples_hold(l) || err_set(e, EX_DATAERR, "%s: the examples do not hold even now", path);
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };
	struct lab l = { 0 };

	if (argc != 2) {
		fputs("usage: mutate LEXICON\n", stderr);
		return EX_USAGE;
	}
	if (prepare(&l, argv[1], &e) && !mutate(&l))
		err_set(&e, EX_RULE, "fewer than %.0f %% of the changes were noticed", 100 * GOAL);
	free(l.rule);
	reader_release(&l.reader);
	examples_release(&l.examples);
	vocabulary_free(l.v);
	return err_report("mutate", &e);
}
