/*
 * files.h -- folders and small files of a release.
 *
 * Nothing here follows a symbolic link while it removes or copies.
 */
#ifndef USEDBY_FILES_H
#define USEDBY_FILES_H

#include "../common/err.h"
#include "../common/str.h"

/* "DIR/NAME", allocated; the caller frees it. */
char *path_join(const char *dir, const char *name);
bool path_exists(const char *path);
/* Make DIR and what is missing above it.  False with *e set: EX_CANTCREAT. */
bool dir_make(const char *dir, struct err *e);
/* Remove PATH and everything below; what is not there is no error.
 * False with *e set: EX_IOERR. */
bool tree_remove(const char *path, struct err *e);
/* Give everything below FROM a second name below TO, a folder that is made:
 * files by hard link, or by copy where the file system has none.
 * False with *e set: EX_CANTCREAT, EX_IOERR. */
bool tree_link(const char *from, const char *to, struct err *e);
/* The same for one file, link or folder. */
bool entry_link(const char *from, const char *to, struct err *e);
/* Ask the kernel to put the files below DIR on the disk.  False with *e set. */
bool tree_sync(const char *dir, struct err *e);
/* The names in DIR without . and .., sorted bytewise, NULL behind the last; the
 * caller gives them back with names_free().  NULL with *e set: EX_NOINPUT. */
char **dir_names(const char *dir, struct err *e);
void names_free(char **names);
/* The relative paths of all regular files below DIR, likewise; a path for
 * which SKIP (may be NULL) returns true is left out, a folder with all below. */
char **tree_files(const char *dir, bool (*skip)(const char *path), struct err *e);
/* The whole of the (plain or compressed) file PATH, appended to B. */
bool file_read(const char *path, struct buf *b, struct err *e);
/* PATH gets these bytes, at once.  False with *e set: EX_CANTCREAT, EX_IOERR. */
bool file_write(const char *path, struct str bytes, struct err *e);

#endif
