#include <stdlib.h>

#include "dates.h"
#include "jsonld.h"
#include "labels.h"
#include "meta.h"

#define LINE 400

struct search {
	struct page    *p;
	struct article *a;
	struct meta    *m;
	struct schema   schema;
	struct str      logo;           /* the site's name in a first-level heading */
};

static void
set(struct search *s, struct fact *f, struct str value, const char *from)
{
	value = str_trim(value);
	if (!f->value.n && value.n)
		*f = (struct fact){ arena_str(&s->a->arena, value), from };
}

static struct str
tag_value(const struct search *s, const char *key)
{
	for (size_t i = 0; i < s->p->n_tags; i++)
		if (str_ieq(s->p->tag[i].key, str_of(key)))
			return s->p->tag[i].value;
	return (struct str){ "", 0 };
}

static void
set_tag(struct search *s, struct fact *f, const char *key)
{
	set(s, f, tag_value(s, key), key);
}

static void
set_date(struct search *s, struct fact *f, struct str text, const char *from)
{
	char date[DATE_SIZE];

	if (!f->value.n && date_find(str_sub(text, 0, 200), date, NULL, NULL))
		set(s, f, str_of(date), from);
}

/* White space folded to single blanks, in the arena. */
static struct str
fold(struct search *s, struct str t)
{
	struct buf b = { 0 };
	bool gap = false;

	for (size_t i = 0; i < t.n; i++) {
		bool nbsp = i + 1 < t.n && t.p[i] == '\xc2' && t.p[i + 1] == '\xa0';
		if ((unsigned char)t.p[i] <= ' ' || nbsp) {
			gap = true;
			i += nbsp;
			continue;
		}
		if (gap && b.n)
			buf_addc(&b, ' ');
		gap = false;
		buf_addc(&b, t.p[i]);
	}
	struct str out = arena_str(&s->a->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

/* A spot's first line has its names, see page.c; its text follows. */
static struct str
spot_key(const struct located *l)
{
	const char *nl = l->text.n ? memchr(l->text.p, '\n', l->text.n) : NULL;

	return nl ? str_sub(l->text, 0, (size_t)(nl - l->text.p)) : (struct str){ "", 0 };
}

static struct str
spot_text(const struct located *l)
{
	return str_trim(str_sub(l->text, spot_key(l).n, l->text.n));
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
		set(s, f, canonical, "canonical");
	if (str_starts(og, STR("http")))
		set(s, f, og, "og:url");
	/* A relative link is made whole by the base or the other link's host. */
	struct str base = s->p->base.n ? s->p->base : s->schema.url, host = host_of(base);
	if (!f->value.n && str_starts(canonical, STR("//")))
		set(s, f, arena_strf(&s->a->arena, "https:%.*s", STR_ARG(canonical)), "canonical");
	if (!f->value.n && str_starts(canonical, STR("/")) && host.n)
		set(s, f, arena_strf(&s->a->arena, "https://%.*s%.*s", STR_ARG(host), STR_ARG(canonical)), "canonical");
	if (str_starts(s->schema.url, STR("http")))
		set(s, f, s->schema.url, "json-ld");
}

/* A and B are one name: equal, or one within the other, blanks left out. */
static bool
same_name(struct str a, struct str b)
{
	char x[LINE], y[LINE];
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
	set(s, f, s->schema.publisher, "json-ld");
	set(s, f, s->schema.site, "json-ld");
	set_tag(s, f, "application-name");
	set_tag(s, f, "apple-mobile-web-app-title");
	if (twitter.n > 1 && twitter.p[0] == '@')
		set(s, f, str_sub(twitter, 1, twitter.n), "twitter:site");
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
	char x[LINE], y[LINE];
	size_t n = label_fold(t, x, sizeof x), m, end = title.n, mark;
	ptrdiff_t at;

	if (n == 0 || t.n > LINE / 2)
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
	char x[LINE], y[LINE];

	label_fold(t, x, sizeof x);
	label_fold(title, y, sizeof y);
	return count_words(t) >= 3 && strstr(y, x);
}

/* T is what stands behind a separator in TITLE: the site's name. */
static bool
ends_title(struct str t, struct str title)
{
	char x[LINE], y[LINE];
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
	char x[LINE], y[LINE];
	size_t n = label_fold(t, x, sizeof x), m = label_fold(title, y, sizeof y);

	return n > 0 && n == m && !memcmp(x, y, n);
}

static bool
same_words(struct str a, struct str b, bool prefix)
{
	char x[LINE], y[LINE];
	size_t n = label_fold(a, x, sizeof x), m = label_fold(b, y, sizeof y);

	return n > 0 && n <= m && !memcmp(x, y, n) && (n == m || (prefix && n >= 10));
}

static void
find_title(struct search *s)
{
	struct str og = fold(s, tag_value(s, "og:title")), page = fold(s, s->p->title), h1 = { "", 0 }, only = { "", 0 };
	size_t count = 0;

	if (!og.n)
		og = fold(s, tag_value(s, "twitter:title"));
	/* A first-level heading that the page's title or og:title bears out is the
	 * headline as readers see it. */
	for (size_t i = 0; i < s->p->n_spots; i++) {
		const struct located *l = &s->p->spot[i];
		if (!str_starts(spot_key(l), STR("h1 ")))
			continue;
		struct str t = fold(s, spot_text(l));
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
	set(s, &s->m->title, without_site(s, h1), "h1");
	if (count == 1 && !same_name(only, s->m->site.value) && count_words(only) >= 5)
		set(s, &s->m->title, without_site(s, only), "h1");
	set(s, &s->m->title, without_site(s, s->schema.headline), "json-ld");
	if (count == 1 && !same_name(only, s->m->site.value) && count_words(only) >= 4)
		set(s, &s->m->title, only, "h1");
	set(s, &s->m->title, without_site(s, og), "og:title");
	set_tag(s, &s->m->title, "dc.title");
	set_tag(s, &s->m->title, "citation_title");
	set(s, &s->m->title, without_site(s, page), "title");
	set(s, &s->m->title, only, "h1");
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
	t = clean_author(fold(s, t));
	if (plausible_author(t))
		set(s, &s->m->author, t, from);
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
			if (count_words(t) > 6 && !label_byline(fold(s, t)))
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

/* ---- dates ----------------------------------------------------------------- */

/* T speaks of a change, not of a first publication. */
static bool
of_change(struct str t)
{
	static const char *const words[] = { "updat", "modif", "revis", "review", "edited", "verified", "changed", "checked", "aktualisiert" };
	char low[LINE];

	label_fold(str_sub(t, 0, 300), low, sizeof low);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(low, words[i]))
			return true;
	return false;
}

static void
date_spots(struct search *s)
{
	struct fact *f = &s->m->published;

	/* Said to be the date of publication, then any <time>, then bylines. */
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < s->p->n_spots && !f->value.n; i++) {
			const struct located *l = &s->p->spot[i];
			struct str key = spot_key(l), t = fold(s, spot_text(l));
			char low[120], date[DATE_SIZE];
			label_fold(key, low, sizeof low);
			if (str_starts(key, STR("h1 ")) || (l->why & (WHY_COMMENTS | WHY_RELATED | WHY_FOOTER)) || t.n > 200)
				continue;
			bool said = strstr(low, "publish") || strstr(low, "pubdate") || strstr(low, "posted") || strstr(low, "entry date") || strstr(low, "post date") || strstr(low, "dateline");
			size_t at = 0;
			bool found = date_find(t, date, &at, NULL), update = of_change(str_sub(t, 0, at)) || strstr(low, "updat") || strstr(low, "modif");
			if (pass == 0 ? !said || update : pass == 1 ? !str_starts(key, STR("time")) || update : false)
				continue;
			if (pass == 2 && !(strstr(low, "date") || strstr(low, "meta") || strstr(low, "byline") || strstr(low, "time") || strstr(low, "post") || strstr(low, "info")))
				continue;
			if (found)
				set(s, f, str_of(date), pass == 1 ? "time" : "byline");
		}
}

/* A date line near the top of the text. */
static void
date_text(struct search *s)
{
	uint64_t seen = 0;
	char date[DATE_SIZE];

	for (size_t i = 0; i < s->a->n_blocks && seen < 5000 && !s->m->published.value.n; i++) {
		struct str t = block_text(s->a, &s->a->block[i]);
		seen += t.n;
		if (t.n <= 120 && t.n >= 6 && date_find(t, date, NULL, NULL) && (label_byline(t) || date_is(t, 20, date)))
			set(s, &s->m->published, str_of(date), "text");
	}
}

/* A page that shows its readers the later date, as its date and not as that of
 * a change, and nowhere the earlier one, was published anew. */
static void
shown_date(struct search *s)
{
	struct fact *f = &s->m->published;
	struct str changed = s->m->modified.value;
	bool old = false, new = false;
	char date[DATE_SIZE];

	if (f->value.n != 10 || changed.n != 10 || str_cmp(changed, f->value) <= 0)
		return;
	for (size_t i = 0; i < s->p->n_spots; i++) {
		const struct located *l = &s->p->spot[i];
		struct str t = fold(s, spot_text(l));
		if (str_starts(spot_key(l), STR("h1 ")) || (l->why & (WHY_COMMENTS | WHY_RELATED | WHY_FOOTER)))
			continue;
		if (!date_find(str_sub(t, 0, 300), date, NULL, NULL))
			continue;
		old = old || str_eq(str_of(date), f->value) || of_change(t) || of_change(spot_key(l));
		new = new || str_eq(str_of(date), changed);
	}
	if (new && !old)
		*f = (struct fact){ changed, "shown" };
}

/* "This article was originally published on 26 May 2019." */
static void
original_date(struct search *s)
{
	char date[DATE_SIZE];

	for (size_t i = 0; i < s->a->n_blocks; i++) {
		struct str t = block_text(s->a, &s->a->block[i]);
		ptrdiff_t at = t.n < 300 ? str_find(t, STR("originally published"), 0) : -1;
		if (at >= 0 && date_find(str_sub(t, (size_t)at, (size_t)at + 60), date, NULL, NULL)) {
			s->m->published = (struct fact){ arena_str(&s->a->arena, str_of(date)), "text" };
			return;
		}
	}
}

static void
find_dates(struct search *s)
{
	static const char *const keys[] = {
		"article:published_time", "article:published", "og:published_time", "og:article:published_time", "datePublished", "publish-date", "publish_date", "published_date", "publication_date", "pubdate", "publishdate", "published", "published-date", "date_published", "publication-date", "date", "dc.date", "dc.date.issued",
		"dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "citation_publication_date", "citation_date", "originalpublicationdate", "rnews:datepublished", "ptime", "pub_date", "article_date_original", "displaydate", "dateCreated", "bt:pubdate", "release_date",
	};
	static const char *const changes[] = {
		"article:modified_time", "og:updated_time", "dateModified", "last-modified", "dcterms.modified", "dc.date.modified", "article:modified", "lastmod", "revised", "updated_time", "updated date", "updated", "date_modified", "date_updated",
	};
	struct fact *f = &s->m->published;

	/* The page's address has the local date, the others that of Greenwich. */
	char local[DATE_SIZE];
	set_date(s, f, s->schema.published, "json-ld");
	set_date(s, f, tag_value(s, "article:published_time"), "article:published_time");
	if (f->value.n == 10 && s->m->url.value.n && date_in_url(s->m->url.value, local) && strlen(local) == 10 && strncmp(local, f->value.p, 7) == 0 && strcmp(local, f->value.p) < 0)
		*f = (struct fact){ arena_str(&s->a->arena, str_of(local)), "url" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		set_date(s, f, tag_value(s, keys[i]), keys[i]);
	date_spots(s);
	if (!f->value.n && s->m->url.value.n) {
		char date[DATE_SIZE];
		if (date_in_url(s->m->url.value, date))
			set(s, f, str_of(date), "url");
	}
	set_date(s, f, tag_value(s, "time"), "time");
	set_date(s, f, tag_value(s, "created-timestamp"), "time");
	date_text(s);
	set_date(s, &s->m->modified, s->schema.modified, "json-ld");
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		set_date(s, &s->m->modified, tag_value(s, changes[i]), changes[i]);
	shown_date(s);
	original_date(s);
	/* A page that tells of its last change alone is at least as old. */
	if (!f->value.n)
		*f = s->m->modified;
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
		set(s, &s->m->language, str_of(code), from);
}

/* A forum by its software or by the words of its address. */
static bool
is_forum(struct search *s)
{
	static const char *const software[] = { "discourse", "phpbb", "vbulletin", "xenforo", "mybb", "invision", "simple machines", "flarum", "nodebb", "vanilla" };
	static const char *const paths[] = { "/forum", "forum.", "forums.", "/thread", "/topic", "viewtopic", "showthread", "/boards", "boards.", "/discussion", "/t/", "/talk/", "community." };
	struct str generator = tag_value(s, "generator"), url = s->m->url.value;
	char low[LINE];

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
	char low[LINE];
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
	struct str page = fold(s, s->p->title), none = { "", 0 };
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
		struct str t = fold(s, spot_text(l));
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
		t = fold(s, t);
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
	find_dates(&s);
	set_language(&s, p->lang, "html-lang");
	set_language(&s, tag_value(&s, "content-language"), "content-language");
	set_language(&s, tag_value(&s, "og:locale"), "og:locale");
	set_language(&s, s.schema.language, "json-ld");
	set(&s, &s.m->site, rest_of_title(&s), "title");
	set(&s, &s.m->site, home_link(&s), "home-link");
	set(&s, &s.m->site, copyright_holder(&s), "copyright");
	set(&s, &s.m->site, host_of(s.m->url.value), "host");
	p->forum = s.schema.forum || is_forum(&s);
	p->body = s.schema.body;
}
