#include "short_names.h"

#include "../common/map.h"
#include "names.h"

#define MAX_NAME_TOKENS 9
#define NO_NAME UINT32_MAX
#define TWO_NAMES (UINT32_MAX - 1)

/* A name of the article that may be short for another, or another for it. */
struct form {
	const struct mention *m;        /* where it stands first */
	uint32_t block;
	uint32_t first;                 /* which mention it is first, titles left out; UINT32_MAX: none */
	uint32_t longer;                /* what it is short for, NO_NAME or TWO_NAMES */
	uint32_t labels;                /* so often it begins a paragraph, with a colon behind it: who speaks */
	bool     place;                 /* "in X", "near X" */
	bool     speaker;               /* of a block */
};

struct shortener {
	struct finder *f;
	struct form   *at;
	size_t         n;
	struct map     number;          /* in AT, by the bytes of a name's key */
	classes        firm, product;
	bool           titled;          /* the block is the title, the site, or a heading in its place */
};

static struct str
key_bytes(const uint64_t *key)
{
	return (struct str){ (const char *)key, sizeof *key };
}

static uint32_t
find(const struct shortener *s, uint64_t key)
{
	uint32_t no = map_get(&s->number, key_bytes(&key));

	return no == MAP_NONE ? NO_NAME : no;
}

/* ---- what there is ----------------------------------------------------- */

/* May M be told shorter, or be short for something? */
static bool
takes_part(const struct mention *m)
{
	return m->name.tech < 0 && (m->name.org < 0 || !(m->flags & NAME_ORG_AMBIGUOUS));
}

/* "in X", "near X", but not "in X's". */
static bool
is_place(const struct block *b, const struct mention *m)
{
	static const char *const before[] = { "in", "near", "across", "around", "outside", "throughout" };
	bool is = false;

	for (size_t i = 0; i < sizeof before / sizeof *before && m->from > 0; i++)
		is |= block_word_is(b, m->from - 1, before[i]);
	return is && !block_possessive(b, m->to);
}

/* "Jane: Yes, in all of our shops." */
static bool
is_label(const struct block *b, const struct mention *m)
{
	return b->kind == BLOCK_PARAGRAPH && m->from == 0 && block_mark(b, m->to) == ':' && b->tokens.n > m->to + 4;
}

static void
note(struct shortener *s, uint32_t block, const struct mention *m, uint32_t order)
{
	uint32_t no = find(s, m->name.key);

	if (no == NO_NAME) {
		no = (uint32_t)s->n++;
		s->at[no] = (struct form){ .m = m, .block = block, .first = UINT32_MAX, .longer = NO_NAME };
		map_put(&s->number, key_bytes(&m->name.key), no);
	}
	if (s->at[no].first == UINT32_MAX && !s->titled)
		s->at[no].first = order;
	s->at[no].place |= is_place(s->f->b, m);
	s->at[no].labels += is_label(s->f->b, m);
}

static void
note_all(struct shortener *s)
{
	struct article *a = s->f->a;
	uint32_t order = 0;
	size_t n = 0;

	for (size_t i = 0; i < a->n_blocks; i++)
		n += a->block[i].n_mentions;
	s->at = arena_array(a->arena, n + 1, sizeof *s->at);
	for (size_t i = 0; i < a->n_blocks; i++) {
		s->f->b = &a->block[i];
		s->titled = i == BLOCK_SITE || article_titles(a, i);
		for (size_t k = 0; k < a->block[i].n_mentions; k++, order++)
			if (takes_part(&a->block[i].mention[k]))
				note(s, (uint32_t)i, &a->block[i].mention[k], order);
	}
	for (size_t i = 0; i < a->n_blocks; i++) {
		uint32_t no = a->block[i].speaker.n ? find(s, name_key_of(a->block[i].speaker)) : NO_NAME;
		if (no != NO_NAME)
			s->at[no].speaker = true;
	}
}

/* ---- what is short for what -------------------------------------------- */

bool
is_acronym(struct str name, struct str acronym)
{
	size_t k = 0, word = 0;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ' ' || name.p[i] == '-') {
			word = i + 1;
			continue;
		}
		if (i - word > 1 || name.p[i] < 'A' || name.p[i] > 'Z' || (i > word && name.p[word] < 'a'))
			continue;
		if (k >= acronym.n || name.p[i] != acronym.p[k++])
			return false;
	}
	return k == acronym.n && k >= 2;
}

static bool
may_be_short(const struct form *x)
{
	return !name_known(&x->m->name) && !(x->m->flags & (NAME_COMMON | NAME_COMPOUND)) && x->m->name.text.n >= 3 && !x->place;
}

/* SHORTER stands for LONGER; of several longer names, which must be longer forms of one, for the least long one. */
static void
link(struct shortener *s, uint32_t shorter, uint32_t longer)
{
	struct form *x = &s->at[shorter];

	if (shorter == longer || s->at[longer].first >= x->first)
		return;
	if (x->longer == NO_NAME || (x->longer < TWO_NAMES && s->at[longer].longer == x->longer))
		x->longer = longer;
	else if (x->longer < TWO_NAMES && s->at[x->longer].longer != longer)
		x->longer = TWO_NAMES;
}

