#include "articles.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/digest.h"
#include "../common/pack.h"
#include "../common/sheet.h"
#include "../common/xalloc.h"

static const char *const grades[] = { "own_post", "case_study", "quoted", "reported", "unsourced", "" };

/* Columns of documents that articles shows as they are. */
static const struct { int from, to; } shown[] = {
	{ documents__source, articles__source }, { documents__url, articles__url }, { documents__title, articles__title },
	{ documents__site, articles__site }, { documents__author, articles__author },
	{ documents__language, articles__language }, { documents__words, articles__words },
	{ documents__content_sha256, articles__content_sha256 }
};
#define N_SHOWN (sizeof shown / sizeof *shown)

const char *
grade_name(enum grade grade)
{
	return grades[grade];
}

void
id_text(char out[ID_SIZE], const char *prefix, uint64_t id)
{
	static const char digit[] = "0123456789abcdef";

	out[0] = prefix[0];
	out[1] = prefix[1];
	for (int i = 0; i < 16; i++)
		out[2 + i] = digit[id >> (60 - 4 * i) & 15];
	out[18] = 0;
}

uint64_t
id_hash(const struct str *part, size_t n)
{
	struct sha256_ctx ctx;
	uint8_t out[8];
	uint64_t id = 0;

	sha256_init(&ctx);
	for (size_t i = 0; i < n; i++) {
		uint8_t size[4] = { (uint8_t)(part[i].n >> 24), (uint8_t)(part[i].n >> 16),
			(uint8_t)(part[i].n >> 8), (uint8_t)part[i].n };
		sha256_update(&ctx, sizeof size, size);
		sha256_update(&ctx, part[i].n, (const uint8_t *)part[i].p);
	}
	sha256_digest(&ctx, sizeof out, out);
	for (size_t i = 0; i < sizeof out; i++)
		id = id << 8 | out[i];
	return id;
}

uint64_t
article_id(struct str source, struct str content_sha256)
{
	struct str part[2] = { source, content_sha256 };

	return id_hash(part, 2);
}

bool
shard_open(struct shard *s, const char *build, const char *name, struct err *e)
{
	char path[4096];

	*s = (struct shard){ 0 };
	snprintf(path, sizeof path, "%s/read/%s/documents.csv.zst", build, name);
	if (!(s->documents = rows_open(path, &tables[TABLE_documents], e)))
		return false;
	snprintf(path, sizeof path, "%s/fingerprint/%s/fingerprints.csv.zst", build, name);
	s->fingerprints = rows_open(path, &tables[TABLE_fingerprints], e);
	return s->fingerprints != NULL;
}

int
shard_next(struct shard *s, struct err *e)
{
	int got = rows_next(s->documents, &s->document, e);
	int also = got < 0 ? -1 : rows_next(s->fingerprints, &s->fingerprint, e);

	if (also < 0)
		return -1;
	if (got != also || (got && !str_eq(s->document.field[documents__source], s->fingerprint.field[fingerprints__source]))) {
		err_set(e, EX_DATAERR, "%s: row %zu: not the articles of %s", rows_path(s->fingerprints),
		    s->document.no, rows_path(s->documents));
		return -1;
	}
	return got;
}

void
shard_close(struct shard *s)
{
	rows_close(s->documents);
	rows_close(s->fingerprints);
}

static bool
count_of(const struct rows *r, const struct row *row, int column, uint32_t *out, struct err *e)
{
	uint64_t v;

	if (!str_to_u64(row->field[column], &v) || v > UINT32_MAX)
		return err_set(e, EX_DATAERR, "%s: line %zu: not a count: '%.*s'", rows_path(r), row->line,
		    STR_ARG(row->field[column]));
	*out = (uint32_t)v;
	return true;
}

