/*
 * entity.h -- HTML's character references outside of HTML.
 */
#ifndef USEDBY_READ_ENTITY_H
#define USEDBY_READ_ENTITY_H

#include "../common/str.h"

/* If a whole reference (&amp; &#8217; &#x2019;) begins S, append its character
 * to OUT and return the bytes it takes; else 0.  HTML 4's names are known; a
 * no-break space becomes a blank. */
size_t entity_read(struct str s, struct buf *out);

#endif
