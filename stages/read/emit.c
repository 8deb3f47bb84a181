#include "emit.h"

#define DIGITS 20       /* of the greatest number */

/* The numbers of one row, at most twenty of them. */
struct digits { char text[20][DIGITS]; size_t n; };

static struct str
decimal(struct digits *d, uint64_t v)
{
	char *end = d->text[d->n++] + DIGITS, *p = end;

	do
		*--p = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	return (struct str){ p, (size_t)(end - p) };
}

/* Empty where the value is 0. */
static struct str
decimal_or_none(struct digits *d, uint64_t v)
{
	return v ? decimal(d, v) : (struct str){ "", 0 };
}

static struct str
from(struct fact f)
{
	return str_of(f.value.n ? f.from : "");
}

static struct str
value(struct fact f)
{
	return f.value.n ? f.value : (struct str){ "", 0 };
}

void
emit_document(struct sheet *s, const struct reader *r, struct str source, const char *sha256)
{
	const struct article *a = &r->article;
	struct digits d;
	struct str f[documents__n];

	d.n = 0;
	f[documents__source] = source;
	f[documents__content_sha256] = str_of(sha256);
	f[documents__media_type] = str_of(a->media_type);
	f[documents__charset] = str_of(r->charset.name);
	f[documents__repaired] = decimal(&d, r->charset.repaired);
	f[documents__url] = value(a->meta.url);
	f[documents__title] = value(a->meta.title);
	f[documents__title_from] = from(a->meta.title);
	f[documents__site] = value(a->meta.site);
	f[documents__site_from] = from(a->meta.site);
	f[documents__author] = value(a->meta.author);
	f[documents__author_from] = from(a->meta.author);
	f[documents__published] = value(a->meta.published);
	f[documents__published_from] = from(a->meta.published);
	f[documents__modified] = value(a->meta.modified);
	f[documents__language] = value(a->meta.language);
	f[documents__language_from] = from(a->meta.language);
	f[documents__words] = decimal(&d, a->words);
	f[documents__chars_seen] = decimal(&d, a->seen);
	f[documents__chars_prose] = decimal(&d, a->booked[BOOK_PROSE]);
	f[documents__chars_heading] = decimal(&d, a->booked[BOOK_HEADING]);
	f[documents__chars_list] = decimal(&d, a->booked[BOOK_LIST]);
	f[documents__chars_table] = decimal(&d, a->booked[BOOK_TABLE]);
	f[documents__chars_code] = decimal(&d, a->booked[BOOK_CODE]);
	f[documents__chars_boilerplate] = decimal(&d, a->booked[BOOK_BOILERPLATE]);
	f[documents__chars_rejected] = decimal(&d, 0);
	sheet_put(s, f);
}

void
emit_blocks(struct sheet *s, const struct article *a, struct str source)
{
	struct buf lines = { 0 };
	struct digits d;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		struct str f[blocks__n];
		d.n = 0;
		buf_reset(&lines);
		uint32_t line = article_line_starts(a, b, &lines);
		f[blocks__source] = source;
		f[blocks__block] = decimal(&d, i + 1);
		f[blocks__kind] = str_of(block_kind_name(b->kind));
		f[blocks__level] = decimal(&d, b->level);
		f[blocks__parent] = decimal_or_none(&d, b->parent);
		f[blocks__group] = decimal_or_none(&d, b->group);
		f[blocks__row] = decimal_or_none(&d, b->row);
		f[blocks__column] = decimal_or_none(&d, b->column);
		f[blocks__header] = b->header;
		f[blocks__speaker] = b->speaker;
		f[blocks__links] = decimal(&d, b->links);
		f[blocks__line] = decimal(&d, line);
		f[blocks__line_starts] = buf_str(&lines);
		f[blocks__start] = decimal(&d, b->start);
		f[blocks__end] = decimal(&d, b->end);
		f[blocks__text] = block_text(a, b);
		sheet_put(s, f);
	}
	buf_release(&lines);
}

void
emit_text(struct buf *out, const struct article *a)
{
	for (size_t i = 0; i < a->n_blocks; i++) {
		if (a->block[i].title || a->block[i].beside)
			continue;
		buf_add(out, block_text(a, &a->block[i]));
		buf_addc(out, '\n');
	}
}

void
emit_meta(struct buf *out, const struct reader *r)
{
	const struct meta *m = &r->article.meta;
	const struct { const char *name; const struct fact *fact; } facts[] = {
		{ "title", &m->title }, { "site", &m->site }, { "author", &m->author }, { "published", &m->published },
		{ "modified", &m->modified }, { "language", &m->language }, { "url", &m->url },
	};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (facts[i].fact->value.n)
			buf_addf(out, "%s: %.*s\t(%s)\n", facts[i].name, STR_ARG(facts[i].fact->value), facts[i].fact->from);
	buf_addf(out, "charset: %s\t(%zu repaired)\n", r->charset.name, r->charset.repaired);
}

void
emit_why(struct buf *out, const struct page *p)
{
	const struct article *a = p->article;
	static const char *const names[] = {
		"nav", "aside", "footer", "header", "hidden", "comments", "related", "share", "ads", "cookies", "signup", "byline", "caption",
		"form", "button", "tags", "sidebar", "widget", "bio", "embed", "content", "body", "modal", "standfirst",
		"accordion", "poster", "signature", "mark", "credit",
	};
	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct run *run = &p->run[i];
		const struct block *b = &a->block[i];
		buf_addf(out, "%c %u-%s%u w%u l%u/%u", b->dropped ? '-' : b->title ? '=' : b->beside ? '|' : '+', run->elem, block_kind_name(b->kind), b->level, run->words, run->link_chars, b->chars);
		for (unsigned bit = 0; bit < sizeof names / sizeof *names; bit++)
			if (run->why & (1u << bit))
				buf_addf(out, " %s", names[bit]);
		buf_addz(out, "  ");
		buf_add(out, block_text(a, b));
		buf_addc(out, '\n');
	}
}
