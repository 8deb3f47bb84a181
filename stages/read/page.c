#include <stdlib.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "layout.h"
#include "names.h"

enum display { DISPLAY_INLINE, DISPLAY_BLOCK, DISPLAY_VOID, DISPLAY_HEAD };

static const struct { const char *name; enum display display; } tags[N_TAGS] = {
	[TAG_other] = { "", DISPLAY_INLINE },
#define TAG(name, display) [TAG_##name] = { #name, DISPLAY_##display },
#include "tags.def"
#undef TAG
};

struct open {
	uint32_t elem;          /* innermost element at or above this tag */
	uint16_t tag;
	bool     own;           /* the element is its own */
	bool     mark;          /* its text is none of the run around it */
	uint32_t why;           /* of the inline tags open, up to this one */
};

#define SPAN_COLUMNS 64         /* cells further to the right reach into no row below */

/* The state of one parse. */
struct parse {
	struct page     *page;
	struct article  *a;
	htmlParserCtxtPtr ctxt;
	struct open     *stack;
	size_t           depth, cap_stack;
	unsigned         in_link, in_code, in_bold, in_pre, in_mark, in_title, in_head;
	uint32_t         links;         /* in the open run, to other sites */
	uint32_t         groups;
	/* of the table SPAN_GROUP, the last row that a cell above reaches into */
	uint32_t         span_group, span[SPAN_COLUMNS];
	bool             br, any_why;
	uint32_t         run_why;       /* inline reasons that all of the run shares */
	uint32_t         run_elem;
	uint32_t         link_chars, code_chars, bold_chars;
	struct buf       title;
	size_t           spot_open;     /* index + 1 of the spot being filled */
	size_t           spot_depth;
	struct buf       spot;
	struct timespec  begin;
	double           limit;
	unsigned         ticks;
	bool             late;
	const xmlChar   *name_cache[64];
	uint16_t         tag_cache[64];
};

#define SLOTS 512
static uint16_t tag_slot[SLOTS];
static bool ready;

static void
fill(void)
{
	for (uint16_t t = 1; t < N_TAGS; t++) {
		size_t i = str_hash(str_of(tags[t].name)) % SLOTS;
		while (tag_slot[i])
			i = (i + 1) % SLOTS;
		tag_slot[i] = t;
	}
	ready = true;
}

/* The parser keeps names in a dictionary: one pointer, one name. */
static enum tag
tag_of(struct parse *s, const xmlChar *name)
{
	size_t c = ((uintptr_t)name >> 3) % 64;

	if (s->name_cache[c] == name)
		return s->tag_cache[c];
	size_t i = str_hash(str_of((const char *)name)) % SLOTS;
	while (tag_slot[i] && strcmp(tags[tag_slot[i]].name, (const char *)name))
		i = (i + 1) % SLOTS;
	s->name_cache[c] = name;
	s->tag_cache[c] = tag_slot[i];
	return tag_slot[i];
}

static void
tick(struct parse *s)
{
	struct timespec now;

	if (++s->ticks % 4096)
		return;
	/* An element is half of a block. */
	s->a->full = s->a->full || s->page->n_elems > 2 * article_pieces(s->a->raw.n);
	if (s->a->full)
		xmlStopParser(s->ctxt);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	if ((double)(now.tv_sec - s->begin.tv_sec) + (double)(now.tv_nsec - s->begin.tv_nsec) / 1e9 > s->limit) {
		s->late = true;
		xmlStopParser(s->ctxt);
	}
}

static struct open *
top(struct parse *s)
{
	return &s->stack[s->depth - 1];
}

/* A question on a button that is a heading or stands in an accordion, two
 * elements up at most: what opens its answer. */
static bool
asks(const struct page *p, const struct elem *button, struct str text)
{
	const struct elem *up = &p->elem[button->parent];

	return str_ends(text, STR("?")) && (up->kind == BLOCK_HEADING || ((button->why | up->why | p->elem[up->parent].why) & WHY_ACCORDION));
}

