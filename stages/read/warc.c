#include <stdio.h>
#include <zlib.h>

#include "archive.h"

#define LINE_MAX_BYTES 65536
#define HEADER_LINES   1000

struct record {
	char       type[24], mime[128], uri[2048];
	uint64_t   length;
	bool       has_length;
};

struct walk {
	struct stream              stream;
	struct str                 source;
	uint64_t                   limit;
	const struct archive_sink *sink;
	struct buf                 line, block, body, plain, member;
	size_t                     no;
};

static void
field(char *to, size_t size, struct str value)
{
	value = str_trim(value);
	if (value.n >= 2 && value.p[0] == '<' && value.p[value.n - 1] == '>')
		value = str_sub(value, 1, value.n - 1);
	size_t n = value.n < size - 1 ? value.n : size - 1;
	memcpy(to, value.p, n);
	to[n] = '\0';
}

/* The value of the header NAME in LINE, if it is that one. */
static bool
header(struct str line, const char *name, struct str *value)
{
	size_t n = strlen(name);

	if (line.n <= n || line.p[n] != ':' || !str_ieq(str_sub(line, 0, n), (struct str){ name, n }))
		return false;
	*value = str_trim(str_sub(line, n + 1, line.n));
	return true;
}

/* Finds the next "WARC/1." line; false at the end.  *LOST: others stood before it. */
static bool
find_record(struct walk *w, bool *lost)
{
	bool too_long;

	*lost = false;
	while (stream_line(&w->stream, LINE_MAX_BYTES, &w->line, &too_long)) {
		if (str_starts(buf_str(&w->line), STR("WARC/1.")) || str_starts(buf_str(&w->line), STR("WARC/0.")))
			return true;
		*lost = *lost || w->line.n > 0;
	}
	return false;
}

static bool
read_header(struct walk *w, struct record *r)
{
	bool too_long;
	struct str v;

	*r = (struct record){ .length = 0 };
	for (unsigned i = 0; i < HEADER_LINES; i++) {
		if (!stream_line(&w->stream, LINE_MAX_BYTES, &w->line, &too_long))
			return false;
		struct str line = buf_str(&w->line);
		if (line.n == 0)
			return true;
		if (header(line, "WARC-Type", &v))
			field(r->type, sizeof r->type, v);
		else if (header(line, "WARC-Target-URI", &v))
			field(r->uri, sizeof r->uri, v);
		else if (header(line, "Content-Type", &v))
			field(r->mime, sizeof r->mime, v);
		else if (header(line, "Content-Length", &v))
			r->has_length = str_to_u64(v, &r->length);
	}
	return false;
}

bool
http_unchunk(struct str body, struct buf *out)
{
	size_t i = 0;

	while (i < body.n) {
		uint64_t size = 0;
		size_t digits = 0;
		for (; i < body.n; i++, digits++) {
			char c = body.p[i];
			unsigned v = c >= '0' && c <= '9' ? (unsigned)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (unsigned)((c | 32) - 'a') + 10 : 99;
			if (v > 15)
				break;
			if (digits > 12)
				return false;
			size = size * 16 + v;
		}
		if (digits == 0)
			return false;
		const char *nl = memchr(body.p + i, '\n', body.n - i);
		if (!nl)
			return false;
		i = (size_t)(nl - body.p) + 1;
		if (size == 0)
			return true;
		if (size > body.n - i) {
			buf_add(out, str_sub(body, i, body.n));
			return false;
		}
		buf_add(out, str_sub(body, i, i + (size_t)size));
		i += (size_t)size;
		while (i < body.n && (body.p[i] == '\r' || body.p[i] == '\n'))
			i++;
	}
	return false;
}

/* "deflate" is zlib's format or, from some servers, the bare one. */
static bool
undeflate(struct str in, uint64_t limit, struct buf *out)
{
	for (int bits = 15; ; bits = -15) {
		z_stream z = { .next_in = (unsigned char *)(uintptr_t)in.p, .avail_in = (uInt)in.n };
		int got = Z_OK;
		if (inflateInit2(&z, bits) != Z_OK)
			return false;
		buf_reset(out);
		while (got == Z_OK && out->n <= limit) {
			buf_reserve(out, 65536);
			z.next_out = (unsigned char *)out->p + out->n;
			z.avail_out = (uInt)(out->cap - out->n < UINT32_MAX ? out->cap - out->n : UINT32_MAX);
			uInt room = z.avail_out;
			got = inflate(&z, Z_NO_FLUSH);
			out->n += room - z.avail_out;
		}
		inflateEnd(&z);
		if (got == Z_STREAM_END || bits < 0)
			return got == Z_STREAM_END;
	}
}

static bool
is_text(struct str mime)
{
	static const char *const text[] = { "text/html", "application/xhtml", "text/plain", "text/markdown", "text/x-markdown" };

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		if (str_ieq(str_sub(mime, 0, strlen(text[i])), str_of(text[i])))
			return true;
	return mime.n == 0;
}

static struct str
charset_of(struct str mime)
{
	ptrdiff_t at = str_find(mime, STR("charset="), 0);

	if (at < 0)
		return (struct str){ "", 0 };
	struct str v = str_sub(mime, (size_t)at + 8, mime.n);
	size_t n = 0;
	while (v.n && strchr("\"' ", v.p[0]))
		v = str_sub(v, 1, v.n);
	while (n < v.n && !strchr("\"'; ,", v.p[n]))
		n++;
	return str_sub(v, 0, n);
}

struct response {
	unsigned   status;
	struct str mime, encoding, body;
	bool       chunked;
};