bool
articles_add(struct articles *all, const struct shard *s, struct err *e)
{
	const struct str *d = s->document.field;
	struct article a = { .id = article_id(d[documents__source], d[documents__content_sha256]), .grade = GRADE_NONE };
	uint32_t number = (uint32_t)all->n;
	struct buf key = { 0 }, value = { 0 };
	struct date date;

	if (!count_of(s->documents, &s->document, documents__words, &a.words, e) ||
	    !count_of(s->fingerprints, &s->fingerprint, fingerprints__shingles, &a.shingles, e))
		return false;
	/* A date that is none was taken from a page that lies; it dates nothing. */
	date_parse(d[documents__published], &date);
	a.precision = (uint8_t)date.precision;
	a.first = date.first;
	a.last = date.last;
	a.copy_of = a.witness = number;
	a.family = ARTICLE_NONE;
	if (a.last > all->newest)
		all->newest = a.last;
	all->a = xgrow(all->a, &all->cap, all->n + 1, sizeof *all->a);
	all->a[all->n++] = a;
	pack_be64(&key, a.id);
	pack_value(&value, number);
	for (size_t i = 0; i < N_SHOWN; i++)
		pack_str(&value, d[shown[i].from]);
	sorter_put(all->rows, buf_str(&key), buf_str(&value));
	buf_release(&key);
	buf_release(&value);
	return true;
}

static void
put_article(const struct articles *all, struct sheet *s, struct str value)
{
	char id[4][ID_SIZE];
	struct str field[articles__n];
	struct buf date = { 0 };
	uint32_t number;

	unpack_value(&value, number);
	const struct article *a = &all->a[number];
	id_text(id[0], "a_", a->id);
	id_text(id[1], "a_", all->a[a->copy_of].id);
	id_text(id[2], "a_", all->a[a->witness].id);
	id_text(id[3], "a_", a->family == ARTICLE_NONE ? 0 : all->a[a->family].id);
	for (size_t i = 0; i < N_SHOWN; i++)
		field[shown[i].to] = unpack_str(&value);
	if (a->precision != DATE_NONE)
		date_add(&date, a->first);
	field[articles__article_id] = str_of(id[0]);
	field[articles__published] = buf_str(&date);
	field[articles__published_precision] = str_of(date_precision_name((enum date_precision)a->precision));
	field[articles__duplicate_of] = a->copy_of == number ? STR("") : str_of(id[1]);
	field[articles__status] = a->copy_of == number ? STR("read") : STR("duplicate");
	field[articles__witness] = str_of(id[2]);
	field[articles__family] = a->family == ARTICLE_NONE ? STR("") : str_of(id[3]);
	field[articles__evidence_grade] = str_of(grades[a->grade]);
	sheet_put(s, field);
	buf_release(&date);
}

bool
articles_write(struct articles *all, const char *path, struct account *account, struct err *e)
{
	struct sheet *s = sheet_create(path, &tables[TABLE_articles], 1, e);
	struct str key, value;
	uint64_t last = 0;
	int got = -1;

	while (s && (got = sorter_next(all->rows, &key, &value, e)) > 0) {
		uint64_t id = unpack_be64(&key);
		if (sheet_rows(s) && id == last) {
			char text[ID_SIZE];
			id_text(text, "a_", id);
			err_set(e, EX_DATAERR, "%s: two articles have the id %s: one source stands in two shards", path, text);
			got = -1;
			break;
		}
		last = id;
		put_article(all, s, value);
	}
	if (s)
		account_add(account, "articles_out", sheet_rows(s));
	bool ok = got == 0 && sheet_commit(s, e);
	sheet_close(s);
	return ok;
}

bool
article_before(const struct articles *all, uint32_t x, uint32_t y)
{
	const struct article *a = &all->a[x], *b = &all->a[y];

	if (!a->first != !b->first)
		return a->first != 0;
	if (a->first != b->first)
		return a->first < b->first;
	if (a->words != b->words)
		return a->words > b->words;
	return a->id < b->id;
}

void
articles_release(struct articles *all)
{
	free(all->a);
	sorter_close(all->rows);
}
