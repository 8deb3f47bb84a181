/*
 * merge_sort.h -- a stable sort whose comparison is compiled in.
 *
 * For arrays of millions, where qsort() would call back for each comparison.
 */
#ifndef USEDBY_MERGE_SORT_H
#define USEDBY_MERGE_SORT_H

#include <stddef.h>
#include <string.h>

/* Defines static void NAME(TYPE *a, TYPE *t, size_t n), which sorts A[0..N)
 * with room for half as many in T, by bool BEFORE(const TYPE *, const TYPE *). */
#define MERGE_SORT(name, type, before) \
static void \
name(type *a, type *t, size_t n) \
{ \
	if (n <= 16) { \
		for (size_t i = 1; i < n; i++) { \
			type x = a[i]; \
			size_t k = i; \
			for (; k && before(&x, &a[k - 1]); k--) \
				a[k] = a[k - 1]; \
			a[k] = x; \
		} \
		return; \
	} \
	size_t half = n / 2, i = 0, k = half, out = 0; \
	name(a, t, half); \
	name(a + half, t, n - half); \
	if (!before(&a[half], &a[half - 1])) \
		return; \
	memcpy(t, a, half * sizeof *a); \
	while (i < half && k < n) \
		a[out++] = before(&a[k], &t[i]) ? a[k++] : t[i++]; \
	while (i < half) \
		a[out++] = t[i++]; \
}

#endif
