/*
 * value.h -- does a field hold what its column declares, and in which words?
 *
 * A release has one way to write each value, so that its tables have the same
 * bytes whatever form they were read from: numbers carry the shortest digits
 * that give the same double, and always a decimal point, so that no reader
 * takes a column of them for whole numbers.
 */
#ifndef USEDBY_VALUE_H
#define USEDBY_VALUE_H

#include "../schema/table.h"

enum value_fault {
	VALUE_OK,
	VALUE_MISSING,          /* empty where a value is required */
	VALUE_BAD_TYPE,         /* not what the type says */
	VALUE_BAD_ENUM,         /* none of the values listed */
	VALUE_BAD_TEXT,         /* invalid UTF-8 or a NUL byte */
	N_VALUE_FAULTS
};

/* The first fault of FIELD as a value of COLUMN. */
enum value_fault value_check(const struct column *c, struct str field);
/* "required", "type", "enumeration", "text": the check that a fault breaks. */
const char *value_fault_name(enum value_fault fault);
/* Whether the type is kept as text by every reader. */
bool value_is_text(enum column_type type);
/* Appends V as the release writes numbers: 80.0, 0.93, -0.5. */
void value_number(struct buf *b, double v);
/* Appends FIELD in the release's words for its column; what is no value of the
 * column stays as it is. */
void value_canonical(struct buf *b, const struct column *c, struct str field);
/* One of the |-joined VALUES? */
bool value_listed(const char *values, struct str field);
/* The next part of T's key, a comma-separated list, as a column number; -1 at
 * the end.  *REST begins as str_of(t->key). */
int table_key_next(const struct table *t, struct str *rest);

#endif
