#include "fingerprint.h"

#include <stdlib.h>

#include "../common/digest.h"
#include "../common/map.h"
#include "../common/utf8.h"
#include "../common/xalloc.h"

/* How often the prose writes a word with a capital inside a sentence, or small. */
struct usage { uint32_t capital, small; };

struct fingerprinter {
	uint64_t      multiplier[SIGNATURE], addend[SIGNATURE];
	struct buf    folded;
	uint64_t     *word;             /* hashes of the article's words, in order */
	size_t        n_words, cap_words;
	uint64_t     *shingle;
	size_t        cap_shingles;
	struct digest text, passage;
	struct map    words;            /* of the prose -> usage */
	struct usage *usage;
	size_t        n_usage, cap_usage;
	struct buf    headings;         /* their words, each with a newline */
	struct buf    skeleton;
};

/* splitmix64 (S. Vigna, public domain algorithm): constants from one seed. */
static uint64_t
next_constant(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

struct fingerprinter *
fingerprinter_new(void)
{
	struct fingerprinter *f = xcalloc(1, sizeof *f);
	uint64_t state = 1;

	for (size_t i = 0; i < SIGNATURE; i++) {
		f->multiplier[i] = next_constant(&state) | 1;
		f->addend[i] = next_constant(&state);
	}
	return f;
}

void
fingerprinter_begin(struct fingerprinter *f)
{
	f->n_words = 0;
	f->n_usage = 0;
	map_reset(&f->words);
	buf_reset(&f->headings);
	digest_init(&f->text);
}

static void
count_usage(struct fingerprinter *f, struct str folded, bool capital)
{
	uint32_t at = map_get(&f->words, folded);

	if (at == MAP_NONE) {
		at = (uint32_t)f->n_usage;
		map_put(&f->words, folded, at);
		f->usage = xgrow(f->usage, &f->cap_usage, f->n_usage + 1, sizeof *f->usage);
		f->usage[f->n_usage++] = (struct usage){ 0, 0 };
	}
	f->usage[at].capital += capital;
	f->usage[at].small += !capital;
}

/* Takes the next word, with what stands before it, off *REST. */
static bool
next_word(struct str *rest, struct str *word, bool *ended)
{
	uint32_t c;
	size_t n;

	*ended = false;
	while ((n = utf8_decode(*rest, &c)) > 0 && !utf8_is_word(c)) {
		*ended |= c == '.' || c == '!' || c == '?' || c == ':' || c == 0x201c;
		*rest = str_sub(*rest, n, rest->n);
	}
	if (n == 0)
		return false;
	word->p = rest->p;
	while ((n = utf8_decode(*rest, &c)) > 0 && (utf8_is_word(c)))
		*rest = str_sub(*rest, n, rest->n);
	word->n = (size_t)(rest->p - word->p);
	return true;
}

static void
short_hex(struct digest *d, char out[17])
{
	char hex[DIGEST_HEX];

	digest_hex(d, hex);
	memcpy(out, hex, 16);
	out[16] = 0;
}

static void
add_word(struct fingerprinter *f, struct str folded)
{
	f->word = xgrow(f->word, &f->cap_words, f->n_words + 1, sizeof *f->word);
	f->word[f->n_words++] = str_hash(folded);
	digest_add(&f->text, folded);
	digest_add(&f->text, STR(" "));
	digest_add(&f->passage, folded);
	digest_add(&f->passage, STR(" "));
}

void
fingerprinter_add(struct fingerprinter *f, struct str text, bool heading, char hash[17])
{
	struct str word;
	bool ended, first = true;
	size_t before = f->n_words;
	uint32_t c;

	digest_init(&f->passage);
	while (next_word(&text, &word, &ended)) {
		buf_reset(&f->folded);
		utf8_fold(&f->folded, word);
		utf8_decode(word, &c);
		add_word(f, buf_str(&f->folded));
		if (heading) {
			buf_add(&f->headings, buf_str(&f->folded));
			buf_addc(&f->headings, '\n');
		} else if (!first && !ended)
			count_usage(f, buf_str(&f->folded), utf8_is_upper(c));
		first = false;
	}
	hash[0] = 0;
	if (!heading && f->n_words - before >= PASSAGE_WORDS)
		short_hex(&f->passage, hash);
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Distinct shingles, sorted. */
static size_t
make_shingles(struct fingerprinter *f)
{
	size_t n = f->n_words < SHINGLE_WORDS ? 0 : f->n_words - SHINGLE_WORDS + 1, kept = 0;

	f->shingle = xgrow(f->shingle, &f->cap_shingles, n + 1, sizeof *f->shingle);
	for (size_t i = 0; i < n; i++) {
		uint64_t h = 0;
		for (size_t k = 0; k < SHINGLE_WORDS; k++) {
			h = (h ^ f->word[i + k]) * UINT64_C(0x9e3779b97f4a7c15);
			h ^= h >> 29;
		}
		f->shingle[i] = h;
	}
	if (n)
		qsort(f->shingle, n, sizeof *f->shingle, by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || f->shingle[i] != f->shingle[i - 1])
			f->shingle[kept++] = f->shingle[i];
	return kept;
}

static void
sign(const struct fingerprinter *f, size_t n, uint16_t *signature)
{
	for (size_t i = 0; i < SIGNATURE; i++) {
		uint64_t a = f->multiplier[i], b = f->addend[i];
		uint32_t least = UINT32_MAX;
		for (size_t k = 0; k < n; k++) {
			uint32_t h = (uint32_t)((f->shingle[k] * a + b) >> 32);
			least = h < least ? h : least;
		}
		/* The low bits of the minimum: the high ones are nearly always 0. */
		signature[i] = (uint16_t)least;
	}
}

static int
by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool
is_name(const struct fingerprinter *f, struct str word)
{
	uint32_t at = map_get(&f->words, word);

	return at != MAP_NONE && f->usage[at].capital > f->usage[at].small;
}

static void
make_skeleton(struct fingerprinter *f)
{
	struct str rest = buf_str(&f->headings), part, *word = NULL;
	size_t n = 0, cap = 0;

	buf_reset(&f->skeleton);
	while (str_split(&rest, '\n', &part))
		if (part.n && !is_name(f, part)) {
			word = xgrow(word, &cap, n + 1, sizeof *word);
			word[n++] = part;
		}
	if (n)
		qsort(word, n, sizeof *word, by_text);
	for (size_t i = 0; i < n; i++) {
		if (i && str_eq(word[i], word[i - 1]))
			continue;
		if (f->skeleton.n)
			buf_addc(&f->skeleton, ' ');
		buf_add(&f->skeleton, word[i]);
	}
	free(word);
}

void
fingerprinter_end(struct fingerprinter *f, struct fingerprint *out)
{
	*out = (struct fingerprint){ .shingles = make_shingles(f) };
	out->has_signature = out->shingles >= MIN_SHINGLES;
	if (out->has_signature)
		sign(f, out->shingles, out->signature);
	if (f->n_words)
		short_hex(&f->text, out->text_hash);
	make_skeleton(f);
	out->skeleton = buf_str(&f->skeleton);
}

void
fingerprinter_free(struct fingerprinter *f)
{
	if (!f)
		return;
	buf_release(&f->folded);
	buf_release(&f->headings);
	buf_release(&f->skeleton);
	map_release(&f->words);
	free(f->word);
	free(f->shingle);
	free(f->usage);
	free(f);
}
