/*
 * pack.h -- text on its way into a page: raw deflate, then base64.
 *
 * RFC 1951 and RFC 4648, because a browser undoes both by itself.  Memory is
 * constant whatever the length.
 */
#ifndef USEDBY_PACK_H
#define USEDBY_PACK_H

#include "../common/err.h"
#include "../common/str.h"
#include "../common/zio.h"

struct pack;

/* Begin a packed text on OUT, which stays the caller's and must outlive the
 * result.  The caller ends it with pack_end(). */
struct pack *pack_begin(struct zout *out);
void pack_add(struct pack *p, struct str bytes);
/* Ends the text and gives P back.  What OUT could not take is told by
 * zout_commit(). */
void pack_end(struct pack *p);

#endif
