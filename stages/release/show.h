/*
 * show.h -- text from articles on its way to a terminal or into Markdown.
 *
 * Names and sentences are what strangers wrote: nothing of them may act as a
 * control sequence, a change of writing direction, or markup.
 */
#ifndef USEDBY_SHOW_H
#define USEDBY_SHOW_H

#include "../common/str.h"

/* Appends S on one line: control characters (C0, C1, DEL), line and paragraph
 * separators and bidirectional controls become blanks. */
void show_line(struct buf *b, struct str s);
/* The same with the characters of Markdown and HTML escaped. */
void show_markdown(struct buf *b, struct str s);

#endif
