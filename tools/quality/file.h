/*
 * file.h -- writing what was fitted.
 */
#ifndef USEDBY_QUALITY_FILE_H
#define USEDBY_QUALITY_FILE_H

#include <stdbool.h>

#include "../../stages/common/err.h"
#include "../../stages/common/str.h"

/* Makes the file DIR/NAME of B, whole or not at all, and releases that.  False with *e set. */
bool file_write(const char *dir, const char *name, struct buf *b, struct err *e);

#endif
