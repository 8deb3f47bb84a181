/*
 * entries.h -- of lists, tables and galleries: whom each entry is about.
 *
 * An entry begins with a name that is set off ("Acme - dispatch", "Acme: ...",
 * "Acme (boats)"), stands alone on its line, or is the first cell of a row; it
 * goes on until the next one.  "Backend: Rails" begins no entry: labels that
 * many entries share are fields.  What is found here is a hypothesis; the score
 * decides on it.
 */
#ifndef USEDBY_ENTRIES_H
#define USEDBY_ENTRIES_H

#include "names.h"

#define MAX_COLUMNS 32          /* of a table that are looked at */

struct entry {
	const struct mention *name;     /* or NULL; may be a mention of its own, not one of the block's */
	uint32_t              distance; /* blocks since the entry began: 0 where it begins */
	bool                  alone;    /* the name is all of the block where the entry begins */
	bool                  field;    /* the block begins with the label of a field, as "Backend: Rails" does */
};

/* The entry of each block of A, by index; in A's arena. */
struct entry *entries_of(const struct article *a, const struct vocabulary *v);

#endif
