/*
 * typer.h -- what telling the sense of names in no table shares: typing.c and traits.c.
 */
#ifndef USEDBY_TYPER_H
#define USEDBY_TYPER_H

#include "../common/map.h"
#include "hashes.h"
#include "typing.h"

/* The article and the block that is looked at, and the word classes that are asked for. */
struct typer {
	struct finder          *f;
	const struct vocabulary *v;
	const struct block     *b;
	struct typed_names      all;
	struct map              number;         /* in ALL, by the bytes of a name's key */
	uint64_t               *code;           /* words of code (hashes.h) */
	size_t                  code_mask;
	int32_t                *at;             /* by token of the block: number and 1 of its mention, 0 */
	bool                    titled;         /* the block is the title, or a heading in its place */
	bool                    users_heading;  /* it is a heading that says whose users follow */
	classes use, change, make, into, to, from, of, at_house, by, against, called, indefinite, ours, tool, code_noun, staff, said, be, have, used,
	    based, legal, we_word, you, for_word, join, office, users;
};

/* Where a name stands: the tokens [from, to) of the block, as mention M (NULL: a small word), in a sentence with the clues SENTENCE. */
struct place { uint32_t from, to; const struct mention *m; size_t block; clues sentence; };

/* A small word that is in no class and stands by itself, from token I of the block on: where it ends, or 0. */
size_t small_end(const struct typer *g, size_t i);
/* What the name itself tells. */
clues traits_of_name(const struct typer *g, const struct place *p);
/* What stands beside it, in lists too. */
clues traits_beside(const struct typer *g, const struct place *p);
/* In which block it stands, and where in it. */
clues traits_of_place(const struct typer *g, const struct place *p);
/* What all names of a sentence have. */
clues traits_of_sentence(const struct typer *g, const struct sentence *s);
/* Look the word classes up. */
void traits_prepare(struct typer *g);

#endif
