#include "wording.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/xalloc.h"

#define MAX_WORDS 300           /* of a sentence (token.h) */
#define MAX_BAG 120             /* words of a sentence that are looked at for themselves */
#define MAX_TIMES 3             /* that a name stands in a sentence, likewise */
#define NEAR 7                  /* words on each side that are near */

/* Where a feature's words stand. */
#define PLACES(P) \
	P(before_1, "before 1") P(before_2, "before 2") P(before_3, "before 3") P(before_12, "before 1-2") \
	P(before_23, "before 2-3") P(before_123, "before 1-3") P(after_1, "after 1") P(after_2, "after 2") P(after_12, "after 1-2") \
	P(around, "around") P(around_2, "around 2") P(left, "left") P(right, "right") \
	P(near_before, "near before") P(near_before_2, "near before 2") P(near_after, "near after") \
	P(shape_before, "shape before") P(shape_after, "shape after") P(shape_around, "shape around") \
	P(verb, "verb") P(verb_to, "verb to") P(verb_shape, "verb shape") P(verb_after, "verb after") \
	P(class_before_1, "class before 1") P(class_before_2, "class before 2") P(class_before_12, "class before 1-2") P(class_before_123, "class before 1-3") \
	P(class_after_1, "class after 1") P(class_after_12, "class after 1-2") P(class_around, "class around") P(class_near_before, "class near before") \
	P(class_near_after, "class near after") P(class_verb, "class verb") P(class_verb_to, "class verb to") P(class_sentence, "class sentence") \
	P(class_first, "class first") \
	P(sentence, "sentence") P(first, "first") P(shape_first, "shape first") P(absent, "absent")
enum place {
	PLACE_none,
#define PLACE(name, text) PLACE_##name,
	PLACES(PLACE)
#undef PLACE
	N_PLACES
};
static const struct str place_texts[N_PLACES] = {
	{ "", 0 },
#define PLACE(name, text) { text, sizeof text - 1 },
	PLACES(PLACE)
#undef PLACE
};

/* What stands for a name, and for the ends of a sentence. */
enum { MARK_FRONT, MARK_END, MARK_TECHNOLOGY, MARK_OTHER_TECHNOLOGY, MARK_ADOPTER, MARK_OTHER_ADOPTER, N_MARKS };
static const char *const mark_texts[N_MARKS] = { "^", "$", "<T>", "<t>", "<A>", "<a>" };

/* A word, or what stands in its place, by its hash; the text is there with a book only. */
struct part { uint64_t hash; struct str text; };
/* One of a sentence's words, or a name. */
struct word {
	struct part           stem, shape, class;       /* class: or the shape, where it has none */
	unsigned              flags;
	const struct mention *name;     /* or NULL */
	uint32_t              token;
};

struct wording_reader {
	struct wordings     *out;
	const struct word_classes *classes;
	struct part          mark[N_MARKS];
	struct word          word[MAX_WORDS];           /* the sentence in work */
	size_t               n_words;
	bool                 target[MAX_WORDS];         /* is it a form of the name in work? */
	struct wording_range sentence;
	struct { wording_key key; uint32_t round; } seen[2048];         /* the features in work, by open addressing */
	uint32_t             round, n_seen;
	struct { uint64_t hash; struct word word; } known[1024];        /* words met before */
	struct arena         texts;
	struct buf           line, fold;
};

/* ---- words ------------------------------------------------------------- */

enum {
	WORD_LINKS = 1 << 0,    /* may stand between the members of a list, on its left: and, both, the */
	WORD_JOINS = 1 << 1,    /* ... on its right, if a member follows: and, or */
	WORD_VERB  = 1 << 2,    /* ends as verbs do */
	WORD_TECHNOLOGY = 1 << 3        /* a name, of a known technology */
};

