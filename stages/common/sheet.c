#include "sheet.h"

#include <stdlib.h>

#include "bytes.h"
#include "xalloc.h"
#include "zio.h"

/* Rows are handed on when they have this many bytes. */
#define BATCH (64u << 10)

struct sheet {
	struct zout        *out;
	const struct table *table;
	struct buf          text;       /* of the rows that wait to be written */
	size_t              rows;
};

static void
put_quoted(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (const char *q; s.n && (q = memchr(s.p, '"', s.n)); s = str_sub(s, (size_t)(q - s.p) + 1, s.n)) {
		buf_add(b, (struct str){ s.p, (size_t)(q - s.p) + 1 });
		buf_addc(b, '"');
	}
	buf_add(b, s);
	buf_addc(b, '"');
}

void
sheet_field(struct buf *b, struct str s)
{
	sixteen special = { 0 };

	if (s.n == 0)
		return;
	/* It is copied as it stands, and looked at there: NUL behind it fills its
	 * last sixteen bytes up. */
	if (b->cap - b->n < s.n + sizeof special)
		buf_reserve(b, s.n + sizeof special);
	char *to = b->p + b->n;
	memcpy(to, s.p, s.n);
	memset(to + s.n, 0, sizeof special);
	for (size_t i = 0; i < s.n; i += sizeof special) {
		sixteen v = sixteen_at(to + i);
		special |= (sixteen)((v == ',') | (v == '"') | (v == '\n') | (v == '\r'));
	}
	if (sixteen_bits(special) || str_blank(s.p[0]) || str_blank(s.p[s.n - 1]))
		put_quoted(b, s);
	else
		b->n += s.n;
}

void
sheet_number(struct buf *b, uint64_t v)
{
	char digit[20];
	size_t n = sizeof digit;

	do
		digit[--n] = (char)('0' + v % 10);
	while (v /= 10);
	buf_add(b, (struct str){ digit + n, sizeof digit - n });
}

struct sheet *
sheet_create(const char *path, const struct table *t, int level, struct err *e)
{
	struct zout *out = zout_create(path, level, e);

	if (!out)
		return NULL;
	struct sheet *s = xcalloc(1, sizeof *s);
	s->out = out;
	s->table = t;
	for (size_t i = 0; i < t->n_columns; i++) {
		buf_addz(&s->text, i ? "," : "");
		buf_addz(&s->text, t->column[i].name);
	}
	buf_addc(&s->text, '\n');
	return s;
}

static void
hand_on(struct sheet *s)
{
	zout_write(s->out, buf_str(&s->text));
	buf_reset(&s->text);
}

void
sheet_put(struct sheet *s, const struct str *field)
{
	size_t n = s->table->n_columns, at = s->text.n;

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(&s->text, ',');
		sheet_field(&s->text, field[i]);
	}
	/* A blank line is no row to most readers. */
	if (n == 1 && s->text.n == at)
		buf_addz(&s->text, "\"\"");
	buf_addc(&s->text, '\n');
	s->rows++;
	if (s->text.n >= BATCH)
		hand_on(s);
}

size_t
sheet_rows(const struct sheet *s)
{
	return s->rows;
}

bool
sheet_commit(struct sheet *s, struct err *e)
{
	hand_on(s);
	return zout_commit(s->out, e);
}

void
sheet_close(struct sheet *s)
{
	if (!s)
		return;
	zout_close(s->out);
	buf_release(&s->text);
	free(s);
}
