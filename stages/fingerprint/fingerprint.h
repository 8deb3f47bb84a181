/*
 * fingerprint.h -- what copies and template families of an article are told by.
 *
 * Text hash: SHA-256 over the folded words.  Signature: MinHash (A. Broder, "On
 * the resemblance and containment of documents", 1997) over sequences of
 * SHINGLE_WORDS words, with multiply-shift hashing (M. Dietzfelbinger et al.,
 * 1997) and 16 bits kept of each minimum (b-bit minwise hashing, P. Li and
 * C. König, 2010).  Skeleton: the words of the headings without the names, where
 * a name is a word that the article's prose mostly capitalises within sentences.
 */
#ifndef USEDBY_FINGERPRINT_H
#define USEDBY_FINGERPRINT_H

#include "../common/str.h"

#define SHINGLE_WORDS   5       /* as Broder's study of the web used longer, news syndication shorter ones */
#define SIGNATURE       126     /* hash functions; 42 bands of 3 in normalise */
#define MIN_SHINGLES    20      /* below, a text has no signature */
#define PASSAGE_WORDS   15      /* shorter paragraphs may be equal by chance */

struct fingerprinter;

struct fingerprint {
	size_t     shingles;            /* distinct ones */
	char       text_hash[17];       /* empty without words */
	uint16_t   signature[SIGNATURE];
	bool       has_signature;
	struct str skeleton;            /* borrowed until the next article */
};

struct fingerprinter *fingerprinter_new(void);
/* Begin the next article. */
void fingerprinter_begin(struct fingerprinter *f);
/* Add a block's text, valid UTF-8.  Fills HASH with the passage's hash if the
 * block is long enough to be one, else with "". */
void fingerprinter_add(struct fingerprinter *f, struct str text, bool heading, char hash[17]);
void fingerprinter_end(struct fingerprinter *f, struct fingerprint *out);
void fingerprinter_free(struct fingerprinter *f);

#endif
