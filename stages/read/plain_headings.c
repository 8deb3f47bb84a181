/* Which of the short lines are headings, and of what level. */
#include <stdlib.h>

#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "dates.h"
#include "plain.h"

#define HEADING_CHARS 110
#define HEADING_WORDS 16

static char
last_char(struct str s)
{
	return s.n ? s.p[s.n - 1] : '\0';
}

/* The last character, behind closing quotes and brackets. */
static bool
ends_with(struct str s, const char *set)
{
	while (s.n > 1 && strchr("\"')]*_", s.p[s.n - 1]))
		s.n--;
	if (s.n > 3 && str_ends(s, STR("”")))
		s.n -= 3;
	return s.n && strchr(set, s.p[s.n - 1]);
}

static bool
ends_quote(struct str s)
{
	return last_char(s) == '"' || str_ends(s, STR("”")) || str_ends(s, STR("’"));
}

static size_t
commas(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ',';
	return n;
}

/* More upper-case letters than one, and no lower-case ones. */
static bool
all_caps(struct str s)
{
	size_t upper = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
		upper += s.p[i] >= 'A' && s.p[i] <= 'Z';
	}
	return upper > 1;
}

/* Capital, digit or quote in front; or letters without case. */
static bool
starts_like_heading(struct str s)
{
	uint32_t c = 0;

	while (s.n && strchr("\"'([#*_", s.p[0]))
		s = str_sub(s, 1, s.n);
	if (!utf8_decode(s, &c))
		return false;
	if (c == 0x201c || c == 0x2018 || c == 0xbf)
		return true;
	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '@' || c == '$';
	return utf8_is_upper(c) || c >= 0x2e80 || (c >= 0x5d0 && c < 0x1000);
}

/* Words that begin with a capital, out of those with four letters or more. */
static bool
title_case(struct str s)
{
	struct str word;
	size_t long_words = 0, capital = 0;

	while (str_split(&s, ' ', &word)) {
		if (word.n < 4)
			continue;
		long_words++;
		capital += starts_like_heading(word);
	}
	return capital * 10 >= long_words * 8;
}

/* Two blanks inside part columns or buttons, not words; behind a full stop they are a typist's. */
static bool
in_columns(struct str s)
{
	for (ptrdiff_t at = 0; (at = str_find(s, STR("  "), (size_t)at)) >= 0; at += 2)
		if (at == 0 || !strchr(".?!:", s.p[at - 1]))
			return true;
	return false;
}

static bool
short_line(const struct article *a, const struct unit *u)
{
	struct str s = unit_text(a, u);
	char date[DATE_SIZE];

	if (u->kind != UNIT_PROSE && u->kind != UNIT_NUMBERED)
		return false;
	if (s.n == 0 || u->chars > HEADING_CHARS || u->words > HEADING_WORDS || u->words == 0 || !starts_like_heading(s))
		return false;
	if (ends_with(s, ".,;") && !str_ends(s, STR("Inc.")) && !str_ends(s, STR("...")))
		return false;
	if (last_char(s) == ':' && !(u->words <= 4 && title_case(s)) && !all_caps(s))
		return false;
	return !in_columns(s) && !date_is(s, 0, date);
}

/* "Jane Roe, VP of Things": a name and what it does, below a quote or a title. */
static bool
attribution(struct str s)
{
	static const char *const role[] = {
		"CEO", "CTO", "CIO", "VP", "SVP", "Engineer", "Engineering", "Manager", "Director", "Founder", "founder", "Lead", "Head of",
		"Architect", "Scientist", "Developer", "President", "Researcher", "Professor", "Officer", "Chief", "Webmaster",
	};
	if (str_starts(s, STR("—")) || str_starts(s, STR("–")) || str_starts(s, STR("-- ")) || str_starts(s, STR("By ")) || str_starts(s, STR("by ")))
		return true;
	if (commas(s) == 0 || commas(s) * 8 > s.n)
		return false;
	for (size_t i = 0; i < sizeof role / sizeof *role; i++)
		if (str_find(s, str_of(role[i]), 0) > 0)
			return true;
	return commas(s) >= 2;
}

static const struct unit *
behind(const struct units *u, size_t i)
{
	for (i++; i < u->n; i++)
		if (u->unit[i].kind != UNIT_RULE)
			return &u->unit[i];
	return NULL;
}