/* "Harlow Cloud" is Harlow's, not Harlow: the words [from, to) of the block say what is called so. */
static bool
names_product(const struct shortener *s, uint32_t from, uint32_t to)
{
	if (classes_at(s->f, to - 1) & s->firm)
		return false;
	for (uint32_t i = from; i < to; i++)
		if (classes_at(s->f, i) & s->product)
			return true;
	return false;
}

/* The beginnings of the name NO, and of a person's its end. */
static void
shorten(struct shortener *s, uint32_t no)
{
	const struct mention *m = s->at[no].m;
	const struct token *t = s->f->b->tokens.at;
	struct str text = s->f->b->text;

	for (uint32_t k = m->to - 1; k > m->from; k--) {
		if (text.p[t[k].start - 1] != ' ' && !block_possessive(s->f->b, k))
			continue;
		uint32_t begin = find(s, name_key_of(str_sub(text, t[m->from].start, t[k - 1].end)));
		if (begin != NO_NAME && may_be_short(&s->at[begin]) && !names_product(s, k, m->to))
			link(s, begin, no);
		uint32_t end = (m->flags & NAME_PERSON) && k == m->to - 1 ?
		    find(s, name_key_of(str_sub(text, t[k].start, t[m->to - 1].end))) : NO_NAME;
		if (end != NO_NAME && may_be_short(&s->at[end]))
			link(s, end, no);
	}
	/* "the Agency" */
	uint32_t house = m->to > m->from + 1 && (classes_at(s->f, m->to - 1) & s->f->house) ? find(s, t[m->to - 1].hash) : NO_NAME;
	if (house != NO_NAME && !name_known(&s->at[house].m->name) && s->at[house].m->to == s->at[house].m->from + 1)
		link(s, house, no);
}

/* The capitals that begin the words of NAME, in B. */
static void
initials(struct buf *b, struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((i == 0 || name.p[i - 1] == ' ' || name.p[i - 1] == '-') && name.p[i] >= 'A' && name.p[i] <= 'Z')
			buf_addc(b, name.p[i]);
}

static void
abbreviate(struct shortener *s, uint32_t no, struct buf *b)
{
	struct str name = s->at[no].m->name.text;

	buf_reset(b);
	initials(b, name);
	if (b->n < 3)
		return;
	uint32_t acronym = find(s, name_key_of(buf_str(b)));
	if (acronym != NO_NAME && may_be_short(&s->at[acronym]) && is_acronym(name, s->at[acronym].m->name.text))
		link(s, acronym, no);
}

/* Long names first: what a name is short for is known when a shorter one could be short for both. */
static void
link_all(struct shortener *s)
{
	struct buf b = { 0 };

	for (uint32_t tokens = MAX_NAME_TOKENS; tokens > 1; tokens--)
		for (uint32_t i = 0; i < s->n; i++)
			if (s->at[i].m->to - s->at[i].m->from == tokens) {
				s->f->b = &s->f->a->block[s->at[i].block];
				shorten(s, i);
				abbreviate(s, i, &b);
			}
	buf_release(&b);
}

/* ---- the mentions ------------------------------------------------------ */

/* What NO is short for in the end, or NO itself. */
static uint32_t
whole(const struct shortener *s, uint32_t no)
{
	while (s->at[no].longer < TWO_NAMES)
		no = s->at[no].longer;
	return no;
}

static void
settle(const struct shortener *s, struct mention *m)
{
	uint32_t no = takes_part(m) ? find(s, m->name.key) : NO_NAME;

	if (no == NO_NAME)
		return;
	if (!name_known(&m->name)) {
		m->flags |= s->at[no].place ? NAME_PLACE : 0;
		/* A dialogue is of persons. */
		m->flags |= s->at[no].speaker || s->at[no].labels >= 2 ? NAME_PERSON : 0;
	}
	if (s->at[no].longer >= TWO_NAMES)
		return;
	const struct mention *longer = s->at[whole(s, no)].m;
	m->name.key = longer->name.key;
	m->name.org = longer->name.org;
	m->flags |= longer->flags & NAME_PERSON;
}

void
short_names_find(struct finder *f)
{
	struct shortener s = { .f = f, .firm = f->house | f->legal | f->firm, .product = f->ordinary | f->tool | f->site_word };
	struct article *a = f->a;
	struct short_names *all = arena_alloc(a->arena, sizeof *all);

	note_all(&s);
	link_all(&s);
	*all = (struct short_names){ arena_array(a->arena, s.n + 1, sizeof *all->at), 0 };
	for (uint32_t i = 0; i < s.n; i++) {
		const struct form *x = &s.at[i], *longer = &s.at[whole(&s, i)];
		if (longer != x && !name_known(&longer->m->name))
			all->at[all->n++] = (struct short_name){ x->m->name.text, longer->m->name.text,
			    is_acronym(longer->m->name.text, x->m->name.text) ? "acronym" : "short", x->block, x->m->from };
	}
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++)
			settle(&s, &a->block[i].mention[k]);
	a->shortened = all;
	map_release(&s.number);
}
