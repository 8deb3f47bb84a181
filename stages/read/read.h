/*
 * read.h -- one article from bytes to blocks and metadata.
 */
#ifndef USEDBY_READ_READ_H
#define USEDBY_READ_READ_H

#include "../common/reject.h"
#include "article.h"
#include "charset.h"
#include "page.h"

struct limits {
	uint64_t    bytes;
	unsigned    depth;
	double      seconds;
	const char *languages;  /* comma-separated codes; empty for all */
};

/* What is known of an article before it is read. */
struct origin {
	struct str source;      /* its name in the tables */
	struct str name;        /* file name, for its ending */
	struct str media_type;  /* of the inventory, or a MIME type; "" = look */
	struct str charset;     /* told by the transport; "" = none */
	struct str url, date, title;    /* of an archive record; "" = none */
};

/* Memory that is kept from article to article. */
struct reader {
	struct limits  limits;
	struct article article;
	struct page    page;
	struct buf     decoded;
	struct charset charset;
	char           detail[256];     /* more about a reject */
	struct buf    *why;             /* if not NULL: what became of each run of an HTML page */
	bool           any_language;    /* --text: no language gate, nothing is too little */
};

void reader_init(struct reader *r, const struct limits *limits);
void reader_release(struct reader *r);
/* Read BYTES, which outlive the next call.  True: r->article is filled.  False:
 * *why says why not, with more in r->detail; the article may hold its books. */
bool reader_read(struct reader *r, struct str bytes, const struct origin *o, enum reject *why);

#endif
