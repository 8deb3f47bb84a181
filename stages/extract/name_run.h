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
	const struct token *t = f->b->tokens.at;

	return str_sub(f->b->text, t[from].start, t[to - 1].end);
}

/* Does an unmistakable technology begin at word I?  A name of the lexicon? */
bool is_technology(const struct finder *f, size_t i);
bool begins_known(const struct finder *f, size_t i);
/* A small word or mark that may stand inside a name: of, for, &, /. */
bool is_infix(const struct finder *f, size_t i);
/* The end of the capitalised run that begins at I, exclusive. */
size_t run_end(const struct finder *f, size_t i);
/* Drops "Inc", "GmbH" at the end, and a leading The. */
void trim_run(const struct finder *f, size_t *from, size_t *to);

#endif
