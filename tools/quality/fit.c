/*
 * fit -- the model of the score, from articles with a gold.
 *
 * tools/quality/README.md tells how.  Every DIR has the tables of read, gold.csv
 * and aliases.csv (tools/quality/prepare makes them).
 */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../stages/common/cli.h"
#include "../../stages/common/sheet.h"
#include "../../stages/common/xalloc.h"
#include "file.h"
#include "train.h"

static const char usage[] =
	"usage: fit -l LEXICON [-n TREES] [-t THRESHOLD] -o OUT | --cross | --halves CORPUS DIR[=WEIGHT[,THIN]]...\n"
	"Fit the model of the score on all DIRs and write its files (*.trees, wording.weights) into the folder OUT.\n"
	"  =WEIGHT          what each text of DIR counts (1)\n"
	"  ,THIN            ... and what it counts once more, by the names of --thin (not at all)\n"
	"  -l DIR           names, rules, priors\n"
	"  -o DIR           where to write\n"
	"  -n TREES         trees of the claims (1100)\n"
	"  -t THRESHOLD     claims below it do not count (0.35)\n"
	"  --thin DIR       a lexicon of fewer names: what to make of those that it lacks\n"
	"  --cross          write nothing; print figures by five-fold cross-validation\n"
	"  --halves CORPUS  write nothing; fit with one half of CORPUS, score the other, and back\n"
	"  -h, --help       this text\n"
	"  --version        the version\n";

#define BINS 10

static bool
write_trees(const struct fit *f, const struct trees *m, enum model_part part, const char *dir, struct err *e)
{
	struct buf b = { 0 };

	buf_addz(&b, "tree,node,feature,threshold,low,value\n");
	for (size_t t = 0; t < m->n_trees; t++) {
		int root = m->root[t], end = t + 1 < m->n_trees ? m->root[t + 1] : (int)m->n;
		for (int i = root; i < end; i++) {
			const struct node *n = &m->node[i];
			buf_addf(&b, "%zu,%d,", t, i - root);
			if (n->feature >= 0) {
				model_feature_name(&b, f->v, part, n->feature);
				buf_addf(&b, ",%.9g,%d", (double)n->threshold, n->low - root);
			} else
				buf_addz(&b, ",,");
			buf_addf(&b, ",%.3f\n", (double)n->value);
		}
	}
	return file_write(dir, model_files[part], &b, e);
}

static int
by_text(const void *a, const void *b)
{
	const struct wording_text *x = a, *y = b;
	int order = str_cmp(x->place, y->place);

	return order ? order : str_cmp(x->words, y->words);
}

static void
add_weights(struct buf *b, const struct weights *w, const struct wording_text *t)
{
	int weight[WEIGHT_COLUMNS];
	bool any = false;

	for (int i = 0; i < WEIGHT_COLUMNS; i++) {
		weight[i] = weights_get(w, (enum wording_kind)(i / N_STATUS), (enum status)(i % N_STATUS), t->key);
		any |= weight[i] != 0;
	}
	if (!any)
		return;
	buf_add(b, t->place);
	buf_addc(b, ',');
	sheet_field(b, t->words);
	for (int i = 0; i < WEIGHT_COLUMNS; i++) {
		buf_addc(b, ',');
		if (weight[i])
			buf_addf(b, "%d", weight[i]);
	}
	buf_addc(b, '\n');
}

/* Turns the order of the book's texts into that of the file. */
static bool
write_weights(struct fit *f, const struct weights *w, const char *dir, struct err *e)
{
	struct buf b = { 0 };

	buf_addz(&b, "place,words");
	for (int i = 0; i < WEIGHT_COLUMNS; i++) {
		buf_addc(&b, ',');
		weights_column(&b, (enum wording_kind)(i / N_STATUS), (enum status)(i % N_STATUS));
	}
	buf_addc(&b, '\n');
	add_weights(&b, w, &(struct wording_text){ 0 });
	qsort(f->book.at, f->book.n, sizeof *f->book.at, by_text);
	for (size_t i = 0; i < f->book.n; i++)
		add_weights(&b, w, &f->book.at[i]);
	return file_write(dir, WORDING_FILE, &b, e);
}

/* ---- figures ----------------------------------------------------------- */

struct bin { size_t n, right; double confidence; };
struct reliability { struct bin bin[BINS]; double from; const struct corpus *show; };     /* show: whose claims are told of, or NULL */

static void
note_claim(void *ctx, const struct text *t, const struct candidate *c, int right)
{
	struct reliability *r = ctx;
	int i = (int)(c->confidence * BINS);

	if (r->show)
		claim_show(r->show, t, c, right, r->from);
	if (right < 0 || c->confidence < r->from)
		return;
	struct bin *b = &r->bin[i >= BINS ? BINS - 1 : i];
	b->n++;
	b->right += (size_t)right;
	b->confidence += c->confidence;
}

