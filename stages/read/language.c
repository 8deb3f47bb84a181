#include "../common/utf8.h"
#include "language.h"

#define LOOK_BYTES 65536

/* Words that are frequent in one language and rare in the others of the list. */
static const struct { const char *code, *words; } small[] = {
	{ "en", " the and of to is was for that with are you it this have from be not we they by at which can will has their on an as more or how our who were about when what " },
	{ "de", " der die und das ist nicht mit den von ein eine auf für sich des dem im auch werden wird sind bei einer wie wir oder aus nach zum zur über " },
	{ "fr", " le les des est et une dans pour que qui pas sur avec au sont plus nous vous par cette ce ne ses aux ont être mais leur " },
	{ "es", " el los las una que del con por para es está como más pero su sus este esta son se lo fue ha desde sobre entre " },
	{ "pt", " os as uma que não com para por dos das ao mais como seu sua foi são pelo pela também em um ele até isso " },
	{ "it", " il gli che di una per non con del della dei sono come anche nel alla più questo questa delle è si ha lo ed " },
	{ "nl", " het een van en is dat niet met voor zijn op te ook aan er maar door naar bij wordt worden deze om als dan " },
	{ "sv", " och att det som en är på för av med den till inte har om ett var jag kan från eller så vi " },
	{ "da", " og at det som er på til af med den ikke der en har for et de kan fra var også blev vi " },
	{ "no", " og det som er på til av med ikke en har for et den kan fra også å vi ble være men seg " },
	{ "fi", " ja on ei että se oli hän joka mutta myös kun ovat niin tai sen ole sekä voi " },
	{ "pl", " i w na z do nie się jest to że jak po o od dla są przez ale czy oraz może być " },
	{ "cs", " a je na se v že to s z do jako by pro jsou které nebo byl ale jeho také při " },
	{ "tr", " ve bir bu da de için ile olarak çok daha olan gibi en ne kadar sonra ama " },
	{ "id", " yang dan di dengan untuk dari ini pada dalam itu tidak akan juga adalah oleh ke kami anda bisa atau " },
	{ "ro", " și în de la cu pe este nu care din pentru sau mai sunt prin că o un " },
	{ "hu", " a az és hogy nem is egy van meg ez de volt mint csak még " },
	{ "vi", " và của là có cho không được một các với trong này người khi để những " },
};
#define N_SMALL (sizeof small / sizeof *small)
/* Each small word once, open addressing. */
#define SLOTS 2048

struct slot { const char *p; unsigned char n, sets; unsigned char set[6]; };
static struct slot table[SLOTS];
static size_t longest;         /* bytes of the longest small word */

static struct slot *
find(const char *p, size_t n)
{
	size_t i = str_hash((struct str){ p, n }) % SLOTS;

	while (table[i].p && (table[i].n != n || memcmp(table[i].p, p, n)))
		i = (i + 1) % SLOTS;
	return &table[i];
}

static void
fill(void)
{
	for (size_t k = 0; k < N_SMALL; k++) {
		struct str rest = str_of(small[k].words), word;
		while (str_split(&rest, ' ', &word)) {
			if (!word.n)
				continue;
			struct slot *s = find(word.p, word.n);
			s->p = word.p;
			s->n = (unsigned char)word.n;
			longest = word.n > longest ? word.n : longest;
			if (s->sets < sizeof s->set)
				s->set[s->sets++] = (unsigned char)k;
		}
	}
}

enum script { LATIN, CYRILLIC, GREEK, HEBREW, ARABIC, DEVANAGARI, THAI, HANGUL, KANA, HAN, N_SCRIPTS };

