#include "protagonist.h"
#include "signatures.h"

#define MAX_LEVELS 8

struct framer {
	const struct article    *a;
	const struct vocabulary *v;
	struct frame            *f;
	bool listing_page;      /* a heading so far said whose users are listed */
	bool name_level[MAX_LEVELS]; /* most headings of the level are names and nothing else */
	classes start, verbs, users, listing, we, narrator, you, at, by, object;
};

static classes
look_up(const struct vocabulary *v, const struct block *b, size_t i)
{
	const uint32_t *values;
	size_t n;
	classes bits = 0;

	if (phrases_longest(v->words, &b->tokens, i, i + 1, &values, &n) == 1)
		for (size_t k = 0; k < n; k++)
			bits |= (classes)1 << values[k];
	return bits;
}

classes
frame_classes(const struct vocabulary *v, const struct block *b, size_t i)
{
	return b->word_classes ? ((const classes *)b->word_classes)[i] : look_up(v, b, i);
}

void
frame_note_classes(const struct vocabulary *v, struct block *b, struct arena *arena)
{
	classes *all = arena_array(arena, b->tokens.n + 1, sizeof *all);

	for (size_t i = 0; i < b->tokens.n; i++) {
		phrases_expect(v->words, &b->tokens, i + 6);
		all[i] = look_up(v, b, i);
	}
	b->word_classes = all;
}

bool
frame_any_class(const struct vocabulary *v, const struct block *b, size_t from, size_t to, classes want)
{
	for (size_t i = from; i < to && i < b->tokens.n; i++)
		if (frame_classes(v, b, i) & want)
			return true;
	return false;
}

bool
frame_all_common(const struct vocabulary *v, const struct block *b, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!(b->tokens.at[i].flags & TOKEN_MARK) && ((b->tokens.at[i].flags & (TOKEN_MIXED | TOKEN_CAPS)) ||
		    !(frame_classes(v, b, i) & v->common)))
			return false;
	return true;
}

classes
frame_classes_in(const struct vocabulary *v, const struct tokens *t, size_t from, size_t to)
{
	const struct phrases *tables[] = { v->words, v->frames };
	const uint32_t *values;
	size_t n;
	classes bits = 0;

	for (size_t i = from; i < to; i++)
		for (size_t table = 0; table < sizeof tables / sizeof *tables; table++)
			if (phrases_longest(tables[table], t, i, to, &values, &n))
				for (size_t k = 0; k < n; k++)
					bits |= (classes)1 << values[k];
	return bits;
}

/* Past "3.", "3)", "#3", "(3)" and bullets at the front. */
static size_t
skip_number(const struct block *b)
{
	size_t i = 0;

	while (i < b->tokens.n && (block_mark(b, i) || (i < 2 && (b->tokens.at[i].flags & TOKEN_NUMBER) && block_mark(b, i + 1))))
		i++;
	return i;
}

const struct mention *
frame_label(const struct vocabulary *v, const struct block *b)
{
	size_t i = skip_number(b);

	for (size_t k = 0; k < b->n_mentions; k++) {
		const struct mention *m = &b->mention[k];
		if (m->from < i)
			continue;
		if (m->from > i + 1 || (m->from == i + 1 && !str_ieq(token_text(b->text, &b->tokens.at[i]), STR("the"))))
			return NULL;
		if (!name_can_adopt(v, m) && m->name.org < 0 && !(m->flags & NAME_TECH_AMBIGUOUS))
			return NULL;
		if (m->to >= b->tokens.n)
			return m;
		char mark = block_mark(b, m->to);
		if (mark && m->to + 1 >= b->tokens.n)
			return m;
		return mark && strchr("-:(|,", mark) && !(b->tokens.at[m->to].flags & TOKEN_JOINED) ? m : NULL;
	}
	return NULL;
}

