/*
 * publish -- the tables of BUILD become a release in OUT, at once or not at all.
 */
#include <getopt.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../common/account.h"
#include "../common/cli.h"
#include "../release/compare.h"
#include "../release/files.h"
#include "../release/flow.h"
#include "../release/gates.h"
#include "../release/integrity.h"
#include "../release/rules.h"
#include "describe.h"
#include "export.h"
#include "record.h"
#include "report.h"
#include "runinfo.h"
#include "swap.h"

#define CHANGES_ROWS 1000       /* of a section of CHANGES.md */

static const char usage[] =
	"usage: publish -b BUILD -o OUT [-c FILE] [-l DIR] [-t FILE]\n"
	"       publish --rollback -o OUT\n"
	"       publish --describe\n"
	"  Makes a release of the tables in BUILD, checks it, and puts it in the\n"
	"  place of OUT at once.  A release that breaks a rule is not published.\n"
	"  -b, --build DIR     the stages' output: DIR/normalise, DIR/aggregate\n"
	"  -o, --output DIR    the release\n"
	"  -c, --config FILE   settings\n"
	"  -l, --lexicon DIR   names and rules of the run; their digests are recorded;\n"
	"                      waivers.csv in it lets named checks fail for a time\n"
	"  -t, --template FILE the report's page, made by report/build; without it there\n"
	"                      is no report.html\n"
	"      --rollback      go back to the release before\n"
	"      --describe      print the tables' data dictionary in Markdown\n"
	"  -v, --verbose       tell what is going on\n"
	"  -h, --help          this text\n"
	"      --version       the version\n"
	"  exit: 0 done, 1 the data break a rule, 64 called wrongly, 65 malformed input,\n"
	"        66 no input, 73 cannot create, 74 writing failed, 75 OUT is in use, 78 settings\n";

enum { OPT_VERSION = 256, OPT_ROLLBACK, OPT_DESCRIBE };
static const struct option longopts[] = {
	{ "build", required_argument, NULL, 'b' }, { "output", required_argument, NULL, 'o' },
	{ "config", required_argument, NULL, 'c' }, { "lexicon", required_argument, NULL, 'l' },
	{ "rollback", no_argument, NULL, OPT_ROLLBACK }, { "describe", no_argument, NULL, OPT_DESCRIBE },
	{ "template", required_argument, NULL, 't' }, { "verbose", no_argument, NULL, 'v' }, { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPT_VERSION }, { 0 }
};

struct opts {
	const char *build, *out, *config, *lexicon, *template;
	bool        rollback, describe, verbose;
};

/* The day by which waivers end and articles age: SOURCE_DATE_EPOCH or the
 * clock.  It decides whether a release is published, never what is in it. */
static int64_t
today(const struct publication *p)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	return epoch && *epoch ? p->stamp : (int64_t)time(NULL);
}

/* Rules over the database that export_tables() made, thresholds and waivers. */
static bool
check_tables(const struct publication *p, const char *old, struct checks *checks, struct err *e)
{
	char *path = path_join(p->dir, "usedby.sqlite");
	char *waivers = p->lexicon ? path_join(p->lexicon, "waivers.csv") : NULL;
	struct sqlite3 *db = rules_open(path, e);
	log_progress("checks");
	bool ok = db && flow_check(p->build, checks, e) && rules_check(db, path, checks, e) && gates_data(db, &p->conf, checks, e) &&
	    gates_history(db, old, &p->conf, today(p), checks, e);

	if (ok)
		gates_soften(&p->conf, checks);
	ok = ok && (!waivers || gates_waive(waivers, today(p), checks, e));
	sqlite3_close(db);
	free(waivers);
	free(path);
	return ok;
}

static void
tell_warnings(const struct checks *checks)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < checks->n; i++)
		if (checks->check[i].outcome == OUTCOME_WARN || checks->check[i].outcome == OUTCOME_WAIVED) {
			buf_reset(&line);
			checks_tell(&line, &checks->check[i]);
			log_warn("%s: %s", checks->check[i].outcome == OUTCOME_WARN ? "warning" : "waived", buf_z(&line));
		}
	buf_release(&line);
}

/* Tells why nothing is published; the failing rows are in BUILD/publish/checks.csv. */
static bool
stop_if_failed(const struct publication *p, struct checks *checks, struct err *e)
{
	char *dir = path_join(p->build, "publish"), *path = path_join(dir, "checks.csv");
	struct buf line = { 0 };

	checks_sort(checks);
	bool ok = dir_make(dir, e) && checks_write(checks, path, e);
	const struct check *failure = checks_failure(checks);
	if (ok && failure) {
		size_t more = checks_count(checks, OUTCOME_FAIL) - 1;
		checks_tell(&line, failure);
		if (more)
			buf_addf(&line, " (and %zu more)", more);
		ok = err_set(e, EX_RULE, "not published: %s; see %s", buf_z(&line), path);
	}
	buf_release(&line);
	free(path);
	free(dir);
	return ok;
}

/* What was written must be what was meant: read all of it back. */
static bool
check_files(const char *dir, struct err *e)
{
	struct checks checks = { 0 };
	log_progress("reading back");
	bool ok = integrity_check(dir, &checks, e);
	const struct check *failure = checks_failure(&checks);

	if (ok && failure) {
		struct buf line = { 0 };
		checks_tell(&line, failure);
		ok = err_set(e, EX_IOERR, "%s: read back wrongly: %s", dir, buf_z(&line));
		buf_release(&line);
	}
	checks_release(&checks);
	return ok;
}

static bool
write_report(const struct publication *p, const char *template, struct err *e)
{
	if (!template)
		return true;
	log_progress("report");
	char *csv = path_join(p->dir, "csv"), *path = path_join(p->dir, "report.html");
	bool ok = report_write(template, csv, path, e);
	free(csv);
	free(path);
	return ok;
}

