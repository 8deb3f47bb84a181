#include "model.h"

#include <math.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"

#define ROUNDS 60
#define ALWAYS_L2 0.05
#define MAX_PRESENT 128         /* terms and rules of one sample that are not 0 */

/* The values of one sample that are not 0. */
struct sparse { unsigned n; unsigned short at[MAX_PRESENT]; float x[MAX_PRESENT]; };

struct problem {
	struct sparse *row;
	double *weight;
	double        *y;               /* 1 or -1 */
	size_t         n, features;
	double        *prior, *l2;
};

static void
put(struct sparse *s, size_t feature, float x)
{
	if (s->n < MAX_PRESENT) {
		s->at[s->n] = (unsigned short)feature;
		s->x[s->n++] = x;
	}
}

static struct sparse
sparse_of(const struct candidate *c, size_t n_rules)
{
	struct sparse s = { 0 };

	for (size_t i = 0; i < N_TERMS; i++)
		if (c->term[i] > 0 || c->term[i] < 0)
			put(&s, i, c->term[i]);
	for (size_t i = 0; i < n_rules; i++)
		if (rule_set_has(&c->rules, i))
			put(&s, N_TERMS + i, 1);
	return s;
}

static double
margin(const struct sparse *s, const double *w)
{
	double z = 0;

	for (unsigned i = 0; i < s->n; i++)
		z += w[s->at[i]] * (double)s->x[i];
	return z;
}

static double
loss(const struct problem *p, const double *w)
{
	double sum = 0;

	for (size_t i = 0; i < p->n; i++) {
		double z = -p->y[i] * margin(&p->row[i], w);
		sum += p->weight[i] * (z > 30 ? z : log1p(exp(z)));
	}
	for (size_t i = 0; i < p->features; i++)
		sum += p->l2[i] / 2 * (w[i] - p->prior[i]) * (w[i] - p->prior[i]);
	return sum;
}

/* Gradient G and Hessian H (lower half) at W. */
static void
derive(const struct problem *p, const double *w, double *g, double *h)
{
	size_t m = p->features;

	memset(h, 0, m * m * sizeof *h);
	for (size_t i = 0; i < m; i++) {
		g[i] = p->l2[i] * (w[i] - p->prior[i]);
		h[i * m + i] = p->l2[i];
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct sparse *s = &p->row[i];
		double q = 1 / (1 + exp(-margin(s, w))), curve = p->weight[i] * q * (1 - q),
		    pull = p->weight[i] * (q - (p->y[i] > 0));
		for (unsigned a = 0; a < s->n; a++) {
			g[s->at[a]] += pull * (double)s->x[a];
			for (unsigned b = 0; b <= a; b++)
				h[s->at[a] * m + s->at[b]] += curve * (double)s->x[a] * (double)s->x[b];
		}
	}
}

/* Solve H d = g by Cholesky's method; H is symmetric, positive, and destroyed, D replaces G. */
static void
solve(double *h, double *g, size_t m)
{
	for (size_t i = 0; i < m; i++)
		for (size_t k = 0; k <= i; k++) {
			double sum = h[i * m + k];
			for (size_t j = 0; j < k; j++)
				sum -= h[i * m + j] * h[k * m + j];
			h[i * m + k] = i == k ? sqrt(sum > 1e-12 ? sum : 1e-12) : sum / h[k * m + k];
		}
	for (size_t i = 0; i < m; i++) {
		for (size_t j = 0; j < i; j++)
			g[i] -= h[i * m + j] * g[j];
		g[i] /= h[i * m + i];
	}
	for (size_t i = m; i-- > 0;) {
		for (size_t j = i + 1; j < m; j++)
			g[i] -= h[j * m + i] * g[j];
		g[i] /= h[i * m + i];
	}
}

/* One step; false when nothing is to be gained. */
static bool
step(const struct problem *p, double *w, double *next, double *g, double *h)
{
	size_t m = p->features;
	double before = loss(p, w), length = 1;

	derive(p, w, g, h);
	solve(h, g, m);
	for (int half = 0; half < 30; half++, length /= 2) {
		for (size_t i = 0; i < m; i++)
			next[i] = w[i] - length * g[i];
		if (loss(p, next) < before - 1e-9) {
			memcpy(w, next, m * sizeof *w);
			return true;
		}
	}
	return false;
}

void
model_fit(struct weights *w, const struct vocabulary *v, const struct sample *s, size_t n, double l2)
{
	size_t n_rules = v->n_rule_names + N_FRAME_RULES, m = N_TERMS + n_rules;
	struct problem p = { .n = n, .features = m };

	p.row = xcalloc(n + 1, sizeof *p.row);
	p.y = xcalloc(n + 1, sizeof *p.y);
	p.weight = xcalloc(n + 1, sizeof *p.weight);
	p.prior = xcalloc(m, sizeof *p.prior);
	p.l2 = xcalloc(m, sizeof *p.l2);
	double *at = xcalloc(m, sizeof *at), *next = xcalloc(m, sizeof *next), *g = xcalloc(m, sizeof *g),
	    *h = xcalloc(m * m, sizeof *h);
	for (size_t i = 0; i < n; i++) {
		p.row[i] = sparse_of(s[i].c, n_rules);
		p.y[i] = s[i].right ? 1 : -1;
		p.weight[i] = s[i].weight;
	}
	for (size_t i = 0; i < m; i++) {
		p.prior[i] = at[i] = i < N_TERMS ? term_prior((enum term)i) : rule_prior(v, i - N_TERMS);
		p.l2[i] = i == TERM_always ? ALWAYS_L2 : l2;
	}
	for (int round = 0; round < ROUNDS && step(&p, at, next, g, h); round++)
		;
	*w = (struct weights){ .n_rules = n_rules, .rule = xcalloc(n_rules, sizeof *w->rule) };
	for (size_t i = 0; i < N_TERMS; i++)
		w->term[i] = at[i];
	for (size_t i = 0; i < n_rules; i++)
		w->rule[i] = at[N_TERMS + i];
	free(p.row);
	free(p.y);
	free(p.weight);
	free(p.prior);
	free(p.l2);
	free(at);
	free(next);
	free(g);
	free(h);
}
