#include "cli.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static struct {
	const char *stage;
	bool        verbose, terminal, open_line;
} log_state = { .stage = "usedby" };

int
cli_usage(const char *usage, bool asked_for)
{
	fputs(usage, asked_for ? stdout : stderr);
	return asked_for ? EX_OK : EX_USAGE;
}

int
cli_version(const char *stage)
{
	printf("%s %s\n", stage, USEDBY_VERSION);
	return EX_OK;
}

bool
cli_flush(struct err *e)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return err_errno(e, EX_IOERR, "standard output");
	return true;
}

void
log_init(const char *stage, bool verbose)
{
	log_state.stage = stage;
	log_state.verbose = verbose;
	log_state.terminal = isatty(STDERR_FILENO);
}

void
log_progress(const char *format, ...)
{
	va_list list;

	if (!log_state.verbose && !log_state.terminal)
		return;
	fprintf(stderr, log_state.terminal ? "\r\033[K%s: " : "%s: ", log_state.stage);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	if (!log_state.terminal)
		fputc('\n', stderr);
	log_state.open_line = log_state.terminal;
}

void
log_warn(const char *format, ...)
{
	va_list list;

	if (log_state.open_line)
		fputs("\r\033[K", stderr);
	log_state.open_line = false;
	fprintf(stderr, "%s: ", log_state.stage);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
}

int
cli_stage(const char *stage, const char *usage, int argc, char **argv,
          bool (*run)(const char *settings, const char *out, const char *in, struct err *e))
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "output", required_argument, NULL, 'o' },
		{ "verbose", no_argument, NULL, 'v' }, { "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' }, { 0 }
	};
	const char *settings = NULL, *out = NULL;
	struct err e = { 0 };
	bool verbose = false;
	int c;

	while ((c = getopt_long(argc, argv, "c:o:vh", options, NULL)) != -1)
		switch (c) {
		case 'c': settings = optarg; break;
		case 'o': out = optarg; break;
		case 'v': verbose = true; break;
		case 'h': return cli_usage(usage, true);
		case 'V': return cli_version(stage);
		default:  return cli_usage(usage, false);
		}
	if (!settings || !out || argc - optind != 1)
		return cli_usage(usage, false);
	log_init(stage, verbose);
	run(settings, out, argv[optind], &e);
	return err_report(stage, &e);
}
