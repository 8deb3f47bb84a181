#include "names.h"

#include "../common/utf8.h"
#include "coined.h"
#include "name_run.h"
#include "short_names.h"
#include "told_names.h"
#include "typing.h"

/* What the words [from, to) tell of the name that they are. */
static uint32_t
flags_of_words(const struct finder *f, size_t from, size_t to)
{
	return (frame_all_common(f->v, f->b, from, to) ? NAME_COMMON : 0u) |
	    (to > from + 1 && (classes_at(f, to - 1) & f->press) ? NAME_PRESS : 0u);
}

static void
push(struct finder *f, struct mention m)
{
	m.flags |= flags_of_words(f, m.from, m.to);
	if (f->n == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 2;
		struct mention *more = arena_array(f->a->arena, cap, sizeof *more);
		if (f->n)
			memcpy(more, f->out, f->n * sizeof *more);
		f->out = more;
		f->cap = cap;
	}
	f->out[f->n++] = m;
}

uint64_t
name_key_of(struct str text)
{
	struct buf folded = { 0 };

	utf8_fold(&folded, text);
	uint64_t key = token_hash(buf_str(&folded));
	buf_release(&folded);
	return key;
}

/* The words [from, to) as a name of no table. */
static struct name
unknown_name(const struct finder *f, size_t from, size_t to)
{
	struct str text = span(f, from, to);

	return (struct name){ text, name_key_of(text), -1, -1 };
}

static void
push_unknown(struct finder *f, size_t from, size_t to)
{
	push(f, (struct mention){ .from = (uint32_t)from, .to = (uint32_t)to, .base_org = -1, .name = unknown_name(f, from, to) });
}

/* ---- known names ------------------------------------------------------- */

