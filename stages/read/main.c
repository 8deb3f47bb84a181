#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../common/account.h"
#include "../common/cli.h"
#include "../common/digest.h"
#include "../common/rows.h"
#include "../common/source.h"
#include "../common/zio.h"
#include "archive.h"
#include "emit.h"

#define LEVEL 1         /* zstd level of what travels between stages */

static const char usage[] =
	"usage: read [-v] [-c SETTINGS] -o DIR -r RAW LIST.csv\n"
	"       read [-c SETTINGS] --text | --blocks | --meta | --why [FILE]\n"
	"\n"
	"Read the articles of one shard: documents, blocks and rejects.\n"
	"\n"
	"  -c FILE    settings (see pipeline.conf)\n"
	"  -o DIR     write documents.csv.zst, blocks.csv.zst, rejects.csv.zst here\n"
	"  -r RAW     the folder that the list's sources are relative to\n"
	"  --text     print the main text of one page, whatever its language\n"
	"  --blocks   print its blocks as CSV\n"
	"  --meta     print its metadata\n"
	"  --why      print each run of text of an HTML page, + kept or - dropped, with the reasons\n"
	"  -v         tell more on standard error\n"
	"  -h, --help, --version\n";

enum show { SHOW_NOTHING, SHOW_TEXT, SHOW_BLOCKS, SHOW_META, SHOW_WHY };

struct opts {
	const char *settings, *out, *raw, *in;
	enum show   show;
	bool        verbose;
};

struct job {
	struct reader   reader;
	struct sheet   *documents, *blocks, *rejects;
	struct account  account;
	struct buf      bytes, path;
	const char     *raw;
	const char     *skip;           /* extensions of files that are no articles */
};

static struct limits
limits_of(const struct conf *c)
{
	return (struct limits){
		.bytes = (uint64_t)conf_integer(c, CONF_LIMIT_BYTES), .depth = (unsigned)conf_integer(c, CONF_LIMIT_DEPTH),
		.seconds = (double)conf_integer(c, CONF_LIMIT_SECONDS), .languages = conf_text(c, CONF_LANGUAGES),
	};
}

/* ---- one page, for people and tests ------------------------------------ */

static bool
show(const struct opts *o, const struct conf *c, struct err *e)
{
	struct limits limits = limits_of(c);
	struct reader r;
	struct buf bytes = { 0 }, out = { 0 };
	struct zin *in = zin_open(o->in ? o->in : "-", e);
	struct origin origin = { .source = str_of(o->in ? o->in : "-"), .name = str_of(o->in ? o->in : "") };
	enum reject why;
	bool ok = in != NULL;

	if (!ok)
		return false;
	zin_limit(in, limits.bytes);
	reader_init(&r, &limits);
	r.any_language = true;
	r.why = o->show == SHOW_WHY ? &out : NULL;
	ok = zin_all(in, &bytes, e);
	zin_close(in);
	if (ok && !reader_read(&r, buf_str(&bytes), &origin, &why)) {
		if (o->show == SHOW_META)
			emit_meta(&out, &r);
		fwrite(buf_z(&out), 1, out.n, stdout);
		log_warn("%s: %s%s%s", o->in ? o->in : "standard input", reject_code(why), *r.detail ? ": " : "", r.detail);
	} else if (ok && o->show == SHOW_BLOCKS) {
		struct sheet *s = sheet_create("-", &tables[TABLE_blocks], LEVEL, e);
		ok = s != NULL;
		if (ok) {
			emit_blocks(s, &r.article, origin.source);
			ok = sheet_commit(s, e);
			sheet_close(s);
		}
	} else if (ok) {
		if (o->show == SHOW_TEXT)
			emit_text(&out, &r.article);
		else if (o->show == SHOW_META)
			emit_meta(&out, &r);
		fwrite(buf_z(&out), 1, out.n, stdout);
		ok = cli_flush(e);
	}
	reader_release(&r);
	buf_release(&bytes);
	buf_release(&out);
	return ok;
}

/* ---- a shard ------------------------------------------------------------- */

