#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../stages/common/xalloc.h"

struct str
adopter_name(const struct vocabulary *v, const struct name *n)
{
	return n->org >= 0 ? v->lexicon->entry[LEXICON_ORGANISATIONS][n->org].name :
	    n->tech >= 0 ? v->lexicon->entry[LEXICON_TECHNOLOGIES][n->tech].name : n->text;
}

struct str
technology_name(const struct vocabulary *v, const struct name *n)
{
	return n->tech >= 0 ? v->lexicon->entry[LEXICON_TECHNOLOGIES][n->tech].name :
	    n->org >= 0 ? v->lexicon->entry[LEXICON_ORGANISATIONS][n->org].name : n->text;
}

size_t
name_forms(const struct article *a, struct str name, struct str out[MAX_FORMS])
{
	size_t n = 0;

	out[n++] = name;
	for (size_t i = 0; i < a->shortened->n && n < MAX_FORMS; i++) {
		const struct short_name *s = &a->shortened->at[i];
		if (str_eq(s->alias, name))
			out[n++] = s->name;
		else if (str_eq(s->name, name))
			out[n++] = s->alias;
	}
	return n;
}

static int
fact_of(const struct corpus *c, const struct text *t, const struct vocabulary *v, const struct candidate *x)
{
	struct str adopter[MAX_FORMS], technology[MAX_FORMS];
	size_t n = name_forms(&t->a, adopter_name(v, &x->adopter), adopter);
	size_t m = name_forms(&t->a, technology_name(v, &x->technology), technology);
	int found = -1;

	for (size_t i = 0; i < n && found < 0; i++)
		for (size_t k = 0; k < m && found < 0; k++)
			found = gold_find(&c->gold, t->a.source, adopter[i], technology[k], (int)x->status);
	return found;
}

/* Appends S with its white space as single blanks. */
static void
one_line(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool space = strchr(" \t\r\n", s.p[i]) != NULL;
		if (!space)
			buf_addc(b, s.p[i]);
		else if (b->n && b->p[b->n - 1] != ' ')
			buf_addc(b, ' ');
	}
	while (b->n && b->p[b->n - 1] == ' ')
		b->n--;
}

bool
evidence_overlaps(struct str x, struct str y)
{
	struct buf a = { 0 }, b = { 0 };

	one_line(&a, x);
	one_line(&b, y);
	bool in = str_find(buf_str(&a), buf_str(&b), 0) >= 0 || str_find(buf_str(&b), buf_str(&a), 0) >= 0;
	buf_release(&a);
	buf_release(&b);
	return in;
}

static signed char
label_of(const struct corpus *c, const struct text *t, const struct vocabulary *v, const struct candidate *x)
{
	int i = fact_of(c, t, v, x);

	if (i < 0)
		return LABEL_WRONG;
	const struct fact *f = &c->gold.at[i];
	if (f->optional)
		return LABEL_SKIPPED;
	struct str sentence = str_sub(t->a.block[x->block].text, x->start, x->end);
	return f->evidence.n == 0 || evidence_overlaps(sentence, f->evidence) ? LABEL_RIGHT : LABEL_SKIPPED;
}

static void
text_find(struct text *t, const struct vocabulary *v)
{
	struct misses misses = { 0 };

	claims_find(&t->a, t->f, v, &t->found, &misses);
	free(misses.at);
}

/* A name is right if a candidate of it is, else skipped if one is, else wrong. */
static void
label_names(struct text *t, const struct vocabulary *v, enum belief which)
{
	struct beliefs *b = &t->names[which];

	beliefs_find(b, &t->found, v, which);
	signed char *label = t->name_label[which] = xmalloc(b->n + 1);
	memset(label, LABEL_WRONG, b->n);
	for (size_t i = 0; i < t->found.n; i++)
		if (label[b->name[i]] != LABEL_RIGHT && t->label[i] != LABEL_WRONG)
			label[b->name[i]] = t->label[i];
}

static void
label_words(struct text *t)
{
	const struct wordings *w = &t->found.words;

	t->word_label = xmalloc((w->n + 1) * sizeof *t->word_label);
	memset(t->word_label, LABEL_NONE, (w->n + 1) * sizeof *t->word_label);
	for (size_t i = 0; i < t->found.n; i++)
		for (int kind = 0; kind < N_WORDING_KINDS; kind++) {
			const struct candidate *c = &t->found.at[i];
			signed char *label = &t->word_label[c->wording[kind]][c->status];
			if (*label == LABEL_NONE || (*label != LABEL_RIGHT && t->label[i] != LABEL_WRONG))
				*label = t->label[i];
		}
}

