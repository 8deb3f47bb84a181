#include <stdlib.h>

#include "dates.h"
#include "labels.h"
#include "published.h"

static void
set_tag(struct search *s, struct fact *f, const char *key)
{
	fact_set(s, f, tag_value(s, key), key);
}

/* ---- site and URL ---------------------------------------------------------- */

/* "example" of https://www.example.co.uk/path */
static struct str
host_of(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"), 0);
	size_t from = at < 0 ? (str_starts(url, STR("//")) ? 2 : url.n) : (size_t)at + 3, to = from;

	while (to < url.n && !strchr("/?#:", url.p[to]))
		to++;
	struct str host = str_sub(url, from, to);
	if (str_starts(host, STR("www.")))
		host = str_sub(host, 4, host.n);
	return host;
}

static void
find_url(struct search *s)
{
	struct fact *f = &s->m->url;
	struct str canonical = s->p->canonical, og = tag_value(s, "og:url");

	if (str_starts(canonical, STR("http")))
		fact_set(s, f, canonical, "canonical");
	if (str_starts(og, STR("http")))
		fact_set(s, f, og, "og:url");
	/* A relative link is made whole by the base or the other link's host. */
	struct str base = s->p->base.n ? s->p->base : s->schema.url, host = host_of(base);
	if (!f->value.n && str_starts(canonical, STR("//")))
		fact_set(s, f, arena_strf(&s->a->arena, "https:%.*s", STR_ARG(canonical)), "canonical");
	if (!f->value.n && str_starts(canonical, STR("/")) && host.n)
		fact_set(s, f, arena_strf(&s->a->arena, "https://%.*s%.*s", STR_ARG(host), STR_ARG(canonical)), "canonical");
	if (str_starts(s->schema.url, STR("http")))
		fact_set(s, f, s->schema.url, "json-ld");
}

/* A and B are one name: equal, or one within the other, blanks left out. */
static bool
same_name(struct str a, struct str b)
{
	char x[LABEL_BYTES], y[LABEL_BYTES];
	size_t n = label_fold(str_sub(a, 0, 120), x, sizeof x), m = label_fold(str_sub(b, 0, 120), y, sizeof y), k = 0;

	for (size_t i = 0; i < n; i++)
		if (x[i] != ' ')
			x[k++] = x[i];
	x[n = k] = '\0';
	for (size_t i = k = 0; i < m; i++)
		if (y[i] != ' ')
			y[k++] = y[i];
	y[m = k] = '\0';
	return n >= 3 && m >= 3 && (strstr(x, y) || strstr(y, x));
}

static void
find_site(struct search *s)
{
	struct fact *f = &s->m->site;
	struct str twitter = tag_value(s, "twitter:site");

	set_tag(s, f, "og:site_name");
	fact_set(s, f, s->schema.publisher, "json-ld");
	fact_set(s, f, s->schema.site, "json-ld");
	set_tag(s, f, "application-name");
	set_tag(s, f, "apple-mobile-web-app-title");
	if (twitter.n > 1 && twitter.p[0] == '@')
		fact_set(s, f, str_sub(twitter, 1, twitter.n), "twitter:site");
}

/* ---- title ----------------------------------------------------------------- */

/* Where the last separator of TITLE stands, with its bytes in *N; -1 = none. */
static ptrdiff_t
separator(struct str title, size_t before, size_t *n)
{
	static const char *const marks[] = { " | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · ", " « ", " / ", " ~ ", " : ", "| ", " |", " -- ", " › ", " ⋆ ", " ✅ ", " // " };
	ptrdiff_t best = -1;

	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
		ptrdiff_t at = -1, next = -1;
		while ((next = str_find(title, str_of(marks[k]), (size_t)(next + 1))) >= 0 && (size_t)next < before)
			at = next;
		if (at > best) {
			best = at;
			*n = strlen(marks[k]);
		}
	}
	return best;
}

