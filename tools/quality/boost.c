#include "boost.h"

#include <math.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"

#define BINS 32                 /* values of one feature that are told apart, at most */
#define TILE 32                 /* features that are binned at once */

/* A sample's features that are not in the bin of 0. */
struct cell { unsigned short feature; unsigned char bin; };

struct binning { float edge[BINS]; int n; int zero; };  /* bin i: values up to edge[i]; the bin of 0 */

struct trainer {
	const struct boost_features *f;
	const struct boost_options *o;
	struct trees               *m;
	size_t          n, n_features;
	struct binning *binning;
	unsigned char  *bin;            /* of sample I for feature F: at F * n + I */
	int            *at;             /* of each node: the last bin that goes low */
	size_t          at_cap;
	size_t         *start;          /* of each sample's cells; n + 1 */
	struct cell    *cell;
	size_t         *seen_start;     /* likewise of those that this tree looks at */
	size_t         *seen_end;
	struct cell    *seen;
	double         *y, *weight, *score, *gradient, *hessian;
	uint32_t       *index;          /* samples, leaf by leaf */
	bool           *used;           /* features of this tree */
	uint64_t        random;
};

/* xorshift64*, Marsaglia 2003 and Vigna 2014; in [0, 1). */
static double
uniform(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (double)(*state * UINT64_C(2685821657736338717) >> 11) / 9007199254740992.0;
}

/* ---- bins -------------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* So many values tell where the edges are. */
#define MAX_SORTED 8192

/* Edges at 0 and at the quantiles of what else the N values are, each distinct;
 * VALUE is lost. */
static struct binning
bin_values(float *value, size_t n)
{
	struct binning b = { .zero = -1 };
	size_t m = 0, kept = 0, distinct = 0;
	float highest = n ? value[0] : 0;

	for (size_t i = 0; i < n; i++) {
		highest = value[i] > highest ? value[i] : highest;
		if (value[i] < 0 || value[i] > 0)
			value[m++] = value[i];
	}
	for (size_t stride = m / MAX_SORTED + 1, i = 0; i < m; i += stride)
		value[kept++] = value[i];
	qsort(value, kept, sizeof *value, by_value);
	for (size_t i = 0; i < kept; i++)
		distinct += i == 0 || value[i] > value[i - 1];
	size_t step = distinct > BINS - 2 ? kept / (BINS - 2) + 1 : 1;
	for (size_t i = 0; i < kept;) {
		size_t last = i + step - 1 < kept ? i + step - 1 : kept - 1;
		while (value[i] < 0 && value[last] > 0)
			last--;
		if (value[i] > 0 && b.zero < 0)
			b.edge[b.zero = b.n++] = 0;
		float edge = b.edge[b.n++] = value[last];
		for (i = last + 1; i < kept && value[i] <= edge; i++)
			;
	}
	if (b.zero < 0)
		b.edge[b.zero = b.n++] = 0;
	if (b.edge[b.n - 1] < highest)
		b.edge[b.n - 1] = highest;
	return b;
}

static int
bin_of(const struct binning *b, float value)
{
	int i = 0;

	while (i + 1 < b->n && value > b->edge[i])
		i++;
	return i;
}

