/*
 * traps -- what the shipped rules and weights make of short texts.
 *
 * usage: traps LEXICON THRESHOLD DIR...
 * Each DIR has the tables of read, gold.csv and aliases.csv.  Prints "DIR figure value"
 * lines, and on standard error, with SHOW=1, each wrong and each missing claim.
 */
#include <stdio.h>
#include <stdlib.h>

#include "corpus.h"

struct shown { const struct corpus *c; double threshold; };

static void
show(void *ctx, const struct text *t, const struct candidate *x, int right)
{
	const struct shown *s = ctx;

	claim_show(s->c, t, x, right, s->threshold);
}

static bool
one(const char *dir, const struct vocabulary *v, const struct model *m, double threshold, struct err *e)
{
	struct corpus *c = corpus_load(dir, v, NULL, e);
	struct tally all = { 0 };

	if (!c)
		return false;
	struct shown s = { c, threshold };
	for (size_t i = 0; i < c->n; i++)
		text_tally(c, c->text[i], m, threshold, &all, getenv("SHOW") ? show : NULL, &s);
	printf("%s texts %zu\n%s false_share %.4f\n%s texts_wrong %zu\n%s wrong %zu\n%s right %zu\n%s missed %zu\n"
	    "%s precision %.4f\n%s recall %.4f\n%s f1 %.4f\n", c->name, all.texts, c->name,
	    all.texts ? (double)all.wrong / (double)all.texts : 0, c->name, all.texts_wrong, c->name, all.wrong, c->name, all.right,
	    c->name, all.missed, c->name, tally_precision(&all), c->name, tally_recall(&all), c->name, tally_f1(&all));
	corpus_free(c);
	return true;
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };
	struct vocabulary *v;
	struct model m = { 0 };
	double threshold;

	if (argc < 4 || !str_to_double(str_of(argv[2]), &threshold)) {
		fputs("usage: traps LEXICON THRESHOLD DIR...\n", stderr);
		return EX_USAGE;
	}
	v = vocabulary_load(argv[1], &e);
	bool ok = v && model_load(&m, argv[1], v, &e);
	for (int i = 3; ok && i < argc; i++)
		ok = one(argv[i], v, &m, threshold, &e);
	model_release(&m);
	vocabulary_free(v);
	return err_report("traps", &e);
}
