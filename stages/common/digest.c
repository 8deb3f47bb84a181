#include "digest.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void
digest_init(struct digest *d)
{
	sha256_init(&d->ctx);
}

void
digest_add(struct digest *d, struct str bytes)
{
	sha256_update(&d->ctx, bytes.n, (const uint8_t *)bytes.p);
}

void
digest_hex(struct digest *d, char hex[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t raw[SHA256_DIGEST_SIZE];

	sha256_digest(&d->ctx, sizeof raw, raw);
	for (size_t i = 0; i < sizeof raw; i++) {
		hex[2 * i] = digits[raw[i] >> 4];
		hex[2 * i + 1] = digits[raw[i] & 15];
	}
	hex[2 * sizeof raw] = 0;
}

bool
digest_file(const char *path, char hex[DIGEST_HEX], uint64_t *bytes, struct err *e)
{
	char chunk[64 << 10];
	struct digest d;
	uint64_t total = 0;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(e, EX_NOINPUT, "%s", path);
	digest_init(&d);
	while ((n = read(fd, chunk, sizeof chunk)) > 0) {
		digest_add(&d, (struct str){ chunk, (size_t)n });
		total += (uint64_t)n;
	}
	if (n < 0)
		err_errno(e, EX_IOERR, "%s", path);
	close(fd);
	if (n < 0)
		return false;
	digest_hex(&d, hex);
	if (bytes)
		*bytes = total;
	return true;
}
