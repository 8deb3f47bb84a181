#include "reject.h"

static const struct { const char *code, *meaning; } rejects[N_REJECTS] = {
#define REJECT(code, meaning) { #code, meaning },
#include "../schema/rejects.def"
#undef REJECT
};

const char *
reject_code(enum reject why)
{
	return rejects[why].code;
}

const char *
reject_meaning(enum reject why)
{
	return rejects[why].meaning;
}

void
reject_put(struct sheet *s, struct str source, const char *stage, enum reject why, struct str detail)
{
	struct str field[rejects__n];

	field[rejects__source] = source;
	field[rejects__stage] = str_of(stage);
	field[rejects__reason] = str_of(rejects[why].code);
	field[rejects__detail] = detail;
	sheet_put(s, field);
}
