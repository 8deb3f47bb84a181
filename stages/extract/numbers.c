#include "numbers.h"

struct reader {
	const struct metric_words *w;
	struct str                 text;
	const struct tokens       *t;
	uint32_t                   from, to;    /* the sentence */
	struct number             *out;
	size_t                     n;
};

static struct str
word(const struct reader *r, size_t i)
{
	return token_text(r->text, &r->t->at[i]);
}

static bool
is_mark(const struct reader *r, size_t i, char c)
{
	return i >= r->from && i < r->to && (r->t->at[i].flags & TOKEN_MARK) && token_mark(r->text, &r->t->at[i]) == c;
}

static bool
is_word(const struct reader *r, size_t i, struct str s)
{
	return i >= r->from && i < r->to && str_ieq(word(r, i), s);
}

static bool
glued(const struct reader *r, size_t i)
{
	return i < r->to && (r->t->at[i].flags & TOKEN_GLUED);
}

static const struct metric_word *
at(const struct reader *r, size_t i, enum metric_class class, size_t *length)
{
	return i < r->to ? metric_word(r->w, r->t, i, r->to, class, length) : NULL;
}

static bool
is(const struct reader *r, size_t i, enum metric_class class)
{
	return i >= r->from && i < r->to && metric_word_is(r->w, r->t, i, class);
}

/* ---- digits ------------------------------------------------------------ */

struct digits { double value; size_t end, whole; bool separated, fraction; };

static bool
is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

static bool
three_digits(struct str s, size_t i)
{
	return is_digit(s, i) && is_digit(s, i + 1) && is_digit(s, i + 2) && !is_digit(s, i + 3);
}

/* 2500, 2,500.75, 2_500 and 16,8 at byte I of S; false for versions, for
 * 007 and for more digits than a count has. */
static bool
read_digits(struct str s, size_t i, struct digits *d)
{
	double scale = 1;
	size_t start = i, n = 0;

	*d = (struct digits){ 0 };
	for (; n < 19; n++)
		if (is_digit(s, i))
			d->value = d->value * 10 + (s.p[i++] - '0');
		else if (i + 1 < s.n && (s.p[i] == ',' || s.p[i] == '_') && three_digits(s, i + 1)) {
			d->separated = true;
			d->value = d->value * 10 + (s.p[i + 1] - '0');
			i += 2;
		} else
			break;
	d->whole = n;
	if (n == 0 || n == 19 || (s.p[start] == '0' && n > 1))
		return false;
	if (i < s.n && (s.p[i] == '.' || (s.p[i] == ',' && !d->separated)) && is_digit(s, i + 1)) {
		d->fraction = true;
		for (i++, n = 0; is_digit(s, i) && n < 9; n++, scale *= 10)
			d->value = d->value * 10 + (s.p[i++] - '0');
		if (is_digit(s, i) || (i + 1 < s.n && s.p[i] == '.' && is_digit(s, i + 1)))
			return false;
	}
	d->value /= scale;
	d->end = i;
	return true;
}

