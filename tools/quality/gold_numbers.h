/*
 * gold_numbers.h -- the numbers that careful readers took from corpora.
 */
#ifndef USEDBY_QUALITY_GOLD_NUMBERS_H
#define USEDBY_QUALITY_GOLD_NUMBERS_H

#include "gold.h"

/* A row of metrics.csv: names as aliases_fold() writes them, value and unit as gold_number_normal(). */
struct gold_number { size_t corpus; struct str source, subject, technology, unit, evidence; double value; bool optional; };
struct gold_numbers { struct gold_number *at; size_t n, cap; struct arena arena; };
struct gold_range { size_t from, to; };

/* Add the rows of DIR/metrics.csv, of the corpus of that number, whose articles stand together.  False with *e set. */
bool gold_numbers_read(struct gold_numbers *g, size_t corpus, const char *dir, const struct aliases *a, struct err *e);
/* Those of one article. */
struct gold_range gold_numbers_of(const struct gold_numbers *g, size_t corpus, struct str source);
/* VALUE in the one unit of those that mean the same, which *UNIT becomes, written in ARENA: seconds for ms, users for people. */
double gold_number_normal(double value, struct str *unit, struct arena *arena);
bool gold_number_same(double a, double b);
void gold_numbers_release(struct gold_numbers *g);

#endif
