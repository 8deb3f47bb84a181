/*
 * metric_words.h -- the words of numbers, units and counted things.
 *
 * Read from metric_words.csv (phrase, class, unit, value).  lexicon/README.md
 * says what each class is for.
 */
#ifndef USEDBY_METRIC_WORDS_H
#define USEDBY_METRIC_WORDS_H

#include "../common/arena.h"
#include "../common/err.h"
#include "phrases.h"

#define METRIC_CLASSES(X) X(number) X(magnitude) X(vague) X(percent) X(times) X(money) X(time) X(size) X(speed) \
	X(period) X(person) X(event) X(noun) X(part) X(plain) X(sum) X(flow) X(deed) X(before) X(after) X(month) \
	X(change) X(ranging) X(effort) X(ago) X(last) X(stop) \
	X(not) X(if) X(wish) X(you)
enum metric_class {
#define X(name) WORD_##name,
	METRIC_CLASSES(X)
#undef X
	N_METRIC_CLASSES
};

struct metric_word { enum metric_class class; struct str unit; double value; };
struct metric_words;

/* Load DIR/metric_words.csv.  NULL with *e set: EX_NOINPUT, EX_DATAERR, or
 * EX_CONFIG with file and line. */
struct metric_words *metric_words_load(const char *dir, struct err *e);
void metric_words_free(struct metric_words *w);
/* The longest phrase of CLASS at token I of T, not beyond END, and its tokens;
 * NULL if there is none. */
const struct metric_word *metric_word(const struct metric_words *w, const struct tokens *t, size_t i, size_t end,
    enum metric_class class, size_t *length);
/* May a number stand in the tokens [from, to) of TEXT?  False is certain. */
bool metric_words_number(const struct metric_words *w, struct str text, const struct tokens *t, size_t from, size_t to);
/* Is token I alone a word of CLASS? */
bool metric_word_is(const struct metric_words *w, const struct tokens *t, size_t i, enum metric_class class);

#endif