/* What may be glued to digits. */
struct suffix { const char *text; double factor; enum number_kind kind; const char *unit; };
static const struct suffix suffixes[] = {
	{ "k", 1e3, NUMBER_PLAIN, NULL }, { "K", 1e3, NUMBER_PLAIN, NULL }, { "M", 1e6, NUMBER_PLAIN, NULL },
	{ "MM", 1e6, NUMBER_PLAIN, NULL }, { "Mn", 1e6, NUMBER_PLAIN, NULL }, { "mn", 1e6, NUMBER_PLAIN, NULL },
	{ "mil", 1e6, NUMBER_PLAIN, NULL }, { "B", 1e9, NUMBER_PLAIN, NULL }, { "bn", 1e9, NUMBER_PLAIN, NULL },
	{ "Bn", 1e9, NUMBER_PLAIN, NULL }, { "BN", 1e9, NUMBER_PLAIN, NULL }, { "tn", 1e12, NUMBER_PLAIN, NULL },
	{ "m", 1e6, NUMBER_MONEY, NULL }, { "b", 1e9, NUMBER_MONEY, NULL }, { "T", 1e12, NUMBER_MONEY, NULL },
	{ "t", 1e12, NUMBER_MONEY, NULL },
	{ "x", 1, NUMBER_TIMES, "times" }, { "X", 1, NUMBER_TIMES, "times" },
	{ "ns", 1, NUMBER_TIME, "ns" }, { "us", 1, NUMBER_TIME, "us" }, { "ms", 1, NUMBER_TIME, "ms" },
	{ "s", 1, NUMBER_TIME, "s" }, { "sec", 1, NUMBER_TIME, "s" }, { "secs", 1, NUMBER_TIME, "s" },
	{ "min", 1, NUMBER_TIME, "minutes" }, { "mins", 1, NUMBER_TIME, "minutes" },
	{ "h", 1, NUMBER_TIME, "hours" }, { "hr", 1, NUMBER_TIME, "hours" }, { "hrs", 1, NUMBER_TIME, "hours" },
	{ "G", 1, NUMBER_SIZE, "GB" }, { "GB", 1, NUMBER_SIZE, "GB" }, { "gb", 1, NUMBER_SIZE, "GB" },
	{ "Gb", 1, NUMBER_SIZE, "GB" }, { "MB", 1, NUMBER_SIZE, "MB" }, { "mb", 1, NUMBER_SIZE, "MB" },
	{ "KB", 1, NUMBER_SIZE, "KB" }, { "kB", 1, NUMBER_SIZE, "KB" }, { "kb", 1, NUMBER_SIZE, "KB" },
	{ "TB", 1, NUMBER_SIZE, "TB" }, { "tb", 1, NUMBER_SIZE, "TB" }, { "PB", 1, NUMBER_SIZE, "PB" },
	{ "EB", 1, NUMBER_SIZE, "EB" }, { "GiB", 1, NUMBER_SIZE, "GiB" }, { "MiB", 1, NUMBER_SIZE, "MiB" },
	{ "TiB", 1, NUMBER_SIZE, "TiB" }, { "KiB", 1, NUMBER_SIZE, "KiB" }, { "PiB", 1, NUMBER_SIZE, "PiB" },
	{ "Kbps", 1e3, NUMBER_SPEED, "bit/s" }, { "kbps", 1e3, NUMBER_SPEED, "bit/s" },
	{ "Mbps", 1e6, NUMBER_SPEED, "bit/s" }, { "mbps", 1e6, NUMBER_SPEED, "bit/s" },
	{ "Gbps", 1e9, NUMBER_SPEED, "bit/s" }, { "gbps", 1e9, NUMBER_SPEED, "bit/s" },
	{ "Tbps", 1e12, NUMBER_SPEED, "bit/s" }, { "rps", 1, NUMBER_SPEED, "requests/s" },
	{ "RPS", 1, NUMBER_SPEED, "requests/s" }, { "qps", 1, NUMBER_SPEED, "queries/s" },
	{ "QPS", 1, NUMBER_SPEED, "queries/s" }, { "tps", 1, NUMBER_SPEED, "transactions/s" },
	{ "TPS", 1, NUMBER_SPEED, "transactions/s" }
};

static const struct suffix *
suffix_of(struct str s, bool money)
{
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_eq(s, str_of(suffixes[i].text)) && (suffixes[i].kind != NUMBER_MONEY || money))
			return &suffixes[i];
	return NULL;
}

static size_t
letters_end(struct str s, size_t i)
{
	while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
	    (unsigned char)s.p[i] >= 0x80))
		i++;
	return i;
}

/* ---- currencies -------------------------------------------------------- */

static const char *
currency_sign(struct str s)
{
	return str_eq(s, STR("$")) ? "USD" : str_eq(s, STR("\u20ac")) ? "EUR" : str_eq(s, STR("\u00a3")) ? "GBP" :
	    str_eq(s, STR("\u00a5")) ? "JPY" : str_eq(s, STR("\u20b9")) ? "INR" : str_eq(s, STR("\u20a9")) ? "KRW" : NULL;
}

