#include "command.h"

#include <getopt.h>

#include "../../stages/common/cli.h"

int
fit_command(const char *name, const char *usage, bool thin, int argc, char **argv, bool (*run)(const struct fit_command *c, struct err *e))
{
	static const struct option longopts[] = { { "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 } };
	struct fit_command f = { 0 };
	struct err e = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, thin ? "hl:o:t:" : "hl:o:", longopts, NULL)) != -1)
		switch (c) {
		case 'l': f.lexicon = optarg; break;
		case 't': f.thin = optarg; break;
		case 'o': f.out = optarg; break;
		case 'V': return cli_version(name);
		case 'h': return cli_usage(usage, true);
		default:  return cli_usage(usage, false);
		}
	if (!f.lexicon || (thin && !f.thin) || optind == argc)
		return cli_usage(usage, false);
	f.dir = argv + optind;
	f.n = (size_t)(argc - optind);
	if (run(&f, &e))
		cli_flush(&e);
	return err_report(name, &e);
}
