/*
 * sniff.h -- what a file is, by its name and its first bytes.
 */
#ifndef USEDBY_INVENTORY_SNIFF_H
#define USEDBY_INVENTORY_SNIFF_H

#include "../common/str.h"

/* Raise it with every change of the rules: remembered answers are then void. */
#define SNIFF_VERSION 1
/* As many of a file's first bytes are looked at. */
#define SNIFF_BYTES (16u << 10)

enum media { MEDIA_HTML, MEDIA_TEXT, MEDIA_MARKDOWN, MEDIA_WARC, MEDIA_JSONL, MEDIA_UNKNOWN, N_MEDIA };

/* "html", "text" ... as in the table inventory. */
const char *media_name(enum media m);
/* The medium called NAME, or N_MEDIA. */
enum media media_find(struct str name);
/* NAME may end in .gz or .zst; HEAD is how the file begins, packed as it is. */
enum media sniff(struct str name, struct str head);

#endif
