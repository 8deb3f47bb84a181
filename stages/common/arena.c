#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "xalloc.h"

#define BLOCK_BYTES (64u << 10)

/* Under the address sanitiser a read behind what was handed out is an error, as it is with malloc(). */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define GAP 16
#else
#define GAP 0
#define ASAN_POISON_MEMORY_REGION(at, n) ((void)(at), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(at, n) ((void)(at), (void)(n))
#endif

struct arena_block {
	struct arena_block *next;
	size_t              size;       /* of the bytes behind this head */
	_Alignas(max_align_t) char bytes[];
};

static void
add_block(struct arena *a, size_t need)
{
	size_t size = a->blocks ? a->blocks->size * 2 : BLOCK_BYTES;

	if (size > (64u << 20))
		size = 64u << 20;
	if (size < need)
		size = need;
	struct arena_block *b = xmalloc(sizeof *b + size);
	b->next = a->blocks;
	b->size = size;
	a->blocks = b;
	a->at = b->bytes;
	a->end = b->bytes + size;
	ASAN_POISON_MEMORY_REGION(b->bytes, size);
}

/* N bytes at a multiple of ALIGN, a power of two, not zeroed. */
static void *
take(struct arena *a, size_t n, size_t align)
{
	size_t skip = -(uintptr_t)a->at & (align - 1);

	if (n > SIZE_MAX / 2)
		xalloc_die();
	if (!a->blocks || (size_t)(a->end - a->at) < skip + n + GAP) {
		add_block(a, n + GAP);
		skip = 0;
	}
	char *p = a->at + skip;
	a->at = p + n + GAP;
	ASAN_UNPOISON_MEMORY_REGION(p, n);
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(take(a, n, _Alignof(max_align_t)), 0, n);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		xalloc_die();
	return arena_alloc(a, n * size);
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p = take(a, s.n + 1, 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return (struct str){ p, s.n };
}

struct str
arena_strf(struct arena *a, const char *format, ...)
{
	va_list list, again;
	char *at = a->at;       /* where it lies if it fits */

	ASAN_UNPOISON_MEMORY_REGION(at, (size_t)(a->end - at));
	va_start(list, format);
	va_copy(again, list);
	int n = vsnprintf(at, (size_t)(a->end - at), format, list);
	va_end(list);
	ASAN_POISON_MEMORY_REGION(at, (size_t)(a->end - at));
	char *p = take(a, (size_t)(n < 0 ? 0 : n) + 1, 1);
	if (p != at || n < 0)
		*p = 0;
	if (p != at && n > 0)
		vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){ p, (size_t)(n < 0 ? 0 : n) };
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->blocks;

	if (!keep)
		return;
	for (struct arena_block *b = keep->next, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	keep->next = NULL;
	a->at = keep->bytes;
	a->end = keep->bytes + keep->size;
	ASAN_POISON_MEMORY_REGION(keep->bytes, keep->size);
}

void
arena_free(struct arena *a)
{
	for (struct arena_block *b = a->blocks, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){ 0 };
}

size_t
arena_room(const struct arena *a)
{
	size_t n = 0;

	for (const struct arena_block *b = a->blocks; b; b = b->next)
		n += b->size;
	return n;
}
