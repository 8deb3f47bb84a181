#include "context.h"

#include <stdlib.h>

#include "../common/xalloc.h"
#include "purpose.h"
#include "years.h"

const char *const frame_rule_names[N_FRAME_RULES] = {
	"frame_list", "frame_section", "frame_table", "frame_label", "same_sentence", "frame_mention", "frame_entry", "frame_topic"
};

struct str
rule_name(const struct vocabulary *v, size_t i)
{
	return i < v->n_rule_names ? v->rule_name[i] : str_of(frame_rule_names[i - v->n_rule_names]);
}

static const char *const term_names[N_TERMS] = {
#define TERM(name, prior, meaning) #name,
#include "terms.def"
#undef TERM
};

double
rule_prior(const struct vocabulary *v, size_t i)
{
	static const double priors[N_FRAME_RULES] = { 2.5, 2.5, 2.5, 1.5, 0, 0.3, 0.5, 0 };

	return i < v->n_rule_names ? v->rule_prior[i] : priors[i - v->n_rule_names];
}

bool
term_of_name(enum term t)
{
	static const bool of_name[N_TERMS] = {
#define TERM(name, prior, meaning) [TERM_##name] = false,
#define NAME_TERM(name, prior, meaning) [TERM_##name] = true,
#include "terms.def"
#undef TERM
	};

	return of_name[t];
}

const char *
term_name(enum term t)
{
	return term_names[t];
}

void
candidates_release(struct candidates *c)
{
	free(c->at);
	wordings_release(&c->words);
	*c = (struct candidates){ 0 };
}

static struct str
item_text(const struct context *x, int at)
{
	const struct token *t = x->b->tokens.at;

	return str_sub(x->b->text, t[x->item[at].from].start, t[x->item[at].to - 1].end);
}

/* The candidates of one match: each adopter of the list with each technology. */
static void
from_match(struct context *x, const struct match *m, int technology, enum status status, uint32_t move)
{
	const struct item *t = &x->item[technology];
	struct who who = { NULL, BIND_NAMED, "named" };
	size_t n_adopters = 1;
	bool fresh;

	if (m->adopter < 0)
		who = who_implied(x);
	else if (x->item[m->adopter].flags & ITEM_PRONOUN)
		who = who_pronoun(x, &x->item[m->adopter]);
	else {
		who.m = &x->b->mention[x->item[m->adopter].first];
		n_adopters = x->item[m->adopter].n;
	}
	for (size_t i = 0; who.m && i < n_adopters; i++)
		for (uint32_t k = 0; k < t->n; k++) {
			/* "A and B use T and U respectively": pair by pair. */
			if ((x->all & x->c.respectively) && n_adopters > 1 && n_adopters == t->n && i != k)
				continue;
			struct candidate *c = context_add(x, &who, &who.m[i], &x->b->mention[t->first + k], t->n, status, &fresh);
			if (!c)
				continue;
			rule_set_add(&c->rules, m->rule->index);
			if (m->cue >= 0 && c->term[TERM_adopter_product] && (x->item[m->cue].classes & x->c.built))
				c->term[TERM_product_built] = 1;
			c->move = move ? move : c->move;
			if (m->cue >= 0 && !c->cue.p)
				c->cue = item_text(x, m->cue);
			terms_of_match(x, c, m, fresh);
		}
}

static void
by_rules(struct context *x)
{
	struct match match[MAX_MATCHES];
	size_t n = rules_match(x->v, x->item, x->n_items, match);

	for (size_t i = 0; i < n; i++) {
		const struct match *m = &match[i];
		uint32_t move = m->rule->move && m->technology >= 0 && m->left >= 0 ? ++x->moves : 0;
		if (m->technology >= 0)
			from_match(x, m, m->technology, m->rule->status, move);
		/* "From Python 2 to Python 3" is no move away from it. */
		bool version = m->technology >= 0 && m->left >= 0 && same_name(&x->b->mention[x->item[m->left].first].name,
		    &x->b->mention[x->item[m->technology].first].name);
		if (m->left >= 0 && !version)
			from_match(x, m, m->left, m->rule->from_status, move);
	}
}

/* ---- frames ------------------------------------------------------------ */

