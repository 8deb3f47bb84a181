#include "score.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../common/map.h"
#include "../common/rows.h"
#include "../common/xalloc.h"

/* What another sentence with the same claim counts, as a witness beside the
 * surest one; at most three do.  Cross-validated on the annotated articles. */
#define SUPPORT 0.3
/* A sentence tells of the claim's purposes if it is so sure, against the surest. */
#define PURPOSE_SHARE 0.5

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
	float    number[N_TERMS][FOREST_BLOCK];
	uint64_t flag[MAX_RULES + N_RELATIONS][FOREST_WORDS];
};

static struct features *
features_new(const struct forest *forest)
{
	struct features *f = xcalloc(1, sizeof *f);

	f->block.number = f->number;
	f->block.flag = f->flag;
	f->block.room = xcalloc(forest_room(forest), sizeof *f->block.room);
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

#define TILE 16 /* numbers of a line of the processor's cache */

/* The features of the N candidates C; many of them have the same flags as the one before. */
static void
read_features(struct features *f, const struct vocabulary *v, const struct candidate *const *c, size_t n)
{
	memset(f->flag, 0, sizeof f->flag);
	f->block.n = n;
	for (size_t i = 0; i < n; i += TILE)
		for (size_t k = 0; k < N_TERMS; k += TILE)
			for (size_t term = k; term < N_TERMS && term < k + TILE; term++)
				for (size_t j = i; j < n && j < i + TILE; j++)
					f->number[term][j] = c[j]->term[term];
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

/* From the features' names to their numbers. */
static void
name_features(struct map *names, const struct vocabulary *v)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < feature_count(v); i++) {
		buf_reset(&b);
		feature_name(&b, v, (int)i);
		if (map_get(names, buf_str(&b)) == MAP_NONE)
			map_put(names, buf_str(&b), (uint32_t)i);
	}
	buf_release(&b);
}

/* ---- the model --------------------------------------------------------- */

static bool
to_float(struct str s, float *out)
{
	double d;
	bool ok = str_to_double(s, &d);

	*out = (float)d;
	return ok;
}

/* The row's node; FIRST is the index of its tree's root. */
static const char *
read_node(struct model *m, const struct map *names, const struct row *row)
{
	double tree, no, low = 0, high = 0;
	struct node n = { .feature = -1 };

	if (row->n != 7 || !str_to_double(row->field[0], &tree) || !str_to_double(row->field[1], &no) || !to_float(row->field[6], &n.value))
		return "needs tree, node, feature, threshold, low, high, value";
	if (no <= 0) {
		if ((size_t)tree != m->n_trees)
			return "trees must stand in order";
		m->root = xgrow(m->root, &m->trees_cap, m->n_trees + 1, sizeof *m->root);
		m->root[m->n_trees++] = (int)m->n;
	}
	if (m->n_trees == 0 || (size_t)tree != m->n_trees - 1 || (size_t)no != m->n - (size_t)m->root[m->n_trees - 1])
		return "nodes must stand in order";
	if (row->field[2].n) {
		uint32_t feature = map_get(names, row->field[2]);
		if (feature == MAP_NONE)
			return "unknown feature";
		n.feature = (int)feature;
		/* Children stand behind their parent, so every way ends. */
		if (!to_float(row->field[3], &n.threshold) || !str_to_double(row->field[4], &low) ||
		    !str_to_double(row->field[5], &high) || low <= no || high <= no || low > 1e6 || high > 1e6)
			return "needs a threshold and two nodes behind this one";
		n.low = m->root[m->n_trees - 1] + (int)low;
		n.high = m->root[m->n_trees - 1] + (int)high;
	}
	m->node = xgrow(m->node, &m->cap, m->n + 1, sizeof *m->node);
	m->node[m->n++] = n;
	return NULL;
}

/* Are the children of all nodes nodes of the same tree? */
static bool
is_whole(const struct model *m)
{
	for (size_t t = 0; t < m->n_trees; t++) {
		int end = t + 1 < m->n_trees ? m->root[t + 1] : (int)m->n;
		for (int i = m->root[t]; i < end; i++)
			if (m->node[i].feature >= 0 && (m->node[i].low >= end || m->node[i].high >= end))
				return false;
	}
	return m->n_trees > 0;
}

bool
model_load(struct model *m, const char *dir, const struct vocabulary *v, struct err *e)
{
	char path[4096];
	struct row row;
	int got = -1;
	const char *wrong = NULL;
	struct map names = { 0 };

	*m = (struct model){ 0 };
	name_features(&names, v);
	snprintf(path, sizeof path, "%s/claims.trees", dir);
	struct rows *r = rows_open(path, NULL, e);
	while (r && !wrong && (got = rows_next(r, &row, e)) > 0)
		if ((wrong = read_node(m, &names, &row)))
			err_set(e, EX_CONFIG, "%s: line %zu: %s", path, row.line, wrong);
	rows_close(r);
	map_release(&names);
	if (r && got == 0 && !is_whole(m))
		return err_set(e, EX_CONFIG, "%s: a tree lacks nodes", path);
	if (r && got == 0 && !model_seal(m))
		return err_set(e, EX_CONFIG, "%s: a tree of more than %d leaves", path, MAX_LEAVES);
	return r && got == 0;
}

