#include <stdlib.h>

#include "../common/pack.h"
#include "../common/sheet.h"
#include "../common/xalloc.h"
#include "facts.h"

enum { ROLE_USER, ROLE_CREATOR, ROLE_VENDOR, ROLE_CONSULTANCY };
enum { VOICE_OWN, VOICE_CASE_STUDY, VOICE_QUOTED };

/* Claims of one meaning together, in the order of the article. */
static int
by_meaning(const void *a, const void *b)
{
	const struct raw *x = *(struct raw *const *)a, *y = *(struct raw *const *)b;

	if (x->adopter != y->adopter)
		return x->adopter < y->adopter ? -1 : 1;
	if (x->technology != y->technology)
		return x->technology < y->technology ? -1 : 1;
	if (x->status != y->status)
		return x->status < y->status ? -1 : 1;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	int order = str_cmp(x->rule, y->rule);
	return order ? order : str_cmp(x->terms, y->terms);
}

static bool
same_meaning(const struct raw *a, const struct raw *b)
{
	return a->adopter == b->adopter && a->technology == b->technology && a->status == b->status;
}

static enum grade
grade_of(const struct facts *f, const struct raw *c)
{
	switch (c->voice) {
	case VOICE_OWN:        return GRADE_OWN_POST;
	case VOICE_CASE_STUDY: return GRADE_CASE_STUDY;
	case VOICE_QUOTED:     return GRADE_QUOTED;
	default:               return facts_linked(f, c->block) ? GRADE_REPORTED : GRADE_UNSOURCED;
	}
}

/* What the adopter is to the technology: as told; else known from the lexicon. */
static int
role_of(const struct facts *f, const struct raw *c)
{
	if (c->status == STATUS_CREATED)
		return c->role == ROLE_VENDOR ? ROLE_VENDOR : ROLE_CREATOR;
	if (c->role == ROLE_USER && resolver_is_vendor(f->resolver, c->adopter, c->technology))
		return ROLE_VENDOR;
	return c->role;
}

static uint64_t
claim_id(struct facts *f, const struct raw *c)
{
	const uint32_t number[] = { c->block, c->start, c->end, c->status };
	char article[ID_SIZE];

	id_text(article, "a_", f->articles->a[f->article].id);
	buf_reset(&f->key);
	for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
		buf_addz(&f->key, i ? " " : "");
		sheet_number(&f->key, number[i]);
	}
	struct str part[] = { str_of(article), buf_str(&f->key), f->resolver->thing[c->adopter].id,
		f->resolver->thing[c->technology].id };
	return id_hash(part, 4);
}

void
facts_miss(struct facts *f, struct str source, const struct str *field)
{
	static const int key[] = { misses__line, misses__adopter, misses__technology, misses__evidence };
	static const int value[] = { misses__reason, misses__rule, misses__confidence };

	buf_reset(&f->key);
	buf_reset(&f->value);
	buf_add(&f->key, source);
	for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
		buf_addc(&f->key, 0);
		buf_add(&f->key, field[key[i]]);
	}
	for (size_t i = 0; i < sizeof value / sizeof *value; i++)
		pack_str(&f->value, field[value[i]]);
	sorter_put(f->misses, buf_str(&f->key), buf_str(&f->value));
}

static void
miss(struct facts *f, const struct raw *c, const char *reason)
{
	struct str field[misses__n];
	field[misses__line] = c->line;
	field[misses__adopter] = c->adopter_as;
	field[misses__technology] = c->technology_as;
	field[misses__reason] = str_of(reason);
	field[misses__rule] = c->rule;
	field[misses__confidence] = c->confidence_as;
	field[misses__evidence] = c->evidence;
	facts_miss(f, f->source, field);
	f->missed++;
}

