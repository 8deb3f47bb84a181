/*
 * typing.h -- entity typing: whether a name that no table has is a technology's.
 *
 * Names by shape are found wherever there are capitals; what they name is told by
 * what stands beside all their mentions ("built with X", "X, an open-source ...", "Python,
 * X and Go", "at X") and by their spelling.  Each name has such clues (typing.def); a logistic
 * model (clues.h) makes odds of them.  Small words of nobody's are weighed likewise, for
 * tools are often written so; those that are likely enough become mentions.
 */
#ifndef USEDBY_TYPING_H
#define USEDBY_TYPING_H

#include "finder.h"

enum trait {
#define CLUE(name, meaning) TRAIT_##name,
#include "typing.def"
#undef CLUE
	N_TRAITS
};
CLUES_FIT(N_TRAITS);
extern const struct clue_set typing_clues;

/* Log of the odds from which on a name with capitals is taken for a technology's, and a small word for a name. */
#define TOOL_FROM (-0.5)
#define SMALL_FROM (-2.2)

/* A name, with the clues of all its mentions. */
struct typed_name {
	uint64_t   key;         /* name_key_of() */
	struct str text;        /* as first written */
	clues      clues;
	bool       small;       /* never with a capital */
	float      odds;        /* log */
	unsigned   count, blocks;
	size_t     last_block;
};
struct typed_names { struct typed_name *at; size_t n; };

/* Set the article's typed names, the odds of their mentions, and NAME_TOOL; add the
 * mentions of small ones.  All blocks have their other mentions, whose senses are not told yet. */
void typing_find(struct finder *f);

#endif
