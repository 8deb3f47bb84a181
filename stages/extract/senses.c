/* Which sense an ambiguous name has: of the lexicon, or a word of everybody's. */
#include "finder.h"

#include "../common/map.h"

/* Part of a longer run of capitals, such as a person's name or a title? */
static bool
beside_capital(const struct finder *f, const struct mention *m)
{
	const struct tokens *t = &f->b->tokens;

	return (m->from > 0 && is_capital(f, m->from - 1) && !(classes_at(f, m->from - 1) & f->start_word)) || (m->to < t->n && is_capital(f, m->to));
}

/* "Storm - a distributed engine", "Spark: data processing": what follows the
 * dash says what kind of tool it is. */
static bool
explains_tool(const struct finder *f, uint32_t i)
{
	const struct tokens *t = &f->b->tokens;

	if (i + 1 >= t->n || !block_mark(f->b, i) || !strchr("-:,", block_mark(f->b, i)))
		return false;
	for (uint32_t k = i + 1; k < t->n && k < i + 8; k++)
		if (classes_at(f, k) & f->tool)
			return true;
	return false;
}

/* "Ruby 3.0", "Vue 3": a version, no count and no year. */
static bool
has_version(const struct finder *f, const struct mention *m)
{
	const struct token *t = m->to < f->b->tokens.n ? &f->b->tokens.at[m->to] : NULL;

	return t && is_version(t) &&
	    (m->to + 1 >= f->b->tokens.n || !(f->b->tokens.at[m->to + 1].flags & TOKEN_WORD) || (t->flags & TOKEN_DOTTED) ||
	    (classes_at(f, m->to + 1) & (f->tech_prep | f->verb | f->have)));
}

/* Is there, next to M, something that speaks for a technology or an
 * organisation: another name in a list, a noun such as "code", a preposition? */
static bool
near_evidence(struct finder *f, const struct mention *m)
{
	const struct tokens *t = &f->b->tokens;
	bool tech = m->name.tech >= 0 && (m->flags & NAME_TECH_AMBIGUOUS);

	if ((m->flags & NAME_LOWER) || (m->to == m->from + 1 && (classes_at(f, m->from) & f->not_name)))
		return false;           /* "Monday" */
	/* "Luigi was built at": subject of a verb, and no word of this article. */
	if ((m->flags & NAME_INITIAL) && m->to < t->n && m->to == m->from + 1 && (classes_at(f, m->to) & (f->verb | f->have)) &&
	    !also_lower(f, t->at[m->from].hash) && m->name.text.n > 2)
		return true;
	if (m->to < t->n && tech && (classes_at(f, m->to) & f->tech_noun))
		return true;
	if (tech && m->from <= 1 && explains_tool(f, m->to))
		return true;
	if (tech && has_version(f, m))
		return true;
	if (m->from > 0 && tech && (classes_at(f, m->from - 1) & f->tech_prep) && !(m->flags & NAME_INITIAL))
		return true;
	if (m->to < t->n && (t->at[m->to].flags & TOKEN_JOINED) && tech)
		return true;            /* "Go-based" */
	if (tech && m->from >= 2 && block_mark(f->b, m->from - 1) == ':' && (classes_at(f, m->from - 2) & (f->tool | f->tech_noun)))
		return true;            /* "Language: Rust" */
	if (m->name.org >= 0 && m->to < t->n && (classes_at(f, m->to) & f->use) && !(m->flags & NAME_TECH_AMBIGUOUS))
		return true;
	if (tech && !(m->flags & NAME_INITIAL) && is_capital(f, m->from) && m->from > 0 && !beside_capital(f, m) &&
	    (classes_at(f, m->from - 1) & (f->verb | f->called)))
		return true;            /* "adopted Rust", "called Michelangelo" */
	/* An ordinary word has no capital inside a sentence; but only where the
	 * article speaks of technologies is it one of them. */
	if ((m->name.org >= 0 || f->sure_technologies >= 2) && !(m->flags & NAME_INITIAL) && f->b->kind != BLOCK_HEADING && is_capital(f, m->from) && !beside_capital(f, m) &&
	    m->name.text.n > 1)
		return true;
	if (m->name.org >= 0 && m->to < t->n &&
	    block_possessive(f->b, m->to))
		return true;
	return false;
}

