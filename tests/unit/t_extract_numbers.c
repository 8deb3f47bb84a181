#include "../../stages/extract/numbers.h"
#include "../../stages/extract/input.h"
#include "../lib/tap.h"

#include <stdlib.h>

static struct metric_words *words;
static struct arena arena;

/* "value unit qualifier" of every number, joined by "; ". */
static const char *
listed(const char *text)
{
	static char out[4096];
	struct number n[MAX_NUMBERS];
	size_t used = 0;

	out[0] = 0;
	struct str s = str_of(text);
	struct tokens t = tokens_of(s, &arena);
	size_t count = numbers_find(words, s, &t, 0, (uint32_t)t.n, n);
	for (size_t i = 0; i < count && used < sizeof out - 100; i++) {
		if (n[i].year_like)
			continue;
		used += (size_t)snprintf(out + used, sizeof out - used, "%s%.15g%s%.*s %c%s", used ? "; " : "", n[i].value, n[i].unit.n ? " " : "",
		    STR_ARG(n[i].unit), n[i].qualifier, n[i].was ? " was" : n[i].low || n[i].high ? " range" : "");
	}
	return out;
}

static void
found(const char *text, const char *want)
{
	const char *got = listed(text);
	bool same = !strcmp(got, want);

	OK(same, "\"%s\"%s%s", text, same ? "" : " gives ", same ? "" : got);
}

static void
digits(void)
{
	found("The shop has 2,500 stores.", "2500 =");
	found("It stores 1,250,000 rows and 12_000 keys.", "1250000 =; 12000 =");
	found("They run 3.5 million jobs.", "3500000 =");
	found("It has 65k users and 6M readers and 2B views.", "65000 =; 6000000 =; 2000000000 =");
	found("Revenue: $16,8M", "16800000 USD =");
	found("about 700+ million", "700000000 >");
	found("A 40-node cluster", "40 =");
	found("99999999999999999999999999999 users", "");
	found("1e400 and 0x10 and 007", "");
}

static void
in_words(void)
{
	found("twenty-five thousand hosts", "25000 =");
	found("two hundred and forty stores", "240 =");
	found("half a million and a billion", "500000 =; 1000000000 =");
	found("three million four hundred thousand", "3400000 =");
	found("a dozen, two dozen", "24 =");
	found("two and a half million", "2500000 =");
	found("several million, hundreds of thousands, a few hundred, dozens of tools", "");
	found("a multi-million line code base", "");
}

static void
units(void)
{
	found("80% and 12 percent and 3 per cent", "80 percent =; 12 percent =; 3 percent =");
	found("$25.2 billion, USD 5 million, \u20ac20m, 30 million euros, \u00a37bn, US$4 million",
	    "25200000000 USD =; 5000000 USD =; 20000000 EUR =; 30000000 EUR =; 7000000000 GBP =; 4000000 USD =");
	found("10Gbps, 40 Mbps, 65k rps", "10000000000 bit/s =; 40000000 bit/s =; 65000 requests/s =");
	found("200ms, 5 seconds, 30s, 10 minutes, 24h", "200 ms =; 5 s =; 30 s =; 10 minutes =; 24 hours =");
	found("10 petabytes, 5TB, 69G, 16 GB", "10 petabytes =; 5 TB =; 69 GB =; 16 GB =");
	found("3x faster, 10 times slower, a 5-fold rise", "3 times =; 10 times =; 5 times =");
}

static void
qualifiers(void)
{
	found("over 40 and more than 2 million and at least 7", "40 >; 2000000 >; 7 >");
	found("50+ apps, 20 or more, > 900", "50 >; 20 >; 900 >");
	found("nearly 90, about 4,000, ~30, roughly a million", "90 ~; 4000 ~; 30 ~; 1000000 ~");
	found("under 5 minutes, up to 100, less than a second, fewer than 12", "5 minutes <; 100 <; 1 s <; 12 <");
	found("to over 6M subscribers", "6000000 >");
	found("over $3 billion", "3000000000 USD >");
	found("a minute later", "");
}

static void
relations(void)
{
	found("pauses of 3-6 seconds", "3 s > range; 6 s < range");
	found("between 20 and 50 minutes", "20 minutes > range; 50 minutes < range");
	found("10 to 100 times slower", "10 times > range; 100 times < range");
	found("Estimates range from $5B to $15B", "5000000000 USD > range; 15000000000 USD < range");
	found("2-3 million visits", "2000000 > range; 3000000 < range");
	found("cut from 30 servers to only 3", "30 = was; 3 =");
	found("fell from 40 minutes to 1 minute", "40 minutes = was; 1 minutes =");
	found("with 9, 15 and 55 percent", "9 percent =; 15 percent =; 55 percent =");
}

static void
nothing(void)
{
	static const char *const none[] = { "On 6 July 2015 and June 28, 2024", "at 21:00 UTC or 1pm", "version 3.12.0 and v2", "HTTP/2 and 24/7 and #4",
	    "2021-03-04", "the 1990s and the 90s", "the 3rd and 2nd", "18F and 4chan", "COVID-19", "in 2016 and 2017", "no numbers here", "" };

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		found(none[i], "");
}

static void
hostile(void)
{
	size_t n = 1 << 20;
	char *big = malloc(n + 1);
	struct number out[MAX_NUMBERS];

	for (size_t i = 0; i < n; i++)
		big[i] = "9,0 to-$%."[i % 10];
	big[n] = 0;
	struct tokens t = tokens_of((struct str){ big, n }, &arena);
	OK(numbers_find(words, (struct str){ big, n }, &t, 0, (uint32_t)t.n, out) <= MAX_NUMBERS, "a megabyte of digits and marks");
	memset(big, '7', n);
	t = tokens_of((struct str){ big, n }, &arena);
	OK(numbers_find(words, (struct str){ big, n }, &t, 0, (uint32_t)t.n, out) == 0, "a number of a million digits is none");
	free(big);
}

int
main(void)
{
	struct err e = { 0 };

	words = metric_words_load("lexicon", &e);
	OK(words != NULL, "metric_words.csv loads");
	if (!words)
		return err_report("t_extract_numbers", &e);
	digits();
	in_words();
	units();
	qualifiers();
	relations();
	nothing();
	hostile();
	metric_words_free(words);
	arena_free(&arena);
	return tap_status();
}
