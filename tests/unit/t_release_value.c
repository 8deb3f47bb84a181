#include "../lib/tap.h"

#include <math.h>
#include <stdlib.h>

#include "../../stages/release/checks.h"
#include "../../stages/release/rowcheck.h"
#include "../../stages/release/show.h"
#include "../../stages/release/value.h"

static bool
is_written(double v, const char *want)
{
	struct buf b = { 0 };

	value_number(&b, v);
	bool same = str_eq(buf_str(&b), str_of(want));
	if (!same)
		printf("# %.17g is written %s\n", v, buf_z(&b));
	buf_release(&b);
	return same;
}

/* What value_number writes is the same number again, and always has a point. */
static void
numbers(void)
{
	uint64_t state = 42;
	int wrong = 0;
	struct buf b = { 0 };

	OK(is_written(80, "80.0") && is_written(0.1 + 0.2, "0.30000000000000004") && is_written(-0.5, "-0.5"), "shortest digits");
	OK(is_written(0, "0.0") && is_written(-0.0, "0.0") && is_written(1e15, "1000000000000000.0"), "zeros");
	OK(is_written(1e-7, "0.0000001") && is_written(123456789012345680000.0, "123456789012345680000.0"), "long ones without exponent");
	OK(is_written(1e300, "1.0e300") && is_written(2.5e-30, "2.5e-30"), "very long ones with one");
	for (int i = 0; i < 200000; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		double v = (i & 1) ? (double)(int64_t)(state >> 20) / 1e6 : ldexp((double)(state >> 11), (int)(state % 80) - 90), back;
		buf_reset(&b);
		value_number(&b, v);
		wrong += !str_to_double(buf_str(&b), &back) || back != v || !memchr(b.p, '.', b.n);
	}
	OK(wrong == 0, "200000 numbers are read back as they were");
	buf_release(&b);
}

static enum value_fault
fault(enum column_type type, bool required, const char *field)
{
	const struct column c = { "c", type, required, "", "", "", "a|b", "" };

	return value_check(&c, str_of(field));
}

static void
types(void)
{
	OK(fault(TYPE_ID, true, "c_12") == VALUE_OK && fault(TYPE_ID, true, "12") == VALUE_BAD_TYPE &&
	    fault(TYPE_ID, true, "A") == VALUE_BAD_TYPE, "an id is no number");
	OK(fault(TYPE_TEXT, true, "") == VALUE_MISSING && fault(TYPE_TEXT, false, "") == VALUE_OK, "required");
	OK(fault(TYPE_DATE, true, "2024-02-29") == VALUE_OK && fault(TYPE_DATE, true, "2023-02-29") == VALUE_BAD_TYPE &&
	    fault(TYPE_DATE, true, "2100-02-29") == VALUE_BAD_TYPE && fault(TYPE_DATE, true, "2000-13-01") == VALUE_BAD_TYPE, "days of the calendar");
	OK(fault(TYPE_INTEGER, true, "-7") == VALUE_OK && fault(TYPE_INTEGER, true, "007") == VALUE_BAD_TYPE &&
	    fault(TYPE_INTEGER, true, "-0") == VALUE_BAD_TYPE && fault(TYPE_INTEGER, true, "-") == VALUE_BAD_TYPE, "whole numbers");
	OK(fault(TYPE_ENUM, true, "b") == VALUE_OK && fault(TYPE_ENUM, true, "a|b") == VALUE_BAD_ENUM, "enumerations");
	OK(fault(TYPE_IDS, true, "a_1|b") == VALUE_OK && fault(TYPE_IDS, true, "a||b") == VALUE_BAD_TYPE, "lists of ids");
	OK(fault(TYPE_TEXT, true, "\xff") == VALUE_BAD_TEXT && fault(TYPE_BOOL, true, "yes") == VALUE_BAD_TYPE &&
	    fault(TYPE_YEAR, true, "201") == VALUE_BAD_TYPE, "broken text, truth, years");
}

static uint64_t
warned(const struct checks *c, const char *column)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->check[i].name, STR("type_told")) && str_eq(c->check[i].column, str_of(column)))
			return c->check[i].failing;
	return 99;
}

static void
sniffers(void)
{
	const struct table *t = &tables[TABLE_rejects];
	struct rowcheck *r = rowcheck_new(t);
	struct checks c = { 0 };
	const struct str rows[][4] = {
		{ STR("a"), STR("read"), STR("x"), STR("12") }, { STR("b"), STR("read"), STR("2020-01-01"), STR("13") },
	};

	OK(rowcheck_row(r, rows[0]) && rowcheck_row(r, rows[1]), "rows in order are good");
	OK(!rowcheck_row(r, rows[1]) && !rowcheck_row(r, rows[0]), "a key twice and a key behind are not");
	rowcheck_finish(r, &c);
	OK(warned(&c, "detail") == 1 && warned(&c, "reason") == 0 && warned(&c, "source") == 0, "a text column of numbers is told");
	const struct check *f = checks_failure(&c);
	OK(f && str_eq(f->name, STR("key_order")) && f->failing == 1, "the first failure is found");
	checks_release(&c);
}

static void
words(void)
{
	struct buf b = { 0 };

	show_line(&b, STR("a\x1b[2J\n\xe2\x80\xae\xc2\x85" "b\xff<i>"));
	OK(str_eq(buf_str(&b), STR("a [2J   b <i>")), "controls and direction marks become blanks");
	buf_reset(&b);
	show_markdown(&b, STR("<a href=x>*b*|"));
	OK(str_eq(buf_str(&b), STR("\\<a href=x\\>\\*b\\*\\|")), "Markdown is escaped");
	buf_release(&b);
}

int
main(void)
{
	numbers();
	types();
	sniffers();
	words();
	return tap_status();
}
