/* What claims on one adopter and technology come to: time, doubt, roles, voices. */
#include "../lib/tap.h"

#include <math.h>

#include "../../stages/aggregate/counts.h"

/* Articles 0 to 5: 2015, 2018-06-01, 2018 (the year only), undated, 2020, 2020. */
static uint64_t ids[] = { 1, 2, 3, 4, 5, 6 };
static int first[] = { 20150301, 20180601, 20180101, 0, 20200101, 20200101 };
static int last[] = { 20150301, 20180601, 20181231, 0, 20201231, 20201231 };
static const struct star star = { .article = ids, .first = first, .last = last, .n_articles = 6 };

static struct claim
claim(uint32_t article, int status, double confidence)
{
	static uint64_t id;

	return (struct claim){ .article = article, .witness = article, .id = ++id, .confidence = confidence,
	    .status = (uint8_t)status, .grade = 4 };
}

static struct cell
of(const struct claim *c, size_t n)
{
	struct claim copy[8];
	struct cell cell = { 0 };

	memcpy(copy, c, n * sizeof *c);
	cell_of(&star, copy, n, &cell);
	return cell;
}

static struct cell
two(struct claim a, struct claim b)
{
	struct claim both[] = { a, b };

	return of(both, 2);
}

static void
time_settles(void)
{
	struct claim c[3];
	struct cell x = two(claim(0, STATUS_USES, 0.9), claim(1, STATUS_FORMERLY_USED, 0.6));

	OK(x.status == STATUS_FORMERLY_USED && !x.disputed && x.told_both, "a later end overturns an earlier use");
	x = two(claim(1, STATUS_USES, 0.6), claim(0, STATUS_FORMERLY_USED, 0.9));
	OK(x.status == STATUS_USES && !x.disputed, "a later use stands against an earlier end");
	x = two(claim(1, STATUS_USES, 0.9), claim(2, STATUS_FORMERLY_USED, 0.6));
	OK(x.status == STATUS_USES && x.disputed, "of the same year, as far as it is told: disputed, the surer side shown");
	x = two(claim(1, STATUS_USES, 0.6), claim(2, STATUS_FORMERLY_USED, 0.9));
	OK(x.status == STATUS_FORMERLY_USED && x.disputed, "whichever side that is");
	x = two(claim(3, STATUS_USES, 0.9), claim(1, STATUS_FORMERLY_USED, 0.9));
	OK(x.disputed && x.status == STATUS_USES, "undated: disputed");
	c[0] = claim(4, STATUS_USES, 0.9);
	c[1] = claim(5, STATUS_FORMERLY_USED, 0.9);
	c[0].since = 2012;
	c[1].until = 2016;
	x = of(c, 2);
	OK(!x.disputed && x.status == STATUS_FORMERLY_USED, "years told settle what publication does not");
	c[0].since = 2018;
	x = of(c, 2);
	OK(!x.disputed && x.status == STATUS_USES, "a use that began after the end is a return");
	c[0] = claim(0, STATUS_USES, 0.9);
	c[1] = claim(1, STATUS_FORMERLY_USED, 0.9);
	c[2] = claim(4, STATUS_USES, 0.9);
	x = of(c, 3);
	OK(x.status == STATUS_USES && !x.disputed && x.first == 20150301 && x.last == 20200101, "the latest of three counts");
	x = two(claim(0, STATUS_CONSIDERED, 0.9), claim(1, STATUS_CREATED, 0.9));
	OK(x.status == STATUS_CREATED && x.created && !x.counted && !x.told_both, "created outweighs considered; neither counts");
	const char *clock;
	c[0] = claim(0, STATUS_USES, 0.9);
	OK(claim_holds(&star, &c[0], &clock) == 2015 && strcmp(clock, "published") == 0, "a claim speaks for its publication");
	c[0].until = 2013;
	OK(claim_holds(&star, &c[0], &clock) == 2013 && strcmp(clock, "until_year") == 0, "or for the end that it tells");
	c[1] = claim(3, STATUS_USES, 0.9);
	OK(claim_holds(&star, &c[1], &clock) == 0 && strcmp(clock, "none") == 0, "or for no time at all");
}

