#include "context.h"

/* What a list tells of those in it, by the heading above: "No longer using X". */
static enum status
listed_status(const struct context *x)
{
	return x->heading & (SIGN_BIT(leave) | SIGN_BIT(ended) | SIGN_BIT(past)) ? STATUS_FORMERLY :
	    x->heading & SIGN_BIT(consider) ? STATUS_CONSIDERED : STATUS_USES;
}

static void
whole_block(struct context *x)
{
	x->first = x->out->n;
	x->from = 0;
	x->to = (uint32_t)x->b->tokens.n;
	if (x->to > 60 && x->b->n_sentences)
		x->to = x->b->sentence[0].to;
	items_make(x);
}

/* Below the heading: does its text speak of the name or of the technology? */
static bool
section_tells(const struct context *x, const struct mention *label, const struct mention *topic)
{
	if (x->f->cards || (label->name.org >= 0 && !(label->flags & NAME_ORG_AMBIGUOUS)))
		return true;
	for (size_t i = x->block + 1; i < x->a->n_blocks && x->a->block[i].kind != BLOCK_HEADING; i++)
		for (size_t k = 0; k < x->a->block[i].n_mentions; k++) {
			const struct name *n = &x->a->block[i].mention[k].name;
			if (same_name(n, &topic->name) || same_name(n, &label->name))
				return true;
		}
	return false;
}

/* "Uber" in a list, or as a heading, of a page on the users of T. */
void
frames_lists(struct context *x)
{
	const struct scope *s = context_scope(x);
	const struct mention *label;

	if (!s->topic || x->b->tokens.n == 0)
		return;
	whole_block(x);
	if (x->b->kind == BLOCK_ITEM || x->b->kind == BLOCK_TERM) {
		label = s->from == SCOPE_LABEL && s->adopter_block == x->b ? s->adopter : NULL;
		bool direct = x->b->parent == s->topic_block->no || s->topic_block->kind != BLOCK_HEADING || x->f->lists_users;
		if (label && x->b->level <= 1 && (direct || (label->name.org >= 0 && !(label->flags & NAME_ORG_AMBIGUOUS))))
			context_claim(x, label, BIND_NAMED, s->topic, listed_status(x), FRAME_LIST);
	} else if (x->b->kind == BLOCK_HEADING) {
		label = frame_label(x->v, x->b);
		if (label && label->to >= x->b->tokens.n && section_tells(x, label, s->topic))
			context_claim(x, label, BIND_NAMED, s->topic, listed_status(x), FRAME_SECTION);
	} else if (x->b->kind == BLOCK_PARAGRAPH && x->b->tokens.n <= 8) {
		/* A bare list without bullets. */
		label = frame_label(x->v, x->b);
		if (label && label->to >= x->b->tokens.n && name_known(&label->name))
			context_claim(x, label, BIND_NAMED, s->topic, listed_status(x), FRAME_LIST);
	}
}

/* "Relay: Artsy": the label is a technology, or the text behind a company's
 * label names only technologies. */
void
frames_labels(struct context *x)
{
	const struct scope *s = context_scope(x);
	size_t n;

	if (s->from != SCOPE_LABEL || !s->adopter || s->adopter_block != x->b || x->b->kind != BLOCK_ITEM)
		return;
	whole_block(x);
	const struct mention *m = block_mentions(x->b, s->adopter->to, x->to, &n);
	for (size_t i = 0; i < n; i++) {
		if (!name_is_tool(&m[i]) || !name_can_be_used(x->v, &m[i]))
			continue;
		/* Nothing but the name and marks between label and technology. */
		bool bare = true;
		for (uint32_t k = s->adopter->to; k < m[i].from && bare; k++) {
			bool inside = false;
			for (size_t j = 0; j < i; j++)
				inside |= k >= m[j].from && k < m[j].to;
			bare = inside || (x->b->tokens.at[k].flags & TOKEN_MARK) || (frame_classes(x->v, x->b, k) & x->c.join);
		}
		if (bare)
			context_claim(x, s->adopter, BIND_LABEL, &m[i], STATUS_USES, FRAME_LABEL);
	}
}

static bool
header_is(const struct context *x, const struct block *b, const char *class)
{
	struct tokens t = tokens_of(b->header, x->a->arena);

	return (frame_classes_in(x->v, &t, 0, t.n) & vocabulary_class(x->v, class)) != 0;
}

bool
context_lists_technologies(const struct context *x)
{
	return x->b->kind == BLOCK_CELL ? header_is(x, x->b, "HEADER_TECHNOLOGY") : x->f->entry[x->block].field;
}

/* A row of a table: the cell under "Company" with the technologies of the
 * cells under "Technology", or with the page's topic. */
void
frames_tables(struct context *x)
{
	const struct block *all = x->a->block;
	const struct mention *adopter = NULL;
	size_t from = x->block, to = x->block;

	if (x->b->kind != BLOCK_CELL || str_eq(x->b->header, STR("th")))
		return;
	if (!header_is(x, x->b, "HEADER_ADOPTER") || x->b->n_mentions == 0)
		return;
	for (size_t k = 0; k < x->b->n_mentions && !adopter; k++)
		if (name_can_adopt(x->v, &x->b->mention[k]))
			adopter = &x->b->mention[k];
	if (!adopter)
		return;
	while (from > 0 && all[from - 1].kind == BLOCK_CELL && all[from - 1].group == x->b->group && all[from - 1].row == x->b->row)
		from--;
	while (to + 1 < x->a->n_blocks && all[to + 1].kind == BLOCK_CELL && all[to + 1].group == x->b->group &&
	    all[to + 1].row == x->b->row)
		to++;
	bool any = false;
	whole_block(x);
	for (size_t i = from; i <= to; i++) {
		if (i == x->block || !header_is(x, &all[i], "HEADER_TECHNOLOGY"))
			continue;
		for (size_t k = 0; k < all[i].n_mentions; k++)
			if (name_can_be_used(x->v, &all[i].mention[k])) {
				context_claim(x, adopter, BIND_CELL, &all[i].mention[k], STATUS_USES, FRAME_TABLE);
				any = true;
			}
	}
	if (!any && context_scope(x)->topic)
		context_claim(x, adopter, BIND_CELL, context_scope(x)->topic, listed_status(x), FRAME_TABLE);
}

