#include "metrics.h"

#include "../common/xalloc.h"
#include "subject.h"
#include "technology.h"

#define MIN_MAIN 3      /* claims of an article's main adopter */

static void
collect_told(struct binder *x, const struct candidates *claims)
{
	size_t size = hashes_size(6 * (claims->n + 1));
	const struct candidate *first = NULL;

	x->told = arena_array(x->a->arena, size, sizeof *x->told);
	x->adopters = arena_array(x->a->arena, size, sizeof *x->adopters);
	x->told_mask = size - 1;
	x->one_adopter = true;
	for (size_t i = 0; i < claims->n; i++) {
		const struct candidate *c = &claims->at[i];
		if (c->confidence < TOLD_FROM)
			continue;
		x->one_adopter = !first || same_name(&first->adopter, &c->adopter) ? x->one_adopter : false;
		first = first ? first : c;
		hashes_put(x->told, x->told_mask, binder_key(&c->adopter));
		hashes_put(x->adopters, x->told_mask, binder_key(&c->adopter));
		hashes_put(x->told, x->told_mask, binder_key(&c->technology));
	}
	x->any_claim = first;
}

/* Of whom at least half of the claims tell, if of anybody. */
static const struct mention *
main_adopter(const struct candidates *claims)
{
	size_t n = 0, theirs = 0;
	long votes = 0;
	const struct candidate *best = NULL;

	/* Whoever has more than half is left (Boyer and Moore, "MJRTY", 1981). */
	for (size_t i = 0; i < claims->n; i++) {
		const struct candidate *c = &claims->at[i];
		if (c->confidence < TOLD_FROM)
			continue;
		n++;
		if (votes == 0)
			best = c;
		votes += votes == 0 || same_name(&best->adopter, &c->adopter) ? 1 : -1;
	}
	for (size_t i = 0; best && i < claims->n; i++)
		theirs += claims->at[i].confidence >= TOLD_FROM && same_name(&best->adopter, &claims->at[i].adopter);
	return best && theirs >= MIN_MAIN && theirs * 2 > n ? best->adopter_mention : NULL;
}

static void
collect_proper(struct binder *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->a->n_blocks; i++)
		n += x->a->block[i].n_mentions;
	size_t size = hashes_size(2 * (n + 1));
	x->proper = arena_array(x->a->arena, size, sizeof *x->proper);
	x->proper_mask = size - 1;
	for (size_t i = 0; i < x->a->n_blocks; i++)
		for (size_t k = 0; k < x->a->block[i].n_mentions; k++) {
			const struct mention *m = &x->a->block[i].mention[k];
			if (!(m->flags & (NAME_INITIAL | NAME_SMALL)) && x->a->block[i].kind != BLOCK_HEADING && !name_known(&m->name))
				hashes_put(x->proper, x->proper_mask, binder_key(&m->name));
		}
}

/* True when H is new; the set grows with the metrics of the article. */
static bool
first_time(struct binder *x, uint64_t h)
{
	h |= 1;
	if (x->n_seen * 2 >= x->seen_mask) {
		size_t size = hashes_size(4 * (x->n_seen + 32));
		uint64_t *more = arena_array(x->a->arena, size, sizeof *more);
		for (size_t i = 0; x->seen && i <= x->seen_mask; i++)
			if (x->seen[i])
				hashes_put(more, size - 1, x->seen[i]);
		x->seen = more;
		x->seen_mask = size - 1;
	}
	if (hashes_have(x->seen, x->seen_mask, h))
		return false;
	hashes_put(x->seen, x->seen_mask, h);
	x->n_seen++;
	return true;
}

static struct metric *
new_metric(struct metrics *out)
{
	out->at = xgrow(out->at, &out->cap, out->n + 1, sizeof *out->at);
	out->at[out->n] = (struct metric){ 0 };
	return &out->at[out->n++];
}

static uint64_t
identity(const struct name *subject, const struct number *n, const struct quantity *q)
{
	uint64_t h = subject->org >= 0 ? (uint64_t)subject->org * 2 + 1 : subject->key, bits;
	double value = n->value * q->factor;

	memcpy(&bits, &value, sizeof bits);
	h = (h ^ bits) * UINT64_C(0x9e3779b97f4a7c15);
	return (h ^ str_hash(q->unit)) * UINT64_C(0xd6e8feb86659fd93) ^ (h >> 31);
}