/* A sign or code before token I: the currency, and its first token in *FIRST. */
static const char *
currency_before(const struct reader *r, uint32_t i, uint32_t *first)
{
	static const char *const prefix[][2] = { { "US", "USD" }, { "USD", "USD" }, { "A", "AUD" }, { "AU", "AUD" },
	    { "C", "CAD" },
	    { "CA", "CAD" }, { "NZ", "NZD" }, { "HK", "HKD" }, { "R", "BRL" }, { "S", "SGD" } };
	size_t length;

	*first = i;
	if (i == r->from)
		return NULL;
	const char *sign = currency_sign(word(r, i - 1));
	if (sign) {
		*first = i - 1;
		for (size_t k = 0; i > r->from + 1 && glued(r, i - 1) && k < sizeof prefix / sizeof *prefix; k++)
			if (*sign == 'U' && str_eq(word(r, i - 2), str_of(prefix[k][0]))) {
				*first = i - 2;
				return prefix[k][1];
			}
		return sign;
	}
	/* Codes are written in capitals: USD 5 million. */
	const struct metric_word *code = at(r, i - 1, WORD_money, &length);
	if (code && length == 1 && code->unit.n == 3 && str_eq(word(r, i - 1), code->unit)) {
		*first = i - 1;
		return code->unit.p;
	}
	return NULL;
}

/* ---- one number -------------------------------------------------------- */

/* Is the number at [from, to) part of a date, a time of the day, a fraction, a
 * list number or a name? */
static bool
is_no_count(const struct reader *r, uint32_t from, uint32_t to, const struct digits *d)
{
	bool before = from > r->from, small = d->whole <= 2 && !d->fraction;

	if ((is_mark(r, to, ':') && glued(r, to) && to + 1 < r->to && glued(r, to + 1)) ||
	    (is_mark(r, from - 1, ':') && before && glued(r, from) && from >= r->from + 2 &&
	    (r->t->at[from - 2].flags & TOKEN_NUMBER)))
		return true;
	if (before && glued(r, from) && (is_mark(r, from - 1, '/') || is_mark(r, from - 1, '#') || is_mark(r, from - 1,
	    '@') ||
	    is_mark(r, from - 1, '.') || is_mark(r, from - 1, '_') || is_mark(r, from - 1, '=') || is_mark(r, from - 1, '[')))
		return true;
	if (before && is_mark(r, from - 1, '#'))
		return true;
	if (is_mark(r, to, '/') && glued(r, to) && to + 1 < r->to && (r->t->at[to + 1].flags & TOKEN_NUMBER))
		return true;
	if (small && ((before && is(r, from - 1, WORD_month)) || is(r, to, WORD_month)))
		return true;
	if (is_word(r, to, STR("am")) || is_word(r, to, STR("pm")) || is_word(r, to, STR("o'clock")))
		return true;
	return false;
}

/* Joined to a word before it, as in COVID-19, and not to a number. */
static bool
joined_to_word(const struct reader *r, uint32_t i)
{
	if (!(r->t->at[i].flags & TOKEN_JOINED) || i == r->from)
		return false;
	char c = r->text.p[r->t->at[i - 1].start];
	return !(c >= '0' && c <= '9') && !is(r, i - 1, WORD_number) && !is_word(r, i - 1, STR("sub"));
}

/* Magnitude words behind the number: million, hundred thousand. */
static uint32_t
read_magnitudes(const struct reader *r, uint32_t i, struct number *out)
{
	const struct metric_word *m;
	size_t length;

	for (int k = 0; k < 2 && (m = at(r, i, WORD_magnitude, &length)); k++) {
		struct str s = word(r, i);
		if (s.n && (s.p[s.n - 1] | 32) == 's')
			break;
		out->value *= m->value;
		out->large = true;
		i += (uint32_t)length;
	}
	return i;
}

