#include "quantity.h"

#define REACH 8         /* words of a noun phrase that are looked at */

static const struct tokens *
tokens(const struct passage *p)
{
	return &p->b->tokens;
}

static struct str
word(const struct passage *p, size_t i)
{
	return token_text(p->b->text, &tokens(p)->at[i]);
}

static bool
is(const struct passage *p, size_t i, enum metric_class class)
{
	return i >= p->from && i < p->to && metric_word_is(p->v->metric_words, tokens(p), i, class);
}

static const struct metric_word *
at(const struct passage *p, size_t i, enum metric_class class, size_t *length)
{
	return i < p->to ? metric_word(p->v->metric_words, tokens(p), i, p->to, class, length) : NULL;
}

static bool
is_word(const struct passage *p, size_t i, const char *z)
{
	return i >= p->from && i < p->to && str_ieq(word(p, i), str_of(z));
}

static bool
is_mark(const struct passage *p, size_t i)
{
	return i >= p->from && i < p->to && (tokens(p)->at[i].flags & TOKEN_MARK);
}

static char
mark(const struct passage *p, size_t i)
{
	return is_mark(p, i) ? p->b->text.p[tokens(p)->at[i].start] : 0;
}

static struct str
lower(const struct passage *p, struct str s)
{
	char *z = arena_alloc(p->arena, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		z[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32) : s.p[i];
	return (struct str){ z, s.n };
}

/* The text of the tokens [from, to), at most six words of it. */
static struct str
text_of(const struct passage *p, uint32_t from, uint32_t to)
{
	if (to > from + 6)
		from = to - 6;
	if (from >= to)
		return STR("");
	struct str s = str_sub(p->b->text, tokens(p)->at[from].start, tokens(p)->at[to - 1].end);
	if (s.n > 80)
		s = str_sub(p->b->text, tokens(p)->at[to - 1].start, tokens(p)->at[to - 1].end);
	return s;
}

/* ---- the noun behind a number ------------------------------------------ */

struct noun {
	uint32_t   from, head, to;      /* the phrase, its head word, its end */
	struct str unit;
	enum { NOUN_NONE, NOUN_PERSON, NOUN_EVENT, NOUN_KNOWN, NOUN_PLURAL, NOUN_PLAIN, NOUN_SUM } kind;
	bool       part;                /* counts even in small numbers */
	struct str period;              /* daily, before the head */
};

static bool
is_plural(struct str s)
{
	if (s.n < 4 || (s.p[s.n - 1] | 32) != 's')
		return false;
	char c = s.p[s.n - 2] | 32;
	return c != 's' && c != 'u' && c != 'i' && c != '\'';
}

/* The listed noun at token I, of any class that names what is counted. */
static bool
listed_noun(const struct passage *p, uint32_t i, struct noun *n, size_t *length)
{
	static const struct { enum metric_class class; int kind; } nouns[] = {
		{ WORD_person, NOUN_PERSON }, { WORD_event, NOUN_EVENT }, { WORD_noun, NOUN_KNOWN }, { WORD_sum, NOUN_SUM },
		{ WORD_plain, NOUN_PLAIN }
	};
	size_t best = 0, l;

	for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++) {
		const struct metric_word *m = at(p, i, nouns[k].class, &l);
		if (!m || l <= best)
			continue;
		best = l;
		n->kind = nouns[k].kind;
		n->unit = m->unit;
	}
	*length = best;
	return best > 0;
}

static bool
ends_phrase(const struct passage *p, uint32_t i)
{
	const struct token *t = &tokens(p)->at[i];

	if (t->flags & TOKEN_NUMBER)
		return true;
	if (t->flags & TOKEN_MARK)
		return mark(p, i) != '"' && mark(p, i) != '\'' && mark(p, i) != '(';
	return !(t->flags & (TOKEN_JOINED | TOKEN_CAPS)) && is(p, i, WORD_stop);
}

