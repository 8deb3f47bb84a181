#include "entries.h"

#include "../common/map.h"
#include "../common/utf8.h"
#include "frame.h"

#define MAX_NAME 9      /* words of a name */
#define MAX_ALONE 7     /* ... that stands alone */
#define MAX_DISTANCE 12 /* blocks that an entry may have */

struct lister {
	const struct article    *a;
	const struct vocabulary *v;
	struct entry            *entry;
	struct map               labels;        /* folded label: index in SEEN */
	unsigned                *seen;
	size_t                   n_seen, cap;
	classes                  start, verbs, field, key, infix;
};

/* A dash, a colon, a bracket that sets off what stands before it. */
static bool
sets_off(const struct block *b, size_t i)
{
	char c = block_mark(b, i);

	return c && !(b->tokens.at[i].flags & TOKEN_JOINED) && (strchr("-:(|", c) || (unsigned char)c == 0xe2);
}

/* The tokens of B's label, [*from, *to); false where it has none. */
static bool
label_span(const struct block *b, size_t *from, size_t *to)
{
	size_t i = 0;

	/* Bullets, numbers. */
	while (i < b->tokens.n && (block_mark(b, i) || (i < 2 && (b->tokens.at[i].flags & TOKEN_NUMBER) && block_mark(b, i + 1))))
		i++;
	*from = i;
	while (i < b->tokens.n && !sets_off(b, i) && i - *from <= MAX_NAME)
		i++;
	*to = i;
	while (*to > *from && block_mark(b, *to - 1))
		--*to;
	size_t words = *to - *from;
	return words > 0 && (i < b->tokens.n ? sets_off(b, i) && words <= MAX_NAME : words <= MAX_ALONE);
}

/* "Acme. Ship routing.", "Acme, Berlin. Ship routing.": a name that is a sentence of its own, or with its town one. */
static bool
sentence_span(const struct lister *l, const struct block *b, size_t *from, size_t *to)
{
	size_t i = 0, end;

	while (i < b->tokens.n && (block_mark(b, i) || (i < 2 && (b->tokens.at[i].flags & TOKEN_NUMBER) && block_mark(b, i + 1))))
		i++;
	*from = i;
	if (b->n_sentences < 2)
		return false;
	end = b->sentence[0].to;
	if (end <= *from || end - *from > MAX_ALONE + 3 || block_mark(b, end - 1) != '.')
		return false;
	for (*to = i; *to + 1 < end && block_mark(b, *to) != ','; ++*to)
		;
	for (i = *from; i + 1 < end; i++)
		if ((frame_classes(l->v, b, i) & l->verbs) || (i < *to && !block_mark(b, i) && !(b->tokens.at[i].flags & (TOKEN_UPPER | TOKEN_MIXED | TOKEN_NUMBER)) &&
		    !(frame_classes(l->v, b, i) & l->infix)))
			return false;
	return *to > *from && *to - *from <= MAX_ALONE;
}

/* Written as names are: most words with a capital, or one word that is none of everybody's. */
static bool
is_name_shaped(const struct lister *l, const struct block *b, size_t from, size_t to)
{
	size_t capitals = 0, words = 0;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &b->tokens.at[i];
		if (t->flags & TOKEN_MARK) {
			if (strchr(",.?!;", block_mark(b, i)) && i + 1 < to && block_mark(b, i) != '.')
				return false;
			continue;
		}
		words++;
		capitals += (t->flags & (TOKEN_UPPER | TOKEN_MIXED)) != 0;
	}
	classes first = frame_classes(l->v, b, from);
	if (words == 1)
		return (b->tokens.at[from].flags & TOKEN_WORD) && !(first & (l->start | l->verbs));
	return capitals * 2 >= words && (b->tokens.at[from].flags & (TOKEN_UPPER | TOKEN_MIXED | TOKEN_NUMBER)) &&
	    !(words <= 3 && capitals == 1 && (first & (l->start | l->verbs)));
}

static unsigned *
times_seen(struct lister *l, struct str label)
{
	struct buf folded = { 0 };

	utf8_fold(&folded, label);
	uint32_t i = map_get(&l->labels, buf_str(&folded));
	if (i == MAP_NONE) {
		i = (uint32_t)l->n_seen++;
		map_put(&l->labels, buf_str(&folded), i);
	}
	buf_release(&folded);
	return &l->seen[i];
}

/* The known or found name that is just this span, else a name of its own. */
static const struct mention *
name_at(const struct lister *l, const struct block *b, size_t from, size_t to)
{
	for (size_t k = 0; k < b->n_mentions; k++)
		if (b->mention[k].from == from && b->mention[k].to == to)
			return &b->mention[k];
	struct mention *m = arena_alloc(l->a->arena, sizeof *m);
	*m = (struct mention){ .from = (uint32_t)from, .to = (uint32_t)to, .base_org = -1, .count = 1 };
	m->name = (struct name){ block_span(b, from, to), 0, -1, -1 };
	m->flags = frame_all_common(l->v, b, from, to) ? NAME_COMMON : 0u;
	m->name.key = name_key_of(m->name.text);
	return m;
}

