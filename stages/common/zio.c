#include "zio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

#include "xalloc.h"

#ifndef IO_SIZE
/* Below malloc's threshold for mapping memory, which would cost a page fault for
 * each page of each small file. */
#define IO_SIZE (64u << 10)
#endif

enum kind { UNKNOWN, PLAIN, ZSTD, GZIP };

struct zin {
	char         *name;
	int           fd;               /* -1: all input is in memory */
	enum kind     kind;
	bool          at_end;           /* nothing more to read from fd */
	bool          in_frame;         /* inside a zstd frame or gzip member */
	uint64_t      limit, given;
	struct str    in;               /* read, not used yet */
	char         *space;            /* IO_SIZE bytes, NULL when in memory */
	ZSTD_DStream *zstd;
	z_stream      gzip;
};

static struct zin *
zin_new(const char *name, int fd)
{
	struct zin *z = xcalloc(1, sizeof *z);

	z->name = xstrdup(name);
	z->fd = fd;
	return z;
}

struct zin *
zin_open(const char *path, struct err *e)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0) {
		err_errno(e, EX_NOINPUT, "%s", path);
		return NULL;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		err_set(e, EX_NOINPUT, "%s: is a directory", path);
		return NULL;
	}
	struct zin *z = zin_new(standard ? "standard input" : path, fd);
	z->space = xmalloc(IO_SIZE);
	return z;
}

struct zin *
zin_open_mem(struct str bytes, const char *name, struct err *e)
{
	struct zin *z = zin_new(name, -1);

	(void)e;
	z->in = bytes;
	z->at_end = true;
	return z;
}

