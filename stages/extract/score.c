#include "score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/map.h"
#include "../common/xalloc.h"
#include "look.h"

/* What another sentence with the same claim counts, as a witness beside the
 * surest one; at most three do.  Cross-validated on the annotated articles. */
#define SUPPORT 0.3
/* A sentence tells of the claim's purposes and years if it is so sure, against the surest. */
#define WITNESS_SHARE 0.6

/* ---- features ---------------------------------------------------------- */

static size_t
rule_count(const struct vocabulary *v)
{
	return v->n_rule_names + N_FRAME_RULES;
}

size_t
feature_count(const struct vocabulary *v)
{
	return N_TERMS + rule_count(v) + N_RELATIONS;
}

float
feature_value(const struct vocabulary *v, const struct candidate *c, int feature)
{
	size_t i = (size_t)feature;

	if (i < N_TERMS)
		return c->term[i];
	i -= N_TERMS;
	if (i < rule_count(v))
		return rule_set_has(&c->rules, i);
	return relation_has(&c->relation, i - rule_count(v));
}

/* The features of a block of candidates, side by side. */
struct features {
	struct forest_block block;
	float    number[TERMS_ROOM][FOREST_BLOCK];
	uint64_t flag[MAX_RULES + N_RELATIONS][FOREST_WORDS];
};

/* Features for the forest that needs the most ROOM. */
static struct features *
features_new(size_t room)
{
	struct features *f = xmalloc(sizeof *f);

	f->block.number = f->number;
	f->block.flag = f->flag;
	f->block.room = xcalloc(room, sizeof *f->block.room);
	return f;
}

static void
features_free(struct features *f)
{
	free(f->block.room);
	free(f);
}

/* Sets the flags of the candidates [from, to), which are in one word. */
static void
set_flags(uint64_t (*flag)[FOREST_WORDS], uint64_t which, size_t from, size_t to)
{
	uint64_t those = (~UINT64_C(0) >> (64 - (to - from))) << from % 64;

	for (; which; which &= which - 1)
		flag[__builtin_ctzll(which)][from / 64] |= those;
}

/* Four numbers of each of four candidates become four candidates of each number, at AT. */
static inline void
turn(float (*number)[FOREST_BLOCK], size_t at, const float *const of[4])
{
	typedef float four __attribute__((vector_size(16), aligned(4), may_alias));
	four a = *(const four *)of[0], b = *(const four *)of[1], c = *(const four *)of[2], d = *(const four *)of[3];

	for (int i = 0; i < 4; i++)
		*(four *)&number[i][at] = (four){ a[i], b[i], c[i], d[i] };
}

#define TILE 16 /* numbers of a line of the processor's cache */

/* The terms of the N candidates C; behind the last one it is told again, to fill the forest's step. */
static void
read_terms(struct features *f, const struct candidate *const *c, size_t n)
{
	const float *of[FOREST_BLOCK];
	size_t filled = (n + FOREST_STEP - 1) / FOREST_STEP * FOREST_STEP;

	for (size_t i = 0; i < filled; i++)
		of[i] = c[i < n ? i : n - 1]->term;
	for (size_t i = 0; i < filled; i += TILE)
		for (size_t k = 0; k < TERMS_ROOM; k += TILE)
			for (size_t j = i; j < i + TILE; j += 4)
				for (size_t t = k; t < TERMS_ROOM && t < k + TILE; t += 4)
					turn(f->number + t, j, (const float *const []){ of[j] + t, of[j + 1] + t, of[j + 2] + t, of[j + 3] + t });
}

