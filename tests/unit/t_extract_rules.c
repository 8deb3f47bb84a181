/*
 * claims.rules: each rule's examples are found by that very rule, its near
 * misses are not; a bad file is refused with its line.
 */
#include "../lib/rule_examples.h"
#include "../lib/tap.h"

#include <stdio.h>
#include <unistd.h>

static void
shipped_rules(void)
{
	struct err e = { 0 };
	struct vocabulary *v = vocabulary_load("lexicon", &e);
	struct examples x = { 0 };

	OK(v && v->n_rule_names > 0, "the shipped rules load %s", e.text);
	if (!v)
		return;
	OK(examples_read(&x, "lexicon/claims.rules", v, &e), "and their examples %s", e.text);
	struct reader r = { .v = v };
	unsigned *seen = xcalloc(v->n_rule_names, sizeof *seen);
	for (size_t i = 0; i < x.n; i++) {
		struct str what = STR("");
		bool holds = example_holds(&r, &x.at[i], &what);
		seen[x.at[i].rule] |= x.at[i].wanted ? 1 : 2;
		OK(holds, "%.*s, line %zu: %s%.*s", STR_ARG(v->rule_name[x.at[i].rule]), x.at[i].line,
		    x.at[i].wanted ? "finds what it should" : "leaves the near miss alone", holds ? 0 : (int)what.n, what.p ? what.p : "");
	}
	for (size_t i = 0; i < v->n_rule_names; i++)
		OK(seen[i] == 3, "%.*s has an example and a near miss", STR_ARG(v->rule_name[i]));
	OK(v->n_rule_names + N_FRAME_RULES <= MAX_RULES, "%zu rules fit a rule set", v->n_rule_names + N_FRAME_RULES);
	free(seen);
	reader_release(&r);
	examples_release(&x);
	vocabulary_free(v);
}

static char path[4200];

/* The rules of TEXT; NULL with *e set. */
static struct vocabulary *
load(const char *text, struct err *e)
{
	struct vocabulary *v = xcalloc(1, sizeof *v);
	FILE *f = fopen(path, "wb");

	*e = (struct err){ 0 };
	fputs(text, f);
	fclose(f);
	if (rules_load(v, path, e))
		return v;
	vocabulary_free(v);
	return NULL;
}

struct bad { const char *name, *text, *where, *what; };

static const struct bad bads[] = {
	{ "an unknown class", "class USE = use\nrule a uses\n| A USE T\n| A UZE T\n", "line 4", "unknown class 'UZE'" },
	{ "an unknown class among known ones", "class USE = use\nrule a uses\n| A USE|UZE T\n", "line 3", "unknown class 'UZE'" },
	{ "an unknown status", "# head\nrule a employs\n| A T\n", "line 2", "unknown status 'employs'" },
	{ "an unknown status to leave", "rule a uses from=left\n| A F T\n", "line 1", "unknown status 'left'" },
	{ "a gap without a number", "rule a uses\n| A ..x T\n", "line 2", "a gap is ..N" },
	{ "a gap too wide", "rule a uses\n| A ..61 T\n", "line 2", "a gap is ..N" },
	{ "two rules of one name", "rule a uses\n| A T\nrule b uses\n| A T\nrule a created\n| A T\n", "line 5", "a second rule called 'a'" },
	{ "a pattern without a technology", "class USE = use\nrule a uses\n| A USE\n", "line 3", "a pattern needs A or @, and T or F" },
	{ "a pattern without an adopter", "class USE = use\nrule a uses\n| USE T\n", "line 3", "a pattern needs A or @, and T or F" },
	{ "a pattern without a rule", "class USE = use\n| A USE T\n", "line 2", "a pattern without a rule" },
	{ "a rule without a name", "rule\n", "line 1", "a rule needs a name" },
	{ "a rule without a status", "rule a\n", "line 1", "a rule needs a status" },
	{ "an unknown option", "rule a uses weight=2\n", "line 1", "unknown option 'weight=2'" },
	{ "a prior that is no number", "rule a uses prior=much\n", "line 1", "not a number" },
	{ "a class without its words", "class USE uses use\n", "line 1", "needs 'class NAME = word ...'" },
	{ "a line of no kind", "class USE = use\n\nuses\n", "line 3", "neither class, frame, rule" },
	{ "a pattern too long", "rule a uses\n| A T ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1 ..1\n",
	  "line 2", "too many elements" },
};

