/*
 * Names that an article tells in full once and shorter from then on.
 */
#include "../lib/extraction.h"
#include "../lib/tap.h"

#include <stdio.h>
#include <time.h>

#include "../../stages/extract/short_names.h"

static struct vocabulary *v;
static struct reader r;

static void
read_text(const char *text)
{
	reader_blocks(&r, str_of(text));
	reader_find(&r);
}

/* Are the mentions written A and B of one thing? */
static bool
one(const char *a, const char *b)
{
	const struct mention *x = reader_mention(&r, a), *y = reader_mention(&r, b);

	return x && y && same_name(&x->name, &y->name);
}

/* What the article says that ALIAS is short for, and how. */
static bool
listed(const char *alias, const char *name, const char *relation)
{
	for (size_t i = 0; i < r.a.shortened->n; i++) {
		const struct short_name *s = &r.a.shortened->at[i];
		if (str_eq(s->alias, str_of(alias)))
			return str_eq(s->name, str_of(name)) && strcmp(s->relation, relation) == 0;
	}
	return false;
}

static void
test_short(void)
{
	read_text("# How Orvanta moved to Kafka\nIt took a year.\nOrvanta Foods, a grocer, uses Apache Kafka. Orvanta runs PostgreSQL too. "
	    "At Orvanta Foods, engineers like it.\n");
	OK(one("Orvanta", "Orvanta Foods") && listed("Orvanta", "Orvanta Foods", "short"), "the beginning of a name, also in a title before it");
	OK(reader_mention(&r, "Orvanta")->count == 4, "is counted with it: %u", reader_mention(&r, "Orvanta")->count);
	read_text("# News\nIt is Monday.\nThe Royal Institute of Tidal Studies uses Python. RITS runs Kafka. Tamsin Oakhurst spoke. Oakhurst likes Go.\n");
	OK(one("RITS", "Royal Institute of Tidal Studies") && listed("RITS", "Royal Institute of Tidal Studies", "acronym"), "its initials");
	OK(one("Oakhurst", "Tamsin Oakhurst") && (reader_mention(&r, "Oakhurst")->flags & NAME_PERSON), "a person's surname");
	read_text("# News\nIt is Monday.\nOrvanta Foods Group met. Orvanta Foods uses Go. Orvanta likes Kafka.\n");
	OK(one("Orvanta", "Orvanta Foods Group") && one("Orvanta Foods", "Orvanta Foods Group"), "what is short for a name that is short for another");
	read_text("# News\nIt is Monday.\nCalder Systems and Orvanta Technologies met. Calder uses Go. Orvanta likes Kafka.\n");
	OK(one("Calder", "Calder Systems") && one("Orvanta", "Orvanta Technologies"), "words that products are called by too, but firms more");
	read_text("# News\nIt is Monday.\nGoldman Sachs uses Kafka. Wexlow Labs uses Go.\n");
	OK(reader_mention(&r, "Goldman Sachs")->name.org >= 0 && r.a.shortened->n == 0, "nothing is short");
}

static void
test_apart(void)
{
	read_text("# News\nIt is Monday.\nOrvanta uses Kafka. Orvanta Foods, its daughter, uses Go.\n");
	OK(!one("Orvanta", "Orvanta Foods"), "the shorter name first: another thing");
	read_text("# News\nIt is Monday.\nOrvanta Foods uses Kafka. Orvanta Mills uses Go. Orvanta uses Rust.\n");
	OK(!one("Orvanta", "Orvanta Foods") && !one("Orvanta", "Orvanta Mills"), "two longer names");
	read_text("# News\nIt is Monday.\nOrvanta Platform is new. Orvanta uses Rust.\n");
	OK(!one("Orvanta", "Orvanta Platform"), "a product is not its maker");
	read_text("# News\nIt is Monday.\nOrvanta Foods uses Kafka. There is much rain in Orvanta. Orvanta uses Rust.\n");
	OK(!one("Orvanta", "Orvanta Foods"), "a place");
	read_text("# News\nIt is Monday.\nApache Cassandra is fast. We left Cassandra for Redis Labs. Redis is a tool.\n");
	OK(r.a.shortened->n == 0, "what a table has is what it is");
	OK(is_acronym(STR("Consumer Financial Protection Bureau"), STR("CFPB")) && is_acronym(STR("eXtensible Markup Language"), STR("XML")) &&
	    !is_acronym(STR("Consumer Bureau"), STR("CFB")) && !is_acronym(STR("Consumer"), STR("C")), "letters of a name");
}

/* Many names cost each as much as one. */
static void
test_many(void)
{
	struct buf b = { 0 };
	double took[2];

	for (int round = 0; round < 2; round++) {
		buf_reset(&b);
		buf_addz(&b, "# Users\nThere are many.\n");
		for (unsigned i = 0; i < 4000u << (2 * round); i++) {
			char name[] = { 'O', (char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676 % 26), 'v', 'a', 'n', 0 };
			buf_addf(&b, "%s Foods Group uses Go. %s likes it.\n", name, name);
		}
		reader_blocks(&r, buf_str(&b));
		clock_t from = clock();
		names_find(&r.a, v);
		took[round] = (double)(clock() - from);
	}
	OK(r.a.shortened->n > 10000, "%zu short names", r.a.shortened->n);
	OK(took[1] < took[0] * 12, "four times as many names take %.1f times as long", took[1] / (took[0] + 1));
	buf_release(&b);
}

int
main(void)
{
	struct err e = { 0 };

	v = vocabulary_load("lexicon", &e);
	if (!v)
		return err_report("t_extract_short_names", &e);
	r.v = v;
	test_short();
	test_apart();
	test_many();
	reader_release(&r);
	vocabulary_free(v);
	return tap_status();
}
