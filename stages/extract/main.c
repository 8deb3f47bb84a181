#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/cli.h"
#include "../common/xalloc.h"
#include "input.h"
#include "output.h"

static const char usage[] =
	"usage: extract -l LEXICON -o DIR [-c SETTINGS] [-v] READ_DIR\n"
	"       extract -l LEXICON --candidates | --frames READ_DIR\n"
	"Find who uses what in the articles that read left in READ_DIR.\n"
	"  -l DIR         the lexicon: names, claims.rules, the model (*.trees), lists of words\n"
	"  -o DIR         write found_claims, found_metrics, found_names and misses there\n"
	"  -c FILE        settings\n"
	"  --candidates   print every candidate with its terms, for a fit\n"
	"  --frames       print what title, headings and lists say about each block\n"
	"  -v             tell what is done\n"
	"  -h, --help     this text\n"
	"  --version      the version\n";

struct opts {
	const char *lexicon, *out, *settings, *in;
	bool        candidates, frames, verbose;
};

static void
print_header(void)
{
	fputs("source,adopter,technology,status,use_cases,rules,binding,block,start,evidence", stdout);
	for (int i = 0; i < N_TERMS; i++)
		printf(",%s", term_name((enum term)i));
	putchar('\n');
}

static void
print_candidates(const struct article *a, const struct vocabulary *v, const struct candidates *c)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		const struct candidate *one = &c->at[i];
		const struct name *t = &one->technology, *w = &one->adopter;
		buf_reset(&line);
		sheet_field(&line, a->source);
		buf_addc(&line, ',');
		sheet_field(&line, w->org >= 0 ? v->lexicon->entry[LEXICON_ORGANISATIONS][w->org].name :
		    w->tech >= 0 ? v->lexicon->entry[LEXICON_TECHNOLOGIES][w->tech].name : w->text);
		buf_addc(&line, ',');
		sheet_field(&line, t->tech >= 0 ? v->lexicon->entry[LEXICON_TECHNOLOGIES][t->tech].name :
		    t->org >= 0 ? v->lexicon->entry[LEXICON_ORGANISATIONS][t->org].name : t->text);
		buf_addf(&line, ",%s,%u,", status_name(one->status), one->use_cases);
		for (size_t k = 0, first = 1; k < v->n_rule_names + N_FRAME_RULES; k++)
			if (rule_set_has(&one->rules, k)) {
				buf_addf(&line, "%s%.*s", first ? "" : " ", STR_ARG(rule_name(v, k)));
				first = 0;
			}
		buf_addf(&line, ",%d,%u,%u,", one->binding, one->block, one->start);
		sheet_field(&line, str_trim(str_sub(a->block[one->block].text, one->start, one->end)));
		for (int k = 0; k < N_TERMS; k++)
			buf_addf(&line, ",%g", (double)one->term[k]);
		buf_addc(&line, '\n');
		fwrite(line.p, 1, line.n, stdout);
	}
	buf_release(&line);
}

static struct str
name_of(const struct mention *m)
{
	return m ? m->name.text : STR("-");
}

static void
print_frames(const struct article *a, const struct frame *f)
{
	printf("%.*s: company %.*s%s%s%s%s, topic %.*s, guesses", STR_ARG(a->source),
	    STR_ARG(name_of(f->has_company ? &f->company : NULL)), f->strong_company ? " (strong)" : "",
	    f->own_voice ? ", own voice" : "", f->many_adopters ? ", a section per adopter" : "", f->advice ? ", advice" : "",
	    STR_ARG(name_of(f->title_tech)));
	for (size_t i = 0; i < f->n_guesses; i++)
		printf(" [%.*s %.2f]", STR_ARG(name_of(&f->guess[i].m)), f->guess[i].score);
	putchar('\n');
	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		const struct scope *s = &f->scope[i];
		printf("  %u kind %d level %u adopter %.*s users of %.*s entry %.*s |", b->no, b->kind, b->level,
		    STR_ARG(name_of(s->adopter)), STR_ARG(name_of(s->topic)), STR_ARG(name_of(f->entry[i].name)));
		for (size_t k = 0; k < b->n_mentions; k++) {
			const struct mention *m = &b->mention[k];
			printf(" [%.*s%s%s%s", STR_ARG(m->name.text), m->name.tech >= 0 ? " T" : "", m->name.org >= 0 ? " O" : "",
			    m->flags & (NAME_TECH_AMBIGUOUS | NAME_ORG_AMBIGUOUS) ? m->flags & NAME_EVIDENCE ? " sure" : " ?" : "");
			if (!name_known(&m->name))
				printf(" %+.1f", (double)m->typed);
			putchar(']');
		}
		printf(" %.60s\n", b->text.p);
	}
}