static bool
has_upper(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

static bool
has_lower(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return true;
	return false;
}

/* Does the text TEXT stand for the lexicon's FORM, by its case? */
static bool
case_fits(const struct lexicon_entry *entry, const struct lexicon_form *form, struct str text)
{
	if (str_eq(text, form->text))
		return true;
	/* Marks matter in what is short: C is not C--. */
	if (form->text.n <= 4 && !str_ieq(text, form->text))
		return false;
	if (entry->table == LEXICON_TECHNOLOGIES) {
		return form->ambiguous || !entry->case_sensitive;
	}
	/* "WHO" is not "Who"; else an organisation's name is written with a capital,
	 * unless it has none. */
	if (form->text.n <= 5 && !has_lower(form->text))
		return false;
	return !has_upper(form->text) || has_upper(text);
}

struct reading { int entry; bool ambiguous, former, lower; };

static void
read_forms(const struct finder *f, const uint32_t *values, size_t n, struct str text, struct reading out[2])
{
	for (size_t i = 0; i < n; i++) {
		const struct form_ref *r = &f->v->form[values[i]];
		const struct lexicon_entry *entry = &f->v->lexicon->entry[r->table][r->entry];
		const struct lexicon_form *form = vocabulary_form(f->v, r);
		struct reading *best = &out[r->table];
		if (!case_fits(entry, form, text))
			continue;
		/* Of two owners the one that bears the name today, then the one that does
		 * not mark it as ambiguous, then the first. */
		if (best->entry < 0 || (best->former && !form->former) ||
		    (best->former == form->former && best->ambiguous && !form->ambiguous))
			*best = (struct reading){ (int)r->entry, form->ambiguous, form->former,
			    form->ambiguous && has_upper(form->text) && !has_upper(text) };
	}
}

bool
sentence_start(const struct finder *f, size_t i)
{
	if (i == 0)
		return true;
	const struct token *before = &f->b->tokens.at[i - 1];
	if (!(before->flags & TOKEN_MARK))
		return (before->flags & TOKEN_NUMBER) && i == 1;
	char mark = token_mark(f->b->text, before);
	return strchr(".!?:\"(-|*", mark) || (unsigned char)mark >= 0x80;
}

static size_t
find_known(struct finder *f, size_t i)
{
	const uint32_t *values;
	size_t n, length = phrases_longest(f->v->names, &f->b->tokens, i, f->b->tokens.n, &values, &n);
	struct reading r[N_LEXICON_TABLES] = { { .entry = -1 }, { .entry = -1 } };

	if (length == 0)
		return 0;
	struct str text = span(f, i, i + length);
	read_forms(f, values, n, text, r);
	if (r[LEXICON_TECHNOLOGIES].entry < 0 && r[LEXICON_ORGANISATIONS].entry < 0) {
		/* The longest form does not fit by its case; a shorter one may. */
		while (length > 1) {
			size_t shorter = phrases_longest(f->v->names, &f->b->tokens, i, i + length - 1, &values, &n);
			if (shorter == 0)
				return 0;
			length = shorter;
			text = span(f, i, i + length);
			read_forms(f, values, n, text, r);
			if (r[0].entry >= 0 || r[1].entry >= 0)
				break;
		}
		if (r[0].entry < 0 && r[1].entry < 0)
			return 0;
	}
	/* "But we ..." is no shop. */
	if (length == 1 && (r[LEXICON_ORGANISATIONS].ambiguous || r[LEXICON_TECHNOLOGIES].ambiguous) && sentence_start(f, i) &&
	    (classes_at(f, i) & f->conjunction) && !(f->b->tokens.at[i].flags & TOKEN_CAPS))
		return 0;
	/* "M-Pesa" is not M. */
	if (length == 1 && r[LEXICON_TECHNOLOGIES].ambiguous && text.n <= 2 && i + 1 < f->b->tokens.n && (f->b->tokens.at[i + 1].flags & TOKEN_JOINED) && is_capital(f, i + 1))
		return 0;
	/* "Cedar & Vale" is one house, whatever a tool is called. */
	if (length == 1 && (r[LEXICON_TECHNOLOGIES].entry < 0 || r[LEXICON_TECHNOLOGIES].ambiguous) &&
	    (r[LEXICON_ORGANISATIONS].entry < 0 || r[LEXICON_ORGANISATIONS].ambiguous) && block_mark(f->b, i + 1) == '&' &&
	    i + 2 < f->b->tokens.n && is_capital(f, i + 2) && !is_technology(f, i + 2) && has_upper(text))
		return 0;
	struct mention m = { .from = (uint32_t)i, .to = (uint32_t)(i + length), .base_org = -1 };
	m.name = (struct name){ text, name_key_of(text), r[LEXICON_TECHNOLOGIES].entry, r[LEXICON_ORGANISATIONS].entry };
	if (r[LEXICON_TECHNOLOGIES].ambiguous)
		m.flags |= NAME_TECH_AMBIGUOUS;
	if (r[LEXICON_ORGANISATIONS].ambiguous)
		m.flags |= NAME_ORG_AMBIGUOUS;
	if (r[LEXICON_TECHNOLOGIES].lower)
		m.flags |= NAME_LOWER;
	if (sentence_start(f, i))
		m.flags |= NAME_INITIAL;
	push(f, m);
	return length;
}

/* ---- ordinary words ---------------------------------------------------- */

static void
count_spellings(struct finder *f)
{
	size_t n = 16;

	for (size_t i = 0; i < f->a->n_blocks; i++)
		n += f->a->block[i].tokens.n;
	for (f->spelling_mask = 32; f->spelling_mask < n * 2; f->spelling_mask *= 2)
		;
	f->spelling = arena_array(f->a->arena, f->spelling_mask, sizeof *f->spelling);
	f->spelling_mask--;
	for (size_t i = 0; i < f->a->n_blocks; i++) {
		f->b = &f->a->block[i];
		for (size_t k = 0; k < f->b->tokens.n && f->b->kind != BLOCK_CODE; k++) {
			const struct token *t = &f->b->tokens.at[k];
			bool capital = t->flags & (TOKEN_UPPER | TOKEN_MIXED);
			if (!(t->flags & TOKEN_WORD))
				continue;
			struct spelling *s = spelling_of(f, t->hash);
			s->hash = t->hash;
			s->is_noun |= classes_at(f, k) != 0;
			s->all += capital;
			s->possessive += capital && block_possessive(f->b, k + 1);
			s->goes_on += capital && k + 1 < f->b->tokens.n && is_capital(f, k + 1);
			bool by_place = capital && (f->b->kind == BLOCK_HEADING || sentence_start(f, k));
			s->small += !capital;
			s->capital += capital && !by_place;
		}
	}
}

/* ---- names by their shape ---------------------------------------------- */

static bool
domain_shape(const struct finder *f, size_t i)
{
	static const char *const ends[] = { ".com", ".org", ".net", ".io", ".gov", ".edu", ".ai", ".co", ".app", ".dev",
	    ".de", ".uk", ".fr", ".nl", ".se", ".no", ".fi", ".at", ".be", ".it", ".es", ".pt", ".cz", ".sk", ".hu", ".ro", ".gr", ".ie", ".lt", ".lv", ".ee",
	    ".br", ".mx", ".ar", ".cl", ".cn", ".kr", ".za", ".nz", ".au", ".us", ".gg", ".sh", ".tv", ".me", ".fm", ".js", ".eu", ".ch", ".ca", ".dk", ".pl", ".jp", ".xyz", ".info", ".social",
	    ".cloud", ".zone", ".studio", ".games", ".blog", ".online", ".shop", ".tech", ".news", ".wiki", ".club", ".space", ".site",
	    ".world", ".health", ".museum", ".coop", NULL };

	const struct token *t = &f->b->tokens.at[i];
	return (t->flags & TOKEN_DOTTED) && str_ends_any(token_text(f->b->text, t), ends, 2);
}

/* "nuvio is a ...": a small word of nobody's that begins a paragraph is written so on purpose. */
static bool
is_small_name(const struct finder *f, size_t i)
{
	const struct tokens *t = &f->b->tokens;

	if (i > 0 || f->b->kind != BLOCK_PARAGRAPH || t->n < 6 || classes_at(f, i) || (t->at[i].flags & (TOKEN_UPPER | TOKEN_MIXED | TOKEN_DOTTED)) ||
	    t->at[i].end - t->at[i].start < 4)
		return false;
	struct str next = token_text(f->b->text, &t->at[1]);
	return (classes_at(f, 1) & (f->be | f->have)) || ((t->at[1].flags & TOKEN_WORD) && !token_clitic(f->b->text, &t->at[1]) && !is_capital(f, 1) && next.n > 3 && next.p[next.n - 1] == 's');
}

/* Endings of nouns and adverbs that begin sentences more often than they name. */
static bool
has_word_ending(struct str word)
{
	static const char *const ends[] = { "ly", "ing", "tion", "sion", "ment", "ments", "ness", "ity", "ogy", "ics", "ism",
	    "tions", "ance", "ence", "ships", "wards", NULL };

	return str_ends_any(word, ends, 3);
}

/* "Predictive Analytics", "Virtual Machines": capitals on words that are no
 * name, for their class or because the article writes them small more often. */
static bool
all_ordinary(const struct finder *f, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct token *t = &f->b->tokens.at[i];
		if (!(t->flags & TOKEN_WORD))
			continue;
		const struct spelling *s = spelling_of(f, t->hash);
		if ((t->flags & (TOKEN_MIXED | TOKEN_CAPS)) || domain_shape(f, i) ||
		    !((classes_at(f, i) & (f->ordinary | f->start_word | f->infix)) || s->small > s->capital || (s->small && f->titled)))
			return false;
	}
	return to > from + 1;
}

