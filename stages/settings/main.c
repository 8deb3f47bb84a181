/*
 * settings -- check pipeline.conf and give each stage the keys that it reads.
 *
 * A stage's file changes only when one of its keys does, so that make runs
 * again what the change concerns and nothing else.
 */
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>

#include <errno.h>

#include "../common/cli.h"
#include "../common/keep.h"

static const char usage[] =
	"usage: settings -c FILE -o DIR [-s STAGE]... [KEY=VALUE]...\n"
	"  Checks the settings in FILE and those given as KEY=VALUE, which win, and\n"
	"  writes DIR/STAGE.conf for each stage, touching only what changed.\n"
	"  -c, --config FILE  the settings (pipeline.conf)\n"
	"  -o, --output DIR   where the stages' files go; made if missing\n"
	"  -s, --stage STAGE  write a file for STAGE too, though it may read no key\n"
	"  -h, --help         this text\n"
	"      --version      the version\n"
	"  exit: 0 done, 64 called wrongly, 66 no such file, 73 cannot create, 78 bad setting\n";

static const struct option longopts[] = {
	{ "config", required_argument, NULL, 'c' }, { "output", required_argument, NULL, 'o' },
	{ "stage", required_argument, NULL, 's' }, { "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { 0 }
};

#define MAX_STAGES 64

struct opts {
	const char *config, *output;
	struct str  stage[MAX_STAGES];
	size_t      n_stages;
};

static bool
add_stage(struct opts *o, struct str name, struct err *e)
{
	for (size_t i = 0; i < o->n_stages; i++)
		if (str_eq(o->stage[i], name))
			return true;
	if (o->n_stages == MAX_STAGES)
		return err_set(e, EX_USAGE, "more than %d stages", MAX_STAGES);
	if (name.n == 0 || memchr(name.p, '/', name.n))
		return err_set(e, EX_USAGE, "'%.*s' cannot be a stage's name", STR_ARG(name));
	o->stage[o->n_stages++] = name;
	return true;
}

static bool
lists(const char *stages, struct str name)
{
	struct str rest = str_of(stages), part;

	while (str_split(&rest, ' ', &part))
		if (str_eq(part, name))
			return true;
	return false;
}

static bool
add_declared_stages(struct opts *o, struct err *e)
{
	for (size_t i = 0; i < N_CONF; i++) {
		struct str rest = str_of(conf_entries[i].stages), part;
		while (str_split(&rest, ' ', &part))
			if (part.n && !add_stage(o, part, e))
				return false;
	}
	return true;
}

/* "KEY=VALUE" from the command line. */
static bool
set_argument(struct conf *c, const char *argument, struct err *e)
{
	struct str whole = str_of(argument);
	ptrdiff_t sign = str_find(whole, STR("="), 0);

	if (sign < 0)
		return err_set(e, EX_USAGE, "no KEY=VALUE: '%s'", argument);
	struct str key = str_sub(whole, 0, (size_t)sign), value = str_trim(str_sub(whole, (size_t)sign + 1, whole.n));
	/* The stages read it from a line in which # begins a comment. */
	if (memchr(value.p, '#', value.n) || memchr(value.p, '\n', value.n))
		return err_set(e, EX_CONFIG, "command line: %.*s holds '#' or a line break", STR_ARG(key));
	return conf_set(c, key, value, "command line", e);
}

static bool
write_stage(const struct conf *c, struct str stage, const char *dir, struct err *e)
{
	struct buf text = { 0 }, path = { 0 };

	for (size_t i = 0; i < N_CONF; i++)
		if (lists(conf_entries[i].stages, stage))
			buf_addf(&text, "%s = %s\n", conf_entries[i].key, c->value[i]);
	buf_addf(&path, "%s/%.*s.conf", dir, STR_ARG(stage));
	bool ok = keep_write(buf_z(&path), buf_str(&text), NULL, e);
	buf_release(&text);
	buf_release(&path);
	return ok;
}

static bool
make_folder(const char *path, struct err *e)
{
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		return err_errno(e, EX_CANTCREAT, "%s", path);
	return true;
}

static bool
run(struct opts *o, char **argument, struct err *e)
{
	struct conf c;
	bool ok;

	conf_init(&c);
	ok = conf_load(&c, o->config, e);
	for (; ok && *argument; argument++)
		ok = set_argument(&c, *argument, e);
	ok = ok && add_declared_stages(o, e) && make_folder(o->output, e);
	for (size_t i = 0; ok && i < o->n_stages; i++)
		ok = write_stage(&c, o->stage[i], o->output, e);
	conf_release(&c);
	return ok;
}

int
main(int argc, char **argv)
{
	struct opts o = { 0 };
	struct err e = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "hvc:o:s:", longopts, NULL)) != -1)
		switch (c) {
		case 'c': o.config = optarg; break;
		case 'o': o.output = optarg; break;
		case 's': add_stage(&o, str_of(optarg), &e); break;
		case 'v': break;
		case 'h': return cli_usage(usage, true);
		case 'V': return cli_version("settings");
		default:  return cli_usage(usage, false);
		}
	if (!o.config || !o.output)
		return cli_usage(usage, false);
	if (!e.code)
		run(&o, argv + optind, &e);
	return err_report("settings", &e);
}
