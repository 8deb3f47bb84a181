/*
 * binder.h -- the sentence whose numbers are bound, and what its names can be.
 */
#ifndef USEDBY_BINDER_H
#define USEDBY_BINDER_H

#include "hashes.h"
#include "metrics.h"
#include "quantity.h"

#define TOLD_FROM 0.4   /* a claim as sure as this is taken as told */
#define CLAIMS_OF_BLOCK 400     /* that are looked at: more have only the largest blocks */
#define MAX_ROW 40      /* cells of a table's row that are looked at for its name */

struct binder {
	const struct article    *a;
	const struct frame      *f;
	const struct vocabulary *v;
	struct metrics          *out;
	counted_number           each;                 /* what becomes of each number */
	void                    *each_ctx;
	const struct block      *b;
	uint32_t                 block, from, to;       /* index; the sentence's tokens */
	const struct mention    *subject;               /* of the sentences before, in this section */
	const struct block      *subject_block;
	const struct mention    *technology;            /* the only one of the sentences before, in this block */
	const struct mention    *section[8];            /* by level: whom the open headings name */
	const struct mention    *title;                 /* the only technology of the title, or NULL */
	const struct candidates *claims;                /* the article's, in the order of their sentences */
	const struct mention    *main;                  /* of whom most of the claims tell, or NULL */
	uint64_t                *told;                  /* names that the claims tell of: open addressing */
	uint64_t                *adopters;              /* those that are told to use, make or weigh something */
	size_t                   told_mask;             /* of both */
	uint64_t                *proper;                /* unknown names that stand inside a sentence too */
	size_t                   proper_mask;
	bool                     any_claim, one_adopter;        /* a use is told; and nobody's but one adopter's */
	uint64_t                *seen;                  /* metrics told before */
	size_t                   seen_mask, n_seen;
	classes                  we, they, it, company, use, said;
};

/* A known thing by its entry, an unknown one by its name; never 0. */
uint64_t binder_key(const struct name *n);

/* Words of the sentence; IS is false outside of it and folds ASCII case. */
struct str binder_word(const struct binder *x, size_t i);
bool binder_is(const struct binder *x, size_t i, const char *z);
bool binder_one_of(const struct binder *x, size_t i, const char *const *words);         /* up to NULL */
/* The classes of the longest phrase at token I, and its length; of all phrases in [from, to). */
classes binder_classes_at(const struct binder *x, size_t i, size_t *length);
classes binder_classes(const struct binder *x, uint32_t from, uint32_t to);
/* Where the clause of token END begins: behind the last comma before it. */
uint32_t binder_clause(const struct binder *x, uint32_t end);

/* Does a claim tell what NAME uses? */
bool binder_told(const struct binder *x, const struct name *name);
/* The claim that all claims of the sentence, or else of the block (those of ADOPTER alone, unless that is NULL), agree with in
 * their adopter, or if ADOPTER is told, their technology; NULL where they differ or there is none. */
const struct candidate *binder_claim(const struct binder *x, const struct name *adopter);

/* The first of the claims whose sentence begins in the block, or behind it: its index. */
size_t binder_first_claim(const struct binder *x);
/* The adopter (or technology) that stands in a list at the place that number K of P has among those listed with it; NULL where there are
 * not as many. */
const struct mention *binder_aligned(const struct binder *x, const struct passage *p, size_t k, bool technologies);

/* Where M stands in the sentence, seen from the number N with the quantity Q: before it, behind what it counts, in the noun phrase of that, in
 * its clause, three words off at the most, among the first two words; and the token that M begins with or "the" or "a" before it. */
struct spot { bool before, behind, inside, clause, close, front; uint32_t start; };
struct spot binder_spot(const struct binder *x, const struct number *n, const struct quantity *q, const struct mention *m);

const struct scope *binder_scope(const struct binder *x);
/* Is M the section's adopter or the article's company? */
bool binder_context(const struct binder *x, const struct mention *m);
bool binder_technology(const struct binder *x, const struct mention *m);
/* "than T", "than the T one", "according to T" */
bool binder_compared(const struct binder *x, const struct mention *m);
/* The first technology within the tokens [from, to), or NULL, and how many there are. */
const struct mention *binder_technology_in(const struct binder *x, uint32_t from, uint32_t to, size_t *count);
/* Can M be what a number is about?  Is it only mentioned: acquired by M, unlike M? */
bool binder_subject(const struct binder *x, const struct mention *m);
bool binder_aside(const struct binder *x, const struct mention *m);
/* The first, or the last, name in [from, to) that can be what a number is about. */
const struct mention *binder_named(const struct binder *x, uint32_t from, uint32_t to, bool last);

#endif
