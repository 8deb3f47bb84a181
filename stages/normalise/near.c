#include "near.h"

struct search {
	const struct map *known;
	uint32_t          found;
};

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static void
try(struct search *s, const char *p, size_t n)
{
	uint32_t at = n < NEAR_SHORT ? MAP_NONE : map_get(s->known, (struct str){ p, n });

	if (at != MAP_NONE)
		s->found = s->found == MAP_NONE || s->found == at ? at : NEAR_TWO;
}

/* T is KEY with room for one byte more; its I-th byte is changed, and back. */
static void
try_swap(struct search *s, char *t, size_t n, size_t i)
{
	char a = t[i], b = t[i + 1];

	if (a == b || !is_letter(a) || !is_letter(b))
		return;
	t[i] = b;
	t[i + 1] = a;
	try(s, t, n);
	t[i] = a;
	t[i + 1] = b;
}

/* "xyy" for "xxy", and the other way round. */
static void
try_other_double(struct search *s, char *t, size_t n, size_t i)
{
	char was = t[i], other = t[i - 1] == was ? t[i + 1] : t[i - 1];

	if ((t[i - 1] == was) == (t[i + 1] == was) || !is_letter(was) || !is_letter(other))
		return;
	t[i] = other;
	try(s, t, n);
	t[i] = was;
}

static void
try_without(struct search *s, char *t, size_t n, size_t i)
{
	char was = t[i];
	bool doubled = t[i - 1] == was;

	if (!is_letter(was) || (!doubled && (n <= NEAR_LONG || i + 1 == n)))
		return;
	memmove(t + i, t + i + 1, n - i - 1);
	try(s, t, n - 1);
	memmove(t + i + 1, t + i, n - i - 1);
	t[i] = was;
}

/* With a letter more in front of the I-th. */
static void
try_with(struct search *s, char *t, size_t n, size_t i)
{
	memmove(t + i + 1, t + i, n - i);
	for (char c = 'a'; c <= 'z'; c++)
		if (c == t[i - 1] || (n >= NEAR_LONG && i < n)) {
			t[i] = c;
			try(s, t, n + 1);
		}
	memmove(t + i, t + i + 1, n - i);
}

uint32_t
near_find(const struct map *known, struct str key)
{
	struct search s = { known, MAP_NONE };
	char t[256];
	size_t n = key.n;

	if (n < NEAR_SHORT || n >= sizeof t)
		return MAP_NONE;
	memcpy(t, key.p, n);
	for (size_t i = 1; i < n; i++) {
		if (i + 1 < n) {
			try_swap(&s, t, n, i);
			try_other_double(&s, t, n, i);
		}
		try_without(&s, t, n, i);
		try_with(&s, t, n, i);
	}
	try_with(&s, t, n, n);
	return s.found == NEAR_TWO ? MAP_NONE : s.found;
}
