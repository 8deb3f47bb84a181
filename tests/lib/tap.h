/*
 * tap.h -- the few words of a unit test.
 *
 * OK(condition, "name") prints an "ok" or "not ok" line; main() returns
 * tap_status().
 */
#ifndef USEDBY_TAP_H
#define USEDBY_TAP_H

#include <stdio.h>

static int tap_failed;

#define OK(condition, ...) do { \
	int tap_good = !!(condition); \
	tap_failed += !tap_good; \
	printf(tap_good ? "ok - " : "not ok - "); \
	printf(__VA_ARGS__); \
	if (!tap_good) \
		printf(" (%s:%d: %s)", __FILE__, __LINE__, #condition); \
	putchar('\n'); \
} while (0)

static inline int
tap_status(void)
{
	return tap_failed != 0;
}

#endif
