/*
 * cell.h -- what the claims on one adopter and one technology come to.
 */
#ifndef USEDBY_CELL_H
#define USEDBY_CELL_H

#include "star.h"

/* A claim without its words. */
struct claim {
	uint32_t article, witness;
	uint64_t id, use_cases;
	double   confidence;
	int16_t  since, until;          /* years told, 0 = none */
	uint8_t  status, role, grade;
};

struct cell {
	uint32_t adopter, technology;
	uint8_t  status, role, grade;
	bool     disputed, counted;
	bool     told_both;             /* uses and formerly_used are told */
	bool     created;               /* a claim says that it made it */
	uint32_t claims, articles, witnesses;
	uint32_t telling;               /* witnesses of uses and formerly_used */
	int      first, last;           /* days, 0 = none dated */
	int      since, until;
	double   confidence;
	uint64_t use_cases;             /* of all claims */
	uint64_t use_cases_used;        /* of uses and formerly_used */
};

/* Fill *OUT from the N claims C, which it sorts by witness and article.
 * OUT->adopter and technology are left alone. */
void cell_of(const struct star *s, struct claim *c, size_t n, struct cell *out);
/* The year for which a claim speaks and the clock that tells it: "until_year",
 * "published", "since_year" or "none". */
int claim_holds(const struct star *s, const struct claim *c, const char **clock);

#endif
