/*
 * names.h -- what class names, ids, roles and tags say of an element.
 */
#ifndef USEDBY_READ_NAMES_H
#define USEDBY_READ_NAMES_H

#include "page.h"

/* The WHY_ bits of the words in a class or id, split at punctuation and camel
 * case; whole words only. */
uint32_t names_why(struct str names);
/* An id of four words or more is made from a heading, and names a place. */
bool names_slug(struct str id);
/* The WHY_ bits of an ARIA role. */
uint32_t role_why(struct str role);
/* The WHY_ bits that an element has by its tag. */
uint32_t tag_why(enum tag tag);

#endif
