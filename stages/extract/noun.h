/*
 * noun.h -- what is counted: the noun phrase behind a number, its label, its column.
 */
#ifndef USEDBY_NOUN_H
#define USEDBY_NOUN_H

#include "passage.h"

struct noun {
	uint32_t   from, head, to;      /* the phrase, its head word, its end */
	struct str unit;
	enum { NOUN_NONE, NOUN_PERSON, NOUN_EVENT, NOUN_KNOWN, NOUN_PLURAL, NOUN_PLAIN, NOUN_SUM } kind;
	bool       part;                /* counts even in small numbers */
	struct str period;              /* daily, before the head */
};

/* The noun phrase behind token I.  HYPHEN: a word is joined to the number, as in
 * "40-node cluster". */
struct noun noun_behind(const struct passage *p, uint32_t i, bool hyphen);
/* "Users: 203 million": the label before X. */
struct noun noun_of_label(const struct passage *p, const struct number *x);
/* "1,600 of them", "orders rose from 900 to 14,000 a day", "the number of servers fell to three": what X counts and the text names before. */
struct noun noun_before(const struct passage *p, const struct number *x);
/* What TITLE, a table's header or row label, counts; *MEASURE becomes TITLE where it
 * counts something. */
struct noun noun_of_title(const struct passage *p, struct str title, struct str *measure);
/* Does the word look like a plural? */
bool noun_plural(struct str s);

#endif
