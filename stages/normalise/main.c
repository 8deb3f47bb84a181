#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../common/cli.h"
#include "../common/conf.h"
#include "../common/xalloc.h"
#include "dims.h"
#include "facts.h"
#include "names_cli.h"

static const char usage[] =
	"usage: normalise [-v] -c SETTINGS -l LEXICONDIR -o OUTDIR BUILD [SHARD...]\n"
	"       normalise -l LEXICONDIR --names adopter|technology <NAMES\n"
	"\n"
	"Joins the tables of all shards: one name per thing, one voice per source.\n"
	"\n"
	"  -c, --config FILE    settings\n"
	"  -l, --lexicon DIR    known names and overrides\n"
	"  -o, --output DIR     where the tables and temporary files go\n"
	"      --names KIND     tell what the names on standard input, one a line, come to\n"
	"  -v, --verbose        tell what is done\n"
	"  -h, --help           this text\n"
	"      --version        the version\n"
	"\n"
	"Reads BUILD/read/SHARD, BUILD/fingerprint/SHARD and BUILD/extract/SHARD.\n";

struct options { const char *settings, *lexicon, *out, *build; char **shard; size_t n_shards; };

struct run {
	struct conf      conf;
	struct lexicon  *lexicon;
	struct overrides overrides;
	struct resolver  resolver;
	struct articles  articles;
	struct copies   *copies;
	struct facts     facts;
	struct account   account;
	uint32_t        *first;         /* number of each shard's first article */
};

/* The articles of one shard and its passages. */
static bool
take_shard(struct run *r, const struct options *o, size_t i, struct err *e)
{
	struct map sources = { 0 };
	struct shard s;
	int got = -1;
	bool ok = shard_open(&s, o->build, o->shard[i], e);

	r->first[i] = (uint32_t)r->articles.n;
	while (ok && (got = shard_next(&s, e)) > 0) {
		struct str source = s.document.field[documents__source];
		if (map_get(&sources, source) == MAP_NONE)
			map_put(&sources, source, (uint32_t)r->articles.n);
		ok = articles_add(&r->articles, &s, e) && copies_add(r->copies, &s, e);
		account_add(&r->account, "articles_in", 1);
	}
	shard_close(&s);
	ok = ok && got == 0 && copies_add_passages(r->copies, o->build, o->shard[i], &sources, &r->articles, e);
	map_release(&sources);
	return ok;
}

/* The day by which an override has ended: never the clock's. */
static bool
today(const struct run *r, int *day, struct err *e)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds;
	struct tm tm;

	*day = r->articles.newest;
	if (!epoch || !*epoch)
		return true;
	time_t t;
	if (!str_to_i64(str_of(epoch), &seconds) || (t = (time_t)seconds, !gmtime_r(&t, &tm)))
		return err_set(e, EX_CONFIG, "SOURCE_DATE_EPOCH: not seconds since 1970: '%s'", epoch);
	*day = (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;
	return true;
}

static bool
write_all(struct run *r, const struct options *o, struct err *e)
{
	char path[2][4096];

	snprintf(path[0], sizeof path[0], "%s/articles.csv.zst", o->out);
	snprintf(path[1], sizeof path[1], "%s/copies.csv.zst", o->out);
	resolver_finish(&r->resolver);
	return overrides_check(&r->overrides, e) && facts_write(&r->facts, o->out, e) &&
	    articles_write(&r->articles, path[0], &r->account, e) &&
	    copies_write(r->copies, &r->articles, path[1], &r->account, e) &&
	    dims_write(&r->resolver, o->out, &r->account, e) && account_write(&r->account, o->out, e);
}

