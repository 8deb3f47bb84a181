#include "names.h"

bool
name_can_adopt(const struct vocabulary *v, const struct mention *m)
{
	static const char *const never[] = { "language", "library", "web_framework", "frontend_framework", "ml_framework",
	    "mobile_framework", "protocol_format", "testing_tool", "runtime", NULL };

	if (m->flags & (NAME_PERSON | NAME_SMALL))
		return false;
	if (m->name.org >= 0)
		return !(m->flags & NAME_ORG_AMBIGUOUS) || (m->flags & NAME_EVIDENCE);
	if (m->name.tech < 0)
		return true;
	struct str kind = v->lexicon->entry[LEXICON_TECHNOLOGIES][m->name.tech].kind;
	for (size_t i = 0; never[i]; i++)
		if (str_eq(kind, str_of(never[i])))
			return false;
	return !(m->flags & NAME_TECH_AMBIGUOUS) || (m->flags & NAME_EVIDENCE);
}

bool
name_can_be_used(const struct vocabulary *v, const struct mention *m)
{
	if (m->flags & (NAME_PERSON | NAME_SITE))
		return false;
	if (m->name.tech >= 0)
		return !(m->flags & NAME_TECH_AMBIGUOUS) || (m->flags & (NAME_EVIDENCE | NAME_CAPITAL));
	if (m->name.org >= 0) {
		struct str sector = v->lexicon->entry[LEXICON_ORGANISATIONS][m->name.org].sector;
		return str_eq(sector, STR("software")) || str_eq(sector, STR("security")) || str_eq(sector, STR("internet")) ||
		    str_eq(sector, STR("finance"));
	}
	return true;
}

struct count { uint64_t key; unsigned n; };

static struct count *
count_slot(struct count *all, size_t mask, uint64_t key)
{
	size_t at = (key ^ key >> 32) & mask;

	while (all[at].n && all[at].key != key)
		at = (at + 1) & mask;
	return &all[at];
}

void
names_count(struct article *a)
{
	size_t n = 0, mask = 31;
	struct count *all;

	for (size_t i = 0; i < a->n_blocks; i++)
		n += a->block[i].n_mentions;
	while (mask < n * 2)
		mask = mask * 2 + 1;
	all = arena_array(a->arena, mask + 1, sizeof *all);
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++) {
			uint64_t key = a->block[i].mention[k].name.key;
			struct count *c = count_slot(all, mask, key);
			c->key = key;
			c->n += c->n < 255;
		}
	for (size_t i = 0; i < a->n_blocks; i++)
		for (size_t k = 0; k < a->block[i].n_mentions; k++)
			a->block[i].mention[k].count = count_slot(all, mask, a->block[i].mention[k].name.key)->n;
}
