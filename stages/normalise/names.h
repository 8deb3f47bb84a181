/*
 * names.h -- when two ways of writing are one name.
 *
 * A name has a key on each level of folding; two names are one on a level when
 * their keys there are equal.  A key is a function of the name alone, never of
 * the other names, so that an id made from it stays when articles come or go.
 */
#ifndef USEDBY_NAMES_H
#define USEDBY_NAMES_H

#include "../common/str.h"

enum name_use { NAME_ADOPTER, NAME_TECHNOLOGY, N_NAME_USES };

/* Each level includes those before it.  The words are those of
 * name_resolutions.reason. */
enum name_level {
	LEVEL_EXACT,            /* byte by byte, blanks at the ends aside */
	LEVEL_CASE,             /* ASCII letters' case */
	LEVEL_ACCENT,           /* Unicode compatibility, case and marks */
	LEVEL_SPACING,          /* blanks, hyphens and other punctuation; + and # stay */
	LEVEL_LEGAL_SUFFIX,     /* Inc., GmbH, N.V. */
	LEVEL_DOMAIN,           /* adopters: www., .com */
	LEVEL_POSSESSIVE,       /* 's */
	LEVEL_PLURAL,           /* the last word's s */
	LEVEL_WORDING,          /* the, &, abbreviations, spelling, "X team", "T framework", versions */
	LEVEL_DESCRIPTOR,       /* "X Technologies", "X Systems"; only to meet a known name */
	N_LEVELS
};

/* Appends the key of NAME, valid UTF-8, on LEVEL; never empty for a name that
 * has a letter or digit. */
void name_key(struct buf *b, struct str name, enum name_use use, enum name_level level);
const char *name_level_name(enum name_level level);
/* Appends the id of a found name: x_ and its key on LEVEL_WORDING; letters
 * that an id cannot have are told apart by a hash. */
void name_id(struct buf *b, struct str name, enum name_use use);

#endif