/* Does token I part a name from what is told of it: "Acme - a shop", "Acme, a shop"? */
static bool
sets_off(const struct block *b, size_t i)
{
	char mark = block_mark(b, i);

	if (b->tokens.at[i].flags & TOKEN_JOINED)
		return false;
	if (mark == ',' && i + 1 < b->tokens.n)
		return (b->tokens.at[i + 1].flags & (TOKEN_WORD | TOKEN_UPPER | TOKEN_MIXED)) == TOKEN_WORD;
	return mark && strchr("-:(|", mark);
}

/* In a list of users whatever stands before the dash, or alone, is a user's
 * name, whether it looks like one or not. */
static const struct mention *
set_off_label(const struct framer *r, const struct block *b)
{
	const struct mention *known = frame_label(r->v, b);
	size_t from = skip_number(b), to = from;

	while (to < b->tokens.n && !sets_off(b, to) && to - from < 12)
		to++;
	while (to > from && (b->tokens.at[to - 1].flags & TOKEN_MARK))
		to--;
	if (to == from || to - from > 9 || (known && known->to >= to))
		return known;
	if (to < b->tokens.n && !sets_off(b, to) && b->tokens.at[to].end < b->text.n)
		return known;           /* a sentence */
	if (frame_classes_in(r->v, &b->tokens, from, to) & r->verbs)
		return known;
	struct mention *m = arena_alloc(r->a->arena, sizeof *m);
	*m = (struct mention){ .from = (uint32_t)from, .to = (uint32_t)to, .base_org = -1 };
	m->name.text = block_span(b, from, to);
	m->name.key = name_key_of(m->name.text);
	m->name.tech = m->name.org = -1;
	return m;
}

/* A heading need not be a name only because it is capitalised. */
static bool
told_elsewhere(const struct mention *m)
{
	return m->count >= 2;
}

/* "Acme Flow Systems", "4chan": every word that is not small has a capital. */
static bool
looks_like_name(const struct framer *r, const struct block *b, const struct mention *m)
{
	unsigned capitals = 0;

	if (name_known(&m->name) && !(m->flags & (NAME_ORG_AMBIGUOUS | NAME_TECH_AMBIGUOUS)))
		return true;
	for (uint32_t i = m->from; i < m->to; i++) {
		const struct token *t = &b->tokens.at[i];
		if (t->flags & TOKEN_MARK)
			continue;
		if (t->flags & (TOKEN_UPPER | TOKEN_MIXED))
			capitals++;
		else if (t->end - t->start > 3 && m->to > m->from + 1)
			return false;
		else if (m->to == m->from + 1)
			return (t->flags & TOKEN_NUMBER) == 0 && b->tokens.n <= 2;
	}
	return capitals > 0 && !(m->to == m->from + 1 && (frame_classes(r->v, b, m->from) & (r->verbs | r->start)));
}

/* Of the first-level items from I on, are most set off names?  A long list is
 * judged by its beginning. */
static bool
lists_names(const struct framer *r, size_t i)
{
	const struct article *a = r->a;
	size_t items = 0, names = 0, known = 0, explained = 0;

	for (size_t k = i; k < a->n_blocks && k < i + 120; k++) {
		const struct block *b = &a->block[k];
		if (b->kind != BLOCK_ITEM && b->kind != BLOCK_TERM)
			break;
		if (b->kind == BLOCK_ITEM && b->level > 1)
			continue;
		const struct mention *m = set_off_label(r, b);
		items++;
		names += m && looks_like_name(r, b, m);
		known += m && m->name.org >= 0 && !(m->flags & NAME_ORG_AMBIGUOUS);
		explained += m && m->to < b->tokens.n && block_mark(b, m->to) == ':';
	}
	/* "Scalability: ..." explains a topic; users are set off by a dash or bare. */
	if (explained * 2 > items && known * 4 < items)
		return false;
	return items >= 2 ? names * 10 >= items * 6 : known > 0;
}

/* "Leaving Acme", "from Acme to Zed": a heading tells what is done with it, not what it does. */
static bool
is_object(const struct framer *r, const struct block *b, const struct mention *m)
{
	return m->from > 0 && (frame_classes(r->v, b, m->from - 1) & r->object);
}

