#include <stdio.h>
#include <stdlib.h>

#include "../common/account.h"
#include "../common/cli.h"
#include "../common/rows.h"
#include "../common/sheet.h"
#include "../common/utf8.h"
#include "fingerprint.h"

static const char usage[] =
	"usage: fingerprint [-v] -c SETTINGS -o OUTDIR READDIR\n"
	"\n"
	"Writes what copies and template families are told by, for the articles of\n"
	"one shard: OUTDIR/fingerprints.csv.zst, passages.csv.zst and linked_blocks.csv.zst.\n"
	"\n"
	"  -c, --config FILE   settings\n"
	"  -o, --output DIR    where the tables go\n"
	"  -v, --verbose       tell what is done\n"
	"  -h, --help          this text\n"
	"      --version       the version\n"
	"\n"
	"READDIR holds documents.csv.zst and blocks.csv.zst as read(1) writes them.\n";

struct run {
	struct rows          *documents, *blocks;
	struct row            block;
	int                   got_block;        /* of the last rows_next() */
	struct sheet         *fingerprints, *passages, *linked;
	struct fingerprinter *maker;
	struct account        account;
};

static bool
integer(const struct rows *r, const struct row *row, int column, int64_t *v, struct err *e)
{
	if (!str_to_i64(row->field[column], v) || *v < 0)
		return err_set(e, EX_DATAERR, "%s: line %zu: not a count: '%.*s'", rows_path(r), row->line,
		    STR_ARG(row->field[column]));
	return true;
}

static void
put_passage(struct run *r, const char *hash)
{
	struct str field[passages__n];

	field[passages__source] = r->block.field[blocks__source];
	field[passages__block] = r->block.field[blocks__block];
	field[passages__hash] = str_of(hash);
	sheet_put(r->passages, field);
}

/* Adds the block at hand to the article's fingerprint. */
static bool
add_block(struct run *r, int64_t *links, struct err *e)
{
	struct str kind = r->block.field[blocks__kind], text = r->block.field[blocks__text];
	int64_t here;
	char hash[17];

	if (!integer(r->blocks, &r->block, blocks__links, &here, e))
		return false;
	*links += here;
	if (here) {
		struct str field[] = { r->block.field[blocks__source], r->block.field[blocks__block] };
		sheet_put(r->linked, field);
	}
	if (!utf8_valid(text))
		return err_set(e, EX_DATAERR, "%s: line %zu: not UTF-8", rows_path(r->blocks), r->block.line);
	/* A copy of an article may have other pictures, or none. */
	if (str_eq(kind, STR("code")) || str_eq(kind, STR("caption")))
		return true;
	fingerprinter_add(r->maker, text, str_eq(kind, STR("heading")), hash);
	if (hash[0])
		put_passage(r, hash);
	return true;
}

static void
put_fingerprint(struct run *r, struct str source, int64_t links, const struct fingerprint *f)
{
	static const char digit[] = "0123456789abcdef";
	struct str field[fingerprints__n];
	char shingles[24], link_text[24], signature[SIGNATURE * 4];

	for (size_t i = 0; i < SIGNATURE; i++)
		for (size_t k = 0; k < 4; k++)
			signature[i * 4 + k] = digit[f->signature[i] >> (12 - 4 * k) & 15];
	snprintf(shingles, sizeof shingles, "%zu", f->shingles);
	snprintf(link_text, sizeof link_text, "%lld", (long long)links);
	field[fingerprints__source] = source;
	field[fingerprints__shingles] = str_of(shingles);
	field[fingerprints__text_hash] = str_of(f->text_hash);
	field[fingerprints__signature] = (struct str){ signature, f->has_signature ? sizeof signature : 0 };
	field[fingerprints__skeleton] = f->skeleton;
	field[fingerprints__links] = str_of(link_text);
	sheet_put(r->fingerprints, field);
}

/* The blocks of an article stand together, articles in the order of documents. */
static bool
loop(struct run *r, struct err *e)
{
	struct fingerprint f;
	struct row document;
	int got;

	if ((r->got_block = rows_next(r->blocks, &r->block, e)) < 0)
		return false;
	while ((got = rows_next(r->documents, &document, e)) > 0) {
		struct str source = document.field[documents__source];
		int64_t links = 0;
		fingerprinter_begin(r->maker);
		while (r->got_block > 0 && str_eq(r->block.field[blocks__source], source)) {
			if (!add_block(r, &links, e))
				return false;
			account_add(&r->account, "blocks_in", 1);
			if ((r->got_block = rows_next(r->blocks, &r->block, e)) < 0)
				return false;
		}
		fingerprinter_end(r->maker, &f);
		put_fingerprint(r, source, links, &f);
		account_add(&r->account, "articles_in", 1);
	}
	if (got == 0 && r->got_block > 0)
		return err_set(e, EX_DATAERR, "%s: line %zu: a block of '%.*s', which is not the next of the documents",
		    rows_path(r->blocks), r->block.line, STR_ARG(r->block.field[blocks__source]));
	return got == 0;
}

static bool
run(const char *settings, const char *out, const char *in, struct err *e)
{
	struct run r = { 0 };
	struct conf conf;
	char path[5][4096];

	account_init(&r.account, "fingerprint");
	snprintf(path[0], sizeof path[0], "%s/documents.csv.zst", in);
	snprintf(path[1], sizeof path[1], "%s/blocks.csv.zst", in);
	snprintf(path[2], sizeof path[2], "%s/fingerprints.csv.zst", out);
	snprintf(path[3], sizeof path[3], "%s/passages.csv.zst", out);
	snprintf(path[4], sizeof path[4], "%s/linked_blocks.csv.zst", out);
	r.maker = fingerprinter_new();
	conf_init(&conf);
	bool ok = conf_load(&conf, settings, e) &&
	    (r.documents = rows_open(path[0], &tables[TABLE_documents], e)) &&
	    (r.blocks = rows_open(path[1], &tables[TABLE_blocks], e)) &&
	    (r.fingerprints = sheet_create(path[2], &tables[TABLE_fingerprints], 1, e)) &&
	    (r.passages = sheet_create(path[3], &tables[TABLE_passages], 1, e)) &&
	    (r.linked = sheet_create(path[4], &tables[TABLE_linked_blocks], 1, e)) &&
	    loop(&r, e);
	if (ok) {
		account_add(&r.account, "fingerprints_out", sheet_rows(r.fingerprints));
		account_add(&r.account, "passages_out", sheet_rows(r.passages));
		ok = account_write(&r.account, out, e) && sheet_commit(r.linked, e) && sheet_commit(r.passages, e) && sheet_commit(r.fingerprints, e);
	}
	sheet_close(r.linked);
	sheet_close(r.passages);
	sheet_close(r.fingerprints);
	rows_close(r.blocks);
	rows_close(r.documents);
	fingerprinter_free(r.maker);
	conf_release(&conf);
	return ok;
}

int
main(int argc, char **argv)
{
	return cli_stage("fingerprint", usage, argc, argv, run);
}
