#include <stdlib.h>

#include "dates.h"
#include "plain.h"

static struct str
keep(struct article *a, struct str s)
{
	return arena_str(&a->arena, str_trim(s));
}

static bool
upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* "Jane Roe", "Keith Rarick and Blake Mizerany": two to six capitalised words,
 * nothing else but "and", "de", "van" and the like. */
static bool
person(struct str s)
{
	static const char *const small[] = { "and", "&", "de", "van", "von", "der", "den", "la", "le", "da", "del", "di", "bin", "al", "el" };
	static const char *const no[] = {
		"The", "A", "How", "Why", "What", "Blog", "Share", "News", "Case", "Study", "Read", "Posted", "Home", "Menu", "Image", "Picture", "About",
		"In", "Of", "Engineering", "Team", "Table", "Contents", "Introduction", "Software", "Using", "With", "For", "On", "Stack", "Technology",
		"Our", "My", "Your", "Building", "Migrating", "Moving", "From", "To", "At",
	};
	struct str word;
	size_t names = 0;

	if (s.n > 70 || str_find(s, STR("  "), 0) >= 0 || strpbrk(s.n ? (char[2]){ s.p[s.n - 1], 0 } : "", ".!?:;") || memchr(s.p, ',', s.n))
		return false;
	while (str_split(&s, ' ', &word)) {
		bool ok = false;
		if (word.n == 0)
			continue;
		for (size_t i = 0; i < sizeof small / sizeof *small; i++)
			ok = ok || str_eq(word, str_of(small[i]));
		if (ok)
			continue;
		for (size_t i = 0; i < sizeof no / sizeof *no; i++)
			if (str_ieq(word, str_of(no[i])))
				return false;
		if (!upper(word.p[0]) && (unsigned char)word.p[0] < 0x80)
			return false;
		for (size_t i = 0; i < word.n; i++)
			if ((word.p[i] >= '0' && word.p[i] <= '9') || strchr("/@#|()[]\"+", word.p[i]))
				return false;
		names++;
	}
	return names >= 2 && names <= 6;
}

/* A byline: the names in it, or nothing. */
static struct str
byline(struct str s)
{
	static const char *const open[] = { "By ", "by ", "BY ", "Written by ", "Written By ", "Author: ", "Posted by ", "Author ", "Words by " };
	struct str none = { "", 0 };
	char date[DATE_SIZE];
	size_t from, to;

	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		if (!str_starts(s, str_of(open[i])))
			continue;
		s = str_sub(s, strlen(open[i]), s.n);
		if (date_find(s, date, &from, &to))
			s = str_sub(s, 0, from);
		static const char *const cut[] = { " on ", " | ", ", ", " - ", " · ", " — ", " – ", " at ", " in " };
		for (size_t k = 0; k < sizeof cut / sizeof *cut; k++) {
			ptrdiff_t at = str_find(s, str_of(cut[k]), 0);
			if (at > 0)
				s = str_sub(s, 0, (size_t)at);
		}
		s = str_trim(s);
		while (s.n && strchr(",|-", s.p[s.n - 1]))
			s = str_trim(str_sub(s, 0, s.n - 1));
		if (str_ends(s, STR(" on")))
			s = str_trim(str_sub(s, 0, s.n - 3));
		return s.n && s.n < 80 && count_words(s) <= 8 && !(s.p[0] >= 'a' && s.p[0] <= 'z') ? s : none;
	}
	return none;
}

/* What stands behind the comma is a role, and a role at something. */
static bool
person_with_role(struct str s, const char *comma)
{
	struct str role = str_trim(str_sub(s, (size_t)(comma - s.p) + 1, s.n));

	return role.n > 2 && (str_find(role, STR(" at "), 0) > 0 || str_find(role, STR(" of "), 0) > 0 || str_find(role, STR("ngineer"), 0) >= 0 ||
	    str_find(role, STR("ounder"), 0) >= 0 || str_find(role, STR("eveloper"), 0) >= 0 || str_starts(role, STR("C")));
}

static bool
site_name(struct str s)
{
	return count_words(s) <= 4 && (str_ends(s, STR(" Blog")) || str_ends(s, STR(" News")) || str_ends(s, STR(" Magazine")) ||
	    str_ends(s, STR(" Engineering")) || str_ends(s, STR(" Newsletter")) || str_ends(s, STR(" Weekly")));
}

