/*
 * lexicon.h -- the known names: technologies, organisations, use cases.
 *
 * Read from the CSV files of a folder (lexicon/) and checked as a whole: ids
 * are unique in their table, kinds are known, parents exist and form no cycle,
 * no form belongs to two rows of a table unless both list it under
 * ambiguous_forms, no row has the same form twice.  An offence is an EX_CONFIG
 * that names file and line.
 */
#ifndef USEDBY_LEXICON_H
#define USEDBY_LEXICON_H

#include "arena.h"
#include "err.h"
#include "str.h"

enum lexicon_table { LEXICON_TECHNOLOGIES, LEXICON_ORGANISATIONS, N_LEXICON_TABLES };

/* One way to write the name of an entry. */
struct lexicon_form {
	struct str text;
	bool       ambiguous;   /* also an ordinary word or another thing's name */
	bool       former;      /* a name given up ... */
	int        until;       /* ... in this year; 0 = not known */
};

struct lexicon_entry {
	enum lexicon_table   table;
	struct str           id, name, kind;
	struct str           parent;            /* id, empty for none */
	int                  parent_index;      /* in the same table, -1 for none */
	int                  parent_since;      /* organisations; 0 = not known */
	bool                 case_sensitive;    /* technologies: match the listed case only */
	struct str           vendor;            /* technologies */
	struct str           country, sector, domain;   /* organisations */
	struct lexicon_form *form;              /* the name first */
	size_t               n_forms;
	size_t               line;              /* in its file */
};

struct use_case { struct str id, name, covers; };

struct lexicon {
	struct lexicon_entry *entry[N_LEXICON_TABLES];  /* sorted by id, bytewise */
	size_t                n[N_LEXICON_TABLES];
	struct use_case      *use_case;                 /* sorted by id */
	size_t                n_use_cases;
	struct arena          text;                     /* all strings live here */
};

/* Load DIR/technologies.csv, organisations.csv and use_cases.csv.  NULL with *e
 * set: EX_NOINPUT, EX_DATAERR, EX_CONFIG.  Give back with lexicon_free(). */
struct lexicon *lexicon_load(const char *dir, struct err *e);
/* The index of ID in the table, or -1. */
int lexicon_find(const struct lexicon *l, enum lexicon_table table, struct str id);
/* The index of the use case ID, or -1. */
int lexicon_use_case(const struct lexicon *l, struct str id);
void lexicon_free(struct lexicon *l);

/* "technologies", "organisations". */
const char *lexicon_table_name(enum lexicon_table table);

#endif
