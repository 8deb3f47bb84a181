/*
 * name_run.h -- where a name that its capitals tell ends, and what may stand inside it.
 */
#ifndef USEDBY_NAME_RUN_H
#define USEDBY_NAME_RUN_H

#include "finder.h"

/* The text of the words [from, to) of F's block. */
static inline struct str
span(const struct finder *f, size_t from, size_t to)
{
	return block_span(f->b, from, to);
}

/* Does an unmistakable technology begin at word I? */
bool is_technology(const struct finder *f, size_t i);
/* How many words, from word I on, are a name of the lexicon; 0 for none. */
size_t known_length(const struct finder *f, size_t i);
/* A small word or mark that may stand inside a name: of, for, &, /. */
bool is_infix(const struct finder *f, size_t i);
/* The end of the capitalised run that begins at I, exclusive. */
size_t run_end(const struct finder *f, size_t i);
/* Drops "Inc", "GmbH" at the end, and a leading The. */
void trim_run(const struct finder *f, size_t *from, size_t *to);

#endif
