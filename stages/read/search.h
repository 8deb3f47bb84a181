/*
 * search.h -- what the search for a page's facts (meta.h) has in hand.
 */
#ifndef USEDBY_READ_SEARCH_H
#define USEDBY_READ_SEARCH_H

#include "jsonld.h"
#include "meta.h"

#define LABEL_BYTES 400         /* bytes of a folded label that are looked at */

struct search {
	struct page    *p;
	struct article *a;
	struct meta    *m;
	struct schema   schema;
	struct str      logo;           /* the site's name in a first-level heading */
};

/* The fact is VALUE, told by FROM, unless it is known or VALUE is blank; VALUE is copied into the article's arena. */
void fact_set(struct search *s, struct fact *f, struct str value, const char *from);
/* What the page's <meta> and the like say of KEY, whatever its case; "" if nothing. */
struct str tag_value(const struct search *s, const char *key);
/* A spot's first line has its names, see page.c; its text follows. */
struct str spot_key(const struct located *l);
struct str spot_text(const struct located *l);

#endif
