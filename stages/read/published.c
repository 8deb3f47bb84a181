#include "published.h"

#include "dates.h"
#include "labels.h"

static void
set_date(struct search *s, struct fact *f, struct str text, const char *from)
{
	char date[DATE_SIZE];

	if (!f->value.n && date_find(str_sub(text, 0, 200), date, NULL, NULL))
		fact_set(s, f, str_of(date), from);
}

/* T speaks of a change, not of a first publication. */
static bool
of_change(struct str t)
{
	static const char *const words[] = { "updat", "modif", "revis", "review", "edited", "verified", "changed", "checked", "aktualisiert" };
	char low[LABEL_BYTES];

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
			struct str key = spot_key(l), t = text_folded(&s->a->arena, spot_text(l));
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
				fact_set(s, f, str_of(date), pass == 1 ? "time" : "byline");
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
			fact_set(s, &s->m->published, str_of(date), "text");
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
		struct str t = text_folded(&s->a->arena, spot_text(l));
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

void
published_find(struct search *s)
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
			fact_set(s, f, str_of(date), "url");
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
