#include "swap.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "../common/cli.h"
#include "../common/xalloc.h"
#include "../release/files.h"
#include "../release/manifest.h"

#define RELEASES ".releases"
#define UNDONE   "undone"

/* OUT as an absolute path without links; its last part need not exist. */
static char *
resolve(const char *out, struct err *e)
{
	char real[PATH_MAX];

	if (realpath(out, real))
		return xstrdup(real);
	char *copy = xstrdup(out), *copy2 = xstrdup(out), *path = NULL;
	const char *base = basename(copy2), *parent = dirname(copy);
	if (dir_make(parent, e)) {
		if (!realpath(parent, real))
			err_errno(e, EX_CANTCREAT, "%s", out);
		else
			path = path_join(real[1] ? real : "", base);
	}
	/* Below the root there is no folder name to join. */
	if (path && *path != '/') {
		free(path);
		path = xmalloc(strlen(base) + 2);
		sprintf(path, "/%s", base);
	}
	free(copy);
	free(copy2);
	return path;
}

/* A folder that holds anything but a release of ours is not ours to replace. */
static bool
may_replace(const char *out, struct err *e)
{
	struct stat st;
	bool empty = true;

	if (lstat(out, &st) < 0)
		return true;
	if (!S_ISDIR(st.st_mode))
		return err_set(e, EX_CANTCREAT, "%s: is no folder", out);
	char **names = dir_names(out, e);
	for (char **p = names; p && *p; p++)
		empty = empty && (*p)[0] == '.';
	bool ok = names != NULL;
	names_free(names);
	if (!ok || empty)
		return ok;
	struct err why = { 0 };
	json_t *manifest = manifest_load(out, &why);
	if (!manifest)
		return err_set(e, EX_CANTCREAT, "%s: holds files and no release (%s); nothing is touched", out, why.text);
	json_decref(manifest);
	return true;
}

static char *
area_beside(const char *out)
{
	const char *slash = strrchr(out, '/');
	char *area = xmalloc(strlen(out) + sizeof "..publish");

	sprintf(area, "%.*s/.%s.publish", (int)(slash - out), out, slash + 1);
	return area;
}

/* Who holds the lock: a line that the holder wrote into it. */
static void
tell_holder(int fd, const char *area, struct err *e)
{
	char holder[256];
	ssize_t n = pread(fd, holder, sizeof holder, 0);

	while (n > 0 && holder[n - 1] == '\n')
		n--;
	if (n > 0)
		err_set(e, EX_TEMPFAIL, "%s is in use by %.*s", area, (int)n, holder);
	else
		err_set(e, EX_TEMPFAIL, "%s is in use by another run", area);
}

static void
sign_lock(int fd)
{
	time_t now = time(NULL);
	struct utsname host = { 0 };
	struct tm day;
	char since[32];

	uname(&host);
	strftime(since, sizeof since, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &day));
	/* Without it a second run only tells less. */
	if (ftruncate(fd, 0) == 0)
		dprintf(fd, "process %ld on %s since %s\n", (long)getpid(), host.nodename, since);
}

/* Holds AREA/lock; the file may go with the run before, hence the second look. */
static int
take_lock(const char *area, struct err *e)
{
	char *path = path_join(area, "lock");
	struct stat held, there;
	int fd;

	for (;;) {
		if (mkdir(area, 0777) < 0 && errno != EEXIST) {
			fd = -1;
			break;
		}
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
		if (fd < 0 && errno == ENOENT)
			continue;
		if (fd < 0)
			break;
		if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
			tell_holder(fd, area, e);
			close(fd);
			fd = -2;
			break;
		}
		if (fstat(fd, &held) == 0 && stat(path, &there) == 0 && held.st_ino == there.st_ino) {
			sign_lock(fd);
			break;
		}
		close(fd);
	}
	free(path);
	return fd;
}

/* On another file system than the folder it is in? */
static bool
is_mounted(const char *out)
{
	char *copy = xstrdup(out);
	struct stat here, above;
	bool other = stat(out, &here) == 0 && stat(dirname(copy), &above) == 0 && here.st_dev != above.st_dev;

	free(copy);
	return other;
}

