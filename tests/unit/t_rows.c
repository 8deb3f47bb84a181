#include "../lib/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../stages/common/rows.h"
#include "../../stages/common/sheet.h"
#include "../../stages/common/zio.h"

static char path[4096];

static const char *
file(const char *name)
{
	snprintf(path, sizeof path, "%s/%s", getenv("TMP"), name);
	return path;
}

static void
write_file(const char *name, struct str bytes)
{
	FILE *f = fopen(file(name), "wb");

	fwrite(bytes.p, 1, bytes.n, f);
	fclose(f);
}

static const struct str odd[] = {
	STR(""), STR(" "), STR("a,b"), STR("say \"so\""), STR("two\nlines\r\n"), STR("\t tab"), STR("\xc3\xa9"), STR("end ")
};
#define N_ODD (sizeof odd / sizeof *odd)

/* What sheet writes, rows reads back. */
static void
round_trip(const char *name)
{
	const struct table *t = &tables[TABLE_rejects];
	struct str field[rejects__n];
	struct err e = { 0 };
	struct row row;
	size_t same = 0, n = 0;
	struct sheet *s = sheet_create(file(name), t, 3, &e);

	for (size_t i = 0; i < 5000; i++) {
		for (size_t k = 0; k < rejects__n; k++)
			field[k] = odd[(i * 7 + k * 3) % N_ODD];
		sheet_put(s, field);
	}
	OK(sheet_commit(s, &e) && !e.code, "%s is written", name);
	sheet_close(s);
	struct rows *r = rows_open(file(name), t, &e);
	while (r && rows_next(r, &row, &e) > 0) {
		for (size_t k = 0; k < rejects__n; k++)
			same += str_eq(row.field[k], odd[(n * 7 + k * 3) % N_ODD]);
		n++;
	}
	OK(n == 5000 && same == 5000 * rejects__n && !e.code, "%s is read back, field by field", name);
	rows_close(r);
}

/* Lines that are cut at their commas, and such as need more, in any order: blanks
 * around a field go, those within quotes stay, and each row knows its line. */
static void
mixed_lines(void)
{
	static const struct { struct str text, a, b; unsigned lines; } line[] = {
		{ STR("one,two\n"), STR("one"), STR("two"), 1 }, { STR(" one\t, two \n"), STR("one"), STR("two"), 1 },
		{ STR("\"one, \",two\n"), STR("one, "), STR("two"), 1 }, { STR("one,two\r\n"), STR("one"), STR("two"), 1 },
		{ STR(",\n"), STR(""), STR(""), 1 }, { STR("\none,two words\n"), STR("one"), STR("two words"), 2 },
		{ STR("\"one\nand, a half\",\n"), STR("one\nand, a half"), STR(""), 2 }, { STR(" \none, \n"), STR("one"), STR(""), 2 },
	};
	const size_t n_lines = sizeof line / sizeof *line;
	struct buf all = { 0 };
	struct err e = { 0 };
	struct row row;
	size_t n = 0, same = 0, no = 1;

	buf_addz(&all, "a,b\n");
	for (size_t i = 0; i < 20000; i++)
		buf_add(&all, line[i * i % 97 % n_lines].text);
	write_file("mixed.csv", buf_str(&all));
	struct rows *r = rows_open(file("mixed.csv"), NULL, &e);
	for (; r && rows_next(r, &row, &e) > 0; n++) {
		size_t i = n * n % 97 % n_lines;
		no += line[i].lines;
		same += str_eq(row.field[0], line[i].a) && str_eq(row.field[1], line[i].b) && row.line == no;
	}
	OK(n == 20000 && same == n && !e.code, "%zu of 20000 mixed lines are read as they are", same);
	rows_close(r);
	buf_release(&all);
}

/* Reads all rows of the file NAME; returns the error's code. */
static int
code_of(const char *name, const struct table *t, struct err *e)
{
	struct row row;

	*e = (struct err){ 0 };
	struct rows *r = rows_open(file(name), t, e);
	while (r && rows_next(r, &row, e) > 0)
		;
	rows_close(r);
	return e->code;
}

static void
bad_input(void)
{
	struct err e;

	write_file("narrow.csv", STR("a,b\n1,2\n1\n"));
	OK(code_of("narrow.csv", NULL, &e) == EX_DATAERR && strstr(e.text, "line 3"), "a missing field is told with its line");
	write_file("open.csv", STR("a,b\n\"1,2\n"));
	OK(code_of("open.csv", NULL, &e) == EX_DATAERR, "an open quote is an error");
	write_file("header.csv", STR("source,stage\n"));
	OK(code_of("header.csv", &tables[TABLE_rejects], &e) == EX_DATAERR && strstr(e.text, "'reason'"),
	    "a missing column is told by name");
	write_file("empty.csv", STR(""));
	OK(code_of("empty.csv", NULL, &e) == EX_DATAERR, "a file without header is an error");
	OK(code_of("none.csv", NULL, &e) == EX_NOINPUT, "a missing file is told as such");
	write_file("bom.csv", STR("\xef\xbb\xbfsource,stage,reason,detail\n,,,\n"));
	OK(code_of("bom.csv", &tables[TABLE_rejects], &e) == 0, "a byte order mark is skipped");
}