/* Does the last block say who spoke in the quotation above it: a source named
 * behind it, or the caption of the figure that it is in? */
static bool
names_speaker(const struct page *p, const struct elem *e)
{
	size_t i = p->article->n_blocks - 1;

	if (i == 0 || p->article->block[i - 1].kind != BLOCK_QUOTE)
		return false;
	if (e->tag == TAG_cite || e->kind != BLOCK_CAPTION)
		return e->tag == TAG_cite;
	while (e->parent && e->tag != TAG_figure)
		e = &p->elem[e->parent];
	return e->tag == TAG_figure && e->first < i;
}

/* Ends the run of text, if there is one. */
static void
end_run(struct parse *s)
{
	struct page *p = s->page;
	struct elem *e = &p->elem[s->run_elem];
	struct block *b;

	if (s->a->text.n == s->a->flow_from)
		return;
	b = flow_close(s->a, (enum block_kind)e->kind);
	if (!b)
		return;
	p->run = xgrow(p->run, &p->cap_runs, s->a->n_blocks, sizeof *p->run);
	p->run[s->a->n_blocks - 1] = (struct run){
		.elem = s->run_elem, .link_chars = s->link_chars, .code_chars = s->code_chars, .bold_chars = s->bold_chars,
		.words = b->words, .br = s->br,
		/* A heading may be a link back to the table of contents. */
		.why = e->kind == BLOCK_HEADING ? s->run_why & ~(uint32_t)WHY_NAV : s->run_why,
	};
	b->level = e->kind == BLOCK_HEADING ? e->level : e->kind == BLOCK_ITEM ? e->lists : 0;
	b->group = e->group;
	b->row = e->row;
	b->column = e->column;
	b->links = s->links;
	if (e->th && e->kind == BLOCK_CELL)
		b->header = STR("th");
	if (names_speaker(p, e))
		article_speaker(s->a, s->a->n_blocks - 1);
	if (e->tag == TAG_button && asks(p, e, block_text(s->a, b)))
		e->why &= ~(uint32_t)WHY_BUTTON;
	s->links = s->link_chars = s->code_chars = s->bold_chars = 0;
	s->br = false;
}

static void
characters(struct parse *s, struct str text, uint32_t end)
{
	struct article *a = s->a;
	struct prefilter *f = &s->page->filter;
	uint32_t before = a->flow_chars;
	uint32_t at = end - (uint32_t)text.n;
	bool literal = false;

	s->page->seen += count_chars(text);
	if (s->in_mark) {
		a->booked[BOOK_BOILERPLATE] += count_chars(text);
		return;
	}
	/* A long text comes in pieces, each told before its last character is past. */
	for (uint32_t late = 0; !literal && late <= (text.n >= 900 ? 4 : 0) && end >= text.n && end + late <= f->out.n; late++)
		if (memcmp(f->out.p + at + late, text.p, text.n) == 0) {
			literal = true;
			at += late;
			end += late;
		}

	if (a->text.n == a->flow_from) {
		s->run_elem = top(s)->elem;
		s->run_why = top(s)->why;
	} else
		s->run_why &= top(s)->why;
	/* The filtered text may have been cut out of the page in pieces. */
	while (literal && text.n) {
		uint32_t raw = prefilter_raw(f, at);
		size_t n = text.n;
		if (f->cursor + 1 < f->n_segments && f->segment[f->cursor + 1].out < at + n)
			n = f->segment[f->cursor + 1].out - at;
		if (n == 0)
			n = text.n;
		if (s->in_pre)
			flow_verbatim(a, str_sub(text, 0, n), raw);
		else
			flow_add(a, str_sub(text, 0, n), raw);
		text = str_sub(text, n, text.n);
		at += (uint32_t)n;
	}
	if (!literal) {
		uint32_t from = end > 0 ? end - 1 : 0;
		while (from > 0 && end - from < 40 && f->out.p[from] != '&')
			from--;
		uint32_t raw = prefilter_raw(f, from), raw_end = prefilter_raw(f, end > from ? end - 1 : from) + 1;
		/* A stray "<", which the prefilter spelt out. */
		if (raw < a->raw.n && a->raw.p[raw] == '<')
			raw_end = raw + 1;
		if (s->in_pre) {
			flow_verbatim(a, text, raw);
			if (a->flow_end > raw)
				a->flow_end = raw_end;
		} else
			flow_spelt(a, text, raw, raw_end);
	}
	uint32_t more = a->flow_chars - before;
	if (s->in_link)
		s->link_chars += more;
	if (s->in_code)
		s->code_chars += more;
	if (s->in_bold)
		s->bold_chars += more;
}

