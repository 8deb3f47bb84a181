/* Lines become units: wrapped lines joined, code, bullets and rows told apart. */
#include <stdlib.h>

#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "labels.h"
#include "plain.h"

enum line_kind { LINE_BLANK, LINE_PROSE, LINE_BULLET, LINE_NUMBER, LINE_ROW, LINE_RULE, LINE_CODE, LINE_FENCE };

struct line {
	uint32_t from, to, body, indent;        /* body: behind the bullet or number */
	uint32_t words, table;
	unsigned char kind, code;
	unsigned char way, deeper;      /* numbered with letters: how, from 1; ways above that */
};

struct lines { struct line *line; size_t n, cap; };

/* Bytes of a bullet and the blanks behind it; 0 = none. */
static size_t
bullet(struct str s)
{
	static const char *const mark[] = { "-", "*", "+", "•", "·", "‣", "▪", "◦", "●", "○", "■", "–", "—", "➢", "►", "✓", "✔", "→", "»", "o\t" };

	if (s.n == 0 || (s.p[0] >= 'A' && s.p[0] <= 'Z') || (s.p[0] >= 'a' && s.p[0] != 'o' && s.p[0] <= 'z'))
		return 0;
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
		struct str m = str_of(mark[i]);
		size_t n = m.n;
		if (!str_starts(s, m) || n >= s.n)
			continue;
		bool tight = m.n == 3 || m.n == 2;      /* "•Item" is common, "-5" is no item */
		if (s.p[n] != ' ' && s.p[n] != '\t' && !tight)
			return 0;
		while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
			n++;
		return n;
	}
	return 0;
}

/* Bytes of "12. ", "3.", "4) ", "(a) ", "IV. " and so on. */
static size_t
numbering(struct str s)
{
	size_t i = 0, n;

	if (s.n > 3 && s.p[0] == '(') {
		i = 1;
		while (i < s.n && i < 5 && s.p[i] >= '0' && s.p[i] <= 'z' && s.p[i] != ')')
			i++;
		if (i < s.n && s.p[i] == ')' && i > 1 && i + 1 < s.n && s.p[i + 1] == ' ' && i <= 3)
			return i + 2;
		return 0;
	}
	if (s.n > 1 && s.p[0] == '#' && s.p[1] >= '0' && s.p[1] <= '9')
		i = 1;
	size_t digits = i;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == digits || i - digits > 3)
		return 0;
	/* 1.2.3 Title */
	while (i + 1 < s.n && s.p[i] == '.' && s.p[i + 1] >= '0' && s.p[i + 1] <= '9') {
		i++;
		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		if (i < s.n && s.p[i] == ' ' && i + 1 < s.n && s.p[i + 1] >= 'A' && s.p[i + 1] <= 'Z')
			return i + 1;
	}
	if (i >= s.n || (s.p[i] != '.' && s.p[i] != ')' && s.p[i] != ':'))
		return 0;
	char mark = s.p[i];
	n = i + 1;
	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	if (n >= s.n)
		return 0;
	if (n == i + 1 && !(mark == '.' && ((s.p[n] >= 'A' && s.p[n] <= 'Z') || (unsigned char)s.p[n] >= 0x80)))
		return 0;
	if (mark == ':' && s.p[n] >= '0' && s.p[n] <= '9')
		return 0;
	return n;
}

static bool
rule(struct str s)
{
	if (s.n < 3 || !strchr("=-*_~#", s.p[0]))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] != s.p[0] && s.p[i] != ' ')
			return false;
	return true;
}

static size_t
count_of(struct str s, char c)
{
	size_t n = 0;

	for (const char *p; s.n && (p = memchr(s.p, c, s.n)); s = str_sub(s, (size_t)(p - s.p) + 1, s.n))
		n++;
	return n;
}

static bool
row(struct str s)
{
	return s.n > 4 && s.p[0] == '|' && s.p[s.n - 1] == '|' && count_of(s, '|') >= 3;
}

