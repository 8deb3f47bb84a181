#include "protagonist.h"

#include <math.h>

struct finder_of_clues {
	const struct article    *a;
	const struct vocabulary *v;
	struct standings         all;
	classes at, of, staff, we, be, have, said, by, used, against, users, tail, indefinite, work, jobs, site, made, app, stack;
};

static const char *const names[N_CLUES] = {
#define CLUE(name, meaning) #name,
#include "protagonist.def"
#undef CLUE
};
const struct clue_set protagonist_clues = { "protagonist.weights", "own_voice", names, N_CLUES };

#define MAX_STANDINGS 200
#define INTRODUCTION 40         /* words within which who introduces itself says "we" */
/* Log odds that a name is a tool's: more likely than not, and hardly. */
#define TYPED_TOOL 0
#define TYPED_OTHER -3
#define SHORT_LINE 14           /* tokens */

/* ---- names ------------------------------------------------------------- */

static struct standing *
standing_of(struct standings *t, const struct mention *m)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].m.name.key == m->name.key || (m->name.org >= 0 && t->at[i].m.name.org == m->name.org))
			return &t->at[i];
	if (t->n == MAX_STANDINGS)
		return NULL;
	t->at[t->n] = (struct standing){ .m = *m };
	return &t->at[t->n++];
}

static bool
is_tool(const struct mention *m)
{
	return m->name.org < 0 && name_is_tool(m);
}

/* What the name itself tells. */
static clues
clues_of_name(const struct finder_of_clues *g, const struct block *b, const struct mention *m)
{
	clues c = clue(CLUE_any);
	struct str s = m->name.text;
	size_t words = m->to - m->from;
	bool small = false;

	for (size_t i = 0; i < s.n; i++)
		small |= s.p[i] >= 'a' && s.p[i] <= 'z';
	if (m->name.org >= 0) {
		struct str kind = g->v->lexicon->entry[LEXICON_ORGANISATIONS][m->name.org].kind;
		c |= clue(CLUE_organisation) | (str_eq(kind, STR("company")) ? clue(CLUE_company) : 0) |
		    (str_eq(kind, STR("product")) ? clue(CLUE_product) : 0);
	}
	c |= m->name.tech >= 0 ? clue(CLUE_technology) : 0;
	c |= is_tool(m) ? clue(CLUE_tool) : 0;
	c |= m->flags & (NAME_ORG_AMBIGUOUS | NAME_TECH_AMBIGUOUS) ? clue(CLUE_ambiguous) : 0;
	c |= m->flags & NAME_COMMON ? clue(CLUE_common) : 0;
	c |= m->flags & NAME_PRESS ? clue(CLUE_press) : 0;
	c |= m->flags & NAME_COMPOUND ? clue(CLUE_compound) : 0;
	c |= !name_known(&m->name) && m->typed > TYPED_TOOL ? clue(CLUE_typed) : 0;
	c |= !name_known(&m->name) && m->typed < TYPED_OTHER ? clue(CLUE_typed_not) : 0;
	c |= name_known(&m->name) ? 0 : clue(CLUE_unknown);
	c |= s.n && s.p[0] >= 'a' && s.p[0] <= 'z' ? clue(CLUE_lower) : 0;
	c |= small ? 0 : clue(CLUE_capitals);
	c |= memchr(s.p, '.', s.n) ? clue(CLUE_dotted) : 0;
	c |= words == 1 ? clue(CLUE_one_word) : words >= 3 ? clue(CLUE_long_name) : 0;
	c |= words > 1 && (frame_classes(g->v, b, m->to - 1) & g->tail) ? clue(CLUE_house) : 0;
	return c;
}

/* ---- mentions ---------------------------------------------------------- */

static bool
is_verb(const struct block *b, size_t i)
{
	const struct token *t = &b->tokens.at[i];
	struct str s = token_text(b->text, t);

	return (t->flags & TOKEN_WORD) && !(t->flags & (TOKEN_UPPER | TOKEN_MIXED)) && !token_clitic(b->text, t) && s.n > 2 && s.p[s.n - 1] == 's';
}