static void
sax_characters(void *data, const xmlChar *ch, int len)
{
	struct parse *s = data;
	struct str text = { (const char *)ch, (size_t)len };
	const xmlParserInput *in = s->ctxt->input;

	tick(s);
	if (s->in_title) {
		buf_add(&s->title, text);
		return;
	}
	if (s->in_head || s->depth == 0)
		return;
	if (s->spot_open && s->spot.n < 400)
		buf_add(&s->spot, text);
	characters(s, text, (uint32_t)((size_t)(in->cur - in->base) + in->consumed));
}

static struct str
attribute(const xmlChar **atts, const char *name)
{
	for (size_t i = 0; atts && atts[i]; i += 2)
		if (!strcmp((const char *)atts[i], name))
			return atts[i + 1] ? str_of((const char *)atts[i + 1]) : (struct str){ "", 0 };
	return (struct str){ NULL, 0 };
}

static void
add_tag(struct parse *s, struct str key, struct str value)
{
	struct page *p = s->page;

	value = str_trim(value);
	if (!key.n || !value.n || p->n_tags >= 1000)
		return;
	p->tag = xgrow(p->tag, &p->cap_tags, p->n_tags + 1, sizeof *p->tag);
	p->tag[p->n_tags++] = (struct meta_tag){ arena_str(&s->a->arena, key), arena_str(&s->a->arena, value) };
}

static void
head_tag(struct parse *s, enum tag tag, const xmlChar **atts)
{
	static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
	struct str rel = attribute(atts, "rel"), href = attribute(atts, "href");

	if (tag == TAG_meta)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			add_tag(s, attribute(atts, keys[i]), attribute(atts, "content"));
	if (tag == TAG_link && str_ieq(rel, STR("canonical")) && href.n && !s->page->canonical.n)
		s->page->canonical = arena_str(&s->a->arena, href);
	if (tag == TAG_base && href.n && !s->page->base.n)
		s->page->base = arena_str(&s->a->arena, href);
}

static uint32_t
why_of(enum tag tag, const xmlChar **atts)
{
	uint32_t why = tag_why(tag);
	bool heading = tag >= TAG_h1 && tag <= TAG_h6;
	struct str v;

	for (size_t i = 0; atts && atts[i]; i += 2) {
		const char *name = (const char *)atts[i];
		v = atts[i + 1] ? str_of((const char *)atts[i + 1]) : (struct str){ "", 0 };
		if (!strcmp(name, "class") || (!strcmp(name, "id") && !heading && !names_slug(v)))
			why |= names_why(str_sub(v, 0, 512));
		else if (!strcmp(name, "role"))
			why |= role_why(v);
		else if (!strcmp(name, "hidden") || (!strcmp(name, "aria-hidden") && str_ieq(v, STR("true"))))
			why |= WHY_HIDDEN;
		else if (!strcmp(name, "style") && (str_find(v, STR("display:none"), 0) >= 0 || str_find(v, STR("display: none"), 0) >= 0 || str_find(v, STR("visibility:hidden"), 0) >= 0 || str_find(v, STR("visibility: hidden"), 0) >= 0))
			why |= WHY_HIDDEN;
		else if (!strcmp(name, "itemprop")) {
			if (str_find(v, STR("articleBody"), 0) >= 0)
				why |= WHY_BODY;
			else if (str_find(v, STR("author"), 0) >= 0 || str_find(v, STR("date"), 0) >= 0)
				why |= WHY_BYLINE;
		} else if (!strcmp(name, "rel") && str_ieq(v, STR("author")))
			why |= WHY_BYLINE;
	}
	return why;
}

