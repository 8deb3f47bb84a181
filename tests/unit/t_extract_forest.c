/*
 * The trees of the score: walked all at once they end in the leaves in which a
 * walk node by node ends, and tell the same shares, whatever their shape.
 */
#include "../../stages/extract/forest.h"
#include "../lib/tap.h"

#include <stdbool.h>
#include <stdlib.h>

#define TREES 40
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

static double
walk(const float *value, double *share)
{
	double sum = 0;

	for (int t = 0; t < TREES; t++) {
		const struct node *n = &node[root[t]];
		while (n->feature >= 0) {
			const struct node *next = &node[value[n->feature] > n->threshold ? n->high : n->low];
			share[n->feature] += (double)(next->value - n->value);
			n = next;
		}
		sum += (double)n->value;
	}
	return sum;
}

/* Values at and between the thresholds, and beyond them. */
static bool
agree(const struct forest *f)
{
	float value[FEATURES];
	double want[FEATURES] = { 0 }, got[FEATURES] = { 0 };
	uint32_t left[TREES];

	for (int i = 0; i < FEATURES; i++)
		value[i] = (float)below(14) / 2 - 3;
	double sum = walk(value, want);
	bool same = forest_sum(f, value, left) == sum;
	forest_shares(f, value, left, got);
	for (int i = 0; i < FEATURES; i++)
		same &= got[i] == want[i];
	return same;
}

int
main(void)
{
	int right = 0;

	for (int t = 0; t < TREES; t++)
		root[t] = grow(t < MAX_LEAVES ? t + 1 : MAX_LEAVES);
	struct forest *f = forest_new(node, root, TREES, FEATURES);
	OK(f != NULL, "trees of 1 to %d leaves", MAX_LEAVES);
	for (int i = 0; f && i < 5000; i++)
		right += agree(f);
	OK(right == 5000, "%d of 5000 candidates end where a walk ends, with its shares", right);
	forest_free(f);
	root[TREES - 1] = grow(MAX_LEAVES + 1);
	OK(forest_new(node, root, TREES, FEATURES) == NULL, "a tree of %d leaves is refused", MAX_LEAVES + 1);
	return tap_status();
}
