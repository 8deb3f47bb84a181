/*
 * swap.h -- put a new release in the place of the old one, at once.
 *
 * The new release is made in a folder beside OUT (".OUT.publish/new").  When
 * it is whole and on the disk, it and OUT change places in one step
 * (renameat2 with RENAME_EXCHANGE), so a reader that opens files below OUT
 * finds the old release or the new one.  Earlier releases go with it, under
 * .releases/NNNNNN-DIGEST, as hard links.  Whatever a killed run leaves is in
 * the folder beside OUT, and the next run removes it.
 *
 * Where the file system cannot exchange folders, or OUT is a mount point, the
 * files are renamed into OUT one by one, manifest.json last: a reader that
 * checks the manifest sees a release half changed, and the next run repairs it.
 */
#ifndef USEDBY_SWAP_H
#define USEDBY_SWAP_H

#include <stddef.h>

#include "../common/err.h"

struct swap {
	char *out;              /* OUT, links resolved */
	char *area;             /* the folder beside it */
	char *dir;              /* the new release, in the area */
	int   lock;
	bool  inside;           /* the area is in OUT: no folder can be exchanged */
};

/* Take the area for OUT, which need not exist; it is empty afterwards.  False
 * with *e set: EX_TEMPFAIL (another run has it), EX_CANTCREAT (also where OUT
 * is a folder with files that are no release: it is left alone). */
bool swap_open(struct swap *s, const char *out, struct err *e);
/* Is there a release in OUT? */
bool swap_has_old(const struct swap *s);
/* Put S->dir in the place of OUT, keep KEEP earlier releases. */
bool swap_commit(struct swap *s, size_t keep, struct err *e);
/* Leave OUT as it is, but for the time stamp of its manifest. */
bool swap_keep(struct swap *s, struct err *e);
/* Put the newest earlier release in the place of OUT; the present one goes
 * to .releases/undone.  False with *e set: EX_NOINPUT (there is none). */
bool swap_rollback(struct swap *s, struct err *e);
/* Gives the area back and what is left in it. */
void swap_close(struct swap *s);

#endif