/* Rows of one sentence differ in subject, measure or value. */
static struct str
own_measure(struct binder *x, const struct number *n, const struct quantity *q, const struct name *subject)
{
	uint64_t bits;

	memcpy(&bits, &n->value, sizeof bits);
	uint64_t h = (str_hash(q->measure) ^ subject->key) * UINT64_C(0x9e3779b97f4a7c15) ^ bits;
	h = (h ^ ((uint64_t)x->block << 32 | x->b->tokens.at[x->from].start)) * UINT64_C(0xd6e8feb86659fd93);
	return first_time(x, h) ? q->measure : arena_strf(x->a->arena, "%.*s in %.*s", STR_ARG(q->measure), STR_ARG(q->unit));
}

void
metric_tell(const struct counted *c, const struct choice *subject, const struct choice *technology)
{
	struct binder *x = c->x;
	const struct number *n = &c->p->number[c->k];
	const struct quantity *q = c->q;
	const struct token *t = x->b->tokens.at;

	if (!first_time(x, identity(&subject->m->name, n, q)))
		return;
	struct metric *m = new_metric(x->out);
	m->subject = subject->m->name;
	m->technology = technology ? technology->m->name : (struct name){ .tech = -1, .org = -1 };
	m->measure = own_measure(x, n, q, &subject->m->name);
	m->unit = q->unit;
	m->rule = str_of(q->rule);
	m->value = n->value * q->factor;
	m->qualifier = n->qualifier;
	m->year = q->year;
	m->confidence = subject_confidence(subject);
	m->block = x->block;
	m->start = t[x->from].start;
	m->end = t[x->to - 1].end;
}

/* Takes the likeliest subject and its likeliest technology. */
static void
bind(void *ctx, const struct counted *c)
{
	struct choices subjects, technologies;
	const struct vocabulary *v = c->x->v;
	const struct choice *who, *what;

	(void)ctx;
	subjects_of(c->x, c->p, c->k, c->q, &subjects);
	who = choices_weigh(&subjects, &v->number_subject);
	if (!who || subject_confidence(who) < SUBJECT_FROM)
		return;
	technologies_of(c->x, c->p, c->k, c->q, who->m, &technologies);
	what = choices_weigh(&technologies, &v->number_technology);
	metric_tell(c, who, what && what->p >= TECHNOLOGY_FROM ? what : NULL);
}

/* Inside a name (37signals, Qihoo 360) or a version (Python 3)? */
static bool
in_name(const struct binder *x, const struct number *n)
{
	size_t count;
	const struct mention *m = block_mentions(x->b, n->from > x->from ? n->from - 1 : n->from, n->to, &count);

	for (size_t i = 0; i < count; i++) {
		/* A name by its shape may be no more than the number: "6M". */
		if (m[i].from <= n->from && m[i].to > n->from && (name_known(&m[i].name) || m[i].from < n->from ||
		    m[i].to > n->to))
			return true;
		/* "Python 3", "Rails 6": a small number behind a technology is its version. */
		if (m[i].to == n->from && m[i].name.tech >= 0 && n->kind == NUMBER_PLAIN && !n->large &&
		    n->value < 100 && !n->words)
			return true;
	}
	return false;
}

/* The first cell of the row, if it is a word and no name: "Build time". */
static struct str
row_label(const struct binder *x)
{
	const struct block *all = x->a->block;
	size_t i = x->block;

	if (x->b->kind != BLOCK_CELL)
		return STR("");
	while (i > 0 && x->block - i < MAX_ROW && all[i - 1].kind == BLOCK_CELL && all[i - 1].group == x->b->group &&
	    all[i - 1].row == x->b->row)
		i--;
	bool label = i != x->block && all[i].text.n && all[i].text.n < 80 && all[i].tokens.n &&
	    (all[i].tokens.at[0].flags & TOKEN_WORD);
	for (size_t k = 0; label && k < all[i].n_mentions; k++)
		label = !name_known(&all[i].mention[k].name);
	return label ? all[i].text : STR("");
}

