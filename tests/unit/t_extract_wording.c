/*
 * The words beside a name: what becomes a feature, that names do not, and that a
 * feature's text leads back to its key.
 */
#include "../../stages/extract/wording.h"
#include "../lib/tap.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"

static struct arena arena;
static struct word_classes *classes;

struct text { struct block b; struct mention m[8]; };

/* TEXT with each of its words that begins with a capital X (a technology) or Y (another name) as a name. */
static void
set_text(struct text *t, const char *text)
{
	memset(t, 0, sizeof *t);
	t->b.kind = BLOCK_PARAGRAPH;
	t->b.text = arena_str(&arena, str_of(text));
	t->b.tokens = tokens_of(t->b.text, &arena);
	t->b.mention = t->m;
	for (uint32_t i = 0; i < t->b.tokens.n; i++) {
		struct str word = token_text(t->b.text, &t->b.tokens.at[i]);
		if (word.p[0] != 'X' && word.p[0] != 'Y')
			continue;
		t->m[t->b.n_mentions++] = (struct mention){ .from = i, .to = i + 1,
			.name = { word, str_hash(word), word.p[0] == 'X' ? word.p[1] : -1, -1 } };
	}
}

static uint32_t
wording_in(struct wording_reader *r, const struct text *t, enum wording_kind kind, size_t mention)
{
	wording_sentence(r, &t->b, 0, (uint32_t)t->b.tokens.n);
	return wording_of_name(r, kind, &t->m[mention]);
}

static bool
in_range(const struct wordings *w, struct wording_range r, wording_key key)
{
	for (uint32_t i = r.from; i < r.to; i++)
		if (w->key[i] == key)
			return true;
	return false;
}

static bool
has(const struct wordings *w, uint32_t which, const char *place, const char *words)
{
	wording_key key = wording_key_of(str_of(place), str_of(words));

	return key && (in_range(w, w->at[which].own, key) || in_range(w, w->at[which].sentence, key));
}

static bool
same_range(const struct wordings *v, struct wording_range a, const struct wordings *w, struct wording_range b)
{
	return a.to - a.from == b.to - b.from && memcmp(v->key + a.from, w->key + b.from, (a.to - a.from) * sizeof *v->key) == 0;
}

static bool
same_wording(const struct wordings *v, uint32_t i, const struct wordings *w, uint32_t k)
{
	return same_range(v, v->at[i].own, w, w->at[k].own) && same_range(v, v->at[i].sentence, w, w->at[k].sentence);
}

static void
features(void)
{
	struct wordings w = { 0 };
	struct wording_reader *r = wording_reader(&w, classes);
	struct text t;

	set_text(&t, "Session tokens are cached in X1, X2 and X3 at Yacme.");
	uint32_t i = wording_in(r, &t, WORDING_TECHNOLOGY, 1);
	OK(has(&w, i, "before 1", "in") && has(&w, i, "before 1-3", "are cach in"), "the list is passed over to its left");
	OK(has(&w, i, "after 1-2", "at <A>"), "and to its right");
	OK(has(&w, i, "left", ",") && has(&w, i, "right", "and"), "what stands beside the name in the list");
	OK(has(&w, i, "verb to", "cach in"), "the verb with what leads to the name");
	OK(has(&w, i, "shape before", "are *ed in"), "endings for words");
	OK(has(&w, i, "sentence", "token") && has(&w, i, "sentence", "<T>") && !has(&w, i, "sentence", "x2"), "words of the sentence, no names");
	uint32_t a = wording_of_name(r, WORDING_ADOPTER, &t.m[3]);
	OK(has(&w, a, "before 1-2", "<T> at") && has(&w, a, "after 1", "."), "an adopter sees technologies");
	OK(w.at[a].sentence.from == w.at[i].sentence.from, "what both share is there once");
	uint32_t none = wording_of_absent(r, WORDING_ADOPTER, -1, 3);
	OK(has(&w, none, "absent", "3") && w.at[none].own.to - w.at[none].own.from == 1, "a name that is not there");
	set_text(&t, "We run X1 in 12 regions.");
	wording_sentence(r, &t.b, 0, (uint32_t)t.b.tokens.n);
	uint32_t we = wording_of_absent(r, WORDING_ADOPTER, 0, 1);
	OK(has(&w, we, "after 1-2", "run <T>") && has(&w, we, "sentence", "#"), "... but a word stands for it; numbers are one");
	OK(wording_key_of(STR("nowhere"), STR("a")) == 0, "a place that there is none");
	wording_reader_free(r);
	wordings_release(&w);
}