/* Kind, level, list and table of the text in a new element. */
static void
place_elem(struct parse *s, struct elem *e, const struct elem *up)
{
	switch (e->tag) {
	case TAG_h1: case TAG_h2: case TAG_h3: case TAG_h4: case TAG_h5: case TAG_h6:
		e->kind = BLOCK_HEADING;
		e->level = (uint8_t)(e->tag - TAG_h1 + 1);
		break;
	case TAG_ul: case TAG_ol: case TAG_menu: case TAG_dl:
		e->lists = (uint8_t)(up->lists < 200 ? up->lists + 1 : 200);
		e->group = ++s->groups;
		break;
	case TAG_li: e->kind = BLOCK_ITEM; if (!e->lists) e->lists = 1; break;
	case TAG_dt: e->kind = BLOCK_TERM; break;
	case TAG_dd: e->kind = BLOCK_DEFINITION; break;
	case TAG_table:
		e->group = ++s->groups;
		e->kind = BLOCK_PARAGRAPH;
		e->row = e->column = 0;
		break;
	case TAG_td: case TAG_th:
		e->kind = BLOCK_CELL;
		e->th = e->tag == TAG_th;
		break;
	case TAG_pre: e->kind = BLOCK_CODE; e->code = true; break;
	case TAG_figure: break;
	case TAG_blockquote: e->kind = BLOCK_QUOTE; break;
	case TAG_figcaption: case TAG_caption: e->kind = BLOCK_CAPTION; break;
	default: break;
	}
}

static uint32_t
span_of(const xmlChar **atts, const char *name)
{
	uint64_t n;

	return str_to_u64(str_trim(attribute(atts, name)), &n) && n > 0 && n <= 1000 ? (uint32_t)n : 1;
}

/* The column of a cell in ROW behind N others: those that a cell above reaches
 * into are taken.  Cells that stand in more rows or columns take theirs. */
static uint32_t
take_columns(struct parse *s, const struct elem *cell, uint32_t n, const xmlChar **atts, uint32_t *used)
{
	uint32_t column = n + 1, wide = span_of(atts, "colspan"), high = span_of(atts, "rowspan");

	if (s->span_group != cell->group) {
		memset(s->span, 0, sizeof s->span);
		s->span_group = cell->group;
	}
	while (column < SPAN_COLUMNS && cell->row && s->span[column] >= cell->row)
		column++;
	*used = column + wide - 1;
	for (uint32_t c = column; high > 1 && c <= *used && c < SPAN_COLUMNS; c++)
		s->span[c] = cell->row + high - 1;
	return column;
}

/* Rows and cells are counted where they begin. */
static void
count_cell(struct parse *s, uint32_t index, const xmlChar **atts)
{
	struct page *p = s->page;
	struct elem *e = &p->elem[index];
	uint32_t up = e->parent;

	if (e->tag == TAG_tr) {
		while (up && p->elem[up].tag != TAG_table)
			up = p->elem[up].parent;
		e->row = ++p->elem[up].items;
	} else if (e->tag == TAG_td || e->tag == TAG_th) {
		while (up && p->elem[up].tag != TAG_tr && p->elem[up].tag != TAG_table)
			up = p->elem[up].parent;
		e->row = p->elem[up].row;
		e->column = take_columns(s, e, p->elem[up].items, atts, &p->elem[up].items);
	}
}

