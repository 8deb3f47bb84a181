/*
 * names_cli.h -- normalise --names: what names come to, without a corpus.
 */
#ifndef USEDBY_NAMES_CLI_H
#define USEDBY_NAMES_CLI_H

#include "resolve.h"

/* Reads names from standard input, one a line, and writes CSV rows
 * surface,id,name,reason to standard output; the name is empty for a name
 * that is not known.  False with *e set: EX_DATAERR, EX_IOERR. */
bool names_answer(struct resolver *r, enum name_use use, struct err *e);

#endif
