/*
 * cli.h -- what every stage's command line has in common.
 *
 * Each stage takes -c FILE (settings), -v (tell more on standard error), -h
 * and --help (usage on standard output, exit 0) and --version.  A mistake
 * prints the usage on standard error and ends with EX_USAGE (64).
 */
#ifndef USEDBY_CLI_H
#define USEDBY_CLI_H

#include <stdbool.h>

#include "conf.h"
#include "err.h"

#define USEDBY_VERSION "0.1.0"

/* Prints the usage and returns EX_OK (asked for) or EX_USAGE. */
int cli_usage(const char *usage, bool asked_for);
/* "STAGE 0.1.0" on standard output; returns EX_OK. */
int cli_version(const char *stage);
/* The main() of a stage that is called [-v] -c SETTINGS -o OUTDIR INDIR: RUN is
 * given these three.  Returns the exit code. */
int cli_stage(const char *stage, const char *usage, int argc, char **argv,
              bool (*run)(const char *settings, const char *out, const char *in, struct err *e));
/* Flushes standard output; an error there becomes EX_IOERR in *e. */
bool cli_flush(struct err *e);

/* Progress: one line "STAGE: text" on standard error, only with -v or on a
 * terminal, where the line is overwritten by the next. */
void log_init(const char *stage, bool verbose);
void log_progress(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A line that is always printed. */
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
