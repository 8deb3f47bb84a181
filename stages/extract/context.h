/*
 * context.h -- one sentence of one article, on its way to candidates.  Shared
 * by the parts of claims.c: items.c, who.c, candidate.c, terms.c, setting.c and places.c.
 */
#ifndef USEDBY_CONTEXT_H
#define USEDBY_CONTEXT_H

#include "claims.h"

#define MAX_ITEMS 400
#define MAX_MENTIONS 300        /* a sentence has no more words (token.h) */

/* The frames' own rules, in the order of frame_rule_names. */
enum { FRAME_LIST, FRAME_SECTION, FRAME_TABLE, FRAME_LABEL, FRAME_SAME, FRAME_MENTION, FRAME_ENTRY, FRAME_TOPIC };

/* An adopter that was named before, and where last. */
struct recent { const struct mention *m; size_t sentence; uint32_t block; bool subject; };
#define MAX_RECENT 8

/* The pair that was looked for last, and where its candidates stand. */
struct pair {
	const struct mention *adopter, *technology;
	enum binding          binding;
	const char           *path;
	size_t                listed;
	bool                  ready;            /* CANDIDATE is filled in, but for what comes from the status */
	struct candidate      candidate;
	size_t                at[N_STATUS];     /* SIZE_MAX: nowhere */
};
/* A name that was added to all of a sentence's technologies, for the likely statuses or the possible ones. */
struct weighed { uint64_t key; int tech, org; bool likely; };
#define MAX_WEIGHED 32
/* What tells the candidates of a sentence apart, close together. */
struct told { struct name adopter, technology; enum status status; };

struct context {
	const struct article    *a;
	const struct frame      *f;
	const struct vocabulary *v;
	struct candidates       *out;
	struct misses           *misses;
	const struct block      *b;
	uint32_t                 block, from, to;       /* index; the sentence's tokens */
	struct item              item[MAX_ITEMS];
	size_t                   n_items;
	uint64_t                 signs[MAX_ITEMS];      /* of each item */
	const struct mention    *mention;               /* the sentence's */
	size_t                   n_mentions;
	int16_t                  item_of[MAX_MENTIONS]; /* by mention: the item that holds it, or -1 */
	struct told_last { const struct mention *m; size_t sentence; } last;    /* the technology named last, and in which sentence */
	bool                     ready;                 /* signs and blank are filled in for the sentence */
	struct candidate         blank;                 /* what its candidates have in common */
	struct wording_reader   *words;
	uint32_t                 wording[N_WORDING_KINDS][MAX_MENTIONS];        /* of each name of the sentence; WORDING_NONE: not made */
	uint32_t                 absent[N_WORDING_KINDS][N_BINDINGS];   /* ... of one that is not in it, by what it was bound by */
	struct pair              pair;
	struct told             *told;                  /* of its candidates, from FIRST on */
	size_t                   told_cap;
	struct weighed           weighed[MAX_WEIGHED];
	size_t                   n_weighed;
	classes                  all;                   /* of the sentence */
	const struct mention    *subject;               /* of the sentences before, in this section */
	uint32_t                 moves;
	struct recent            recent[MAX_RECENT];    /* the last one first, each name once */
	size_t                   n_recent, n_sentences; /* ...; sentences read */
	const struct mention    *block_first;           /* the first adopter that the block named, or NULL */
	bool                     block_others;          /* ... and it named others behind it */
	size_t                   first;                 /* of this sentence's candidates */
	const struct block      *head[MAX_COLUMNS];     /* of the table's columns, or NULL */
	uint32_t                 table;                 /* whose they are */
	bool                     possible[N_STATUS];    /* for pairs that no rule binds ... */
	bool                     likely[N_STATUS];      /* ... if the sentence does not name the adopter */
	unsigned char            listed[MAX_MENTIONS];  /* of the sentence's names: 0 not used, 1 alone, 2 in a list */
	size_t                   sentence;              /* index in its block */
	uint64_t                 before, after, heading;        /* signs of the sentences beside it, of the heading above ... */
	classes                  head_classes;                  /* ... and what that is told by */
	unsigned                 n_technologies, n_adopters;    /* mentions of the article */
	size_t                   n_words;               /* likewise */
	float                    first_person;          /* part of its sentences */
	struct { classes use, built, adopt, moveto, code, indefinite, tech_prep, leave, oblique, object, verb, order, tool, respectively, neg, modal, cond, advice, hearsay, past, we, they, it, ours, brk, company, join, poss, quote, not_used, filler, over, weighed, made, by; } c;
};

