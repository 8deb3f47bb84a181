#include <stdio.h>

#include "../common/utf8.h"
#include "body.h"
#include "dates.h"
#include "emit.h"
#include "language.h"
#include "markdown.h"
#include "meta.h"
#include "plain.h"
#include "read.h"
#include "score.h"

enum form { FORM_HTML, FORM_TEXT, FORM_MARKDOWN };

void
reader_init(struct reader *r, const struct limits *limits)
{
	*r = (struct reader){ .limits = *limits };
}

void
reader_release(struct reader *r)
{
	article_release(&r->article);
	page_release(&r->page);
	buf_release(&r->decoded);
}

static bool
no(struct reader *r, enum reject *why, enum reject reason, const char *detail)
{
	*why = reason;
	snprintf(r->detail, sizeof r->detail, "%s", detail);
	return false;
}

/* Tags near the top say HTML, whatever the name says. */
static bool
looks_like_html(struct str bytes)
{
	static const char *const sign[] = { "<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<div", "<article", "<p>" };
	char low[1024];
	size_t n = 0;

	for (size_t i = 0; i < bytes.n && n + 1 < sizeof low; i++)
		if (bytes.p[i])
			low[n++] = bytes.p[i] >= 'A' && bytes.p[i] <= 'Z' ? (char)(bytes.p[i] + 32) : bytes.p[i];
	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
		if (str_find((struct str){ low, n }, str_of(sign[i]), 0) >= 0)
			return true;
	return false;
}

static enum form
form_of(struct str bytes, const struct origin *o)
{
	struct str name = o->name;
	static const char *const packed[] = { ".gz", ".zst" };

	for (size_t i = 0; i < 2; i++)
		if (str_ends(name, str_of(packed[i])))
			name.n -= strlen(packed[i]);
	if (str_eq(o->media_type, STR("markdown")) || str_find(o->media_type, STR("text/markdown"), 0) == 0)
		return FORM_MARKDOWN;
	if (str_eq(o->media_type, STR("html")) || str_find(o->media_type, STR("html"), 0) >= 0)
		return FORM_HTML;
	if (str_eq(o->media_type, STR("text")) || str_find(o->media_type, STR("text/plain"), 0) == 0)
		return FORM_TEXT;
	if (str_ends(name, STR(".md")) || str_ends(name, STR(".markdown")))
		return FORM_MARKDOWN;
	if (str_ends(name, STR(".html")) || str_ends(name, STR(".htm")) || str_ends(name, STR(".xhtml")))
		return FORM_HTML;
	if (str_ends(name, STR(".txt")) || str_ends(name, STR(".text")))
		return FORM_TEXT;
	return looks_like_html(bytes) ? FORM_HTML : FORM_TEXT;
}

static void
preset(struct article *a, struct fact *f, struct str value, const char *from)
{
	value = str_trim(value);
	if (value.n)
		*f = (struct fact){ arena_str(&a->arena, value), from };
}

/* The language of the kept text against the declared one: the text decides. */
static bool
language_fits(struct reader *r)
{
	struct article *a = &r->article;
	struct buf text = { 0 };
	struct str rest = str_of(r->limits.languages), code;
	const char *found;

	for (size_t i = 0; i < a->n_blocks && text.n < 65536; i++) {
		if (a->block[i].kind == BLOCK_CODE)
			continue;
		buf_add(&text, block_text(a, &a->block[i]));
		buf_addc(&text, '\n');
	}
	found = language_of(buf_str(&text));
	buf_release(&text);
	if (found)
		a->meta.language = (struct fact){ str_of(found), a->meta.language.value.n && str_starts(a->meta.language.value, str_of(found)) ? a->meta.language.from : "text" };
	if (a->meta.language.value.n == 0 || !*r->limits.languages || r->any_language)
		return true;
	/* A declaration that the text is too short to bear out is not enough to reject. */
	if (!found)
		return true;
	while (str_split(&rest, ',', &code))
		if (str_eq(str_trim(code), str_of(found)))
			return true;
	return false;
}

/* Does a text ask to log in or to pay? */
static bool
asks(struct str text)
{
	static const char *const phrase[] = {
		"log in to", "Log in to", "Sign in to", "sign in to", "Please log in", "Please sign in", "Subscribe to continue", "subscribe to continue",
		"Subscribe to read", "subscribers only", "Already a subscriber", "Already have an account", "Forgot your password", "Forgot password", "Create an account",
		"create a free account", "to continue reading", "must be logged in", "You need to log in",
	};

	for (size_t i = 0; i < sizeof phrase / sizeof *phrase; i++)
		if (str_find(text, str_of(phrase[i]), 0) >= 0)
			return true;
	return false;
}

/* A form to log in or to pay in place of the article SOURCE: in what was kept,
 * or, where nothing was, beside a field for the password. */
static bool
asks_to_log_in(const struct article *a, struct str source)
{
	if (a->words > 120)
		return false;
	for (size_t i = 0; i < a->n_blocks; i++)
		if (asks(block_text(a, &a->block[i])))
			return true;
	return a->n_blocks == 0 && str_find(source, STR("password"), 0) >= 0 && asks(source);
}

bool
reader_read(struct reader *r, struct str bytes, const struct origin *o, enum reject *why)
{
	static const char full[] = "more pieces than an article of its size may have: blocks, lines, tags, marks";
	struct article *a = &r->article;
	struct str text;

	r->detail[0] = '\0';
	article_reset(a, STR(""));
	if (bytes.n > r->limits.bytes || bytes.n >= UINT32_MAX / 4)
		return no(r, why, REJECT_too_large, "");
	enum form form = form_of(bytes, o);
	text = charset_decode(bytes, o->charset, form == FORM_HTML, &r->decoded, &r->charset);
	if (str_trim(text).n == 0)
		return no(r, why, REJECT_empty, "no character but blanks");
	if (charset_binary(text))
		return no(r, why, REJECT_not_text, "control characters");
	article_reset(a, text);
	if (a->full)
		return no(r, why, REJECT_too_large, full);
	preset(a, &a->meta.url, o->url, "archive");
	preset(a, &a->meta.title, o->title, "record");
	char date[DATE_SIZE];
	if (date_is(o->date, 40, date))
		preset(a, &a->meta.published, str_of(date), "record");
	if (form == FORM_HTML) {
		if (!page_parse(&r->page, a, r->limits.depth, r->limits.seconds))
			return no(r, why, a->full ? REJECT_too_large : REJECT_too_slow, a->full ? full : "while parsing HTML");
		a->seen = r->page.seen;
		meta_find(&r->page);
		score_page(&r->page);
		body_page(&r->page);
		if (r->why)
			emit_why(r->why, &r->page);
	} else if (form == FORM_MARKDOWN)
		markdown_read(a);
	else
		plain_read(a);
	if (a->full)
		return no(r, why, REJECT_too_large, full);
	article_finish(a);
	if (form == FORM_HTML && !r->any_language && asks_to_log_in(a, text))
		return no(r, why, REJECT_login_wall, "");
	if (a->n_blocks == 0)
		return no(r, why, a->seen ? REJECT_navigation_only : REJECT_empty, "");
	if (form == FORM_HTML && !r->any_language) {
		if (a->words < 5)
			return no(r, why, REJECT_navigation_only, "fewer than five words beside the menus");
	}
	if (!language_fits(r))
		return no(r, why, REJECT_language, a->meta.language.value.p);
	return true;
}
