#include "name_run.h"

bool
is_technology(const struct finder *f, size_t i)
{
	const uint32_t *values;
	size_t n;

	if (!phrases_longest(f->v->names, &f->b->tokens, i, f->b->tokens.n, &values, &n))
		return false;
	for (size_t k = 0; k < n; k++) {
		const struct form_ref *r = &f->v->form[values[k]];
		if (r->table == LEXICON_TECHNOLOGIES && !vocabulary_form(f->v, r)->ambiguous)
			return true;
	}
	return false;
}

bool
is_infix(const struct finder *f, size_t i)
{
	const struct token *t = &f->b->tokens.at[i];

	if (t->flags & TOKEN_MARK)
		return f->b->text.p[t->start] == '&';
	return (classes_at(f, i) & f->infix) != 0;
}

/* "Tamsin's Larder", "Tamsin's": a word that the article never writes without 's. */
static bool
bears_possessive(const struct finder *f, size_t i)
{
	const struct spelling *s = spelling_of(f, f->b->tokens.at[i].hash);

	return s->all >= 2 && s->possessive == s->all;
}

/* "St Brannock's Hospital", "St Brannock's Children's Hospital": 's, and then what such names end with. */
static bool
is_possessive_of(const struct finder *f, size_t i)
{
	if (i + 1 >= f->b->tokens.n || !block_possessive(f->b, i) || !is_capital(f, i + 1))
		return false;
	bool house = classes_at(f, i + 1) & f->house;
	bool houses = i + 3 < f->b->tokens.n && block_possessive(f->b, i + 2) && is_capital(f, i + 3) && (classes_at(f, i + 3) & f->house);
	return house || houses || (!(classes_at(f, i + 1) & (f->start_word | f->not_name | f->ordinary)) && !is_technology(f, i + 1) && bears_possessive(f, i - 1));
}

/* The full stop of "St. Alden". */
static bool
is_saint(const struct finder *f, size_t i)
{
	return i > 0 && block_mark(f->b, i) == '.' && str_ieq(span(f, i - 1, i), STR("St")) && is_capital(f, i + 1);
}

size_t
known_length(const struct finder *f, size_t i)
{
	const uint32_t *values;
	size_t n;

	return phrases_longest(f->v->names, &f->b->tokens, i, f->b->tokens.n, &values, &n);
}

/* "Museum of Kites and Lanterns", but "University of Oulu and Acme": a house of two common things. */
static bool
goes_on_with_and(const struct finder *f, size_t i, size_t end)
{
	bool house = false, of = false;
	struct str before = token_text(f->b->text, &f->b->tokens.at[end - 1]);
	bool thing = (classes_at(f, end - 1) & f->v->common) || before.p[before.n - 1] == 's';

	if (!block_word_is(f->b, end, "and") || !is_capital(f, end + 1) || !thing || known_length(f, end + 1) ||
	    (end + 2 < f->b->tokens.n && is_capital(f, end + 2) && !(classes_at(f, end + 2) & f->v->common)))
		return false;
	for (size_t k = i; k < end; k++) {
		house |= !of && (classes_at(f, k) & f->house);
		of |= house && (classes_at(f, k) & f->infix);
	}
	return of;
}

/* "Bibliothèque municipale de Tarnwick": behind its first word a name of another language goes on with one or two small
 * words that are none of ours, a small word that joins, and a capital; where it ends then, or 0. */
static size_t
foreign_end(const struct finder *f, size_t i)
{
	size_t end = i;

	while (end < f->b->tokens.n && end < i + 2 && (f->b->tokens.at[end].flags & (TOKEN_WORD | TOKEN_UPPER | TOKEN_MIXED)) == TOKEN_WORD &&
	    !classes_at(f, end))
		end++;
	return end > i && end + 1 < f->b->tokens.n && (classes_at(f, end) & f->infix) && !block_word_is(f->b, end, "of") && !block_word_is(f->b, end, "for") &&
	    !block_word_is(f->b, end, "the") && is_capital(f, end + 1) ? end + 2 : 0;
}

size_t
run_end(const struct finder *f, size_t i)
{
	const struct tokens *t = &f->b->tokens;
	size_t end = i + 1;

	while (end < t->n && end - i < 8) {
		if (is_capital(f, end) || ((t->at[end].flags & TOKEN_NUMBER) && !(t->at[end].flags & TOKEN_GLUED) &&
		    t->at[end].end - t->at[end].start < 4)) {
			if ((classes_at(f, end) & f->not_name) && !(t->at[end].flags & TOKEN_CAPS))
				break;
			classes c = classes_at(f, end);
			bool mixed = t->at[end].flags & (TOKEN_MIXED | TOKEN_CAPS);
			/* "Amber Dales Building Society" */
			bool tail = (c & f->tail) && !(c & f->site_word) && ((i > 0 && block_word_is(f->b, i - 1, "the")) || (i == 0 && end == 1 && t->n == 2));
			bool goes_on = (c & f->house) || tail || (end + 1 < t->n && is_capital(f, end + 1) && (classes_at(f, end + 1) & f->house));
			if (f->titled && !mixed && !goes_on && ((c & (f->start_word | f->verb)) || also_lower(f, t->at[end].hash)))
				break;
			if (is_technology(f, end) || (!f->titled && (c & f->start_word) && !(c & f->tail) && !mixed && !goes_on))
				break;
			end++;
		} else if ((t->at[end].flags & (TOKEN_JOINED | TOKEN_WORD)) == (TOKEN_JOINED | TOKEN_WORD) && str_ieq(span(f, end - 1, end), STR("co")))
			end++;          /* "Co-operative", "Co-op" */
		else if (end + 1 < t->n && (is_possessive_of(f, end) || is_saint(f, end)))
			end += 2;
		else if (end + 1 < t->n && is_infix(f, end) && is_capital(f, end + 1) && !(classes_at(f, end + 1) & f->not_name) &&
		    !(end > i + 1 && (classes_at(f, i) & f->person) && block_mark(f->b, end) != '&'))
			end += 2;       /* "Jane Harlow of Lakeside Clinic" are two */
		else if (end + 1 < t->n && goes_on_with_and(f, i, end))
			end += 2;
		else if (end == i + 1 && foreign_end(f, end))
			end = foreign_end(f, end);
		else if (end + 2 < t->n && block_word_is(f->b, end, "of") && block_word_is(f->b, end + 1, "the") && is_capital(f, end + 2) &&
		    ((classes_at(f, i) | classes_at(f, end - 1)) & f->circle) && !is_technology(f, end + 2))
			end += 3;       /* "Friends of the Ferry" */
		else
			break;
	}
	while (end > i + 1 && (t->at[end - 1].flags & TOKEN_NUMBER))
		end--;
	return end;
}

void
trim_run(const struct finder *f, size_t *from, size_t *to)
{
	while (*to > *from + 1 && (classes_at(f, *to - 1) & f->legal))
		--*to;
	if (*to > *from + 1 && str_ieq(span(f, *from, *from + 1), STR("the")) && *from == 0)
		++*from;
}
