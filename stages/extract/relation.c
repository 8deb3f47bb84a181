#include "relation.h"

static const char *const sign_names[N_SIGNS] = {
#define SIGN(name, class) #name,
#include "signs.def"
#undef SIGN
	"comma", "colon", "bracket", "quote", "edge", "adopter", "technology"
};

static const char *const sign_classes[] = {
#define SIGN(name, class) class,
#include "signs.def"
#undef SIGN
};

static const char *const place_names[N_PLACES] = {
	"technology_before", "technology_after", "left_cue", "right_cue", "between", "adopter_before", "adopter_after",
	"sentence", "sentence_before", "sentence_after", "heading"
};

/* Signs that tell of use, making or leaving. */
#define CUES (SIGN_BIT(to) - 1)

void
relation_name(struct buf *b, size_t i)
{
	buf_addf(b, "%s:%s", place_names[i / N_SIGNS], sign_names[i % N_SIGNS]);
}

void
relation_load(struct vocabulary *v)
{
	for (size_t s = 0; s < sizeof sign_classes / sizeof *sign_classes; s++) {
		classes bits = vocabulary_class(v, sign_classes[s]);
		for (size_t c = 0; c < MAX_CLASSES; c++)
			if (bits >> c & 1)
				v->class_signs[c] |= UINT64_C(1) << s;
	}
}

uint64_t
relation_signs(const struct vocabulary *v, classes bits)
{
	uint64_t halves[2] = { (uint64_t)bits, (uint64_t)(bits >> 64) }, signs = 0;

	for (int h = 0; h < 2; h++)
		for (; halves[h]; halves[h] &= halves[h] - 1)
			signs |= v->class_signs[h * 64 + __builtin_ctzll(halves[h])];
	return signs;
}

uint64_t
relation_signs_of(const struct vocabulary *v, const struct item *it, struct str text, const struct tokens *tokens)
{
	uint64_t signs = relation_signs(v, it->classes);

	if (it->flags & ITEM_MARK) {
		char c = token_mark(text, &tokens->at[it->from]);
		signs |= c == ',' ? SIGN_BIT(comma) : c == ':' || c == '-' || (unsigned char)c == 0xe2 ? SIGN_BIT(colon) :
		    c == '(' || c == ')' || c == '[' ? SIGN_BIT(bracket) : c == '"' ? SIGN_BIT(quote) : 0;
	}
	if ((it->flags & ITEM_ADOPTER) && !(it->flags & ITEM_PRONOUN))
		signs |= SIGN_BIT(adopter);
	if (it->flags & ITEM_TECHNOLOGY)
		signs |= SIGN_BIT(technology);
	return signs;
}

struct sentence_view {
	const struct item *item;
	const uint64_t    *signs;       /* of each item */
	int                n;
};

static uint64_t
signs_at(const struct sentence_view *x, int i)
{
	return i < 0 || i >= x->n ? SIGN_BIT(edge) : x->signs[i];
}

/* The item beside I in direction STEP, and the next but one where that is an
 * article, an adjective or another word without a meaning of its own. */
static uint64_t
beside(const struct sentence_view *x, int i, int step)
{
	uint64_t signs = signs_at(x, i + step);

	if (!(signs & ~SIGN_BIT(indefinite)))
		signs |= signs_at(x, i + 2 * step);
	return signs;
}

static uint64_t
nearest_cue(const struct sentence_view *x, int i, int step)
{
	for (i += step; i >= 0 && i < x->n && !(x->item[i].flags & ITEM_BREAK); i += step)
		if (x->signs[i] & CUES)
			return x->signs[i] & CUES;
	return 0;
}

void
relation_of(struct relation *r, const struct item *item, const uint64_t *signs, int n, int a, int t)
{
	struct sentence_view x = { item, signs, n };

	for (int i = 0; i < n; i++)
		r->at[PLACE_sentence] |= signs[i];
	if (t >= 0) {
		r->at[PLACE_technology_before] = beside(&x, t, -1);
		r->at[PLACE_technology_after] = beside(&x, t, 1);
		r->at[PLACE_left_cue] = nearest_cue(&x, t, -1);
		r->at[PLACE_right_cue] = nearest_cue(&x, t, 1);
	}
	if (a < 0)
		return;
	r->at[PLACE_adopter_before] = beside(&x, a, -1);
	r->at[PLACE_adopter_after] = beside(&x, a, 1);
	for (int i = (a < t ? a : t) + 1; t >= 0 && i < (a < t ? t : a); i++)
		r->at[PLACE_between] |= signs[i];
}
