/*
 * explain -- why is this number what it is?  The sentences behind it.
 */
#include <getopt.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/cli.h"
#include "../release/files.h"
#include "../release/rules.h"
#include "print.h"
#include "query.h"

static const char usage[] =
	"usage: explain [-d OUT] TECHNOLOGY [--by ADOPTER]\n"
	"       explain [-d OUT] --by ADOPTER\n"
	"       explain [-d OUT] --claim ID | --metric ID\n"
	"       explain [-d OUT] whynot SOURCE ADOPTER TECHNOLOGY\n"
	"  The numbers of a release and the sentences behind them: with the rule and\n"
	"  the score of each claim, the names that were joined, the copies that were\n"
	"  folded.  whynot: why an article gave no claim on a pair.  Technologies and\n"
	"  adopters go by id, name, or any form that an article has of them.\n"
	"  -d, --release DIR   the release (out)\n"
	"  -b, --by ADOPTER    who\n"
	"      --claim ID      one claim\n"
	"      --metric ID     one metric\n"
	"  -n, --limit N       rows of a list (20)\n"
	"      --json          as an object\n"
	"      --csv           the claims, cells or misses as rows\n"
	"      --color WHEN    always, never, or auto: on a terminal without NO_COLOR (auto)\n"
	"  -h, --help          this text\n"
	"      --version       the version\n"
	"  exit: 0 done, 64 called wrongly, 65 no release, 66 nothing of that name\n";

enum { OPT_VERSION = 256, OPT_CLAIM, OPT_METRIC, OPT_JSON, OPT_CSV, OPT_COLOR };
static const struct option longopts[] = {
	{ "release", required_argument, NULL, 'd' }, { "by", required_argument, NULL, 'b' },
	{ "claim", required_argument, NULL, OPT_CLAIM }, { "metric", required_argument, NULL, OPT_METRIC },
	{ "limit", required_argument, NULL, 'n' }, { "json", no_argument, NULL, OPT_JSON },
	{ "csv", no_argument, NULL, OPT_CSV }, { "color", required_argument, NULL, OPT_COLOR },
	{ "verbose", no_argument, NULL, 'v' }, { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPT_VERSION }, { 0 }
};

enum form { FORM_WORDS, FORM_JSON, FORM_CSV };

struct opts {
	const char     *release, *color;
	enum form       form;
	bool            whynot;
	struct question question;
};

static bool
wants_colour(const struct opts *o)
{
	const char *no = getenv("NO_COLOR");

	if (strcmp(o->color, "auto") == 0)
		return isatty(STDOUT_FILENO) && !(no && *no);
	return strcmp(o->color, "always") == 0;
}

static void
print(const struct opts *o, const json_t *answer)
{
	struct buf b = { 0 };
	char *json = NULL;

	if (o->form == FORM_JSON) {
		json = json_dumps(answer, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
		buf_addf(&b, "%s\n", json ? json : "{}");
		free(json);
	} else if (o->form == FORM_CSV)
		print_csv(&b, answer);
	else
		print_words(&b, answer, wants_colour(o));
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
}

static bool
explain(const struct opts *o, struct err *e)
{
	char *path = path_join(o->release, "usedby.sqlite");

	if (!path_exists(path)) {
		err_set(e, EX_NOINPUT, "%s: no such release", o->release);
		free(path);
		return false;
	}
	sqlite3 *db = rules_open(path, e);
	json_t *answer = !db ? NULL : o->whynot ? query_whynot(db, &o->question, e) : query_answer(db, &o->question, e);
	if (answer) {
		print(o, answer);
		cli_flush(e);
	}
	json_decref(answer);
	sqlite3_close(db);
	free(path);
	return !e->code;
}

/* TECHNOLOGY, or whynot SOURCE ADOPTER TECHNOLOGY.  Exactly one question. */
static bool
read_arguments(struct opts *o, int n, char **argument)
{
	struct question *q = &o->question;

	if (n == 4 && strcmp(argument[0], "whynot") == 0) {
		o->whynot = true;
		q->source = argument[1];
		q->adopter = argument[2];
		q->technology = argument[3];
		return !q->claim && !q->metric;
	}
	if (n == 1)
		q->technology = argument[0];
	return n <= 1 && (q->technology || q->adopter) + !!q->claim + !!q->metric == 1;
}

int
main(int argc, char **argv)
{
	struct opts o = { .release = "out", .color = "auto", .question = { .limit = 20 } };
	struct err e = { 0 };
	uint64_t limit;
	int c;

	while ((c = getopt_long(argc, argv, "d:b:n:vh", longopts, NULL)) != -1)
		switch (c) {
		case 'd': o.release = optarg; break;
		case 'b': o.question.adopter = optarg; break;
		case OPT_CLAIM: o.question.claim = optarg; break;
		case OPT_METRIC: o.question.metric = optarg; break;
		case 'n':
			if (!str_to_u64(str_of(optarg), &limit) || limit > 1000000000)
				return cli_usage(usage, false);
			o.question.limit = (size_t)limit;
			break;
		case OPT_JSON: o.form = FORM_JSON; break;
		case OPT_CSV: o.form = FORM_CSV; break;
		case OPT_COLOR: o.color = optarg; break;
		case 'v': break;
		case 'h': return cli_usage(usage, true);
		case OPT_VERSION: return cli_version("explain");
		default: return cli_usage(usage, false);
		}
	if (!read_arguments(&o, argc - optind, argv + optind))
		return cli_usage(usage, false);
	explain(&o, &e);
	return err_report("explain", &e);
}