bool
model_seal(struct model *m)
{
	m->forest = forest_new(m->node, m->root, m->n_trees, N_TERMS);
	return m->forest != NULL;
}

void
model_release(struct model *m)
{
	free(m->node);
	free(m->root);
	forest_free(m->forest);
	*m = (struct model){ 0 };
}

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

static int
by_place(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return by_meaning(a, b);
}

static bool
same_pair(const struct rank *x, const struct rank *y)
{
	return x->adopter == y->adopter && x->technology == y->technology;
}

/* Known names compare by their entry, whatever form was written. */
static void
unify_keys(struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct name *names[2] = { &c->at[i].adopter, &c->at[i].technology };
		if (names[0]->org >= 0)
			names[0]->key = (uint64_t)names[0]->org << 1;
		else if (names[0]->tech >= 0)
			names[0]->key = ((uint64_t)names[0]->tech << 1 | 1) + (UINT64_C(1) << 40);
		if (names[1]->tech >= 0)
			names[1]->key = ((uint64_t)names[1]->tech << 1 | 1) + (UINT64_C(1) << 40);
	}
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
settle_pairs(const struct rank *at, size_t n)
{
	for (size_t i = 0, j; i < n; i = j) {
		double best[N_STATUS] = { 0 };
		for (j = i; j < n && same_pair(&at[i], &at[j]); j++)
			best[at[j].status] = at[j].c->confidence;
		for (size_t k = i; k < j; k++) {
			if (at[k].status == STATUS_CONSIDERED)
				at[k].c->confidence *= 1 - 0.7 * best[STATUS_USES];
			if (at[k].status == STATUS_USES)
				at[k].c->confidence *= 1 - 0.6 * best[STATUS_FORMERLY];
		}
	}
}

void
score_candidates(struct candidates *c, const struct vocabulary *v, const struct model *m)
{
	struct features *f = features_new(m->forest);
	const struct candidate *block[FOREST_BLOCK];
	double sum[FOREST_BLOCK];

	unify_keys(c);
	for (size_t i = 0; i < c->n; i += FOREST_BLOCK) {
		size_t n = c->n - i < FOREST_BLOCK ? c->n - i : FOREST_BLOCK;
		for (size_t k = 0; k < n; k++)
			block[k] = &c->at[i + k];
		read_features(f, v, block, n);
		forest_sums(m->forest, &f->block, sum);
		for (size_t k = 0; k < n; k++)
			c->at[i + k].confidence = 1 / (1 + exp(-sum[k]));
	}
	features_free(f);
}

/* Makes one claim of the N candidates AT that tell it, the surest first. */
static void
join(const struct rank *at, size_t n, const struct vocabulary *v)
{
	struct candidate *best = at[0].c;
	double missed = 1 - best->confidence;
	unsigned others = 0;
	bool more = false;

	for (size_t i = 1; i < n; i++) {
		const struct candidate *c = at[i].c;
		if (c->confidence > PURPOSE_SHARE * best->confidence) {
			purposes_unite(&best->purposes, &c->purposes, c->confidence / best->confidence);
			more = true;
		}
		best->since = best->since ? best->since : c->since;
		best->until = best->until ? best->until : c->until;
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
keep(struct candidates *c, const struct rank *at, size_t n)
{
	struct candidate *kept = xmalloc((n + 1) * sizeof *kept);

	for (size_t i = 0; i < n; i++)
		kept[i] = *at[i].c;
	if (n)
		memcpy(c->at, kept, n * sizeof *kept);
	c->n = n;
	free(kept);
}

void
score_join(struct candidates *c, const struct vocabulary *v)
{
	struct rank *at = xcalloc(c->n + 1, sizeof *at);
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++)
		at[i] = rank_of(&c->at[i]);
	qsort(at, c->n, sizeof *at, by_meaning);
	for (size_t i = 0, j; i < c->n; i = j) {
		for (j = i + 1; j < c->n && same_pair(&at[i], &at[j]) && at[i].status == at[j].status; j++)
			;
		join(at + i, j - i, v);
		at[kept++] = at[i];
	}
	settle_pairs(at, kept);
	qsort(at, kept, sizeof *at, by_place);
	keep(c, at, kept);
	free(at);
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

void
score_explain(struct str *terms, const struct candidate *const *c, size_t n, const struct vocabulary *v,
    const struct model *m, struct arena *arena)
{
	size_t n_features = feature_count(v), most = n < FOREST_BLOCK ? n : FOREST_BLOCK;
	size_t *told = xcalloc(n_features, sizeof *told);
	double *share = xcalloc(most * n_features + 1, sizeof *share);
	struct features *f = features_new(m->forest);
	struct buf b = { 0 };

	for (size_t i = 0; i < n; i += FOREST_BLOCK) {
		size_t block = n - i < most ? n - i : most;
		read_features(f, v, c + i, block);
		memset(share, 0, block * n_features * sizeof *share);
		forest_shares(m->forest, &f->block, share, n_features);
		for (size_t k = 0; k < block; k++) {
			buf_reset(&b);
			add_terms(&b, share + k * n_features, n_features, told, v);
			terms[i + k] = arena_str(arena, buf_str(&b));
		}
	}
	buf_release(&b);
	features_free(f);
	free(share);
	free(told);
}
