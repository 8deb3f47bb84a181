#include "input.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/utf8.h"
#include "../common/xalloc.h"

/* Text without a full stop is cut into sentences of this many words. */
#define MAX_SENTENCE 300

struct input {
	struct rows *documents, *blocks;
	struct row   block;             /* read ahead */
	bool         have_block;
};

static const char *const kinds[N_BLOCK_KINDS] = {
	"heading", "paragraph", "item", "cell", "quote", "code", "caption", "term", "definition"
};

struct input *
input_open(const char *dir, struct err *e)
{
	struct input *in = xcalloc(1, sizeof *in);
	char path[4096];

	snprintf(path, sizeof path, "%s/documents.csv.zst", dir);
	in->documents = rows_open(path, &tables[TABLE_documents], e);
	snprintf(path, sizeof path, "%s/blocks.csv.zst", dir);
	in->blocks = rows_open(path, &tables[TABLE_blocks], e);
	if (in->documents && in->blocks)
		return in;
	input_close(in);
	return NULL;
}

void
input_close(struct input *in)
{
	if (!in)
		return;
	rows_close(in->documents);
	rows_close(in->blocks);
	free(in);
}

void
block_split(struct block *b, struct arena *arena)
{
	b->tokens = tokens_of(b->text, arena);
	b->sentence = sentences_of(b->text, &b->tokens, MAX_SENTENCE, &b->n_sentences, arena);
}

static uint32_t
number(struct str s)
{
	uint64_t v = 0;

	return str_to_u64(s, &v) && v <= UINT32_MAX ? (uint32_t)v : 0;
}

static bool
fill_block(struct input *in, struct block *b, struct arena *arena, struct err *e)
{
	const struct str *f = in->block.field;
	int kind = 0;

	while (kind < N_BLOCK_KINDS && !str_eq(f[blocks__kind], str_of(kinds[kind])))
		kind++;
	if (kind == N_BLOCK_KINDS)
		return err_set(e, EX_DATAERR, "%s: line %zu: unknown kind '%.*s'", rows_path(in->blocks), in->block.line,
		    STR_ARG(f[blocks__kind]));
	if (!utf8_valid(f[blocks__text]))
		return err_set(e, EX_DATAERR, "%s: line %zu: text is not UTF-8", rows_path(in->blocks), in->block.line);
	*b = (struct block){ .kind = (enum block_kind)kind };
	b->no = number(f[blocks__block]);
	b->level = number(f[blocks__level]);
	b->parent = number(f[blocks__parent]);
	b->group = number(f[blocks__group]);
	b->row = number(f[blocks__row]);
	b->column = number(f[blocks__column]);
	b->line = number(f[blocks__line]);
	b->header = arena_str(arena, f[blocks__header]);
	b->speaker = arena_str(arena, f[blocks__speaker]);
	b->line_starts = arena_str(arena, f[blocks__line_starts]);
	b->text = arena_str(arena, f[blocks__text]);
	if (b->kind != BLOCK_CODE)
		block_split(b, arena);
	return true;
}

/* What the page says of itself; the title is dropped where the text repeats it. */
static void
page_block(struct block *b, enum block_kind kind, struct str text, struct arena *arena)
{
	*b = (struct block){ .kind = kind, .text = text.p ? text : STR(""), .header = STR(""), .speaker = STR(""),
	    .line_starts = STR(""), .of_page = true };
	block_split(b, arena);
}

void
article_set(struct article *a, const struct block *text, size_t n, struct arena *arena)
{
	bool repeated = false;

	for (size_t i = 0; i < n && i < 4; i++)
		repeated |= text[i].kind == BLOCK_HEADING && str_ieq(text[i].text, a->title);
	a->block = arena_array(arena, n + FIRST_TEXT_BLOCK, sizeof *a->block);
	page_block(&a->block[BLOCK_TITLE], BLOCK_HEADING, repeated ? STR("") : a->title, arena);
	page_block(&a->block[BLOCK_SITE], BLOCK_CAPTION, a->site, arena);
	if (n)
		memcpy(a->block + FIRST_TEXT_BLOCK, text, n * sizeof *text);
	a->n_blocks = n + FIRST_TEXT_BLOCK;
}

static bool
next_block(struct input *in, struct err *e)
{
	int got = rows_next(in->blocks, &in->block, e);

	in->have_block = got > 0;
	return got >= 0;
}

static bool
read_blocks(struct input *in, struct article *a, struct arena *arena, struct err *e)
{
	struct block *all = NULL;
	size_t cap = 0;
	bool ok = true;

	if (!in->have_block && !next_block(in, e))
		return false;
	while (ok && in->have_block && str_eq(in->block.field[blocks__source], a->source)) {
		all = xgrow(all, &cap, a->n_blocks + 1, sizeof *all);
		ok = fill_block(in, &all[a->n_blocks++], arena, e) && next_block(in, e);
	}
	article_set(a, all, a->n_blocks, arena);
	free(all);
	return ok;
}

int
input_next(struct input *in, struct article *a, struct arena *arena, struct err *e)
{
	struct row row;
	int got = rows_next(in->documents, &row, e);

	if (got <= 0) {
		if (got == 0 && (in->have_block || !next_block(in, e) || in->have_block)) {
			err_set(e, EX_DATAERR, "%s: line %zu: a block of an article that documents do not list",
			    rows_path(in->blocks), in->block.line);
			return -1;
		}
		return got;
	}
	arena_reset(arena);
	*a = (struct article){ .arena = arena };
	a->source = arena_str(arena, row.field[documents__source]);
	a->title = arena_str(arena, row.field[documents__title]);
	a->site = arena_str(arena, row.field[documents__site]);
	a->author = arena_str(arena, row.field[documents__author]);
	a->published = arena_str(arena, row.field[documents__published]);
	return read_blocks(in, a, arena, e) ? 1 : -1;
}
