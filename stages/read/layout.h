/*
 * layout.h -- tables that hold no data, but lay out the page.
 */
#ifndef USEDBY_READ_LAYOUT_H
#define USEDBY_READ_LAYOUT_H

#include "page.h"

/* Make the cells of such tables paragraphs; P is parsed, its tables are numbered up to GROUPS. */
void page_undo_layout(struct page *p, uint32_t groups);

#endif
