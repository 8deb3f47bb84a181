#include "logit.h"

#include <lbfgs.h>
#include <math.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"

/* From keys to numbers, by open addressing. */
struct index {
	struct slot { uint32_t key, texts, number; size_t last; } *slot;
	size_t n, room;
};

static struct slot *
slot_of(const struct index *x, uint32_t key)
{
	size_t i = key & (x->room - 1);

	while (x->slot[i].key && x->slot[i].key != key)
		i = (i + 1) & (x->room - 1);
	return &x->slot[i];
}

static void
make_room(struct index *x)
{
	struct slot *old = x->slot;
	size_t room = x->room;

	if (2 * (x->n + 1) <= room)
		return;
	x->room = room ? 2 * room : 1 << 16;
	x->slot = xcalloc(x->room, sizeof *x->slot);
	for (size_t i = 0; i < room; i++)
		if (old[i].key)
			*slot_of(x, old[i].key) = old[i];
	free(old);
}

static void
count_texts(struct index *x, const struct logit_sample *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (int list = 0; list < 2; list++)
			for (size_t k = 0; k < s[i].n[list]; k++) {
				make_room(x);
				struct slot *at = slot_of(x, s[i].key[list][k]);
				x->n += at->key == 0;
				at->key = s[i].key[list][k];
				if (at->texts && at->last == s[i].text)
					continue;
				at->texts++;
				at->last = s[i].text;
			}
}

/* Keys that stand in enough texts are numbered from 0. */
static void
number(struct index *x, struct logit *out, size_t texts)
{
	for (size_t i = 0; i < x->room; i++)
		out->n += x->slot[i].texts >= texts;
	out->key = xmalloc((out->n + 1) * sizeof *out->key);
	out->weight = xcalloc(out->n + 1, sizeof *out->weight);
	out->n = 0;
	for (size_t i = 0; i < x->room; i++)
		if (x->slot[i].key && x->slot[i].texts >= texts) {
			x->slot[i].number = (uint32_t)out->n;
			out->key[out->n++] = x->slot[i].key;
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
fill(struct task *t, const struct index *x)
{
	size_t n = 0, cap = 0;

	t->row = xcalloc(t->n + 1, sizeof *t->row);
	for (size_t i = 0; i < t->n; i++) {
		const struct logit_sample *s = &t->sample[i];
		for (int list = 0; list < 2; list++)
			for (size_t k = 0; k < s->n[list]; k++) {
				const struct slot *at = slot_of(x, s->key[list][k]);
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
	struct index x = { 0 };
	struct task t = { .sample = s, .n = n, .options = o };
	lbfgs_parameter_t parameters;

	*out = (struct logit){ 0 };
	make_room(&x);
	count_texts(&x, s, n);
	number(&x, out, o->texts);
	fill(&t, &x);
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
	free(x.slot);
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
