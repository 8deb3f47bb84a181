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
