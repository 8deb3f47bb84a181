/*
 * walk.h -- find every file below a folder.
 *
 * Left out: names that begin with a dot; the folder X_files beside X.html
 * (what a browser saves with a page); what is neither file nor folder, with a
 * warning.  A link to a file is the file.  A link to a folder is followed
 * where it leads to one that was not visited by another name, so that no
 * loop and no double arises.  A folder that cannot be opened, and a link that
 * leads nowhere, are listed as files that cannot be read.
 */
#ifndef USEDBY_INVENTORY_WALK_H
#define USEDBY_INVENTORY_WALK_H

#include "../common/err.h"
#include "file.h"

/* Adds the files below ROOT to FILES with source and stamp, in no order to
 * rely on.  False with *e set: EX_NOINPUT where ROOT itself is no folder or
 * cannot be opened. */
bool walk(const char *root, struct files *files, struct err *e);

#endif
