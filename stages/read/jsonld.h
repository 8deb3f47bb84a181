/*
 * jsonld.h -- JSON as pages really hold it, and what schema.org says in it.
 *
 * The reader forgives raw line breaks, trailing commas, comments, HTML
 * entities, several values behind each other and a cut end; what it cannot
 * read it skips.  Nesting deeper than JSON_DEPTH is skipped too.
 */
#ifndef USEDBY_READ_JSONLD_H
#define USEDBY_READ_JSONLD_H

#include "../common/arena.h"
#include "../common/str.h"

#define JSON_DEPTH 64

enum json_kind { LD_NULL, LD_BOOL, LD_NUMBER, LD_STRING, LD_ARRAY, LD_OBJECT };

struct json {
	enum json_kind kind;
	struct str     key;             /* in an object */
	struct str     text;            /* string without escapes, number or true, false, null as written */
	struct str     raw;             /* string as written, in the S of json_read() */
	struct json   *first, *next;    /* members or elements; the next one beside it */
};

/* All values in S as the elements of one array; in A. */
struct json *json_read(struct arena *a, struct str s);
/* The member KEY of an object, or NULL. */
const struct json *json_member(const struct json *j, const char *key);
/* The string or number KEY of an object; a one-element array counts as its element. */
struct str json_text(const struct json *j, const char *key);
/* The same string as it is written, between its quotes. */
struct str json_raw(const struct json *j, const char *key);
/* Decode what stands in front of S, the inside of a string that is not empty:
 * an escape, an HTML entity or one byte.  Returns how many bytes that was. */
size_t json_char(struct str s, struct buf *out);

/* What the page's JSON-LD says of its main thing; empty where it says nothing.
 * Strings in the arena. */
struct schema {
	struct str headline, author, publisher, published, modified, language, url, site;
	struct str body;                /* as written, see json_raw() */
	bool       forum;               /* a forum's thread or a question with answers */
};

/* Look through J, all JSON-LD of a page, for S.  What S has stays. */
void schema_find(struct arena *a, const struct json *j, struct schema *s);

#endif
