/*
 * score.h -- which runs of a page are the article.
 */
#ifndef USEDBY_READ_SCORE_H
#define USEDBY_READ_SCORE_H

#include "page.h"

/* Sets dropped in each block of the page's article.  Needs the metadata's
 * title, author and date, to know their repetitions in the text. */
void score_page(struct page *p);

#endif
