#include <stdio.h>

#include "dates.h"

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A run of digits at *I; its value, with its length in *N. */
static unsigned
number(struct str s, size_t *i, size_t *n)
{
	unsigned v = 0;
	size_t from = *i;

	while (*i < s.n && digit(s.p[*i]) && *i - from < 9)
		v = v * 10 + (unsigned)(s.p[(*i)++] - '0');
	*n = *i - from;
	return v;
}

static unsigned
days_in(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return (unsigned)days[month - 1] + (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0));
}

static bool
make(unsigned y, unsigned m, unsigned d, char out[DATE_SIZE])
{
	if (y < 1990 || y > 2100 || m < 1 || m > 12 || d > days_in(y, m))
		return false;
	if (d)
		snprintf(out, DATE_SIZE, "%04u-%02u-%02u", y % 10000, m % 100, d % 100);
	else
		snprintf(out, DATE_SIZE, "%04u-%02u", y % 10000, m % 100);
	return true;
}

/* Months by their first letters, in the languages of the larger webs. */
static const struct { const char *name; unsigned month; } months[] = {
	{ "jan", 1 }, { "ene", 1 }, { "gen", 1 }, { "jän", 1 }, { "stycz", 1 }, { "янв", 1 },
	{ "feb", 2 }, { "fév", 2 }, { "fev", 2 }, { "lut", 2 }, { "фев", 2 },
	{ "mar", 3 }, { "mär", 3 }, { "maart", 3 }, { "мар", 3 },
	{ "apr", 4 }, { "abr", 4 }, { "avr", 4 }, { "kwi", 4 }, { "апр", 4 },
	{ "may", 5 }, { "mai", 5 }, { "mag", 5 }, { "mei", 5 }, { "maj", 5 }, { "мая", 5 }, { "май", 5 },
	{ "jun", 6 }, { "juin", 6 }, { "giu", 6 }, { "czerw", 6 }, { "июн", 6 },
	{ "jul", 7 }, { "juil", 7 }, { "lug", 7 }, { "lip", 7 }, { "июл", 7 },
	{ "aug", 8 }, { "ago", 8 }, { "aoû", 8 }, { "aou", 8 }, { "sier", 8 }, { "авг", 8 },
	{ "sep", 9 }, { "set", 9 }, { "wrz", 9 }, { "сен", 9 },
	{ "oct", 10 }, { "okt", 10 }, { "outubro", 10 }, { "ott", 10 }, { "paź", 10 }, { "окт", 10 },
	{ "nov", 11 }, { "ноя", 11 },
	{ "dec", 12 }, { "dez", 12 }, { "déc", 12 }, { "dic", 12 }, { "gru", 12 }, { "дек", 12 },
};
static const char *const month_tails[] = {
	"", "uary", "ruary", "ch", "il", "e", "y", "ust", "tember", "t", "ober", "ember", ".", "t.",
	"vier", "rier", "s", "let", "embre", "obre", "uar", "z", "i", "ustus", "uari", "ruari", "aart", "eptember",
	"ero", "rero", "zo", "o", "io", "osto", "tiembre", "ubre", "iembre", "iembre.", "eiro", "ereiro", "ço", "ho", "embro", "ubro",
	"naio", "braio", "gio", "gno", "lio", "tembre", "aio", "bbraio", "ile", "raio", "ar", "n", "l", "ni", "li", "ar.", "st",
	"я", "аря", "раля", "та", "еля", "ля", "уста", "тября", "ября", "бря", "ня", "врaля", "nia", "ca", "ego", "ień", "ny",
	"ember.", "nner", "er", "zember", "tubre", "iar", "sto", "obra",
};

