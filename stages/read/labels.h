/*
 * labels.h -- lines that are no text: what they say tells what they are.
 */
#ifndef USEDBY_READ_LABELS_H
#define USEDBY_READ_LABELS_H

#include "../common/str.h"

enum label {
	LABEL_NONE,
	LABEL_SECTION,  /* "Related articles": heads what is not the article */
	LABEL_LINE,     /* "Share this", "0 comments": stands for itself */
	LABEL_LEAD,     /* "Read more: ...": a link in the text to another story */
	LABEL_PROMPT    /* "Sign up for our newsletter ...": a sentence to the reader */
};

/* What S, one run of text, is by its words.  Case and marks at both ends do not count. */
enum label label_of(struct str s);
/* "By Jane Roe", "Posted on 3 May 2020 by ...", "Updated 10:01 pm": who and when. */
bool label_byline(struct str s);
/* The letters and digits of S in lower case, words parted by one blank, into
 * OUT; at most N - 1 bytes and a NUL.  Returns the length. */
size_t label_fold(struct str s, char *out, size_t n);

#endif
