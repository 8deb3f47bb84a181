/*
 * charset.h -- bytes of any encoding become valid UTF-8.
 */
#ifndef USEDBY_READ_CHARSET_H
#define USEDBY_READ_CHARSET_H

#include "../common/str.h"

struct charset {
	char   name[32];        /* lower case, as in the IANA registry where it is known */
	size_t repaired;        /* invalid sequences that became U+FFFD */
};

/* Decode BYTES.  The order of trust: byte order mark, UTF-16 without one, the
 * transport's HINT ("" if none), for HTML the declaration in the page, valid
 * UTF-8, libuchardet, windows-1252.  A declaration of ISO 8859-1 means
 * windows-1252, as in the WHATWG encoding standard.
 * The result is a view of BYTES where nothing had to change, else of OUT. */
struct str charset_decode(struct str bytes, struct str hint, bool html, struct buf *out, struct charset *c);
/* More than a few control characters: no text in any encoding. */
bool charset_binary(struct str utf8);

#endif
