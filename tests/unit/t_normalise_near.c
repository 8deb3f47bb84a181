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
slip(const struct map *known, const char *key, uint32_t want)
{
	OK(near_find(known, str_of(key)) == want, "'%s' is %s", key, want == MAP_NONE ? "no known name" : "a known name");
}

static void
slips(void)
{
	struct map known = { 0 };

	map_put(&known, STR("kubernetes"), 1);
	map_put(&known, STR("ccpgames"), 2);
	map_put(&known, STR("civilizationiv"), 3);
	map_put(&known, STR("starlink"), 4);
	map_put(&known, STR("windows2000"), 5);
	map_put(&known, STR("groundworks"), 6);
	map_put(&known, STR("groundworkks"), 7);
	map_put(&known, STR("twofolded"), NEAR_TWO);
	map_put(&known, STR("golang"), 8);
	map_put(&known, STR("ocaml"), 9);
	slip(&known, "kubernetse", 1);
	slip(&known, "kuberrnetes", 1);
	slip(&known, "kbuernetes", 1);
	slip(&known, "ukbernetes", MAP_NONE);
	slip(&known, "kuberntes", MAP_NONE);
	slip(&known, "kubernates", MAP_NONE);
	slip(&known, "kubernetes", MAP_NONE);
	slip(&known, "cppgames", 2);
	slip(&known, "cccpgames", 2);
	slip(&known, "cpgames", 2);
	slip(&known, "golagn", 8);
	slip(&known, "goalng", 8);
	slip(&known, "ocmal", MAP_NONE);
	slip(&known, "civilizationsiv", 3);
	slip(&known, "civilizatioiv", 3);
	slip(&known, "civilizationi", MAP_NONE);
	slip(&known, "civilizationivs", MAP_NONE);
	slip(&known, "starling", MAP_NONE);
	slip(&known, "starlinkk", 4);
	slip(&known, "windows20000", MAP_NONE);
	slip(&known, "windows200", MAP_NONE);
	slip(&known, "groundworkss", MAP_NONE);
	slip(&known, "groundwrokks", 7);
	slip(&known, "groundworkkss", 7);
	slip(&known, "towfolded", MAP_NONE);
	map_release(&known);
}

/* KEY with its I-th letter and the next changed. */
static bool
finds_swapped(const struct map *known, struct str key, size_t i, uint32_t want)
{
	char t[256];

	memcpy(t, key.p, key.n);
	t[i] = key.p[i + 1];
	t[i + 1] = key.p[i];
	struct str swapped = { t, key.n };
	return map_get(known, swapped) != MAP_NONE || near_find(known, swapped) == want;
}

static void
of_table(const struct lexicon *lexicon, enum lexicon_table table, enum name_use use)
{
	struct map known = { 0 };
	struct buf key = { 0 };
	size_t n = 0, near = 0, swapped = 0, found = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < lexicon->n[table]; i++) {
			const struct lexicon_entry *entry = &lexicon->entry[table][i];
			buf_reset(&key);
			name_key(&key, entry->name, use, LEVEL_POSSESSIVE);
			uint32_t at = map_get(&known, buf_str(&key));
			if (pass == 0 && at == MAP_NONE)
				map_put(&known, buf_str(&key), (uint32_t)i);
			if (pass == 0 || at != i || key.n < NEAR_SHORT || key.n > 200)
				continue;
			n++;
			near += near_find(&known, buf_str(&key)) != MAP_NONE;
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
	map_release(&known);
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