static bool
may_begin(const struct block *b)
{
	return b->kind == BLOCK_ITEM || b->kind == BLOCK_TERM || b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_HEADING ||
	    b->kind == BLOCK_CELL;
}

/* Do the words of the label, all of everybody's, tell of a kind of technology? */
static bool
names_kind(const struct lister *l, const struct block *b, size_t from, size_t to)
{
	return frame_all_common(l->v, b, from, to) && (frame_classes_in(l->v, &b->tokens, from, to) & l->field);
}

/* "Backend: Rails": a label before a colon that stands twice, or that names a kind of thing. */
static bool
is_field(struct lister *l, const struct block *b, size_t from, size_t to)
{
	if (block_mark(b, to) != ':')
		return false;
	return *times_seen(l, block_span(b, from, to)) > 1 || (frame_classes(l->v, b, from) & l->start) || names_kind(l, b, from, to);
}

static void
count_labels(struct lister *l)
{
	size_t from, to;

	for (size_t i = FIRST_TEXT_BLOCK; i < l->a->n_blocks; i++) {
		const struct block *b = &l->a->block[i];
		if (may_begin(b) && label_span(b, &from, &to) && block_mark(b, to) == ':')
			++*times_seen(l, block_span(b, from, to));
	}
}

/* In a table the first cell of the row names the entry. */
static struct entry
cell_entry(const struct lister *l, size_t i)
{
	const struct block *all = l->a->block, *b = &all[i];
	size_t first = i, from, to;

	while (first > FIRST_TEXT_BLOCK && i - first < MAX_COLUMNS && all[first - 1].kind == BLOCK_CELL && all[first - 1].group == b->group &&
	    all[first - 1].row == b->row)
		first--;
	if (first < i)
		return (struct entry){ l->entry[first].name, (uint32_t)(i - first), l->entry[first].alone, false };
	if (str_eq(b->header, STR("th")) || !label_span(b, &from, &to) || !is_name_shaped(l, b, from, to))
		return (struct entry){ 0 };
	return (struct entry){ name_at(l, b, from, to), 0, to == b->tokens.n, false };
}

/* "Company: Acme": a field that names the entry; its name is [*from, *to). */
static bool
keyed_span(const struct lister *l, const struct block *b, size_t *from, size_t *to)
{
	size_t i = 0;

	while (i < b->tokens.n && i < 3 && !block_mark(b, i))
		i++;
	if (i == 0 || block_mark(b, i) != ':' || !(frame_classes(l->v, b, i - 1) & l->key) || (i > 1 && !(frame_classes(l->v, b, 0) & (l->key | l->start))))
		return false;
	*from = i + 1;
	for (i = *from; i < b->tokens.n && !sets_off(b, i) && !strchr(",;", block_mark(b, i) ? block_mark(b, i) : 'x'); i++)
		if (i - *from >= MAX_NAME)
			return false;
	*to = i;
	return *to > *from && (is_name_shaped(l, b, *from, *to) || *to == b->tokens.n);
}

struct entry *
entries_of(const struct article *a, const struct vocabulary *v)
{
	struct lister l = { .a = a, .v = v, .entry = arena_array(a->arena, a->n_blocks + 1, sizeof *l.entry) };
	struct entry open = { 0 };
	size_t from, to, since = 0;

	l.seen = arena_array(a->arena, a->n_blocks + 1, sizeof *l.seen);
	l.start = vocabulary_class(v, "START_WORD");
	l.verbs = vocabulary_class(v, "USE") | vocabulary_class(v, "BE") | vocabulary_class(v, "ORDER");
	l.field = vocabulary_class(v, "HEADER_TECHNOLOGY");
	l.infix = vocabulary_class(v, "NAME_INFIX");
	l.key = vocabulary_class(v, "ENTRY_KEY");
	count_labels(&l);
	for (size_t i = FIRST_TEXT_BLOCK; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		if (b->kind == BLOCK_CELL) {
			l.entry[i] = cell_entry(&l, i);
			continue;
		}
		bool keyed = (may_begin(b) || b->kind == BLOCK_QUOTE) && keyed_span(&l, b, &from, &to);
		bool sentence = !keyed && (b->kind == BLOCK_ITEM || b->kind == BLOCK_PARAGRAPH) && sentence_span(&l, b, &from, &to) && is_name_shaped(&l, b, from, to);
		bool begins = keyed || sentence || (may_begin(b) && label_span(b, &from, &to) && !is_field(&l, b, from, to) && is_name_shaped(&l, b, from, to));
		if (begins) {
			open = (struct entry){ name_at(&l, b, from, to), 0, to == b->tokens.n, false };
			since = i;
		} else if (b->kind == BLOCK_HEADING || i - since > MAX_DISTANCE)
			open = (struct entry){ 0 };
		l.entry[i] = open;
		l.entry[i].distance = (uint32_t)(i - since);
		l.entry[i].field = !keyed && may_begin(b) && label_span(b, &from, &to) && is_field(&l, b, from, to);
	}
	map_release(&l.labels);
	return l.entry;
}
