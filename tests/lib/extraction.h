/*
 * extraction.h -- from a text to its candidates, as extract goes, without files.
 *
 *   struct reader r = { .v = vocabulary_load("lexicon", &e) };
 *   reader_take(&r, STR("# A heading"), STR("Text."));
 *   r.claims ...
 *   reader_release(&r);
 */
#ifndef USEDBY_TESTS_EXTRACTION_H
#define USEDBY_TESTS_EXTRACTION_H

#include <stdlib.h>

#include "../../stages/common/utf8.h"
#include "../../stages/extract/input.h"
#include "../../stages/extract/score.h"

struct reader {
	const struct vocabulary *v;
	struct arena             arena;         /* of the article */
	struct article           a;
	struct frame            *f;
	struct candidates        claims;        /* not yet scored */
	struct misses            misses;
};

/* An article without blocks, in ARENA, which is reset. */
static inline void
article_begin(struct article *a, struct arena *arena)
{
	arena_reset(arena);
	*a = (struct article){ .source = STR("test"), .title = STR(""), .site = STR(""), .author = STR(""),
	    .published = STR(""), .arena = arena };
}

/* One more block; TEXT is copied. */
static inline struct block *
text_block(struct article *a, enum block_kind kind, uint32_t level, struct str text)
{
	size_t n = a->n_blocks;
	struct block *all = n & (n - 1) ? a->block : arena_array(a->arena, n ? 2 * n : 1, sizeof *all), *b = all + n;

	if (n && all != a->block)
		memcpy(all, a->block, n * sizeof *all);
	a->block = all;
	*b = (struct block){ .no = (uint32_t)++a->n_blocks, .kind = kind, .level = level, .text = arena_str(a->arena, text),
	    .header = STR(""), .speaker = STR(""), .line_starts = STR("") };
	for (size_t i = a->n_blocks - 1; i-- > 0 && kind != BLOCK_HEADING && !b->parent;)
		b->parent = all[i].kind == BLOCK_HEADING ? all[i].no : 0;
	if (kind != BLOCK_CODE)
		block_split(b, a->arena);
	return b;
}

/* An article of the lines of TEXT: "# " begins a heading, "- " an item, "> " a
 * quotation, anything else is a paragraph; empty lines only part them. */
static inline void
article_of_lines(struct article *a, struct arena *arena, struct str text)
{
	struct str line;

	article_begin(a, arena);
	while (str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (str_starts(line, STR("# ")))
			text_block(a, BLOCK_HEADING, 1, str_sub(line, 2, line.n));
		else if (str_starts(line, STR("- ")))
			text_block(a, BLOCK_ITEM, 1, str_sub(line, 2, line.n));
		else if (str_starts(line, STR("> ")))
			text_block(a, BLOCK_QUOTE, 0, str_sub(line, 2, line.n));
		else if (line.n)
			text_block(a, BLOCK_PARAGRAPH, 0, line);
	}
}

static inline void
reader_begin(struct reader *r)
{
	article_begin(&r->a, &r->arena);
}

static inline struct block *
reader_block(struct reader *r, enum block_kind kind, uint32_t level, struct str text)
{
	return text_block(&r->a, kind, level, text);
}

/* The first mention written TEXT, or NULL. */
static inline const struct mention *
reader_mention(const struct reader *r, const char *text)
{
	for (size_t i = 0; i < r->a.n_blocks; i++)
		for (size_t k = 0; k < r->a.block[i].n_mentions; k++)
			if (str_eq(r->a.block[i].mention[k].name.text, str_of(text)))
				return &r->a.block[i].mention[k];
	return NULL;
}

/* The article has all of its blocks: names, frame, candidates. */
static inline void
reader_find(struct reader *r)
{
	names_find(&r->a, r->v);
	r->f = frame_of(&r->a, r->v);
	claims_find(&r->a, r->f, r->v, &r->claims, &r->misses);
}

/* ... and the details of all candidates. */
static inline void
reader_end(struct reader *r)
{
	reader_find(r);
	claims_detail(&r->a, r->v, &r->claims, 0);
}

static inline void
reader_blocks(struct reader *r, struct str text)
{
	article_of_lines(&r->a, &r->arena, text);
}

static inline void
reader_take(struct reader *r, struct str text)
{
	reader_blocks(r, text);
	reader_end(r);
}

static inline void
reader_release(struct reader *r)
{
	arena_free(&r->arena);
	candidates_release(&r->claims);
	free(r->misses.at);
}

/* Do two names read the same, but for case, marks, "the" and "Apache"? */
static inline bool
names_agree(struct str a, struct str b)
{
	struct buf folded[2] = { { 0 }, { 0 } };
	struct str names[2] = { a, b }, s[2];

	for (int i = 0; i < 2; i++) {
		utf8_fold(&folded[i], names[i]);
		s[i] = str_trim(buf_str(&folded[i]));
		if (str_starts(s[i], STR("the ")))
			s[i] = str_sub(s[i], 4, s[i].n);
		if (str_starts(s[i], STR("apache ")))
			s[i] = str_sub(s[i], 7, s[i].n);
	}
	bool agree = str_eq(s[0], s[1]);
	buf_release(&folded[0]);
	buf_release(&folded[1]);
	return agree;
}

static inline bool
entry_is_called(const struct lexicon_entry *entry, struct str wanted)
{
	for (size_t i = 0; i < entry->n_forms; i++)
		if (names_agree(entry->form[i].text, wanted))
			return true;
	return false;
}

/* Does NAME stand for what WANTED names: the same words, or another form of its
 * lexicon entry? */
static inline bool
name_is(const struct vocabulary *v, const struct name *name, struct str wanted)
{
	wanted = str_trim(wanted);
	return names_agree(name->text, wanted) ||
	    (name->tech >= 0 && entry_is_called(&v->lexicon->entry[LEXICON_TECHNOLOGIES][name->tech], wanted)) ||
	    (name->org >= 0 && entry_is_called(&v->lexicon->entry[LEXICON_ORGANISATIONS][name->org], wanted));
}

/* Does C tell WANTED, "adopter|technology|status"? */
static inline bool
tells(const struct vocabulary *v, const struct candidate *c, struct str wanted)
{
	struct str adopter, technology;

	return str_split(&wanted, '|', &adopter) && str_split(&wanted, '|', &technology) &&
	    str_eq(str_trim(wanted), str_of(status_name(c->status))) && name_is(v, &c->adopter, adopter) &&
	    name_is(v, &c->technology, technology);
}

#endif
