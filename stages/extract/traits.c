#include "typer.h"

#define MAX_LIST 8              /* members of a list that are looked at in each direction */
#define DEFINITION 8            /* words within which X is said to be a framework */
#define SHORT_LINE 10           /* tokens */
#define MIN_SMALL 3             /* bytes of a small word that may be a name */
#define MAX_SMALL 24

/* How much its letters are those of technologies, from 0 to 7. */
static int
shape_of(const struct typer *g, struct str text)
{
	static const double steps[] = { -1, -0.6, -0.3, 0, 0.3, 0.6, 1 };
	double ratio = name_shape_ratio(&g->v->shape, text);
	int n = 0;

	while (n < 7 && ratio >= steps[n])
		n++;
	return n;
}

clues
traits_of_name(const struct typer *g, const struct place *p)
{
	/* Endings are weighed here, so there are more of them than has_word_ending() has, which decides. */
	static const char *const scripts[] = { ".js", ".py", ".rb", ".rs", ".net", ".io", ".ai", NULL }, *const hosts[] = { ".com", ".org", ".net", ".co", NULL },
	    *const parts[] = { "db", "sql", "ql", "mq", "js", "kit", "lib", "script", "flow", "base", "store", "fs", "ml", "dash", NULL },
	    *const endings[] = { "ing", "tion", "tions", "ed", "ly", "ment", "ments", "ness", "ity", "able", "ible", "er", "ers", "ism", "al", "ent", "ant",
		"ence", "ance", "ency", "ancy", "ous", "ive", "ful", "less", "ish", "ist", "ists", "esque", "ize", "ise", "wise", "ship", NULL };
	const struct token *t = g->b->tokens.at, *last = &t[p->to - 1];
	struct str text = str_sub(g->b->text, t[p->from].start, last->end);
	size_t words = p->to - p->from;
	bool digit = false, hyphen = false;
	uint32_t flags = t[p->from].flags;
	clues c = clue(TRAIT_any);

	for (size_t i = 0; i < text.n; i++)
		digit |= text.p[i] >= '0' && text.p[i] <= '9';
	for (size_t i = p->from + 1; i < p->to; i++)
		hyphen |= (t[i].flags & TOKEN_JOINED) != 0;
	c |= words == 1 ? clue(TRAIT_one_word) : words == 2 ? clue(TRAIT_two_words) : 0;
	c |= hyphen ? clue(TRAIT_hyphen) : 0;
	c |= words == 1 && (flags & TOKEN_CAPS) ? clue(TRAIT_capitals) : 0;
	c |= words == 1 && (flags & TOKEN_MIXED) ? clue(TRAIT_mixed) : 0;
	c |= digit ? clue(TRAIT_digit) : 0;
	c |= memchr(text.p, '.', text.n) ? clue(TRAIT_dotted) : 0;
	c |= str_ends_any(text, scripts, 1) ? clue(TRAIT_script) : 0;
	c |= str_ends_any(text, hosts, 1) ? clue(TRAIT_host) : 0;
	c |= str_ends_any(text, parts, 1) ? clue(TRAIT_part_tool) : 0;
	c |= words > 1 && (classes_at(g->f, p->to - 1) & (g->tool | g->code_noun)) ? clue(TRAIT_word_tool) : 0;
	c |= words > 1 && (classes_at(g->f, p->to - 1) & (g->f->house | g->f->tail)) ? clue(TRAIT_house) : 0;
	c |= p->m && (p->m->flags & NAME_PERSON) ? clue(TRAIT_person) : 0;
	c |= p->m && (p->m->flags & NAME_COMMON) ? clue(TRAIT_common) : 0;
	c |= clue(TRAIT_shape_1 + shape_of(g, text));
	c |= text.n <= 3 ? clue(TRAIT_short_word) : text.n > 9 && words == 1 ? clue(TRAIT_long_word) : 0;
	c |= words == 1 && text.p[text.n - 1] == 's' ? clue(TRAIT_plural) : 0;
	c |= words == 1 && str_ends_any(text, endings, 1) ? clue(TRAIT_word_ending) : 0;
	return c;
}

