/*
 * published.h -- when a page was published, and when it was changed.
 */
#ifndef USEDBY_READ_PUBLISHED_H
#define USEDBY_READ_PUBLISHED_H

#include "search.h"

/* Set the dates of S's page, as ISO 8601 days or less; its URL is known. */
void published_find(struct search *s);

#endif
