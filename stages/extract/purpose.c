#include "purpose.h"

#include "frame.h"

#define MAX_GROUPS 48
#define MAX_BEST   4
/* What lies farther away is not read; so long texts take linear time. */
#define MAX_NAME      16        /* tokens of a name */
#define MAX_ELSEWHERE 100       /* purposes of a block */
#define MAX_NEAR      50        /* items below an item, cells of a row */

/* How much counts what.  Fitted by hand on the annotated articles, one value at
 * a time; the figures change little around these. */
static const struct {
	double hint, weak, plain, strong;       /* words by their strength ... */
	double kind, no_kind, no_kind_strong;   /* ... that fit the technology's kind, or do not */
	double linked, far, other;              /* bound by "for" or "in"; some clauses away; bound to another technology */
	double loose, loose_owned;              /* the technology is named elsewhere, and here none, or another */
	double described;                       /* tells what the adopter is */
	double inside, inside_unknown;          /* within the technology's name, or another that is not known */
	double item, nested, row;               /* the rest of a list item, the items below it, the row of a table */
	double heading;                         /* of the section */
	double before;                          /* the sentence before */
	double supported, often;                /* the kind alone, where the article speaks so often of that purpose */
	double enough, share;                   /* told: at least so much, and this share of the first */
	double doubt;                           /* of what an unsure sentence tells, this share stays */
} weight = {
	.hint = .32, .weak = .45, .plain = .8, .strong = 1, .kind = 1.3, .no_kind = .2, .no_kind_strong = .7, .linked = 1.2, .far = .9, .other = .2,
	.loose = .8, .loose_owned = .4, .described = .15, .inside = .8, .inside_unknown = .5,
	.item = .75, .nested = .75, .row = .75, .heading = .6, .before = .5, .supported = .45, .often = 1,
	.enough = .4, .share = .5, .doubt = .6
};

struct hit { uint32_t from, to, use_case; enum purpose_strength strength; };

struct purpose_reader {
	const struct article    *a;
	const struct vocabulary *v;
	struct hit              *hit;           /* NULL: not yet read */
	size_t                   n_hits, cap;
	uint32_t                *first;         /* by block index, and one more: its hits */
	unsigned                 told[MAX_PURPOSES];
	classes                  brk;
	const struct block      *linked;        /* the block asked last, ... */
	uint8_t                 *links;         /* ... and how each of its words links (LINK_PURPOSE ...) */
};

/* Technologies of a sentence that one purpose is told of: a list, or a pair
 * with nothing but small words between. */
struct group { uint32_t from, to; };

struct place {
	struct purpose_reader *r;
	const struct block    *b;
	uint32_t               block, from, to;
	const struct mention  *adopter, *technology;
	struct group           group[MAX_GROUPS];
	int                    n_groups, own;
	uint32_t               described_from, described_to;    /* what the adopter is, between commas */
	uint32_t               kind;                            /* use cases of the technology's kind */
};

struct purpose_reader *
purpose_reader(const struct article *a, const struct vocabulary *v)
{
	struct purpose_reader *r = arena_alloc(a->arena, sizeof *r);

	*r = (struct purpose_reader){ .a = a, .v = v, .brk = vocabulary_class(v, "BREAK") };
	return r;
}

static void
add_hit(struct purpose_reader *r, struct hit h)
{
	if (r->n_hits == r->cap) {
		size_t cap = r->cap ? 2 * r->cap : 64;
		struct hit *more = arena_array(r->a->arena, cap, sizeof *more);
		for (size_t i = 0; i < r->n_hits; i++)
			more[i] = r->hit[i];
		r->hit = more;
		r->cap = cap;
	}
	r->hit[r->n_hits++] = h;
}

/* "Hardware testing" is testing: a word that tells little, right before one that
 * tells more, only says of what. */
static void
drop_modifiers(struct purpose_reader *r, size_t first, uint32_t at)
{
	while (r->n_hits > first && r->hit[r->n_hits - 1].to == at && r->hit[r->n_hits - 1].strength <= PURPOSE_WEAK)
		r->n_hits--;
}

static void
read_block(struct purpose_reader *r, const struct block *b)
{
	const uint32_t *values;
	size_t n, length, first = r->n_hits;

	for (uint32_t i = 0; i < b->tokens.n; i += length ? (uint32_t)length : 1) {
		length = purpose_words_at(r->v->purpose_words, &b->tokens, i, b->tokens.n, &values, &n);
		if (length && purpose_strength(values[0]) > PURPOSE_WEAK)
			drop_modifiers(r, first, i);
		for (size_t k = 0; length && k < n && purpose_strength(values[k]) != PURPOSE_NONE; k++) {
			uint32_t use_case = purpose_use_case(values[k]);
			add_hit(r, (struct hit){ i, i + (uint32_t)length, use_case, purpose_strength(values[k]) });
			r->told[use_case] += purpose_strength(values[k]) > PURPOSE_WEAK;
		}
	}
}