/* A person goes on with a verb of speech, or with a comma and an office. */
static bool
speaks(const struct finder *f, size_t i)
{
	const struct tokens *t = &f->b->tokens;

	if (i < t->n && (classes_at(f, i) & f->talk))
		return true;
	if (i + 1 >= t->n || !(t->at[i].flags & TOKEN_MARK) || !strchr(",(-", token_mark(f->b->text, &t->at[i])))
		return false;
	for (size_t k = i + 1; k < t->n && k < i + 5; k++)
		if (classes_at(f, k) & f->office)
			return true;
	return false;
}

/* "Hosts: Petra Lindahl and Sam Okoro", "written by Petra Lindahl" */
static bool
is_introduced(const struct finder *f, size_t i)
{
	if (i > 1 && block_word_is(f->b, i - 1, "by") && (block_word_is(f->b, i - 2, "written") || (classes_at(f, i - 2) & f->person_key)))
		return true;
	for (size_t k = 0; k < 3 && k + 1 < i && i < 16; k++)
		if (block_mark(f->b, k + 1) == ':')
			return (classes_at(f, k) & f->person_key) != 0;
	return false;
}

/* "University of Tarnwick", "Meteorological Service of Arvia": words of everybody's,
 * and a name behind "of". */
static bool
names_house(const struct finder *f, size_t i)
{
	const struct tokens *t = &f->b->tokens;
	size_t end = i;
	bool house = false;

	while (end < t->n && end < i + 3 && is_capital(f, end))
		house |= (classes_at(f, end++) & f->house) != 0;
	return house && end + 1 < t->n && is_infix(f, end) && is_capital(f, end + 1) && !(classes_at(f, end + 1) & f->not_name);
}

