/*
 * gen_found -- a made-up corpus as read, fingerprint and extract would leave it.
 *
 * usage: gen_found [-n articles] [-c claims] [-s shards] [-r seed] [-p split] LEXICONDIR BUILD
 *
 * Article I is the same for one seed whatever -n, -s and -p are: -n adds
 * articles, -s and -p (a seed, too) only change which shard has which article
 * and in what order.  Every 20th article is a near copy of an earlier one, every
 * 50th shares a paragraph with one.  Prints the names of the shards.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../../stages/common/digest.h"
#include "../../stages/common/lexicon.h"
#include "../../stages/common/sheet.h"
#include "../../stages/common/xalloc.h"

enum { DOCUMENTS, REJECTS, FINGERPRINTS, PASSAGES, LINKED, CLAIMS, METRICS, NAMES, MISSES, N_SHEETS };
static const struct { const char *stage; enum table_id t; } made[N_SHEETS] = {
	{ "read", TABLE_documents }, { "read", TABLE_rejects }, { "fingerprint", TABLE_fingerprints },
	{ "fingerprint", TABLE_passages }, { "fingerprint", TABLE_linked_blocks }, { "extract", TABLE_found_claims }, { "extract", TABLE_found_metrics },
	{ "extract", TABLE_found_names }, { "extract", TABLE_misses }
};

struct corpus {
	struct lexicon *lexicon;
	struct err      e;
	struct sheet   *sheet[N_SHEETS];
	struct buf      text;           /* fields of the row at hand, each with a NUL */
	uint64_t        seed, split;
	size_t          articles, claims, shards;
};

