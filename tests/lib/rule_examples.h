/*
 * rule_examples.h -- the + and - lines of claims.rules.
 */
#ifndef USEDBY_TESTS_RULE_EXAMPLES_H
#define USEDBY_TESTS_RULE_EXAMPLES_H

#include "extraction.h"

#include "../../stages/common/xalloc.h"
#include "../../stages/common/zio.h"

struct example {
	size_t     line, rule;          /* of the file; index of the rule's name */
	bool       wanted;              /* + */
	struct str text, claims;        /* claims: "a|t|s; a|t|s", empty for - */
};

struct examples {
	struct example *at;
	size_t          n, cap;
	struct buf      file;
	struct arena    arena;
};

/* The text of an example: \n stands for a line break. */
static inline struct str
example_text(struct arena *a, struct str raw)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] == '\\' && i + 1 < raw.n && raw.p[i + 1] == 'n') {
			buf_addc(&b, '\n');
			i++;
		} else
			buf_addc(&b, raw.p[i]);
	struct str text = arena_str(a, str_trim(buf_str(&b)));
	buf_release(&b);
	return text;
}

/* Read the examples of PATH.  False with *e set; an example in front of any
 * rule, or a + without claims, is an EX_CONFIG. */
static inline bool
examples_read(struct examples *out, const char *path, const struct vocabulary *v, struct err *e)
{
	struct zin *in = zin_open(path, e);
	bool ok = in && zin_all(in, &out->file, e);
	struct str rest = buf_str(&out->file), line;
	size_t no = 0, rule = SIZE_MAX;

	zin_close(in);
	while (ok && str_split(&rest, '\n', &line)) {
		no++;
		line = str_trim(line);
		if (str_starts(line, STR("rule "))) {
			struct str name = str_trim(str_sub(line, 5, line.n));
			str_split(&name, ' ', &line);
			for (rule = 0; rule < v->n_rule_names && !str_eq(v->rule_name[rule], line); rule++)
				;
		}
		bool wanted = str_starts(line, STR("+ "));
		if (!wanted && !str_starts(line, STR("- ")))
			continue;
		ptrdiff_t arrow = wanted ? str_find(line, STR(" => "), 0) : (ptrdiff_t)line.n;
		if (rule == SIZE_MAX || arrow < 0)
			return err_set(e, EX_CONFIG, "%s: line %zu: an example without a rule or without =>", path, no);
		out->at = xgrow(out->at, &out->cap, out->n + 1, sizeof *out->at);
		out->at[out->n++] = (struct example){ no, rule, wanted, example_text(&out->arena, str_sub(line, 2, (size_t)arrow)),
		    wanted ? str_trim(str_sub(line, (size_t)arrow + 4, line.n)) : STR("") };
	}
	return ok;
}

static inline void
examples_release(struct examples *x)
{
	free(x->at);
	buf_release(&x->file);
	arena_free(&x->arena);
}

static inline bool
by_rule(const struct vocabulary *v, const struct reader *r, size_t rule, struct str wanted)
{
	for (size_t i = 0; i < r->claims.n; i++)
		if (rule_set_has(&r->claims.at[i].rules, rule) && tells(v, &r->claims.at[i], wanted))
			return true;
	return false;
}

/* Does CLAIMS tell C?  What binds a pair for use binds it in the past as well
 * (claims.c), so a use that is told tells C's past too. */
static inline bool
told(const struct vocabulary *v, const struct candidate *c, struct str claims)
{
	struct candidate use = *c;
	bool past = c->status == STATUS_FORMERLY || c->status == STATUS_CONSIDERED;
	struct str one;

	use.status = STATUS_USES;
	while (str_split(&claims, ';', &one))
		if (tells(v, c, str_trim(one)) || (past && tells(v, &use, str_trim(one))))
			return true;
	return false;
}

/* Does R find of X what X says: all its claims by X's own rule, and no other by
 * it?  What is missing or too much goes to *WHAT. */
static inline bool
example_holds(struct reader *r, const struct example *x, struct str *what)
{
	struct str rest = x->claims, one;

	reader_take(r, x->text);
	while (x->wanted && str_split(&rest, ';', &one))
		if (!by_rule(r->v, r, x->rule, *what = str_trim(one)))
			return false;
	for (size_t i = 0; i < r->claims.n; i++)
		if (rule_set_has(&r->claims.at[i].rules, x->rule) && !told(r->v, &r->claims.at[i], x->claims)) {
			*what = r->claims.at[i].technology.text;
			return false;
		}
	return true;
}

#endif
