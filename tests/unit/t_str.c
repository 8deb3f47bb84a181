#include "../lib/tap.h"

#include <stdlib.h>

#include "../../stages/common/str.h"
#include "../../stages/common/arena.h"
#include "../../stages/common/utf8.h"

/* Short decimals are read to the nearest double, as strtod() does. */
static void
decimals(void)
{
	uint64_t state = 1, wrong = 0;
	char z[32];
	double d;

	for (int i = 0; i < 200000; i++) {
		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		snprintf(z, sizeof z, "%.*f", (int)(state >> 60), (double)(state >> 11 & 0xfffffff) / 7e6);
		wrong += !str_to_double(str_of(z), &d) || d != strtod(z, NULL);
	}
	OK(wrong == 0, "of 200,000 decimals %llu are read as another number", (unsigned long long)wrong);
}

static void
numbers(void)
{
	uint64_t u;
	int64_t i;
	double d;

	OK(str_to_u64(STR("18446744073709551615"), &u) && u == UINT64_MAX, "the largest number is read");
	OK(!str_to_u64(STR("18446744073709551616"), &u), "one more does not fit");
	OK(!str_to_u64(STR(""), &u) && !str_to_u64(STR("1 "), &u), "nothing, and a blank behind, are no numbers");
	OK(str_to_i64(STR("-12"), &i) && i == -12, "a negative number is read");
	OK(str_to_double(STR("-1.5e3"), &d) && d == -1500, "a decimal number is read");
	OK(!str_to_double(STR("."), &d) && !str_to_double(STR("1.2.3"), &d) && !str_to_double(STR("1,5"), &d) &&
	    !str_to_double(STR(""), &d), "what is none is not");
	OK(str_to_double(STR(".5"), &d) && d == 0.5 && str_to_double(STR("5."), &d) && d == 5, "a point may stand at either end");
	decimals();
	OK(!str_to_double(STR("nan"), &d) && !str_to_double(STR("0x10"), &d) && !str_to_double(STR("1e999"), &d),
	    "nan, hex and infinity are refused");
}

static void
parts(void)
{
	struct str rest = STR("a||b"), part;
	int n = 0;

	while (str_split(&rest, '|', &part))
		n++;
	OK(n == 3, "an empty part counts");
	OK(str_eq(str_trim(STR(" \tx y\n")), STR("x y")), "white space goes at both ends only");
	OK(str_find(STR("abcabc"), STR("ca"), 0) == 2 && str_find(STR("abc"), STR("d"), 0) == -1, "find");
	OK(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0, "order is bytewise, short first");
}

static void
utf8(void)
{
	struct buf b = { 0 };
	uint32_t code;

	OK(!utf8_valid(STR("\xc0\x80")) && !utf8_valid(STR("\xed\xa0\x80")) && !utf8_valid(STR("\xf5\x80\x80\x80")),
	    "overlong forms, surrogates and too large ones are invalid");
	OK(utf8_decode(STR("\xe2\x82\xac"), &code) == 3 && code == 0x20ac, "a euro sign is decoded");
	OK(utf8_repair(&b, STR("a\xff" "b\xe2\x82")) == 3 && utf8_valid(buf_str(&b)), "broken bytes are replaced and counted");
	buf_reset(&b);
	utf8_fold(&b, STR("Caf\xc3\xa9 \xef\xbc\xa1"));
	OK(str_eq(buf_str(&b), STR("cafe a")), "accents, case and width are folded");
	buf_release(&b);
}

static void
arena(void)
{
	struct arena a = { 0 };
	struct str first = arena_str(&a, STR("kept"));

	for (int i = 0; i < 10000; i++)
		arena_alloc(&a, 97);
	OK(str_eq(first, STR("kept")), "what an arena holds stays while it grows");
	arena_reset(&a);
	OK(((char *)arena_alloc(&a, 100))[99] == 0, "memory used again is zeroed");
	arena_free(&a);
}

int
main(void)
{
	numbers();
	parts();
	utf8();
	arena();
	return tap_status();
}