/* "Orvanta", "Pellagrin", "Wexlow": one of several headings that are names, each its section's. */
static bool
is_name_heading(const struct framer *r, const struct block *b)
{
	return b->level < MAX_LEVELS && r->name_level[b->level];
}

static void
note_name_headings(struct framer *r)
{
	unsigned headings[MAX_LEVELS] = { 0 }, names[MAX_LEVELS] = { 0 };

	for (size_t i = FIRST_TEXT_BLOCK; i < r->a->n_blocks; i++) {
		const struct block *b = &r->a->block[i];
		if (b->kind != BLOCK_HEADING || b->level >= MAX_LEVELS)
			continue;
		const struct mention *m = frame_label(r->v, b);
		headings[b->level]++;
		names[b->level] += m && m->to >= b->tokens.n && b->n_mentions == 1 && !name_is_tool(m) && name_can_adopt(r->v, m) && !(m->flags & NAME_COMMON);
	}
	for (size_t k = 0; k < MAX_LEVELS; k++)
		r->name_level[k] = names[k] >= 3 && names[k] * 5 >= headings[k] * 3;
}

/* The adopter that a heading names: one that is all of it, or the only
 * organisation in it, if no other name stands there that the article goes on about. */
static const struct mention *
heading_adopter(const struct framer *r, const struct block *b)
{
	const struct mention *label = frame_label(r->v, b), *found = NULL;
	bool other = false;
	size_t i = skip_number(b);

	bool believed = label && (name_known(&label->name) || r->listing_page || i > 0 || told_elsewhere(label) || is_name_heading(r, b));
	if (believed && label->to >= b->tokens.n)
		return label;
	if (believed && (label->name.org >= 0 || i > 0))
		return label;
	for (size_t k = 0; k < b->n_mentions; k++) {
		const struct mention *m = &b->mention[k];
		bool adopter = m->name.org >= 0 && name_can_adopt(r->v, m) && m->name.tech < 0;
		/* "Python at Acme" names Acme, known or not. */
		if (!name_known(&m->name) && m->from > 0 && (frame_classes(r->v, b, m->from - 1) & r->at))
			adopter = true;
		if (is_object(r, b, m))
			continue;
		other |= !adopter && !name_is_tool(m) && name_can_adopt(r->v, m) && told_elsewhere(m) && !(m->flags & NAME_COMMON);
		if (!adopter)
			continue;
		if (found && found->name.key != m->name.key)
			return NULL;
		found = m;
	}
	return other ? NULL : found;
}

static bool
used_here(const struct framer *r, const struct mention *m)
{
	return name_is_tool(m) && name_can_be_used(r->v, m);
}

/* The technologies of a heading that says whose users follow, as a run of B's
 * mentions; 0 if it is not such a heading. */
static size_t
heading_topic(const struct framer *r, const struct block *b, const struct mention **first)
{
	const struct mention *used = NULL;
	classes c = frame_classes_in(r->v, &b->tokens, 0, b->tokens.n);

	for (size_t k = 0; k < b->n_mentions && !used; k++)
		if (used_here(r, &b->mention[k]))
			used = &b->mention[k];
	if (used && (c & (r->users | r->listing)))
		*first = used;
	else if (!used && (c & r->listing) && r->f->dominant)
		*first = r->f->dominant;
	else
		return 0;
	return 1;
}

/* ---- voices ------------------------------------------------------------ */

static void
count_voices(struct framer *r)
{
	const struct article *a = r->a;
	unsigned you = 0, several = 0, sentences = 0;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		if (b->kind == BLOCK_CODE)
			continue;
		for (size_t k = 0; k < b->n_sentences; k++) {
			classes c = 0;
			bool we = false;
			for (uint32_t t = b->sentence[k].from; t < b->sentence[k].to; t++) {
				classes one = frame_classes(r->v, b, t);
				we |= (one & r->we) && !(one & r->narrator);
				c |= one;
			}
			several += we;
			r->f->first_person += (c & r->we) != 0;
			you += (c & r->you) != 0;
			sentences++;
		}
	}
	r->f->own_voice = r->f->first_person >= 3 && r->f->first_person * 12 >= sentences;
	r->f->own_post = r->f->own_voice && several >= 3 && several * 5 >= r->f->first_person;
	r->f->advice = you >= 5 && you * 6 >= sentences && you > r->f->first_person * 2;
}

