#include "choices.h"

#include <math.h>

struct choice *
choices_add(struct choices *all, const struct mention *m, clues c)
{
	for (size_t i = 0; m && i < all->n; i++)
		if (same_name(&all->at[i].m->name, &m->name)) {
			all->at[i].clues |= c;
			return &all->at[i];
		}
	if (!m || all->n == MAX_CHOICES)
		return NULL;
	all->at[all->n] = (struct choice){ .m = m, .clues = c };
	return &all->at[all->n++];
}

void
choices_only(struct choices *all, const struct mention *m)
{
	struct choice *one = m ? choices_add(all, m, 0) : NULL;

	if (!m)
		return;
	all->at[0] = one ? *one : (struct choice){ .m = m };    /* where there was no more room */
	all->n = 1;
}

const struct choice *
choices_weigh(struct choices *all, const struct clue_weights *w)
{
	const struct choice *best = NULL;
	double sum = 1;

	/* Beyond e^500 all is certain. */
	for (size_t i = 0; i < all->n; i++)
		sum += all->at[i].p = exp(fmin(clues_sum(w, all->at[i].clues, all->at[i].condition), 500));
	for (size_t i = 0; i < all->n; i++) {
		all->at[i].p /= sum;
		if (!best || all->at[i].p > best->p)
			best = &all->at[i];
	}
	return best;
}
