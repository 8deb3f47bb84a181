/*
 * wording.h -- the words beside a name, as features of a linear model.
 *
 * Rules and signs know only the classes of claims.rules.  The wording of a name
 * in a sentence is whatever words stand there: the nearest ones before and behind
 * it, with and without their order, the verb before it, and the sentence.  Words
 * are stems; names are only marks, so that nothing is learned of who uses what; and
 * patterns of endings ("are *ed in") stand for words that were never seen, and so do
 * classes of words.
 * weights.h tells what they are worth.
 */
#ifndef USEDBY_WORDING_H
#define USEDBY_WORDING_H

#include "article.h"
#include "../common/map.h"
#include "word_classes.h"

enum wording_kind { WORDING_TECHNOLOGY, WORDING_ADOPTER, N_WORDING_KINDS };

#define WORDING_NONE UINT32_MAX

/* Features are 32-bit hashes of their place and words. */
typedef uint32_t wording_key;
struct wording_range { uint32_t from, to; };    /* of keys */

/* One name in one sentence: its own features, and those that all names of the sentence have. */
struct wording {
	enum wording_kind    kind;
	struct wording_range own, sentence;
};

/* The text of each feature, by the order in which they were met. */
struct wording_book {
	struct map   index;     /* from the bytes of a key to numbers from 0 */
	struct wording_text { wording_key key; struct str place, words; } *at;
	size_t       n, cap;
	struct arena arena;
};

/* The wordings of an article; a zeroed struct is empty. */
struct wordings {
	struct wording *at;
	size_t          n, cap;
	wording_key    *key;
	size_t          n_keys, keys_cap;
	struct wording_book *book;      /* NULL, or the caller's, to be filled in */
};

/* Forget the wordings; their memory is kept. */
void wordings_reset(struct wordings *w);
void wordings_release(struct wordings *w);
void wording_book_release(struct wording_book *b);

/* Reads sentences, one after the other, and adds their wordings to OUT. */
struct wording_reader *wording_reader(struct wordings *out, const struct word_classes *classes);
void wording_reader_free(struct wording_reader *r);
/* Take the tokens [FROM, TO) of B as the sentence in work. */
void wording_sentence(struct wording_reader *r, const struct block *b, uint32_t from, uint32_t to);
/* The number of the wording of M in the sentence in work, whatever its form
 * there; 0 is the first. */
uint32_t wording_of_name(struct wording_reader *r, enum wording_kind kind, const struct mention *m);
/* Of a name that is not in the sentence, but the word at TOKEN (-1: none) stands
 * for it; HOW it was found is a feature. */
uint32_t wording_of_absent(struct wording_reader *r, enum wording_kind kind, int64_t token, unsigned how);

/* The key of the feature PLACE ("before 2") with WORDS, one blank between two; 0 where there is
 * no such place. */
wording_key wording_key_of(struct str place, struct str words);

#endif