/* Words that carry a sentence rather than its matter: they stand for themselves in shapes. */
static const char *const function_words[] = {
	"'s", "a", "about", "across", "after", "again", "against", "all", "already", "also", "always", "am", "among", "an", "and",
	"another", "any", "are", "as", "at", "back", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can",
	"could", "did", "do", "does", "done", "down", "during", "each", "even", "every", "few", "first", "for", "from", "had", "has",
	"have", "having", "he", "her", "his", "how", "i", "if", "in", "instead", "into", "is", "it", "its", "just", "last", "least",
	"less", "like", "many", "may", "me", "might", "more", "most", "much", "must", "my", "never", "new", "no", "nor", "not", "now",
	"of", "off", "often", "old", "on", "once", "one", "only", "onto", "or", "other", "our", "out", "over", "own", "per", "rather",
	"same", "shall", "she", "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "them", "then",
	"there", "these", "they", "this", "those", "three", "through", "to", "too", "two", "under", "unless", "until", "up", "us",
	"very", "via", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will",
	"with", "within", "without", "would", "yet", "you", "your",
};
static const char *const irregular_verbs[] = {
	"began", "built", "came", "chose", "cut", "drove", "fell", "felt", "found", "gave", "got", "grew", "held", "kept", "knew", "lay",
	"led", "left", "let", "lost", "meant", "met", "paid", "put", "ran", "read", "run", "said", "sat", "saw", "sent", "set",
	"sold", "spent", "stood", "thought", "told", "took", "went", "won", "wrote",
};
static const char *const links[] = { "&", ",", "/", "a", "an", "and", "as", "both", "or", "plus", "the", "well" };
static const char *const joints[] = { "&", ",", "and", "or" };
/* Endings that are cut off, and those that a shape shows; the first that fits. */
static const char *const stem_endings[] = { "ingly", "edly", "ing", "ied", "ies", "ed", "es", "s", "ly", "e" };
static const struct { const char *end, *shape; bool verb; } shapes[] = {
	{ "ing", "*ing", true }, { "ed", "*ed", true }, { "ly", "*ly", false }, { "tion", "*tion", false }, { "er", "*er", false },
	{ "ers", "*ers", false }, { "s", "*s", true }
};
#define LENGTH(list) (sizeof (list) / sizeof *(list))

