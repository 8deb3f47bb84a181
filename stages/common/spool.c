#include "sort.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "xalloc.h"

#define SPOOL_SIZE (256u << 10)

/* Records lie behind their length, in a file or, while they are few, in data. */
struct spool {
	char      *dir;
	int        fd;                  /* -1: nothing written yet */
	int        error;               /* errno of the first failure */
	bool       reading, cannot_create;
	struct buf data;                /* waits to be written; or was read */
	size_t     at;                  /* reading: first unused byte of data */
	off_t      offset;              /* reading: of the file behind data */
};

struct spool *
spool_new(const char *dir)
{
	struct spool *s = xcalloc(1, sizeof *s);

	s->dir = xstrdup(dir);
	s->fd = -1;
	return s;
}

static void
open_file(struct spool *s)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/spool.XXXXXX.tmp", s->dir);
	s->fd = mkostemps(path, 4, O_CLOEXEC);
	if (s->fd < 0) {
		s->error = errno;
		s->cannot_create = true;
	} else
		unlink(path);
}

static void
flush(struct spool *s)
{
	if (s->fd < 0 && !s->error)
		open_file(s);
	for (size_t at = 0; at < s->data.n && !s->error;) {
		ssize_t n = write(s->fd, s->data.p + at, s->data.n - at);
		if (n < 0 && errno != EINTR)
			s->error = errno;
		at += n > 0 ? (size_t)n : 0;
	}
	buf_reset(&s->data);
}

void
spool_put(struct spool *s, struct str record)
{
	uint32_t n = (uint32_t)record.n;

	buf_add(&s->data, (struct str){ (const char *)&n, sizeof n });
	buf_add(&s->data, record);
	if (s->data.n >= SPOOL_SIZE)
		flush(s);
}

void
spool_again(struct spool *s)
{
	if (s->fd >= 0 && !s->reading)
		flush(s);
	if (s->fd >= 0)
		buf_reset(&s->data);
	s->reading = true;
	s->at = 0;
	s->offset = 0;
}

/* Makes N unused bytes available; false at the end of the file or on an error. */
static bool
want(struct spool *s, size_t n)
{
	if (s->data.n - s->at >= n)
		return true;
	if (s->fd < 0)
		return false;
	memmove(s->data.p, s->data.p + s->at, s->data.n - s->at);
	s->data.n -= s->at;
	s->at = 0;
	buf_reserve(&s->data, n > SPOOL_SIZE ? n : SPOOL_SIZE);
	while (s->data.n < n) {
		ssize_t got = pread(s->fd, s->data.p + s->data.n, s->data.cap - s->data.n, s->offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			s->error = got < 0 ? errno : 0;
			return false;
		}
		s->data.n += (size_t)got;
		s->offset += got;
	}
	return true;
}

static int
failed(const struct spool *s, struct err *e)
{
	errno = s->error;
	err_errno(e, s->cannot_create ? EX_CANTCREAT : EX_IOERR, "%s: temporary file", s->dir);
	return -1;
}

int
spool_next(struct spool *s, struct str *record, struct err *e)
{
	uint32_t n;

	if (!s->reading)
		spool_again(s);
	if (s->error)
		return failed(s, e);
	if (!want(s, sizeof n))
		return s->error ? failed(s, e) : 0;
	memcpy(&n, s->data.p + s->at, sizeof n);
	if (!want(s, sizeof n + n)) {
		s->error = s->error ? s->error : EIO;
		return failed(s, e);
	}
	*record = (struct str){ s->data.p + s->at + sizeof n, n };
	s->at += sizeof n + n;
	return 1;
}

void
spool_close(struct spool *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	buf_release(&s->data);
	free(s->dir);
	free(s);
}
