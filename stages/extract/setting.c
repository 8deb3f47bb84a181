#include "context.h"

#include <math.h>

static float
log_of(double n)
{
	return (float)log2(1 + n);
}

/* Of a whole number; those of small ones are kept. */
static float
log_of_count(unsigned n)
{
	static float kept[256];

	if (n >= sizeof kept / sizeof *kept)
		return log_of(n);
	if (kept[n] <= 0)
		kept[n] = log_of(n);
	return kept[n];
}

/* ---- the article ------------------------------------------------------- */

void
setting_of_article(struct context *x)
{
	const struct article *a = x->a;
	unsigned sentences = 0;

	for (size_t i = FIRST_TEXT_BLOCK; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		x->n_words += b->tokens.n;
		sentences += (unsigned)b->n_sentences;
		for (size_t k = 0; k < b->n_mentions; k++) {
			x->n_technologies += b->mention[k].name.tech >= 0;
			x->n_adopters += b->mention[k].name.tech < 0 && name_can_adopt(x->v, &b->mention[k]);
		}
	}
	x->first_person = sentences ? (float)x->f->first_person / (float)sentences : 0;
}

#define LENGTH(list) (sizeof (list) / sizeof *(list))

static bool
kind_is(struct str kind, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(kind, list[i]))
			return true;
	return false;
}

static void
set_kind(const struct context *x, struct candidate *c)
{
	const struct str database[] = { STR("database"), STR("cache_search"), STR("message_broker"), STR("data_engine") },
	    library[] = { STR("library"), STR("web_framework"), STR("frontend_framework"), STR("ml_framework"),
	    STR("mobile_framework"), STR("testing_tool"), STR("runtime") },
	    cloud[] = { STR("cloud_platform"), STR("cloud_service") }, protocol[] = { STR("protocol_format"), STR("operating_system") };
	if (c->technology.tech < 0)
		return;
	struct str kind = x->v->lexicon->entry[LEXICON_TECHNOLOGIES][c->technology.tech].kind;
	enum term t = str_eq(kind, STR("language")) ? TERM_technology_language :
	    kind_is(kind, database, LENGTH(database)) ? TERM_technology_database :
	    kind_is(kind, library, LENGTH(library)) ? TERM_technology_library :
	    kind_is(kind, cloud, LENGTH(cloud)) ? TERM_technology_cloud :
	    kind_is(kind, protocol, LENGTH(protocol)) ? TERM_technology_protocol : TERM_technology_other;

	c->term[t] = 1;
}

static void
set_guess(const struct context *x, struct candidate *c)
{
	const struct frame *f = x->f;

	for (size_t i = 0; i < f->n_guesses; i++) {
		const struct guess *g = &f->guess[i];
		if (!same_name(&g->m.name, &c->adopter))
			continue;
		double other = i > 0 ? f->guess[0].score : f->n_guesses > 1 ? f->guess[1].score : 0;
		c->term[TERM_guess] = (float)(MAX_GUESSES - i);
		c->term[TERM_guess_score] = (float)g->score;
		c->term[TERM_guess_lead] = (float)(g->score / (g->score + other + 0.01));
		c->term[TERM_guess_titled] = g->titled;
		break;
	}
}

static void
set_names(const struct context *x, struct candidate *c, const struct mention *adopter, const struct mention *technology)
{
	c->term[TERM_adopter_count] = log_of_count(adopter->count);
	c->term[TERM_adopter_share] = (float)adopter->count / (float)(x->n_adopters + adopter->count + 1);
	c->term[TERM_technology_count] = log_of_count(technology->count);
	c->term[TERM_technology_share] = (float)technology->count / (float)(x->n_technologies + technology->count + 1);
	if (adopter->name.org >= 0) {
		const struct lexicon_entry *e = &x->v->lexicon->entry[LEXICON_ORGANISATIONS][adopter->name.org];
		c->term[TERM_adopter_company] = str_eq(e->kind, STR("company"));
		c->term[TERM_adopter_service] = str_eq(e->kind, STR("product"));
		c->term[TERM_adopter_software] = str_eq(e->sector, STR("software"));
	}
	c->term[TERM_adopter_common] = (adopter->flags & NAME_COMMON) != 0;
	c->term[TERM_technology_common] = (technology->flags & NAME_COMMON) != 0;
	c->term[TERM_vendor] = technology->name.tech >= 0 && adopter->name.org >= 0 &&
	    x->v->vendor[technology->name.tech] == adopter->name.org;
}

/* ---- who was named before ------------------------------------------------ */

/* May M be whom the sentences after it are about?  Tools are so only in earnest. */
static bool
may_be_topic(const struct context *x, const struct mention *m)
{
	return name_can_adopt(x->v, m) && (!name_is_tool(m) || m->name.org >= 0 || m->from <= x->from + 1);
}