static void
top_lines(struct article *a, const struct units *u, size_t top)
{
	struct meta *m = &a->meta;
	char date[DATE_SIZE];

	for (size_t i = 0; i < top && i < u->n; i++) {
		struct str s = text_folded(&a->arena, unit_text(a, &u->unit[i])), by = byline(s);
		/* A sentence is neither title, name nor date. */
		if (u->unit[i].kind != UNIT_HEADING && !u->unit[i].apart && !by.n && s.n > 40 && s.p[s.n - 1] == '.')
			continue;
		if (!m->published.value.n && date_is(s, 40, date) && (by.n || date_is(s, 0, date) || i > 0))
			m->published = (struct fact){ keep(a, str_of(date)), "text" };
		if (!m->author.value.n && by.n)
			m->author = (struct fact){ keep(a, by), "byline" };
		struct str below = i + 1 < u->n ? text_folded(&a->arena, unit_text(a, &u->unit[i + 1])) : STR("");
		bool dated = i + 1 < u->n && date_is(below, 0, date);
		if (!m->author.value.n && i > 0 && m->title.value.n && dated && person(s))
			m->author = (struct fact){ keep(a, s), "byline" };
		/* "Jane Roe, Webmaster at Example" below the title */
		const char *comma = memchr(s.p, ',', s.n);
		if (!m->author.value.n && i > 0 && m->title.value.n && comma && u->unit[i].words <= 10 && person_with_role(s, comma) && person(str_sub(s, 0, (size_t)(comma - s.p))))
			m->author = (struct fact){ keep(a, str_sub(s, 0, (size_t)(comma - s.p))), "byline" };
		if (m->title.value.n || by.n || date_is(s, 0, date) || s.n == 0 || s.p[s.n - 1] == ':' || u->unit[i].words < 2)
			continue;
		if (site_name(s) && i + 1 < top) {
			m->site = (struct fact){ keep(a, s), "text" };
			continue;
		}
		/* A two-word line above a longer one is a banner. */
		if (u->unit[i].words < 3 && i + 1 < top && u->unit[i + 1].apart && u->unit[i + 1].words > 4 && !date_is(below, 40, date) && !byline(below).n)
			continue;
		if ((u->unit[i].kind == UNIT_HEADING || u->unit[i].apart) && u->unit[i].body == u->unit[i].from)
			m->title = (struct fact){ keep(a, s), "text" };
	}
}

/* A page whose headings are all questions has no title in its first one, and
 * neither has one whose first heading looks like all the others below it. */
static bool
first_is_section(const struct article *a, const struct units *u)
{
	size_t questions = 0, headings = 0;

	for (size_t i = 0; i < u->n; i++) {
		struct str s = unit_text(a, &u->unit[i]);
		if (u->unit[i].kind != UNIT_HEADING)
			continue;
		headings++;
		questions += s.n && s.p[s.n - 1] == '?';
	}
	struct str first = u->n ? unit_text(a, &u->unit[0]) : (struct str){ "", 0 };
	return headings > 1 && questions == headings && first.n && first.p[first.n - 1] == '?';
}

void
plain_meta(struct article *a, const struct units *u)
{
	size_t top = 0;

	while (top < u->n && top < 12 && (u->unit[top].kind == UNIT_HEADING || u->unit[top].chars <= 120) &&
	    u->unit[top].kind != UNIT_ITEM && u->unit[top].kind != UNIT_ROW && u->unit[top].kind != UNIT_CODE)
		top++;
	if (!first_is_section(a, u))
		top_lines(a, u, top);
	/* An author's box repeats the name: "Picture of Jane Roe", "Jane Roe". */
	for (size_t i = 0; i + 1 < u->n && !a->meta.author.value.n; i++) {
		struct str s = text_folded(&a->arena, unit_text(a, &u->unit[i])), next = text_folded(&a->arena, unit_text(a, &u->unit[i + 1]));
		struct str open = STR("Picture of ");
		if (str_starts(s, open) && str_eq(str_sub(s, open.n, s.n), next) && person(next))
			a->meta.author = (struct fact){ keep(a, next), "author-box" };
	}
}

