#include "rules.h"

#include <stdio.h>
#include <stdlib.h>

#include "../common/xalloc.h"
#include "../common/zio.h"

struct parser {
	struct vocabulary *v;
	struct rule        rule;        /* name and status of the rule in work */
	size_t             cap_rules, cap_names;
	const char        *path;
	size_t             line;
	struct err        *e;
};

static bool
wrong(struct parser *p, const char *what, struct str text)
{
	return err_set(p->e, EX_CONFIG, "%s: line %zu: %s '%.*s'", p->path, p->line, what, STR_ARG(text));
}

/* The next word of *REST, or "..." without its quotes. */
static bool
next_word(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	if (rest->n == 0)
		return false;
	if (rest->p[0] == '"') {
		ptrdiff_t end = str_find(*rest, STR("\""), 1);
		if (end > 0) {
			*word = str_sub(*rest, 1, (size_t)end);
			*rest = str_sub(*rest, (size_t)end + 1, rest->n);
			return true;
		}
	}
	size_t n = 0;
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	*word = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool
parse_class(struct parser *p, struct str rest, struct phrases *into)
{
	struct str name, word;
	struct vocabulary *v = p->v;

	if (!next_word(&rest, &name) || !next_word(&rest, &word) || !str_eq(word, STR("=")))
		return wrong(p, "needs 'class NAME = word ...':", rest);
	size_t i = vocabulary_add_class(v, name);
	if (i == MAX_CLASSES)
		return wrong(p, "too many classes at", name);
	while (next_word(&rest, &word))
		phrases_add(into, word, (uint32_t)i);
	return true;
}

static bool
parse_status(struct parser *p, struct str word, enum status *status)
{
	for (int i = 0; i < N_STATUS; i++)
		if (str_eq(word, str_of(status_name((enum status)i)))) {
			*status = (enum status)i;
			return true;
		}
	return wrong(p, "unknown status", word);
}

static bool
parse_head(struct parser *p, struct str rest)
{
	struct str word;
	struct vocabulary *v = p->v;

	p->rule = (struct rule){ .from_status = STATUS_FORMERLY };
	if (!next_word(&rest, &word))
		return wrong(p, "a rule needs a name", rest);
	p->rule.name = arena_str(&v->arena, word);
	if (!next_word(&rest, &word) || !parse_status(p, word, &p->rule.status))
		return wrong(p, "a rule needs a status:", p->rule.name);
	while (next_word(&rest, &word)) {
		if (str_eq(word, STR("move")))
			p->rule.move = true;
		else if (str_starts(word, STR("from="))) {
			if (!parse_status(p, str_sub(word, 5, word.n), &p->rule.from_status))
				return false;
		} else if (str_starts(word, STR("prior="))) {
			if (!str_to_double(str_sub(word, 6, word.n), &p->rule.prior))
				return wrong(p, "not a number:", word);
		} else
			return wrong(p, "unknown option", word);
	}
	for (size_t i = 0; i < v->n_rule_names; i++)
		if (str_eq(v->rule_name[i], p->rule.name))
			return wrong(p, "a second rule called", p->rule.name);
	v->rule_name = xgrow(v->rule_name, &p->cap_names, v->n_rule_names + 1, sizeof *v->rule_name);
	p->rule.index = v->n_rule_names;
	v->rule_prior = xrealloc(v->rule_prior, p->cap_names * sizeof *v->rule_prior);
	v->rule_prior[v->n_rule_names] = p->rule.prior;
	v->rule_name[v->n_rule_names++] = p->rule.name;
	return true;
}

static bool
parse_classes(struct parser *p, struct str word, classes *any)
{
	struct str part;

	while (str_split(&word, '|', &part)) {
		char name[64];
		snprintf(name, sizeof name, "%.*s", STR_ARG(part));
		classes bit = vocabulary_class(p->v, name);
		if (!bit)
			return wrong(p, "unknown class", part);
		*any |= bit;
	}
	return true;
}

static bool
parse_element(struct parser *p, struct str word, struct element *e)
{
	uint64_t width;

	*e = (struct element){ 0 };
	if (word.n > 1 && word.p[word.n - 1] == '?') {
		e->optional = true;
		word.n--;
	}
	if (str_eq(word, STR("A")) || str_eq(word, STR("A's"))) {
		e->kind = ELEMENT_ADOPTER;
		e->possessive = word.n > 1;
	} else if (str_eq(word, STR("T")))
		e->kind = ELEMENT_TECHNOLOGY;
	else if (str_eq(word, STR("F")))
		e->kind = ELEMENT_FROM;
	else if (str_eq(word, STR("@")))
		e->kind = ELEMENT_IMPLIED;
	else if (str_eq(word, STR("^")))
		e->kind = ELEMENT_START;
	else if (str_eq(word, STR("$")))
		e->kind = ELEMENT_END;
	else if (str_starts(word, STR(".."))) {
		struct str never = { 0 };
		ptrdiff_t minus = str_find(word, STR("-"), 0);
		if (minus > 0) {
			never = str_sub(word, (size_t)minus + 1, word.n);
			word.n = (size_t)minus;
			if (!parse_classes(p, never, &e->never))
				return false;
		}
		e->kind = ELEMENT_GAP;
		e->strict = word.p[word.n - 1] == '!';
		word.n -= e->strict;
		if (!str_to_u64(str_sub(word, 2, word.n), &width) || width > 60)
			return wrong(p, "a gap is ..N, N up to 60:", word);
		e->width = (unsigned)width;
	} else {
		e->kind = ELEMENT_CLASS;
		return parse_classes(p, word, &e->any);
	}
	return true;
}

static bool
parse_pattern(struct parser *p, struct str rest)
{
	struct vocabulary *v = p->v;
	struct rule r = p->rule;
	struct str word;
	bool adopter = false, technology = false;

	if (!r.name.p)
		return wrong(p, "a pattern without a rule:", rest);
	r.line = p->line;
	while (next_word(&rest, &word)) {
		if (r.n == MAX_ELEMENTS)
			return wrong(p, "too many elements at", word);
		if (!parse_element(p, word, &r.element[r.n]))
			return false;
		enum element_kind kind = r.element[r.n++].kind;
		adopter |= kind == ELEMENT_ADOPTER || kind == ELEMENT_IMPLIED;
		technology |= kind == ELEMENT_TECHNOLOGY || kind == ELEMENT_FROM;
	}
	for (size_t i = 0; i < r.n; i++)
		if (!r.element[i].optional && !(r.element[i].any & (r.element[i].any - 1)))
			r.needs |= r.element[i].any;
	if (!adopter || !technology)
		return wrong(p, "a pattern needs A or @, and T or F, in the rule", r.name);
	v->rule = xgrow(v->rule, &p->cap_rules, v->n_rules + 1, sizeof *v->rule);
	v->rule[v->n_rules++] = r;
	return true;
}

static bool
parse_line(struct parser *p, struct str line)
{
	struct str word;

	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#' || line.p[0] == '+' || line.p[0] == '-')
		return true;            /* examples are for the tests */
	next_word(&line, &word);
	if (str_eq(word, STR("class")))
		return parse_class(p, line, p->v->words);
	if (str_eq(word, STR("frame")))
		return parse_class(p, line, p->v->frames);
	if (str_eq(word, STR("rule")))
		return parse_head(p, line);
	if (str_eq(word, STR("|")))
		return parse_pattern(p, line);
	return wrong(p, "neither class, frame, rule, |, +, - nor #:", word);
}

bool
rules_load(struct vocabulary *v, const char *path, struct err *e)
{
	struct parser p = { .v = v, .path = path, .e = e };
	struct buf text = { 0 };
	struct str rest, line;
	struct zin *in = zin_open(path, e);

	if (!in)
		return false;
	v->words = phrases_new(0);
	v->frames = phrases_new(0);
	bool ok = zin_all(in, &text, e);
	zin_close(in);
	rest = buf_str(&text);
	while (ok && str_split(&rest, '\n', &line)) {
		p.line++;
		ok = parse_line(&p, line);
	}
	buf_release(&text);
	return ok;
}

/* ---- matching ---------------------------------------------------------- */

/* Steps that one rule may take from one start; only text made of names and cue
 * words comes near it, and what it has found by then counts. */
#define STEP_LIMIT 4000

struct state {
	const struct item *item;
	int                n;
	const struct rule *rule;
	int                reach[MAX_ELEMENTS + 1];     /* by element: the last place where it, and all behind it, could match */
	struct match      *out;                         /* of this rule: so many, and room for so many */
	size_t             found, room;
	unsigned           steps;
};

static void match_from(struct state *s, size_t element, int at, struct match m);

static bool
is_adopter(const struct item *item, int n, int at, const struct element *e)
{
	if (!(item[at].flags & (ITEM_ADOPTER | ITEM_PRONOUN)))
		return false;
	if (!e->possessive)
		return true;
	return (item[at].flags & ITEM_POSSESSIVE) || (at + 1 < n && (item[at + 1].flags & ITEM_POSSESSIVE));
}

/* May element E match at AT, as far as that item tells? */
static inline bool
may_match(const struct state *s, const struct element *e, int at)
{
	switch (e->kind) {
	case ELEMENT_ADOPTER:    return at < s->n && is_adopter(s->item, s->n, at, e);
	case ELEMENT_TECHNOLOGY:
	case ELEMENT_FROM:       return at < s->n && (s->item[at].flags & ITEM_TECHNOLOGY);
	case ELEMENT_CLASS:      return at < s->n && (s->item[at].classes & e->any);
	case ELEMENT_START:      return at == 0;
	default:                 return true;
	}
}

/* A gap may pass over technologies, but over no other adopter that could be
 * the subject, and over no break. */
static bool
passable(const struct item *item)
{
	if (item->flags & ITEM_BREAK)
		return false;
	if (item->flags & ITEM_PRONOUN)
		return (item->flags & (ITEM_POSSESSIVE | ITEM_OBLIQUE)) != 0;
	return !(item->flags & ITEM_ADOPTER) || (item->flags & (ITEM_TECHNOLOGY | ITEM_OBLIQUE));
}

static void
match_gap(struct state *s, size_t element, int at, struct match m)
{
	const struct element *e = &s->rule->element[element], *next = e + 1;
	unsigned width = e->width, before = m.gap;
	bool strict = e->strict, last = element + 1 == s->rule->n;
	classes never = e->never;

	for (unsigned used = 0; used <= width && at <= s->reach[element + 1]; at++) {
		m.gap = before + used;
		if (last || next->optional || may_match(s, next, at))
			match_from(s, element + 1, at, m);
		if (at >= s->n || !passable(&s->item[at]) || (strict && (s->item[at].flags & ITEM_TECHNOLOGY)) ||
		    (s->item[at].classes & never))
			return;
		used += !(s->item[at].flags & ITEM_MARK);
	}
}

static void
match_one(struct state *s, size_t element, int at, struct match m)
{
	const struct element *e = &s->rule->element[element];
	int past = at + 1;

	if (at >= s->n)
		return;
	switch (e->kind) {
	case ELEMENT_ADOPTER:
		if (!is_adopter(s->item, s->n, at, e))
			return;
		m.adopter = at;
		if (e->possessive && !(s->item[at].flags & ITEM_POSSESSIVE))
			past++;
		break;
	case ELEMENT_TECHNOLOGY:
	case ELEMENT_FROM:
		if (!(s->item[at].flags & ITEM_TECHNOLOGY) || at == m.adopter || at == m.technology || at == m.left)
			return;
		*(e->kind == ELEMENT_FROM ? &m.left : &m.technology) = at;
		break;
	default:
		if (!(s->item[at].classes & e->any))
			return;
		if (m.cue < 0)
			m.cue = at;
	}
	m.last = at;
	match_from(s, element + 1, past, m);
}

static void
record(struct state *s, const struct match *m)
{
	for (size_t i = 0; i < s->found; i++) {
		const struct match *o = &s->out[i];
		if (o->adopter == m->adopter && o->technology == m->technology && o->left == m->left)
			return;
	}
	if (s->found < s->room)
		s->out[s->found++] = *m;
}

static void
match_from(struct state *s, size_t element, int at, struct match m)
{
	if (at > s->reach[element] || ++s->steps > STEP_LIMIT)
		return;
	if (element == s->rule->n) {
		record(s, &m);
		return;
	}
	const struct element *e = &s->rule->element[element];
	if (e->optional)
		match_from(s, element + 1, at, m);
	switch (e->kind) {
	case ELEMENT_IMPLIED:
		match_from(s, element + 1, at, m);
		break;
	case ELEMENT_START:
		if (at == 0)
			match_from(s, element + 1, at, m);
		break;
	case ELEMENT_END:
		while (at < s->n && (s->item[at].flags & ITEM_MARK))
			at++;
		if (at >= s->n)
			match_from(s, element + 1, at, m);
		break;
	case ELEMENT_GAP:
		match_gap(s, element, at, m);
		break;
	default:
		match_one(s, element, at, m);
	}
}

/* Sets how far each element reaches; false where the rule cannot match at all. */
static bool
set_reach(struct state *s)
{
	int reach = s->reach[s->rule->n] = s->n;

	for (size_t k = s->rule->n; k-- > 0 && reach >= 0; s->reach[k] = reach) {
		const struct element *e = &s->rule->element[k];
		if (e->optional || e->kind == ELEMENT_IMPLIED || e->kind == ELEMENT_GAP || e->kind == ELEMENT_END)
			continue;
		if (e->kind == ELEMENT_START)
			reach = 0;
		else
			while (--reach >= 0 && !may_match(s, e, reach))
				continue;
	}
	return reach >= 0;
}

size_t
rules_match(const struct vocabulary *v, const struct item *item, size_t n, struct match *out)
{
	struct state s = { .item = item, .n = (int)n, .out = out, .room = MAX_MATCHES };
	classes present = 0;

	for (size_t i = 0; i < n; i++)
		present |= item[i].classes;
	for (size_t r = 0; r < v->n_rules && s.room; r++) {
		s.rule = &v->rule[r];
		if ((s.rule->needs & ~present) || !set_reach(&s))
			continue;
		struct match none = { .rule = s.rule, .adopter = -1, .technology = -1, .left = -1, .cue = -1 };
		s.found = 0;
		for (int at = 0; at < (int)n && at <= s.reach[0]; at++)
			if (s.rule->element[0].optional || may_match(&s, &s.rule->element[0], at)) {
				none.first = none.last = at;
				s.steps = 0;
				match_from(&s, 0, at, none);
			}
		s.out += s.found;
		s.room -= s.found;
	}
	return MAX_MATCHES - s.room;
}