static void
add_text(struct corpus *c, struct text *t, const struct vocabulary *v)
{
	names_find(&t->a, v);
	t->f = frame_of(&t->a, v);
	text_find(t, v);
	t->label = xmalloc(t->found.n + 1);
	for (size_t i = 0; i < t->found.n; i++)
		t->label[i] = label_of(c, t, v, &t->found.at[i]);
	for (int b = 0; b < N_BELIEFS; b++)
		label_names(t, v, (enum belief)b);
	label_words(t);
	c->text = xgrow(c->text, &c->cap, c->n + 1, sizeof *c->text);
	c->text[c->n++] = t;
}

static void
free_text(struct text *t)
{
	arena_free(&t->arena);
	candidates_release(&t->found);
	free(t->label);
	free(t->word_label);
	for (int b = 0; b < N_BELIEFS; b++) {
		beliefs_release(&t->names[b]);
		free(t->name_label[b]);
	}
	free(t);
}

static bool
read_texts(struct corpus *c, const char *dir, const struct vocabulary *v, struct wording_book *book, struct err *e)
{
	struct input *in = input_open(dir, e);
	int got = -1;

	while (in) {
		struct text *t = xcalloc(1, sizeof *t);
		t->found.words.book = book;
		got = input_next(in, &t->a, &t->arena, e);
		if (got <= 0) {
			free_text(t);
			break;
		}
		add_text(c, t, v);
	}
	input_close(in);
	return got == 0;
}

struct corpus *
corpus_load(const char *dir, const struct vocabulary *v, struct wording_book *book, struct err *e)
{
	struct corpus *c = xcalloc(1, sizeof *c);
	const char *slash = strrchr(dir, '/');
	char path[4096];

	c->name = slash ? slash + 1 : dir;
	c->v = v;
	snprintf(path, sizeof path, "%s/aliases.csv", dir);
	bool ok = aliases_read(&c->gold.aliases, path, e);
	snprintf(path, sizeof path, "%s/gold.csv", dir);
	if (ok && gold_read(&c->gold, path, e) && read_texts(c, dir, v, book, e))
		return c;
	corpus_free(c);
	return NULL;
}

void
corpus_free(struct corpus *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		free_text(c->text[i]);
	free(c->text);
	gold_release(&c->gold);
	free(c);
}

/* Facts of T that are asked for. */
static size_t
wanted(const struct corpus *c, const struct text *t)
{
	size_t n = 0;

	for (size_t i = 0; i < c->gold.n; i++)
		n += !c->gold.at[i].optional && str_eq(c->gold.at[i].source, t->a.source);
	return n;
}

void
text_tally(const struct corpus *c, const struct text *t, const struct model *m,
    double threshold, struct tally *out, tally_claim claim, void *ctx)
{
	struct candidates all = { .n = t->found.n, .words = t->found.words };
	bool *hit = xcalloc(c->gold.n + 1, 1), *said = xcalloc(c->gold.n + 1, 1);
	size_t hits = 0, wrong = 0;

	all.at = xmalloc((all.n + 1) * sizeof *all.at);
	if (all.n)
		memcpy(all.at, t->found.at, all.n * sizeof *all.at);
	score_candidates(&all, c->v, m);
	score_join(&all, c->v);
	for (size_t i = 0; i < all.n; i++) {
		int fact = fact_of(c, t, c->v, &all.at[i]);
		bool optional = fact >= 0 && c->gold.at[fact].optional, above = all.at[i].confidence >= threshold;
		if (claim && !(fact >= 0 && said[fact]))
			claim(ctx, t, &all.at[i], fact < 0 ? 0 : optional ? -1 : 1);
		if (fact >= 0)
			said[fact] = true;
		if (!above)
			continue;
		if (fact < 0)
			wrong++;
		else if (!optional && !hit[fact]) {
			hit[fact] = true;
			hits++;
		}
	}
	out->right += hits;
	out->wrong += wrong;
	out->missed += wanted(c, t) - hits;
	out->texts++;
	out->texts_wrong += wrong > 0;
	free(all.at);
	free(hit);
	free(said);
}

void
claim_show(const struct corpus *c, const struct text *t, const struct candidate *x, int right, double threshold)
{
	const struct block *b = &t->a.block[x->block];
	bool above = x->confidence >= threshold;
	struct str who = adopter_name(c->v, &x->adopter), what = technology_name(c->v, &x->technology);

	if (right < 0 || above == (right == 1))
		return;
	fprintf(stderr, "%s\t%s\t%.2f\t%.*s\t%.*s\t%.*s\t%s\t%.*s\n", c->name, right ? "unsure" : "wrong", x->confidence, STR_ARG(t->a.source),
	    STR_ARG(who), STR_ARG(what), status_name(x->status),
	    STR_ARG(str_sub(b->text, x->start, x->block == x->block_to ? x->end : b->text.n)));
}