static uint32_t
new_elem(struct parse *s, enum tag tag, uint32_t why, const xmlChar **atts)
{
	struct page *p = s->page;
	uint32_t parent = s->depth ? top(s)->elem : 0;

	p->elem = xgrow(p->elem, &p->cap_elems, p->n_elems + 1, sizeof *p->elem);
	struct elem *e = &p->elem[p->n_elems];
	if (p->n_elems == 0)
		*e = (struct elem){ .kind = BLOCK_PARAGRAPH };  /* the root is its own parent */
	const struct elem *up = &p->elem[parent];
	*e = (struct elem){
		.parent = parent, .first = (uint32_t)s->a->n_blocks, .end = (uint32_t)s->a->n_blocks, .tag = (uint16_t)tag,
		.why = why, .kind = up->kind, .level = up->level, .lists = up->lists,
		.group = up->group, .row = up->row, .column = up->column, .th = up->th, .code = up->code,
	};
	/* The footer of an entry in a list has its date and its tags. */
	if (tag == TAG_footer && (up->tag == TAG_article || up->tag == TAG_li || up->tag == TAG_section))
		e->why = (why & ~(uint32_t)WHY_FOOTER) | WHY_TAGS;
	/* That of a quotation has who spoke. */
	if (up->kind == BLOCK_QUOTE && (tag == TAG_footer || tag == TAG_cite))
		e->why = 0;
	place_elem(s, e, up);
	count_cell(s, (uint32_t)p->n_elems, atts);
	return (uint32_t)p->n_elems++;
}

static void
close_spot(struct parse *s)
{
	s->page->spot[s->spot_open - 1].text = arena_str(&s->a->arena, buf_str(&s->spot));
	s->spot_open = 0;
}

/* A link to the site's front page. */
static bool
leads_home(struct str href)
{
	ptrdiff_t host = str_find(href, STR("://"), 0), path = host < 0 ? 0 : str_find(href, STR("/"), (size_t)host + 3);

	if (path < 0)
		return true;            /* "https://example.org" */
	href = str_sub(href, (size_t)path, href.n);
	return str_eq(href, STR("/")) || (host < 0 && (str_eq(href, STR("./")) || str_eq(href, STR("/index.html"))));
}

/* What may hold an author, a date, a headline or the site's name is kept with its names and
 * the words before it: "tag itemprop rel class < words", a line break, its text. */
static void
open_spot(struct parse *s, uint32_t why, enum tag tag, const xmlChar **atts, uint32_t elem)
{
	struct page *p = s->page;
	struct str datetime = attribute(atts, "datetime"), content = attribute(atts, "content");
	struct str prop = attribute(atts, "itemprop"), rel = attribute(atts, "rel"), class = attribute(atts, "class");
	bool date = str_find(prop, STR("date"), 0) >= 0 || tag == TAG_time;

	if (datetime.n || (prop.n && content.n))
		add_tag(s, datetime.n ? STR("time") : prop, datetime.n ? datetime : content);
	if (attribute(atts, "created-timestamp").n)
		add_tag(s, STR("created-timestamp"), attribute(atts, "created-timestamp"));
	bool home = tag == TAG_a && leads_home(attribute(atts, "href"));
	if (p->n_spots >= 200 || !((why & WHY_BYLINE) || date || tag == TAG_h1 || home))
		return;
	/* A date inside a byline is told for itself. */
	if (s->spot_open && (date || tag == TAG_h1))
		close_spot(s);
	if (s->spot_open)
		return;
	p->spot = xgrow(p->spot, &p->cap_spots, p->n_spots + 1, sizeof *p->spot);
	p->spot[p->n_spots++] = (struct located){ .elem = elem, .why = why };
	s->spot_open = p->n_spots;
	s->spot_depth = s->depth;
	buf_reset(&s->spot);
	if (home && !(why & WHY_BYLINE)) {
		buf_addz(&s->spot, "home\n");
		return;
	}
	buf_addf(&s->spot, "%s %.*s %.*s %.*s < ", tags[tag].name, STR_ARG(str_sub(prop, 0, 20)), STR_ARG(str_sub(rel, 0, 10)), STR_ARG(str_sub(class, 0, 60)));
	size_t tail = s->a->text.n - s->a->flow_from, from = s->a->text.n - (tail < 20 ? tail : 20);
	if (tail == 0 && s->a->n_blocks) {
		const struct block *b = &s->a->block[s->a->n_blocks - 1];
		if (b->to - b->from < 30)
			from = b->from;
	}
	for (size_t i = from; i < s->a->text.n; i++)
		buf_addc(&s->spot, s->a->text.p[i] == '\n' ? ' ' : s->a->text.p[i]);
	buf_addc(&s->spot, '\n');
	if (datetime.n)
		buf_addf(&s->spot, "%.*s ", STR_ARG(str_sub(datetime, 0, 40)));
}

