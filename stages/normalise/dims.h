/*
 * dims.h -- the dimension tables: adopters, technologies, use cases, and how
 * names were resolved.
 */
#ifndef USEDBY_DIMS_H
#define USEDBY_DIMS_H

#include "../common/account.h"
#include "resolve.h"

/* Write them to DIR, after resolver_finish(). */
bool dims_write(const struct resolver *r, const char *dir, struct account *account, struct err *e);

#endif