/* Are the words [from, to) a country or town of more words than one: "New Zealand"? */
static bool
is_country(const struct finder *f, size_t from, size_t to)
{
	const uint32_t *values;
	size_t n, length = to > from + 1 ? phrases_longest(f->v->words, &f->b->tokens, from, to, &values, &n) : 0;
	classes bits = 0;

	for (size_t k = 0; length && k < n; k++)
		bits |= (classes)1 << values[k];
	return length == to - from && (bits & f->country);
}

static bool
is_plural_acronym(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] < 'A' || s.p[i] > 'Z')
			return false;
	return s.n >= 3 && s.p[s.n - 1] == 's';
}

static size_t
find_unknown(struct finder *f, size_t i)
{
	const struct token *t = &f->b->tokens.at[i];
	struct str word = token_text(f->b->text, t);
	bool initial = sentence_start(f, i);
	size_t from = i, to;

	if (!(t->flags & TOKEN_WORD) || (t->flags & TOKEN_JOINED))
		return 0;
	bool small = is_small_name(f, i) || (spelling_of(f, t->hash)->is_coined && !is_capital(f, i));
	if (!is_capital(f, i) && !small && !(domain_shape(f, i) && word.n > 4))
		return 0;
	classes c = classes_at(f, i);
	if ((c & f->not_name) && !(t->flags & TOKEN_MIXED) && !((t->flags & TOKEN_CAPS) && i + 1 < f->b->tokens.n &&
	    is_capital(f, i + 1) && !(classes_at(f, i + 1) & (f->not_name | f->start_word))))
		return 0;
	/* "40 TB", "08:15 CEST" */
	if (i > 0 && (f->b->tokens.at[i - 1].flags & TOKEN_NUMBER) && (t->flags & TOKEN_CAPS) && word.n <= 4)
		return 0;
	bool house = names_house(f, i), anywhere = (initial || f->titled) && !house;
	if (initial && !house && !small && has_word_ending(word) && !(t->flags & (TOKEN_MIXED | TOKEN_CAPS)) &&
	    !(i + 1 < f->b->tokens.n && is_capital(f, i + 1)))
		return 0;
	if ((c & f->country) && !(i + 1 < f->b->tokens.n && is_capital(f, i + 1)))
		return 0;
	/* A word that the article writes small too may still begin a longer name. */
	bool begins = !f->titled && i + 1 < f->b->tokens.n && is_capital(f, i + 1) && !(classes_at(f, i + 1) & f->start_word);
	bool numbered = begins && (c & f->numeral) && !known_length(f, i + 1);
	/* "Open Kiln Foundation" */
	bool head = anywhere && (c & f->name_head) && i + 2 < f->b->tokens.n && run_end(f, i) >= i + 3 && (classes_at(f, run_end(f, i) - 1) & f->house);
	if (anywhere && !head && !small && !domain_shape(f, i) && (((c & (f->start_word | f->verb)) && !numbered) || (also_lower(f, t->hash) && !begins)) &&
	    !(t->flags & (TOKEN_MIXED | TOKEN_CAPS)))
		return 0;
	to = run_end(f, i);
	/* "Neighbouring Strath Ullen Water", "Compiling Wexlow" */
	if (initial && !f->titled && !house && to > i + (str_ends(word, STR("ing")) ? 1u : 2u) && has_word_ending(word) && spelling_of(f, t->hash)->capital == 0)
		from++;
	trim_run(f, &from, &to);
	if (is_country(f, from, to))
		return to - i;
	struct str text = span(f, from, to);
	bool plain = to == from + 1 && !(t->flags & (TOKEN_MIXED | TOKEN_CAPS));
	if (plain && (c & (f->ordinary | f->menu)) && !domain_shape(f, i))
		return to - i;
	if (plain && is_plural_acronym(text))
		return to - i;          /* "CSVs" */
	if (text.n <= 3 && text.p[0] >= '0' && text.p[0] <= '9')
		return to - i;          /* "3D", "4G" */
	if (to == from + 1 && (c & f->legal))
		return to - i;          /* "Inc. 500" */
	if (text.n < 2 || text.n > 80 || (to == from + 1 && (c & f->start_word) && !(t->flags & TOKEN_MIXED)) ||
	    (plain && !small && !domain_shape(f, i) && also_lower(f, t->hash)))
		return to - i;
	struct mention m = { .from = (uint32_t)from, .to = (uint32_t)to, .base_org = -1,
	    .flags = initial ? NAME_INITIAL : 0u };
	if (all_ordinary(f, from, to))
		return to - i;
	/* "Acme Engineering", "Acme Tech Blog": whose site it is. */
	while (m.to > m.from + 1 && (classes_at(f, m.to - 1) & f->site_word)) {
		m.to--;
		m.flags |= NAME_SITE;
	}
	/* "Jane Harlow", but "Jane Logistics" */
	if (m.to - m.from >= 2 && m.to - m.from <= 3 && !(classes_at(f, m.to - 1) & (f->house | f->firm)) &&
	    ((classes_at(f, m.from) & f->person) || speaks(f, m.to) || is_introduced(f, m.from)))
		m.flags |= NAME_PERSON;
	if (m.to == m.from + 1 && (c & f->alone) && !(t->flags & (TOKEN_MIXED | TOKEN_CAPS)))
		m.flags |= NAME_PERSON;
	m.name = unknown_name(f, m.from, m.to);
	push(f, m);
	return to - i;
}