static void
bin_features(struct trainer *t, const struct sample *s)
{
	float *value = xmalloc((TILE * t->n + 1) * sizeof *value), *sorted = xmalloc((t->n + 1) * sizeof *sorted);
	size_t n_cells = 0, cap = 0;

	/* Several features at once, for samples lie far apart in memory. */
	for (size_t from = 0; from < t->n_features; from += TILE) {
		size_t to = from + TILE < t->n_features ? from + TILE : t->n_features;
		for (size_t i = 0; i < t->n; i++)
			for (size_t f = from; f < to; f++)
				value[(f - from) * t->n + i] = t->f->value(t->f->ctx, s[i].what, (int)f);
		for (size_t f = from; f < to; f++) {
			const float *one = value + (f - from) * t->n;
			memcpy(sorted, one, t->n * sizeof *sorted);
			t->binning[f] = bin_values(sorted, t->n);
			for (size_t i = 0; i < t->n; i++)
				t->bin[f * t->n + i] = (unsigned char)bin_of(&t->binning[f], one[i]);
		}
	}
	for (size_t i = 0; i < t->n; i++) {
		t->start[i] = n_cells;
		for (size_t f = 0; f < t->n_features; f++) {
			unsigned char bin = t->bin[f * t->n + i];
			if (bin == t->binning[f].zero)
				continue;
			t->cell = xgrow(t->cell, &cap, n_cells + 1, sizeof *t->cell);
			t->cell[n_cells++] = (struct cell){ (unsigned short)f, bin };
		}
	}
	t->start[t->n] = n_cells;
	free(value);
	free(sorted);
}

/* ---- a tree ------------------------------------------------------------ */

struct sum { double g, h; };

struct leaf {
	size_t      from, to;           /* of the index */
	int         node;
	struct sum  all, *bin;          /* n_features * BINS */
	double      gain;               /* of its best split, 0 for none */
	int         feature, at;        /* ... bins up to AT go low */
};

static double
value_of(const struct trainer *t, struct sum s)
{
	return -s.g / (s.h + t->o->l2);
}

static double
worth(const struct trainer *t, struct sum s)
{
	return s.g * s.g / (s.h + t->o->l2);
}

static void
fill_bins(const struct trainer *t, struct leaf *l)
{
	l->bin = xcalloc(t->n_features * BINS, sizeof *l->bin);
	for (size_t k = l->from; k < l->to; k++) {
		uint32_t i = t->index[k];
		double g = t->gradient[i], h = t->hessian[i];
		for (size_t c = t->seen_start[i]; c < t->seen_end[i]; c++) {
			struct sum *s = &l->bin[(size_t)t->seen[c].feature * BINS + t->seen[c].bin];
			s->g += g;
			s->h += h;
		}
	}
}

/* The bin of 0 has what the others have not. */
static struct sum
zero_bin(const struct trainer *t, const struct leaf *l, size_t f)
{
	struct sum s = l->all;

	for (int b = 0; b < t->binning[f].n; b++)
		if (b != t->binning[f].zero) {
			s.g -= l->bin[f * BINS + (size_t)b].g;
			s.h -= l->bin[f * BINS + (size_t)b].h;
		}
	return s;
}

static void
find_split(const struct trainer *t, struct leaf *l)
{
	l->gain = 0;
	for (size_t f = 0; f < t->n_features; f++) {
		const struct binning *b = &t->binning[f];
		if (!t->used[f] || b->n < 2)
			continue;
		struct sum zero = zero_bin(t, l, f), low = { 0, 0 };
		for (int i = 0; i + 1 < b->n; i++) {
			struct sum one = i == b->zero ? zero : l->bin[f * BINS + (size_t)i];
			low.g += one.g;
			low.h += one.h;
			struct sum high = { l->all.g - low.g, l->all.h - low.h };
			/* h is at most a quarter of the weight. */
			if (low.h < t->o->min_weight / 4 || high.h < t->o->min_weight / 4)
				continue;
			double gain = worth(t, low) + worth(t, high) - worth(t, l->all);
			if (gain > l->gain + 1e-9) {
				l->gain = gain;
				l->feature = (int)f;
				l->at = i;
			}
		}
	}
}

static int
add_node(struct trees *m, double value)
{
	m->node = xgrow(m->node, &m->cap, m->n + 1, sizeof *m->node);
	m->node[m->n] = (struct node){ .feature = -1, .value = (float)value };
	return (int)m->n++;
}

static int
bin_in(const struct trainer *t, size_t i, int feature)
{
	return t->bin[(size_t)feature * t->n + i];
}

