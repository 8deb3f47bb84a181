/* schema.org's words for articles, in JSON-LD. */
#include "jsonld.h"

static bool
is_type(const struct json *j, const char *const *types, size_t n)
{
	const struct json *t = json_member(j, "@type");

	if (!t)
		return false;
	for (const struct json *one = t->kind == LD_ARRAY ? t->first : t; one; one = t->kind == LD_ARRAY ? one->next : NULL)
		for (size_t i = 0; i < n; i++)
			if (str_eq(one->text, str_of(types[i])))
				return true;
	return false;
}
#define IS_TYPE(j, list) is_type((j), (list), sizeof(list) / sizeof *(list))

static const char *const articles[] = {
	"Article", "NewsArticle", "BlogPosting", "TechArticle", "Report", "ScholarlyArticle", "LiveBlogPosting", "AnalysisNewsArticle", "OpinionNewsArticle",
	"ReportageNewsArticle", "ReviewNewsArticle", "BackgroundNewsArticle", "SocialMediaPosting", "AdvertiserContentArticle", "MedicalWebPage", "Recipe", "HowTo", "Review",
	"DiscussionForumPosting", "CreativeWork", "PodcastEpisode", "VideoObject", "LearningResource", "Course", "APIReference", "CriticReview",
};
static const char *const pages[] = { "WebPage", "ItemPage", "CollectionPage", "FAQPage", "AboutPage", "Product", "Event" };
static const char *const sites[] = { "WebSite" };
static const char *const makers[] = { "Organization", "NewsMediaOrganization", "Corporation" };
static const char *const questions[] = { "QAPage" };
static const char *const forums[] = { "DiscussionForumPosting" };

struct walk {
	struct arena      *a;
	struct schema     *s;
	const struct json *root;
};

/* The object whose @id is ID and that has a name, somewhere below J. */
static const struct json *
by_id(const struct json *j, struct str id, unsigned depth)
{
	if (depth > JSON_DEPTH)
		return NULL;
	for (const struct json *m = j->first; m; m = m->next) {
		if (m->kind == LD_OBJECT && str_eq(json_text(m, "@id"), id) && json_text(m, "name").n)
			return m;
		const struct json *found = m->kind >= LD_ARRAY ? by_id(m, id, depth + 1) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

static void
add_name(struct buf *out, struct str name)
{
	name = str_trim(name);
	if (!name.n || name.n > 100 || str_starts(name, STR("http")) || str_find(name, STR("@"), 0) >= 0)
		return;
	if (str_find(buf_str(out), name, 0) >= 0)
		return;
	if (out->n)
		buf_addz(out, ", ");
	buf_add(out, name);
}

/* Names of a person, a list of them, a string or a reference. */
static void
names(struct walk *w, const struct json *j, struct buf *out, unsigned depth)
{
	if (!j || depth > 8 || out->n > 400)
		return;
	if (j->kind == LD_STRING) {
		add_name(out, j->text);
	} else if (j->kind == LD_ARRAY) {
		for (const struct json *m = j->first; m; m = m->next)
			names(w, m, out, depth + 1);
	} else if (j->kind == LD_OBJECT) {
		const struct json *name = json_member(j, "name");
		if (name)
			names(w, name, out, depth + 1);
		else if (json_text(j, "@id").n) {
			const struct json *it = by_id(w->root, json_text(j, "@id"), 0);
			if (it)
				names(w, json_member(it, "name"), out, depth + 1);
		}
	}
}

static void
set(struct str *to, struct str value)
{
	if (!to->n && value.n)
		*to = value;
}

static void
set_names(struct walk *w, struct str *to, const struct json *j)
{
	struct buf b = { 0 };

	if (to->n || !j)
		return;
	names(w, j, &b, 0);
	if (b.n)
		*to = arena_str(w->a, buf_str(&b));
	buf_release(&b);
}

static void
take_article(struct walk *w, const struct json *j)
{
	struct schema *s = w->s;

	set(&s->headline, json_text(j, "headline"));
	set(&s->headline, json_text(j, "name"));
	set_names(w, &s->author, json_member(j, "author"));
	set_names(w, &s->author, json_member(j, "creator"));
	set_names(w, &s->publisher, json_member(j, "publisher"));
	set(&s->published, json_text(j, "datePublished"));
	set(&s->published, json_text(j, "dateCreated"));
	set(&s->published, json_text(j, "uploadDate"));
	set(&s->modified, json_text(j, "dateModified"));
	set(&s->language, json_text(j, "inLanguage"));
	set(&s->body, json_raw(j, "articleBody"));
	set(&s->body, json_raw(j, "text"));
	set(&s->url, json_text(j, "url"));
}

/* PASS 0 takes articles, pass 1 pages, sites and publishers. */
static void
visit(struct walk *w, const struct json *j, unsigned depth, int pass)
{
	if (depth > JSON_DEPTH)
		return;
	if (j->kind == LD_OBJECT) {
		if (IS_TYPE(j, forums))
			w->s->forum = true;
		if (pass == 0 && IS_TYPE(j, articles))
			take_article(w, j);
		if (pass == 0 && IS_TYPE(j, questions) && json_member(j, "mainEntity"))
			take_article(w, json_member(j, "mainEntity"));
		if (pass == 1 && IS_TYPE(j, pages)) {
			set(&w->s->published, json_text(j, "datePublished"));
			set(&w->s->modified, json_text(j, "dateModified"));
			set(&w->s->language, json_text(j, "inLanguage"));
			set_names(w, &w->s->author, json_member(j, "author"));
		}
		if (pass == 1 && IS_TYPE(j, sites))
			set(&w->s->site, json_text(j, "name"));
		if (pass == 1 && IS_TYPE(j, makers))
			set(&w->s->publisher, json_text(j, "name"));
	}
	/* What an article mentions or has as a part is not the article. */
	for (const struct json *m = j->first; m; m = m->next)
		if (m->kind >= LD_ARRAY && !str_eq(m->key, STR("comment")) && !str_eq(m->key, STR("mentions")) && !str_eq(m->key, STR("hasPart")) &&
		    !str_eq(m->key, STR("itemListElement")) && !str_eq(m->key, STR("suggestedAnswer")) && !str_eq(m->key, STR("review")) && !str_eq(m->key, STR("isPartOf")))
			visit(w, m, depth + 1, pass);
}

void
schema_find(struct arena *a, const struct json *j, struct schema *s)
{
	struct walk w = { a, s, j };

	visit(&w, j, 0, 0);
	visit(&w, j, 0, 1);
}
