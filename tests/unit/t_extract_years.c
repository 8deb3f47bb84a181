/* Since when and until when: years that tell it, and years that tell other things. */
#include "../../stages/extract/input.h"
#include "../../stages/extract/years.h"
#include "../lib/tap.h"

#include <stdlib.h>
#include <string.h>

static struct vocabulary *v;
static struct arena arena;

static void
told(enum status s, const char *text, int since, int until)
{
	struct block b = { .text = str_of(text), .kind = BLOCK_PARAGRAPH };
	int got[2] = { -1, -1 };

	block_split(&b, &arena);
	years_of(&b, 0, (uint32_t)b.tokens.n, v, s, &got[0], &got[1]);
	OK(got[0] == since && got[1] == until, "%s \"%s\" %d-%d%s", status_name(s), text, got[0], got[1],
	    got[0] == since && got[1] == until ? "" : " is wrong");
}

static void
uses(void)
{
	told(STATUS_USES, "The shop has run Kafka since 2015.", 2015, 0);
	told(STATUS_USES, "Since early 2016, the bank uses Go.", 2016, 0);
	told(STATUS_USES, "From 2008 on most of it was Scala.", 2008, 0);
	told(STATUS_USES, "In 2012 the team adopted Redis.", 2012, 0);
	told(STATUS_USES, "They switched to Rust in June 2019.", 2019, 0);
	told(STATUS_USES, "They moved to Rust on March 3, 2019.", 2019, 0);
	told(STATUS_USES, "They started using Spark around mid-2015.", 2015, 0);
	told(STATUS_USES, "Founded in 2006, the firm adopted Clojure in 2011.", 2011, 0);
	told(STATUS_USES, "Python was used from 2010 to 2014.", 2010, 2014);
	told(STATUS_USES, "Python (2010-2014) ran the site.", 2010, 2014);
	told(STATUS_USES, "Python (2010\u20132014) ran the site.", 2010, 2014);
	told(STATUS_USES, "Python, 2010-present.", 2010, 0);
	told(STATUS_USES, "Between 2010 and 2014 they ran Python.", 2010, 2014);
	told(STATUS_USES, "Between 2017 and 2020 they adopted Vitess.", 2017, 0);
}

static void
other_statuses(void)
{
	told(STATUS_FORMERLY, "It was written in Perl until 2009.", 0, 2009);
	told(STATUS_FORMERLY, "In 2017 they moved from MongoDB to Cassandra.", 0, 2017);
	told(STATUS_FORMERLY, "From 2008 on it moved its queue from Ruby to Scala.", 0, 2008);
	told(STATUS_FORMERLY, "By 2016 all of it had left Postgres.", 0, 2016);
	told(STATUS_FORMERLY, "They used Perl from 2001 until 2009.", 2001, 2009);
	told(STATUS_FORMERLY, "Prototypes in 2010 used a combination of PHP and Java.", 0, 0);
	told(STATUS_CREATED, "The company created Kafka in 2010.", 2010, 0);
	told(STATUS_CREATED, "They open-sourced it in 2014 at a conference.", 0, 0);
	told(STATUS_CONSIDERED, "In 2012 they evaluated Scala.", 0, 0);
}

static void
no_times(void)
{
	told(STATUS_USES, "The bank has 2000 servers with Linux.", 0, 0);
	told(STATUS_USES, "They moved in 2000 servers with Linux.", 0, 0);
	told(STATUS_USES, "They chose SQL Server 2008.", 0, 0);
	told(STATUS_USES, "In 2017 they announced that they would adopt Go.", 0, 0);
	told(STATUS_USES, "In 2013 it served 8 billion pages with Django.", 0, 0);
	told(STATUS_USES, "The year of CVE-2019-1234 saw them adopt Rust.", 0, 0);
	told(STATUS_USES, "They adopted 2,014 rules in Lua.", 0, 0);
	told(STATUS_USES, "Until 2015 it ran on Perl, then they chose Go.", 0, 0);
	told(STATUS_USES, "", 0, 0);
}

int
main(void)
{
	struct err e = { 0 };

	v = vocabulary_load("lexicon", &e);
	OK(v, "the lexicon loads: %s", e.text);
	if (!v)
		return tap_status();
	uses();
	other_statuses();
	no_times();
	vocabulary_free(v);
	arena_free(&arena);
	return tap_status();
}
