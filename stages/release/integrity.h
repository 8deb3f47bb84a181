/*
 * integrity.h -- a release against its manifest, byte by byte.
 */
#ifndef USEDBY_INTEGRITY_H
#define USEDBY_INTEGRITY_H

#include "checks.h"

/* Is every file of the manifest of the release DIR there with its bytes and
 * SHA-256, no other file beside, the content of each table as its digest says
 * (in csv/ and, read back row by row, in usedby.sqlite), its rows counted?
 * Adds file, file_unknown, content, rows and database to CHECKS.
 * False with *e set only where the check itself cannot be made. */
bool integrity_check(const char *dir, struct checks *checks, struct err *e);
/* Holds the rows of each csv/ table of DIR against the declaration. */
bool integrity_rows(const char *dir, struct checks *checks, struct err *e);

#endif