/* What stands before the name. */
static clues
clues_before(const struct finder_of_clues *g, const struct block *b, const struct mention *m)
{
	size_t i = m->from;
	clues c = 0;

	if (i > 1 && block_word_is(b, i - 1, "the"))
		i--;
	if (i == 0)
		return 0;
	classes before = frame_classes(g->v, b, i - 1);
	size_t far = i > 8 ? i - 8 : 0;
	bool staff = frame_any_class(g->v, b, far, i - 1, g->staff), at = before & g->at;
	if (at && i > 1 && frame_any_class(g->v, b, i > 3 ? i - 3 : 0, i - 1, g->we))
		c |= clue(CLUE_we_at);
	if (at && frame_any_class(g->v, b, m->to, m->to + 3, g->we))
		c |= clue(CLUE_we_at);
	c |= staff && at ? clue(CLUE_staff_at) : 0;
	c |= staff && !at && (before & g->of) ? clue(CLUE_staff_of) : 0;
	c |= staff && block_mark(b, i - 1) == ',' ? clue(CLUE_staff_comma) : 0;
	c |= (before & g->work) || (i > 1 && (before & (g->at | g->of)) && (frame_classes(g->v, b, i - 2) & g->work)) ? clue(CLUE_work_at) : 0;
	size_t k = i - 1;
	while (k > 0 && k + 4 > i && (block_mark(b, k) == ',' || (frame_classes(g->v, b, k) & g->be)))
		k--;
	c |= frame_classes(g->v, b, k) & g->we ? clue(CLUE_we_are) : 0;
	c |= before & g->said ? clue(CLUE_says) : 0;
	c |= (before & g->by) && b->tokens.n <= SHORT_LINE ? clue(CLUE_byline) : 0;
	c |= block_word_is(b, i - 1, "in") || block_word_is(b, i - 1, "from") || block_word_is(b, i - 1, "near") ? clue(CLUE_place) : 0;
	c |= before & g->used ? clue(CLUE_used) : 0;
	c |= (before & g->made) || block_word_is(b, i - 1, "behind") ? clue(CLUE_made) : 0;
	c |= before & g->against ? clue(CLUE_against) : 0;
	c |= block_word_is(b, i - 1, "about") && b->tokens.n <= SHORT_LINE ? clue(CLUE_about) : 0;
	return c;
}

static clues
clues_behind(const struct finder_of_clues *g, const struct block *b, const struct mention *m)
{
	size_t i = m->to;
	clues c = 0;

	if (i >= b->tokens.n)
		return 0;
	classes next = frame_classes(g->v, b, i);
	bool comma = block_mark(b, i) == ',', one = frame_any_class(g->v, b, i + 1, i + 2, g->indefinite) || block_word_is(b, i + 1, "the");
	c |= next & g->staff ? clue(CLUE_staff_behind) : 0;
	c |= next & g->said ? clue(CLUE_says) : 0;
	c |= (next & g->be) && one ? clue(CLUE_is_a) : 0;
	c |= is_verb(b, i) && !(next & (g->be | g->have)) ? clue(CLUE_makes) : 0;
	c |= comma && one ? clue(CLUE_apposition) : 0;
	c |= block_possessive(b, i) ? clue(CLUE_possessive) : 0;
	c |= next & g->users ? clue(CLUE_user) : 0;
	c |= (next & g->app) || (block_possessive(b, i) && (frame_classes(g->v, b, i + 1) & g->app)) ? clue(CLUE_app) : 0;
	c |= block_word_is(b, i, "blog") || ((next & g->site) && block_word_is(b, i + 1, "blog")) ? clue(CLUE_blog) : 0;
	return c;
}

/* "Acme makes boats. We have ...": who we are. */
static bool
introduces(const struct finder_of_clues *g, const struct block *b, const struct mention *m)
{
	if (b->kind != BLOCK_PARAGRAPH || m->to + 1 >= b->tokens.n || (m->from > 0 && block_mark(b, m->from - 1) != '.'))
		return false;
	return ((frame_classes(g->v, b, m->to) & (g->be | g->have)) || is_verb(b, m->to)) &&
	    frame_any_class(g->v, b, m->to, m->to + INTRODUCTION, g->we);
}

/* What all names of a sentence have. */
static clues
clues_of_sentence(const struct finder_of_clues *g, const struct block *b, const struct sentence *s)
{
	return (frame_any_class(g->v, b, s->from, s->to, g->we) ? clue(CLUE_we_sentence) : 0) |
	    (frame_any_class(g->v, b, s->from, s->to, g->jobs) ? clue(CLUE_hiring) : 0);
}

