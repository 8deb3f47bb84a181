#include "batch.h"

#include <stdlib.h>

/* So many candidates fill the blocks of the forests well enough. */
#define ENOUGH (4 * FOREST_BLOCK)
/* Bytes that an article of usual size does not take. */
#define LARGE ((size_t)4 << 20)

void
reading_search(struct reading *r, const struct vocabulary *v)
{
	names_find(&r->a, v);
	r->f = frame_of(&r->a, v);
	claims_find(&r->a, r->f, v, &r->claims, &r->misses);
}

void
batch_add(struct batch *b)
{
	b->n_candidates += b->at[b->n++].claims.n;
}

bool
batch_full(const struct batch *b)
{
	return b->n == BATCH_ARTICLES || b->n_candidates >= ENOUGH;
}

void
batch_score(struct batch *b, const struct vocabulary *v, const struct model *m, double floor)
{
	struct candidates *claims[BATCH_ARTICLES];

	for (size_t i = 0; i < b->n; i++)
		claims[i] = &b->at[i].claims;
	score_batch(claims, b->n, v, m);
	for (size_t i = 0; i < b->n; i++) {
		struct reading *r = &b->at[i];
		claims_detail(&r->a, v, &r->claims, floor);
		score_join(&r->claims, v);
		metrics_find(&r->a, r->f, v, &r->claims, &r->metrics);
	}
}

static void
release(struct reading *r)
{
	arena_free(&r->arena);
	candidates_release(&r->claims);
	free(r->misses.at);
	free(r->metrics.at);
	*r = (struct reading){ 0 };
}

void
batch_clear(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (arena_room(&b->at[i].arena) > LARGE || b->at[i].claims.cap > ENOUGH)
			release(&b->at[i]);
	b->n = b->n_candidates = 0;
}

void
batch_release(struct batch *b)
{
	for (size_t i = 0; i < BATCH_ARTICLES; i++)
		release(&b->at[i]);
	b->n = b->n_candidates = 0;
}
