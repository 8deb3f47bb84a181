#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/arena.h"
#include "../common/rows.h"
#include "../common/xalloc.h"
#include "../common/zio.h"
#include "choice.h"
#include "pack.h"

enum {
	CHUNK_ROWS  = 8192,
	TEXT_BYTES  = 4096,             /* of one text; the table has the whole */
	MAX_COLUMNS = 24
};

/*
 * What the page carries.  Columns are coded by their type; ":text" stands for
 * a column whose values are mostly distinct.  Sentences and ids of claims stand
 * apart, because the page needs them only when a reader asks.  choice.h wants
 * adoption and claims before what they name.
 */
static const struct part {
	const char *name, *table, *columns;
	unsigned    share;              /* of the rows a table may have: 1 in so many */
} parts[] = {
	{ "use_cases", "use_cases", "use_case_id:text name:text covers:text", 1 },
	{ "adoption", "adoption",
	  "adopter_id technology_id status claims articles independent_articles first_seen last_seen "
	  "since_year until_year confidence use_cases disputed role counted evidence_grade", 1 },
	{ "claims", "claims",
	  "article_id adopter_id technology_id status use_cases since_year until_year confidence rule "
	  "line role evidence_grade adopter_as technology_as path", 1 },
	{ "claim_sentences", "claims", "claim_id:text evidence:text", 1 },
	{ "metrics", "metrics",
	  "article_id subject_id subject technology_id measure value unit qualifier year evidence:text", 1 },
	{ "migrations", "migrations", "article_id adopter_id from_id to_id year evidence:text", 1 },
	{ "adopters", "adopters", "adopter_id:text name:text kind parent_id sector country known", 1 },
	{ "technologies", "technologies", "technology_id:text name:text kind parent_id vendor known", 1 },
	{ "articles", "articles",
	  "article_id:text source:text url:text title:text site author published duplicate_of witness "
	  "family evidence_grade status", 1 },
	{ "technology_counts", "technology_counts",
	  "technology_id:text adopters adopters_with_parts current former considered created articles "
	  "independent_articles arrivals departures net_flow multi_source_share makers adopters_implied "
	  "disputed", 1 },
	{ "yearly_counts", "yearly_counts", "technology_id year adopters former articles independent_articles", 1 },
	{ "estimates", "estimates",
	  "technology_id:text sources adopters singletons doubletons coverage chao2 chao2_low "
	  "chao2_high", 1 },
	{ "rejects", "rejects", "source:text stage reason detail:text", 8 },
	{ "misses", "misses", "source reason rule confidence adopter technology line evidence:text", 20 },
	{ "checks", "checks", "check table column result failing_rows threshold", 1 },
};

/* Texts numbered in the order of their first use. */
struct dict {
	struct arena texts;
	struct str  *text;
	size_t       n, cap;
	uint32_t    *slot;              /* number + 1; 0 = free */
	size_t       n_slots;           /* a power of two */
};

enum coding { CODING_TEXT, CODING_DICT, CODING_NUMBER };
static const char *const coding_names[] = { "text", "dict", "num" };

struct field {
	const char  *name;              /* borrowed from the schema or the arena */
	const char  *meaning;
	enum coding  coding;
	int          at;                /* its number in the file */
	struct buf   cells;             /* JSON values of the chunk, comma-separated */
	struct buf   fresh;             /* texts that the chunk adds to the dictionary */
	struct dict  dict;
};

struct carried {
	struct field field[MAX_COLUMNS];
	size_t       n;
	size_t       in_chunk;
};

static void
dict_grow(struct dict *d)
{
	size_t n = d->n_slots ? 2 * d->n_slots : 256;
	uint32_t *slot = xcalloc(n, sizeof *slot);

	for (size_t i = 0; i < d->n; i++) {
		size_t at = (size_t)str_hash(d->text[i]) & (n - 1);

		while (slot[at])
			at = (at + 1) & (n - 1);
		slot[at] = (uint32_t)i + 1;
	}
	free(d->slot);
	d->slot = slot;
	d->n_slots = n;
}

/* The number of TEXT; *fresh tells whether it is new. */
static size_t
dict_number(struct dict *d, struct str text, bool *fresh)
{
	size_t at;

	if (2 * d->n >= d->n_slots)
		dict_grow(d);
	at = (size_t)str_hash(text) & (d->n_slots - 1);
	for (; d->slot[at]; at = (at + 1) & (d->n_slots - 1))
		if (str_eq(d->text[d->slot[at] - 1], text)) {
			*fresh = false;
			return d->slot[at] - 1;
		}
	d->text = xgrow(d->text, &d->cap, d->n + 1, sizeof *d->text);
	d->text[d->n] = arena_str(&d->texts, text);
	d->slot[at] = (uint32_t)d->n + 1;
	*fresh = true;
	return d->n++;
}

static void
dict_release(struct dict *d)
{
	arena_free(&d->texts);
	free(d->text);
	free(d->slot);
}

