#include "sniff.h"

#include "../common/utf8.h"
#include "../common/zio.h"

static const char *const media_names[N_MEDIA] = { "html", "text", "markdown", "warc", "jsonl", "unknown" };

const char *
media_name(enum media m)
{
	return media_names[m];
}

enum media
media_find(struct str name)
{
	size_t i = 0;

	while (i < N_MEDIA && !str_eq(name, str_of(media_names[i])))
		i++;
	return (enum media)i;
}

static const struct { const char *ending; enum media media; } endings[] = {
	{ "html", MEDIA_HTML }, { "htm", MEDIA_HTML }, { "xhtml", MEDIA_HTML }, { "xht", MEDIA_HTML },
	{ "shtml", MEDIA_HTML }, { "txt", MEDIA_TEXT }, { "text", MEDIA_TEXT },
	{ "md", MEDIA_MARKDOWN }, { "markdown", MEDIA_MARKDOWN }, { "mkd", MEDIA_MARKDOWN },
	{ "warc", MEDIA_WARC }, { "jsonl", MEDIA_JSONL }, { "ndjson", MEDIA_JSONL },
	/* Text, but no articles. */
	{ "css", MEDIA_UNKNOWN }, { "js", MEDIA_UNKNOWN }, { "mjs", MEDIA_UNKNOWN }, { "json", MEDIA_UNKNOWN },
	{ "map", MEDIA_UNKNOWN }, { "svg", MEDIA_UNKNOWN }, { "csv", MEDIA_UNKNOWN }, { "ini", MEDIA_UNKNOWN },
};

/* The ending of NAME behind the last dot of its last part. */
static struct str
ending_of(struct str name)
{
	size_t i = name.n;

	while (i > 0 && name.p[i - 1] != '.' && name.p[i - 1] != '/')
		i--;
	return i > 0 && name.p[i - 1] == '.' ? str_sub(name, i, name.n) : (struct str){ "", 0 };
}

static bool
by_name(struct str name, enum media *out)
{
	struct str ending = ending_of(name);

	if (str_ieq(ending, STR("gz")) || str_ieq(ending, STR("zst")))
		ending = ending_of(str_sub(name, 0, name.n - ending.n - 1));
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_ieq(ending, str_of(endings[i].ending))) {
			*out = endings[i].media;
			return true;
		}
	return false;
}

/* Appends what HEAD begins with, unpacked; its end is cut off, of course. */
static void
unpack(struct str head, struct buf *b)
{
	struct err cut = { 0 };
	char chunk[4096];
	ssize_t n;
	struct zin *z = zin_open_mem(head, "", &cut);

	while (z && b->n < SNIFF_BYTES && (n = zin_read(z, chunk, sizeof chunk, &cut)) > 0)
		buf_add(b, (struct str){ chunk, (size_t)n });
	zin_close(z);
}

/* UTF-16 of mostly ASCII text becomes ASCII; a BOM is dropped. */
static struct str
squeeze(struct buf *b)
{
	struct str s = buf_str(b);
	size_t n = 0;

	if (str_starts(s, STR("\xef\xbb\xbf")))
		return str_sub(s, 3, s.n);
	if (!str_starts(s, STR("\xff\xfe")) && !str_starts(s, STR("\xfe\xff")))
		return s;
	for (size_t i = 2; i < b->n; i++)
		if (b->p[i])
			b->p[n++] = b->p[i];
	return (struct str){ b->p, n };
}

static bool
starts_nocase(struct str s, const char *prefix)
{
	return str_ieq(str_sub(s, 0, strlen(prefix)), str_of(prefix));
}

/* Behind white space, comments and an XML declaration. */
static struct str
skip_prologue(struct str s)
{
	for (;;) {
		s = str_trim(s);
		const char *end = starts_nocase(s, "<!--") ? "-->" : starts_nocase(s, "<?") ? "?>" : NULL;
		ptrdiff_t at = end ? str_find(s, str_of(end), 0) : -1;
		if (at < 0)
			return s;
		s = str_sub(s, (size_t)at + strlen(end), s.n);
	}
}

static bool
is_html_document(struct str s)
{
	s = skip_prologue(s);
	return starts_nocase(s, "<!doctype html") || starts_nocase(s, "<html");
}

static bool
is_html_fragment(struct str s)
{
	static const char *const tags[] = { "<head", "<body", "<div", "<article", "<main", "<h1", "<p>", "<title" };

	s = skip_prologue(s);
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (starts_nocase(s, tags[i]))
			return true;
	return false;
}

static bool
is_binary(struct str s)
{
	static const char *const magic[] = { "%PDF-", "PK\3\4", "\x89PNG", "GIF8", "\xff\xd8\xff", "RIFF", "wOF" };

	for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
		if (str_starts(s, str_of(magic[i])))
			return true;
	return s.n && memchr(s.p, 0, s.n);
}

enum media
sniff(struct str name, struct str head)
{
	struct buf text = { 0 };
	enum media named = MEDIA_UNKNOWN, m;
	bool has_name = by_name(name, &named);

	unpack(head, &text);
	struct str s = squeeze(&text);
	if (str_starts(s, STR("WARC/")))
		m = MEDIA_WARC;
	else if (has_name && named != MEDIA_TEXT && named != MEDIA_UNKNOWN)
		m = named;
	else if (is_html_document(s))
		m = MEDIA_HTML;
	else if (has_name)
		m = named;
	else if (is_binary(s))
		m = MEDIA_UNKNOWN;
	else if (is_html_fragment(s))
		m = MEDIA_HTML;
	else if (str_starts(skip_prologue(s), STR("{\"")))
		m = MEDIA_JSONL;
	else
		m = MEDIA_TEXT;
	buf_release(&text);
	return m;
}
