/*
 * gates.h -- thresholds that a publication must keep, and leave to pass them.
 *
 * The thresholds are settings.  A waiver is a row of lexicon/waivers.csv
 * (name, check, table, column, until, reason): up to and on the day UNTIL a
 * failure of that check is told as "waived" and stops nothing.  An empty
 * table or column stands for any.
 */
#ifndef USEDBY_GATES_H
#define USEDBY_GATES_H

#include "../common/conf.h"
#include "checks.h"

struct sqlite3;

/* Adds reject_share: rejected articles over all articles, against
 * MAX_REJECT_SHARE; files of a type that is skipped are none.  A pure function of the release. */
bool gates_data(struct sqlite3 *db, const struct conf *c, struct checks *checks, struct err *e);
/* Adds what depends on the day and on the release before, and is therefore no
 * part of a release: drop, for the rows of each table and the adopters of each
 * technology, against MAX_DROP_SHARE (counts below DROP_MIN are not looked
 * at); age of the newest article on the day TODAY (seconds of the epoch),
 * against MAX_AGE_DAYS; and article_count, against MIN_ARTICLES, which stops a
 * publication and says nothing against a release that was let pass.  OLD is the folder of the release before or NULL. */
bool gates_history(struct sqlite3 *db, const char *old, const struct conf *c, int64_t today,
    struct checks *checks, struct err *e);
/* Checks named in WARN_ONLY no longer stop a publication. */
void gates_soften(const struct conf *c, struct checks *checks);

/* Applies the waivers of PATH to the failures among CHECKS and adds
 * waiver_ended and waiver_unused (warnings).  A file that is not there holds no
 * waivers.  False with *e set: EX_CONFIG names file and line. */
bool gates_waive(const char *path, int64_t today, struct checks *checks, struct err *e);
/* The same with what an earlier run recorded as waived: PATH is a table checks. */
bool gates_waived_before(const char *path, struct checks *checks, struct err *e);

#endif