static uint64_t
mix(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* A stream of numbers of its own for each article. */
static uint64_t
next(uint64_t *state)
{
	*state += UINT64_C(0x9e3779b97f4a7c15);
	return mix(*state);
}

static size_t
below(uint64_t *state, size_t n)
{
	return (size_t)(next(state) % n);
}

/* Few are named often, many seldom. */
static size_t
skewed(uint64_t *state, size_t n)
{
	double u = (double)(next(state) >> 11) / 9007199254740992.0;

	return (size_t)((double)n * u * u * u);
}

static struct str
say(struct corpus *c, const char *format, ...)
{
	size_t at = c->text.n;
	va_list list;

	va_start(list, format);
	int n = vsnprintf(c->text.p + at, c->text.cap - at, format, list);
	va_end(list);
	if (n < 0 || (size_t)n >= c->text.cap - at)
		abort();
	c->text.n += (size_t)n + 1;
	return (struct str){ c->text.p + at, (size_t)n };
}

static struct str
source_of(struct corpus *c, size_t i)
{
	return say(c, "site%03zu.example/posts/%07zu.html", (size_t)mix(i) % 997, i);
}

static void
put_document(struct corpus *c, size_t i, uint64_t *s)
{
	struct str f[documents__n];
	size_t kind = below(s, 10), year = 2004 + below(s, 21), month = 1 + below(s, 12), day = 1 + below(s, 28);

	for (int k = 0; k < documents__n; k++)
		f[k] = tables[TABLE_documents].column[k].type == TYPE_INTEGER ? STR("0") : STR("");
	f[documents__source] = source_of(c, i);
	f[documents__content_sha256] = say(c, "%016llx%016llx", (unsigned long long)mix(c->seed + i), (unsigned long long)mix(i));
	f[documents__media_type] = STR("html");
	f[documents__title] = say(c, "Post %zu: \"how we build\", part %zu", i, i % 7);
	f[documents__site] = say(c, "Site %zu", i % 997);
	f[documents__published] = kind == 0 ? STR("") : kind == 1 ? say(c, "%zu", year) :
	    kind == 2 ? say(c, "%zu-%02zu", year, month) : say(c, "%zu-%02zu-%02zu", year, month, day);
	f[documents__language] = STR("en");
	f[documents__words] = say(c, "%zu", 300 + below(s, 2000));
	sheet_put(c->sheet[DOCUMENTS], f);
}

/* The article that I copies, or I. */
static size_t
copied(size_t i)
{
	return i >= 40 && i % 20 == 7 ? i - 20 - (size_t)(mix(i) % 20) : i;
}

static void
put_fingerprint(struct corpus *c, size_t i)
{
	struct str f[fingerprints__n];
	uint64_t text = mix(copied(i) + c->seed * 31), own = mix(i + c->seed * 77);
	char signature[126 * 4 + 1];

	for (size_t k = 0; k < 126; k++) {
		/* A copy keeps five of six minima. */
		bool changed = copied(i) != i && k % 6 == own % 6;
		snprintf(signature + 4 * k, 5, "%04x", (unsigned)(mix((changed ? own : text) + k) & 0xffff));
	}
	f[fingerprints__source] = source_of(c, i);
	f[fingerprints__shingles] = say(c, "%u", 500 + (unsigned)(text % 50));
	f[fingerprints__text_hash] = say(c, "%016llx", (unsigned long long)(i % 60 == 47 ? text : mix(own)));
	f[fingerprints__signature] = str_of(signature);
	f[fingerprints__skeleton] = say(c, "w%llx w%llx w%llx", (unsigned long long)text % 4096, (unsigned long long)own % 4096, (unsigned long long)own % 777);
	f[fingerprints__links] = say(c, "%zu", i % 3);
	sheet_put(c->sheet[FINGERPRINTS], f);
	for (size_t block = 1; block <= 6; block++) {
		bool shared = i >= 50 && i % 50 == 13 && block == 3;
		size_t of = shared ? i - 25 : i;
		struct str p[passages__n] = { f[fingerprints__source], say(c, "%zu", block),
			say(c, "%016llx", (unsigned long long)mix(of * 64 + block + c->seed * 131)) };
		sheet_put(c->sheet[PASSAGES], p);
		if ((i + block) % 3 == 0)
			sheet_put(c->sheet[LINKED], p);
	}
}

/* A name that is in no lexicon, in one of the ways in which names are written. */
static struct str
made_up(struct corpus *c, uint64_t *s, size_t n)
{
	static const char *const part[] = { "ba", "cor", "del", "fin", "gra", "hol", "kin", "lum", "mer", "nor", "pax", "qui",
		"ros", "sol", "tam", "vel", "wex", "yor", "zen", "bri" };
	size_t which = skewed(s, n), a = which % 20, b = which / 20 % 20, d = which / 400 % 20, e = which / 8000;
	char word[64];

	snprintf(word, sizeof word, "%s%s%s%.0zu", part[a], part[b], part[d], e);
	word[0] = (char)(word[0] - 32);
	switch (below(s, 12)) {
	case 0:  return say(c, "%s Inc.", word);
	case 1:  return say(c, "%s GmbH", word);
	case 2:  return say(c, "%s's", word);
	case 3:  return say(c, "%s.com", word);
	default: return say(c, "%s", word);
	}
}

/* POOL: where it comes from, if not from all names. */
static void
put_name(struct corpus *c, uint64_t *s, enum lexicon_table t, uint64_t *pool, struct str *name, struct str *id, struct str *in)
{
	const struct lexicon_entry *entry = &c->lexicon->entry[t][skewed(pool ? pool : s, c->lexicon->n[t])];

	*name = entry->form[below(s, 4) ? 0 : below(s, entry->n_forms)].text;
	*id = entry->id;
	*in = str_of(lexicon_table_name(t));
	if (below(s, 10) < (t == LEXICON_ORGANISATIONS ? 4 : 1)) {
		*name = made_up(c, pool ? pool : s, t == LEXICON_ORGANISATIONS ? 300000 : 3000);
		*id = STR("");
		*in = STR("none");
	}
}

static void
put_claim(struct corpus *c, size_t i, size_t k, uint64_t *s)
{
	static const char *const status[] = { "uses", "uses", "uses", "uses", "uses", "uses", "uses", "formerly_used",
		"considered", "created" };
	static const char *const voice[] = { "own", "case_study", "quoted", "reported", "listed" };
	static const char *const role[] = { "user", "user", "user", "user", "user", "user", "consultancy", "vendor", "creator" };
	struct str f[found_claims__n];
	size_t cases = c->lexicon->n_use_cases;

	f[found_claims__source] = source_of(c, i);
	f[found_claims__block] = say(c, "%zu", 1 + k / 4);
	f[found_claims__start] = say(c, "%zu", k % 4 * 90);
	f[found_claims__end] = say(c, "%zu", k % 4 * 90 + 80);
	put_name(c, s, LEXICON_ORGANISATIONS, NULL, &f[found_claims__adopter], &f[found_claims__adopter_id], &f[found_claims__adopter_in]);
	/* Each adopter has some dozens of technologies. */
	uint64_t pool = str_hash(f[found_claims__adopter]) + below(s, 40);
	put_name(c, s, LEXICON_TECHNOLOGIES, &pool, &f[found_claims__technology], &f[found_claims__technology_id],
	    &f[found_claims__technology_in]);
	f[found_claims__status] = str_of(status[below(s, 10)]);
	f[found_claims__use_cases] = below(s, 3) || !cases ? STR("") : c->lexicon->use_case[below(s, cases)].id;
	f[found_claims__since_year] = below(s, 6) ? STR("") : say(c, "%zu", 2000 + below(s, 20));
	f[found_claims__until_year] = below(s, 30) ? STR("") : say(c, "%zu", 2005 + below(s, 20));
	f[found_claims__migration] = below(s, 12) ? STR("") : say(c, "%zu", 1 + k / 8);
	f[found_claims__confidence] = say(c, "%.4f", 0.45 + 0.55 * (double)below(s, 10000) / 10000);
	f[found_claims__role] = str_of(role[below(s, 9)]);
	f[found_claims__voice] = str_of(voice[(i + k / 16) % 5]);
	f[found_claims__rule] = STR("active_use");
	f[found_claims__cue] = STR("uses");
	f[found_claims__path] = STR("named");
	f[found_claims__terms] = STR("active_use=0.69 distance=0.22 use_word=0.14");
	f[found_claims__line] = say(c, "%zu", 10 + k);
	f[found_claims__evidence] = say(c, "%.*s uses %.*s for its services, and has said so in %zu.",
	    STR_ARG(f[found_claims__adopter]), STR_ARG(f[found_claims__technology]), i % 20 + 2004);
	sheet_put(c->sheet[CLAIMS], f);
}

static void
put_metric(struct corpus *c, size_t i, uint64_t *s)
{
	struct str f[found_metrics__n];

	f[found_metrics__source] = source_of(c, i);
	f[found_metrics__block] = STR("2");
	f[found_metrics__start] = STR("0");
	put_name(c, s, LEXICON_ORGANISATIONS, NULL, &f[found_metrics__subject], &f[found_metrics__subject_id], &f[found_metrics__subject_in]);
	f[found_metrics__technology] = f[found_metrics__technology_id] = STR("");
	f[found_metrics__technology_in] = STR("none");
	f[found_metrics__measure] = STR("services");
	f[found_metrics__value] = say(c, "%zu", below(s, 100000));
	f[found_metrics__unit] = STR("services");
	f[found_metrics__qualifier] = STR("=");
	f[found_metrics__year] = STR("");
	f[found_metrics__confidence] = STR("0.8");
	f[found_metrics__rule] = STR("number_of");
	f[found_metrics__line] = STR("12");
	f[found_metrics__evidence] = STR("It runs many services, \"all\" of them.");
	sheet_put(c->sheet[METRICS], f);
}

static void
put_article(struct corpus *c, size_t i)
{
	uint64_t s = mix(c->seed * 1000003 + i);

	buf_reset(&c->text);
	put_document(c, i, &s);
	put_fingerprint(c, i);
	for (size_t k = 0; k < c->claims; k++) {
		buf_reset(&c->text);
		put_claim(c, i, k, &s);
	}
	buf_reset(&c->text);
	if (i % 3 == 0)
		put_metric(c, i, &s);
	if (i % 5 == 0) {
		struct str f[] = { source_of(c, i), made_up(c, &s, 300000), say(c, "X%zu", i % 100), STR("acronym"), STR("3") };
		sheet_put(c->sheet[NAMES], f);
	}
	if (i % 4 == 0) {
		struct str f[] = { source_of(c, i), STR("5"), STR("Nobody"), STR("Nothing"), STR("negated"), STR(""), STR(""),
			say(c, "Sentence %zu tells nothing.", i) };
		sheet_put(c->sheet[MISSES], f);
	}
	if (i % 25 == 0) {
		struct str f[] = { say(c, "broken/%zu.html", i), STR("read"), STR("empty"), STR("") };
		sheet_put(c->sheet[REJECTS], f);
	}
}

struct place { uint64_t order; size_t article; };

static int
by_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->order > y->order) - (x->order < y->order);
}

