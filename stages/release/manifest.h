/*
 * manifest.h -- manifest.json, by which a release can be checked.
 *
 * It names each file with its bytes and SHA-256, each table with its rows and
 * the SHA-256 of its content (its uncompressed CSV: the same whatever form the
 * table has), and the digests of all inputs.  It is a pure function of the
 * inputs; what depends on the release before (CHANGES.md) is not in it.
 */
#ifndef USEDBY_MANIFEST_H
#define USEDBY_MANIFEST_H

#include <jansson.h>

#include "../common/digest.h"
#include "../common/err.h"
#include "../schema/table.h"

#define MANIFEST_FORMAT "usedby-release/1"

/* A table of the release as it is written. */
struct stored {
	bool     present;
	uint64_t rows, bytes;           /* of the uncompressed CSV */
	char     content[DIGEST_HEX];   /* its SHA-256 */
};

/* Parse the JSON file PATH.  NULL with *e set: EX_NOINPUT, EX_DATAERR.  The
 * caller gives the result back with json_decref(). */
json_t *json_read(const char *path, struct err *e);
/* Write J, indented, members in the order they were put in. */
bool json_write(const char *path, const json_t *j, struct err *e);

/* The manifest of the release DIR, its format checked.  As json_read(). */
json_t *manifest_load(const char *dir, struct err *e);
/* The entry of the file PATH, or NULL; borrowed. */
json_t *manifest_file(const json_t *manifest, const char *path);
/* Is the file PATH (relative to the release) kept out of the manifest?  True
 * for the manifest itself, CHANGES.md and what begins with a dot. */
bool manifest_leaves_out(const char *path);
/* Text member KEY of J, or "". */
const char *json_text(const json_t *j, const char *key);
/* Whole-number member KEY of J, or 0. */
uint64_t json_count(const json_t *j, const char *key);

#endif
