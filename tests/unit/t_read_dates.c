#include "../../stages/read/dates.h"
#include "../lib/tap.h"

int
main(void)
{
	static const struct { const char *in, *out; } found[] = {
		{ "2021-03-04", "2021-03-04" }, { "2021-03-04T10:11:12Z", "2021-03-04" }, { "Posted 2021/03/04 by", "2021-03-04" },
		{ "March 4, 2021", "2021-03-04" }, { "Mar. 4th, 2021", "2021-03-04" }, { "4 March 2021", "2021-03-04" }, { "21st of May 2015", "2015-05-21" },
		{ "March 2021", "2021-03" }, { "2021-03", "2021-03" }, { "04.03.2021", "2021-03-04" }, { "3/4/2021", "2021-03-04" }, { "25/4/2021", "2021-04-25" },
		{ "20210304", "2021-03-04" }, { "2021年3月4日", "2021-03-04" }, { "4. März 2021", "2021-03-04" }, { "4 de marzo de 2021", "2021-03-04" },
		{ "31 February 2021", "2021-02" }, { "Sept. 9, 2019", "2019-09-09" }, { "29 февраля 2020", "2020-02-29" },
	};
	static const char *const none[] = { "", "2021", "1.2.3", "Marching 4, 2021", "13/13/2021", "1850-01-01", "version 10.12.2" };
	char date[DATE_SIZE];

	for (size_t i = 0; i < sizeof found / sizeof *found; i++)
		OK(date_find(str_of(found[i].in), date, NULL, NULL) && !strcmp(date, found[i].out), "found in \"%s\"", found[i].in);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		OK(!date_find(str_of(none[i]), date, NULL, NULL), "no date in \"%s\"", none[i]);
	OK(date_is(STR("Posted on Tuesday, 4 March 2021 at 10:00 UTC"), 0, date), "weekday and time weigh nothing");
	OK(!date_is(STR("Reddit moved to Python in March 2005 for good"), 0, date), "a sentence is no date line");
	OK(date_is(STR("2017"), 0, date) && !strcmp(date, "2017"), "a lone year");
	OK(date_in_url(STR("https://example.org/2021/03/04/why-go"), date) && !strcmp(date, "2021-03-04"), "date in a URL");
	OK(date_in_url(STR("https://example.org/2021/03/why-go"), date) && !strcmp(date, "2021-03"), "month in a URL");
	OK(!date_in_url(STR("https://example.org/item/2021-go-survey"), date), "a year in a slug is no date");
	return tap_status();
}
