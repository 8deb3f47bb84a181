#include "../common/utf8.h"
#include "entity.h"
#include "jsonld.h"

struct reader_at {
	struct arena *arena;
	struct str    s;
	size_t        i;
	struct buf    text;
	size_t        values;           /* read so far; bounded */
};

#define MAX_VALUES 200000

static void
skip_space(struct reader_at *r)
{
	for (;;) {
		struct str rest = str_sub(r->s, r->i, r->s.n);
		if (rest.n == 0)
			return;
		if ((unsigned char)rest.p[0] <= ' ') {
			r->i++;
		} else if (str_starts(rest, STR("//")) || str_starts(rest, STR("<!--")) || str_starts(rest, STR("-->")) ||
		    str_starts(rest, STR("<![CDATA[")) || str_starts(rest, STR("]]>"))) {
			if (rest.p[0] == '/') {
				const char *nl = memchr(rest.p, '\n', rest.n);
				r->i = nl ? (size_t)(nl - r->s.p) : r->s.n;
			} else
				r->i += rest.p[0] == '<' ? (rest.p[2] == '[' ? 9 : 4) : 3;
		} else if (str_starts(rest, STR("/*"))) {
			ptrdiff_t end = str_find(rest, STR("*/"), 2);
			r->i = end < 0 ? r->s.n : r->i + (size_t)end + 2;
		} else
			return;
	}
}

static int
hex4(struct str s, uint32_t *out)
{
	*out = 0;
	if (s.n < 4)
		return 0;
	for (size_t i = 0; i < 4; i++) {
		char c = s.p[i];
		unsigned v = c >= '0' && c <= '9' ? (unsigned)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (unsigned)((c | 32) - 'a') + 10 : 99;
		if (v > 15)
			return 0;
		*out = *out * 16 + v;
	}
	return 4;
}

/* The escape in front of S, behind its backslash. */
static size_t
escape(struct str s, struct buf *out)
{
	uint32_t code, low;
	size_t n;

	if (s.n == 0)
		return 0;
	switch (s.p[0]) {
	case 'n': case 'r': buf_addc(out, '\n'); return 1;
	case 't': case 'f': case 'b': buf_addc(out, ' '); return 1;
	case 'u':
		n = 1 + (size_t)hex4(str_sub(s, 1, s.n), &code);
		if (code >= 0xd800 && code < 0xdc00 && str_starts(str_sub(s, n, s.n), STR("\\u")) && hex4(str_sub(s, n + 2, s.n), &low) && low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			n += 6;
		}
		utf8_add(out, code ? code : ' ');
		return n;
	default: buf_addc(out, s.p[0]); return 1;
	}
}

size_t
json_char(struct str s, struct buf *out)
{
	size_t n;

	if (s.p[0] == '\\')
		return 1 + escape(str_sub(s, 1, s.n), out);
	if (s.p[0] == '&' && (n = entity_read(s, out)) > 0)
		return n;
	buf_addc(out, s.p[0]);
	return 1;
}

/* RAW: the string as it stands between its quotes. */
static struct str
string(struct reader_at *r, struct str *raw)
{
	char quote = r->s.p[r->i++];
	size_t from = r->i;

	buf_reset(&r->text);
	while (r->i < r->s.n && r->s.p[r->i] != quote)
		r->i += json_char(str_sub(r->s, r->i, r->s.n), &r->text);
	for (size_t i = 0; i < r->text.n; i++)
		if ((unsigned char)r->text.p[i] < ' ')
			r->text.p[i] = ' ';
	*raw = str_sub(r->s, from, r->i);
	r->i += r->i < r->s.n;
	return arena_str(r->arena, buf_str(&r->text));
}

static struct json *value(struct reader_at *r, unsigned depth);

