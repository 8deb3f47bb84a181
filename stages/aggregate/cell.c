#include "cell.h"

#include <stdlib.h>

/* A joint confidence stays below certainty. */
#define MOST_CERTAIN 0.9999

static int
by_witness(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->witness != y->witness)
		return x->witness < y->witness ? -1 : 1;
	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static int
by_article(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	return (x->article > y->article) - (x->article < y->article);
}

/* An article may speak with several witnesses, where it repeats passages. */
static uint32_t
count_articles(struct claim *c, size_t n)
{
	uint32_t articles = 0;

	if (n > 1)
		qsort(c, n, sizeof *c, by_article);
	for (size_t i = 0; i < n; i++)
		articles += i == 0 || c[i].article != c[i - 1].article;
	return articles;
}

/* Confidence in STATUS: witnesses are independent, each counts with its best claim. */
static double
joint(const struct claim *c, size_t n, int status)
{
	double doubt = 1;

	for (size_t i = 0, end; i < n; i = end) {
		double best = 0;
		for (end = i; end < n && c[end].witness == c[i].witness; end++)
			if (c[end].status == status && c[end].confidence > best)
				best = c[end].confidence;
		doubt *= 1 - best;
	}
	return 1 - doubt < MOST_CERTAIN ? 1 - doubt : MOST_CERTAIN;
}

/* What one status is told for, on each clock by itself. */
struct side { int first, last; int since, until; };

static struct side
side_of(const struct star *s, const struct claim *c, size_t n, int status)
{
	struct side side = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (c[i].status != status)
			continue;
		/* The latest publication counts; of overlapping ones the vaguer. */
		int first = s->first[c[i].article], last = s->last[c[i].article];
		if (last > side.last || (last == side.last && first < side.first)) {
			side.first = first;
			side.last = last;
		}
		if (c[i].since > side.since)
			side.since = c[i].since;
		if (c[i].until > side.until)
			side.until = c[i].until;
	}
	return side;
}

/* STATUS_USES or STATUS_FORMERLY_USED; *disputed if time does not settle it. */
static int
settle(const struct star *s, const struct claim *c, size_t n, bool *disputed)
{
	struct side uses = side_of(s, c, n, STATUS_USES), former = side_of(s, c, n, STATUS_FORMERLY_USED);

	if (uses.last && former.last && uses.first > former.last)
		return STATUS_USES;
	if (uses.last && former.last && former.first > uses.last)
		return STATUS_FORMERLY_USED;
	if (uses.since && former.until && uses.since > former.until)
		return STATUS_USES;
	if (uses.since && former.until && uses.since < former.until && !uses.until)
		return STATUS_FORMERLY_USED;
	*disputed = true;
	return joint(c, n, STATUS_FORMERLY_USED) > joint(c, n, STATUS_USES) ? STATUS_FORMERLY_USED : STATUS_USES;
}

static int
role_of(const struct claim *c, size_t n)
{
	static const int order[] = { ROLE_CREATOR, ROLE_VENDOR, ROLE_CONSULTANCY };

	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < n; i++)
			if (c[i].role == order[k])
				return order[k];
	return ROLE_USER;
}

static void
sum_up(const struct star *s, const struct claim *c, size_t n, struct cell *out)
{
	uint32_t told = NONE;

	for (size_t i = 0; i < n; i++) {
		int day = s->first[c[i].article];
		bool used = c[i].status == STATUS_USES || c[i].status == STATUS_FORMERLY_USED;
		out->witnesses += i == 0 || c[i].witness != c[i - 1].witness;
		if (used && told != c[i].witness) {
			told = c[i].witness;
			out->telling++;
		}
		if (day && (!out->first || day < out->first))
			out->first = day;
		if (day > out->last)
			out->last = day;
		if (c[i].since && (!out->since || c[i].since < out->since))
			out->since = c[i].since;
		if (c[i].until > out->until)
			out->until = c[i].until;
		if (c[i].grade < out->grade)
			out->grade = c[i].grade;
		out->use_cases |= c[i].use_cases;
		if (used)
			out->use_cases_used |= c[i].use_cases;
	}
}

void
cell_of(const struct star *s, struct claim *c, size_t n, struct cell *out)
{
	bool any[N_STATUS] = { false };

	uint32_t articles = count_articles(c, n);
	if (n > 1)
		qsort(c, n, sizeof *c, by_witness);
	*out = (struct cell){ .adopter = out->adopter, .technology = out->technology, .grade = N_GRADES - 1,
	    .claims = (uint32_t)n, .articles = articles };
	sum_up(s, c, n, out);
	for (size_t i = 0; i < n; i++)
		any[c[i].status] = true;
	out->told_both = any[STATUS_USES] && any[STATUS_FORMERLY_USED];
	out->created = any[STATUS_CREATED];
	if (out->told_both)
		out->status = (uint8_t)settle(s, c, n, &out->disputed);
	else
		out->status = any[STATUS_USES] ? STATUS_USES : any[STATUS_FORMERLY_USED] ? STATUS_FORMERLY_USED :
		    any[STATUS_CREATED] ? STATUS_CREATED : STATUS_CONSIDERED;
	out->role = (uint8_t)role_of(c, n);
	out->counted = (out->status == STATUS_USES || out->status == STATUS_FORMERLY_USED) &&
	    (out->role == ROLE_USER || out->role == ROLE_CONSULTANCY);
	out->confidence = joint(c, n, out->status);
}

int
claim_holds(const struct star *s, const struct claim *c, const char **clock)
{
	int day = s->first[c->article];

	*clock = c->until ? "until_year" : day ? "published" : c->since ? "since_year" : "none";
	return c->until ? c->until : day ? day / 10000 : c->since;
}
