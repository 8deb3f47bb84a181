/*
 * The estimate of the unseen, on simulated corpora: sources tell adopters, each
 * adopter with a probability of its own; the 95 % interval must hold the true
 * number in at least 90 % of the runs in which there is an estimate at all.
 */
#include "../lib/tap.h"

#include <math.h>

#include "../../stages/aggregate/estimate.h"

#define RUNS     400
#define ADOPTERS 400
#define EXPONENTIAL 2

static uint64_t state = 12345;

static double
uniform(void)
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

/* Chance that one source tells one adopter: MEAN, uneven by SPREAD (0 = even; 1 =
 * from 0 to twice MEAN; EXPONENTIAL: a few often, most seldom). */
static struct tally
simulate(unsigned adopters, unsigned sources, double mean, double spread, double *coverage)
{
	static unsigned told[ADOPTERS];
	struct tally t = { 0 };

	for (unsigned i = 0; i < adopters; i++)
		told[i] = 0;
	double chance[ADOPTERS];
	for (unsigned i = 0; i < adopters; i++)
		chance[i] = spread == EXPONENTIAL ? -mean * log(1 - uniform()) : mean * (1 - spread + 2 * spread * uniform());
	for (unsigned s = 0; s < sources; s++) {
		unsigned here = 0;
		for (unsigned i = 0; i < adopters; i++)
			if (uniform() < chance[i]) {
				told[i]++;
				here++;
			}
		t.sources += here > 0;
	}
	double seen = 0, all = 0;
	for (unsigned i = 0; i < adopters; i++) {
		all += chance[i];
		seen += told[i] ? chance[i] : 0;
		t.adopters += told[i] > 0;
		t.singletons += told[i] == 1;
		t.doubletons += told[i] == 2;
		if (told[i] <= ESTIMATE_RARE)
			t.told[told[i]]++;
		t.tellings += told[i];
	}
	*coverage = seen / all;
	return t;
}

static void
covers(unsigned adopters, unsigned sources, double mean, double spread)
{
	unsigned held = 0, given = 0, coverage_near = 0;

	for (int run = 0; run < RUNS; run++) {
		double coverage;
		struct tally t = simulate(adopters, sources, mean, spread, &coverage);
		struct estimate e = estimate_of(&t);
		if (e.thin)
			continue;
		given++;
		held += e.low <= adopters && adopters <= e.high;
		coverage_near += fabs(e.coverage - coverage) < 0.16;
	}
	printf("# %u adopters, %u sources, %.3f each, spread %.1f: %u estimates, %.3f hold\n", adopters, sources, mean, spread,
	    given, given ? (double)held / given : 0);
	OK(given > 0 && held * 10 >= given * 9, "%u adopters, %u sources, spread %.1f: the interval holds in 90 %%", adopters,
	    sources, spread);
	OK(coverage_near * 10 >= given * 9, "and the coverage is near the share of tellings to come that it is");
}

static void
values(void)
{
	/* 10 adopters, 4 told once, 2 twice, 4 five times, by 20 sources. */
	struct tally t = { .sources = 20, .adopters = 10, .singletons = 4, .doubletons = 2, .tellings = 28,
	    .told = { [1] = 4, [2] = 2, [5] = 4 } };
	struct estimate e = estimate_of(&t);

	OK(!e.thin && fabs(e.chao2 - (10 + 0.95 * 16 / 4)) < 1e-9, "Chao2 by its formula");
	OK(e.low >= 10 && e.low < e.chao2 && e.chao2 < e.high, "the interval lies around it, above what is seen");
	OK(fabs(e.coverage - (1 - 4 / 28.0 * (19 * 4.0 / (19 * 4 + 4)))) < 1e-9, "coverage by its formula");
	t.doubletons = 0;
	e = estimate_of(&t);
	OK(!e.thin && fabs(e.chao2 - (10 + 0.95 * 4 * 3 / 2)) < 1e-9 && e.low <= e.chao2, "without doubletons the other form");
	t.singletons = 0;
	e = estimate_of(&t);
	OK(!e.thin && e.chao2 == 10 && e.low == 10 && e.high == 10 && e.coverage == 1, "nothing told once: all is seen");
	t = (struct tally){ .sources = 4, .adopters = 50, .singletons = 10, .doubletons = 20, .tellings = 90 };
	OK(estimate_of(&t).thin, "too few sources give nothing");
	t = (struct tally){ .sources = 30, .adopters = 4, .singletons = 1, .doubletons = 1, .tellings = 30 };
	OK(estimate_of(&t).thin, "too few adopters give nothing");
	t = (struct tally){ .sources = 30, .adopters = 60, .singletons = 58, .doubletons = 1, .tellings = 63 };
	OK(estimate_of(&t).thin, "mostly told once gives nothing");
	t = (struct tally){ 0 };
	OK(estimate_of(&t).thin, "nothing gives nothing");
}

int
main(void)
{
	values();
	covers(50, 20, 0.08, 0);
	covers(100, 30, 0.05, 0);
	covers(400, 60, 0.03, 0);
	covers(100, 40, 0.05, 0.5);
	covers(200, 60, 0.03, 0.5);
	covers(400, 200, 0.02, 0.8);
	covers(30, 12, 0.15, 0.5);
	covers(20, 10, 0.2, 0.3);
	covers(100, 40, 0.05, EXPONENTIAL);
	covers(150, 60, 0.05, EXPONENTIAL);
	covers(300, 150, 0.02, EXPONENTIAL);
	return tap_status();
}
