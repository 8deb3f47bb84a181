#include <stdio.h>

#include <md4c.h>

#include "dates.h"
#include "entity.h"
#include "markdown.h"

#define MAX_DEPTH 100

/* What is open around the text. */
struct nest {
	unsigned lists, in_item, quote, code, heading;
	bool     cell, header;
	bool     set_in;                /* a list that is set in so far that it is code by the rules */
};

struct state {
	struct article *a;
	struct str  body;               /* what md4c reads */
	size_t      from;               /* where that begins in article.raw */
	uint32_t    last_end;           /* where the text that came last ends there */
	struct nest in, around;         /* around: the block of HTML that is open */
	uint32_t    groups, group[MAX_DEPTH], row, column, links;
	/* in a block of HTML, in a tag, a comment, a script of it */
	bool        html, tag, comment, script;
};

static void
close_block(struct state *s)
{
	const struct nest *in = &s->in;
	enum block_kind kind = in->heading ? BLOCK_HEADING : in->code ? BLOCK_CODE : in->cell ? BLOCK_CELL :
	    in->in_item ? BLOCK_ITEM : in->quote ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
	struct block *b = flow_close(s->a, kind);

	if (!b)
		return;
	b->level = in->heading ? in->heading : kind == BLOCK_ITEM ? in->lists : 0;
	b->links = s->links;
	s->links = 0;
	if (kind == BLOCK_ITEM)
		b->group = s->group[in->lists < MAX_DEPTH ? in->lists : MAX_DEPTH - 1];
	if (kind == BLOCK_CELL) {
		b->group = s->groups;
		b->row = s->row;
		b->column = s->column;
		if (in->header)
			b->header = STR("th");
	}
}

static void
enter_list(struct state *s)
{
	s->in.lists++;
	s->groups++;
	if (s->in.lists < MAX_DEPTH)
		s->group[s->in.lists] = s->groups;
}

static void
enter_table(struct state *s)
{
	s->groups++;
	s->row = 0;
}

static void
enter_row(struct state *s)
{
	s->row++;
	s->column = 0;
}

static void
enter_cell(struct state *s, bool header)
{
	s->in.cell = true;
	s->in.header = header;
	s->column++;
}

static bool
letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* The next line behind what was told last that is not blank, without what marks a quotation or sets it in. */
static struct str
line_ahead(const struct state *s)
{
	struct str rest = str_sub(s->a->raw, s->last_end, s->a->raw.n), line;
	bool first = true;

	while (str_split(&rest, '\n', &line)) {
		size_t i = 0;
		while (i < line.n && strchr(" \t>\r", line.p[i]))
			i++;
		size_t k = i;
		while (k < line.n && strchr("-= \t\r", line.p[k]))
			k++;
		/* What underlines a heading is no line of its own. */
		if (!first && k < line.n)
			return str_sub(line, i, line.n);
		first = false;
	}
	return STR("");
}

/* "* N: Acme", "- Acme": a list, and no code. */
static bool
is_bullet(struct str line)
{
	return line.n > 3 && strchr("*-+", line.p[0]) && line.p[1] == ' ' && letter(line.p[2]) &&
	    !memchr(line.p, ';', line.n) && !memchr(line.p, '{', line.n);
}

#define MAX_LABEL 50            /* bytes */

/* "**Company:** Acme", "**What for?** Routing", and if PLAIN, "Company: Acme": how a line begins that has a label. */
static bool
is_labelled(struct str line, bool plain)
{
	bool bold = str_starts(line, STR("**")) || str_starts(line, STR("__"));
	struct str head = str_sub(line, 0, MAX_LABEL);
	size_t i = 0, words = 1;

	if (bold && (str_find(head, STR(":**"), 2) > 0 || str_find(head, STR("**:"), 2) > 0 || str_find(head, STR("?**"), 2) > 0 || str_find(head, STR(":__"), 2) > 0))
		return true;
	while (i < head.n && (letter(head.p[i]) || head.p[i] == ' '))
		words += head.p[i++] == ' ';
	return plain && !bold && i > 0 && i + 1 < head.n && head.p[i] == ':' && head.p[i + 1] == ' ' && words <= 3 && head.p[0] >= 'A' && head.p[0] <= 'Z';
}

/* The line that ends where what was told last ends. */
static struct str
line_behind(const struct state *s)
{
	size_t from = s->last_end;

	while (from > 0 && s->a->raw.p[from - 1] != '\n')
		from--;
	while (from < s->last_end && strchr(" \t>*-", s->a->raw.p[from]) && !str_starts(str_sub(s->a->raw, from, s->a->raw.n), STR("**")))
		from++;
	return str_sub(s->a->raw, from, s->last_end);
}

