/*
 * copies.h -- which articles say the same with one voice.
 *
 * Copies: equal text hashes; or signatures that share one of BANDS bands of
 * BAND_ROWS minima (locality-sensitive hashing, Leskovec, Rajaraman, Ullman,
 * "Mining of Massive Datasets", ch. 3) and whose estimated containment or
 * resemblance passes the thresholds.  Passages: equal paragraph hashes.
 * Template families: masked heading words that resemble each other while the
 * texts do not.
 *
 * In memory: some 100 bytes per article; signatures lie in a temporary file.
 */
#ifndef USEDBY_COPIES_H
#define USEDBY_COPIES_H

#include "articles.h"

#define SIGNATURE  126          /* minima in a signature, as fingerprint writes them */
#define BANDS      42           /* of 3 minima: resemblance 0.35 is met with 0.84, 0.5 with 0.996 */
#define BAND_ROWS  3
/* A copy that was trimmed to a part is contained in the whole; one that got a
 * new header and footer resembles it. */
#define MIN_RESEMBLANCE         0.40
#define MIN_CONTAINMENT         0.70
#define MIN_TRIMMED_RESEMBLANCE 0.20

#define FAMILY_FUNCTIONS 40     /* 20 bands of 2: resemblance 0.35 is met with 0.93 */
#define FAMILY_BAND_ROWS 2
#define FAMILY_MIN_RESEMBLANCE 0.35
#define FAMILY_MIN_WORDS 6      /* heading words in common */

struct copies;

struct copies *copies_new(const char *dir);
/* Add the article at hand, the next in number. */
bool copies_add(struct copies *c, const struct shard *s, struct err *e);
/* Add the passages of a shard; SOURCES says the number of each source of it. */
struct map;
bool copies_add_passages(struct copies *c, const char *build, const char *shard, const struct map *sources,
    const struct articles *all, struct err *e);
/* Sets copy_of, family and witness of all articles. */
bool copies_cluster(struct copies *c, struct articles *all, struct err *e);
/* The witness of the passage BLOCK of article NUMBER. */
uint32_t copies_witness(const struct copies *c, const struct articles *all, uint32_t number, uint32_t block);
/* Writes copies.csv. */
bool copies_write(struct copies *c, const struct articles *all, const char *path, struct account *account, struct err *e);
void copies_free(struct copies *c);

#endif
