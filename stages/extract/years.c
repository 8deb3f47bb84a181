#include "years.h"

#include "frame.h"

#define FIRST_YEAR 1970
#define LAST_YEAR  2035
#define MAX_YEARS  16

enum relation { NO_TIME, AT, SINCE, UNTIL, BY };

struct year { uint32_t at; int value; enum relation relation; };

struct reading {
	const struct block      *b;
	const struct vocabulary *v;
	uint32_t                 from, to;
	struct year              year[MAX_YEARS];
	size_t                   n;
};

/* The words of the calendar, and of the phrases around a year. */
static const char *const calendar[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
	"spring", "summer", "autumn", "fall", "winter", "q1", "q2", "q3", "q4", "early", "mid", "late", "beginning", "start", "middle",
	"end", "half", "first", "second", "year", "of", "the", "around", "about", "circa", "as", "at", "least", NULL };
static const char *const at_words[] = { "in", "during", "on", "around", "circa", NULL };
static const char *const since_words[] = { "since", "from", "starting", "after", NULL };
static const char *const until_words[] = { "until", "till", "through", NULL };
static const char *const by_words[] = { "by", "before", NULL };
static const char *const now_words[] = { "present", "today", "now", NULL };
/* The year is another thing's: when it was founded, or told. */
static const char *const aside_words[] = { "founded", "established", "incorporated", "acquired", "born", "announced", "announcing",
	"reported", "described", "explained", "said", "wrote", "told", "article", "blog", "talk", "keynote", "conference", "survey",
	"interview", "showed", "presented", "found", NULL };
static const char *const begin_words[] = { "began", "begun", "started", "start", "starting", "became", "chose", "first", "went", NULL };

static bool
among(struct str w, const char *const *list)
{
	for (; *list; list++)
		if (str_ieq(w, str_of(*list)))
			return true;
	return false;
}

static struct str
word(const struct reading *r, uint32_t i)
{
	return token_text(r->b->text, &r->b->tokens.at[i]);
}

static bool
is_dash(const struct reading *r, uint32_t i)
{
	return block_mark(r->b, i) == '-';
}

static int
year_at(const struct reading *r, uint32_t i)
{
	struct str w = word(r, i);
	uint64_t year;

	if (!(r->b->tokens.at[i].flags & TOKEN_NUMBER) || w.n != 4 || !str_to_u64(w, &year))
		return 0;
	return year >= FIRST_YEAR && year <= LAST_YEAR ? (int)year : 0;
}

/* "2000 servers", "2012%": a count. */
static bool
counts_something(const struct reading *r, uint32_t i)
{
	if (i + 1 >= r->to)
		return false;
	const struct token *t = &r->b->tokens.at[i + 1];
	struct str w = word(r, i + 1);
	if (str_eq(w, STR("%")) || str_eq(w, STR("+")))
		return true;
	if (t->flags & (TOKEN_MARK | TOKEN_UPPER | TOKEN_NUMBER))
		return false;
	return w.n > 4 && w.p[w.n - 1] == 's' && w.p[w.n - 2] != 's';
}

static enum relation
relation_of(const struct reading *r, uint32_t at)
{
	bool calendar_word = false, dated = false;
	uint32_t i = at;

	while (i > r->from) {
		struct str w = word(r, i - 1);
		const struct token *t = &r->b->tokens.at[i - 1];
		bool day = (t->flags & TOKEN_NUMBER) && w.n <= 2 && at - i < 3;
		/* "around" stands before a year, and may also be all there is. */
		if (among(w, at_words) || among(w, since_words) || among(w, until_words) || among(w, by_words))
			break;
		if (!among(w, calendar) && !day && !str_eq(w, STR(",")) && !is_dash(r, i - 1))
			break;
		if (str_eq(w, STR(",")) && !dated && at - i > 0 && !calendar_word)
			break;
		calendar_word |= t->flags & TOKEN_UPPER && among(w, calendar);
		dated |= day;
		i--;
	}
	if (i == r->from)
		return calendar_word ? AT : NO_TIME;
	struct str w = word(r, i - 1);
	if (among(w, since_words))
		return SINCE;
	if (among(w, until_words) || (str_ieq(w, STR("to")) && i - 1 > r->from && str_ieq(word(r, i - 2), STR("up"))))
		return UNTIL;
	if (among(w, by_words))
		return BY;
	return among(w, at_words) || calendar_word ? AT : NO_TIME;
}

/* "from 2010 to 2014", "between 2010 and 2014", "2010-2014", "2010-present". */
static void
note_ranges(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		uint32_t link = r->year[i].at + 1, next = link + 1;
		if (link >= r->to)
			continue;
		bool joined = r->b->tokens.at[link].flags & TOKEN_JOINED, and = str_ieq(word(r, link), STR("and"));
		if (joined)
			next = link;
		else if (next >= r->to || !(and || is_dash(r, link) || str_ieq(word(r, link), STR("to")) ||
		    among(word(r, link), until_words)))
			continue;
		if (i + 1 < r->n && r->year[i + 1].at == next && r->year[i + 1].value > r->year[i].value) {
			if (and && !(r->year[i].at > r->from && str_ieq(word(r, r->year[i].at - 1), STR("between"))))
				continue;
			r->year[i].relation = SINCE;
			r->year[i + 1].relation = UNTIL;
		} else if (among(word(r, next), now_words))
			r->year[i].relation = SINCE;
	}
}

