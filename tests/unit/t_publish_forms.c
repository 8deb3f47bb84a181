#include "../lib/tap.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../stages/publish/ddl.h"
#include "../../stages/publish/spreadsheet.h"
#include "../../stages/release/files.h"

static bool
cell_is(struct str field, const char *want)
{
	struct buf b = { 0 };

	spreadsheet_cell(&b, field);
	bool same = str_eq(buf_str(&b), str_of(want));
	if (!same)
		printf("# %s\n", buf_z(&b));
	buf_release(&b);
	return same;
}

static void
cells(void)
{
	OK(cell_is(STR("plain"), "\"plain\"") && cell_is(STR("say \"so\""), "\"say \"\"so\"\"\""), "quotes are doubled");
	OK(cell_is(STR("=1+1"), "\"'=1+1\"") && cell_is(STR("+1"), "\"'+1\"") && cell_is(STR("-x"), "\"'-x\"") &&
	    cell_is(STR("@SUM(A1)"), "\"'@SUM(A1)\"") && cell_is(STR("\t=1"), "\"'\t=1\"") && cell_is(STR("\r=1"), "\"'\r=1\""),
	    "formulas are guarded");
	OK(cell_is(STR("  =1"), "\"'  =1\"") && cell_is(STR("\xef\xbc\x9d" "1"), "\"'\xef\xbc\x9d" "1\""), "behind blanks and in full width too");
	OK(cell_is(STR("a=1"), "\"a=1\"") && cell_is(STR(""), "\"\""), "others are left alone");
	struct buf b = { 0 };
	struct str longest = { memset(xmalloc(40000), 'x', 40000), 40000 };
	spreadsheet_cell(&b, longest);
	OK(b.n == 32766 + 3 + 2, "a text too long for a cell is cut");
	buf_reset(&b);
	spreadsheet_cell(&b, str_sub(longest, 0, 32767));
	OK(b.n == 32767 + 2, "one that just fits is not");
	buf_release(&b);
	free((char *)longest.p);
}

static void
parts(void)
{
	const struct table *t = &tables[TABLE_use_cases];
	const struct str row[] = { STR("a"), STR("b"), STR("c") };
	struct err e = { 0 };
	struct spreadsheet *s = spreadsheet_open(getenv("TMP"), t, 3, &e);
	bool ok = s != NULL;

	for (int i = 0; ok && i < 5; i++)
		ok = spreadsheet_put(s, row, &e);
	ok = ok && spreadsheet_commit(s, &e);
	spreadsheet_close(s);
	struct buf first = { 0 }, last = { 0 };
	char *a = path_join(getenv("TMP"), "use_cases.csv"), *b = path_join(getenv("TMP"), "use_cases-3.csv");
	ok = ok && file_read(a, &first, &e) && file_read(b, &last, &e);
	const char head[] = "\xef\xbb\xbf\"use_case_id\",\"name\",\"covers\"\r\n\"a\",\"b\",\"c\"\r\n";
	OK(ok && str_eq(buf_str(&last), str_of(head)), "a long table goes on in further files, each with its header");
	OK(ok && first.n == sizeof head - 1 + 13, "that are full");
	buf_release(&first);
	buf_release(&last);
	free(a);
	free(b);
}

static void
order(void)
{
	bool all[N_TABLES], done[N_TABLES] = { false };
	size_t list[N_TABLES], n, wanted = 0, early = 0;

	for (size_t i = 0; i < N_TABLES; i++)
		wanted += all[i] = tables[i].published;
	n = ddl_order(all, list);
	for (size_t i = 0; i < n; i++) {
		const struct table *t = &tables[list[i]];
		for (size_t k = 0; k < t->n_columns; k++) {
			struct str rest = str_of(t->column[k].references), name;
			if (!rest.n || !str_split(&rest, '.', &name))
				continue;
			const struct table *to = table_find(name);
			early += to != t && all[to - tables] && !done[to - tables];
			OK(to && table_column(to, rest) >= 0, "%s.%s refers to a column", t->name, t->column[k].name);
		}
		done[list[i]] = true;
	}
	OK(n == wanted && early == 0, "no table comes before one that it refers to");
}

int
main(void)
{
	cells();
	parts();
	order();
	return tap_status();
}