static bool
prose(const struct article *a, const struct unit *u)
{
	return u->kind == UNIT_PROSE && !u->apart && (u->chars > 60 || ends_with(unit_text(a, u), ".!?:;"));
}

/* The share of units with a gap above: texts without gaps need other signs. */
static bool
dense(const struct units *u)
{
	size_t gaps = 0;

	for (size_t i = 0; i < u->n; i++)
		gaps += u->unit[i].gap;
	return u->n > 5 && gaps * 5 < u->n;
}

static bool
free_above(const struct article *a, const struct units *u, size_t i, bool is_dense)
{
	const struct unit *me = &u->unit[i], *up = i ? &u->unit[i - 1] : NULL;

	if (!up || me->gap || up->kind == UNIT_RULE || up->kind == UNIT_HEADING)
		return true;
	if (up->kind != UNIT_PROSE)
		return is_dense || up->kind == UNIT_ROW || (up->kind == UNIT_CODE);
	struct str s = unit_text(a, up);
	if (is_dense)
		return up->apart || ends_with(s, ".!?:");
	return me->words <= 6 && !ends_quote(s) && ends_with(s, ".!?") && i + 1 < u->n && !u->unit[i + 1].gap && u->unit[i + 1].chars > 80;
}

/* Does the text below bear the line out as its heading? */
static bool
heads_something(const struct article *a, const struct units *u, size_t i, size_t top, bool is_dense)
{
	const struct unit *next = behind(u, i), *me = &u->unit[i];

	if (!next)
		return false;
	if (i + 1 < top && me->words > 1)
		return true;            /* above bylines and dates */
	if (next->kind == UNIT_ITEM || next->kind == UNIT_ROW || next->kind == UNIT_CODE || next->kind == UNIT_HEADING)
		return true;
	if (next->kind == UNIT_NUMBERED)
		return true;
	if (next->apart)
		return next->gap || me->gap || is_dense;
	return next->chars > 40 || ends_with(unit_text(a, next), ".!?:") || next->chars > me->chars * 2;
}

/* Numbered lines are a list where they stand beside each other, else headings. */
static void
decide_numbered(const struct article *a, struct units *u)
{
	for (size_t i = 0; i < u->n; i++) {
		struct unit *me = &u->unit[i];
		if (me->kind != UNIT_NUMBERED)
			continue;
		bool beside = (i > 0 && (u->unit[i - 1].kind == UNIT_NUMBERED || u->unit[i - 1].kind == UNIT_ITEM) && !(u->unit[i - 1].kind == UNIT_ITEM && me->gap)) ||
		    (i + 1 < u->n && u->unit[i + 1].kind == UNIT_NUMBERED);
		struct str s = unit_text(a, me);
		bool fits = me->chars <= HEADING_CHARS && me->words <= HEADING_WORDS && !ends_with(s, ".,;:") && i + 1 < u->n;
		me->apart = fits && !beside;
	}
	for (size_t i = 0; i < u->n; i++) {
		struct unit *me = &u->unit[i];
		if (me->kind != UNIT_NUMBERED)
			continue;
		if (!me->apart) {
			me->kind = UNIT_ITEM;
			continue;
		}
		size_t dots = me->deeper;
		for (uint32_t k = me->from; k + 1 < me->body; k++)
			dots += a->raw.p[k] == '.' && a->raw.p[k + 1] >= '0' && a->raw.p[k + 1] <= '9';
		me->kind = UNIT_HEADING;
		me->level = dots < 4 ? 2 + (unsigned)dots : 6;
	}
}

static void
decide_underlined(struct units *u, const struct article *a)
{
	for (size_t i = 1; i < u->n; i++) {
		struct unit *rule = &u->unit[i], *up = &u->unit[i - 1];
		if (rule->kind != UNIT_RULE || rule->gap || up->chars > HEADING_CHARS || up->kind == UNIT_CODE || up->kind == UNIT_ROW)
			continue;
		char mark = a->raw.p[rule->from];
		up->kind = UNIT_HEADING;
		up->body = up->from;
		up->level = mark == '=' || mark == '#' || mark == '*' ? 1 : 2;
		up->mark = mark;
	}
}

/* In a long run of short lines without gaps those that end like a sentence
 * ("Acme e.V.") or begin with a small letter are members like the others. */
