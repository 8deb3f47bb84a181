#include "trees.h"

#include <stdlib.h>

#include "../common/rows.h"
#include "../common/xalloc.h"

static bool
to_float(struct str s, float *out)
{
	double d;
	bool ok = str_to_double(s, &d);

	*out = (float)d;
	return ok;
}

/* Adds the row's node; NULL, or what is wrong. */
static const char *
read_node(struct trees *t, const struct map *names, const struct row *row)
{
	uint64_t tree, no, low = 0;
	struct node n = { .feature = -1 };

	if (row->n != 6 || !str_to_u64(row->field[0], &tree) || !str_to_u64(row->field[1], &no) || !to_float(row->field[5], &n.value))
		return "needs tree, node, feature, threshold, low, value";
	if (no == 0) {
		if (tree != t->n_trees)
			return "trees must stand in order";
		t->root = xgrow(t->root, &t->trees_cap, t->n_trees + 1, sizeof *t->root);
		t->root[t->n_trees++] = (int)t->n;
	}
	if (t->n_trees == 0 || tree != t->n_trees - 1 || no != t->n - (size_t)t->root[t->n_trees - 1])
		return "nodes must stand in order";
	if (row->field[2].n) {
		uint32_t feature = map_get(names, row->field[2]);
		if (feature == MAP_NONE)
			return "unknown feature";
		n.feature = (int)feature;
		/* Children stand behind their parent, so every way ends. */
		if (!to_float(row->field[3], &n.threshold) || !str_to_u64(row->field[4], &low) || low <= no || low > 1000000)
			return "needs a threshold and a node behind this one";
		n.low = t->root[t->n_trees - 1] + (int)low;
		n.high = n.low + 1;
	}
	t->node = xgrow(t->node, &t->cap, t->n + 1, sizeof *t->node);
	t->node[t->n++] = n;
	return NULL;
}

/* Are the children of all nodes nodes of the same tree? */
static bool
is_whole(const struct trees *t)
{
	for (size_t k = 0; k < t->n_trees; k++) {
		int end = k + 1 < t->n_trees ? t->root[k + 1] : (int)t->n;
		for (int i = t->root[k]; i < end; i++)
			if (t->node[i].feature >= 0 && t->node[i].high >= end)
				return false;
	}
	return t->n_trees > 0;
}

bool
trees_load(struct trees *t, const char *path, const struct map *features, size_t n_numbers, struct err *e)
{
	struct row row;
	int got = -1;
	const char *wrong = NULL;

	*t = (struct trees){ 0 };
	struct rows *r = rows_open(path, NULL, e);
	while (r && !wrong && (got = rows_next(r, &row, e)) > 0)
		if ((wrong = read_node(t, features, &row)))
			err_set(e, EX_CONFIG, "%s: line %zu: %s", path, row.line, wrong);
	rows_close(r);
	if (r && got == 0 && !is_whole(t))
		return err_set(e, EX_CONFIG, "%s: a tree lacks nodes", path);
	if (r && got == 0 && !trees_seal(t, n_numbers))
		return err_set(e, EX_CONFIG, "%s: a tree of more than %d leaves", path, MAX_LEAVES);
	return r && got == 0;
}

static void
note_numbers(struct trees *t, size_t n_numbers)
{
	bool *seen = xcalloc(n_numbers + 1, sizeof *seen);

	t->number = xcalloc(n_numbers + 1, sizeof *t->number);
	for (size_t i = 0; i < t->n; i++)
		if (t->node[i].feature >= 0 && (size_t)t->node[i].feature < n_numbers)
			seen[t->node[i].feature] = true;
	for (size_t f = 0; f < n_numbers; f++)
		if (seen[f])
			t->number[t->n_numbers++] = (uint32_t)f;
	free(seen);
}

bool
trees_seal(struct trees *t, size_t n_numbers)
{
	note_numbers(t, n_numbers);
	t->forest = forest_new(t->node, t->root, t->n_trees, n_numbers);
	return t->forest != NULL;
}

void
trees_release(struct trees *t)
{
	free(t->node);
	free(t->root);
	free(t->number);
	forest_free(t->forest);
	*t = (struct trees){ 0 };
}
