#include "rows.h"

#include <csv.h>
#include <stdlib.h>

#include "arena.h"
#include "bytes.h"
#include "xalloc.h"
#include "zio.h"

#define CHUNK (64u << 10)

/* One finished row: its fields are N entries of rows.fields from FIRST on, whose
 * bytes lie in the text, which may still move, or where the line was read. */
struct done_row { size_t first, n, line; bool in_text; };

struct rows {
	char             *path;
	struct zin       *in;
	struct csv_parser parser;
	struct buf        text;         /* what libcsv gave of the batch, each field with a NUL */
	struct str       *fields;
	size_t            n_fields, cap_fields;
	struct done_row  *rows;
	size_t            n_rows, cap_rows, next;
	size_t            open_first;   /* where the unfinished row begins in fields */
	size_t            line, no, width;
	bool              at_end;
	bool              between;      /* libcsv stands between two rows */
	struct buf        carry;        /* fields of the row that a batch leaves open */
	struct str       *header;
	struct arena      header_text;
	char             *chunk;        /* as read; plain rows are cut here */
};

static void
add_field(struct rows *r, const char *p, size_t n)
{
	if (r->n_fields == r->cap_fields)
		r->fields = xgrow(r->fields, &r->cap_fields, r->n_fields + 1, sizeof *r->fields);
	r->fields[r->n_fields++] = (struct str){ p, n };
}

static void
on_field(void *bytes, size_t n, void *context)
{
	struct rows *r = context;

	if (r->text.cap - r->text.n <= n)
		buf_reserve(&r->text, n + 1);
	/* In the text, p is an offset until the row is asked for. */
	add_field(r, (const char *)(uintptr_t)r->text.n, n);
	if (n)
		memcpy(r->text.p + r->text.n, bytes, n);
	r->text.n += n;
	r->text.p[r->text.n++] = 0;
}

static void
add_row(struct rows *r, bool in_text)
{
	r->rows = xgrow(r->rows, &r->cap_rows, r->n_rows + 1, sizeof *r->rows);
	r->rows[r->n_rows++] = (struct done_row){ r->open_first, r->n_fields - r->open_first, r->line, in_text };
	r->open_first = r->n_fields;
}

static void
on_row(int separator, void *context)
{
	struct rows *r = context;

	r->between = separator == '\n';
	add_row(r, true);
}

static bool
malformed(struct rows *r, struct err *e)
{
	return err_set(e, EX_DATAERR, "%s: line %zu: malformed CSV: %s", r->path, r->line,
	    csv_strerror(csv_error(&r->parser)));
}

/* Which of the sixteen bytes at P end a field or are no part of a plain one. */
static inline uint32_t
ends_at(const char *p)
{
	sixteen v = sixteen_at(p);

	return sixteen_bits((sixteen)(v == ',') | (sixteen)(v == '\n') | (sixteen)(v == '\r') | (sixteen)(v == '"'));
}

/* What stands behind the quoted field at P, whose text is *TEXT, in a line that ends at
 * LIMIT; NULL if a quote is doubled or misplaced. */
static const char *
quoted_field(const char *p, const char *limit, struct str *text)
{
	const char *end = memchr(p + 1, '"', (size_t)(limit - p - 1));

	if (!end)
		return NULL;
	*text = (struct str){ p + 1, (size_t)(end - p) - 1 };
	return end[1] == ',' || end[1] == '\n' ? end + 2 : NULL;
}

/* The fields of the line, if all are plain, from *OUT on, where there is room for N; OUT moves behind them. */
static bool
plain_fields(const char *line, size_t n, struct str **out)
{
	const char *field = line, *limit = line + n;
	struct str *to = *out;

	/* What is found behind LIMIT is of the next line, or of no one. */
	for (const char *at = line; at < limit;) {
		uint32_t ends = ends_at(at);
		const char *base = at;
		at += sizeof(sixteen);
		for (; ends && field < limit; ends &= ends - 1) {
			const char *end = base + __builtin_ctz(ends);
			if (*end == '"') {
				if (end != field || !(field = quoted_field(end, limit, to++)))
					return false;
				at = field;
				break;
			}
			if (*end == '\r' || (end > field && (str_blank(*field) || str_blank(end[-1]))))
				return false;
			*to++ = (struct str){ field, (size_t)(end - field) };
			field = end + 1;
		}
	}
	*out = to;
	return field == limit;
}

