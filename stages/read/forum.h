/*
 * forum.h -- a thread: posts with their writers and dates, and nothing else.
 */
#ifndef USEDBY_READ_FORUM_H
#define USEDBY_READ_FORUM_H

#include "page.h"

/* Among the runs [first, end) of a thread, of which GOOD are running text: the
 * lines that say who wrote a post and when are kept; signatures, what the
 * software tells of a writer (posts, rank, reputation), buttons and what it
 * repeats below each post are dropped. */
void forum_page(struct page *p, size_t first, size_t end, const bool *good);

#endif
