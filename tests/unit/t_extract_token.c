/*
 * Words and sentences: names that hold marks stay whole, full stops that end
 * nothing end nothing, any bytes and any script are split and linear in time.
 */
#include "../../stages/extract/token.h"
#include "../lib/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../stages/common/utf8.h"

static struct arena arena;

/* The words of TEXT with | between them. */
static const char *
words(const char *text)
{
	static char out[2000];
	struct str s = str_of(text);
	size_t n = 0;

	arena_reset(&arena);
	struct tokens t = tokens_of(s, &arena);
	out[0] = 0;
	for (size_t i = 0; i < t.n && n < sizeof out - 100; i++)
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", i ? "|" : "", STR_ARG(token_text(s, &t.at[i])));
	return out;
}

static void
is_split(const char *text, const char *want)
{
	const char *got = words(text);

	OK(strcmp(got, want) == 0, "%s: %s", text, got);
}

static void
word_splitting(void)
{
	is_split("Node.js, Vue.js and D3.js", "Node.js|,|Vue.js|and|D3.js");
	is_split("C++ and C#, Notepad++.", "C++|and|C#|,|Notepad++|.");
	is_split("F# or .NET; (.NET Core)", "F#|or|.NET|;|(|.NET|Core|)");
	is_split("We use .NET.", "We|use|.NET|.");
	is_split("Yahoo! runs it", "Yahoo|!|runs|it");
	is_split("tools, e.g. Jenkins", "tools|,|e.g|.|Jenkins");
	is_split("from 2-17 nodes", "from|2|17|nodes");
	is_split("3.Facebook", "3|.|Facebook");
	is_split("Python 3.11 and 1,200,000 rows", "Python|3.11|and|1,200,000|rows");
	is_split("in 2016,2017 more", "in|2016|,|2017|more");
	is_split("don't, we're, it's, dogs'", "don|'t|,|we|'re|,|it|'s|,|dogs|'");
	is_split("O'Reilly\xe2\x80\x99s book", "O'Reilly|\xe2\x80\x99s|book");
	is_split("HAL+JSON and A+B", "HAL|+|JSON|and|A|+|B");
	is_split("Kafka-based scikit-learn", "Kafka|based|scikit|learn");
	is_split("jobs -- many - jobs --- or ----- none", "jobs|-|many|-|jobs|-|or|-|-|none");
	is_split("a newsletter.For more", "a|newsletter|.|For|more");
	is_split("sam.gov uses snake_case_names", "sam.gov|uses|snake_case_names");
	is_split("10Gbps, 3D, 18F, 4chan, 99designs", "10|Gbps|,|3D|,|18F|,|4chan|,|99designs");
	is_split("I/O at 50%", "I|/|O|at|50|%");
	is_split("", "");
	is_split(" \t\n\xc2\xa0 ", "");
}

static uint32_t
flags_of(const char *text, size_t i)
{
	arena_reset(&arena);
	struct tokens t = tokens_of(str_of(text), &arena);

	return i < t.n ? t.at[i].flags : 0;
}

static bool
same_word(const char *a, const char *b)
{
	arena_reset(&arena);
	struct tokens x = tokens_of(str_of(a), &arena), y = tokens_of(str_of(b), &arena);

	return x.n == 1 && y.n == 1 && x.at[0].hash == y.at[0].hash;
}

static void
kinds_of_words(void)
{
	OK(flags_of("NASA", 0) == (TOKEN_WORD | TOKEN_UPPER | TOKEN_CAPS), "capitals");
	OK(flags_of("eBay", 0) == (TOKEN_WORD | TOKEN_MIXED), "a capital inside");
	OK(flags_of("Go", 0) == (TOKEN_WORD | TOKEN_UPPER), "a capital in front");
	OK(flags_of(".NET", 0) & TOKEN_UPPER, "a capital behind a full stop");
	OK(flags_of("3.11", 0) == (TOKEN_NUMBER | TOKEN_DOTTED), "a number");
	OK(flags_of("Kafka-based", 1) & TOKEN_JOINED && flags_of("Kafka-based", 1) & TOKEN_GLUED, "what a hyphen joins");
	OK(!(flags_of("Kafka - based", 2) & (TOKEN_JOINED | TOKEN_GLUED)), "and what it does not");
	OK(flags_of("it's", 1) & TOKEN_GLUED, "'s stands close");
	OK(same_word("PYTHON", "python") && same_word("Zürich", "zurich") && same_word("ﬁle", "FILE"), "case, accents and ligatures are folded");
	OK(!same_word("C", "C#") && !same_word("C", "C++"), "C is not C#");
	OK(same_word("O'Reilly", "O\xe2\x80\x99Reilly"), "one apostrophe is as good as another");
	arena_reset(&arena);
	struct tokens a = tokens_of(STR("it's"), &arena), b = tokens_of(STR("it\xe2\x80\x99s"), &arena);
	OK(a.n == 2 && b.n == 2 && a.at[1].hash == b.at[1].hash, "in 's, too");
}

/* The sentences of TEXT with " / " between them; MAX words each. */
static const char *
sentences(const char *text, size_t max)
{
	static char out[2000];
	struct str s = str_of(text);
	size_t at = 0, n;

	arena_reset(&arena);
	struct tokens t = tokens_of(s, &arena);
	struct sentence *one = sentences_of(s, &t, max, &n, &arena);
	out[0] = 0;
	for (size_t i = 0; i < n && at < sizeof out - 300; i++) {
		struct str x = str_sub(s, t.at[one[i].from].start, t.at[one[i].to - 1].end);
		at += (size_t)snprintf(out + at, sizeof out - at, "%s%.*s", i ? " / " : "", STR_ARG(x));
	}
	return out;
}

