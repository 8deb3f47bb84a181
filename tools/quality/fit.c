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
#include "boost.h"
#include "corpus.h"
#include "file.h"
#include "logit.h"

static const char usage[] =
	"usage: fit -l LEXICON [-n TREES] [-t THRESHOLD] -o OUT | --cross | --halves CORPUS DIR[=WEIGHT[,THIN]]...\n"
	"Fit the model of the score on all DIRs and write its files (*.trees, wording.weights) into the folder OUT.\n"
	"  =WEIGHT          what each text of DIR counts (1)\n"
	"  ,THIN            ... and what it counts once more, by the names of --thin (not at all)\n"
	"  -l DIR           names, rules, priors\n"
	"  -o DIR           where to write\n"
	"  -n TREES         trees of the claims (900)\n"
	"  -t THRESHOLD     claims below it do not count (0.35)\n"
	"  --thin DIR       a lexicon of fewer names: what to make of those that it lacks\n"
	"  --cross          write nothing; print figures by five-fold cross-validation\n"
	"  --halves CORPUS  write nothing; fit with one half of CORPUS, score the other, and back\n"
	"  -h, --help       this text\n"
	"  --version        the version\n";

#define FOLDS 5
#define BINS 10

struct fit {
	struct vocabulary *v, *thin;    /* NULL, or with fewer names */
	struct wording_book book;
	struct corpus    **corpus;
	size_t             n;
	int                trees;               /* of the forest of claims */
	double             threshold;
};

/* ---- fitting ----------------------------------------------------------- */

/* Many weak trees for claims, fewer and smaller ones for names, of which there are fewer. */
static const struct boost_options claim_options = { .trees = 900, .leaves = 24, .rate = 0.05, .l2 = 5, .min_weight = 8,
	.features = 0.2, .top = 0.15, .samples = 0.2 };
/* Few for the first look, of larger steps. */
static const struct boost_options look_options = { .trees = 120, .leaves = 24, .rate = 0.1, .l2 = 5, .min_weight = 8,
	.features = 0.2, .top = 0.15, .samples = 0.2 };
static const struct boost_options name_options = { .trees = 120, .leaves = 12, .rate = 0.05, .l2 = 3, .min_weight = 8,
	.features = 0.3, .top = 0.3, .samples = 0.3 };

/* The words' weights.  Traps are written to be hard and say less of how people write. */
static const struct logit_options word_options = { .l2 = 10, .texts = 7, .iterations = 60 };
#define MAX_WORD_WEIGHT 2
#define LEAST_WEIGHT 3          /* that is kept, in hundredths */

struct samples { struct sample *at; size_t n, cap; };

/* Which texts: of a fit those that are not of PART in the corpus ONLY (NULL: in any). */
struct choice { int part; const struct corpus *only; };

static bool
chosen(const struct choice *h, const struct corpus *c, const struct text *t)
{
	return t->part != h->part || (h->only && strcmp(h->only->name, c->name) != 0);
}

static void
add_sample(struct samples *s, const void *what, int label, double weight)
{
	if (label == LABEL_SKIPPED)
		return;
	s->at = xgrow(s->at, &s->cap, s->n + 1, sizeof *s->at);
	s->at[s->n++] = (struct sample){ what, label == LABEL_RIGHT, weight };
}

static void
seal(struct trees *t, const struct fit *f, enum model_part part)
{
	if (!trees_seal(t, model_numbers(f->v, part)))
		abort();        /* the options allow no such tree */
}

