/*
 * Unknown names: variants of one name get one id, names of two things two.
 * tests/normalise/variants.csv has names that are in no lexicon; pairs are judged.
 */
#include "../lib/tap.h"

#include <stdlib.h>

#include "../../stages/common/rows.h"
#include "../../stages/common/xalloc.h"
#include "../../stages/normalise/date.h"
#include "../../stages/normalise/names.h"

struct variant { char *name, *id; int kind; uint64_t cluster; };

static size_t
read_variants(struct variant **out)
{
	struct err e = { 0 };
	struct rows *r = rows_open("tests/normalise/variants.csv", NULL, &e);
	struct variant *v = NULL;
	size_t n = 0, cap = 0;
	struct row row;

	while (r && rows_next(r, &row, &e) > 0) {
		struct buf id = { 0 };
		v = xgrow(v, &cap, n + 1, sizeof *v);
		v[n].kind = str_eq(row.field[0], STR("technology")) ? NAME_TECHNOLOGY : NAME_ADOPTER;
		str_to_u64(row.field[1], &v[n].cluster);
		name_id(&id, row.field[2], (enum name_use)v[n].kind);
		v[n].id = xstrdup(buf_z(&id));
		buf_reset(&id);
		buf_add(&id, row.field[2]);
		v[n].name = xstrdup(buf_z(&id));
		buf_release(&id);
		n++;
	}
	rows_close(r);
	*out = v;
	return n;
}

static void
variants(void)
{
	struct variant *v;
	size_t n = read_variants(&v), both = 0, joined = 0, same = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			bool one = v[i].cluster == v[k].cluster, got = v[i].kind == v[k].kind && strcmp(v[i].id, v[k].id) == 0;
			same += one;
			joined += got;
			both += one && got;
			if (one != got)
				printf("# %s: %s (%s), %s (%s)\n", got ? "joined" : "apart", v[i].name, v[i].id, v[k].name, v[k].id);
		}
	double precision = joined ? (double)both / (double)joined : 0, recall = same ? (double)both / (double)same : 0;
	printf("# %zu names, pairwise precision %.4f, recall %.4f\n", n, precision, recall);
	OK(n >= 400, "there are %zu variants", n);
	OK(precision >= 0.98, "pairwise precision is at least 0.98");
	OK(recall >= 0.90, "pairwise recall is at least 0.90");
	for (size_t i = 0; i < n; i++) {
		free(v[i].name);
		free(v[i].id);
	}
	free(v);
}

static bool
equal_on(const char *a, const char *b, enum name_use use, enum name_level level)
{
	struct buf x = { 0 }, y = { 0 };

	name_key(&x, str_of(a), use, level);
	name_key(&y, str_of(b), use, level);
	bool equal = str_eq(buf_str(&x), buf_str(&y));
	buf_release(&x);
	buf_release(&y);
	return equal;
}

/* A and B are one name on LEVEL and not on the level before. */
static void
level(const char *a, const char *b, enum name_use use, enum name_level at)
{
	OK(equal_on(a, b, use, at) && !equal_on(a, b, use, at - 1), "%s is %s by %s", a, b, name_level_name(at));
}

static void
levels(void)
{
	level("trivago", "Trivago", NAME_ADOPTER, LEVEL_CASE);
	level("Nestle", "Nestl\xc3\xa9", NAME_ADOPTER, LEVEL_ACCENT);
	level("Wal-Mart", "Walmart", NAME_ADOPTER, LEVEL_SPACING);
	level("trivago N.V.", "Trivago", NAME_ADOPTER, LEVEL_LEGAL_SUFFIX);
	level("trivago.com", "Trivago", NAME_ADOPTER, LEVEL_DOMAIN);
	level("Spotify's", "Spotify", NAME_ADOPTER, LEVEL_POSSESSIVE);
	level("Boeings", "Boeing", NAME_ADOPTER, LEVEL_PLURAL);
	level("the Spotify engineering team", "Spotify", NAME_ADOPTER, LEVEL_WORDING);
	level("Level 3 Communications", "Level 3", NAME_ADOPTER, LEVEL_DESCRIPTOR);
	OK(!equal_on("C++", "C", NAME_TECHNOLOGY, LEVEL_DESCRIPTOR), "C++ is not C");
	OK(!equal_on("C#", "C", NAME_TECHNOLOGY, LEVEL_DESCRIPTOR), "C# is not C");
	OK(equal_on("C\xe2\x99\xaf", "C#", NAME_TECHNOLOGY, LEVEL_SPACING), "C with a sharp sign is C#");
	OK(!equal_on("ASP.NET", "ASP", NAME_TECHNOLOGY, LEVEL_DESCRIPTOR), ".NET is no domain of a technology");
}

static void
is_id(const char *name, const char *want)
{
	struct buf id = { 0 };

	name_id(&id, str_of(name), NAME_ADOPTER);
	OK(strcmp(buf_z(&id), want) == 0, "the id of '%s' is %s", name, want);
	buf_release(&id);
}

static void
ids(void)
{
	struct buf a = { 0 }, b = { 0 };

	is_id("Acme Robotics, Inc.", "x_acmerobotic");
	is_id("42", "x_42");
	name_id(&a, STR("\xe6\xa0\xaa\xe5\xbc\x8f"), NAME_ADOPTER);
	name_id(&b, STR("\xe4\xbc\x9a\xe7\xa4\xbe"), NAME_ADOPTER);
	OK(a.n > 2 && !str_eq(buf_str(&a), buf_str(&b)), "names without Latin letters have ids of their own");
	buf_reset(&a);
	buf_reset(&b);
	name_id(&a, STR("fjord++"), NAME_TECHNOLOGY);
	name_id(&b, STR("fjord"), NAME_TECHNOLOGY);
	OK(!str_eq(buf_str(&a), buf_str(&b)), "what an id cannot show still tells names apart");
	buf_reset(&a);
	name_id(&a, STR("!!!"), NAME_ADOPTER);
	OK(a.n > 2, "a name of punctuation has an id");
	buf_release(&a);
	buf_release(&b);
}

static void
dates(void)
{
	struct date d;

	OK(date_parse(STR("2021"), &d) && d.first == 20210101 && d.last == 20211231, "a year is all its days");
	OK(date_parse(STR("2020-02"), &d) && d.first == 20200201 && d.last == 20200229, "a leap month too");
	OK(date_parse(STR("2021-03-04"), &d) && d.first == 20210304 && d.last == 20210304, "a day is a day");
	OK(!date_parse(STR("2021-02-29"), &d) && !date_parse(STR("2021-13"), &d) && !date_parse(STR("21"), &d) &&
	    !date_parse(STR("2021-3-4"), &d) && !date_parse(STR(""), &d), "what is no date is none");
}

int
main(void)
{
	variants();
	levels();
	ids();
	dates();
	return tap_status();
}
