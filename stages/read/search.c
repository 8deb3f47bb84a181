#include "search.h"

void
fact_set(struct search *s, struct fact *f, struct str value, const char *from)
{
	value = str_trim(value);
	if (!f->value.n && value.n)
		*f = (struct fact){ arena_str(&s->a->arena, value), from };
}

struct str
tag_value(const struct search *s, const char *key)
{
	for (size_t i = 0; i < s->p->n_tags; i++)
		if (str_ieq(s->p->tag[i].key, str_of(key)))
			return s->p->tag[i].value;
	return (struct str){ "", 0 };
}

struct str
spot_key(const struct located *l)
{
	const char *nl = l->text.n ? memchr(l->text.p, '\n', l->text.n) : NULL;

	return nl ? str_sub(l->text, 0, (size_t)(nl - l->text.p)) : (struct str){ "", 0 };
}

struct str
spot_text(const struct located *l)
{
	return str_trim(str_sub(l->text, spot_key(l).n, l->text.n));
}