/* Two mentions with only list marks or "and" between them. */
static bool
adjacent_in_list(const struct finder *f, const struct mention *x, const struct mention *y)
{
	const struct tokens *t = &f->b->tokens;

	if (y->from <= x->to || y->from - x->to > 2)
		return false;
	/* "Python and go": an ordinary word needs commas to be a member of a list. */
	if (((x->flags | y->flags) & NAME_LOWER) && !strchr(",+/(&", f->b->text.p[t->at[x->to].start]))
		return false;
	for (uint32_t i = x->to; i < y->from; i++) {
		struct str s = token_text(f->b->text, &t->at[i]);
		if (!str_eq(s, STR(",")) && !str_eq(s, STR("/")) && !str_eq(s, STR("+")) && !str_eq(s, STR("&")) &&
		    !str_eq(s, STR("(")) && !str_ieq(s, STR("and")) && !str_ieq(s, STR("or")))
			return false;
	}
	return true;
}

static bool
sure(const struct mention *m)
{
	bool unsure = (m->name.tech >= 0 && (m->flags & NAME_TECH_AMBIGUOUS)) || (m->name.org >= 0 && (m->flags & NAME_ORG_AMBIGUOUS));

	return name_known(&m->name) && (!unsure || (m->flags & NAME_EVIDENCE));
}

/* "Backstage, the portal, ...", "Site: Hugo", "Swift for phones": a word that the
 * article writes small nowhere, and that no other goes on but a verb or what leads on. */
static bool
begins_as_name(const struct finder *f, const struct mention *m)
{
	static const char *const leads[] = { "for", "in", "on", "with", "via", "behind" };
	const struct tokens *t = &f->b->tokens;

	if (also_lower(f, t->at[m->from].hash))
		return false;
	for (size_t i = 0; m->to < t->n && i < sizeof leads / sizeof *leads; i++)
		if (str_ieq(token_text(f->b->text, &t->at[m->to]), str_of(leads[i])))
			return true;
	return m->to >= t->n || (t->at[m->to].flags & TOKEN_MARK) || (classes_at(f, m->to) & (f->verb | f->have));
}

