/* Tables whose columns only blanks part: three rows or more in which the
 * columns begin (or end, as numbers do) at the same places. */
#include <stdlib.h>

#include "../common/xalloc.h"
#include "plain.h"

#define MAX_WIDTH 400
#define MAX_ROWS  100000

/* The rows that may be a table, without the rules between them. */
struct grid {
	struct str *row;                /* whole lines */
	size_t      n, cap;
	struct str  rule;               /* the first rule, .n 0 if there is none */
	bool        ruled;              /* a rule stands below the first row */
	uint32_t    end[TABLE_COLUMNS]; /* where the columns end, blanks between them left out */
};

/* Where the character COLUMN, from 0, begins in S. */
static size_t
offset_of(struct str s, uint32_t column)
{
	size_t i = 0;

	for (; i < s.n; i++)
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && column-- == 0)
			break;
	return i;
}

struct str
plain_cell(struct str line, const struct aligned *t, size_t k)
{
	return str_trim(str_sub(line, offset_of(line, t->start[k]), k + 1 < t->n ? offset_of(line, t->start[k + 1]) : line.n));
}

static bool
add_column(struct aligned *t, struct grid *g, uint32_t from, uint32_t to)
{
	if (t->n == TABLE_COLUMNS)
		return false;
	g->end[t->n] = to;
	t->start[t->n++] = from;
	return true;
}

/* "=====  ===  ====" tells the columns itself. */
static bool
columns_of_rule(struct aligned *t, struct grid *g)
{
	uint32_t from = 0;

	for (uint32_t i = 0; i <= g->rule.n; i++) {
		bool mark = i < g->rule.n && g->rule.p[i] != ' ';
		bool before = i > 0 && g->rule.p[i - 1] != ' ';
		if (mark && !before)
			from = i;
		if (!mark && before && !add_column(t, g, from, i))
			return false;
	}
	return t->n >= 2;
}

/* Two characters or more that are blank in all rows part two columns. */
static bool
columns_of_rows(struct aligned *t, struct grid *g)
{
	bool used[MAX_WIDTH + 2] = { false };
	uint32_t from = 0, to = 0;

	for (size_t r = 0; r < g->n; r++) {
		uint32_t column = 0;
		for (size_t i = 0; i < g->row[r].n; i++) {
			if (((unsigned char)g->row[r].p[i] & 0xc0) == 0x80)
				continue;
			if (column == MAX_WIDTH)
				return false;
			used[column++] |= g->row[r].p[i] != ' ';
		}
	}
	for (uint32_t i = 0; i < MAX_WIDTH + 2; i++) {
		if (used[i]) {
			if (to == 0)
				from = i;
			to = i + 1;
		} else if (to && i > to) {
			if (!add_column(t, g, from, to))
				return false;
			to = 0;
		}
	}
	return t->n >= 2;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (digit(s.p[i]))
			return true;
	return false;
}

static bool
is_number(struct str s)
{
	size_t i = 0;

	while (i < s.n && strchr("$~<>+-(", s.p[i]))
		i++;
	return i < s.n && digit(s.p[i]);
}

/* No letter in lower case, and one at least in upper. */
static bool
capitals(struct str s)
{
	bool any = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
		any |= s.p[i] >= 'A' && s.p[i] <= 'Z';
	}
	return any;
}

/* Each row fills its first column, no cell goes over its edge or has a gap of
 * its own, and each column is filled in half of the rows. */
static bool
fits(const struct grid *g, const struct aligned *t)
{
	for (size_t k = 0; k < t->n; k++) {
		size_t filled = 0;
		for (size_t r = 0; r < g->n; r++) {
			struct str line = g->row[r], cell = plain_cell(line, t, k);
			size_t from = offset_of(line, t->start[k]), to = k + 1 < t->n ? offset_of(line, g->end[k]) : line.n;
			filled += cell.n > 0;
			if (str_find(cell, STR("  "), 0) >= 0 || (k == 0 && cell.n == 0))
				return false;
			if ((from > 0 && from < line.n && line.p[from - 1] != ' ') || (to < line.n && line.p[to] != ' '))
				return false;
			if (k == 0 && str_trim(str_sub(line, 0, from)).n > 0)
				return false;
		}
		if (filled * 2 < g->n)
			return false;
	}
	return true;
}

/* Seven in ten cells of each column begin or end where the others do. */
static bool
straight(const struct grid *g, const struct aligned *t)
{
	for (size_t k = 0; k < t->n; k++) {
		size_t filled = 0, left = 0, right = 0;
		for (size_t r = 0; r < g->n; r++) {
			struct str line = g->row[r];
			if (plain_cell(line, t, k).n == 0)
				continue;
			size_t from = offset_of(line, t->start[k]), to = offset_of(line, g->end[k]);
			filled++;
			left += line.p[from] != ' ';
			right += to == line.n ? offset_of(line, g->end[k] - 1) < line.n : line.p[to - 1] != ' ';
		}
		if (left * 10 < filled * 7 && right * 10 < filled * 7)
			return false;
	}
	return true;
}

