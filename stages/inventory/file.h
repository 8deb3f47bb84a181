/*
 * file.h -- what the inventory knows of one file.
 */
#ifndef USEDBY_INVENTORY_FILE_H
#define USEDBY_INVENTORY_FILE_H

#include "../common/arena.h"
#include "../common/digest.h"
#include "sniff.h"

/* The digest of a file that cannot be read. */
#define NO_DIGEST "0000000000000000000000000000000000000000000000000000000000000000"

/* What stat(2) says; while it stays the same, so do the file's bytes. */
struct stamp {
	uint64_t bytes, inode;
	int64_t  modified_ns, changed_ns;       /* since 1970 */
};

struct file {
	struct str   source;            /* lives in files.names */
	struct stamp stamp;
	uint64_t     bytes;
	char         sha256[DIGEST_HEX];
	enum media   media;
	bool         readable;
};

struct files {
	struct file *at;
	size_t       n, cap;
	struct arena names;
};

void files_release(struct files *f);

/* Fills bytes, sha256, media and readable from the file PATH.  A file that
 * cannot be read is no error: it gets 0 bytes, NO_DIGEST and readable = false. */
void file_examine(struct file *f, const char *path);

#endif
