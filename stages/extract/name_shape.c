#include "name_shape.h"

#include <math.h>
#include <stdlib.h>

#include "../common/xalloc.h"
#include "token.h"

#define SLOTS (1 << NAME_SHAPE_BITS)

/* The run of three bytes that ends behind byte I of NAME, from the one that ends before it; behind the name there is a mark. */
static inline uint32_t
next_run(uint32_t run, struct str name, size_t i)
{
	return (run << 8 | (i < name.n ? (unsigned char)name.p[i] : '$')) & 0xffffff;
}

/* The run before the first. */
static inline uint32_t
first_run(struct str name)
{
	return '^' << 8 | (unsigned char)name.p[0];
}

static inline uint32_t
slot_of(uint32_t run)
{
	return run * UINT32_C(2654435761) >> (32 - NAME_SHAPE_BITS);    /* Knuth's multiplicative hash */
}

void
name_shape_learn(struct name_shape *s, const struct lexicon *lex)
{
	uint32_t (*count)[SLOTS] = xcalloc(N_LEXICON_TABLES, sizeof *count);
	double all[N_LEXICON_TABLES];

	for (int t = 0; t < N_LEXICON_TABLES; t++) {
		all[t] = 1;
		for (size_t i = 0; i < lex->n[t]; i++) {
			struct str name = lex->entry[t][i].name;
			uint32_t run = first_run(name);
			for (size_t k = 1; k <= name.n; k++)
				count[t][slot_of(run = next_run(run, name, k))]++;
			all[t] += (double)name.n;
		}
	}
	for (size_t i = 0; i < SLOTS; i++)
		s->ratio[i] = (float)(log((count[LEXICON_TECHNOLOGIES][i] + 0.5) / all[LEXICON_TECHNOLOGIES]) -
		    log((count[LEXICON_ORGANISATIONS][i] + 0.5) / all[LEXICON_ORGANISATIONS]));
	free(count);
}

double
name_shape_ratio(const struct name_shape *s, struct str name)
{
	char plain[256];
	double sum = 0;

	if (name.n == 0)
		return 0;
	if (name.n <= sizeof plain) {
		memcpy(plain, name.p, name.n);
		name = (struct str){ plain, token_plain_marks(plain, name.n) };
	}
	uint32_t run = first_run(name);
	for (size_t k = 1; k <= name.n; k++)
		sum += (double)s->ratio[slot_of(run = next_run(run, name, k))];
	return sum / (double)name.n;
}