/* The expected calibration error: |right - confidence|, weighed by claims. */
static double
calibration_error(const struct reliability *r)
{
	double sum = 0, n = 0;

	for (int i = 0; i < BINS; i++) {
		sum += fabs((double)r->bin[i].right - r->bin[i].confidence);
		n += (double)r->bin[i].n;
	}
	return n > 0 ? sum / n : 0;
}

static void
print_reliability(const struct reliability *r)
{
	puts("confidence    claims  said   right");
	for (int i = 0; i < BINS; i++) {
		const struct bin *b = &r->bin[i];
		if (b->n)
			printf("%.1f to %.1f  %8zu  %.3f  %.3f\n", i / (double)BINS, (i + 1) / (double)BINS, b->n, b->confidence / (double)b->n,
			    (double)b->right / (double)b->n);
	}
}

static void
print_tally(const char *name, double threshold, const struct tally *t)
{
	printf("%-10s at %.2f  precision %.3f  recall %.3f  f1 %.3f  (%zu right, %zu wrong, %zu missed; %.3f wrong a text)\n", name, threshold,
	    tally_precision(t), tally_recall(t), tally_f1(t), t->right, t->wrong, t->missed,
	    t->texts ? (double)t->wrong / (double)t->texts : 0);
}

static void
add(struct tally *sum, const struct tally *t)
{
	sum->right += t->right;
	sum->wrong += t->wrong;
	sum->missed += t->missed;
	sum->texts += t->texts;
	sum->texts_wrong += t->texts_wrong;
}

/* ---- cross-validation -------------------------------------------------- */

/* xorshift64*, Marsaglia 2003 and Vigna 2014. */
static size_t
below(uint64_t *state, size_t n)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (size_t)((*state * UINT64_C(2685821657736338717) >> 33) % n);
}

/* Spread the texts of all corpora over FOLDS parts, each corpus evenly.  A corpus
 * and the same with fewer names are spread alike. */
static void
deal(const struct fit *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct corpus *c = f->corpus[i];
		uint64_t state = 20261121;
		for (size_t k = 0; k < c->n; k++)
			c->text[k]->fold = (int)(k % FOLDS);
		for (size_t k = c->n; k > 1; k--) {
			size_t j = below(&state, k);
			int fold = c->text[k - 1]->fold;
			c->text[k - 1]->fold = c->text[j]->fold;
			c->text[j]->fold = fold;
		}
	}
}

/* Short texts made to be hard say little about how sure articles can be, and
 * neither do names that were hidden. */
static bool
is_articles(const struct fit *f, const struct corpus *c)
{
	return c->v == f->v && strcmp(c->name, "traps") && strcmp(c->name, "positives");
}

enum { STEPS = 13 };    /* thresholds from 0.20 on, by 0.05 */

/* What is right and wrong by models that did not see it, in one corpus. */
struct seen { struct tally at_threshold, at[STEPS]; };
struct unseen { struct seen *corpus; struct reliability shown, every, texts; };

static struct unseen
unseen_new(const struct fit *f)
{
	return (struct unseen){ xcalloc(f->n, sizeof(struct seen)), { .from = f->threshold }, { .from = 0.05 }, { .from = f->threshold } };
}

/* The texts of PART, by a model that was fitted without them. */
static void
judge_part(const struct fit *f, int part, struct unseen *out)
{
	struct model m = fit_without(f, part, NULL);

	for (size_t i = 0; i < f->n; i++) {
		const struct corpus *c = f->corpus[i];
		for (size_t k = 0; k < c->n; k++) {
			const struct text *t = c->text[k];
			if (t->part != part)
				continue;
			struct reliability *r = is_articles(f, c) ? &out->shown : &out->texts;
			r->show = getenv("SHOW") ? c : NULL;
			text_tally(c, t, &m, f->threshold, &out->corpus[i].at_threshold, note_claim, r);
			for (int s = 0; s < STEPS; s++)
				text_tally(c, t, &m, 0.2 + 0.05 * s, &out->corpus[i].at[s], s || !is_articles(f, c) ? NULL : note_claim, &out->every);
		}
	}
	model_release(&m);
}

static void
unite(struct reliability *sum, const struct reliability *r)
{
	for (int i = 0; i < BINS; i++) {
		sum->bin[i].n += r->bin[i].n;
		sum->bin[i].right += r->bin[i].right;
		sum->bin[i].confidence += r->bin[i].confidence;
	}
}

