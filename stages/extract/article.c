#include "article.h"

const struct block *
article_block(const struct article *a, uint32_t no)
{
	size_t low = 0, high = a->n_blocks;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (a->block[mid].no == no)
			return &a->block[mid];
		if (a->block[mid].no < no)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

bool
article_titles(const struct article *a, size_t i)
{
	const struct block *b = &a->block[i];

	return i == BLOCK_TITLE || (b->kind == BLOCK_HEADING && (i == FIRST_TEXT_BLOCK || str_eq(b->text, a->title)));
}

uint32_t
block_line(const struct block *b, size_t offset)
{
	struct str rest = b->line_starts, pair;
	uint64_t line = b->line;

	while (rest.n && str_split(&rest, ' ', &pair)) {
		struct str at;
		uint64_t from, to;
		if (!str_split(&pair, ':', &at) || !str_to_u64(at, &from) || !str_to_u64(pair, &to) || from > offset)
			break;
		line = to;
	}
	return (uint32_t)line;
}

const struct mention *
block_mentions(const struct block *b, uint32_t from, uint32_t to, size_t *n)
{
	size_t low = 0, high = b->n_mentions;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (b->mention[mid].from < from)
			low = mid + 1;
		else
			high = mid;
	}
	*n = 0;
	while (low + *n < b->n_mentions && b->mention[low + *n].from < to)
		++*n;
	return b->mention + low;
}

char
block_mark(const struct block *b, size_t i)
{
	return i < b->tokens.n && (b->tokens.at[i].flags & TOKEN_MARK) ? token_mark(b->text, &b->tokens.at[i]) : 0;
}

size_t
block_sentence(const struct block *b, uint32_t i)
{
	size_t low = 0, high = b->n_sentences;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (b->sentence[middle].from <= i)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool
block_word_is(const struct block *b, size_t i, const char *word)
{
	return i < b->tokens.n && token_is(b->text, &b->tokens.at[i], word);
}

bool
block_possessive(const struct block *b, size_t i)
{
	return block_word_is(b, i, "'s");
}