static void
decide_bare_lists(struct units *u, size_t top)
{
	for (size_t i = top, j; i < u->n; i = j > i ? j : i + 1) {
		size_t apart = 0;
		for (j = i; j < u->n && u->unit[j].kind == UNIT_PROSE && u->unit[j].words <= 9 && u->unit[j].chars <= 60 &&
		    (j == i || !u->unit[j].gap); j++)
			apart += u->unit[j].apart;
		if (j - i < 8 || apart * 10 < (j - i) * 7)
			continue;
		for (size_t k = i; k < j; k++)
			u->unit[k].apart = true;
	}
}

/* Runs of short lines: a bare list, unless the run is the top of the page. */
static void
decide_runs(const struct article *a, struct units *u, size_t top)
{
	for (size_t i = top, j; i < u->n; i = j > i ? j : i + 1) {
		for (j = i; j < u->n && u->unit[j].apart && u->unit[j].kind == UNIT_PROSE && (j == i || !u->unit[j].gap); j++)
			;
		if (j - i >= 3) {       /* lines without a gap between them */
			size_t end = j;
			if (j < u->n && !u->unit[j].gap && prose(a, &u->unit[j]) && dense(u))
				end--;
			for (size_t k = i; k < end; k++)
				u->unit[k].apart = false, u->unit[k].kind = UNIT_ITEM;
		}
	}
	for (size_t i = top, j; i < u->n; i = j > i ? j : i + 1) {
		for (j = i; j < u->n && u->unit[j].apart && u->unit[j].kind == UNIT_PROSE; j++)
			;
		if (j - i >= 6)         /* many short lines, each for itself */
			for (size_t k = i + 1; k + 1 < j; k++)
				u->unit[k].apart = false, u->unit[k].kind = UNIT_ITEM;
	}
}

/* A short line that stands in the text three times is furniture ("Read More"). */
static void
drop_repeated(const struct article *a, struct units *u)
{
	size_t slots = 64;
	while (slots < 2 * u->n)
		slots *= 2;
	uint64_t *seen = xcalloc(slots, sizeof *seen);
	unsigned char *count = xcalloc(slots, 1);

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < u->n; i++) {
			struct unit *me = &u->unit[i];
			if (!me->apart || me->kind == UNIT_NUMBERED)
				continue;
			uint64_t h = str_hash(unit_text(a, me)) | 1;
			size_t k = h % slots;
			while (seen[k] && seen[k] != h)
				k = (k + 1) % slots;
			if (pass == 0) {
				seen[k] = h;
				if (count[k] < 255)
					count[k]++;
			} else if (count[k] >= 3)
				me->apart = false;
		}
	free(seen);
	free(count);
}

static int
style(const struct article *a, const struct unit *u)
{
	struct str s = unit_text(a, u);

	if (u->body > u->from)
		return 1;
	if (u->mark)
		return u->mark;
	if (last_char(s) == '?')
		return 2;
	return all_caps(s) ? 3 : 4;
}

static bool
standing_section(struct str s)
{
	static const char *const name[] = {
		"Conclusion", "Conclusions", "Summary", "Introduction", "References", "FAQ", "People Also Ask", "Final Thoughts", "Resources",
		"Related Posts", "Wrapping Up", "Background", "Overview", "Frequently Asked Questions",
	};
	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		if (str_ieq(s, str_of(name[i])))
			return true;
	return false;
}

/* A heading right below another of a different style is one deeper, and so are
 * those of its style behind it, until one of the upper style comes. */
void
plain_levels(const struct article *a, struct units *u)
{
	int upper = 0, lower = 0;

	for (size_t i = 0; i < u->n; i++) {
		struct unit *me = &u->unit[i];
		if (me->kind != UNIT_HEADING || me->level)
			continue;
		int mine = style(a, me);
		struct str s = unit_text(a, me);
		if (standing_section(s) || mine == upper) {
			upper = lower = 0;
			me->level = 2;
		} else if (lower && mine == lower)
			me->level = 3;
		else if (i > 0 && u->unit[i - 1].kind == UNIT_HEADING && u->unit[i - 1].level == 2 && style(a, &u->unit[i - 1]) != mine) {
			upper = style(a, &u->unit[i - 1]);
			lower = mine;
			me->level = 3;
		} else
			me->level = 2;
	}
}

