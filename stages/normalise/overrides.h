/*
 * overrides.h -- what people decided about names: lexicon/overrides.csv.
 *
 * Columns action, kind, name, target, reason, until.  KIND is adopter or
 * technology.  NAME is a lexicon id, or a name, which is folded as the
 * resolution folds names; for split it must be written as the articles do.
 *   merge   NAME is TARGET, an id or a name
 *   split   NAME is not what its form says, but a thing of its own, with the
 *           name TARGET if one is given
 *   drop    NAME is no adopter, or no technology
 *   rename  show NAME as TARGET; its id stays
 *   retype  its kind is TARGET
 */
#ifndef USEDBY_OVERRIDES_H
#define USEDBY_OVERRIDES_H

#include "../common/arena.h"
#include "../common/err.h"
#include "../common/map.h"
#include "names.h"

enum override_action { OVERRIDE_MERGE, OVERRIDE_SPLIT, OVERRIDE_DROP, OVERRIDE_RENAME, OVERRIDE_RETYPE, N_OVERRIDES };

struct override {
	enum override_action action;
	enum name_use        use;
	struct str           name, target;
	int                  until;     /* yyyymmdd, 0 = for ever */
	size_t               line;
	bool                 expired, hit;
};

struct overrides {
	struct override *o;
	size_t           n;
	char            *path;
	struct map       by_name;       /* action, use, exact or folded name */
	struct arena     text;
};

/* Read DIR/overrides.csv; a folder without that file has none.  False with *e
 * set: EX_CONFIG with file and line for an unknown action or kind, a missing
 * name or target, a malformed date, or one name overridden twice. */
bool overrides_load(struct overrides *all, const char *dir, struct err *e);
/* Those whose end is before TODAY (yyyymmdd) are told on standard error and not applied. */
void overrides_expire(struct overrides *all, int today);
/* The override of NAME (or of the lexicon id ID), marked as hit, or NULL. */
struct override *overrides_find(struct overrides *all, enum override_action action, enum name_use use,
    struct str name, struct str id);
/* False with *e set (EX_CONFIG) if one that is in force was never hit. */
bool overrides_check(const struct overrides *all, struct err *e);
void overrides_release(struct overrides *all);

#endif