/* Where in the article block I stands, and M in it. */
static clues
clues_of_place(const struct finder_of_clues *g, size_t i, const struct mention *m)
{
	const struct block *b = &g->a->block[i];
	bool titled = i == BLOCK_TITLE || (b->kind == BLOCK_HEADING && (i < FIRST_TEXT_BLOCK + 3 || str_eq(b->text, g->a->title)));
	classes before = m->from > 0 ? frame_classes(g->v, b, m->from - 1) : 0;
	clues c = 0;

	if (i == BLOCK_SITE)
		return clue(CLUE_site);
	if (titled) {
		c |= clue(CLUE_title);
		c |= m->from == 0 ? clue(CLUE_title_start) : 0;
		c |= b->tokens.n <= 6 ? clue(CLUE_title_short) : 0;
		c |= frame_any_class(g->v, b, 0, 2 * SHORT_LINE, g->stack) ? clue(CLUE_title_stack) : 0;
		c |= b->tokens.n <= SHORT_LINE && m->from > 0 && block_mark(b, m->from - 1) == ':' ? clue(CLUE_label) : 0;
		c |= before & g->at ? clue(CLUE_title_at) : before & (g->of | g->by) ? clue(CLUE_title_of) :
		    before & (g->used | g->against) ? clue(CLUE_title_object) : 0;
	} else if (b->kind == BLOCK_HEADING)
		c |= clue(CLUE_heading);
	if (i < FIRST_TEXT_BLOCK || titled)
		return c;
	if (i < FIRST_TEXT_BLOCK + 2)
		c |= clue(CLUE_opening);
	c |= i < FIRST_TEXT_BLOCK + 5 ? clue(CLUE_early) : 0;
	c |= i + 3 >= g->a->n_blocks ? clue(CLUE_closing) : 0;
	c |= i < FIRST_TEXT_BLOCK + 6 && b->tokens.n <= SHORT_LINE && m->from > 1 && block_mark(b, m->from - 1) == ':' ? clue(CLUE_label) : 0;
	return c;
}

static bool
is_listed(const struct block *b, size_t k)
{
	const struct mention *m = &b->mention[k];
	bool left = k > 0 && m->from - m[-1].to <= 2 && m->from > m[-1].to;
	bool right = k + 1 < b->n_mentions && m[1].from - m->to <= 2 && m[1].from > m->to;

	return (left && (block_mark(b, m->from - 1) == ',' || block_word_is(b, m->from - 1, "and"))) ||
	    (right && (block_mark(b, m->to) == ',' || block_word_is(b, m->to, "and")));
}

/* ---- the article ------------------------------------------------------- */

/* The mention K of block I, in a sentence that has the clues SENTENCE. */
static void
add_mention(struct finder_of_clues *g, size_t i, size_t k, clues sentence)
{
	const struct block *b = &g->a->block[i];
	const struct mention *m = &b->mention[k];
	struct standing *t = name_can_adopt(g->v, m) || is_tool(m) ? standing_of(&g->all, m) : NULL;

	if (!t)
		return;
	clues c = sentence | clues_of_place(g, i, m) | clues_before(g, b, m) | clues_behind(g, b, m);
	c |= (sentence & clue(CLUE_we_sentence)) && m->from > 0 && block_mark(b, m->from - 1) == '(' ? clue(CLUE_we_bracket) : 0;
	c |= m->flags & NAME_SITE ? clue(CLUE_blog) : 0;
	c |= m->name.tech < 0 && introduces(g, b, m) ? clue(CLUE_introduces) : 0;
	c |= is_listed(b, k) ? clue(CLUE_listed) : 0;
	if (t->count++ == 0)
		t->clues = clues_of_name(g, b, m);
	t->clues |= c;
	t->places += c >> CLUE_place & 1;
	t->uses += c >> CLUE_used & 1;
	if (t->blocks == 0 || t->last_block != i)
		t->blocks++;
	t->last_block = i;
}

static void
add_block(struct finder_of_clues *g, size_t i)
{
	const struct block *b = &g->a->block[i];

	for (size_t k = 0, s = 0; k < b->n_mentions && s < b->n_sentences; s++) {
		if (b->mention[k].from >= b->sentence[s].to)
			continue;
		clues sentence = clues_of_sentence(g, b, &b->sentence[s]);
		for (; k < b->n_mentions && b->mention[k].from < b->sentence[s].to; k++)
			add_mention(g, i, k, sentence);
	}
}

/* What is known when all mentions are. */
static void
count_mentions(struct standings *all, const struct frame *f)
{
	unsigned most = 0, most_unknown = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct standing *t = &all->at[i];
		if (!is_tool(&t->m) && t->count > most)
			most = t->count;
		if (!name_known(&t->m.name) && t->count > most_unknown)
			most_unknown = t->count;
	}
	for (size_t i = 0; i < all->n; i++) {
		struct standing *t = &all->at[i];
		clues c = i == 0 ? clue(CLUE_first) : 0;
		c |= clue(t->count == 1 ? CLUE_once : t->count == 2 ? CLUE_twice : t->count <= 4 ? CLUE_often : CLUE_many);
		c |= !is_tool(&t->m) && t->count == most ? clue(CLUE_most) : 0;
		c |= !name_known(&t->m.name) && t->count == most_unknown ? clue(CLUE_most_unknown) : 0;
		c |= t->places == t->count ? clue(CLUE_place_only) : 0;
		c |= t->uses == t->count ? clue(CLUE_used_only) : 0;
		c |= t->uses * 2 >= t->count ? clue(CLUE_used_mostly) : 0;
		c |= t->blocks >= 3 ? clue(CLUE_spread) : 0;
		c |= f->many_adopters ? clue(CLUE_sections) : 0;
		c |= f->lists_users ? clue(CLUE_user_list) : 0;
		t->clues |= c;
	}
}

