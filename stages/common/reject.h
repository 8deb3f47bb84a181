/*
 * reject.h -- what did not make it, and why.
 */
#ifndef USEDBY_REJECT_H
#define USEDBY_REJECT_H

#include "sheet.h"

enum reject {
#define REJECT(code, meaning) REJECT_##code,
#include "../schema/rejects.def"
#undef REJECT
	N_REJECTS
};

/* "not_text" */
const char *reject_code(enum reject why);
/* Put a row into S, a sheet of TABLE_rejects. */
void reject_put(struct sheet *s, struct str source, const char *stage, enum reject why, struct str detail);

#endif