/* Put the samples of L that go low in front; the first that goes high. */
static size_t
part(struct trainer *t, const struct leaf *l, uint32_t *scratch)
{
	size_t low = l->from, high = 0;

	for (size_t k = l->from; k < l->to; k++)
		if (bin_in(t, t->index[k], l->feature) <= l->at)
			t->index[low++] = t->index[k];
		else
			scratch[high++] = t->index[k];
	memcpy(t->index + low, scratch, high * sizeof *scratch);
	return low;
}

static struct sum
sum_of(const struct trainer *t, size_t from, size_t to)
{
	struct sum s = { 0, 0 };

	for (size_t k = from; k < to; k++) {
		s.g += t->gradient[t->index[k]];
		s.h += t->hessian[t->index[k]];
	}
	return s;
}

/* L becomes its low half, *OTHER its high one. */
static void
split(struct trainer *t, struct leaf *l, struct leaf *other, uint32_t *scratch)
{
	size_t middle = part(t, l, scratch);
	struct leaf low = { .from = l->from, .to = middle }, high = { .from = middle, .to = l->to };

	low.all = sum_of(t, low.from, low.to);
	high.all = sum_of(t, high.from, high.to);
	low.node = add_node(t->m, t->o->rate * value_of(t, low.all));
	high.node = add_node(t->m, t->o->rate * value_of(t, high.all));
	struct node *n = &t->m->node[l->node];
	n->feature = l->feature;
	n->threshold = t->binning[l->feature].edge[l->at];
	n->low = low.node;
	n->high = high.node;
	t->at = xgrow(t->at, &t->at_cap, t->m->n, sizeof *t->at);
	t->at[l->node] = l->at;
	/* Of the two the smaller is counted, the other is what is left. */
	bool low_is_smaller = middle - l->from <= l->to - middle;
	struct leaf *small = low_is_smaller ? &low : &high, *large = low_is_smaller ? &high : &low;
	fill_bins(t, small);
	large->bin = l->bin;
	for (size_t i = 0; i < t->n_features * BINS; i++) {
		large->bin[i].g -= small->bin[i].g;
		large->bin[i].h -= small->bin[i].h;
	}
	find_split(t, &low);
	find_split(t, &high);
	*l = low;
	*other = high;
}

static void
grow_tree(struct trainer *t, size_t n, uint32_t *scratch)
{
	struct leaf *leaf = xcalloc((size_t)t->o->leaves + 1, sizeof *leaf);
	int count = 1;

	leaf[0] = (struct leaf){ .from = 0, .to = n, .all = sum_of(t, 0, n) };
	leaf[0].node = add_node(t->m, t->o->rate * value_of(t, leaf[0].all));
	fill_bins(t, &leaf[0]);
	find_split(t, &leaf[0]);
	while (count < t->o->leaves) {
		int best = 0;
		for (int i = 1; i < count; i++)
			if (leaf[i].gain > leaf[best].gain)
				best = i;
		if (leaf[best].gain <= 0)
			break;
		split(t, &leaf[best], &leaf[count], scratch);
		count++;
	}
	for (int i = 0; i < count; i++)
		free(leaf[i].bin);
	free(leaf);
}

static void
add_root(struct trees *m)
{
	m->root = xgrow(m->root, &m->trees_cap, m->n_trees + 1, sizeof *m->root);
	m->root[m->n_trees++] = (int)m->n;
}

/* ---- boosting ---------------------------------------------------------- */

static void
set_gradients(struct trainer *t)
{
	for (size_t i = 0; i < t->n; i++) {
		double p = 1 / (1 + exp(-t->score[i]));
		t->gradient[i] = t->weight[i] * (p - t->y[i]);
		t->hessian[i] = t->weight[i] * p * (1 - p);
	}
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The size of gradient that the share TOP of the samples reaches, by every 16th. */
static double
large_gradient(const struct trainer *t)
{
	enum { STRIDE = 16 };
	double *size = xmalloc((t->n / STRIDE + 1) * sizeof *size);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i += STRIDE)
		size[n++] = fabs(t->gradient[i]);
	qsort(size, n, sizeof *size, by_size);
	double at = n ? size[(size_t)((1 - t->o->top) * (double)(n - 1))] : 0;
	free(size);
	return at;
}