void
context_claim(struct context *x, const struct mention *adopter, enum binding binding, const struct mention *technology,
    enum status status, int rule)
{
	struct who who = { adopter, binding, frame_rule_names[rule] };
	bool fresh;
	struct candidate *c = context_add(x, &who, adopter, technology, 1, status, &fresh);

	if (c)
		rule_set_add(&c->rules, x->v->n_rule_names + (size_t)rule);
}

/* Of one sentence without rules at most so many pairs are looked at. */
#define MAX_PAIRS 256
/* An article with more candidates is no article: from there on only names of the
 * sentence are weighed, not those that it may be about, and for statuses that
 * its words tell more plainly. */
#define MAX_CANDIDATES 10000

/* A name that may be bound without a rule: a single word whose capital only its
 * place may have caused, and that stands nowhere else, is none. */
bool
context_believable(const struct mention *m)
{
	return name_known(&m->name) || m->to - m->from >= 2 || m->count >= 2 || !(m->flags & NAME_INITIAL) ||
	    (m->flags & NAME_COMPOUND);
}

/* An unknown technology needs company that is known, a shape, a place, or a word before it that tells of use. */
static bool
believable_technology(const struct context *x, const struct mention *m)
{
	classes before = m->from > x->from ? frame_classes(x->v, x->b, m->from - 1) : 0;

	if (name_known(&m->name) || (m->flags & (NAME_TOOL | NAME_SMALL)) || beside_known(x, m) || looks_like_tool(x, m) || context_lists_technologies(x))
		return true;
	return !(m->flags & (NAME_INITIAL | NAME_PERSON)) && (before & (x->c.use | x->c.adopt | x->c.leave | x->c.tech_prep | x->c.by | x->c.verb));
}

/* Which of the sentence's names can be what is used. */
static void
note_technologies(struct context *x)
{
	size_t n;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n);

	for (size_t i = 0; i < n && i < MAX_MENTIONS; i++)
		x->listed[i] = name_can_be_used(x->v, &m[i]) && believable_technology(x, &m[i]) ? 1 + beside_known(x, &m[i]) : 0;
}

/* The statuses that the words of the sentence, or those around it, make possible. */
static void
note_statuses(struct context *x)
{
	uint64_t beside = x->after | x->heading, all = relation_signs(x->v, x->all);
	uint64_t left = SIGN_BIT(leave) | SIGN_BIT(replace) | SIGN_BIT(move) | SIGN_BIT(move_to) | SIGN_BIT(was_using) |
	    SIGN_BIT(took_place) | SIGN_BIT(gave_way);
	uint64_t made = SIGN_BIT(create) | SIGN_BIT(created_at) | SIGN_BIT(maker) | SIGN_BIT(offer) | SIGN_BIT(possessive) |
	    SIGN_BIT(our) | SIGN_BIT(build);
	classes hints = x->out->n <= MAX_CANDIDATES ? x->all : 0;
	/* What heads a list tells of all that stands in it. */
	bool listed = x->b->kind == BLOCK_ITEM || x->b->kind == BLOCK_CELL || x->b->kind == BLOCK_TERM;
	uint64_t told = all | (listed ? x->heading : 0);
	hints |= listed ? x->head_classes : 0;

	x->possible[STATUS_USES] = true;
	x->possible[STATUS_FORMERLY] = ((all | beside) & left) || (all & (SIGN_BIT(past) | SIGN_BIT(not) | SIGN_BIT(ended))) || (hints & x->c.over);
	x->possible[STATUS_CONSIDERED] = ((all | beside) & SIGN_BIT(consider)) || (all & SIGN_BIT(rejected)) || (hints & x->c.weighed);
	/* Of whom the words do not speak only what they plainly say. */
	x->likely[STATUS_USES] = true;
	x->likely[STATUS_FORMERLY] = (told & (left | SIGN_BIT(past) | SIGN_BIT(ended))) || (hints & x->c.over);
	x->likely[STATUS_CONSIDERED] = (told & (SIGN_BIT(consider) | SIGN_BIT(rejected))) || (hints & x->c.weighed);
	x->possible[STATUS_CREATED] = (all & (made | SIGN_BIT(by))) || (hints & x->c.made) || ((x->b->kind == BLOCK_ITEM || x->b->kind == BLOCK_CELL) &&
	    ((all | (x->b->kind == BLOCK_CELL ? x->heading : 0)) & (SIGN_BIT(from) | SIGN_BIT(by))));
}

