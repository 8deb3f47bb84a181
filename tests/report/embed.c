/*
 * usage: embed TEMPLATE CSV-DIR OUT [ROWS]
 * Calls report_write_bounded() and nothing else, for the tests of the page.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/publish/report.h"

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	if (argc < 4 || argc > 5) {
		fputs("usage: embed TEMPLATE CSV-DIR OUT [ROWS]\n", stderr);
		return EX_USAGE;
	}
	report_write_bounded(argv[1], argv[2], argv[3], argc == 5 ? strtoul(argv[4], NULL, 10) : REPORT_ROWS, &e);
	return err_report("embed", &e);
}
