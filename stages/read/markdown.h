/*
 * markdown.h -- Markdown (CommonMark and GitHub tables) over md4c.
 */
#ifndef USEDBY_READ_MARKDOWN_H
#define USEDBY_READ_MARKDOWN_H

#include "article.h"

/* Blocks and metadata of A, whose raw text is set.  Front matter in YAML
 * ("---") or TOML ("+++") becomes metadata. */
void markdown_read(struct article *a);

#endif