/* ---- scopes ------------------------------------------------------------ */

struct open_heading { const struct block *b; const struct mention *adopter, *topic, *named; size_t n_topics; };

static void
scope_of_headings(struct scope *s, const struct open_heading *open, size_t n)
{
	for (size_t k = n; k-- > 0;) {
		if (!s->named)
			s->named = open[k].named;
		if (!s->adopter && open[k].adopter) {
			s->adopter = open[k].adopter;
			s->adopter_block = open[k].b;
			s->from = SCOPE_HEADING;
		}
		if (!s->topic && open[k].n_topics) {
			s->topic = open[k].topic;
			s->n_topics = open[k].n_topics;
			s->topic_block = open[k].b;
		}
	}
}

/* The first name of a heading that may be an adopter's, believed or not. */
static const struct mention *
heading_name(const struct framer *r, const struct block *b)
{
	for (size_t k = 0; k < b->n_mentions; k++)
		if (name_can_adopt(r->v, &b->mention[k]) && (b->mention[k].name.org >= 0 || !name_is_tool(&b->mention[k])))
			return &b->mention[k];
	return NULL;
}

static size_t
open_heading(struct framer *r, const struct block *b, struct open_heading *open, size_t n)
{
	while (n > 0 && open[n - 1].b->level >= b->level)
		n--;
	if (n == 8)
		n--;
	open[n] = (struct open_heading){ .b = b };
	open[n].adopter = heading_adopter(r, b);
	open[n].named = heading_name(r, b);
	if (!open[n].adopter)
		open[n].n_topics = heading_topic(r, b, &open[n].topic);
	r->listing_page |= open[n].n_topics > 0;
	return n + 1;
}

#define MAX_LEAD 14     /* tokens of a line that heads a list without being marked as a heading */

static bool
ends_with_colon(const struct block *b)
{
	return b && b->tokens.n && block_mark(b, b->tokens.n - 1) == ':';
}

/* A paragraph that ends with a colon speaks for the list below it, and so does
 * a line, or the last entry of a menu, that says whose users follow. */
static bool
leads_in(const struct framer *r, const struct block *b)
{
	const struct mention *topic;

	if (b->kind == BLOCK_PARAGRAPH && ends_with_colon(b))
		return true;
	char last = b->tokens.n ? block_mark(b, b->tokens.n - 1) : '.';
	return b->tokens.n <= MAX_LEAD && last != '.' && last != '!' && heading_topic(r, b, &topic);
}

/* Below the first level of a list only a known name is a label: the rest says
 * more about the one above. */
static const struct mention *
own_label(const struct framer *r, const struct block *b, bool users, size_t level)
{
	if (users && level == 1)
		return set_off_label(r, b);
	const struct mention *m = frame_label(r->v, b);
	if (!m || m->name.org >= 0)
		return m;
	if (m->name.tech >= 0)
		return NULL;            /* a list of technologies */
	return level == 1 && told_elsewhere(m) ? m : NULL;
}

/* "Built by: Acme": a line on who made it, though it looks like a heading. */
static bool
is_credit(const struct framer *r, const struct block *b)
{
	for (size_t i = 1; i < b->tokens.n && i < 4; i++)
		if (block_mark(b, i) == ':')
			return (frame_classes(r->v, b, i - 1) & r->by) != 0;
	return false;
}