static void
add_pair(struct context *x, const struct who *who, const struct mention *technology, size_t listed, int rule)
{
	bool fresh;

	for (int s = 0; s < N_STATUS && x->out->n - x->first < MAX_PAIRS; s++) {
		if (!(who->binding > BIND_LABEL ? x->likely[s] : x->possible[s]))
			continue;
		struct candidate *c = context_add(x, who, who->m, technology, listed, (enum status)s, &fresh);
		if (c && fresh)
			rule_set_add(&c->rules, x->v->n_rule_names + (size_t)rule);
	}
}

/* Has the sentence's every technology been added with this name, for no fewer statuses? */
static bool
was_weighed(struct context *x, const struct who *who)
{
	struct weighed now = { who->m->name.key, who->m->name.tech, who->m->name.org, who->binding > BIND_LABEL };

	for (size_t i = 0; i < x->n_weighed; i++) {
		const struct weighed *w = &x->weighed[i];
		if (w->key == now.key && w->tech == now.tech && w->org == now.org && w->likely <= now.likely)
			return true;
	}
	if (x->n_weighed < MAX_WEIGHED)
		x->weighed[x->n_weighed++] = now;
	return false;
}

/* Every technology of the sentence with WHO. */
static void
add_pairs(struct context *x, const struct who *who, int rule)
{
	if (!who->m || was_weighed(x, who))
		return;
	for (size_t i = 0; i < x->n_mentions && i < MAX_MENTIONS; i++)
		if (x->listed[i])
			add_pair(x, who, &x->mention[i], x->listed[i], rule);
}

static void
weigh(struct context *x, const struct mention *m, enum binding binding, const char *path)
{
	struct who who = { m, binding, path };

	add_pairs(x, &who, binding == BIND_NAMED ? FRAME_SAME : FRAME_MENTION);
}

/* Whatever the rules say: every adopter of the sentence with every technology.
 * The score decides. */
static void
by_names(struct context *x)
{
	size_t n;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n);

	for (size_t i = 0; i < n; i++)
		if (name_can_adopt(x->v, &m[i]) && context_believable(&m[i]))
			weigh(x, &m[i], BIND_NAMED, "named");
}

/* So many of those whose article it may be are asked; what is told of a picture has no subject of the text around it. */
static size_t
n_guesses(const struct context *x)
{
	size_t most = x->b->kind == BLOCK_CAPTION ? 0 : x->f->own_voice ? MAX_GUESSES : 2;

	return x->f->n_guesses < most ? x->f->n_guesses : most;
}

/* Likewise whom the text around it may be about. */
static void
by_context(struct context *x)
{
	struct who we = who_first_person(x), they = who_third_person(x), implied = who_implied(x);
	const struct block *head = context_head(x);

	if (x->out->n > MAX_CANDIDATES)
		return;
	if (x->all & (x->c.we | x->c.ours))
		add_pairs(x, &we, FRAME_MENTION);
	if (x->all & (x->c.they | x->c.it | x->c.company | x->c.ours))
		add_pairs(x, &they, FRAME_MENTION);
	add_pairs(x, &implied, FRAME_MENTION);
	weigh(x, x->f->entry[x->block].name, BIND_ENTRY, "entry");
	weigh(x, x->subject, BIND_SUBJECT, "subject");
	weigh(x, context_scope(x)->named, BIND_HEADING, "heading");
	for (size_t i = 0; head && i < head->n_mentions; i++)
		if (name_can_adopt(x->v, &head->mention[i]) || head->mention[i].name.tech >= 0)
			weigh(x, &head->mention[i], BIND_CELL, "column");
	for (size_t i = 0; i < x->n_recent && i < 3; i++)
		weigh(x, x->recent[i].m, BIND_RECENT, "recent");
	for (size_t i = 0; i < n_guesses(x); i++)
		weigh(x, &x->f->guess[i].m, BIND_COMPANY, "company");
}

/* Rules of claims.rules, without those of the frames. */
static struct rule_set
rules_of_file(const struct context *x, const struct candidate *c)
{
	struct rule_set set = c->rules;

	for (size_t i = 0; i < N_FRAME_RULES; i++)
		rule_set_remove(&set, x->v->n_rule_names + i);
	return set;
}