/* Takes a row that is one line of plain fields, as most are, where it stands in
 * the chunk, in a fraction of the time that libcsv needs.  False, and the line as
 * it was, if that is to read it. */
static bool
plain_row(struct rows *r, char *line, size_t n)
{
	/* A blank line is no row. */
	if (n < 2)
		return false;
	r->fields = xgrow(r->fields, &r->cap_fields, r->n_fields + n, sizeof *r->fields);
	struct str *first = r->fields + r->n_fields, *end = first;
	if (!plain_fields(line, n, &end))
		return false;
	for (const struct str *f = first; f < end; f++)
		line[f->p + f->n - line] = 0;
	r->n_fields += (size_t)(end - first);
	add_row(r, false);
	return true;
}

/* Rows are read a line at a time, so that they know the line they end on. */
static bool
feed(struct rows *r, char *p, size_t n, struct err *e)
{
	for (size_t line; n; p += line, n -= line) {
		const char *end = memchr(p, '\n', n);
		line = end ? (size_t)(end - p) + 1 : n;
		if (!end || !r->between || !plain_row(r, p, line)) {
			r->between = false;
			if (csv_parse(&r->parser, p, line, on_field, on_row, r) != line)
				return malformed(r, e);
		}
		r->line += end != NULL;
	}
	return true;
}

/* Drops the finished batch; the fields of an unfinished row move to its front. */
static void
drop_batch(struct rows *r)
{
	size_t open = r->n_fields - r->open_first;

	buf_reset(&r->carry);
	for (size_t i = 0; i < open; i++) {
		struct str field = r->fields[r->open_first + i];
		buf_add(&r->carry, (struct str){ r->text.p + (uintptr_t)field.p, field.n });
	}
	buf_reset(&r->text);
	r->n_fields = 0;
	for (size_t i = 0, at = 0; i < open; i++) {
		size_t n = r->fields[r->open_first + i].n;
		on_field(r->carry.p + at, n, r);
		at += n;
	}
	r->open_first = 0;
	r->n_rows = r->next = 0;
}

static bool
refill(struct rows *r, struct err *e)
{
	drop_batch(r);
	while (r->n_rows == 0 && !r->at_end) {
		ssize_t n = zin_read(r->in, r->chunk, CHUNK, e);
		if (n < 0)
			return false;
		if (n > 0 && !feed(r, r->chunk, (size_t)n, e))
			return false;
		if (n == 0) {
			r->at_end = true;
			if (csv_fini(&r->parser, on_field, on_row, r) != 0)
				return malformed(r, e);
		}
	}
	return true;
}

int
rows_next(struct rows *r, struct row *out, struct err *e)
{
	if (r->next == r->n_rows && !refill(r, e))
		return -1;
	if (r->next == r->n_rows)
		return 0;
	const struct done_row *row = &r->rows[r->next++];
	if (r->width && row->n != r->width) {
		err_set(e, EX_DATAERR, "%s: line %zu: %zu fields, the header has %zu", r->path,
		    row->line, row->n, r->width);
		return -1;
	}
	if (row->in_text)
		for (size_t i = 0; i < row->n; i++)
			r->fields[row->first + i].p = r->text.p + (uintptr_t)r->fields[row->first + i].p;
	*out = (struct row){ r->fields + row->first, row->n, ++r->no, row->line };
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
	r->between = true;
	r->chunk = xcalloc(CHUNK + sizeof(sixteen), 1);         /* sixteen bytes may be looked at behind a line */
	if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		xalloc_die();
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
	csv_free(&r->parser);
	buf_release(&r->text);
	arena_free(&r->header_text);
	buf_release(&r->carry);
	free(r->fields);
	free(r->rows);
	free(r->chunk);
	free(r->path);
	free(r);
}
