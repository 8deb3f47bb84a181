/*
 * meta.h -- title, site, author, dates, language and URL of an HTML page.
 */
#ifndef USEDBY_READ_META_H
#define USEDBY_READ_META_H

#include "page.h"

/* Fill the article's metadata from the parsed page, best source first: JSON-LD,
 * OpenGraph and other meta tags, <time>, bylines, the URL, the text.  What is
 * set already (by an archive record) stays. */
void meta_find(struct page *p);

#endif