static void
find_years(struct reading *r)
{
	for (uint32_t i = r->from; i < r->to && r->n < MAX_YEARS; i++) {
		int value = year_at(r, i);
		/* A part of something longer: a version, an address, a number. */
		bool joined = i > r->from && (r->b->tokens.at[i].flags & TOKEN_GLUED) && !is_dash(r, i - 1) &&
		    (r->b->tokens.at[i - 1].flags & TOKEN_MARK) && !str_eq(word(r, i - 1), STR("("));
		if (value && !joined && !counts_something(r, i))
			r->year[r->n++] = (struct year){ i, value, relation_of(r, i) };
	}
	note_ranges(r);
}

/* The part of the sentence between commas in which token AT stands; the whole
 * where that part holds but the time. */
static void
clause_of(const struct reading *r, uint32_t at, uint32_t *from, uint32_t *to)
{
	*from = *to = at;
	while (*from > r->from && !str_eq(word(r, *from - 1), STR(",")) && !str_eq(word(r, *from - 1), STR(";")) &&
	    !str_eq(word(r, *from - 1), STR("(")))
		--*from;
	while (*to < r->to && !str_eq(word(r, *to), STR(",")) && !str_eq(word(r, *to), STR(";")) && !str_eq(word(r, *to), STR(")")))
		++*to;
	if (*to - *from <= 4) {
		*from = r->from;
		*to = r->to;
	}
}

/* Is there a word of LIST, or of the classes WANT, in the clause of AT? */
static bool
beside(const struct reading *r, uint32_t at, classes want, const char *const *list)
{
	const uint32_t *values;
	uint32_t from, to;
	size_t n;

	clause_of(r, at, &from, &to);
	for (uint32_t i = from; i < to; i++) {
		if (list && among(word(r, i), list))
			return true;
		if (want && phrases_longest(r->v->words, &r->b->tokens, i, to, &values, &n))
			for (size_t k = 0; k < n; k++)
				if (want >> values[k] & 1)
					return true;
	}
	return false;
}

static classes
classes_of(const struct vocabulary *v, const char *const *names)
{
	classes bits = 0;

	for (; *names; names++)
		bits |= vocabulary_class(v, *names);
	return bits;
}

/* A year "in" which something happened: the beginning or the end of the claim? */
static void
at_year(const struct reading *r, const struct year *y, enum status s, int *since, int *until)
{
	static const char *const adopting[] = { "ADOPT", "MOVE", "MOVETO", "CONVERT", "REPLACE", "TOOKPLACE", "BUILD", NULL };
	static const char *const leaving[] = { "MOVE", "MOVETO", "CONVERT", "REPLACE", "TOOKPLACE", "GAVEWAY", "LEAVE", NULL };
	static const char *const making[] = { "CREATE", "CREATEDAT", "BUILD", NULL };

	if (beside(r, y->at, 0, aside_words))
		return;
	if (s == STATUS_USES && !*since && beside(r, y->at, classes_of(r->v, adopting), begin_words))
		*since = y->value;
	else if (s == STATUS_FORMERLY && !*until && beside(r, y->at, classes_of(r->v, leaving), NULL))
		*until = y->value;
	else if (s == STATUS_CREATED && !*since && beside(r, y->at, classes_of(r->v, making), begin_words))
		*since = y->value;
}

void
years_of(const struct block *b, uint32_t from, uint32_t to, const struct vocabulary *v, enum status s,
    int *since, int *until)
{
	static const char *const leaving[] = { "MOVE", "MOVETO", "CONVERT", "REPLACE", "LEAVE", NULL };
	struct reading r = { .b = b, .v = v, .from = from, .to = to };

	*since = *until = 0;
	if (s == STATUS_CONSIDERED)
		return;
	find_years(&r);
	for (size_t i = 0; i < r.n; i++) {
		const struct year *y = &r.year[i];
		bool range = i + 1 < r.n && y->relation == SINCE && r.year[i + 1].relation == UNTIL;
		if (y->relation == SINCE && s == STATUS_FORMERLY && !range && beside(&r, y->at, classes_of(v, leaving), NULL))
			*until = *until ? *until : y->value;
		else if (y->relation == SINCE)
			*since = *since ? *since : y->value;
		else if (y->relation == UNTIL && (s == STATUS_FORMERLY || (i > 0 && r.year[i - 1].relation == SINCE)))
			/* "Between 2017 and 2020 they adopted it" and have it since. */
			*until = s == STATUS_USES && beside(&r, y->at, vocabulary_class(v, "ADOPT"), NULL) ? 0 : y->value;
		else if (y->relation == BY && s == STATUS_FORMERLY)
			*until = *until ? *until : y->value;
		else if (y->relation == AT)
			at_year(&r, y, s, since, until);
	}
	if (*since && *until && *since > *until)
		*since = 0;
}
