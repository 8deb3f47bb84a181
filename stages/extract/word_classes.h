/*
 * word_classes.h -- words that stand in for each other: "moved", "switched" and "migrated".
 *
 * Distributional classes: k-means over word vectors that were learned from a large body of
 * text (tools/quality/word-classes says which).  What is learned of one word of a
 * class holds for the others, too, among them words that no annotated article has.
 */
#ifndef USEDBY_WORD_CLASSES_H
#define USEDBY_WORD_CLASSES_H

#include "../common/arena.h"
#include "../common/err.h"

#define MAX_WORD_CLASSES 4096

struct word_classes;

/* Read DIR/word_classes.csv: class,words; the classes are numbered from 0, their words parted
 * by blanks, small, each in one class.  NULL with *e set: EX_NOINPUT, or EX_CONFIG with the line. */
struct word_classes *word_classes_load(const char *dir, struct err *e);
void word_classes_free(struct word_classes *c);        /* NULL is fine */
/* How the class of the word with that hash (struct token) is called: "~12"; empty if it has none. */
struct str word_class(const struct word_classes *c, uint64_t hash);

#endif
