#include "../../stages/read/plain.h"
#include "../lib/tap.h"

static struct article a;

static const struct block *
block(size_t no)
{
	static const struct block none = { .kind = N_BLOCK_KINDS };

	return no >= 1 && no <= a.n_blocks ? &a.block[no - 1] : &none;
}

static bool
is(size_t no, enum block_kind kind, const char *text)
{
	const struct block *b = block(no);

	return b->kind == kind && str_eq(block_text(&a, b), str_of(text));
}

static void
take(const char *text)
{
	article_reset(&a, str_of(text));
	plain_read(&a);
	article_finish(&a);
}

static void
headings(void)
{
	take("Who Runs Go\n\nJane Roe\n4 March 2021\n\nSome firms do run it, and this text is long enough to say so with some weight.\n\n"
	    "1. Acme\n\nAcme uses Go for its services and has done so for years now, they say.\n\n"
	    "2.Beta\n\nBeta moved to Go from Perl in 2015 because Perl was too slow for it, they say.\n");
	OK(is(1, BLOCK_HEADING, "Who Runs Go") && block(1)->level == 1, "the title is a heading of level 1");
	OK(str_eq(a.meta.title.value, STR("Who Runs Go")), "and the title");
	OK(str_eq(a.meta.author.value, STR("Jane Roe")), "a name above a date is the author");
	OK(str_eq(a.meta.published.value, STR("2021-03-04")), "the date");
	OK(is(5, BLOCK_HEADING, "Acme") && block(5)->level == 2 && block(5)->parent == 1, "a numbered heading without its number");
	OK(is(7, BLOCK_HEADING, "Beta"), "\"2.Beta\" as well");
	OK(block(8)->parent == 7, "a paragraph knows its heading");

	take("Intro\n=====\n\nText of the first part that goes on for a while.\n\nPart two\n--------\n\nText of the second part, also of some length.\n");
	OK(is(1, BLOCK_HEADING, "Intro") && block(1)->level == 1, "underlined with =");
	OK(is(3, BLOCK_HEADING, "Part two") && block(3)->level == 2, "underlined with -");

	take("Firms that use the language, and what they do with it.\n\nACME CORP Acme Corp is a maker of things. It uses Go for its services.\n\nIBM IBM is told in capitals alone, and so this line heads nothing.\n\nALL OF IT\n");
	OK(is(2, BLOCK_HEADING, "ACME CORP") && block(3)->parent == 2 && block(3)->start == block(2)->end + 1, "capitals that the sentence repeats head it");
	OK(a.n_blocks == 5 && block(4)->kind == BLOCK_PARAGRAPH, "but not where it has capitals itself");
	take("How it works\n~~~~~~~~~~~~\n\nText of the first part that goes on for a while.\n\nA line above.\n```\n\nText that no second fence closes, and that is no code.\n");
	OK(is(1, BLOCK_HEADING, "How it works") && block(2)->kind == BLOCK_PARAGRAPH, "underlined with ~, which opens no code");
	OK(a.n_blocks == 4 && block(4)->kind == BLOCK_PARAGRAPH, "nor does a fence that is never closed");

	take("I. Acme\n\nAcme uses Go for its services and has done so for years now, they say.\n\nA) Dispatch\n\nIts dispatch was moved first, as it was the slowest of them all.\n\nB) Maps\n\nThe maps came next, which took them another year or so.\n\n"
	    "II. Beta\n\nBeta moved to Go from Perl in 2015 because Perl was too slow for it, they say.\n");
	OK(is(1, BLOCK_HEADING, "Acme") && is(7, BLOCK_HEADING, "Beta") && block(7)->level == 2 && block(7)->start == block(6)->end + 6, "roman numbers");
	OK(is(3, BLOCK_HEADING, "Dispatch") && is(5, BLOCK_HEADING, "Maps") && block(5)->level == 3 && block(6)->parent == 5, "and letters below them");
	take("I. Asimov wrote about it\n\nHe did so long before there was any of it, and was right in some.\n\nA. Turing\n\nHe did not write of it, but made it possible for the others.\n\nB. Stroustrup\n\nHe made one of the languages that we have used since then.\n");
	OK(block(1)->start == 0 && is(3, BLOCK_HEADING, "A. Turing") && is(5, BLOCK_HEADING, "B. Stroustrup"), "initials are no numbers");

	take("BACKGROUND:\n\nIn the beginning there was one server and it ran everything we had.\n\nTHE MOVE\n\nThen we moved to three servers and it was good for a year.\n");
	OK(block(1)->kind == BLOCK_HEADING && block(3)->kind == BLOCK_HEADING, "capitals are headings");
}

