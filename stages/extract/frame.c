#include "frame.h"

#include "../common/utf8.h"

struct framer {
	const struct article    *a;
	const struct vocabulary *v;
	struct frame            *f;
	classes users, we, you, staff, at;
};

classes
frame_classes(const struct vocabulary *v, const struct block *b, size_t i)
{
	const uint32_t *values;
	size_t n;
	classes bits = 0;

	if (phrases_longest(v->words, &b->tokens, i, i + 1, &values, &n) == 1)
		for (size_t k = 0; k < n; k++)
			bits |= UINT64_C(1) << values[k];
	return bits;
}

/* All classes of words and phrases in the tokens [from, to) of B. */
static classes
classes_in(const struct vocabulary *v, const struct block *b, size_t from, size_t to)
{
	const uint32_t *values;
	size_t n;
	classes bits = 0;

	for (size_t i = from; i < to; i++)
		if (phrases_longest(v->words, &b->tokens, i, to, &values, &n))
			for (size_t k = 0; k < n; k++)
				bits |= UINT64_C(1) << values[k];
	return bits;
}

static char
mark_at(const struct block *b, size_t i)
{
	return i < b->tokens.n && (b->tokens.at[i].flags & TOKEN_MARK) ? b->text.p[b->tokens.at[i].start] : 0;
}

/* Past "3.", "3)", "#3", "(3)" and bullets at the front. */
static size_t
skip_number(const struct block *b)
{
	size_t i = 0;

	while (i < b->tokens.n && (mark_at(b, i) || (i < 2 && (b->tokens.at[i].flags & TOKEN_NUMBER) && mark_at(b, i + 1))))
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
		if (!name_can_adopt(v, m) && !(m->name.org >= 0))
			return NULL;
		if (m->to >= b->tokens.n)
			return m;
		struct str next = token_text(b->text, &b->tokens.at[m->to]);
		if (m->to + 1 >= b->tokens.n && (b->tokens.at[m->to].flags & TOKEN_MARK))
			return m;
		bool set_off = str_eq(next, STR("-")) || str_eq(next, STR(":")) || str_eq(next, STR("\u2013")) ||
		    str_eq(next, STR("\u2014")) || str_eq(next, STR("(")) || str_eq(next, STR("|")) || str_eq(next, STR(","));
		return set_off && !(b->tokens.at[m->to].flags & TOKEN_JOINED) ? m : NULL;
	}
	return NULL;
}

/* The adopter that a heading names: one that is all of it, or the only
 * organisation in it. */
static const struct mention *
heading_adopter(const struct framer *r, const struct block *b)
{
	const struct mention *label = frame_label(r->v, b), *found = NULL;
	size_t i = skip_number(b);

	if (label && label->to >= b->tokens.n)
		return label;
	if (label && (label->name.org >= 0 || i > 0))
		return label;
	for (size_t k = 0; k < b->n_mentions; k++) {
		const struct mention *m = &b->mention[k];
		bool adopter = m->name.org >= 0 && name_can_adopt(r->v, m) && m->name.tech < 0;
		/* "Python at Acme" names Acme, known or not. */
		if (!name_known(&m->name) && m->from > 0 && (frame_classes(r->v, b, m->from - 1) & r->at))
			adopter = true;
		if (!adopter)
			continue;
		if (found && found->name.key != m->name.key)
			return NULL;
		found = m;
	}
	return found;
}

static bool
used_here(const struct framer *r, const struct mention *m)
{
	return m->name.tech >= 0 && name_can_be_used(r->v, m);
}

/* The technologies of a heading that says whose users follow, as a run of B's
 * mentions; 0 if it is not such a heading. */
static size_t
heading_topic(const struct framer *r, const struct block *b, const struct mention **first)
{
	size_t n = 0;

	for (size_t k = 0; k < b->n_mentions; k++)
		if (used_here(r, &b->mention[k])) {
			if (n == 0)
				*first = &b->mention[k];
			n++;
			break;
		}
	if (n == 0 || !(classes_in(r->v, b, 0, b->tokens.n) & r->users))
		return 0;
	return n;
}

/* ---- the article's company --------------------------------------------- */

struct tally { struct mention m; double score; unsigned count; };

static struct tally *
tally_of(struct tally *all, size_t *n, size_t max, const struct mention *m)
{
	for (size_t i = 0; i < *n; i++)
		if (all[i].m.name.key == m->name.key ||
		    (m->name.org >= 0 && all[i].m.name.org == m->name.org))
			return &all[i];
	if (*n == max)
		return NULL;
	all[*n] = (struct tally){ .m = *m };
	return &all[(*n)++];
}

static double
mention_weight(const struct framer *r, const struct block *b, const struct mention *m, size_t block_index)
{
	double w = 0.25;
	classes before = m->from > 0 ? frame_classes(r->v, b, m->from - 1) : 0;
	classes further = m->from > 1 ? frame_classes(r->v, b, m->from - 2) : 0;

	if ((before & r->at) && (further & r->staff))
		w += 1.5;               /* "engineer at X" */
	else if (before & r->at)
		w += 0.2;
	if (m->to < b->tokens.n && (frame_classes(r->v, b, m->to) & r->staff))
		w += 0.5;               /* "X engineers" */
	if (block_index < 4)
		w += 0.5;
	return w;
}

