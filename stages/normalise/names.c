#include "names.h"

#include "../common/digest.h"
#include "../common/utf8.h"

#define MAX_WORDS 24
/* Longer ids are cut and told apart by a hash. */
#define MAX_ID 48

static const char *const level_names[N_LEVELS] = {
	"exact", "case", "accent", "spacing", "legal_suffix", "domain", "possessive", "plural", "wording",
	"descriptor"
};

/* Forms of enterprise, as ISO 20275 lists them for the larger registers,
 * written as the tokenizer leaves them (n.v. is nv). */
static const char *const legal[] = {
	"inc", "incorporated", "ltd", "limited", "llc", "llp", "lp", "lllp", "plc", "corp", "corporation",
	"gmbh", "mbh", "ag", "kg", "kgaa", "ug", "ev", "se", "sa", "sas", "sarl", "sasu", "srl", "spa", "sl",
	"nv", "bv", "ab", "as", "asa", "aps", "oy", "oyj", "pty", "pte", "pvt", "kk", "sro", "doo",
	"zrt", "kft", "ltda", "sdn", "bhd", "jsc", "ooo", "pjsc", "holding", "holdings", "group",
	"aktiebolag", "aktiengesellschaft", "aktieselskab"
};
/* These are cut only behind two words: "The Company" and "Go Co" keep theirs. */
static const char *const legal_long[] = { "co", "company", "private" };

static const char *const domains[] = {
	"com", "org", "net", "io", "ai", "co", "dev", "app", "de", "fr", "nl", "eu", "es", "it", "pl", "se", "ch",
	"at", "be", "dk", "no", "fi", "ie", "in", "jp", "cn", "ru", "br", "us", "ca", "au", "uk", "tv", "me", "cz"
};

/* One spelling for words that have two. */
static const struct { const char *from, *to; } spellings[] = {
	{ "centre", "center" }, { "centres", "centers" }, { "labour", "labor" }, { "colour", "color" },
	{ "defence", "defense" }, { "programme", "program" }, { "theatre", "theater" }, { "grey", "gray" },
	{ "organisation", "organization" }, { "organisations", "organizations" }, { "licence", "license" },
	{ "catalogue", "catalog" }, { "jewellery", "jewelry" }, { "harbour", "harbor" }, { "travellers", "travelers" },
	{ "univ", "university" }, { "intl", "international" }, { "int'l", "international" }, { "natl", "national" },
	{ "dept", "department" }, { "govt", "government" }, { "assoc", "association" }, { "inst", "institute" },
	{ "bros", "brothers" }, { "mfg", "manufacturing" }, { "labs", "laboratories" }, { "lab", "laboratory" },
	{ "svcs", "services" }, { "mgmt", "management" }, { "tech", "technology" }, { "technologies", "technology" },
	{ "apis", "api" }, { "sdks", "sdk" }, { "&", "and" }, { "+", "plus" }
};

/* Words behind a name that say what it is. */
static const char *const about_adopter[] = {
	"team", "teams", "engineering", "engineers", "developers", "website", "site", "staff", "app", "apps", "game",
	"project", "ios", "android", "backend", "frontend", "server", "servers", "api", "apis"
};
static const char *const about_technology[] = {
	"framework", "library", "language", "programming", "database", "db", "platform", "toolkit", "runtime", "sdk", "sdks", "tool",
	"server", "software", "api", "apis", "package", "module", "plugin", "orm", "engine", "templates", "project",
	"service", "client", "extension", "stack"
};
/* What firms add to the name that they go by. */
static const char *const descriptors[] = {
	"technology", "communications", "software", "systems", "solutions", "networks", "data", "games", "studios",
	"laboratories", "laboratory", "foundation", "international", "worldwide", "online", "digital", "interactive"
};

struct word { char p[64]; size_t n; };
struct words { struct word w[MAX_WORDS]; size_t n; };

const char *
name_level_name(enum name_level level)
{
	return level_names[level];
}