static void
set_unit(struct number *out, enum number_kind kind, struct str unit, double factor)
{
	out->kind = kind;
	out->unit = unit;
	out->value *= factor;
	out->factor = factor;
}

/* The unit behind token I: percent, times, a currency, a time, a size. */
static uint32_t
read_unit(const struct reader *r, uint32_t i, struct number *out)
{
	static const struct { enum metric_class class; enum number_kind kind; } classes[] = {
		{ WORD_percent, NUMBER_PERCENT }, { WORD_speed, NUMBER_SPEED }, { WORD_size, NUMBER_SIZE }, { WORD_money,
		    NUMBER_MONEY },
		{ WORD_time, NUMBER_TIME }, { WORD_times, NUMBER_TIMES }
	};
	size_t length;

	if (out->kind != NUMBER_PLAIN)
		return i;
	if (is_mark(r, i, '%')) {
		set_unit(out, NUMBER_PERCENT, STR("percent"), 1);
		return i + 1;
	}
	if (i < r->to && str_eq(word(r, i), STR("\u00d7"))) {
		set_unit(out, NUMBER_TIMES, STR("times"), 1);
		return i + 1;
	}
	for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
		const struct metric_word *m = at(r, i, classes[k].class, &length);
		if (!m || (classes[k].kind == NUMBER_TIMES && i + 1 < r->to && (r->t->at[i + 1].flags & TOKEN_NUMBER)))
			continue;               /* "16 x 13 inches" */
		out->hyphen |= (r->t->at[i].flags & TOKEN_JOINED) != 0;
		set_unit(out, classes[k].kind, m->unit, m->value);
		return i + (uint32_t)length;
	}
	return i;
}

/* "by a factor of ten" */
static bool
is_factor(const struct reader *r, uint32_t first)
{
	return first >= r->from + 2 && is_word(r, first - 1, STR("of")) && is_word(r, first - 2, STR("factor"));
}

/* "+", "or more", "or so" behind the number or its unit. */
static uint32_t
read_after(const struct reader *r, uint32_t i, struct number *out)
{
	size_t length;
	const struct metric_word *m;

	if (is_mark(r, i, '+') && glued(r, i)) {
		out->qualifier = '>';
		return i + 1;
	}
	if ((m = at(r, i, WORD_after, &length))) {
		out->qualifier = m->unit.p[0];
		return i + (uint32_t)length;
	}
	return i;
}

static void
finish(const struct reader *r, uint32_t i, struct number *out)
{
	i = read_magnitudes(r, i, out);
	i = read_after(r, i, out);
	if (!out->large)
		i = read_magnitudes(r, i, out);         /* "700+ million" */
	i = read_unit(r, i, out);
	if (out->kind == NUMBER_PLAIN && is_factor(r, out->from))
		set_unit(out, NUMBER_TIMES, STR("times"), 1);
	i = read_after(r, i, out);
	out->to = i;
	out->hyphen |= i < r->to && (r->t->at[i].flags & TOKEN_JOINED) && !(r->t->at[i].flags & TOKEN_NUMBER);
}