/* Words of S that name what a column holds. */
static bool
names_column(struct str s)
{
	static const char words[] =
	    "|company|companies|organisation|organization|organisations|organizations|firm|firms|customer|customers|client|clients|user|users|adopter|name|vendor|team|project|product|products|"
	    "app|application|service|services|site|website|tool|tools|language|languages|framework|database|technology|technologies|stack|software|platform|library|component|system|"
	    "use|uses|used|usage|purpose|role|since|year|date|started|status|country|city|industry|sector|founded|employees|staff|servers|requests|size|cost|price|version|license|licence|"
	    "notes|comment|comments|description|details|category|type|kind|";
	struct str word;

	while (str_split(&s, ' ', &word)) {
		char key[24] = "|";
		if (word.n == 0 || word.n > sizeof key - 3)
			continue;
		for (size_t i = 0; i < word.n; i++)
			key[i + 1] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
		key[word.n + 1] = '|';
		key[word.n + 2] = '\0';
		if (strstr(words, key))
			return true;
	}
	return false;
}

/* The first row may head the others: each cell is short and has no digit. */
static bool
may_head(const struct grid *g, const struct aligned *t)
{
	for (size_t k = 0; k < t->n; k++) {
		struct str cell = plain_cell(g->row[0], t, k);
		if (cell.n == 0 || cell.n > 40 || has_digit(cell) || count_words(cell) > 4 || strchr(".,;:", cell.p[cell.n - 1]))
			return false;
	}
	return true;
}

/* The first row is told from the others: it says what columns hold, it alone is
 * in capitals, or (of three columns or more) it alone has no number in one. */
static bool
heads(const struct grid *g, const struct aligned *t)
{
	size_t named = 0, upper = 0;
	bool numbers = false;

	if (!may_head(g, t))
		return false;
	for (size_t k = 0; k < t->n; k++) {
		struct str cell = plain_cell(g->row[0], t, k);
		bool all = true;
		named += names_column(cell);
		upper += capitals(cell);
		for (size_t r = 1; r < g->n; r++)
			all = all && is_number(plain_cell(g->row[r], t, k));
		numbers |= all;
	}
	bool below = false;
	for (size_t r = 1; r < g->n; r++)
		below |= capitals(g->row[r]);
	return named >= 2 || (upper == t->n && !below) || (t->n > 2 && numbers);
}

/* Names in columns: short cells that begin alike, in three columns or more. */
static bool
names(const struct grid *g, const struct aligned *t)
{
	for (size_t k = 0; k < t->n; k++)
		for (size_t r = 0; r < g->n; r++) {
			struct str cell = plain_cell(g->row[r], t, k);
			if (cell.n == 0)
				continue;
			bool starts = (cell.p[0] >= 'A' && cell.p[0] <= 'Z') || (unsigned char)cell.p[0] >= 0x80 || digit(cell.p[0]);
			if (!starts || cell.n > 40 || count_words(cell) > 4 || strchr(".,;:!?", cell.p[cell.n - 1]) ||
			    digit(cell.p[0]) != digit(plain_cell(g->row[0], t, k).p[0]))
				return false;
		}
	return t->n >= 3;
}

static bool
accept(struct grid *g, struct aligned *t)
{
	size_t stops = 0;

	if (g->n < 3)
		return false;
	if (!(g->rule.n && columns_of_rule(t, g))) {
		t->n = 0;
		if (!columns_of_rows(t, g) || !straight(g, t))
			return false;
	}
	if (!fits(g, t))
		return false;
	t->headed = g->ruled ? may_head(g, t) : heads(g, t);
	if (g->ruled)
		return t->headed;
	/* Prose with wide blanks between its sentences, and "Name:   value". */
	for (size_t r = 0; r < g->n; r++)
		for (size_t k = 0; k + 1 < t->n; k++) {
			struct str cell = plain_cell(g->row[r], t, k);
			stops += cell.n && strchr(".,;:!?", cell.p[cell.n - 1]);
		}
	return stops * 4 < g->n * (t->n - 1) && (t->headed || names(g, t));
}

bool
plain_aligned(const struct article *a, size_t first, size_t end, const bool *rule, struct aligned *t)
{
	struct grid g = { .n = 0 };
	bool ok = end - first <= MAX_ROWS;

	*t = (struct aligned){ .n = 0 };
	for (size_t i = first; ok && i < end; i++) {
		struct str s = str_sub(a->raw, a->line[i], i + 1 < a->n_lines ? a->line[i + 1] : a->raw.n);
		while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
			s.n--;
		if (rule[i - first]) {
			g.ruled |= g.n == 1;
			g.rule = g.rule.n ? g.rule : s;
			continue;
		}
		if (s.n == 0)
			continue;
		g.row = xgrow(g.row, &g.cap, g.n + 1, sizeof *g.row);
		g.row[g.n++] = s;
	}
	ok = ok && accept(&g, t);
	free(g.row);
	return ok;
}