static void
read_numbers(struct binder *x)
{
	struct number number[MAX_NUMBERS];
	struct quantity quantity[MAX_NUMBERS];
	struct passage p = { x->v, x->b, x->from, x->to, number, 0, x->a->arena, row_label(x) };

	p.n = numbers_find(x->v->metric_words, x->b->text, &x->b->tokens, x->from, x->to, number);
	if (p.n == 0)
		return;
	quantities_of(&p, quantity);
	for (size_t k = 0; k < p.n; k++) {
		const struct quantity *q = &quantity[k];
		if (!q->unit.n || number[k].year_like || in_name(x, &number[k]))
			continue;
		if (number[k].kind == NUMBER_PLAIN && number[k].words && number[k].value < 2)
			continue;       /* one of them */
		if (x->b->kind == BLOCK_HEADING && !number[k].large && number[k].value < 1000 && number[k].kind != NUMBER_PERCENT)
			continue;
		x->each(x->each_ctx, &(struct counted){ x, &p, k, q });
	}
}

static void
open_section(struct binder *x)
{
	uint32_t level = x->b->level < 8 ? x->b->level : 7;

	x->section[level] = subject_of_heading(x);
	for (uint32_t i = level + 1; i < 8; i++)
		x->section[i] = NULL;
	x->subject = NULL;
}

static void
note_names(struct binder *x)
{
	size_t count;
	const struct mention *m = binder_named(x, x->from, x->to, false), *t = binder_technology_in(x, x->from, x->to,
	    &count);

	if (m) {
		x->subject = m;
		x->subject_block = x->b;
	}
	if (count)
		x->technology = count == 1 ? t : NULL;
}

static void
set_classes(struct binder *x)
{
	x->we = vocabulary_class(x->v, "WE");
	x->they = vocabulary_class(x->v, "THEY");
	x->it = vocabulary_class(x->v, "IT");
	x->company = vocabulary_class(x->v, "COMPANY");
	x->use = vocabulary_class(x->v, "USE");
	x->said = vocabulary_class(x->v, "SAID");
}

/* "From T to U" as a title tells of two. */
static const struct mention *
only_of_title(const struct binder *x)
{
	const struct mention *t = x->f->title_tech;

	for (size_t i = 0; t && i < x->a->n_blocks && i < 8; i++) {
		const struct block *b = &x->a->block[i];
		bool here = t >= b->mention && t < b->mention + b->n_mentions;
		for (size_t k = 0; here && k < b->n_mentions; k++)
			if (binder_technology(x, &b->mention[k]) && !same_name(&b->mention[k].name, &t->name))
				return NULL;
	}
	return t;
}

static void
read_block(struct binder *x)
{
	x->technology = NULL;
	for (size_t k = 0; k < x->b->n_sentences; k++) {
		x->from = x->b->sentence[k].from;
		x->to = x->b->sentence[k].to;
		read_numbers(x);
		note_names(x);
	}
}

/* A caption stands for itself: it has no subject of the text around it, and
 * leaves it none. */
static void
read_caption(struct binder *x)
{
	const struct mention *subject = x->subject;
	const struct block *block = x->subject_block;

	x->subject = NULL;
	read_block(x);
	x->subject = subject;
	x->subject_block = block;
}

void
metrics_each(const struct article *a, const struct frame *f, const struct vocabulary *v, const struct candidates *claims,
    struct metrics *out, counted_number each, void *ctx)
{
	struct binder x = { .a = a, .f = f, .v = v, .out = out, .claims = claims, .each = each, .each_ctx = ctx };
	uint32_t section = 0;

	set_classes(&x);
	collect_told(&x, claims);
	collect_proper(&x);
	x.title = only_of_title(&x);
	x.main = main_adopter(claims);
	out->n = 0;
	for (size_t i = 0; i < a->n_blocks; i++) {
		x.b = &a->block[i];
		x.block = (uint32_t)i;
		if (x.b->kind == BLOCK_CODE)
			continue;
		if (x.b->kind == BLOCK_CAPTION && !x.b->of_page) {
			read_caption(&x);
			continue;
		}
		if (x.b->kind == BLOCK_HEADING)
			open_section(&x);
		else if (x.b->parent != section || x.b->kind == BLOCK_ITEM || x.b->kind == BLOCK_CELL)
			x.subject = NULL;
		section = x.b->kind == BLOCK_HEADING ? x.b->no : x.b->parent;
		read_block(&x);
	}
}

void
metrics_find(const struct article *a, const struct frame *f, const struct vocabulary *v, const struct candidates *claims, struct metrics *out)
{
	metrics_each(a, f, v, claims, out, bind, NULL);
}