/* A number in digits at token I. */
static bool
digits_number(const struct reader *r, uint32_t i, struct number *out)
{
	struct digits d;
	const char *currency;
	uint32_t end = i + 1;

	*out = (struct number){ .from = i, .qualifier = '=', .factor = 1 };
	if (!read_digits(r->text, r->t->at[i].start, &d))
		return false;
	currency = currency_before(r, i, &out->from);
	size_t stop = letters_end(r->text, d.end);
	struct str glue = str_sub(r->text, d.end, stop);
	out->value = d.value;
	if (currency)
		set_unit(out, NUMBER_MONEY, str_of(currency), 1);
	if (glue.n) {
		const struct suffix *s = suffix_of(glue, currency != NULL);
		if (!s || (stop < r->text.n && is_digit(r->text, stop)))
			return false;
		/* "the 1990s", "the 90s" */
		if (str_eq(glue, STR("s")) && !d.fraction && (is_word(r, i - 1, STR("the")) || d.whole == 4 ||
		    (i > r->from && (r->t->at[i - 1].flags & TOKEN_MARK) && token_mark(r->text, &r->t->at[i - 1]) == '\'')))
			return false;
		/* 4G networks, 404s */
		if ((str_eq(glue, STR("G")) && d.value < 7 && !d.fraction) || (str_eq(glue, STR("s")) && d.whole == 3 &&
		    d.value >= 400))
			return false;
		out->large = s->factor > 1 && s->kind != NUMBER_SPEED;
		if (s->unit && !currency)
			set_unit(out, s->kind, str_of(s->unit), s->factor);
		else
			out->value *= s->factor;
	}
	size_t byte = glue.n ? stop : d.end;
	while (end < r->to && r->t->at[end].start < byte)
		end++;
	if (!currency && (joined_to_word(r, i) || is_no_count(r, i, end, &d)))
		return false;
	out->year_like = !currency && !glue.n && d.whole == 4 && !d.separated && !d.fraction && d.value >= 1900 &&
	    d.value < 2100;
	finish(r, end, out);
	out->year_like &= out->kind == NUMBER_PLAIN && !out->large;
	return out->value > 0 && out->value < 1e18;
}

/* A number in words at token I: twenty-five, two hundred thousand, half a million. */
static bool
words_number(const struct reader *r, uint32_t i, struct number *out)
{
	double total = 0, current = 0;
	bool any = false;
	size_t length;
	const struct metric_word *m;
	uint32_t start = i;

	*out = (struct number){ .from = i, .qualifier = '=', .words = true, .factor = 1 };
	for (int k = 0; k < 12 && i < r->to; k++) {
		if ((m = at(r, i, WORD_number, &length))) {
			if (any && current != 0 && (current < 20 || m->value >= 10) && m->value < 100 && current < 100)
				break;
			current += m->value;
			out->large |= m->value >= 1000;
		} else if (any && (m = at(r, i, WORD_magnitude, &length))) {
			out->large |= m->value >= 1000;
			if (m->value < 1000)
				current *= m->value;
			else {
				total += current * m->value;
				current = 0;
			}
		} else if (any && is_word(r, i, STR("and")) && (out->large || current >= 100) && at(r, i + 1,
		    WORD_number, &length) &&
		    i + 1 + length < r->to) {
			length = 1;
		} else
			break;
		any = true;
		i += (uint32_t)length;
	}
	if (!any)
		return false;
	out->value = total + current;
	/* "two and a half" */
	if (is_word(r, i, STR("and")) && is_word(r, i + 1, STR("a")) && is_word(r, i + 2, STR("half"))) {
		out->value += 0.5;
		i += 3;
	}
	uint32_t first;
	const char *currency = currency_before(r, start, &first);
	if (currency) {
		out->from = first;
		set_unit(out, NUMBER_MONEY, str_of(currency), 1);
	}
	finish(r, i, out);
	return out->value > 0;
}

/* "under a minute": one. */
static bool
article_number(const struct reader *r, uint32_t i, struct number *out)
{
	size_t length;
	const struct metric_word *m;

	if (!is_word(r, i, STR("a")) && !is_word(r, i, STR("an")))
		return false;
	if (!(m = at(r, i + 1, WORD_time, &length)) || m->value != 1 || r->t->at[i + 1].end == r->t->at[i + 1].start + 1)
		return false;
	*out = (struct number){ .from = i, .to = i + 1 + (uint32_t)length, .value = 1, .qualifier = '=', .words = true,
	    .factor = 1 };
	set_unit(out, NUMBER_TIME, m->unit, 1);
	return true;
}

static bool
starts_with_digit(const struct reader *r, uint32_t i)
{
	return is_digit(r->text, r->t->at[i].start);
}

