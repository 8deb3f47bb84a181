#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

#include "../common/xalloc.h"
#include "../common/zio.h"

char *
path_join(const char *dir, const char *name)
{
	char *path = xmalloc(strlen(dir) + strlen(name) + 2);

	sprintf(path, "%s%s%s", dir, *dir && *name ? "/" : "", name);
	return path;
}

bool
path_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool
dir_make(const char *dir, struct err *e)
{
	char *path = xstrdup(dir);
	bool ok = true;

	for (char *p = path + 1; ok; p++) {
		if (*p && *p != '/')
			continue;
		char kept = *p;
		*p = 0;
		ok = mkdir(path, 0777) == 0 || errno == EEXIST;
		*p = kept;
		if (!kept)
			break;
	}
	struct stat st;
	if (ok && (stat(dir, &st) < 0 || !S_ISDIR(st.st_mode))) {
		errno = ENOTDIR;
		ok = false;
	}
	if (!ok)
		err_errno(e, EX_CANTCREAT, "%s", dir);
	free(path);
	return ok;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
dir_names(const char *dir, struct err *e)
{
	DIR *d = opendir(dir);
	char **names = NULL;
	size_t n = 0, cap = 0;

	if (!d) {
		err_errno(e, EX_NOINPUT, "%s", dir);
		return NULL;
	}
	for (struct dirent *entry; (entry = readdir(d)); ) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		names = xgrow(names, &cap, n + 2, sizeof *names);
		names[n++] = xstrdup(entry->d_name);
	}
	closedir(d);
	if (!names)
		names = xcalloc(1, sizeof *names);
	qsort(names, n, sizeof *names, by_name);
	names[n] = NULL;
	return names;
}

void
names_free(char **names)
{
	for (char **p = names; names && *p; p++)
		free(*p);
	free(names);
}

/* Removes what NAME in the open folder AT is; on failure errno tells why. */
static bool
remove_at(int at, const char *name)
{
	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno != EISDIR && errno != EPERM)
		return false;
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	bool ok = d != NULL;
	if (!ok && fd >= 0)
		close(fd);
	for (struct dirent *entry; ok && (entry = readdir(d)); )
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			ok = remove_at(dirfd(d), entry->d_name);
	if (d)
		closedir(d);
	return ok && unlinkat(at, name, AT_REMOVEDIR) == 0;
}

bool
tree_remove(const char *path, struct err *e)
{
	return remove_at(AT_FDCWD, path) || err_errno(e, EX_IOERR, "%s: cannot be removed", path);
}

static bool
file_copy(const char *from, const char *to, struct err *e)
{
	char chunk[64 << 10];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	bool ok = out >= 0;
	ssize_t n = 0;

	while (ok && (n = read(in, chunk, sizeof chunk)) > 0)
		for (ssize_t at = 0, put; ok && at < n; at += put) {
			put = write(out, chunk + at, (size_t)(n - at));
			ok = put > 0;
		}
	struct stat st;
	ok = ok && n == 0 && fstat(in, &st) == 0 &&
	    futimens(out, (struct timespec[2]){ st.st_atim, st.st_mtim }) == 0;
	if (!ok)
		err_errno(e, EX_IOERR, "%s", to);
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) < 0 && ok)
		ok = err_errno(e, EX_IOERR, "%s", to);
	return ok;
}

bool
entry_link(const char *from, const char *to, struct err *e)
{
	struct stat st;

	if (lstat(from, &st) < 0)
		return err_errno(e, EX_IOERR, "%s", from);
	if (S_ISDIR(st.st_mode))
		return tree_link(from, to, e);
	if (linkat(AT_FDCWD, from, AT_FDCWD, to, 0) == 0)
		return true;
	if (!S_ISREG(st.st_mode) || (errno != EPERM && errno != EMLINK && errno != EOPNOTSUPP && errno != ENOSYS && errno != EXDEV))
		return err_errno(e, EX_IOERR, "%s", to);
	return file_copy(from, to, e);
}

bool
tree_link(const char *from, const char *to, struct err *e)
{
	char **names = dir_names(from, e);
	bool ok = names && dir_make(to, e);

	for (char **p = names; ok && *p; p++) {
		char *a = path_join(from, *p), *b = path_join(to, *p);
		ok = entry_link(a, b, e);
		free(a);
		free(b);
	}
	names_free(names);
	return ok;
}

struct listing {
	char **names;
	size_t n, cap;
	bool (*skip)(const char *path);
};

static bool
list_below(struct listing *l, const char *top, const char *below, struct err *e)
{
	char *dir = path_join(top, below);
	char **names = dir_names(dir, e);
	bool ok = names != NULL;

	for (char **p = names; ok && *p; p++) {
		char *relative = path_join(below, *p), *path = path_join(top, relative);
		struct stat st;
		bool skipped = l->skip && l->skip(relative);
		if (!skipped && lstat(path, &st) < 0)
			ok = err_errno(e, EX_IOERR, "%s", path);
		else if (!skipped && S_ISDIR(st.st_mode))
			ok = list_below(l, top, relative, e);
		else if (!skipped && S_ISREG(st.st_mode)) {
			l->names = xgrow(l->names, &l->cap, l->n + 2, sizeof *l->names);
			l->names[l->n++] = xstrdup(relative);
		}
		free(relative);
		free(path);
	}
	names_free(names);
	free(dir);
	return ok;
}

char **
tree_files(const char *dir, bool (*skip)(const char *path), struct err *e)
{
	struct listing l = { .skip = skip };
	bool ok = list_below(&l, dir, "", e);

	if (!l.names)
		l.names = xcalloc(1, sizeof *l.names);
	l.names[l.n] = NULL;
	if (!ok) {
		names_free(l.names);
		return NULL;
	}
	qsort(l.names, l.n, sizeof *l.names, by_name);
	return l.names;
}

static bool
sync_one(const char *path, bool folder, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | (folder ? O_DIRECTORY : 0));
	/* Some file systems cannot sync a folder; their rename is all we can have. */
	bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL || errno == EROFS);

	if (!ok)
		err_errno(e, EX_IOERR, "%s", path);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
tree_sync(const char *dir, struct err *e)
{
	char **files = tree_files(dir, NULL, e);
	bool ok = files != NULL;

	for (char **p = files; ok && *p; p++) {
		char *path = path_join(dir, *p);
		ok = sync_one(path, false, e);
		free(path);
	}
	names_free(files);
	return ok && sync_one(dir, true, e);
}

bool
file_read(const char *path, struct buf *b, struct err *e)
{
	struct zin *in = zin_open(path, e);
	bool ok = in && zin_all(in, b, e);

	zin_close(in);
	return ok;
}

bool
file_write(const char *path, struct str bytes, struct err *e)
{
	struct zout *out = zout_create(path, 0, e);

	if (out)
		zout_write(out, bytes);
	bool ok = out && zout_commit(out, e);
	zout_close(out);
	return ok;
}
