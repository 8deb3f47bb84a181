#include "spreadsheet.h"

#include <stdlib.h>

#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "../common/zio.h"
#include "../release/files.h"
#include "../release/value.h"

struct spreadsheet {
	const struct table *t;
	char               *dir;
	size_t              limit, rows, part;
	struct zout        *out;
	struct buf          line;
};

/* The characters that begin a formula, in the ASCII and the full width form. */
static bool
begins_formula(struct str s)
{
	uint32_t code;

	if (utf8_decode(s, &code) == 0)
		return false;
	switch (code) {
	case '=': case '+': case '-': case '@': case '\t': case '\r': case '\n':
	case 0xff1d: case 0xff0b: case 0xff0d: case 0xff20:
		return true;
	default:
		return false;
	}
}

/* The bytes of S that fit into LIMIT UTF-16 code units. */
static size_t
fitting(struct str s, size_t limit)
{
	size_t at = 0, units = 0, n;
	uint32_t code;

	while ((n = utf8_decode(str_sub(s, at, s.n), &code)) > 0) {
		units += code > 0xffff ? 2 : 1;
		if (units > limit)
			break;
		at += n;
	}
	return at;
}

void
spreadsheet_cell(struct buf *b, struct str field)
{
	/* Blanks in front do not stop a spreadsheet from seeing the formula. */
	struct str bare = field;
	while (bare.n && bare.p[0] == ' ')
		bare = str_sub(bare, 1, bare.n);
	bool guard = begins_formula(bare), cut = false;
	size_t room = SPREADSHEET_CELL - guard;

	/* A code unit has at most three bytes, so a short text always fits. */
	if (field.n > room && fitting(field, room) < field.n) {
		field = str_sub(field, 0, fitting(field, room - 1));
		cut = true;
	}
	buf_addc(b, '"');
	if (guard)
		buf_addc(b, '\'');
	for (size_t i = 0; i < field.n; i++) {
		if (field.p[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, field.p[i]);
	}
	if (cut)
		buf_addz(b, "\xe2\x80\xa6");
	buf_addc(b, '"');
}

static bool
end_part(struct spreadsheet *s, struct err *e)
{
	bool ok = zout_commit(s->out, e);

	zout_close(s->out);
	s->out = NULL;
	return ok;
}

static bool
begin_part(struct spreadsheet *s, struct err *e)
{
	struct buf path = { 0 };

	s->part++;
	buf_addf(&path, s->part > 1 ? "%s/%s-%zu.csv" : "%s/%s.csv", s->dir, s->t->name, s->part);
	s->out = zout_create(buf_z(&path), 0, e);
	buf_release(&path);
	if (!s->out)
		return false;
	buf_reset(&s->line);
	buf_addz(&s->line, "\xef\xbb\xbf");
	for (size_t i = 0; i < s->t->n_columns; i++)
		buf_addf(&s->line, "%s\"%s\"", i ? "," : "", s->t->column[i].name);
	buf_addz(&s->line, "\r\n");
	zout_write(s->out, buf_str(&s->line));
	s->rows = 1;
	return true;
}

struct spreadsheet *
spreadsheet_open(const char *dir, const struct table *t, size_t rows, struct err *e)
{
	struct spreadsheet *s = xcalloc(1, sizeof *s);

	s->dir = xstrdup(dir);
	s->t = t;
	s->limit = rows;
	if (!begin_part(s, e)) {
		spreadsheet_close(s);
		return NULL;
	}
	return s;
}

bool
spreadsheet_put(struct spreadsheet *s, const struct str *field, struct err *e)
{
	if (s->rows == s->limit && !(end_part(s, e) && begin_part(s, e)))
		return false;
	buf_reset(&s->line);
	for (size_t i = 0; i < s->t->n_columns; i++) {
		if (i)
			buf_addc(&s->line, ',');
		if (value_is_text(s->t->column[i].type) && field[i].n)
			spreadsheet_cell(&s->line, field[i]);
		else
			buf_add(&s->line, field[i]);
	}
	buf_addz(&s->line, "\r\n");
	zout_write(s->out, buf_str(&s->line));
	s->rows++;
	return true;
}

bool
spreadsheet_commit(struct spreadsheet *s, struct err *e)
{
	return end_part(s, e);
}

void
spreadsheet_close(struct spreadsheet *s)
{
	if (!s)
		return;
	zout_close(s->out);
	buf_release(&s->line);
	free(s->dir);
	free(s);
}