/* The features of the N candidates C; many of them have the same flags as the one before. */
static void
read_features(struct features *f, const struct vocabulary *v, const struct candidate *const *c, size_t n)
{
	memset(f->flag, 0, sizeof f->flag);
	f->block.n = n;
	read_terms(f, c, n);
	for (size_t word = 0; word < MAX_RULES / 64; word++)
		for (size_t i = 0, j; i < n; i = j) {
			for (j = i + 1; j < n && j % 64 && c[j]->rules.bits[word] == c[i]->rules.bits[word]; j++)
				;
			set_flags(f->flag + word * 64, c[i]->rules.bits[word], i, j);
		}
	for (size_t place = 0; place < N_PLACES; place++)
		for (size_t i = 0, j; i < n; i = j) {
			for (j = i + 1; j < n && j % 64 && c[j]->relation.at[place] == c[i]->relation.at[place]; j++)
				;
			set_flags(f->flag + rule_count(v) + place * N_SIGNS, c[i]->relation.at[place], i, j);
		}
}

void
feature_name(struct buf *b, const struct vocabulary *v, int feature)
{
	size_t i = (size_t)feature;

	if (i < N_TERMS)
		buf_addz(b, term_name((enum term)i));
	else if (i - N_TERMS < rule_count(v))
		buf_add(b, rule_name(v, i - N_TERMS));
	else
		relation_name(b, i - N_TERMS - rule_count(v));
}

/* ---- the model --------------------------------------------------------- */

const char *const model_files[N_MODEL_PARTS] = { "adopters.trees", "technologies.trees", "look.trees", "claims.trees" };

size_t
model_feature_count(const struct vocabulary *v, enum model_part part)
{
	return part >= MODEL_LOOK ? feature_count(v) : belief_feature_count(v);
}

void
model_feature_name(struct buf *b, const struct vocabulary *v, enum model_part part, int feature)
{
	if (part >= MODEL_LOOK)
		feature_name(b, v, feature);
	else
		belief_feature_name(b, v, feature);
}

size_t
model_numbers(const struct vocabulary *v, enum model_part part)
{
	return part >= MODEL_LOOK ? N_TERMS : belief_feature_count(v);
}

/* From the features' names to their numbers. */
static void
name_features(struct map *names, const struct vocabulary *v, enum model_part part)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < model_feature_count(v, part); i++) {
		buf_reset(&b);
		model_feature_name(&b, v, part, (int)i);
		if (map_get(names, buf_str(&b)) == MAP_NONE)
			map_put(names, buf_str(&b), (uint32_t)i);
	}
	buf_release(&b);
}

bool
model_load(struct model *m, const char *dir, const struct vocabulary *v, struct err *e)
{
	char path[4096];
	bool ok = true;

	*m = (struct model){ 0 };
	for (int part = 0; part < N_MODEL_PARTS && ok; part++) {
		struct map names = { 0 };
		name_features(&names, v, (enum model_part)part);
		snprintf(path, sizeof path, "%s/%s", dir, model_files[part]);
		ok = trees_load(&m->part[part], path, &names, model_numbers(v, (enum model_part)part), e);
		map_release(&names);
	}
	snprintf(path, sizeof path, "%s/%s", dir, WORDING_FILE);
	return ok && weights_load(&m->words, path, e);
}

void
model_release(struct model *m)
{
	for (int part = 0; part < N_MODEL_PARTS; part++)
		trees_release(&m->part[part]);
	weights_release(&m->words);
}

/* ---- claims ------------------------------------------------------------ */

/* What candidates are sorted by. */
struct rank {
	uint64_t          adopter, technology;
	double            confidence;
	enum status       status;
	uint32_t          block, start;
	enum binding      binding;
	struct candidate *c;
};

static struct rank
rank_of(struct candidate *c)
{
	return (struct rank){ c->adopter.key, c->technology.key, c->confidence, c->status, c->block, c->start, c->binding, c };
}

static int
by_meaning(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->adopter != y->adopter)
		return x->adopter < y->adopter ? -1 : 1;
	if (x->technology != y->technology)
		return x->technology < y->technology ? -1 : 1;
	if (x->status != y->status)
		return x->status < y->status ? -1 : 1;
	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->binding != y->binding)
		return x->binding < y->binding ? -1 : 1;
	return (x->c > y->c) - (x->c < y->c);   /* of one array */
}

