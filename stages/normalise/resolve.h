/*
 * resolve.h -- from a name in an article to the thing it stands for.
 *
 * Layers, the first that settles it wins; name_resolutions tells which:
 * an override; the lexicon id that extraction gave; a longer name that the
 * article itself introduces; the lexicon's names, folded step by step (see
 * names.h), behind the name of an owner, or misspelt (see near.h); else the name
 * is a thing of its own, with an id made from it.
 * Two entries of the lexicon are never joined.  What a name comes to depends on
 * the lexicon, the overrides and its own article, never on other articles.
 */
#ifndef USEDBY_RESOLVE_H
#define USEDBY_RESOLVE_H

#include "../common/lexicon.h"
#include "../common/map.h"
#include "names.h"
#include "near.h"
#include "overrides.h"

#define THING_NONE    UINT32_MAX        /* dropped by an override */

/* Where extraction found the id; none if the name is not in a lexicon. */
enum found_in { IN_ORGANISATIONS, IN_TECHNOLOGIES, IN_NONE, N_FOUND_IN };

/* An adopter or a technology. */
struct thing {
	/* What is looked at for each claim stands in front, in one line of the cache. */
	enum name_use               use;
	bool                        used;       /* a claim or metric that is kept names it */
	int                         first, last;        /* days of its articles, 0 = none dated */
	const struct lexicon_entry *entry;      /* NULL: found in the articles */
	const struct lexicon_entry *vendor;     /* technologies: the organisation, if known */
	struct str                  id, name, kind;
	uint32_t                    parent;     /* a thing, or THING_NONE */
	struct str                  told;       /* found: the name that an override gives it; borrowed from there */
	uint64_t                    name_mentions;      /* found: of the surface that is its name */
};

/* A question that waits for its answer; KEY holds the three names. */
struct question {
	struct str    key;
	uint32_t      hash, n_id, n_longer;
	enum name_use use;
	enum found_in in;
};

/* A second name that an article introduces. */
struct introduction {
	struct str name, alias;
	struct str key[N_NAME_USES];    /* of the alias, on LEVEL_PLURAL */
};

/* What a surface came to, and how often it was met. */
struct resolution {
	struct str    surface, found_id;
	enum name_use use;
	uint32_t      thing;
	int           why;
	uint64_t      mentions;
};
/* Which layer settled it, as name_resolutions tells. */
const char *resolution_reason(const struct resolution *x);

struct resolver {
	const struct lexicon *lexicon;
	struct overrides     *overrides;
	struct map            form[N_NAME_USES];        /* folded name -> first candidate */
	struct near           plain[N_NAME_USES];       /* plain forms -> index in the own lexicon */
	struct candidate     *candidate;
	size_t                n_candidates, cap_candidates;
	struct thing         *thing;
	size_t                n_things, cap_things;
	struct map            by_id[N_NAME_USES];
	struct map            by_surface;
	struct resolution    *resolution;
	size_t                n_resolutions, cap_resolutions;
	struct arena          text, asked;
	struct buf            key, scratch;
};

/* LEXICON and OVERRIDES are borrowed. */
void resolver_init(struct resolver *r, const struct lexicon *lexicon, struct overrides *overrides);
/* The thing for SURFACE in an article that makes the N introductions, or
 * THING_NONE.  FOUND_ID is what extraction gave.  False with *e set
 * (EX_DATAERR) if the lexicon has no such id. */
bool resolver_find(struct resolver *r, enum name_use use, struct str surface, struct str found_id, enum found_in in,
    const struct introduction *intro, size_t n, uint32_t *thing, struct err *e);
/* The same for many names, in three steps: to ask, to look ahead for all that were
 * asked, to answer.  What the next step needs is fetched by the processor while
 * the others are seen to.  The names are kept in TEXT. */
void resolver_ask(struct resolver *r, struct question *q, struct arena *text, enum name_use use, struct str surface,
    struct str found_id, enum found_in in, const struct introduction *intro, size_t n);
void resolver_ahead(const struct resolver *r, const struct question *q);
bool resolver_answer(struct resolver *r, const struct question *q, uint32_t *thing, struct err *e);
/* Whether the lexicon names the adopter as the one who makes or sells the technology. */
bool resolver_is_vendor(struct resolver *r, uint32_t adopter, uint32_t technology);
/* Why SURFACE, without an id and introductions, came to its thing; "" if it was
 * not asked for yet. */
const char *resolver_reason(const struct resolver *r, enum name_use use, struct str surface);
/* To be called once all names were seen: gives found things their names, applies
 * rename and retype, and marks the owners of used things as used. */
void resolver_finish(struct resolver *r);
void resolver_release(struct resolver *r);

#endif