static void
lists(void)
{
	take("Users of the tool are many, and here are some of them for you:\n- Acme: dispatch\n- Beta\n  - its search\n- Gamma\n");
	OK(is(2, BLOCK_ITEM, "Acme: dispatch") && block(2)->level == 1, "an item without its bullet");
	OK(is(4, BLOCK_ITEM, "its search") && block(4)->level == 2, "an inner item is one deeper");
	OK(is(5, BLOCK_ITEM, "Gamma") && block(5)->level == 1, "and the next is not");
	OK(block(2)->group == block(5)->group && block(2)->group > 0, "one list, one group");

	take("Steps that we took:\n1. Stop the old server.\n2. Start the new one.\n3. Wait.\n");
	OK(is(2, BLOCK_ITEM, "Stop the old server.") && is(4, BLOCK_ITEM, "Wait."), "numbers beside each other are a list");

	take("What they told us:\na) Acme is gone.\nb) Beta stays.\nc) Gamma is new.\n");
	OK(is(2, BLOCK_ITEM, "Acme is gone.") && is(4, BLOCK_ITEM, "Gamma is new.") && a.n_blocks == 4, "and so are letters");

	take("Users\n\nAcme\nBeta\nGamma\nDelta\nEpsilon\n");
	OK(is(1, BLOCK_HEADING, "Users") && is(2, BLOCK_ITEM, "Acme") && is(6, BLOCK_ITEM, "Epsilon"), "a bare list of names is a list");
}

static void
table(void)
{
	take("| Company | Use |\n|---|---|\n| Acme | dispatch |\n| Beta | |\n");
	OK(is(1, BLOCK_CELL, "Company") && str_eq(block(1)->header, STR("th")), "a header cell");
	OK(is(3, BLOCK_CELL, "Acme") && str_eq(block(3)->header, STR("Company")) && block(3)->row == 2 && block(3)->column == 1, "a cell with its header");
	OK(is(4, BLOCK_CELL, "dispatch") && str_eq(block(4)->header, STR("Use")), "and the next");
	OK(a.n_blocks == 5, "empty cells and rules are no blocks");
}

/* Is any block of the text a cell? */
static bool
cells(const char *text)
{
	bool any = false;

	take(text);
	for (size_t i = 1; i <= a.n_blocks; i++)
		any |= block(i)->kind == BLOCK_CELL;
	return any;
}

static void
aligned(void)
{
	take("Company      Language        Since\n-----------  --------------  -----\nUber         Go              2015\nM\xc3\xbcller AG    Python and C    2011\nDropbox                      2014\n");
	OK(is(1, BLOCK_CELL, "Company") && str_eq(block(1)->header, STR("th")), "columns below a rule with gaps, and the header above it");
	OK(is(8, BLOCK_CELL, "Python and C") && str_eq(block(8)->header, STR("Language")) && block(8)->row == 3 && block(8)->column == 2, "past a letter of two bytes");
	OK(is(11, BLOCK_CELL, "2014") && block(11)->column == 3 && a.n_blocks == 11, "an empty cell leaves its column");
	OK(block(11)->start == strlen("Company      Language        Since\n-----------  --------------  -----\nUber         Go              2015\nM\xc3\xbcller AG    Python and C    2011\nDropbox                      ") && block(11)->end == block(11)->start + 4, "and each has its place");
	take("Who runs it, and for what, was told to us as follows:\n  Company      Used for             Servers\n  1. Uber      dispatch of cars       4,000\n  2. Lyft      maps                     300\n  3. Grab      payments                  20\nThat is all that we were told.\n");
	OK(is(3, BLOCK_CELL, "Used for") && is(5, BLOCK_CELL, "Uber") && is(10, BLOCK_CELL, "300") && str_eq(block(10)->header, STR("Servers")), "without a rule, numbers to the right, rows numbered");
	OK(is(1, BLOCK_PARAGRAPH, "Who runs it, and for what, was told to us as follows:") && is(14, BLOCK_PARAGRAPH, "That is all that we were told."), "the lines around it are text");
	take("=====  ======\nFirm   Uses\n=====  ======\nAcme   Go\nBeta   Perl\n=====  ======\n\nNAME    OWNER\ngoqu    Foo\nxorm    Bar\n");
	OK(is(4, BLOCK_CELL, "Go") && str_eq(block(4)->header, STR("Uses")) && block(4)->row == 2, "rules above and below");
	OK(is(9, BLOCK_CELL, "goqu") && str_eq(block(9)->header, STR("NAME")) && block(9)->group != block(4)->group, "a header in capitals, and a table of its own");
	take("Company      Language     Since\n\nUber         Go           2015\nLyft         Python       2012\n\nA line  here\n\nUber        Lyft        Grab\nSpotify     Netflix     Airbnb\nShopify     Zalando     Stripe\n");
	OK(is(4, BLOCK_CELL, "Uber") && str_eq(block(4)->header, STR("Company")) && block(4)->row == 2, "a header with an empty line below it");
	OK(is(10, BLOCK_PARAGRAPH, "A line here") && is(11, BLOCK_CELL, "Uber") && block(11)->group != block(4)->group, "but any other line stays a line");
	take("Uber        Lyft        Grab\nSpotify     Netflix     Airbnb\nShopify     Zalando     Stripe\n");
	OK(a.n_blocks == 9 && is(4, BLOCK_CELL, "Spotify") && block(4)->header.n == 0, "names in columns have no header");
	OK(!cells("Company      Language        Since\nUber         Go              2015\n"), "two rows are no table");
	OK(!cells("Roses are red             Violets are blue\nThe servers are ready     And so are we too\nThe pager is silent       The dashboards are green\n"), "nor is a poem in two columns");
	OK(!cells("The night was long          and cold the wind\n  the pager rang      and no one came\nuntil the dawn     that rose behind\n     the hill   a hall of flame\n"), "nor one with gaps");
	OK(!cells("We moved to Go in 2015.  It went well.  Nobody\nlooked back at all.  The old one was slow.  We\nhad no reason to keep it.  So it went away.  It\nis not missed here.  By anybody.  At all, ever.\n"), "nor prose with wide blanks between its sentences");
	OK(!cells("Acme Corp Ltd      Beta Holding       Gamma GmbH\n12 High Street     3 Low Road         5 Mid Lane\nLondon             Leeds              Berlin\n"), "nor are addresses");
	OK(!cells("Name:         Acme Corp\nFounded in:   1999\nStaff:        200\n") && !cells("Name       Acme Corp\nFounded    1999\nStaff      200\n"), "nor names and values");
	OK(!cells("int     count   = 0;\nchar   *name    = NULL;\nsize_t  length  = 12;\n") && !cells("mov     eax     1\nadd     eax     2\nret     eax     3\n"), "nor is code");
	OK(!cells("Introduction         1\nThe move             7\nWhat we learned     12\n"), "nor a table of contents");
	OK(!cells("The first paper said     while the other one\nthat Uber uses Go for    told of Rust and of\nits dispatch service,    what came after it\n"), "nor two columns of prose");
}

