#include "vocabulary.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/rows.h"
#include "../common/xalloc.h"
#include "protagonist.h"
#include "relation.h"
#include "rules.h"
#include "subject.h"
#include "technology.h"
#include "typing.h"

static const char *const status_names[N_STATUS] = { "uses", "formerly_used", "considered", "created" };

const char *
status_name(enum status s)
{
	return status_names[s];
}

const struct lexicon_form *
vocabulary_form(const struct vocabulary *v, const struct form_ref *r)
{
	return r->form == FORM_DOMAIN ? &v->domain[r->entry] : &v->lexicon->entry[r->table][r->entry].form[r->form];
}

static void
add_form(struct vocabulary *v, size_t *cap, struct form_ref r, struct str text)
{
	v->form = xgrow(v->form, cap, v->n_forms + 1, sizeof *v->form);
	v->form[v->n_forms] = r;
	phrases_add(v->names, text, (uint32_t)v->n_forms++);
}

static void
add_names(struct vocabulary *v)
{
	struct lexicon *lex = v->lexicon;
	size_t cap = 0, forms = 0;

	for (int t = 0; t < N_LEXICON_TABLES; t++)
		for (size_t i = 0; i < lex->n[t]; i++)
			forms += lex->entry[t][i].n_forms;
	v->names = phrases_new(forms + forms / 4);      /* names of several words share their first ones */
	v->domain = arena_array(&v->arena, lex->n[LEXICON_ORGANISATIONS], sizeof *v->domain);
	for (uint32_t i = 0; i < lex->n[LEXICON_ORGANISATIONS]; i++) {
		v->domain[i].text = lex->entry[LEXICON_ORGANISATIONS][i].domain;
		if (v->domain[i].text.n)
			add_form(v, &cap, (struct form_ref){ LEXICON_ORGANISATIONS, i, FORM_DOMAIN }, v->domain[i].text);
	}
	for (uint32_t t = 0; t < N_LEXICON_TABLES; t++)
		for (uint32_t i = 0; i < lex->n[t]; i++)
			for (uint32_t k = 0; k < lex->entry[t][i].n_forms; k++)
				add_form(v, &cap, (struct form_ref){ t, i, k }, lex->entry[t][i].form[k].text);
}

/* The organisation whose name is the vendor of each technology. */
static void
add_vendors(struct vocabulary *v)
{
	const struct lexicon *lex = v->lexicon;

	v->vendor = arena_array(&v->arena, lex->n[LEXICON_TECHNOLOGIES] + 1, sizeof *v->vendor);
	for (size_t i = 0; i < lex->n[LEXICON_TECHNOLOGIES]; i++) {
		const uint32_t *values;
		size_t n;
		struct arena scratch = { 0 };
		struct str vendor = lex->entry[LEXICON_TECHNOLOGIES][i].vendor;
		struct tokens t = tokens_of(vendor, &scratch);
		v->vendor[i] = -1;
		if (t.n && phrases_longest(v->names, &t, 0, t.n, &values, &n) == t.n)
			for (size_t k = 0; k < n && v->vendor[i] < 0; k++)
				if (v->form[values[k]].table == LEXICON_ORGANISATIONS)
					v->vendor[i] = (int)v->form[values[k]].entry;
		arena_free(&scratch);
	}
}

/* The words of a file, its first column, are of the class called NAME; those with something in the second column of the
 * one called MORE as well.  The bit of the first, or 0 with *e set. */
static classes
add_words(struct vocabulary *v, const char *dir, const char *file, const char *name, const char *more, struct err *e)
{
	size_t class = vocabulary_add_class(v, str_of(name)), second = more ? vocabulary_add_class(v, str_of(more)) : 0;
	char path[4096];
	struct row row;
	int got = -1;

	if (class == MAX_CLASSES || second == MAX_CLASSES) {
		err_set(e, EX_CONFIG, "%s/claims.rules: no class is left for %s", dir, name);
		return 0;
	}
	snprintf(path, sizeof path, "%s/%s", dir, file);
	struct rows *r = rows_open(path, NULL, e);
	while (r && (got = rows_next(r, &row, e)) > 0) {
		phrases_add(v->words, row.field[0], (uint32_t)class);
		if (more && row.n > 1 && row.field[1].n)
			phrases_add(v->words, row.field[0], (uint32_t)second);
	}
	rows_close(r);
	return got == 0 ? (classes)1 << class : 0;
}

struct vocabulary *
vocabulary_load(const char *dir, struct err *e)
{
	struct vocabulary *v = xcalloc(1, sizeof *v);
	char path[4096];

	snprintf(path, sizeof path, "%s/claims.rules", dir);
	v->lexicon = lexicon_load(dir, e);
	if (v->lexicon && (v->purpose_words = purpose_words_load(dir, v->lexicon, e)) &&
	    (v->metric_words = metric_words_load(dir, e)) && (v->word_classes = word_classes_load(dir, e)) && rules_load(v, path, e) && (v->common = add_words(v, dir, "common_words.csv", "COMMON", NULL, e)) &&
	    add_words(v, dir, "given_names.csv", "FIRST_NAME", "PERSON_ALONE", e) &&
	    clue_weights_load(&v->protagonist, &protagonist_clues, dir, e) && clue_weights_load(&v->typing, &typing_clues, dir, e) &&
	    clue_weights_load(&v->number_subject, &number_subject_clues, dir, e) && clue_weights_load(&v->number_technology, &number_technology_clues, dir, e)) {
		name_shape_learn(&v->shape, v->lexicon);
		add_names(v);
		add_vendors(v);
		relation_load(v);
		return v;
	}
	vocabulary_free(v);
	return NULL;
}

/* Where the class called NAME is, or would be. */
static size_t
class_slot(const struct vocabulary *v, struct str name)
{
	size_t n = sizeof v->class_slot, i = str_hash(name) % n;

	while (v->class_slot[i] && !str_eq(v->class_name[v->class_slot[i] - 1], name))
		i = (i + 1) % n;
	return i;
}

size_t
vocabulary_add_class(struct vocabulary *v, struct str name)
{
	uint8_t *slot = &v->class_slot[class_slot(v, name)];

	if (!*slot) {
		if (v->n_classes == MAX_CLASSES)
			return MAX_CLASSES;
		v->class_name[v->n_classes++] = arena_str(&v->arena, name);
		*slot = (uint8_t)v->n_classes;
	}
	return *slot - 1u;
}

classes
vocabulary_class(const struct vocabulary *v, const char *name)
{
	uint8_t slot = v->class_slot[class_slot(v, str_of(name))];

	return slot ? (classes)1 << (slot - 1) : 0;
}

void
vocabulary_free(struct vocabulary *v)
{
	if (!v)
		return;
	lexicon_free(v->lexicon);
	phrases_free(v->names);
	phrases_free(v->words);
	phrases_free(v->frames);
	purpose_words_free(v->purpose_words);
	metric_words_free(v->metric_words);
	word_classes_free(v->word_classes);
	free(v->form);
	free(v->rule);
	free(v->rule_name);
	free(v->rule_prior);
	arena_free(&v->arena);
	free(v);
}