/* TITLE without the site's name at either end. */
static struct str
without_site(const struct search *s, struct str title)
{
	struct str host = host_of(s->m->url.value);
	size_t n = 0;

	for (int turn = 0; turn < 4; turn++) {
		ptrdiff_t at = separator(title, title.n, &n);
		if (at <= 0)
			break;
		struct str head = str_trim(str_sub(title, 0, (size_t)at)), tail = str_trim(str_sub(title, (size_t)at + n, title.n));
		bool site = same_name(tail, s->m->site.value) || (s->logo.n && same_name(tail, s->logo)) || (host.n && same_name(tail, host)) || str_ieq(tail, STR("home")) || str_ieq(tail, STR("blog"));
		bool bar = title.p[at] == '|' || (at + 1 < (ptrdiff_t)title.n && title.p[at + 1] == '|');
		if (site || (bar && count_words(tail) <= 6 && count_words(head) >= 2)) {
			title = head;
			continue;
		}
		ptrdiff_t first = separator(title, title.n, &n), earlier;
		while ((earlier = separator(title, (size_t)first, &n)) >= 0 && earlier < first)
			first = earlier;
		separator(title, (size_t)first + 1, &n);
		head = str_trim(str_sub(title, 0, (size_t)first));
		if (count_words(head) <= 4 && (same_name(head, s->m->site.value) || (host.n && same_name(head, host)))) {
			title = str_trim(str_sub(title, (size_t)first + n, title.n));
			continue;
		}
		break;
	}
	return title;
}

/* T is TITLE or its beginning before a separator. */
static bool
borne_out(struct str t, struct str title)
{
	char x[LABEL_BYTES], y[LABEL_BYTES];
	size_t n = label_fold(t, x, sizeof x), m, end = title.n, mark;
	ptrdiff_t at;

	if (n == 0 || t.n > LABEL_BYTES / 2)
		return false;
	while ((at = separator(title, end, &mark)) > 0) {
		m = label_fold(str_sub(title, 0, (size_t)at), y, sizeof y);
		if (n == m && !memcmp(x, y, n))
			return true;
		end = (size_t)at;
	}
	m = label_fold(title, y, sizeof y);
	return n == m && !memcmp(x, y, n);
}

/* T, three words or more, is a part of TITLE. */
static bool
within(struct str t, struct str title)
{
	char x[LABEL_BYTES], y[LABEL_BYTES];

	label_fold(t, x, sizeof x);
	label_fold(title, y, sizeof y);
	return count_words(t) >= 3 && strstr(y, x);
}

/* T is what stands behind a separator in TITLE: the site's name. */
static bool
ends_title(struct str t, struct str title)
{
	char x[LABEL_BYTES], y[LABEL_BYTES];
	size_t n = label_fold(t, x, sizeof x), m, mark = 0;
	ptrdiff_t at = separator(title, title.n, &mark);

	if (at <= 0 || n == 0 || count_words(str_sub(title, 0, (size_t)at)) < 2)
		return false;
	m = label_fold(str_sub(title, (size_t)at + mark, title.n), y, sizeof y);
	return n == m && !memcmp(x, y, n);
}

static bool
borne_whole(struct str t, struct str title)
{
	char x[LABEL_BYTES], y[LABEL_BYTES];
	size_t n = label_fold(t, x, sizeof x), m = label_fold(title, y, sizeof y);

	return n > 0 && n == m && !memcmp(x, y, n);
}

static bool
same_words(struct str a, struct str b, bool prefix)
{
	char x[LABEL_BYTES], y[LABEL_BYTES];
	size_t n = label_fold(a, x, sizeof x), m = label_fold(b, y, sizeof y);

	return n > 0 && n <= m && !memcmp(x, y, n) && (n == m || (prefix && n >= 10));
}

