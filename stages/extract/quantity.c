#include "quantity.h"

#include "noun.h"

/* ---- rates and years --------------------------------------------------- */

/* "per second", "a day", "daily" within a few words behind token I. */
static struct str
period_behind(const struct passage *p, uint32_t i, unsigned reach, uint32_t *end)
{
	size_t length;

	for (uint32_t k = i; k < p->to && k <= i + reach; k++) {
		const struct metric_word *m = passage_at(p, k, WORD_period, &length);
		if (m) {
			*end = k + (uint32_t)length;
			return m->unit;
		}
		if ((passage_marks(p, k) && passage_mark(p, k) != '(' && passage_mark(p, k) != '/') ||
		    (passage_tokens(p)->at[k].flags & TOKEN_NUMBER))
			break;
	}
	return STR("");
}

static bool
near_word(const struct passage *p, uint32_t from, uint32_t to, enum metric_class class)
{
	size_t length;

	for (uint32_t i = from < p->from ? p->from : from; i < to && i < p->to; i++)
		if (passage_at(p, i, class, &length))
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
		int year = numbers_year(p->b->text, passage_tokens(p), i, i + 1);
		if (passage_mark(p, i) == ',' || passage_mark(p, i) == ';')
			break;
		if (!year)
			continue;
		if (i > from && str_starts(passage_word(p, i - 1), STR("Q")) && passage_word(p, i - 1).n == 2)
			return *quarter = true, year;
		if (i > from && (passage_says(p, i - 1, "in") || passage_says(p, i - 1, "during") || passage_mark(p,
		    i - 1) == '(' || passage_says(p, i - 1, "of") ||
		    passage_says(p, i - 1, "for") || passage_is(p, i - 1, WORD_month)))
			return year;
		return 0;
	}
	return 0;
}

/* "In 2010, ...", "by the end of 2022 ...": the last year before the number. */
static int
year_before(const struct passage *p, uint32_t before, bool *quarter)
{
	*quarter = false;
	for (uint32_t i = before; i-- > p->from + 1;) {
		int year = numbers_year(p->b->text, passage_tokens(p), i, i + 1);
		if (passage_marks(p, i) && strchr(":;()|", passage_mark(p, i)))
			return 0;
		if (!year)
			continue;
		struct str w = passage_word(p, i - 1);
		*quarter = w.n == 2 && (w.p[0] == 'Q' || w.p[0] == 'q');
		bool told = *quarter || passage_says(p, i - 1, "in") || passage_says(p, i - 1, "of") || passage_says(p,
		    i - 1, "by") ||
		    passage_says(p, i - 1, "during") || passage_is(p, i - 1, WORD_month);
		return told ? year : 0;
	}
	return 0;
}

/* The period told before the number: "each day 2 trillion events", "annual revenue of". */
static struct str
period_before(const struct passage *p, uint32_t before, uint32_t reach)
{
	struct str found = STR("");
	size_t length;

	for (uint32_t i = before > p->from + reach ? before - reach : p->from; i < before; i++) {
		const struct metric_word *m = passage_at(p, i, WORD_period, &length);
		if (m && i + length <= before)
			found = m->unit;
	}
	return found;
}

static struct str
with_period(const struct passage *p, struct str unit, struct str period)
{
	if (!period.n)
		return unit;
	return arena_strf(p->arena, "%.*s/%.*s", STR_ARG(unit), STR_ARG(period));
}

/* ---- one kind after the other ------------------------------------------ */

static bool
in_number(const struct passage *p, uint32_t i)
{
	for (size_t k = 0; k < p->n && p->number[k].from <= i; k++)
		if (i < p->number[k].to)
			return true;
	return false;
}