/* A cell of the text S, which stands at FROM. */
static void
emit_cell(struct article *a, struct str s, uint32_t from, struct block at)
{
	flow_add(a, s, from);
	struct block *b = flow_close(a, BLOCK_CELL);
	if (b) {
		b->group = at.group;
		b->row = at.row;
		b->column = at.column;
		b->header = at.header;
	}
}

/* The cells of a line in which blanks part them. */
static void
emit_aligned(struct article *a, const struct unit *u, const struct aligned *t, struct block at)
{
	uint32_t from = u->from;

	while (from > 0 && a->raw.p[from - 1] != '\n')
		from--;
	for (size_t k = 0; k < t->n; k++) {
		struct str cell = plain_cell(str_sub(a->raw, from, u->to), t, k);
		uint32_t place = (uint32_t)(cell.p - a->raw.p), number = k == 0 && u->body - u->from < cell.n ? u->body - u->from : 0;
		at.column = (uint32_t)k + 1;
		emit_cell(a, str_sub(cell, number, cell.n), place + number, at);
	}
}

/* The cells of "| a | b |" or of a line with tabs. */
static void
emit_row(struct article *a, const struct unit *u, struct block at)
{
	struct str s = unit_text(a, u);
	char mark = s.p[0] == '|' ? '|' : '\t';
	size_t from = mark == '|' ? 1 : 0;

	for (size_t i = from; i <= s.n; i++) {
		if (i < s.n && (s.p[i] != mark || (i > 0 && s.p[i - 1] == '\\')))
			continue;
		if (i == s.n && mark == '|')
			break;
		at.column++;
		emit_cell(a, str_sub(s, from, i), u->body + (uint32_t)from, at);
		from = i + 1;
	}
}

static bool
separator_row(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("|-=: \t", s.p[i]))
			return false;
	return true;
}

/* Short cells without digits above at least two rows. */
static bool
header_row(const struct article *a, const struct units *u, size_t i)
{
	struct str s = unit_text(a, &u->unit[i]), part, rest;
	size_t rows = 0, cells = 0;
	char mark = s.p[0] == '|' ? '|' : '\t';

	while (i + rows < u->n && u->unit[i + rows].kind == UNIT_ROW)
		rows++;
	if (rows > 1 && separator_row(unit_text(a, &u->unit[i + 1])))
		return true;
	rest = mark == '|' ? str_sub(s, 1, s.n - 1) : s;
	while (str_split(&rest, mark, &part)) {
		part = str_trim(part);
		cells++;
		if (part.n == 0 || part.n > 40)
			return false;
		for (size_t k = 0; k < part.n; k++)
			if (part.p[k] >= '0' && part.p[k] <= '9')
				return false;
	}
	return rows >= 3 && cells >= 2;
}

static void
emit_table_row(struct article *a, const struct units *u, size_t i, uint32_t group, uint32_t row)
{
	const struct unit *me = &u->unit[i];
	const struct aligned *t = me->table ? &u->table[me->table - 1] : NULL;
	bool header = row == 1 && (t ? t->headed : header_row(a, u, i));
	struct block at = { .group = group, .row = row, .header = header ? STR("th") : STR("") };

	if (t)
		emit_aligned(a, me, t, at);
	else
		emit_row(a, me, at);
}

static void
emit_unit(struct article *a, const struct units *us, size_t i, enum block_kind kind, uint32_t group, unsigned level)
{
	const struct unit *u = &us->unit[i];
	uint32_t from = u->body;
	struct block *b;

	/* The number of a numbered heading or item is part of its source, not text. */
	if (kind == BLOCK_CODE) {
		while (from > 0 && (a->raw.p[from - 1] == ' ' || a->raw.p[from - 1] == '\t'))
			from--;
		flow_verbatim(a, str_sub(a->raw, from, u->to), from);
	} else
		flow_add(a, str_sub(a->raw, from, u->to), from);
	b = flow_close(a, kind);
	if (b) {
		b->level = level;
		b->group = group;
	}
}

static bool
quoted(struct str s)
{
	return s.n > 2 && ((s.p[0] == '"' && s.p[s.n - 1] == '"') || s.p[0] == '>' || (str_starts(s, STR("“")) && str_ends(s, STR("”"))));
}

