/* The kept inputs of the fuzz target under any compiler: those of corpus/ with
 * cuts and changes of them, those of seeds/ (one a line, in base64) as they are. */
#include <glob.h>
#include <stdio.h>

#include <nettle/base64.h>

#include "../fuzz/fuzz_read.c"
#include "../lib/tap.h"

static size_t inputs, runs, seeds;

static void
changes(const char *path)
{
	static uint8_t bytes[1 << 16], changed[1 << 16];
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;

	if (f)
		fclose(f);
	inputs++;
	LLVMFuzzerTestOneInput(bytes, n);
	/* Every cut at a fixed stride, and every such byte turned. */
	for (size_t k = 1; k < n; k += n / 40 + 1, runs += 2) {
		LLVMFuzzerTestOneInput(bytes, k);
		memcpy(changed, bytes, n);
		changed[k] ^= (uint8_t)(0x20 + k % 7);
		LLVMFuzzerTestOneInput(changed, n);
	}
}

static void
lines(const char *path)
{
	char line[1024];
	uint8_t bytes[1024];
	FILE *f = fopen(path, "r");

	while (f && fgets(line, sizeof line, f)) {
		struct base64_decode_ctx b;
		size_t n = sizeof bytes;
		base64_decode_init(&b);
		if (base64_decode_update(&b, &n, bytes, strcspn(line, "\n"), line) && base64_decode_final(&b)) {
			seeds++;
			LLVMFuzzerTestOneInput(bytes, n);
		}
	}
	if (f)
		fclose(f);
}

static void
each(const char *pattern, void (*run)(const char *path))
{
	glob_t g;

	if (glob(pattern, 0, NULL, &g) != 0)
		return;
	for (size_t i = 0; i < g.gl_pathc; i++)
		run(g.gl_pathv[i]);
	globfree(&g);
}

int
main(void)
{
	each("tests/fuzz/corpus/read/*", changes);
	OK(inputs >= 7 && runs > 100, "%zu kept inputs and %zu changes of them", inputs, runs);
	each("tests/fuzz/seeds/?", lines);
	OK(seeds > 1000, "%zu inputs that fuzzing found worth keeping", seeds);
	reader_release(&reader);
	return tap_status();
}