static int
script_of(uint32_t c)
{
	if (c < 0x250) return LATIN;
	if (c < 0x370) return -1;
	if (c < 0x400) return GREEK;
	if (c < 0x530) return CYRILLIC;
	if (c >= 0x590 && c < 0x600) return HEBREW;
	if (c >= 0x600 && c < 0x780) return ARABIC;
	if (c >= 0x900 && c < 0xe00) return DEVANAGARI;
	if (c >= 0xe00 && c < 0xe80) return THAI;
	if (c >= 0x1e00 && c < 0x1f00) return LATIN;
	if (c >= 0x3040 && c < 0x3100) return KANA;
	if ((c >= 0x1100 && c < 0x1200) || (c >= 0xac00 && c < 0xd7b0)) return HANGUL;
	if ((c >= 0x3400 && c < 0xa000) || (c >= 0x20000 && c < 0x30000)) return HAN;
	return -1;
}

static const char *
by_script(const size_t *n)
{
	size_t all = 0;

	for (size_t k = 0; k < N_SCRIPTS; k++)
		all += n[k];
	if (all < 20)
		return NULL;
	if ((n[KANA] + n[HAN]) * 3 > all)
		return n[KANA] * 10 > n[HAN] ? "ja" : "zh";
	if (n[HANGUL] * 3 > all) return "ko";
	if (n[CYRILLIC] * 2 > all) return "ru";
	if (n[GREEK] * 2 > all) return "el";
	if (n[HEBREW] * 2 > all) return "he";
	if (n[ARABIC] * 2 > all) return "ar";
	if (n[DEVANAGARI] * 2 > all) return "hi";
	if (n[THAI] * 2 > all) return "th";
	return NULL;
}

/* The languages with the most and the second most small words. */
static void
leaders(const size_t *hits, size_t *best, size_t *second)
{
	*best = 0;
	*second = N_SMALL;
	for (size_t k = 1; k < N_SMALL; k++)
		if (hits[k] > hits[*best])
			*best = k;
	for (size_t k = 0; k < N_SMALL; k++)
		if (k != *best && (*second == N_SMALL || hits[k] > hits[*second]))
			*second = k;
}

const char *
language_of(struct str text)
{
	size_t script[N_SCRIPTS] = { 0 }, hits[N_SMALL] = { 0 }, words = 0, w;
	char word[24];
	size_t n = 0;
	const char *code;
	size_t best, second;

	if (!longest)
		fill();
	if (text.n > LOOK_BYTES)
		text.n = LOOK_BYTES;
	for (size_t i = 0; i <= text.n; i += w) {
		uint32_t c = i < text.n ? (unsigned char)text.p[i] : ' ';
		w = 1;
		if (c >= 0x80 && (w = utf8_decode(str_sub(text, i, text.n), &c)) == 0)
			w = 1, c = ' ';
		bool in = c >= 0x80 ? c >= 0xc0 && (c < 0x2000 || c > 0x2bff) : (c | 32) - 'a' < 26;
		if (in && c < 0x80) {
			script[LATIN]++;
			if (n + 1 < sizeof word)
				word[n] = (char)(c | 32);
			n++;
			continue;
		}
		if (in) {
			int k = script_of(c);
			if (k >= 0)
				script[k]++;
			if (n + w < sizeof word)
				memcpy(word + n, text.p + i, w);
			n += w;
			continue;
		}
		if (n > 0) {
			words++;
			struct slot *s = n <= longest ? find(word, n) : NULL;
			if (s && s->p)
				for (unsigned k = 0; k < s->sets; k++)
					hits[s->set[k]]++;
			/* Some two hundred words are enough where they are clear. */
			if (words % 128 == 0) {
				leaders(hits, &best, &second);
				if (hits[best] >= 25 && hits[best] > 2 * hits[second] && hits[best] * 8 > words)
					break;
			}
		}
		n = 0;
	}
	if ((code = by_script(script)))
		return code;
	leaders(hits, &best, &second);
	/* Running text has a small word at every third or fourth place. */
	if (words < 12 || hits[best] < 4 || hits[best] * 12 < words || hits[best] * 10 < hits[second] * 11)
		return NULL;
	return small[best].code;
}