/* The head is the last plural or listed noun of the run behind token I. */
static struct noun
noun_behind(const struct passage *p, uint32_t i, bool hyphen)
{
	struct noun best = { .from = i, .head = i, .to = i }, one = best;
	size_t length;

	if (is_word(p, i, "of") && !is_word(p, i + 1, "the"))
		best.from = ++i;
	while (is_word(p, i, "different") || is_word(p, i, "the") || is_word(p, i, "their") || is_word(p, i, "our") || is_word(p, i, "its"))
		best.from = ++i;
	for (uint32_t k = i; k < p->to && k < i + REACH; k += (uint32_t)length) {
		length = 1;
		if (best.kind != NOUN_NONE && !is_plural(word(p, k)) && !listed_noun(p, k, &one, &length))
			break;          /* "users worldwide" */
		length = 1;
		if (mark(p, k) == '(') {
			while (k < p->to && k < i + REACH && mark(p, k) != ')')
				k++;
			continue;
		}
		bool listed = listed_noun(p, k, &one, &length);
		if (!listed && ends_phrase(p, k))
			break;
		if (!listed)
			length = 1;
		const struct metric_word *m;
		size_t l;
		if ((m = at(p, k, WORD_period, &l)) && l == 1 && !listed)
			best.period = m->unit;
		struct str last = word(p, k + length - 1);
		bool plural = length > 1 || is_plural(last) || (listed && (last.p[last.n - 1] | 32) == 's') || str_ieq(last, STR("people")) || str_ieq(last, STR("loc"));
		/* "40-node cluster", "a 300-person company": singular behind a hyphen */
		if (listed && one.kind != NOUN_SUM && !plural && !(hyphen && k == i) && !one.part &&
		    !str_ieq(last, STR("staff")) && !str_ieq(last, STR("headcount")) && !str_ieq(last, STR("folk")))
			listed = false;
		/* An unlisted word with a capital is a name. */
		if (!listed && (!plural || !(tokens(p)->at[k].flags & TOKEN_WORD) || (tokens(p)->at[k].flags & TOKEN_UPPER)))
			continue;
		best.head = k;
		best.to = k + (uint32_t)length;
		best.kind = listed ? one.kind : NOUN_PLURAL;
		best.unit = listed ? one.unit : lower(p, last);
		best.part = metric_word_is(p->v->metric_words, tokens(p), k + length - 1, WORD_part);
		if (hyphen && k == i)
			break;
	}
	return best;
}

/* "Users: 203 million", "Total funding - $3M": the label before the number. */
static struct noun
label_before(const struct passage *p, const struct number *x)
{
	struct noun n = { 0 };
	uint32_t i = x->outer, from;
	size_t length;

	while (i > p->from && (is_mark(p, i - 1) ? strchr("(~$", mark(p, i - 1)) != NULL : is(p, i - 1, WORD_before)))
		i--;
	if (i <= p->from + 1 || mark(p, i - 1) != ':')
		return n;
	n.to = i - 1;
	from = n.to;
	while (from > p->from && n.to - from < 4 && !(tokens(p)->at[from - 1].flags & (TOKEN_MARK | TOKEN_NUMBER))) {
		from--;
		/* A label begins with a capital, the words behind it need not. */
		if ((tokens(p)->at[from].flags & TOKEN_UPPER) && (n.to - from > 1 || from == p->from || !(tokens(p)->at[from - 1].flags & TOKEN_UPPER)))
			break;
	}
	n.from = from;
	if (n.from == n.to)
		return n;
	n.head = n.to - 1;
	n.kind = NOUN_PLAIN;
	for (uint32_t k = n.from; k < n.to; k++)
		if (listed_noun(p, k, &n, &length) && n.kind != NOUN_PLAIN)
			break;
	return n;
}

/* ---- rates and years --------------------------------------------------- */

/* "per second", "a day", "daily" within a few words behind token I. */
static struct str
period_behind(const struct passage *p, uint32_t i, unsigned reach, uint32_t *end)
{
	size_t length;

	for (uint32_t k = i; k < p->to && k <= i + reach; k++) {
		const struct metric_word *m = at(p, k, WORD_period, &length);
		if (m) {
			*end = k + (uint32_t)length;
			return m->unit;
		}
		if ((is_mark(p, k) && mark(p, k) != '(' && mark(p, k) != '/') || (tokens(p)->at[k].flags & TOKEN_NUMBER))
			break;
	}
	return STR("");
}

