#include "logit.h"

#include <lbfgs.h>
#include <math.h>
#include <stdlib.h>

#include "../../stages/common/map.h"
#include "../../stages/common/xalloc.h"

/* The features met, by number. */
struct features {
	struct map index;       /* from the bytes of a key */
	struct feature { uint32_t key, texts, number; size_t last; } *at;
	size_t cap;
};

static struct str
bytes_of(const uint32_t *key)
{
	return (struct str){ (const char *)key, sizeof *key };
}

static struct feature *
feature_of(struct features *f, const uint32_t *key)
{
	uint32_t no = map_get(&f->index, bytes_of(key));

	if (no == MAP_NONE) {
		no = (uint32_t)f->index.n;
		map_put(&f->index, bytes_of(key), no);
		f->at = xgrow(f->at, &f->cap, f->index.n, sizeof *f->at);
		f->at[no] = (struct feature){ .key = *key };
	}
	return &f->at[no];
}

static void
count_texts(struct features *f, const struct logit_sample *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (int list = 0; list < 2; list++)
			for (size_t k = 0; k < s[i].n[list]; k++) {
				struct feature *at = feature_of(f, &s[i].key[list][k]);
				if (at->texts && at->last == s[i].text)
					continue;
				at->texts++;
				at->last = s[i].text;
			}
}

/* Features that stand in enough texts are numbered from 0. */
static void
number(struct features *f, struct logit *out, size_t texts)
{
	out->key = xmalloc((f->index.n + 1) * sizeof *out->key);
	out->weight = xcalloc(f->index.n + 1, sizeof *out->weight);
	for (size_t i = 0; i < f->index.n; i++)
		if (f->at[i].texts >= texts) {
			f->at[i].number = (uint32_t)out->n;
			out->key[out->n++] = f->at[i].key;
		}
}

struct task {
	const struct logit_sample  *sample;
	size_t                      n;
	const struct logit_options *options;
	size_t                     *row;        /* where in FEATURE each sample begins */
	uint32_t                   *feature;
};

static void
fill(struct task *t, struct features *f)
{
	size_t n = 0, cap = 0;

	t->row = xcalloc(t->n + 1, sizeof *t->row);
	for (size_t i = 0; i < t->n; i++) {
		const struct logit_sample *s = &t->sample[i];
		for (int list = 0; list < 2; list++)
			for (size_t k = 0; k < s->n[list]; k++) {
				const struct feature *at = feature_of(f, &s->key[list][k]);
				if (at->texts < t->options->texts)
					continue;
				t->feature = xgrow(t->feature, &cap, n + 1, sizeof *t->feature);
				t->feature[n++] = at->number;
			}
		t->row[i + 1] = n;
	}
}

/* The loss at WEIGHT, the last of which is the constant, and its gradient. */
static lbfgsfloatval_t
loss(void *ctx, const lbfgsfloatval_t *weight, lbfgsfloatval_t *gradient, const int n, const lbfgsfloatval_t step)
{
	const struct task *t = ctx;
	double sum = 0, constant = 0;

	(void)step;
	for (int i = 0; i < n - 1; i++) {
		sum += t->options->l2 / 2 * weight[i] * weight[i];
		gradient[i] = t->options->l2 * weight[i];
	}
	for (size_t i = 0; i < t->n; i++) {
		const struct logit_sample *s = &t->sample[i];
		double z = weight[n - 1];
		for (size_t k = t->row[i]; k < t->row[i + 1]; k++)
			z += weight[t->feature[k]];
		double signed_z = s->right ? z : -z, p = 1 / (1 + exp(-z)), g = s->weight * (p - s->right);
		sum += s->weight * (signed_z > 0 ? log1p(exp(-signed_z)) : log1p(exp(signed_z)) - signed_z);
		constant += g;
		for (size_t k = t->row[i]; k < t->row[i + 1]; k++)
			gradient[t->feature[k]] += g;
	}
	gradient[n - 1] = constant;
	return sum;
}

void
logit_fit(struct logit *out, const struct logit_sample *s, size_t n, const struct logit_options *o)
{
	struct features f = { 0 };
	struct task t = { .sample = s, .n = n, .options = o };
	lbfgs_parameter_t parameters;

	*out = (struct logit){ 0 };
	count_texts(&f, s, n);
	number(&f, out, o->texts);
	fill(&t, &f);
	lbfgsfloatval_t *weight = lbfgs_malloc((int)out->n + 1);
	if (!weight)
		abort();        /* out of memory, as xalloc.h */
	for (size_t i = 0; i <= out->n; i++)
		weight[i] = 0;
	lbfgs_parameter_init(&parameters);
	parameters.max_iterations = o->iterations;
	/* What it returns tells only why it stopped: what was reached is taken. */
	lbfgs((int)out->n + 1, weight, NULL, loss, NULL, &t, &parameters);
	for (size_t i = 0; i < out->n; i++)
		out->weight[i] = weight[i];
	out->constant = weight[out->n];
	lbfgs_free(weight);
	map_release(&f.index);
	free(f.at);
	free(t.row);
	free(t.feature);
}

void
logit_release(struct logit *m)
{
	free(m->key);
	free(m->weight);
	*m = (struct logit){ 0 };
}