/* Lines that begin with labels are no running text: each is a block. */
static bool
begins_label(const struct state *s)
{
	struct str next = line_ahead(s);

	return is_labelled(next, false) || (is_labelled(next, true) && is_labelled(line_behind(s), true));
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct state *s = data;

	if (type != MD_BLOCK_TBODY && type != MD_BLOCK_DOC)
		close_block(s);
	switch (type) {
	case MD_BLOCK_UL: case MD_BLOCK_OL: enter_list(s); break;
	case MD_BLOCK_LI: s->in.in_item++; break;
	case MD_BLOCK_QUOTE: s->in.quote++; break;
	case MD_BLOCK_CODE:
		s->in.set_in = ((MD_BLOCK_CODE_DETAIL *)detail)->fence_char == 0 && is_bullet(line_ahead(s));
		s->in.code += !s->in.set_in;
		if (s->in.set_in)
			enter_list(s);
		break;
	case MD_BLOCK_H: s->in.heading = ((MD_BLOCK_H_DETAIL *)detail)->level; break;
	case MD_BLOCK_TABLE: enter_table(s); break;
	case MD_BLOCK_TR: enter_row(s); break;
	case MD_BLOCK_TH: case MD_BLOCK_TD: enter_cell(s, type == MD_BLOCK_TH); break;
	case MD_BLOCK_HTML:
		s->html = true;
		s->around = s->in;
		break;
	default: break;
	}
	return s->a->full;      /* ends it all */
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct state *s = data;

	(void)detail;
	close_block(s);
	switch (type) {
	case MD_BLOCK_UL: case MD_BLOCK_OL: s->in.lists--; break;
	case MD_BLOCK_LI: s->in.in_item--; break;
	case MD_BLOCK_QUOTE: s->in.quote--; break;
	case MD_BLOCK_CODE:
		if (s->in.set_in)
			s->in.lists--, s->in.in_item = 0;
		else
			s->in.code--;
		s->in.set_in = false;
		break;
	case MD_BLOCK_H: s->in.heading = 0; break;
	case MD_BLOCK_TH: case MD_BLOCK_TD: s->in.cell = false; break;
	case MD_BLOCK_HTML:
		/* What it left open ends with it. */
		s->in = s->around;
		s->html = s->tag = s->comment = s->script = false;
		break;
	default: break;
	}
	return 0;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
	struct state *s = data;

	if (type == MD_SPAN_A && ((MD_SPAN_A_DETAIL *)detail)->href.size > 4 && !strncmp(((MD_SPAN_A_DETAIL *)detail)->href.text, "http", 4))
		s->links++;
	return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
	(void)type, (void)detail, (void)data;
	return 0;
}

/* ---- HTML in Markdown ------------------------------------------------------ */

static struct str
tag_name(struct str s)
{
	size_t n = 0;

	while (n < s.n && letter(s.p[n]))
		n++;
	if (n < s.n && s.p[n] >= '1' && s.p[n] <= '6')
		n++;
	return str_sub(s, 0, n);
}

/* TAG, without its "<", begins or ends a block of text or stands within one. */
static void
html_tag(struct state *s, struct str tag)
{
	static const char within[] = "|a|b|i|u|s|em|strong|code|kbd|sub|sup|span|img|small|font|del|ins|picture|source|abbr|q|cite|mark|var|samp|tt|";
	bool open = !str_starts(tag, STR("/"));
	struct str name = tag_name(open ? tag : str_sub(tag, 1, tag.n));
	char key[16];

	snprintf(key, sizeof key, "|%.*s|", STR_ARG(str_sub(name, 0, 12)));
	for (char *p = key; *p; p++)
		*p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
	if (name.n == 0 || strstr(within, key))
		return;
	close_block(s);
	if (name.n == 2 && key[1] == 'h' && key[2] <= '6')
		s->in.heading = open ? (unsigned)(key[2] - '0') : 0;
	else if (strstr("|script|style|", key))
		s->script = open;
	else if (!strcmp(key, "|pre|"))
		s->in.code = open;
	else if (!strcmp(key, "|blockquote|"))
		s->in.quote = open;
	else if (!strcmp(key, "|li|"))
		s->in.in_item = open;
	else if (strstr("|ul|ol|", key)) {
		if (open)
			enter_list(s);
		else if (s->in.lists > 0)
			s->in.lists--;
	} else if (!strcmp(key, "|table|") && open)
		enter_table(s);
	else if (!strcmp(key, "|tr|") && open)
		enter_row(s);
	else if (strstr("|td|th|", key)) {
		if (open)
			enter_cell(s, key[2] == 'h');
		else
			s->in.cell = false;
	}
}