/* A rule of another status on the same pair speaks against. */
static void
note_other_rules(struct context *x)
{
	size_t n = x->out->n - x->first;
	struct candidate *at = x->out->at + x->first;

	for (size_t i = 0; i < n; i++) {
		struct rule_set set = rules_of_file(x, &at[i]);
		bool bound = !rule_set_empty(&set);
		at[i].term[TERM_only_place] = !bound;
		at[i].term[TERM_only_place_far] = !bound && at[i].term[TERM_distance] > 1.5;
	}
	for (size_t i = 0; i < n; i++) {
		const struct told *left = &x->told[i];
		if (left->status != STATUS_FORMERLY && left->status != STATUS_CONSIDERED)
			continue;
		for (size_t k = 0; k < n; k++) {
			const struct told *used = &x->told[k];
			if (used->status != STATUS_USES || !same_name(&left->adopter, &used->adopter) ||
			    !same_name(&left->technology, &used->technology))
				continue;
			at[k].term[TERM_other_rule] = 1;
			if (at[k].term[TERM_only_place] > 0)
				continue;
			/* What binds the two binds them in the past as well. */
			struct rule_set set = rules_of_file(x, &at[k]);
			at[i].term[TERM_also_uses] = 1;
			rule_set_unite(&at[i].rules, &set);
		}
	}
}

/* ---- an article -------------------------------------------------------- */

/* The first name of the sentence that can be its subject. */
static void
note_subject(struct context *x)
{
	for (size_t i = 0; i < x->n_items; i++) {
		const struct item *it = &x->item[i];
		if (!(it->flags & ITEM_ADOPTER) || (it->flags & ITEM_PRONOUN))
			continue;
		const struct mention *m = &x->b->mention[it->first];
		bool first = m->from <= x->from + 2;
		if (m->name.org >= 0 || (m->flags & NAME_COMPOUND) || (first && (m->name.tech >= 0 || m->count >= 2))) {
			x->subject = m;
			return;
		}
	}
}

static void
note_misses(struct context *x, size_t before)
{
	size_t n;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n), *who = NULL, *what = NULL;

	if (x->out->n > before)
		return;
	for (size_t i = 0; i < n; i++) {
		if (!who && m[i].name.org >= 0 && name_can_adopt(x->v, &m[i]))
			who = &m[i];
		if (!what && m[i].name.tech >= 0 && name_can_be_used(x->v, &m[i]) && &m[i] != who)
			what = &m[i];
	}
	if (!who || !what || same_name(&who->name, &what->name))
		return;
	const char *reason = (x->all & x->c.neg) ? "negated" : (x->all & x->c.cond) ? "conditional" :
	    (x->all & x->c.modal) ? "not asserted" : ends_with_question(x) ? "question" : "no rule binds the two";
	x->misses->at = xgrow(x->misses->at, &x->misses->cap, x->misses->n + 1, sizeof *x->misses->at);
	x->misses->at[x->misses->n++] = (struct miss){ who->name, what->name, x->block,
	    x->b->tokens.at[x->from].start, x->b->tokens.at[x->to - 1].end, reason };
}

/* The signs of single words in the sentence S of B. */
static uint64_t
word_signs(const struct context *x, const struct block *b, const struct sentence *s)
{
	classes bits = 0;

	for (uint32_t i = s->from; i < s->to; i++)
		bits |= frame_classes(x->v, b, i);
	return relation_signs(x->v, bits);
}

/* The last known technology of the sentence is what the next may speak of. */
static void
note_technology(struct context *x)
{
	for (size_t i = x->n_mentions; i-- > 0;)
		if (x->mention[i].name.tech >= 0 && name_can_be_used(x->v, &x->mention[i])) {
			x->last = (struct told_last){ &x->mention[i], x->n_sentences };
			return;
		}
}

