#include "copies.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/map.h"
#include "../common/pack.h"
#include "../common/sheet.h"
#include "../common/xalloc.h"
#include "lsh.h"

/* A paragraph that an article of another witness has, too. */
struct passage { uint32_t article, block, owner; };

struct copies {
	char            *dir;
	struct lsh      *texts, *skeletons;
	uint64_t        *text_hash;     /* 0 = no words */
	size_t           n, cap_hash;
	struct sorter   *passages;      /* hash, article id, block -> article */
	struct passage  *passage;       /* sorted by article and block */
	size_t           n_passages, cap_passages;
};

struct copies *
copies_new(const char *dir)
{
	struct copies *c = xcalloc(1, sizeof *c);

	c->dir = xstrdup(dir);
	c->texts = lsh_new(dir, SIGNATURE, BAND_ROWS);
	c->skeletons = lsh_new(dir, FAMILY_FUNCTIONS, FAMILY_BAND_ROWS);
	c->passages = sorter_new(dir, 16u << 20);
	return c;
}

/* The value of a digit and 1; 0 for what is none. */
static const unsigned char hex_digit[256] = {
	['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
	['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16
};

static bool
hex_number(struct str s, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = hex_digit[(unsigned char)s.p[i]];
		if (!digit)
			return false;
		*out = *out << 4 | (digit - 1);
	}
	return true;
}

static bool
malformed(const struct rows *r, const struct row *row, const char *what, struct err *e)
{
	return err_set(e, EX_DATAERR, "%s: line %zu: malformed %s", rows_path(r), row->line, what);
}

static bool
read_signature(struct str text, uint16_t *out)
{
	uint64_t v;

	if (text.n != SIGNATURE * 4)
		return false;
	for (size_t i = 0; i < SIGNATURE; i++) {
		if (!hex_number(str_sub(text, 4 * i, 4 * i + 4), &v))
			return false;
		out[i] = (uint16_t)v;
	}
	return true;
}

/* The skeleton's words as numbers and their minima. */
static void
add_skeleton(struct copies *c, struct str skeleton)
{
	uint16_t minima[FAMILY_FUNCTIONS];
	uint32_t word[LSH_MAX_ITEMS];
	struct str part;
	size_t n = 0;

	while (skeleton.n && n < LSH_MAX_ITEMS && str_split(&skeleton, ' ', &part)) {
		uint64_t h = str_hash(part);
		word[n++] = (uint32_t)(h ^ h >> 32);
	}
	for (size_t i = 0; i < FAMILY_FUNCTIONS; i++) {
		uint64_t a = (2 * i + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
		uint32_t least = UINT32_MAX;
		for (size_t k = 0; k < n; k++) {
			uint32_t h = (uint32_t)((word[k] * a + (a >> 7)) >> 32);
			least = h < least ? h : least;
		}
		minima[i] = (uint16_t)(least ^ least >> 16);
	}
	lsh_add(c->skeletons, n >= FAMILY_MIN_WORDS ? minima : NULL, word, n);
}

bool
copies_add(struct copies *c, const struct shard *s, struct err *e)
{
	const struct str *f = s->fingerprint.field;
	uint16_t signature[SIGNATURE];
	uint64_t hash;

	if (!hex_number(f[fingerprints__text_hash], &hash) || (f[fingerprints__text_hash].n & 15))
		return malformed(s->fingerprints, &s->fingerprint, "text_hash", e);
	if (f[fingerprints__signature].n && !read_signature(f[fingerprints__signature], signature))
		return malformed(s->fingerprints, &s->fingerprint, "signature", e);
	c->text_hash = xgrow(c->text_hash, &c->cap_hash, c->n + 1, sizeof *c->text_hash);
	c->text_hash[c->n++] = hash;
	lsh_add(c->texts, f[fingerprints__signature].n ? signature : NULL, NULL, 0);
	add_skeleton(c, f[fingerprints__skeleton]);
	return true;
}

static bool
add_passage(struct copies *c, const struct rows *r, const struct row *row, const struct map *sources,
    const struct articles *all, struct buf *key, struct err *e)
{
	uint32_t number = map_get(sources, row->field[passages__source]);
	uint64_t hash, block;

	if (number == MAP_NONE)
		return err_set(e, EX_DATAERR, "%s: line %zu: no document '%.*s'", rows_path(r), row->line,
		    STR_ARG(row->field[passages__source]));
	if (row->field[passages__hash].n != 16 || !hex_number(row->field[passages__hash], &hash) ||
	    !str_to_u64(row->field[passages__block], &block) || block > UINT32_MAX)
		return malformed(r, row, "passage", e);
	buf_reset(key);
	pack_be64(key, hash);
	pack_be64(key, all->a[number].id);
	pack_be32(key, (uint32_t)block);
	sorter_put(c->passages, buf_str(key), (struct str){ (const char *)&number, sizeof number });
	return true;
}

bool
copies_add_passages(struct copies *c, const char *build, const char *shard, const struct map *sources,
    const struct articles *all, struct err *e)
{
	char path[4096];
	struct buf key = { 0 };
	struct row row;
	int got = -1;

	snprintf(path, sizeof path, "%s/fingerprint/%s/passages.csv.zst", build, shard);
	struct rows *r = rows_open(path, &tables[TABLE_passages], e);
	while (r && (got = rows_next(r, &row, e)) > 0)
		if (!add_passage(c, r, &row, sources, all, &key, e)) {
			got = -1;
			break;
		}
	rows_close(r);
	buf_release(&key);
	return got == 0;
}

/* ---- clusters ---- */

static uint32_t
root(uint32_t *parent, uint32_t x)
{
	while (parent[x] != x)
		x = parent[x] = parent[parent[x]];
	return x;
}

static void
join(uint32_t *parent, uint32_t a, uint32_t b)
{
	parent[root(parent, a)] = root(parent, b);
}

struct hashed { uint64_t hash; uint32_t number; };

static int
by_hash(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->number > y->number) - (x->number < y->number);
}

static void
join_equal(const struct copies *c, uint32_t *parent)
{
	struct hashed *h = xcalloc(c->n + 1, sizeof *h);
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->text_hash[i])
			h[n++] = (struct hashed){ c->text_hash[i], (uint32_t)i };
	qsort(h, n, sizeof *h, by_hash);
	for (size_t i = 1; i < n; i++)
		if (h[i].hash == h[i - 1].hash)
			join(parent, h[i].number, h[i - 1].number);
	free(h);
}