static bool
near_word(const struct passage *p, uint32_t from, uint32_t to, enum metric_class class)
{
	size_t length;

	for (uint32_t i = from < p->from ? p->from : from; i < to && i < p->to; i++)
		if (at(p, i, class, &length))
			return true;
	return false;
}

static uint32_t
back(const struct passage *p, uint32_t i, uint32_t reach)
{
	return i > p->from + reach ? i - reach : p->from;
}

/* The next number's start, or the sentence's end. */
static uint32_t
until_next(const struct passage *p, size_t k)
{
	for (size_t i = k + 1; i < p->n; i++)
		if (!p->number[i].year_like && p->number[i].from >= p->number[k].to)
			return p->number[i].outer;
	return p->to;
}

/* "(in 2020)", "in 2010", "(Q4 2020)" behind the number: the year, and
 * whether a quarter is meant. */
static int
year_behind(const struct passage *p, size_t k, uint32_t from, bool *quarter)
{
	uint32_t to = until_next(p, k);

	*quarter = false;
	if (to > from + 10)
		to = from + 10;
	for (uint32_t i = from; i < to; i++) {
		int year = numbers_year(p->b->text, tokens(p), i, i + 1);
		if (mark(p, i) == ',' || mark(p, i) == ';')
			break;
		if (!year)
			continue;
		if (i > from && str_starts(word(p, i - 1), STR("Q")) && word(p, i - 1).n == 2)
			return *quarter = true, year;
		if (i > from && (is_word(p, i - 1, "in") || is_word(p, i - 1, "during") || mark(p, i - 1) == '(' || is_word(p, i - 1, "of") ||
		    is_word(p, i - 1, "for") || is(p, i - 1, WORD_month)))
			return year;
		return 0;
	}
	return 0;
}

/* "In 2010, ..." or "as of 2020" at the front. */
static int
year_in_front(const struct passage *p, uint32_t before)
{
	for (uint32_t i = p->from; i + 1 < before && i < p->from + 8; i++)
		if (is_word(p, i, "in") || is_word(p, i, "of") || is_word(p, i, "by") || is_word(p, i, "since")) {
			int year = numbers_year(p->b->text, tokens(p), i + 1, i + 2);
			if (year && !is_word(p, i, "since"))
				return year;
		}
	return 0;
}

static struct str
with_period(const struct passage *p, struct str unit, struct str period)
{
	if (!period.n)
		return unit;
	return arena_strf(p->arena, "%.*s/%.*s", STR_ARG(unit), STR_ARG(period));
}

/* ---- one kind after the other ------------------------------------------ */

/* The noun phrase before token I: "the startup time from ..." */
static struct str
phrase_before(const struct passage *p, uint32_t i)
{
	while (i > p->from && (is_mark(p, i - 1) || is(p, i - 1, WORD_stop) || is(p, i - 1, WORD_before) || is(p, i - 1, WORD_change) ||
	    is(p, i - 1, WORD_number) || is_word(p, i - 1, "factor")))
		i--;
	uint32_t to = i;
	while (i > p->from && to - i < 3 && !is_mark(p, i - 1) && !(tokens(p)->at[i - 1].flags & TOKEN_NUMBER) && !is(p, i - 1, WORD_stop))
		i--;
	return lower(p, text_of(p, i, to));
}

