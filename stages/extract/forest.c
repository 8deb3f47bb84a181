#include "forest.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../common/xalloc.h"

/* Compiled twice, and the one taken that the processor can run: what comes out is the same. */
#if defined __x86_64__ && defined __gnu_linux__ && !defined __clang__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif
#define INLINE static inline __attribute__((always_inline))

#define LEAF_BITS 5
_Static_assert(MAX_LEAVES == 1 << LEAF_BITS, "a leaf's number has LEAF_BITS bits");

/* A bit for each candidate of a block. */
typedef uint64_t bits __attribute__((vector_size(FOREST_BLOCK / 8), aligned(8), may_alias));

/* A value above the threshold passes. */
struct test { int feature; float threshold; };
/* Where the candidates at a node go: to places of the tree, its leaves from low
 * to high and behind MAX_LEAVES its splits, the root first. */
struct split { uint32_t test; uint8_t low, high; };
struct step { uint32_t feature; float by; };

struct forest {
	struct test  *test;             /* by feature, each once */
	size_t        n_tests, n_numbers;
	size_t        n_trees;
	size_t        n_splits;         /* of each tree: what a smaller one lacks, no candidate comes by */
	struct split *split;
	uint8_t      *size;             /* splits that each tree has itself */
	double       *leaf;             /* MAX_LEAVES of each tree */
	uint32_t     *way;              /* of each leaf: its steps, up to those of the next leaf */
	struct step  *step;
	size_t        n_steps, cap_steps;
};

struct build {
	struct forest     *f;
	const struct node *node;
	size_t             tree, n_splits, n_leaves;    /* the one in work, and what it has by now */
	struct step        way[MAX_LEAVES];     /* from its root to the node in work */
	uint32_t          *first, *next;        /* by feature, by test: the next one of the feature, from 1; 0 ends them */
	size_t             n_features, cap, next_cap, test_cap;
};

/* The number of the test, which is added where it is new. */
static uint32_t
test_of(struct build *b, int feature, float threshold)
{
	struct forest *f = b->f;

	if ((size_t)feature >= b->n_features) {
		b->first = xgrow(b->first, &b->cap, (size_t)feature + 1, sizeof *b->first);
		while (b->n_features <= (size_t)feature)
			b->first[b->n_features++] = 0;
	}
	for (uint32_t t = b->first[feature]; t; t = b->next[t - 1])
		if (f->test[t - 1].threshold == threshold)
			return t - 1;
	f->test = xgrow(f->test, &b->test_cap, f->n_tests + 1, sizeof *f->test);
	b->next = xgrow(b->next, &b->next_cap, f->n_tests + 1, sizeof *b->next);
	f->test[f->n_tests] = (struct test){ feature, threshold };
	b->next[f->n_tests] = b->first[feature];
	b->first[feature] = (uint32_t)++f->n_tests;
	return (uint32_t)f->n_tests - 1;
}

static uint8_t
add_leaf(struct build *b, float value, size_t depth)
{
	struct forest *f = b->f;
	size_t at = b->tree * MAX_LEAVES + b->n_leaves;

	f->leaf[at] = (double)value;
	f->step = xgrow(f->step, &f->cap_steps, f->n_steps + depth + 1, sizeof *f->step);
	memcpy(f->step + f->n_steps, b->way, depth * sizeof *f->step);
	f->way[at] = (uint32_t)f->n_steps;
	f->n_steps += depth;
	f->way[at + 1] = (uint32_t)f->n_steps;
	return (uint8_t)b->n_leaves++;
}

/* Adds the subtree at node I, DEPTH steps from the root, and gives its place. */
static uint8_t
add_below(struct build *b, int i, size_t depth)
{
	const struct node *n = &b->node[i];

	if (n->feature < 0)
		return add_leaf(b, n->value, depth);
	size_t own = b->n_splits++;
	struct split *s = &b->f->split[b->tree * b->f->n_splits + own];
	s->test = test_of(b, n->feature, n->threshold);
	b->way[depth] = (struct step){ (uint32_t)n->feature, b->node[n->low].value - n->value };
	s->low = add_below(b, n->low, depth + 1);
	b->way[depth].by = b->node[n->high].value - n->value;
	s->high = add_below(b, n->high, depth + 1);
	return (uint8_t)(MAX_LEAVES + own);
}

