#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
err_set(struct err *e, int code, const char *format, ...)
{
	va_list list;

	if (e->code)
		return false;
	e->code = code;
	va_start(list, format);
	vsnprintf(e->text, sizeof e->text, format, list);
	va_end(list);
	return false;
}

bool
err_errno(struct err *e, int code, const char *format, ...)
{
	int saved = errno;
	va_list list;

	if (e->code)
		return false;
	e->code = code;
	va_start(list, format);
	int n = vsnprintf(e->text, sizeof e->text, format, list);
	va_end(list);
	if (n >= 0 && (size_t)n < sizeof e->text)
		snprintf(e->text + n, sizeof e->text - (size_t)n, ": %s", strerror(saved));
	return false;
}

int
err_report(const char *stage, const struct err *e)
{
	if (e->code)
		fprintf(stderr, "%s: %s\n", stage, e->text);
	return e->code;
}