static void
note_one(struct context *x, const struct mention *m)
{
	size_t at = 0;

	while (at < x->n_recent && !same_name(&x->recent[at].m->name, &m->name))
		at++;
	if (at == x->n_recent)
		at = x->n_recent < MAX_RECENT ? x->n_recent++ : MAX_RECENT - 1;
	memmove(x->recent + 1, x->recent, at * sizeof *x->recent);
	x->recent[0] = (struct recent){ m, x->n_sentences, x->block, m->from <= x->from + 1 };
	if (!x->block_first)
		x->block_first = m;
	else
		x->block_others |= !same_name(&x->block_first->name, &m->name);
}

void
setting_note_recent(struct context *x)
{
	size_t n;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n);

	/* Of one sentence the first is the likeliest topic of the next. */
	for (size_t i = n; i-- > 0;)
		if (may_be_topic(x, &m[i]))
			note_one(x, &m[i]);
}

static void
set_recent(const struct context *x, struct candidate *c)
{
	for (size_t i = 0; i < x->n_recent; i++) {
		const struct recent *r = &x->recent[i];
		if (!same_name(&r->m->name, &c->adopter))
			continue;
		size_t distance = x->n_sentences - r->sentence;
		c->term[TERM_recent_rank] = (float)i;
		c->term[TERM_recent_sentences] = distance > 10 ? 10 : (float)distance;
		c->term[TERM_recent_block] = r->block == x->block;
		c->term[TERM_recent_subject] = r->subject;
		break;
	}
	c->term[TERM_block_first] = x->block_first && same_name(&x->block_first->name, &c->adopter);
	c->term[TERM_block_only] = c->term[TERM_block_first] > 0 && !x->block_others;
	const struct mention *h = context_scope(x)->named;
	c->term[TERM_heading_names] = h && same_name(&h->name, &c->adopter);
	const struct entry *e = &x->f->entry[x->block];
	c->term[TERM_bind_entry] = c->binding == BIND_ENTRY;
	c->term[TERM_entry_names] = e->name && same_name(&e->name->name, &c->adopter);
	c->term[TERM_entry_distance] = c->term[TERM_entry_names] > 0 ? (float)e->distance : 0;
	c->term[TERM_entry_alone] = c->term[TERM_entry_names] > 0 && e->alone;
	c->term[TERM_bind_recent] = c->binding == BIND_RECENT;
}

/* ---- the sentence ------------------------------------------------------ */

/* Brackets that are open before token END. */
static int
open_brackets(const struct context *x, uint32_t end)
{
	int open = 0;

	for (uint32_t i = x->from; i < end; i++)
		if (x->b->tokens.at[i].flags & TOKEN_MARK) {
			char c = x->b->text.p[x->b->tokens.at[i].start];
			open += c == '(' ? 1 : c == ')' ? -1 : 0;
		}
	return open;
}

/* Whether M adopts, and whether it can only be used. */
enum { ROLE_ADOPTS = 1, ROLE_USED = 2 };

static unsigned
role_of(const struct context *x, const struct mention *m)
{
	return (m->name.tech < 0 && name_can_adopt(x->v, m) ? ROLE_ADOPTS : 0u) | (m->name.tech >= 0 ? ROLE_USED : 0u);
}

static void
set_neighbours(const struct context *x, struct candidate *c, const struct mention *adopter, const struct mention *technology)
{
	size_t n = x->n_mentions;
	const struct mention *m = x->mention;
	bool here = technology >= m && technology < m + n, inside = here && adopter >= m && adopter < m + n;
	uint32_t from = technology->from, to = technology->to, near = UINT32_MAX;

	c->term[TERM_bracket] = here && open_brackets(x, technology->from) > (inside ? open_brackets(x, adopter->from) : 0);
	c->term[TERM_nearest] = inside;
	if (!inside)
		return;
	from = adopter->from < from ? adopter->to : to;
	to = adopter->from < technology->from ? technology->from : adopter->from;
	near = to > from ? to - from : 0;
	for (size_t i = 0; i < n; i++) {
		unsigned role = role_of(x, &m[i]);
		if (!role || &m[i] == adopter || &m[i] == technology)
			continue;
		if (m[i].from >= from && m[i].to <= to) {
			c->term[TERM_adopters_between] += (role & ROLE_ADOPTS) != 0;
			c->term[TERM_technologies_between] += (role & ROLE_USED) != 0;
		}
		uint32_t distance = m[i].from >= technology->to ? m[i].from - technology->to :
		    technology->from >= m[i].to ? technology->from - m[i].to : 0;
		if ((role & ROLE_ADOPTS) && distance < near)
			c->term[TERM_nearest] = 0;
	}
}

