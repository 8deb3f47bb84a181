#include "lexicon.h"

#include <stdio.h>
#include <stdlib.h>

#include "rows.h"
#include "utf8.h"
#include "xalloc.h"

static const char *const table_names[N_LEXICON_TABLES] = { "technologies", "organisations" };
/* Columns that a lexicon file must have; others may be absent or empty. */
static const char *const needed[] = { "id", "name", "kind", "parent", "aliases", "ambiguous_forms" };
/* The kinds that a row may be of; lexicon/README.md says what each means. */
static const char *const technology_kinds[] = {
	"bi_tool", "build_tool", "cache_search", "ci_cd", "cloud_platform", "cloud_service", "cms",
	"data_engine", "database", "frontend_framework", "infrastructure", "language", "library",
	"message_broker", "ml_framework", "mobile_framework", "notebook_ide", "observability",
	"operating_system", "orchestrator", "other", "protocol_format", "runtime", "security_tool",
	"testing_tool", "web_framework", "web_server", NULL
};
static const char *const organisation_kinds[] = {
	"agency", "company", "government", "nonprofit", "product", "university", NULL
};
static const char *const *const kinds[N_LEXICON_TABLES] = { technology_kinds, organisation_kinds };

const char *
lexicon_table_name(enum lexicon_table table)
{
	return table_names[table];
}

/* The columns that are read; found once per file, for there are many rows. */
enum lexicon_column { ID, NAME, KIND, PARENT, PARENT_SINCE, ALIASES, FORMER_NAMES, AMBIGUOUS_FORMS, CASE_SENSITIVE,
	VENDOR, COUNTRY, SECTOR, DOMAIN_NAME, COVERS, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "id", "name", "kind", "parent", "parent_since", "aliases",
	"former_names", "ambiguous_forms", "case_sensitive", "vendor", "country", "sector", "domain", "covers" };

struct loader {
	struct lexicon *lex;
	struct rows    *rows;
	int             at[N_COLUMNS];  /* -1: the file has no such column */
	struct row      row;
	const char     *path;
	struct err     *e;
};

static bool
offence(struct loader *l, size_t line, const char *what, struct str name)
{
	return err_set(l->e, EX_CONFIG, "%s: line %zu: %s '%.*s'", l->path, line, what, STR_ARG(name));
}

static struct str
field(struct loader *l, enum lexicon_column column)
{
	int i = l->at[column];

	return i < 0 || l->row.field[i].n == 0 ? STR("") : arena_str(&l->lex->text, l->row.field[i]);
}

