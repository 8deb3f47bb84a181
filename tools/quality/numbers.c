/*
 * numbers -- the weights of what tells whose number it is, and of whose use it tells.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"
#include "../../stages/extract/metrics.h"
#include "../../stages/extract/subject.h"
#include "../../stages/extract/technology.h"
#include "clue_fit.h"
#include "command.h"
#include "corpus.h"
#include "gold_numbers.h"

static const char usage[] =
	"usage: numbers -l LEXICON [-o OUT] DIR[=WEIGHT]...\n"
	"Fit number_subject.weights and number_technology.weights, by which extract binds numbers to names, and print how good they are\n"
	"in articles that they were not fitted on.  Each DIR has metrics.csv beside gold.csv, aliases.csv and the tables of read.\n"
	"  -l DIR       names, rules, the model of the claims\n"
	"  -o DIR       where to write the files (nowhere)\n"
	"  -h, --help   this text\n"
	"  --version    the version\n";

static const struct logit_options options = { .l2 = 2, .iterations = 300 };

/* A name as the gold would write it, with its clues. */
struct named { struct str form; clues clues; bool condition, doubted; };
struct named_list { struct named *at; size_t n; };
/* A number of a text, with the names that it may be bound to. */
struct seen {
	size_t             text, corpus;        /* of all */
	struct str         source;
	double             value;               /* both as gold_numbers.h normalises them */
	struct str         unit;
	struct named_list  subjects, *technologies;     /* of each subject */
	struct gold_range  rows;                /* of the gold, that may be this number */
	size_t             row;                 /* one whose subject is among them, else any, or NO_ROW */
	size_t             right;               /* that subject, or as many as there are */
};
#define NO_ROW SIZE_MAX

struct numbers {
	struct arena        arena;
	struct seen        *at;
	size_t              n, cap, texts;
	struct gold_numbers gold;
	double             *weight;             /* of the texts of each corpus */
	const struct corpus *c;                 /* the corpus and the text in work */
	size_t              corpus;
	const struct text  *t;
};

/* ---- what is right ----------------------------------------------------- */

static struct named_list
names_of(struct numbers *all, const struct choices *from, bool technologies)
{
	struct named_list out = { arena_array(&all->arena, from->n + 1, sizeof *out.at), from->n };
	struct buf b = { 0 };

	for (size_t i = 0; i < from->n; i++) {
		const struct name *n = &from->at[i].m->name;
		buf_reset(&b);
		aliases_fold(&all->c->gold.aliases, &b, technologies ? technology_name(all->c->v, n) : adopter_name(all->c->v, n));
		out.at[i] = (struct named){ arena_str(&all->arena, buf_str(&b)), from->at[i].clues, from->at[i].condition, !technologies && subject_confidence(&(struct choice){ .clues = from->at[i].clues, .p = 1 }) < 1 };
	}
	buf_release(&b);
	return out;
}

static void
look(void *ctx, const struct counted *c)
{
	struct numbers *all = ctx;
	const struct block *b = c->x->b;
	struct choices subjects, technologies;
	struct seen s = { .text = all->texts, .corpus = all->corpus, .source = all->t->a.source, .row = NO_ROW };
	struct str sentence = block_span(b, c->x->from, c->x->to);

	subjects_of(c->x, c->p, c->k, c->q, &subjects);
	s.subjects = names_of(all, &subjects, false);
	s.technologies = arena_array(&all->arena, subjects.n + 1, sizeof *s.technologies);
	for (size_t i = 0; i < subjects.n; i++) {
		technologies_of(c->x, c->p, c->k, c->q, subjects.at[i].m, &technologies);
		s.technologies[i] = names_of(all, &technologies, true);
	}
	s.unit = c->q->unit;
	s.value = gold_number_normal(c->p->number[c->k].value * c->q->factor, &s.unit, &all->arena);
	s.rows = gold_numbers_of(&all->gold, all->corpus, s.source);
	s.right = s.subjects.n;
	for (size_t i = s.rows.from; i < s.rows.to && s.right == s.subjects.n; i++) {
		const struct gold_number *g = &all->gold.at[i];
		if (!gold_number_same(g->value, s.value) || !evidence_overlaps(sentence, g->evidence))
			continue;
		size_t k = 0;
		while (k < s.subjects.n && !str_eq(s.subjects.at[k].form, g->subject))
			k++;
		if (s.row == NO_ROW || k < s.subjects.n)
			s.row = i;
		s.right = k;
	}
	all->at = xgrow(all->at, &all->cap, all->n + 1, sizeof *all->at);
	all->at[all->n++] = s;
}

