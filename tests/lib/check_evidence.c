/*
 * check_evidence -- does every claim's evidence begin on the line it names?
 *
 * usage: check_evidence RAW CLAIMS.csv.zst
 * Compares letters and digits only: tags, entities, marks of Markdown and white
 * space stand between them in a page, but not in a sentence.  Files that are no
 * UTF-8 are left out.  Prints what fails and "N of M"; exit 1 if anything did.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/rows.h"
#include "../../stages/common/source.h"
#include "../../stages/common/utf8.h"
#include "../../stages/common/zio.h"

/* So much of the evidence must be found; it may go on in another block. */
#define PREFIX 60

static bool
is_entity(struct str s, size_t *n)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&rsquo;", "&lsquo;",
	    "&ldquo;", "&rdquo;", "&mdash;", "&ndash;", "&hellip;" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(s, str_of(known[i]))) {
			*n = strlen(known[i]);
			return true;
		}
	const char *end = str_starts(s, STR("&#")) ? memchr(s.p, ';', s.n < 10 ? s.n : 10) : NULL;
	*n = end ? (size_t)(end - s.p) + 1 : 0;
	return end != NULL;
}

/* Appends the letters and digits of S; HTML: without tags and entities. */
static void
squeeze(struct buf *b, struct str s, bool html)
{
	while (s.n) {
		uint32_t code;
		size_t n = utf8_decode(s, &code);
		if (html && s.p[0] == '<' && s.n > 1 && (utf8_is_word((unsigned char)s.p[1]) || s.p[1] == '/' || s.p[1] == '!')) {
			const char *end = memchr(s.p, '>', s.n);
			n = end ? (size_t)(end - s.p) + 1 : s.n;
		} else if (!(html && s.p[0] == '&' && is_entity(s, &n)) && n && utf8_is_word(code)) {
			buf_add(b, str_sub(s, 0, n));
		}
		s = str_sub(s, n ? n : 1, s.n);
	}
}

static size_t
line_start(struct str text, uint64_t line)
{
	size_t at = 0;

	while (line > 1) {
		ptrdiff_t nl = str_find(text, STR("\n"), at);
		if (nl < 0)
			return text.n;
		at = (size_t)nl + 1;
		line--;
	}
	return at;
}

static bool
stands_there(struct str text, bool html, uint64_t line, struct str evidence)
{
	struct buf rest = { 0 }, first = { 0 }, want = { 0 };
	size_t from = line_start(text, line), to = line_start(text, line + 1);

	squeeze(&first, str_sub(text, from, to), html);
	squeeze(&rest, str_sub(text, from, to + 20000), html);
	squeeze(&want, evidence, false);
	ptrdiff_t at = str_find(buf_str(&rest), str_sub(buf_str(&want), 0, PREFIX), 0);
	bool ok = want.n && at >= 0 && (size_t)at <= first.n;
	buf_release(&rest);
	buf_release(&first);
	buf_release(&want);
	return ok;
}

/* 1 found, 0 not, -1 the file cannot be compared. */
static int
check(const char *raw, const struct row *row)
{
	struct str source = row->field[claims__source];
	struct err ignored = { 0 };
	struct buf path = { 0 }, text = { 0 };
	uint64_t line = 0;

	buf_addf(&path, "%s/", raw);
	source_decode(&path, source);
	struct zin *in = zin_open(buf_z(&path), &ignored);
	bool readable = in && memchr(source.p, '#', source.n) == NULL && zin_all(in, &text, &ignored) && utf8_valid(buf_str(&text));
	zin_close(in);
	bool html = str_find(source, STR(".htm"), 0) >= 0;
	int result = -1;
	if (readable)
		result = str_to_u64(row->field[claims__line], &line) &&
		    stands_there(buf_str(&text), html, line, row->field[claims__evidence]);
	if (result == 0)
		printf("%.*s:%llu: %.*s\n", STR_ARG(source), (unsigned long long)line, STR_ARG(row->field[claims__evidence]));
	buf_release(&path);
	buf_release(&text);
	return result;
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };
	struct row row;
	size_t found = 0, all = 0;
	int got = -1;

	if (argc != 3)
		return fputs("usage: check_evidence RAW CLAIMS.csv.zst\n", stderr), 64;
	struct rows *rows = rows_open(argv[2], &tables[TABLE_claims], &e);
	while (rows && (got = rows_next(rows, &row, &e)) > 0) {
		int there = check(argv[1], &row);
		all += there >= 0;
		found += there > 0;
	}
	rows_close(rows);
	printf("%zu of %zu\n", found, all);
	return got < 0 ? err_report("check_evidence", &e) : found != all || all == 0;
}
