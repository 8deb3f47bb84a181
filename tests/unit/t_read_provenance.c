/* For every block of every test page: the bytes of its range, without markup
 * and with entities spelt out, hold the block's text but for white space; and
 * each piece of the text stands where the article says, on the line it says. */
#include <glob.h>
#include <stdlib.h>

#include <jansson.h>
#include <libxml/HTMLparser.h>

#include "../../stages/common/utf8.h"
#include "../../stages/common/zio.h"
#include "../../stages/read/read.h"
#include "../lib/tap.h"

/* Where the element NAME that begins before I ends, if its content is dropped. */
static size_t
skip_content(struct str s, size_t i, size_t tag_end)
{
	static const char *const dropped[] = { "script", "style", "svg", "textarea", "select", "iframe", "template" };

	for (size_t k = 0; k < sizeof dropped / sizeof *dropped; k++) {
		size_t n = strlen(dropped[k]);
		if (!str_ieq(str_sub(s, i + 1, i + 1 + n), (struct str){ dropped[k], n }) || (i + 1 + n < s.n && ((s.p[i + 1 + n] | 32) >= 'a' && (s.p[i + 1 + n] | 32) <= 'z')))
			continue;
		for (size_t j = tag_end; j + n + 2 <= s.n; j++)
			if (s.p[j] == '<' && s.p[j + 1] == '/' && str_ieq(str_sub(s, j + 2, j + 2 + n), (struct str){ dropped[k], n })) {
				while (j < s.n && s.p[j] != '>')
					j++;
				return j + 1;
			}
	}
	return tag_end;
}

static size_t
tag_end(struct str s, size_t i)
{
	if (str_starts(str_sub(s, i, s.n), STR("<!--"))) {
		ptrdiff_t end = str_find(s, STR("-->"), i + 2);
		if (end >= 0)
			return (size_t)end + 3;
	}
	char quote = 0;
	bool value = false;
	for (i++; i < s.n; i++) {
		if (quote)
			quote = s.p[i] == quote ? 0 : quote;
		else if ((s.p[i] == '"' || s.p[i] == '\'') && value)
			quote = s.p[i];
		else if (s.p[i] == '>')
			return i + 1;
		value = s.p[i] == '=' || (value && (s.p[i] == ' ' || s.p[i] == '\n'));
	}
	return s.n;
}