/* ---- beside a mention --------------------------------------------------- */

static clues
clues_before(const struct typer *g, const struct place *p)
{
	size_t i = p->from;
	clues c = 0;

	if (i == 0)
		return 0;
	classes before = classes_at(g->f, i - 1);
	bool article = (before & g->indefinite) || block_word_is(g->b, i - 1, "the");
	if (article || (before & g->ours)) {
		c |= clue(article ? TRAIT_article_before : TRAIT_our_before);
		if (--i == 0)
			return c;
		before = classes_at(g->f, i - 1);
	}
	char mark = block_mark(g->b, i - 1);
	bool staff = frame_any_class(g->v, g->b, i > 5 ? i - 5 : 0, i - 1, g->staff | g->office);
	c |= before & g->use ? clue(TRAIT_use_before) : 0;
	c |= before & g->change ? clue(TRAIT_change_before) : 0;
	c |= before & g->make ? clue(TRAIT_make_before) : 0;
	c |= block_word_is(g->b, i - 1, "in") ? clue(TRAIT_in_before) : block_word_is(g->b, i - 1, "on") ? clue(TRAIT_on_before) :
	    before & g->into ? clue(TRAIT_into_before) : 0;
	c |= (before & g->into) && i > 1 && (classes_at(g->f, i - 2) & (g->use | g->make | g->used | g->change | g->have)) ? clue(TRAIT_verb_into) : 0;
	c |= before & g->to ? clue(TRAIT_to_before) : 0;
	c |= before & g->from ? clue(TRAIT_from_before) : 0;
	c |= before & g->of ? clue(TRAIT_of_before) : 0;
	c |= before & g->at_house ? clue(TRAIT_at_before) : 0;
	c |= before & g->by ? clue(TRAIT_by_before) : 0;
	c |= before & g->against ? clue(TRAIT_against_before) : 0;
	c |= before & g->called ? clue(TRAIT_called_before) : 0;
	c |= (before & g->called) && frame_any_class(g->v, g->b, i > 5 ? i - 5 : 0, i - 1, g->tool | g->code_noun) ? clue(TRAIT_called_tool) : 0;
	c |= mark == ',' && i > 1 && (classes_at(g->f, i - 2) & (g->tool | g->code_noun)) ? clue(TRAIT_tool_comma) : 0;
	c |= before & (g->tool | g->code_noun) ? clue(TRAIT_tool_before) : 0;
	c |= staff && ((before & (g->at_house | g->of)) || mark == ',') ? clue(TRAIT_staff_before) : 0;
	c |= before & g->said ? clue(TRAIT_says_before) : 0;
	c |= (before & g->v->common) && !(before & ~g->v->common) ? clue(TRAIT_adjective_before) : 0;
	c |= mark == '(' ? clue(TRAIT_bracket_before) : 0;
	c |= mark == ':' && i < SHORT_LINE ? clue(TRAIT_field) : 0;
	return c;
}

/* "X is a", "X, an open-source", "X - a": what it is said to be. */
static clues
clues_of_definition(const struct typer *g, size_t i)
{
	char mark = block_mark(g->b, i);
	bool starts = mark == ',' || mark == '-' || mark == ':' || mark == '(' || (unsigned char)mark >= 0x80 || (classes_at(g->f, i) & g->be);

	if (!starts || i + 1 >= g->b->tokens.n)
		return 0;
	if (!(classes_at(g->f, i + 1) & g->indefinite) && !block_word_is(g->b, i + 1, "the"))
		return 0;
	for (size_t k = i + 2; k < g->b->tokens.n && k < i + 2 + DEFINITION && !block_mark(g->b, k); k++)
		if (classes_at(g->f, k) & g->tool)
			return clue(TRAIT_defined_tool);
	return clue(TRAIT_defined);
}

