#include "sheet.h"

#include <stdlib.h>

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

/* Sixteen bytes that are compared at once. */
typedef uint8_t sixteen __attribute__((vector_size(16)));

static inline bool
has_special(const char *p)
{
	uint64_t hit[2];
	sixteen v;

	memcpy(&v, p, sizeof v);
	sixteen special = (sixteen)((v == ',') | (v == '"') | (v == '\n') | (v == '\r'));
	memcpy(hit, &special, sizeof hit);
	return (hit[0] | hit[1]) != 0;
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Of the N bytes at P, behind which stand sixteen NUL. */
static bool
needs_quotes(const char *p, size_t n)
{
	if (is_blank(p[0]) || is_blank(p[n - 1]))
		return true;
	for (size_t i = 0; i < n; i += sizeof(sixteen))
		if (has_special(p + i))
			return true;
	return false;
}

static void
quoted_field(struct buf *b, struct str s)
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
	if (s.n == 0)
		return;
	/* Most need no quotes: it is put as it is, and looked at there. */
	if (b->cap - b->n < s.n + sizeof(sixteen))
		buf_reserve(b, s.n + sizeof(sixteen));
	char *p = b->p + b->n;
	memcpy(p, s.p, s.n);
	memset(p + s.n, 0, sizeof(sixteen));
	if (needs_quotes(p, s.n))
		quoted_field(b, s);
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
