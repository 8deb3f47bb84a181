#include "estimate.h"

#include <math.h>

#define NORMAL_95 1.959963984540054

static double
coverage(const struct tally *t)
{
	double m = (double)t->sources, q1 = (double)t->singletons, q2 = (double)t->doubletons;
	double all = (double)t->tellings, unseen;

	if (q1 == 0)
		return 1;
	if (q2 > 0)
		unseen = (m - 1) * q1 / ((m - 1) * q1 + 2 * q2);
	else
		unseen = (m - 1) * (q1 - 1) / ((m - 1) * (q1 - 1) + 2);
	return 1 - q1 / all * unseen;
}

/* The unseen that the upper end starts from; at least Chao2's UNSEEN. */
static double
uneven_unseen(const struct tally *t, double unseen)
{
	double m = (double)t->sources, rare = 0, tellings = 0, squares = 0;

	for (int k = 1; k <= ESTIMATE_RARE; k++) {
		double n = (double)t->told[k];
		rare += n;
		tellings += k * n;
		squares += k * (k - 1) * n;
	}
	double seen = tellings > 1 ? 1 - (double)t->singletons / tellings : 0;
	if (seen <= 0)
		return unseen;
	double variation = rare / seen * m / (m - 1) * squares / (tellings * tellings) - 1;
	if (variation <= 0)
		return unseen;
	double ice = rare / seen - rare + (double)t->singletons / seen * variation;
	double exponential = unseen * (1 + (variation < ESTIMATE_UNEVEN ? variation / ESTIMATE_UNEVEN : 1));
	return ice > exponential ? ice : exponential;
}

struct estimate
estimate_of(const struct tally *t)
{
	double m = (double)t->sources, s = (double)t->adopters, q1 = (double)t->singletons, q2 = (double)t->doubletons;
	struct estimate e = { .thin = true };

	if (t->sources < ESTIMATE_MIN_SOURCES || t->adopters < ESTIMATE_MIN_ADOPTERS)
		return e;
	e.coverage = coverage(t);
	if (e.coverage < ESTIMATE_MIN_COVERAGE)
		return e;
	e.thin = false;
	double a = (m - 1) / m, variance, ratio = q2 > 0 ? q1 / q2 : 0;
	if (q2 > 0) {
		e.chao2 = s + a * q1 * q1 / (2 * q2);
		variance = q2 * (a / 2 * ratio * ratio + a * a * ratio * ratio * ratio +
		    a * a / 4 * ratio * ratio * ratio * ratio);
	} else {
		e.chao2 = s + a * q1 * (q1 - 1) / 2;
		variance = a * q1 * (q1 - 1) / 2 + a * a * q1 * (2 * q1 - 1) * (2 * q1 - 1) / 4 -
		    a * a * q1 * q1 * q1 * q1 / (4 * e.chao2);
	}
	double unseen = e.chao2 - s;
	if (unseen <= 0) {
		/* Nothing is told once only: what is seen is all, as far as can be said. */
		e.low = e.high = s;
		return e;
	}
	if (variance < 0)
		variance = 0;
	double k = exp(NORMAL_95 * sqrt(log(1 + variance / (unseen * unseen))));
	e.low = floor(s + unseen / k);
	e.high = ceil(s + uneven_unseen(t, unseen) * k);
	return e;
}
