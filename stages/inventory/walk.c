#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../common/cli.h"
#include "../common/source.h"
#include "../common/xalloc.h"

struct names { char **at; size_t n, cap; };

/* Folders visited, by device and inode: an open-addressed set. */
struct visited {
	struct { dev_t device; ino_t inode; bool used; } *slot;
	size_t n, cap;
};

struct walk {
	const char    *root;
	struct files  *files;
	struct names   folders;         /* to do: relative paths, "" for the root */
	struct names   links;           /* links to folders, for when all others are done */
	struct visited visited;
	struct buf     path;            /* scratch: root/relative */
};

static void
names_add(struct names *l, const char *name)
{
	l->at = xgrow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n++] = xstrdup(name);
}

static void
names_release(struct names *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->at[i]);
	free(l->at);
	*l = (struct names){ 0 };
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
visited_put(struct visited *v, dev_t device, ino_t inode)
{
	size_t i = ((size_t)inode * 0x9e3779b97f4a7c15u ^ (size_t)device) & (v->cap - 1);

	while (v->slot[i].used) {
		if (v->slot[i].device == device && v->slot[i].inode == inode)
			return false;
		i = (i + 1) & (v->cap - 1);
	}
	v->slot[i].device = device;
	v->slot[i].inode = inode;
	v->slot[i].used = true;
	v->n++;
	return true;
}

/* False where the folder is there already. */
static bool
visited_add(struct visited *v, dev_t device, ino_t inode)
{
	if (2 * (v->n + 1) > v->cap) {
		struct visited big = { .cap = v->cap ? 2 * v->cap : 64 };
		big.slot = xcalloc(big.cap, sizeof *big.slot);
		for (size_t i = 0; i < v->cap; i++)
			if (v->slot[i].used)
				visited_put(&big, v->slot[i].device, v->slot[i].inode);
		free(v->slot);
		*v = big;
	}
	return visited_put(v, device, inode);
}

/* ROOT/RELATIVE, or ROOT for "". */
static const char *
full_path(struct walk *w, const char *relative)
{
	buf_reset(&w->path);
	buf_addz(&w->path, w->root);
	if (*relative) {
		buf_addc(&w->path, '/');
		buf_addz(&w->path, relative);
	}
	return buf_z(&w->path);
}

static int64_t
ns(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
add_file(struct walk *w, const char *relative, const struct stat *st)
{
	struct files *l = w->files;
	struct buf source = { 0 };

	source_encode(&source, str_of(relative));
	l->at = xgrow(l->at, &l->cap, l->n + 1, sizeof *l->at);
	l->at[l->n++] = (struct file){
		.source = arena_str(&l->names, buf_str(&source)),
		.stamp = { (uint64_t)st->st_size, (uint64_t)st->st_ino, ns(st->st_mtim), ns(st->st_ctim) },
	};
	buf_release(&source);
}

static void
add_entry(struct walk *w, const char *relative)
{
	const char *path = full_path(w, relative);
	struct stat st;

	if (lstat(path, &st) < 0) {
		/* Gone since the folder was read, unless it cannot be looked at. */
		if (errno != ENOENT)
			add_file(w, relative, &(struct stat){ 0 });
		return;
	}
	bool link = S_ISLNK(st.st_mode);
	if (link && stat(path, &st) < 0)
		add_file(w, relative, &(struct stat){ 0 });
	else if (S_ISREG(st.st_mode))
		add_file(w, relative, &st);
	else if (S_ISDIR(st.st_mode))
		names_add(link ? &w->links : &w->folders, relative);
	else
		log_warn("%s: neither file nor folder, left out", relative);
}

/* X_files beside X.html or the like? */
static bool
belongs_to_page(const struct names *beside, const char *name)
{
	static const char *const endings[] = { ".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".html.zst", ".htm.zst" };
	struct str s = str_of(name);
	bool found = false;

	if (!str_ends(s, STR("_files")))
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings && !found; i++) {
		struct buf page = { 0 };
		buf_add(&page, str_sub(s, 0, s.n - strlen("_files")));
		buf_addz(&page, endings[i]);
		const char *key = buf_z(&page);
		found = bsearch(&key, beside->at, beside->n, sizeof *beside->at, compare_names) != NULL;
		buf_release(&page);
	}
	return found;
}

static bool
list_folder(const char *path, struct names *out)
{
	DIR *d = opendir(path);
	struct dirent *entry;

	if (!d)
		return false;
	errno = 0;
	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.')
			names_add(out, entry->d_name);
	int failed = errno;
	closedir(d);
	errno = failed;
	if (out->n)
		qsort(out->at, out->n, sizeof *out->at, compare_names);
	return failed == 0;
}

/* False, with errno, where the folder cannot be read. */
static bool
do_folder(struct walk *w, const char *relative)
{
	struct names here = { 0 };
	struct stat st;
	bool ok = stat(full_path(w, relative), &st) == 0;

	if (ok && !visited_add(&w->visited, st.st_dev, st.st_ino)) {
		log_warn("%s: leads to a folder that is listed already, left out", relative);
		return true;
	}
	ok = ok && list_folder(full_path(w, relative), &here);
	int saved = errno;
	for (size_t i = 0; i < here.n; i++) {
		struct buf name = { 0 };
		if (*relative)
			buf_addf(&name, "%s/", relative);
		buf_addz(&name, here.at[i]);
		if (!belongs_to_page(&here, here.at[i]))
			add_entry(w, buf_z(&name));
		buf_release(&name);
	}
	names_release(&here);
	errno = saved;
	return ok;
}

static char *
pop(struct names *l, bool first)
{
	char *name = l->at[first ? 0 : l->n - 1];

	l->n--;
	if (first)
		memmove(l->at, l->at + 1, l->n * sizeof *l->at);
	return name;
}

bool
walk(const char *root, struct files *files, struct err *e)
{
	struct walk w = { .root = root, .files = files };
	struct stat st;
	bool ok = stat(root, &st) == 0;

	if (ok && !S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		ok = false;
	}
	ok = ok && do_folder(&w, "");
	if (!ok)
		err_errno(e, EX_NOINPUT, "%s", root);
	while (ok && (w.folders.n || w.links.n)) {
		char *relative = w.folders.n ? pop(&w.folders, false) : pop(&w.links, true);
		if (!do_folder(&w, relative))
			add_file(&w, relative, &(struct stat){ 0 });
		free(relative);
	}
	names_release(&w.folders);
	names_release(&w.links);
	free(w.visited.slot);
	buf_release(&w.path);
	return ok;
}