static void
read_article(struct purpose_reader *r)
{
	r->first = arena_array(r->a->arena, r->a->n_blocks + 1, sizeof *r->first);
	for (size_t i = 0; i < r->a->n_blocks; i++) {
		r->first[i] = (uint32_t)r->n_hits;
		if (r->a->block[i].kind != BLOCK_CODE)
			read_block(r, &r->a->block[i]);
	}
	r->first[r->a->n_blocks] = (uint32_t)r->n_hits;
}

static struct str
word(const struct block *b, uint32_t i)
{
	return token_text(b->text, &b->tokens.at[i]);
}

/* The first hit of the block INDEX that begins at token FROM or behind it. */
static const struct hit *
first_hit(const struct purpose_reader *r, size_t index, uint32_t from)
{
	uint32_t low = r->first[index], high = r->first[index + 1];

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (r->hit[mid].from < from)
			low = mid + 1;
		else
			high = mid;
	}
	return r->hit + low;
}

static const struct hit *
end_of_hits(const struct purpose_reader *r, size_t index)
{
	return r->hit + r->first[index + 1];
}

/* The name of a technology, and not a word that is also one: processing. */
static bool
names_technology(const struct place *p, const struct mention *m)
{
	return m->name.tech >= 0 && !(m->flags & NAME_LOWER) && name_can_be_used(p->r->v, m);
}

/* Does a purpose's word stand in the tokens [from, to)? */
static bool
purpose_between(const struct place *p, uint32_t from, uint32_t to)
{
	const struct hit *h = first_hit(p->r, p->block, from);

	return h < end_of_hits(p->r, p->block) && h->from < to;
}

static void
find_groups(struct place *p)
{
	size_t n;
	const struct mention *m = block_mentions(p->b, p->from, p->to, &n);

	p->own = -1;
	for (size_t i = 0; i < n; i++) {
		bool own = same_name(&m[i].name, &p->technology->name);
		if (!own && (!names_technology(p, &m[i]) || same_name(&m[i].name, &p->adopter->name)))
			continue;
		struct group *last = p->n_groups ? &p->group[p->n_groups - 1] : NULL;
		if (last && m[i].from - last->to <= 4 && !purpose_between(p, last->to, m[i].from))
			last->to = m[i].to;
		else if (p->n_groups < MAX_GROUPS)
			p->group[p->n_groups++] = (struct group){ m[i].from, m[i].to };
		if (own && p->own < 0)
			p->own = p->n_groups - 1;
	}
}

/* "Uber, a ride-hailing service, uses": what the adopter is. */
static void
find_description(struct place *p)
{
	uint32_t i = p->adopter->to;

	if (p->adopter->name.org < 0 || p->adopter < p->b->mention || p->adopter >= p->b->mention + p->b->n_mentions || i + 1 >= p->to)
		return;
	if (!str_eq(word(p->b, i), STR(",")) && !str_eq(word(p->b, i), STR("(")))
		return;
	struct str next = word(p->b, i + 1);
	if (!str_ieq(next, STR("a")) && !str_ieq(next, STR("an")) && !str_ieq(next, STR("the")) && !str_ieq(next, STR("one")))
		return;
	p->described_from = i;
	for (i++; i < p->to && !str_eq(word(p->b, i), STR(",")) && !str_eq(word(p->b, i), STR(")")); i++)
		continue;
	p->described_to = i;
}

static const uint8_t *
links_of(struct purpose_reader *r, const struct block *b)
{
	if (r->linked == b)
		return r->links;
	r->linked = b;
	r->links = arena_array(r->a->arena, b->tokens.n, sizeof *r->links);
	for (size_t i = 0; i < b->tokens.n; i++) {
		r->links[i] = (uint8_t)purpose_words_links(r->v->purpose_words, &b->tokens.at[i]);
		if (frame_classes(r->v, b, i) & r->brk)
			r->links[i] |= LINK_BOUNDARY;
	}
	return r->links;
}

/* How far the tokens [from, to) keep a purpose from a technology: before it
 * (the purpose is bound by for, to, as) or behind it (by with, in, uses). */
static double
cost_of_gap(const struct place *p, uint32_t from, uint32_t to, bool technology_first, bool *linked)
{
	const uint8_t *links = links_of(p->r, p->b);
	double cost = to - from > 12 ? 3 : (to - from) * .25;

	*linked = from == to;
	for (uint32_t i = from; i < to; i++) {
		if (links[i] & (technology_first ? LINK_PURPOSE : LINK_MEANS))
			*linked = true;
		if (links[i] & LINK_BOUNDARY) {
			cost += *linked && technology_first ? .5 : 2;
			if (!technology_first)
				*linked = false;
		}
	}
	return cost - *linked - (from == to ? .5 : 0);
}