/* Why a claim is none, or NULL. */
static const char *
refusal(const struct facts *f, const struct raw *c)
{
	if (c->adopter == THING_NONE || c->technology == THING_NONE)
		return "dropped_by_override";
	const struct thing *a = &f->resolver->thing[c->adopter], *t = &f->resolver->thing[c->technology];
	if (a->entry ? a->entry == t->entry : !t->entry && str_eq(a->id, t->id))
		return "adopter_is_technology";
	return c->confidence < f->min_confidence ? "low_confidence" : NULL;
}

static void
see(struct facts *f, uint32_t thing)
{
	struct thing *t = &f->resolver->thing[thing];
	int day = f->articles->a[f->article].first;

	t->used = true;
	if (day && (!t->first || day < t->first))
		t->first = day;
	if (day > t->last)
		t->last = day;
}

/* SENTENCES raw claims came to ONE. */
static void
put_claim(struct facts *f, const struct raw *one, enum grade grade, uint32_t sentences)
{
	const struct article *a = f->articles->a;
	struct told told;

	/* Padding is a part of the record, too. */
	memset(&told, 0, sizeof told);
	told.adopter = one->adopter;
	told.technology = one->technology;
	told.article = a[f->article].id;
	told.witness = a[copies_witness(f->copies, f->articles, f->article, one->block)].id;
	told.use_cases = one->use_cases;
	told.block = one->block;
	told.sentences = sentences;
	told.since = one->since;
	told.until = one->until;
	told.status = one->status;
	told.role = one->role;
	told.grade = (uint8_t)grade;
	told.voice = one->voice;
	buf_reset(&f->key);
	buf_reset(&f->value);
	pack_be64(&f->key, one->claim);
	pack_value(&f->value, told);
	const struct str text[] = { f->source, one->rule, one->line, one->evidence, one->adopter_as,
		one->technology_as, one->cue, one->path, one->terms, one->confidence_as };
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		pack_str(&f->value, text[i]);
	sorter_put(f->claims, buf_str(&f->key), buf_str(&f->value));
}

/* The claims C[0..N) have one meaning. */
static void
fold_group(struct facts *f, struct raw **c, size_t n)
{
	struct raw one;
	size_t base = 0, surest = 0;
	double best = -1;

	for (size_t i = 0; i < n; i++)
		if (c[i]->confidence > best) {
			best = c[i]->confidence;
			surest = i;
		}
	while (c[base]->confidence < best - NEARLY)
		base++;
	one = *c[base];
	one.confidence = best;
	one.confidence_as = c[surest]->confidence_as;
	enum grade grade = GRADE_NONE;
	uint8_t voice = one.voice, role = ROLE_USER;
	for (size_t i = 0; i < n; i++) {
		enum grade g = grade_of(f, c[i]);
		int r = role_of(f, c[i]);
		one.use_cases |= c[i]->use_cases;
		if (c[i]->since && (!one.since || c[i]->since < one.since))
			one.since = c[i]->since;
		one.until = c[i]->until > one.until ? c[i]->until : one.until;
		if (g < grade) {
			grade = g;
			voice = c[i]->voice;
		}
		/* One sentence that tells who made it outweighs those that leave it open. */
		role = r != ROLE_USER && (role == ROLE_USER || r < role) ? (uint8_t)r : role;
	}
	one.role = role;
	one.voice = voice;
	one.claim = claim_id(f, &one);
	for (size_t i = 0; i < n; i++)
		c[i]->claim = one.claim;
	put_claim(f, &one, grade, (uint32_t)n);
	see(f, one.adopter);
	see(f, one.technology);
	if (grade < f->articles->a[f->article].grade)
		f->articles->a[f->article].grade = (uint8_t)grade;
	f->folded += n - 1;
}

