/* The kept inputs of the fuzz target, and cuts and changes of them, under any compiler. */
#include <glob.h>
#include <stdio.h>

#include "../fuzz/fuzz_read.c"
#include "../lib/tap.h"

int
main(void)
{
	glob_t g;
	size_t inputs = 0, runs = 0;

	if (glob("tests/fuzz/corpus/read/*", 0, NULL, &g) == 0) {
		for (size_t i = 0; i < g.gl_pathc; i++) {
			FILE *f = fopen(g.gl_pathv[i], "rb");
			static uint8_t bytes[1 << 16], changed[1 << 16];
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
		globfree(&g);
	}
	OK(inputs >= 7 && runs > 100, "%zu kept inputs and %zu changes of them", inputs, runs);
	reader_release(&reader);
	return tap_status();
}
