#include "typer.h"

static const char *const names[N_TRAITS] = {
#define CLUE(name, meaning) #name,
#include "typing.def"
#undef CLUE
};
const struct clue_set typing_clues = { "typing.weights", "small", names, N_TRAITS };

/* ---- names ------------------------------------------------------------- */

static struct typed_name *
typed_find(const struct typer *g, uint64_t key)
{
	uint32_t no = map_get(&g->number, (struct str){ (const char *)&key, sizeof key });

	return no == MAP_NONE ? NULL : &g->all.at[no];
}

static struct typed_name *
typed_add(struct typer *g, uint64_t key, struct str text)
{
	map_put(&g->number, (struct str){ (const char *)&key, sizeof key }, (uint32_t)g->all.n);
	g->all.at[g->all.n] = (struct typed_name){ .key = key, .text = text, .small = true };
	return &g->all.at[g->all.n++];
}

/* Note the place of a name. */
static void
add_place(struct typer *g, const struct place *p)
{
	const struct token *t = g->b->tokens.at;
	struct str text = str_sub(g->b->text, t[p->from].start, t[p->to - 1].end);
	uint64_t key = p->m ? p->m->name.key : p->to == p->from + 1 ? t[p->from].hash : name_key_of(text);
	struct typed_name *one = typed_find(g, key);

	if (!one)
		one = typed_add(g, key, text);
	if (one->count++ == 0 || (one->small && p->m))
		one->clues |= traits_of_name(g, p);
	one->small &= !p->m;
	one->clues |= p->sentence | traits_beside(g, p) | traits_of_place(g, p);
	if (p->to == p->from + 1) {
		const struct spelling *s = spelling_of(g->f, t[p->from].hash);
		one->clues |= p->m && s->small ? clue(TRAIT_also_small) : 0;
		one->clues |= !p->m && s->capital ? clue(TRAIT_also_capital) : 0;
		one->clues |= p->m && !s->capital ? clue(TRAIT_initial_only) : 0;
		one->clues |= hashes_have(g->code, g->code_mask, t[p->from].hash) ? clue(TRAIT_in_code) : 0;
	}
	if (one->blocks == 0 || one->last_block != p->block)
		one->blocks++;
	one->last_block = p->block;
}

/* ---- the article ---------------------------------------------------------- */

/* Turn to block I; false where it has no names. */
static bool
turn_to(struct typer *g, size_t i)
{
	const struct block *b = &g->f->a->block[i];

	if (b->kind == BLOCK_CODE || b->tokens.n == 0)
		return false;
	g->b = g->f->b = &g->f->a->block[i];
	g->titled = article_titles(g->f->a, i);
	g->users_heading = b->kind == BLOCK_HEADING && (frame_classes_in(g->v, &b->tokens, 0, b->tokens.n) & g->users);
	memset(g->at, 0, b->tokens.n * sizeof *g->at);
	for (size_t k = 0; k < b->n_mentions; k++)
		for (uint32_t j = b->mention[k].from; j < b->mention[k].to; j++)
			g->at[j] = (int32_t)k + 1;
	return true;
}

static void
read_block(struct typer *g, size_t i)
{
	const struct block *b = g->b;

	for (size_t s = 0; s < b->n_sentences; s++) {
		struct place p = { .block = i };
		bool told = false;
		for (uint32_t k = b->sentence[s].from; k < b->sentence[s].to; k = p.to) {
			p.m = g->at[k] ? &b->mention[g->at[k] - 1] : NULL;
			p.from = k;
			p.to = p.m ? p.m->to : (uint32_t)small_end(g, k);
			if (p.to > b->sentence[s].to)
				p.to = b->sentence[s].to;
			if (p.to <= k || (p.m && (name_known(&p.m->name) || p.m->from != k))) {
				p.to = p.to > k ? p.to : k + 1;
				continue;
			}
			if (!told) {
				p.sentence = traits_of_sentence(g, &b->sentence[s]);
				told = true;
			}
			add_place(g, &p);
		}
	}
}

static void
weigh(struct typer *g)
{
	for (size_t i = 0; i < g->all.n; i++) {
		struct typed_name *one = &g->all.at[i];
		one->clues |= clue(one->count == 1 ? TRAIT_once : one->count == 2 ? TRAIT_twice : TRAIT_often);
		one->clues |= one->blocks >= 3 ? clue(TRAIT_spread) : 0;
		one->clues |= g->f->sure_technologies >= 5 ? clue(TRAIT_tools_article) : g->f->sure_technologies == 0 ? clue(TRAIT_no_tools_article) : 0;
		one->odds = (float)clues_sum(&g->v->typing, one->clues, one->small);
	}
}

