/* The words of a comparison: for people, for Markdown, as CSV and as JSON. */
#include <jansson.h>
#include <stdlib.h>

#include "../common/sheet.h"
#include "compare.h"
#include "show.h"

static const char *const things[N_CHANGE_OF] = { "adopter", "technology", "adoption" };
static const char *const kinds[] = { "came", "went", "status" };

static const struct {
	enum change_of   of;
	enum change_kind kind;
	const char      *title;
} sections[] = {
	{ CHANGE_ADOPTER, CHANGE_CAME, "Adopters that came" },
	{ CHANGE_ADOPTER, CHANGE_WENT, "Adopters that went" },
	{ CHANGE_TECHNOLOGY, CHANGE_CAME, "Technologies that came" },
	{ CHANGE_TECHNOLOGY, CHANGE_WENT, "Technologies that went" },
	{ CHANGE_CELL, CHANGE_CAME, "Uses that came" },
	{ CHANGE_CELL, CHANGE_WENT, "Uses that went" },
	{ CHANGE_CELL, CHANGE_STATUS, "Uses whose status changed" },
};
#define N_SECTIONS (sizeof sections / sizeof *sections)

static void
clean(struct buf *b, struct str s, bool markdown)
{
	(markdown ? show_markdown : show_line)(b, s);
}

static void
row(struct buf *b, const struct change *c, bool markdown)
{
	buf_addz(b, markdown ? "| " : "  ");
	if (c->adopter.n)
		clean(b, c->adopter, markdown);
	if (c->adopter.n && c->technology.n)
		buf_addz(b, markdown ? " | " : "  ");
	if (c->technology.n)
		clean(b, c->technology, markdown);
	if (c->of == CHANGE_CELL) {
		buf_addz(b, markdown ? " | " : "  ");
		clean(b, c->before, markdown);
		if (c->before.n && c->after.n)
			buf_addz(b, " -> ");
		clean(b, c->after, markdown);
	}
	buf_addz(b, markdown ? " | " : "  (");
	clean(b, c->cause, markdown);
	buf_addz(b, c->detail.n ? ": " : "");
	clean(b, c->detail, markdown);
	buf_addz(b, markdown ? " |\n" : ")\n");
}

static void
section(struct buf *b, const struct comparison *c, size_t s, bool markdown, size_t limit)
{
	size_t count = c->count[sections[s].of][sections[s].kind], shown = 0;

	if (count == 0)
		return;
	buf_addf(b, markdown ? "\n## %s: %zu\n\n" : "\n%s: %zu\n", sections[s].title, count);
	if (markdown && sections[s].of == CHANGE_CELL)
		buf_addz(b, "| adopter | technology | status | cause |\n| --- | --- | --- | --- |\n");
	else if (markdown)
		buf_addf(b, "| %s | cause |\n| --- | --- |\n", things[sections[s].of]);
	for (size_t i = 0; i < c->n; i++) {
		if (c->change[i].of != sections[s].of || c->change[i].kind != sections[s].kind)
			continue;
		if (limit && shown == limit)
			break;
		row(b, &c->change[i], markdown);
		shown++;
	}
	if (shown < count)
		buf_addf(b, markdown ? "\n%zu more; `diff` lists them all.\n" : "  %zu more\n", count - shown);
}

static void
print_words(struct buf *b, const struct comparison *c, bool markdown, size_t limit)
{
	buf_addf(b, markdown ? "# Changes\n\nFrom release `%.12s` to `%.12s`.\n" : "from release %.12s to %.12s\n",
	    c->before.p, c->after.p);
	if (c->n == 0)
		buf_addz(b, markdown ? "\nNo adopter, technology or use changed.\n" : "no adopter, technology or use changed\n");
	if (c->inputs.n) {
		buf_addz(b, markdown ? "\nInputs that differ beside articles: " : "inputs that differ beside articles: ");
		clean(b, c->inputs, markdown);
		buf_addz(b, markdown ? ".\n" : "\n");
	}
	for (size_t s = 0; s < N_SECTIONS; s++)
		section(b, c, s, markdown, limit);
}

static void
print_csv(struct buf *b, const struct comparison *c)
{
	buf_addz(b, "of,change,adopter_id,adopter,technology_id,technology,before,after,cause,detail\n");
	for (size_t i = 0; i < c->n; i++) {
		const struct change *x = &c->change[i];
		const struct str field[] = { str_of(things[x->of]), str_of(kinds[x->kind]), x->adopter_id, x->adopter,
		    x->technology_id, x->technology, x->before, x->after, x->cause, x->detail };
		for (size_t k = 0; k < sizeof field / sizeof *field; k++) {
			buf_addz(b, k ? "," : "");
			sheet_field(b, field[k]);
		}
		buf_addc(b, '\n');
	}
}

static void
put(json_t *j, const char *key, struct str value)
{
	if (value.n)
		json_object_set_new(j, key, json_stringn(value.p, value.n));
}

static void
print_json(struct buf *b, const struct comparison *c)
{
	json_t *list = json_array(), *whole = json_object();

	for (size_t i = 0; i < c->n; i++) {
		const struct change *x = &c->change[i];
		json_t *j = json_pack("{s:s, s:s}", "of", things[x->of], "change", kinds[x->kind]);
		put(j, "adopter_id", x->adopter_id);
		put(j, "adopter", x->adopter);
		put(j, "technology_id", x->technology_id);
		put(j, "technology", x->technology);
		put(j, "before", x->before);
		put(j, "after", x->after);
		put(j, "cause", x->cause);
		put(j, "detail", x->detail);
		json_array_append_new(list, j);
	}
	put(whole, "from", c->before);
	put(whole, "to", c->after);
	put(whole, "inputs", c->inputs);
	json_object_set_new(whole, "changes", list);
	char *text = json_dumps(whole, JSON_INDENT(2));
	buf_addz(b, text ? text : "");
	buf_addc(b, '\n');
	free(text);
	json_decref(whole);
}

void
comparison_print(struct buf *b, const struct comparison *c, enum comparison_form form, size_t limit)
{
	switch (form) {
	case COMPARISON_CSV:  print_csv(b, c); break;
	case COMPARISON_JSON: print_json(b, c); break;
	default:              print_words(b, c, form == COMPARISON_MARKDOWN, limit); break;
	}
}