/* A source that is named behind a quotation, not within one. */
static bool
behind_quote(struct parse *s)
{
	struct str t = str_sub(buf_str(&s->a->text), s->a->flow_from, s->a->text.n);

	return s->depth && s->page->elem[top(s)->elem].kind == BLOCK_QUOTE &&
	    (t.n == 0 || strchr(".!?\"", t.p[t.n - 1]) || str_ends(t, STR("”")));
}

static void
sax_start(void *data, const xmlChar *name, const xmlChar **atts)
{
	struct parse *s = data;
	enum tag tag = tag_of(s, name);
	enum display display = tags[tag].display;
	uint32_t why = 0;
	struct open o = { .tag = (uint16_t)tag };

	tick(s);
	/* A time stands there in long and in short, of which scripts show one. */
	if (s->depth && top(s)->tag == TAG_time)
		flow_blank(s->a);
	/* An element of its own making (with a hyphen) is a block, as most are. */
	if (tag == TAG_other && strchr((const char *)name, '-'))
		display = DISPLAY_BLOCK;
	if (tag == TAG_cite && behind_quote(s))
		display = DISPLAY_BLOCK;
	if (tag == TAG_html && !s->page->lang.n && (attribute(atts, "lang").n || attribute(atts, "xml:lang").n))
		s->page->lang = arena_str(&s->a->arena, attribute(atts, attribute(atts, "lang").n ? "lang" : "xml:lang"));
	if (display == DISPLAY_HEAD)
		head_tag(s, tag, atts);
	if (tag == TAG_title && s->title.n == 0)
		s->in_title++;
	if (tag == TAG_head)
		s->in_head++;
	else if (s->in_head && display == DISPLAY_BLOCK)
		s->in_head = 0;
	if (display != DISPLAY_INLINE && !s->in_pre && display != DISPLAY_HEAD) {
		end_run(s);
		if (s->spot_open)
			buf_addc(&s->spot, ' ');
	}
	if (display != DISPLAY_HEAD && display != DISPLAY_VOID && !s->in_pre)
		why = why_of(tag, atts);
	o.elem = s->depth ? top(s)->elem : 0;
	o.why = s->depth ? top(s)->why : 0;
	if (display == DISPLAY_BLOCK) {
		o.own = true;
		o.why = 0;
		o.elem = new_elem(s, tag, why, atts);
	} else {
		o.why |= why;
		o.mark = why & WHY_MARK;
		s->in_mark += o.mark;
	}
	s->stack = xgrow(s->stack, &s->cap_stack, s->depth + 1, sizeof *s->stack);
	s->stack[s->depth++] = o;
	if (display != DISPLAY_HEAD)
		open_spot(s, why, tag, atts, o.elem);
	switch (tag) {
	case TAG_a: {
		struct str href = attribute(atts, "href");
		s->in_link++;
		s->links += str_starts(href, STR("http")) || str_starts(href, STR("//"));
		break;
	}
	case TAG_code: case TAG_kbd: case TAG_samp: case TAG_tt: s->in_code++; break;
	case TAG_b: case TAG_strong: s->in_bold++; break;
	case TAG_pre: s->in_pre++; break;
	case TAG_br:
		if (s->in_pre)
			flow_verbatim(s->a, STR("\n"), s->a->flow_end);
		s->br = true;
		break;
	default: break;
	}
}