static void
find_title(struct search *s)
{
	struct str og = text_folded(&s->a->arena, tag_value(s, "og:title")), page = text_folded(&s->a->arena, s->p->title), h1 = { "", 0 }, only = { "", 0 };
	size_t count = 0;

	if (!og.n)
		og = text_folded(&s->a->arena, tag_value(s, "twitter:title"));
	/* A first-level heading that the page's title or og:title bears out is the
	 * headline as readers see it. */
	for (size_t i = 0; i < s->p->n_spots; i++) {
		const struct located *l = &s->p->spot[i];
		if (!str_starts(spot_key(l), STR("h1 ")))
			continue;
		struct str t = text_folded(&s->a->arena, spot_text(l));
		if (t.n < 2 || t.n > 300)
			continue;
		if (ends_title(t, page) && !borne_out(t, og)) {
			s->logo = t;
			continue;
		}
		count += !str_eq(t, only);
		if (count == 1)
			only = t;
		/* The logo of the site is often marked up as a heading too. */
		bool logo = (same_name(t, s->m->site.value) && count_words(t) <= 4 && !borne_whole(t, og)) || (ends_title(t, page) && !borne_out(t, og));
		if (!h1.n && !logo && (borne_out(t, og) || borne_out(t, page) || within(t, og) || same_words(t, og, true) || same_words(t, page, true) || same_words(t, s->schema.headline, false)))
			h1 = t;
	}
	/* Some headings go on behind the headline with a source or a count, some
	 * headlines in JSON-LD are cut at 110 characters; some pages are "Home". */
	struct str head = without_site(s, og.n ? og : page);
	size_t cut = h1.n ? head.n : 0;
	if (count_words(head) >= 4 && same_words(head, h1, true) && cut < h1.n && str_starts(str_trim(str_sub(h1, cut, h1.n)), STR("(")))
		h1 = head;
	size_t digits = 0;
	while (digits < head.n && head.p[digits] >= '0' && head.p[digits] <= '9')
		digits++;
	if (h1.n && digits > 0 && borne_whole(h1, str_sub(head, digits, head.n)))
		h1 = head;              /* "8 Recent Trends" */
	if (s->schema.headline.n > 80 && og.n > s->schema.headline.n && same_words(s->schema.headline, og, true))
		s->schema.headline = og;
	if (str_ieq(head, STR("home")) && s->m->site.value.n)
		h1 = s->m->site.value;
	fact_set(s, &s->m->title, without_site(s, h1), "h1");
	if (count == 1 && !same_name(only, s->m->site.value) && count_words(only) >= 5)
		fact_set(s, &s->m->title, without_site(s, only), "h1");
	fact_set(s, &s->m->title, without_site(s, s->schema.headline), "json-ld");
	if (count == 1 && !same_name(only, s->m->site.value) && count_words(only) >= 4)
		fact_set(s, &s->m->title, only, "h1");
	fact_set(s, &s->m->title, without_site(s, og), "og:title");
	set_tag(s, &s->m->title, "dc.title");
	set_tag(s, &s->m->title, "citation_title");
	fact_set(s, &s->m->title, without_site(s, page), "title");
	fact_set(s, &s->m->title, only, "h1");
}

/* ---- author ---------------------------------------------------------------- */

/* The names in a byline: "By Jane Roe, Staff Writer", "Written by A and B | 3 May". */
static struct str
clean_author(struct str t)
{
	static const char *const open[] = {
		"by:", "by ", "written by:", "written by ", "posted by:", "posted by ", "author:", "authors:", "author ", "published by ", "words by ", "reviewed by ", "story by ", "article by ",
		"created by ", "edited by ", "von ", "par ", "por ", "di ", "door ", "— ", "– ", "- ", "contributed by ", "medically reviewed by ",
	};
	static const char *const cut[] = { " | ", " · ", " • ", " – ", " — ", " - ", " on ", " in ", ", updated", " updated", " published", " posted", "  ", " @", "(", " / ", " // ", " min read", " follow", " for " };
	char date[DATE_SIZE];
	size_t from, to;

	t = str_trim(str_sub(t, 0, 200));
	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
			struct str o = str_of(open[i]);
			if (t.n > o.n && str_ieq(str_sub(t, 0, o.n), o))
				t = str_trim(str_sub(t, o.n, t.n));
		}
	if (date_find(t, date, &from, &to))
		t = str_trim(str_sub(t, 0, from));
	for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
		for (size_t k = 1; k + strlen(cut[i]) <= t.n; k++)
			if (str_ieq(str_sub(t, k, k + strlen(cut[i])), str_of(cut[i]))) {
				t = str_trim(str_sub(t, 0, k));
				break;
			}
	while (t.n && strchr(",;:|-. ", t.p[t.n - 1]) && !(t.p[t.n - 1] == '.' && t.n > 3 && t.p[t.n - 3] == ' '))
		t.n--;
	return t;
}

static bool
plausible_author(struct str t)
{
	static const char *const no[] = { "admin", "administrator", "guest", "author", "by", "editor", "staff", "user", "root", "anonymous", "name", "unknown", "about", "comments", "share", "follow", "profile", "contributor", "view all posts", "wordpress", "read more" };

	if (t.n < 2 || t.n > 120 || count_words(t) > 12 || count_words(t) == 0 || str_starts(t, STR("http")) || str_find(t, STR("www."), 0) >= 0 || str_find(t, STR("{"), 0) >= 0)
		return false;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (str_ieq(t, str_of(no[i])))
			return false;
	size_t letters = 0, digits = 0;
	for (size_t i = 0; i < t.n; i++) {
		letters += (t.p[i] | 32) >= 'a' && (t.p[i] | 32) <= 'z';
		letters += (unsigned char)t.p[i] >= 0x80;
		digits += t.p[i] >= '0' && t.p[i] <= '9';
	}
	return letters >= 2 && digits <= letters;
}

