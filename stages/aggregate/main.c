#include <stdio.h>

#include "../common/cli.h"
#include "../common/conf.h"
#include "counts.h"

static const char usage[] =
	"usage: aggregate [-v] -c SETTINGS -o OUTDIR NORMALISEDIR\n"
	"\n"
	"Counts distinct adopters and independent articles.\n"
	"\n"
	"  -c, --config FILE   settings\n"
	"  -o, --output DIR    where the tables and temporary files go\n"
	"  -v, --verbose       tell what is done\n"
	"  -h, --help          this text\n"
	"      --version       the version\n"
	"\n"
	"NORMALISEDIR holds the tables that normalise(1) writes.\n";

static bool
run(const char *settings, const char *out, const char *in, struct err *e)
{
	struct star star = { 0 };
	struct counts counts = { 0 };
	struct account account;
	struct conf conf;

	account_init(&account, "aggregate");
	conf_init(&conf);
	bool ok = conf_load(&conf, settings, e) && star_load(&star, in, e);
	if (ok) {
		counts_init(&counts, &star, out, &account);
		log_progress("reading claims");
		ok = counts_read(&counts, in, e);
		log_progress("counting by technology");
		ok = ok && counts_by_technology(&counts, e);
		log_progress("counting by adopter");
		ok = ok && counts_by_adopter(&counts, out, e) && counts_write(&counts, out, e) &&
		    account_write(&account, out, e);
		counts_release(&counts);
	}
	star_release(&star);
	conf_release(&conf);
	return ok;
}

int
main(int argc, char **argv)
{
	return cli_stage("aggregate", usage, argc, argv, run);
}
