#include "sort.h"

#include <stdlib.h>

#include "merge_sort.h"
#include "pack.h"
#include "xalloc.h"

/* Runs merged at once; more are merged into one first. */
#define FAN_IN 100
#define AHEAD  8

/* A record in memory: where it lies, and the first bytes of its key as a number. */
struct item { uint64_t prefix; const char *p; };

/* A sorted run and its record at the front. */
struct run {
	struct spool *spool;
	struct item   front;
	struct str    record;
};

struct sorter {
	char         *dir;
	size_t        memory, count;
	char         *space;            /* records since the last run: u32 key, u32 value, bytes */
	size_t        used, cap;
	struct item  *item, *scratch;
	size_t        n_items, cap_items;
	struct run    run[FAN_IN];
	size_t        n_runs;
	size_t       *heap, n_heap;     /* numbers of runs, the least in front */
	bool          reading;
	size_t        at;
};

struct sorter *
sorter_new(const char *dir, size_t memory)
{
	struct sorter *s = xcalloc(1, sizeof *s);

	s->dir = xstrdup(dir);
	s->memory = memory < 4096 ? 4096 : memory;
	return s;
}

static struct str
key_of(const char *p)
{
	uint32_t n;

	memcpy(&n, p, sizeof n);
	return (struct str){ p + 8, n };
}

static struct str
value_of(const char *p)
{
	uint32_t k, n;

	memcpy(&k, p, sizeof k);
	memcpy(&n, p + 4, sizeof n);
	return (struct str){ p + 8 + k, n };
}

static bool
before(const struct item *a, const struct item *b)
{
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix;
	int order = str_cmp(key_of(a->p), key_of(b->p));
	return order ? order < 0 : str_cmp(value_of(a->p), value_of(b->p)) < 0;
}

MERGE_SORT(sort_items, struct item, before)

/* How many bytes all keys in memory begin with alike; the prefixes that are
 * compared first are taken from behind them. */
static size_t
common_bytes(const struct sorter *s)
{
	struct str first = s->n_items ? key_of(s->item[0].p) : STR("");

	for (size_t i = 1; i < s->n_items && first.n; i++) {
		struct str key = key_of(s->item[i].p);
		size_t n = 0;
		while (n < first.n && n < key.n && first.p[n] == key.p[n])
			n++;
		first.n = n;
	}
	return first.n;
}

static void
sort_memory(struct sorter *s)
{
	size_t common = common_bytes(s);

	s->scratch = xrealloc(s->scratch, (s->n_items / 2 + 1) * sizeof *s->scratch);
	for (size_t i = 0; i < s->n_items; i++) {
		struct str key = key_of(s->item[i].p);
		s->item[i].prefix = str_prefix(str_sub(key, common, key.n));
	}
	sort_items(s->item, s->scratch, s->n_items);
}

static int
advance(struct run *r, struct err *e)
{
	int got = spool_next(r->spool, &r->record, e);

	if (got > 0)
		r->front = (struct item){ str_prefix(key_of(r->record.p)), r->record.p };
	return got;
}

static void
sift(struct sorter *s, size_t at)
{
	for (;;) {
		size_t least = at;
		for (size_t k = 2 * at + 1; k <= 2 * at + 2 && k < s->n_heap; k++)
			if (before(&s->run[s->heap[k]].front, &s->run[s->heap[least]].front))
				least = k;
		if (least == at)
			return;
		size_t x = s->heap[at];
		s->heap[at] = s->heap[least];
		s->heap[least] = x;
		at = least;
	}
}

static bool
heap_begin(struct sorter *s, struct err *e)
{
	s->heap = xrealloc(s->heap, (FAN_IN + 1) * sizeof *s->heap);
	s->n_heap = 0;
	for (size_t i = 0; i < s->n_runs; i++) {
		int got = advance(&s->run[i], e);
		if (got < 0)
			return false;
		if (got)
			s->heap[s->n_heap++] = i;
	}
	for (size_t i = s->n_heap; i-- > 0;)
		sift(s, i);
	return true;
}