/* Of KIND and STATUS, from the wordings of the chosen texts, without those of FOLD (-1: with all). */
static struct logit
fit_wordings(const struct fit *f, const struct choice *h, int fold, enum wording_kind kind, enum status status)
{
	struct logit_sample *s = NULL;
	size_t n = 0, cap = 0, text = 0;
	struct logit m;

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->corpus[i]->n; k++, text++) {
			const struct text *t = f->corpus[i]->text[k];
			const struct wordings *w = &t->found.words;
			double weight = f->corpus[i]->weight;
			for (size_t j = 0; j < w->n && chosen(h, f->corpus[i], t) && t->fold != fold; j++) {
				signed char label = t->word_label[j][status];
				const struct wording *one = &w->at[j];
				if (one->kind != kind || label == LABEL_NONE || label == LABEL_SKIPPED)
					continue;
				s = xgrow(s, &cap, n + 1, sizeof *s);
				s[n++] = (struct logit_sample){ { w->key + one->own.from, w->key + one->sentence.from },
					{ one->own.to - one->own.from, one->sentence.to - one->sentence.from }, label == LABEL_RIGHT,
					weight < MAX_WORD_WEIGHT ? weight : MAX_WORD_WEIGHT, text };
			}
		}
	logit_fit(&m, s, n, &word_options);
	free(s);
	return m;
}

static int
hundredths(double weight)
{
	long n = lround(weight / WEIGHT_UNIT);

	return (int)(n > MAX_WEIGHT ? MAX_WEIGHT : n < -MAX_WEIGHT ? -MAX_WEIGHT : n);
}

static struct weights
fit_words(const struct fit *f, const struct choice *h, int fold)
{
	struct weights w = { 0 };

	for (int kind = 0; kind < N_WORDING_KINDS; kind++)
		for (int status = 0; status < N_STATUS; status++) {
			struct logit m = fit_wordings(f, h, fold, (enum wording_kind)kind, (enum status)status);
			weights_set(&w, (enum wording_kind)kind, (enum status)status, 0, hundredths(m.constant));
			for (size_t i = 0; i < m.n; i++)
				if (abs(hundredths(m.weight[i])) >= LEAST_WEIGHT)
					weights_set(&w, (enum wording_kind)kind, (enum status)status, m.key[i], hundredths(m.weight[i]));
			logit_release(&m);
		}
	return w;
}

/* Tell the candidates of all texts what their words say to those who did not see
 * them, and put their names together anew. */
static void
read_words(const struct fit *f, const struct choice *h)
{
	for (int fold = 0; fold < FOLDS; fold++) {
		struct weights w = fit_words(f, h, fold);
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->corpus[i]->n; k++) {
				struct text *t = f->corpus[i]->text[k];
				if (t->fold == fold)
					weights_apply(&w, &t->found);
			}
		weights_release(&w);
	}
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->corpus[i]->n; k++)
			for (int b = 0; b < N_BELIEFS; b++) {
				struct text *t = f->corpus[i]->text[k];
				beliefs_release(&t->names[b]);
				beliefs_find(&t->names[b], &t->found, f->corpus[i]->v, (enum belief)b);
			}
}

static float
value_of_name(const void *ctx, const void *what, int feature)
{
	(void)ctx;
	return ((const float *)what)[feature];
}

/* From the names of the chosen texts, without those of FOLD (-1: with all). */
static struct trees
fit_names(const struct fit *f, const struct choice *h, int fold, enum belief which)
{
	struct boost_features features = { .n = belief_feature_count(f->v), .value = value_of_name };
	struct boost_options options = name_options;
	struct samples s = { 0 };
	struct trees m;

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->corpus[i]->n; k++) {
			const struct text *t = f->corpus[i]->text[k];
			const struct beliefs *b = &t->names[which];
			for (size_t j = 0; j < b->n && chosen(h, f->corpus[i], t) && t->fold != fold; j++)
				add_sample(&s, b->value + j * b->n_features, t->name_label[which][j], f->corpus[i]->weight);
		}
	options.trees = options.trees < f->trees ? options.trees : f->trees;
	boost_fit(&m, &features, s.at, s.n, &options);
	seal(&m, f, (enum model_part)which);
	free(s.at);
	return m;
}

/* Tell the candidates of the chosen texts what they will be told of a new one:
 * what is believed by those who did not see their text. */