/* TEXT cut to TEXT_BYTES at the end of a character, with an ellipsis. */
static struct str
cut(struct str text, bool *was_cut)
{
	size_t n = TEXT_BYTES;

	*was_cut = text.n > n;
	if (!*was_cut)
		return text;
	while (n > 0 && ((unsigned char)text.p[n] & 0xc0) == 0x80)
		n--;
	return (struct str){ text.p, n };
}

/* RFC 8259; the bytes are UTF-8 already. */
static void
json_text(struct buf *b, struct str text)
{
	bool was_cut;

	text = cut(text, &was_cut);
	buf_addc(b, '"');
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '"' || c == '\\')
			buf_addc(b, '\\');
		if (c < 0x20 || c == 0x7f)
			buf_addf(b, "\\u%04x", c);
		else
			buf_addc(b, (char)c);
	}
	buf_addz(b, was_cut ? "…\"" : "\"");
}

static size_t
digits(struct str s, size_t at)
{
	while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	return at;
}

/* RFC 8259, section 6: no leading zeros, digits on both sides of the point. */
static bool
is_json_number(struct str s)
{
	size_t at = s.n > 0 && s.p[0] == '-' ? 1 : 0;
	size_t end = digits(s, at);

	if (end == at || (s.p[at] == '0' && end > at + 1))
		return false;
	if (end < s.n && s.p[end] == '.') {
		at = end + 1;
		end = digits(s, at);
		if (end == at)
			return false;
	}
	return end == s.n;
}

/* As it stands where that is JSON, else written anew; false if it is no number. */
static bool
json_number(struct buf *b, struct str text)
{
	double value;

	if (text.n == 0)
		buf_addz(b, "null");
	else if (is_json_number(text))
		buf_add(b, text);
	else if (str_to_double(text, &value))
		buf_addf(b, "%.17g", value);
	else
		return false;
	return true;
}

static bool
put_cell(struct field *f, struct str text, bool first)
{
	bool fresh = false;

	if (!first)
		buf_addc(&f->cells, ',');
	switch (f->coding) {
	case CODING_NUMBER:
		return json_number(&f->cells, text);
	case CODING_TEXT:
		json_text(&f->cells, text);
		return true;
	case CODING_DICT:
		break;
	}
	if (text.n == 0) {
		buf_addz(&f->cells, "-1");
		return true;
	}
	buf_addf(&f->cells, "%zu", dict_number(&f->dict, text, &fresh));
	if (fresh) {
		if (f->fresh.n)
			buf_addc(&f->fresh, ',');
		json_text(&f->fresh, text);
	}
	return true;
}

static void
put_chunk(struct carried *c, struct pack *p)
{
	struct buf line = { 0 };
	bool any = false;

	if (c->in_chunk == 0)
		return;
	buf_addf(&line, "{\"n\":%zu,\"new\":{", c->in_chunk);
	for (size_t i = 0; i < c->n; i++) {
		struct field *f = &c->field[i];

		if (f->fresh.n == 0)
			continue;
		buf_addf(&line, "%s\"%s\":[", any ? "," : "", f->name);
		buf_add(&line, buf_str(&f->fresh));
		buf_addc(&line, ']');
		buf_reset(&f->fresh);
		any = true;
	}
	buf_addz(&line, "},\"cols\":[");
	for (size_t i = 0; i < c->n; i++) {
		buf_addz(&line, i ? ",[" : "[");
		buf_add(&line, buf_str(&c->field[i].cells));
		buf_addc(&line, ']');
		buf_reset(&c->field[i].cells);
	}
	buf_addz(&line, "]}\n");
	pack_add(p, buf_str(&line));
	buf_release(&line);
	c->in_chunk = 0;
}

static enum coding
coding_of(const struct table *t, int column, bool text)
{
	if (text)
		return CODING_TEXT;
	if (column < 0)
		return CODING_DICT;
	switch (t->column[column].type) {
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_YEAR:
		return CODING_NUMBER;
	default:
		return CODING_DICT;
	}
}

/* Which of the columns that PART names the file has, and how they are coded. */
static void
choose(struct carried *c, const struct part *part, const struct table *t, const struct rows *in, struct arena *names)
{
	struct str rest = str_of(part->columns), word;

	while (str_split(&rest, ' ', &word)) {
		bool text = str_ends(word, STR(":text"));
		struct str name = arena_str(names, text ? str_sub(word, 0, word.n - 5) : word);
		int at = rows_column(in, name.p);
		int known = table_column(t, name);

		if (at < 0 || c->n == MAX_COLUMNS)
			continue;
		c->field[c->n++] = (struct field){
			.name = name.p, .at = at, .coding = coding_of(t, known, text),
			.meaning = known < 0 ? "" : t->column[known].meaning,
		};
	}
}

static void
put_head(const struct carried *c, const struct part *part, const struct table *t, struct pack *p)
{
	struct buf line = { 0 };

	buf_addf(&line, "{\"table\":\"%s\",\"about\":", part->name);
	json_text(&line, str_of(t->meaning));
	buf_addz(&line, ",\"columns\":[");
	for (size_t i = 0; i < c->n; i++) {
		const struct field *f = &c->field[i];

		buf_addf(&line, "%s{\"name\":\"%s\",\"type\":\"%s\",\"about\":", i ? "," : "", f->name, coding_names[f->coding]);
		json_text(&line, str_of(f->meaning));
		buf_addc(&line, '}');
	}
	buf_addz(&line, "]}\n");
	pack_add(p, buf_str(&line));
	buf_release(&line);
}

