#include "rows.h"

#include <stdlib.h>

#include "arena.h"
#include "csv_bytes.h"
#include "xalloc.h"
#include "zio.h"

#define CHUNK (64u << 10)

struct rows {
	char        *path;
	struct zin  *in;
	char        *text;              /* read; rows are taken apart where they lie */
	size_t       at, n, cap;        /* the next row, and how much was read */
	bool         at_end;
	struct str  *field;             /* of the row at hand */
	size_t       n_fields, cap_fields;
	bool         quoted, doubled;   /* the row has quotes; it has quotes that are doubled */
	size_t       line, row_line;    /* of the file: the next row's first, this row's last */
	size_t       no, width;
	struct str  *header;
	struct arena header_text;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && is_blank(*p))
		p++;
	return p;
}

static size_t
count_lines(const char *p, const char *end)
{
	size_t n = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		n++;
		p++;
	}
	return n;
}

static void
add_field(struct rows *r, const char *p, const char *end)
{
	if (r->n_fields == r->cap_fields)
		r->field = xgrow(r->field, &r->cap_fields, r->n_fields + 1, sizeof *r->field);
	r->field[r->n_fields++] = (struct str){ p, (size_t)(end - p) };
}

/* Adds the field behind the quote before P, its inner quotes still doubled;
 * returns what stands behind its closing quote, NULL if there is none. */
static const char *
scan_quoted(struct rows *r, const char *p, const char *end)
{
	const char *q = p;

	r->quoted = true;
	while ((q = memchr(q, '"', (size_t)(end - q))) && q + 1 < end && q[1] == '"') {
		q += 2;
		r->doubled = true;
	}
	if (!q)
		return NULL;
	add_field(r, p, q);
	return skip_blanks(q + 1, end);
}

/* Adds the field at P and returns its end. */
static const char *
scan_plain(struct rows *r, const char *p, const char *end)
{
	const char *q = p + csv_bytes_plain((struct str){ p, (size_t)(end - p) }), *last = q;

	while (last > p && is_blank(last[-1]))
		last--;
	add_field(r, p, last);
	return q;
}

static int
malformed(struct rows *r, const char *p, const char *what, struct err *e)
{
	err_set(e, EX_DATAERR, "%s: line %zu: malformed CSV: %s", r->path, r->line + count_lines(r->text + r->at, p), what);
	return -1;
}

enum { END, ROW, MORE };

/* Finds the fields of the next row.  END: all is read; MORE: the text ends within
 * the row; -1 with *e set. */
static int
scan(struct rows *r, struct err *e)
{
	const char *p = r->text + r->at, *end = r->text + r->n;

	/* Lines of blanks are no rows. */
	for (; p < end && (is_blank(*p) || *p == '\n' || *p == '\r'); p++)
		r->line += *p == '\n';
	r->at = (size_t)(p - r->text);
	r->n_fields = 0;
	r->quoted = r->doubled = false;
	if (p == end)
		return r->at_end ? END : MORE;
	for (;; p++) {
		p = skip_blanks(p, end);
		bool quote = p < end && *p == '"';
		p = quote ? scan_quoted(r, p + 1, end) : scan_plain(r, p, end);
		if (!p || p == end) {
			if (!r->at_end)
				return MORE;
			if (!p)
				return malformed(r, end, "a quote is not closed", e);
			break;
		}
		if (*p == ',')
			continue;
		if (*p != '\n' && *p != '\r')
			return malformed(r, p, quote ? "text behind a quoted field" : "a quote in a plain field", e);
		break;
	}
	if (r->quoted)
		r->line += count_lines(r->text + r->at, p);
	r->row_line = r->line;
	r->at = (size_t)(p - r->text);
	if (p < end) {
		r->line += *p == '\n';
		r->at++;
	}
	return ROW;
}

/* Reads on until the text is full, which the row at hand does not fill alone. */
static bool
refill(struct rows *r, struct err *e)
{
	memmove(r->text, r->text + r->at, r->n - r->at);
	r->n -= r->at;
	r->at = 0;
	if (r->cap - r->n < CHUNK) {
		r->cap = r->cap * 2 + CHUNK;
		r->text = xrealloc(r->text, r->cap);
	}
	while (r->n < r->cap && !r->at_end) {
		ssize_t n = zin_read(r->in, r->text + r->n, r->cap - r->n, e);
		if (n < 0)
			return false;
		r->at_end = n == 0;
		r->n += (size_t)n;
	}
	return true;
}

static void
undouble_quotes(struct str *field)
{
	char *to = memchr(field->p, '"', field->n);
	const char *p = to, *end = field->p + field->n;

	if (!to)
		return;
	for (; p < end; p++) {
		*to++ = *p;
		p += *p == '"';
	}
	field->n = (size_t)(to - field->p);
}

int
rows_next(struct rows *r, struct row *out, struct err *e)
{
	int got;

	while ((got = scan(r, e)) == MORE)
		if (!refill(r, e))
			return -1;
	if (got != ROW)
		return got;
	if (r->width && r->n_fields != r->width) {
		err_set(e, EX_DATAERR, "%s: line %zu: %zu fields, the header has %zu", r->path,
		    r->row_line, r->n_fields, r->width);
		return -1;
	}
	for (size_t i = 0; r->doubled && i < r->n_fields; i++)
		undouble_quotes(&r->field[i]);
	*out = (struct row){ r->field, r->n_fields, ++r->no, r->row_line };
	return 1;
}

static bool
read_header(struct rows *r, const struct table *t, struct err *e)
{
	struct row row;
	int got = rows_next(r, &row, e);

	if (got < 0)
		return false;
	if (got == 0)
		return err_set(e, EX_DATAERR, "%s: no header", r->path);
	r->width = row.n;
	r->no = 0;
	r->header = arena_array(&r->header_text, row.n, sizeof *r->header);
	for (size_t i = 0; i < row.n; i++)
		r->header[i] = arena_str(&r->header_text, row.field[i]);
	/* Spreadsheets like to put a byte order mark before the first name. */
	if (row.n && str_starts(r->header[0], STR("\xef\xbb\xbf")))
		r->header[0] = str_sub(r->header[0], 3, r->header[0].n);
	for (size_t i = 0; t && i < t->n_columns; i++)
		if (i >= row.n || !str_eq(r->header[i], str_of(t->column[i].name)))
			return err_set(e, EX_DATAERR, "%s: line 1: column %zu is not '%s', as table %s has it",
			    r->path, i + 1, t->column[i].name, t->name);
	return true;
}

struct rows *
rows_open(const char *path, const struct table *t, struct err *e)
{
	struct zin *in = zin_open(path, e);

	if (!in)
		return NULL;
	struct rows *r = xcalloc(1, sizeof *r);
	r->path = xstrdup(path);
	r->in = in;
	r->line = 1;
	r->cap = 2 * CHUNK;
	r->text = xmalloc(r->cap);
	if (!read_header(r, t, e)) {
		rows_close(r);
		return NULL;
	}
	return r;
}

int
rows_column(const struct rows *r, const char *name)
{
	for (size_t i = 0; i < r->width; i++)
		if (str_eq(r->header[i], str_of(name)))
			return (int)i;
	return -1;
}

const char *
rows_path(const struct rows *r)
{
	return r->path;
}

void
rows_close(struct rows *r)
{
	if (!r)
		return;
	zin_close(r->in);
	arena_free(&r->header_text);
	free(r->text);
	free(r->field);
	free(r->path);
	free(r);
}
