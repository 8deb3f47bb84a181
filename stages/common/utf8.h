/*
 * utf8.h -- UTF-8 (RFC 3629) checked, decoded, and folded for comparison.
 */
#ifndef USEDBY_UTF8_H
#define USEDBY_UTF8_H

#include "str.h"

/* Decodes the code point at S.p; returns its bytes, or 0 where S is empty or
 * what stands there is not valid UTF-8 (overlong, surrogate, cut). */
size_t utf8_decode(struct str s, uint32_t *code);
bool utf8_valid(struct str s);
/* Appends the code point; not one of Unicode's becomes U+FFFD. */
void utf8_add(struct buf *b, uint32_t code);
/* Appends S with each invalid byte replaced by U+FFFD; returns how many were. */
size_t utf8_repair(struct buf *b, struct str s);
/* Letter or digit in any script / upper-case letter / white space. */
bool utf8_is_word(uint32_t code);
bool utf8_is_upper(uint32_t code);
bool utf8_is_space(uint32_t code);
/* Appends NFKC with case folded and marks (accents) dropped: the form in which
 * names are compared.  S must be valid; control characters are dropped. */
void utf8_fold(struct buf *b, struct str s);

#endif