static int
compare(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool
is_one_of(const char *word, const char *const *list, size_t n)
{
	return bsearch(word, list, n, sizeof *list, compare) != NULL;
}

static struct str
stem_of(struct str s)
{
	for (size_t i = 0; i < LENGTH(stem_endings); i++) {
		struct str end = str_of(stem_endings[i]);
		if (s.n < end.n + 3 || !str_ends(s, end))
			continue;
		s.n -= end.n;
		break;
	}
	/* "running", "run" */
	if (s.n > 3 && s.p[s.n - 1] == s.p[s.n - 2] && strchr("bdgmnprt", s.p[s.n - 1]))
		s.n--;
	return s;
}

static struct part
part_of(struct wording_reader *r, struct str text)
{
	return (struct part){ str_hash(text), r->out->book ? arena_str(&r->texts, text) : (struct str){ 0 } };
}

static void
set_shape(struct wording_reader *r, struct word *out, struct str text)
{
	struct str shape = STR("*");

	if (!(text.p[0] >= 'a' && text.p[0] <= 'z') || is_one_of(text.p, function_words, LENGTH(function_words)))
		shape = text;
	else if (is_one_of(text.p, irregular_verbs, LENGTH(irregular_verbs))) {
		shape = STR("*V");
		out->flags |= WORD_VERB;
	} else
		for (size_t i = 0; i < LENGTH(shapes); i++) {
			struct str end = str_of(shapes[i].end);
			if (text.n < end.n + 3 || !str_ends(text, end))
				continue;
			shape = str_of(shapes[i].shape);
			out->flags |= shapes[i].verb ? WORD_VERB : 0u;
			break;
		}
	out->shape = part_of(r, shape);
}

/* What is made of the word TEXT, which is not empty, with the token's hash. */
static struct word
read_word(struct wording_reader *r, struct str text, uint64_t hash)
{
	struct word out = { .flags = 0 };
	bool digit = false;

	buf_reset(&r->fold);
	token_fold(&r->fold, text);
	for (size_t i = 0; i < r->fold.n; i++) {
		digit |= r->fold.p[i] >= '0' && r->fold.p[i] <= '9';
		if ((unsigned char)r->fold.p[i] <= ' ')
			r->fold.p[i] = '_';
	}
	if (digit || r->fold.n == 0) {
		buf_reset(&r->fold);
		buf_addc(&r->fold, digit ? '#' : '_');
	}
	buf_addc(&r->fold, 0);
	struct str folded = { r->fold.p, r->fold.n - 1 };
	out.flags |= (is_one_of(folded.p, links, LENGTH(links)) ? WORD_LINKS : 0u) |
	    (is_one_of(folded.p, joints, LENGTH(joints)) ? WORD_JOINS : 0u);
	set_shape(r, &out, folded);
	struct str class = is_one_of(folded.p, function_words, LENGTH(function_words)) ? STR("") : word_class(r->classes, hash);
	out.class = class.n ? part_of(r, class) : out.shape;
	out.stem = part_of(r, stem_of(folded));
	return out;
}

static struct word
word_at(struct wording_reader *r, const struct block *b, uint32_t i)
{
	const struct token *t = &b->tokens.at[i];
	struct str text = token_text(b->text, t);

	if (r->out->book)
		return read_word(r, text, t->hash);
	size_t slot = t->hash % LENGTH(r->known);
	if (r->known[slot].hash != t->hash) {
		r->known[slot].hash = t->hash;
		r->known[slot].word = read_word(r, text, t->hash);
	}
	return r->known[slot].word;
}

/* The tokens [FROM, TO) of B as words and names. */
static void
read_words(struct wording_reader *r, const struct block *b, uint32_t from, uint32_t to)
{
	size_t n, k = 0;
	const struct mention *m = block_mentions(b, from, to, &n);

	r->n_words = 0;
	for (uint32_t i = from; i < to && r->n_words < MAX_WORDS;) {
		struct word *word = &r->word[r->n_words++];
		while (k < n && m[k].from < i)
			k++;
		if (k < n && m[k].from == i) {
			*word = (struct word){ .name = &m[k], .flags = m[k].name.tech >= 0 ? WORD_TECHNOLOGY : 0u };
			i = m[k].to > i ? m[k].to : i + 1;
		} else
			*word = word_at(r, b, i++);
		word->token = i - 1;
	}
}

/* ---- features ---------------------------------------------------------- */

static wording_key
key_of(enum place place, const struct part *const *part, size_t n)
{
	uint64_t h = place + 1;

	for (size_t i = 0; i < n; i++)
		h = hash_mix(h, part[i]->hash);
	wording_key key = (wording_key)(hash_mix(h, n) >> 32);
	return key ? key : 1;
}

wording_key
wording_key_of(struct str place, struct str words)
{
	struct part part[8];
	const struct part *at[8];
	struct str word;
	size_t n = 0;

	while (n < LENGTH(part) && str_split(&words, ' ', &word)) {
		part[n].hash = str_hash(word);
		at[n] = &part[n];
		n++;
	}
	for (int p = PLACE_none + 1; p < N_PLACES; p++)
		if (str_eq(place, place_texts[p]))
			return key_of((enum place)p, at, n);
	return 0;
}

static void
note_text(struct wording_reader *r, wording_key key, enum place place, const struct part *const *part, size_t n)
{
	struct wording_book *b = r->out->book;
	struct str bytes = { (const char *)&key, sizeof key };

	if (map_get(&b->index, bytes) != MAP_NONE)
		return;
	map_put(&b->index, bytes, (uint32_t)b->n);
	buf_reset(&r->line);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(&r->line, ' ');
		buf_add(&r->line, part[i]->text);
	}
	b->at = xgrow(b->at, &b->cap, b->n + 1, sizeof *b->at);
	b->at[b->n++] = (struct wording_text){ key, place_texts[place], arena_str(&b->arena, buf_str(&r->line)) };
}