static void
code(void)
{
	take("Install it as follows, which takes a minute or two on most machines:\n\npip install thing other\n\nThen write a program:\n\n"
	    "import thing\n\ndef main(x):\n    return thing.run(x)\n\nThat is all there is to it, and it works. Import it where you need it.\n");
	OK(block(2)->kind == BLOCK_CODE, "a command is code");
	OK(block(4)->kind == BLOCK_CODE && str_find(block_text(&a, block(4)), STR("    return"), 0) > 0, "a program is one block of code, with its indent");
	OK(block(5)->kind == BLOCK_PARAGRAPH, "prose behind it is prose");
	take("This is how it is run, as they say in the manual:\n~~~\nrun it\n\nnow\n~~~\nAnd that is all there is to it, they say.\n");
	OK(a.n_blocks == 3 && is(2, BLOCK_CODE, "run it\n\nnow"), "what stands between two fences is code, whatever it says");
	OK(plain_code_line(STR("We import the library from Google, and use it."), 9) == 0, "a sentence with such words is no code");
	OK(plain_code_line(STR("from the beginning we used Java"), 6) == 0, "\"from\" alone is no code");
	OK(plain_code_line(STR("x = compute(1, 2)"), 4) == 2, "an assignment is");
}

static void
wrapped(void)
{
	take("The first paragraph of this text is wrapped by hand at a\nwidth of about sixty columns, as mail and old manuals\nare, and it goes on for some lines so that the width can\nbe told from them.\n\n"
	    "The second one is wrapped as well, and it should become a\nsingle block in the same way.\n");
	OK(a.n_blocks == 2, "wrapped lines are joined (%zu blocks)", a.n_blocks);
	OK(block(1)->start == 0 && str_find(block_text(&a, block(1)), STR("at a width"), 0) > 0, "with a blank between them");
	struct buf lines = { 0 };
	article_line_starts(&a, block(2), &lines);
	OK(article_line(&a, block(2)->start) == 6 && str_ends(buf_str(&lines), STR(":7")), "and their lines are known");
	buf_release(&lines);
	take("Ten years of the ferry: how our timetable came to be\nby the harbour office of Little Sandholm\n\n"
	    "The first paragraph of this text is wrapped by hand at a\nwidth of about sixty columns, as mail and old manuals\nare, and it goes on for some lines so that the width can\nbe told from them.\n\n"
	    "See also: What a pier may cost us in the winter\nHarbours and Ferries | Read in 14 minutes\n\nThe second one is wrapped as well, and it should become a\nsingle block in the same way.\n");
	OK(str_eq(a.meta.title.value, STR("Ten years of the ferry: how our timetable came to be")), "a title is not wrapped into the line of who wrote it");
	bool joined = false;
	for (size_t i = 1; i <= a.n_blocks; i++)
		joined |= str_find(block_text(&a, block(i)), STR("winter Harbours"), 0) >= 0;
	OK(!joined && a.n_blocks >= 5, "nor labels into what stands above them");
}

static void
quotes(void)
{
	take("They told us how it went in the end:\n\n\"We moved to Go and never looked back at all.\"\n\n\xe2\x80\x94 Jane Roe, CTO of Acme\n\nAnd that was that, for the time being at least.\n");
	OK(block(2)->kind == BLOCK_QUOTE && str_eq(block(2)->speaker, STR("Jane Roe, CTO of Acme")), "a quotation knows its speaker");
}

int
main(void)
{
	quotes();
	headings();
	lists();
	table();
	aligned();
	code();
	wrapped();
	article_release(&a);
	return tap_status();
}