static bool
is_slug(struct str id)
{
	bool letter = false;

	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		if (!(c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			return false;
		letter |= c == '_' || c >= 'a';
	}
	return letter;
}

static bool
in_list(struct str list, struct str item)
{
	struct str part;

	while (list.n && str_split(&list, '|', &part))
		if (str_eq(part, item))
			return true;
	return false;
}

static bool
known_kind(enum lexicon_table table, struct str kind)
{
	for (const char *const *k = kinds[table]; *k; k++)
		if (**k == *kind.p && str_eq(kind, str_of(*k)))
			return true;
	return false;
}

static bool
year_of(struct loader *l, struct str text, int *year)
{
	int64_t v = 0;

	if (text.n && (!str_to_i64(text, &v) || v < 1000 || v > 2999))
		return offence(l, l->row.line, "not a year:", text);
	*year = (int)v;
	return true;
}

static size_t
count_parts(struct str list)
{
	size_t n = list.n != 0;

	for (size_t i = 0; i < list.n; i++)
		n += list.p[i] == '|';
	return n;
}

static bool
add_form(struct loader *l, struct lexicon_entry *entry, struct str text, bool former)
{
	struct lexicon_form form = { text, false, former, 0 };
	ptrdiff_t at = former ? str_find(text, STR("@"), 0) : -1;

	if (at >= 0) {
		form.text = str_sub(text, 0, (size_t)at);
		if (!year_of(l, str_sub(text, (size_t)at + 1, text.n), &form.until))
			return false;
	}
	if (form.text.n == 0)
		return offence(l, l->row.line, "an empty name in", entry->id);
	for (size_t i = 0; i < entry->n_forms; i++)
		if (str_eq(entry->form[i].text, form.text))
			return offence(l, l->row.line, "has one name twice:", form.text);
	entry->form[entry->n_forms++] = form;
	return true;
}

static bool
add_forms(struct loader *l, struct lexicon_entry *entry)
{
	struct str aliases = field(l, ALIASES), former = field(l, FORMER_NAMES);
	struct str ambiguous = field(l, AMBIGUOUS_FORMS), part;

	entry->form = arena_array(&l->lex->text, 1 + count_parts(aliases) + count_parts(former),
	    sizeof *entry->form);
	if (!add_form(l, entry, entry->name, false))
		return false;
	while (aliases.n && str_split(&aliases, '|', &part))
		if (!add_form(l, entry, part, false))
			return false;
	while (former.n && str_split(&former, '|', &part))
		if (!add_form(l, entry, part, true))
			return false;
	size_t marked = 0;
	for (size_t i = 0; i < entry->n_forms; i++)
		marked += entry->form[i].ambiguous = in_list(ambiguous, entry->form[i].text);
	if (marked != count_parts(ambiguous))
		return offence(l, l->row.line, "ambiguous_forms lists what is no name of the row:", ambiguous);
	return true;
}

static bool
read_entry(struct loader *l, enum lexicon_table table, struct lexicon_entry *entry)
{
	*entry = (struct lexicon_entry){ .table = table, .line = l->row.line, .parent_index = -1 };
	entry->id = field(l, ID);
	entry->name = field(l, NAME);
	entry->kind = field(l, KIND);
	entry->parent = field(l, PARENT);
	entry->vendor = field(l, VENDOR);
	entry->country = field(l, COUNTRY);
	entry->sector = field(l, SECTOR);
	entry->domain = field(l, DOMAIN_NAME);
	entry->case_sensitive = str_eq(field(l, CASE_SENSITIVE), STR("y"));
	const struct str *first = l->row.field, *last = first + l->row.n - 1;
	if (!utf8_valid((struct str){ first->p, (size_t)(last->p + last->n - first->p) }))
		return offence(l, l->row.line, "not UTF-8 in the row of", entry->id);
	if (!is_slug(entry->id))
		return offence(l, l->row.line, "an id is made of a-z, 0-9 and _, not only digits:", entry->id);
	if (entry->kind.n == 0)
		return offence(l, l->row.line, "no kind for", entry->id);
	if (!known_kind(table, entry->kind))
		return offence(l, l->row.line, "an unknown kind:", entry->kind);
	return year_of(l, field(l, PARENT_SINCE), &entry->parent_since) && add_forms(l, entry);
}

static int
by_id(const void *a, const void *b)
{
	const struct lexicon_entry *x = a, *y = b;
	int order = str_cmp(x->id, y->id);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* The files are sorted by id as a rule. */
static void
sort_by_id(struct lexicon_entry *all, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (by_id(&all[i - 1], &all[i]) > 0) {
			qsort(all, n, sizeof *all, by_id);
			return;
		}
}

static bool
link_parents(struct loader *l, enum lexicon_table table)
{
	struct lexicon_entry *all = l->lex->entry[table];
	size_t n = l->lex->n[table];

	for (size_t i = 0; i < n; i++) {
		if (i && str_eq(all[i].id, all[i - 1].id))
			return offence(l, all[i].line, "a second row with the id", all[i].id);
		if (all[i].parent.n == 0)
			continue;
		all[i].parent_index = lexicon_find(l->lex, table, all[i].parent);
		if (all[i].parent_index < 0)
			return offence(l, all[i].line, "no row for the parent", all[i].parent);
	}
	for (size_t i = 0; i < n; i++) {
		size_t steps = 0;
		for (int up = all[i].parent_index; up >= 0; up = all[up].parent_index)
			if (++steps > n || (size_t)up == i)
				return offence(l, all[i].line, "is its own owner, by a cycle of parents:", all[i].id);
	}
	return true;
}

struct owner { const struct lexicon_entry *entry; const struct lexicon_form *form; };

/* Where FORM is among OWNER, a table of SIZE slots (a power of two), or would be. */
static struct owner *
owner_of(struct owner *owner, size_t size, struct str form)
{
	size_t i = str_hash(form) & (size - 1);

	while (owner[i].form && !str_eq(owner[i].form->text, form))
		i = (i + 1) & (size - 1);
	return &owner[i];
}

/* No form may belong to two rows of a table unless both know that it is ambiguous. */
static bool
check_owners(struct loader *l, enum lexicon_table table)
{
	const struct lexicon_entry *all = l->lex->entry[table];
	size_t n = 0, size = 64;
	bool ok = true;

	for (size_t i = 0; i < l->lex->n[table]; i++)
		n += all[i].n_forms;
	while (size < 2 * n)
		size *= 2;
	struct owner *owner = xcalloc(size, sizeof *owner);
	for (size_t i = 0; i < l->lex->n[table]; i++)
		for (size_t k = 0; k < all[i].n_forms && ok; k++) {
			const struct lexicon_form *form = &all[i].form[k];
			struct owner *first = owner_of(owner, size, form->text);
			if (!first->form)
				*first = (struct owner){ &all[i], form };
			else if (!(first->form->ambiguous && form->ambiguous))
				ok = err_set(l->e, EX_CONFIG, "%s: line %zu: '%.*s' is a name of %.*s too (line %zu): "
				    "list it in ambiguous_forms of both", l->path, all[i].line, STR_ARG(form->text),
				    STR_ARG(first->entry->id), first->entry->line);
		}
	free(owner);
	return ok;
}

static bool
open_file(struct loader *l, const char *dir, const char *name, char *path, size_t size)
{
	snprintf(path, size, "%s/%s.csv", dir, name);
	l->path = path;
	l->rows = rows_open(path, NULL, l->e);
	for (int c = 0; l->rows && c < N_COLUMNS; c++)
		l->at[c] = rows_column(l->rows, columns[c]);
	return l->rows != NULL;
}

static bool
load_table(struct loader *l, const char *dir, enum lexicon_table table)
{
	char path[4096];
	struct lexicon_entry *all = NULL;
	size_t n = 0, cap = 0;
	int got = -1;
	bool ok = open_file(l, dir, table_names[table], path, sizeof path);

	for (size_t i = 0; ok && i < sizeof needed / sizeof *needed; i++)
		if (rows_column(l->rows, needed[i]) < 0)
			ok = err_set(l->e, EX_CONFIG, "%s: line 1: no column '%s'", path, needed[i]);
	while (ok && (got = rows_next(l->rows, &l->row, l->e)) > 0) {
		all = xgrow(all, &cap, n + 1, sizeof *all);
		ok = read_entry(l, table, &all[n++]);
	}
	ok = ok && got == 0;
	rows_close(l->rows);
	l->rows = NULL;
	sort_by_id(all, n);
	l->lex->entry[table] = all;
	l->lex->n[table] = n;
	return ok && link_parents(l, table) && check_owners(l, table);
}

static int
use_case_by_id(const void *a, const void *b)
{
	return str_cmp(((const struct use_case *)a)->id, ((const struct use_case *)b)->id);
}

static bool
load_use_cases(struct loader *l, const char *dir)
{
	char path[4096];
	size_t cap = 0;
	int got = -1;
	bool ok = open_file(l, dir, "use_cases", path, sizeof path);
	struct lexicon *lex = l->lex;

	while (ok && (got = rows_next(l->rows, &l->row, l->e)) > 0) {
		lex->use_case = xgrow(lex->use_case, &cap, lex->n_use_cases + 1, sizeof *lex->use_case);
		struct use_case u = { field(l, ID), field(l, NAME), field(l, COVERS) };
		lex->use_case[lex->n_use_cases++] = u;
		ok = is_slug(u.id) || offence(l, l->row.line, "not an id:", u.id);
		for (size_t i = 0; ok && i + 1 < lex->n_use_cases; i++)
			if (str_eq(lex->use_case[i].id, u.id))
				ok = offence(l, l->row.line, "a second row with the id", u.id);
	}
	rows_close(l->rows);
	l->rows = NULL;
	if (lex->n_use_cases)
		qsort(lex->use_case, lex->n_use_cases, sizeof *lex->use_case, use_case_by_id);
	return ok && got == 0;
}

struct lexicon *
lexicon_load(const char *dir, struct err *e)
{
	struct loader l = { .lex = xcalloc(1, sizeof(struct lexicon)), .e = e };

	if (load_table(&l, dir, LEXICON_TECHNOLOGIES) && load_table(&l, dir, LEXICON_ORGANISATIONS) &&
	    load_use_cases(&l, dir))
		return l.lex;
	lexicon_free(l.lex);
	return NULL;
}

int
lexicon_find(const struct lexicon *l, enum lexicon_table table, struct str id)
{
	size_t low = 0, high = l->n[table];

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = str_cmp(l->entry[table][mid].id, id);
		if (order == 0)
			return (int)mid;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return -1;
}

int
lexicon_use_case(const struct lexicon *l, struct str id)
{
	for (size_t i = 0; i < l->n_use_cases; i++)
		if (str_eq(l->use_case[i].id, id))
			return (int)i;
	return -1;
}

void
lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < N_LEXICON_TABLES; i++)
		free(l->entry[i]);
	free(l->use_case);
	arena_free(&l->text);
	free(l);
}
