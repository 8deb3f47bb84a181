#include "train.h"

#include <math.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "boost.h"
#include "logit.h"

/* Many weak trees for claims, fewer and smaller ones for names, of which there are fewer. */
static const struct boost_options claim_options = { .trees = CLAIM_TREES, .leaves = 24, .rate = 0.05, .l2 = 5, .min_weight = 8,
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

struct model
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
