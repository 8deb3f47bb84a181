#include "forest.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../common/xalloc.h"

struct test { float threshold; uint32_t tree, left; };  /* the leaves that it leaves */
struct step { uint32_t feature; float by; };
struct leaf { float value; uint32_t first; };           /* its way: steps from here to the next leaf's */

struct forest {
	struct test *test;
	size_t       n_tests;
	uint32_t    *feature, *first;   /* the features tested, and where their tests begin; one more */
	size_t       n_features;
	struct leaf *leaf;              /* tree by tree, from low to high; one more */
	size_t       n_leaves;
	uint32_t    *first_leaf;        /* of each tree */
	size_t       n_trees;
	struct step *step;
	size_t       n_steps, cap_steps;
};

struct build {
	struct forest     *f;
	const struct node *node;
	uint32_t           tree;        /* the one in work */
	int               *feature;     /* by test */
	struct step        way[MAX_LEAVES];     /* from the root to the node in work */
};

static void
add_leaf(struct build *b, float value, size_t depth)
{
	struct forest *f = b->f;

	f->leaf[f->n_leaves++] = (struct leaf){ value, (uint32_t)f->n_steps };
	f->step = xgrow(f->step, &f->cap_steps, f->n_steps + depth + 1, sizeof *f->step);
	memcpy(f->step + f->n_steps, b->way, depth * sizeof *f->step);
	f->n_steps += depth;
}

/* Adds the leaves below node I, DEPTH steps from the root, and the tests there. */
static bool
add_below(struct build *b, int i, size_t depth)
{
	struct forest *f = b->f;
	const struct node *n = &b->node[i];
	size_t from = f->n_leaves - f->first_leaf[b->tree];

	if (from == MAX_LEAVES || depth == MAX_LEAVES)
		return false;
	if (n->feature < 0) {
		add_leaf(b, n->value, depth);
		return true;
	}
	b->way[depth] = (struct step){ (uint32_t)n->feature, b->node[n->low].value - n->value };
	if (!add_below(b, n->low, depth + 1))
		return false;
	size_t to = f->n_leaves - f->first_leaf[b->tree];
	uint64_t low = (UINT64_C(1) << to) - (UINT64_C(1) << from);
	b->feature[f->n_tests] = n->feature;
	f->test[f->n_tests++] = (struct test){ n->threshold, b->tree, (uint32_t)~low };
	b->way[depth].by = b->node[n->high].value - n->value;
	return add_below(b, n->high, depth + 1);
}

struct sorted { int feature; struct test test; };

static int
by_feature(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->feature != y->feature)
		return x->feature < y->feature ? -1 : 1;
	if (x->test.threshold < y->test.threshold || x->test.threshold > y->test.threshold)
		return x->test.threshold < y->test.threshold ? -1 : 1;
	return (x->test.tree > y->test.tree) - (x->test.tree < y->test.tree);
}

static void
sort_tests(struct build *b)
{
	struct forest *f = b->f;
	struct sorted *all = xcalloc(f->n_tests + 1, sizeof *all);

	for (size_t i = 0; i < f->n_tests; i++)
		all[i] = (struct sorted){ b->feature[i], f->test[i] };
	qsort(all, f->n_tests, sizeof *all, by_feature);
	for (size_t i = 0; i < f->n_tests; i++) {
		f->test[i] = all[i].test;
		if (i && all[i].feature == all[i - 1].feature)
			continue;
		f->feature[f->n_features] = (uint32_t)all[i].feature;
		f->first[f->n_features++] = (uint32_t)i;
	}
	f->first[f->n_features] = (uint32_t)f->n_tests;
	free(all);
}

struct forest *
forest_new(const struct node *node, const int *root, size_t n_trees, size_t n_features)
{
	size_t most = n_trees * MAX_LEAVES + 1;
	struct forest *f = xcalloc(1, sizeof *f);
	struct build b = { .f = f, .node = node, .feature = xcalloc(most, sizeof *b.feature) };
	bool ok = true;

	f->n_trees = n_trees;
	f->test = xcalloc(most, sizeof *f->test);
	f->leaf = xcalloc(most, sizeof *f->leaf);
	f->first_leaf = xcalloc(n_trees + 1, sizeof *f->first_leaf);
	f->feature = xcalloc(n_features + 1, sizeof *f->feature);
	f->first = xcalloc(n_features + 2, sizeof *f->first);
	for (size_t t = 0; t < n_trees && ok; t++) {
		b.tree = (uint32_t)t;
		f->first_leaf[t] = (uint32_t)f->n_leaves;
		ok = add_below(&b, root[t], 0);
	}
	f->leaf[f->n_leaves].first = (uint32_t)f->n_steps;
	if (ok)
		sort_tests(&b);
	free(b.feature);
	if (ok)
		return f;
	forest_free(f);
	return NULL;
}

void
forest_free(struct forest *f)
{
	if (!f)
		return;
	free(f->test);
	free(f->leaf);
	free(f->first_leaf);
	free(f->step);
	free(f->feature);
	free(f->first);
	free(f);
}

/* The leaves that the features VALUE leave in each tree. */
static void
strike(const struct forest *f, const float *value, uint32_t *left)
{
	memset(left, 0xff, f->n_trees * sizeof *left);
	for (size_t i = 0; i < f->n_features; i++) {
		float v = value[f->feature[i]];
		for (const struct test *t = f->test + f->first[i], *end = f->test + f->first[i + 1]; t < end && t->threshold < v; t++)
			left[t->tree] &= t->left;
	}
}

static const struct leaf *
leaf_of(const struct forest *f, const uint32_t *left, size_t tree)
{
	return &f->leaf[f->first_leaf[tree] + (unsigned)__builtin_ctz(left[tree])];
}

double
forest_sum(const struct forest *f, const float *value, uint32_t *left)
{
	double sum = 0;

	strike(f, value, left);
	for (size_t t = 0; t < f->n_trees; t++)
		sum += (double)leaf_of(f, left, t)->value;
	return sum;
}

void
forest_shares(const struct forest *f, const float *value, uint32_t *left, double *share)
{
	strike(f, value, left);
	for (size_t t = 0; t < f->n_trees; t++) {
		const struct leaf *leaf = leaf_of(f, left, t);
		for (uint32_t i = leaf[0].first; i < leaf[1].first; i++)
			share[f->step[i].feature] += (double)f->step[i].by;
	}
}