void
terms_of_setting(const struct context *x, struct candidate *c)
{
	c->term[TERM_place] = (float)x->block / (float)x->a->n_blocks;
	c->term[TERM_article_words] = log_of((double)x->n_words);
	c->term[TERM_article_technologies] = log_of(x->n_technologies);
	c->term[TERM_article_adopters] = log_of(x->n_adopters);
	c->term[TERM_first_person] = x->first_person;
	c->term[TERM_entry_share] = x->f->entry_share;
	c->term[TERM_recent_rank] = 8;
	c->term[TERM_recent_sentences] = 10;
	for (size_t i = 0; i < x->n_mentions; i++) {
		unsigned role = role_of(x, &x->mention[i]);
		c->term[TERM_sentence_adopters] += (role & ROLE_ADOPTS) != 0;
		c->term[TERM_sentence_technologies] += (role & ROLE_USED) != 0;
	}
	c->term[TERM_sentence_words] = (float)(x->to - x->from) / 10;
	c->term[TERM_sentence_number] = x->sentence < 8 ? (float)x->sentence : 8;
}

void
terms_of_names(const struct context *x, struct candidate *c, const struct mention *adopter, const struct mention *technology)
{
	c->term[TERM_bind_subject] = c->binding == BIND_SUBJECT;
	c->term[TERM_bind_heading] = c->binding == BIND_HEADING;
	set_kind(x, c);
	set_guess(x, c);
	set_recent(x, c);
	set_names(x, c, adopter, technology);
	set_neighbours(x, c, adopter, technology);
}

/* ---- all candidates of the article --------------------------------------- */

struct counts { uint64_t *key; unsigned *n; size_t mask; };

static uint64_t
name_key(const struct name *n)
{
	return n->org >= 0 ? (uint64_t)n->org * 2 + 1 : n->tech >= 0 ? ((uint64_t)n->tech << 40) + 2 : n->key;
}

static unsigned *
count_of(struct counts *c, uint64_t key)
{
	size_t at = (key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & c->mask;

	key += !key;
	while (c->key[at] && c->key[at] != key)
		at = (at + 1) & c->mask;
	c->key[at] = key;
	return &c->n[at];
}

static struct counts
counts_new(struct arena *arena, size_t n)
{
	struct counts c = { .mask = 16 };

	while (c.mask < n * 2)
		c.mask *= 2;
	c.key = arena_array(arena, c.mask, sizeof *c.key);
	c.n = arena_array(arena, c.mask, sizeof *c.n);
	c.mask--;
	return c;
}

/* Where a candidate is counted. */
struct counted { unsigned *pair, *adopter, *technology; };

static void
count_pairs(const struct article *a, struct candidates *all)
{
	struct counts pair = counts_new(a->arena, all->n), adopter = counts_new(a->arena, all->n),
	    technology = counts_new(a->arena, all->n);
	struct counted *at = arena_array(a->arena, all->n + 1, sizeof *at);

	for (size_t i = 0; i < all->n; i++) {
		const struct candidate *c = &all->at[i];
		uint64_t who = name_key(&c->adopter), what = name_key(&c->technology) * UINT64_C(0x9e3779b97f4a7c15);
		at[i] = (struct counted){ count_of(&pair, who ^ what), count_of(&adopter, who), count_of(&technology, what) };
		if (c->status == STATUS_USES && (*at[i].pair)++ == 0)
			++*at[i].adopter, ++*at[i].technology;
	}
	for (size_t i = 0; i < all->n; i++) {
		struct candidate *c = &all->at[i];
		c->term[TERM_pair_sentences] = log_of_count(*at[i].pair);
		c->term[TERM_technologies_of_adopter] = log_of_count(*at[i].adopter);
		c->term[TERM_adopters_of_technology] = log_of_count(*at[i].technology);
	}
}

/* The sum of the priors of C's terms; most have none. */
static double
prior_of_terms(const struct candidate *c)
{
	double sum = 0;

#define TERM(name, prior, meaning) if ((prior) != 0) sum += (prior) * (double)c->term[TERM_##name];
#include "terms.def"
#undef TERM
	return sum;
}

/* What a person would say beforehand: the priors of its rules and terms. */
static void
set_prior(const struct vocabulary *v, struct candidate *c)
{
	double rules = 0;

	for (size_t word = 0; word < MAX_RULES / 64; word++)
		for (uint64_t bits = c->rules.bits[word]; bits; bits &= bits - 1)
			rules += rule_prior(v, word * 64 + (size_t)__builtin_ctzll(bits));
	c->term[TERM_prior] = (float)(rules + prior_of_terms(c));
	c->term[TERM_rule_prior] = (float)rules;
}

void
terms_of_all(const struct article *a, const struct vocabulary *v, struct candidates *all)
{
	count_pairs(a, all);
	for (size_t i = 0; i < all->n; i++)
		set_prior(v, &all->at[i]);
}
