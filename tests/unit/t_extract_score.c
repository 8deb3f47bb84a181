/*
 * Several sentences with one claim: the surest speaks for it, the others are
 * witnesses; only those that are nearly as sure lend their years.
 */
#include "../../stages/extract/score.h"
#include "../lib/tap.h"

#include <stdlib.h>

#include "../../stages/common/xalloc.h"

static struct vocabulary *v;
static size_t n_claims;         /* of what was joined last */

/* One claim as two sentences tell it, of which the second knows a year. */
static struct candidate
joined(double first, double second, int since, enum status other)
{
	struct candidates c = { .at = xcalloc(2, sizeof *c.at), .n = 2, .cap = 2 };

	for (uint32_t i = 0; i < 2; i++)
		c.at[i] = (struct candidate){ .adopter = { STR("Acme"), 7, -1, -1 }, .technology = { STR("Quux"), 9, -1, -1 }, .block = i,
			.confidence = i ? second : first, .status = i ? other : STATUS_USES, .since = i ? since : 0 };
	score_join(&c, v);
	struct candidate out = c.at[0];
	n_claims = c.n;
	candidates_release(&c);
	return out;
}

int
main(void)
{
	struct err e = { 0 };

	v = vocabulary_load("lexicon", &e);
	if (!v)
		return err_report("t_extract_score", &e);
	struct candidate c = joined(0.9, 0.8, 2016, STATUS_USES);
	OK(n_claims == 1 && c.block == 0, "two sentences make one claim, told by the surer");
	OK(c.confidence > 0.9 && c.confidence < 1, "a witness makes it surer");
	OK(c.since == 2016, "a sure witness lends its year");
	OK(joined(0.9, 0.3, 2016, STATUS_USES).since == 0, "one that hardly tells of it does not");
	OK(joined(0.3, 0.9, 2016, STATUS_USES).since == 2016, "the surest has its own");
	c = joined(0.9, 0.8, 2016, STATUS_FORMERLY);
	OK(n_claims == 2 && c.since == 0, "another status is another claim");
	OK(c.confidence < 0.9, "what was left is less likely in use");
	vocabulary_free(v);
	return tap_status();
}
