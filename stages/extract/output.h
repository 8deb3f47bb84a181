/*
 * output.h -- what extract found, as rows of its four tables.
 */
#ifndef USEDBY_OUTPUT_H
#define USEDBY_OUTPUT_H

#include "../common/account.h"
#include "../common/sheet.h"
#include "batch.h"

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
/* Write what was found in the N articles R of a batch, which is scored; sentences all of whose candidates are too weak to be
 * written join their misses. */
void output_readings(struct output *o, struct reading *r, size_t n);
bool output_commit(struct output *o, struct err *e) __attribute__((warn_unused_result));
void output_close(struct output *o);

#endif
