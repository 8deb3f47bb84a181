#include "file.h"

#include <stdio.h>

#include "../../stages/common/zio.h"

bool
file_write(const char *dir, const char *name, struct buf *b, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	struct zout *out = zout_create(path, 1, e);
	if (out)
		zout_write(out, buf_str(b));
	bool ok = out && zout_commit(out, e);
	zout_close(out);
	buf_release(b);
	return ok;
}
