/*
 * verify -- does a release keep its contract?
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sqlite3.h>

#include "../common/cli.h"
#include "../release/files.h"
#include "../release/flow.h"
#include "../release/gates.h"
#include "../release/integrity.h"
#include "../release/manifest.h"
#include "../release/rules.h"

static const char usage[] =
	"usage: verify [--release] OUT [-b BUILD] [-c FILE] [-o FILE]\n"
	"  Checks a release: every file against manifest.json; keys, references, types\n"
	"  and enumerations of every table; the counts, derived again from the claims.\n"
	"  -r, --release DIR   the release\n"
	"  -b, --build DIR     also: is every row of BUILD accounted for?\n"
	"  -c, --config FILE   settings\n"
	"  -o, --output FILE   write the outcome of each check as a table checks\n"
	"  -v, --verbose       print every check, not only those that fail\n"
	"  -h, --help          this text\n"
	"      --version       the version\n"
	"  exit: 0 all rules hold, 1 one is broken, 64 called wrongly, 65 no release,\n"
	"        66 no such folder, 73 cannot create FILE, 74 writing failed, 78 settings\n";

enum { OPT_VERSION = 256 };
static const struct option longopts[] = {
	{ "release", required_argument, NULL, 'r' }, { "build", required_argument, NULL, 'b' },
	{ "config", required_argument, NULL, 'c' }, { "output", required_argument, NULL, 'o' },
	{ "verbose", no_argument, NULL, 'v' }, { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPT_VERSION }, { 0 }
};

struct opts {
	const char *release, *build, *config, *output;
	bool        verbose;
};

/* The thresholds that the release was published with. */
static bool
recorded_settings(const char *release, struct conf *conf, struct err *e)
{
	json_t *manifest = manifest_load(release, e), *value;
	json_t *settings = json_object_get(json_object_get(manifest, "inputs"), "settings");
	const char *key;
	bool ok = manifest != NULL;

	json_object_foreach(settings, key, value) {
		struct err unknown = { 0 };
		/* A release of another version may have other keys. */
		conf_set(conf, str_of(key), str_of(json_string_value(value)), "manifest.json", &unknown);
	}
	json_decref(manifest);
	return ok;
}

static bool
check_database(const char *release, const struct conf *conf, struct checks *checks)
{
	char *path = path_join(release, "usedby.sqlite");
	struct err why = { 0 };
	sqlite3 *db = rules_open(path, &why);

	/* A database that cannot be read is the release's fault, and told as such. */
	if (!db || !rules_check(db, path, checks, &why) || !gates_data(db, conf, checks, &why))
		checks_add(checks, "database_readable", "", "", SEVERITY_ERROR, 1, str_of(why.text));
	sqlite3_close(db);
	free(path);
	return true;
}

static void
tell(const struct checks *checks, bool all)
{
	static const char *const words[] = { "pass", "warn", "FAIL", "waived" };
	struct buf line = { 0 };

	for (size_t i = 0; i < checks->n; i++) {
		const struct check *c = &checks->check[i];
		if (!all && c->outcome == OUTCOME_PASS)
			continue;
		buf_reset(&line);
		checks_tell(&line, c);
		printf("%s %s\n", words[c->outcome], buf_z(&line));
	}
	buf_release(&line);
	printf("%zu checks: %zu passed, %zu failed, %zu warned, %zu waived\n", checks->n,
	    checks_count(checks, OUTCOME_PASS), checks_count(checks, OUTCOME_FAIL),
	    checks_count(checks, OUTCOME_WARN), checks_count(checks, OUTCOME_WAIVED));
}

static bool
verify(const struct opts *o, struct err *e)
{
	struct checks checks = { 0 };
	struct conf conf;

	conf_init(&conf);
	bool ok = (o->config ? conf_load(&conf, o->config, e) : recorded_settings(o->release, &conf, e)) &&
	    integrity_check(o->release, &checks, e) && integrity_rows(o->release, &checks, e) &&
	    check_database(o->release, &conf, &checks) && (!o->build || flow_check(o->build, &checks, e));
	if (ok) {
		char *recorded = path_join(o->release, "checks.csv");
		struct err damaged = { 0 };
		gates_soften(&conf, &checks);
		/* A checks.csv that cannot be read is a failure of "file" already. */
		gates_waived_before(recorded, &checks, &damaged);
		free(recorded);
	}
	checks_sort(&checks);
	ok = ok && (!o->output || checks_write(&checks, o->output, e));
	if (ok) {
		tell(&checks, o->verbose);
		const struct check *failure = checks_failure(&checks);
		struct buf line = { 0 };
		if (failure) {
			checks_tell(&line, failure);
			ok = err_set(e, EX_RULE, "%s: %s", o->release, buf_z(&line));
		}
		buf_release(&line);
		ok = cli_flush(e) && ok;
	}
	checks_release(&checks);
	conf_release(&conf);
	return ok;
}

int
main(int argc, char **argv)
{
	struct opts o = { 0 };
	struct err e = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "r:b:c:o:vh", longopts, NULL)) != -1)
		switch (c) {
		case 'r': o.release = optarg; break;
		case 'b': o.build = optarg; break;
		case 'c': o.config = optarg; break;
		case 'o': o.output = optarg; break;
		case 'v': o.verbose = true; break;
		case 'h': return cli_usage(usage, true);
		case OPT_VERSION: return cli_version("verify");
		default: return cli_usage(usage, false);
		}
	if (!o.release && optind < argc)
		o.release = argv[optind++];
	if (!o.release || optind < argc)
		return cli_usage(usage, false);
	log_init("verify", o.verbose);
	verify(&o, &e);
	return err_report("verify", &e);
}