static void
read_sentence(struct context *x, const struct sentence *s)
{
	size_t n, before = x->out->n;

	x->from = s->from;
	x->to = s->to;
	x->n_sentences++;
	block_mentions(x->b, s->from, s->to, &n);
	if (n == 0)
		return;
	items_make(x);
	bool technology = false;
	for (size_t i = 0; i < x->n_items && !technology; i++)
		technology = x->item[i].flags & ITEM_TECHNOLOGY;
	x->first = x->out->n;
	x->n_weighed = 0;
	x->sentence = (size_t)(s - x->b->sentence);
	x->before = x->sentence > 0 ? word_signs(x, x->b, s - 1) : 0;
	x->after = x->sentence + 1 < x->b->n_sentences ? word_signs(x, x->b, s + 1) : 0;
	note_statuses(x);
	if (technology) {
		by_rules(x);
		note_technologies(x);
		by_names(x);
		by_context(x);
		note_other_rules(x);
		note_misses(x, before);
	}
	if ((x->out->n == before || (x->all & (x->c.it | x->c.tool))) && x->b->kind != BLOCK_HEADING)
		frames_topics(x);
	note_technology(x);
	note_subject(x);
	setting_note_recent(x);
}

/* The signs of single words of a text that stands apart: a column's header. */
static uint64_t
signs_of_text(const struct context *x, struct str text)
{
	struct tokens t = tokens_of(text, x->a->arena);

	return relation_signs(x->v, frame_classes_in(x->v, &t, 0, t.n));
}

const struct block *
context_row(const struct context *x)
{
	const struct block *first = x->b;

	if (first->kind != BLOCK_CELL)
		return NULL;
	while (first > x->a->block && x->b - first < MAX_COLUMNS && first[-1].kind == BLOCK_CELL && first[-1].group == x->b->group && first[-1].row == x->b->row)
		first--;
	return first < x->b ? first : NULL;
}

/* Headers of columns are known from where they stand on. */
static void
note_column(struct context *x)
{
	if (x->b->kind != BLOCK_CELL)
		return;
	if (x->b->group != x->table)
		memset(x->head, 0, sizeof x->head);
	x->table = x->b->group;
	if (x->b->column < MAX_COLUMNS && str_eq(x->b->header, STR("th")))
		x->head[x->b->column] = x->b;
}

/* What the heading above the block says. */
static void
note_heading(struct context *x)
{
	const struct block *h = x->b->parent ? article_block(x->a, x->b->parent) : NULL;

	x->head_classes = h ? frame_classes_in(x->v, &h->tokens, 0, h->tokens.n) : 0;
	x->heading = relation_signs(x->v, x->head_classes);
	const struct block *row = context_row(x);
	if (x->b->kind == BLOCK_CELL)
		x->heading |= signs_of_text(x, x->b->header) | (row ? signs_of_text(x, row->text) : 0);
}

static void
set_classes(struct context *x)
{
	const struct vocabulary *v = x->v;

	x->c.neg = vocabulary_class(v, "NOT");
	x->c.modal = vocabulary_class(v, "MODAL");
	x->c.cond = vocabulary_class(v, "IF");
	x->c.advice = vocabulary_class(v, "YOU");
	x->c.hearsay = vocabulary_class(v, "OTHERS");
	x->c.past = vocabulary_class(v, "PAST");
	x->c.we = vocabulary_class(v, "WE");
	x->c.they = vocabulary_class(v, "THEY");
	x->c.it = vocabulary_class(v, "IT");
	x->c.ours = vocabulary_class(v, "OURS");
	x->c.company = vocabulary_class(v, "COMPANY");
	x->c.brk = vocabulary_class(v, "BREAK");
	x->c.join = vocabulary_class(v, "JOIN");
	x->c.poss = vocabulary_class(v, "POSSESSIVE");
	x->c.quote = vocabulary_class(v, "SAID");
	x->c.filler = vocabulary_class(v, "FILLER");
	x->c.use = vocabulary_class(v, "USE");
	x->c.built = vocabulary_class(v, "BUILT");
	x->c.adopt = vocabulary_class(v, "ADOPT");
	x->c.moveto = vocabulary_class(v, "MOVETO");
	x->c.code = vocabulary_class(v, "CODE");
	x->c.indefinite = vocabulary_class(v, "INDEFINITE");
	x->c.respectively = vocabulary_class(v, "RESPECTIVELY");
	x->c.tool = vocabulary_class(v, "TOOL");
	x->c.order = vocabulary_class(v, "ORDER");
	x->c.verb = vocabulary_class(v, "BUILD") | vocabulary_class(v, "MOVE") | vocabulary_class(v, "WORK") |
	    vocabulary_class(v, "USE") | vocabulary_class(v, "REPLACE") | vocabulary_class(v, "CONVERT") |
	    vocabulary_class(v, "POWER") | vocabulary_class(v, "LEAVE");
	x->c.object = vocabulary_class(v, "OBJECT");
	x->c.oblique = vocabulary_class(v, "OBLIQUE");
	x->c.tech_prep = vocabulary_class(v, "TECH_PREP");
	x->c.by = vocabulary_class(v, "BY");
	x->c.over = vocabulary_class(v, "OVER");
	x->c.weighed = vocabulary_class(v, "WEIGHED");
	x->c.made = vocabulary_class(v, "MADE");
	x->c.leave = vocabulary_class(v, "LEAVE") | vocabulary_class(v, "REPLACE");
}