/* Ranks are sorted by a number, then by their meaning: small things are moved, and few looked into. */
struct order { uint64_t key; const struct rank *rank; };

static int
by_key(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return by_meaning(x->rank, y->rank);
}

static uint64_t
pair_key(const struct rank *x)
{
	return x->adopter + x->technology * UINT64_C(0x9e3779b97f4a7c15);
}

static uint64_t
place_key(const struct rank *x)
{
	return (uint64_t)x->block << 32 | x->start;
}

static bool
same_pair(const struct rank *x, const struct rank *y)
{
	return x->adopter == y->adopter && x->technology == y->technology;
}

/* The rule that says most, by its prior. */
static int
strongest_rule(const struct candidate *c, const struct vocabulary *v)
{
	int best = -1;

	for (size_t word = 0; word < MAX_RULES / 64; word++)
		for (uint64_t bits = c->rules.bits[word]; bits; bits &= bits - 1) {
			size_t i = word * 64 + (size_t)__builtin_ctzll(bits);
			if (best < 0 || rule_prior(v, i) > rule_prior(v, (size_t)best))
				best = (int)i;
		}
	return best < 0 ? 0 : best;
}

/* A technology that was weighed and taken was not only weighed; one that was
 * left is less likely in use.  The N candidates AT stand by pair. */
static void
settle_pairs(const struct order *at, size_t n)
{
	for (size_t i = 0, j; i < n; i = j) {
		double best[N_STATUS] = { 0 };
		for (j = i; j < n && same_pair(at[i].rank, at[j].rank); j++)
			best[at[j].rank->status] = at[j].rank->c->confidence;
		for (size_t k = i; k < j; k++) {
			const struct rank *r = at[k].rank;
			if (r->status == STATUS_CONSIDERED)
				r->c->confidence *= 1 - 0.7 * best[STATUS_USES];
			if (r->status == STATUS_USES)
				r->c->confidence *= 1 - 0.6 * best[STATUS_FORMERLY];
		}
	}
}

void
score_clear(struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++)
		c->at[i].term[TERM_adopter_belief] = c->at[i].term[TERM_technology_belief] = 0;
	look_clear(c);
}

/* Candidates of all articles of a batch, one behind the other. */
struct all { const struct candidate **at; double *sum; size_t n; };

static struct all
all_of(struct candidates *const *c, size_t n)
{
	struct all all = { 0 };

	for (size_t i = 0; i < n; i++)
		all.n += c[i]->n;
	all.at = xcalloc(all.n + 1, sizeof *all.at);
	all.sum = xcalloc(all.n + 1, sizeof *all.sum);
	all.n = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < c[i]->n; k++)
			all.at[all.n++] = &c[i]->at[k];
	return all;
}

/* A candidate of which the first look says as little as this (less than 1 in 50) gets no second one. */
#define HOPELESS -4

/* SUM[i] is what T tells of the candidate WHICH[i] of C. */
static void
sum_up(const struct all *c, const struct trees *t, const struct vocabulary *v, const uint32_t *which, size_t n)
{
	const struct candidate *block[FOREST_BLOCK];
	struct features *f = features_new(forest_room(t->forest));
	double part[FOREST_BLOCK];

	for (size_t i = 0; i < n; i += FOREST_BLOCK) {
		size_t m = n - i < FOREST_BLOCK ? n - i : FOREST_BLOCK;
		for (size_t k = 0; k < m; k++)
			block[k] = c->at[which[i + k]];
		read_features(f, v, block, m);
		forest_sums(t->forest, &f->block, part);
		for (size_t k = 0; k < m; k++)
			c->sum[which[i + k]] = part[k];
	}
	features_free(f);
}

