/*
 * The lexicon: a bad one is refused with file and line, and the one that is
 * shipped loads and keeps the promises of lexicon/README.md.
 */
#include "../lib/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../stages/common/lexicon.h"
#include "../../stages/common/xalloc.h"

#define TECH "id,name,kind,parent,aliases,ambiguous_forms\n"
#define ORG  "id,name,kind,parent,parent_since,aliases,former_names,ambiguous_forms\n"
#define USE  "id,name,covers\n"

static char dir[4096];

static void
put(const char *name, const char *text)
{
	char path[4200];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.csv", dir, name);
	f = fopen(path, "wb");
	fputs(text, f);
	fclose(f);
}

static struct lexicon *
load(const char *tech, const char *org, const char *use, struct err *e)
{
	*e = (struct err){ 0 };
	put("technologies", tech);
	put("organisations", org);
	put("use_cases", use);
	return lexicon_load(dir, e);
}

struct bad {
	const char *name, *tech, *org, *use, *where, *what;
};

static const struct bad bads[] = {
	{ "two rows with one id", TECH "java,Java,language,,,\nada,Ada,language,,,\njava,Jav,language,,,\n", ORG, USE,
	  "technologies.csv: line 4", "a second row with the id 'java'" },
	{ "a missing parent", TECH "flask,Flask,web_framework,python,,\n", ORG, USE,
	  "technologies.csv: line 2", "no row for the parent 'python'" },
	{ "a row that owns itself", TECH, ORG "acme,Acme,company,acme,,,,\n", USE,
	  "organisations.csv: line 2", "cycle of parents" },
	{ "a cycle of owners", TECH, ORG "aa,Aa,company,cc,,,,\nbb,Bb,company,aa,,,,\ncc,Cc,company,bb,,,,\n", USE,
	  "organisations.csv: line 2", "cycle of parents: 'aa'" },
	{ "a row below a cycle", TECH, ORG "aa,Aa,company,bb,,,,\nbb,Bb,company,cc,,,,\ncc,Cc,company,bb,,,,\n", USE,
	  "organisations.csv: line", "cycle of parents" },
	{ "an alias that is the row's own name", TECH "java,Java,language,,J2|Java,\n", ORG, USE,
	  "technologies.csv: line 2", "has one name twice: 'Java'" },
	{ "a former name that is an alias", TECH, ORG "acme,Acme,company,,,Apex,Apex@2001,\n", USE,
	  "organisations.csv: line 2", "has one name twice: 'Apex'" },
	{ "an alias with two owners", TECH "ada,Ada,language,,Boole,\nbee,Bee,language,,Boole,\n", ORG, USE,
	  "technologies.csv: line 3", "list it in ambiguous_forms of both" },
	{ "an alias with two owners, one of which knows", TECH "ada,Ada,language,,Boole,Boole\nbee,Bee,language,,Boole,\n",
	  ORG, USE, "technologies.csv: line 3", "'Boole' is a name of ada too (line 2)" },
	{ "an unknown kind of technology", TECH "java,Java,tongue,,,\n", ORG, USE,
	  "technologies.csv: line 2", "an unknown kind: 'tongue'" },
	{ "an organisation's kind for a technology", TECH "java,Java,company,,,\n", ORG, USE,
	  "technologies.csv: line 2", "an unknown kind: 'company'" },
	{ "an unknown kind of organisation", TECH, ORG "acme,Acme,language,,,,,\n", USE,
	  "organisations.csv: line 2", "an unknown kind: 'language'" },
	{ "no kind", TECH "java,Java,,,,\n", ORG, USE, "technologies.csv: line 2", "no kind for 'java'" },
	{ "an ambiguous form that is no name", TECH "java,Java,language,,,Jaba\n", ORG, USE,
	  "technologies.csv: line 2", "no name of the row: 'Jaba'" },
	{ "an id in capitals", TECH "Java,Java,language,,,\n", ORG, USE, "technologies.csv: line 2", "'Java'" },
	{ "an id of digits", TECH "4711,Java,language,,,\n", ORG, USE, "technologies.csv: line 2", "'4711'" },
	{ "an empty alias", TECH "java,Java,language,,J2||J3,\n", ORG, USE, "technologies.csv: line 2", "an empty name" },
	{ "a year that is none", TECH, ORG "acme,Acme,company,,,,Apex@soon,\n", USE,
	  "organisations.csv: line 2", "not a year: 'soon'" },
	{ "a name that is not UTF-8", TECH "java,J\xe4va,language,,,\n", ORG, USE, "technologies.csv: line 2", "not UTF-8" },
	{ "no column for kinds", "id,name,parent,aliases,ambiguous_forms\n", ORG, USE,
	  "technologies.csv: line 1", "no column 'kind'" },
	{ "two purposes with one id", TECH, ORG, USE "web,Web,\nweb,Net,\n", "use_cases.csv: line 3", "'web'" },
};