bool
swap_open(struct swap *s, const char *out, struct err *e)
{
	*s = (struct swap){ .lock = -1 };
	s->out = resolve(out, e);
	if (!s->out || !may_replace(s->out, e))
		return false;
	s->area = area_beside(s->out);
	bool mounted = is_mounted(s->out);
	s->lock = mounted ? -1 : take_lock(s->area, e);
	if (s->lock == -1 && path_exists(s->out)) {
		/* The folder above is not ours to write, or on another disk: work inside OUT. */
		free(s->area);
		s->area = path_join(s->out, ".publish");
		s->inside = true;
		s->lock = take_lock(s->area, e);
	}
	if (s->lock == -1)
		err_errno(e, EX_CANTCREAT, "%s", s->area);
	if (s->lock < 0)
		return false;
	s->dir = path_join(s->area, "new");
	return tree_remove(s->dir, e) && dir_make(s->dir, e);
}

void
swap_close(struct swap *s)
{
	struct err ignored = { 0 };

	if (s->lock >= 0) {
		tree_remove(s->area, &ignored);
		close(s->lock);
	}
	free(s->out);
	free(s->area);
	free(s->dir);
	*s = (struct swap){ .lock = -1 };
}

bool
swap_has_old(const struct swap *s)
{
	char *path = path_join(s->out, "manifest.json");
	bool there = path_exists(path);

	free(path);
	return there;
}

/* Does a release make the top-level entry NAME itself? */
static bool
own_entry(const json_t *manifest, const char *name)
{
	struct str whole = str_of(name);
	size_t i;
	json_t *entry;

	if (strcmp(name, "manifest.json") == 0 || strcmp(name, "CHANGES.md") == 0 || strcmp(name, RELEASES) == 0 ||
	    strcmp(name, ".publish") == 0)
		return true;
	json_array_foreach(json_object_get(manifest, "files"), i, entry) {
		struct str path = str_of(json_text(entry, "path"));
		if (str_starts(path, whole) && (path.n == whole.n || path.p[whole.n] == '/'))
			return true;
	}
	return false;
}

/* Gives the release's own entries of OUT (OWN), or the others, a second name below TO. */
static bool
link_entries(const char *out, const char *to, const json_t *manifest, bool own, struct err *e)
{
	char **names = dir_names(out, e);
	bool ok = names && dir_make(to, e);

	for (char **p = names; ok && *p; p++) {
		bool is_own = own_entry(manifest, *p);
		char *from = path_join(out, *p), *target = path_join(to, *p);
		if (is_own == own && strcmp(*p, RELEASES) != 0 && strcmp(*p, ".publish") != 0 && !path_exists(target))
			ok = entry_link(from, target, e);
		free(from);
		free(target);
	}
	names_free(names);
	return ok;
}

static bool
is_filed(const char *name)
{
	return strspn(name, "0123456789") == 6 && name[6] == '-';
}

/* The old release and those filed before it become DIR/.releases, the newest
 * KEEP of them.  UNDO: the newest filed one is left out and the old release
 * goes to .releases/undone. */
static bool
file_releases(const struct swap *s, const json_t *old, size_t keep, bool undo, struct err *e)
{
	char *from = path_join(s->out, RELEASES), *to = path_join(s->dir, RELEASES);
	char **names = path_exists(from) ? dir_names(from, e) : NULL;
	size_t n = 0, last = 0;
	bool ok = !e->code;

	for (char **p = names; p && *p; p++)
		n += is_filed(*p);
	for (char **p = names; ok && p && *p; p++) {
		if (!is_filed(*p))
			continue;
		last = (size_t)strtoul(*p, NULL, 10);
		/* The old release takes one of the KEEP places. */
		bool kept = undo ? n > 1 : n < keep;
		n--;
		char *a = path_join(from, *p), *b = path_join(to, *p);
		if (kept)
			ok = dir_make(to, e) && tree_link(a, b, e);
		free(a);
		free(b);
	}
	if (ok && (undo || keep)) {
		char name[64];
		snprintf(name, sizeof name, "%06zu-%.12s", last + 1, json_text(old, "content_sha256"));
		char *target = path_join(to, undo ? UNDONE : name);
		ok = link_entries(s->out, target, old, true, e);
		free(target);
	}
	names_free(names);
	free(from);
	free(to);
	return ok;
}

