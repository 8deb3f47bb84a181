#include "near.h"

#include <stdlib.h>

#include "../common/xalloc.h"

#define TWO     (MAP_NONE - 1)  /* the number of a key with two */
#define BITS    20

/* Most slips lead to nothing.  That is seen at once by the sum of numbers of the
 * letters, whose order does not matter: a letter more or less is one addition,
 * wherever it stands. */
static uint64_t
letter(char c)
{
	uint64_t v = ((uint64_t)(unsigned char)c + 1) * UINT64_C(0x9e3779b97f4a7c15);

	/* Not in proportion to the letter: "ad" is not "bc". */
	return (v ^ v >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
}

static uint64_t
sum_of(struct str key)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < key.n; i++)
		sum += letter(key.p[i]);
	return sum;
}

static size_t
bit_of(uint64_t sum)
{
	return (size_t)(sum * UINT64_C(0xbf58476d1ce4e5b9) >> (64 - BITS));
}

void
near_add(struct near *m, struct str key, uint32_t number)
{
	if (key.n < NEAR_SHORT)
		return;
	if (!m->letters)
		m->letters = xcalloc((1u << BITS) / 64, sizeof *m->letters);
	size_t bit = bit_of(sum_of(key));
	m->letters[bit / 64] |= UINT64_C(1) << bit % 64;
	uint32_t at = map_get(&m->map, key);
	if (at == MAP_NONE)
		map_put(&m->map, key, number);
	else if (at != number)
		map_set(&m->map, key, TWO);
}

/* A key that is changed and changed back; t has room for one byte more. */
struct search {
	const struct near *known;
	char               t[256];
	size_t             n;
	uint64_t           sum;
	uint32_t           found;
};

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Whether a key may have these letters. */
static bool
may_be(const struct search *s, uint64_t sum)
{
	size_t bit = bit_of(sum);

	return s->known->letters[bit / 64] >> bit % 64 & 1;
}

/* Looks up the first N bytes of t. */
static void
try(struct search *s, size_t n)
{
	uint32_t at = n < NEAR_SHORT ? MAP_NONE : map_get(&s->known->map, (struct str){ s->t, n });

	if (at != MAP_NONE)
		s->found = s->found == MAP_NONE || s->found == at ? at : TWO;
}

static void
try_swap(struct search *s, size_t i)
{
	char a = s->t[i], b = s->t[i + 1];

	if (a == b || !is_letter(a) || !is_letter(b))
		return;
	s->t[i] = b;
	s->t[i + 1] = a;
	try(s, s->n);
	s->t[i] = a;
	s->t[i + 1] = b;
}

static void
try_without(struct search *s, size_t i)
{
	char *t = s->t, was = t[i];
	size_t behind = s->n - i - 1;

	if (!is_letter(was) || (t[i - 1] != was && (s->n <= NEAR_LONG || behind == 0)) || !may_be(s, s->sum - letter(was)))
		return;
	memmove(t + i, t + i + 1, behind);
	try(s, s->n - 1);
	memmove(t + i + 1, t + i, behind);
	t[i] = was;
}

/* With one C more, wherever it may stand. */
static void
try_with(struct search *s, char c)
{
	char *t = s->t;

	if (!may_be(s, s->sum + letter(c)))
		return;
	for (size_t i = 1; i <= s->n; i++)
		if (c == t[i - 1] || (s->n >= NEAR_LONG && i < s->n)) {
			memmove(t + i + 1, t + i, s->n - i);
			t[i] = c;
			try(s, s->n + 1);
			memmove(t + i, t + i + 1, s->n - i);
		}
}

uint32_t
near_find(const struct near *m, struct str key)
{
	struct search s = { .known = m, .n = key.n, .sum = sum_of(key), .found = MAP_NONE };

	if (m->map.n == 0 || key.n < NEAR_SHORT || key.n >= sizeof s.t)
		return NEAR_NONE;
	memcpy(s.t, key.p, key.n);
	bool same_letters = may_be(&s, s.sum);
	for (size_t i = 1; i < s.n; i++) {
		if (same_letters && i + 1 < s.n)
			try_swap(&s, i);
		try_without(&s, i);
	}
	for (char c = 'a'; c <= 'z'; c++)
		try_with(&s, c);
	return s.found == TWO ? NEAR_NONE : s.found;
}

void
near_release(struct near *m)
{
	map_release(&m->map);
	free(m->letters);
}
