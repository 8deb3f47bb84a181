#include <stdlib.h>

#include "../common/xalloc.h"
#include "prefilter.h"

/* What is longer is cut: a tag's kept attributes and one attribute's value. */
#define TAG_BYTES   16384
#define VALUE_BYTES 4096
#define NAME_BYTES  24

enum { DROP_TAG = 1, DROP_CONTENT = 2, FLAT = 4, CONTENT_TO_END = 8 };

/* Elements of which the content goes, and those that do not nest. */
static const struct { const char *name; int what; } special[] = {
	{ "script", DROP_CONTENT | CONTENT_TO_END }, { "style", DROP_CONTENT | CONTENT_TO_END }, { "svg", DROP_CONTENT },
	{ "template", DROP_CONTENT }, { "iframe", DROP_CONTENT }, { "textarea", DROP_CONTENT },
	{ "select", DROP_CONTENT }, { "object", DROP_TAG }, { "embed", DROP_TAG }, { "img", DROP_TAG }, { "input", DROP_TAG },
	{ "source", DROP_TAG }, { "picture", DROP_TAG }, { "path", DROP_TAG }, { "param", DROP_TAG }, { "wbr", DROP_TAG }, { "font", DROP_TAG },
	{ "p", FLAT }, { "li", FLAT }, { "td", FLAT }, { "th", FLAT }, { "tr", FLAT }, { "dt", FLAT }, { "dd", FLAT }, { "br", FLAT },
	{ "hr", FLAT }, { "meta", FLAT }, { "link", FLAT }, { "option", FLAT }, { "html", FLAT }, { "head", FLAT }, { "body", FLAT },
	{ "base", FLAT }, { "tbody", FLAT }, { "thead", FLAT }, { "col", FLAT }, { "area", FLAT }, { "frame", FLAT },
};
static const char *const kept[] = {
	"class", "id", "href", "role", "rel", "property", "name", "content", "itemprop", "itemtype", "datetime", "lang",
	"hidden", "aria-hidden", "style", "http-equiv", "charset", "title", "colspan", "rowspan", "xml:lang", "created-timestamp",
};

static bool
name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

static bool
blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static size_t
lower_name(struct str s, size_t i, char out[NAME_BYTES])
{
	size_t n = 0;

	for (; i + n < s.n && name_byte(s.p[i + n]); n++)
		if (n + 1 < NAME_BYTES)
			out[n] = (char)(s.p[i + n] >= 'A' && s.p[i + n] <= 'Z' ? s.p[i + n] + 32 : s.p[i + n]);
	out[n < NAME_BYTES ? n : NAME_BYTES - 1] = '\0';
	return n;
}

static int
special_of(const char *name)
{
	for (size_t i = 0; i < sizeof special / sizeof *special; i++)
		if (name[0] == special[i].name[0] && !strcmp(name, special[i].name))
			return special[i].what;
	return 0;
}

/* Text goes over as it is, but for control characters, which become blanks:
 * the parser would drop them and lose count. */
static void
copy(struct prefilter *f, struct str page, size_t from, size_t to)
{
	if (from >= to)
		return;
	f->segment = xgrow(f->segment, &f->cap_segments, f->n_segments + 1, sizeof *f->segment);
	f->segment[f->n_segments++] = (struct segment){ (uint32_t)f->out.n, (uint32_t)from };
	buf_add(&f->out, str_sub(page, from, to));
	char *p = f->out.p + f->out.n - (to - from);
	for (size_t i = 0; i < to - from; i++)
		p[i] = (unsigned char)p[i] < ' ' && p[i] != '\n' && p[i] != '\t' ? ' ' : p[i];
	/* U+FFFE and U+FFFF are no characters. */
	for (char *q = p; (q = memchr(q, 0xef, (size_t)(f->out.p + f->out.n - q))); q++)
		if (q + 2 < f->out.p + f->out.n && (unsigned char)q[1] == 0xbf && (unsigned char)q[2] >= 0xbe)
			memset(q, ' ', 3);
}

/* A "<" that opens no tag. */
static void
escape(struct prefilter *f, size_t at)
{
	f->segment = xgrow(f->segment, &f->cap_segments, f->n_segments + 1, sizeof *f->segment);
	f->segment[f->n_segments++] = (struct segment){ (uint32_t)f->out.n, (uint32_t)at };
	buf_add(&f->out, STR("&lt;"));
}