/* A part's figures come from a process of its own, as raw bytes: the corpora's, then the rest. */
static bool
read_part(const struct fit *f, FILE *from, struct unseen *sum)
{
	struct unseen u = unseen_new(f);
	bool ok = fread(u.corpus, sizeof *u.corpus, f->n, from) == f->n && fread(&u.shown, sizeof u.shown, 1, from) == 1 &&
	    fread(&u.every, sizeof u.every, 1, from) == 1 && fread(&u.texts, sizeof u.texts, 1, from) == 1;

	for (size_t i = 0; ok && i < f->n; i++) {
		add(&sum->corpus[i].at_threshold, &u.corpus[i].at_threshold);
		for (int s = 0; s < STEPS; s++)
			add(&sum->corpus[i].at[s], &u.corpus[i].at[s]);
	}
	if (ok) {
		unite(&sum->shown, &u.shown);
		unite(&sum->every, &u.every);
		unite(&sum->texts, &u.texts);
	}
	free(u.corpus);
	return ok;
}

static void
write_part(const struct fit *f, int part, FILE *to)
{
	struct unseen u = unseen_new(f);

	judge_part(f, part, &u);
	fwrite(u.corpus, sizeof *u.corpus, f->n, to);
	fwrite(&u.shown, sizeof u.shown, 1, to);
	fwrite(&u.every, sizeof u.every, 1, to);
	fwrite(&u.texts, sizeof u.texts, 1, to);
	free(u.corpus);
}

/* A process that writes the figures of PART, or NULL. */
static FILE *
start_part(const struct fit *f, int part)
{
	int end[2];

	if (pipe(end) != 0)
		return NULL;
	pid_t pid = fork();
	if (pid == 0) {
		FILE *to = fdopen(end[1], "wb");
		close(end[0]);
		if (to)
			write_part(f, part, to);
		_exit(to && fclose(to) == 0 ? 0 : 1);
	}
	close(end[1]);
	if (pid < 0) {
		close(end[0]);
		return NULL;
	}
	return fdopen(end[0], "rb");
}

/* As many parts at once as there are processors. */
static bool
judge_parts(const struct fit *f, struct unseen *sum, struct err *e)
{
	long jobs = sysconf(_SC_NPROCESSORS_ONLN);
	FILE *from[FOLDS] = { NULL };
	bool ok = true;

	for (int part = 0, started = 0; part < FOLDS; part++) {
		for (; started < FOLDS && started < part + (jobs > 0 ? jobs : 1); started++)
			from[started] = start_part(f, started);
		ok = from[part] && read_part(f, from[part], sum) && ok;
		if (from[part])
			fclose(from[part]);
		wait(NULL);
	}
	return ok || err_set(e, EX_OSERR, "a part of the cross-validation did not end");
}

static bool
cross(const struct fit *f, struct err *e)
{
	struct unseen u = unseen_new(f);
	struct tally all[STEPS] = { { 0 } };

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->corpus[i]->n; k++)
			f->corpus[i]->text[k]->part = f->corpus[i]->text[k]->fold;
	bool ok = judge_parts(f, &u, e);
	int best = 0;
	for (size_t i = 0; i < f->n && ok; i++) {
		const struct corpus *c = f->corpus[i];
		for (int s = 0; s < STEPS && is_articles(f, c); s++)
			add(&all[s], &u.corpus[i].at[s]);
		print_tally(c->v == f->v ? c->name : "... thinned", f->threshold, &u.corpus[i].at_threshold);
	}
	for (int s = 1; s < STEPS; s++)
		if (tally_f1(&all[s]) > tally_f1(&all[best]))
			best = s;
	if (ok) {
		print_tally("articles", 0.2 + 0.05 * best, &all[best]);
		printf("f1 of the articles is highest at %.2f\n", 0.2 + 0.05 * best);
		print_reliability(&u.every);
		printf("expected calibration error %.4f (claims of articles from 0.05), %.4f (from %.2f), %.4f (short texts from %.2f)\n",
		    calibration_error(&u.every), calibration_error(&u.shown), f->threshold, calibration_error(&u.texts), f->threshold);
	}
	free(u.corpus);
	return ok;
}

