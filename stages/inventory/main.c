/*
 * inventory -- say what is in RAW, and place each file in a shard.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "../common/account.h"
#include "../common/cli.h"
#include "../common/source.h"
#include "cache.h"
#include "shards.h"
#include "walk.h"

static const char usage[] =
	"usage: inventory -c FILE -o DIR RAW\n"
	"  Lists the files below the folder RAW with size, SHA-256 and kind, places\n"
	"  each in a shard, and writes DIR/inventory.csv, DIR/shards/NNNN.csv and\n"
	"  DIR/shards.mk, touching only what changed.\n"
	"  -c, --config FILE  settings: MIN_ARTICLES, SHARD_FILES, SHARD_BYTES\n"
	"  -o, --output DIR   where the lists go; made if missing\n"
	"  -v, --verbose      tell what goes on\n"
	"  -h, --help         this text\n"
	"      --version      the version\n"
	"  exit: 0 done, 64 called wrongly, 66 RAW is no folder or empty, 73 cannot create, 74 I/O, 78 bad setting\n";

static const struct option longopts[] = {
	{ "config", required_argument, NULL, 'c' }, { "output", required_argument, NULL, 'o' },
	{ "verbose", no_argument, NULL, 'v' }, { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' }, { 0 }
};

struct opts { const char *config, *output, *raw; };

static int
by_source(const void *a, const void *b)
{
	return str_cmp(((const struct file *)a)->source, ((const struct file *)b)->source);
}

/* Hashes what the cache does not know; returns the bytes read. */
static uint64_t
examine(const char *raw, struct files *files)
{
	struct buf path = { 0 };
	uint64_t bytes = 0;

	for (size_t i = 0; i < files->n; i++) {
		struct file *f = &files->at[i];
		if (f->sha256[0])
			continue;
		buf_reset(&path);
		buf_addf(&path, "%s/", raw);
		source_decode(&path, f->source);
		file_examine(f, buf_z(&path));
		bytes += f->bytes;
		if (i % 1000 == 999)
			log_progress("%zu of %zu files", i + 1, files->n);
	}
	buf_release(&path);
	return bytes;
}

static bool
list(const struct opts *o, bool may_be_empty, struct files *files, struct account *a, struct err *e)
{
	struct timespec now;
	struct buf cache = { 0 };

	if (!walk(o->raw, files, e))
		return false;
	if (files->n == 0 && !may_be_empty)
		return err_set(e, EX_NOINPUT, "%s: no files in it; with MIN_ARTICLES = 0 it may be empty", o->raw);
	if (files->n)
		qsort(files->at, files->n, sizeof *files->at, by_source);
	clock_gettime(CLOCK_REALTIME, &now);
	buf_addf(&cache, "%s/cache", o->output);
	account_add(a, "files", files->n);
	account_add(a, "files_remembered", cache_load(buf_z(&cache), files));
	account_add(a, "bytes_hashed", examine(o->raw, files));
	bool ok = cache_store(buf_z(&cache), files, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec, e);
	buf_release(&cache);
	return ok;
}

static bool
run(const struct opts *o, struct err *e)
{
	struct account a;
	struct conf c;
	struct files files = { 0 };
	size_t changed = 0;

	account_init(&a, "inventory");
	conf_init(&c);
	bool ok = conf_load(&c, o->config, e);
	if (ok && mkdir(o->output, 0777) < 0 && errno != EEXIST)
		ok = err_errno(e, EX_CANTCREAT, "%s", o->output);
	ok = ok && list(o, conf_integer(&c, CONF_MIN_ARTICLES) == 0, &files, &a, e);
	if (ok) {
		size_t n = shards_count(&files, (uint64_t)conf_integer(&c, CONF_SHARD_FILES),
		    (uint64_t)conf_integer(&c, CONF_SHARD_BYTES));
		ok = shards_write(o->output, &files, n, &changed, e);
		account_add(&a, "shards", n);
		account_add(&a, "shards_changed", changed);
	}
	ok = ok && account_write(&a, o->output, e);
	files_release(&files);
	conf_release(&c);
	return ok;
}

int
main(int argc, char **argv)
{
	struct opts o = { 0 };
	struct err e = { 0 };
	bool verbose = false;
	int c;

	while ((c = getopt_long(argc, argv, "hvc:o:", longopts, NULL)) != -1)
		switch (c) {
		case 'c': o.config = optarg; break;
		case 'o': o.output = optarg; break;
		case 'v': verbose = true; break;
		case 'h': return cli_usage(usage, true);
		case 'V': return cli_version("inventory");
		default:  return cli_usage(usage, false);
		}
	if (!o.config || !o.output || argc - optind != 1)
		return cli_usage(usage, false);
	o.raw = argv[optind];
	log_init("inventory", verbose);
	run(&o, &e);
	return err_report("inventory", &e);
}