/* Adds the numbers of a text, whose claims are scored by M. */
static void
add_text(struct numbers *all, struct text *t, const struct model *m)
{
	struct metrics none = { 0 };

	all->t = t;
	score_candidates(&t->found, all->c->v, m);
	score_join(&t->found, all->c->v);
	metrics_each(&t->a, t->f, all->c->v, &t->found, &none, look, all);
	all->texts++;
}

/* ---- fit --------------------------------------------------------------- */

/* A choice is one number's; that of number K of a text T is K of that text's fold. */
static size_t
choice_of(size_t k, size_t text)
{
	return k * FOLDS + text % FOLDS;
}

static void
add_names(struct clue_samples *s, const struct named_list *names, struct str right, size_t choice, double weight)
{
	for (size_t i = 0; i < names->n; i++)
		clue_samples_add(s, (struct clue_sample){ names->at[i].clues, names->at[i].condition, right.n && str_eq(names->at[i].form, right), choice, weight });
}

static struct clue_samples
subject_samples(const struct numbers *all)
{
	struct clue_samples s = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		const struct seen *one = &all->at[i];
		const struct gold_number *g = one->row == NO_ROW ? NULL : &all->gold.at[one->row];
		/* Where careful readers differ, or the right name is not among them, there is nothing to learn. */
		if (!g || (!g->optional && one->right < one->subjects.n))
			add_names(&s, &one->subjects, g ? g->subject : STR(""), choice_of(i, one->text), all->weight[one->corpus]);
	}
	return s;
}

static struct clue_samples
technology_samples(const struct numbers *all)
{
	struct clue_samples s = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		const struct seen *one = &all->at[i];
		if (one->row != NO_ROW && one->right < one->subjects.n)
			add_names(&s, &one->technologies[one->right], all->gold.at[one->row].technology, choice_of(i, one->text), all->weight[one->corpus]);
	}
	return s;
}

/* ---- figures ----------------------------------------------------------- */

struct figures { size_t right, wrong, missed; };

/* How likely the likeliest of the names is, and which that is. */
static double
best_of(const struct named_list *names, const struct clue_weights *w, size_t *best)
{
	double sum = 1, most = 0;

	for (size_t i = 0; i < names->n; i++) {
		double e = exp(clues_sum(w, names->at[i].clues, names->at[i].condition));
		sum += e;
		if (e > most) {
			most = e;
			*best = i;
		}
	}
	return most / sum;
}

/* What is told of a number. */
struct told { struct str source, subject, technology, unit; double value; };

/* Adds to *F what the weights, one of each fold, make of a corpus. */
static void
judge(const struct numbers *all, size_t corpus, const struct clue_weights *subject, const struct clue_weights *technology, double from, struct figures *f)
{
	struct told *told = xcalloc(all->n + 1, sizeof *told);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct seen *s = &all->at[i];
		size_t fold = s->text % FOLDS, who = 0, what = 0;
		double p = s->corpus == corpus ? best_of(&s->subjects, &subject[fold], &who) : 0;
		if (p < from || (s->subjects.at[who].doubted && p / 2 < from))
			continue;
		struct told one = { s->source, s->subjects.at[who].form, STR(""), s->unit, s->value };
		if (best_of(&s->technologies[who], &technology[fold], &what) >= TECHNOLOGY_FROM)
			one.technology = s->technologies[who].at[what].form;
		size_t k = 0;
		while (k < n && !(str_eq(told[k].source, one.source) && str_eq(told[k].subject, one.subject) && str_eq(told[k].unit, one.unit) &&
		    gold_number_same(told[k].value, one.value)))
			k++;
		if (k == n)
			told[n++] = one;
	}
	bool *hit = xcalloc(all->gold.n + 1, 1);
	for (size_t k = 0; k < n; k++) {
		struct gold_range r = gold_numbers_of(&all->gold, corpus, told[k].source);
		bool any = false;
		for (size_t i = r.from; i < r.to; i++) {
			const struct gold_number *g = &all->gold.at[i];
			if (gold_number_same(g->value, told[k].value) && str_eq(g->unit, told[k].unit) && str_eq(g->subject, told[k].subject) &&
			    (!g->technology.n || str_eq(g->technology, told[k].technology)))
				hit[i] = any = true;
		}
		f->wrong += !any;
	}
	for (size_t i = 0; i < all->gold.n; i++)
		if (all->gold.at[i].corpus == corpus && !all->gold.at[i].optional) {
			f->right += hit[i];
			f->missed += !hit[i];
		}
	free(hit);
	free(told);
}