static bool
halves(const struct fit *f, const char *name, struct err *e)
{
	struct corpus *c = NULL;
	double gap = 0, other_f1 = 0;

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->corpus[i]->name, name) == 0) {
			c = f->corpus[i]->v == f->v ? f->corpus[i] : c;
			for (size_t k = 0; k < f->corpus[i]->n; k++)
				f->corpus[i]->text[k]->part = (int)(k % 2);
		}
	if (!c)
		return err_set(e, EX_USAGE, "no corpus called '%s'", name);
	for (int part = 0; part < 2; part++) {
		struct model m = fit_without(f, part, c);
		struct tally tuned = { 0 }, other = { 0 };
		for (size_t k = 0; k < c->n; k++)
			text_tally(c, c->text[k], &m, f->threshold, c->text[k]->part == part ? &other : &tuned, NULL, NULL);
		print_tally(part ? "even" : "odd", f->threshold, &tuned);
		print_tally(part ? "odd, new" : "even, new", f->threshold, &other);
		gap += (tally_f1(&tuned) - tally_f1(&other)) / 2;
		other_f1 += tally_f1(&other) / 2;
		model_release(&m);
	}
	printf("halves of %s: f1 %.3f on the half that was not fitted, %.3f below the half that was\n", name, other_f1, gap);
	return true;
}

/* ---- command line ------------------------------------------------------ */

struct opts { const char *lexicon, *thin, *out, *halves; bool cross; int trees; double threshold; };

static bool
add_corpus(struct fit *f, const char *dir, const struct vocabulary *v, double weight, struct err *e)
{
	struct corpus *c = corpus_load(dir, v, &f->book, e);

	if (!c)
		return false;
	c->weight = weight;
	f->corpus[f->n++] = c;
	return true;
}

static bool
run(const struct opts *o, char **dir, size_t n, struct err *e)
{
	struct fit f = { .trees = o->trees, .threshold = o->threshold, .corpus = xcalloc(2 * n, sizeof *f.corpus) };
	bool ok = (f.v = vocabulary_load(o->lexicon, e)) != NULL;

	if (ok && o->thin)
		ok = (f.thin = vocabulary_load(o->thin, e)) != NULL;
	for (size_t i = 0; ok && i < n; i++) {
		double weight = 1, thin = 0;
		char *sign = strrchr(dir[i], '='), *comma = sign ? strchr(sign, ',') : NULL;
		if (comma)
			*comma = 0;
		if ((sign && !(str_to_double(str_of(sign + 1), &weight) && weight > 0)) || (comma && !(str_to_double(str_of(comma + 1), &thin) && thin > 0)))
			ok = err_set(e, EX_USAGE, "%s: the weight is no number above 0", dir[i]);
		if (ok && sign)
			*sign = 0;
		ok = ok && add_corpus(&f, dir[i], f.v, weight, e) && (!f.thin || thin <= 0 || add_corpus(&f, dir[i], f.thin, thin, e));
	}
	deal(&f);
	if (ok && o->cross)
		ok = cross(&f, e);
	else if (ok && o->halves)
		ok = halves(&f, o->halves, e);
	else if (ok) {
		struct model m = fit_without(&f, -1, NULL);
		for (int part = 0; part < N_MODEL_PARTS && ok; part++)
			ok = write_trees(&f, &m.part[part], (enum model_part)part, o->out, e);
		ok = ok && write_weights(&f, &m.words, o->out, e);
		model_release(&m);
	}
	for (size_t i = 0; i < f.n; i++)
		corpus_free(f.corpus[i]);
	free(f.corpus);
	wording_book_release(&f.book);
	vocabulary_free(f.thin);
	vocabulary_free(f.v);
	return ok && cli_flush(e);
}

int
main(int argc, char **argv)
{
	static const struct option longopts[] = {
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' }, { "cross", no_argument, NULL, 'X' },
		{ "halves", required_argument, NULL, 'H' }, { "thin", required_argument, NULL, 'T' }, { NULL, 0, NULL, 0 }
	};
	struct opts o = { .threshold = 0.35 };
	struct err e = { 0 };
	bool good = true;
	double trees = CLAIM_TREES;
	int c;

	while ((c = getopt_long(argc, argv, "hl:o:n:t:", longopts, NULL)) != -1)
		switch (c) {
		case 'l': o.lexicon = optarg; break;
		case 'o': o.out = optarg; break;
		case 'n': good &= str_to_double(str_of(optarg), &trees) && trees > 0; break;
		case 't': good &= str_to_double(str_of(optarg), &o.threshold); break;
		case 'X': o.cross = true; break;
		case 'H': o.halves = optarg; break;
		case 'T': o.thin = optarg; break;
		case 'V': return cli_version("fit");
		case 'h': return cli_usage(usage, true);
		default:  return cli_usage(usage, false);
		}
	o.trees = (int)trees;
	if (!good || !o.lexicon || optind == argc || (o.cross != 0) + (o.halves != NULL) + (o.out != NULL) != 1)
		return cli_usage(usage, false);
	run(&o, argv + optind, (size_t)(argc - optind), &e);
	return err_report("fit", &e);
}