static void
read_block(struct context *x)
{
	note_column(x);
	note_heading(x);
	x->block_first = NULL;
	x->block_others = false;
	for (size_t k = 0; k < x->b->n_sentences; k++)
		read_sentence(x, &x->b->sentence[k]);
	frames_lists(x);
	frames_labels(x);
	frames_tables(x);
	frames_entries(x);
	frames_columns(x);
}

/* A caption stands for itself: nobody whom the text around it speaks of is its
 * subject, and whom it names is none of the text behind it. */
static void
read_caption(struct context *x)
{
	const struct mention *subject = x->subject;
	struct told_last last = x->last;
	struct recent recent[MAX_RECENT];
	size_t n = x->n_recent;

	memcpy(recent, x->recent, sizeof recent);
	x->subject = NULL;
	x->n_recent = 0;
	read_block(x);
	memcpy(x->recent, recent, sizeof recent);
	x->n_recent = n;
	x->subject = subject;
	x->last = last;
}

/* Known names compare by their entry, whatever form was written. */
static void
unify_keys(struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct name *names[2] = { &c->at[i].adopter, &c->at[i].technology };
		if (names[0]->org >= 0)
			names[0]->key = (uint64_t)names[0]->org << 1;
		else if (names[0]->tech >= 0)
			names[0]->key = ((uint64_t)names[0]->tech << 1 | 1) + (UINT64_C(1) << 40);
		if (names[1]->tech >= 0)
			names[1]->key = ((uint64_t)names[1]->tech << 1 | 1) + (UINT64_C(1) << 40);
	}
}

void
claims_find(const struct article *a, const struct frame *f, const struct vocabulary *v,
    struct candidates *out, struct misses *misses)
{
	struct context *x = xcalloc(1, sizeof *x);
	uint32_t section = 0;

	*x = (struct context){ .a = a, .f = f, .v = v, .out = out, .misses = misses };
	set_classes(x);
	setting_of_article(x);
	out->n = misses->n = 0;
	wordings_reset(&out->words);
	x->words = wording_reader(&out->words, v->word_classes);
	for (size_t i = 0; i < a->n_blocks; i++) {
		x->b = &a->block[i];
		x->block = (uint32_t)i;
		if (x->b->kind == BLOCK_CODE || x->b->of_page)
			continue;
		if (x->b->kind == BLOCK_CAPTION) {
			read_caption(x);
			continue;
		}
		if (x->b->kind == BLOCK_HEADING || x->b->parent != section || x->b->kind == BLOCK_ITEM)
			x->subject = NULL;
		section = x->b->kind == BLOCK_HEADING ? x->b->no : x->b->parent;
		read_block(x);
	}
	terms_of_all(a, v, out);
	unify_keys(out);
	wording_reader_free(x->words);
	free(x->told);
	free(x);
}

void
claims_detail(const struct article *a, const struct vocabulary *v, struct candidates *c, double floor)
{
	struct purpose_reader *purposes = purpose_reader(a, v);

	for (size_t i = 0; i < c->n; i++) {
		struct candidate *one = &c->at[i];
		if (one->confidence < floor)
			continue;
		years_of(&a->block[one->block], one->from, one->to, v, one->status, &one->since, &one->until);
		purpose_of(purposes, one->block, one->from, one->to, one->adopter_mention, one->technology_mention, &one->purposes);
		one->use_cases = purposes_best(&one->purposes);
	}
}
