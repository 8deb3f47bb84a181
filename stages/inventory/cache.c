#include "cache.h"

#include "../common/keep.h"
#include "../common/zio.h"

/* sha256 bytes stat-bytes inode modified changed media source */
#define FIELDS 8

static struct str
headline(void)
{
	static char line[64];
	struct buf b = { 0 };

	buf_addf(&b, "usedby inventory cache %d", SNIFF_VERSION);
	memcpy(line, buf_z(&b), b.n + 1);
	buf_release(&b);
	return str_of(line);
}

static bool
parse(struct str line, struct file *f)
{
	struct str field[FIELDS], rest = line;

	for (size_t i = 0; i + 1 < FIELDS; i++)
		if (!str_split(&rest, ' ', &field[i]))
			return false;
	if (!rest.p || field[0].n != DIGEST_HEX - 1)
		return false;
	memcpy(f->sha256, field[0].p, field[0].n);
	f->sha256[DIGEST_HEX - 1] = 0;
	f->source = rest;
	f->media = media_find(field[6]);
	f->readable = true;
	return f->media != N_MEDIA && str_to_u64(field[1], &f->bytes) && str_to_u64(field[2], &f->stamp.bytes) &&
	    str_to_u64(field[3], &f->stamp.inode) && str_to_i64(field[4], &f->stamp.modified_ns) &&
	    str_to_i64(field[5], &f->stamp.changed_ns);
}

static bool
same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->bytes == b->bytes && a->inode == b->inode && a->modified_ns == b->modified_ns &&
	    a->changed_ns == b->changed_ns;
}

/* Both lists are sorted by source: one pass over both. */
static size_t
merge(struct str text, struct files *files)
{
	struct str line;
	size_t i = 0, known = 0;

	while (i < files->n && str_split(&text, '\n', &line)) {
		struct file old = { 0 }, *now;
		if (!parse(line, &old))
			continue;
		while (i < files->n && str_cmp(files->at[i].source, old.source) < 0)
			i++;
		if (i == files->n)
			break;
		now = &files->at[i];
		if (!str_eq(now->source, old.source) || !same_stamp(&now->stamp, &old.stamp))
			continue;
		old.source = now->source;
		*now = old;
		known++;
	}
	return known;
}

size_t
cache_load(const char *path, struct files *files)
{
	struct err ignored = { 0 };
	struct buf text = { 0 };
	struct str rest, line;
	size_t known = 0;
	struct zin *in = zin_open(path, &ignored);

	if (in && zin_all(in, &text, &ignored)) {
		rest = buf_str(&text);
		if (str_split(&rest, '\n', &line) && str_eq(line, headline()))
			known = merge(rest, files);
	}
	zin_close(in);
	buf_release(&text);
	return known;
}

/* A file changed in the same tick of its file system's clock in which it was
 * hashed may have changed behind our back.  Whole seconds tell a coarse clock. */
static bool
at_rest(const struct stamp *s, int64_t now_ns)
{
	int64_t last = s->modified_ns > s->changed_ns ? s->modified_ns : s->changed_ns;
	int64_t tick = last % 1000000000 ? 50000000 : 2500000000;

	return last + tick < now_ns;
}

bool
cache_store(const char *path, const struct files *files, int64_t now_ns, struct err *e)
{
	struct buf text = { 0 };

	buf_add(&text, headline());
	buf_addc(&text, '\n');
	for (size_t i = 0; i < files->n; i++) {
		const struct file *f = &files->at[i];
		if (f->readable && at_rest(&f->stamp, now_ns))
			buf_addf(&text, "%s %llu %llu %llu %lld %lld %s %.*s\n", f->sha256,
			    (unsigned long long)f->bytes, (unsigned long long)f->stamp.bytes,
			    (unsigned long long)f->stamp.inode, (long long)f->stamp.modified_ns,
			    (long long)f->stamp.changed_ns, media_name(f->media), STR_ARG(f->source));
	}
	bool ok = keep_write(path, buf_str(&text), NULL, e);
	buf_release(&text);
	return ok;
}