static void
put_move(struct facts *f, const struct raw *from, const struct raw *to)
{
	int year = to->since ? to->since : from->until;
	double confidence = from->confidence < to->confidence ? from->confidence : to->confidence;
	const struct thing *t = f->resolver->thing;
	char article[ID_SIZE];

	id_text(article, "a_", f->articles->a[f->article].id);
	buf_reset(&f->key);
	buf_reset(&f->value);
	buf_addf(&f->key, "%s%c%.*s%c%.*s%c%.*s", article, 0, STR_ARG(t[from->adopter].id), 0,
	    STR_ARG(t[from->technology].id), 0, STR_ARG(t[to->technology].id));
	/* Of several tellings the surest comes first. */
	uint32_t order = (uint32_t)(1e6 * (1 - confidence));
	pack_be32(&f->value, order);
	pack_be32(&f->value, from->block);
	pack_be32(&f->value, from->start);
	pack_value(&f->value, from->adopter);
	pack_value(&f->value, from->technology);
	pack_value(&f->value, to->technology);
	pack_value(&f->value, year);
	pack_value(&f->value, confidence);
	pack_value(&f->value, from->claim);
	pack_value(&f->value, to->claim);
	pack_str(&f->value, f->source);
	pack_str(&f->value, from->evidence);
	sorter_put(f->migrations, buf_str(&f->key), buf_str(&f->value));
}

static int
by_move(const void *a, const void *b)
{
	const struct raw *x = *(struct raw *const *)a, *y = *(struct raw *const *)b;

	if (x->move != y->move)
		return x->move < y->move ? -1 : 1;
	if (x->adopter != y->adopter)
		return x->adopter < y->adopter ? -1 : 1;
	return by_meaning(a, b);
}

/* Claims that share the number of a move: away from the left, to the used. */
static void
find_moves(struct facts *f, size_t kept)
{
	struct raw **c = f->kept;
	size_t n = 0, end;

	for (size_t i = 0; i < kept; i++)
		if (c[i]->move)
			c[n++] = c[i];
	if (n == 0)
		return;
	qsort(c, n, sizeof *c, by_move);
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && c[end]->move == c[i]->move && c[end]->adopter == c[i]->adopter; end++)
			;
		/* What tells of so many at once is a list, not a move. */
		if (end - i > MAX_MOVE)
			continue;
		for (size_t k = i; k < end; k++)
			for (size_t m = i; m < end; m++)
				if (c[k]->status == STATUS_FORMERLY_USED && c[m]->status == STATUS_USES &&
				    c[k]->technology != c[m]->technology)
					put_move(f, c[k], c[m]);
	}
}

/* The names of all claims come to their things. */
static bool
answer(struct facts *f, const struct rows *r, struct err *e)
{
	struct err why = { 0 };

	for (size_t i = 0; i < f->n_raw; i++)
		for (int use = 0; use < N_NAME_USES; use++)
			resolver_ahead(f->resolver, &f->raw[i].asked[use]);
	for (size_t i = 0; i < f->n_raw; i++) {
		struct raw *c = &f->raw[i];
		if (!resolver_answer(f->resolver, &c->asked[NAME_ADOPTER], &c->adopter, &why) ||
		    !resolver_answer(f->resolver, &c->asked[NAME_TECHNOLOGY], &c->technology, &why))
			return err_set(e, why.code, "%s: line %zu: %s", rows_path(r), c->row_line, why.text);
	}
	return true;
}

bool
facts_fold(struct facts *f, const struct rows *r, struct err *e)
{
	size_t n = 0, end;

	if (!answer(f, r, e))
		return false;
	f->kept = xgrow(f->kept, &f->cap_kept, f->n_raw + 1, sizeof *f->kept);
	for (size_t i = 0; i < f->n_raw; i++) {
		const char *why = refusal(f, &f->raw[i]);
		if (why)
			miss(f, &f->raw[i], why);
		else
			f->kept[n++] = &f->raw[i];
	}
	if (n) {
		qsort(f->kept, n, sizeof *f->kept, by_meaning);
		for (size_t i = 0; i < n; i = end) {
			for (end = i + 1; end < n && same_meaning(f->kept[i], f->kept[end]); end++)
				;
			fold_group(f, f->kept + i, end - i);
		}
		find_moves(f, n);
	}
	f->n_raw = 0;
	arena_reset(&f->text);
	return true;
}
