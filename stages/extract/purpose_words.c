#include "purpose_words.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/map.h"
#include "../common/rows.h"
#include "../common/xalloc.h"
#include "word_lists.h"

struct purpose_words {
	struct phrases *phrases;
	struct map      by_kind, by_id; /* a kind of technologies, or one of them: its use cases */
	struct word_lists links;        /* LINK_PURPOSE ... */
	uint32_t       *of_technology;  /* use cases, by technology */
	struct arena    text;
};

static const char *const strength_names[N_PURPOSE_STRENGTHS] = { "none", "hint", "weak", "plain", "strong", "kind", "technology" };

static void
add_links(struct word_lists *links)
{
	static const char *const purpose[] = { "for", "to", "as", "in", ":", NULL };
	static const char *const means[] = { "with", "using", "in", "on", "by", "via", "through", "uses", "use", "is", "are", "was",
		":", "runs", "powered", NULL };
	static const char *const boundary[] = { ",", ";", "|", "and", "which", "where", NULL };

	word_lists_add(links, purpose, LINK_PURPOSE);
	word_lists_add(links, means, LINK_MEANS);
	word_lists_add(links, boundary, LINK_BOUNDARY);
}

unsigned
purpose_words_links(const struct purpose_words *w, const struct token *t)
{
	return word_lists_of(&w->links, t);
}

static void
add_use_case(struct map *m, struct str name, uint32_t use_case)
{
	uint32_t known = map_get(m, name);

	if (known == MAP_NONE)
		map_put(m, name, UINT32_C(1) << use_case);
	else
		map_set(m, name, known | UINT32_C(1) << use_case);
}

/* The strength called NAME, or -1. */
static int
strength_of(struct str name)
{
	for (int i = 0; i < N_PURPOSE_STRENGTHS; i++)
		if (str_eq(name, str_of(strength_names[i])))
			return i;
	return -1;
}

static bool
read_rows(struct purpose_words *w, struct rows *r, const struct lexicon *lexicon, const char *path, struct err *e)
{
	int phrase = rows_column(r, "phrase"), id = rows_column(r, "use_case_id"), column = rows_column(r, "strength");
	struct row row;
	int got;

	if (phrase < 0 || id < 0 || column < 0)
		return err_set(e, EX_CONFIG, "%s: line 1: needs the columns phrase, use_case_id and strength", path);
	if (lexicon->n_use_cases > MAX_PURPOSES)
		return err_set(e, EX_CONFIG, "%s: more than %d use cases", path, MAX_PURPOSES);
	while ((got = rows_next(r, &row, e)) > 0) {
		struct str words = row.field[phrase];
		int use_case = lexicon_use_case(lexicon, row.field[id]), strength = strength_of(row.field[column]);
		if (strength < 0)
			return err_set(e, EX_CONFIG, "%s: line %zu: no strength '%.*s'", path, row.line, STR_ARG(row.field[column]));
		if (use_case < 0 && (strength != PURPOSE_NONE || row.field[id].n))
			return err_set(e, EX_CONFIG, "%s: line %zu: no use case '%.*s'", path, row.line, STR_ARG(row.field[id]));
		if (strength == PURPOSE_TECHNOLOGY && lexicon_find(lexicon, LEXICON_TECHNOLOGIES, words) < 0)
			return err_set(e, EX_CONFIG, "%s: line %zu: no technology '%.*s'", path, row.line, STR_ARG(words));
		if (strength == PURPOSE_KIND || strength == PURPOSE_TECHNOLOGY)
			add_use_case(strength == PURPOSE_TECHNOLOGY ? &w->by_id : &w->by_kind, words, (uint32_t)use_case);
		else
			phrases_add(w->phrases, words, (use_case < 0 ? 0 : (uint32_t)use_case) | (uint32_t)strength << 8);
	}
	return got == 0;
}

/* By its own row, by its kind, or by that of what it is a library of. */
static uint32_t
use_cases_of(const struct purpose_words *w, const struct lexicon *lexicon, int technology)
{
	for (int i = technology; i >= 0;) {
		const struct lexicon_entry *entry = &lexicon->entry[LEXICON_TECHNOLOGIES][i];
		uint32_t use_cases = map_get(&w->by_id, entry->id);
		if (use_cases == MAP_NONE)
			use_cases = map_get(&w->by_kind, entry->kind);
		if (use_cases != MAP_NONE)
			return use_cases;
		i = str_eq(entry->kind, STR("library")) ? entry->parent_index : -1;
	}
	return 0;
}

static void
note_technologies(struct purpose_words *w, const struct lexicon *lexicon)
{
	size_t n = lexicon->n[LEXICON_TECHNOLOGIES];

	w->of_technology = arena_array(&w->text, n, sizeof *w->of_technology);
	for (size_t i = 0; i < n; i++)
		w->of_technology[i] = use_cases_of(w, lexicon, (int)i);
}

struct purpose_words *
purpose_words_load(const char *dir, const struct lexicon *lexicon, struct err *e)
{
	struct purpose_words *w = xcalloc(1, sizeof *w);
	char path[4096];

	snprintf(path, sizeof path, "%s/use_case_words.csv", dir);
	w->phrases = phrases_new(0);
	add_links(&w->links);
	struct rows *r = rows_open(path, NULL, e);
	bool ok = r && read_rows(w, r, lexicon, path, e);
	rows_close(r);
	if (ok) {
		note_technologies(w, lexicon);
		return w;
	}
	purpose_words_free(w);
	return NULL;
}

void
purpose_words_free(struct purpose_words *w)
{
	if (!w)
		return;
	phrases_free(w->phrases);
	map_release(&w->by_kind);
	map_release(&w->by_id);
	arena_free(&w->text);
	free(w);
}

size_t
purpose_words_at(const struct purpose_words *w, const struct tokens *t, size_t i, size_t end, const uint32_t **values,
    size_t *n)
{
	return phrases_longest(w->phrases, t, i, end, values, n);
}

uint32_t
purpose_words_of(const struct purpose_words *w, int technology)
{
	return technology >= 0 ? w->of_technology[technology] : 0;
}