/* Adds the feature, unless it was added since the last start_features(). */
static void
add(struct wording_reader *r, enum place place, const struct part *const *part, size_t n)
{
	wording_key key = key_of(place, part, n);
	size_t i = key % LENGTH(r->seen);

	for (; r->seen[i].round == r->round; i = (i + 1) % LENGTH(r->seen))
		if (r->seen[i].key == key)
			return;
	if (r->n_seen == LENGTH(r->seen) / 2)
		return;
	r->n_seen++;
	r->seen[i].key = key;
	r->seen[i].round = r->round;
	r->out->key = xgrow(r->out->key, &r->out->keys_cap, r->out->n_keys + 1, sizeof *r->out->key);
	r->out->key[r->out->n_keys++] = key;
	if (r->out->book)
		note_text(r, key, place, part, n);
}

static void
start_features(struct wording_reader *r)
{
	r->n_seen = 0;
	if (++r->round == 0) {
		memset(r->seen, 0, sizeof r->seen);
		r->round = 1;
	}
}

#define ADD(r, place, ...) add(r, PLACE_##place, (const struct part *const[]){ __VA_ARGS__ }, \
    LENGTH(((const struct part *const[]){ __VA_ARGS__ })))

/* A word as the name sees it whose wording is made: names are marks. */
static const struct part *
mark_of(const struct wording_reader *r, enum wording_kind kind, int i)
{
	bool technology = r->word[i].flags & WORD_TECHNOLOGY;

	if (kind == WORDING_TECHNOLOGY)
		return &r->mark[r->target[i] ? MARK_TECHNOLOGY : technology ? MARK_OTHER_TECHNOLOGY : MARK_ADOPTER];
	return &r->mark[r->target[i] ? MARK_ADOPTER : technology ? MARK_TECHNOLOGY : MARK_OTHER_ADOPTER];
}

static const struct part *
stem_at(const struct wording_reader *r, enum wording_kind kind, int i)
{
	if (i < 0 || i >= (int)r->n_words)
		return &r->mark[i < 0 ? MARK_FRONT : MARK_END];
	return r->word[i].name ? mark_of(r, kind, i) : &r->word[i].stem;
}

static const struct part *
shape_at(const struct wording_reader *r, enum wording_kind kind, int i)
{
	if (i < 0 || i >= (int)r->n_words || r->word[i].name)
		return stem_at(r, kind, i);
	return &r->word[i].shape;
}

static const struct part *
class_at(const struct wording_reader *r, enum wording_kind kind, int i)
{
	if (i < 0 || i >= (int)r->n_words || r->word[i].name)
		return stem_at(r, kind, i);
	return &r->word[i].class;
}

/* Is there at I a name that may stand in a list with the one in work? */
static bool
is_fellow(const struct wording_reader *r, enum wording_kind kind, int i)
{
	bool technology = r->word[i].flags & WORD_TECHNOLOGY;

	return r->word[i].name && technology == (kind == WORDING_TECHNOLOGY);
}

/* The word before, and behind, the list in which the name at AT stands. */
static int
before_list(const struct wording_reader *r, enum wording_kind kind, int at)
{
	int i = at - 1;

	while (i >= 0 && (is_fellow(r, kind, i) || (r->word[i].flags & WORD_LINKS)))
		i--;
	return i;
}

static int
behind_list(const struct wording_reader *r, enum wording_kind kind, int at)
{
	int i = at + 1, n = (int)r->n_words;

	while (i < n && (is_fellow(r, kind, i) || ((r->word[i].flags & WORD_JOINS) && i + 1 < n &&
	    (is_fellow(r, kind, i + 1) || (r->word[i + 1].flags & WORD_JOINS)))))
		i++;
	return i;
}