static void
make_folder(const char *path)
{
	char part[4096];

	snprintf(part, sizeof part, "%s", path);
	for (char *p = part + 1; *p; p++)
		if (*p == '/') {
			*p = 0;
			mkdir(part, 0777);
			*p = '/';
		}
	mkdir(part, 0777);
}

static bool
make_shard(struct corpus *c, const char *build, size_t shard, struct place *place)
{
	char path[4096];
	size_t n = 0;
	bool ok = true;

	for (int k = 0; k < N_SHEETS; k++) {
		snprintf(path, sizeof path, "%s/%s/%04zu", build, made[k].stage, shard);
		make_folder(path);
		snprintf(path, sizeof path, "%s/%s/%04zu/%s.csv.zst", build, made[k].stage, shard, tables[made[k].t].name);
		if (!(c->sheet[k] = sheet_create(path, &tables[made[k].t], 1, &c->e)))
			return false;
	}
	for (size_t i = 0; i < c->articles; i++)
		if (mix(i * 2654435761u + c->split) % c->shards == shard)
			place[n++] = (struct place){ c->split ? mix(i ^ c->split) : i, i };
	qsort(place, n, sizeof *place, by_order);
	for (size_t i = 0; i < n; i++)
		put_article(c, place[i].article);
	for (int k = 0; k < N_SHEETS; k++) {
		ok = ok && sheet_commit(c->sheet[k], &c->e);
		sheet_close(c->sheet[k]);
	}
	printf("%04zu\n", shard);
	return ok;
}

int
main(int argc, char **argv)
{
	struct corpus c = { .seed = 1, .articles = 1000, .claims = 10, .shards = 3 };
	int o;

	while ((o = getopt(argc, argv, "n:c:s:r:p:")) != -1) {
		unsigned long long v = optarg ? strtoull(optarg, NULL, 10) : 0;
		switch (o) {
		case 'n': c.articles = v; break;
		case 'c': c.claims = v; break;
		case 's': c.shards = v; break;
		case 'r': c.seed = v; break;
		case 'p': c.split = v; break;
		default:  return EX_USAGE;
		}
	}
	if (argc - optind != 2 || !c.shards)
		return EX_USAGE;
	buf_reserve(&c.text, 1 << 16);
	struct place *place = xcalloc(c.articles + 1, sizeof *place);
	bool ok = (c.lexicon = lexicon_load(argv[optind], &c.e)) != NULL;
	for (size_t i = 0; i < c.shards && ok; i++)
		ok = make_shard(&c, argv[optind + 1], i, place);
	lexicon_free(c.lexicon);
	buf_release(&c.text);
	free(place);
	return err_report("gen_found", &c.e);
}