/* Share of the smaller set of shingles that is in the other, from their resemblance. */
static double
containment(const struct articles *all, uint32_t a, uint32_t b, double resemblance)
{
	double x = all->a[a].shingles, y = all->a[b].shingles, less = x < y ? x : y;
	double share = less > 0 ? resemblance * (x + y) / ((1 + resemblance) * less) : 0;

	return share > 1 ? 1 : share;
}

struct near { const struct articles *all; uint32_t *parent; };

static void
join_near(void *context, uint32_t a, uint32_t b, double resemblance)
{
	struct near *near = context;

	if (resemblance >= MIN_RESEMBLANCE || (resemblance >= MIN_TRIMMED_RESEMBLANCE &&
	    containment(near->all, a, b, resemblance) >= MIN_CONTAINMENT))
		join(near->parent, a, b);
}

static void
join_family(void *context, uint32_t a, uint32_t b, double resemblance)
{
	struct near *near = context;

	if (resemblance >= FAMILY_MIN_RESEMBLANCE)
		join(near->parent, a, b);
}

static bool
connected(void *context, uint32_t a, uint32_t b)
{
	struct near *near = context;

	return root(near->parent, a) == root(near->parent, b);
}

/* Of each set, the article that speaks for it. */
static uint32_t *
speakers(const struct articles *all, uint32_t *parent)
{
	uint32_t *best = xcalloc(all->n + 1, sizeof *best);

	for (size_t i = 0; i < all->n; i++)
		best[i] = ARTICLE_NONE;
	for (uint32_t i = 0; i < all->n; i++) {
		uint32_t r = root(parent, i);
		if (best[r] == ARTICLE_NONE || article_before(all, i, best[r]))
			best[r] = i;
	}
	return best;
}

static bool
cluster_texts(struct copies *c, struct articles *all, uint32_t *parent, struct err *e)
{
	struct near near = { all, parent };

	join_equal(c, parent);
	if (!lsh_pairs(c->texts, all, NULL, join_near, connected, &near, e))
		return false;
	uint32_t *best = speakers(all, parent);
	for (uint32_t i = 0; i < all->n; i++)
		all->a[i].copy_of = best[root(parent, i)];
	free(best);
	return true;
}

static bool
is_speaker(const struct articles *all, uint32_t i)
{
	return all->a[i].copy_of == i;
}

static bool
cluster_families(struct copies *c, struct articles *all, uint32_t *parent, struct err *e)
{
	struct near near = { all, parent };

	for (uint32_t i = 0; i < all->n; i++)
		parent[i] = all->a[i].copy_of;
	if (!lsh_pairs(c->skeletons, all, is_speaker, join_family, connected, &near, e))
		return false;
	uint32_t *best = speakers(all, parent);
	uint32_t *size = xcalloc(all->n + 1, sizeof *size);
	for (uint32_t i = 0; i < all->n; i++)
		if (is_speaker(all, i))
			size[root(parent, i)]++;
	for (uint32_t i = 0; i < all->n; i++) {
		uint32_t r = root(parent, i);
		all->a[i].witness = best[r];
		all->a[i].family = size[r] > 1 ? best[r] : ARTICLE_NONE;
	}
	free(size);
	free(best);
	return true;
}

/* The articles of one passage: all but those of the owner's witness repeat it. */
static void
share_passage(struct copies *c, const struct articles *all, const struct passage *group, size_t n)
{
	uint32_t owner = group[0].article;

	for (size_t i = 1; i < n; i++)
		if (article_before(all, group[i].article, owner))
			owner = group[i].article;
	for (size_t i = 0; i < n; i++)
		if (all->a[group[i].article].witness != all->a[owner].witness) {
			c->passage = xgrow(c->passage, &c->cap_passages, c->n_passages + 1, sizeof *c->passage);
			c->passage[c->n_passages++] = (struct passage){ group[i].article, group[i].block, owner };
		}
}