static void
names(void)
{
	struct wordings v = { 0 }, w = { 0 };
	struct wording_reader *q = wording_reader(&v, classes), *r = wording_reader(&w, classes);
	struct text t, u;

	set_text(&t, "Yacme moved its billing from X1 to X2, as Yother did.");
	set_text(&u, "Yelse moved its billing from X7 to X8, as Yfoo did.");
	OK(same_wording(&v, wording_in(q, &t, WORDING_TECHNOLOGY, 1), &w, wording_in(r, &u, WORDING_TECHNOLOGY, 1)),
	    "other names, the same features");
	OK(!same_wording(&v, 0, &w, wording_in(r, &u, WORDING_TECHNOLOGY, 2)), "another name of the sentence has others");
	set_text(&u, "Yacme moved its billing from X1 to X1, as Yother did.");
	uint32_t both = wording_in(r, &u, WORDING_TECHNOLOGY, 1);
	OK(has(&w, both, "before 1", "from") && has(&w, both, "before 1", "to"), "a name that stands there twice");
	wording_reader_free(q);
	wordings_release(&v);
	wording_reader_free(r);
	wordings_release(&w);
}

static void
book(void)
{
	struct wordings v = { 0 }, w = { 0 };
	struct wording_reader *q = wording_reader(&v, classes), *r = wording_reader(&w, classes);
	struct wording_book book = { 0 };
	struct text t;
	bool back = true;

	v.book = &book;
	set_text(&t, "\"Caf\xc3\xa9\", said the CTO of Yacme: it isn't on X1 (yet), but runs, running, built; it isn\xe2\x80\x99t 100% of X2's jobs?");
	OK(same_wording(&v, wording_in(q, &t, WORDING_TECHNOLOGY, 1), &w, wording_in(r, &t, WORDING_TECHNOLOGY, 1)),
	    "with and without a book the same features");
	OK(same_wording(&v, wording_in(q, &t, WORDING_ADOPTER, 0), &w, wording_in(r, &t, WORDING_ADOPTER, 0)), "and once more");
	for (size_t i = 0; i < book.n; i++)
		back &= wording_key_of(book.at[i].place, book.at[i].words) == book.at[i].key;
	OK(book.n > 100 && back, "the texts of all %zu features lead back to them", book.n);
	wording_book_release(&book);
	wording_reader_free(q);
	wordings_release(&v);
	wording_reader_free(r);
	wordings_release(&w);
}

/* A sentence of the longest kind, all of it names. */
static void
large(void)
{
	struct wordings w = { 0 };
	struct wording_reader *r = wording_reader(&w, classes);
	struct text t;
	struct buf b = { 0 };
	struct mention many[300];

	for (int i = 0; i < 300; i++)
		buf_addf(&b, "%cname%d ", i % 2 ? 'x' : 'y', i);
	buf_addc(&b, 0);
	set_text(&t, b.p);
	for (uint32_t i = 0; i < 300; i++)
		many[i] = (struct mention){ .from = i, .to = i + 1, .name = { STR("x"), i, i % 2 ? (int)i : -1, -1 } };
	t.b.mention = many;
	t.b.n_mentions = 300;
	wording_sentence(r, &t.b, 0, (uint32_t)t.b.tokens.n);
	for (uint32_t i = 0; i < 300; i++)
		wording_of_name(r, i % 2 ? WORDING_TECHNOLOGY : WORDING_ADOPTER, &many[i]);
	OK(w.n == 300 && w.n_keys < 300 * 100, "three hundred names: %zu features", w.n_keys);
	wording_reader_free(r);
	wordings_release(&w);
	buf_release(&b);
}

/* Words that stand in for each other give the same features by class. */
static void
word_classes(void)
{
	struct wordings v = { 0 }, w = { 0 };
	struct wording_reader *q = wording_reader(&v, classes), *r = wording_reader(&w, classes);
	struct text t, u;
	char name[16];
	bool found = false;

	OK(str_eq(word_class(classes, token_hash(STR("monday"))), word_class(classes, token_hash(STR("tuesday")))), "days are of one class");
	OK(word_class(classes, token_hash(STR("qqqqq"))).n == 0, "what is no word is of none");
	set_text(&t, "On Monday Yacme left X1.");
	set_text(&u, "On Tuesday Yacme left X1.");
	uint32_t i = wording_in(q, &t, WORDING_ADOPTER, 0), k = wording_in(r, &u, WORDING_ADOPTER, 0);
	for (int c = 0; c < MAX_WORD_CLASSES && !found; c++) {
		snprintf(name, sizeof name, "~%d", c);
		found = has(&v, i, "class before 1", name) && has(&w, k, "class before 1", name);
	}
	OK(found && has(&v, i, "before 1", "monday") && has(&w, k, "before 1", "tuesday"), "other words, the same class beside the name");
	wording_reader_free(q);
	wordings_release(&v);
	wording_reader_free(r);
	wordings_release(&w);
}

int
main(void)
{
	struct err e = { 0 };

	classes = word_classes_load("lexicon", &e);
	if (!classes)
		return err_report("t_extract_wording", &e);
	word_classes();
	features();
	names();
	book();
	large();
	arena_free(&arena);
	word_classes_free(classes);
	return tap_status();
}