/* Where "</NAME" begins at or behind I; page.n if nowhere. */
static size_t
find_end(struct str page, size_t i, const char *name)
{
	size_t n = strlen(name);

	while (i < page.n) {
		const char *p = memchr(page.p + i, '<', page.n - i);
		if (!p)
			break;
		i = (size_t)(p - page.p);
		if (i + 2 + n <= page.n && page.p[i + 1] == '/' && str_ieq(str_sub(page, i + 2, i + 2 + n), (struct str){ name, n }) &&
		    (i + 2 + n == page.n || !name_byte(page.p[i + 2 + n])))
			return i;
		i++;
	}
	return page.n;
}

static size_t
find_close(struct str page, size_t i)
{
	const char *p = i < page.n ? memchr(page.p + i, '>', page.n - i) : NULL;

	return p ? (size_t)(p - page.p) + 1 : page.n;
}

static bool
wanted(const char *name)
{
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (name[0] == kept[i][0] && !strcmp(name, kept[i]))
			return true;
	return false;
}

static void
put_attribute(struct prefilter *f, const char *name, struct str value)
{
	char quote = memchr(value.p, '"', value.n) ? '\'' : '"';

	if (!strcmp(name, "style") && str_find(value, STR("none"), 0) < 0 && str_find(value, STR("hidden"), 0) < 0)
		return;
	if (value.n > VALUE_BYTES) {
		value.n = VALUE_BYTES;
		while (value.n && ((unsigned char)value.p[value.n] & 0xc0) == 0x80)
			value.n--;
	}
	buf_addc(&f->out, ' ');
	buf_addz(&f->out, name);
	buf_addc(&f->out, '=');
	buf_addc(&f->out, quote);
	size_t from = f->out.n;
	buf_add(&f->out, value);
	for (size_t i = from; i < f->out.n; i++)
		if ((unsigned char)f->out.p[i] < ' ' || f->out.p[i] == quote)
			f->out.p[i] = ' ';
	buf_addc(&f->out, quote);
}

/* Copy the attributes that begin at I if KEEP; returns where the tag ends,
 * behind its ">".  *JSONLD: its type names JSON-LD. */
static size_t
attributes(struct prefilter *f, struct str page, size_t i, bool keep, bool *jsonld)
{
	size_t limit = f->out.n + TAG_BYTES;
	char name[NAME_BYTES];

	while (i < page.n && page.p[i] != '>') {
		if (blank(page.p[i]) || page.p[i] == '/') {
			i++;
			continue;
		}
		if (page.p[i] == '<')           /* the tag was never closed */
			return i;
		size_t n = lower_name(page, i, name);
		i += n ? n : 1;
		if (n == 0)
			continue;
		while (i < page.n && !blank(page.p[i]) && page.p[i] != '=' && page.p[i] != '>' && page.p[i] != '/')
			i++, name[0] = '\0';
		size_t at = i;
		while (at < page.n && blank(page.p[at]))
			at++;
		struct str value = { "", 0 };
		if (at < page.n && page.p[at] == '=') {
			for (i = at + 1; i < page.n && blank(page.p[i]); i++)
				;
			if (i >= page.n)
				break;
			char q = page.p[i];
			if (q == '"' || q == '\'') {
				const char *end = memchr(page.p + i + 1, q, page.n - i - 1);
				size_t to = end ? (size_t)(end - page.p) : page.n;
				/* A quote that never closes ends with the tag. */
				if (!end || to - i > (1u << 22))
					to = find_close(page, i) - 1;
				value = str_sub(page, i + 1, to);
				i = to + (to < page.n && page.p[to] == q);
			} else {
				size_t to = i;
				while (to < page.n && !blank(page.p[to]) && page.p[to] != '>')
					to++;
				value = str_sub(page, i, to);
				i = to;
			}
		}
		if (jsonld && !strcmp(name, "type") && str_find(value, STR("ld+json"), 0) >= 0)
			*jsonld = true;
		if (keep && wanted(name) && f->out.n + value.n < limit)
			put_attribute(f, name, value);
	}
	return i < page.n ? i + 1 : page.n;
}

static void
put_name(struct prefilter *f, const char *open, const char *name)
{
	buf_addz(&f->out, open);
	buf_addz(&f->out, name);
}