static void
reject(struct job *j, struct str source, enum reject why, const char *detail)
{
	reject_put(j->rejects, source, "read", why, str_of(detail));
	account_add(&j->account, "rejects", 1);
}

static void
read_article(struct job *j, struct str bytes, const struct origin *o)
{
	enum reject why;
	struct digest d;
	char hex[DIGEST_HEX];

	account_add(&j->account, "articles_in", 1);
	if (!reader_read(&j->reader, bytes, o, &why)) {
		account_add(&j->account, "chars_rejected", j->reader.article.seen);
		reject(j, o->source, why, j->reader.detail);
		return;
	}
	digest_init(&d);
	digest_add(&d, bytes);
	digest_hex(&d, hex);
	emit_document(j->documents, &j->reader, o->source, hex);
	emit_blocks(j->blocks, &j->reader.article, o->source);
	account_add(&j->account, "articles_out", 1);
	account_add(&j->account, "blocks_out", j->reader.article.n_blocks);
}

static void
sink_article(void *data, struct str bytes, const struct origin *o)
{
	read_article(data, bytes, o);
}

static void
sink_reject(void *data, struct str source, enum reject why, const char *detail)
{
	struct job *j = data;

	account_add(&j->account, "articles_in", 1);
	reject(j, source, why, detail);
}

static void
sink_skip(void *data)
{
	struct job *j = data;

	account_add(&j->account, "records_skipped", 1);
}

/* NAME without the ending that says how it is packed. */
static struct str
unpacked_name(struct str name)
{
	static const char *const packed[] = { ".gz", ".zst" };

	for (size_t i = 0; i < 2; i++)
		if (str_ends(name, str_of(packed[i])))
			name.n -= strlen(packed[i]);
	return name;
}

static bool
names_type(struct str name, struct str ending)
{
	return str_ends(unpacked_name(name), ending);
}

/* A page, Markdown or an archive is read whatever its name; of the others, those
 * are left out whose extension is one of SKIP, comma-separated. */
static bool
skipped(const char *skip, const struct origin *o)
{
	struct str name = unpacked_name(o->name), rest = str_of(skip), extension;
	size_t dot = name.n;

	if (!str_eq(o->media_type, STR("text")) && !str_eq(o->media_type, STR("unknown")))
		return false;
	while (dot > 0 && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
		dot--;
	if (dot == 0 || name.p[dot - 1] != '.')
		return false;
	while (str_split(&rest, ',', &extension))
		if (str_ieq(str_trim(extension), str_sub(name, dot, name.n)))
			return true;
	return false;
}

/* True: it was an archive, and is read. */
static bool
read_archive(struct job *j, const struct origin *o)
{
	const struct archive_sink sink = { j, sink_article, sink_reject, sink_skip };
	bool warc = str_eq(o->media_type, STR("warc")) || names_type(o->name, STR(".warc"));
	bool jsonl = str_eq(o->media_type, STR("jsonl")) || names_type(o->name, STR(".jsonl")) || names_type(o->name, STR(".ndjson"));
	struct err e = { 0 };
	struct zin *in;

	if (!warc && !jsonl)
		return false;
	account_add(&j->account, "archives_in", 1);
	in = zin_open(buf_z(&j->path), &e);
	if (!in)
		sink_reject(j, o->source, REJECT_unreadable, "");
	else if (warc)
		warc_read(in, o->source, j->reader.limits.bytes, &sink);
	else
		jsonl_read(in, o->source, j->reader.limits.bytes, &sink);
	zin_close(in);
	return true;
}

/* Any failure to read the file is the article's, not the run's. */
static bool
slurp(struct job *j, struct str source)
{
	struct err e = { 0 };
	struct zin *in = zin_open(buf_z(&j->path), &e);
	bool ok = in != NULL;

	buf_reset(&j->bytes);
	if (ok) {
		zin_limit(in, j->reader.limits.bytes);
		ok = zin_all(in, &j->bytes, &e);
		zin_close(in);
	}
	if (!ok) {
		enum reject why = e.code == EX_DATAERR ? REJECT_damaged : REJECT_unreadable;
		/* zio has one code for damage and size; its words tell them apart. */
		if (e.code == EX_DATAERR && strstr(e.text, ": more than "))
			why = REJECT_too_large;
		account_add(&j->account, "articles_in", 1);
		reject(j, source, why, "");
	}
	return ok;
}

static void
read_file(struct job *j, const struct row *row)
{
	struct str source = row->field[inventory__source];
	struct origin o = { .source = source, .media_type = row->field[inventory__media_type] };
	struct buf name = { 0 };

	source_decode(&name, source);
	buf_reset(&j->path);
	buf_addz(&j->path, j->raw);
	buf_addc(&j->path, '/');
	buf_add(&j->path, buf_str(&name));
	o.name = buf_str(&name);
	account_add(&j->account, "files_in", 1);
	if (skipped(j->skip, &o))
		sink_reject(j, source, REJECT_file_type, "");
	else if (!read_archive(j, &o) && slurp(j, source))
		read_article(j, buf_str(&j->bytes), &o);
	buf_release(&name);
}

static struct sheet *
open_sheet(const char *dir, enum table_id t, struct err *e)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s.csv.zst", dir, tables[t].name);
	return sheet_create(path, &tables[t], LEVEL, e);
}