/* Where it goes on behind "X, an open-source database,", or else behind X, at I. */
static size_t
behind_apposition(const struct typer *g, size_t i)
{
	if (block_mark(g->b, i) != ',' || i + 2 >= g->b->tokens.n || !(classes_at(g->f, i + 1) & g->indefinite))
		return i;
	for (size_t k = i + 2; k + 1 < g->b->tokens.n && k < i + 2 + DEFINITION; k++)
		if (block_mark(g->b, k))
			return block_mark(g->b, k) == ',' ? k + 1 : i;
	return i;
}

static clues
clues_behind(const struct typer *g, const struct place *p)
{
	size_t i = p->to, verb = behind_apposition(g, i);
	clues c = 0;

	if (i >= g->b->tokens.n)
		return clue(TRAIT_end_behind);
	const struct token *t = &g->b->tokens.at[i];
	classes next = classes_at(g->f, i);
	char mark = block_mark(g->b, i);
	c |= next & g->tool ? clue(TRAIT_tool_behind) : 0;
	c |= next & g->code_noun ? clue(TRAIT_code_behind) : 0;
	c |= next & g->staff ? clue(TRAIT_staff_behind) : 0;
	c |= next & (g->use | g->change) ? clue(TRAIT_use_behind) : 0;
	c |= next & g->make ? clue(TRAIT_make_behind) : 0;
	c |= (next & g->used) || ((classes_at(g->f, verb) & g->be) && frame_any_class(g->v, g->b, verb + 1, verb + 3, g->used)) ? clue(TRAIT_used_behind) : 0;
	c |= next & g->be ? clue(TRAIT_be_behind) : 0;
	c |= next & g->have ? clue(TRAIT_have_behind) : 0;
	c |= next & g->said ? clue(TRAIT_says_behind) : 0;
	c |= block_possessive(g->b, i) ? clue(TRAIT_possessive) : 0;
	c |= is_version(t) ? clue(TRAIT_version_behind) : 0;
	c |= t->flags & TOKEN_JOINED ? clue(TRAIT_joined_behind) : 0;
	c |= next & g->for_word ? clue(TRAIT_for_behind) : 0;
	c |= next & g->to ? clue(TRAIT_to_behind) : 0;
	c |= next & g->legal ? clue(TRAIT_legal_behind) : 0;
	c |= mark == '(' ? clue(TRAIT_bracket_behind) : 0;
	c |= mark && mark != '(' && mark != '\'' ? clue(TRAIT_end_behind) : 0;
	c |= (next & g->v->common) && !(next & ~g->v->common) ? clue(TRAIT_word_behind) : 0;
	return c | clues_of_definition(g, i);
}

/* ---- lists ---------------------------------------------------------------- */

/* Is the mark at I one of MARKS, with no white space before it? */
static bool
glued_mark(const struct typer *g, size_t i, const char *marks)
{
	char mark = i < g->b->tokens.n ? block_mark(g->b, i) : 0;

	return mark && (g->b->tokens.at[i].flags & TOKEN_GLUED) && strchr(marks, mark);
}

/* Are the tokens [I, END) part of an address, a path, a call? */
static bool
is_address(const struct typer *g, size_t i, size_t end)
{
	const struct token *t = g->b->tokens.at;
	bool glued = i > 0 && (t[i].flags & TOKEN_GLUED);

	if (glued && block_mark(g->b, i - 1) && strchr(".:@_#~=?&\\", block_mark(g->b, i - 1)))
		return true;
	if (glued && i > 1 && block_mark(g->b, i - 1) == '/' && block_mark(g->b, i - 2))
		return true;
	return glued_mark(g, end, "_=@\\(") || (glued_mark(g, end, ":.~") && end + 1 < g->b->tokens.n && (t[end + 1].flags & TOKEN_GLUED));
}