static void
voices(void)
{
	struct claim c[4] = { claim(0, STATUS_USES, 0.5), claim(1, STATUS_USES, 0.5), claim(2, STATUS_USES, 0.8),
		claim(4, STATUS_USES, 0.5) };

	c[1].witness = 0;
	c[2].witness = 0;
	struct cell x = of(c, 3);
	OK(x.claims == 3 && x.articles == 3 && x.witnesses == 1, "copies are three articles and one voice");
	OK(fabs(x.confidence - 0.8) < 1e-12, "and as sure as the surest of them");
	x = of(c, 4);
	OK(x.witnesses == 2 && fabs(x.confidence - 0.9) < 1e-12, "a second voice adds to it");
	c[3].article = 0;
	x = of(c, 4);
	OK(x.articles == 3 && x.witnesses == 2, "an article that repeats a passage has two voices and is one article");
	c[0].confidence = c[3].confidence = c[2].confidence = 1;
	OK(of(c, 4).confidence < 1, "nothing is certain");
}

static void
roles(void)
{
	struct claim c[2] = { claim(0, STATUS_USES, 0.9), claim(1, STATUS_USES, 0.9) };

	OK(of(c, 2).counted && of(c, 2).role == ROLE_USER, "a user counts");
	c[1].role = ROLE_CONSULTANCY;
	OK(of(c, 2).counted && of(c, 2).role == ROLE_CONSULTANCY, "a consultancy counts");
	c[1].role = ROLE_VENDOR;
	OK(!of(c, 2).counted && of(c, 2).role == ROLE_VENDOR, "a vendor does not");
	c[0].role = ROLE_CREATOR;
	OK(!of(c, 2).counted && of(c, 2).role == ROLE_CREATOR, "nor does a creator");
	c[0].grade = 1;
	OK(of(c, 2).grade == 1, "the best grade is shown");
	c[0].use_cases = 1;
	c[1].use_cases = 4;
	c[1].status = STATUS_CREATED;
	OK(of(c, 2).use_cases == 5 && of(c, 2).use_cases_used == 1, "purposes are united, those of use apart");
}

/* Each is what printf() says, or differs in the last digit by one. */
static void
numbers(void)
{
	static const double some[] = { 0, 1, 0.5, 0.9999, 1.0 / 3, 2.0 / 3, 0.0001, 0.00009, 0.123456789, 12.5, 99998.7, 123456.7,
		1e9, 0.1, 0.099999999, 7, 1234.5678 };
	struct buf b = { 0 };
	size_t same = 0, n = sizeof some / sizeof *some;
	uint64_t state = 1;
	int near = 0;

	for (size_t i = 0; i < n; i++) {
		char want[32];
		buf_reset(&b);
		buf_reserve(&b, 64);
		struct str got = number_text(&b, some[i]);
		snprintf(want, sizeof want, "%.6g", some[i]);
		same += str_eq(got, str_of(want));
		if (!str_eq(got, str_of(want)))
			printf("# %.*s, not %s\n", STR_ARG(got), want);
	}
	OK(same == n, "numbers are written as printf() does");
	for (int i = 0; i < 100000; i++) {
		state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
		double v = (double)(state >> 11) / 9007199254740992.0 * (i % 2 ? 1 : 300), back;
		buf_reset(&b);
		buf_reserve(&b, 64);
		near += str_to_double(number_text(&b, v), &back) && fabs(back - v) <= fabs(v) * 5.1e-6;
	}
	OK(near == 100000, "and read back to six digits");
	buf_release(&b);
}

/* Every id is found, wherever ids crowd, and no other. */
static void
articles(void)
{
	static uint64_t id[5000];
	struct star s = { .article = id, .n_articles = 5000 };
	size_t found = 0, wrong = 0;
	char text[32];

	for (size_t i = 0; i < 5000; i++)
		id[i] = i < 2500 ? i * 3 + 5 : UINT64_MAX / 5000 * i;
	for (size_t i = 0; i < 5000; i++) {
		snprintf(text, sizeof text, "a_%016llx", (unsigned long long)id[i]);
		found += star_article(&s, str_of(text)) == i;
		snprintf(text, sizeof text, "a_%016llx", (unsigned long long)id[i] + 1);
		wrong += star_article(&s, str_of(text)) != NONE;
	}
	OK(found == 5000 && wrong == 0, "articles are found by their ids, and only they");
	OK(star_article(&s, STR("a_12")) == NONE && star_article(&s, STR("a_zzzzzzzzzzzzzzzz")) == NONE, "what is no id is none");
	s.n_articles = 0;
	OK(star_article(&s, STR("a_0000000000000005")) == NONE, "there may be no article");
}

int
main(void)
{
	numbers();
	articles();
	time_settles();
	voices();
	roles();
	return tap_status();
}
