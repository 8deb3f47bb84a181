#include "forest.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../common/xalloc.h"

struct test { float threshold; uint32_t tree; uint64_t left; };         /* the leaves that it leaves */

struct forest {
	struct test *test;
	size_t       n_tests;
	uint32_t    *feature, *first;   /* the features tested, and where their tests begin; one more */
	size_t       n_features;
	float      (*leaf)[MAX_LEAVES]; /* by tree, from low to high */
	size_t       n_trees;
};

struct build {
	struct forest     *f;
	const struct node *node;
	size_t             n_leaves;    /* of the tree in work, so far */
	int               *feature;     /* by test */
};

/* Adds the leaves below node I and the tests on the way to them. */
static bool
add_below(struct build *b, int i, uint32_t tree)
{
	const struct node *n = &b->node[i];
	size_t from = b->n_leaves;

	if (n->feature < 0) {
		if (from == MAX_LEAVES)
			return false;
		b->f->leaf[tree][b->n_leaves++] = n->value;
		return true;
	}
	if (!add_below(b, n->low, tree))
		return false;
	uint64_t low = (b->n_leaves - from < 64 ? (UINT64_C(1) << (b->n_leaves - from)) - 1 : ~UINT64_C(0)) << from;
	b->feature[b->f->n_tests] = n->feature;
	b->f->test[b->f->n_tests++] = (struct test){ n->threshold, tree, ~low };
	return add_below(b, n->high, tree);
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
forest_new(const struct node *node, size_t n, const int *root, size_t n_trees, size_t n_features)
{
	struct forest *f = xcalloc(1, sizeof *f);
	struct build b = { f, node, 0, xcalloc(n + 1, sizeof *b.feature) };
	bool ok = true;

	f->n_trees = n_trees;
	f->test = xcalloc(n + 1, sizeof *f->test);
	f->leaf = xcalloc(n_trees + 1, sizeof *f->leaf);
	f->feature = xcalloc(n_features + 1, sizeof *f->feature);
	f->first = xcalloc(n_features + 2, sizeof *f->first);
	for (size_t t = 0; t < n_trees && ok; t++) {
		b.n_leaves = 0;
		ok = add_below(&b, root[t], (uint32_t)t);
	}
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
	free(f->feature);
	free(f->first);
	free(f);
}

double
forest_sum(const struct forest *f, const float *value, uint64_t *left)
{
	double sum = 0;

	memset(left, 0xff, f->n_trees * sizeof *left);
	for (size_t i = 0; i < f->n_features; i++) {
		float v = value[f->feature[i]];
		for (const struct test *t = f->test + f->first[i], *end = f->test + f->first[i + 1]; t < end && t->threshold < v; t++)
			left[t->tree] &= t->left;
	}
	for (size_t t = 0; t < f->n_trees; t++)
		sum += (double)f->leaf[t][__builtin_ctzll(left[t])];
	return sum;
}
