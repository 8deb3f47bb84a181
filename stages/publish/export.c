#include "export.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/cli.h"
#include "../common/rows.h"
#include "../common/zio.h"
#include "../release/files.h"
#include "../release/rowcheck.h"
#include "database.h"
#include "spreadsheet.h"

/* Where one table goes to while its rows pass. */
struct sink {
	const struct table *t;
	struct zout        *csv;
	struct spreadsheet *excel;
	struct database    *database;
	struct digest       digest;
	struct stored      *stored;
	struct buf          line;
	struct str         *field;      /* in the release's words */
	struct buf          words;
};

static void
put_bytes(struct sink *s, struct str bytes)
{
	digest_add(&s->digest, bytes);
	zout_write(s->csv, bytes);
	s->stored->bytes += bytes.n;
}

static void
sink_close(struct sink *s)
{
	zout_close(s->csv);
	spreadsheet_close(s->excel);
	buf_release(&s->line);
	buf_release(&s->words);
	free(s->field);
}

static bool
sink_open(struct sink *s, const struct publication *p, const struct table *t, struct database *d,
    struct stored *stored, struct err *e)
{
	char path[4200];

	*s = (struct sink){ .t = t, .database = d, .stored = stored };
	*stored = (struct stored){ .present = true };
	digest_init(&s->digest);
	s->field = calloc(t->n_columns, sizeof *s->field);
	snprintf(path, sizeof path, "%s/excel", p->dir);
	s->excel = spreadsheet_open(path, t, SPREADSHEET_ROWS, e);
	snprintf(path, sizeof path, "%s/csv/%s.csv.zst", p->dir, t->name);
	s->csv = s->excel ? zout_create(path, (int)conf_integer(&p->conf, CONF_COMPRESSION_LEVEL), e) : NULL;
	if (!s->csv || !database_open_table(d, t, e)) {
		sink_close(s);
		return false;
	}
	for (size_t i = 0; i < t->n_columns; i++)
		buf_addf(&s->line, "%s%s", i ? "," : "", t->column[i].name);
	buf_addc(&s->line, '\n');
	put_bytes(s, buf_str(&s->line));
	return true;
}

/* Each field in the release's words; they live until the next row. */
static void
canonical(struct sink *s, const struct str *raw)
{
	size_t n = s->t->n_columns;

	buf_reset(&s->words);
	buf_reserve(&s->words, n * 32);         /* so that views into it stay valid */
	for (size_t i = 0; i < n; i++) {
		s->field[i] = raw[i];
		if (s->t->column[i].type != TYPE_NUMBER || raw[i].n == 0 || raw[i].n > 64)
			continue;
		size_t begin = s->words.n;
		value_canonical(&s->words, &s->t->column[i], raw[i]);
		s->field[i] = (struct str){ s->words.p + begin, s->words.n - begin };
	}
}

static bool
sink_put(struct sink *s, const struct str *raw, struct rowcheck *check, struct err *e)
{
	canonical(s, raw);
	buf_reset(&s->line);
	for (size_t i = 0; i < s->t->n_columns; i++) {
		if (i)
			buf_addc(&s->line, ',');
		sheet_field(&s->line, s->field[i]);
	}
	buf_addc(&s->line, '\n');
	put_bytes(s, buf_str(&s->line));
	s->stored->rows++;
	bool good = !check || rowcheck_row(check, s->field);
	return spreadsheet_put(s->excel, s->field, e) && (!good || database_put(s->database, s->field, e));
}

static bool
sink_commit(struct sink *s, struct err *e)
{
	digest_hex(&s->digest, s->stored->content);
	return zout_commit(s->csv, e) && spreadsheet_commit(s->excel, e) && database_close_table(s->database, e);
}

/* The file of BUILD that holds T, or NULL. */
static char *
table_input(const struct publication *p, const struct table *t)
{
	static const char *const stages[] = { "normalise", "aggregate" };
	char path[4200];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%s/%s.csv.zst", p->build, stages[i], t->name);
		if (path_exists(path))
			return path_join(path, "");
	}
	return NULL;
}

static bool
export_table(struct publication *p, const char *input, const struct table *t, struct database *d,
    struct checks *checks, struct err *e)
{
	struct sink sink;
	struct row row;
	int got = 1;
	struct rows *in = rows_open(input, t, e);

	if (!in || !sink_open(&sink, p, t, d, &p->table[t - tables], e)) {
		rows_close(in);
		return false;
	}
	log_progress("%s", t->name);
	struct rowcheck *check = rowcheck_new(t);
	bool ok = true;
	while (ok && (got = rows_next(in, &row, e)) > 0)
		ok = sink_put(&sink, row.field, check, e);
	rowcheck_finish(check, checks);
	ok = ok && got == 0 && sink_commit(&sink, e);
	sink_close(&sink);
	rows_close(in);
	return ok;
}

static bool
make_folders(const struct publication *p, struct err *e)
{
	static const char *const folders[] = { "csv", "excel", "load" };
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof folders / sizeof *folders; i++) {
		char *dir = path_join(p->dir, folders[i]);
		ok = dir_make(dir, e);
		free(dir);
	}
	return ok;
}

static char *
database_path(const struct publication *p)
{
	return path_join(p->dir, "usedby.sqlite");
}

bool
export_tables(struct publication *p, struct checks *checks, struct err *e)
{
	char *input[N_TABLES] = { 0 };
	bool ok = make_folders(p, e);

	for (size_t i = 0; i < N_TABLES; i++) {
		if (!tables[i].published || i == TABLE_checks)
			continue;
		input[i] = table_input(p, &tables[i]);
		p->table[i].present = input[i] != NULL;
		checks_add(checks, "table_present", tables[i].name, "", SEVERITY_ERROR, !input[i], str_of(""));
	}
	p->table[TABLE_checks].present = true;
	bool in_release[N_TABLES];
	publication_tables(p, in_release);
	char *path = database_path(p);
	struct database *d = ok ? database_create(path, in_release, e) : NULL;
	ok = d != NULL;
	for (size_t i = 0; ok && i < N_TABLES; i++)
		if (input[i])
			ok = export_table(p, input[i], &tables[i], d, checks, e);
	log_progress("indexes");
	ok = ok && database_finish(d, e);
	database_close(d);
	for (size_t i = 0; i < N_TABLES; i++)
		free(input[i]);
	free(path);
	return ok;
}

bool
export_checks(struct publication *p, const struct checks *checks, struct err *e)
{
	const struct table *t = &tables[TABLE_checks];
	char *path = database_path(p);
	struct database *d = database_append(path, e);
	struct str field[checks__n];
	struct buf numbers = { 0 };
	struct sink sink;
	bool ok = d != NULL;

	free(path);
	if (!ok || !sink_open(&sink, p, t, d, &p->table[TABLE_checks], e)) {
		database_close(d);
		return false;
	}
	for (size_t i = 0; ok && i < checks->n; i++) {
		checks_row(&checks->check[i], field, &numbers);
		ok = sink_put(&sink, field, NULL, e);
	}
	ok = ok && sink_commit(&sink, e);
	sink_close(&sink);
	buf_release(&numbers);
	database_close(d);
	return ok;
}