static void
look(struct str raw, struct line *l)
{
	struct str s = str_sub(raw, l->from, l->to);
	size_t n;

	l->words = (uint32_t)count_words(s);
	l->body = l->from;
	l->kind = LINE_PROSE;
	if (s.n == 0)
		l->kind = LINE_BLANK;
	else if ((s.p[0] == '`' || s.p[0] == '~') && (str_starts(s, STR("```")) || str_starts(s, STR("~~~"))))
		l->kind = LINE_FENCE;
	else if (rule(s))
		l->kind = LINE_RULE;
	else if (row(s))
		l->kind = LINE_ROW;
	else if ((n = bullet(s)) > 0)
		l->kind = LINE_BULLET, l->body += (uint32_t)n;
	else if ((n = numbering(s)) > 0)
		l->kind = LINE_NUMBER, l->body += (uint32_t)n;
	if (l->kind == LINE_PROSE || l->kind == LINE_BULLET)
		l->code = (unsigned char)plain_code_line(s, l->words);
	if (l->kind == LINE_BULLET)
		l->code = l->code == 2;
}

static void
split(const struct article *a, struct lines *ls)
{
	for (size_t i = 0; i < a->n_lines; i++) {
		size_t from = a->line[i], end = i + 1 < a->n_lines ? a->line[i + 1] : a->raw.n;
		struct str s = str_sub(a->raw, from, end), t = str_trim(s);
		struct line l = { .code = 0 };
		for (const char *p = s.p; p < t.p; p++)
			l.indent += *p == '\t' ? 4 : 1;
		l.from = (uint32_t)(t.n ? (size_t)(t.p - a->raw.p) : from);
		l.to = l.from + (uint32_t)t.n;
		look(a->raw, &l);
		ls->line = xgrow(ls->line, &ls->cap, ls->n + 1, sizeof l);
		ls->line[ls->n++] = l;
	}
	/* Rows of cells parted by tabs, if two or more follow each other. */
	for (size_t i = 0; i + 1 < ls->n; i++) {
		struct line *l = &ls->line[i];
		size_t tabs = count_of(str_sub(a->raw, l->from, l->to), '\t');
		if (l->kind == LINE_PROSE && tabs > 0 && l[1].kind == LINE_PROSE && count_of(str_sub(a->raw, l[1].from, l[1].to), '\t') == tabs)
			l->kind = l[1].kind = LINE_ROW, l[1].code = 0;
		else if (l->kind == LINE_ROW && l[1].kind == LINE_PROSE && tabs > 0 && count_of(str_sub(a->raw, l[1].from, l[1].to), '\t') == tabs)
			l[1].kind = LINE_ROW;
	}
}

/* The ways to number with letters: "IV.", "IV)", "B.", "B)", "b)". */
enum { ROMAN_DOT, ROMAN_BRACKET, LETTER_DOT, LETTER_BRACKET, SMALL_BRACKET, N_WAYS };
static const char way_mark[N_WAYS] = { '.', ')', '.', ')', ')' };

/* The value of S as such a number, 0 if it is none. */
static uint32_t
lettered(struct str s, int way)
{
	static const char marks[] = "IVX";
	static const uint32_t worth[] = { 1, 5, 10 };
	uint32_t value = 0, before = 0;

	if (way > ROMAN_BRACKET) {
		char a = way == SMALL_BRACKET ? 'a' : 'A';
		return s.n == 1 && s.p[0] >= a && s.p[0] < a + 26 ? (uint32_t)(s.p[0] - a) + 1 : 0;
	}
	for (size_t i = s.n; i-- > 0;) {
		const char *m = strchr(marks, s.p[i]);
		if (!m)
			return 0;
		uint32_t w = worth[m - marks];
		value = w < before ? value - w : value + w;
		before = w;
	}
	return value;
}

