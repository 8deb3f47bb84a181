/*
 * years.h -- since when and until when a use is told to hold.
 */
#ifndef USEDBY_YEARS_H
#define USEDBY_YEARS_H

#include "article.h"
#include "vocabulary.h"

/* The years that the tokens [from, to) of B tell for a claim of status S: when
 * it began (*since) and when it ended (*until), 0 where they do not say.  A
 * year counts where a preposition makes it a time, and "in 2012" only beside a
 * verb of beginning or of leaving: years of foundings, reports and releases,
 * versions and counts say nothing on the use. */
void years_of(const struct block *b, uint32_t from, uint32_t to, const struct vocabulary *v, enum status s,
    int *since, int *until);

#endif