size_t
small_end(const struct typer *g, size_t i)
{
	const struct tokens *t = &g->b->tokens;
	const struct token *one = &t->at[i];
	size_t end = i + 1;

	if (!(one->flags & TOKEN_WORD) || (one->flags & (TOKEN_UPPER | TOKEN_MIXED | TOKEN_DOTTED | TOKEN_JOINED)) || token_clitic(g->b->text, one) ||
	    one->end - one->start < MIN_SMALL || one->end - one->start > MAX_SMALL || classes_at(g->f, i))
		return 0;
	while (end < t->n && end < i + 3 && (t->at[end].flags & (TOKEN_JOINED | TOKEN_WORD)) == (TOKEN_JOINED | TOKEN_WORD) &&
	    !(t->at[end].flags & (TOKEN_UPPER | TOKEN_MIXED)) && !g->at[end] && !(classes_at(g->f, end) & (g->based | g->tool | g->code_noun)))
		end++;
	return is_address(g, i, end) ? 0 : end;
}

static bool
separates(const struct typer *g, size_t i)
{
	char mark = block_mark(g->b, i);

	return (mark && strchr(",/+&|", mark)) || (classes_at(g->f, i) & g->join);
}

/* What the members of a list beside the place are, in one direction. */
static clues
clues_of_list(const struct typer *g, const struct place *p, int step)
{
	const struct tokens *t = &g->b->tokens;
	ptrdiff_t i = step < 0 ? (ptrdiff_t)p->from - 1 : (ptrdiff_t)p->to, n = (ptrdiff_t)t->n;
	clues c = 0;

	for (int members = 0; members < MAX_LIST; members++) {
		int gap = 0;
		while (i >= 0 && i < n && gap < 3 && separates(g, (size_t)i)) {
			i += step;
			gap++;
		}
		if (gap == 0 || i < 0 || i >= n)
			break;
		if (g->at[i]) {
			const struct mention *m = &g->b->mention[g->at[i] - 1];
			if (m->name.tech >= 0 && !(m->flags & NAME_TECH_AMBIGUOUS))
				return c | clue(TRAIT_beside_tool);
			if (m->name.org >= 0 && m->name.tech < 0 && !(m->flags & NAME_ORG_AMBIGUOUS))
				return c | clue(TRAIT_beside_organisation);
			c |= !name_known(&m->name) ? clue(TRAIT_beside_unknown) : 0;
			i = step < 0 ? (ptrdiff_t)m->from - 1 : (ptrdiff_t)m->to;
		} else if (step > 0 && small_end(g, (size_t)i)) {
			i = (ptrdiff_t)small_end(g, (size_t)i);
		} else if (step < 0) {
			while (i > 0 && (t->at[i].flags & TOKEN_JOINED))
				i--;
			if (!small_end(g, (size_t)i))
				break;
			i--;
		} else
			break;
	}
	return c;
}

clues
traits_beside(const struct typer *g, const struct place *p)
{
	clues before = clues_before(g, p), behind = clues_behind(g, p);
	bool into = before & (clue(TRAIT_use_before) | clue(TRAIT_into_before) | clue(TRAIT_on_before) | clue(TRAIT_verb_into));
	bool end = behind & (clue(TRAIT_end_behind) | clue(TRAIT_for_behind) | clue(TRAIT_to_behind));

	return before | behind | (into && end ? clue(TRAIT_into_end) : 0) | clues_of_list(g, p, -1) | clues_of_list(g, p, 1);
}

/* ---- places --------------------------------------------------------------- */

