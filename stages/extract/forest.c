#include "forest.h"

#include <stdlib.h>
#include <string.h>

#include "../common/xalloc.h"

#define LEAF_BITS 5
_Static_assert(MAX_LEAVES == 1 << LEAF_BITS, "a leaf's number has LEAF_BITS bits");

/* A bit for each candidate of a block. */
typedef uint64_t bits __attribute__((vector_size(FOREST_BLOCK / 8), aligned(8), may_alias));

/* A value above the threshold passes. */
struct test { int feature; float threshold; };
/* Where the candidates at a node go: to places of the tree, its leaves from low
 * to high and behind MAX_LEAVES its splits, the root first. */
struct split { uint32_t test; uint8_t low, high; };
struct tree { uint32_t split, leaf, n_splits, n_leaves; };      /* its first split and leaf; how many */
struct step { uint32_t feature; float by; };

struct forest {
	struct test  *test;             /* by feature and threshold, each once */
	size_t        n_tests, n_numbers;
	struct split *split;
	double       *leaf;
	uint32_t     *way;              /* of each leaf: its steps, up to those of the next leaf */
	struct step  *step;
	size_t        n_steps, cap_steps;
	struct tree  *tree;
	size_t        n_trees;
	uint64_t      spread[256];      /* the bits of a byte, as bytes */
};

static int
by_feature(const void *a, const void *b)
{
	const struct test *x = a, *y = b;

	if (x->feature != y->feature)
		return x->feature < y->feature ? -1 : 1;
	return (x->threshold > y->threshold) - (x->threshold < y->threshold);
}

struct build {
	struct forest     *f;
	struct tree       *t;           /* the one in work */
	const struct node *node;
	struct step        way[MAX_LEAVES];     /* from its root to the node in work */
};

static int
add_leaf(struct build *b, float value, size_t depth)
{
	struct forest *f = b->f;
	size_t at = b->t->leaf + b->t->n_leaves;

	if (b->t->n_leaves == MAX_LEAVES)
		return -1;
	f->leaf[at] = (double)value;
	f->step = xgrow(f->step, &f->cap_steps, f->n_steps + depth + 1, sizeof *f->step);
	memcpy(f->step + f->n_steps, b->way, depth * sizeof *f->step);
	f->n_steps += depth;
	f->way[at + 1] = (uint32_t)f->n_steps;
	return (int)b->t->n_leaves++;
}

/* Adds the subtree at node I, DEPTH steps from the root, and gives its place, or
 * -1 where the tree is too large.  The test of each split is noted at its number. */
static int
add_below(struct build *b, int i, size_t depth)
{
	const struct node *n = &b->node[i];

	if (n->feature < 0)
		return add_leaf(b, n->value, depth);
	if (b->t->n_splits == MAX_LEAVES)
		return -1;
	uint32_t own = b->t->n_splits++;
	b->f->test[b->t->split + own] = (struct test){ n->feature, n->threshold };
	b->way[depth] = (struct step){ (uint32_t)n->feature, b->node[n->low].value - n->value };
	int low = add_below(b, n->low, depth + 1);
	b->way[depth].by = b->node[n->high].value - n->value;
	int high = low < 0 ? -1 : add_below(b, n->high, depth + 1);
	b->f->split[b->t->split + own] = (struct split){ .low = (uint8_t)low, .high = (uint8_t)high };
	return high < 0 ? -1 : MAX_LEAVES + (int)own;
}

/* From a test for each split to each test once, in order. */
static void
sort_tests(struct forest *f, size_t n_splits)
{
	struct test *all = xcalloc(n_splits + 1, sizeof *all);

	memcpy(all, f->test, n_splits * sizeof *all);
	qsort(f->test, n_splits, sizeof *f->test, by_feature);
	for (size_t i = 0; i < n_splits; i++)
		if (f->n_tests == 0 || by_feature(&f->test[i], &f->test[f->n_tests - 1]))
			f->test[f->n_tests++] = f->test[i];
	for (size_t i = 0; i < n_splits; i++) {
		const struct test *t = bsearch(&all[i], f->test, f->n_tests, sizeof *f->test, by_feature);
		f->split[i].test = (uint32_t)(t - f->test);
	}
	free(all);
}

struct forest *
forest_new(const struct node *node, const int *root, size_t n_trees, size_t n_numbers)
{
	struct forest *f = xcalloc(1, sizeof *f);
	struct build b = { .f = f, .node = node };
	struct tree next = { 0 };

	f->n_trees = n_trees;
	f->n_numbers = n_numbers;
	f->test = xcalloc(n_trees * MAX_LEAVES + 1, sizeof *f->test);
	f->split = xcalloc(n_trees * MAX_LEAVES + 1, sizeof *f->split);
	f->leaf = xcalloc(n_trees * MAX_LEAVES + 1, sizeof *f->leaf);
	f->way = xcalloc(n_trees * MAX_LEAVES + 1, sizeof *f->way);
	f->tree = xcalloc(n_trees + 1, sizeof *f->tree);
	for (size_t t = 0; t < n_trees; t++) {
		f->tree[t] = next;
		b.t = &f->tree[t];
		if (add_below(&b, root[t], 0) < 0) {
			forest_free(f);
			return NULL;
		}
		next.split += f->tree[t].n_splits;
		next.leaf += f->tree[t].n_leaves;
	}
	sort_tests(f, next.split);
	for (size_t byte = 0; byte < 256; byte++)
		for (size_t i = 0; i < 8; i++)
			f->spread[byte] |= (uint64_t)(byte >> i & 1) << i * 8;
	return f;
}