/* Past a tag or comment that begins T or is open still. */
static size_t
html_mark(struct state *s, struct str t)
{
	bool comment = s->comment || (!s->tag && str_starts(t, STR("<!--")));
	ptrdiff_t end = str_find(t, comment ? STR("-->") : STR(">"), 0);

	if (!comment && !s->tag)
		html_tag(s, str_sub(t, 1, t.n));
	s->comment = comment && end < 0;
	s->tag = !comment && end < 0;
	return end < 0 ? t.n : (size_t)end + (comment ? 3 : 1);
}

/* The text of a block of HTML, which comes in pieces; RAW is where T stands. */
static void
html_text(struct state *s, struct str t, uint32_t raw)
{
	struct buf is = { 0 };
	size_t n;

	for (size_t i = 0; i < t.n; i += n) {
		struct str rest = str_sub(t, i, t.n);
		uint32_t at = raw + (uint32_t)i;
		buf_reset(&is);
		if (s->comment || s->tag || (rest.p[0] == '<' && rest.n > 1 && (letter(rest.p[1]) || strchr("/!?", rest.p[1])))) {
			n = html_mark(s, rest);
			continue;
		}
		if (rest.p[0] == '&' && (n = entity_read(rest, &is)) > 0) {
			flow_spelt(s->a, buf_str(&is), at, at + (uint32_t)n);
			continue;
		}
		for (n = 1; n < rest.n && rest.p[n] != '<' && rest.p[n] != '&'; n++)
			;
		if (s->script)
			continue;
		if (s->in.code)
			flow_verbatim(s->a, str_sub(rest, 0, n), at);
		else
			flow_add(s->a, str_sub(rest, 0, n), at);
	}
	buf_release(&is);
}

/* ---- text -------------------------------------------------------------------- */

/* Line ends, indentation of code and U+FFFD are md4c's own and stand behind
 * what it told last. */
static void
own_text(struct state *s, struct str t)
{
	if (!s->in.code)
		flow_spelt(s->a, t, s->last_end, s->last_end);
	else
		flow_verbatim(s->a, t, s->last_end);
	if (s->last_end < s->a->raw.n && s->a->raw.p[s->last_end] == '\n' && str_eq(t, STR("\n")))
		s->last_end++;
}

/* A line of a list that is set in, or the end of one. */
static void
set_in_text(struct state *s, struct str t)
{
	size_t at = 0;

	if (t.p < s->body.p || t.p >= s->body.p + s->body.n) {
		if (str_eq(t, STR("\n"))) {
			close_block(s);
			s->last_end += s->last_end < s->a->raw.n && s->a->raw.p[s->last_end] == '\n';
		}
		return;
	}
	uint32_t raw = (uint32_t)(s->from + (size_t)(t.p - s->body.p));
	while (at < t.n && str_blank(t.p[at]))
		at++;
	s->in.in_item = is_bullet(str_sub(t, at, t.n));
	at += s->in.in_item ? 2 : 0;
	flow_add(s->a, str_sub(t, at, t.n), raw + (uint32_t)at);
	s->last_end = raw + (uint32_t)t.n;
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *data)
{
	struct state *s = data;
	struct str t = { p, n };
	struct buf is = { 0 };

	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
		if (!s->in.cell && !s->in.heading && begins_label(s))
			close_block(s);
		else
			flow_blank(s->a);
		return 0;
	}
	if (s->in.set_in) {
		set_in_text(s, t);
		return 0;
	}
	if (p < s->body.p || p >= s->body.p + s->body.n) {
		own_text(s, t);
		return 0;
	}
	uint32_t raw = (uint32_t)(s->from + (size_t)(p - s->body.p));
	if (type == MD_TEXT_HTML && s->html)
		html_text(s, t, raw);
	else if (type == MD_TEXT_HTML) {
		if (str_ieq(tag_name(str_sub(t, 1, t.n)), STR("br")))
			flow_blank(s->a);
	} else if (type == MD_TEXT_ENTITY && entity_read(t, &is) == t.n)
		flow_spelt(s->a, buf_str(&is), raw, raw + n);
	else if (s->in.code)
		flow_verbatim(s->a, t, raw);
	else
		flow_add(s->a, t, raw);
	buf_release(&is);
	s->last_end = raw + n;
	return 0;
}

/* md4c remembers some 60 bytes for each mark of a paragraph, a list or a
 * quotation until that ends, at the next blank line for what it knows. */
static bool
many_marks(struct str body)
{
	static const bool mark[256] = {
		['\0'] = true, ['\\'] = true, ['*'] = true, ['_'] = true, ['`'] = true, ['&'] = true, [';'] = true, ['<'] = true, ['>'] = true,
		['['] = true, [']'] = true, ['!'] = true, ['~'] = true, ['-'] = true, ['+'] = true, ['.'] = true, [')'] = true,
	};
	struct str line;
	size_t marks = 0;

	while (str_split(&body, '\n', &line)) {
		if (str_trim(line).n == 0)
			marks = 0;
		for (size_t i = 0; i < line.n; i++)
			marks += mark[(unsigned char)line.p[i]];
		if (marks > article_pieces(0))
			return true;
	}
	return false;
}