static void
judge_percent(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t i = x->to, end = until_next(p, k);

	q->rule = "percent";
	q->unit = STR("percent");
	q->keep = true;
	q->certainty = 0.85;
	if (is_word(p, i, "of")) {
		i++;
		uint32_t start = i;
		while (i < end && i < start + 7 && !is_mark(p, i) && (i == start || !is(p, i, WORD_stop) || is_word(p, i, "of") || is_word(p, i, "the")))
			i++;
		while (start < i && is(p, start, WORD_stop))
			start++;
		/* "developers according to": up to the last plural */
		for (uint32_t j = i; j-- > start;)
			if (is_plural(word(p, j))) {
				i = j + 1;
				break;
			}
		q->noun_from = start;
		q->noun_to = i;
		if (start < i)
			q->measure = arena_strf(p->arena, "share of %.*s", STR_ARG(lower(p, text_of(p, start, i))));
	} else {
		while (i < end && i < x->to + 3 && !is_mark(p, i) && (!is(p, i, WORD_stop) || (i == x->to && is_word(p, i, "less"))))
			i++;
		if (i > x->to)
			q->measure = lower(p, text_of(p, x->to, i));
		else
			q->measure = phrase_before(p, x->outer);
	}
	q->end = i > x->to ? i : x->to;
	if (x->value == 100 && !is_word(p, x->to, "of"))
		q->keep = false;        /* "100% sure" */
	if (x->value < 1 && !q->measure.n)
		q->keep = false;
	if (!q->measure.n && p->label.n)
		q->measure = lower(p, str_sub(p->label, 0, 80));
	if (!q->measure.n)
		q->measure = STR("share");
}

/* The word for a sum that is nearest to the number: funding, revenue. */
static struct str
sum_near(const struct passage *p, const struct number *x)
{
	struct str found = STR("");
	uint32_t where = 0;
	size_t length;

	for (uint32_t i = back(p, x->from, 10); i < x->from; i++) {
		const struct metric_word *m = at(p, i, WORD_sum, &length);
		if (m) {
			found = m->unit;
			where = i;
		}
	}
	if (found.n && x->outer - where <= 3)
		return found;
	for (uint32_t i = x->to; i < p->to && i < x->to + 5; i++) {
		const struct metric_word *m = at(p, i, WORD_sum, &length);
		if (m && (i <= x->to + 2 || !found.n))
			return m->unit;
		if (is_mark(p, i) || is_word(p, i, "and"))
			break;
	}
	return found;
}

static void
judge_money(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t end = x->to;
	bool quarter = false;

	q->rule = "money";
	q->money = q->keep = true;
	q->certainty = 0.8;
	struct str period = period_behind(p, x->to, 4, &end);
	int year = year_behind(p, k, x->to, &quarter);
	bool flow = near_word(p, back(p, x->from, 12), x->from, WORD_flow) || near_word(p, x->to, x->to + 5, WORD_flow);
	if (!period.n && flow && quarter)
		period = STR("quarter");
	else if (!period.n && flow && (year || near_word(p, back(p, x->outer, 4), x->outer, WORD_period)))
		period = STR("year");
	q->unit = with_period(p, x->unit, period);
	q->year = year;
	q->measure = sum_near(p, x);
	if (is_word(p, x->to, "of") || is_word(p, x->to, "in")) {
		struct noun n = noun_behind(p, x->to + 1, false);
		uint32_t i = x->to + 1;
		while (i < p->to && i < x->to + 4 && !is_mark(p, i) && !is(p, i, WORD_stop) && !(tokens(p)->at[i].flags & TOKEN_NUMBER) &&
		    !is(p, i, WORD_period))
			i++;
		if (!q->measure.n && i > x->to + 1)
			q->measure = lower(p, text_of(p, x->to + 1, n.to > i ? n.to : i));
	}
	q->noun_from = x->to;
	q->noun_to = q->end = end;
	if (!q->measure.n)
		q->measure = STR("amount");
	if (str_eq(q->measure, STR("amount")) && p->b->kind == BLOCK_CELL && p->b->header.n && !str_eq(p->b->header, STR("th")))
		q->measure = lower(p, str_sub(p->b->header, 0, 80));
	if (x->value < 1000 && !x->large)
		q->certainty = 0.5;     /* a price */
	if (is_word(p, x->to - 1, "pounds") && !x->large)
		q->keep = false;        /* a weight */
}