static size_t
entity(struct str s, struct buf *out)
{
	size_t n = 1;
	char name[16];
	uint32_t code = 0;

	if (s.n > 2 && s.p[1] == '#') {
		bool hex = (s.p[2] | 32) == 'x';
		for (n = hex ? 3 : 2; n < s.n && n < 12; n++) {
			unsigned char c = (unsigned char)s.p[n] | 32;
			if (s.p[n] >= '0' && s.p[n] <= '9')
				code = code * (hex ? 16 : 10) + (uint32_t)(s.p[n] - '0');
			else if (hex && c >= 'a' && c <= 'f')
				code = code * 16 + c - 'a' + 10;
			else
				break;
		}
		utf8_add(out, code);
		return n < s.n && s.p[n] == ';' ? n + 1 : n;
	}
	while (n < s.n && n < sizeof name && (((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z') || (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	memcpy(name, s.p + 1, n - 1);
	name[n - 1] = '\0';
	const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);
	if (!e) {
		buf_addc(out, '&');
		return 1;
	}
	utf8_add(out, e->value);
	return n < s.n && s.p[n] == ';' ? n + 1 : n;
}

/* S without markup, entities spelt out. */
static void
plain(struct str s, bool html, struct buf *out)
{
	for (size_t i = 0; i < s.n; ) {
		char next = i + 1 < s.n ? s.p[i + 1] : '\0';
		if (html && s.p[i] == '<' && (((next | 32) >= 'a' && (next | 32) <= 'z') || next == '/' || next == '!' || next == '?'))
			i = skip_content(s, i, tag_end(s, i));
		else if (html && s.p[i] == '&')
			i += entity(str_sub(s, i, s.n), out);
		else
			buf_addc(out, s.p[i++]);
	}
}

/* What stands within a string of JSON, escapes undone; S itself if it is none. */
static void
unescaped(struct str s, struct buf *out)
{
	struct buf quoted = { 0 };

	buf_addf(&quoted, "\"%.*s\"", STR_ARG(s));
	json_t *j = json_loadb(quoted.p, quoted.n, JSON_DECODE_ANY, NULL);
	buf_add(out, j ? str_of(json_string_value(j)) : s);
	json_decref(j);
	buf_release(&quoted);
}

/* Characters that are no white space, control or U+FFFD; ligatures as their letters. */
static void
bare(struct str s, struct buf *out)
{
	static const char *const ligature[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c;
		n = utf8_decode(str_sub(s, i, s.n), &c);
		if (n == 0) {
			n = 1;
			continue;
		}
		if (c >= 0xfb00 && c <= 0xfb06) {
			buf_addz(out, ligature[c - 0xfb00]);
			continue;
		}
		if (c > 0x20 && c != 0x7f && !(c >= 0x80 && c <= 0xa0) && c != 0xad && c != 0x202f && c != 0x205f && c != 0x2060 && !utf8_is_space(c) && !(c >= 0x2000 && c <= 0x200b) && c != 0xfeff && c != 0xfffd && c != 0xfffe && c != 0xffff)
			buf_add(out, str_sub(s, i, i + n));
	}
}

/* Does HAVE hold WANT's bytes in their order, with others between them? */
static bool
in_order(struct str want, struct str have)
{
	size_t i = 0;

	for (size_t k = 0; k < have.n && i < want.n; k++)
		i += have.p[k] == want.p[i];
	return i == want.n;
}

struct tally { size_t pages, blocks, wrong, lines, pieces, misplaced, scripts; };

/* Between two places text and source go in step, unless a reference (an "&"),
 * a "<" that stands for itself, a ligature or what the decoder mended is told there. */
static void
check_pieces(const struct article *a, const struct block *b, size_t *place, const char *name, struct tally *t)
{
	while (*place < a->n_places && a->place[*place].at < b->from)
		++*place;
	for (; *place < a->n_places && a->place[*place].at < b->to; ++*place) {
		const struct place *p = &a->place[*place];
		uint32_t to = *place + 1 < a->n_places && a->place[*place + 1].at < b->to ? a->place[*place + 1].at : b->to;
		struct str piece = str_trim(str_sub(buf_str(&a->text), p->at, to)), raw = str_sub(a->raw, p->raw, a->raw.n);
		while (raw.n && (unsigned char)raw.p[0] <= ' ' && p->at < to && (unsigned char)a->text.p[p->at] <= ' ')
			raw = str_sub(raw, 1, raw.n);
		size_t n = 0;
		while (n < piece.n && n < raw.n && piece.p[n] == raw.p[n])
			n++;
		t->pieces++;
		bool same = n == piece.n || (n > 0 && (unsigned char)piece.p[n] <= ' ');
		bool spelt = raw.n && (strchr("&<\\", raw.p[0]) || str_starts(raw, STR("\xef\xac")));
		if (!same && !spelt && !str_starts(piece, STR("\xef\xbf\xbd")) && t->misplaced++ < 12)
			printf("# %s at %u: \"%.*s\" is told to be \"%.*s\"\n", name, p->raw, STR_ARG(str_sub(piece, 0, 60)), STR_ARG(str_sub(raw, 0, 60)));
	}
}

static void
check_article(const struct reader *r, const char *name, struct tally *t)
{
	const struct article *a = &r->article;
	bool html = strcmp(a->media_type, "html") == 0, markdown = strcmp(a->media_type, "markdown") == 0;
	struct buf raw = { 0 }, source = { 0 }, have = { 0 }, want = { 0 };
	const struct prefilter *f = &r->page.filter;

	size_t place = 0;
	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		check_pieces(a, b, &place, name, t);
		raw.n = source.n = have.n = want.n = 0;
		bool script = html && f->n_jsonld && b->start >= f->jsonld[0].from && b->end <= f->jsonld[0].to;
		if (script)
			unescaped(str_sub(a->raw, b->start, b->end), &raw);
		t->scripts += script;
		plain(script ? buf_str(&raw) : str_sub(a->raw, b->start, b->end), html || (markdown && b->kind != BLOCK_CODE), &source);
		bare(buf_str(&source), &have);
		bare(block_text(a, b), &want);
		t->blocks++;
		/* Markdown has marks of its own between the words. */
		bool found = markdown ? in_order(buf_str(&want), buf_str(&have)) : html ? str_eq(buf_str(&have), buf_str(&want)) : str_find(buf_str(&have), buf_str(&want), 0) >= 0;
		if (!found && t->wrong++ < 12)
			printf("# %s block %zu [%u, %u): \"%.*s\" is not \"%.*s\"\n", name, i + 1, b->start, b->end, STR_ARG(str_sub(buf_str(&have), 0, 200)), STR_ARG(str_sub(buf_str(&want), 0, 200)));
		uint32_t line = 1;
		for (uint32_t k = 0; i % 16 == 0 && k < b->start; k++)
			line += a->raw.p[k] == '\n';
		t->lines += i % 16 == 0 && line != article_line(a, b->start);
	}
	uint64_t sum = 0;
	for (int k = 0; k < N_BOOKINGS; k++)
		sum += a->booked[k];
	if (sum != a->seen) {
		printf("# %s: %llu characters seen, %llu booked\n", name, (unsigned long long)a->seen, (unsigned long long)sum);
		t->wrong++;
	}
	buf_release(&raw);
	buf_release(&source);
	buf_release(&have);
	buf_release(&want);
}

static void
check_files(struct reader *r, const char *pattern, struct tally *t)
{
	glob_t g;

	if (glob(pattern, GLOB_BRACE, NULL, &g) != 0)
		return;
	for (size_t i = 0; i < g.gl_pathc; i++) {
		struct err e = { 0 };
		struct buf b = { 0 };
		enum reject why;
		struct zin *z = zin_open(g.gl_pathv[i], &e);
		struct origin o = { .source = str_of(g.gl_pathv[i]), .name = str_of(g.gl_pathv[i]), .media_type = STR(""), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
		if (z && zin_all(z, &b, &e) && reader_read(r, buf_str(&b), &o, &why)) {
			t->pages++;
			check_article(r, g.gl_pathv[i], t);
		}
		zin_close(z);
		buf_release(&b);
	}
	globfree(&g);
}

static void
check_text(struct reader *r, const char *name, const char *text, const char *type, struct tally *t)
{
	struct origin o = { .source = str_of(name), .name = STR(""), .media_type = str_of(type), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
	enum reject why;

	if (reader_read(r, str_of(text), &o, &why)) {
		t->pages++;
		check_article(r, name, t);
	}
}

int
main(void)
{
	struct limits limits = { .bytes = 1u << 26, .depth = 512, .seconds = 20, .languages = "" };
	struct reader r;
	struct tally t = { 0 };
	char pattern[4096];
	const char *shared = getenv("SHARED");

	reader_init(&r, &limits);
	r.any_language = true;
	check_text(&r, "entities", "<p>Acme &amp; Sons &mdash; caf&eacute; na\xc3\xafve &#8220;quoted&#x201d; text &lt;b&gt; that is long enough, it &unknown; seems &nbsp; to us.</p>"
	    "<p>Tags <b>inside</b> a <a href='x>y'>word</a>s and <!-- comment --> a <script>var a = '<p>';</script> script, all in one paragraph of text.</p>", "html", &t);
	check_text(&r, "code", "<p>Some words come first here so that this is a text with a sentence.</p><pre>  int main(void)\n  {\n\treturn 1 &lt; 2;\n  }\n</pre><p>And some words come after it, to make it whole again.</p>", "html", &t);
	check_text(&r, "stray", "<p>If a < b and b > c then this is a text with stray signs & so on, which goes on for a while.<p>Second paragraph</i> with wrong </div>ends, which goes on as well.", "html", &t);
	check_text(&r, "text", "A Title\n\nA paragraph of plain text, with \xe2\x80\x9cquotes\xe2\x80\x9d in it.\n\n- item one\n- item two\n\n| a | b |\n| c | d |\n| e | f |\n", "text", &t);
	check_text(&r, "aligned", "Some words come first.\r\n\r\n  Firm         Uses for it    Since\r\n  M\xc3\xbcller AG    its search     2011\r\n  1. Acme                     2012\r\n  Beta         na\xc3\xafve caf\xc3\xa9     2013\r\n", "text", &t);
	check_text(&r, "crlf", "A Title\r\n\r\nWrapped text with na\xc3\xafve caf\xc3\xa9s that goes on and on for a while,\r\nand goes on in the line below, and in the\r\nnext one.\r\n\r\n1. one\r\n2. two\r\n\r\n\xe2\x80\xa2 bullet\r\n\xe2\x80\xa2 another\r\n", "text", &t);
	check_text(&r, "ligatures", "A \ufb01rst Title\n\nThe o\ufb03ce of our \ufb02eet is \ufb01lled with sta\ufb00 who like \ufb01 sh and other \ufb06u\ufb00.\n", "text", &t);
	check_text(&r, "set in ligatures", "<h1>A \ufb01rst Title</h1><p>The o\ufb03ce of our <b>&#xfb02;eet</b> is \ufb01lled with sta\ufb00 who like it, all in one paragraph of text that goes on.</p>", "html", &t);
	check_text(&r, "markdown", "---\ntitle: T\n---\n# Na\xc3\xafve *caf\xc3\xa9* &amp; co\n\nWords \\*starred\\* and `code`, &#8220;quoted&rdquo; [link](http://x.example \"t\")\nin a second line.\n\n"
	    "> quoted\n> twice \xe2\x80\x94 here\n\n- item **one**\n  goes on\n    - inner\n\n| a | b \\| c |\n|---|---|\n| d | *e* |\n\n```\nx = 1\n\n\ty &amp; z\n```\n\n<div>\nHTML &eacute; <b>bold</b>\n</div>\n\nends within a line", "markdown", &t);
	check_text(&r, "script", "<title>T</title><script type='application/ld+json'>{\"@type\": \"Article\", \"articleBody\":\n  \"Some firms \\u0026 others use \\\"it\\\" na\xc3\xafvely, &eacute;tc.\\n\\n\\u003cp class=\\\"x\\\">A second <b>one</b> \\\\ more, \\ud83d\\ude00 and a third.</p>"
	    "<ul><li>An item of it</li><li>and another of a few words</li></ul>\"}</script><div id=app></div>", "html", &t);
	size_t own = t.blocks;
	OK(own >= 30 && t.scripts == 4 && t.wrong == 0 && t.lines == 0 && t.misplaced == 0, "hand-made pages: %zu blocks, %zu wrong, %zu pieces, %zu misplaced", own, t.wrong, t.pieces, t.misplaced);
	check_files(&r, "raw/*", &t);
	snprintf(pattern, sizeof pattern, "%s/corpus/{html/*/html/*.html.gz,seeds/*.txt,dev/*.txt}", shared ? shared : "../shared");
	check_files(&r, pattern, &t);
	OK(t.wrong == 0, "every block stands in its range: %zu pages, %zu blocks, %zu wrong", t.pages, t.blocks, t.wrong);
	OK(t.lines == 0, "and its line is that of its first byte");
	OK(t.misplaced == 0, "and each of %zu pieces of text where it is told to be, %zu not", t.pieces, t.misplaced);
	reader_release(&r);
	return tap_status();
}
