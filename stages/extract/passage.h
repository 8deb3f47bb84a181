/*
 * passage.h -- a sentence with its numbers.
 */
#ifndef USEDBY_PASSAGE_H
#define USEDBY_PASSAGE_H

#include "article.h"
#include "numbers.h"
#include "vocabulary.h"

struct passage {
	const struct vocabulary *v;
	const struct block      *b;
	uint32_t                 from, to;      /* tokens of the sentence */
	const struct number     *number;
	size_t                   n;
	struct arena            *arena;         /* where units and measures live */
	struct str               label;         /* of a table's row, where it tells what is counted; or empty */
};

/* Token I of the block; what asks about one outside of the sentence gets false, 0 or NULL. */
struct str passage_word(const struct passage *p, size_t i);
const struct tokens *passage_tokens(const struct passage *p);
/* Is it a word of CLASS?  The phrase of CLASS that begins there, with its tokens. */
bool passage_is(const struct passage *p, size_t i, enum metric_class class);
const struct metric_word *passage_at(const struct passage *p, size_t i, enum metric_class class, size_t *length);
/* Is it the word Z, whatever its case?  A mark?  Which one? */
bool passage_says(const struct passage *p, size_t i, const char *z);
bool passage_marks(const struct passage *p, size_t i);
char passage_mark(const struct passage *p, size_t i);
/* The text of the tokens [from, to), at most the last six. */
struct str passage_text(const struct passage *p, uint32_t from, uint32_t to);
/* S with ASCII capitals made small, in P's arena. */
struct str passage_lower(const struct passage *p, struct str s);

#endif