struct standings
protagonist_standings(const struct article *a, const struct vocabulary *v, const struct frame *f)
{
	struct finder_of_clues g = { .a = a, .v = v, .all.at = arena_array(a->arena, MAX_STANDINGS, sizeof(struct standing)) };

	g.at = vocabulary_class(v, "AT");
	g.of = vocabulary_class(v, "OF");
	g.staff = vocabulary_class(v, "STAFF") | vocabulary_class(v, "OFFICE");
	g.we = vocabulary_class(v, "WE");
	g.be = vocabulary_class(v, "BE");
	g.have = vocabulary_class(v, "HAVE");
	g.said = vocabulary_class(v, "SAID") | vocabulary_class(v, "TALK");
	g.by = vocabulary_class(v, "BY");
	g.used = vocabulary_class(v, "INTO");
	g.against = vocabulary_class(v, "OBLIQUE") & ~(g.used | g.of | g.by);
	g.users = vocabulary_class(v, "USE") | vocabulary_class(v, "BUILT") | vocabulary_class(v, "MOVE") | vocabulary_class(v, "BUILD");
	g.tail = vocabulary_class(v, "HOUSE") | vocabulary_class(v, "NAME_TAIL");
	g.indefinite = vocabulary_class(v, "INDEFINITE");
	g.site = vocabulary_class(v, "SITE_WORD");
	g.made = vocabulary_class(v, "BUILD") | vocabulary_class(v, "BUILT") | vocabulary_class(v, "CREATE") | vocabulary_class(v, "MADE") | vocabulary_class(v, "FOUND") | vocabulary_class(v, "HAVE");
	g.app = vocabulary_class(v, "APP");
	g.stack = vocabulary_class(v, "STACK");
	g.work = vocabulary_class(v, "EMPLOYED");
	g.jobs = vocabulary_class(v, "HIRING");
	for (size_t i = 0; i < a->n_blocks; i++)
		add_block(&g, i);
	count_mentions(&g.all, f);
	return g.all;
}

void
protagonist_probabilities(const struct clue_weights *w, const struct standings *all, bool own_voice, double *p)
{
	double most = 0, sum;

	for (size_t i = 0; i < all->n; i++) {
		p[i] = clues_sum(w, all->at[i].clues, own_voice);
		most = p[i] > most ? p[i] : most;
	}
	sum = exp(-most);       /* it may be nobody's */
	for (size_t i = 0; i < all->n; i++)
		sum += p[i] = exp(p[i] - most);
	for (size_t i = 0; i < all->n; i++)
		p[i] /= sum;
}

static void
insert(struct frame *f, const struct standing *t, double score)
{
	size_t at = f->n_guesses;

	if (at == MAX_GUESSES) {
		if (f->guess[at - 1].score >= score)
			return;
		at--;
	} else
		f->n_guesses++;
	for (; at > 0 && f->guess[at - 1].score < score; at--)
		f->guess[at] = f->guess[at - 1];
	f->guess[at] = (struct guess){ t->m, score, (t->clues & (clue(CLUE_title) | clue(CLUE_site) | clue(CLUE_blog))) != 0 };
}

void
protagonist_find(const struct article *a, const struct vocabulary *v, struct frame *f)
{
	struct standings all = protagonist_standings(a, v, f);
	double p[MAX_STANDINGS];

	protagonist_probabilities(&v->protagonist, &all, f->own_voice, p);
	for (size_t i = 0; i < all.n; i++)
		insert(f, &all.at[i], p[i]);
	if (f->n_guesses == 0 || f->lists_users || (f->many_adopters && !(f->own_voice && f->guess->titled)))
		return;
	/* A language has many articles, and uses nothing. */
	f->has_company = f->guess->score >= COMPANY_FROM && name_can_adopt(v, &f->guess->m);
	f->strong_company = f->has_company && f->guess->score >= STRONG_COMPANY_FROM;
	f->titled = f->has_company && f->guess->titled;
	f->company = f->guess->m;
}
