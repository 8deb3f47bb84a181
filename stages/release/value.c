#include "value.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/utf8.h"

static bool
is_id(struct str s)
{
	bool letter = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9')))
			return false;
		letter |= c < '0' || c > '9';
	}
	return letter;
}

static bool
is_ids(struct str s)
{
	struct str part;

	while (str_split(&s, '|', &part))
		if (!is_id(part))
			return false;
	return true;
}

static bool
is_year(struct str s)
{
	uint64_t year;

	return s.n == 4 && str_to_u64(s, &year);
}

static bool
is_date(struct str s)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	uint64_t y, m, d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !str_to_u64(str_sub(s, 0, 4), &y) ||
	    !str_to_u64(str_sub(s, 5, 7), &m) || !str_to_u64(str_sub(s, 8, 10), &d))
		return false;
	if (y == 0 || m < 1 || m > 12 || d < 1)
		return false;
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	return d <= days[m - 1] + (uint64_t)(m == 2 && leap);
}

/* A whole number as every reader writes it back: no sign but a minus, no leading zeros. */
static bool
is_integer(struct str s)
{
	int64_t v;
	bool minus = s.n && s.p[0] == '-';
	struct str digits = str_sub(s, minus, s.n);

	return str_to_i64(s, &v) && (digits.p[0] != '0' || (digits.n == 1 && !minus));
}

bool
value_listed(const char *values, struct str field)
{
	struct str rest = str_of(values), part;

	while (str_split(&rest, '|', &part))
		if (str_eq(part, field))
			return true;
	return false;
}

enum value_fault
value_check(const struct column *c, struct str field)
{
	double number;
	bool good = true;

	if (field.n == 0)
		return c->required ? VALUE_MISSING : VALUE_OK;
	switch (c->type) {
	case TYPE_TEXT:    return utf8_valid(field) && !memchr(field.p, 0, field.n) ? VALUE_OK : VALUE_BAD_TEXT;
	case TYPE_ENUM:    return value_listed(c->values, field) ? VALUE_OK : VALUE_BAD_ENUM;
	case TYPE_ID:      good = is_id(field); break;
	case TYPE_IDS:     good = is_ids(field); break;
	case TYPE_INTEGER: good = is_integer(field); break;
	case TYPE_NUMBER:  good = str_to_double(field, &number); break;
	case TYPE_DATE:    good = is_date(field); break;
	case TYPE_YEAR:    good = is_year(field); break;
	case TYPE_BOOL:    good = str_eq(field, STR("true")) || str_eq(field, STR("false")); break;
	}
	return good ? VALUE_OK : VALUE_BAD_TYPE;
}

const char *
value_fault_name(enum value_fault fault)
{
	static const char *const names[N_VALUE_FAULTS] = { "", "required", "type", "enumeration", "text" };

	return names[fault];
}

bool
value_is_text(enum column_type type)
{
	return type == TYPE_TEXT || type == TYPE_ID || type == TYPE_IDS || type == TYPE_ENUM;
}

/* The digits and exponent of V: 0.DIGITS * 10^exponent; DIGITS without zeros at its end. */
static int
shortest(double v, char digits[24])
{
	char text[40];

	for (int precision = 14; precision <= 16; precision++) {
		snprintf(text, sizeof text, "%.*e", precision, v);
		if (strtod(text, NULL) == v)
			break;
	}
	char *e = strchr(text, 'e');
	int n = 0;
	for (char *p = text; p < e; p++)
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	digits[n] = 0;
	return atoi(e + 1) + 1;
}

void
value_number(struct buf *b, double v)
{
	char digits[24];

	if (v < 0) {
		buf_addc(b, '-');
		v = -v;
	}
	if (v == 0) {
		buf_addz(b, "0.0");
		return;
	}
	int exponent = shortest(v, digits), n = (int)strlen(digits);
	if (exponent > 21 || exponent < -9) {
		buf_addf(b, "%c.%se%d", digits[0], n > 1 ? digits + 1 : "0", exponent - 1);
	} else if (exponent <= 0) {
		buf_addf(b, "0.%.*s%s", -exponent, "000000000", digits);
	} else if (n <= exponent) {
		buf_addf(b, "%s%.*s.0", digits, exponent - n, "000000000000000000000");
	} else {
		buf_addf(b, "%.*s.%s", exponent, digits, digits + exponent);
	}
}

void
value_canonical(struct buf *b, const struct column *c, struct str field)
{
	double v;

	if (c->type == TYPE_NUMBER && str_to_double(field, &v))
		value_number(b, v);
	else
		buf_add(b, field);
}

int
table_key_next(const struct table *t, struct str *rest)
{
	struct str part;

	if (!str_split(rest, ',', &part))
		return -1;
	int column = table_column(t, part);
	assert(column >= 0);
	return column;
}
