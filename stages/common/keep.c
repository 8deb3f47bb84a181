#include "keep.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "zio.h"

/* 1: same bytes; 0: different, or B is not there; -1: A cannot be read. */
static int
same(const char *a, const char *b)
{
	char x[32 << 10], y[sizeof x];
	FILE *f = fopen(a, "re"), *g = fopen(b, "re");
	int result = f ? g != NULL : -1;

	while (result == 1) {
		size_t n = fread(x, 1, sizeof x, f), m = fread(y, 1, sizeof y, g);
		if (ferror(f))
			result = -1;
		else if (n != m || ferror(g) || memcmp(x, y, n) != 0)
			result = 0;
		else if (n < sizeof x)
			break;
	}
	int saved = errno;
	if (f)
		fclose(f);
	if (g)
		fclose(g);
	errno = saved;
	return result;
}

bool
keep_replace(const char *fresh, const char *path, bool *changed, struct err *e)
{
	int equal = same(fresh, path);

	if (equal < 0)
		return err_errno(e, EX_IOERR, "%s", fresh);
	if (changed)
		*changed = !equal;
	if (equal ? unlink(fresh) < 0 : rename(fresh, path) < 0)
		return err_errno(e, EX_IOERR, "%s", equal ? fresh : path);
	return true;
}

bool
keep_write(const char *path, struct str content, bool *changed, struct err *e)
{
	struct buf fresh = { 0 };
	bool ok;

	buf_addf(&fresh, "%s.new", path);
	struct zout *out = zout_create(buf_z(&fresh), 0, e);
	ok = out != NULL;
	if (ok)
		zout_write(out, content);
	ok = ok && zout_commit(out, e);
	zout_close(out);
	ok = ok && keep_replace(buf_z(&fresh), path, changed, e);
	buf_release(&fresh);
	return ok;
}
