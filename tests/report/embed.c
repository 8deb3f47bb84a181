/*
 * usage: embed TEMPLATE CSV-DIR OUT
 * Calls report_write() and nothing else, for the tests of the page.
 */
#include <stdio.h>

#include "../../stages/publish/report.h"

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	if (argc != 4) {
		fputs("usage: embed TEMPLATE CSV-DIR OUT\n", stderr);
		return EX_USAGE;
	}
	report_write(argv[1], argv[2], argv[3], &e);
	return err_report("embed", &e);
}