/* The small word at I, if it is a name. */
static const struct typed_name *
small_name(const struct typer *g, size_t i, size_t *end)
{
	const struct token *t = g->b->tokens.at;

	if (g->at[i] || !(*end = small_end(g, i)))
		return NULL;
	const struct typed_name *one = typed_find(g, *end == i + 1 ? t[i].hash :
	    name_key_of(str_sub(g->b->text, t[i].start, t[*end - 1].end)));
	return one && one->odds >= (one->small ? SMALL_FROM : TOOL_FROM) ? one : NULL;
}

/* The odds of the block's names, and its small ones among the mentions. */
static void
tell_block(struct typer *g, struct block *b)
{
	size_t more = 0, end, n = 0;

	for (size_t k = 0; k < b->n_mentions; k++) {
		struct mention *m = &b->mention[k];
		const struct typed_name *one = !name_known(&m->name) ? typed_find(g, m->name.key) : NULL;
		m->typed = one ? one->odds : 0;
		m->flags |= one && one->odds >= TOOL_FROM ? NAME_TOOL : 0;
	}
	for (size_t i = 0; i < b->tokens.n; i++)
		more += small_name(g, i, &end) != NULL;
	if (!more)
		return;
	struct mention *all = arena_array(g->f->a->arena, b->n_mentions + more, sizeof *all);
	for (size_t i = 0, k = 0; i < b->tokens.n || k < b->n_mentions;) {
		if (k < b->n_mentions && b->mention[k].from <= i) {
			i = b->mention[k].to;
			all[n++] = b->mention[k++];
			continue;
		}
		const struct typed_name *one = small_name(g, i, &end);
		if (one) {
			struct str text = block_span(b, i, end);
			all[n++] = (struct mention){ .from = (uint32_t)i, .to = (uint32_t)end, .flags = NAME_SMALL | (one->odds >= TOOL_FROM ? NAME_TOOL : 0u), .base_org = -1,
				.name = { text, one->key, -1, -1 }, .typed = one->odds };
			i = end;
		} else
			i++;
	}
	b->mention = all;
	b->n_mentions = n;
}

static void
note_code(struct typer *g)
{
	const struct article *a = g->f->a;
	struct tokens *of = arena_array(a->arena, a->n_blocks + 1, sizeof *of);
	size_t n = 16;

	for (size_t i = 0; i < a->n_blocks; i++)
		if (a->block[i].kind == BLOCK_CODE) {
			of[i] = tokens_of(a->block[i].text, a->arena);
			n += of[i].n;
		}
	g->code_mask = hashes_size(2 * n) - 1;
	g->code = arena_array(a->arena, g->code_mask + 1, sizeof *g->code);
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < of[i].n; k++)
			hashes_put(g->code, g->code_mask, of[i].at[k].hash);
}

/* Room for all names that there may be: unknown mentions and small words. */
static void
make_room(struct typer *g)
{
	const struct article *a = g->f->a;
	size_t n = 16, longest = 1;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		longest = b->tokens.n > longest ? b->tokens.n : longest;
		for (size_t k = 0; k < b->n_mentions; k++)
			n += !name_known(&b->mention[k].name);
		if (b->kind == BLOCK_CODE)
			continue;
		g->b = g->f->b = &a->block[i];
		for (size_t k = 0; k < b->tokens.n; k++)
			n += !classes_at(g->f, k) && (b->tokens.at[k].flags & (TOKEN_WORD | TOKEN_UPPER | TOKEN_MIXED)) == TOKEN_WORD;
	}
	g->at = arena_array(a->arena, longest, sizeof *g->at);
	g->all.at = arena_array(a->arena, n, sizeof *g->all.at);
}

void
typing_find(struct finder *f)
{
	struct typer g = { .f = f, .v = f->v };
	struct typed_names *all = arena_alloc(f->a->arena, sizeof *all);

	traits_prepare(&g);
	note_code(&g);
	make_room(&g);
	for (size_t i = 0; i < f->a->n_blocks; i++)
		if (turn_to(&g, i))
			read_block(&g, i);
	weigh(&g);
	for (size_t i = 0; i < f->a->n_blocks; i++)
		if (turn_to(&g, i))
			tell_block(&g, &f->a->block[i]);
	map_release(&g.number);
	*all = g.all;
	f->a->typed = all;
}