/* "Kestrel Mail", "Storm Cellar Games", "Storm Meadow" where there is no Storm alone: no tool, but a
 * house that is called so. */
static bool
begins_house(const struct finder *f, const struct mention *m)
{
	size_t next = m->to;

	if (m->name.org >= 0 || !(m->flags & NAME_TECH_AMBIGUOUS) || (m->flags & NAME_LOWER) || next >= f->b->tokens.n)
		return false;
	if (classes_at(f, next) & f->house)
		return true;
	if (f->titled || !is_capital(f, next) || (classes_at(f, next) & (f->start_word | f->not_name | f->ordinary)))
		return false;
	const struct spelling *s = spelling_of(f, f->b->tokens.at[m->to - 1].hash);
	size_t end = run_end(f, next);
	return end - next >= 2 || (classes_at(f, end - 1) & (f->press | f->firm)) || s->goes_on == s->all;
}

/* "Land Registry of Tarnwick" is not what is called just "Land Registry". */
static bool
goes_on_with_of(const struct finder *f, const struct mention *m)
{
	return m->name.org >= 0 && frame_all_common(f->v, f->b, m->from, m->to) && (classes_at(f, m->to - 1) & f->house) && m->to + 1 < f->b->tokens.n &&
	    block_word_is(f->b, m->to, "of") && is_capital(f, m->to + 1) && !known_length(f, m->to + 1);
}

