/*
 * conf.h -- pipeline.conf: KEY = value lines and # comments.
 *
 * The keys, their kinds, defaults and ranges stand in schema/conf.def.  make
 * includes the same file, so a value is the rest of its line without blanks at
 * either end; there are no quotes and no continuation lines.
 */
#ifndef USEDBY_CONF_H
#define USEDBY_CONF_H

#include "err.h"
#include "str.h"

enum conf_key {
#define CONF(key, kind, standard, min, max, unit, stages, meaning) CONF_##key,
#include "../schema/conf.def"
#undef CONF
	N_CONF
};

enum conf_kind { CONF_TEXT, CONF_INTEGER, CONF_NUMBER };

struct conf_entry {
	const char    *key;
	enum conf_kind kind;
	const char    *standard;        /* default */
	double         min, max;        /* of the value; for text, of its length */
	const char    *unit, *stages, *meaning;
};
extern const struct conf_entry conf_entries[N_CONF];

struct conf { char *value[N_CONF]; };

/* Every key at its default. */
void conf_init(struct conf *c);
/* Read PATH over it.  False with *e set (EX_CONFIG; EX_NOINPUT): unknown key,
 * value out of range, key set twice; the text names file, line and key. */
bool conf_load(struct conf *c, const char *path, struct err *e);
/* Set one key; WHERE stands in the error's text. */
bool conf_set(struct conf *c, struct str key, struct str value, const char *where, struct err *e);
void conf_release(struct conf *c);

const char *conf_text(const struct conf *c, enum conf_key key);
int64_t     conf_integer(const struct conf *c, enum conf_key key);
double      conf_number(const struct conf *c, enum conf_key key);

#endif
