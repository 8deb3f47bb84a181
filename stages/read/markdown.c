#include <md4c.h>

#include "dates.h"
#include "markdown.h"

#define MAX_DEPTH 100

struct state {
	struct article *a;
	struct str  body;               /* behind the front matter, in article.raw */
	unsigned    lists, in_item, quote, code, heading;
	uint32_t    groups, group[MAX_DEPTH], row, column, links;
	bool        header, cell, html;
	uint32_t    last_end;
};

static void
close_block(struct state *s)
{
	enum block_kind kind = s->heading ? BLOCK_HEADING : s->code ? BLOCK_CODE : s->cell ? BLOCK_CELL :
	    s->in_item ? BLOCK_ITEM : s->quote ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
	struct block *b = flow_close(s->a, kind);

	if (!b)
		return;
	b->level = s->heading ? s->heading : kind == BLOCK_ITEM ? s->lists : 0;
	b->links = s->links;
	s->links = 0;
	if (kind == BLOCK_ITEM)
		b->group = s->group[s->lists < MAX_DEPTH ? s->lists : MAX_DEPTH - 1];
	if (kind == BLOCK_CELL) {
		b->group = s->groups;
		b->row = s->row;
		b->column = s->column;
		if (s->header)
			b->header = STR("th");
	}
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct state *s = data;

	if (type != MD_BLOCK_TBODY && type != MD_BLOCK_DOC)
		close_block(s);
	switch (type) {
	case MD_BLOCK_UL: case MD_BLOCK_OL:
		s->lists++;
		s->groups++;
		if (s->lists < MAX_DEPTH)
			s->group[s->lists] = s->groups;
		break;
	case MD_BLOCK_LI: s->in_item++; break;
	case MD_BLOCK_QUOTE: s->quote++; break;
	case MD_BLOCK_CODE: s->code++; break;
	case MD_BLOCK_H: s->heading = ((MD_BLOCK_H_DETAIL *)detail)->level; break;
	case MD_BLOCK_TABLE: s->groups++; s->row = 0; break;
	case MD_BLOCK_TR: s->row++; s->column = 0; break;
	case MD_BLOCK_TH: s->header = true; s->cell = true; s->column++; break;
	case MD_BLOCK_TD: s->header = false; s->cell = true; s->column++; break;
	default: break;
	}
	return 0;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
	struct state *s = data;

	(void)detail;
	close_block(s);
	switch (type) {
	case MD_BLOCK_UL: case MD_BLOCK_OL: s->lists--; break;
	case MD_BLOCK_LI: s->in_item--; break;
	case MD_BLOCK_QUOTE: s->quote--; break;
	case MD_BLOCK_CODE: s->code--; break;
	case MD_BLOCK_H: s->heading = 0; break;
	case MD_BLOCK_TH: case MD_BLOCK_TD: s->cell = false; break;
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

enum { OWN_TEXT = 16 };

static int
text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *data)
{
	struct state *s = data;
	const char *end = s->a->raw.p + s->a->raw.n;
	bool inside = p >= s->a->raw.p && p < end;
	uint32_t raw = inside ? (uint32_t)(p - s->a->raw.p) : s->last_end;

	/* Where a text ends within a line md4c can put the end before the beginning and
	 * tell of more than there is.  Its own texts (line end, indentation, U+FFFD)
	 * are of OWN_TEXT bytes at most. */
	if (inside && n > (MD_SIZE)(end - p))
		n = (MD_SIZE)(end - p);
	if (!inside && (n > OWN_TEXT || p == end))
		return 0;

	switch (type) {
	case MD_TEXT_BR: case MD_TEXT_SOFTBR:
		flow_blank(s->a);
		return 0;
	case MD_TEXT_HTML:
		return 0;
	case MD_TEXT_ENTITY: {
		static const struct { const char *name, *is; } known[] = {
			{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&nbsp;", " " }, { "&mdash;", "—" }, { "&ndash;", "–" },
			{ "&hellip;", "…" }, { "&copy;", "©" }, { "&rsquo;", "’" }, { "&lsquo;", "‘" }, { "&ldquo;", "“" }, { "&rdquo;", "”" }, { "&#39;", "'" },
		};
		struct str name = { p, n }, is = name;
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (str_eq(name, str_of(known[i].name)))
				is = str_of(known[i].is);
		flow_spelt(s->a, is, raw, raw + n);
		break;
	}
	default:
		if (!inside) {
			if (n == 1 && *p == '\n' && s->code)
				flow_verbatim(s->a, STR("\n"), raw);
			else
				flow_spelt(s->a, (struct str){ p, n }, raw, raw);
			return 0;
		}
		if (s->code)
			flow_verbatim(s->a, (struct str){ p, n }, raw);
		else
			flow_add(s->a, (struct str){ p, n }, raw);
	}
	s->last_end = raw + n;
	return 0;
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
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_TASKLISTS,
		.enter_block = enter_block, .leave_block = leave_block, .enter_span = enter_span, .leave_span = leave_span, .text = text,
	};
	size_t from = front_matter(a);

	a->media_type = "markdown";
	s.body = str_sub(a->raw, from, a->raw.n);
	md_parse(s.body.p, (MD_SIZE)s.body.n, &parser, &s);
	close_block(&s);
	if (!a->meta.title.value.n)
		for (size_t i = 0; i < a->n_blocks && i < 10; i++)
			if (a->block[i].kind == BLOCK_HEADING && a->block[i].level == 1) {
				a->meta.title = (struct fact){ arena_str(&a->arena, block_text(a, &a->block[i])), "heading" };
				break;
			}
}
