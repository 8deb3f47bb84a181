#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

#include "../common/cli.h"

void
files_release(struct files *f)
{
	free(f->at);
	arena_free(&f->names);
	*f = (struct files){ 0 };
}

/* Opens a regular file only: the entry may have become a FIFO since. */
static int
open_regular(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = EISDIR;
		return -1;
	}
	return fd;
}

void
file_examine(struct file *f, const char *path)
{
	static char chunk[256 << 10];
	struct buf head = { 0 };
	struct digest d;
	ssize_t n = -1;
	int fd = open_regular(path);

	digest_init(&d);
	f->bytes = 0;
	while (fd >= 0 && (n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		struct str bytes = { chunk, (size_t)n };
		if (head.n < SNIFF_BYTES)
			buf_add(&head, str_sub(bytes, 0, SNIFF_BYTES - head.n));
		digest_add(&d, bytes);
		f->bytes += bytes.n;
	}
	f->readable = n == 0;
	if (f->readable) {
		digest_hex(&d, f->sha256);
	} else {
		log_warn("%.*s: %s; it will be among the rejects", STR_ARG(f->source), strerror(errno));
		f->bytes = 0;
		memcpy(f->sha256, NO_DIGEST, sizeof f->sha256);
	}
	f->media = sniff(f->source, buf_str(&head));
	buf_release(&head);
	if (fd >= 0)
		close(fd);
}