/* The factor that its place in the sentence gives to hit H. */
static double
bond_of(const struct place *p, const struct hit *h)
{
	int left = -1, right = -1, owner;
	bool left_linked = false, right_linked = false;
	double left_cost = 1e9, right_cost = 1e9;

	if (p->n_groups == 0)
		return weight.loose;
	for (int g = 0; g < p->n_groups; g++) {
		if (p->group[g].from < h->to && h->from < p->group[g].to)
			return g == p->own ? weight.inside : p->own < 0 ? weight.loose_owned : weight.other;
		if (p->group[g].to <= h->from)
			left = g;
		else if (right < 0)
			right = g;
	}
	if (left >= 0)
		left_cost = cost_of_gap(p, p->group[left].to, h->from, true, &left_linked);
	if (right >= 0)
		right_cost = cost_of_gap(p, h->to, p->group[right].from, false, &right_linked);
	owner = left_cost <= right_cost ? left : right;
	double cost = owner == left ? left_cost : right_cost;
	bool linked = owner == left ? left_linked : right_linked;
	if (p->own < 0)
		return cost < 2 ? weight.loose_owned : weight.loose;
	if (owner != p->own)
		return weight.other;
	return cost > 4 ? weight.far : linked ? weight.linked : 1;
}

/* The factor for words inside names: a name is no purpose. */
static double
name_factor(const struct place *p, const struct block *b, const struct hit *h)
{
	size_t n;
	const struct mention *first = block_mentions(b, h->from > MAX_NAME ? h->from - MAX_NAME : 0, h->to, &n);

	for (const struct mention *m = first; m < first + n; m++) {
		if (m->to <= h->from)
			continue;
		if (same_name(&m->name, &p->technology->name))
			return 1;
		if (m->name.tech >= 0 && m->name.org < 0 && !names_technology(p, m))
			continue;
		if (same_name(&m->name, &p->adopter->name) || name_known(&m->name))
			return 0;
		return b->kind == BLOCK_HEADING ? 1 : weight.inside_unknown;
	}
	return 1;
}

static double
strength_of(const struct place *p, const struct block *b, const struct hit *h)
{
	double base = h->strength == PURPOSE_STRONG ? weight.strong : h->strength == PURPOSE_PLAIN ? weight.plain :
	    h->strength == PURPOSE_WEAK ? weight.weak : weight.hint;

	if (p->kind)
		base *= p->kind >> h->use_case & 1 ? weight.kind : h->strength == PURPOSE_STRONG ? weight.no_kind_strong : weight.no_kind;
	return base * name_factor(p, b, h);
}

static void
note(struct purposes *out, uint32_t use_case, double strength)
{
	if (strength > out->of[use_case])
		out->of[use_case] = (float)strength;
}

static void
in_sentence(const struct place *p, struct purposes *out)
{
	for (const struct hit *h = first_hit(p->r, p->block, p->from); h < end_of_hits(p->r, p->block) && h->to <= p->to; h++) {
		double s = strength_of(p, p->b, h) * bond_of(p, h);
		if (h->from >= p->described_from && h->to <= p->described_to)
			s *= weight.described;
		note(out, h->use_case, s);
	}
}

/* All that the tokens [from, to) of the block INDEX tell, by FACTOR. */
static void
elsewhere(const struct place *p, size_t index, uint32_t from, uint32_t to, double factor, struct purposes *out)
{
	const struct block *b = &p->r->a->block[index];

	unsigned left = MAX_ELSEWHERE;

	for (const struct hit *h = first_hit(p->r, index, from); h < end_of_hits(p->r, index) && h->to <= to && left; h++, left--)
		note(out, h->use_case, strength_of(p, b, h) * factor);
}

static bool
same_row(const struct block *a, const struct block *b)
{
	return a->kind == BLOCK_CELL && a->group == b->group && a->row == b->row;
}

/* The rest of a list item, and the items below it; the row of a table. */
static void
in_item(const struct place *p, struct purposes *out)
{
	const struct article *a = p->r->a;

	if (p->b->kind == BLOCK_ITEM) {
		elsewhere(p, p->block, 0, (uint32_t)p->b->tokens.n, weight.item, out);
		for (size_t i = p->block + 1; i < a->n_blocks && i <= p->block + MAX_NEAR && a->block[i].kind == BLOCK_ITEM &&
		    a->block[i].level > p->b->level; i++)
			elsewhere(p, i, 0, (uint32_t)a->block[i].tokens.n, weight.nested, out);
	} else if (p->b->kind == BLOCK_CELL) {
		size_t i = p->block;
		while (i > 0 && i + MAX_NEAR > p->block && same_row(&a->block[i - 1], p->b))
			i--;
		for (; i < a->n_blocks && i <= p->block + MAX_NEAR && same_row(&a->block[i], p->b); i++)
			elsewhere(p, i, 0, (uint32_t)a->block[i].tokens.n, weight.row, out);
	}
}