/* "Google SketchUp", "Amazon Prime Video": an organisation's name that goes on. */
static void
extend_known(struct finder *f)
{
	struct mention *m = &f->out[f->n - 1];
	size_t next = m->to, end;
	bool house = begins_house(f, m);

	if (goes_on_with_of(f, m)) {
		m->to = (uint32_t)run_end(f, m->to + 1);
		m->name = unknown_name(f, m->from, m->to);
		m->flags = (m->flags & NAME_INITIAL) | flags_of_words(f, m->from, m->to);
		return;
	}
	if ((m->name.org < 0 && !house) || next >= f->b->tokens.n || !is_capital(f, next) ||
	    (f->b->tokens.at[next].flags & TOKEN_GLUED) || (classes_at(f, next) & (f->not_name | f->legal)) ||
	    (!house && (classes_at(f, next) & f->start_word)))
		return;
	/* A technology behind it is a name of its own: "Spotify Python team". */
	if (known_length(f, next))
		return;
	if (!house && f->b->kind == BLOCK_HEADING && !(classes_at(f, next) & f->country) && (!(m->flags & NAME_ORG_AMBIGUOUS) || (classes_at(f, next) & f->verb)))
		return;
	end = run_end(f, next);
	size_t from = m->from;
	trim_run(f, &from, &end);
	while (end > next && (classes_at(f, end - 1) & f->site_word)) {
		end--;
		m->flags |= NAME_SITE;
	}
	if (end <= next)
		return;
	/* "Foxglove Books": what begins with a word that is also a name is no part
	 * of that organisation. */
	bool owned = !house && !(m->flags & NAME_ORG_AMBIGUOUS);
	m->base_org = owned ? m->name.org : -1;
	m->to = (uint32_t)end;
	m->flags = (m->flags & (NAME_INITIAL | NAME_SITE)) | (owned ? NAME_COMPOUND : 0u) | flags_of_words(f, m->from, end);
	m->name = unknown_name(f, m->from, end);
}

/* A heading in which words of everybody's are written small, so that capitals tell names. */
static bool
is_sentence_case(const struct finder *f)
{
	const struct tokens *t = &f->b->tokens;
	size_t small = 0, capital = 0;

	for (size_t i = 1; i < t->n; i++)
		if ((t->at[i].flags & TOKEN_WORD) && t->at[i].end - t->at[i].start > 3) {
			small += !(t->at[i].flags & (TOKEN_UPPER | TOKEN_MIXED));
			capital += (t->at[i].flags & (TOKEN_UPPER | TOKEN_MIXED)) != 0;
		}
	return small >= 2 && small >= capital;
}

/* A heading that is all capitals, which tell nothing. */
static bool
is_shouted(const struct finder *f)
{
	const struct tokens *t = &f->b->tokens;
	size_t words = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].flags & TOKEN_WORD) {
			if (!(t->at[i].flags & TOKEN_CAPS) && t->at[i].end - t->at[i].start > 1)
				return false;
			words++;
		}
	return words >= 3;
}

/* In capitals only a name that is told elsewhere can be told from words, or what follows "at". */
static size_t
find_shouted(struct finder *f, size_t i)
{
	size_t end = i;

	if (i == 0 || !(classes_at(f, i - 1) & f->at))
		return 0;
	while (end < f->b->tokens.n && end < i + 5 && (f->b->tokens.at[end].flags & TOKEN_WORD) && !(classes_at(f, end) & f->start_word))
		end++;
	if (end == i)
		return 0;
	push_unknown(f, i, end);
	return end - i;
}

/* A name that the article tells whole elsewhere. */
static size_t
find_told(struct finder *f, const struct told_names *told, size_t i)
{
	size_t n = told_names_at(told, f, i);

	if (!n || known_length(f, i) >= n)
		return 0;
	/* "Acme Hosting Co-op" is not what is called "Acme Hosting". */
	if (i + n < f->b->tokens.n && is_capital(f, i + n) && !is_technology(f, i + n) && !(classes_at(f, i + n) & (f->start_word | f->not_name | f->legal)))
		return 0;
	push_unknown(f, i, i + n);
	return n;
}

static void
find_in_block(struct finder *f, const struct told_names *told, struct block *b)
{
	f->b = b;
	f->titled = b->kind == BLOCK_HEADING && !is_sentence_case(f);
	bool shouted = f->titled && is_shouted(f);
	f->out = NULL;
	f->n = f->cap = 0;
	for (size_t i = 0; i < b->tokens.n;) {
		size_t step = 0;
		phrases_expect(f->v->names, &b->tokens, i + 6);
		if (!(b->tokens.at[i].flags & TOKEN_MARK)) {
			bool the = i + 1 < b->tokens.n && block_word_is(b, i, "the") && told_names_at(told, f, i + 1);
			step = find_told(f, told, i);
			if (!step && !the && (step = find_known(f, i))) {
				extend_known(f);
				step = f->out[f->n - 1].to - i;
			} else if (!step && !the)
				step = shouted ? find_shouted(f, i) : find_unknown(f, i);
		}
		i += step ? step : 1;
	}
	b->mention = f->out;
	b->n_mentions = f->n;
}

