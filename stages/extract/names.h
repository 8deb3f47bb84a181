/*
 * names.h -- the names in an article's blocks, known and unknown.
 */
#ifndef USEDBY_NAMES_H
#define USEDBY_NAMES_H

#include "article.h"
#include "vocabulary.h"

/* Fill the mentions of every block of A (code blocks stay without): the
 * lexicon's longest forms, then names found by their shape.  Names that are
 * also ordinary words get NAME_EVIDENCE where the article supports them. */
void names_find(struct article *a, const struct vocabulary *v);

/* May this mention stand for who uses / for what is used? */
bool name_can_adopt(const struct vocabulary *v, const struct mention *m);
bool name_can_be_used(const struct vocabulary *v, const struct mention *m);
/* Set the count of every mention of A: how often the article tells its name. */
void names_count(struct article *a);
/* The key of a name as written: whatever its case and accents. */
uint64_t name_key_of(struct str text);
/* A technology's, by the lexicon or by what is told of it (typing.h). */
static inline bool name_is_tool(const struct mention *m) { return m->name.tech >= 0 || (m->flags & NAME_TOOL); }
/* Known from the lexicon, in either table. */
static inline bool name_known(const struct name *n) { return n->tech >= 0 || n->org >= 0; }

#endif