/* The noun phrase before token I: "the startup time from ..." */
static struct str
phrase_before(const struct passage *p, uint32_t i)
{
	while (i > p->from && (passage_marks(p, i - 1) || in_number(p, i - 1) || passage_is(p, i - 1, WORD_stop) ||
	    passage_is(p, i - 1, WORD_before) || passage_is(p, i - 1, WORD_change) || passage_says(p, i - 1, "factor")))
		i--;
	uint32_t to = i;
	while (i > p->from && to - i < 3 && !passage_marks(p, i - 1) && !in_number(p, i - 1) && !passage_is(p, i - 1,
	    WORD_stop) &&
	    !passage_is(p, i - 1, WORD_change) && !passage_says(p, i - 1, "'s"))
		i--;
	return passage_lower(p, passage_text(p, i, to));
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
	if (passage_says(p, i, "of")) {
		i++;
		uint32_t start = i;
		while (i < end && i < start + 7 && !passage_marks(p, i) && (i == start || !passage_is(p, i, WORD_stop) ||
		    passage_says(p, i, "of") || passage_says(p, i, "the")))
			i++;
		while (start < i && passage_is(p, start, WORD_stop))
			start++;
		/* "developers according to": up to the last plural */
		for (uint32_t j = i; j-- > start;)
			if (noun_plural(passage_word(p, j))) {
				i = j + 1;
				break;
			}
		q->noun_from = start;
		q->noun_to = i;
		if (start < i)
			q->measure = arena_strf(p->arena, "share of %.*s", STR_ARG(passage_lower(p, passage_text(p,
			    start, i))));
	} else {
		while (i < end && i < x->to + 3 && !passage_marks(p, i) && (!passage_is(p, i, WORD_stop) ||
		    (i == x->to && passage_says(p, i, "less"))))
			i++;
		if (i > x->to)
			q->measure = passage_lower(p, passage_text(p, x->to, i));
		else
			q->measure = phrase_before(p, x->outer);
	}
	q->end = i > x->to ? i : x->to;
	if (q->noun_to > q->noun_from && passage_says(p, q->noun_to - 1, "respondents"))
		q->keep = false;        /* a survey's, nobody's */
	if (x->value == 100 && !passage_says(p, x->to, "of"))
		q->keep = false;        /* "100% sure" */
	if (x->value < 1 && !q->measure.n)
		q->keep = false;
	if (!q->measure.n && p->label.n)
		q->measure = passage_lower(p, str_sub(p->label, 0, 80));
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
		const struct metric_word *m = passage_at(p, i, WORD_sum, &length);
		if (m) {
			found = m->unit;
			where = i;
		}
	}
	if (found.n && x->outer - where <= 3)
		return found;
	for (uint32_t i = x->to; i < p->to && i < x->to + 5; i++) {
		const struct metric_word *m = passage_at(p, i, WORD_sum, &length);
		if (m && (i <= x->to + 2 || !found.n))
			return m->unit;
		if (passage_marks(p, i) || passage_says(p, i, "and"))
			break;
	}
	return found;
}

/* The next mark behind token I, but no further than REACH tokens. */
static uint32_t
mark_behind(const struct passage *p, uint32_t i, uint32_t reach)
{
	uint32_t end = i + reach;

	while (i < end && i < p->to && !passage_marks(p, i))
		i++;
	return i;
}

