#include "clue_fit.h"

#include <lbfgs.h>
#include <math.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "corpus.h"
#include "file.h"

void
clue_samples_add(struct clue_samples *s, struct clue_sample one)
{
	s->at = xgrow(s->at, &s->cap, s->n + 1, sizeof *s->at);
	s->at[s->n++] = one;
}

/* A clue has the key 1 and its number, and where the condition holds a second one. */
static size_t
keys_of(const struct clue_sample *s, uint32_t key[2 * MAX_CLUES])
{
	size_t n = 0;

	for (uint32_t k = 0; k < MAX_CLUES; k++)
		if (s->clues >> k & 1) {
			key[n++] = k + 1;
			if (s->condition)
				key[n++] = MAX_CLUES + k + 1;
		}
	return n;
}

struct clue_weights
clue_fit(const struct clue_samples *all, int fold, const struct logit_options *options)
{
	struct clue_weights w = { { 0 }, { 0 } };
	struct logit_sample *s = xcalloc(all->n + 1, sizeof *s);
	uint32_t (*key)[2 * MAX_CLUES] = xcalloc(all->n + 1, sizeof *key);
	size_t n = 0;
	struct logit m;

	for (size_t i = 0; i < all->n; i++) {
		const struct clue_sample *one = &all->at[i];
		if ((int)(one->text % FOLDS) == fold)
			continue;
		size_t n_keys = keys_of(one, key[n]);
		s[n] = (struct logit_sample){ { key[n] }, { n_keys }, one->right, one->weight, one->text };
		n++;
	}
	logit_fit(&m, s, n, options);
	w.of[0] = (int)lround(m.constant * 100);
	for (size_t i = 0; i < m.n; i++) {
		uint32_t k = m.key[i] - 1;
		*(k < MAX_CLUES ? &w.of[k] : &w.more[k - MAX_CLUES]) += (int)lround(m.weight[i] * 100);
	}
	logit_release(&m);
	free(key);
	free(s);
	return w;
}

/* ---- one of a text's names, or none ------------------------------------ */

struct choice { const struct clue_samples *s; int fold; double l2; };

/* The keys' weights sum up to the log of the odds. */
static double
odds_of(const lbfgsfloatval_t *weight, const uint32_t *key, size_t n)
{
	double z = 0;

	for (size_t k = 0; k < n; k++)
		z += weight[key[k] - 1];
	return z;
}

/* Adds the loss of the samples [from, to), of one text, and its gradient. */
static double
loss_of_text(const struct clue_sample *s, size_t from, size_t to, const lbfgsfloatval_t *weight, lbfgsfloatval_t *gradient)
{
	uint32_t key[2 * MAX_CLUES];
	double all = 1, right = 0;
	bool any = false;

	for (size_t i = from; i < to; i++) {
		double e = exp(odds_of(weight, key, keys_of(&s[i], key)));
		all += e;
		right += s[i].right ? e : 0;
		any |= s[i].right;
	}
	right = any ? right : 1;
	for (size_t i = from; i < to; i++) {
		size_t n = keys_of(&s[i], key);
		double e = exp(odds_of(weight, key, n)), g = s[i].weight * (e / all - (s[i].right ? e / right : 0));
		for (size_t k = 0; k < n; k++)
			gradient[key[k] - 1] += g;
	}
	return s[from].weight * (log(all) - log(right));
}

static lbfgsfloatval_t
loss_of_choices(void *ctx, const lbfgsfloatval_t *weight, lbfgsfloatval_t *gradient, const int n, const lbfgsfloatval_t step)
{
	const struct choice *c = ctx;
	double sum = 0;

	(void)step;
	for (int i = 0; i < n; i++) {
		sum += c->l2 / 2 * weight[i] * weight[i];
		gradient[i] = c->l2 * weight[i];
	}
	for (size_t i = 0, j; i < c->s->n; i = j) {
		for (j = i + 1; j < c->s->n && c->s->at[j].text == c->s->at[i].text; j++)
			;
		if ((int)(c->s->at[i].text % FOLDS) != c->fold)
			sum += loss_of_text(c->s->at, i, j, weight, gradient);
	}
	return sum;
}

struct clue_weights
clue_choice_fit(const struct clue_samples *s, int fold, const struct logit_options *options)
{
	struct clue_weights w = { { 0 }, { 0 } };
	struct choice c = { s, fold, options->l2 };
	lbfgs_parameter_t parameters;
	lbfgsfloatval_t *weight = lbfgs_malloc(2 * MAX_CLUES);

	if (!weight)
		abort();        /* out of memory, as xalloc.h */
	for (int i = 0; i < 2 * MAX_CLUES; i++)
		weight[i] = 0;
	lbfgs_parameter_init(&parameters);
	parameters.max_iterations = options->iterations;
	/* What it returns tells only why it stopped: what was reached is taken. */
	lbfgs(2 * MAX_CLUES, weight, NULL, loss_of_choices, NULL, &c, &parameters);
	for (int i = 0; i < MAX_CLUES; i++) {
		w.of[i] = (int)lround(weight[i] * 100);
		w.more[i] = (int)lround(weight[MAX_CLUES + i] * 100);
	}
	lbfgs_free(weight);
	return w;
}

bool
clue_weights_write(const struct clue_weights *w, const struct clue_set *set, const char *dir, struct err *e)
{
	struct buf b = { 0 };

	buf_addf(&b, "clue,weight,%s\n", set->condition);
	for (int i = 0; i < set->n; i++)
		buf_addf(&b, "%s,%d,%d\n", set->name[i], w->of[i], w->more[i]);
	return file_write(dir, set->file, &b, e);
}
