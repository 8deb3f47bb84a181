/*
 * report.h -- the report: one HTML page that carries the tables it shows.
 *
 * The template (made by report/build) has one line REPORT_MARK.  In its place
 * go elements, one per table:
 *
 *	<script type="application/x-usedby" data-table="NAME">BASE64</script>
 *
 * BASE64 is raw deflate of JSON lines (report/src/decode.js reads them):
 *
 *	{"table": NAME, "about": TEXT, "columns": [{"name", "type", "about"}, ...]}
 *	{"n": ROWS, "new": {COLUMN: [TEXT, ...]}, "cols": [[...], ...]}   repeated
 *	{"rows": ROWS, "left_out": ROWS}
 *
 * A column of type "dict" holds numbers of texts, counted from 0 in the order
 * in which the "new" parts name them, -1 where there is no value; "num" holds
 * numbers or null; "text" texts.  The texts come out as they went in: it is the
 * page that must show them as text and nothing else.
 *
 * Memory is set by the number of distinct values among the rows carried, which
 * REPORT_ROWS bounds, not by the size of the release.
 */
#ifndef USEDBY_REPORT_H
#define USEDBY_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "../common/err.h"

#define REPORT_MARK "<!--usedby:tables-->"

/* Rows of one table that a page carries at most; choice.h says which, and the
 * page how many it leaves out. */
enum { REPORT_ROWS = 200000 };

/* Write the page OUT from TEMPLATE and the tables CSV_DIR/NAME.csv.zst of a
 * release (for "checks" also CSV_DIR/../checks.csv); a table or column that is
 * not there is left out.  The bytes written
 * depend on those files alone.  OUT is replaced at once when all is written.
 * False with *e set: EX_NOINPUT, EX_IOERR, EX_CANTCREAT; EX_DATAERR when the
 * template has not exactly one mark, or a table is malformed. */
bool report_write(const char *template, const char *csv_dir, const char *out, struct err *e);
/* The same with another bound than REPORT_ROWS. */
bool report_write_bounded(const char *template, const char *csv_dir, const char *out, size_t rows, struct err *e);

#endif
