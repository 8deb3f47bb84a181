/*
 * Misspelt names: slips are found again, and names that are in no lexicon are
 * not taken for those that are: each known name is looked up as if it were new.
 */
#include "../lib/tap.h"

#include <stdlib.h>

#include "../../stages/common/lexicon.h"
#include "../../stages/normalise/names.h"
#include "../../stages/normalise/near.h"

static void
slip(const struct near *known, const char *key, uint32_t want)
{
	OK(near_find(known, str_of(key)) == want, "'%s' is %s", key, want == NEAR_NONE ? "no known name" : "a known name");
}

static void
slips(void)
{
	struct near known = { 0 };

	near_add(&known, STR("kubernetes"), 1);
	near_add(&known, STR("sapphire"), 2);
	near_add(&known, STR("elasticsearch"), 3);
	near_add(&known, STR("starlink"), 4);
	near_add(&known, STR("windows2000"), 5);
	near_add(&known, STR("groundworks"), 6);
	near_add(&known, STR("groundworkks"), 7);
	near_add(&known, STR("twofolded"), 10);
	near_add(&known, STR("twofolded"), 11);
	near_add(&known, STR("hammerhead"), 12);
	near_add(&known, STR("hamrehead"), 13);
	near_add(&known, STR("golang"), 8);
	near_add(&known, STR("ocaml"), 9);
	slip(&known, "kubernetse", 1);
	slip(&known, "kuberrnetes", 1);
	slip(&known, "kbuernetes", 1);
	slip(&known, "ukbernetes", NEAR_NONE);
	slip(&known, "kuberntes", NEAR_NONE);
	slip(&known, "kubernates", NEAR_NONE);
	slip(&known, "kubernetes", NEAR_NONE);
	slip(&known, "sapphhire", 2);
	slip(&known, "sapppire", NEAR_NONE);
	slip(&known, "saphire", 2);
	slip(&known, "golagn", 8);
	slip(&known, "goalng", 8);
	slip(&known, "ocmal", NEAR_NONE);
	slip(&known, "elastricsearch", 3);
	slip(&known, "elastisearch", 3);
	slip(&known, "elasticsearc", NEAR_NONE);
	slip(&known, "elasticsearchs", NEAR_NONE);
	slip(&known, "starling", NEAR_NONE);
	slip(&known, "starlinkk", 4);
	slip(&known, "windows20000", NEAR_NONE);
	slip(&known, "windows200", NEAR_NONE);
	slip(&known, "groundworkss", 6);
	slip(&known, "hammrehead", NEAR_NONE);
	slip(&known, "groundwrokks", 7);
	slip(&known, "groundworkkss", 7);
	slip(&known, "towfolded", NEAR_NONE);
	near_release(&known);
}

/* KEY with its I-th letter and the next changed. */
static bool
finds_swapped(const struct near *known, struct str key, size_t i, uint32_t want)
{
	char t[256];

	memcpy(t, key.p, key.n);
	t[i] = key.p[i + 1];
	t[i + 1] = key.p[i];
	struct str swapped = { t, key.n };
	return map_get(&known->map, swapped) != NEAR_NONE || near_find(known, swapped) == want;
}

static void
of_table(const struct lexicon *lexicon, enum lexicon_table table, enum name_use use)
{
	struct near known = { 0 };
	struct buf key = { 0 };
	size_t n = 0, near = 0, swapped = 0, found = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < lexicon->n[table]; i++) {
			const struct lexicon_entry *entry = &lexicon->entry[table][i];
			buf_reset(&key);
			name_key(&key, entry->name, use, LEVEL_POSSESSIVE);
			uint32_t at = map_get(&known.map, buf_str(&key));
			if (pass == 0 && at == NEAR_NONE)
				near_add(&known, buf_str(&key), (uint32_t)i);
			if (pass == 0 || at != i || key.n < NEAR_SHORT || key.n > 200)
				continue;
			n++;
			near += near_find(&known, buf_str(&key)) != NEAR_NONE;
			size_t k = 1 + i % (key.n - 2);
			if (key.p[k] != key.p[k + 1] && key.p[k] >= 'a' && key.p[k + 1] >= 'a') {
				swapped++;
				found += finds_swapped(&known, buf_str(&key), k, (uint32_t)i);
			}
		}
	printf("# of %zu %s %zu would be taken for another; %zu of %zu with two letters changed are found\n", n,
	    lexicon_table_name(table), near, found, swapped);
	OK(n > 3000 && near * 1000 < n * 4, "of %s fewer than 4 in 1000 would be taken for another", lexicon_table_name(table));
	OK(swapped > 2000 && found * 1000 > swapped * 995, "%s with two letters changed are found", lexicon_table_name(table));
	near_release(&known);
	buf_release(&key);
}

int
main(void)
{
	struct err e = { 0 };
	struct lexicon *lexicon = lexicon_load("lexicon", &e);

	slips();
	OK(lexicon != NULL, "the lexicon loads");
	if (lexicon) {
		of_table(lexicon, LEXICON_ORGANISATIONS, NAME_ADOPTER);
		of_table(lexicon, LEXICON_TECHNOLOGIES, NAME_TECHNOLOGY);
	}
	lexicon_free(lexicon);
	return tap_status();
}