/* Spans of history are no metrics; the time that something takes is. */
static bool
keep_time(const struct passage *p, const struct number *x)
{
	bool long_unit = str_eq(x->unit, STR("days")) || str_eq(x->unit, STR("weeks")) || str_eq(x->unit, STR("months")) ||
	    str_eq(x->unit, STR("years"));
	uint32_t before = x->outer;

	if (is(p, x->to, WORD_ago) || (before > p->from && is(p, before - 1, WORD_ago)))
		return false;
	if (before > p->from && (is_word(p, before - 1, "every") || is_word(p, before - 1, "each")))
		return false;
	bool effort = near_word(p, back(p, before, 6), before, WORD_effort) || near_word(p, x->to, x->to + 3, WORD_effort);
	bool last = near_word(p, back(p, before, 2), before, WORD_last);
	if (!long_unit)
		return !last || effort;
	if (effort)
		return true;
	/* "$75 million over two years" */
	bool during = is_word(p, before, "over") && before > p->from && !is_word(p, before - 1, "for") && !is_word(p, before - 1, "is") &&
	    !is_word(p, before - 1, "of") && !is_word(p, before - 1, "with") && !is_word(p, before - 1, "has") && !is_word(p, before - 1, "have");
	return !last && !during && x->qualifier == '>' && !is_word(p, before - 1, "in");
}

static void
judge_time(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t end = x->to;

	if (is_word(p, x->to, "of") && !(tokens(p)->at[x->to - 1].flags & TOKEN_GLUED)) {
		/* "1,500 hours of audio every day" */
		struct str period = period_behind(p, x->to + 1, 3, &end);
		if (period.n && !str_eq(period, x->unit)) {
			q->keep = true;
			q->rule = "rate";
			q->certainty = 0.8;
			q->unit = with_period(p, x->unit, period);
			q->measure = lower(p, text_of(p, x->to - 1, x->to + 2 < end ? x->to + 2 : end));
			q->end = end;
			return;
		}
	}
	q->rule = "time";
	q->unit = x->unit;
	q->performance = true;
	q->keep = keep_time(p, x);
	q->certainty = x->words && !x->was && !x->now ? 0.6 : 0.7;
	uint32_t i = x->to;
	while (i < p->to && i < x->to + 5 && !is_mark(p, i) && !is(p, i, WORD_stop))
		i++;
	q->measure = i > x->to ? lower(p, text_of(p, x->to, i)) : phrase_before(p, x->outer);
	q->end = i;
	if (!q->measure.n && p->label.n) {
		q->measure = lower(p, str_sub(p->label, 0, 80));
		q->keep = true;
	}
	if (!q->measure.n)
		q->measure = STR("duration");
}

/* 10 GB, 5 petabytes of logs, 10Gbps. */
static void
judge_measure(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t end = x->to, i = x->to;
	struct str period = x->kind == NUMBER_SIZE ? period_behind(p, x->to, 4, &end) : STR("");

	q->keep = true;
	q->rule = x->kind == NUMBER_SIZE ? "size" : "speed";
	q->performance = true;
	q->certainty = 0.8;
	q->unit = with_period(p, x->unit, period);
	if (is_word(p, i, "of"))
		for (i++; i < p->to && i < x->to + 4 && !is_mark(p, i) && !is(p, i, WORD_stop);)
			i++;
	q->measure = i > x->to + 1 ? lower(p, text_of(p, x->to + 1, i)) : x->kind == NUMBER_SPEED ? STR("throughput") : phrase_before(p, x->outer);
	if (!q->measure.n)
		q->measure = STR("data size");
	q->end = i > end ? i : end;
}

static void
judge_times(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t end = x->to;
	struct str period = period_behind(p, x->to, 1, &end);
	bool quarter;
	size_t length;

	q->keep = true;
	q->rule = "times";
	q->performance = true;
	q->certainty = 0.75;
	q->unit = STR("times");
	int year = year_behind(p, k, x->to, &quarter);
	if (x->outer > p->from && (is_word(p, x->outer - 1, "by") || is_word(p, x->outer - 1, "of")) && !period.n) {
		/* "improved by 3x", "a factor of ten" */
		q->measure = phrase_before(p, x->outer);
		q->keep = q->measure.n > 0;
		q->end = x->to;
		return;
	}
	bool alone = x->to >= p->to || is_mark(p, x->to) || is(p, x->to, WORD_stop) || period.n;
	if (alone) {
		/* "deploy 80 times a day", "downloaded a million times" */
		const struct metric_word *deed = NULL, *m;
		for (uint32_t i = back(p, x->outer, 6); i < x->outer; i++)
			if ((m = at(p, i, WORD_deed, &length)))
				deed = m;
		if (!period.n && year && deed)
			period = STR("year");
		q->keep = deed || period.n;
		q->rule = "rate";
		q->unit = with_period(p, deed ? deed->unit : STR("times"), period);
		q->measure = deed ? deed->unit : STR("repetitions");
		q->year = year;
		q->end = end;
		return;
	}
	uint32_t i = x->to;
	while (i < p->to && i < x->to + 3 && !is_mark(p, i) && !is(p, i, WORD_stop))
		i++;
	q->measure = lower(p, text_of(p, x->to, i));
	q->end = i;
}

