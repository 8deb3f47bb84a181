/*
 * vocabulary.h -- everything extract knows before it reads an article: the
 * lexicon's names, the word classes and rules of claims.rules, the purposes.
 */
#ifndef USEDBY_VOCABULARY_H
#define USEDBY_VOCABULARY_H

#include "../common/lexicon.h"
#include "clues.h"
#include "metric_words.h"
#include "name_shape.h"
#include "phrases.h"
#include "purpose_words.h"
#include "word_classes.h"

#define MAX_CLASSES 128
#define MAX_ELEMENTS 24

__extension__ typedef unsigned __int128 classes;        /* a bit per word class */

enum element_kind { ELEMENT_ADOPTER, ELEMENT_TECHNOLOGY, ELEMENT_FROM, ELEMENT_IMPLIED, ELEMENT_CLASS, ELEMENT_GAP, ELEMENT_START, ELEMENT_END };

struct element {
	enum element_kind kind;
	bool              optional;
	bool              possessive;   /* adopter followed by 's, or our/their/its */
	classes           any;          /* ELEMENT_CLASS: one of these */
	unsigned          width;        /* ELEMENT_GAP: at most so many words ... */
	bool              strict;       /* ... and over no technology */
	classes           never;        /* ELEMENT_GAP: passes over no word of these */
};

enum status { STATUS_USES, STATUS_FORMERLY, STATUS_CONSIDERED, STATUS_CREATED, N_STATUS };
const char *status_name(enum status s);

struct rule {
	classes        needs;           /* each of these stands in what the rule matches */
	struct str     name;
	enum status    status, from_status;     /* of T, and of F */
	bool           move;                    /* T and F make a migration */
	double         prior;                   /* how much it speaks for the claim, before any fit */
	struct element element[MAX_ELEMENTS];
	size_t         n;
	size_t         line, index;             /* index: rules of one name share it */
};

/* One way to write a name: a form of a lexicon entry, or its domain. */
struct form_ref { uint32_t table, entry, form; };       /* form == FORM_DOMAIN: the domain */
#define FORM_DOMAIN UINT32_MAX

struct vocabulary {
	struct lexicon *lexicon;
	struct phrases *names;          /* value: table << 24 | entry, then form: see name_ref */
	struct phrases *words;          /* value: class number */
	struct phrases *frames;         /* the same, for classes that only headings are asked for */
	struct purpose_words *purpose_words;
	struct metric_words *metric_words;
	struct word_classes *word_classes;
	struct str      class_name[MAX_CLASSES];
	size_t          n_classes;
	uint8_t         class_slot[2 * MAX_CLASSES];    /* open addressing by the name's hash: number and 1, or 0 */
	struct rule    *rule;
	size_t          n_rules;
	struct str     *rule_name;      /* distinct, in file order */
	double         *rule_prior;     /* theirs */
	size_t          n_rule_names;
	struct form_ref *form;          /* the values of names */
	size_t          n_forms;
	struct lexicon_form *domain;    /* by organisation */
	classes         common;         /* the bit of the class COMMON */
	uint64_t        class_signs[MAX_CLASSES];      /* what a class is a sign of (relation.h) */
	struct clue_weights protagonist, typing, number_subject, number_technology;
	struct name_shape shape;
	int            *vendor;         /* by technology: the organisation that makes it, or -1 */
	struct arena    arena;
};

/* Load DIR (the lexicon's files, claims.rules, the *.weights of clues, word_classes.csv, use_case_words.csv, metric_words.csv).  NULL with
 * *e set: EX_CONFIG, EX_NOINPUT, EX_DATAERR. */
struct vocabulary *vocabulary_load(const char *dir, struct err *e);
void vocabulary_free(struct vocabulary *v);
/* The form that R stands for. */
const struct lexicon_form *vocabulary_form(const struct vocabulary *v, const struct form_ref *r);
/* The number of the class called NAME, which is added where it is new; MAX_CLASSES
 * where there is no room for it. */
size_t vocabulary_add_class(struct vocabulary *v, struct str name);
/* The bit of the class called NAME, 0 if there is none. */
classes vocabulary_class(const struct vocabulary *v, const char *name);

#endif