/* The first look at all of them; WHICH, room for as many numbers, gets those that are worth a second one. */
static size_t
first_look(const struct all *all, struct candidates *const *c, size_t n, const struct vocabulary *v, const struct trees *t, uint32_t *which)
{
	size_t left = 0, at = 0;

	for (size_t i = 0; i < all->n; i++)
		which[i] = (uint32_t)i;
	sum_up(all, t, v, which, all->n);
	for (size_t i = 0; i < n; at += c[i++]->n)
		look_apply(c[i], all->sum + at);
	for (size_t i = 0; i < all->n; i++)
		if (all->sum[i] > HOPELESS)
			which[left++] = (uint32_t)i;
	return left;
}

void
score_look(struct candidates *c, const struct vocabulary *v, const struct trees *t, double *sum)
{
	struct all all = all_of(&c, 1);
	uint32_t *which = xcalloc(all.n + 1, sizeof *which);

	first_look(&all, &c, 1, v, t, which);
	memcpy(sum, all.sum, all.n * sizeof *sum);
	free(which);
	free(all.sum);
	free(all.at);
}

void
score_batch(struct candidates *const *c, size_t n, const struct vocabulary *v, const struct model *m)
{
	struct all all = all_of(c, n);
	uint32_t *which = xcalloc(all.n + 1, sizeof *which);

	for (size_t i = 0; i < n; i++) {
		score_clear(c[i]);
		weights_apply(&m->words, c[i]);
	}
	for (int b = 0; b < N_BELIEFS; b++)
		beliefs_set(c, n, v, &m->part[b], (enum belief)b);
	size_t left = first_look(&all, c, n, v, &m->part[MODEL_LOOK], which);
	sum_up(&all, &m->part[MODEL_CLAIM], v, which, left);
	for (size_t i = 0, at = 0; i < n; i++)
		for (size_t k = 0; k < c[i]->n; k++)
			c[i]->at[k].confidence = 1 / (1 + exp(-all.sum[at++]));
	free(which);
	free(all.sum);
	free(all.at);
}

void
score_candidates(struct candidates *c, const struct vocabulary *v, const struct model *m)
{
	score_batch(&c, 1, v, m);
}

/* Makes one claim of the N candidates AT that tell it, the surest first. */
static void
join(const struct order *at, size_t n, const struct vocabulary *v)
{
	struct candidate *best = at[0].rank->c;
	double missed = 1 - best->confidence;
	unsigned others = 0;
	bool more = false;

	for (size_t i = 1; i < n; i++) {
		const struct candidate *c = at[i].rank->c;
		if (c->confidence > WITNESS_SHARE * best->confidence) {
			purposes_unite(&best->purposes, &c->purposes, c->confidence / best->confidence);
			best->since = best->since ? best->since : c->since;
			best->until = best->until ? best->until : c->until;
			more = true;
		}
		bool elsewhere = c->block != best->block || c->start != best->start;
		if (elsewhere && ++others <= 3)
			missed *= 1 - SUPPORT * c->confidence;
	}
	best->confidence = 1 - missed;
	if (more)
		best->use_cases = purposes_best(&best->purposes);
	best->rule = strongest_rule(best, v);
}

/* Keeps of C those of the N at AT, in that order. */
static void
keep(struct candidates *c, const struct order *at, size_t n)
{
	c->cap = c->cap > c->n ? c->cap : c->n;
	struct candidate *kept = xmalloc((c->cap + 1) * sizeof *kept);

	for (size_t i = 0; i < n; i++)
		kept[i] = *at[i].rank->c;
	free(c->at);
	c->at = kept;
	c->n = n;
}

void
score_join(struct candidates *c, const struct vocabulary *v)
{
	struct rank *rank = xcalloc(c->n + 1, sizeof *rank);
	struct order *at = xcalloc(c->n + 1, sizeof *at);
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++) {
		rank[i] = rank_of(&c->at[i]);
		at[i] = (struct order){ pair_key(&rank[i]), &rank[i] };
	}
	qsort(at, c->n, sizeof *at, by_key);
	for (size_t i = 0, j; i < c->n; i = j) {
		const struct rank *first = at[i].rank;
		for (j = i + 1; j < c->n && same_pair(first, at[j].rank) && first->status == at[j].rank->status; j++)
			;
		join(at + i, j - i, v);
		at[kept++] = (struct order){ place_key(first), first };
	}
	settle_pairs(at, kept);
	qsort(at, kept, sizeof *at, by_key);
	keep(c, at, kept);
	free(at);
	free(rank);
}