static int
by_place(const void *a, const void *b)
{
	const struct passage *x = a, *y = b;

	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return (x->block > y->block) - (x->block < y->block);
}

static bool
find_passages(struct copies *c, const struct articles *all, struct err *e)
{
	struct passage *group = NULL;
	size_t n = 0, cap = 0;
	uint64_t last = 0;
	struct str key, value;
	int got;

	while ((got = sorter_next(c->passages, &key, &value, e)) > 0) {
		uint64_t hash = unpack_be64(&key);
		unpack_be64(&key);
		struct passage p = { .block = unpack_be32(&key) };
		unpack_value(&value, p.article);
		if (n && hash != last) {
			share_passage(c, all, group, n);
			n = 0;
		}
		last = hash;
		group = xgrow(group, &cap, n + 1, sizeof *group);
		group[n++] = p;
	}
	if (n)
		share_passage(c, all, group, n);
	free(group);
	sorter_close(c->passages);
	c->passages = NULL;
	if (c->n_passages)
		qsort(c->passage, c->n_passages, sizeof *c->passage, by_place);
	return got == 0;
}

bool
copies_cluster(struct copies *c, struct articles *all, struct err *e)
{
	uint32_t *parent = xcalloc(all->n + 1, sizeof *parent);

	for (uint32_t i = 0; i < all->n; i++)
		parent[i] = i;
	bool ok = cluster_texts(c, all, parent, e) && cluster_families(c, all, parent, e) && find_passages(c, all, e);
	free(parent);
	return ok;
}

uint32_t
copies_witness(const struct copies *c, const struct articles *all, uint32_t number, uint32_t block)
{
	struct passage key = { number, block, 0 };
	const struct passage *p = c->n_passages ?
	    bsearch(&key, c->passage, c->n_passages, sizeof *c->passage, by_place) : NULL;

	return all->a[p ? p->owner : number].witness;
}

/* ---- copies.csv ---- */

static void
add_row(struct sorter *rows, const struct articles *all, uint32_t article, const char *kind, uint32_t of,
    uint32_t block, double similarity)
{
	char id[ID_SIZE], of_id[ID_SIZE];
	struct buf key = { 0 }, value = { 0 };

	id_text(id, "a_", all->a[article].id);
	id_text(of_id, "a_", all->a[of].id);
	buf_addf(&key, "%s%c%s%c%s%c%u", id, 0, kind, 0, of_id, 0, block);
	buf_addf(&value, "%.4g", similarity);
	sorter_put(rows, buf_str(&key), buf_str(&value));
	buf_release(&key);
	buf_release(&value);
}

static bool
gather_rows(struct copies *c, const struct articles *all, struct sorter *rows, struct err *e)
{
	for (uint32_t i = 0; i < all->n; i++) {
		const struct article *a = &all->a[i];
		double similarity;
		if (a->copy_of != i && c->text_hash[i] == c->text_hash[a->copy_of])
			add_row(rows, all, i, "exact", a->copy_of, 0, 1);
		else if (a->copy_of != i) {
			if (!lsh_resemblance(c->texts, i, a->copy_of, &similarity, e))
				return false;
			add_row(rows, all, i, "near", a->copy_of, 0, containment(all, i, a->copy_of, similarity));
		} else if (a->family != ARTICLE_NONE && a->family != i) {
			if (!lsh_resemblance(c->skeletons, i, a->family, &similarity, e))
				return false;
			add_row(rows, all, i, "family", a->family, 0, similarity);
		}
	}
	for (size_t i = 0; i < c->n_passages; i++)
		add_row(rows, all, c->passage[i].article, "passage", c->passage[i].owner, c->passage[i].block, 1);
	return true;
}

bool
copies_write(struct copies *c, const struct articles *all, const char *path, struct account *account, struct err *e)
{
	struct sorter *rows = sorter_new(c->dir, 16u << 20);
	struct sheet *s = sheet_create(path, &tables[TABLE_copies], 1, e);
	struct str key, value, field[copies__n];
	int got = -1;

	if (s && gather_rows(c, all, rows, e))
		while ((got = sorter_next(rows, &key, &value, e)) > 0) {
			for (int i = copies__article_id; i <= copies__block; i++)
				str_split(&key, 0, &field[i]);
			field[copies__similarity] = value;
			sheet_put(s, field);
		}
	if (got == 0)
		account_add(account, "copies_out", sheet_rows(s));
	bool ok = got == 0 && sheet_commit(s, e);
	sheet_close(s);
	sorter_close(rows);
	return ok;
}

void
copies_free(struct copies *c)
{
	if (!c)
		return;
	lsh_free(c->texts);
	lsh_free(c->skeletons);
	sorter_close(c->passages);
	free(c->text_hash);
	free(c->passage);
	free(c->dir);
	free(c);
}