static void
bad_files(void)
{
	struct err e;

	for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
		struct vocabulary *v = load(bads[i].text, &e);
		OK(!v && e.code == EX_CONFIG, "%s is refused with %d", bads[i].name, e.code);
		OK(strstr(e.text, path) && strstr(e.text, bads[i].where) && strstr(e.text, bads[i].what), "and says where: %s", e.text);
		vocabulary_free(v);
	}
	struct buf many = { 0 };
	for (int i = 0; i < MAX_CLASSES; i++)
		buf_addf(&many, "class C%d = word%d\n", i, i);
	struct vocabulary *v = load(buf_z(&many), &e);
	OK(v && v->n_classes == MAX_CLASSES, "%d classes are no error %s", MAX_CLASSES, e.text);
	vocabulary_free(v);
	buf_addz(&many, "class ONEMORE = word\n");
	v = load(buf_z(&many), &e);
	OK(!v && e.code == EX_CONFIG && strstr(e.text, "too many classes"), "one more is: %s", e.text);
	vocabulary_free(v);
	buf_release(&many);
	OK(!rules_load(v = xcalloc(1, sizeof *v), "/nonexistent/claims.rules", &(struct err){ 0 }), "a file that is not there");
	vocabulary_free(v);
}

static struct vocabulary *v_small;

/* The matches of ITEMS as "rule:adopter,technology,left " each. */
static const char *
matches(const struct item *item, size_t n)
{
	static char text[400];
	static struct match m[MAX_MATCHES];
	size_t found = rules_match(v_small, item, n, m), at = 0;

	text[0] = 0;
	for (size_t i = 0; i < found && at < sizeof text - 40; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, "%s%.*s:%d,%d,%d", i ? " " : "", STR_ARG(m[i].rule->name),
		    m[i].adopter, m[i].technology, m[i].left);
	return text;
}

static void
matching(void)
{
	struct err e;
	v_small = load("class USE = uses\nclass TO = to\nclass MOVE = moved\n"
	    "rule near uses\n| A ..2 USE ..1 T\nrule strict uses\n| A MOVE ..3! T\nrule swap uses move\n| A MOVE F TO T\n"
	    "rule own uses\n| A's T\nrule front uses\n| ^ USE T ..1 A\nrule end uses\n| @ USE T $\nrule maybe created\n| A TO? USE T\n", &e);
	OK(v_small, "a small language loads %s", e.text);
	if (!v_small)
		return;
	const classes use = vocabulary_class(v_small, "USE"), to = vocabulary_class(v_small, "TO"), move = vocabulary_class(v_small, "MOVE");
	const struct item a = { .flags = ITEM_ADOPTER }, t = { .flags = ITEM_TECHNOLOGY }, w = { 0 }, stop = { .flags = ITEM_BREAK },
	    mark = { .flags = ITEM_MARK }, poss = { .flags = ITEM_POSSESSIVE | ITEM_MARK }, of = { .flags = ITEM_ADOPTER | ITEM_OBLIQUE },
	    u = { .classes = use }, m = { .classes = move }, k = { .classes = to };
#define MATCHES(want, name, ...) do { \
		const struct item list[] = { __VA_ARGS__ }; \
		const char *got = matches(list, sizeof list / sizeof *list); \
		OK(strcmp(got, want) == 0, "%s: %s", name, got); \
	} while (0)
	MATCHES("near:0,2,-1 end:-1,2,-1 maybe:0,2,-1", "adopter, word of use, technology", a, u, t);
	MATCHES("near:0,4,-1 end:-1,4,-1", "a gap of two", a, w, w, u, t);
	MATCHES("end:-1,5,-1", "but not of three", a, w, w, w, u, t);
	MATCHES("near:0,5,-1 end:-1,5,-1", "marks are no words of a gap", a, w, mark, w, u, t);
	MATCHES("end:-1,3,-1", "no gap passes over a break", a, stop, u, t);
	MATCHES("near:1,3,-1 end:-1,3,-1 maybe:1,3,-1", "nor over a nearer subject", a, a, u, t);
	MATCHES("near:0,3,-1 near:1,3,-1 end:-1,3,-1 maybe:1,3,-1", "but over a name that is no subject", a, of, u, t);
	MATCHES("strict:0,2,-1", "a strict gap may be empty", a, m, t);
	MATCHES("strict:0,2,-1 swap:0,4,2", "but passes over no technology", a, m, t, k, t);
	MATCHES("own:0,2,-1", "a possessive", a, poss, t);
	MATCHES("front:2,1,-1", "the front of a sentence", u, t, a);
	MATCHES("", "is only the front", w, u, t, a);
	MATCHES("end:-1,1,-1", "marks may stand behind the end", u, t, mark);
	MATCHES("near:0,3,-1 end:-1,3,-1 maybe:0,3,-1", "what is optional may be there", a, k, u, t);
#undef MATCHES
	vocabulary_free(v_small);
}

int
main(void)
{
	const char *tmp = getenv("TMP");

	snprintf(path, sizeof path, "%.4000s/bad.rules", tmp ? tmp : "/tmp");
	shipped_rules();
	bad_files();
	matching();
	unlink(path);
	return tap_status();
}
