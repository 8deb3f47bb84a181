/* Spools and sorters: what is put comes back, in order, however little memory there is. */
#include "../lib/tap.h"

#include <stdlib.h>

#include "../../stages/common/map.h"
#include "../../stages/common/pack.h"
#include "../../stages/common/sort.h"
#include "../../stages/common/xalloc.h"

static const char *dir;
static uint64_t state;

static uint64_t
next(void)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return state >> 17;
}

/* A record of I: keys are few, so that values decide often; some are long. */
static void
record(struct buf *key, struct buf *value, size_t i)
{
	buf_reset(key);
	buf_reset(value);
	buf_addf(key, "%llu", (unsigned long long)(next() % 500));
	if (i % 7 == 0)
		buf_addc(key, 0);
	for (size_t k = next() % (i % 97 == 0 ? 4000 : 20); k > 0; k--)
		buf_addc(value, (char)next());
}

static void
sorted(size_t n, size_t memory, const char *name)
{
	struct sorter *s = sorter_new(dir, memory), *backwards = sorter_new(dir, memory * 3);
	struct buf key = { 0 }, value = { 0 }, last = { 0 }, last_value = { 0 };
	struct buf *all = xcalloc(n, 2 * sizeof *all);
	struct str k, v, k2, v2;
	struct err e = { 0 };
	size_t got = 0, wrong = 0, differ = 0;
	int more;

	state = n + memory;
	for (size_t i = 0; i < n; i++) {
		record(&key, &value, i);
		buf_add(&all[2 * i], buf_str(&key));
		buf_add(&all[2 * i + 1], buf_str(&value));
		sorter_put(s, buf_str(&key), buf_str(&value));
	}
	for (size_t i = n; i-- > 0;)
		sorter_put(backwards, buf_str(&all[2 * i]), buf_str(&all[2 * i + 1]));
	while ((more = sorter_next(s, &k, &v, &e)) > 0) {
		int order = str_cmp(buf_str(&last), k);
		wrong += got && (order > 0 || (order == 0 && str_cmp(buf_str(&last_value), v) > 0));
		buf_reset(&last);
		buf_reset(&last_value);
		buf_add(&last, k);
		buf_add(&last_value, v);
		differ += sorter_next(backwards, &k2, &v2, &e) <= 0 || !str_eq(k, k2) || !str_eq(v, v2);
		got++;
	}
	OK(more == 0 && got == n && sorter_count(s) == n, "%s: all records come back", name);
	OK(wrong == 0, "%s: in order", name);
	OK(differ == 0 && sorter_next(backwards, &k, &v, &e) == 0, "%s: the same whatever the order they came in", name);
	for (size_t i = 0; i < 2 * n; i++)
		buf_release(&all[i]);
	free(all);
	buf_release(&key);
	buf_release(&value);
	buf_release(&last);
	buf_release(&last_value);
	sorter_close(s);
	sorter_close(backwards);
}

static void
spooled(size_t n)
{
	struct spool *s = spool_new(dir);
	struct err e = { 0 };
	struct str r;
	size_t same[2] = { 0 };

	for (size_t i = 0; i < n; i++) {
		char text[32];
		snprintf(text, sizeof text, "record %zu", i);
		spool_put(s, str_of(text));
	}
	for (int pass = 0; pass < 2; pass++) {
		size_t i = 0;
		while (spool_next(s, &r, &e) > 0) {
			char text[32];
			snprintf(text, sizeof text, "record %zu", i++);
			same[pass] += str_eq(r, str_of(text));
		}
		spool_again(s);
	}
	OK(same[0] == n && same[1] == n && !e.code, "a spool of %zu gives them back, twice", n);
	spool_close(s);
}

static void
faults(void)
{
	struct sorter *s = sorter_new("/nonexistent/folder", 4096);
	struct err e = { 0 };
	struct str k, v;

	for (int i = 0; i < 100000; i++)
		sorter_put(s, STR("some key"), STR("some value"));
	OK(sorter_next(s, &k, &v, &e) < 0 && e.code == EX_CANTCREAT, "a folder that is not there is told, once it is needed");
	sorter_close(s);
	s = sorter_new(dir, 4096);
	e = (struct err){ 0 };
	OK(sorter_next(s, &k, &v, &e) == 0 && !e.code, "an empty sorter ends at once");
	sorter_close(s);
	sorter_close(NULL);
	spool_close(NULL);
}

static void
packed(void)
{
	static const char long_text[100000] = "long";
	struct buf b = { 0 };
	double d = 0.1;

	pack_be32(&b, 0x01020304);
	pack_be64(&b, UINT64_MAX - 1);
	pack_value(&b, d);
	pack_str(&b, STR("text"));
	for (size_t n = 100; n < 100000; n *= 3)
		pack_str(&b, (struct str){ long_text, n });
	struct str s = buf_str(&b);
	OK(s.p[0] == 1 && s.p[3] == 4, "big-endian numbers compare as bytes");
	OK(unpack_be32(&s) == 0x01020304 && unpack_be64(&s) == UINT64_MAX - 1, "numbers are unpacked");
	d = 0;
	unpack_value(&s, d);
	OK(d == 0.1 && str_eq(unpack_str(&s), STR("text")), "values and texts, too");
	size_t right = 0, tried = 0;
	for (size_t n = 100; n < 100000; n *= 3, tried++)
		right += str_eq(unpack_str(&s), (struct str){ long_text, n });
	OK(right == tried && s.n == 0, "texts of any length");
	buf_release(&b);
}

static void
mapped(void)
{
	struct map m = { 0 };
	char key[32];
	size_t right = 0;

	OK(map_get(&m, STR("x")) == MAP_NONE, "an empty map has nothing");
	for (uint32_t i = 0; i < 20000; i++) {
		snprintf(key, sizeof key, "key %u", i);
		map_put(&m, str_of(key), i);
	}
	for (uint32_t i = 0; i < 20000; i++) {
		snprintf(key, sizeof key, "key %u", i);
		right += map_get(&m, str_of(key)) == i;
	}
	OK(right == 20000 && map_get(&m, STR("key 20000")) == MAP_NONE, "a map finds what was put, and nothing else");
	map_reset(&m);
	OK(map_get(&m, STR("key 1")) == MAP_NONE, "a map that was reset is empty");
	map_put(&m, STR(""), 7);
	OK(map_get(&m, STR("")) == 7, "an empty key is a key");
	map_release(&m);
}

int
main(void)
{
	dir = getenv("TMP") ? getenv("TMP") : "/tmp";
	sorted(2000, 1 << 20, "in memory");
	sorted(20000, 40000, "some runs");
	sorted(20000, 4096, "more runs than are merged at once");
	spooled(10);
	spooled(100000);
	faults();
	packed();
	mapped();
	return tap_status();
}
