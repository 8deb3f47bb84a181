/*
 * date.h -- dates as far as they are told: a year, a month or a day.
 */
#ifndef USEDBY_DATE_H
#define USEDBY_DATE_H

#include "../common/str.h"

enum date_precision { DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY };

/* Days are yyyymmdd; a month or year stands for all of its days. */
struct date {
	enum date_precision precision;
	int                 first, last;
};

/* YYYY, YYYY-MM or YYYY-MM-DD, in the proleptic Gregorian calendar; false and
 * *out without precision for anything else. */
bool date_parse(struct str text, struct date *out);
/* Appends YYYY-MM-DD of a day. */
void date_add(struct buf *b, int day);
/* "day", "month", "year" or "". */
const char *date_precision_name(enum date_precision precision);

#endif