static void
set_author(struct search *s, struct str t, const char *from)
{
	t = clean_author(text_folded(&s->a->arena, t));
	if (plausible_author(t))
		fact_set(s, &s->m->author, t, from);
}

/* Bylines by their markup; the narrower first. */
static void
author_spots(struct search *s)
{
	static const char *const words[] = { " author rel", "author", "byline", "by-line", "fn", "writer", "contributor", "username", "poster" };
	struct fact *f = &s->m->author;

	for (size_t k = 0; k < sizeof words / sizeof *words && !f->value.n; k++)
		for (size_t i = 0; i < s->p->n_spots && !f->value.n; i++) {
			const struct located *l = &s->p->spot[i];
			struct str key = spot_key(l), t = spot_text(l);
			char low[120];
			size_t n = label_fold(key, low, sizeof low);
			if (str_starts(key, STR("h1 ")) || str_starts(key, STR("time")) || (l->why & (WHY_COMMENTS | WHY_RELATED | WHY_FOOTER)) || t.n > 150)
				continue;
			bool said = k == 0 ? str_find(key, STR(" author "), 0) >= 0 : strstr(low, words[k]) != NULL;
			if (!n || !said || count_words(t) > 14)
				continue;
			/* A box of names and dates says "By". */
			if (count_words(t) > 6 && !label_byline(text_folded(&s->a->arena, t)))
				continue;
			set_author(s, t, k == 0 ? "rel=author" : "byline");
		}
}

static void
author_text(struct search *s)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < s->a->n_blocks && seen < 6000 && !s->m->author.value.n; i++) {
		struct str t = block_text(s->a, &s->a->block[i]);
		seen += t.n;
		if (t.n > 160 || t.n < 6 || !(str_starts(t, STR("By ")) || str_starts(t, STR("BY ")) || str_starts(t, STR("by ")) || str_starts(t, STR("Written by ")) || str_starts(t, STR("Posted by ")) || str_starts(t, STR("Author: "))))
			continue;
		struct str c = clean_author(t);
		if (count_words(c) <= 6 && c.n && c.p[0] >= 'A' && c.p[0] <= 'Z')
			set_author(s, t, "text");
	}
}

static void
find_author(struct search *s)
{
	static const char *const keys[] = {
		"author", "article:author", "article:author_name", "og:article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author",
		"dc.contributor", "authors", "creator", "twitter:data1x", "cxenseparse:author", "article.author", "content-author", "shareaholic:article_author_name", "rbauthors",
	};
	set_author(s, s->schema.author, "json-ld");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		set_author(s, tag_value(s, keys[i]), keys[i]);
	struct str label = tag_value(s, "twitter:label1");
	if (str_ieq(label, STR("written by")) || str_ieq(label, STR("author")))
		set_author(s, tag_value(s, "twitter:data1"), "twitter:data1");
	author_spots(s);
	author_text(s);
}

/* ---- language -------------------------------------------------------------- */

