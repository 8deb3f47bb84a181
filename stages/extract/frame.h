/*
 * frame.h -- what title, headings, lists and tables say about the text in them.
 *
 * Who "we" are, whom a section is about, which technology a page lists the
 * users of.  Computed once per article, then asked per block.
 */
#ifndef USEDBY_FRAME_H
#define USEDBY_FRAME_H

#include "entries.h"
#include "names.h"

struct scope {
	const struct mention *adopter;  /* whom the block is about, or NULL */
	const struct block   *adopter_block;
	enum { SCOPE_NONE, SCOPE_TITLE, SCOPE_HEADING, SCOPE_LABEL } from;
	const struct mention *topic;    /* users of it are listed here, or NULL */
	size_t                n_topics;
	const struct block   *topic_block;
	bool                  signed_by;        /* the adopter is named below the quotation that this block is of */
	const struct mention *named;    /* the first name of the nearest heading that has one, or NULL */
};

/* Whose article it may be, the likeliest first, and how likely (protagonist.h). */
struct guess { struct mention m; double score; bool titled; };
#define MAX_GUESSES 4

struct frame {
	struct scope  *scope;           /* by block index */
	struct entry  *entry;           /* by block index */
	float          entry_share;     /* part of the blocks that begin one */
	struct guess   guess[MAX_GUESSES];
	size_t         n_guesses;
	struct mention company;         /* whose post or case study it is ... */
	bool           has_company;
	bool           strong_company;  /* by far, not by a little */
	bool           titled;          /* title or site name it */
	bool           own_voice;       /* ... and whether "we" tell it */
	bool           own_post;        /* ... and they are more than a narrator who says "I" */
	bool           many_adopters;   /* sections on one adopter each */
	bool           lists_users;     /* most of the page is a list of users */
	bool           cards;           /* ... or a heading each */
	bool           advice;          /* speaks to "you": a tutorial */
	unsigned       first_person;    /* sentences with we, our, us */
	const struct mention *dominant;         /* the technology named most, or NULL */
	const struct mention *title_tech;       /* technologies of the title */
	size_t         n_title_techs;
};

/* The result lives in A's arena. */
struct frame *frame_of(const struct article *a, const struct vocabulary *v);

/* The name with which an item or cell begins, if it is set off from what
 * follows ("Uber - dispatch", "Uber: ...", or nothing else), or NULL. */
const struct mention *frame_label(const struct vocabulary *v, const struct block *b);
/* The bits of the classes of B's token I, as a single word.  They are looked up
 * once where frame_note_classes() was called for B. */
classes frame_classes(const struct vocabulary *v, const struct block *b, size_t i);
/* All classes of the words and phrases (class and frame of claims.rules) that begin in the tokens [from, to) of T. */
classes frame_classes_in(const struct vocabulary *v, const struct tokens *t, size_t from, size_t to);
/* Does one of B's tokens [from, to) belong to one of the classes WANT, as a single word? */
bool frame_any_class(const struct vocabulary *v, const struct block *b, size_t from, size_t to, classes want);
/* Are all words of B's tokens [from, to) in the class COMMON? */
bool frame_all_common(const struct vocabulary *v, const struct block *b, size_t from, size_t to);
void frame_note_classes(const struct vocabulary *v, struct block *b, struct arena *arena);

#endif