static void
bad_lexica(void)
{
	struct err e;

	for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
		const struct bad *b = &bads[i];
		struct lexicon *l = load(b->tech, b->org, b->use, &e);
		OK(!l && e.code == EX_CONFIG && strstr(e.text, b->where) && strstr(e.text, b->what),
		    "%s is refused with 78, file and line: %s", b->name, e.text);
		lexicon_free(l);
	}
}

static void
good_lexicon(void)
{
	struct err e;
	struct lexicon *l = load(
	    TECH "ada,Ada,language,,Lovelace,Lovelace\nbee,Bee,library,ada,Lovelace|B,Lovelace|B\n",
	    ORG "acme,Acme,company,,,,Apex@2001|Ajax,\nwile,Wile,product,acme,1999,,,\n", USE "web,Web,all of it\n", &e);

	OK(l && !e.code, "a sound lexicon loads%s%s", e.code ? ": " : "", e.text);
	if (!l)
		return;
	const struct lexicon_entry *acme = &l->entry[LEXICON_ORGANISATIONS][0];
	const struct lexicon_entry *wile = &l->entry[LEXICON_ORGANISATIONS][1];
	OK(acme->n_forms == 3 && acme->form[1].former && acme->form[1].until == 2001 &&
	    str_eq(acme->form[1].text, STR("Apex")), "a former name has its year");
	OK(acme->form[2].former && acme->form[2].until == 0, "a former name without a year has none");
	OK(wile->parent_index == 0 && wile->parent_since == 1999, "an owner and since when");
	OK(l->entry[0][1].form[1].ambiguous && !l->entry[0][1].form[0].ambiguous, "ambiguous is a name, not a row");
	OK(lexicon_find(l, LEXICON_TECHNOLOGIES, STR("bee")) == 1 && lexicon_find(l, LEXICON_TECHNOLOGIES, STR("be")) < 0,
	    "rows are found by id");
	OK(lexicon_use_case(l, STR("web")) == 0, "purposes are found by id");
	lexicon_free(l);
}

struct name { char *folded; const struct lexicon_entry *entry; bool ambiguous; };

static int
by_folded(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->folded, ((const struct name *)b)->folded);
}