/* "several million", "hundreds of thousands": how many tokens to pass over. */
static uint32_t
skip_vague(const struct reader *r, uint32_t i)
{
	size_t length;
	uint32_t from = i;

	if (at(r, i, WORD_number, &length) && at(r, i, WORD_vague, &length) == NULL)
		return 0;
	while (at(r, i, WORD_vague, &length))
		i += (uint32_t)length;
	if (i == from)
		return 0;
	while (at(r, i, WORD_magnitude, &length))
		i += (uint32_t)length;
	return i - from;
}

/* ---- how numbers stand to each other ----------------------------------- */

static bool
only_fillers(const struct reader *r, uint32_t from, uint32_t to)
{
	size_t length;

	while (from < to) {
		if (at(r, from, WORD_before, &length))
			from += (uint32_t)length;
		else if (is_word(r, from, STR("only")) || is_word(r, from, STR("just")) || is_word(r, from, STR("a")) ||
		    is_word(r, from, STR("the")) || is_mark(r, from, '$'))
			from++;
		else
			return false;
	}
	return from == to;
}

static bool
class_near(const struct reader *r, uint32_t end, unsigned reach, enum metric_class class)
{
	uint32_t i = end > r->from + reach ? end - reach : r->from;

	for (; i < end; i++)
		if (is(r, i, class))
			return true;
	return false;
}

/* What the two ends of a range, or of a list, leave out at one of them. */
static void
share_unit(struct number *x, struct number *y, bool magnitude)
{
	if (x->kind == NUMBER_PLAIN && y->kind != NUMBER_PLAIN) {
		set_unit(x, y->kind, y->unit, y->factor);
	} else if (y->kind == NUMBER_PLAIN && x->kind == NUMBER_MONEY) {
		set_unit(y, x->kind, x->unit, 1);
	}
	if (magnitude && !x->large && y->large && x->value < 1000 && x->value < y->value)
		for (double m = 1e12; m >= 1e3; m /= 1e3)
			if (y->value >= m) {
				x->value *= m;
				x->large = true;
				break;
			}
}

static void
relate(struct reader *r, struct number *x, struct number *y)
{
	uint32_t gap = y->outer - x->to;
	bool between = is_word(r, x->outer - 1, STR("between")) && x->outer > r->from;
	bool from = x->outer > r->from && (is_word(r, x->outer - 1, STR("from")) || (x->outer > r->from + 1 &&
	    is_word(r, x->outer - 2, STR("from"))));
	bool join = gap == 0 && (r->t->at[y->from].flags & TOKEN_JOINED);
	bool to = gap == 1 && (is_word(r, x->to, STR("to")) || is_mark(r, x->to, '-'));
	bool either = gap == 1 && is_word(r, x->to, STR("or"));

	if (from && !join && !class_near(r, x->outer, 5, WORD_ranging)) {
		/* from 30 servers to only 3 */
		for (uint32_t i = x->to; i < y->outer && gap <= 7; i++)
			if (is_word(r, i, STR("to")) && only_fillers(r, i + 1, y->outer)) {
				x->was = y->now = true;
				if (gap == 1)
					share_unit(x, y, x->value < y->value);
				return;
			}
		if (!to)
			return;
	}
	if (join || to || either || (between && gap == 1 && is_word(r, x->to, STR("and")))) {
		if (x->value >= y->value && x->large == y->large)
			return;
		share_unit(x, y, true);
		if (x->kind != y->kind)
			return;
		x->low = y->high = true;
		y->outer = y->from;
		return;
	}
	bool comma = gap == 1 && (is_mark(r, x->to, ',') || is_word(r, x->to, STR("and")) || is_mark(r, x->to, '/'));
	bool both = gap == 2 && is_mark(r, x->to, ',') && is_word(r, x->to + 1, STR("and"));
	x->listed = (comma || both) && y->outer == y->from;
}

