#include "clue_fit.h"

#include <math.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "corpus.h"
#include "file.h"

void
clue_samples_add(struct clue_samples *s, struct clue_sample one)
{
	s->at = xgrow(s->at, &s->cap, s->n + 1, sizeof *s->at);
	s->at[s->n++] = one;
}

/* A clue has the key 1 and its number, and where the condition holds a second one. */
static size_t
keys_of(const struct clue_sample *s, uint32_t key[2 * MAX_CLUES])
{
	size_t n = 0;

	for (uint32_t k = 0; k < MAX_CLUES; k++)
		if (s->clues >> k & 1) {
			key[n++] = k + 1;
			if (s->condition)
				key[n++] = MAX_CLUES + k + 1;
		}
	return n;
}

struct clue_weights
clue_fit(const struct clue_samples *all, int fold, const struct logit_options *options)
{
	struct clue_weights w = { { 0 }, { 0 } };
	struct logit_sample *s = xcalloc(all->n + 1, sizeof *s);
	uint32_t (*key)[2 * MAX_CLUES] = xcalloc(all->n + 1, sizeof *key);
	size_t n = 0;
	struct logit m;

	for (size_t i = 0; i < all->n; i++) {
		const struct clue_sample *one = &all->at[i];
		if ((int)(one->text % FOLDS) == fold)
			continue;
		size_t n_keys = keys_of(one, key[n]);
		s[n] = (struct logit_sample){ { key[n] }, { n_keys }, one->right, 1, one->text };
		n++;
	}
	logit_fit(&m, s, n, options);
	w.of[0] = (int)lround(m.constant * 100);
	for (size_t i = 0; i < m.n; i++) {
		uint32_t k = m.key[i] - 1;
		*(k < MAX_CLUES ? &w.of[k] : &w.more[k - MAX_CLUES]) += (int)lround(m.weight[i] * 100);
	}
	logit_release(&m);
	free(key);
	free(s);
	return w;
}

bool
clue_weights_write(const struct clue_weights *w, const struct clue_set *set, const char *dir, struct err *e)
{
	struct buf b = { 0 };

	buf_addf(&b, "clue,weight,%s\n", set->condition);
	for (int i = 0; i < set->n; i++)
		buf_addf(&b, "%s,%d,%d\n", set->name[i], w->of[i], w->more[i]);
	return file_write(dir, set->file, &b, e);
}