/* So that all trees are walked in as many steps: splits behind the last one, from
 * one to the next, and their leaves. */
static void
add_tree(struct build *b, size_t tree, int root)
{
	struct forest *f = b->f;

	b->tree = tree;
	b->n_splits = b->n_leaves = 0;
	add_below(b, root, 0);
	f->size[tree] = (uint8_t)b->n_splits;
	for (; b->n_splits < f->n_splits; b->n_splits++)
		f->split[tree * f->n_splits + b->n_splits] = (struct split){ 0, (uint8_t)b->n_leaves++, (uint8_t)(MAX_LEAVES + b->n_splits + 1) };
}

/* The leaves below node I; more than MOST where there are so many. */
static size_t
leaves_below(const struct node *node, int i, size_t most)
{
	if (node[i].feature < 0 || most < 2)
		return node[i].feature < 0 ? 1 : most + 1;
	size_t low = leaves_below(node, node[i].low, most - 1);
	return low >= most ? most + 1 : low + leaves_below(node, node[i].high, most - low);
}

/* The tests of a feature one behind the other, for they look at the same numbers. */
static void
order_tests(const struct build *b)
{
	struct forest *f = b->f;
	struct test *old = f->test;
	uint32_t *at = xcalloc(f->n_tests + 1, sizeof *at), n = 0;

	f->test = xcalloc(f->n_tests + 1, sizeof *f->test);
	for (size_t i = 0; i < b->n_features; i++)
		for (uint32_t t = b->first[i]; t; t = b->next[t - 1]) {
			f->test[n] = old[t - 1];
			at[t - 1] = n++;
		}
	for (size_t i = 0; i < f->n_trees * f->n_splits; i++)
		f->split[i].test = at[f->split[i].test];
	free(old);
	free(at);
}

struct forest *
forest_new(const struct node *node, const int *root, size_t n_trees, size_t n_numbers)
{
	size_t n_splits = 0;

	for (size_t t = 0; t < n_trees; t++) {
		size_t n = leaves_below(node, root[t], MAX_LEAVES);
		if (n > MAX_LEAVES)
			return NULL;
		n_splits = n - 1 > n_splits ? n - 1 : n_splits;
	}
	struct forest *f = xcalloc(1, sizeof *f);
	struct build b = { .f = f, .node = node };
	f->n_trees = n_trees;
	f->n_numbers = n_numbers;
	f->n_splits = n_splits;
	f->split = xcalloc(n_trees * n_splits + 1, sizeof *f->split);
	f->size = xcalloc(n_trees + 1, sizeof *f->size);
	f->leaf = xcalloc(n_trees * MAX_LEAVES + 1, sizeof *f->leaf);
	f->way = xcalloc(n_trees * MAX_LEAVES + 1, sizeof *f->way);
	for (size_t t = 0; t < n_trees; t++)
		add_tree(&b, t, root[t]);
	order_tests(&b);
	free(b.first);
	free(b.next);
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
	free(f->size);
	free(f);
}

size_t
forest_room(const struct forest *f)
{
	return f->n_tests + 1;
}

/* Which of 32 numbers are above THRESHOLD. */
INLINE uint32_t
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

WIDE static void
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

/* The numbers of the leaves at which candidates end: that of candidate I at [I % 8][I / 8],
 * for so bits become bytes without a look at each. */
typedef uint8_t leaves[8][FOREST_BLOCK / 8];

/* Swaps, in each byte, the bits of LOW behind STEP with those of HIGH before it. */
INLINE void
swap_bits(bits *low, bits *high, int step, uint64_t mask)
{
	bits moved = ((*low >> step) ^ *high) & mask;

	*high ^= moved;
	*low ^= moved << step;
}

/* From a row for each bit of the numbers to a byte for each candidate: of each
 * eight rows and eight candidates rows and columns change places. */
