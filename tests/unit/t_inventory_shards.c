/* How many shards, and who goes where. */
#include "../../stages/inventory/shards.h"
#include "../../stages/inventory/sniff.h"
#include "../lib/tap.h"

static size_t
count(size_t n, uint64_t bytes_each, uint64_t max_files, uint64_t max_bytes)
{
	static struct file file[3000];
	struct files files = { .at = file, .n = n };

	for (size_t i = 0; i < n; i++)
		file[i].bytes = bytes_each;
	return shards_count(&files, max_files, max_bytes);
}

/* With twice the shards, a file is in its old one or in that one's new half. */
static bool
splits(void)
{
	for (unsigned i = 0; i < 5000; i++) {
		char name[32];
		snprintf(name, sizeof name, "blog/%u.html", i);
		size_t old = shards_of(str_of(name), 8), new = shards_of(str_of(name), 16);
		if (old >= 8 || new % 8 != old)
			return false;
	}
	return true;
}

static bool
even(size_t n)
{
	size_t hits[64] = { 0 };

	for (unsigned i = 0; i < 6400; i++) {
		char name[32];
		snprintf(name, sizeof name, "%u.txt", i);
		hits[shards_of(str_of(name), n)]++;
	}
	for (size_t s = 0; s < n; s++)
		if (hits[s] < 6400 / n * 6 / 10 || hits[s] > 6400 / n * 14 / 10)
			return false;
	return true;
}

int
main(void)
{
	OK(count(0, 0, 500, 1000) == 1, "no files are one shard");
	OK(count(500, 1, 500, 1000) == 1, "as many as may be");
	OK(count(501, 1, 500, 1000) == 2, "one more");
	OK(count(2001, 1, 500, 10000) == 8, "a power of two");
	OK(count(10, 1000, 500, 1000) == 16, "by bytes");
	OK(count(1, 5000, 500, 1000) == 8, "one large file");
	OK(count(3000, 1, 1, 1000) == 4096, "a shard for each");
	OK(splits(), "growing splits shards and mixes none");
	OK(even(2) && even(16) && even(64), "names of one pattern spread evenly");
	OK(shards_of(STR("a.html"), 1) == 0, "one shard holds all");
	for (int m = 0; m < N_MEDIA; m++)
		OK(media_find(str_of(media_name((enum media)m))) == (enum media)m, "medium %s", media_name((enum media)m));
	OK(sniff(STR("a.txt"), STR("")) == MEDIA_TEXT, "nothing in a .txt is text");
	OK(sniff(STR("a"), STR("\x1f\x8b\x08 cut")) != N_MEDIA, "a cut gzip stream is no crash");
	OK(sniff(STR("x/.gz"), STR("Acme uses Go.")) == MEDIA_TEXT, "a name of nothing but an ending");
	return tap_status();
}
