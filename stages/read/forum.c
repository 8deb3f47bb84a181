#include <stdlib.h>

#include "../common/xalloc.h"
#include "dates.h"
#include "forum.h"
#include "labels.h"

#define LINE_BYTES 120
#define SHORT      8            /* words of a line that may be the software's */
#define NEAR       12           /* runs from a post's writer to its text, at most */

/* Reasons for which no line of a post is looked at again. */
#define APART (WHY_NAV | WHY_HIDDEN | WHY_RELATED | WHY_SHARE | WHY_ADS | WHY_COOKIES | WHY_SIGNUP | WHY_FORM | WHY_BUTTON | WHY_TAGS | \
    WHY_SIDEBAR | WHY_WIDGET | WHY_MODAL | WHY_FOOTER | WHY_HEADER | WHY_CAPTION)

struct line { uint64_t hash; uint32_t times, elem; };    /* elem: where it stood last */

struct thread {
	struct page    *p;
	struct article *a;
	size_t          first, end;
	const bool     *good;
	struct line    *line;           /* the short lines, without their numbers */
	size_t          slots;          /* a power of two */
	uint32_t        posts;          /* how often the commonest of them stands there */
};

static struct str
text(const struct thread *t, size_t i)
{
	return block_text(t->a, &t->a->block[i]);
}

static bool
linked(const struct thread *t, size_t i, unsigned percent)
{
	return t->p->run[i].link_chars * 100 >= (uint64_t)t->a->block[i].chars * percent;
}

static bool
kept(const struct thread *t, size_t i)
{
	return !t->a->block[i].dropped && !t->a->block[i].title;
}

static bool
dated(struct str s)
{
	char date[DATE_SIZE];

	return date_find(s, date, NULL, NULL);
}

/* ---- what stands below each post ----------------------------------------- */

static struct line *
slot(const struct thread *t, size_t i)
{
	char line[LINE_BYTES], *to = line;
	size_t n = label_fold(text(t, i), line, sizeof line);

	for (const char *from = line; from < line + n; from++)
		if (*from < '0' || *from > '9')
			*to++ = *from;
	uint64_t h = str_hash((struct str){ line, (size_t)(to - line) }) | 1;
	size_t k = h & (t->slots - 1);
	while (t->line[k].hash && t->line[k].hash != h)
		k = (k + 1) & (t->slots - 1);
	t->line[k].hash = h;
	return &t->line[k];
}

static bool
may_repeat(const struct thread *t, size_t i)
{
	enum block_kind k = t->a->block[i].kind;

	return !t->good[i] && t->p->run[i].words <= SHORT && !(t->p->run[i].why & WHY_HIDDEN) && k != BLOCK_CODE && k != BLOCK_CELL;
}

static void
count_lines(struct thread *t)
{
	for (t->slots = 64; t->slots < 2 * (t->end - t->first); t->slots *= 2)
		;
	t->line = xcalloc(t->slots, sizeof *t->line);
	for (size_t i = t->first; i < t->end; i++)
		if (may_repeat(t, i)) {
			struct line *l = slot(t, i);
			/* A list within one post may repeat a line as well. */
			if (l->times > 0 && l->elem == t->p->run[i].elem)
				continue;
			l->elem = t->p->run[i].elem;
			if (++l->times > t->posts)
				t->posts = l->times;
		}
}

/* "Jane said:" above what is quoted. */
static bool
attribution(struct str s)
{
	return str_ends(s, STR("said:")) || str_ends(s, STR("wrote:")) || str_ends(s, STR("posted...")) || str_ends(s, STR("said"));
}

/* A name returns with each post of its owner, a button with every post. */
static bool
repeated(const struct thread *t, size_t i)
{
	uint32_t times;

	if (!may_repeat(t, i) || attribution(text(t, i)) || dated(text(t, i)))
		return false;
	times = slot(t, i)->times;
	return times >= 3 && times * 10 >= t->posts * (linked(t, i, 50) ? 6 : 3);
}

/* ---- what the software tells of a writer --------------------------------- */

static bool
word_in(const char *list, const char *word, size_t n)
{
	for (const char *p = list; (p = strstr(p, "|")); p++)
		if (n > 0 && strncmp(p + 1, word, n) == 0 && p[1 + n] == '|')
			return true;
	return false;
}