/* The text first, for its capitals tell more; then headings. */
static void
find_in_blocks(struct finder *f)
{
	struct told_names told;

	told_names_begin(&told, f);
	for (int headings = 0; headings < 2; headings++) {
		if (headings)
			told_names_of_text(&told, f);
		for (size_t i = 0; i < f->a->n_blocks; i++)
			if (f->a->block[i].kind != BLOCK_CODE && (f->a->block[i].kind == BLOCK_HEADING) == headings)
				find_in_block(f, &told, &f->a->block[i]);
	}
	for (size_t i = 0; i < f->a->n_blocks; i++)
		for (size_t k = 0; k < f->a->block[i].n_mentions; k++)
			f->sure_technologies += f->a->block[i].mention[k].name.tech >= 0 &&
			    !(f->a->block[i].mention[k].flags & NAME_TECH_AMBIGUOUS);
}

void
names_find(struct article *a, const struct vocabulary *v)
{
	struct finder f = { .a = a, .v = v };

	f.start_word = vocabulary_class(v, "START_WORD");
	f.tail = vocabulary_class(v, "NAME_TAIL");
	f.house = vocabulary_class(v, "HOUSE");
	f.infix = vocabulary_class(v, "NAME_INFIX");
	f.not_name = vocabulary_class(v, "NOT_NAME");
	f.tech_noun = vocabulary_class(v, "TECH_NOUN");
	f.tech_prep = vocabulary_class(v, "TECH_PREP");
	f.use = vocabulary_class(v, "USE");
	f.legal = vocabulary_class(v, "LEGAL");
	f.press = vocabulary_class(v, "PRESS");
	f.firm = vocabulary_class(v, "FIRM");
	f.menu = vocabulary_class(v, "MENU");
	f.numeral = vocabulary_class(v, "NUMERAL");
	f.verb = f.use | vocabulary_class(v, "ADOPT") | vocabulary_class(v, "MOVE") | vocabulary_class(v, "BUILD") |
	    vocabulary_class(v, "POWER") | vocabulary_class(v, "REPLACE") | vocabulary_class(v, "LEAVE") |
	    vocabulary_class(v, "CREATE") | vocabulary_class(v, "BE");
	f.have = vocabulary_class(v, "HAVE");
	f.be = vocabulary_class(v, "BE");
	f.conjunction = vocabulary_class(v, "BREAK") | vocabulary_class(v, "JOIN");
	f.site_word = vocabulary_class(v, "SITE_WORD");
	f.talk = vocabulary_class(v, "TALK");
	f.office = vocabulary_class(v, "OFFICE");
	f.ordinary = vocabulary_class(v, "CODE") | vocabulary_class(v, "TOOL") | f.tech_noun | vocabulary_class(v, "ORDINARY");
	f.called = vocabulary_class(v, "CALLED");
	f.tool = vocabulary_class(v, "TOOL");
	f.country = vocabulary_class(v, "COUNTRY");
	f.person = vocabulary_class(v, "FIRST_NAME");
	f.alone = vocabulary_class(v, "PERSON_ALONE");
	f.person_key = vocabulary_class(v, "PERSON_KEY");
	f.at = vocabulary_class(v, "AT");
	f.circle = vocabulary_class(v, "CIRCLE") | f.house;
	f.name_head = vocabulary_class(v, "NAME_HEAD");
	for (size_t i = 0; i < a->n_blocks; i++)
		if (a->block[i].kind != BLOCK_CODE)
			frame_note_classes(v, &a->block[i], a->arena);
	count_spellings(&f);
	coined_find(&f);
	find_in_blocks(&f);
	short_names_find(&f);
	typing_find(&f);
	senses_find(&f);
	names_count(a);
}
