/*
 * language.h -- which language a text is in, by its script and its small words.
 */
#ifndef USEDBY_READ_LANGUAGE_H
#define USEDBY_READ_LANGUAGE_H

#include "../common/str.h"

/* The language's ISO 639-1 code, or NULL where the text is too short or too
 * even to tell.  Looks at the first 64 KiB. */
const char *language_of(struct str text);

#endif
