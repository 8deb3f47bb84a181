/*
 * The trees of the score: walked all at once they end in the leaves in which a
 * walk node by node ends, and tell the same shares, whatever their shape.
 */
#include "../../stages/extract/forest.h"
#include "../lib/tap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define TREES 40
#define NUMBERS 9       /* of the features; the others are flags */
#define FEATURES 12
#define MAX_NODES (TREES * 2 * (MAX_LEAVES + 1))

static struct node node[MAX_NODES];
static int root[TREES], n_nodes;
static uint32_t state = 20240917;

static unsigned
below(unsigned n)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % n;
}

/* A tree of LEAVES leaves at a new node. */
static int
grow(int leaves)
{
	int at = n_nodes++;

	node[at] = (struct node){ .feature = -1, .value = (float)below(2000) / 512 - 2 };
	if (leaves > 1) {
		int low = 1 + (int)below((unsigned)leaves - 1);
		node[at].feature = (int)below(FEATURES);
		node[at].threshold = (float)below(5) - 2;
		node[at].low = grow(low);
		node[at].high = grow(leaves - low);
	}
	return at;
}

static float number[NUMBERS][FOREST_BLOCK];
static uint64_t flag[FEATURES - NUMBERS][FOREST_WORDS];

static double
walk(size_t candidate, double *share)
{
	double sum = 0;

	for (int t = 0; t < TREES; t++) {
		const struct node *n = &node[root[t]];
		while (n->feature >= 0) {
			float value = n->feature < NUMBERS ? number[n->feature][candidate] :
			    (float)(flag[n->feature - NUMBERS][candidate / 64] >> candidate % 64 & 1);
			const struct node *next = &node[value > n->threshold ? n->high : n->low];
			share[n->feature] += (double)(next->value - n->value);
			n = next;
		}
		sum += (double)n->value;
	}
	return sum;
}

/* Do all of a block, full or not?  Values at and between the thresholds, and beyond them. */
static bool
agree(const struct forest *f, uint64_t (*room)[FOREST_WORDS])
{
	struct forest_block b = { 1 + below(FOREST_BLOCK), number, flag, room };
	static double got[FOREST_BLOCK][FEATURES];
	double sum[FOREST_BLOCK];
	unsigned right = 0;

	for (size_t i = 0; i < b.n; i++)
		for (size_t k = 0; k < NUMBERS; k++)
			number[k][i] = (float)below(14) / 2 - 3;
	for (size_t k = 0; k < FEATURES - NUMBERS; k++)
		for (size_t i = 0; i < FOREST_WORDS; i++)
			flag[k][i] = (uint64_t)below(1 << 22) << 42 ^ (uint64_t)below(1 << 22) << 21 ^ below(1 << 22);
	forest_sums(f, &b, sum);
	memset(got, 0, sizeof got);
	forest_shares(f, &b, got[0], FEATURES);
	for (size_t i = 0; i < b.n; i++) {
		double want[FEATURES] = { 0 };
		bool same = walk(i, want) == sum[i];
		for (int k = 0; k < FEATURES; k++)
			same &= got[i][k] == want[k];
		right += same;
	}
	return right == b.n;
}

int
main(void)
{
	unsigned right = 0;

	for (int t = 0; t < TREES; t++)
		root[t] = grow(t < MAX_LEAVES ? t + 1 : MAX_LEAVES);
	struct forest *f = forest_new(node, root, TREES, NUMBERS);
	OK(f != NULL, "trees of 1 to %d leaves", MAX_LEAVES);
	uint64_t (*room)[FOREST_WORDS] = calloc(f ? forest_room(f) : 1, sizeof *room);
	for (int i = 0; f && i < 100; i++)
		right += agree(f, room);
	OK(right == 100, "the candidates of %u of 100 blocks end where a walk ends, with its shares", right);
	free(room);
	forest_free(f);
	root[TREES - 1] = grow(MAX_LEAVES + 1);
	OK(forest_new(node, root, TREES, NUMBERS) == NULL, "a tree of %d leaves is refused", MAX_LEAVES + 1);
	return tap_status();
}