/* Reads until at least MIN unused bytes are there, or the end. */
static bool
fill(struct zin *z, size_t min, struct err *e)
{
	while (z->in.n < min && !z->at_end) {
		if (z->in.n && z->in.p != z->space)
			memmove(z->space, z->in.p, z->in.n);
		z->in.p = z->space;
		ssize_t n = read(z->fd, z->space + z->in.n, IO_SIZE - z->in.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(e, EX_IOERR, "%s", z->name);
		z->at_end = n == 0;
		z->in.n += (size_t)n;
	}
	return true;
}

static void
find_kind(struct zin *z)
{
	const unsigned char *p = (const unsigned char *)z->in.p;

	z->kind = PLAIN;
	if (z->in.n >= 4 && ((p[0] == 0x28 && p[1] == 0xb5 && p[2] == 0x2f && p[3] == 0xfd) ||
	    ((p[0] & 0xf0) == 0x50 && p[1] == 0x2a && p[2] == 0x4d && p[3] == 0x18))) {
		z->kind = ZSTD;
		z->zstd = ZSTD_createDStream();
		if (!z->zstd)
			xalloc_die();
	} else if (z->in.n >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8) {
		z->kind = GZIP;
		if (inflateInit2(&z->gzip, 15 + 16) != Z_OK)
			xalloc_die();
	}
}

#define DICTIONARY_MAX (64u << 20)

/* A web archive in zstd begins with its dictionary, plain or compressed, in a
 * skippable frame of this kind.
 * https://iipc.github.io/warc-specifications/specifications/warc-zstd/ */
static bool
load_dictionary(struct zin *z, struct err *e)
{
	static const unsigned char magic[] = { 0x5d, 0x2a, 0x4d, 0x18 };
	struct buf dictionary = { 0 }, plain = { 0 };
	bool ok = true;

	if (!fill(z, 8, e))
		return false;
	if (z->kind != ZSTD || z->in.n < 8 || memcmp(z->in.p, magic, 4) != 0)
		return true;
	const unsigned char *p = (const unsigned char *)z->in.p;
	uint32_t size = p[4] | (uint32_t)p[5] << 8 | (uint32_t)p[6] << 16 | (uint32_t)p[7] << 24;
	if (size > DICTIONARY_MAX)
		return err_set(e, EX_DATAERR, "%s: a dictionary of %u bytes", z->name, size);
	z->in = str_sub(z->in, 8, z->in.n);
	while (ok && dictionary.n < size) {
		ok = fill(z, 1, e);
		if (ok && z->in.n == 0)
			ok = err_set(e, EX_DATAERR, "%s: cut short in its dictionary", z->name);
		size_t n = z->in.n < size - dictionary.n ? z->in.n : size - dictionary.n;
		buf_add(&dictionary, str_sub(z->in, 0, n));
		z->in = str_sub(z->in, n, z->in.n);
	}
	if (ok && str_starts(buf_str(&dictionary), STR("\x28\xb5\x2f\xfd"))) {
		struct zin *inner = zin_open_mem(buf_str(&dictionary), z->name, e);
		zin_limit(inner, DICTIONARY_MAX);
		ok = zin_all(inner, &plain, e);
		zin_close(inner);
	}
	if (ok && ZSTD_isError(ZSTD_DCtx_loadDictionary(z->zstd, plain.n ? plain.p : dictionary.p, plain.n ? plain.n : dictionary.n)))
		ok = err_set(e, EX_DATAERR, "%s: damaged dictionary", z->name);
	buf_release(&dictionary);
	buf_release(&plain);
	return ok;
}

static ssize_t
read_plain(struct zin *z, void *p, size_t n)
{
	if (n > z->in.n)
		n = z->in.n;
	memcpy(p, z->in.p, n);
	z->in = str_sub(z->in, n, z->in.n);
	return (ssize_t)n;
}

static ssize_t
read_zstd(struct zin *z, void *p, size_t n, struct err *e)
{
	ZSTD_inBuffer in = { z->in.p, z->in.n, 0 };
	ZSTD_outBuffer out = { p, n, 0 };
	size_t left = ZSTD_decompressStream(z->zstd, &out, &in);

	z->in = str_sub(z->in, in.pos, z->in.n);
	if (ZSTD_isError(left)) {
		err_set(e, EX_DATAERR, "%s: damaged zstd stream: %s", z->name, ZSTD_getErrorName(left));
		return -1;
	}
	z->in_frame = left != 0;
	return (ssize_t)out.pos;
}

static ssize_t
read_gzip(struct zin *z, void *p, size_t n, struct err *e)
{
	size_t in = z->in.n < UINT32_MAX ? z->in.n : UINT32_MAX;
	size_t out = n < UINT32_MAX ? n : UINT32_MAX;

	if (!z->in_frame)
		inflateReset(&z->gzip);
	z->gzip.next_in = (unsigned char *)z->in.p;
	z->gzip.avail_in = (uInt)in;
	z->gzip.next_out = p;
	z->gzip.avail_out = (uInt)out;
	int got = inflate(&z->gzip, Z_NO_FLUSH);
	z->in = str_sub(z->in, in - z->gzip.avail_in, z->in.n);
	if (got != Z_OK && got != Z_STREAM_END && got != Z_BUF_ERROR) {
		err_set(e, EX_DATAERR, "%s: damaged gzip stream: %s", z->name,
		    z->gzip.msg ? z->gzip.msg : "unknown reason");
		return -1;
	}
	z->in_frame = got != Z_STREAM_END;
	return (ssize_t)(out - z->gzip.avail_out);
}

/* One step of the decoder; 0 with input left means "call again". */
static ssize_t
step(struct zin *z, void *p, size_t n, struct err *e)
{
	switch (z->kind) {
	case ZSTD: return read_zstd(z, p, n, e);
	case GZIP: return read_gzip(z, p, n, e);
	default:   return read_plain(z, p, n);
	}
}

ssize_t
zin_read(struct zin *z, void *p, size_t n, struct err *e)
{
	if (z->kind == UNKNOWN) {
		if (!fill(z, 4, e))
			return -1;
		find_kind(z);
		if (!load_dictionary(z, e))
			return -1;
	}
	for (;;) {
		if (!fill(z, 1, e))
			return -1;
		bool starved = z->in.n == 0;
		if (starved && !z->in_frame)
			return 0;
		ssize_t got = step(z, p, n, e);
		if (got < 0)
			return -1;
		z->given += (uint64_t)got;
		if (z->limit && z->given > z->limit) {
			err_set(e, EX_DATAERR, "%s: more than %llu bytes", z->name,
			    (unsigned long long)z->limit);
			return -1;
		}
		if (got)
			return got;
		if (starved && z->in_frame) {
			err_set(e, EX_DATAERR, "%s: cut short", z->name);
			return -1;
		}
	}
}

bool
zin_all(struct zin *z, struct buf *b, struct err *e)
{
	ssize_t n;

	do {
		buf_reserve(b, IO_SIZE);
		n = zin_read(z, b->p + b->n, b->cap - b->n, e);
		if (n > 0)
			b->n += (size_t)n;
	} while (n > 0);
	return n == 0;
}

void
zin_limit(struct zin *z, uint64_t limit)
{
	z->limit = limit ? z->given + limit : 0;
}

void
zin_close(struct zin *z)
{
	if (!z)
		return;
	if (z->fd >= 0)
		close(z->fd);
	if (z->kind == GZIP)
		inflateEnd(&z->gzip);
	ZSTD_freeDStream(z->zstd);
	free(z->space);
	free(z->name);
	free(z);
}

struct zout {
	char       *path, *temporary;   /* temporary is NULL for standard output */
	int         fd;
	int         error;              /* errno of the first failure */
	struct buf  raw;                /* waits to be written or compressed */
	ZSTD_CCtx  *zstd;               /* NULL: plain */
	char       *packed;             /* ZSTD_CStreamOutSize() bytes */
};

static int
open_temporary(struct zout *z, struct err *e)
{
	struct stat st;

	if (stat(z->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		/* A rename over a device or folder would replace it. */
		err_set(e, EX_CANTCREAT, "%s: not a regular file", z->path);
		return -1;
	}
	z->temporary = xmalloc(strlen(z->path) + sizeof ".XXXXXX.tmp");
	sprintf(z->temporary, "%s.XXXXXX.tmp", z->path);
	int fd = mkostemps(z->temporary, 4, O_CLOEXEC);
	if (fd < 0) {
		err_errno(e, EX_CANTCREAT, "%s", z->path);
		free(z->temporary);
		z->temporary = NULL;
		return -1;
	}
	mode_t mask = umask(0);
	umask(mask);
	fchmod(fd, 0666 & ~mask);
	return fd;
}

struct zout *
zout_create(const char *path, int level, struct err *e)
{
	struct zout *z = xcalloc(1, sizeof *z);

	z->path = xstrdup(path);
	z->fd = strcmp(path, "-") == 0 ? dup(STDOUT_FILENO) : open_temporary(z, e);
	if (z->fd < 0) {
		err_errno(e, EX_CANTCREAT, "%s", path);
		zout_close(z);
		return NULL;
	}
	if (str_ends(str_of(path), STR(".zst"))) {
		z->zstd = ZSTD_createCCtx();
		if (!z->zstd)
			xalloc_die();
		ZSTD_CCtx_setParameter(z->zstd, ZSTD_c_compressionLevel, level);
		ZSTD_CCtx_setParameter(z->zstd, ZSTD_c_checksumFlag, 1);
		z->packed = xmalloc(ZSTD_CStreamOutSize());
	}
	return z;
}

static void
write_all(struct zout *z, const char *p, size_t n)
{
	while (n && !z->error) {
		ssize_t done = write(z->fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			z->error = errno;
			return;
		}
		p += done;
		n -= (size_t)done;
	}
}

/* Hands on BYTES. */
static void
put(struct zout *z, struct str bytes, ZSTD_EndDirective end)
{
	ZSTD_inBuffer in = { bytes.p, bytes.n, 0 };
	size_t left;

	if (!z->zstd)
		write_all(z, bytes.p, bytes.n);
	else
		do {
			ZSTD_outBuffer out = { z->packed, ZSTD_CStreamOutSize(), 0 };
			left = ZSTD_compressStream2(z->zstd, &out, &in, end);
			if (ZSTD_isError(left))
				z->error = z->error ? z->error : EIO;
			else
				write_all(z, z->packed, out.pos);
		} while (!z->error && (in.pos < in.size || (end == ZSTD_e_end && left)));
}

static void
flush(struct zout *z, ZSTD_EndDirective end)
{
	put(z, buf_str(&z->raw), end);
	buf_reset(&z->raw);
}

void
zout_write(struct zout *z, struct str bytes)
{
	/* What is as large as the buffer need not go through it. */
	if (z->raw.n == 0 && bytes.n >= IO_SIZE) {
		put(z, bytes, ZSTD_e_continue);
		return;
	}
	buf_add(&z->raw, bytes);
	if (z->raw.n >= IO_SIZE)
		flush(z, ZSTD_e_continue);
}

bool
zout_commit(struct zout *z, struct err *e)
{
	flush(z, ZSTD_e_end);
	if (close(z->fd) < 0 && !z->error)
		z->error = errno;
	z->fd = -1;
	if (!z->error && z->temporary) {
		if (rename(z->temporary, z->path) < 0)
			z->error = errno;
		else {
			free(z->temporary);
			z->temporary = NULL;
		}
	}
	errno = z->error;
	return z->error ? err_errno(e, EX_IOERR, "%s", z->path) : true;
}

void
zout_close(struct zout *z)
{
	if (!z)
		return;
	if (z->fd >= 0)
		close(z->fd);
	if (z->temporary)
		unlink(z->temporary);
	ZSTD_freeCCtx(z->zstd);
	buf_release(&z->raw);
	free(z->packed);
	free(z->temporary);
	free(z->path);
	free(z);
}
