#include "word_classes.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/rows.h"
#include "../common/xalloc.h"
#include "token.h"

struct slot { uint64_t hash; uint32_t class; };         /* hash 0: free */

struct word_classes {
	struct slot *slot;              /* open addressing */
	size_t       cap, n;            /* cap: a power of two */
	struct str   name[MAX_WORD_CLASSES];
	size_t       n_classes;
	struct arena arena;
};

static struct slot *
find(const struct word_classes *c, uint64_t hash)
{
	size_t i = (hash ^ hash >> 32) & (c->cap - 1);

	while (c->slot[i].hash && c->slot[i].hash != hash)
		i = (i + 1) & (c->cap - 1);
	return &c->slot[i];
}

static void
make_room(struct word_classes *c)
{
	struct slot *old = c->slot;
	size_t n = c->cap;

	if (4 * (c->n + 1) <= 3 * c->cap)
		return;
	c->cap = n ? 2 * n : 1 << 15;
	c->slot = xcalloc(c->cap, sizeof *c->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].hash)
			*find(c, old[i].hash) = old[i];
	free(old);
}

/* NULL, or what is wrong with the row. */
static const char *
read_class(struct word_classes *c, const struct row *row)
{
	struct str words = row->field[1], word;
	uint64_t no;

	if (!str_to_u64(row->field[0], &no) || no != c->n_classes)
		return "classes must stand in order";
	if (c->n_classes == MAX_WORD_CLASSES)
		return "too many classes";
	c->name[c->n_classes++] = arena_strf(&c->arena, "~%u", (unsigned)no);
	while (words.n && str_split(&words, ' ', &word)) {
		make_room(c);
		struct slot *s = find(c, token_hash(word));
		if (!word.n || s->hash)
			return "a word is empty, or in a class already";
		*s = (struct slot){ token_hash(word), (uint32_t)no };
		c->n++;
	}
	return NULL;
}

struct word_classes *
word_classes_load(const char *dir, struct err *e)
{
	struct word_classes *c = xcalloc(1, sizeof *c);
	const char *wrong = NULL;
	char path[4096];
	struct row row;
	int got = -1;

	snprintf(path, sizeof path, "%s/word_classes.csv", dir);
	make_room(c);
	struct rows *r = rows_open(path, NULL, e);
	if (r && (rows_column(r, "class") != 0 || rows_column(r, "words") != 1))
		err_set(e, EX_CONFIG, "%s: line 1: the columns are not class,words", path);
	else
		while (r && !wrong && (got = rows_next(r, &row, e)) > 0)
			if ((wrong = read_class(c, &row)))
				err_set(e, EX_CONFIG, "%s: line %zu: %s", path, row.line, wrong);
	rows_close(r);
	if (got == 0)
		return c;
	word_classes_free(c);
	return NULL;
}

void
word_classes_free(struct word_classes *c)
{
	if (!c)
		return;
	free(c->slot);
	arena_free(&c->arena);
	free(c);
}

struct str
word_class(const struct word_classes *c, uint64_t hash)
{
	const struct slot *s = find(c, hash);

	return s->hash ? c->name[s->class] : STR("");
}
