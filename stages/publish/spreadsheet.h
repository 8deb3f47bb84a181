/*
 * spreadsheet.h -- excel/NAME.csv: the one form of a table that Excel and its
 * like open by a double click.
 *
 * UTF-8 with a byte order mark, CRLF, and at most 1,048,576 rows a file, the
 * header counted; a longer table goes on in NAME-2.csv, NAME-3.csv.  A text
 * that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, CSV Injection), and one longer than a cell holds is cut.
 */
#ifndef USEDBY_SPREADSHEET_H
#define USEDBY_SPREADSHEET_H

#include "../common/err.h"
#include "../schema/table.h"

#define SPREADSHEET_ROWS 1048576u       /* of a sheet, its header too */
#define SPREADSHEET_CELL 32767u         /* UTF-16 code units of a cell */

struct spreadsheet;

/* Begin DIR/NAME.csv for T; ROWS is SPREADSHEET_ROWS but in tests.  NULL with *e set. */
struct spreadsheet *spreadsheet_open(const char *dir, const struct table *t, size_t rows, struct err *e);
bool spreadsheet_put(struct spreadsheet *s, const struct str *field, struct err *e);
bool spreadsheet_commit(struct spreadsheet *s, struct err *e) __attribute__((warn_unused_result));
void spreadsheet_close(struct spreadsheet *s);
/* Appends FIELD as a cell of a text column would be written, quotes included. */
void spreadsheet_cell(struct buf *b, struct str field);

#endif