/* A single dash below a quotation is no bullet: it says who spoke. */
static void
settle_speakers(const struct article *a, struct units *u)
{
	for (size_t i = 1; i < u->n; i++) {
		struct unit *me = &u->unit[i];
		struct str s = str_sub(a->raw, me->from, me->to);
		if (me->kind != UNIT_ITEM || !(str_starts(s, STR("—")) || str_starts(s, STR("–"))) || u->unit[i - 1].kind != UNIT_PROSE ||
		    (i + 1 < u->n && u->unit[i + 1].kind == UNIT_ITEM) || !quoted(unit_text(a, &u->unit[i - 1])))
			continue;
		me->kind = UNIT_PROSE;
		me->body = me->from;
	}
}

/* Beside the title, the short lines above the first paragraph head nothing:
 * banners, bylines, picture credits. */
static void
settle_top(struct article *a, struct units *u)
{
	struct str title = a->meta.title.value;
	size_t top = 0, at = u->n;

	while (top < u->n && top < 12 && u->unit[top].kind == UNIT_HEADING && u->unit[top].body == u->unit[top].from) {
		if (at == u->n && title.n && str_eq(text_folded(&a->arena, unit_text(a, &u->unit[top])), title))
			at = top;
		top++;
	}
	for (size_t i = 0; i < top; i++)
		if (i != at && a->meta.author.value.n && str_eq(text_folded(&a->arena, unit_text(a, &u->unit[i])), a->meta.author.value))
			u->unit[i].kind = UNIT_PROSE;
	if (at >= top)
		return;
	u->unit[at].level = 1;
	for (size_t i = 0; i < top; i++)
		if (i != at && (i < at || i + 1 < top))
			u->unit[i].kind = UNIT_PROSE;
	/* The last short line heads the text if it is told from a credit line. */
	if (top - 1 > at && top - at > 2)
		u->unit[top - 1].kind = UNIT_PROSE;
}

static void
emit(struct article *a, const struct units *u)
{
	uint32_t group = 0, row = 0, indent[8];
	unsigned depth = 0;

	for (size_t i = 0; i < u->n; i++) {
		const struct unit *me = &u->unit[i];
		struct str s = unit_text(a, me);
		if (me->kind != UNIT_ITEM)
			depth = 0;
		if (me->kind != UNIT_ROW || (i > 0 && me->table != u->unit[i - 1].table))
			row = 0;
		switch (me->kind) {
		case UNIT_RULE:
			break;
		case UNIT_HEADING:
			emit_unit(a, u, i, BLOCK_HEADING, 0, me->level);
			break;
		case UNIT_ITEM:
		case UNIT_NUMBERED:
			if (depth == 0) {
				group++;
				indent[depth++] = me->indent;
			}
			while (depth > 1 && me->indent < indent[depth - 1])
				depth--;
			if (me->indent > indent[depth - 1] && depth < 8)
				indent[depth++] = me->indent;
			emit_unit(a, u, i, BLOCK_ITEM, group, depth);
			break;
		case UNIT_ROW:
			if (row == 0)
				group++;
			if (separator_row(s))
				break;
			emit_table_row(a, u, i, group, ++row);
			break;
		case UNIT_CODE:
			emit_unit(a, u, i, BLOCK_CODE, 0, 0);
			break;
		case UNIT_PROSE:
			emit_unit(a, u, i, quoted(s) ? BLOCK_QUOTE : BLOCK_PARAGRAPH, 0, 0);
			break;
		}
	}
}

void
plain_release(struct units *u)
{
	free(u->unit);
	free(u->table);
	*u = (struct units){ 0 };
}

void
plain_read(struct article *a)
{
	struct units u = { 0 };

	a->media_type = "text";
	plain_units(a, &u);
	if (u.n > article_pieces(a->raw.n)) {
		a->full = true;
		plain_release(&u);
		return;
	}
	plain_headings(a, &u);
	plain_meta(a, &u);
	settle_top(a, &u);
	settle_speakers(a, &u);
	plain_levels(a, &u);
	emit(a, &u);
	plain_release(&u);
}