/* Rows of all kinds side by side: the fields of each, joined by |, and its line. */
static void
odd_lines(void)
{
	static const struct { const char *fields; size_t line; } want[] = {
		{ "1|2", 2 }, { "|", 3 }, { "a, \"b\"|", 4 }, { "x|y", 5 }, { "two\nlines,\n|z", 8 }, { "\n3,4\n|5", 11 },
		{ "6|7", 13 }, { "8|\" 9", 14 }, { "a|b", 15 }, { "c\r\nd|e\rf", 17 }, { "10|11", 18 }, { "12|13", 19 }
	};
	struct buf got = { 0 };
	struct err e = { 0 };
	struct row row;
	size_t n = 0, right = 0;

	write_file("odd.csv", STR("k,v\n1,2\n,\n\"a, \"\"b\"\"\",\"\"\n  x\t, y \n\"two\nlines,\n\",z\n"
	    "\"\n3,4\n\",5\n\n6,7\n\"8\" , \"\"\" 9\"\na,b\r\n\"c\r\nd\",\"e\rf\"\n10,11\n12,13"));
	struct rows *r = rows_open(file("odd.csv"), NULL, &e);
	while (r && rows_next(r, &row, &e) > 0) {
		buf_reset(&got);
		for (size_t i = 0; i < row.n; i++) {
			buf_addz(&got, i ? "|" : "");
			buf_add(&got, row.field[i]);
			right -= row.field[i].p[row.field[i].n] != 0;
		}
		if (n < sizeof want / sizeof *want && str_eq(buf_str(&got), str_of(want[n].fields)) && row.line == want[n].line)
			right++;
		else
			printf("# line %zu: %s\n", row.line, buf_z(&got));
		n++;
	}
	OK(n == sizeof want / sizeof *want && right == n && !e.code, "quotes, blanks and line ends of every kind");
	rows_close(r);
	buf_release(&got);
	write_file("stray.csv", STR("a,b\n1,2\n1,2\"\n"));
	OK(code_of("stray.csv", NULL, &e) == EX_DATAERR && strstr(e.text, "line 3"), "a quote inside a bare field is an error");
	write_file("behind.csv", STR("a,b\n1,2\n\"1\"2,3\n"));
	OK(code_of("behind.csv", NULL, &e) == EX_DATAERR && strstr(e.text, "line 3"), "a letter behind a quoted field is an error");
	write_file("inside.csv", STR("a,b\n1,2\r\"x\n1,2\n\"\n"));
	OK(code_of("inside.csv", NULL, &e) == EX_DATAERR, "a quote that opens behind a carriage return holds the lines behind it");
}

static void
cut_stream(void)
{
	struct buf all = { 0 };
	struct err e = { 0 };
	struct zin *z = zin_open(file("packed.csv.zst"), &e);
	int silent = 0;

	OK(z && zin_all(z, &all, &e), "a zstd file is unpacked");
	zin_close(z);
	FILE *f = fopen(file("packed.csv.zst"), "rb");
	char bytes[200000];
	size_t n = fread(bytes, 1, sizeof bytes, f);
	fclose(f);
	for (size_t cut = 1; cut < 60 && cut < n; cut++) {
		write_file("cut.zst", (struct str){ bytes, n - cut });
		silent += code_of("cut.zst", NULL, &e) != EX_DATAERR;
	}
	OK(silent == 0, "a cut zstd file is never a short success");
	buf_release(&all);
}

static void
quotes(void)
{
	struct buf b = { 0 };
	int wrong = 0;

	for (size_t n = 1; n <= 50; n++)
		for (size_t at = 0; at < n; at++)
			for (const char *c = "x,\"\n\r \t"; *c; c++) {
				char text[50];
				memset(text, 'a', n);
				text[at] = *c;
				bool end = at == 0 || at == n - 1, want = *c == ' ' || *c == '\t' ? end : *c != 'x';
				buf_reset(&b);
				sheet_field(&b, (struct str){ text, n });
				wrong += want ? b.n != n + 2 + (*c == '"') || b.p[0] != '"' || b.p[b.n - 1] != '"' : !str_eq(buf_str(&b), (struct str){ text, n });
			}
	OK(wrong == 0, "a field is quoted if it must be, wherever the sign stands: %d are not", wrong);
	buf_release(&b);
}

static void
full_disk(void)
{
	struct err e = { 0 };
	struct zout *z = zout_create("/dev/full", 3, &e);

	OK(!z && e.code == EX_CANTCREAT, "a device is not replaced by a rename");
	zout_close(z);
}

int
main(void)
{
	round_trip("plain.csv");
	round_trip("packed.csv.zst");
	mixed_lines();
	bad_input();
	odd_lines();
	cut_stream();
	quotes();
	full_disk();
	return tap_status();
}
