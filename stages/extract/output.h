/*
 * output.h -- what extract found, as rows of its four tables.
 */
#ifndef USEDBY_OUTPUT_H
#define USEDBY_OUTPUT_H

#include "../common/account.h"
#include "../common/sheet.h"
#include "metrics.h"
#include "score.h"

/* Below this a candidate is no claim under any setting; it goes to the ledger instead. */
#define OUTPUT_FLOOR 0.05

struct output {
	struct sheet *claims, *metrics, *names, *misses;
	const struct vocabulary *v;
	const struct model      *m;
	struct account          *account;
};

/* Create the four files in DIR.  False with *e set. */
bool output_open(struct output *o, const char *dir, struct err *e);
void output_claims(struct output *o, const struct article *a, const struct frame *f, const struct candidates *c);
/* Add to M the sentences all of whose candidates are too weak to be written. */
void output_weak(const struct candidates *c, struct misses *m);
void output_misses(struct output *o, const struct article *a, const struct misses *m);
void output_metrics(struct output *o, const struct article *a, const struct metrics *m);
void output_names(struct output *o, const struct article *a);
bool output_commit(struct output *o, struct err *e) __attribute__((warn_unused_result));
void output_close(struct output *o);

#endif