/* Bytes of letters in front of "." or ")" and a blank, 0 if there are none. */
static size_t
letters(struct str s)
{
	size_t n = 0;

	while (n < s.n && ((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z'))
		n++;
	return n + 2 < s.n && (s.p[n] == '.' || s.p[n] == ')') && s.p[n + 1] == ' ' ? n : 0;
}

/* Lines that one way numbers, one after the other. */
struct run { size_t *line, n, cap, first; };

/* The run ends; one that is long enough makes numbered lines.  A letter with a
 * full stop may be anybody's initial. */
static void
settle_run(const struct article *a, struct lines *ls, struct run *r, unsigned char way)
{
	for (size_t i = 0; r->n >= (way == LETTER_DOT ? 3 : 2) && i < r->n; i++) {
		struct line *l = &ls->line[r->line[i]];
		struct str s = str_sub(a->raw, l->from, l->to);
		size_t body = letters(s) + 1;
		while (s.p[body] == ' ')
			body++;
		l->kind = LINE_NUMBER;
		l->body = l->from + (uint32_t)body;
		l->code = 0;
		l->way = (unsigned char)(way + 1);
		if (r->line[0] < r->first)
			r->first = r->line[0];
	}
	r->n = 0;
}

/* Lines that letters number from the first on are numbered as those with digits
 * are.  Of two ways, that which comes first is the upper one. */
static void
find_lettered(const struct article *a, struct lines *ls)
{
	struct run run[N_WAYS];

	for (int k = 0; k < N_WAYS; k++)
		run[k] = (struct run){ .first = ls->n };
	for (size_t i = 0; i < ls->n; i++) {
		struct str s = str_sub(a->raw, ls->line[i].from, ls->line[i].to);
		size_t n = ls->line[i].kind == LINE_PROSE ? letters(s) : 0;
		for (unsigned char k = 0; n > 0 && n <= 6 && k < N_WAYS; k++) {
			struct run *r = &run[k];
			uint32_t value = s.p[n] == way_mark[k] ? lettered(str_sub(s, 0, n), k) : 0;
			if (value == 1 && r->n != 0)
				settle_run(a, ls, r, k);
			if (value != r->n + 1)
				continue;
			r->line = xgrow(r->line, &r->cap, r->n + 1, sizeof *r->line);
			r->line[r->n++] = i;
		}
	}
	for (unsigned char k = 0; k < N_WAYS; k++) {
		settle_run(a, ls, &run[k], k);
		free(run[k].line);
	}
	for (size_t i = 0; i < ls->n; i++)
		for (int k = 0; ls->line[i].way && k < N_WAYS; k++)
			if (run[k].first < run[ls->line[i].way - 1].first)
				ls->line[i].deeper++;
}

/* May line L be a row of a table that blanks align, or a rule of it? */
static bool
spaced(const struct article *a, const struct line *l)
{
	struct str s = str_sub(a->raw, l->from, l->to);

	if (l->kind == LINE_RULE)
		return true;
	return (l->kind == LINE_PROSE || l->kind == LINE_NUMBER) && l->code < 2 && str_find(s, STR("  "), 0) > 0 && !memchr(s.p, '\t', s.n);
}

/* The end of the lines from I on that may be such a table; a blank one may
 * stand below the first. */
static size_t
spaced_end(const struct article *a, const struct lines *ls, size_t i)
{
	size_t j = i;

	while (j < ls->n && (spaced(a, &ls->line[j]) || (j == i + 1 && ls->line[j].kind == LINE_BLANK && j + 1 < ls->n && spaced(a, &ls->line[j + 1]))))
		j++;
	return j;
}

/* Rows of tables that blanks align, and the rules between them. */
static void
find_aligned(const struct article *a, struct lines *ls, struct units *u)
{
	bool *rule = NULL;
	size_t cap = 0;

	for (size_t i = 0, j; i < ls->n; i = j > i ? j : i + 1) {
		struct aligned t;
		j = spaced_end(a, ls, i);
		if (j - i < 3)
			continue;
		rule = xgrow(rule, &cap, j - i, sizeof *rule);
		for (size_t k = i; k < j; k++)
			rule[k - i] = ls->line[k].kind == LINE_RULE;
		if (!plain_aligned(a, i, j, rule, &t)) {
			if (ls->line[i + 1].kind == LINE_BLANK)
				j = i + 1;
			continue;
		}
		u->table = xgrow(u->table, &u->cap_tables, u->n_tables + 1, sizeof t);
		u->table[u->n_tables++] = t;
		for (size_t k = i; k < j; k++) {
			if (ls->line[k].kind == LINE_BLANK)
				continue;
			ls->line[k].kind = LINE_ROW;
			ls->line[k].code = 0;
			ls->line[k].table = (uint32_t)u->n_tables;
		}
	}
	free(rule);
}

/* What stands between two fences is code.  Tildes right below a line of
 * their length underline it, and a fence that is never closed is none. */
static void
find_fenced(const struct article *a, struct lines *ls)
{
	size_t open = ls->n;

	for (size_t i = 0; i < ls->n; i++) {
		struct line *l = &ls->line[i];
		if (l->kind != LINE_FENCE)
			continue;
		if (open == ls->n && i > 0 && 2 * (l->to - l->from) >= l[-1].to - l[-1].from && l[-1].kind != LINE_BLANK && rule(str_sub(a->raw, l->from, l->to)))
			l->kind = LINE_RULE;
		else if (open == ls->n)
			open = i;
		else {
			for (size_t k = open + 1; k < i; k++)
				ls->line[k].kind = LINE_CODE;
			open = ls->n;
		}
	}
	if (open < ls->n)
		ls->line[open].kind = LINE_BLANK;
}

/* Runs of lines without a gap that are mostly code become code whole. */
static void
find_code(struct lines *ls)
{
	for (size_t i = 0, j; i < ls->n; i = j > i ? j : i + 1) {
		size_t sure = 0, maybe = 0;
		for (j = i; j < ls->n && ls->line[j].kind != LINE_BLANK && ls->line[j].kind != LINE_FENCE && ls->line[j].kind != LINE_CODE && ls->line[j].kind != LINE_ROW; j++) {
			sure += ls->line[j].code == 2;
			maybe += ls->line[j].code == 1 || (ls->line[j].code == 0 && j > i && ls->line[j].indent >= 2 && ls->line[j].kind == LINE_PROSE);
		}
		if (sure > 0 && sure * 10 >= (j - i) * 4 && (sure + maybe) * 10 >= (j - i) * 7)
			for (size_t k = i; k < j; k++)
				ls->line[k].kind = LINE_CODE;
		else
			/* A few lines of code between two lines of prose. */
			for (size_t k = i; k < j; k++) {
				size_t m = k;
				while (m < j && ls->line[m].code == 2)
					m++;
				if (m - k >= 3)
					for (; k < m; k++)
						ls->line[k].kind = LINE_CODE;
			}
	}
	/* A doubtful run between two of code, without a sentence, is code too. */
	for (size_t i = 1; i < ls->n; i++) {
		if (ls->line[i - 1].kind != LINE_CODE || ls->line[i].kind != LINE_BLANK)
			continue;
		size_t j = i, k;
		while (j < ls->n && ls->line[j].kind == LINE_BLANK)
			j++;
		for (k = j; k < ls->n && k - j < 40 && ls->line[k].kind != LINE_BLANK && ls->line[k].kind != LINE_CODE; k++)
			if (ls->line[k].code == 0 && ls->line[k].indent < 2)
				break;
		if (k < ls->n && k > j && ls->line[k].kind == LINE_BLANK && (ls->line[j].indent >= 2 || ls->line[j].code))
			for (size_t m = j; m < k; m++)
				if (ls->line[m].indent >= 2 || ls->line[m].code == 2)
					ls->line[m].kind = LINE_CODE;
	}
}

/* The width to which the text is wrapped, or 0 if it is not: the length that
 * nearly no line of more than 30 bytes exceeds, if that is a usual one. */
static uint32_t
wrap_width(const struct lines *ls)
{
	uint32_t count[201] = { 0 }, all = 0, over = 0, pairs = 0, w;

	for (size_t i = 0; i < ls->n; i++) {
		const struct line *l = &ls->line[i];
		uint32_t len = l->to - l->from + l->indent;
		if (l->kind == LINE_BLANK || l->kind == LINE_CODE || len <= 30)
			continue;
		all++;
		count[len < 200 ? len : 200]++;
		pairs += i + 1 < ls->n && l[1].kind == LINE_PROSE;
	}
	if (all < 4 || pairs * 3 < all)
		return 0;
	for (w = 200; w > 30; w--) {
		over += count[w];
		if (over * 50 > all)
			break;
	}
	return w >= 45 && w <= 140 ? w : 0;
}

static bool
ends_sentence(struct str s)
{
	while (s.n > 1 && strchr("\"')]", s.p[s.n - 1]))
		s.n--;
	if (s.n > 2 && (str_ends(s, STR("”")) || str_ends(s, STR("’"))))
		s.n -= 3;
	return s.n > 0 && (strchr(".!?:;", s.p[s.n - 1]) || str_ends(s, STR("…")) || str_ends(s, STR("。")));
}

/* "Machine Learning | 3 March 2020 | 14 min read": labels next to each other are a line of their own. */
static bool
parts_labels(struct str line)
{
	return str_find(line, STR(" | "), 0) > 0;
}

/* Line B goes on where A stopped: the first word of B would not have fitted. */
static bool
continues(struct str raw, const struct line *a, const struct line *b, uint32_t width)
{
	struct str s = str_sub(raw, b->from, b->to), prev = str_sub(raw, a->from, a->to);
	uint32_t len = a->to - a->from + a->indent;
	size_t word = 0;

	if (!width || b->kind != LINE_PROSE || len < 25 || parts_labels(s) || parts_labels(prev))
		return false;
	while (word < s.n && s.p[word] != ' ')
		word++;
	if (len + 1 + word > width)
		return true;
	if (len + 1 + word + 12 > width && !ends_sentence(prev))
		return true;
	return len * 2 > width && s.p[0] >= 'a' && s.p[0] <= 'z' && !ends_sentence(prev);
}

static struct unit *
unit_new(struct units *u, const struct line *l, enum unit_kind kind, bool gap)
{
	u->unit = xgrow(u->unit, &u->cap, u->n + 1, sizeof *u->unit);
	u->unit[u->n] = (struct unit){ .kind = kind, .from = l->from, .to = l->to, .body = l->body, .indent = l->indent, .gap = gap, .table = l->table, .deeper = l->deeper };
	return &u->unit[u->n++];
}

static enum unit_kind
unit_kind_of(const struct line *l)
{
	switch (l->kind) {
	case LINE_BULLET: return UNIT_ITEM;
	case LINE_NUMBER: return UNIT_NUMBERED;
	case LINE_ROW:    return UNIT_ROW;
	case LINE_RULE:   return UNIT_RULE;
	case LINE_CODE:   return UNIT_CODE;
	default:          return UNIT_PROSE;
	}
}

static void
join(const struct article *a, const struct lines *ls, struct units *u)
{
	uint32_t width = wrap_width(ls);
	bool gap = true;

	for (size_t i = 0; i < ls->n && u->n <= article_pieces(a->raw.n); ) {
		const struct line *l = &ls->line[i];
		if (l->kind == LINE_BLANK || l->kind == LINE_FENCE) {
			gap = true;
			i++;
			continue;
		}
		struct unit *now = unit_new(u, l, unit_kind_of(l), gap);
		gap = false;
		size_t j = i + 1;
		if (now->kind == UNIT_CODE) {
			size_t last = i;
			for (; j < ls->n && (ls->line[j].kind == LINE_CODE || ls->line[j].kind == LINE_BLANK); j++)
				if (ls->line[j].kind == LINE_CODE)
					last = j;
			now->from = now->body = l->from;
			now->to = ls->line[last].to;
			j = last + 1;
		} else if (now->kind == UNIT_PROSE || now->kind == UNIT_ITEM || now->kind == UNIT_NUMBERED) {
			for (; j < ls->n; j++) {
				const struct line *next = &ls->line[j];
				bool hangs = now->kind != UNIT_PROSE && next->kind == LINE_PROSE && next->indent > l->indent && width;
				if (!hangs && !continues(a->raw, &ls->line[j - 1], next, width))
					break;
				/* Who wrote it stands below the title, however long that is. */
				if (u->n == 1 && label_byline(str_sub(a->raw, next->from, next->to)))
					break;
				now->to = next->to;
			}
		}
		struct str t = unit_text(a, now);
		now->words = j == i + 1 && now->body == l->from ? l->words : (uint32_t)count_words(t);
		now->chars = (uint32_t)count_chars(t);
		i = j;
	}
}

void
plain_units(const struct article *a, struct units *u)
{
	struct lines ls = { 0 };

	u->n = u->n_tables = 0;
	split(a, &ls);
	find_lettered(a, &ls);
	find_aligned(a, &ls, u);
	find_fenced(a, &ls);
	find_code(&ls);
	join(a, &ls, u);
	free(ls.line);
}