static void
members(struct reader_at *r, struct json *j, unsigned depth)
{
	bool object = j->kind == LD_OBJECT;
	struct json **link = &j->first;

	r->i++;
	for (;;) {
		struct str key = { "", 0 }, raw;
		skip_space(r);
		if (r->i >= r->s.n)
			return;
		char c = r->s.p[r->i];
		if (c == '}' || c == ']') {
			r->i++;
			return;
		}
		if (c == ',' || c == ':' || c == ';') {
			r->i++;
			continue;
		}
		if (object) {
			if (c == '"' || c == '\'')
				key = string(r, &raw);
			else {
				size_t from = r->i;
				while (r->i < r->s.n && !strchr(" \t\r\n:,}]", r->s.p[r->i]))
					r->i++;
				key = str_sub(r->s, from, r->i > from ? r->i : ++r->i);
			}
			skip_space(r);
			if (r->i >= r->s.n || r->s.p[r->i] != ':')
				continue;
			r->i++;
			skip_space(r);
			if (r->i < r->s.n && strchr(",}]", r->s.p[r->i]))
				continue;
		}
		struct json *v = value(r, depth + 1);
		if (!v)
			return;
		v->key = key;
		*link = v;
		link = &v->next;
	}
}

static struct json *
value(struct reader_at *r, unsigned depth)
{
	skip_space(r);
	if (r->i >= r->s.n || r->values++ > MAX_VALUES || depth > JSON_DEPTH) {
		r->i = r->s.n;
		return NULL;
	}
	struct json *j = arena_alloc(r->arena, sizeof *j);
	char c = r->s.p[r->i];
	j->text = j->key = j->raw = (struct str){ "", 0 };
	if (c == '{' || c == '[') {
		j->kind = c == '{' ? LD_OBJECT : LD_ARRAY;
		members(r, j, depth);
	} else if (c == '"' || c == '\'') {
		j->kind = LD_STRING;
		j->text = string(r, &j->raw);
	} else {
		size_t from = r->i;
		while (r->i < r->s.n && (unsigned char)r->s.p[r->i] > ' ' && !strchr(",:]}[{\"", r->s.p[r->i]))
			r->i++;
		if (r->i == from)
			r->i++;
		j->text = str_sub(r->s, from, r->i);
		j->kind = j->text.p[0] == 't' || j->text.p[0] == 'f' ? LD_BOOL : j->text.p[0] == 'n' ? LD_NULL : LD_NUMBER;
	}
	return j;
}

struct json *
json_read(struct arena *a, struct str s)
{
	struct reader_at r = { .arena = a, .s = s };
	struct json *all = arena_alloc(a, sizeof *all), **link = &all->first;

	all->kind = LD_ARRAY;
	all->text = all->key = all->raw = (struct str){ "", 0 };
	while (r.i < r.s.n) {
		skip_space(&r);
		if (r.i < r.s.n && strchr(",;]}", r.s.p[r.i])) {
			r.i++;
			continue;
		}
		struct json *v = value(&r, 0);
		if (!v)
			break;
		*link = v;
		link = &v->next;
	}
	buf_release(&r.text);
	return all;
}

const struct json *
json_member(const struct json *j, const char *key)
{
	if (!j || j->kind != LD_OBJECT)
		return NULL;
	for (const struct json *m = j->first; m; m = m->next)
		if (str_eq(m->key, str_of(key)))
			return m;
	return NULL;
}

struct str
json_raw(const struct json *j, const char *key)
{
	const struct json *m = json_member(j, key);

	if (m && m->kind == LD_ARRAY)
		m = m->first;
	return m && m->kind == LD_STRING ? m->raw : (struct str){ "", 0 };
}

struct str
json_text(const struct json *j, const char *key)
{
	const struct json *m = json_member(j, key);

	if (m && m->kind == LD_ARRAY)
		m = m->first;
	if (m && (m->kind == LD_STRING || m->kind == LD_NUMBER))
		return str_trim(m->text);
	return (struct str){ "", 0 };
}