static void
believe(const struct fit *f, const struct choice *h, enum belief which)
{
	for (int fold = 0; fold < FOLDS; fold++) {
		struct trees m = fit_names(f, h, fold, which);
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->corpus[i]->n; k++) {
				struct text *t = f->corpus[i]->text[k];
				if (t->fold == fold)
					beliefs_apply(&t->names[which], &t->found, &m, which);
			}
		trees_release(&m);
	}
}

static float
value_of_candidate(const void *ctx, const void *what, int feature)
{
	return feature_value(ctx, what, feature);
}

/* From the candidates of the chosen texts, without those of FOLD (-1: with all). */
static struct trees
fit_candidates(const struct fit *f, const struct choice *h, int fold, enum model_part part, struct boost_options options)
{
	bool *hidden = xcalloc(feature_count(f->v), sizeof *hidden);
	struct boost_features features = { feature_count(f->v), value_of_candidate, f->v, hidden };
	struct samples s = { 0 };
	struct trees m;

	for (int t = 0; t < N_TERMS; t++)
		hidden[t] = term_of_name((enum term)t) || (part == MODEL_LOOK && term_of_look((enum term)t));
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->corpus[i]->n; k++) {
			const struct text *t = f->corpus[i]->text[k];
			for (size_t j = 0; j < t->found.n && chosen(h, f->corpus[i], t) && t->fold != fold; j++)
				add_sample(&s, &t->found.at[j], t->label[j], f->corpus[i]->weight);
		}
	options.trees = options.trees < f->trees ? options.trees : f->trees;
	boost_fit(&m, &features, s.at, s.n, &options);
	seal(&m, f, part);
	free(s.at);
	free(hidden);
	return m;
}

/* Tell the candidates of the chosen texts what a first look by those who did not see their text says of them. */
static void
look(const struct fit *f, const struct choice *h)
{
	for (int fold = 0; fold < FOLDS; fold++) {
		struct trees m = fit_candidates(f, h, fold, MODEL_LOOK, look_options);
		for (size_t i = 0; i < f->n; i++)
			for (size_t k = 0; k < f->corpus[i]->n; k++) {
				struct text *t = f->corpus[i]->text[k];
				double *sum = xcalloc(t->found.n + 1, sizeof *sum);
				if (t->fold == fold)
					score_look(&t->found, f->corpus[i]->v, &m, sum);
				free(sum);
			}
		trees_release(&m);
	}
}

/* Nothing was scored. */
static void
clear(const struct fit *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->corpus[i]->n; k++)
			score_clear(&f->corpus[i]->text[k]->found);
}

/* A model from all texts but those of PART in the corpus ONLY (NULL: in any). */
static struct model
fit_without(const struct fit *f, int part, const struct corpus *only)
{
	struct choice h = { part, only };
	struct model m;

	clear(f);
	read_words(f, &h);
	m.words = fit_words(f, &h, -1);
	for (int b = 0; b < N_BELIEFS; b++) {
		believe(f, &h, (enum belief)b);
		m.part[b] = fit_names(f, &h, -1, (enum belief)b);
	}
	m.part[MODEL_LOOK] = fit_candidates(f, &h, -1, MODEL_LOOK, look_options);
	look(f, &h);
	m.part[MODEL_CLAIM] = fit_candidates(f, &h, -1, MODEL_CLAIM, claim_options);
	return m;
}

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
struct reliability { struct bin bin[BINS]; double from; };

static void
note_claim(void *ctx, const struct text *t, const struct candidate *c, int right)
{
	struct reliability *r = ctx;
	int i = (int)(c->confidence * BINS);

	(void)t;
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
			text_tally(c, t, &m, f->threshold, &out->corpus[i].at_threshold, note_claim, is_articles(f, c) ? &out->shown : &out->texts);
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
	double trees = claim_options.trees;
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