static bool
is(const struct word *w, const char *z)
{
	/* Most differ in the first letter. */
	return w->n && w->p[0] == z[0] && str_eq((struct str){ w->p, w->n }, str_of(z));
}

static bool
among(const struct word *w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is(w, list[i]))
			return true;
	return false;
}
#define AMONG(w, list) among((w), (list), sizeof(list) / sizeof *(list))

static void
set(struct word *w, const char *z)
{
	w->n = strlen(z);
	memcpy(w->p, z, w->n);
}

static void
drop(struct words *a, size_t at, size_t n)
{
	memmove(a->w + at, a->w + at + n, (a->n - at - n) * sizeof *a->w);
	a->n -= n;
}

/* Letters whose stroke or ligature is no mark that can be dropped. */
static void
fold_letter(struct buf *b, uint32_t c)
{
	switch (c) {
	case 0xf8:   buf_addz(b, "o"); break;
	case 0x142:  buf_addz(b, "l"); break;
	case 0x111:  buf_addz(b, "d"); break;
	case 0xe6:   buf_addz(b, "ae"); break;
	case 0x153:  buf_addz(b, "oe"); break;
	case 0x131:  buf_addz(b, "i"); break;
	case 0xf0:   buf_addz(b, "d"); break;
	case 0xfe:   buf_addz(b, "th"); break;
	case 0x2019: case 0x2bc: case 0x2018: case 0xb4: case 0x60: buf_addz(b, "'"); break;
	case 0x266f: case 0xff03: buf_addz(b, "#"); break;
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: buf_addz(b, "-"); break;
	default:     utf8_add(b, c);
	}
}

static void
fold(struct buf *b, struct str name)
{
	struct buf t = { 0 };
	uint32_t c;
	size_t n;

	utf8_fold(&t, name);
	for (struct str s = buf_str(&t); (n = utf8_decode(s, &c)) > 0; s = str_sub(s, n, s.n))
		if (c < 0x80)
			buf_addc(b, s.p[0]);
		else
			fold_letter(b, c);
	buf_release(&t);
}

static bool
name_char(uint32_t c)
{
	return utf8_is_word(c) || c == '+' || c == '#';
}

static void
squash(struct buf *b, struct str s)
{
	uint32_t c;
	size_t n;

	for (; (n = utf8_decode(s, &c)) > 0; s = str_sub(s, n, s.n))
		if (name_char(c))
			buf_add(b, str_sub(s, 0, n));
}

/* Splits at blanks and punctuation; dots and apostrophes inside a word are
 * dropped from it (n.v., o'reilly); a lone & or + is a word.  False when there
 * are more or longer words than a name has. */
static bool
split(struct words *a, struct str s)
{
	uint32_t c;
	size_t n;
	bool open = false;

	a->n = 0;
	for (; (n = utf8_decode(s, &c)) > 0; s = str_sub(s, n, s.n)) {
		bool keep = name_char(c) || c == '&';
		if (!keep && (c == '.' || c == '\''))
			continue;
		if (!keep || c == '&') {
			open = false;
			if (!keep)
				continue;
		}
		if (!open) {
			if (a->n == MAX_WORDS)
				return false;
			a->w[a->n++].n = 0;
		}
		struct word *w = &a->w[a->n - 1];
		if (w->n + n > sizeof w->p)
			return false;
		memcpy(w->p + w->n, s.p, n);
		w->n += n;
		open = c != '&';
	}
	return true;
}

/* The 's of any word, so that "Acme's store" is "Acme store". */
static void
without_inner_possessives(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i > 2 && i + 2 < s.n && s.p[i] == '\'' && s.p[i + 1] == 's' && s.p[i + 2] == ' ')
			i++;
		else
			buf_addc(b, s.p[i]);
}

/* Drops a closing 's or the apostrophe of s'. */
static struct str
without_possessive(struct str s)
{
	if (s.n > 3 && str_ends(s, STR("'s")))
		return str_sub(s, 0, s.n - 2);
	if (s.n > 3 && str_ends(s, STR("s'")))
		return str_sub(s, 0, s.n - 1);
	return s;
}

