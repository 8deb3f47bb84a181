/*
 * claims.h -- who uses what: candidates from rules and frames, scored.
 */
#ifndef USEDBY_CLAIMS_H
#define USEDBY_CLAIMS_H

#include "frame.h"
#include "purpose.h"
#include "relation.h"
#include "wording.h"

/* How the adopter of a candidate was found. */
enum binding { BIND_NAMED, BIND_WE, BIND_PRONOUN, BIND_SECTION, BIND_LABEL, BIND_COMPANY, BIND_CELL, BIND_SUBJECT, BIND_HEADING, BIND_RECENT, BIND_ENTRY, N_BINDINGS };

/* Terms: numbers from which, with rules and signs, the score is made. */
enum term {
#define TERM(name, prior, meaning) TERM_##name,
#include "terms.def"
#undef TERM
	N_TERMS
};
#define TERMS_ROOM ((N_TERMS + 3) / 4 * 4)      /* they are handled by fours */
/* Those of the first look (look.h) stand together. */
enum {
	N_LOOK_TERMS = 0
#define TERM(name, prior, meaning)
#define LOOK_TERM(name, prior, meaning) + 1
#include "terms.def"
#undef TERM
};
_Static_assert(TERM_look_first + N_LOOK_TERMS == N_TERMS, "the look's terms are the last ones");
const char *term_name(enum term t);
bool term_of_name(enum term t);         /* only beliefs (belief.h) are made of it */
static inline bool term_of_look(enum term t) { return t >= TERM_look_first; }

/* Rules by their index: those of claims.rules, then the frames' own. */
#define MAX_RULES 192
struct rule_set { uint64_t bits[MAX_RULES / 64]; };
static inline void rule_set_add(struct rule_set *s, size_t i) { s->bits[i / 64] |= UINT64_C(1) << (i % 64); }
static inline void rule_set_remove(struct rule_set *s, size_t i) { s->bits[i / 64] &= ~(UINT64_C(1) << (i % 64)); }
static inline bool
rule_set_empty(const struct rule_set *s)
{
	uint64_t any = 0;

	for (size_t i = 0; i < MAX_RULES / 64; i++)
		any |= s->bits[i];
	return !any;
}
static inline void
rule_set_unite(struct rule_set *s, const struct rule_set *more)
{
	for (size_t i = 0; i < MAX_RULES / 64; i++)
		s->bits[i] |= more->bits[i];
}
static inline bool rule_set_has(const struct rule_set *s, size_t i) { return s->bits[i / 64] >> (i % 64) & 1; }

struct candidate {
	struct name    adopter, technology;
	enum status    status;
	struct rule_set rules;          /* all rules that bind the two in this sentence */
	int            rule;            /* the one that weighs most, once scored */
	enum binding   binding;
	uint32_t       block, block_to; /* indexes of the evidence's blocks */
	uint32_t       start, end;      /* bytes: in block, and in block_to */
	uint32_t       from, to;        /* tokens of the sentence */
	const struct mention *adopter_mention, *technology_mention;    /* the article's */
	struct str     cue;
	struct str     path;            /* how the adopter was bound */
	struct purposes purposes;       /* what this sentence tells (claims_detail), then all of the claim's */
	uint32_t       use_cases;       /* a bit per use case of the lexicon: the best of them */
	int            since, until;
	uint32_t       move;            /* candidates of one move share it; 0 = none */
	bool           vendor;
	float          term[TERMS_ROOM];
	struct relation relation;
	uint32_t       wording[N_WORDING_KINDS];        /* their numbers in the candidates' words */
	double         confidence;
};

struct candidates {
	struct candidate *at;
	size_t            n, cap;
	struct wordings   words;
};
/* Gives back what C holds, which is empty then. */
void candidates_release(struct candidates *c);

/* A sentence that names an adopter and a technology and gave no candidate. */
struct miss { struct name adopter, technology; uint32_t block, start, end; const char *reason; };
struct misses { struct miss *at; size_t n, cap; };

/* Fill OUT and MISSES (zeroed or used before; their memory is kept and grows)
 * with what A says.  Candidates are not yet scored (score.h), several may tell
 * the same claim. */
void claims_find(const struct article *a, const struct frame *f, const struct vocabulary *v,
    struct candidates *out, struct misses *misses);
/* Fill in purposes and years of those candidates of A that are as sure as FLOOR. */
void claims_detail(const struct article *a, const struct vocabulary *v, struct candidates *c, double floor);

/* Names of the frames' own rules, behind the rules of the file. */
#define N_FRAME_RULES 8
extern const char *const frame_rule_names[N_FRAME_RULES];
/* The name of rule I. */
struct str rule_name(const struct vocabulary *v, size_t i);
double rule_prior(const struct vocabulary *v, size_t i);

#endif
