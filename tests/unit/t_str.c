#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/tap.h"
#include "../../stages/common/str.h"
#include "../../stages/common/arena.h"
#include "../../stages/common/utf8.h"

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
	OK(!str_to_double(STR("nan"), &d) && !str_to_double(STR("0x10"), &d) && !str_to_double(STR("1e999"), &d),
	    "nan, hex and infinity are refused");
	OK(str_to_double(STR("-0.0"), &d) && d == 0 && signbit(d), "a negative nothing stays negative");
	OK(str_to_double(STR(".5"), &d) && d == 0.5 && str_to_double(STR("5."), &d) && d == 5 && !str_to_double(STR("-."), &d) &&
	    !str_to_double(STR("1.2.3"), &d) && !str_to_double(STR("-"), &d), "a point may stand at either end, once, by a digit");
	/* Of one to nineteen digits, with the point anywhere or nowhere. */
	uint64_t state = 20240917;
	int wrong = 0;
	for (int n = 0; n < 20000; n++) {
		char z[32];
		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		int length = snprintf(z, sizeof z, "%s%" PRIu64, n & 1 ? "-" : "", (state >> 4) >> state % 60);
		size_t cut = (size_t)(n & 1) + (state >> 32) % 18;
		if (cut < (size_t)length) {
			memmove(z + cut + 1, z + cut, (size_t)length - cut + 1);
			z[cut] = '.';
		}
		double want = strtod(z, NULL);
		wrong += !str_to_double(str_of(z), &d) || memcmp(&d, &want, sizeof d) != 0;
	}
	OK(wrong == 0, "decimals are rounded as strtod() rounds them: %d are not", wrong);
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

/* Texts and needles of a few letters, against each place looked at by itself. */
static void
find(void)
{
	unsigned seed = 7;
	char text[120];
	int wrong = 0, found = 0;

	for (int n = 0; n < 50000; n++) {
		seed = seed * 1103515245 + 12345;
		size_t length = (seed >> 16) % sizeof text, size = 1 + (seed >> 8) % 40, from = (seed >> 20) % 24;
		for (size_t i = 0; i < length; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = (char)('a' + ((seed >> 16) % 7 == 0));
		}
		struct str s = { text, length }, needle = str_sub(s, length / 2, length / 2 + size);
		char copy[40];
		memcpy(copy, needle.p, needle.n);
		if (n % 3 == 0 && needle.n)
			copy[needle.n / 2] = 'b';
		needle.p = copy;
		ptrdiff_t want = -1;
		for (size_t i = from; want < 0 && i + needle.n <= length; i++)
			if (str_eq(str_sub(s, i, i + needle.n), needle))
				want = (ptrdiff_t)i;
		wrong += str_find(s, needle, from) != want;
		found += want >= 0;
	}
	OK(wrong == 0 && found > 10000 && found < 49000, "a needle is found where it first stands: %d of 50000 are not, %d stand there", wrong, found);
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

static void
endings(void)
{
	static const char *const ends[] = { "ing", ".js", NULL };

	OK(str_ends_any(STR("Being"), ends, 2) && str_ends_any(STR("NODE.JS"), ends, 1), "an ending, whatever its case");
	OK(!str_ends_any(STR("Being"), ends, 3) && !str_ends_any(STR("ing"), ends, 1), "... with enough before it");
	OK(str_ends_any(STR("ing"), ends, 0) && !str_ends_any(STR(""), ends, 0) && !str_ends_any(STR("ng"), ends, 0), "all of a text, nothing, a part");
}

int
main(void)
{
	numbers();
	endings();
	parts();
	find();
	utf8();
	arena();
	return tap_status();
}
