#include "print.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/sheet.h"
#include "../release/show.h"
#include "../release/value.h"

struct printer {
	struct buf *b;
	bool        colour;
};

static const char *
text(const json_t *j, const char *key)
{
	const char *z = json_string_value(json_object_get(j, key));

	return z ? z : "";
}

static bool
has(const json_t *j, const char *key)
{
	return json_object_get(j, key) != NULL;
}

static long long
count(const json_t *j, const char *key)
{
	return (long long)json_integer_value(json_object_get(j, key));
}

/* Any value in words: 12, 0.93, yes, a name. */
static void
word(struct buf *b, const json_t *v)
{
	if (json_is_string(v))
		show_line(b, (struct str){ json_string_value(v), json_string_length(v) });
	else if (json_is_integer(v))
		buf_addf(b, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		buf_addf(b, "%.6g", json_real_value(v));
	else if (json_is_boolean(v))
		buf_addz(b, json_is_true(v) ? "yes" : "no");
}

static void
ink(struct printer *p, const char *code)
{
	if (p->colour)
		buf_addf(p->b, "\033[%sm", code);
}

static void
bold(struct printer *p, const char *z)
{
	ink(p, "1");
	show_line(p->b, str_of(z));
	ink(p, "0");
}

/* "label value" if the value is there. */
static void
item(struct printer *p, const json_t *j, const char *key, const char *label)
{
	if (!has(j, key))
		return;
	buf_addf(p->b, "  %s ", label);
	word(p->b, json_object_get(j, key));
	buf_addc(p->b, '\n');
}

struct mark { size_t start, end; const char *code; };

static int
by_start(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* The sentence with its names and cue marked; marks do not overlap. */
static void
sentence(struct printer *p, const json_t *claim)
{
	struct str evidence = str_of(text(claim, "evidence"));
	struct mark mark[8];
	size_t n = 0, at = 0, i;
	json_t *entry;

	json_array_foreach(json_object_get(claim, "highlights"), i, entry) {
		const char *what = text(entry, "what");
		if (n < 8)
			mark[n++] = (struct mark){ (size_t)count(entry, "start"), (size_t)count(entry, "end"),
			    strcmp(what, "adopter") == 0 ? "1;32" : strcmp(what, "technology") == 0 ? "1;36" : "4" };
	}
	qsort(mark, n, sizeof *mark, by_start);
	for (i = 0; i < n; i++) {
		if (mark[i].start < at)
			continue;
		show_line(p->b, str_sub(evidence, at, mark[i].start));
		ink(p, mark[i].code);
		buf_addz(p->b, p->colour ? "" : "*");
		show_line(p->b, str_sub(evidence, mark[i].start, mark[i].end));
		buf_addz(p->b, p->colour ? "" : "*");
		ink(p, "0");
		at = mark[i].end;
	}
	show_line(p->b, str_sub(evidence, at, evidence.n));
	buf_addc(p->b, '\n');
}

static void
place(struct printer *p, const json_t *j)
{
	buf_addz(p->b, "      ");
	ink(p, "2");
	show_line(p->b, str_of(text(j, "source")));
	buf_addf(p->b, ":%lld", count(j, "line"));
	if (has(j, "published"))
		buf_addf(p->b, "  %.*s", (int)(strcmp(text(j, "published_precision"), "year") == 0 ? 4 :
		    strcmp(text(j, "published_precision"), "month") == 0 ? 7 : 10), text(j, "published"));
	if (has(j, "title")) {
		buf_addz(p->b, "  ");
		show_line(p->b, str_of(text(j, "title")));
	}
	if (has(j, "site")) {
		buf_addz(p->b, ", ");
		show_line(p->b, str_of(text(j, "site")));
	}
	ink(p, "0");
	buf_addc(p->b, '\n');
	if (has(j, "url")) {
		buf_addz(p->b, "      ");
		show_line(p->b, str_of(text(j, "url")));
		buf_addc(p->b, '\n');
	}
}

static void
reasoning(struct printer *p, const json_t *claim)
{
	buf_addz(p->b, "      rule ");
	show_line(p->b, str_of(text(claim, "rule")));
	if (has(claim, "cue")) {
		buf_addz(p->b, ", on \"");
		show_line(p->b, str_of(text(claim, "cue")));
		buf_addz(p->b, "\"");
	}
	if (has(claim, "path")) {
		buf_addz(p->b, ", adopter by ");
		show_line(p->b, str_of(text(claim, "path")));
	}
	buf_addc(p->b, '\n');
	if (has(claim, "terms")) {
		buf_addz(p->b, "      score ");
		show_line(p->b, str_of(text(claim, "terms")));
		buf_addc(p->b, '\n');
	}
	const json_t *voice = json_object_get(claim, "speaks_with");
	if (voice) {
		const json_t *copy = json_object_get(claim, "copy");
		buf_addf(p->b, "      folded: %s", copy ? text(copy, "kind") : "one voice");
		buf_addz(p->b, copy ? " copy of " : " with ");
		show_line(p->b, str_of(text(voice, "source")));
		buf_addz(p->b, ", counted once\n");
	}
}

static void
claim_words(struct printer *p, const json_t *claim, bool name)
{
	buf_addf(p->b, "  %.2f  %s", json_number_value(json_object_get(claim, "confidence")), text(claim, "status"));
	if (name) {
		buf_addz(p->b, "  ");
		bold(p, text(claim, "adopter"));
		buf_addz(p->b, "  ");
		bold(p, text(claim, "technology"));
	}
	buf_addf(p->b, "  %s, %s, %s", text(claim, "role"), text(claim, "evidence_grade"), text(claim, "voice"));
	if (has(claim, "since_year"))
		buf_addf(p->b, ", since %lld", count(claim, "since_year"));
	if (has(claim, "until_year"))
		buf_addf(p->b, ", until %lld", count(claim, "until_year"));
	buf_addf(p->b, "  %s\n      ", text(claim, "claim_id"));
	sentence(p, claim);
	place(p, claim);
	reasoning(p, claim);
}

static void
each(struct printer *p, const json_t *j, const char *key, const char *title, void (*put)(struct printer *, const json_t *))
{
	const json_t *list = json_object_get(j, key), *entry;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	buf_addf(p->b, "\n%s\n", title);
	json_array_foreach(list, i, entry)
		put(p, entry);
}

static void
put_claim(struct printer *p, const json_t *claim)
{
	claim_words(p, claim, false);
}

static void
put_full_claim(struct printer *p, const json_t *claim)
{
	claim_words(p, claim, true);
}

static void
put_name(struct printer *p, const json_t *j)
{
	buf_addz(p->b, "  \"");
	show_line(p->b, str_of(text(j, "surface")));
	buf_addf(p->b, "\"  %s, %lld times\n", text(j, "reason"), count(j, "mentions"));
}

static void
put_implied(struct printer *p, const json_t *j)
{
	buf_addz(p->b, "  ");
	show_line(p->b, str_of(text(j, "through")));
	buf_addf(p->b, "  %s\n", text(j, "status"));
}

static void
put_moment(struct printer *p, const json_t *j)
{
	buf_addf(p->b, "  %lld  %s (by %s)  %s\n", count(j, "holds"), text(j, "status"), text(j, "clock"), text(j, "claim_id"));
}

static void
put_migration(struct printer *p, const json_t *j)
{
	buf_addz(p->b, "  ");
	show_line(p->b, str_of(text(j, "from_technology")));
	buf_addz(p->b, " -> ");
	show_line(p->b, str_of(text(j, "to_technology")));
	if (has(j, "year"))
		buf_addf(p->b, " in %lld", count(j, "year"));
	buf_addz(p->b, "\n      ");
	show_line(p->b, str_of(text(j, "evidence")));
	buf_addz(p->b, "\n");
}

static void
put_metric(struct printer *p, const json_t *j)
{
	buf_addf(p->b, "  %s ", text(j, "metric_id"));
	show_line(p->b, str_of(text(j, "measure")));
	buf_addf(p->b, " %s %.15g ", text(j, "qualifier"), json_number_value(json_object_get(j, "value")));
	show_line(p->b, str_of(text(j, "unit")));
	if (has(j, "year"))
		buf_addf(p->b, " (%lld)", count(j, "year"));
	buf_addz(p->b, "\n      ");
	show_line(p->b, str_of(text(j, "evidence")));
	buf_addc(p->b, '\n');
	place(p, j);
}

static void
put_cell(struct printer *p, const json_t *j, const char *name)
{
	buf_addf(p->b, "  %.2f  %s  ", json_number_value(json_object_get(j, "confidence")), text(j, "status"));
	bold(p, text(j, name));
	buf_addf(p->b, "  %lld claims, %lld independent articles%s%s\n      ", count(j, "claims"), count(j, "independent_articles"),
	    json_is_true(json_object_get(j, "disputed")) ? ", disputed" : "",
	    json_is_true(json_object_get(j, "counted")) ? "" : ", not counted as adopter");
	sentence(p, j);
	place(p, j);
}

static void
put_adopter_cell(struct printer *p, const json_t *j)
{
	put_cell(p, j, "adopter");
}

static void
put_technology_cell(struct printer *p, const json_t *j)
{
	put_cell(p, j, "technology");
}

static void
put_owner(struct printer *p, const json_t *j)
{
	buf_addz(p->b, "  owned by ");
	show_line(p->b, str_of(text(j, "name")));
	if (has(j, "since_year"))
		buf_addf(p->b, " since %lld", count(j, "since_year"));
	buf_addc(p->b, '\n');
}

static void
head(struct printer *p, const json_t *j, const char *key)
{
	const json_t *thing = json_object_get(j, key);

	bold(p, text(thing, "name"));
	buf_addf(p->b, "  %s, %s\n", text(thing, "kind"), json_is_true(json_object_get(thing, "known")) ?
	    "known to the lexicon" : "found in the text");
}

static void
cell_words(struct printer *p, const json_t *j)
{
	const json_t *cell = json_object_get(j, "cell"), *entry;
	size_t i;

	head(p, j, "adopter");
	json_array_foreach(json_object_get(j, "owners"), i, entry)
		put_owner(p, entry);
	head(p, j, "technology");
	buf_addc(p->b, '\n');
	if (!cell)
		buf_addz(p->b, "no claim on this pair\n");
	item(p, cell, "status", "status     ");
	item(p, cell, "confidence", "confidence ");
	item(p, cell, "claims", "claims     ");
	item(p, cell, "articles", "articles   ");
	item(p, cell, "independent_articles", "independent");
	item(p, cell, "role", "role       ");
	item(p, cell, "counted", "counted    ");
	item(p, cell, "disputed", "disputed   ");
	item(p, cell, "use_cases", "used for   ");
	item(p, cell, "since_year", "since      ");
	item(p, cell, "until_year", "until      ");
	item(p, cell, "first_seen", "first told ");
	item(p, cell, "last_seen", "last told  ");
	each(p, j, "implied", "implied through", put_implied);
	each(p, j, "claims", "because", put_claim);
	each(p, j, "timeline", "in the order of time", put_moment);
	each(p, j, "migrations", "moves", put_migration);
	each(p, j, "metrics", "numbers", put_metric);
	each(p, j, "adopter_names", "the adopter is called", put_name);
	each(p, j, "technology_names", "the technology is called", put_name);
}

static void
all_items(struct printer *p, const json_t *j)
{
	const char *key;
	const json_t *v;

	json_object_foreach((json_t *)j, key, v) {
		buf_addf(p->b, "  %-22s ", key);
		word(p->b, v);
		buf_addc(p->b, '\n');
	}
}

static void
thing_words(struct printer *p, const json_t *j, bool technology)
{
	const json_t *entry;
	size_t i;

	head(p, j, technology ? "technology" : "adopter");
	json_array_foreach(json_object_get(j, "owners"), i, entry)
		put_owner(p, entry);
	all_items(p, json_object_get(j, "counts"));
	if (has(json_object_get(j, "estimate"), "chao2")) {
		buf_addz(p->b, "\nhow many there may be\n");
		all_items(p, json_object_get(j, "estimate"));
	}
	if (technology)
		each(p, j, "cells", "the surest, each with its best sentence", put_adopter_cell);
	else
		each(p, j, "cells", "the surest, each with its best sentence", put_technology_cell);
	each(p, j, "metrics", "numbers", put_metric);
	each(p, j, technology ? "technology_names" : "adopter_names", "is called", put_name);
}

static void
put_miss(struct printer *p, const json_t *j)
{
	buf_addf(p->b, "  line %lld: ", count(j, "line"));
	bold(p, text(j, "reason"));
	if (has(j, "rule")) {
		buf_addz(p->b, "; nearest rule ");
		show_line(p->b, str_of(text(j, "rule")));
	}
	if (has(j, "confidence"))
		buf_addf(p->b, ", confidence %.2f", json_number_value(json_object_get(j, "confidence")));
	buf_addz(p->b, "\n      ");
	show_line(p->b, str_of(text(j, "evidence")));
	buf_addc(p->b, '\n');
}

static void
put_seen(struct printer *p, const json_t *j)
{
	buf_addf(p->b, "  line %lld, with ", count(j, "line"));
	show_line(p->b, str_of(has(j, "technology") ? text(j, "technology") : text(j, "adopter")));
	buf_addf(p->b, ": %s\n", text(j, "reason"));
}

static void
put_reject(struct printer *p, const json_t *j)
{
	buf_addf(p->b, "  %s: %s: ", text(j, "stage"), text(j, "reason"));
	show_line(p->b, str_of(text(j, "detail")));
	buf_addc(p->b, '\n');
}

static void
whynot_words(struct printer *p, const json_t *j)
{
	each(p, j, "rejects", "the article was rejected", put_reject);
	each(p, j, "claims", "there is a claim", put_full_claim);
	each(p, j, "misses", "the nearest misses", put_miss);
	if (has(j, "misses") || has(j, "claims") || has(j, "rejects"))
		return;
	buf_addz(p->b, "no sentence of the article names both\n");
	each(p, j, "adopter_seen", "the adopter is named", put_seen);
	each(p, j, "technology_seen", "the technology is named", put_seen);
}

void
print_words(struct buf *b, const json_t *j, bool colour)
{
	struct printer p = { b, colour };
	const char *asked = text(j, "asked");

	if (strcmp(asked, "cell") == 0)
		cell_words(&p, j);
	else if (strcmp(asked, "whynot") == 0)
		whynot_words(&p, j);
	else if (strcmp(asked, "claim") == 0)
		each(&p, j, "claims", "claim", put_full_claim);
	else if (strcmp(asked, "metric") == 0)
		each(&p, j, "metrics", "metric", put_metric);
	else
		thing_words(&p, j, strcmp(asked, "technology") == 0);
}

/* ---- CSV --------------------------------------------------------------- */

static void
csv_value(struct buf *b, const json_t *v)
{
	if (json_is_string(v))
		sheet_field(b, (struct str){ json_string_value(v), json_string_length(v) });
	else if (json_is_integer(v))
		buf_addf(b, "%lld", (long long)json_integer_value(v));
	else if (json_is_real(v))
		value_number(b, json_real_value(v));
	else if (json_is_boolean(v))
		buf_addz(b, json_is_true(v) ? "true" : "false");
}

void
print_csv(struct buf *b, const json_t *j)
{
	static const struct { const char *list, *columns; } forms[] = {
		{ "claims", "claim_id,adopter_id,adopter,technology_id,technology,status,confidence,role,use_cases,since_year,until_year,"
		  "source,line,published,title,url,evidence_grade,voice,rule,cue,path,terms,evidence" },
		{ "cells", "adopter_id,adopter,technology_id,technology,status,counted,role,confidence,claims,independent_articles,"
		  "first_seen,last_seen,disputed,claim_id,source,line,evidence" },
		{ "misses", "source,line,adopter,technology,reason,rule,confidence,evidence" },
		{ "metrics", "metric_id,measure,qualifier,value,unit,year,source,line,evidence" },
	};
	size_t form = 0, i;
	const json_t *entry;
	struct str rest, column;

	while (form < 3 && !has(j, forms[form].list))
		form++;
	buf_addf(b, "%s\n", forms[form].columns);
	json_array_foreach(json_object_get(j, forms[form].list), i, entry) {
		rest = str_of(forms[form].columns);
		for (int n = 0; str_split(&rest, ',', &column); n++) {
			char key[64];
			snprintf(key, sizeof key, "%.*s", STR_ARG(column));
			buf_addz(b, n ? "," : "");
			csv_value(b, json_object_get(entry, key));
		}
		buf_addc(b, '\n');
	}
}
