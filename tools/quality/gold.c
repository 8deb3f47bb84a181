#include "gold.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/rows.h"
#include "../../stages/common/utf8.h"
#include "../../stages/common/xalloc.h"

static bool
is_legal_suffix(struct str word)
{
	static const char *const list[] = { "inc", "ltd", "llc", "gmbh", "corp", "co", "plc", "ag", "sa", NULL };

	for (size_t i = 0; list[i]; i++)
		if (str_eq(word, str_of(list[i])))
			return true;
	return false;
}

/* Letters, digits, + and #, with single blanks between words. */
static void
plain(struct buf *b, struct str name)
{
	struct buf folded = { 0 };
	size_t start = b->n;
	uint32_t code;

	utf8_fold(&folded, name);
	struct str s = buf_str(&folded);
	for (size_t n; (n = utf8_decode(s, &code)); s = str_sub(s, n, s.n)) {
		if (utf8_is_space(code)) {
			if (b->n > start && b->p[b->n - 1] != ' ')
				buf_addc(b, ' ');
		} else if (utf8_is_word(code) || code == '+' || code == '#')
			buf_add(b, str_sub(s, 0, n));
	}
	while (b->n > start && b->p[b->n - 1] == ' ')
		b->n--;
	buf_release(&folded);
}

static struct str
bare(struct str s)
{
	for (bool cut = true; cut;) {
		cut = false;
		ptrdiff_t first = str_find(s, STR(" "), 0), last = -1;
		if (first < 0)
			break;
		struct str word = str_sub(s, 0, (size_t)first);
		if (str_eq(word, STR("the")) || str_eq(word, STR("apache"))) {
			s = str_sub(s, (size_t)first + 1, s.n);
			cut = true;
			continue;
		}
		for (ptrdiff_t at = first; at >= 0; at = str_find(s, STR(" "), (size_t)at + 1))
			last = at;
		if (is_legal_suffix(str_sub(s, (size_t)last + 1, s.n))) {
			s = str_sub(s, 0, (size_t)last);
			cut = true;
		}
	}
	return s;
}

void
aliases_fold(const struct aliases *a, struct buf *b, struct str name)
{
	struct buf form = { 0 };

	plain(&form, name);
	struct str key = bare(buf_str(&form));
	uint32_t i = map_get(&a->index, key);
	if (i == MAP_NONE)
		buf_add(b, key);
	else {
		while (a->parent[i] != i)
			i = a->parent[i];
		buf_addf(b, "=%u", i);
	}
	buf_release(&form);
}

static uint32_t
number_of(struct aliases *a, struct str name)
{
	struct buf form = { 0 };

	plain(&form, name);
	struct str key = bare(buf_str(&form));
	uint32_t i = map_get(&a->index, key);
	if (i == MAP_NONE) {
		i = (uint32_t)a->index.n;
		map_put(&a->index, key, i);
		a->parent = xgrow(a->parent, &a->cap, i + 1, sizeof *a->parent);
		a->parent[i] = i;
	}
	buf_release(&form);
	while (a->parent[i] != i)
		i = a->parent[i];
	return i;
}

/* The columns of R called NAMES, comma-separated; false with *e set if one is missing. */
static bool
columns(const struct rows *r, const char *names, int *out, struct err *e)
{
	struct str rest = str_of(names), one;

	for (int i = 0; str_split(&rest, ',', &one); i++) {
		char name[32];
		snprintf(name, sizeof name, "%.*s", STR_ARG(one));
		if ((out[i] = rows_column(r, name)) < 0)
			return err_set(e, EX_DATAERR, "%s: line 1: no column '%s'", rows_path(r), name);
	}
	return true;
}

bool
aliases_read(struct aliases *a, const char *path, struct err *e)
{
	struct rows *r = rows_open(path, NULL, e);
	struct row row;
	int column[2], got = -1;

	if (r && columns(r, "name,alias", column, e))
		while ((got = rows_next(r, &row, e)) > 0) {
			uint32_t x = number_of(a, row.field[column[0]]), y = number_of(a, row.field[column[1]]);
			a->parent[y] = x;
		}
	rows_close(r);
	return got == 0;
}

void
aliases_release(struct aliases *a)
{
	map_release(&a->index);
	free(a->parent);
}

static void
key_of(const struct gold *g, struct buf *b, struct str source, struct str adopter, struct str technology, int status)
{
	buf_add(b, source);
	buf_addc(b, '\n');
	aliases_fold(&g->aliases, b, adopter);
	buf_addc(b, '\n');
	aliases_fold(&g->aliases, b, technology);
	buf_addf(b, "\n%d", status);
}

static int
status_of(struct str s)
{
	static const char *const names[] = { "uses", "formerly_used", "considered", "created" };

	for (int i = 0; i < 4; i++)
		if (str_eq(s, str_of(names[i])))
			return i;
	return -1;
}

static void
add_fact(struct gold *g, const struct fact *f)
{
	struct buf key = { 0 };

	key_of(g, &key, f->source, f->adopter, f->technology, f->status);
	uint32_t i = map_get(&g->index, buf_str(&key));
	if (i != MAP_NONE)
		g->at[i].optional = g->at[i].optional && f->optional;
	else {
		map_put(&g->index, buf_str(&key), (uint32_t)g->n);
		g->at = xgrow(g->at, &g->cap, g->n + 1, sizeof *g->at);
		g->at[g->n++] = *f;
	}
	buf_release(&key);
}

bool
gold_read(struct gold *g, const char *path, struct err *e)
{
	struct rows *r = rows_open(path, NULL, e);
	struct row row;
	int c[6], got = -1;
	bool ok = r && columns(r, "doc,adopter,technology,status,evidence,optional", c, e);

	while (ok && (got = rows_next(r, &row, e)) > 0) {
		const struct str *f = row.field;
		int status = status_of(f[c[3]]);
		if (status < 0)
			ok = err_set(e, EX_DATAERR, "%s: line %zu: unknown status '%.*s'", path, row.line, STR_ARG(f[c[3]]));
		else
			add_fact(g, &(struct fact){ arena_str(&g->arena, f[c[0]]), arena_str(&g->arena, f[c[1]]),
			    arena_str(&g->arena, f[c[2]]), arena_str(&g->arena, f[c[4]]), (enum fact_status)status,
			    str_ieq(f[c[5]], STR("y")) });
	}
	rows_close(r);
	return ok && got == 0;
}

int
gold_find(const struct gold *g, struct str source, struct str adopter, struct str technology, int status)
{
	struct buf key = { 0 };

	key_of(g, &key, source, adopter, technology, status);
	uint32_t i = map_get(&g->index, buf_str(&key));
	buf_release(&key);
	return i == MAP_NONE ? -1 : (int)i;
}

void
gold_release(struct gold *g)
{
	free(g->at);
	map_release(&g->index);
	aliases_release(&g->aliases);
	arena_free(&g->arena);
}
