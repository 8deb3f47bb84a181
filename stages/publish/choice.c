#include "choice.h"

#include <stdlib.h>

#include "../common/xalloc.h"

enum {
	CLAIMS_PER_CELL = 6,
	LEVELS          = 256           /* of independent articles; more are one level */
};

/* Hashes with a small count each.  A collision would show or hide a row of the
 * page, at one in 10^7 for a million rows. */
struct set {
	uint64_t *hash;                 /* 0 = free */
	uint8_t  *count;
	size_t    n, slots;             /* slots: a power of two */
};

enum kind { KIND_FIRST, KIND_CELLS, KIND_CLAIMS, KIND_NAMED };

struct choice {
	size_t     most;                /* rows of any table */
	size_t     limit, taken;        /* rows of this one */
	bool       whole;               /* the table is within the limit */
	enum kind  kind;
	struct set cells, adopters, technologies, articles;
	struct set *named;              /* KIND_NAMED: who may come in */
	size_t     level;               /* KIND_CELLS: above it all come in, */
	uint64_t   below;               /* at it those whose hash is below */
};

struct choice *
choice_new(size_t limit)
{
	struct choice *c = xcalloc(1, sizeof *c);

	c->most = limit;
	return c;
}

static void
set_release(struct set *s)
{
	free(s->hash);
	free(s->count);
}

void
choice_free(struct choice *c)
{
	if (!c)
		return;
	set_release(&c->cells);
	set_release(&c->adopters);
	set_release(&c->technologies);
	set_release(&c->articles);
	free(c);
}

static size_t
set_slot(const struct set *s, uint64_t hash)
{
	size_t at = (size_t)hash & (s->slots - 1);

	while (s->hash[at] && s->hash[at] != hash)
		at = (at + 1) & (s->slots - 1);
	return at;
}

/* The count of HASH, or NULL if it is not in the set. */
static uint8_t *
set_find(struct set *s, uint64_t hash)
{
	size_t at;

	if (s->n == 0)
		return NULL;
	at = set_slot(s, hash | 1);
	return s->hash[at] ? &s->count[at] : NULL;
}

static void
set_add(struct set *s, uint64_t hash)
{
	size_t at;

	if (2 * s->n >= s->slots) {
		struct set bigger = { .slots = s->slots ? 2 * s->slots : 1024 };

		bigger.hash = xcalloc(bigger.slots, sizeof *bigger.hash);
		bigger.count = xcalloc(bigger.slots, sizeof *bigger.count);
		for (size_t i = 0; i < s->slots; i++)
			if (s->hash[i])
				bigger.hash[set_slot(&bigger, s->hash[i])] = s->hash[i];
		bigger.n = s->n;
		set_release(s);
		*s = bigger;
	}
	at = set_slot(s, hash | 1);
	if (!s->hash[at]) {
		s->hash[at] = hash | 1;
		s->n++;
	}
}

static struct str
field(const struct rows *in, const struct row *row, const char *column)
{
	int at = rows_column(in, column);

	return at < 0 ? STR("") : row->field[at];
}

/* FNV-1a mixes its low bits badly for a threshold; this is the finaliser of
 * MurmurHash3.  https://github.com/aappleby/smhasher/wiki/MurmurHash3 */
static uint64_t
mixed(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdull;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53ull;
	return h ^ h >> 33;
}

static uint64_t
cell_hash(const struct rows *in, const struct row *row)
{
	uint64_t adopter = str_hash(field(in, row, "adopter_id"));

	return mixed(adopter * 31 + str_hash(field(in, row, "technology_id")));
}

static size_t
level_of(const struct rows *in, const struct row *row)
{
	uint64_t n;

	if (!str_to_u64(field(in, row, "independent_articles"), &n))
		return 0;
	return n < LEVELS ? (size_t)n : LEVELS - 1;
}

/* The level at which LIMIT cells are reached, and the share of it that fits. */
static void
find_level(struct choice *c, const size_t cells[LEVELS])
{
	size_t room = c->limit;

	for (c->level = LEVELS - 1; c->level > 0 && cells[c->level] <= room; c->level--)
		room -= cells[c->level];
	c->below = cells[c->level] <= room ? UINT64_MAX
	    : (uint64_t)((double)room / (double)cells[c->level] * (double)UINT32_MAX) << 32;
}

bool
choice_begin(struct choice *c, const char *table, const char *path, unsigned share, struct err *e)
{
	struct str name = str_of(table);
	size_t n = 0, levels[LEVELS] = { 0 };
	struct rows *in = rows_open(path, NULL, e);
	struct row row;
	int got = -1;

	c->taken = 0;
	c->limit = c->most / (share > 1 ? share : 1);
	c->kind = str_eq(name, STR("adoption")) ? KIND_CELLS : str_eq(name, STR("claims")) ? KIND_CLAIMS : KIND_FIRST;
	c->named = str_eq(name, STR("adopters")) ? &c->adopters : str_eq(name, STR("technologies")) ? &c->technologies
	    : str_eq(name, STR("articles")) ? &c->articles : NULL;
	if (c->named)
		c->kind = KIND_NAMED;
	for (size_t i = 0; i < c->cells.slots; i++)
		c->cells.count[i] = 0;
	while (in && (got = rows_next(in, &row, e)) > 0) {
		n++;
		if (c->kind == KIND_CELLS)
			levels[level_of(in, &row)]++;
		else if (n > c->limit)
			break;
	}
	rows_close(in);
	c->whole = n <= c->limit;
	if (c->kind == KIND_CELLS)
		find_level(c, levels);
	return got >= 0;
}

static bool
wanted(struct choice *c, const struct rows *in, const struct row *row)
{
	uint8_t *count;
	size_t level;

	if (c->whole)
		return true;
	if (c->kind == KIND_NAMED)
		return set_find(c->named, str_hash(row->field[0])) != NULL;
	if (c->taken == c->limit)
		return false;
	switch (c->kind) {
	case KIND_CELLS:
		level = level_of(in, row);
		return level > c->level || (level == c->level && cell_hash(in, row) < c->below);
	case KIND_CLAIMS:
		count = set_find(&c->cells, cell_hash(in, row));
		return count && *count < CLAIMS_PER_CELL && ++*count;
	case KIND_NAMED:
	case KIND_FIRST:
		break;
	}
	return true;
}

/* What is on the page has to find what it names. */
static void
note(struct choice *c, const struct rows *in, const struct row *row)
{
	static const char *const technology[] = { "technology_id", "from_id", "to_id", "subject_id" };
	struct str id;

	if (c->kind == KIND_NAMED)
		return;
	if (c->kind == KIND_CELLS)
		set_add(&c->cells, cell_hash(in, row));
	if ((id = field(in, row, "adopter_id")).n || (id = field(in, row, "subject_id")).n)
		set_add(&c->adopters, str_hash(id));
	if ((id = field(in, row, "article_id")).n)
		set_add(&c->articles, str_hash(id));
	for (size_t i = 0; i < sizeof technology / sizeof technology[0]; i++)
		if ((id = field(in, row, technology[i])).n)
			set_add(&c->technologies, str_hash(id));
}

bool
choice_takes(struct choice *c, const struct rows *in, const struct row *row)
{
	if (!wanted(c, in, row))
		return false;
	c->taken++;
	note(c, in, row);
	return true;
}
