/*
 * facts.h -- claims, metrics, moves, misses and rejects: from what extraction
 * found in the shards to the rows of the release.
 *
 * Within an article, claims of one adopter, technology and status become one:
 * it has the highest confidence and all purposes, and its evidence is the first
 * sentence that is surer than the best less NEARLY.  What stays below the
 * threshold goes to misses.
 */
#ifndef USEDBY_FACTS_H
#define USEDBY_FACTS_H

#include "copies.h"
#include "resolve.h"

#define NEARLY        0.05
#define MAX_USE_CASES 64
#define MAX_MOVE      24        /* claims that may tell one move of an adopter */

enum { STATUS_USES, STATUS_FORMERLY_USED, STATUS_CONSIDERED, STATUS_CREATED, N_STATUS };

/* A claim as found; strings live as long as the article. */
struct raw {
	struct question asked[N_NAME_USES];     /* whose answers are adopter and technology */
	uint32_t   adopter, technology, block, start, end;
	uint8_t    status, role, voice;
	int        since, until;
	uint64_t   use_cases;           /* bit i: the i-th of the lexicon */
	uint64_t   move;                /* 0 = tells no move */
	double     confidence;
	uint64_t   claim;               /* id of the claim that it became a part of; 0 = below the threshold */
	size_t     row_line;
	struct str confidence_as, adopter_as, technology_as, rule, cue, path, terms, line, evidence;
};

/* A claim of the release, but for its texts, as it waits to be written. */
struct told {
	uint32_t adopter, technology;   /* first, for facts_write.c to look ahead */
	uint64_t article, witness;      /* their ids */
	uint64_t use_cases;
	uint32_t block, sentences;
	int      since, until;
	uint8_t  status, role, grade, voice;
};

/* A block that links to another site. */
struct linked { uint32_t article, block; };

struct facts {
	const struct lexicon *lexicon;
	struct articles      *articles;
	const struct copies  *copies;
	struct resolver      *resolver;
	double                min_confidence;
	struct account       *account;
	uint64_t              folded, missed;   /* claims */
	struct sorter        *claims, *metrics, *migrations, *misses, *rejects;
	/* the shard at hand */
	const char           *shard;
	struct map            sources;          /* -> article */
	struct introduction  *intro;            /* sorted by article */
	uint32_t             *intro_article;
	size_t                n_intro, cap_intro, cap_intro_article;
	size_t                first_intro, here_intro;  /* of the article at hand: the first, and how many */
	struct linked        *linked;           /* blocks with links, sorted */
	size_t                n_linked, cap_linked;
	struct arena          shard_text;
	/* the article at hand */
	uint32_t              article;
	struct str            source;
	struct raw           *raw;
	size_t                n_raw, cap_raw;
	struct raw          **kept;             /* those above the threshold */
	size_t                cap_kept;
	struct map            done;             /* sources of the shard whose claims were folded */
	struct arena          text;
	struct buf            key, value;
};

void facts_init(struct facts *f, const char *dir, const struct lexicon *lexicon, struct articles *articles,
    const struct copies *copies, struct resolver *resolver, double min_confidence, struct account *account);
/* Take in the shard NAME, whose first article has the number FIRST. */
bool facts_shard(struct facts *f, const char *build, const char *name, uint32_t first, struct err *e);
/* Write the tables to DIR, after resolver_finish(). */
bool facts_write(struct facts *f, const char *dir, struct err *e);
void facts_release(struct facts *f);

/* fold.c: the claims of the article at hand, of which R was read, become claims,
 * moves and misses. */
bool facts_fold(struct facts *f, const struct rows *r, struct err *e);
/* Turn to the article NUMBER, for found_claim() and found_metric(). */
void facts_turn(struct facts *f, uint32_t number);
/* Whether the block of the article at hand links to another site. */
bool facts_linked(const struct facts *f, uint32_t block);
/* A row of misses. */
void facts_miss(struct facts *f, struct str source, const struct str *field);
/* found.c: rows of found_claims and found_metrics. */
bool found_claim(struct facts *f, const struct rows *r, const struct row *row, struct raw *out, struct err *e);
bool found_metric(struct facts *f, const struct rows *r, const struct row *row, struct err *e);

#endif
