/*
 * star.h -- the dimension tables of normalise in memory: a few dozen bytes for
 * each adopter, technology and article.  Numbers follow the order of the ids.
 */
#ifndef USEDBY_STAR_H
#define USEDBY_STAR_H

#include "../common/err.h"
#include "../common/map.h"
#include "../common/rows.h"

#define NONE UINT32_MAX

enum { STATUS_USES, STATUS_FORMERLY_USED, STATUS_CONSIDERED, STATUS_CREATED, N_STATUS };
enum { ROLE_USER, ROLE_CREATOR, ROLE_VENDOR, ROLE_CONSULTANCY, N_ROLES };
extern const char *const status_names[N_STATUS];
extern const char *const role_names[N_ROLES];
#define N_GRADES 5
extern const char *const grade_names[N_GRADES];

struct dimension {
	struct map  by_id;
	struct str *id, *name, *kind;
	uint32_t   *parent;             /* NONE where there is none */
	int        *parent_since;       /* adopters; 0 = not told */
	size_t      n;
};

struct star {
	struct arena     text;
	struct dimension adopters, technologies, use_cases;
	uint64_t        *article;       /* ids as numbers, sorted */
	int             *first, *last;  /* days of publication (yyyymmdd), 0 = not told */
	size_t           n_articles;
};

/* Read DIR/adopters.csv.zst and its sisters.  False with *e set: EX_NOINPUT,
 * EX_DATAERR (an unknown parent, ids out of order), EX_IOERR. */
bool star_load(struct star *s, const char *dir, struct err *e);
/* The number of the article with this id ("a_..."), or NONE. */
uint32_t star_article(const struct star *s, struct str id);
/* The number behind a two-letter prefix, in hexadecimal. */
bool star_number(struct str id, uint64_t *out);
/* The position of VALUE among N names, or -1. */
int star_name(const char *const *names, size_t n, struct str value);
void star_release(struct star *s);

#endif