/* Units before the first paragraph: title, byline, date, menu. */
static size_t
top_units(const struct article *a, const struct units *u)
{
	size_t i;

	for (i = 0; i < u->n && i < 12; i++)
		if (u->unit[i].kind != UNIT_PROSE || u->unit[i].chars > 120 || (u->unit[i].words >= 12 && ends_with(unit_text(a, &u->unit[i]), ".!?:")))
			break;
	return i;
}

/* Where the text begins in "BLOOMBERG Bloomberg is a private company.": behind
 * words in capitals that it then repeats.  0: there are none. */
static size_t
run_in(struct str s)
{
	struct str rest = s, word;
	size_t words = 0;

	while (words < 6 && str_split(&rest, ' ', &word) && all_caps(word))
		words++;
	for (; words > 0; words--) {
		size_t n = 0;
		for (size_t w = 0; n < s.n && w < words; n++)
			w += s.p[n] == ' ';
		struct str head = str_sub(s, 0, n - 1), text = str_sub(s, n, s.n);
		struct str again = str_sub(text, 0, head.n);
		if (str_ieq(head, again) && !all_caps(again) && text.n > 2 * head.n && (text.p[head.n] == ' ' || text.p[head.n] == ','))
			return n;
	}
	return 0;
}

/* Such words become a heading of their own. */
static void
split_run_ins(const struct article *a, struct units *u)
{
	struct units split = { 0 };

	for (size_t i = 0; i < u->n; i++) {
		struct unit me = u->unit[i];
		size_t n = me.kind == UNIT_PROSE ? run_in(unit_text(a, &me)) : 0;
		split.unit = xgrow(split.unit, &split.cap, split.n + 2, sizeof me);
		if (n) {
			struct unit head = me;
			head.kind = UNIT_HEADING;
			head.to = me.body + (uint32_t)n - 1;
			head.words = (uint32_t)count_words(unit_text(a, &head));
			head.chars = (uint32_t)count_chars(unit_text(a, &head));
			split.unit[split.n++] = head;
			me.from = me.body = me.body + (uint32_t)n;
			me.words -= head.words;
			me.chars -= head.chars;
			me.gap = false;
		}
		split.unit[split.n++] = me;
	}
	free(u->unit);
	u->unit = split.unit;
	u->n = split.n;
	u->cap = split.cap;
}

void
plain_headings(const struct article *a, struct units *u)
{
	split_run_ins(a, u);
	size_t top = top_units(a, u);
	bool is_dense = dense(u);

	decide_underlined(u, a);
	decide_numbered(a, u);
	for (size_t i = 0; i < u->n; i++)
		u->unit[i].apart = u->unit[i].apart || (u->unit[i].kind == UNIT_PROSE && short_line(a, &u->unit[i]));
	/* A title may end with a full stop. */
	if (u->n > 1 && u->unit[0].kind == UNIT_PROSE && u->unit[0].chars <= HEADING_CHARS && u->unit[0].words >= 3 && u->unit[0].words <= HEADING_WORDS &&
	    u->unit[1].gap && u->unit[1].kind == UNIT_PROSE && u->unit[1].chars > 2 * u->unit[0].chars && starts_like_heading(unit_text(a, &u->unit[0])) && !ends_with(unit_text(a, &u->unit[0]), ",;:"))
		u->unit[0].apart = true;
	drop_repeated(a, u);
	for (size_t i = 0; i < u->n; i++)
		if (u->unit[i].apart && u->unit[i].kind == UNIT_PROSE &&
		    (attribution(unit_text(a, &u->unit[i])) && (i > 0 || commas(unit_text(a, &u->unit[i])) == 0)))
			u->unit[i].apart = false;
	decide_bare_lists(u, top < 8 && top < u->n ? top : 0);
	decide_runs(a, u, top < 8 && top < u->n ? top : 0);    /* many short lines are a menu */
	for (size_t i = 0; i < u->n; i++) {
		struct unit *me = &u->unit[i];
		if (!me->apart || me->kind != UNIT_PROSE || !free_above(a, u, i, is_dense) || !heads_something(a, u, i, top, is_dense))
			continue;
		/* The first of two short lines below a quotation says who spoke. */
		const struct unit *next = behind(u, i);
		if (i > 0 && next && next->apart && ends_quote(unit_text(a, &u->unit[i - 1])) && i > top)
			continue;
		me->kind = UNIT_HEADING;
	}
}
