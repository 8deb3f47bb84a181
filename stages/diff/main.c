/*
 * diff -- what changed from one release to another, and because of what.
 */
#include <getopt.h>
#include <stdio.h>

#include "../common/cli.h"
#include "../release/compare.h"

static const char usage[] =
	"usage: diff [--markdown | --csv | --json] [--exit-code] OLD NEW\n"
	"  Adopters, technologies and uses that came, went or changed their status\n"
	"  from the release in the folder OLD to the one in NEW, each with its cause:\n"
	"  an article new, changed, gone or rejected; the lexicon, a rule, a setting.\n"
	"  -m, --markdown     for a mail or a merge request\n"
	"      --csv          a row per change\n"
	"      --json         an object\n"
	"  -n, --limit N      rows of a section, 0 for all (the default)\n"
	"      --exit-code    end with 1 if anything changed\n"
	"  -h, --help         this text\n"
	"      --version      the version\n"
	"  exit: 0 done, 1 changed (--exit-code), 64 called wrongly, 65 no release, 66 no such folder\n";

enum { OPT_VERSION = 256, OPT_CSV, OPT_JSON, OPT_EXIT };
static const struct option longopts[] = {
	{ "markdown", no_argument, NULL, 'm' }, { "csv", no_argument, NULL, OPT_CSV },
	{ "json", no_argument, NULL, OPT_JSON }, { "limit", required_argument, NULL, 'n' },
	{ "exit-code", no_argument, NULL, OPT_EXIT }, { "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, OPT_VERSION }, { 0 }
};

int
main(int argc, char **argv)
{
	enum comparison_form form = COMPARISON_TEXT;
	struct comparison comparison = { 0 };
	struct err e = { 0 };
	struct buf text = { 0 };
	bool exit_code = false;
	uint64_t limit = 0;
	int c;

	while ((c = getopt_long(argc, argv, "mn:vh", longopts, NULL)) != -1)
		switch (c) {
		case 'm': form = COMPARISON_MARKDOWN; break;
		case OPT_CSV: form = COMPARISON_CSV; break;
		case OPT_JSON: form = COMPARISON_JSON; break;
		case OPT_EXIT: exit_code = true; break;
		case 'v': break;
		case 'n':
			if (!str_to_u64(str_of(optarg), &limit))
				return cli_usage(usage, false);
			break;
		case 'h': return cli_usage(usage, true);
		case OPT_VERSION: return cli_version("diff");
		default: return cli_usage(usage, false);
		}
	if (argc - optind != 2)
		return cli_usage(usage, false);
	if (compare_releases(&comparison, argv[optind], argv[optind + 1], &e)) {
		comparison_print(&text, &comparison, form, (size_t)limit);
		fwrite(text.p, 1, text.n, stdout);
		cli_flush(&e);
	}
	bool changed = comparison.n > 0;
	buf_release(&text);
	comparison_release(&comparison);
	return e.code || !exit_code || !changed ? err_report("diff", &e) : EX_RULE;
}