/* Numbers too small to be told apart from parts of a thing, and years. */
static bool
keep_count(const struct passage *p, const struct number *x, const struct noun *n, bool labelled)
{
	bool listed = n->kind == NOUN_PERSON || n->kind == NOUN_EVENT || n->kind == NOUN_KNOWN;

	if (labelled)
		return !x->year_like || listed;
	if (x->year_like) {
		bool when = x->from > p->from && (is(p, x->from - 1, WORD_stop) || is(p, x->from - 1, WORD_month) || is_mark(p, x->from - 1));
		return listed && n->head == x->to && !when;
	}
	if (x->hyphen && n->kind == NOUN_PLURAL)
		return false;
	if (x->large || x->was || x->now)
		return true;
	if (x->words)
		return x->value >= 13 && listed;
	return x->value >= 10 || (n->part && !x->low && !x->high);
}

static void
fill_count(const struct passage *p, size_t k, const struct noun *n, bool labelled, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t end = labelled ? x->to : n->to;
	bool quarter;
	struct str period = STR("");

	if (n->kind == NOUN_NONE || n->kind == NOUN_PLAIN || (n->kind == NOUN_SUM && !x->large))
		return;
	q->rule = labelled ? "label" : n->kind == NOUN_SUM ? "money" : "count";
	q->certainty = n->kind == NOUN_PLURAL ? 0.65 : 0.8;
	q->noun_from = n->from;
	q->noun_to = n->to;
	q->person = n->kind == NOUN_PERSON;
	q->money = n->kind == NOUN_SUM;
	q->keep = keep_count(p, x, n, labelled);
	q->year = year_behind(p, k, end, &quarter);
	if (!q->person && !q->money)
		period = period_behind(p, end, 3, &end);
	if (!period.n && n->kind == NOUN_EVENT)
		period = n->period.n ? n->period : q->year && str_eq(n->unit, STR("downloads")) ? STR("year") : period;
	q->performance = period.n > 0;
	q->end = end;
	q->unit = q->money ? STR("USD") : with_period(p, n->unit, period);
	uint32_t to = n->to;
	if (!labelled && is_word(p, to, "of") && to + 1 < p->to)
		while (to < p->to && to < n->to + 4 && !is_mark(p, to) && (to == n->to || !is(p, to, WORD_stop)))
			to++;
	if (n->to > n->from)
		q->measure = q->money ? n->unit : lower(p, text_of(p, n->from, to));
	if (!q->measure.n)
		q->measure = n->unit;
}

/* What a table's header or row label counts: "Users", "Monthly active users". */
static struct noun
noun_of_title(const struct passage *p, struct str title, struct quantity *q)
{
	struct block head = { .text = title };
	struct noun n = { 0 };
	size_t length;

	if (p->b->kind != BLOCK_CELL || !title.n || title.n > 200 || str_eq(title, STR("th")))
		return n;
	head.tokens = tokens_of(head.text, p->arena);
	struct passage of = { p->v, &head, 0, (uint32_t)head.tokens.n, NULL, 0, p->arena, STR("") };
	for (uint32_t i = 0; i < of.to; i++)
		if (listed_noun(&of, i, &n, &length) && n.kind != NOUN_PLAIN)
			break;
	if (n.kind != NOUN_NONE)
		q->measure = lower(p, title);
	n.from = n.head = n.to = 0;
	return n;
}