INLINE void
turn(const bits number[LEAF_BITS], leaves out)
{
	bits row[8] = { number[0], number[1], number[2], number[3], number[4] };

	#pragma GCC unroll 4
	for (int i = 0; i < 4; i++)
		swap_bits(&row[i * 2], &row[i * 2 + 1], 1, UINT64_C(0x5555555555555555));
	#pragma GCC unroll 4
	for (int i = 0; i < 4; i++)
		swap_bits(&row[i + i / 2 * 2], &row[i + i / 2 * 2 + 2], 2, UINT64_C(0x3333333333333333));
	#pragma GCC unroll 4
	for (int i = 0; i < 4; i++)
		swap_bits(&row[i], &row[i + 4], 4, UINT64_C(0x0f0f0f0f0f0f0f0f));
	memcpy(out, row, sizeof row);
}

/* The leaves of the tree T at which the candidates end. */
WIDE static void
walk(const struct forest *f, size_t t, const struct forest_block *b, leaves out)
{
	bits at[2 * MAX_LEAVES], number[LEAF_BITS];
	const struct split *s = f->split + t * f->n_splits;

	at[MAX_LEAVES + f->size[t]] = (bits){ 0 };
	at[f->size[t] ? MAX_LEAVES : 0] = ~(bits){ 0 };
	for (size_t i = 0; i < f->n_splits; i++, s++) {
		bits here = at[MAX_LEAVES + i], pass = *(const bits *)b->room[s->test];
		at[s->low] = here & ~pass;
		at[s->high] = here & pass;
	}
	/* The leaves with the highest bit in their number; then they are folded onto the others. */
	for (size_t k = LEAF_BITS, n = f->n_splits + 1; k-- > 0;) {
		size_t half = (size_t)1 << k;
		number[k] = (bits){ 0 };
		for (size_t i = half; i < n; i++) {
			number[k] |= at[i];
			at[i - half] |= at[i];
		}
		n = n < half ? n : half;
	}
	turn(number, out);
}

#define GROUP 32        /* trees whose leaves are kept until they are summed up */

/* Adds to SUM[i] the leaves of N trees, from FIRST on, that LEAF[t][i] names: four sums at a time stay at hand. */
static void
add_leaves(const struct forest *f, size_t first, size_t n, const leaves *leaf, double *sum, size_t from)
{
	const double *value = f->leaf + first * MAX_LEAVES;
	double a = sum[0], b = sum[1], c = sum[2], d = sum[3];

	for (size_t t = 0; t < n; t++, value += MAX_LEAVES) {
		const uint8_t *four = leaf[t][0] + from;
		a += value[four[0]];
		b += value[four[1]];
		c += value[four[2]];
		d += value[four[3]];
	}
	sum[0] = a;
	sum[1] = b;
	sum[2] = c;
	sum[3] = d;
}

void
forest_sums(const struct forest *f, const struct forest_block *b, double sum[FOREST_BLOCK])
{
	leaves leaf[GROUP];
	double turned[8][FOREST_BLOCK / 8] = { { 0 } };

	run_tests(f, b);
	for (size_t first = 0; first < f->n_trees; first += GROUP) {
		size_t n = f->n_trees - first < GROUP ? f->n_trees - first : GROUP;
		for (size_t t = 0; t < n; t++)
			walk(f, first + t, b, leaf[t]);
		for (size_t row = 0; row < 8; row++)
			for (size_t i = 0; i * 8 + row < b->n; i += 4)
				add_leaves(f, first, n, (const leaves *)leaf, turned[row] + i, row * (FOREST_BLOCK / 8) + i);
	}
	for (size_t i = 0; i < b->n; i++)
		sum[i] = turned[i % 8][i / 8];
}

void
forest_shares(const struct forest *f, const struct forest_block *b, double *share, size_t stride)
{
	leaves leaf;

	run_tests(f, b);
	for (size_t t = 0; t < f->n_trees; t++) {
		walk(f, t, b, leaf);
		for (size_t i = 0; i < b->n; i++) {
			const uint32_t *way = &f->way[t * MAX_LEAVES + leaf[i % 8][i / 8]];
			for (uint32_t k = way[0]; k < way[1]; k++)
				share[i * stride + f->step[k].feature] += (double)f->step[k].by;
		}
	}
}
