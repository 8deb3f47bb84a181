#include "reject.h"

static const char *const code[N_REJECTS] = {
#define REJECT(code, meaning) #code,
#include "../schema/rejects.def"
#undef REJECT
};

const char *
reject_code(enum reject why)
{
	return code[why];
}

void
reject_put(struct sheet *s, struct str source, const char *stage, enum reject why, struct str detail)
{
	struct str field[rejects__n];

	field[rejects__source] = source;
	field[rejects__stage] = str_of(stage);
	field[rejects__reason] = str_of(code[why]);
	field[rejects__detail] = detail;
	sheet_put(s, field);
}