static char *
folded(struct str s)
{
	char *z = xmalloc(s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		z[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32) : s.p[i];
	z[s.n] = 0;
	return z;
}

/* Names that differ in nothing but capitals are one name to a reader. */
static size_t
shared_names(const struct lexicon *l, enum lexicon_table table)
{
	size_t n = 0, cap = 0, shared = 0;
	struct name *name = NULL;

	for (size_t i = 0; i < l->n[table]; i++) {
		const struct lexicon_entry *entry = &l->entry[table][i];
		for (size_t k = 0; k < entry->n_forms; k++) {
			name = xgrow(name, &cap, n + 1, sizeof *name);
			name[n++] = (struct name){ folded(entry->form[k].text), entry, entry->form[k].ambiguous };
		}
	}
	qsort(name, n, sizeof *name, by_folded);
	for (size_t i = 1; i < n; i++)
		if (strcmp(name[i].folded, name[i - 1].folded) == 0 && name[i].entry != name[i - 1].entry &&
		    !(name[i].ambiguous && name[i - 1].ambiguous)) {
			printf("# %s: line %zu and line %zu share '%s'\n", lexicon_table_name(table),
			    name[i - 1].entry->line, name[i].entry->line, name[i].folded);
			shared++;
		}
	for (size_t i = 0; i < n; i++)
		free(name[i].folded);
	free(name);
	return shared;
}

/* Words of everybody's trade and everyday words that must not be trusted alone. */
static const char *const never[] = {
	"AI", "API", "APIs", "app", "backend", "CDN", "CI", "CI/CD", "cloud", "company", "data", "database", "DevOps",
	"ETL", "framework", "frontend", "library", "machine learning", "microservices", "NoSQL", "OS", "platform",
	"SaaS", "server", "UI", "UX", "web",
};
static const char *const never_alone[] = {
	"Go", "C", "R", "D", "V", "Spark", "Express", "Square", "Meta", "Apple", "Target", "Swift", "Rust", "Dart",
	"Ruby", "Crystal", "Flask", "Spring", "Play", "Falcon", "Bottle", "Pyramid", "Storm", "Beam", "Flow", "Chef",
	"Puppet", "Salt", "Consul", "Vault", "Nomad", "Terra", "Block", "Box", "Slack", "Zoom", "Uptake", "Shell",
	"Orange", "Gap", "Chase", "Visa", "Ford", "Superset", "Lambda", "Julia", "Elm",
	"Ada", "Jasmine", "Karma", "Mocha", "Jest", "Lambda functions", "SEC", "IT", "X",
};

static void
shipped_names(const struct lexicon *l)
{
	size_t owned = 0, trusted = 0, blank = 0;

	for (size_t t = 0; t < N_LEXICON_TABLES; t++)
		for (size_t i = 0; i < l->n[t]; i++)
			for (size_t k = 0; k < l->entry[t][i].n_forms; k++) {
				struct lexicon_form f = l->entry[t][i].form[k];
				for (size_t w = 0; w < sizeof never / sizeof *never; w++)
					if (str_ieq(f.text, str_of(never[w])))
						owned++, printf("# %s is nobody's name\n", never[w]);
				for (size_t w = 0; w < sizeof never_alone / sizeof *never_alone; w++)
					if (!f.ambiguous && str_eq(f.text, str_of(never_alone[w])))
						trusted++, printf("# %s is trusted alone\n", never_alone[w]);
				blank += str_trim(f.text).n != f.text.n;
			}
	OK(owned == 0, "no word of everybody's trade is a name");
	OK(trusted == 0, "no everyday word is trusted without context");
	OK(blank == 0, "no name begins or ends with a blank");
}

static void
shipped_lexicon(void)
{
	struct err e = { 0 };
	struct lexicon *l = lexicon_load("lexicon", &e);
	size_t unsorted = 0;

	OK(l && !e.code, "the shipped lexicon loads%s%s", e.code ? ": " : "", e.text);
	if (!l)
		return;
	OK(l->n[LEXICON_TECHNOLOGIES] > 5000 && l->n[LEXICON_ORGANISATIONS] > 6000 && l->n_use_cases == 20, "it is whole");
	for (size_t t = 0; t < N_LEXICON_TABLES; t++)
		for (size_t i = 1; i < l->n[t]; i++)
			unsorted += l->entry[t][i].line < l->entry[t][i - 1].line;
	OK(unsorted == 0, "its rows stand in the order of their ids");
	OK(shared_names(l, LEXICON_TECHNOLOGIES) == 0, "no technology has another's name, capitals apart");
	OK(shared_names(l, LEXICON_ORGANISATIONS) == 0, "no organisation has another's name, capitals apart");
	shipped_names(l);
	lexicon_free(l);
}

int
main(void)
{
	snprintf(dir, sizeof dir, "%s", getenv("TMP") ? getenv("TMP") : ".");
	good_lexicon();
	bad_lexica();
	shipped_lexicon();
	return tap_status();
}