/* A month's name at I: its number, with its length in *N; 0 = none. */
static unsigned
month_at(struct str s, size_t i, size_t *n)
{
	char word[24];
	size_t w = 0;
	unsigned char first = i < s.n ? (unsigned char)s.p[i] | 32 : 0;

	/* Most words end here: no month begins with their letter. */
	if (first < 0x80 && (first == 0 || !strchr("jfmasondgeczlwkpi", first)))
		return 0;
	while (i + w < s.n && w + 1 < sizeof word && letter(s.p[i + w])) {
		char c = s.p[i + w];
		word[w++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	if (w < 3 || w + 1 >= sizeof word || (i > 0 && letter(s.p[i - 1])))
		return 0;
	struct str all = { word, w };
	for (size_t k = 0; k < sizeof months / sizeof *months; k++) {
		if (months[k].name[0] != word[0] || months[k].name[1] != word[1])
			continue;
		struct str head = str_of(months[k].name);
		if (!str_starts(all, head))
			continue;
		struct str tail = str_sub(all, head.n, all.n);
		for (size_t t = 0; t < sizeof month_tails / sizeof *month_tails; t++)
			if (str_eq(tail, str_of(month_tails[t]))) {
				*n = w;
				return months[k].month;
			}
	}
	return 0;
}

static size_t
skip(struct str s, size_t i, const char *set)
{
	while (i < s.n && s.p[i] && strchr(set, s.p[i]))
		i++;
	return i;
}

/* "st", "nd", "rd", "th", "º", ".", "de", "of" and blanks behind a day. */
static size_t
skip_ordinal(struct str s, size_t i)
{
	static const struct str tail[] = { { "st", 2 }, { "nd", 2 }, { "rd", 2 }, { "th", 2 }, { "º", 2 }, { "er", 2 } };

	for (size_t k = 0; k < sizeof tail / sizeof *tail; k++)
		if (str_ieq(str_sub(s, i, i + tail[k].n), tail[k])) {
			i += tail[k].n;
			break;
		}
	i = skip(s, i, ". \t\r\n,-/");
	if (str_starts(str_sub(s, i, s.n), STR("de ")) || str_starts(str_sub(s, i, s.n), STR("of ")))
		i = skip(s, i + 3, " ");
	return i;
}

/* Month name first: "March 4, 2021", "March 2021", "Mar 4th 2021". */
static bool
month_first(struct str s, size_t at, char out[DATE_SIZE], size_t *to)
{
	size_t n, i, j;
	unsigned m = month_at(s, at, &n), d, y;

	if (!m)
		return false;
	i = skip(s, at + n, ". \t,-/");
	if (str_starts(str_sub(s, i, s.n), STR("de ")) || str_starts(str_sub(s, i, s.n), STR("of ")))
		i = skip(s, i + 3, " ");
	j = i;
	d = number(s, &j, &n);
	if (n == 4) {
		*to = j;
		return make(d, m, 0, out);
	}
	if (n < 1 || n > 2 || d < 1 || d > 31)
		return false;
	i = j = skip_ordinal(s, j);
	y = number(s, &j, &n);
	*to = j;
	return n == 4 && make(y, m, d, out);
}

/* Numbers first: ISO, 4 March 2021, 4.3.2021, 3/4/2021, 20210304, 2021年3月4日. */
static bool
number_first(struct str s, size_t at, char out[DATE_SIZE], size_t *to)
{
	size_t i = at, n, k;
	unsigned a = number(s, &i, &n), b, c;

	if (n == 8) {
		*to = i;
		return make(a / 10000, a / 100 % 100, a % 100, out) && a % 100 != 0;
	}
	if (n == 4) {
		size_t year = str_starts(str_sub(s, i, s.n), STR("年")) ? 3 : i < s.n && strchr("-/._", s.p[i]) && s.p[i] ? 1 : 0;
		if (str_starts(str_sub(s, i, s.n), STR("년 ")))
			year = 4;
		if (!year)
			return false;
		char mark = s.p[i];
		i += year;
		b = number(s, &i, &n);
		if (n < 1 || n > 2)
			return false;
		*to = i;
		size_t next = str_starts(str_sub(s, i, s.n), STR("月")) ? 3 : i < s.n && s.p[i] == mark ? 1 : 0;
		if (str_starts(str_sub(s, i, s.n), STR("월 ")))
			next = 4;
		k = i + next;
		if (next) {
			c = number(s, &k, &n);
			if ((n == 1 || n == 2) && c > 0 && make(a, b, c, out)) {
				*to = k;
				return true;
			}
		}
		return (mark == '-' || year >= 3) && n <= 2 && make(a, b, 0, out);
	}
	if (n < 1 || n > 2)
		return false;
	if (i < s.n && strchr("./-", s.p[i]) && s.p[i]) {
		char mark = s.p[i];
		k = i + 1;
		b = number(s, &k, &n);
		if ((n == 1 || n == 2) && k < s.n && s.p[k] == mark) {
			k++;
			c = number(s, &k, &n);
			*to = k;
			if (n == 2 && mark != '-')
				c += 2000, n = 4;
			if (n == 4) {
				bool day_first = mark == '.' || a > 12 || (mark == '-' && b <= 12);
				return day_first ? make(c, b, a, out) && a > 0 : make(c, a, b, out) && b > 0;
			}
		}
	}
	if (a < 1 || a > 31)
		return false;
	i = skip_ordinal(s, i);
	unsigned m = month_at(s, i, &n);
	if (!m)
		return false;
	i = skip_ordinal(s, i + n);
	c = number(s, &i, &n);
	*to = i;
	return n == 4 && make(c, m, a, out);
}

bool
date_find(struct str s, char out[DATE_SIZE], size_t *from, size_t *to)
{
	size_t end = 0, digits = 0;

	for (size_t i = 0; i < s.n && !digits; i++)
		digits += digit(s.p[i]);
	for (size_t i = 0; digits && i < s.n; i++) {
		bool starts = i == 0 || !(digit(s.p[i - 1]) || (letter(s.p[i - 1]) && letter(s.p[i])));
		if (!starts)
			continue;
		if (digit(s.p[i]) ? !number_first(s, i, out, &end) : !letter(s.p[i]) || !month_first(s, i, out, &end))
			continue;
		if (end < s.n && digit(s.p[end]))
			continue;
		if (from)
			*from = i;
		if (to)
			*to = end;
		return true;
	}
	return false;
}

static size_t
weight(struct str s)
{
	static const char *const light[] = {
		"mon", "tue", "wed", "thu", "fri", "sat", "sun", "day", "nes", "rs", "ur", "s", "at", "on", "am", "pm", "utc", "gmt",
		"posted", "published", "updated", "date", "last", "est", "edt", "pst", "pdt", "t", "z", "tues", "thurs",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	};
	size_t sum = 0;

	for (size_t i = 0; i < s.n; ) {
		size_t from = i;
		while (i < s.n && letter(s.p[i]))
			i++;
		if (i == from) {
			i++;
			continue;
		}
		bool is_light = false;
		for (size_t k = 0; k < sizeof light / sizeof *light && !is_light; k++)
			is_light = str_ieq(str_sub(s, from, i), str_of(light[k]));
		if (!is_light)
			sum += i - from;
	}
	return sum;
}

bool
date_is(struct str s, size_t extra, char out[DATE_SIZE])
{
	size_t from, to, n, i = 0;

	s = str_trim(s);
	if (s.n == 4) {
		unsigned y = number(s, &i, &n);
		if (n == 4 && y >= 1990 && y <= 2100) {
			memcpy(out, s.p, 4);
			out[4] = '\0';
			return true;
		}
	}
	return s.n < 120 && date_find(s, out, &from, &to) && weight(str_sub(s, 0, from)) + weight(str_sub(s, to, s.n)) <= extra;
}

bool
date_in_url(struct str url, char out[DATE_SIZE])
{
	for (size_t i = 0; i + 8 <= url.n; i++) {
		size_t k = i + 1, n;
		if (!strchr("/-_=", url.p[i]) || !url.p[i] || !digit(url.p[k]))
			continue;
		unsigned y = number(url, &k, &n);
		if (n == 8 && make(y / 10000, y / 100 % 100, y % 100, out) && y % 100)
			return true;
		if (n != 4 || k >= url.n || !strchr("/-_", url.p[k]) || !url.p[k])
			continue;
		char mark = url.p[k++];
		unsigned m = number(url, &k, &n), d = 0;
		if (n < 1 || n > 2 || (n == 1 && mark != '/'))
			continue;
		if (k < url.n && url.p[k] == mark) {
			size_t j = k + 1;
			unsigned v = number(url, &j, &n);
			if ((n == 1 || n == 2) && (j >= url.n || !letter(url.p[j])))
				d = v;
		}
		if (d && make(y, m, d, out))
			return true;
		if (mark == '/' && (k >= url.n || url.p[k] == '/') && make(y, m, 0, out))
			return true;
	}
	return false;
}