static size_t
start_tag(struct prefilter *f, struct str page, size_t i, unsigned max_depth)
{
	char name[NAME_BYTES];
	size_t n = lower_name(page, i + 1, name), to;
	int what = special_of(name);
	bool jsonld = false, keep = !(what & (DROP_TAG | DROP_CONTENT));

	if (keep && !(what & FLAT)) {
		if (f->depth >= max_depth) {
			f->cut++;
			keep = false;
		} else
			f->depth++;
	}
	if (keep)
		put_name(f, "<", name);
	to = attributes(f, page, i + 1 + n, keep, what & DROP_CONTENT ? &jsonld : NULL);
	if (keep)
		buf_addc(&f->out, '>');
	if (!(what & DROP_CONTENT) || (to >= 2 && page.p[to - 2] == '/' && !(what & CONTENT_TO_END)))
		return to;
	size_t end = find_end(page, to, name);
	if (jsonld) {
		f->jsonld = xgrow(f->jsonld, &f->cap_jsonld, f->n_jsonld + 1, sizeof *f->jsonld);
		f->jsonld[f->n_jsonld++] = (struct extent){ (uint32_t)to, (uint32_t)end };
	}
	if (end == page.n && !(what & CONTENT_TO_END))
		return to;              /* never closed: only the tag goes */
	/* What was apart stays apart. */
	buf_addc(&f->out, ' ');
	return find_close(page, end);
}

static size_t
end_tag(struct prefilter *f, struct str page, size_t i)
{
	char name[NAME_BYTES];

	lower_name(page, i + 2, name);
	int what = special_of(name);
	if (!(what & (DROP_TAG | DROP_CONTENT))) {
		bool keep = true;
		if (!(what & FLAT) && f->cut > 0) {
			f->cut--;
			keep = false;
		} else if (!(what & FLAT) && f->depth > 0)
			f->depth--;
		if (keep) {
			put_name(f, "</", name);
			buf_addc(&f->out, '>');
		}
	}
	return find_close(page, i);
}

static size_t
comment(struct str page, size_t i)
{
	if (!str_starts(str_sub(page, i, page.n), STR("<!--")))
		return find_close(page, i);
	ptrdiff_t end = str_find(page, STR("-->"), i + 2);
	return end < 0 ? find_close(page, i) : (size_t)end + 3;
}

void
prefilter_run(struct prefilter *f, struct str page, unsigned max_depth, size_t max_segments)
{
	size_t i = 0, text = 0;

	buf_reset(&f->out);
	f->n_segments = f->n_jsonld = f->cursor = 0;
	f->depth = f->cut = 0;
	f->full = false;
	f->size = (uint32_t)page.n;
	buf_reserve(&f->out, page.n / 2 + 64);
	while (i < page.n && !f->full) {
		const char *p = memchr(page.p + i, '<', page.n - i);
		if (!p)
			break;
		f->full = f->n_segments >= max_segments;
		i = (size_t)(p - page.p);
		char next = i + 1 < page.n ? page.p[i + 1] : '\0';
		copy(f, page, text, i);
		if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
			i = start_tag(f, page, i, max_depth);
		else if (next == '/' && i + 2 < page.n && (page.p[i + 2] | 32) >= 'a' && (page.p[i + 2] | 32) <= 'z')
			i = end_tag(f, page, i);
		else if (next == '!' || next == '?')
			i = comment(page, i);
		else if (next == '/')
			i = find_close(page, i);
		else {
			escape(f, i);
			i++;
		}
		text = i;
	}
	copy(f, page, text, page.n);
}

uint32_t
prefilter_raw(struct prefilter *f, uint32_t at)
{
	size_t c = f->cursor < f->n_segments ? f->cursor : 0;

	if (f->n_segments == 0)
		return 0;
	while (c > 0 && f->segment[c].out > at)
		c--;
	while (c + 1 < f->n_segments && f->segment[c + 1].out <= at)
		c++;
	f->cursor = c;
	if (at < f->segment[c].out)
		return f->segment[c].raw;
	/* What the parser takes for text within a tag stands at the latest where the next text does. */
	uint32_t raw = f->segment[c].raw + (at - f->segment[c].out), limit = c + 1 < f->n_segments ? f->segment[c + 1].raw : f->size;
	return raw < limit ? raw : limit;
}

void
prefilter_release(struct prefilter *f)
{
	buf_release(&f->out);
	free(f->segment);
	free(f->jsonld);
	*f = (struct prefilter){ 0 };
}