static void
set_scopes(struct framer *r)
{
	const struct article *a = r->a;
	struct open_heading open[8];
	const struct mention *label[8] = { NULL };
	const struct block *label_block[8] = { NULL }, *lead = NULL, *caption = NULL;
	size_t n_open = 0, sections = 0;
	bool names_listed = false;
	uint64_t seen = 0;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		struct scope *s = &r->f->scope[i];
		if (b->kind == BLOCK_HEADING && !is_credit(r, b)) {
			scope_of_headings(s, open, n_open);
			n_open = open_heading(r, b, open, n_open);
			if (open[n_open - 1].adopter && open[n_open - 1].adopter->name.key != seen) {
				seen = open[n_open - 1].adopter->name.key;
				sections++;
			}
			memset(label, 0, sizeof label);
			/* "A to Z" and the like stand between a list and the line that heads it. */
			if (open[n_open - 1].adopter || open[n_open - 1].n_topics || ends_with_colon(lead))
				lead = NULL;
			continue;
		}
		scope_of_headings(s, open, n_open);
		if (b->kind == BLOCK_CAPTION)
			caption = b;
		/* A table's caption heads its cells. */
		if (b->kind == BLOCK_CELL && caption && caption->group == b->group && heading_topic(r, caption, &s->topic)) {
			s->n_topics = 1;
			s->topic_block = caption;
		}
		if (b->kind == BLOCK_PARAGRAPH) {
			if (leads_in(r, b))
				lead = b;
			else if (b->tokens.n > 2 * MAX_LEAD || ends_with_colon(lead))
				lead = NULL;
			memset(label, 0, sizeof label);
			continue;
		}
		if (b->kind == BLOCK_TERM || b->kind == BLOCK_ITEM) {
			if (leads_in(r, b) && !frame_label(r->v, b)) {
				lead = b;
				continue;
			}
			if (lead && heading_topic(r, lead, &s->topic)) {
				s->n_topics = 1;
				s->topic_block = lead;
			}
			size_t level = b->kind == BLOCK_TERM ? 1 : b->level < 1 ? 1 : b->level > 7 ? 7 : b->level;
			bool first = i == 0 || (a->block[i - 1].kind != BLOCK_ITEM && a->block[i - 1].kind != BLOCK_TERM);
			if (first)
				names_listed = s->topic && lists_names(r, i);
			label[level] = own_label(r, b, names_listed, level);
			label_block[level] = b;
			for (size_t k = level + 1; k < 8; k++)
				label[k] = NULL;
			for (size_t k = level + 1; k-- > 1;)
				if (label[k]) {
					s->adopter = label[k];
					s->adopter_block = label_block[k];
					s->from = SCOPE_LABEL;
					break;
				}
		} else if (b->kind == BLOCK_DEFINITION && label[1]) {
			s->adopter = label[1];
			s->adopter_block = label_block[1];
			s->from = SCOPE_LABEL;
		}
	}
	r->f->many_adopters = sections >= 3;
}

/* The technology that the site is called after, or the page. */
static const struct mention *
bearer(const struct framer *r)
{
	for (size_t i = 0; i < r->a->n_blocks && i <= FIRST_TEXT_BLOCK; i++) {
		const struct block *b = &r->a->block[i];
		for (size_t k = 0; (b->of_page || article_titles(r->a, i)) && k < b->n_mentions; k++)
			if (used_here(r, &b->mention[k]))
				return &b->mention[k];
	}
	return NULL;
}

#define INTRODUCTION 4          /* blocks of text in which a page says what it is about */

/* A list of users need not repeat whose: the technology that the article names by far most often; or most often, and in
 * its first words; or that the site is called after. */
static void
find_dominant(struct framer *r)
{
	const struct article *a = r->a;
	unsigned *count = arena_array(a->arena, r->v->lexicon->n[LEXICON_TECHNOLOGIES] + 1, sizeof *count), all = 0, most = 0;
	const struct mention *best = NULL, *first = NULL;

	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++) {
			const struct mention *m = &a->block[i].mention[k];
			if (!used_here(r, m))
				continue;
			unsigned n = m->name.tech >= 0 ? ++count[m->name.tech] : m->count;
			all++;
			first = !first && i < FIRST_TEXT_BLOCK + INTRODUCTION ? m : first;
			if (n > most) {
				best = m;
				most = n;
			}
		}
	if (most >= 4 && most * 5 >= all * 2)
		r->f->dominant = best;
	else if (most >= 3 && first && first->name.tech >= 0 && count[first->name.tech] == most)
		r->f->dominant = first;
	else
		r->f->dominant = bearer(r);
}