static void
set_language(struct search *s, struct str t, const char *from)
{
	char code[3];

	t = str_trim(t);
	if (s->m->language.value.n || t.n < 2 || (t.n > 2 && t.p[2] != '-' && t.p[2] != '_' && t.p[2] != ','))
		return;
	code[0] = (char)(t.p[0] | 32);
	code[1] = (char)(t.p[1] | 32);
	code[2] = '\0';
	if (code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z')
		fact_set(s, &s->m->language, str_of(code), from);
}

/* A forum by its software or by the words of its address. */
static bool
is_forum(struct search *s)
{
	static const char *const software[] = { "discourse", "phpbb", "vbulletin", "xenforo", "mybb", "invision", "simple machines", "flarum", "nodebb", "vanilla" };
	static const char *const paths[] = { "/forum", "forum.", "forums.", "/thread", "/topic", "viewtopic", "showthread", "/boards", "boards.", "/discussion", "/t/", "/talk/", "community." };
	struct str generator = tag_value(s, "generator"), url = s->m->url.value;
	char low[LABEL_BYTES];

	label_fold(generator, low, sizeof low);
	for (size_t i = 0; i < sizeof software / sizeof *software; i++)
		if (strstr(low, software[i]))
			return true;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		if (str_find(url, str_of(paths[i]), 0) > 0)
			return true;
	return false;
}

/* What is no site's name though it stands where one would. */
static bool
is_label(struct str t)
{
	static const char *const labels[] = { "home", "homepage", "start", "blog", "the blog", "news", "docs", "documentation", "customers", "customer stories", "case studies",
	    "stories", "articles", "posts", "about", "about us", "guest post", "press", "all posts", "back", "skip to content", "main page", "index", "website", "menu", "learn", "learn more" };
	char low[LABEL_BYTES];
	size_t n = label_fold(t, low, sizeof low);

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (n == strlen(labels[i]) && !memcmp(low, labels[i], n))
			return true;
	return n < 2;
}

/* "Colophon - Greylag Hosting": what the page's title has behind its last separator is the site's
 * name, unless the article's own title has it too. */
static struct str
rest_of_title(struct search *s)
{
	struct str page = text_folded(&s->a->arena, s->p->title), none = { "", 0 };
	size_t n = 0;
	ptrdiff_t at = separator(page, page.n, &n);

	if (at <= 0 || borne_whole(s->m->title.value, page))
		return none;
	struct str rest = str_trim(str_sub(page, (size_t)at + n, page.n));
	bool whole = same_name(str_trim(str_sub(page, 0, (size_t)at)), s->m->title.value);
	return count_words(rest) <= (whole ? 7 : 5) && (whole || !same_name(rest, s->m->title.value)) && !is_label(rest) ? rest : none;
}

/* What the first link to the front page says: "Netloft", but not "Home". */
static struct str
home_link(struct search *s)
{
	for (size_t i = 0; i < s->p->n_spots; i++) {
		const struct located *l = &s->p->spot[i];
		struct str t = text_folded(&s->a->arena, spot_text(l));
		if (str_eq(spot_key(l), STR("home")) && t.n && !is_label(t) && count_words(t) <= 6 && (unsigned char)t.p[0] < 0xe2)
			return t;
	}
	return (struct str){ "", 0 };
}

/* "© 2011-2018 Greylag Hosting. All rights reserved": whose the page is. */
static struct str
copyright_holder(struct search *s)
{
	static const char *const ends[] = { ". ", " | ", " · ", " • ", ", ", "; ", " – ", " — ", " - ", " All ", " all rights", " (", NULL };

	for (size_t i = s->a->n_blocks; i-- > 0;) {
		const struct block *b = &s->a->block[i];
		struct str t = str_sub(buf_str(&s->a->text), b->from, b->to < b->from + 300 ? b->to : b->from + 300);
		ptrdiff_t at = str_find(str_sub(t, 0, 60), STR("©"), 0);
		if (at < 0)
			continue;
		t = text_folded(&s->a->arena, t);
		at = str_find(t, STR("©"), 0);
		size_t from = (size_t)at + strlen("©");
		while (from < t.n && (strchr(" 0123456789-,.", t.p[from]) || (unsigned char)t.p[from] == 0xe2 || (unsigned char)t.p[from] == 0x80 || (unsigned char)t.p[from] == 0x93))
			from++;
		t = str_sub(t, from, t.n);
		if (str_starts(t, STR("by ")))
			t = str_sub(t, 3, t.n);
		for (const char *const *end = ends; *end; end++)
			if ((at = str_find(t, str_of(*end), 0)) >= 0)
				t = str_sub(t, 0, (size_t)at);
		while (t.n && strchr(".,;|", t.p[t.n - 1]))
			t.n--;
		if (t.n > 1 && count_words(t) <= 6 && !is_label(t))
			return t;
	}
	return (struct str){ "", 0 };
}

void
meta_find(struct page *p)
{
	struct search s = { .p = p, .a = p->article, .m = &p->article->meta };

	for (size_t i = 0; i < p->n_jsonld_values; i++)
		schema_find(&s.a->arena, p->jsonld[i], &s.schema);
	find_url(&s);
	find_site(&s);
	find_title(&s);
	find_author(&s);
	published_find(&s);
	set_language(&s, p->lang, "html-lang");
	set_language(&s, tag_value(&s, "content-language"), "content-language");
	set_language(&s, tag_value(&s, "og:locale"), "og:locale");
	set_language(&s, s.schema.language, "json-ld");
	fact_set(&s, &s.m->site, rest_of_title(&s), "title");
	fact_set(&s, &s.m->site, home_link(&s), "home-link");
	fact_set(&s, &s.m->site, copyright_holder(&s), "copyright");
	fact_set(&s, &s.m->site, host_of(s.m->url.value), "host");
	p->forum = s.schema.forum || is_forum(&s);
	p->body = s.schema.body;
}
