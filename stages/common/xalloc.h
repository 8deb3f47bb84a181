/*
 * xalloc.h -- memory that is there or ends the program.
 *
 * When memory is out, each of these prints one line and exits with EX_OSERR
 * (71), so no caller has a path for it.  Results are given back with free().
 */
#ifndef USEDBY_XALLOC_H
#define USEDBY_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t n);
/* N items of SIZE bytes, zeroed; the product is checked. */
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n);
/* Grows an array of *CAP items of SIZE bytes to hold at least NEED, doubling. */
void *xgrow_more(void *p, size_t *cap, size_t need, size_t size);
static inline void *
xgrow(void *p, size_t *cap, size_t need, size_t size)
{
	return need <= *cap ? p : xgrow_more(p, cap, need, size);
}
char *xstrdup(const char *z);
void xalloc_die(void) __attribute__((noreturn));

#endif