static inline const struct scope *
context_scope(const struct context *x)
{
	return &x->f->scope[x->block];
}

/* Who is meant, and how that was found; m is NULL where nobody is. */
struct who { const struct mention *m; enum binding binding; const char *path; };

/* items.c: the tokens [from, to) of the block as items; x->all is the union of
 * their classes. */
void items_make(struct context *x);
struct str context_word(const struct context *x, size_t i);
/* The item that holds the mention M, or -1. */
int item_of(const struct context *x, const struct mention *m);
/* May the mention M, with LEFT mentions from it on in its block, hardly be a
 * subject: "of X", "from X", or X before a product of its own? */
bool item_is_oblique(const struct context *x, const struct mention *m, size_t left);

/* who.c: "we"; "they", "the company"; no subject at all; and the pronoun IT. */
struct who who_first_person(const struct context *x);
struct who who_third_person(const struct context *x);
struct who who_implied(const struct context *x);
struct who who_pronoun(const struct context *x, const struct item *it);

/* terms.c: the terms of C, by what they come from. */
void terms_of_sentence(const struct context *x, struct candidate *c);
void terms_of_adopter(const struct context *x, struct candidate *c, const struct mention *m);
void terms_of_technology(const struct context *x, struct candidate *c, const struct mention *m, size_t listed);
void terms_of_pair(const struct context *x, struct candidate *c, const struct mention *adopter,
    const struct mention *technology);
void terms_of_status(const struct context *x, struct candidate *c);
void terms_of_match(const struct context *x, struct candidate *c, const struct match *m, bool fresh);
bool ends_with_question(const struct context *x);
/* Is M a member of a list in which a known technology stands? */
bool beside_known(const struct context *x, const struct mention *m);
/* Is M written as tools are: camel case, .js, followed by framework, library? */
bool looks_like_tool(const struct context *x, const struct mention *m);

/* setting.c: what is known of the article before its sentences are read; the
 * terms of C that come from it, for all candidates of the sentence and for a pair;
 * those that come from all candidates together. */
void setting_of_article(struct context *x);
void terms_of_setting(const struct context *x, struct candidate *c);
void terms_of_names(const struct context *x, struct candidate *c, const struct mention *adopter,
    const struct mention *technology);
/* Note the adopters of the sentence that was read. */
void setting_note_recent(struct context *x);
void terms_of_all(const struct article *a, const struct vocabulary *v, struct candidates *all);

/* May M be bound without a rule? */
bool context_believable(const struct mention *m);
/* The first cell of the row, if this is another one; or NULL. */
const struct block *context_row(const struct context *x);

/* candidate.c: the sentence's candidate for the pair and status, made when it is
 * new (*FRESH); NULL where adopter and technology are one.  context_claim() adds
 * it by the frame RULE (FRAME_LIST ...). */
struct candidate *context_add(struct context *x, const struct who *who, const struct mention *adopter,
    const struct mention *technology, size_t listed, enum status status, bool *fresh);
void context_claim(struct context *x, const struct mention *adopter, enum binding binding,
    const struct mention *technology, enum status status, int rule);

/* places.c: what lists, labels and tables say without a sentence. */
void frames_lists(struct context *x);
void frames_labels(struct context *x);
void frames_tables(struct context *x);
/* An entry's name with the technology that the heading, the title, or all of the page is about. */
void frames_entries(struct context *x);
/* Adopters in a cell with the technology that heads its column. */
void frames_columns(struct context *x);
/* Adopters of a sentence that names no technology, with those that it may speak of:
 * of the row, the sentence before, the heading, the title. */
void frames_topics(struct context *x);
/* Does the block hold technologies by its place: a cell below such a header, or behind "Backend:"? */
bool context_lists_technologies(const struct context *x);
/* The header of the cell's column, or NULL. */
const struct block *context_head(const struct context *x);

#endif
