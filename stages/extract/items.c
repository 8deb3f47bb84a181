#include "context.h"

struct str
context_word(const struct context *x, size_t i)
{
	return token_text(x->b->text, &x->b->tokens.at[i]);
}

/* May the tokens [from, to) stand between two members of a list? */
static bool
joins(const struct context *x, uint32_t from, uint32_t to)
{
	bool separator = false;
	unsigned fillers = 0;

	if (to - from > 4)
		return false;
	for (uint32_t i = from; i < to; i++) {
		struct str w = context_word(x, i);
		classes c = frame_classes(x->v, x->b, i);
		if (str_eq(w, STR(",")) || str_eq(w, STR("/")) || str_eq(w, STR("+")) || str_eq(w, STR("&")) ||
		    str_eq(w, STR("(")) || str_eq(w, STR(")")) || (c & x->c.join))
			separator = true;
		else if ((c & x->c.filler) && ++fillers <= 2)
			continue;
		else
			return false;
	}
	return separator;
}

static uint32_t
roles_of(const struct context *x, const struct mention *m)
{
	return (name_can_adopt(x->v, m) ? ITEM_ADOPTER : 0u) | (name_can_be_used(x->v, m) ? ITEM_TECHNOLOGY : 0u);
}

/* What two neighbours in a list can both be: a name that can only be one of
 * the two decides for one that could be both, but a technology and a company
 * that are known as such are no members of one list. */
static uint32_t
list_roles(const struct context *x, const struct mention *a, const struct mention *b)
{
	if (name_known(&a->name) && name_known(&b->name) && (a->name.tech >= 0) != (b->name.tech >= 0) &&
	    (a->name.org >= 0) != (b->name.org >= 0))
		return 0;
	return roles_of(x, a) & roles_of(x, b);
}

/* "of X", "from X", or X before the product that it makes. */
bool
item_is_oblique(const struct context *x, const struct mention *m, size_t left)
{
	if (m->from > x->from && (frame_classes(x->v, x->b, m->from - 1) & x->c.oblique))
		return true;
	if (m->from > x->from + 1 && (frame_classes(x->v, x->b, m->from - 2) & x->c.oblique) &&
	    str_ieq(context_word(x, m->from - 1), STR("the")))
		return true;
	return left > 1 && m[1].from == m->to && m[1].name.org < 0 && name_can_adopt(x->v, &m[1]);
}

static void
add_name_item(struct context *x, const struct mention *first, size_t left, size_t *used)
{
	struct item *it = &x->item[x->n_items++];
	uint32_t roles = roles_of(x, first);
	size_t n = 1;

	while (n < left && first[n].from < x->to && joins(x, first[n - 1].to, first[n].from)) {
		uint32_t both = roles & list_roles(x, &first[n - 1], &first[n]);
		if (!both)
			break;
		roles = both;
		n++;
	}
	if ((roles & ITEM_ADOPTER) && item_is_oblique(x, first, left))
		roles |= ITEM_OBLIQUE;
	*it = (struct item){ .flags = roles, .from = first->from, .to = first[n - 1].to,
	    .first = (uint32_t)(first - x->b->mention), .n = (uint32_t)n };
	for (const struct mention *m = first; m < first + n && m - x->mention < MAX_MENTIONS; m++)
		x->item_of[m - x->mention] = (int16_t)(x->n_items - 1);
	*used = n;
}

static void
add_word_item(struct context *x, uint32_t *at)
{
	const uint32_t *values;
	size_t n, length = phrases_longest(x->v->words, &x->b->tokens, *at, x->to, &values, &n);
	struct item *it = &x->item[x->n_items++];
	const struct token *t = &x->b->tokens.at[*at];

	*it = (struct item){ .from = *at, .to = *at + 1 };
	if (length) {
		it->to = *at + (uint32_t)length;
		for (size_t k = 0; k < n; k++)
			it->classes |= (classes)1 << values[k];
	}
	if (t->flags & TOKEN_MARK) {
		char c = x->b->text.p[t->start];
		it->flags |= ITEM_MARK | (c == ';' || c == '|' ? ITEM_BREAK : 0u);
	}
	if (it->classes & x->c.brk)
		it->flags |= ITEM_BREAK;
	if (it->classes & (x->c.we | x->c.they | x->c.it | x->c.company | x->c.ours))
		it->flags |= ITEM_PRONOUN;
	/* "wrote it in Rust", but "before it settled on Rust". */
	bool after_verb = x->n_items > 1 && (x->item[x->n_items - 2].classes & x->c.verb);
	if ((it->classes & x->c.company) || ((it->classes & x->c.object) && (after_verb || !(it->classes & x->c.it))))
		it->flags |= ITEM_OBLIQUE;
	if (it->classes & x->c.ours)
		it->flags |= ITEM_POSSESSIVE;
	if (it->classes & x->c.poss)
		it->flags |= ITEM_POSSESSIVE | ITEM_MARK;
	x->all |= it->classes;
	*at = it->to;
}

int
item_of(const struct context *x, const struct mention *m)
{
	bool inside = m >= x->mention && m < x->mention + x->n_mentions && m - x->mention < MAX_MENTIONS;

	return inside ? x->item_of[m - x->mention] : -1;
}

void
items_make(struct context *x)
{
	size_t n, k = 0;
	const struct mention *m = block_mentions(x->b, x->from, x->to, &n);

	x->mention = m;
	x->n_mentions = n;
	memset(x->item_of, -1, sizeof x->item_of);
	x->n_items = 0;
	x->all = 0;
	x->ready = false;
	x->pair.adopter = NULL;         /* none is in work */
	for (uint32_t i = x->from; i < x->to && x->n_items < MAX_ITEMS;) {
		while (k < n && m[k].from < i)
			k++;
		if (k < n && m[k].from == i && roles_of(x, &m[k])) {
			size_t used;
			add_name_item(x, &m[k], n - k, &used);
			k += used;
			i = x->item[x->n_items - 1].to;
		} else
			add_word_item(x, &i);
	}
}
