/*
 * digest.h -- SHA-256 (FIPS 180-4) over nettle.
 */
#ifndef USEDBY_DIGEST_H
#define USEDBY_DIGEST_H

#include <nettle/sha2.h>

#include "err.h"
#include "str.h"

#define DIGEST_HEX 65           /* 64 lower-case digits and a NUL */

struct digest { struct sha256_ctx ctx; };

void digest_init(struct digest *d);
void digest_add(struct digest *d, struct str bytes);
/* Writes the hex form and leaves D ready for a new message. */
void digest_hex(struct digest *d, char hex[DIGEST_HEX]);
/* The hex digest of the file PATH and, if BYTES is not NULL, its size.
 * False with *e set: EX_NOINPUT or EX_IOERR. */
bool digest_file(const char *path, char hex[DIGEST_HEX], uint64_t *bytes, struct err *e);

#endif