static bool
join(struct run *r, const struct options *o, struct err *e)
{
	bool ok = true;
	int day;

	if (r->lexicon->n_use_cases > MAX_USE_CASES)
		return err_set(e, EX_CONFIG, "%s/use_cases.csv: more than %d use cases", o->lexicon, MAX_USE_CASES);
	for (size_t i = 0; i < o->n_shards && ok; i++) {
		log_progress("articles of shard %zu of %zu", i + 1, o->n_shards);
		ok = take_shard(r, o, i, e);
	}
	if (!ok || !today(r, &day, e))
		return false;
	overrides_expire(&r->overrides, day);
	log_progress("copies among %zu articles", r->articles.n);
	if (!copies_cluster(r->copies, &r->articles, e))
		return false;
	resolver_init(&r->resolver, r->lexicon, &r->overrides);
	facts_init(&r->facts, o->out, r->lexicon, &r->articles, r->copies, &r->resolver,
	    conf_number(&r->conf, CONF_MIN_CONFIDENCE), &r->account);
	for (size_t i = 0; i < o->n_shards && ok; i++) {
		log_progress("claims of shard %zu of %zu", i + 1, o->n_shards);
		ok = facts_shard(&r->facts, o->build, o->shard[i], r->first[i], e);
	}
	log_progress("writing");
	ok = ok && write_all(r, o, e);
	facts_release(&r->facts);
	resolver_release(&r->resolver);
	return ok;
}

static void
run(const struct options *o, struct err *e)
{
	struct run r = { 0 };

	account_init(&r.account, "normalise");
	conf_init(&r.conf);
	r.copies = copies_new(o->out);
	r.articles.rows = sorter_new(o->out, 16u << 20);
	r.first = xcalloc(o->n_shards + 1, sizeof *r.first);
	if (conf_load(&r.conf, o->settings, e) && overrides_load(&r.overrides, o->lexicon, e) &&
	    (r.lexicon = lexicon_load(o->lexicon, e)))
		join(&r, o, e);
	overrides_release(&r.overrides);
	lexicon_free(r.lexicon);
	articles_release(&r.articles);
	copies_free(r.copies);
	conf_release(&r.conf);
	free(r.first);
}

static void
answer(const char *lexicon, const char *kind, struct err *e)
{
	struct overrides overrides = { 0 };
	struct resolver resolver;
	struct lexicon *l = NULL;

	if (overrides_load(&overrides, lexicon, e) && (l = lexicon_load(lexicon, e))) {
		resolver_init(&resolver, l, &overrides);
		if (names_answer(&resolver, strcmp(kind, "adopter") == 0 ? NAME_ADOPTER : NAME_TECHNOLOGY, e))
			cli_flush(e);
		resolver_release(&resolver);
	}
	overrides_release(&overrides);
	lexicon_free(l);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "lexicon", required_argument, NULL, 'l' },
		{ "output", required_argument, NULL, 'o' }, { "verbose", no_argument, NULL, 'v' },
		{ "names", required_argument, NULL, 'n' }, { "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { 0 }
	};
	struct options o = { 0 };
	struct err e = { 0 };
	const char *names = NULL;
	bool verbose = false;
	int c;

	while ((c = getopt_long(argc, argv, "c:l:o:vh", options, NULL)) != -1)
		switch (c) {
		case 'c': o.settings = optarg; break;
		case 'l': o.lexicon = optarg; break;
		case 'o': o.out = optarg; break;
		case 'n': names = optarg; break;
		case 'v': verbose = true; break;
		case 'h': return cli_usage(usage, true);
		case 'V': return cli_version("normalise");
		default:  return cli_usage(usage, false);
		}
	log_init("normalise", verbose);
	if (names) {
		if (!o.lexicon || optind < argc || (strcmp(names, "adopter") != 0 && strcmp(names, "technology") != 0))
			return cli_usage(usage, false);
		answer(o.lexicon, names, &e);
		return err_report("normalise", &e);
	}
	if (!o.settings || !o.lexicon || !o.out || optind == argc)
		return cli_usage(usage, false);
	o.build = argv[optind];
	o.shard = argv + optind + 1;
	o.n_shards = (size_t)(argc - optind - 1);
	run(&o, &e);
	return err_report("normalise", &e);
}