/* The heading right above. */
static void
in_heading(const struct place *p, struct purposes *out)
{
	const struct block *h = article_block(p->r->a, p->b->parent);

	if (h && h->kind == BLOCK_HEADING)
		elsewhere(p, (size_t)(h - p->r->a->block), 0, (uint32_t)h->tokens.n, weight.heading, out);
}

/* The sentence before it in the paragraph, if it speaks of no other technology. */
static void
before(const struct place *p, struct purposes *out)
{
	size_t low = 0, high = p->b->n_sentences, n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (p->b->sentence[mid].to < p->from)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == p->b->n_sentences || p->b->sentence[low].to != p->from)
		return;
	const struct sentence *s = &p->b->sentence[low];
	const struct mention *m = block_mentions(p->b, s->from, s->to, &n);
	for (size_t k = 0; k < n; k++)
		if (names_technology(p, &m[k]) && !same_name(&m[k].name, &p->technology->name))
			return;
	elsewhere(p, p->block, s->from, s->to, weight.before, out);
}

/* "T is used by A, B and C": names, and no word on what for. */
static bool
lists_adopters(const struct place *p)
{
	size_t n, listed = 0;
	const struct mention *m = block_mentions(p->b, p->from, p->to, &n);

	for (size_t i = 0; i < n; i++)
		listed += m[i].name.org >= 0 && m[i].name.tech < 0 && name_can_adopt(p->r->v, &m[i]);
	return listed > 2;
}

/* What technologies of its kind are for, where the article speaks of that. */
static void
by_kind(const struct place *p, struct purposes *out)
{
	uint32_t best = MAX_PURPOSES;

	if (p->own < 0 || lists_adopters(p))
		return;
	for (uint32_t i = 0; i < MAX_PURPOSES; i++)
		if ((p->kind >> i & 1) && (best == MAX_PURPOSES || p->r->told[i] > p->r->told[best]))
			best = i;
	if (best < MAX_PURPOSES && p->r->told[best] >= weight.often)
		note(out, best, weight.supported);
}

/* Where purposes are looked for, the nearest place first. */
static void (*const readings[])(const struct place *, struct purposes *) = {
	in_sentence, in_item, in_heading, before, by_kind
};

static bool
told(const struct purposes *p)
{
	for (size_t i = 0; i < MAX_PURPOSES; i++)
		if (p->of[i] >= weight.enough)
			return true;
	return false;
}

void
purpose_of(struct purpose_reader *r, uint32_t block, uint32_t from, uint32_t to, const struct mention *adopter,
    const struct mention *technology, struct purposes *out)
{
	struct place p = { .r = r, .b = &r->a->block[block], .block = block, .from = from, .to = to, .adopter = adopter,
	    .technology = technology };

	if (!r->first)
		read_article(r);
	*out = (struct purposes){ 0 };
	p.kind = purpose_words_of(r->v->purpose_words, technology->name.tech);
	find_groups(&p);
	find_description(&p);
	for (size_t i = 0; i < sizeof readings / sizeof *readings && !told(out); i++)
		readings[i](&p, out);
}

void
purposes_unite(struct purposes *all, const struct purposes *one, double sure)
{
	double factor = weight.doubt + (1 - weight.doubt) * sure;

	for (size_t i = 0; i < MAX_PURPOSES; i++)
		if (one->of[i] * factor > all->of[i])
			all->of[i] = (float)(one->of[i] * factor);
}

uint32_t
purposes_best(const struct purposes *p)
{
	uint32_t bits = 0, enough = 0;
	float first = 0;

	for (uint32_t i = 0; i < MAX_PURPOSES; i++)
		enough |= (uint32_t)(p->of[i] >= weight.enough) << i;
	for (int n = 0; n < MAX_BEST && enough; n++) {
		uint32_t best = MAX_PURPOSES;
		for (uint32_t rest = enough; rest; rest &= rest - 1) {
			uint32_t i = (uint32_t)__builtin_ctz(rest);
			if (p->of[i] >= weight.share * first && (best == MAX_PURPOSES || p->of[i] > p->of[best]))
				best = i;
		}
		if (best == MAX_PURPOSES)
			break;
		bits |= UINT32_C(1) << best;
		enough &= ~bits;
		if (n == 0)
			first = p->of[best];
	}
	return bits;
}