static void
print_figures(const char *name, const struct figures *f)
{
	printf("numbers of %-12s precision %.3f  recall %.3f  f1 %.3f  (%zu right, %zu wrong, %zu missed)\n", name,
	    f->right ? (double)f->right / (double)(f->right + f->wrong) : 0, f->right ? (double)f->right / (double)(f->right + f->missed) : 0,
	    f->right ? 2.0 * (double)f->right / (double)(2 * f->right + f->wrong + f->missed) : 0, f->right, f->wrong, f->missed);
}

/* Prints what five-fold cross-validation makes of each corpus, and of all at some other thresholds. */
static void
cross(const struct numbers *all, struct corpus **c, size_t n, const struct clue_samples *subjects, const struct clue_samples *technologies)
{
	static const double others[] = { 0.3, 0.4, 0.45, 0.5 };
	struct clue_weights subject[FOLDS], technology[FOLDS];
	struct figures sum = { 0 };

	for (int fold = 0; fold < FOLDS; fold++) {
		subject[fold] = clue_choice_fit(subjects, fold, &options);
		technology[fold] = clue_choice_fit(technologies, fold, &options);
	}
	for (size_t i = 0; i < n; i++) {
		struct figures one = { 0 };
		judge(all, i, subject, technology, SUBJECT_FROM, &one);
		print_figures(c[i]->name, &one);
		judge(all, i, subject, technology, SUBJECT_FROM, &sum);
	}
	print_figures("all", &sum);
	for (size_t a = 0; a < sizeof others / sizeof *others; a++) {
		char name[32];
		sum = (struct figures){ 0 };
		for (size_t i = 0; i < n; i++)
			judge(all, i, subject, technology, others[a], &sum);
		snprintf(name, sizeof name, "... from %.2f", others[a]);
		print_figures(name, &sum);
	}
}

/* ---- command line ------------------------------------------------------ */

/* Cuts "=WEIGHT" off the folder's name. */
static double
weight_of(char *dir)
{
	char *equals = strrchr(dir, '=');
	double weight = 1;

	if (equals && str_to_double(str_of(equals + 1), &weight))
		*equals = 0;
	return weight;
}

static bool
run(const struct fit_command *f, struct err *e)
{
	struct vocabulary *v = vocabulary_load(f->lexicon, e);
	struct model m = { 0 };
	struct corpus **c = xcalloc(f->n + 1, sizeof *c);
	struct numbers all = { 0 };
	bool ok = v && model_load(&m, f->lexicon, v, e);

	all.weight = xcalloc(f->n + 1, sizeof *all.weight);
	for (size_t i = 0; i < f->n; i++)
		all.weight[i] = weight_of(f->dir[i]);

	for (size_t i = 0; i < f->n && ok; i++) {
		ok = (c[i] = corpus_load(f->dir[i], v, NULL, e)) != NULL && gold_numbers_read(&all.gold, i, f->dir[i], &c[i]->gold.aliases, e);
		all.c = c[i];
		all.corpus = i;
		for (size_t k = 0; ok && k < c[i]->n; k++)
			add_text(&all, c[i]->text[k], &m);
	}
	if (ok) {
		struct clue_samples s = subject_samples(&all), t = technology_samples(&all);
		cross(&all, c, f->n, &s, &t);
		if (f->out) {
			struct clue_weights subject = clue_choice_fit(&s, -1, &options), technology = clue_choice_fit(&t, -1, &options);
			ok = clue_weights_write(&subject, &number_subject_clues, f->out, e) && clue_weights_write(&technology, &number_technology_clues, f->out, e);
		}
		free(s.at);
		free(t.at);
	}
	for (size_t i = 0; i < f->n; i++)
		corpus_free(c[i]);
	free(c);
	free(all.at);
	free(all.weight);
	gold_numbers_release(&all.gold);
	arena_free(&all.arena);
	model_release(&m);
	vocabulary_free(v);
	return ok;
}

int
main(int argc, char **argv)
{
	return fit_command("numbers", usage, false, argc, argv, run);
}