/* Endings instead of words, of two to five words before LEFT on and two to four from RIGHT on. */
static void
add_shapes(struct wording_reader *r, enum wording_kind kind, int left, int right)
{
	const struct part *before[5], *after[4];

	for (int i = 0; i < 5; i++)
		before[4 - i] = shape_at(r, kind, left - i);
	for (int i = 0; i < 4; i++)
		after[i] = shape_at(r, kind, right + i);
	for (size_t n = 2; n <= 5; n++)
		add(r, PLACE_shape_before, before + 5 - n, n);
	for (size_t n = 2; n <= 4; n++)
		add(r, PLACE_shape_after, after, n);
	ADD(r, shape_around, before[3], before[4], after[0], after[1]);
	ADD(r, shape_around, before[2], before[3], before[4], after[0]);
}

/* The verb next before L, by its ending, and what stands before L and before the verb. */
static void
add_verb(struct wording_reader *r, enum wording_kind kind, int l)
{
	for (int i = l; i >= 0 && i > l - NEAR - 1; i--) {
		if (!(r->word[i].flags & WORD_VERB))
			continue;
		ADD(r, verb, &r->word[i].stem);
		ADD(r, verb_to, &r->word[i].stem, stem_at(r, kind, l));
		ADD(r, class_verb, &r->word[i].class);
		ADD(r, class_verb_to, &r->word[i].class, stem_at(r, kind, l));
		ADD(r, verb_shape, &r->word[i].shape, stem_at(r, kind, l));
		ADD(r, verb_after, shape_at(r, kind, i - 1), &r->word[i].stem);
		return;
	}
}

/* Classes instead of words, before LEFT on and from RIGHT on. */
static void
add_classes(struct wording_reader *r, enum wording_kind kind, int left, int right)
{
	const struct part *l1 = class_at(r, kind, left), *l2 = class_at(r, kind, left - 1), *l3 = class_at(r, kind, left - 2),
	    *r1 = class_at(r, kind, right), *r2 = class_at(r, kind, right + 1);

	ADD(r, class_before_1, l1);
	ADD(r, class_before_2, l2);
	ADD(r, class_before_12, l2, l1);
	ADD(r, class_before_123, l3, l2, l1);
	ADD(r, class_after_1, r1);
	ADD(r, class_after_12, r1, r2);
	ADD(r, class_around, l1, r1);
	for (int i = left; i >= 0 && i >= left - NEAR; i--)
		ADD(r, class_near_before, class_at(r, kind, i));
	for (int i = right; i < (int)r->n_words && i < right + NEAR; i++)
		ADD(r, class_near_after, class_at(r, kind, i));
}

static void
add_around(struct wording_reader *r, enum wording_kind kind, int at)
{
	int left = before_list(r, kind, at), right = behind_list(r, kind, at), n = (int)r->n_words;
	const struct part *l1 = stem_at(r, kind, left), *l2 = stem_at(r, kind, left - 1), *l3 = stem_at(r, kind, left - 2),
	    *r1 = stem_at(r, kind, right), *r2 = stem_at(r, kind, right + 1);

	ADD(r, before_1, l1);
	ADD(r, before_2, l2);
	ADD(r, before_3, l3);
	ADD(r, before_12, l2, l1);
	ADD(r, before_23, l3, l2);
	ADD(r, before_123, l3, l2, l1);
	ADD(r, after_1, r1);
	ADD(r, after_2, r2);
	ADD(r, after_12, r1, r2);
	ADD(r, around, l1, r1);
	ADD(r, around_2, l2, l1, r1);
	ADD(r, left, stem_at(r, kind, at - 1));
	ADD(r, right, stem_at(r, kind, at + 1));
	for (int i = left; i >= 0 && i >= left - NEAR; i--) {
		ADD(r, near_before, stem_at(r, kind, i));
		if (i < left)
			ADD(r, near_before_2, stem_at(r, kind, i), stem_at(r, kind, i + 1));
	}
	for (int i = right; i < n && i < right + NEAR; i++)
		ADD(r, near_after, stem_at(r, kind, i));
	add_shapes(r, kind, left, right);
	add_classes(r, kind, left, right);
	add_verb(r, kind, left);
}