static void
relate_all(struct reader *r)
{
	for (size_t i = 0; i + 1 < r->n; i++)
		if (!r->out[i].high)
			relate(r, &r->out[i], &r->out[i + 1]);
	for (size_t i = r->n; i-- > 1;)
		if (r->out[i - 1].listed)
			share_unit(&r->out[i - 1], &r->out[i], false);
	for (size_t i = 0; i < r->n; i++)
		if (r->out[i].low || r->out[i].high)
			r->out[i].qualifier = r->out[i].low ? '>' : '<';
}

/* 2021-03-04, 4.5.2021, 555-123-4567: chains are dates, numbers of telephones, codes. */
static void
drop_chains(struct reader *r)
{
	size_t kept = 0;

	for (size_t i = 0, k; i < r->n; i = k) {
		for (k = i + 1; k < r->n && r->out[k].from == r->out[k - 1].to &&
		    (r->t->at[r->out[k].from].flags & TOKEN_JOINED); k++)
			;
		if (k - i >= 3 || (k - i == 2 && r->out[i].year_like))
			continue;
		memmove(&r->out[kept], &r->out[i], (k - i) * sizeof *r->out);
		kept += k - i;
	}
	r->n = kept;
}

/* ---- a sentence -------------------------------------------------------- */

static void
push(struct reader *r, struct number *x, char qualifier, uint32_t outer)
{
	if (r->n && x->from < r->out[r->n - 1].to)
		x->from = r->out[r->n - 1].to;
	x->outer = qualifier && outer < x->from ? outer : x->from;
	if (qualifier && x->qualifier == '=')
		x->qualifier = qualifier;
	r->out[r->n++] = *x;
}

static char
mark_qualifier(const struct reader *r, uint32_t i)
{
	return is_mark(r, i, '>') ? '>' : is_mark(r, i, '<') ? '<' : is_mark(r, i, '~') ? '~' :
	    str_eq(word(r, i), STR("\u2248")) ? '~' : 0;
}

size_t
numbers_find(const struct metric_words *w, struct str text, const struct tokens *t, uint32_t from, uint32_t to,
    struct number *out)
{
	struct reader r = { w, text, t, from, to, out, 0 };
	uint32_t outer = from, ready = from;    /* of the qualifier read last, and where it ends */
	char qualifier = 0;

	if (!metric_words_number(w, text, t, from, to))
		return 0;
	for (uint32_t i = from; i < to && r.n < MAX_NUMBERS;) {
		struct number x;
		size_t length;
		uint32_t vague;
		const struct metric_word *m;
		char pending = ready == i ? qualifier : 0;
		bool good;
		if (t->at[i].flags & TOKEN_MARK) {
			if ((pending = mark_qualifier(&r, i))) {
				qualifier = pending;
				outer = i;
				ready = i + 1;
			} else if (currency_sign(word(&r, i)) && ready == i)
				ready = i + 1;
			i++;
			continue;
		}
		if (starts_with_digit(&r, i))
			good = digits_number(&r, i, &x);
		else if ((vague = skip_vague(&r, i))) {
			i += vague;
			continue;
		} else
			good = words_number(&r, i, &x) || (pending && article_number(&r, i, &x));
		if (good) {
			push(&r, &x, pending, outer);
			i = x.to;
			continue;
		}
		if ((m = at(&r, i, WORD_before, &length))) {
			if (!(ready == i && qualifier))
				outer = i;
			qualifier = m->unit.p[0];
			ready = i + (uint32_t)length;
			i = ready;
			continue;
		}
		/* Fillers between qualifier and number. */
		if (ready == i && qualifier && (is_word(&r, i, STR("the")) || is_word(&r, i, STR("a")) || is_word(&r, i,
		    STR("us"))))
			ready = i + 1;
		i++;
	}
	drop_chains(&r);
	relate_all(&r);
	return r.n;
}

int
numbers_year(struct str text, const struct tokens *t, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		uint64_t year;
		struct str s = token_text(text, &t->at[i]);
		if ((t->at[i].flags & TOKEN_NUMBER) && s.n == 4 && str_to_u64(s, &year) && year >= 1970 && year < 2040)
			return (int)year;
	}
	return 0;
}
