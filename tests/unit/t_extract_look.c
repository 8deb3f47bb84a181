/*
 * The first look: what candidates of an article are told of their rivals and fellows.
 */
#include "../../stages/extract/look.h"
#include "../lib/tap.h"

#include <math.h>


enum { ACME = 1, BOLT, JAVA, RUST };

static struct candidate
candidate(uint64_t adopter, uint64_t technology, enum status status, uint32_t block, uint32_t from)
{
	return (struct candidate){ .adopter = { STR("A"), adopter, -1, -1 }, .technology = { STR("T"), technology, -1, -1 },
		.status = status, .block = block, .from = from };
}

/* The log of the odds of the probability P. */
static double
odds(double p)
{
	return log(p / (1 - p));
}

static bool
is(float term, double want)
{
	return fabs((double)term - want) < 1e-4;
}

int
main(void)
{
	struct candidate at[] = {
		candidate(ACME, JAVA, STATUS_USES, 2, 0),       /* 0 */
		candidate(BOLT, JAVA, STATUS_USES, 2, 0),       /* 1: its rival */
		candidate(ACME, JAVA, STATUS_FORMERLY, 2, 0),   /* 2: with another status */
		candidate(ACME, RUST, STATUS_USES, 2, 0),       /* 3: its fellow */
		candidate(ACME, JAVA, STATUS_USES, 2, 9),       /* 4: the same claim in the next sentence */
		candidate(BOLT, RUST, STATUS_USES, 7, 0),       /* 5: elsewhere */
	};
	double p[] = { 0.5, 0.2, 0.1, 0.7, 0.4, 0.9 }, sum[6];
	struct candidates c = { .at = at, .n = sizeof at / sizeof *at };

	for (size_t i = 0; i < c.n; i++)
		sum[i] = odds(p[i]);
	look_apply(&c, sum);
	const float *t = at[0].term;
	OK(is(t[TERM_look_first], 0), "its own first score");
	OK(is(t[TERM_look_rival], 0.2), "another adopter for the technology");
	OK(is(t[TERM_look_status], 0.1) && is(t[TERM_look_changed], 0.1), "another status of the pair");
	OK(is(t[TERM_look_fellow], 0.7), "another technology for the adopter");
	OK(is(t[TERM_look_elsewhere], 0.4), "the claim in another sentence");
	OK(is(t[TERM_look_taken], 0.2) && is(t[TERM_look_own], 0.7), "the technology's others, and the adopter's");
	OK(is(t[TERM_look_sentence], 0.7) && is(t[TERM_look_alike], 0.7), "the sentence's others");
	OK(is(t[TERM_look_block], 0.4), "the block's others");
	OK(is(t[TERM_look_technology_sum], 0.8) && is(t[TERM_look_adopter_sum], 1.7), "what they come to");
	OK(is(t[TERM_look_adopter_behind], 0.4) && is(t[TERM_look_adopter_before], 0), "the sentences beside it");
	OK(is(at[5].term[TERM_look_technology_before], 0) && is(at[4].term[TERM_look_technology_before], 0.5), "... of the technology");
	OK(is(at[5].term[TERM_look_rival], 0) && is(at[5].term[TERM_look_taken], 0.7), "a rival stands in the same sentence");
	look_clear(&c);
	bool clear = true;
	for (size_t i = 0; i < c.n; i++)
		for (int k = 0; k < N_TERMS; k++)
			clear &= is(at[i].term[k], 0);
	OK(clear, "forgotten");
	c.n = 0;
	look_apply(&c, sum);
	OK(true, "an article without candidates");
	return tap_status();
}