/* Steps over the front record of the heap. */
static int
heap_step(struct sorter *s, struct err *e)
{
	int got = advance(&s->run[s->heap[0]], e);

	if (got < 0)
		return -1;
	if (got == 0)
		s->heap[0] = s->heap[--s->n_heap];
	sift(s, 0);
	return 1;
}

/* All runs become one.  An error stays in the spool and is told at the end. */
static void
merge_runs(struct sorter *s)
{
	struct spool *all = spool_new(s->dir);
	struct err e = { 0 };
	bool ok = heap_begin(s, &e);

	while (ok && s->n_heap) {
		spool_put(all, s->run[s->heap[0]].record);
		ok = heap_step(s, &e) > 0;
	}
	if (!ok) {
		/* The run that failed fails again when it is read for the result. */
		spool_close(all);
		return;
	}
	for (size_t i = 0; i < s->n_runs; i++)
		spool_close(s->run[i].spool);
	s->run[0] = (struct run){ .spool = all };
	s->n_runs = 1;
}

static void
write_run(struct sorter *s)
{
	if (s->n_runs == FAN_IN)
		merge_runs(s);
	if (s->n_runs == FAN_IN) {
		s->n_items = s->used = 0;
		return;
	}
	struct spool *out = spool_new(s->dir);
	sort_memory(s);
	for (size_t i = 0; i < s->n_items; i++) {
		const char *p = s->item[i].p;
		/* Records lie anywhere: the processor fetches one while others are put. */
		if (i + AHEAD < s->n_items)
			__builtin_prefetch(s->item[i + AHEAD].p);
		spool_put(out, (struct str){ p, 8 + key_of(p).n + value_of(p).n });
	}
	s->run[s->n_runs++] = (struct run){ .spool = out };
	s->n_items = 0;
	s->used = 0;
}

void
sorter_put(struct sorter *s, struct str key, struct str value)
{
	size_t n = 8 + key.n + value.n;
	uint32_t sizes[2] = { (uint32_t)key.n, (uint32_t)value.n };

	if (s->n_items && s->used + n + (s->n_items + 1) * (sizeof *s->item * 3 / 2) > s->memory)
		write_run(s);
	if (s->used + n > s->cap) {
		size_t old = s->cap;
		char *space = s->space;
		s->cap = old * 2 < s->memory ? old * 2 + 4096 : s->memory;
		if (s->cap < s->used + n)
			s->cap = s->used + n;
		s->space = xmalloc(s->cap);
		if (s->used)
			memcpy(s->space, space, s->used);
		for (size_t i = 0; i < s->n_items; i++)
			s->item[i].p = s->space + (s->item[i].p - space);
		free(space);
	}
	s->item = xgrow(s->item, &s->cap_items, s->n_items + 1, sizeof *s->item);
	char *p = s->space + s->used;
	memcpy(p, sizes, 8);
	memcpy(p + 8, key.p, key.n);
	if (value.n)
		memcpy(p + 8 + key.n, value.p, value.n);
	s->item[s->n_items++].p = p;
	s->used += n;
	s->count++;
}

static bool
begin(struct sorter *s, struct err *e)
{
	s->reading = true;
	if (s->n_runs == 0) {
		sort_memory(s);
		return true;
	}
	if (s->n_items)
		write_run(s);
	free(s->space);
	free(s->item);
	free(s->scratch);
	s->space = NULL;
	s->item = s->scratch = NULL;
	return heap_begin(s, e);
}

int
sorter_next(struct sorter *s, struct str *key, struct str *value, struct err *e)
{
	const char *p;

	if (!s->reading) {
		if (!begin(s, e))
			return -1;
	} else if (s->n_runs && s->n_heap && heap_step(s, e) < 0)
		return -1;
	if (s->n_runs) {
		if (s->n_heap == 0)
			return 0;
		p = s->run[s->heap[0]].front.p;
	} else {
		if (s->at == s->n_items)
			return 0;
		p = s->item[s->at++].p;
	}
	*key = key_of(p);
	*value = value_of(p);
	return 1;
}

size_t
sorter_count(const struct sorter *s)
{
	return s->count;
}

void
sorter_close(struct sorter *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_runs; i++)
		spool_close(s->run[i].spool);
	free(s->space);
	free(s->item);
	free(s->scratch);
	free(s->heap);
	free(s->dir);
	free(s);
}