void
frames_entries(struct context *x)
{
	const struct entry *e = &x->f->entry[x->block];
	const struct mention *topic[] = { context_scope(x)->topic, x->f->title_tech, x->f->dominant };
	struct who who = { e->name, BIND_ENTRY, "entry" };
	bool fresh;

	if (!e->name || e->distance > 0 || x->b->tokens.n == 0)
		return;
	whole_block(x);
	for (int i = 0; i < 3; i++) {
		bool again = false;
		for (int k = 0; k < i; k++)
			again |= topic[k] && topic[i] && same_name(&topic[k]->name, &topic[i]->name);
		if (!topic[i] || again)
			continue;
		struct candidate *c = context_add(x, &who, who.m, topic[i], 1, listed_status(x), &fresh);
		if (c && fresh)
			rule_set_add(&c->rules, x->v->n_rule_names + FRAME_ENTRY);
		if (c)
			c->term[TERM_topic_rank] = (float)(i + 1);
	}
}

/* The technology named by the first cell of this one's row. */
static const struct mention *
row_technology(const struct context *x)
{
	const struct block *first = context_row(x);
	bool tools = first && header_is(x, first, "HEADER_TECHNOLOGY");

	for (size_t k = 0; first && k < first->n_mentions; k++)
		if ((tools || name_is_tool(&first->mention[k])) && name_can_be_used(x->v, &first->mention[k]))
			return &first->mention[k];
	return NULL;
}

static const struct mention *
heading_technology(const struct context *x)
{
	const struct block *h = x->b->parent ? article_block(x->a, x->b->parent) : NULL;

	for (size_t k = 0; h && k < h->n_mentions; k++)
		if (name_is_tool(&h->mention[k]) && name_can_be_used(x->v, &h->mention[k]))
			return &h->mention[k];
	return NULL;
}

/* Where the technology comes from that a sentence may speak of, the nearest first. */
enum { ROW, RECENT, HEADING, TITLE, SOURCES };
#define MAX_TOPICS 3

static void
add_topic(struct context *x, const struct mention *adopter, const struct mention *topic, const struct mention *const of[SOURCES],
    size_t ago)
{
	struct who who = { adopter, BIND_NAMED, "named" };
	bool from[SOURCES], fresh;

	for (int s = 0; s < SOURCES; s++)
		from[s] = of[s] && same_name(&of[s]->name, &topic->name);
	for (int status = 0; status < N_STATUS; status++) {
		if (!x->likely[status] && !(status == STATUS_CREATED && x->possible[status]))
			continue;
		struct candidate *c = context_add(x, &who, adopter, topic, 1, (enum status)status, &fresh);
		if (!c || !fresh)
			continue;
		rule_set_add(&c->rules, x->v->n_rule_names + FRAME_TOPIC);
		c->term[TERM_topic_absent] = 1;
		c->term[TERM_topic_row] = from[ROW];
		c->term[TERM_topic_recent] = from[RECENT] ? 1 / (float)ago : 0;
		c->term[TERM_topic_heading] = from[HEADING];
		c->term[TERM_topic_title] = from[TITLE];
	}
}

void
frames_topics(struct context *x)
{
	const struct mention *of[SOURCES] = { row_technology(x), x->last.m, heading_technology(x), x->f->title_tech }, *topic[MAX_TOPICS];
	size_t n = 0, ago = x->n_sentences - x->last.sentence;

	if (ago > 3)
		of[RECENT] = NULL;
	for (int s = 0; s < SOURCES && n < MAX_TOPICS; s++) {
		bool again = !of[s];
		for (size_t k = 0; k < n && !again; k++)
			again = same_name(&topic[k]->name, &of[s]->name);
		if (!again)
			topic[n++] = of[s];
	}
	for (size_t i = 0; i < x->n_mentions; i++)
		if (name_can_adopt(x->v, &x->mention[i]) && context_believable(&x->mention[i]))
			for (size_t k = 0; k < n; k++)
				add_topic(x, &x->mention[i], topic[k], of, ago);
}

const struct block *
context_head(const struct context *x)
{
	bool inside = x->b->kind == BLOCK_CELL && x->b->group == x->table && x->b->column < MAX_COLUMNS;

	return inside && x->head[x->b->column] != x->b ? x->head[x->b->column] : NULL;
}

void
frames_columns(struct context *x)
{
	const struct block *head = context_head(x);
	bool fresh;

	if (!head || x->b->tokens.n == 0)
		return;
	whole_block(x);
	for (size_t i = 0; i < head->n_mentions; i++)
		for (size_t k = 0; k < x->b->n_mentions; k++) {
			struct who who = { &x->b->mention[k], BIND_CELL, "cell" };
			if (!name_is_tool(&head->mention[i]) || !name_can_adopt(x->v, who.m))
				continue;
			struct candidate *c = context_add(x, &who, who.m, &head->mention[i], 1, listed_status(x), &fresh);
			if (c && fresh)
				rule_set_add(&c->rules, x->v->n_rule_names + FRAME_ENTRY);
		}
}