/* "Joined: May 2011", "Posts: 1,046", "50 posts", "Level 5", "Trophy Points:". */
static bool
statistic(struct str s)
{
	static const char what[] = "|posts|post|messages|message|joined|likes|like|reaction|reactions|reputation|points|point|trophy|threads|topics|"
	    "rank|level|registered|karma|solutions|kudos|thanks|thanked|badges|best|followers|gallery|blog|rep|awards|reviews|helpful|";
	char line[LINE_BYTES];
	size_t n = label_fold(s, line, sizeof line), number = strspn(line, "0123456789 "), word;

	/* "3.4k posts" */
	if (number > 0 && (line[number] == 'k' || line[number] == 'm') && line[number + 1] == ' ')
		number += 2;
	word = strcspn(line + number, " ");
	if (s.n > 80 || !word_in(what, line + number, word))
		return false;
	/* The number, then what is counted, and no more. */
	if (number > 0)
		return line[number + word] == '\0';
	const char *colon = memchr(s.p, ':', s.n);
	if (colon)
		return (size_t)(colon - s.p) < 24;
	return strspn(line + word, "0123456789 km") == n - word;
}

static bool
edited(struct str s)
{
	return s.n < 120 && (str_starts(s, STR("Last edited")) || str_starts(s, STR("Edited ")) || str_starts(s, STR("Last modified")) || str_starts(s, STR("Modified "))) && dated(s);
}

static bool
letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')
			return true;
		else if ((unsigned char)s.p[i] >= 0x80)
			return true;
	return false;
}

/* No part of what anybody wrote. */
static bool
furniture(const struct thread *t, size_t i)
{
	const struct run *r = &t->p->run[i];
	enum block_kind kind = t->a->block[i].kind;
	struct str s = text(t, i);

	if (r->why & WHY_SIGNATURE)
		return true;
	if (t->good[i] || kind == BLOCK_CODE || kind == BLOCK_CELL)
		return false;
	if (!letters(s) || statistic(s) || edited(s) || (r->words <= 3 && label_of(s) == LABEL_LINE))
		return true;
	return ((r->why & WHY_POSTER) && !linked(t, i, 50)) || repeated(t, i);
}

/* ---- who and when ---------------------------------------------------------- */

static bool
writer(const struct thread *t, size_t i)
{
	const struct run *r = &t->p->run[i];

	return (r->why & (WHY_BYLINE | WHY_POSTER)) && !(r->why & APART) && r->words <= 5 && linked(t, i, 50) && !furniture(t, i);
}

static bool
date_line(const struct thread *t, size_t i)
{
	const struct run *r = &t->p->run[i];

	return (r->why & WHY_BYLINE) && !(r->why & (APART | WHY_ASIDE)) && r->words <= 14 && dated(text(t, i)) && !furniture(t, i);
}

/* The same writer again, in the line of the date? */
static bool
names_writer(struct str date, struct str who)
{
	char a[LINE_BYTES], b[LINE_BYTES];
	size_t n;

	label_fold(date, a, sizeof a);
	label_fold(who, b, sizeof b);
	n = strcspn(b, " ");
	b[n] = '\0';
	return n > 2 && strstr(a, b) != NULL;
}

/* The lines that head a post were dropped with all bylines; they come back. */
static void
keep_heads(struct thread *t)
{
	size_t from = t->first, who = t->end, last = t->end;

	while (from < t->end && !kept(t, from))
		from++;
	while (last > from && !kept(t, last - 1))
		last--;
	from = from > t->first + NEAR ? from - NEAR : t->first;
	for (size_t i = from; i < last; i++) {
		struct block *b = &t->a->block[i];
		if (t->good[i] && kept(t, i))
			who = t->end;
		else if (b->title)
			continue;
		else if (date_line(t, i)) {
			if (who < t->end && names_writer(text(t, i), text(t, who)))
				t->a->block[who].dropped = true;
			b->dropped = false;
		} else if (writer(t, i)) {
			b->dropped = false;
			who = i;
			/* A name above a post is no heading of what it says. */
			if (b->kind == BLOCK_HEADING) {
				b->kind = BLOCK_PARAGRAPH;
				b->level = 0;
			}
		}
	}
}

static void
drop_furniture(struct thread *t)
{
	bool chain = false;             /* the term above was dropped */

	for (size_t i = t->first; i < t->end; i++) {
		enum block_kind kind = t->a->block[i].kind;
		chain = chain && kind == BLOCK_DEFINITION;
		if (!kept(t, i))
			continue;
		if (chain || furniture(t, i)) {
			t->a->block[i].dropped = true;
			chain = chain || kind == BLOCK_TERM;
		}
	}
}

void
forum_page(struct page *p, size_t first, size_t end, const bool *good)
{
	struct thread t = { .p = p, .a = p->article, .first = first, .end = end, .good = good };

	count_lines(&t);
	drop_furniture(&t);
	keep_heads(&t);
	free(t.line);
}
