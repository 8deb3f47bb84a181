/*
 * err.h -- one error on its way up.
 *
 * Core code returns false or NULL and fills a struct err; main() reports it
 * once.  The first error wins, so cleaning up cannot hide the cause.
 * Codes are those of <sysexits.h>, plus EX_RULE (a release breaks a rule).
 */
#ifndef USEDBY_ERR_H
#define USEDBY_ERR_H

#include <stdbool.h>
#include <sysexits.h>

#define EX_RULE 1

struct err {
	int  code;              /* 0 = no error */
	char text[2048];
};

/* Sets *e unless it holds an error already; a text too long is cut.
 * Returns false, so that "return err_set(e, ...)" reads well. */
bool err_set(struct err *e, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* As err_set(), with ": " and the words for errno behind the text. */
bool err_errno(struct err *e, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Prints "STAGE: text" on stderr if there is an error; returns the exit code. */
int err_report(const char *stage, const struct err *e);

#endif
