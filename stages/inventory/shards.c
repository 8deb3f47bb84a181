#include "shards.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

#include "../common/keep.h"
#include "../common/sheet.h"
#include "../common/xalloc.h"

size_t
shards_count(const struct files *files, uint64_t max_files, uint64_t max_bytes)
{
	uint64_t bytes = 0, n = 1;

	for (size_t i = 0; i < files->n; i++)
		bytes += files->at[i].bytes;
	while (n < (files->n + max_files - 1) / max_files || n < bytes / max_bytes + (bytes % max_bytes != 0))
		n *= 2;
	return (size_t)n;
}

size_t
shards_of(struct str source, size_t n)
{
	uint64_t h = str_hash(source);

	/* The low bits of FNV mix poorly: the lowest is but the parity of the bytes'.
	 * This is the last step of MurmurHash3 (Austin Appleby, public domain). */
	h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return (size_t)((h ^ h >> 33) & (n - 1));
}

static void
put(struct sheet *s, const struct file *f, size_t n_shards)
{
	struct str field[inventory__n];
	char bytes[24], shard[24];

	snprintf(bytes, sizeof bytes, "%llu", (unsigned long long)f->bytes);
	snprintf(shard, sizeof shard, "%zu", shards_of(f->source, n_shards));
	field[inventory__source] = f->source;
	field[inventory__bytes] = str_of(bytes);
	field[inventory__sha256] = str_of(f->sha256);
	field[inventory__media_type] = str_of(media_name(f->media));
	field[inventory__shard] = str_of(shard);
	sheet_put(s, field);
}

/* The files ORDER[0] to ORDER[N-1], or all of FILES in their order where ORDER is NULL. */
static bool
write_list(const char *path, const struct files *files, const size_t *order, size_t n, size_t n_shards,
    bool *changed, struct err *e)
{
	struct buf fresh = { 0 };

	buf_addf(&fresh, "%s.new", path);
	struct sheet *s = sheet_create(buf_z(&fresh), &tables[TABLE_inventory], 0, e);
	bool ok = s != NULL;
	for (size_t i = 0; ok && i < n; i++)
		put(s, &files->at[order ? order[i] : i], n_shards);
	ok = ok && sheet_commit(s, e) && keep_replace(buf_z(&fresh), path, changed, e);
	sheet_close(s);
	buf_release(&fresh);
	return ok;
}

/* Files grouped by shard, in each by source: FIRST[s] to FIRST[s+1]-1 of ORDER. */
static void
group(const struct files *files, size_t n, size_t *order, size_t *first)
{
	for (size_t i = 0; i < files->n; i++)
		first[shards_of(files->at[i].source, n) + 1]++;
	for (size_t s = 0; s < n; s++)
		first[s + 1] += first[s];
	for (size_t i = 0; i < files->n; i++)
		order[first[shards_of(files->at[i].source, n)]++] = i;
	for (size_t s = n; s > 0; s--)
		first[s] = first[s - 1];
	first[0] = 0;
}

static bool
write_shards(const char *dir, const struct files *files, size_t n, size_t *changed, struct err *e)
{
	size_t *order = xcalloc(files->n + 1, sizeof *order), *first = xcalloc(n + 1, sizeof *first);
	struct buf path = { 0 };
	bool ok = true;

	group(files, n, order, first);
	for (size_t s = 0; ok && s < n; s++) {
		bool fresh = false;
		buf_reset(&path);
		buf_addf(&path, "%s/shards/%04zu.csv", dir, s);
		ok = write_list(buf_z(&path), files, order + first[s], first[s + 1] - first[s], n, &fresh, e);
		*changed += fresh;
	}
	buf_release(&path);
	free(first);
	free(order);
	return ok;
}

/* Removes from the folder of lists all that is not the list of one of N shards. */
static bool
remove_stale(const char *dir, size_t n, struct err *e)
{
	struct buf path = { 0 };
	struct dirent *entry;
	bool ok = true;

	buf_addf(&path, "%s/shards", dir);
	DIR *d = opendir(buf_z(&path));
	if (!d)
		ok = err_errno(e, EX_IOERR, "%s", buf_z(&path));
	while (ok && (entry = readdir(d))) {
		struct str name = str_of(entry->d_name);
		uint64_t no;
		bool list = str_ends(name, STR(".csv")) && name.n >= 8 && str_to_u64(str_sub(name, 0, name.n - 4), &no);
		if (entry->d_name[0] == '.' || (list && no < n && (name.n == 8 || entry->d_name[0] != '0')))
			continue;
		if (unlinkat(dirfd(d), entry->d_name, 0) < 0 && errno != ENOENT)
			ok = err_errno(e, EX_IOERR, "%s/%s", buf_z(&path), entry->d_name);
	}
	if (d)
		closedir(d);
	buf_release(&path);
	return ok;
}

bool
shards_write(const char *dir, const struct files *files, size_t n, size_t *changed, struct err *e)
{
	struct buf path = { 0 }, text = { 0 };
	bool ok;

	*changed = 0;
	buf_addf(&path, "%s/shards", dir);
	ok = mkdir(buf_z(&path), 0777) == 0 || errno == EEXIST || err_errno(e, EX_CANTCREAT, "%s", buf_z(&path));
	ok = ok && write_shards(dir, files, n, changed, e) && remove_stale(dir, n, e);
	buf_reset(&path);
	buf_addf(&path, "%s/inventory.csv", dir);
	ok = ok && write_list(buf_z(&path), files, NULL, files->n, n, NULL, e);
	buf_addz(&text, "SHARDS :=");
	for (size_t s = 0; s < n; s++)
		buf_addf(&text, " %04zu", s);
	buf_addc(&text, '\n');
	buf_reset(&path);
	buf_addf(&path, "%s/shards.mk", dir);
	ok = ok && keep_write(buf_z(&path), buf_str(&text), NULL, e);
	buf_release(&path);
	buf_release(&text);
	return ok;
}
