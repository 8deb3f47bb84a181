#include <stdlib.h>

#include "dates.h"
#include "meta.h"

static void
set(struct article *a, struct fact *f, struct str value, const char *from)
{
	value = str_trim(value);
	if (!f->value.n && value.n)
		*f = (struct fact){ arena_str(&a->arena, value), from };
}

static struct str
tag_value(const struct page *p, const char *key)
{
	for (size_t i = 0; i < p->n_tags; i++)
		if (str_ieq(p->tag[i].key, str_of(key)))
			return p->tag[i].value;
	return (struct str){ "", 0 };
}

static void
set_tag(struct page *p, struct fact *f, const char *key)
{
	set(p->article, f, tag_value(p, key), key);
}

static void
set_date(struct page *p, struct fact *f, const char *key)
{
	char date[DATE_SIZE];

	if (!f->value.n && date_find(tag_value(p, key), date, NULL, NULL))
		set(p->article, f, str_of(date), key);
}

void
meta_find(struct page *p)
{
	struct meta *m = &p->article->meta;

	set_tag(p, &m->title, "og:title");
	set(p->article, &m->title, p->title, "title");
	set_tag(p, &m->site, "og:site_name");
	set_tag(p, &m->author, "author");
	set_date(p, &m->published, "article:published_time");
	set_date(p, &m->published, "datePublished");
	set_date(p, &m->published, "date");
	set_date(p, &m->modified, "article:modified_time");
	set(p->article, &m->language, str_sub(p->lang, 0, 2), "html-lang");
	set(p->article, &m->url, p->canonical, "canonical");
	set_tag(p, &m->url, "og:url");
}