static bool
put_rows(struct carried *c, struct choice *choice, struct rows *in, struct pack *p, struct err *e)
{
	struct buf line = { 0 };
	struct row row;
	size_t rows = 0, left_out = 0;
	int got;

	while ((got = rows_next(in, &row, e)) > 0) {
		if (!choice_takes(choice, in, &row)) {
			left_out++;
			continue;
		}
		for (size_t i = 0; i < c->n; i++)
			if (!put_cell(&c->field[i], row.field[c->field[i].at], c->in_chunk == 0))
				return err_set(e, EX_DATAERR, "%s: row %zu: %s is no number: '%.*s'", rows_path(in), row.no,
				    c->field[i].name, STR_ARG(str_sub(row.field[c->field[i].at], 0, 40)));
		rows++;
		if (++c->in_chunk == CHUNK_ROWS)
			put_chunk(c, p);
	}
	put_chunk(c, p);
	buf_addf(&line, "{\"rows\":%zu,\"left_out\":%zu}\n", rows, left_out);
	pack_add(p, buf_str(&line));
	buf_release(&line);
	return got == 0;
}

/* The file of TABLE into *PATH; false if there is none. */
static bool
find_file(const char *table, const char *csv_dir, struct buf *path)
{
	buf_addf(path, "%s/%s.csv.zst", csv_dir, table);
	if (access(buf_z(path), F_OK) == 0)
		return true;
	buf_reset(path);
	buf_addf(path, "%s/../%s.csv", csv_dir, table);
	return strcmp(table, "checks") == 0 && access(buf_z(path), F_OK) == 0;
}

static bool
put_part(const struct part *part, struct choice *choice, const char *csv_dir, struct zout *out, struct err *e)
{
	struct carried c = { .n = 0 };
	struct arena names = { 0 };
	struct buf path = { 0 };
	const struct table *t = table_find(str_of(part->table));
	struct rows *in = NULL;
	bool ok = true;

	if (t && find_file(part->table, csv_dir, &path))
		ok = choice_begin(choice, part->table, buf_z(&path), part->share, e) && (in = rows_open(buf_z(&path), NULL, e)) != NULL;
	if (in) {
		struct pack *p;

		choose(&c, part, t, in, &names);
		zout_write(out, STR("<script type=\"application/x-usedby\" data-table=\""));
		zout_write(out, str_of(part->name));
		zout_write(out, STR("\">"));
		p = pack_begin(out);
		put_head(&c, part, t, p);
		ok = put_rows(&c, choice, in, p, e);
		pack_end(p);
		zout_write(out, STR("</script>\n"));
	}
	for (size_t i = 0; i < c.n; i++) {
		buf_release(&c.field[i].cells);
		buf_release(&c.field[i].fresh);
		dict_release(&c.field[i].dict);
	}
	rows_close(in);
	buf_release(&path);
	arena_free(&names);
	return ok;
}

static bool
read_template(const char *path, struct buf *page, size_t *mark, struct err *e)
{
	struct zin *in = zin_open(path, e);
	bool ok = in && zin_all(in, page, e);
	ptrdiff_t at;

	zin_close(in);
	if (!ok)
		return false;
	at = str_find(buf_str(page), STR(REPORT_MARK), 0);
	if (at < 0 || str_find(buf_str(page), STR(REPORT_MARK), (size_t)at + 1) >= 0)
		return err_set(e, EX_DATAERR, "%s: has not exactly one " REPORT_MARK, path);
	*mark = (size_t)at;
	return true;
}

bool
report_write(const char *template, const char *csv_dir, const char *out, struct err *e)
{
	return report_write_bounded(template, csv_dir, out, REPORT_ROWS, e);
}

bool
report_write_bounded(const char *template, const char *csv_dir, const char *out_path, size_t rows, struct err *e)
{
	struct buf page = { 0 };
	struct choice *choice = choice_new(rows);
	struct zout *out = NULL;
	size_t mark = 0;
	bool ok = read_template(template, &page, &mark, e);

	if (ok && access(csv_dir, R_OK | X_OK) != 0)
		ok = err_errno(e, EX_NOINPUT, "%s", csv_dir);
	ok = ok && (out = zout_create(out_path, 0, e)) != NULL;

	if (ok)
		zout_write(out, str_sub(buf_str(&page), 0, mark));
	for (size_t i = 0; ok && i < sizeof parts / sizeof parts[0]; i++)
		ok = put_part(&parts[i], choice, csv_dir, out, e);
	if (ok) {
		zout_write(out, str_sub(buf_str(&page), mark + strlen(REPORT_MARK), page.n));
		ok = zout_commit(out, e);
	}
	zout_close(out);
	choice_free(choice);
	buf_release(&page);
	return ok;
}
