/*
 * publication.h -- what the parts of publish share: one release being made.
 */
#ifndef USEDBY_PUBLICATION_H
#define USEDBY_PUBLICATION_H

#include "../common/conf.h"
#include "../release/manifest.h"

struct publication {
	struct conf    conf;
	const char    *build, *out;     /* folders */
	const char    *lexicon;         /* folder, or NULL */
	const char    *template;        /* the report's page, or NULL for none */
	const char    *dir;             /* where the new release is made */
	struct stored  table[N_TABLES];
	json_t        *inputs;          /* digests, as they stand in the manifest */
	char           content[DIGEST_HEX];     /* of all tables */
	int64_t        stamp;           /* SOURCE_DATE_EPOCH, or the newest article's date; 0 = none */
};

/* Fills FLAGS with which tables the release has. */
static inline void
publication_tables(const struct publication *p, bool flags[N_TABLES])
{
	for (size_t i = 0; i < N_TABLES; i++)
		flags[i] = p->table[i].present;
}

/* STAMP as YYYY-MM-DDTHH:MM:SSZ. */
void publication_time(const struct publication *p, char text[32]);

#endif
