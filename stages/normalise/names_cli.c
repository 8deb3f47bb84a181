#include "names_cli.h"

#include <stdio.h>

#include "../common/sheet.h"
#include "../common/utf8.h"
#include "../common/xalloc.h"
#include "../common/zio.h"

static bool
one(struct resolver *r, enum name_use use, struct str name, size_t line, struct buf *out, struct err *e)
{
	uint32_t thing;

	if (!utf8_valid(name))
		return err_set(e, EX_DATAERR, "standard input: line %zu: not UTF-8", line);
	if (str_trim(name).n == 0)
		return true;
	if (!resolver_find(r, use, name, STR(""), IN_NONE, NULL, 0, &thing, e))
		return false;
	const struct thing *t = thing == THING_NONE ? NULL : &r->thing[thing];
	sheet_field(out, name);
	buf_addc(out, ',');
	buf_add(out, t ? t->id : STR(""));
	buf_addc(out, ',');
	sheet_field(out, t && t->entry ? t->name : STR(""));
	buf_addf(out, ",%s\n", resolver_reason(r, use, name));
	return true;
}

bool
names_answer(struct resolver *r, enum name_use use, struct err *e)
{
	struct zin *in = zin_open("-", e);
	struct buf text = { 0 }, out = { 0 };
	struct str line;
	size_t no = 0;
	bool ok = in && zin_all(in, &text, e);

	buf_addz(&out, "surface,id,name,reason\n");
	for (struct str rest = buf_str(&text); ok && rest.n && str_split(&rest, '\n', &line);)
		ok = one(r, use, line, ++no, &out, e);
	if (ok && fwrite(out.p, 1, out.n, stdout) != out.n)
		ok = err_errno(e, EX_IOERR, "standard output");
	zin_close(in);
	buf_release(&text);
	buf_release(&out);
	return ok;
}
