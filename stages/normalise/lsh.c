#include "lsh.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/map.h"
#include "../common/merge_sort.h"
#include "../common/xalloc.h"

#define BATCH 1024              /* rows read at once */
#define MAX_FAILED 500000       /* pairs that are remembered; others are looked at again */

/* Where an article's items lie in the file of items; n = ABSENT: no row. */
struct place { uint64_t at; uint16_t n; };
#define ABSENT UINT16_MAX

/* A file without a name, written at its end and read anywhere. */
struct scratch {
	int        fd, error;
	struct buf wait;
	uint64_t   size;
};

struct lsh {
	char          *dir;
	size_t         functions, rows, n, cap;
	struct place  *place;
	struct scratch minima, items;
	bool           exact;           /* items were given */
	struct map     failed;          /* pairs that were looked at and do not connect */
};

static void
scratch_flush(struct scratch *s, const char *dir)
{
	if (s->fd < 0 && !s->error) {
		char path[4096];
		snprintf(path, sizeof path, "%s/minima.XXXXXX.tmp", dir);
		s->fd = mkostemps(path, 4, O_CLOEXEC);
		if (s->fd < 0)
			s->error = errno;
		else
			unlink(path);
	}
	for (size_t at = 0; at < s->wait.n && !s->error;) {
		ssize_t n = write(s->fd, s->wait.p + at, s->wait.n - at);
		if (n < 0 && errno != EINTR)
			s->error = errno;
		at += n > 0 ? (size_t)n : 0;
	}
	buf_reset(&s->wait);
}

static void
scratch_add(struct scratch *s, const char *dir, const void *p, size_t n)
{
	buf_add(&s->wait, (struct str){ p, n });
	s->size += n;
	if (s->wait.n >= 256u << 10)
		scratch_flush(s, dir);
}

