/*
 * mutate -- would anybody notice if a rule were gone, or said the opposite?
 *
 * usage: mutate LEXICON THRESHOLD DIR...
 * Every rule is deleted, then inverted (uses becomes formerly_used, anything
 * else becomes uses), then each of its patterns is deleted.  A change is noticed
 * if an example or near miss of claims.rules no longer holds, or the corpora DIR
 * (as for traps) give other counts of right and wrong claims.  Prints what
 * nobody noticed and the shares; exit status 1 if rules fall below 90 %.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../tests/lib/rule_examples.h"
#include "corpus.h"

#define GOAL 0.9

struct lab {
	struct vocabulary *v;
	struct model       m;
	struct examples    examples;
	struct reader      reader;
	struct corpus    **corpus;
	struct tally      *before;      /* by corpus */
	size_t             n;
	double             threshold;
};

struct share { size_t noticed, all; };

static struct tally
count(const struct lab *l, struct corpus *c)
{
	struct tally all = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		text_find(c->text[i], l->v);
		text_tally(c, c->text[i], &l->m, l->threshold, &all, NULL, NULL);
	}
	return all;
}

static bool
examples_hold(struct lab *l)
{
	struct str what;

	for (size_t i = 0; i < l->examples.n; i++)
		if (!example_holds(&l->reader, &l->examples.at[i], &what))
			return false;
	return true;
}

static bool
counts_hold(struct lab *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct tally now = count(l, l->corpus[i]);
		if (now.right != l->before[i].right || now.wrong != l->before[i].wrong)
			return false;
	}
	return true;
}

static void
judge(struct lab *l, struct share *by_examples, struct share *by_any, const char *deed, struct str rule, size_t line)
{
	bool told = !examples_hold(l), any = told || !counts_hold(l);

	by_examples->all++;
	by_any->all++;
	by_examples->noticed += told;
	by_any->noticed += any;
	if (!any)
		printf("unnoticed: %.*s %s", STR_ARG(rule), deed);
	if (!any && line)
		printf(", line %zu", line);
	if (!any)
		putchar('\n');
}

/* All patterns of the rule INDEX, or with INDEX == SIZE_MAX the pattern NO, are gone. */
static void
delete(struct vocabulary *v, const struct rule *all, size_t n, size_t index, size_t no)
{
	v->n_rules = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i].index != index && i != no)
			v->rule[v->n_rules++] = all[i];
}

static void
invert(struct vocabulary *v, size_t index)
{
	for (size_t i = 0; i < v->n_rules; i++) {
		struct rule *r = &v->rule[i];
		if (r->index != index)
			continue;
		r->status = r->status == STATUS_USES ? STATUS_FORMERLY : STATUS_USES;
		r->from_status = r->from_status == STATUS_USES ? STATUS_FORMERLY : STATUS_USES;
	}
}

static void
print_share(const char *what, const struct share *examples, const struct share *any)
{
	printf("%s: %zu of %zu noticed (%.1f %%), by examples alone %zu\n", what, any->noticed, any->all,
	    100.0 * (double)any->noticed / (double)(any->all ? any->all : 1), examples->noticed);
}

static bool
mutate(struct lab *l)
{
	struct vocabulary *v = l->v;
	size_t n = v->n_rules;
	struct rule *all = xcalloc(n, sizeof *all);
	struct share gone[2] = { { 0 } }, turned[2] = { { 0 } }, pattern[2] = { { 0 } };

	memcpy(all, v->rule, n * sizeof *all);
	for (size_t r = 0; r < v->n_rule_names; r++) {
		delete(v, all, n, r, SIZE_MAX);
		judge(l, &gone[0], &gone[1], "deleted", v->rule_name[r], 0);
		delete(v, all, n, SIZE_MAX, SIZE_MAX);
		invert(v, r);
		judge(l, &turned[0], &turned[1], "inverted", v->rule_name[r], 0);
	}
	for (size_t i = 0; i < n; i++) {
		delete(v, all, n, SIZE_MAX, i);
		judge(l, &pattern[0], &pattern[1], "without a pattern", all[i].name, all[i].line);
	}
	delete(v, all, n, SIZE_MAX, SIZE_MAX);
	free(all);
	print_share("rules deleted", &gone[0], &gone[1]);
	print_share("rules inverted", &turned[0], &turned[1]);
	print_share("patterns deleted", &pattern[0], &pattern[1]);
	return (double)(gone[1].noticed + turned[1].noticed) >= GOAL * (double)(gone[1].all + turned[1].all);
}

static bool
prepare(struct lab *l, const char *lexicon, char **dir, size_t n, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/claims.rules", lexicon);
	l->corpus = xcalloc(n, sizeof *l->corpus);
	l->before = xcalloc(n, sizeof *l->before);
	if (!(l->v = vocabulary_load(lexicon, e)) || !model_load(&l->m, lexicon, l->v, e) ||
	    !examples_read(&l->examples, path, l->v, e))
		return false;
	l->reader.v = l->v;
	for (; l->n < n; l->n++) {
		if (!(l->corpus[l->n] = corpus_load(dir[l->n], l->v, e)))
			return false;
		l->before[l->n] = count(l, l->corpus[l->n]);
	}
	return examples_hold(l) || err_set(e, EX_DATAERR, "%s: the examples do not hold even now", path);
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };
	struct lab l = { 0 };

	if (argc < 4 || !str_to_double(str_of(argv[2]), &l.threshold)) {
		fputs("usage: mutate LEXICON THRESHOLD DIR...\n", stderr);
		return EX_USAGE;
	}
	if (prepare(&l, argv[1], argv + 3, (size_t)(argc - 3), &e) && !mutate(&l))
		err_set(&e, EX_RULE, "fewer than %.0f %% of the changed rules were noticed", 100 * GOAL);
	for (size_t i = 0; i < l.n; i++)
		corpus_free(l.corpus[i]);
	free(l.corpus);
	free(l.before);
	reader_release(&l.reader);
	examples_release(&l.examples);
	model_release(&l.m);
	vocabulary_free(l.v);
	return err_report("mutate", &e);
}