static bool
is_domain_part(struct str part)
{
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (str_eq(part, str_of(domains[i])))
			return true;
	return false;
}

/* "https://www.trivago.com/" to "trivago"; what holds a blank is no domain. */
static struct str
without_domain(struct str s)
{
	ptrdiff_t at = str_find(s, STR("://"), 0);

	if (at >= 0)
		s = str_sub(s, (size_t)at + 3, s.n);
	if (str_starts(s, STR("www.")))
		s = str_sub(s, 4, s.n);
	if (s.n && s.p[s.n - 1] == '/')
		s.n--;
	if (str_find(s, STR(" "), 0) >= 0)
		return s;
	for (int parts = 0; parts < 2; parts++) {
		const char *dot = s.n ? memrchr(s.p, '.', s.n) : NULL;
		if (!dot || dot - s.p < 2 || !is_domain_part((struct str){ dot + 1, (size_t)(s.p + s.n - dot) - 1 }))
			break;
		s.n = (size_t)(dot - s.p);
	}
	return s;
}

/* Without a closing bracket: "Consumer Bureau (CB)". */
static struct str
without_bracket(struct str s)
{
	if (s.n < 4 || s.p[s.n - 1] != ')')
		return s;
	const char *open = memrchr(s.p, '(', s.n);
	return open && open - s.p >= 2 ? str_trim((struct str){ s.p, (size_t)(open - s.p) }) : s;
}

static void
drop_legal(struct words *a)
{
	size_t before;

	do {
		before = a->n;
		if (a->n > 1 && AMONG(&a->w[a->n - 1], legal))
			a->n--;
		else if (a->n > 2 && AMONG(&a->w[a->n - 1], legal_long))
			a->n--;
		/* What joins the forms: "& Co. KG". */
		else if (a->n > 1 && (is(&a->w[a->n - 1], "&") || is(&a->w[a->n - 1], "and")))
			a->n--;
		else if (a->n > 2 && is(&a->w[a->n - 2], "a") && is(&a->w[a->n - 1], "s"))
			a->n -= 2;
		else if (a->n > 3 && is(&a->w[a->n - 3], "sp") && is(&a->w[a->n - 2], "z") && is(&a->w[a->n - 1], "oo"))
			a->n -= 3;
	} while (a->n < before);
}

static void
drop_plural(struct word *w)
{
	char *p = w->p;
	size_t n = w->n;

	if (n < 5 || p[n - 1] != 's' || strchr("sui'", p[n - 2]))
		return;
	if (n > 5 && p[n - 2] == 'e' && p[n - 3] == 'i') {
		p[n - 3] = 'y';
		w->n = n - 2;
	} else if (n > 5 && p[n - 2] == 'e' && (p[n - 3] == 'x' || p[n - 3] == 'h' || p[n - 3] == 'z'))
		w->n = n - 2;
	else
		w->n = n - 1;
}

static bool
is_version(const struct word *w)
{
	size_t i = w->n > 1 && w->p[0] == 'v';
	bool digit = false;

	for (; i < w->n; i++)
		if (w->p[i] >= '0' && w->p[i] <= '9')
			digit = true;
		else if (!(w->p[i] == 'x' && digit))
			return false;
	return digit;
}

static bool
is_year(const struct word *w)
{
	return w->n == 4 && is_version(w) && (w->p[0] == '1' || w->p[0] == '2') && (w->p[1] == '9' || w->p[1] == '0');
}

static void
unify_words(struct words *a)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < sizeof spellings / sizeof *spellings; k++)
			if (is(&a->w[i], spellings[k].from)) {
				set(&a->w[i], spellings[k].to);
				break;
			}
	for (size_t i = 0; i + 2 < a->n; i++)
		if (is(&a->w[i], "internet") && is(&a->w[i + 1], "of") && is(&a->w[i + 2], "things")) {
			drop(a, i, 2);
			set(&a->w[i], "iot");
		}
	/* "University of Oslo" and "Oslo University" */
	if (a->n >= 3 && is(&a->w[1], "of") &&
	    (is(&a->w[0], "university") || is(&a->w[0], "ministry") || is(&a->w[0], "department"))) {
		struct word first = a->w[0];
		drop(a, 0, 2);
		a->w[a->n++] = first;
	}
}