static bool
scratch_read(struct scratch *s, const char *dir, uint64_t at, void *out, size_t n, struct err *e)
{
	char *p = out;

	if (s->wait.n)
		scratch_flush(s, dir);
	while (n && !s->error) {
		ssize_t got = pread(s->fd, p, n, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			s->error = got < 0 ? errno : EIO;
		else {
			p += got;
			at += (uint64_t)got;
			n -= (size_t)got;
		}
	}
	errno = s->error;
	return s->error ? err_errno(e, s->fd < 0 ? EX_CANTCREAT : EX_IOERR, "%s: temporary file", dir) : true;
}

struct lsh *
lsh_new(const char *dir, size_t functions, size_t rows)
{
	struct lsh *l = xcalloc(1, sizeof *l);

	l->dir = xstrdup(dir);
	l->functions = functions;
	l->rows = rows;
	l->minima.fd = l->items.fd = -1;
	return l;
}

void
lsh_add(struct lsh *l, const uint16_t *minima, const uint32_t *item, size_t n)
{
	static const uint16_t nothing[256];

	l->place = xgrow(l->place, &l->cap, l->n + 1, sizeof *l->place);
	l->place[l->n++] = (struct place){ l->items.size, minima ? (uint16_t)n : ABSENT };
	scratch_add(&l->minima, l->dir, minima ? minima : nothing, l->functions * sizeof *minima);
	if (minima && n) {
		l->exact = true;
		scratch_add(&l->items, l->dir, item, n * sizeof *item);
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
read_items(struct lsh *l, uint32_t a, uint32_t *out, struct err *e)
{
	if (!scratch_read(&l->items, l->dir, l->place[a].at, out, l->place[a].n * sizeof *out, e))
		return false;
	qsort(out, l->place[a].n, sizeof *out, by_number);
	return true;
}

static bool
exact_resemblance(struct lsh *l, uint32_t a, uint32_t b, double *similarity, struct err *e)
{
	uint32_t x[LSH_MAX_ITEMS], y[LSH_MAX_ITEMS];
	size_t n = l->place[a].n, m = l->place[b].n, i = 0, k = 0, both = 0;

	if (!read_items(l, a, x, e) || !read_items(l, b, y, e))
		return false;
	while (i < n && k < m)
		if (x[i] == y[k])
			both++, i++, k++;
		else if (x[i] < y[k])
			i++;
		else
			k++;
	*similarity = n + m > both ? (double)both / (double)(n + m - both) : 0;
	return true;
}

bool
lsh_resemblance(struct lsh *l, uint32_t a, uint32_t b, double *similarity, struct err *e)
{
	uint16_t x[256], y[256];
	size_t same = 0, bytes = l->functions * sizeof *x;

	*similarity = 0;
	if (l->place[a].n == ABSENT || l->place[b].n == ABSENT)
		return true;
	if (l->exact)
		return exact_resemblance(l, a, b, similarity, e);
	if (!scratch_read(&l->minima, l->dir, a * (uint64_t)bytes, x, bytes, e) ||
	    !scratch_read(&l->minima, l->dir, b * (uint64_t)bytes, y, bytes, e))
		return false;
	for (size_t i = 0; i < l->functions; i++)
		same += x[i] == y[i];
	*similarity = (double)same / (double)l->functions;
	return true;
}

struct entry { uint64_t band, id; uint32_t number; };

static inline bool
before(const struct entry *x, const struct entry *y)
{
	return x->band != y->band ? x->band < y->band : x->id < y->id;
}

MERGE_SORT(sort_entries, struct entry, before)

struct pairing {
	const struct articles *all;
	bool (*allowed)(const struct articles *, uint32_t);
	void (*take)(void *, uint32_t, uint32_t, double);
	bool (*connected)(void *, uint32_t, uint32_t);
	void *context;
};

static bool
look_at(struct lsh *l, const struct pairing *p, uint32_t a, uint32_t b, struct err *e)
{
	uint32_t pair[2] = { a < b ? a : b, a < b ? b : a };
	struct str key = { (const char *)pair, sizeof pair };
	double similarity;

	if (p->connected(p->context, a, b) || map_get(&l->failed, key) != MAP_NONE)
		return true;
	if (!lsh_resemblance(l, a, b, &similarity, e))
		return false;
	p->take(p->context, a, b, similarity);
	if (!p->connected(p->context, a, b) && l->failed.n < MAX_FAILED)
		map_put(&l->failed, key, 0);
	return true;
}

/* The values of one band for all articles that take part. */
static bool
read_band(struct lsh *l, const struct pairing *p, size_t band, struct entry *out, size_t *n, struct err *e)
{
	size_t bytes = l->functions * sizeof(uint16_t);
	uint16_t *rows = xmalloc(BATCH * bytes);
	bool ok = true;

	*n = 0;
	for (size_t i = 0; i < l->n && ok; i += BATCH) {
		size_t many = l->n - i < BATCH ? l->n - i : BATCH;
		ok = scratch_read(&l->minima, l->dir, i * bytes, rows, many * bytes, e);
		for (size_t k = 0; k < many && ok; k++) {
			uint32_t number = (uint32_t)(i + k);
			if (l->place[number].n == ABSENT || (p->allowed && !p->allowed(p->all, number)))
				continue;
			uint64_t value = 0;
			for (size_t j = 0; j < l->rows; j++)
				value = value << 16 | rows[k * l->functions + band * l->rows + j];
			out[(*n)++] = (struct entry){ value, p->all->a[number].id, number };
		}
	}
	free(rows);
	return ok;
}

#define SEEN_BITS 21

static size_t
slot_of(const struct entry *x)
{
	return (size_t)(x->band * UINT64_C(0x9e3779b97f4a7c15) >> (64 - SEEN_BITS));
}

/* Drops entries whose value no other has, as most do: what is left is little to
 * sort.  SEEN has 2^SEEN_BITS places; who meets another in one stays, too. */
static size_t
drop_single(struct entry *x, size_t n, uint8_t *seen)
{
	size_t kept = 0;

	memset(seen, 0, (size_t)1 << SEEN_BITS);
	for (size_t i = 0; i < n; i++)
		seen[slot_of(&x[i])] = seen[slot_of(&x[i])] ? 2 : 1;
	for (size_t i = 0; i < n; i++)
		if (seen[slot_of(&x[i])] == 2)
			x[kept++] = x[i];
	return kept;
}

bool
lsh_pairs(struct lsh *l, const struct articles *all, bool (*allowed)(const struct articles *, uint32_t),
    void (*take)(void *, uint32_t, uint32_t, double), bool (*connected)(void *, uint32_t, uint32_t), void *context,
    struct err *e)
{
	struct pairing p = { all, allowed, take, connected, context };
	struct entry *x = xcalloc(l->n + 1, sizeof *x), *t = xcalloc(l->n / 2 + 1, sizeof *t);
	uint8_t *seen = xmalloc((size_t)1 << SEEN_BITS);
	size_t n = 0;
	bool ok = true;

	for (size_t band = 0; band < l->functions / l->rows && ok; band++) {
		ok = read_band(l, &p, band, x, &n, e);
		if (ok) {
			n = drop_single(x, n, seen);
			sort_entries(x, t, n);
		}
		for (size_t i = 1, first = 0; i < n && ok; i++) {
			if (x[i].band != x[i - 1].band) {
				first = i;
				continue;
			}
			ok = look_at(l, &p, x[i - 1].number, x[i].number, e);
			if (ok && first != i - 1)
				ok = look_at(l, &p, x[first].number, x[i].number, e);
		}
	}
	free(x);
	free(t);
	free(seen);
	return ok;
}

void
lsh_free(struct lsh *l)
{
	if (!l)
		return;
	if (l->minima.fd >= 0)
		close(l->minima.fd);
	if (l->items.fd >= 0)
		close(l->items.fd);
	buf_release(&l->minima.wait);
	buf_release(&l->items.wait);
	map_release(&l->failed);
	free(l->place);
	free(l->dir);
	free(l);
}
