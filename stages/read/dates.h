/*
 * dates.h -- a date as people and machines write it.
 */
#ifndef USEDBY_READ_DATES_H
#define USEDBY_READ_DATES_H

#include "../common/str.h"

#define DATE_SIZE 11            /* YYYY-MM-DD and a NUL */

/* Find the first date in S and write it as YYYY-MM-DD or YYYY-MM.  Years from
 * 1990 to 2100.  Of 3/4/2021 the month comes first unless it cannot; with dots
 * or hyphens the day does.  *FROM and *TO, if not NULL, are its place in S. */
bool date_find(struct str s, char out[DATE_SIZE], size_t *from, size_t *to);
/* S is a date and nothing else of weight: at most EXTRA other letters or digits
 * beside weekday and time.  A lone year counts. */
bool date_is(struct str s, size_t extra, char out[DATE_SIZE]);
/* A date in the path of a URL: /2021/03/04/, /2021/03/, 2021-03-04. */
bool date_in_url(struct str url, char out[DATE_SIZE]);

#endif