static void
sax_end(void *data, const xmlChar *name)
{
	struct parse *s = data;
	enum tag tag = tag_of(s, name);
	struct open *o;

	tick(s);
	if (s->depth == 0)
		return;
	o = top(s);
	if (s->spot_open && s->spot_depth == s->depth)
		close_spot(s);
	s->in_mark -= o->mark;
	if (o->own) {
		end_run(s);
		s->page->elem[o->elem].end = (uint32_t)s->a->n_blocks;
	}
	switch (tag) {
	case TAG_title: if (s->in_title) s->in_title--; break;
	case TAG_head: s->in_head = 0; break;
	case TAG_a: if (s->in_link) s->in_link--; break;
	case TAG_code: case TAG_kbd: case TAG_samp: case TAG_tt: if (s->in_code) s->in_code--; break;
	case TAG_b: case TAG_strong: if (s->in_bold) s->in_bold--; break;
	case TAG_pre: if (s->in_pre) s->in_pre--; break;
	default: break;
	}
	s->depth--;
}

static void
silence(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

/* Some pages escape the quotes of their JSON-LD for HTML, which scripts are not. */
static struct json *
read_jsonld(struct article *a, struct str s)
{
	struct str open = str_sub(str_trim(s), 0, 200);
	struct buf plain = { 0 };
	struct json *j;

	if (str_find(open, STR("&quot;"), 0) < 0 || str_find(open, STR("\""), 0) >= 0)
		return json_read(&a->arena, s);
	for (size_t i = 0; i < s.n; i++)
		if (str_starts(str_sub(s, i, s.n), STR("&quot;"))) {
			buf_addc(&plain, '"');
			i += 5;
		} else
			buf_addc(&plain, s.p[i]);
	j = json_read(&a->arena, arena_str(&a->arena, buf_str(&plain)));
	buf_release(&plain);
	return j;
}

bool
page_parse(struct page *p, struct article *a, unsigned max_depth, double limit_seconds)
{
	static htmlSAXHandler sax = {
		.startElement = sax_start, .endElement = sax_end, .characters = sax_characters,
		.ignorableWhitespace = sax_characters, .cdataBlock = sax_characters, .error = silence, .warning = silence, .fatalError = silence,
	};
	struct parse s = { .page = p, .a = a, .limit = limit_seconds };

	if (!ready)
		fill();
	p->article = a;
	p->n_elems = p->n_tags = p->n_spots = 0;
	p->seen = 0;
	p->title = p->canonical = p->lang = p->base = (struct str){ "", 0 };
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &s.begin);
	prefilter_run(&p->filter, a->raw, max_depth, 4 * article_pieces(a->raw.n));
	a->full = a->full || p->filter.full;
	new_elem(&s, TAG_other, 0, NULL);

	s.ctxt = htmlCreatePushParserCtxt(&sax, &s, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!s.ctxt)
		xalloc_die();
	htmlCtxtUseOptions(s.ctxt, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	htmlParseChunk(s.ctxt, p->filter.out.p, (int)p->filter.out.n, 1);
	if (s.ctxt->myDoc)
		xmlFreeDoc(s.ctxt->myDoc);
	htmlFreeParserCtxt(s.ctxt);
	end_run(&s);
	if (s.spot_open)
		close_spot(&s);
	while (s.depth)
		p->elem[s.stack[--s.depth].elem].end = (uint32_t)a->n_blocks;
	p->elem[0].end = (uint32_t)a->n_blocks;
	page_undo_layout(p, s.groups);
	p->n_jsonld_values = 0;
	for (size_t i = 0; i < p->filter.n_jsonld && i < PAGE_JSONLD; i++)
		p->jsonld[p->n_jsonld_values++] = read_jsonld(a, str_sub(a->raw, p->filter.jsonld[i].from, p->filter.jsonld[i].to));
	p->title = arena_str(&a->arena, buf_str(&s.title));
	buf_release(&s.title);
	buf_release(&s.spot);
	free(s.stack);
	a->media_type = "html";
	return !s.late && !a->full;
}

void
page_release(struct page *p)
{
	prefilter_release(&p->filter);
	free(p->elem);
	free(p->run);
	free(p->tag);
	free(p->spot);
	*p = (struct page){ 0 };
}
