/*
 * Whom an entry of a list is about, and for whom a quotation speaks.
 */
#include "../lib/extraction.h"
#include "../lib/tap.h"

static struct vocabulary *v;
static struct reader r;

/* Reads TEXT, with the page's own blocks before it. */
static void
take(const char *text)
{
	struct str rest = str_of(text), line;

	reader_begin(&r);
	reader_block(&r, BLOCK_HEADING, 1, STR(""))->of_page = true;
	reader_block(&r, BLOCK_CAPTION, 0, STR(""))->of_page = true;
	while (str_split(&rest, '\n', &line))
		reader_block(&r, str_starts(line, STR("# ")) ? BLOCK_HEADING : str_starts(line, STR("- ")) ? BLOCK_ITEM : str_starts(line, STR("> ")) ?
		    BLOCK_QUOTE : BLOCK_PARAGRAPH, 1, line.p[1] == ' ' ? str_sub(line, 2, line.n) : line);
	reader_end(&r);
}

/* Is line LINE of the text, from 0, of an entry called NAME (NULL: of none)? */
static bool
entry(size_t line, const char *name)
{
	const struct mention *m = r.f->entry[FIRST_TEXT_BLOCK + line].name;

	return name ? m && str_eq(m->name.text, str_of(name)) : !m;
}

static bool
speaks_for(size_t line, const char *name)
{
	const struct scope *s = &r.f->scope[FIRST_TEXT_BLOCK + line];

	return s->signed_by == (name != NULL) && (!name || str_eq(s->adopter->name.text, str_of(name)));
}

int
main(void)
{
	struct err e = { 0 };

	v = vocabulary_load("lexicon", &e);
	if (!v)
		return err_report("t_extract_entries", &e);
	r.v = v;
	take("# Who is using Kafka?\n- Netloft - ship routing with Kafka\n- Kelpworks (fish)\n- we like it a lot, and use it each day for all that there is to do here");
	OK(entry(1, "Netloft") && entry(2, "Kelpworks"), "a name that is set off");
	take("# Who is using Kafka?\n- Netloft. Ship routing.\n- Kelpworks, Tarnwick. Fish prices with Kafka Streams.\n- They were glad. It works.");
	OK(entry(1, "Netloft") && entry(2, "Kelpworks"), "a name that is a sentence of its own, with its town or without");
	OK(!entry(3, "They were glad"), "but no sentence");
	take("# Adopters of Kafka\nCompany: Netloft\nCountry: Norway\nWhat for? Ship routing.\nCompany: Kelpworks\nCountry: Norway\nWhat for? Fish.");
	OK(entry(1, "Netloft") && entry(3, "Netloft") && entry(4, "Kelpworks") && entry(6, "Kelpworks"), "a field that names the entry");
	take("# Users of Kafka\n- N: Netloft\nD: Ship routing with Kafka\n- N: Kelpworks\nD: Fish");
	OK(entry(1, "Netloft") && entry(2, "Netloft") && entry(4, "Kelpworks"), "or its letter");
	take("# Testimonials\n> We run our order pages on CherryPy.\n> It never fails.\n> Petra Lindahl, CTO, Netloft\n> I like it.\nOle Brandt, Kelp & Daughters AB\nAnd this is our own text, of Wexlow.");
	OK(speaks_for(1, "Netloft") && speaks_for(2, "Netloft") && speaks_for(4, "Kelp & Daughters"), "a quotation is of those who are named below it");
	OK(speaks_for(6, NULL), "the text behind it is not");
	take("# How it went\n> We run our order pages on CherryPy.\nThen we went home, and Petra Lindahl, who works at Netloft, cooked.");
	OK(speaks_for(1, NULL), "a sentence is no signature");
	take("# Showcase\nMade with libGDX: games for all.\nSend us yours. We like libGDX games, and libGDX is free.\nSlay the Kiln\nA game with cards.");
	OK(r.f->scope[FIRST_TEXT_BLOCK + 3].topic && str_eq(r.f->scope[FIRST_TEXT_BLOCK + 3].topic->name.text, STR("libGDX")), "a showcase is of what its first words name");
	reader_release(&r);
	vocabulary_free(v);
	return tap_status();
}