static void
is_cut(const char *text, const char *want)
{
	const char *got = sentences(text, 300);

	OK(strcmp(got, want) == 0, "%s", got);
}

static void
sentence_splitting(void)
{
	is_cut("One. Two! Three? Four", "One. / Two! / Three? / Four");
	is_cut("Tools, e.g. Jenkins, i.e. such. Next.", "Tools, e.g. Jenkins, i.e. such. / Next.");
	is_cut("Acme Inc. uses it. Next.", "Acme Inc. uses it. / Next.");
	is_cut("It is run by J. Smith now. Next.", "It is run by J. Smith now. / Next.");
	is_cut("Version 3.11 is out. Next.", "Version 3.11 is out. / Next.");
	is_cut("1. Instagram uses Django. Next.", "1. Instagram uses Django. / Next.");
	is_cut("3.Facebook uses it. Next.", "3.Facebook uses it. / Next.");
	is_cut("Yahoo! is here. Yahoo! runs it.", "Yahoo! is here. / Yahoo! runs it.");
	is_cut("Node.js is fast. ASP.NET is too.", "Node.js is fast. / ASP.NET is too.");
	is_cut("He said \"it works.\" Then he left.", "He said \"it works.\" / Then he left.");
	is_cut("It works (mostly.) Then it broke.", "It works (mostly.) / Then it broke.");
	is_cut("So... what? yes. No.", "So... what? yes. / No.");
	is_cut("a list without an end", "a list without an end");
	is_cut("a newsletter.For more", "a newsletter. / For more");
	is_cut("\xe2\x80\x9cWe use it.\xe2\x80\x9d So she said.", "\xe2\x80\x9cWe use it.\xe2\x80\x9d / So she said.");
	is_cut("It takes 125 ms. Figma is fast.", "It takes 125 ms. / Figma is fast.");
	OK(strcmp(sentences("a b c d e f g", 3), "a b c / d e f / g") == 0, "text without a full stop is cut");
}

/* Every byte of TEXT belongs to at most one word, in order; sentences cover all words. */
static bool
is_sound(struct str text)
{
	size_t n, at = 0, from = 0;

	arena_reset(&arena);
	struct tokens t = tokens_of(text, &arena);
	struct sentence *s = sentences_of(text, &t, 300, &n, &arena);
	for (size_t i = 0; i < t.n; i++) {
		if (t.at[i].start < at || t.at[i].end <= t.at[i].start || t.at[i].end > text.n)
			return false;
		at = t.at[i].end;
	}
	for (size_t i = 0; i < n; i++) {
		if (s[i].from != from || s[i].to <= s[i].from || s[i].to - s[i].from > 300)
			return false;
		from = s[i].to;
	}
	return from == t.n;
}

static void
scripts(void)
{
	is_split("使用Kafka的公司", "使用Kafka的公司");
	is_split("שימוש ב Python!", "שימוש|ב|Python|!");
	is_split("تستخدم Spotify، Python", "تستخدم|Spotify|،|Python");
	OK(is_sound(STR("使用 Kafka。我们 (Uber) 用它！")), "Chinese");
	OK(is_sound(STR("\u202eevil\u202c \u2066mixed\u2069 عربي English")), "directions within directions");
	OK(is_sound(STR("👩‍💻 uses 🐍 e\u0301\u0301\u0301\u0301 Z\u0351\u0352\u0353algo")), "emoji and towers of accents");
}

/* xorshift64*, Marsaglia 2003 and Vigna 2014. */
static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(2685821657736338717) >> 33;
}

static void
any_bytes(void)
{
	static const char marks[] = " .,'-+#!?()\"_/:\n\xe2\x80\x99\xc3\xa4" "Aaz09";
	uint64_t state = 20261121;
	unsigned sound = 0, valid = 0;
	struct buf b = { 0 }, repaired = { 0 };

	for (int round = 0; round < 4000; round++) {
		size_t n = next_random(&state) % 80;
		buf_reset(&b);
		while (b.n < n)
			buf_addc(&b, round & 1 ? (char)next_random(&state) : marks[next_random(&state) % (sizeof marks - 1)]);
		sound += is_sound(buf_str(&b));         /* not even UTF-8 */
		buf_reset(&repaired);
		utf8_repair(&repaired, buf_str(&b));
		valid += is_sound(buf_str(&repaired));
	}
	OK(sound == 4000, "random bytes are split soundly (%u of 4000)", sound);
	OK(valid == 4000, "and what they are repaired to (%u of 4000)", valid);
	buf_release(&b);
	buf_release(&repaired);
}

static double
seconds_for(const char *piece, size_t bytes)
{
	struct buf b = { 0 };
	struct timespec from, to;
	double best = 1e9;
	size_t n;

	while (b.n < bytes)
		buf_addz(&b, piece);
	for (int round = 0; round < 3; round++) {
		arena_reset(&arena);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		struct tokens t = tokens_of(buf_str(&b), &arena);
		sentences_of(buf_str(&b), &t, 300, &n, &arena);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		double s = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		best = s < best ? s : best;
	}
	buf_release(&b);
	return best;
}

static void
linear_time(void)
{
	static const char *const pieces[] = { "word ", "a", ".", "'", "'a", "a-", ")", "a.b", "1,", "\xe2\x80\x9d", "+", "A. ", "?)" };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		double once = seconds_for(pieces[i], 1 << 19), twice = seconds_for(pieces[i], 1 << 20);
		OK(twice < once * 3.2 + 0.01, "'%s' without end: %.1f ms, twice as much %.1f ms", pieces[i], once * 1e3, twice * 1e3);
	}
}

int
main(void)
{
	word_splitting();
	kinds_of_words();
	sentence_splitting();
	scripts();
	any_bytes();
	linear_time();
	arena_free(&arena);
	return tap_status();
}