static bool
shard(const struct opts *o, const struct conf *c, struct err *e)
{
	struct job j = { .raw = o->raw, .skip = conf_text(c, CONF_SKIP_EXTENSIONS) };
	struct limits limits = limits_of(c);
	struct rows *list;
	struct row row;
	bool ok;

	reader_init(&j.reader, &limits);
	account_init(&j.account, "read");
	list = rows_open(o->in, &tables[TABLE_inventory], e);
	ok = list && (j.documents = open_sheet(o->out, TABLE_documents, e)) && (j.blocks = open_sheet(o->out, TABLE_blocks, e)) &&
	    (j.rejects = open_sheet(o->out, TABLE_rejects, e));
	if (ok) {
		int got;
		while ((got = rows_next(list, &row, e)) > 0)
			read_file(&j, &row);
		/* documents last: make takes it for the sign that all are there. */
		ok = got == 0 && sheet_commit(j.rejects, e) && sheet_commit(j.blocks, e) && account_write(&j.account, o->out, e) && sheet_commit(j.documents, e);
	}
	rows_close(list);
	sheet_close(j.documents);
	sheet_close(j.blocks);
	sheet_close(j.rejects);
	reader_release(&j.reader);
	buf_release(&j.bytes);
	buf_release(&j.path);
	return ok;
}

int
main(int argc, char **argv)
{
	static const struct option longopts[] = {
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { "text", no_argument, NULL, 't' },
		{ "blocks", no_argument, NULL, 'b' }, { "meta", no_argument, NULL, 'm' }, { "why", no_argument, NULL, 'w' }, { NULL, 0, NULL, 0 },
	};
	struct opts o = { 0 };
	struct conf conf;
	struct err e = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "c:ho:r:v", longopts, NULL)) != -1)
		switch (c) {
		case 'b': o.show = SHOW_BLOCKS; break;
		case 'c': o.settings = optarg; break;
		case 'h': return cli_usage(usage, true);
		case 'm': o.show = SHOW_META; break;
		case 'o': o.out = optarg; break;
		case 'r': o.raw = optarg; break;
		case 't': o.show = SHOW_TEXT; break;
		case 'v': o.verbose = true; break;
		case 'w': o.show = SHOW_WHY; break;
		case 'V': return cli_version("read");
		default:  return cli_usage(usage, false);
		}
	if (argc - optind > 1 || (o.show ? o.out || o.raw : !o.out || !o.raw || argc - optind != 1))
		return cli_usage(usage, false);
	o.in = argv[optind];
	log_init("read", o.verbose);
	conf_init(&conf);
	if ((!o.settings || conf_load(&conf, o.settings, &e)) && o.show)
		show(&o, &conf, &e);
	else if (!e.code)
		shard(&o, &conf, &e);
	conf_release(&conf);
	return err_report("read", &e);
}