static void
judge_count(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	struct noun n = noun_behind(p, x->to, x->hyphen);
	bool labelled = false;
	size_t length;

	if (n.kind == NOUN_NONE || n.head > x->to) {
		struct noun label = label_before(p, x);
		if (n.kind == NOUN_NONE && label.kind != NOUN_NONE) {
			n = label;
			labelled = true;
		}
	}
	if (n.kind == NOUN_NONE && x->outer == p->from && (x->to >= p->to || at(p, x->to, WORD_period, &length))) {
		n = noun_of_title(p, p->b->header, q);
		if (n.kind == NOUN_NONE || n.kind == NOUN_PLAIN)
			n = noun_of_title(p, p->label, q);
		labelled = n.kind != NOUN_NONE;
	}
	fill_count(p, k, &n, labelled, q);
}

/* What a number leaves out because its neighbour says it. */
static void
borrow(const struct number *x, struct quantity *q, const struct number *y, const struct quantity *o)
{
	if (x->kind != NUMBER_PLAIN || q->unit.n || !o->unit.n || y->kind != NUMBER_PLAIN || x->year_like)
		return;
	uint32_t end = q->end > x->to ? q->end : x->to;

	*q = *o;
	q->end = end;
	q->keep = o->keep || (x->value >= 10 && !o->money);
}

/* "..., which adds up to 100 million a day": of what was counted before. */
static void
same_again(const struct passage *p, const struct number *x, struct quantity *q, const struct quantity *before)
{
	size_t length, slash = 0;
	const struct metric_word *m = at(p, x->to, WORD_period, &length);

	if (!m || q->unit.n || x->kind != NUMBER_PLAIN || !x->large || !before->keep)
		return;
	while (slash < before->unit.n && before->unit.p[slash] != '/')
		slash++;
	if (slash == before->unit.n)
		return;
	*q = *before;
	q->unit = with_period(p, str_sub(before->unit, 0, slash), m->unit);
	q->end = x->to + (uint32_t)length;
}

void
quantities_of(const struct passage *p, struct quantity *out)
{
	for (size_t k = p->n; k-- > 0;) {
		const struct number *x = &p->number[k];
		struct quantity *q = &out[k];
		*q = (struct quantity){ .end = x->to };
		switch (x->kind) {
		case NUMBER_PERCENT: judge_percent(p, k, q); break;
		case NUMBER_MONEY:   judge_money(p, k, q); break;
		case NUMBER_TIME:    judge_time(p, k, q); break;
		case NUMBER_TIMES:   judge_times(p, k, q); break;
		case NUMBER_SIZE:
		case NUMBER_SPEED:   judge_measure(p, k, q); break;
		case NUMBER_PLAIN:   judge_count(p, k, q); break;
		}
		if (x->low && x[1].kind == x->kind) {
			uint32_t end = q->end;
			*q = q[1];
			q->end = end;
		} else if (k + 1 < p->n && (x->listed || (x->was && p->number[k + 1].outer - x->to <= 1)))
			borrow(x, q, x + 1, q + 1);
		if (!q->year && q->keep)
			q->year = year_in_front(p, x->outer);
	}
	for (size_t k = 1; k < p->n; k++) {
		same_again(p, &p->number[k], &out[k], &out[k - 1]);
		/* "cut from $2 million to $1 million a year" */
		if (p->number[k].now && out[k].money && out[k - 1].money && str_starts(out[k].unit, out[k - 1].unit))
			out[k - 1].unit = out[k].unit;
		/* "1.5 million requests per second, up from 200k" */
		uint32_t o = p->number[k].outer;
		bool up = o >= p->from + 2 && is_word(p, o - 1, "from") && (is_word(p, o - 2, "up") || is_word(p, o - 2, "down"));
		if (!p->number[k].now && !p->number[k].high && !up)
			continue;
		borrow(&p->number[k], &out[k], &p->number[k - 1], &out[k - 1]);
		if (p->number[k].now && p->number[k].kind == p->number[k - 1].kind && p->number[k].kind != NUMBER_PLAIN)
			out[k].measure = out[k - 1].measure;
	}
}