void
forest_free(struct forest *f)
{
	if (!f)
		return;
	free(f->test);
	free(f->split);
	free(f->leaf);
	free(f->way);
	free(f->step);
	free(f->tree);
	free(f);
}

size_t
forest_room(const struct forest *f)
{
	return f->n_tests + 1;
}

/* Which of 32 numbers are above THRESHOLD. */
static uint32_t
above(const float *number, float threshold)
{
	static const uint32_t bit[32] = { 1u << 0, 1u << 1, 1u << 2, 1u << 3, 1u << 4, 1u << 5, 1u << 6, 1u << 7, 1u << 8,
	    1u << 9, 1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15, 1u << 16, 1u << 17, 1u << 18, 1u << 19,
	    1u << 20, 1u << 21, 1u << 22, 1u << 23, 1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30,
	    1u << 31 };
	uint32_t all = 0;

	#pragma GCC unroll 2
	for (int i = 0; i < 32; i++)
		all |= number[i] > threshold ? bit[i] : 0;
	return all;
}

static void
run_tests(const struct forest *f, const struct forest_block *b)
{
	for (size_t i = 0; i < f->n_tests; i++) {
		size_t feature = (size_t)f->test[i].feature;
		float threshold = f->test[i].threshold;
		uint64_t *passed = b->room[i];
		if (feature < f->n_numbers) {
			const float *number = b->number[feature];
			for (size_t k = 0; k < b->n; k += 64) {
				passed[k / 64] = above(number + k, threshold);
				if (k + 32 < b->n)
					passed[k / 64] |= (uint64_t)above(number + k + 32, threshold) << 32;
			}
		} else
			for (size_t k = 0; k < FOREST_WORDS; k++) {
				uint64_t flags = b->flag[feature - f->n_numbers][k];
				passed[k] = (1 > threshold ? flags : 0) | (0 > threshold ? ~flags : 0);
			}
	}
}

/* The leaves of T at which the candidates end: a byte for each of them. */
static void
walk(const struct forest *f, const struct tree *t, const struct forest_block *b, uint64_t leaf[FOREST_BLOCK / 8])
{
	bits at[2 * MAX_LEAVES], number[LEAF_BITS];

	at[t->n_splits ? MAX_LEAVES : 0] = ~(bits){ 0 };
	for (size_t i = 0; i < t->n_splits; i++) {
		const struct split *s = &f->split[t->split + i];
		bits here = at[MAX_LEAVES + i], pass = *(const bits *)b->room[s->test];
		at[s->low] = here & ~pass;
		at[s->high] = here & pass;
	}
	/* The leaves with the highest bit in their number; then they are folded onto the others. */
	for (uint32_t k = LEAF_BITS, n = t->n_leaves; k-- > 0;) {
		uint32_t half = UINT32_C(1) << k;
		number[k] = (bits){ 0 };
		for (uint32_t i = half; i < n; i++) {
			number[k] |= at[i];
			at[i - half] |= at[i];
		}
		n = n < half ? n : half;
	}
	for (size_t i = 0; i < b->n; i += 8) {
		uint64_t bytes = 0;
		#pragma GCC unroll 5
		for (int k = 0; k < LEAF_BITS; k++)
			bytes |= f->spread[number[k][i / 64] >> i % 64 & 0xff] << k;
		leaf[i / 8] = bytes;
	}
}

void
forest_sums(const struct forest *f, const struct forest_block *b, double sum[FOREST_BLOCK])
{
	uint64_t leaf[FOREST_BLOCK / 8];

	run_tests(f, b);
	memset(sum, 0, FOREST_BLOCK * sizeof *sum);
	for (const struct tree *t = f->tree; t < f->tree + f->n_trees; t++) {
		const double *value = f->leaf + t->leaf;
		walk(f, t, b, leaf);
		for (size_t i = 0; i < b->n; i += 8) {
			#pragma GCC unroll 8
			for (size_t k = 0; k < 8; k++)
				sum[i + k] += value[leaf[i / 8] >> k * 8 & 0xff];
		}
	}
}

void
forest_shares(const struct forest *f, const struct forest_block *b, double *share, size_t stride)
{
	uint64_t leaf[FOREST_BLOCK / 8];

	run_tests(f, b);
	for (const struct tree *t = f->tree; t < f->tree + f->n_trees; t++) {
		walk(f, t, b, leaf);
		for (size_t i = 0; i < b->n; i++) {
			const uint32_t *way = &f->way[t->leaf + (leaf[i / 8] >> i % 8 * 8 & 0xff)];
			for (uint32_t k = way[0]; k < way[1]; k++)
				share[i * stride + f->step[k].feature] += (double)f->step[k].by;
		}
	}
}
