/*
 * command.h -- the command line of the programs that fit weights.
 */
#ifndef USEDBY_QUALITY_COMMAND_H
#define USEDBY_QUALITY_COMMAND_H

#include <stddef.h>

#include "../../stages/common/err.h"

/* -l, -t (NULL if it is not given) and -o (likewise), and the N folders behind them. */
struct fit_command { const char *lexicon, *thin, *out; char **dir; size_t n; };
/* Reads the command line and calls RUN, which may fail with *e set; -t must be given if THIN.  The exit status. */
int fit_command(const char *name, const char *usage, bool thin, int argc, char **argv, bool (*run)(const struct fit_command *c, struct err *e));

#endif
