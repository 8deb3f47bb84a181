/*
 * body.h -- the text of a page that only its scripts would have shown.
 *
 * Such a page may hold its text in JSON-LD, as articleBody: paragraphs parted
 * by line breaks, or HTML.
 */
#ifndef USEDBY_READ_BODY_H
#define USEDBY_READ_BODY_H

#include "page.h"

/* If next to nothing of the scored page P is kept, and JSON-LD has an article,
 * take that, below the headline. */
void body_page(struct page *p);

#endif