static struct str
unquote(struct str s)
{
	s = str_trim(s);
	if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
		s = str_sub(s, 1, s.n - 1);
	if (s.n >= 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		return unquote(str_sub(s, 1, s.n - 1));
	return str_trim(s);
}

static void
front_value(struct article *a, struct str key, struct str value)
{
	struct meta *m = &a->meta;
	char date[DATE_SIZE];

	value = unquote(value);
	if (!value.n)
		return;
	struct str kept = arena_str(&a->arena, value);
	if (str_ieq(key, STR("title")) && !m->title.value.n)
		m->title = (struct fact){ kept, "front-matter" };
	else if ((str_ieq(key, STR("author")) || str_ieq(key, STR("authors")) || str_ieq(key, STR("by"))) && !m->author.value.n)
		m->author = (struct fact){ kept, "front-matter" };
	else if ((str_ieq(key, STR("site")) || str_ieq(key, STR("publisher"))) && !m->site.value.n)
		m->site = (struct fact){ kept, "front-matter" };
	else if ((str_ieq(key, STR("lang")) || str_ieq(key, STR("language"))) && !m->language.value.n)
		m->language = (struct fact){ str_sub(kept, 0, 2), "front-matter" };
	else if ((str_ieq(key, STR("url")) || str_ieq(key, STR("canonical_url")) || str_ieq(key, STR("canonical"))) && !m->url.value.n)
		m->url = (struct fact){ kept, "front-matter" };
	else if ((str_ieq(key, STR("date")) || str_ieq(key, STR("published"))) && !m->published.value.n && date_is(value, 40, date))
		m->published = (struct fact){ arena_str(&a->arena, str_of(date)), "front-matter" };
	else if ((str_ieq(key, STR("updated")) || str_ieq(key, STR("modified")) || str_ieq(key, STR("lastmod"))) && date_is(value, 40, date))
		m->modified = (struct fact){ arena_str(&a->arena, str_of(date)), "front-matter" };
}

/* Reads front matter; returns where the text begins. */
static size_t
front_matter(struct article *a)
{
	struct str rest = a->raw, line;
	bool toml;

	if (!str_split(&rest, '\n', &line) || !(str_eq(str_trim(line), STR("---")) || str_eq(str_trim(line), STR("+++"))))
		return 0;
	toml = line.p[0] == '+';
	struct str probe = rest;
	size_t end = 0, lines = 0;
	while (!end && lines++ < 200 && str_split(&probe, '\n', &line))
		if (str_eq(str_trim(line), toml ? STR("+++") : STR("---")))
			end = (size_t)(line.p + line.n - a->raw.p);
	if (!end)
		return 0;
	struct str list_key = { "", 0 };
	while (str_split(&rest, '\n', &line) && line.p + line.n < a->raw.p + end) {
		const char *mark = memchr(line.p, toml ? '=' : ':', line.n);
		if (str_starts(str_trim(line), STR("- ")) && list_key.n) {
			front_value(a, list_key, str_sub(str_trim(line), 2, line.n));
			continue;
		}
		if (!mark || line.p[0] == ' ' || line.p[0] == '#')
			continue;
		size_t k = (size_t)(mark - line.p);
		list_key = str_trim(str_sub(line, 0, k));
		front_value(a, list_key, str_sub(line, k + 1, line.n));
	}
	return end < a->raw.n ? end + 1 : end;
}

void
markdown_read(struct article *a)
{
	struct state s = { .a = a };
	MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
		.enter_block = enter_block, .leave_block = leave_block, .enter_span = enter_span, .leave_span = leave_span, .text = text,
	};
	struct buf body = { 0 };

	a->media_type = "markdown";
	s.from = front_matter(a);
	/* md4c 0.4.8 looks at the byte behind its input where that ends in the middle
	 * of a line, and takes it for a part of it.  It gets a copy in which every
	 * line has its end. */
	buf_add(&body, str_sub(a->raw, s.from, a->raw.n));
	buf_addc(&body, '\n');
	s.body = buf_str(&body);
	if (many_marks(s.body))
		a->full = true;
	else
		md_parse(s.body.p, (MD_SIZE)s.body.n, &parser, &s);
	close_block(&s);
	buf_release(&body);
	if (!a->meta.title.value.n)
		for (size_t i = 0; i < a->n_blocks && i < 10; i++)
			if (a->block[i].kind == BLOCK_HEADING && a->block[i].level == 1) {
				a->meta.title = (struct fact){ arena_str(&a->arena, block_text(a, &a->block[i])), "heading" };
				break;
			}
}