/* All samples of a large gradient, and of the others a few that stand for all. */
static size_t
choose_samples(struct trainer *t)
{
	double large = large_gradient(t);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		bool kept = uniform(&t->random) < t->o->samples;
		if (fabs(t->gradient[i]) < large) {
			if (!kept)
				continue;
			t->gradient[i] /= t->o->samples;
			t->hessian[i] /= t->o->samples;
		}
		t->index[n++] = (uint32_t)i;
	}
	return n;
}

/* The cells of the N chosen samples that this tree looks at. */
static void
choose_cells(struct trainer *t, size_t n)
{
	size_t at = 0;

	for (size_t k = 0; k < n; k++) {
		uint32_t i = t->index[k];
		t->seen_start[i] = at;
		for (size_t c = t->start[i]; c < t->start[i + 1]; c++) {
			t->seen[at] = t->cell[c];
			at += t->used[t->cell[c].feature];
		}
		t->seen_end[i] = at;
	}
}

static void
add_tree(struct trainer *t, uint32_t *scratch)
{
	set_gradients(t);
	for (size_t f = 0; f < t->n_features; f++)
		t->used[f] = uniform(&t->random) < t->o->features && !(t->f->hidden && t->f->hidden[f]);
	size_t n = choose_samples(t);
	choose_cells(t, n);
	add_root(t->m);
	grow_tree(t, n, scratch);
	for (size_t i = 0; i < t->n; i++) {
		const struct node *x = &t->m->node[t->m->root[t->m->n_trees - 1]];
		while (x->feature >= 0)
			x = &t->m->node[bin_in(t, i, x->feature) > t->at[x - t->m->node] ? x->high : x->low];
		t->score[i] += (double)x->value;
	}
}

void
boost_fit(struct trees *m, const struct boost_features *f, const struct sample *s, size_t n, const struct boost_options *o)
{
	struct trainer t = { .f = f, .o = o, .m = m, .n = n, .n_features = f->n, .random = 20261129 };
	double right = 0, all = 0;

	*m = (struct trees){ 0 };
	t.binning = xcalloc(t.n_features, sizeof *t.binning);
	t.used = xcalloc(t.n_features, sizeof *t.used);
	t.start = xcalloc(n + 1, sizeof *t.start);
	t.seen_start = xcalloc(n + 1, sizeof *t.seen_start);
	t.seen_end = xcalloc(n + 1, sizeof *t.seen_end);
	t.index = xcalloc(n + 1, sizeof *t.index);
	uint32_t *scratch = xcalloc(n + 1, sizeof *scratch);
	double **array[] = { &t.y, &t.weight, &t.score, &t.gradient, &t.hessian };
	for (size_t i = 0; i < sizeof array / sizeof *array; i++)
		*array[i] = xcalloc(n + 1, sizeof **array[i]);
	for (size_t i = 0; i < n; i++) {
		t.y[i] = s[i].right;
		t.weight[i] = s[i].weight;
		right += s[i].right ? s[i].weight : 0;
		all += s[i].weight;
	}
	double constant = log((right + 1) / (all - right + 1));
	add_root(m);
	add_node(m, constant);
	for (size_t i = 0; i < n; i++)
		t.score[i] = constant;
	t.bin = xmalloc(n * t.n_features + 1);
	bin_features(&t, s);
	t.seen = xcalloc(t.start[n] + 1, sizeof *t.seen);
	for (int i = 0; i < o->trees; i++)
		add_tree(&t, scratch);
	for (size_t i = 0; i < sizeof array / sizeof *array; i++)
		free(*array[i]);
	free(scratch);
	free(t.index);
	free(t.start);
	free(t.seen);
	free(t.seen_start);
	free(t.seen_end);
	free(t.used);
	free(t.binning);
	free(t.bin);
	free(t.at);
	free(t.cell);
}