/* A page of cards: most headings below one on users are nothing but a name. */
static void
note_cards(struct framer *r)
{
	size_t headings = 0, names = 0;

	for (size_t i = FIRST_TEXT_BLOCK; i < r->a->n_blocks; i++) {
		const struct block *b = &r->a->block[i];
		if (b->kind != BLOCK_HEADING || !r->f->scope[i].topic)
			continue;
		const struct mention *m = frame_label(r->v, b);
		headings++;
		names += m && m->to >= b->tokens.n && looks_like_name(r, b, m);
	}
	r->f->cards = headings >= 5 && names * 10 >= headings * 7;
}

/* Are most of the page's items names below a heading on users? */
static void
note_lists(struct framer *r)
{
	size_t items = 0, known = 0, blocks = 0;

	for (size_t i = 0; i < r->a->n_blocks; i++) {
		const struct block *b = &r->a->block[i];
		const struct scope *s = &r->f->scope[i];
		blocks += b->kind != BLOCK_HEADING;
		if (b->kind != BLOCK_ITEM || b->level > 1 || !s->topic || s->adopter_block != b)
			continue;
		items++;
		known += s->adopter->name.org >= 0 && !(s->adopter->flags & NAME_ORG_AMBIGUOUS);
	}
	r->f->lists_users = items >= 8 && items * 2 >= blocks && known * 8 >= items;
}

static void
read_title(struct framer *r)
{
	const struct article *a = r->a;

	for (size_t i = 0; i < a->n_blocks && i < FIRST_TEXT_BLOCK + 3; i++) {
		const struct block *b = &a->block[i];
		if (b->kind != BLOCK_HEADING)
			continue;
		for (size_t k = 0; k < b->n_mentions; k++)
			if (used_here(r, &b->mention[k])) {
				r->f->title_tech = &b->mention[k];
				r->f->n_title_techs = 1;
				return;
			}
	}
}

static void
note_entry_share(struct framer *r)
{
	size_t n = 0;

	for (size_t i = FIRST_TEXT_BLOCK; i < r->a->n_blocks; i++)
		n += r->f->entry[i].name && r->f->entry[i].distance == 0;
	r->f->entry_share = (float)n / (float)(r->a->n_blocks - FIRST_TEXT_BLOCK + 1);
}

struct frame *
frame_of(const struct article *a, const struct vocabulary *v)
{
	struct framer r = { .a = a, .v = v, .f = arena_alloc(a->arena, sizeof *r.f) };

	r.users = vocabulary_class(v, "USERS");
	r.start = vocabulary_class(v, "START_WORD");
	r.verbs = vocabulary_class(v, "USE") | vocabulary_class(v, "BUILT") | vocabulary_class(v, "BE") | vocabulary_class(v, "POWER");
	r.listing = vocabulary_class(v, "LISTING");
	r.we = vocabulary_class(v, "WE");
	r.narrator = vocabulary_class(v, "NARRATOR");
	r.you = vocabulary_class(v, "YOU");
	r.at = vocabulary_class(v, "AT");
	r.by = vocabulary_class(v, "BY");
	r.object = ((vocabulary_class(v, "INTO") | vocabulary_class(v, "OBLIQUE")) &
	    ~(r.at | vocabulary_class(v, "BYAT") | vocabulary_class(v, "OF"))) | vocabulary_class(v, "USE") | vocabulary_class(v, "ADOPT") |
	    vocabulary_class(v, "REPLACE") | vocabulary_class(v, "LEAVE") | vocabulary_class(v, "MOVE");
	r.f->scope = arena_array(a->arena, a->n_blocks + 1, sizeof *r.f->scope);
	find_dominant(&r);
	count_voices(&r);
	note_name_headings(&r);
	set_scopes(&r);
	note_lists(&r);
	note_cards(&r);
	protagonist_find(a, v, r.f);
	read_title(&r);
	r.f->entry = entries_of(a, v);
	signatures_note(a, v, r.f);
	note_entry_share(&r);
	return r.f;
}