/* What is only shown needs no score. */
static void
print_reading(const struct reading *r, const struct vocabulary *v, const struct opts *opt)
{
	if (opt->frames)
		print_frames(&r->a, r->f);
	else
		print_candidates(&r->a, v, &r->claims);
}

static void
finish(struct batch *b, const struct vocabulary *v, const struct model *m, struct output *o)
{
	batch_score(b, v, m, OUTPUT_FLOOR);
	output_readings(o, b->at, b->n);
	batch_clear(b);
}

static bool
loop(const struct opts *opt, const struct vocabulary *v, const struct model *m, struct input *in,
    struct output *o, struct err *e)
{
	struct batch *b = xcalloc(1, sizeof *b);
	bool shown = opt->frames || opt->candidates;
	int got;
	size_t n = 0;

	for (struct reading *r = b->at; (got = input_next(in, &r->a, &r->arena, e)) > 0; r = batch_next(b)) {
		reading_search(r, v);
		if (shown)
			print_reading(r, v, opt);
		else {
			batch_add(b);
			if (batch_full(b))
				finish(b, v, m, o);
		}
		if (++n % 1000 == 0)
			log_progress("%zu articles", n);
	}
	if (got == 0 && b->n)
		finish(b, v, m, o);
	if (o->account)
		account_add(o->account, "articles_in", n);
	batch_release(b);
	free(b);
	return got == 0;
}

static bool
run(const struct opts *opt, struct err *e)
{
	struct account account;
	struct model m = { 0 };
	struct output o = { .account = opt->candidates || opt->frames ? NULL : &account, .m = &m };
	struct conf conf;
	struct input *in = NULL;
	struct vocabulary *v = NULL;

	conf_init(&conf);
	account_init(&account, "extract");
	bool ok = (!opt->settings || conf_load(&conf, opt->settings, e))
	    && (v = vocabulary_load(opt->lexicon, e)) && model_load(&m, opt->lexicon, v, e)
	    && (in = input_open(opt->in, e));
	o.v = v;
	if (ok && (opt->candidates || opt->frames)) {
		if (opt->candidates)
			print_header();
		ok = loop(opt, v, &m, in, &o, e) && cli_flush(e);
	} else if (ok)
		ok = output_open(&o, opt->out, e) && loop(opt, v, &m, in, &o, e) && account_write(&account, opt->out, e)
		    && output_commit(&o, e);
	output_close(&o);
	input_close(in);
	model_release(&m);
	vocabulary_free(v);
	conf_release(&conf);
	return ok;
}

int
main(int argc, char **argv)
{
	static const struct option longopts[] = {
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' },
		{ "candidates", no_argument, NULL, 'C' },
		{ "frames", no_argument, NULL, 'F' }, { NULL, 0, NULL, 0 }
	};
	struct opts o = { 0 };
	struct err e = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "c:hl:o:v", longopts, NULL)) != -1)
		switch (c) {
		case 'c': o.settings = optarg; break;
		case 'l': o.lexicon = optarg; break;
		case 'o': o.out = optarg; break;
		case 'v': o.verbose = true; break;
		case 'F': o.frames = true; break;
		case 'C': o.candidates = true; break;
		case 'V': return cli_version("extract");
		case 'h': return cli_usage(usage, true);
		default:  return cli_usage(usage, false);
		}
	if (!o.lexicon || (!o.out && !o.candidates && !o.frames) || argc - optind != 1)
		return cli_usage(usage, false);
	o.in = argv[optind];
	log_init("extract", o.verbose);
	run(&o, &e);
	return err_report("extract", &e);
}