/* "name=-1.25"; printf() took a quarter of the whole stage's time here. */
static void
add_term(struct buf *b, size_t start, struct str name, double value)
{
	long hundredths = lround(fabs(value) * 100);

	if (b->n > start)
		buf_addc(b, ' ');
	buf_add(b, name);
	buf_addz(b, value < 0 && hundredths ? "=-" : "=");
	char digits[24];
	size_t n = sizeof digits;
	for (int place = 0; place < 3 || hundredths; place++, hundredths /= 10) {
		if (place == 2)
			digits[--n] = '.';
		digits[--n] = (char)('0' + hundredths % 10);
	}
	buf_add(b, (struct str){ digits + n, sizeof digits - n });
}

#define MAX_SHARES 12           /* that are told ... */
#define MIN_SHARE 0.05          /* ... and what each must have moved */

/* The strongest of the N features' SHAREs; TOLD is room for N numbers. */
static void
add_terms(struct buf *b, const double *share, size_t n, size_t *told, const struct vocabulary *v)
{
	size_t start = b->n, n_told = 0;
	struct buf name = { 0 };

	for (size_t i = 0; i < n; i++)
		if (fabs(share[i]) >= MIN_SHARE)
			told[n_told++] = i;
	for (int k = 0; k < MAX_SHARES && n_told; k++) {
		size_t best = 0;
		for (size_t i = 1; i < n_told; i++)
			if (fabs(share[told[i]]) > fabs(share[told[best]]))
				best = i;
		name.n = 0;
		feature_name(&name, v, (int)told[best]);
		add_term(b, start, buf_str(&name), share[told[best]]);
		memmove(told + best, told + best + 1, (--n_told - best) * sizeof *told);
	}
	buf_release(&name);
}

/* What the first look did for the score is told as what moved the first look: SHARE gets the N features' shares in
 * that, FIRST, by their size. */
static void
share_look(double *share, const double *first, size_t n)
{
	double look = share[TERM_look_first], sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += fabs(first[i]);
	if (!(sum > 0))
		return;
	share[TERM_look_first] = 0;
	for (size_t i = 0; i < n; i++)
		share[i] += fabs(look) * first[i] / sum;
}

void
score_explain(struct str *terms, const struct candidate *const *c, size_t n, const struct vocabulary *v,
    const struct model *m, struct arena *arena)
{
	size_t n_features = feature_count(v), most = n < FOREST_BLOCK ? n : FOREST_BLOCK;
	const struct forest *look = m->part[MODEL_LOOK].forest, *claims = m->part[MODEL_CLAIM].forest;
	size_t *told = xcalloc(n_features, sizeof *told), room = forest_room(claims);
	double *share = xcalloc(most * n_features + 1, sizeof *share), *first = xcalloc(most * n_features + 1, sizeof *first);
	struct features *f = features_new(room > forest_room(look) ? room : forest_room(look));
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i += FOREST_BLOCK) {
		size_t block = n - i < most ? n - i : most;
		read_features(f, v, c + i, block);
		memset(share, 0, block * n_features * sizeof *share);
		memset(first, 0, block * n_features * sizeof *first);
		forest_shares(claims, &f->block, share, n_features);
		forest_shares(look, &f->block, first, n_features);
		for (size_t k = 0; k < block; k++) {
			buf_reset(&b);
			share_look(share + k * n_features, first + k * n_features, n_features);
			add_terms(&b, share + k * n_features, n_features, told, v);
			terms[i + k] = arena_str(arena, buf_str(&b));
		}
	}
	buf_release(&b);
	features_free(f);
	free(share);
	free(first);
	free(told);
}
