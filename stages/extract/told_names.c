#include "told_names.h"

#include "hashes.h"
#include "names.h"

/* Are N words of B from I on those of the seed, written alike? */
static bool
is_seed(const struct told_seed *s, const struct block *b, size_t i)
{
	size_t n = s->to - s->from;

	if (i + n > b->tokens.n || b->tokens.at[i].hash != s->b->tokens.at[s->from].hash)
		return false;
	return str_eq(block_span(b, i, i + n), block_span(s->b, s->from, s->to));
}

static void
add_seed(struct told_names *t, const struct block *b, size_t from, size_t to)
{
	if (to - from >= 2 && to - from <= MAX_TOLD)
		t->seed[t->n_seeds++] = (struct told_seed){ b, from, to };
}

/* The site's name, up to a comma or bar, without "Blog" and the like. */
static void
add_site(struct told_names *t, struct finder *f)
{
	const struct block *b = f->a->block + BLOCK_SITE;
	size_t to = 0;

	if (f->a->n_blocks <= BLOCK_SITE || !b->of_page)
		return;
	f->b = &f->a->block[BLOCK_SITE];
	while (to < b->tokens.n && !strchr(",|:;.!?", block_mark(b, to) ? block_mark(b, to) : 'x'))
		to++;
	while (to > 0 && (classes_at(f, to - 1) & f->site_word))
		to--;
	add_seed(t, b, 0, to);
}

/* Does the text go on behind the title as behind a name: "Tide News is a ...", "the Tide News site"? */
static bool
title_is_name(const struct finder *f, const struct told_seed *s)
{
	size_t n = s->to - s->from;

	for (size_t i = 0; i < f->a->n_blocks; i++) {
		const struct block *b = &f->a->block[i];
		if (b->kind != BLOCK_PARAGRAPH)
			continue;
		for (size_t k = 0, from = 0; k + n < b->tokens.n; k++) {
			from += from + 1 < b->n_sentences && b->sentence[from + 1].from <= k;
			bool begins = b->n_sentences && b->sentence[from].from == k, the = k > 0 && block_word_is(b, k - 1, "the");
			if ((begins || the) && is_seed(s, b, k) && (frame_classes(f->v, b, k + n) & (begins ? f->be | f->have : f->tail)))
				return true;
		}
	}
	return false;
}

static void
add_title(struct told_names *t, struct finder *f)
{
	for (size_t i = 0; i < f->a->n_blocks && i <= FIRST_TEXT_BLOCK; i++) {
		const struct block *b = &f->a->block[i];
		struct told_seed s = { b, 0, b->tokens.n };
		if (article_titles(f->a, i) && b->tokens.n >= 2 && b->tokens.n <= MAX_TOLD && title_is_name(f, &s)) {
			add_seed(t, b, 0, b->tokens.n);
			return;
		}
	}
}

void
told_names_begin(struct told_names *t, struct finder *f)
{
	*t = (struct told_names){ 0 };
	add_site(t, f);
	add_title(t, f);
}

void
told_names_of_text(struct told_names *t, struct finder *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->a->n_blocks; i++)
		n += f->a->block[i].n_mentions;
	size_t size = hashes_size(2 * (n + 1));
	t->key = arena_array(f->a->arena, size, sizeof *t->key);
	t->first = arena_array(f->a->arena, size, sizeof *t->first);
	t->mask = size - 1;
	for (size_t i = 0; i < f->a->n_blocks; i++) {
		const struct block *b = &f->a->block[i];
		for (size_t k = 0; k < b->n_mentions; k++) {
			const struct mention *m = &b->mention[k];
			if (name_known(&m->name) || m->to < m->from + 2)
				continue;
			hashes_put(t->key, t->mask, m->name.key);
			hashes_put(t->first, t->mask, b->tokens.at[m->from].hash);
		}
	}
}

size_t
told_names_at(const struct told_names *t, const struct finder *f, size_t i)
{
	const struct block *b = f->b;

	for (size_t k = 0; k < t->n_seeds; k++)
		if (b != t->seed[k].b && is_seed(&t->seed[k], b, i))
			return t->seed[k].to - t->seed[k].from;
	if (!t->key || !hashes_have(t->first, t->mask, b->tokens.at[i].hash))
		return 0;
	for (size_t n = b->tokens.n - i < MAX_TOLD ? b->tokens.n - i : MAX_TOLD; n >= 2; n--)
		if (hashes_have(t->key, t->mask, name_key_of(block_span(b, i, i + n))))
			return n;
	return 0;
}
