/*
 * prefilter.h -- what of an HTML page need not reach the parser.
 *
 * One pass over the page drops scripts, styles, SVG, comments and the
 * attributes that nobody reads, bounds the size of a tag and the nesting of
 * elements, and keeps a map by which each byte of the rest is found again.
 */
#ifndef USEDBY_READ_PREFILTER_H
#define USEDBY_READ_PREFILTER_H

#include "../common/str.h"

/* From byte OUT of the filtered page on, the bytes stand at RAW in the page. */
struct segment { uint32_t out, raw; };
struct extent { uint32_t from, to; };

struct prefilter {
	struct buf      out;            /* the filtered page */
	struct segment *segment;
	size_t          n_segments, cap_segments;
	struct extent  *jsonld;         /* contents of JSON-LD scripts, in the page */
	size_t          n_jsonld, cap_jsonld;
	size_t          cursor;         /* segment found last */
	uint32_t        size;           /* of the page */
	unsigned        depth, cut;     /* open elements; those dropped for their depth */
	bool            full;           /* of more than MAX_SEGMENTS; the rest is not there */
};

/* Filter PAGE, valid UTF-8.  Elements nested deeper than MAX_DEPTH lose their
 * tags and keep their text.  The map holds MAX_SEGMENTS of the page. */
void prefilter_run(struct prefilter *f, struct str page, unsigned max_depth, size_t max_segments);
/* The place in the page of the byte AT of the filtered page. */
uint32_t prefilter_raw(struct prefilter *f, uint32_t at);
void prefilter_release(struct prefilter *f);

#endif
