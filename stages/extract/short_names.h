/*
 * short_names.h -- names that an article tells in full once, and shorter from then on.
 *
 * "Harlow Dynamics ... Harlow", "Royal Institute of Tidal Studies ... RITS", "Jane
 * Harlow ... Harlow": the shorter one, which no table has, is taken for the longer one
 * where that is told first and nothing else in the article could be meant.  It is the
 * name matching within a document of Bagga and Baldwin, "Entity-based cross-document
 * coreferencing using the vector space model" (1998), held to beginnings, surnames and
 * initials.
 */
#ifndef USEDBY_SHORT_NAMES_H
#define USEDBY_SHORT_NAMES_H

#include "finder.h"

/* A short form and what it is short for, as the article writes them first. */
struct short_name {
	struct str  alias, name;
	const char *relation;           /* of TABLE_found_names */
	uint32_t    block, token;       /* where the short form stands first */
};
struct short_names { struct short_name *at; size_t n; };

/* Give the short mentions of F's article the name that they stand for (its key, and what the
 * lexicon knows of it), and list those whose long form is in no table either: A->shortened.
 * All blocks have their mentions. */
void short_names_find(struct finder *f);
/* Are the letters of ACRONYM the capitals that begin the words of NAME, small words left out?
 * "Consumer Financial Protection Bureau" and CFPB; "eXtensible Markup Language" and XML. */
bool is_acronym(struct str name, struct str acronym);

#endif
