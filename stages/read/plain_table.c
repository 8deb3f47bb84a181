/* Tables whose columns only blanks part: three rows or more in which the
 * columns begin (or end, as numbers do) at the same places. */
#include <stdlib.h>

#include "../common/xalloc.h"
#include "plain.h"

#define MAX_WIDTH 400

/* The rows that may be a table, without the rules between them. */
struct grid {
	struct str *row;                /* whole lines */
	size_t      n, cap;
	struct str  rule;               /* the first rule, .n 0 if there is none */
	bool        ruled;              /* a rule stands below the first row */
	uint32_t    end[TABLE_COLUMNS]; /* where the columns end, blanks between them left out */
	struct span { uint32_t from, to; } *edge;     /* of each row and column: the bytes where it begins and ends */
};

/* From byte I of S, where the character *COLUMN begins, on to where TO does, or to the end. */
static uint32_t
forward(struct str s, uint32_t i, uint32_t *column, uint32_t to)
{
	for (; i < s.n && *column < to; ++*column)
		for (i++; i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80; i++)
			;
	return i;
}

struct str
plain_cell(struct str line, const struct aligned *t, size_t k)
{
	uint32_t column = 0, from = forward(line, 0, &column, t->start[k]);

	return str_trim(str_sub(line, from, k + 1 < t->n ? forward(line, from, &column, t->start[k + 1]) : line.n));
}

/* Find the edges of all columns in all rows. */
static void
cut(struct grid *g, const struct aligned *t)
{
	struct span *edge = g->edge = xcalloc(g->n * t->n, sizeof *g->edge);

	for (size_t r = 0; r < g->n; r++) {
		uint32_t column = 0, i = 0;
		for (size_t k = 0; k < t->n; k++, edge++) {
			i = forward(g->row[r], i, &column, t->start[k]);
			edge->from = i;
			i = forward(g->row[r], i, &column, g->end[k]);
			edge->to = i;
		}
	}
}

static struct str
cell(const struct grid *g, const struct aligned *t, size_t r, size_t k)
{
	const struct span *edge = &g->edge[r * t->n + k];

	return str_trim(str_sub(g->row[r], edge->from, k + 1 < t->n ? edge[1].from : g->row[r].n));
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
			struct str line = g->row[r], c = cell(g, t, r, k);
			const struct span *edge = &g->edge[r * t->n + k];
			size_t to = k + 1 < t->n ? edge->to : line.n;
			filled += c.n > 0;
			if (str_find(c, STR("  "), 0) >= 0 || (k == 0 && (c.n == 0 || str_trim(str_sub(line, 0, edge->from)).n > 0)))
				return false;
			if ((edge->from > 0 && edge->from < line.n && line.p[edge->from - 1] != ' ') || (to < line.n && line.p[to] != ' '))
				return false;
		}
		if (filled * 2 < g->n)
			return false;
	}
	return true;
}

/* Is the cell between the edges of LINE as wide as its column, of WIDTH characters? */
static bool
reaches(struct str line, const struct span *edge, uint32_t width)
{
	uint32_t column = 0;

	forward(line, edge->from, &column, width);
	return column == width;
}

/* Seven in ten cells of each column begin or end where the others do. */
static bool
straight(const struct grid *g, const struct aligned *t)
{
	for (size_t k = 0; k < t->n; k++) {
		size_t filled = 0, left = 0, right = 0;
		for (size_t r = 0; r < g->n; r++) {
			struct str c = cell(g, t, r, k);
			const struct span *edge = &g->edge[r * t->n + k];
			if (c.n == 0)
				continue;
			filled++;
			left += c.p == g->row[r].p + edge->from;
			right += c.p + c.n == g->row[r].p + edge->to && reaches(g->row[r], edge, g->end[k] - t->start[k]);
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
		struct str head = cell(g, t, 0, k);
		if (head.n == 0 || head.n > 40 || has_digit(head) || count_words(head) > 4 || strchr(".,;:", head.p[head.n - 1]))
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
		struct str head = cell(g, t, 0, k);
		bool all = true;
		named += names_column(head);
		upper += capitals(head);
		for (size_t r = 1; r < g->n; r++)
			all = all && is_number(cell(g, t, r, k));
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
			struct str c = cell(g, t, r, k), top = cell(g, t, 0, k);
			if (c.n == 0)
				continue;
			bool starts = (c.p[0] >= 'A' && c.p[0] <= 'Z') || (unsigned char)c.p[0] >= 0x80 || digit(c.p[0]);
			if (!starts || c.n > 40 || count_words(c) > 4 || strchr(".,;:!?", c.p[c.n - 1]) || (top.n && digit(c.p[0]) != digit(top.p[0])))
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
	bool by_rule = g->rule.n && columns_of_rule(t, g);
	if (!by_rule) {
		t->n = 0;
		if (!columns_of_rows(t, g))
			return false;
	}
	cut(g, t);
	if (!fits(g, t) || !(by_rule || straight(g, t)))
		return false;
	t->headed = g->ruled ? may_head(g, t) : heads(g, t);
	if (g->ruled)
		return t->headed;
	/* Prose with wide blanks between its sentences, and "Name:   value". */
	for (size_t r = 0; r < g->n; r++)
		for (size_t k = 0; k + 1 < t->n; k++) {
			struct str c = cell(g, t, r, k);
			stops += c.n && strchr(".,;:!?", c.p[c.n - 1]);
		}
	return stops * 4 < g->n * (t->n - 1) && (t->headed || names(g, t));
}

bool
plain_aligned(const struct article *a, size_t first, size_t end, const bool *rule, struct aligned *t)
{
	struct grid g = { .n = 0 };
	bool ok;

	*t = (struct aligned){ .n = 0 };
	for (size_t i = first; i < end; i++) {
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
	ok = accept(&g, t);
	free(g.row);
	free(g.edge);
	return ok;
}
