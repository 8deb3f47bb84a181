/*
 * protagonist -- the weights of what tells whose article it is, from articles with a gold.
 *
 * A name is right in an article if at least two of the gold's facts, and a quarter of
 * them, are of that adopter and their sentences do not name it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../stages/extract/protagonist.h"
#include "clue_fit.h"
#include "command.h"
#include "corpus.h"

static const char usage[] =
	"usage: protagonist -l LEXICON [-o OUT] DIR...\n"
	"Fit protagonist.weights, by which extract tells whose article it is, and print how good it is in articles that it was not fitted on.\n"
	"  -l DIR       names, rules\n"
	"  -o DIR       where to write the file (nowhere)\n"
	"  -h, --help   this text\n"
	"  --version    the version\n";

static const struct logit_options options = { .l2 = 2, .texts = 3, .iterations = 200 };

struct one {
	struct standings      all;
	signed char          *label;    /* of each */
	bool                  own_voice, any;   /* any: one of them is right */
	const char           *corpus;
};
struct ones { struct one *at; size_t n, cap; };

/* ---- what is right ----------------------------------------------------- */

/* Does the evidence name the adopter, or hold one of the N forms? */
static bool
is_named(const struct fact *f, const struct str *form, size_t n)
{
	bool named = str_find(f->evidence, f->adopter, 0) >= 0;

	for (size_t i = 0; i < n; i++)
		named |= str_find(f->evidence, form[i], 0) >= 0;
	return named;
}

/* Is the fact about one of the N names? */
static bool
is_about(const struct corpus *c, const struct fact *f, const struct str *name, size_t n)
{
	struct buf own = { 0 }, other = { 0 };
	bool is = false;

	aliases_fold(&c->gold.aliases, &other, f->adopter);
	for (size_t i = 0; i < n && !is; i++) {
		buf_reset(&own);
		aliases_fold(&c->gold.aliases, &own, name[i]);
		is = str_eq(buf_str(&own), buf_str(&other));
	}
	buf_release(&own);
	buf_release(&other);
	return is;
}

static signed char
label_of(const struct corpus *c, const struct text *t, const struct standing *name)
{
	struct str known[MAX_FORMS], form[MAX_FORMS];
	size_t n = name_forms(&t->a, adopter_name(c->v, &name->m.name), known), m = name_forms(&t->a, name->m.name.text, form);
	size_t facts = 0, theirs = 0, unnamed = 0;

	for (size_t i = 0; i < c->gold.n; i++) {
		const struct fact *f = &c->gold.at[i];
		if (!str_eq(f->source, t->a.source))
			continue;
		facts++;
		if (!is_about(c, f, known, n))
			continue;
		theirs++;
		unnamed += !is_named(f, form, m);
	}
	if (unnamed >= 2 && unnamed * 4 >= facts)
		return LABEL_RIGHT;
	return theirs ? LABEL_SKIPPED : LABEL_WRONG;
}

/* ---- samples ----------------------------------------------------------- */

static struct one
read_text(const struct corpus *c, const struct text *t)
{
	struct one out = { .all = protagonist_standings(&t->a, c->v, t->f), .own_voice = t->f->own_voice, .corpus = c->name };

	out.label = xcalloc(out.all.n + 1, sizeof *out.label);
	for (size_t i = 0; i < out.all.n; i++) {
		out.label[i] = label_of(c, t, &out.all.at[i]);
		out.any |= out.label[i] == LABEL_RIGHT;
	}
	return out;
}

/* Of all texts. */
static struct clue_samples
samples_of(const struct ones *all)
{
	struct clue_samples s = { 0 };

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->at[i].all.n; k++) {
			const struct one *o = &all->at[i];
			if (o->label[k] != LABEL_SKIPPED)
				clue_samples_add(&s, (struct clue_sample){ o->all.at[k].clues, o->own_voice, o->label[k] == LABEL_RIGHT, i, 1 });
		}
	return s;
}

/* ---- figures ----------------------------------------------------------- */

struct figures { size_t texts, first, guessed, others, taken, wrong; };

static void
judge(struct figures *f, const struct one *o, const struct clue_weights *w)
{
	double *p = xcalloc(o->all.n + 1, sizeof *p), right = 0;
	size_t best = 0, above = 0;

	protagonist_probabilities(w, &o->all, o->own_voice, p);
	for (size_t i = 0; i < o->all.n; i++) {
		best = p[i] > p[best] ? i : best;
		right = o->label[i] == LABEL_RIGHT && p[i] > right ? p[i] : right;
	}
	for (size_t i = 0; i < o->all.n; i++)
		above += p[i] > right;
	f->texts += o->any;
	f->others += !o->any;
	f->first += o->any && above == 0;
	f->guessed += o->any && above < MAX_GUESSES;
	if (p[best] >= COMPANY_FROM) {
		f->taken++;
		f->wrong += o->label[best] == LABEL_WRONG;
	}
	free(p);
}

static void
print_figures(const char *name, const struct figures *f)
{
	printf("%-14s of %4zu texts first %4zu (%.2f), among %d guesses %4zu (%.2f); of %4zu with or without one taken %4zu, wrong %4zu\n", name,
	    f->texts, f->first, f->texts ? (double)f->first / (double)f->texts : 0, MAX_GUESSES, f->guessed,
	    f->texts ? (double)f->guessed / (double)f->texts : 0, f->texts + f->others, f->taken, f->wrong);
}

static void
cross(const struct ones *all, const struct clue_samples *s)
{
	struct figures sum = { 0 }, one = { 0 };
	struct clue_weights w[FOLDS];

	for (int fold = 0; fold < FOLDS; fold++)
		w[fold] = clue_choice_fit(s, fold, &options);
	for (size_t i = 0; i < all->n; i++) {
		judge(&sum, &all->at[i], &w[i % FOLDS]);
		judge(&one, &all->at[i], &w[i % FOLDS]);
		if (i + 1 == all->n || strcmp(all->at[i].corpus, all->at[i + 1].corpus) != 0) {
			print_figures(all->at[i].corpus, &one);
			one = (struct figures){ 0 };
		}
	}
	print_figures("all", &sum);
}

/* ---- command line ------------------------------------------------------ */

static bool
run(const struct fit_command *f, struct err *e)
{
	struct vocabulary *v = vocabulary_load(f->lexicon, e);
	struct corpus **c = xcalloc(f->n + 1, sizeof *c);
	struct ones all = { 0 };
	bool ok = v != NULL;

	for (size_t i = 0; i < f->n && ok; i++) {
		ok = (c[i] = corpus_load(f->dir[i], v, NULL, e)) != NULL;
		for (size_t k = 0; ok && k < c[i]->n; k++) {
			all.at = xgrow(all.at, &all.cap, all.n + 1, sizeof *all.at);
			all.at[all.n++] = read_text(c[i], c[i]->text[k]);
		}
	}
	if (ok) {
		struct clue_samples s = samples_of(&all);
		cross(&all, &s);
		struct clue_weights w = clue_choice_fit(&s, -1, &options);
		ok = !f->out || clue_weights_write(&w, &protagonist_clues, f->out, e);
		free(s.at);
	}
	for (size_t i = 0; i < all.n; i++)
		free(all.at[i].label);
	free(all.at);
	for (size_t i = 0; i < f->n; i++)
		corpus_free(c[i]);
	free(c);
	vocabulary_free(v);
	return ok;
}

int
main(int argc, char **argv)
{
	return fit_command("protagonist", usage, false, argc, argv, run);
}