static void
weigh_neighbours(struct finder *f, struct block *b)
{
	f->b = b;
	for (size_t i = 0; i < b->n_mentions; i++) {
		struct mention *m = &b->mention[i];
		if (near_evidence(f, m))
			m->flags |= NAME_EVIDENCE;
		else if (!(m->flags & NAME_LOWER) && m->name.text.n > 1 && is_capital(f, m->from) && !beside_capital(f, m) &&
		    (!(m->flags & NAME_INITIAL) || begins_as_name(f, m)))
			m->flags |= NAME_CAPITAL;
	}
	/* A list lends its certainty to its members, in both directions. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t k = 0; k + 1 < b->n_mentions; k++) {
			size_t i = pass ? b->n_mentions - 2 - k : k;
			struct mention *x = &b->mention[i], *y = &b->mention[i + 1];
			if (!adjacent_in_list(f, x, y))
				continue;
			bool same = (x->name.tech >= 0 && y->name.tech >= 0) || (x->name.org >= 0 && y->name.org >= 0);
			if (same && sure(x))
				y->flags |= NAME_EVIDENCE;
			if (same && sure(y))
				x->flags |= NAME_EVIDENCE;
		}
}

/* What stands at the front of lines or cells: names of technologies, sure ones among them. */
struct column { unsigned known, sure; };

/* The column of the block's first name, if that is a technology and nothing else goes on behind
 * it than a mark: cells of one column, items of one list, or lines below one
 * heading, with the same mark. */
static bool
column_of(const struct block *b, uint64_t *key)
{
	const struct mention *m = b->mention;
	char mark = 0;

	if (b->n_mentions == 0 || m->from != 0 || m->name.tech < 0 || (m->flags & NAME_LOWER) || b->kind == BLOCK_HEADING)
		return false;
	if (m->to < b->tokens.n) {
		mark = block_mark(b, m->to);
		if (!mark || !strchr("|:-,", mark))
			return false;
	}
	*key = ((uint64_t)(b->kind == BLOCK_CELL ? b->group : b->parent) << 32 | (uint64_t)b->column << 16 | (uint64_t)b->kind << 8 | (unsigned char)mark);
	return true;
}

#define MIN_COLUMN 3            /* sure members of a column that make the others so */

/* A word among others that are technologies for sure, each at the front of its line. */
static void
weigh_columns(struct finder *f)
{
	struct article *a = f->a;
	struct column *all = arena_array(a->arena, a->n_blocks + 1, sizeof *all);
	struct map numbers = { 0 };
	uint64_t key;
	struct str bytes = { (const char *)&key, sizeof key };

	for (size_t i = 0; i < a->n_blocks; i++)
		if (column_of(&a->block[i], &key)) {
			uint32_t no = map_get(&numbers, bytes);
			if (no == MAP_NONE)
				map_put(&numbers, bytes, no = (uint32_t)numbers.n);
			all[no].known++;
			all[no].sure += sure(a->block[i].mention);
		}
	for (size_t i = 0; i < a->n_blocks; i++)
		if (column_of(&a->block[i], &key)) {
			const struct column *c = &all[map_get(&numbers, bytes)];
			if (c->sure >= MIN_COLUMN && 2 * c->sure >= c->known)
				a->block[i].mention->flags |= NAME_EVIDENCE;
		}
	map_release(&numbers);
}

/* Entries that an unambiguous form of theirs, or evidence beside one, has
 * settled anywhere in the article. */
static void
spread_certainty(struct finder *f)
{
	struct article *a = f->a;
	bool *known[N_LEXICON_TABLES];

	for (int t = 0; t < N_LEXICON_TABLES; t++)
		known[t] = arena_array(a->arena, f->v->lexicon->n[t] + 1, 1);
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++) {
			const struct mention *m = &a->block[i].mention[k];
			if (m->name.tech >= 0 && (!(m->flags & NAME_TECH_AMBIGUOUS) || (m->flags & NAME_EVIDENCE)))
				known[LEXICON_TECHNOLOGIES][m->name.tech] = true;
			if (m->name.org >= 0 && (!(m->flags & NAME_ORG_AMBIGUOUS) || (m->flags & NAME_EVIDENCE)))
				known[LEXICON_ORGANISATIONS][m->name.org] = true;
		}
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++) {
			struct mention *m = &a->block[i].mention[k];
			bool capital_only_by_place = (m->flags & NAME_INITIAL) && m->to == m->from + 1 &&
			    a->block[i].kind != BLOCK_HEADING && also_lower(f, a->block[i].tokens.at[m->from].hash);
			if (m->flags & NAME_LOWER)
				continue;
			if (capital_only_by_place && m->name.tech >= 0 && m->name.org < 0)
				continue;
			if ((m->name.tech >= 0 && known[LEXICON_TECHNOLOGIES][m->name.tech]) ||
			    (m->name.org >= 0 && known[LEXICON_ORGANISATIONS][m->name.org]))
				m->flags |= NAME_EVIDENCE;
		}
}

void
senses_find(struct finder *f)
{
	for (size_t i = 0; i < f->a->n_blocks; i++)
		weigh_neighbours(f, &f->a->block[i]);
	weigh_columns(f);
	spread_certainty(f);
}
