/*
 * articles.h -- the articles of all shards, a few dozen bytes each in memory.
 */
#ifndef USEDBY_ARTICLES_H
#define USEDBY_ARTICLES_H

#include "../common/account.h"
#include "../common/rows.h"
#include "../common/sort.h"
#include "date.h"

#define ARTICLE_NONE UINT32_MAX
#define ID_SIZE 19              /* "a_", 16 hexadecimal digits, NUL */

/* Best first; the words of articles.evidence_grade. */
enum grade { GRADE_OWN_POST, GRADE_CASE_STUDY, GRADE_QUOTED, GRADE_REPORTED, GRADE_UNSOURCED, N_GRADES, GRADE_NONE = N_GRADES };

struct article {
	uint64_t id;            /* first half of SHA-256 over source and content */
	int      first, last;   /* days of publication, 0 = not told */
	uint32_t words, shingles;
	uint32_t copy_of;       /* the speaker of its cluster of copies; itself if it speaks */
	uint32_t family;        /* the article that names its template family, or ARTICLE_NONE */
	uint32_t witness;       /* the article that speaks for it in counts */
	uint8_t  precision;     /* enum date_precision */
	uint8_t  grade;         /* enum grade; set while claims are folded */
};

struct articles {
	struct article *a;
	size_t          n, cap;
	int             newest;         /* latest day of publication, 0 = none told */
	struct sorter  *rows;           /* article_id -> number and what articles.csv shows */
};

/* The id in text: PREFIX ("a_", "c_", "m_") and the number. */
void id_text(char out[ID_SIZE], const char *prefix, uint64_t id);
/* The first 64 bits of SHA-256 over the parts, each behind its length. */
uint64_t id_hash(const struct str *part, size_t n);
uint64_t article_id(struct str source, struct str content_sha256);

/* The tables of a shard, one row per article each, in the same order. */
struct shard {
	struct rows *documents, *fingerprints;
	struct row   document, fingerprint;
};

bool shard_open(struct shard *s, const char *build, const char *name, struct err *e);
/* As rows_next(), both tables in step. */
int shard_next(struct shard *s, struct err *e) __attribute__((warn_unused_result));
void shard_close(struct shard *s);

/* Adds the article at hand; its number is articles.n - 1. */
bool articles_add(struct articles *all, const struct shard *s, struct err *e);
/* Writes articles.csv.  False with *e set; EX_DATAERR if two have one id. */
bool articles_write(struct articles *all, const char *path, struct account *account, struct err *e);
/* True if A speaks before B for what both say: dated before undated, earlier
 * before later, longer before shorter, then by id. */
bool article_before(const struct articles *all, uint32_t a, uint32_t b);
const char *grade_name(enum grade grade);
void articles_release(struct articles *all);

#endif