static bool
parse_response(struct str block, struct response *h)
{
	struct str rest = block, line, v;

	*h = (struct response){ .mime = { "", 0 }, .encoding = { "", 0 } };
	if (!str_split(&rest, '\n', &line) || !str_starts(line, STR("HTTP/")))
		return false;
	const char *blank = memchr(line.p, ' ', line.n);
	if (!blank || sscanf(blank, " %3u", &h->status) != 1)
		return false;
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n == 0) {
			h->body = rest.p ? rest : (struct str){ "", 0 };
			return true;
		}
		if (header(line, "Content-Type", &v))
			h->mime = v;
		else if (header(line, "Content-Encoding", &v))
			h->encoding = v;
		else if (header(line, "Transfer-Encoding", &v))
			h->chunked = str_find(v, STR("chunked"), 0) >= 0;
	}
	return false;
}

static void
refuse(struct walk *w, enum reject why, const char *detail)
{
	w->sink->reject(w->sink->data, buf_str(&w->member), why, detail);
}

/* Takes the codings off BODY.  False: refused. */
static bool
decode_body(struct walk *w, struct response *h)
{
	if (h->chunked) {
		buf_reset(&w->body);
		/* Some crawlers store the body as decoded and the header as it was. */
		if (http_unchunk(h->body, &w->body) || w->body.n > 0)
			h->body = buf_str(&w->body);
	}
	if (h->encoding.n == 0 || str_ieq(h->encoding, STR("identity")) || h->body.n == 0)
		return true;
	buf_reset(&w->plain);
	if (str_ieq(h->encoding, STR("deflate"))) {
		if (!undeflate(h->body, w->limit, &w->plain))
			return refuse(w, REJECT_damaged, "content-encoding deflate"), false;
	} else if (str_ieq(h->encoding, STR("gzip")) || str_ieq(h->encoding, STR("x-gzip")) || str_ieq(h->encoding, STR("zstd"))) {
		struct err e = { 0 };
		struct zin *z = zin_open_mem(h->body, "body", &e);
		zin_limit(z, w->limit);
		bool ok = zin_all(z, &w->plain, &e);
		zin_close(z);
		if (!ok)
			return refuse(w, strstr(e.text, ": more than ") ? REJECT_too_large : REJECT_damaged, "content-encoding gzip or zstd"), false;
	} else
		return refuse(w, REJECT_bad_record, "unknown content-encoding"), false;
	h->body = buf_str(&w->plain);
	return true;
}

static void
take(struct walk *w, const struct record *r)
{
	struct response h = { .body = buf_str(&w->block), .mime = str_of(r->mime), .status = 200 };
	bool response = strcmp(r->type, "response") == 0;

	if (response && str_starts(str_of(r->mime), STR("application/http")) && !parse_response(buf_str(&w->block), &h)) {
		refuse(w, REJECT_bad_record, "no HTTP response in a response record");
		return;
	}
	if (h.status != 200 || !is_text(h.mime) || (response && !str_starts(str_of(r->mime), STR("application/http")))) {
		w->sink->skip(w->sink->data);
		return;
	}
	if (!decode_body(w, &h))
		return;
	struct origin o = {
		.source = buf_str(&w->member), .name = str_of(r->uri), .media_type = h.mime, .charset = charset_of(h.mime), .url = str_of(r->uri),
	};
	w->sink->article(w->sink->data, h.body, &o);
}

static void
name_member(struct walk *w)
{
	buf_reset(&w->member);
	buf_add(&w->member, w->source);
	buf_addf(&w->member, "#%zu", w->no);
}

/* One record behind its version line; false when the archive breaks off. */
static bool
one_record(struct walk *w)
{
	struct record r;
	bool whole = read_header(w, &r);
	bool wanted = strcmp(r.type, "response") == 0 || strcmp(r.type, "resource") == 0;

	w->no++;
	name_member(w);
	buf_reset(&w->block);
	if (!whole || !r.has_length) {
		refuse(w, REJECT_bad_record, whole ? "no Content-Length" : "header without an end");
		return true;
	}
	if (!wanted || r.length > w->limit) {
		if (wanted)
			refuse(w, REJECT_too_large, "");
		else
			w->sink->skip(w->sink->data);
		return stream_bytes(&w->stream, r.length, NULL) == r.length || !wanted;
	}
	if (stream_bytes(&w->stream, r.length, &w->block) < r.length) {
		refuse(w, REJECT_bad_record, "fewer bytes than Content-Length");
		return false;
	}
	take(w, &r);
	return true;
}

void
warc_read(struct zin *in, struct str source, uint64_t limit, const struct archive_sink *sink)
{
	struct walk w = { .stream = { .in = in }, .source = source, .limit = limit, .sink = sink };
	bool lost, more = true;

	while (more && find_record(&w, &lost)) {
		/* The bytes before this record belong to none: the last length lied. */
		if (lost && w.no > 0) {
			name_member(&w);
			buf_addz(&w.member, "+");
			refuse(&w, REJECT_bad_record, "bytes behind the record");
		}
		more = one_record(&w);
	}
	name_member(&w);
	if (w.stream.e.code) {
		buf_addz(&w.member, "+");
		refuse(&w, REJECT_damaged, "the archive breaks off");
	} else if (w.no == 0) {
		buf_reset(&w.member);
		buf_add(&w.member, source);
		refuse(&w, REJECT_bad_record, "no WARC record");
	}
	stream_release(&w.stream);
	buf_release(&w.line);
	buf_release(&w.block);
	buf_release(&w.body);
	buf_release(&w.plain);
	buf_release(&w.member);
}