/* "charges $5 a month", "plans from $5": what somebody asks, rather than pays. */
static bool
asks_price(const struct passage *p, const struct number *x)
{
	static const char *const words[] = { "charge", "charges", "charged", "charging", "price", "prices", "priced", "pricing", "plan", "plans", "fee", "fees", "subscription", "starts", "starting", "tier" };

	for (uint32_t i = back(p, x->outer, 6); i < x->outer; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (passage_says(p, i, words[k]))
				return true;
	return false;
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
	bool flow = near_word(p, back(p, x->from, 12), x->from, WORD_flow) || near_word(p, x->to, mark_behind(p, x->to,
	    5), WORD_flow);
	if (!period.n && flow && quarter)
		period = STR("quarter");
	else if (!period.n && flow && year)
		period = STR("year");
	else if (!period.n && flow) {
		period = period_before(p, x->outer, 5);
		year = year_before(p, x->outer, &quarter);
		if (!period.n && year)
			period = quarter ? STR("quarter") : STR("year");
	}
	q->unit = with_period(p, x->unit, period);
	q->year = year;
	q->measure = sum_near(p, x);
	if (passage_says(p, x->to, "of") || passage_says(p, x->to, "in")) {
		struct noun n = noun_behind(p, x->to + 1, false);
		uint32_t i = x->to + 1;
		while (i < p->to && i < x->to + 4 && !passage_marks(p, i) && !passage_is(p, i, WORD_stop) &&
		    !(passage_tokens(p)->at[i].flags & TOKEN_NUMBER) &&
		    !passage_is(p, i, WORD_period))
			i++;
		if (!q->measure.n && i > x->to + 1)
			q->measure = passage_lower(p, passage_text(p, x->to + 1, n.to > i ? n.to : i));
	}
	q->noun_from = x->to;
	q->noun_to = q->end = end;
	if (!q->measure.n)
		q->measure = STR("amount");
	if (str_eq(q->measure, STR("amount")) && p->b->kind == BLOCK_CELL && p->b->header.n && !str_eq(p->b->header,
	    STR("th")))
		q->measure = passage_lower(p, str_sub(p->b->header, 0, 80));
	if (x->value < 1000 && !x->large && (!period.n || asks_price(p, x)))
		q->certainty = 0.5;     /* a price */
	if (passage_says(p, x->to - 1, "pounds") && !x->large)
		q->keep = false;        /* a weight */
}

/* Spans of history are no metrics; the time that something takes is. */
static bool
keep_time(const struct passage *p, const struct number *x)
{
	bool long_unit = str_eq(x->unit, STR("days")) || str_eq(x->unit, STR("weeks")) || str_eq(x->unit, STR("months")) ||
	    str_eq(x->unit, STR("years"));
	uint32_t before = x->outer;

	if (passage_is(p, x->to, WORD_ago) || (before > p->from && passage_is(p, before - 1, WORD_ago)))
		return false;
	if (before > p->from && (passage_says(p, before - 1, "every") || passage_says(p, before - 1, "each")))
		return false;
	bool effort = near_word(p, back(p, before, 6), before, WORD_effort) || near_word(p, x->to, x->to + 3, WORD_effort);
	bool last = near_word(p, back(p, before, 2), before, WORD_last);
	if (!long_unit)
		return !last || effort;
	if (effort)
		return true;
	/* "$75 million over two years" */
	bool during = passage_says(p, before, "over") && before > p->from && !passage_says(p, before - 1, "for") &&
	    !passage_says(p, before - 1, "is") &&
	    !passage_says(p, before - 1, "of") && !passage_says(p, before - 1, "with") && !passage_says(p, before - 1,
	    "has") && !passage_says(p, before - 1, "have");
	return !last && !during && x->qualifier == '>' && !passage_says(p, before - 1, "in");
}

static void
judge_time(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	uint32_t end = x->to;

	if (passage_says(p, x->to, "of") && !(passage_tokens(p)->at[x->to - 1].flags & TOKEN_GLUED)) {
		/* "1,500 hours of audio every day" */
		struct str period = period_behind(p, x->to + 1, 3, &end);
		if (period.n && !str_eq(period, x->unit)) {
			q->keep = true;
			q->rule = "rate";
			q->certainty = 0.8;
			q->unit = with_period(p, x->unit, period);
			q->measure = passage_lower(p, passage_text(p, x->to - 1, x->to + 2 < end ? x->to + 2 : end));
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
	while (i < p->to && i < x->to + 5 && !passage_marks(p, i) && !passage_is(p, i, WORD_stop))
		i++;
	q->measure = i > x->to ? passage_lower(p, passage_text(p, x->to, i)) : phrase_before(p, x->outer);
	q->end = i;
	if (!q->measure.n && p->label.n) {
		q->measure = passage_lower(p, str_sub(p->label, 0, 80));
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
	if (passage_says(p, i, "of"))
		for (i++; i < p->to && i < x->to + 4 && !passage_marks(p, i) && !passage_is(p, i, WORD_stop);)
			i++;
	q->measure = i > x->to + 1 ? passage_lower(p, passage_text(p, x->to + 1, i)) : x->kind == NUMBER_SPEED ?
	    STR("throughput") : phrase_before(p, x->outer);
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
	if (x->outer > p->from && (passage_says(p, x->outer - 1, "by") || passage_says(p, x->outer - 1, "of")) && !period.n) {
		/* "improved by 3x", "a factor of ten" */
		q->measure = phrase_before(p, x->outer);
		q->keep = q->measure.n > 0;
		q->end = x->to;
		return;
	}
	bool alone = x->to >= p->to || passage_marks(p, x->to) || passage_is(p, x->to, WORD_stop) || period.n;
	if (alone) {
		/* "deploy 80 times a day", "downloaded a million times" */
		const struct metric_word *deed = NULL, *m;
		for (uint32_t i = back(p, x->outer, 6); i < x->outer; i++)
			if ((m = passage_at(p, i, WORD_deed, &length)))
				deed = m;
		if (!deed && !period.n && near_word(p, back(p, x->outer, 3), x->outer, WORD_change)) {
			/* "traffic has grown almost 100x" */
			q->measure = phrase_before(p, x->outer);
			q->keep = true;
			q->end = x->to;
			q->year = year;
			if (!q->measure.n)
				q->measure = STR("growth");
			return;
		}
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
	while (i < p->to && i < x->to + 3 && !passage_marks(p, i) && !passage_is(p, i, WORD_stop))
		i++;
	q->measure = passage_lower(p, passage_text(p, x->to, i));
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
		bool when = x->from > p->from && (passage_is(p, x->from - 1, WORD_stop) || passage_is(p, x->from - 1,
		    WORD_month) || passage_marks(p, x->from - 1));
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
	q->certainty = n->kind != NOUN_PLURAL ? 0.8 : x->large ? 0.75 : 0.65;
	q->noun_from = n->from;
	q->noun_to = n->to;
	q->person = n->kind == NOUN_PERSON;
	q->money = n->kind == NOUN_SUM;
	q->keep = keep_count(p, x, n, labelled);
	q->year = year_behind(p, k, end, &quarter);
	if (!q->person && !q->money)
		period = period_behind(p, end, 3, &end);
	if (!period.n && n->kind == NOUN_EVENT && !labelled)
		period = period_before(p, x->outer, x->outer <= p->from + 3 ? 3 : 2);
	if (!period.n && n->kind == NOUN_EVENT)
		period = n->period.n ? n->period : q->year && str_eq(n->unit, STR("downloads")) ? STR("year") : period;
	q->performance = period.n > 0;
	q->end = end;
	q->unit = q->money ? STR("USD") : with_period(p, n->unit, period);
	uint32_t to = n->to;
	if (!labelled && passage_says(p, to, "of") && to + 1 < p->to)
		while (to < p->to && to < n->to + 4 && !passage_marks(p, to) && (to == n->to || !passage_is(p, to,
		    WORD_stop)))
			to++;
	if (n->to > n->from)
		q->measure = q->money ? n->unit : passage_lower(p, passage_text(p, n->from, to));
	if (!q->measure.n)
		q->measure = n->unit;
}

/* "a team of 14", "we are nine", "seven of us": how many people somebody is. */
static bool
is_team(const struct passage *p, const struct number *x, const struct noun *n)
{
	static const char *const teams[] = { "team", "company", "studio", "shop", "staff", "crew", "firm", "agency", "office", "department", "group", "collective", "workforce" };
	uint32_t i = x->outer;

	if (n->kind != NOUN_NONE && n->kind != NOUN_PERSON)
		return false;
	if (passage_says(p, x->to, "of") && passage_says(p, x->to + 1, "us"))
		return true;
	if (i > p->from + 1 && passage_says(p, i - 1, "of"))
		for (size_t k = 0; k < sizeof teams / sizeof *teams; k++)
			if (passage_says(p, i - 2, teams[k]))
				return true;
	bool we = i > p->from + 1 && passage_says(p, i - 2, "we") && passage_says(p, i - 1, "are");
	return n->kind == NOUN_PERSON && n->head == x->to && (we || (i > p->from && passage_says(p, i - 1, "'re")));
}

static void
judge_count(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	struct noun n = noun_behind(p, x->to, x->hyphen);
	bool labelled = false;
	size_t length;

	if (n.kind == NOUN_NONE || n.head > x->to) {
		struct noun label = noun_of_label(p, x);
		if (n.kind == NOUN_NONE && label.kind != NOUN_NONE) {
			n = label;
			labelled = true;
		}
	}
	if (n.kind == NOUN_NONE && x->outer == p->from && (x->to >= p->to || passage_at(p, x->to, WORD_period, &length))) {
		n = noun_of_title(p, p->b->header, &q->measure);
		if (n.kind == NOUN_NONE || n.kind == NOUN_PLAIN)
			n = noun_of_title(p, p->label, &q->measure);
		labelled = n.kind != NOUN_NONE;
	}
	fill_count(p, k, &n, labelled, q);
	if (!labelled && x->value >= 2 && x->value < 100000 && is_team(p, x, &n)) {
		q->keep = q->person = true;
		q->certainty = 0.8;
		q->rule = "team";
		q->end = q->end > x->to ? q->end : x->to;
		if (!q->unit.n) {
			q->unit = STR("people");
			q->measure = STR("team size");
		}
	}
}

/* What the text names before the number. */
static void
refer(const struct passage *p, size_t k, struct quantity *q)
{
	const struct number *x = &p->number[k];
	struct noun n = x->kind == NUMBER_PLAIN && !q->unit.n && !x->year_like && x->value >= 2 ? noun_before(p, x) : (struct noun){ 0 };

	if (n.kind == NOUN_NONE || n.kind == NOUN_SUM)
		return;
	n.from = n.to = 0;
	fill_count(p, k, &n, true, q);
	q->rule = "reference";
	q->certainty = 0.55;
	q->keep = x->large || x->value >= 10;
}

/* What a number leaves out because its neighbour says it: "from 11 seconds to 0.8". */
static void
borrow(const struct number *x, struct quantity *q, const struct number *y, const struct quantity *o)
{
	bool change = x->was || x->now || y->was || y->now;

	if (x->kind != NUMBER_PLAIN || q->unit.n || !o->unit.n || (y->kind != NUMBER_PLAIN && !(change && o->keep)) || x->year_like)
		return;
	uint32_t end = q->end > x->to ? q->end : x->to;

	*q = *o;
	q->end = end;
	q->factor = y->kind == NUMBER_PLAIN ? 1 : y->factor;
	q->keep = o->keep || (x->value >= 10 && !o->money);
}

/* "..., which adds up to 100 million a day": of what was counted before. */
static void
same_again(const struct passage *p, const struct number *x, struct quantity *q, const struct quantity *before)
{
	size_t length, slash = 0;
	const struct metric_word *m = passage_at(p, x->to, WORD_period, &length);

	if (!m || q->unit.n || x->kind != NUMBER_PLAIN || x->value < 10 || !before->keep)
		return;
	while (slash < before->unit.n && before->unit.p[slash] != '/')
		slash++;
	if (slash == before->unit.n)
		return;
	*q = *before;
	q->unit = with_period(p, str_sub(before->unit, 0, slash), m->unit);
	q->end = x->to + (uint32_t)length;
}

/* "25 of our 30 services" */
static bool
part_of(const struct passage *p, size_t k)
{
	const struct number *x = &p->number[k];

	return passage_says(p, x->to, "of") && x[1].outer > x->to && x[1].outer - x->to <= 2;
}

void
quantities_of(const struct passage *p, struct quantity *out)
{
	for (size_t k = p->n; k-- > 0;) {
		const struct number *x = &p->number[k];
		struct quantity *q = &out[k];
		*q = (struct quantity){ .end = x->to, .factor = 1 };
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
		} else if (k + 1 < p->n && (x->listed || part_of(p, k) || (x->was && p->number[k + 1].outer - x->to <= 1)))
			borrow(x, q, x + 1, q + 1);
		bool quarter;
		if (!q->year && q->keep)
			q->year = year_before(p, x->outer, &quarter);
	}
	for (size_t k = 1; k < p->n; k++) {
		same_again(p, &p->number[k], &out[k], &out[k - 1]);
		/* "cut from $2 million to $1 million a year" */
		if (p->number[k].now && out[k].money && out[k - 1].money && str_starts(out[k].unit, out[k - 1].unit))
			out[k - 1].unit = out[k].unit;
		/* "1.5 million requests per second, up from 200k" */
		uint32_t o = p->number[k].outer;
		bool up = o >= p->from + 2 && ((passage_says(p, o - 1, "from") && (passage_says(p, o - 2, "up") ||
		    passage_says(p, o - 2, "down"))) || (passage_says(p, o - 1, "of") && passage_says(p, o - 2, "instead")));
		if (!p->number[k].now && !p->number[k].high && !up)
			continue;
		borrow(&p->number[k], &out[k], &p->number[k - 1], &out[k - 1]);
		if (p->number[k].now && p->number[k].kind == p->number[k - 1].kind && p->number[k].kind != NUMBER_PLAIN)
			out[k].measure = out[k - 1].measure;
	}
	for (size_t k = 0; k < p->n; k++)
		refer(p, k, &out[k]);
	/* "from 900 to 14,000 a day": what was before is as often */
	for (size_t k = 0; k + 1 < p->n; k++)
		if (p->number[k].was && p->number[k + 1].now && out[k].unit.n && out[k + 1].unit.n > out[k].unit.n &&
		    str_starts(out[k + 1].unit, out[k].unit) && out[k + 1].unit.p[out[k].unit.n] == '/')
			out[k].unit = out[k + 1].unit;
}
