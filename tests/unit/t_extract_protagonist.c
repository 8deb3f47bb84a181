/*
 * Whose article it is: clues of the names of small articles, and the weights' file.
 */
#include "../../stages/extract/protagonist.h"
#include "../lib/tap.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../stages/extract/names.h"

static struct vocabulary *v;
static struct arena arena;

/* An article of the paragraphs P, the first one a heading. */
static struct frame *
frame_of_text(struct article *a, const char *const *p, size_t n)
{
	arena_reset(&arena);
	*a = (struct article){ .arena = &arena, .source = STR("a.txt"), .n_blocks = n + FIRST_TEXT_BLOCK };
	a->block = arena_array(&arena, a->n_blocks, sizeof *a->block);
	for (size_t i = 0; i < a->n_blocks; i++) {
		struct block *b = &a->block[i];
		b->no = (uint32_t)i;
		b->line = 1;
		b->of_page = i < FIRST_TEXT_BLOCK;
		b->kind = i <= FIRST_TEXT_BLOCK ? BLOCK_HEADING : BLOCK_PARAGRAPH;
		b->level = b->kind == BLOCK_HEADING;
		b->text = i < FIRST_TEXT_BLOCK ? STR("") : str_of(p[i - FIRST_TEXT_BLOCK]);
		b->tokens = tokens_of(b->text, &arena);
		b->sentence = sentences_of(b->text, &b->tokens, 300, &b->n_sentences, &arena);
	}
	names_find(a, v);
	return frame_of(a, v);
}

#define TEXT(a, ...) frame_of_text(a, (const char *const[]){ __VA_ARGS__ }, sizeof ((const char *const[]){ __VA_ARGS__ }) / sizeof (char *))

static bool
guesses(const struct frame *f, const char *name)
{
	return f->n_guesses && str_eq(f->guess->m.name.text, str_of(name));
}

/* Has NAME the clue C? */
static bool
has(const struct article *a, const struct frame *f, const char *name, enum clue c)
{
	struct standings all = protagonist_standings(a, v, f);

	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.at[i].m.name.text, str_of(name)))
			return all.at[i].clues >> c & 1;
	return false;
}

static void
test_articles(void)
{
	struct article a;
	struct frame *f = TEXT(&a, "Moving our jobs to a queue", "Every night we send out forty thousand reminders. At Harrowmere we used to do that with cron.",
	    "We looked at RabbitMQ. Then we took Redis, which our team knew.", "Our jobs have not been late since, and we sleep better.");
	OK(guesses(f, "Harrowmere"), "at X, we: the article is X's");
	OK(has(&a, f, "Harrowmere", CLUE_we_at), "... and that is a clue");
	f = TEXT(&a, "Twenty years of parcels", "\"We print labels from Erlang,\" says Ada Brunner, head of platform at Quillmark Freight.",
	    "The company runs its trackers on PostgreSQL. Quillmark Freight has 300 drivers.", "We asked her what went wrong. \"Our first version was in Perl,\" she says.");
	OK(guesses(f, "Quillmark Freight"), "whose head of platform speaks");
	OK(has(&a, f, "Quillmark Freight", CLUE_staff_at), "... and that is a clue");
	f = TEXT(&a, "Under the hood", "plimlo is a small tool for beekeepers, which we wrote in our spare time.", "plimlo keeps its data in SQLite, and we like that.",
	    "But Larkmoor Apiaries asked us for more, so we made it a web site.");
	OK(has(&a, f, "plimlo", CLUE_lower), "a small word that begins a paragraph and is in no dictionary is a name");
	OK(has(&a, f, "Larkmoor Apiaries", CLUE_unknown), "a name does not begin with But");
}

static void
test_weights(const char *dir)
{
	static const struct { const char *rows, *want; } wrong[] = {
		{ "clue,weight,own_voice\nno_such_clue,1,2\n", "line 2: unknown clue" },
		{ "clue,weight,own_voice\ntitle,1,2\nsite,much,2\n", "line 3: a weight is no whole number" },
		{ "clue,weight,own_voice\nsite,99999,2\n", "line 2: a weight is no whole number, or too large" },
		{ "clue,weight\nsite,9\n", "the columns are not clue,weight,own_voice" },
	};
	struct clue_weights w;
	char path[4096];

	snprintf(path, sizeof path, "%s/%s", dir, protagonist_clues.file);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct err e = { 0 };
		FILE *f = fopen(path, "w");
		fputs(wrong[i].rows, f);
		fclose(f);
		OK(!clue_weights_load(&w, &protagonist_clues, dir, &e) && e.code == EX_CONFIG && strstr(e.text, wrong[i].want), "refused: %s", wrong[i].want);
	}
	struct err e = { 0 };
	FILE *f = fopen(path, "w");
	fputs("clue,weight,own_voice\nany,-200,\ntitle,150,50\n", f);
	fclose(f);
	clues c = clue(CLUE_any) | clue(CLUE_title);
	OK(clue_weights_load(&w, &protagonist_clues, dir, &e), "a good file is read");
	OK((int)(100 * clues_sum(&w, c, false)) == -50 && (int)(100 * clues_sum(&w, c, true)) == 0, "own voice has weights of its own");
	remove(path);
}

int
main(void)
{
	struct err e = { 0 };
	char dir[] = "/tmp/t_protagonist.XXXXXX";

	v = vocabulary_load("lexicon", &e);
	if (!v || !mkdtemp(dir)) {
		printf("Bail out! %s\n", e.text);
		return 1;
	}
	test_articles();
	test_weights(dir);
	remove(dir);
	arena_free(&arena);
	vocabulary_free(v);
	return tap_status();
}
