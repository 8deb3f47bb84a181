/*
 * typing -- the weights of what tells whether a name of no table is a technology's.
 *
 * They are learned from articles read by a lexicon that lacks many names: what the whole
 * one, or the article's gold, has as a technology is right, any other name wrong.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../stages/extract/typing.h"
#include "clue_fit.h"
#include "command.h"
#include "corpus.h"

static const char usage[] =
	"usage: typing -l LEXICON -t THIN [-o OUT] DIR...\n"
	"Fit typing.weights, by which extract tells whether a name of no table is a technology's, and print how good it is in\n"
	"articles that it was not fitted on.\n"
	"  -l DIR       names\n"
	"  -t DIR       the same with fewer names; rules\n"
	"  -o DIR       where to write the file (nowhere)\n"
	"  -h, --help   this text\n"
	"  --version    the version\n";

static const struct logit_options options = { .l2 = 2, .texts = 3, .iterations = 200 };

/* ---- what is right ----------------------------------------------------- */

/* What the whole lexicon has NAME as; LABEL_SKIPPED where that depends on its sense. */
static signed char
known_as(const struct vocabulary *whole, const struct typed_name *name, struct arena *scratch)
{
	struct tokens t = tokens_of(name->text, scratch);
	const uint32_t *values;
	size_t n;
	signed char label = LABEL_NONE;

	if (!t.n || phrases_longest(whole->names, &t, 0, t.n, &values, &n) != t.n)
		return LABEL_NONE;
	for (size_t i = 0; i < n; i++) {
		const struct form_ref *r = &whole->form[values[i]];
		bool tool = r->table == LEXICON_TECHNOLOGIES;
		if (vocabulary_form(whole, r)->ambiguous || (label != LABEL_NONE && (label == LABEL_RIGHT) != tool))
			return LABEL_SKIPPED;
		label = tool ? LABEL_RIGHT : LABEL_WRONG;
	}
	return label;
}

static signed char
label_of(const struct corpus *c, const struct text *t, const struct typed_name *name, const struct vocabulary *whole, struct arena *scratch)
{
	struct buf own = { 0 }, other = { 0 };
	bool used = false, uses = false;

	aliases_fold(&c->gold.aliases, &own, name->text);
	for (size_t i = 0; i < c->gold.n; i++) {
		const struct fact *f = &c->gold.at[i];
		if (!str_eq(f->source, t->a.source))
			continue;
		buf_reset(&other);
		aliases_fold(&c->gold.aliases, &other, f->technology);
		used |= str_eq(buf_str(&own), buf_str(&other));
		buf_reset(&other);
		aliases_fold(&c->gold.aliases, &other, f->adopter);
		uses |= str_eq(buf_str(&own), buf_str(&other));
	}
	buf_release(&own);
	buf_release(&other);
	if (used || uses)
		return used && uses ? LABEL_SKIPPED : used ? LABEL_RIGHT : LABEL_WRONG;
	signed char label = known_as(whole, name, scratch);
	return label == LABEL_NONE ? LABEL_WRONG : label;
}

static void
read_corpus(struct clue_samples *s, const struct corpus *c, const struct vocabulary *whole, size_t *texts)
{
	struct arena scratch = { 0 };

	for (size_t k = 0; k < c->n; k++, ++*texts)
		for (size_t i = 0; i < c->text[k]->a.typed->n; i++) {
			const struct typed_name *name = &c->text[k]->a.typed->at[i];
			signed char label = label_of(c, c->text[k], name, whole, &scratch);
			arena_reset(&scratch);
			if (label != LABEL_SKIPPED)
				clue_samples_add(s, (struct clue_sample){ name->clues, name->small, label == LABEL_RIGHT, *texts, 1 });
		}
	arena_free(&scratch);
}

/* ---- figures ----------------------------------------------------------- */

static void
cross(const struct clue_samples *s)
{
	struct clue_weights w[FOLDS];

	for (int fold = 0; fold < FOLDS; fold++)
		w[fold] = clue_fit(s, fold, &options);
	for (int small = 0; small < 2; small++)
		for (int step = -2; step <= 2; step++) {
			double from = (small ? SMALL_FROM : TOOL_FROM) + step * 0.5;
			size_t right = 0, taken = 0, all = 0, names = 0;
			for (size_t i = 0; i < s->n; i++) {
				const struct clue_sample *one = &s->at[i];
				if (one->condition != (small != 0))
					continue;
				bool above = clues_sum(&w[one->text % FOLDS], one->clues, one->condition) >= from;
				names++;
				all += one->right;
				taken += above;
				right += above && one->right;
			}
			printf("%s names from %5.2f: of %zu, %zu of technologies, %zu taken, %zu rightly: precision %.3f, recall %.3f\n",
			    small ? "small  " : "capital", from, names, all, taken, right, taken ? (double)right / (double)taken : 0,
			    all ? (double)right / (double)all : 0);
		}
}

/* ---- command line ------------------------------------------------------ */

static bool
run(const struct fit_command *f, struct err *e)
{
	struct vocabulary *whole = vocabulary_load(f->lexicon, e), *v = whole ? vocabulary_load(f->thin, e) : NULL;
	struct clue_samples s = { 0 };
	size_t texts = 0;
	bool ok = v != NULL;

	for (size_t i = 0; i < f->n && ok; i++) {
		struct corpus *c = corpus_load(f->dir[i], v, NULL, e);
		if ((ok = c != NULL))
			read_corpus(&s, c, whole, &texts);
		corpus_free(c);
	}
	if (ok) {
		cross(&s);
		struct clue_weights w = clue_fit(&s, -1, &options);
		ok = !f->out || clue_weights_write(&w, &typing_clues, f->out, e);
	}
	free(s.at);
	vocabulary_free(v);
	vocabulary_free(whole);
	return ok;
}

int
main(int argc, char **argv)
{
	return fit_command("typing", usage, true, argc, argv, run);
}
