/*
 * keep.h -- replace a file only when its content changed.
 *
 * make decides by time stamps; a file that is written anew with the same bytes
 * must keep its old one, or everything behind it would be made again.
 */
#ifndef USEDBY_KEEP_H
#define USEDBY_KEEP_H

#include "err.h"
#include "str.h"

/* Puts the finished file FRESH in the place of PATH, in the same folder; where
 * both hold the same bytes, PATH stays untouched and FRESH is removed.
 * *CHANGED, if not NULL, tells which.  False with *e set: EX_IOERR. */
bool keep_replace(const char *fresh, const char *path, bool *changed, struct err *e);
/* The same for CONTENT, through PATH.new.  False with *e set: EX_CANTCREAT, EX_IOERR. */
bool keep_write(const char *path, struct str content, bool *changed, struct err *e);

#endif
