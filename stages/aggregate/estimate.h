/*
 * estimate.h -- how many adopters there are that the corpus did not see.
 *
 * Sources are the sampling units.  Coverage: I. J. Good's and A. Turing's
 * estimator (Biometrika 40, 1953) in the incidence form of A. Chao and L. Jost
 * (Ecology 93, 2012, eq. 4a).  Chao2: A. Chao, "Estimating the population size
 * for capture-recapture data with unequal catchability" (Biometrics 43, 1987),
 * with the small-sample factor and the log-normal interval given there.  It is a
 * lower bound where sources prefer some adopters: then the upper end of the
 * interval is taken between Chao2 and the number under exponentially spread
 * rates (f1^2/f2 unseen), and not below ICE (S.-M. Lee and A. Chao, Biometrics
 * 50, 1994), by the squared coefficient of variation that ICE estimates.  Both
 * ends are rounded outwards, for adopters come whole.
 */
#ifndef USEDBY_ESTIMATE_H
#define USEDBY_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

/* Adopters that more sources tell say nothing on the unseen (Lee and Chao). */
#define ESTIMATE_RARE 10
/* From this squared coefficient of variation on, rates count as exponential. */
#define ESTIMATE_UNEVEN (1.0 / 3)
/* Thinner data give no estimate. */
#define ESTIMATE_MIN_SOURCES  5
#define ESTIMATE_MIN_ADOPTERS 5
#define ESTIMATE_MIN_COVERAGE 0.5

struct tally {
	uint64_t sources;       /* that tell at least one adopter */
	uint64_t adopters;      /* told by at least one */
	uint64_t singletons, doubletons;        /* told by exactly one, two */
	uint64_t tellings;      /* pairs of a source and an adopter it tells */
	uint64_t told[ESTIMATE_RARE + 1];       /* adopters told by exactly that many, from 1 */
};

struct estimate {
	bool   thin;            /* the rest is not filled */
	double coverage, chao2, low, high;
};

struct estimate estimate_of(const struct tally *t);

#endif
