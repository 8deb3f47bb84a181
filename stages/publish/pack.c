#include "pack.h"

#include <nettle/base64.h>
#include <stdlib.h>
#include <zlib.h>

#include "../common/xalloc.h"

/* Level 9 makes a page 2 % smaller in 2.6 times the time (100,000 claims). */
enum { CHUNK = 1 << 15, LEVEL = 6 };

struct pack {
	z_stream                 z;
	struct base64_encode_ctx base64;
	struct zout             *out;
	unsigned char            deflated[CHUNK];
	char                     text[BASE64_ENCODE_LENGTH(CHUNK) + BASE64_ENCODE_FINAL_LENGTH];
};

/* Memory is all that deflateInit2() and deflate() can lack here. */
struct pack *
pack_begin(struct zout *out)
{
	struct pack *p = xcalloc(1, sizeof *p);

	p->out = out;
	base64_encode_init(&p->base64);
	if (deflateInit2(&p->z, LEVEL, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		xalloc_die();
	return p;
}

static void
flush(struct pack *p, int how)
{
	int got;

	do {
		p->z.next_out = p->deflated;
		p->z.avail_out = CHUNK;
		got = deflate(&p->z, how);
		if (got != Z_OK && got != Z_STREAM_END && got != Z_BUF_ERROR)
			xalloc_die();
		size_t n = CHUNK - p->z.avail_out;
		size_t wrote = base64_encode_update(&p->base64, p->text, n, p->deflated);
		zout_write(p->out, (struct str){ p->text, wrote });
	} while (p->z.avail_out == 0);
}

void
pack_add(struct pack *p, struct str bytes)
{
	while (bytes.n > 0) {
		size_t n = bytes.n < 1u << 30 ? bytes.n : 1u << 30;

		p->z.next_in = (unsigned char *)(uintptr_t)bytes.p;
		p->z.avail_in = (uInt)n;
		flush(p, Z_NO_FLUSH);
		bytes = str_sub(bytes, n, bytes.n);
	}
}

void
pack_end(struct pack *p)
{
	size_t wrote;

	p->z.avail_in = 0;
	flush(p, Z_FINISH);
	wrote = base64_encode_final(&p->base64, p->text);
	zout_write(p->out, (struct str){ p->text, wrote });
	deflateEnd(&p->z);
	free(p);
}