clues
traits_of_place(const struct typer *g, const struct place *p)
{
	const struct block *b = g->b;
	bool alone = p->from == 0 && p->to >= b->tokens.n;
	classes before = p->from > 0 ? classes_at(g->f, p->from - 1) : 0;
	clues c = 0;

	if (p->block == BLOCK_SITE || (p->m && (p->m->flags & NAME_SITE)))
		c |= clue(TRAIT_site);
	if (g->titled)
		c |= clue(TRAIT_title) | (p->from == 0 ? clue(TRAIT_title_start) : 0) | (before & (g->at_house | g->by) ? clue(TRAIT_title_at) : 0) |
		    (before & (g->into | g->to | g->of | g->use) ? clue(TRAIT_title_used) : 0);
	else if (b->kind == BLOCK_HEADING)
		c |= clue(TRAIT_heading) | (alone ? clue(TRAIT_heading_alone) : 0);
	c |= g->users_heading ? clue(TRAIT_users_heading) : 0;
	if (b->kind == BLOCK_ITEM || b->kind == BLOCK_CELL || b->kind == BLOCK_TERM) {
		c |= alone ? clue(TRAIT_item_alone) : 0;
		c |= p->from == 0 && !alone && block_mark(b, p->to) ? clue(TRAIT_item_start) : 0;
	}
	c |= b->kind == BLOCK_CELL ? clue(TRAIT_cell) : 0;
	return c;
}

clues
traits_of_sentence(const struct typer *g, const struct sentence *s)
{
	clues c = 0;

	for (size_t i = s->from; i < s->to; i++) {
		classes one = classes_at(g->f, i);
		c |= one & g->we_word ? clue(TRAIT_we_sentence) : 0;
		c |= one & g->you ? clue(TRAIT_you_sentence) : 0;
		const struct mention *m = g->at[i] ? &g->b->mention[g->at[i] - 1] : NULL;
		c |= m && m->name.tech >= 0 && !(m->flags & NAME_TECH_AMBIGUOUS) ? clue(TRAIT_tool_sentence) : 0;
		c |= m && m->name.org >= 0 && !(m->flags & NAME_ORG_AMBIGUOUS) ? clue(TRAIT_organisation_sentence) : 0;
	}
	return c;
}

void
traits_prepare(struct typer *g)
{
	const struct vocabulary *v = g->v;

	g->use = vocabulary_class(v, "USE") | vocabulary_class(v, "ADOPT");
	g->change = vocabulary_class(v, "REPLACE") | vocabulary_class(v, "LEAVE") | vocabulary_class(v, "MOVE") | vocabulary_class(v, "CONSIDER");
	g->make = vocabulary_class(v, "BUILD") | vocabulary_class(v, "CREATE");
	g->into = vocabulary_class(v, "INTO") & ~(vocabulary_class(v, "TO") | vocabulary_class(v, "FROM"));
	g->to = vocabulary_class(v, "TO");
	g->from = vocabulary_class(v, "FROM");
	g->of = vocabulary_class(v, "OF");
	g->at_house = vocabulary_class(v, "AT");
	g->by = vocabulary_class(v, "BY");
	g->against = vocabulary_class(v, "OBLIQUE") & ~(g->into | g->to | g->from | g->of | g->by);
	g->called = vocabulary_class(v, "CALLED");
	g->indefinite = vocabulary_class(v, "INDEFINITE");
	g->ours = vocabulary_class(v, "OURS");
	g->tool = vocabulary_class(v, "TOOL") | vocabulary_class(v, "TECH_NOUN") | vocabulary_class(v, "SOFTWARE");
	g->code_noun = vocabulary_class(v, "CODE");
	g->staff = vocabulary_class(v, "STAFF");
	g->office = vocabulary_class(v, "OFFICE");
	g->said = vocabulary_class(v, "SAID") | vocabulary_class(v, "TALK");
	g->be = vocabulary_class(v, "BE");
	g->have = vocabulary_class(v, "HAVE");
	g->used = vocabulary_class(v, "USED") | vocabulary_class(v, "POWER");
	g->based = vocabulary_class(v, "BASED");
	g->legal = vocabulary_class(v, "LEGAL");
	g->we_word = vocabulary_class(v, "WE");
	g->you = vocabulary_class(v, "YOU");
	g->for_word = vocabulary_class(v, "FOR");
	g->join = vocabulary_class(v, "JOIN");
	g->users = vocabulary_class(v, "USERS") | vocabulary_class(v, "LISTING");
}