/* ---- a sentence -------------------------------------------------------- */

void
wording_sentence(struct wording_reader *r, const struct block *b, uint32_t from, uint32_t to)
{
	const struct part *stem[2], *class[2], *shape[4];

	arena_reset(&r->texts);
	memset(r->target, 0, sizeof r->target);
	read_words(r, b, from, to);
	r->sentence.from = (uint32_t)r->out->n_keys;
	start_features(r);
	for (int i = 0; i < (int)r->n_words && i < MAX_BAG; i++) {
		ADD(r, sentence, stem_at(r, WORDING_ADOPTER, i));
		ADD(r, class_sentence, class_at(r, WORDING_ADOPTER, i));
	}
	for (int i = 0; i < 4; i++)
		shape[i] = shape_at(r, WORDING_ADOPTER, i);
	for (int i = 0; i < 2; i++) {
		stem[i] = stem_at(r, WORDING_ADOPTER, i);
		class[i] = class_at(r, WORDING_ADOPTER, i);
	}
	add(r, PLACE_class_first, class, 2);
	for (size_t n = 1; n <= 2; n++)
		add(r, PLACE_first, stem, n);
	for (size_t n = 3; n <= 4; n++)
		add(r, PLACE_shape_first, shape, n);
	r->sentence.to = (uint32_t)r->out->n_keys;
}

static uint32_t
begin(struct wording_reader *r, enum wording_kind kind)
{
	r->out->at = xgrow(r->out->at, &r->out->cap, r->out->n + 1, sizeof *r->out->at);
	r->out->at[r->out->n] = (struct wording){ kind, { (uint32_t)r->out->n_keys, 0 }, r->sentence };
	start_features(r);
	return (uint32_t)r->out->n;
}

static uint32_t
end(struct wording_reader *r)
{
	r->out->at[r->out->n].own.to = (uint32_t)r->out->n_keys;
	return (uint32_t)r->out->n++;
}

uint32_t
wording_of_name(struct wording_reader *r, enum wording_kind kind, const struct mention *m)
{
	int times = 0;

	begin(r, kind);
	for (size_t i = 0; i < r->n_words; i++)
		r->target[i] = r->word[i].name && same_name(&r->word[i].name->name, &m->name);
	for (size_t i = 0; i < r->n_words && times < MAX_TIMES; i++)
		if (r->target[i]) {
			add_around(r, kind, (int)i);
			times++;
		}
	memset(r->target, 0, r->n_words);
	return end(r);
}

uint32_t
wording_of_absent(struct wording_reader *r, enum wording_kind kind, int64_t token, unsigned how)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%u", how);
	struct part part = part_of(r, str_of(digits));
	begin(r, kind);
	ADD(r, absent, &part);
	for (size_t i = 0; token >= 0 && i < r->n_words; i++)
		if (r->word[i].token == token) {
			add_around(r, kind, (int)i);
			break;
		}
	return end(r);
}

void
wordings_reset(struct wordings *w)
{
	w->n = w->n_keys = 0;
}

void
wordings_release(struct wordings *w)
{
	free(w->at);
	free(w->key);
	*w = (struct wordings){ 0 };
}

struct wording_reader *
wording_reader(struct wordings *out, const struct word_classes *classes)
{
	struct wording_reader *r = xcalloc(1, sizeof *r);

	r->out = out;
	r->classes = classes;
	for (int i = 0; i < N_MARKS; i++)
		r->mark[i] = (struct part){ str_hash(str_of(mark_texts[i])), str_of(mark_texts[i]) };
	return r;
}

void
wording_reader_free(struct wording_reader *r)
{
	arena_free(&r->texts);
	buf_release(&r->line);
	buf_release(&r->fold);
	free(r);
}

void
wording_book_release(struct wording_book *b)
{
	map_release(&b->index);
	free(b->at);
	arena_free(&b->arena);
	*b = (struct wording_book){ 0 };
}