static void
drop_wording(struct words *a, enum name_use use)
{
	while (a->n > 1 && (is(&a->w[0], "the") || is_year(&a->w[0]) || (use == NAME_TECHNOLOGY && is(&a->w[0], "apache"))))
		drop(a, 0, 1);
	/* Its maker writes the cloud's services with both names. */
	if (use == NAME_TECHNOLOGY && a->n > 1 && is(&a->w[0], "amazon"))
		set(&a->w[0], "aws");
	if (use == NAME_TECHNOLOGY) {
		while (a->n > 1 && (AMONG(&a->w[a->n - 1], about_technology) || is_version(&a->w[a->n - 1])))
			a->n--;
	} else
		while (a->n > 1 && AMONG(&a->w[a->n - 1], about_adopter))
			a->n--;
}

static void
fold_words(struct buf *b, struct str folded, enum name_use use, enum name_level level)
{
	struct words a;
	struct buf t = { 0 };

	folded = str_trim(folded);
	if (level >= LEVEL_WORDING) {
		without_inner_possessives(&t, without_bracket(folded));
		folded = buf_str(&t);
	}
	if (level >= LEVEL_POSSESSIVE)
		folded = without_possessive(folded);
	if (level >= LEVEL_DOMAIN && use == NAME_ADOPTER)
		folded = without_domain(folded);
	if (level >= LEVEL_WORDING && use == NAME_TECHNOLOGY && folded.n > 4 && str_ends(folded, STR(".js")))
		folded.n -= 3;
	if (!split(&a, folded) || a.n == 0) {
		squash(b, folded);
		buf_release(&t);
		return;
	}
	if (level >= LEVEL_WORDING)
		drop_wording(&a, use);
	drop_legal(&a);
	if (level >= LEVEL_WORDING)
		unify_words(&a);
	if (level >= LEVEL_DESCRIPTOR && use == NAME_ADOPTER)
		while (a.n > 1 && AMONG(&a.w[a.n - 1], descriptors))
			a.n--;
	if (level >= LEVEL_PLURAL)
		drop_plural(&a.w[a.n - 1]);
	for (size_t i = 0; i < a.n; i++)
		if (!is(&a.w[i], "&"))
			buf_add(b, (struct str){ a.w[i].p, a.w[i].n });
	buf_release(&t);
}

void
name_key(struct buf *b, struct str name, enum name_use use, enum name_level level)
{
	struct buf t = { 0 };
	size_t before = b->n;

	name = str_trim(name);
	if (level == LEVEL_EXACT) {
		buf_add(b, name);
		return;
	}
	if (level == LEVEL_CASE) {
		for (size_t i = 0; i < name.n; i++)
			buf_addc(b, name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i]);
		return;
	}
	fold(&t, name);
	if (level == LEVEL_ACCENT)
		buf_add(b, buf_str(&t));
	else if (level == LEVEL_SPACING)
		squash(b, buf_str(&t));
	else
		fold_words(b, buf_str(&t), use, level);
	/* A name of punctuation alone is its own key. */
	if (b->n == before)
		buf_add(b, t.n ? buf_str(&t) : name);
	buf_release(&t);
}

void
name_id(struct buf *b, struct str name, enum name_use use)
{
	struct buf key = { 0 };
	size_t kept = 0;

	name_key(&key, name, use, LEVEL_WORDING);
	buf_addz(b, "x_");
	for (size_t i = 0; i < key.n && kept < MAX_ID; i++) {
		char c = key.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			buf_addc(b, c);
			kept++;
		}
	}
	if (kept < key.n) {
		struct digest d;
		char hex[DIGEST_HEX];
		digest_init(&d);
		digest_add(&d, buf_str(&key));
		digest_hex(&d, hex);
		buf_addf(b, "%s%.8s", kept ? "_" : "", hex);
	}
	buf_release(&key);
}
