#include "date.h"

static bool
digits(struct str s, size_t from, size_t n, int *out)
{
	*out = 0;
	if (s.n < from + n)
		return false;
	for (size_t i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return true;
}

static int
days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool
date_parse(struct str s, struct date *out)
{
	int year, month = 0, day = 0;

	*out = (struct date){ 0 };
	if (!digits(s, 0, 4, &year) || year < 1 || (s.n != 4 && s.n != 7 && s.n != 10))
		return false;
	if (s.n >= 7 && (s.p[4] != '-' || !digits(s, 5, 2, &month) || month < 1 || month > 12))
		return false;
	if (s.n == 10 && (s.p[7] != '-' || !digits(s, 8, 2, &day) || day < 1 || day > days_in(year, month)))
		return false;
	out->precision = s.n == 10 ? DATE_DAY : s.n == 7 ? DATE_MONTH : DATE_YEAR;
	out->first = year * 10000 + (month ? month : 1) * 100 + (day ? day : 1);
	out->last = year * 10000 + (month ? month : 12) * 100 + (day ? day : days_in(year, month ? month : 12));
	return true;
}

void
date_add(struct buf *b, int day)
{
	buf_addf(b, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

const char *
date_precision_name(enum date_precision precision)
{
	static const char *const names[] = { "", "year", "month", "day" };

	return names[precision];
}
