/*
 * gold.h -- what careful readers took from a corpus, and when two names are one.
 */
#ifndef USEDBY_QUALITY_GOLD_H
#define USEDBY_QUALITY_GOLD_H

#include "../../stages/common/err.h"
#include "../../stages/common/map.h"

/* Names are compared after case and accents are folded, without marks (but +
 * and #), a leading "the" or "Apache" and closing legal suffixes, and then by
 * their alias group. */
struct aliases {
	struct map  index;      /* folded form: its number */
	uint32_t   *parent;     /* by number; itself where a group ends */
	size_t      cap;
};

/* Add the rows name,alias of the CSV file PATH.  False with *e set. */
bool aliases_read(struct aliases *a, const char *path, struct err *e);
/* Appends the one form of NAME's group to B. */
void aliases_fold(const struct aliases *a, struct buf *b, struct str name);
void aliases_release(struct aliases *a);

struct fact {
	struct str source, adopter, technology, evidence;
	enum fact_status { FACT_USES, FACT_FORMERLY, FACT_CONSIDERED, FACT_CREATED } status; /* as enum status of extract */
	bool       optional;    /* two careful readers could differ */
};

struct gold {
	struct fact   *at;      /* one per article, adopter, technology and status */
	size_t         n, cap;
	struct map     index;   /* key: number in AT */
	struct aliases aliases;
	struct arena   arena;
};

/* Read the rows doc,adopter,technology,status,evidence,optional of PATH; the
 * aliases must be there already.  False with *e set: EX_DATAERR names the line
 * of an unknown status. */
bool gold_read(struct gold *g, const char *path, struct err *e);
/* The number of the fact, or -1. */
int gold_find(const struct gold *g, struct str source, struct str adopter, struct str technology, int status);
void gold_release(struct gold *g);

#endif