/* Rename the files of DIR over those of OUT, the manifest last; then remove
 * what the old manifest has and the new one has not. */
static bool
replace_files(const struct swap *s, const json_t *old, struct err *e)
{
	char **names = tree_files(s->dir, NULL, e);
	bool ok = names != NULL;

	for (int last = 0; ok && last < 2; last++)
		for (char **p = names; ok && *p; p++) {
			if ((strcmp(*p, "manifest.json") == 0) != last)
				continue;
			char *a = path_join(s->dir, *p), *b = path_join(s->out, *p), *b2 = xstrdup(b);
			ok = dir_make(dirname(b2), e) && (rename(a, b) == 0 || err_errno(e, EX_CANTCREAT, "%s", b));
			free(a);
			free(b);
			free(b2);
		}
	names_free(names);
	json_t *now = ok ? manifest_load(s->out, e) : NULL, *entry;
	size_t i;
	if (now)
		json_array_foreach(json_object_get(old, "files"), i, entry) {
			char *path = path_join(s->out, json_text(entry, "path"));
			if (!manifest_file(now, json_text(entry, "path")))
				unlink(path);
			free(path);
		}
	json_decref(now);
	return ok && !e->code;
}

/* DIR and OUT change places.  2: this file system cannot. */
static int
exchange(const struct swap *s, struct err *e)
{
	if (s->inside)
		return 2;
	if (!path_exists(s->out)) {
		if (rename(s->dir, s->out) == 0)
			return 1;
		return err_errno(e, EX_CANTCREAT, "%s", s->out);
	}
	if (renameat2(AT_FDCWD, s->dir, AT_FDCWD, s->out, RENAME_EXCHANGE) == 0)
		return 1;
	switch (errno) {
	case EINVAL: case ENOSYS: case EXDEV: case EBUSY: case EACCES: case EPERM: case EOPNOTSUPP:
		return 2;
	default:
		return err_errno(e, EX_CANTCREAT, "%s", s->out);
	}
}

static bool
touch_manifest(const char *dir, struct err *e)
{
	char *path = path_join(dir, "manifest.json");
	bool ok = utimensat(AT_FDCWD, path, NULL, 0) == 0 || err_errno(e, EX_IOERR, "%s", path);

	free(path);
	return ok;
}

bool
swap_keep(struct swap *s, struct err *e)
{
	return touch_manifest(s->out, e);
}

static bool
put_in_place(struct swap *s, const json_t *old, struct err *e)
{
	if (!touch_manifest(s->dir, e) || !tree_sync(s->dir, e))
		return false;
	int done = exchange(s, e);
	if (done == 2)
		return replace_files(s, old, e);
	return done == 1;
}

bool
swap_commit(struct swap *s, size_t keep, struct err *e)
{
	json_t *old = swap_has_old(s) ? manifest_load(s->out, e) : NULL;
	bool ok = !e->code;

	if (ok && old)
		ok = file_releases(s, old, keep, false, e);
	if (ok && path_exists(s->out))
		ok = link_entries(s->out, s->dir, old, false, e);
	ok = ok && put_in_place(s, old, e);
	json_decref(old);
	return ok;
}

/* The newest filed release, or NULL. */
static char *
newest_filed(const struct swap *s, struct err *e)
{
	char *dir = path_join(s->out, RELEASES), *found = NULL;
	char **names = path_exists(dir) ? dir_names(dir, e) : NULL;

	for (char **p = names; p && *p; p++)
		if (is_filed(*p)) {
			free(found);
			found = path_join(dir, *p);
		}
	names_free(names);
	free(dir);
	return found;
}

bool
swap_rollback(struct swap *s, struct err *e)
{
	char *filed = newest_filed(s, e);
	json_t *old = filed ? manifest_load(s->out, e) : NULL;
	bool ok = old != NULL;

	if (!filed)
		err_set(e, EX_NOINPUT, "%s: no earlier release to go back to", s->out);
	ok = ok && tree_link(filed, s->dir, e) && file_releases(s, old, 0, true, e) &&
	    link_entries(s->out, s->dir, old, false, e) && put_in_place(s, old, e);
	json_decref(old);
	free(filed);
	return ok;
}