static void
find_company(struct framer *r)
{
	const struct article *a = r->a;
	enum { MAX = 200 };
	struct tally *all = arena_array(a->arena, MAX, sizeof *all);
	size_t n = 0, best = 0, second = MAX;
	struct buf site = { 0 };

	utf8_fold(&site, a->site);
	uint64_t site_key = a->site.n ? token_hash(buf_str(&site)) : 0;
	buf_release(&site);
	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		bool title = b->kind == BLOCK_HEADING && (i < 3 || str_eq(b->text, a->title));
		for (size_t k = 0; k < b->n_mentions; k++) {
			const struct mention *m = &b->mention[k];
			if (!name_can_adopt(r->v, m) || (m->name.org < 0 && m->name.tech >= 0))
				continue;
			struct tally *t = tally_of(all, &n, MAX, m);
			if (!t)
				continue;
			double w = mention_weight(r, b, m, i) * (m->name.org >= 0 ? 1 : 0.6);
			if (title)
				w += m->name.org >= 0 ? 3 : 1.5;
			if (m->name.key == site_key)
				w += t->count == 0 ? 3 : 0;
			t->score += w;
			t->count++;
		}
	}
	for (size_t i = 1; i < n; i++)
		if (all[i].score > all[best].score) {
			second = best;
			best = i;
		} else if (second == MAX || all[i].score > all[second].score)
			second = i;
	if (n == 0)
		return;
	double margin = all[best].score - (second < n ? all[second].score : 0);
	if (all[best].score >= 3 && margin >= 1) {
		r->f->company = all[best].m;
		r->f->has_company = true;
		r->f->strong_company = all[best].score >= 6 && margin >= 3;
	}
}

static void
count_voices(struct framer *r)
{
	const struct article *a = r->a;
	unsigned you = 0, sentences = 0;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		if (b->kind == BLOCK_CODE)
			continue;
		for (size_t k = 0; k < b->n_sentences; k++) {
			classes c = classes_in(r->v, b, b->sentence[k].from, b->sentence[k].to);
			r->f->first_person += (c & r->we) != 0;
			you += (c & r->you) != 0;
			sentences++;
		}
	}
	r->f->own_voice = r->f->first_person >= 3 && r->f->first_person * 12 >= sentences;
	r->f->advice = you >= 5 && you * 6 >= sentences && you > r->f->first_person * 2;
}

/* ---- scopes ------------------------------------------------------------ */

struct open_heading { const struct block *b; const struct mention *adopter, *topic; size_t n_topics; };

static void
scope_of_headings(struct scope *s, const struct open_heading *open, size_t n)
{
	for (size_t k = n; k-- > 0;) {
		if (!s->adopter && open[k].adopter && !open[k].n_topics) {
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

static size_t
open_heading(struct framer *r, const struct block *b, struct open_heading *open, size_t n)
{
	while (n > 0 && open[n - 1].b->level >= b->level)
		n--;
	if (n == 8)
		n--;
	open[n] = (struct open_heading){ .b = b };
	open[n].n_topics = heading_topic(r, b, &open[n].topic);
	open[n].adopter = heading_adopter(r, b);
	return n + 1;
}

/* A paragraph that ends with a colon speaks for the list below it. */
static bool
leads_in(const struct block *b)
{
	return b->tokens.n && mark_at(b, b->tokens.n - 1) == ':';
}

static void
set_scopes(struct framer *r)
{
	const struct article *a = r->a;
	struct open_heading open[8];
	const struct mention *label[8] = { NULL };
	const struct block *label_block[8] = { NULL }, *lead = NULL;
	size_t n_open = 0, sections = 0;
	uint64_t seen = 0;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		struct scope *s = &r->f->scope[i];
		if (b->kind == BLOCK_HEADING) {
			scope_of_headings(s, open, n_open);
			n_open = open_heading(r, b, open, n_open);
			if (open[n_open - 1].adopter && open[n_open - 1].adopter->name.key != seen) {
				seen = open[n_open - 1].adopter->name.key;
				sections++;
			}
			memset(label, 0, sizeof label);
			lead = NULL;
			continue;
		}
		scope_of_headings(s, open, n_open);
		if (b->kind == BLOCK_PARAGRAPH) {
			lead = leads_in(b) ? b : NULL;
			memset(label, 0, sizeof label);
			continue;
		}
		if (b->kind == BLOCK_TERM || b->kind == BLOCK_ITEM) {
			size_t level = b->kind == BLOCK_TERM ? 1 : b->level < 1 ? 1 : b->level > 7 ? 7 : b->level;
			label[level] = frame_label(r->v, b);
			label_block[level] = b;
			for (size_t k = level + 1; k < 8; k++)
				label[k] = NULL;
			if (lead && heading_topic(r, lead, &s->topic)) {
				s->n_topics = 1;
				s->topic_block = lead;
			}
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

static void
read_title(struct framer *r)
{
	const struct article *a = r->a;

	for (size_t i = 0; i < a->n_blocks && i < 3; i++) {
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

struct frame *
frame_of(const struct article *a, const struct vocabulary *v)
{
	struct framer r = { .a = a, .v = v, .f = arena_alloc(a->arena, sizeof *r.f) };

	r.users = vocabulary_class(v, "USERS");
	r.we = vocabulary_class(v, "WE");
	r.you = vocabulary_class(v, "YOU");
	r.staff = vocabulary_class(v, "STAFF");
	r.at = vocabulary_class(v, "AT");
	r.f->scope = arena_array(a->arena, a->n_blocks + 1, sizeof *r.f->scope);
	count_voices(&r);
	set_scopes(&r);
	find_company(&r);
	read_title(&r);
	return r.f;
}
