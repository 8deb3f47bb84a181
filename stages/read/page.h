/*
 * page.h -- an HTML page as a light tree and a list of runs of text.
 *
 * libxml2's SAX parser drives it; nothing is dropped here.  Each run of text
 * between block elements is a block of the article, with a struct run beside
 * it under the same index; elements hold the range of runs inside them.
 */
#ifndef USEDBY_READ_PAGE_H
#define USEDBY_READ_PAGE_H

#include <time.h>

#include "article.h"
#include "jsonld.h"
#include "prefilter.h"

enum tag {
	TAG_other,
#define TAG(name, display) TAG_##name,
#include "tags.def"
#undef TAG
	N_TAGS
};

/* Why an element may be no part of the article.  Reasons, not deletions. */
enum {
	WHY_NAV      = 1 << 0,  /* nav, role=navigation, menus, breadcrumbs */
	WHY_ASIDE    = 1 << 1,
	WHY_FOOTER   = 1 << 2,
	WHY_HEADER   = 1 << 3,
	WHY_HIDDEN   = 1 << 4,
	WHY_COMMENTS = 1 << 5,
	WHY_RELATED  = 1 << 6,
	WHY_SHARE    = 1 << 7,
	WHY_ADS      = 1 << 8,
	WHY_COOKIES  = 1 << 9,
	WHY_SIGNUP   = 1 << 10, /* newsletter, login, paywall prompts */
	WHY_BYLINE   = 1 << 11, /* author, date, meta lines */
	WHY_CAPTION  = 1 << 12,
	WHY_FORM     = 1 << 13,
	WHY_BUTTON   = 1 << 14,
	WHY_TAGS     = 1 << 15,
	WHY_SIDEBAR  = 1 << 16,
	WHY_WIDGET   = 1 << 17,
	WHY_BIO      = 1 << 18,
	WHY_EMBED    = 1 << 19, /* no reason against: an embedded post, kept */
	WHY_CONTENT  = 1 << 20, /* no reason against: named like the main text */
	WHY_BODY     = 1 << 21, /* no reason against: itemprop=articleBody */
	WHY_MODAL    = 1 << 22,
	WHY_STANDFIRST = 1 << 23,
	WHY_ACCORDION = 1 << 24, /* no reason against: hidden until asked for */
	WHY_POSTER   = 1 << 25, /* what a forum tells of the writer of a post */
	WHY_SIGNATURE = 1 << 26, /* below a writer's every post */
	WHY_MARK     = 1 << 27, /* within a heading: "¶", "[edit]" */
	WHY_CREDIT   = 1 << 28, /* no reason against: who took a picture, no caption */
	WHY_AGAINST  = ((1 << 19) - 1) | WHY_MODAL
};

#define PAGE_JSONLD 40          /* blocks of JSON-LD that are looked at */

struct elem {
	uint32_t parent;        /* 0 is the root, its own parent */
	uint32_t first, end;    /* runs inside: [first, end) */
	uint32_t group, row, column;
	uint32_t why;           /* its own; with its ancestors' once scored */
	uint16_t tag, kind;     /* enum tag; enum block_kind of text in it */
	uint8_t  level, lists;  /* heading level; depth of lists */
	bool     th, code;
	uint32_t items;         /* rows of a table, cells of a row */
};

struct run {
	uint32_t elem;
	uint32_t words, link_chars, code_chars, bold_chars;
	uint32_t why;           /* of inline elements around all of it; with its elements' once scored */
	bool     br;            /* a single <br> stands above */
};

struct meta_tag { struct str key, value; };
struct located { struct str text; uint32_t elem; uint32_t why; };

struct page {
	struct article *article;
	struct prefilter filter;
	struct elem  *elem;
	size_t        n_elems, cap_elems;
	struct run   *run;              /* as many as the article has blocks */
	size_t        cap_runs;
	uint64_t      seen;             /* characters handed over by the parser */
	/* what the metadata is made from; strings in the article's arena */
	struct meta_tag *tag;
	size_t        n_tags, cap_tags;
	struct located  *spot;          /* bylines, dates, by class or element */
	size_t        n_spots, cap_spots;
	struct str    title, canonical, lang, base;
	struct json  *jsonld[PAGE_JSONLD];      /* in the article's arena */
	size_t        n_jsonld_values;
	struct str    body;             /* the text according to JSON-LD, as written there */
	bool          forum;            /* a thread, by JSON-LD, generator or URL */
	struct parse *parse;            /* while parsing */
};

/* Parse A's raw text; the cells of tables that only lay out the page become
 * paragraphs.  False: it took more than LIMIT_SECONDS of processor time, or A
 * is full. */
bool page_parse(struct page *p, struct article *a, unsigned max_depth, double limit_seconds);
void page_release(struct page *p);
static inline const struct elem *
run_elem(const struct page *p, size_t run)
{
	return &p->elem[p->run[run].elem];
}

#endif
