/*
 * technology.h -- the technology whose use a number measures.
 */
#ifndef USEDBY_TECHNOLOGY_H
#define USEDBY_TECHNOLOGY_H

#include "subject.h"

/* The technology for number K of P, which is about W; or NULL. */
const struct mention *technology_of(const struct binder *x, const struct passage *p, size_t k, const struct quantity *q,
    const struct who *w);
/* The K-th name of a list of N names before token END: technologies, or what can be a subject; or NULL. */
const struct mention *technology_aligned(const struct binder *x, uint32_t end, size_t k, size_t n, bool technologies);

#endif