/* Everything but the tables, when these are found good. */
static bool
describe_release(struct publication *p, const struct opts *o, const struct checks *all, struct err *e)
{
	struct checks checks = { 0 };
	char *path = path_join(p->dir, "checks.csv");

	checks_join(&checks, all);
	bool ok = checks_write(&checks, path, e) && export_checks(p, &checks, e) &&
	    describe_datapackage(p, e) && describe_csvw(p, e) && describe_load(p, e) &&
	    runinfo_write(p, &checks, e) && write_report(p, o->template, e) &&
	    record_provenance(p, e) && record_manifest(p, e) && check_files(p->dir, e);
	checks_release(&checks);
	free(path);
	return ok;
}

static bool
make_release(struct publication *p, const struct opts *o, const char *old, struct account *account, struct err *e)
{
	struct checks checks = { 0 };
	/* What a bad row does to the counts is no news: tell of the row. */
	bool ok = export_tables(p, &checks, e) && stop_if_failed(p, &checks, e) && record_inputs(p, e) &&
	    check_tables(p, old, &checks, e) && stop_if_failed(p, &checks, e) && describe_release(p, o, &checks, e);

	if (ok)
		tell_warnings(&checks);
	for (size_t i = 0; i < N_TABLES; i++)
		account_add(account, "rows_out", p->table[i].rows);
	account_add(account, "checks", checks.n);
	checks_release(&checks);
	return ok;
}

/* CHANGES.md, against the release that is still in place. */
static bool
write_changes(const struct publication *p, const char *old, struct err *e)
{
	log_progress("changes");
	struct comparison c = { 0 };
	struct err damaged = { 0 };
	struct buf text = { 0 };
	char *path = path_join(p->dir, "CHANGES.md");

	if (!old)
		buf_addf(&text, "# Changes\n\nRelease `%.12s` is the first one.\n", p->content);
	else if (compare_releases(&c, old, p->dir, &damaged))
		comparison_print(&text, &c, COMPARISON_MARKDOWN, CHANGES_ROWS);
	else
		buf_addf(&text, "# Changes\n\nThe release before `%.12s` could not be read.\n", p->content);
	bool ok = file_write(path, buf_str(&text), e);
	comparison_release(&c);
	buf_release(&text);
	free(path);
	return ok;
}

/* Is the release in OUT the one just made, and whole? */
static bool
is_there_already(const struct publication *p, const char *old)
{
	struct buf a = { 0 }, b = { 0 };
	struct err e = { 0 };
	char *new_path = path_join(p->dir, "manifest.json"), *old_path = path_join(old ? old : "", "manifest.json");

	bool same = old && file_read(old_path, &a, &e) && file_read(new_path, &b, &e) &&
	    str_eq(buf_str(&a), buf_str(&b)) && check_files(old, &e);
	buf_release(&a);
	buf_release(&b);
	free(new_path);
	free(old_path);
	return same;
}

static bool
put_release(struct publication *p, struct swap *swap, const char *old, struct err *e)
{
	if (is_there_already(p, old))
		return swap_keep(swap, e);
	return write_changes(p, old, e) && swap_commit(swap, (size_t)conf_integer(&p->conf, CONF_KEEP), e);
}

static bool
publish(const struct opts *o, struct err *e)
{
	struct publication p = { .build = o->build, .out = o->out, .lexicon = o->lexicon };
	struct account account;
	struct swap swap = { .lock = -1 };

	account_init(&account, "publish");
	conf_init(&p.conf);
	bool ok = (!o->config || conf_load(&p.conf, o->config, e)) && swap_open(&swap, o->out, e);
	if (ok) {
		const char *old = swap_has_old(&swap) ? swap.out : NULL;
		p.dir = swap.dir;
		ok = make_release(&p, o, old, &account, e) && put_release(&p, &swap, old, e);
	}
	swap_close(&swap);
	char *dir = path_join(o->build, "publish");
	ok = ok && account_write(&account, dir, e) && runinfo_times(&p, e);
	free(dir);
	json_decref(p.inputs);
	conf_release(&p.conf);
	return ok;
}

static bool
rollback(const struct opts *o, struct err *e)
{
	struct swap swap;
	bool ok = swap_open(&swap, o->out, e) && swap_rollback(&swap, e);

	swap_close(&swap);
	return ok;
}

static bool
describe(struct err *e)
{
	struct buf text = { 0 };

	describe_markdown(&text);
	fwrite(text.p, 1, text.n, stdout);
	buf_release(&text);
	return cli_flush(e);
}

int
main(int argc, char **argv)
{
	struct opts o = { 0 };
	struct err e = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "b:o:c:l:t:vh", longopts, NULL)) != -1)
		switch (c) {
		case 'b': o.build = optarg; break;
		case 'o': o.out = optarg; break;
		case 'c': o.config = optarg; break;
		case 'l': o.lexicon = optarg; break;
		case 't': o.template = optarg; break;
		case OPT_ROLLBACK: o.rollback = true; break;
		case OPT_DESCRIBE: o.describe = true; break;
		case 'v': o.verbose = true; break;
		case 'h': return cli_usage(usage, true);
		case OPT_VERSION: return cli_version("publish");
		default: return cli_usage(usage, false);
		}
	if (optind < argc || (!o.describe && (!o.out || !*o.out || (!o.build && !o.rollback))))
		return cli_usage(usage, false);
	log_init("publish", o.verbose);
	if (o.describe)
		describe(&e);
	else if (o.rollback)
		rollback(&o, &e);
	else
		publish(&o, &e);
	return err_report("publish", &e);
}
