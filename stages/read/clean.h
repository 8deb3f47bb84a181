/*
 * clean.h -- the last clean-up inside the chosen element.
 */
#ifndef USEDBY_READ_CLEAN_H
#define USEDBY_READ_CLEAN_H

#include "page.h"

/* Drops repeated titles, bylines, date lines, "read more" links, labels of
 * related stories and what follows them, share and newsletter prompts among the
 * runs [first, end).  GOOD tells the runs of running text. */
void clean_page(struct page *p, size_t first, size_t end, const bool *good);

#endif
