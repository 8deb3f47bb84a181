/*
 * What a name is that no table has: clues, odds, and the names that are written small.
 */
#include "../lib/extraction.h"
#include "../lib/tap.h"

#include <stdio.h>
#include <time.h>

#include "../../stages/extract/typing.h"

static struct vocabulary *v;
static struct reader r;

static const struct typed_name *
typed(const char *text)
{
	for (size_t i = 0; i < r.a.typed->n; i++)
		if (str_eq(r.a.typed->at[i].text, str_of(text)))
			return &r.a.typed->at[i];
	return NULL;
}

static bool
has(const char *text, enum trait t)
{
	const struct typed_name *one = typed(text);

	return one && (one->clues >> t & 1);
}

static bool
is_tool(const char *text)
{
	const struct mention *m = reader_mention(&r, text);

	return m && m->name.tech < 0 && (m->flags & NAME_TOOL);
}

static void
test_clues(void)
{
	/* The second block would be the page's site. */
	reader_blocks(&r, str_of("# How we left Zumbrel\nIt has been a year.\n"
	    "We run our queue on Zumbrel. At Orvanta Foods, engineers write Python, Zumbrel and Go.\n"
	    "Wexlow, an open-source database, is used by Orvanta Foods. Pellagrin's engineers like Wexlow 2.1 for reports.\n"
	    "Tamsin Oakhurst, CTO of Pellagrin, says so.\n"));
	reader_find(&r);
	OK(has("Zumbrel", TRAIT_on_before) && has("Zumbrel", TRAIT_into_end), "on X, with a full stop behind it");
	OK(has("Zumbrel", TRAIT_beside_tool), "in a list with Python");
	OK(has("Zumbrel", TRAIT_title), "in the title");
	OK(has("Orvanta Foods", TRAIT_at_before) && !has("Orvanta Foods", TRAIT_beside_tool), "at X; the list behind the comma is not X's");
	OK(has("Wexlow", TRAIT_defined_tool) && !has("Wexlow", TRAIT_defined), "X, an open-source database");
	OK(has("Wexlow", TRAIT_version_behind), "X 2.1");
	OK(has("Pellagrin", TRAIT_possessive) && has("Pellagrin", TRAIT_staff_before), "X's, CTO of X");
	OK(is_tool("Zumbrel") && is_tool("Wexlow"), "those are technologies: %.1f, %.1f", typed("Zumbrel")->odds, typed("Wexlow")->odds);
	OK(!is_tool("Pellagrin") && !is_tool("Orvanta Foods"), "... and those are none");
	OK(typed("Zumbrel")->odds > typed("Pellagrin")->odds + 2, "by far");
}

static void
test_small(void)
{
	reader_blocks(&r, str_of("# Our stack\n"
	    "The site is built with Python, quopple and PostgreSQL. We use quopple for forms, and quopple has never failed us.\n"
	    "The gribble was late. See https://quopple.example/x_gribble for more.\n"));
	reader_find(&r);
	OK(reader_mention(&r, "quopple") && (reader_mention(&r, "quopple")->flags & NAME_SMALL), "a small word in a list of technologies is a name");
	OK(reader_mention(&r, "quopple")->count == 3, "... wherever it stands, but in no address: %u", reader_mention(&r, "quopple")->count);
	OK(!name_can_adopt(v, reader_mention(&r, "quopple")) && name_can_be_used(v, reader_mention(&r, "quopple")), "... of what is used, and not of who uses");
	OK(!reader_mention(&r, "gribble"), "another small word is none");
	bool found = false;
	for (size_t i = 0; i < r.claims.n; i++)
		found |= str_eq(r.claims.at[i].technology.text, STR("quopple"));
	OK(found, "it is a candidate");
	reader_blocks(&r, str_of("# Who is using frobnik-learn?\n- Etsy\n- Spotify\nSpotify trains its models with frobnik-learn and Python.\n"));
	reader_find(&r);
	OK(reader_mention(&r, "frobnik-learn") && r.f->title_tech, "a hyphen is part of it; the title is about it");
}

static void
test_spelling(void)
{
	reader_blocks(&r, str_of("# News\nThe Rillet team met. Our friends at Rillet, Rillet and Rillet know how a rillet flows.\n"));
	reader_find(&r);
	OK(reader_mention(&r, "Rillet"), "a slip in the case of a name makes no common word of it");
	reader_blocks(&r, str_of("# News\nThe Pantry is a pantry. A pantry is kept, every pantry is, and Pantry shelves too.\n"));
	reader_find(&r);
	OK(!reader_mention(&r, "Pantry"), "what is mostly written small is a word");
}

static void
test_shape(void)
{
	struct str tools[] = { STR("FooSQL"), STR("zork.js"), STR("pyfrob") }, houses[] = { STR("Harrow Bank"), STR("Frobville University"), STR("Zork Insurance") };

	for (size_t i = 0; i < 3; i++)
		OK(name_shape_ratio(&v->shape, tools[i]) > 0.3, "%s has the letters of a technology", tools[i].p);
	for (size_t i = 0; i < 3; i++)
		OK(name_shape_ratio(&v->shape, houses[i]) < -0.3, "%s has those of an organisation", houses[i].p);
	OK(name_shape_ratio(&v->shape, STR("")) == 0, "nothing has none");
}

/* Text that is all small words, all names, all list: linear. */
static double
took(enum block_kind kind, const char *piece, int times)
{
	struct buf b = { 0 };
	struct timespec from, to;

	for (int i = 0; i < times; i++)
		buf_addf(&b, piece, i);
	reader_begin(&r);
	reader_block(&r, kind, 1, buf_str(&b));
	buf_release(&b);
	clock_gettime(CLOCK_MONOTONIC, &from);
	names_find(&r.a, v);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void
test_hostile(void)
{
	static const char *const pieces[] = { "qwo%dx, ", "Qwo%dx, ", "qwox, ", "using qwo%dx/", "qwo%dx-" };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		static const enum block_kind kinds[] = { BLOCK_PARAGRAPH, BLOCK_HEADING };
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			double small = took(kinds[k], pieces[i], 20000), large = took(kinds[k], pieces[i], 160000);
			OK(large < 30 * small + 1, "eight times the text takes no square of the time: %s", pieces[i]);
		}
	}
	reader_blocks(&r, STR(""));
	reader_find(&r);
	OK(r.a.typed->n == 0, "an empty article");
}

int
main(void)
{
	struct err e = { 0 };

	r.v = v = vocabulary_load("lexicon", &e);
	if (!v)
		return err_report("t_extract_typing", &e);
	test_clues();
	test_small();
	test_spelling();
	test_shape();
	test_hostile();
	reader_release(&r);
	vocabulary_free(v);
	return tap_status();
}
