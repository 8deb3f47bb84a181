#include "word_lists.h"

#include <assert.h>

void
word_lists_add(struct word_lists *w, const char *const *words, uint32_t list)
{
	for (; *words; words++) {
		uint64_t word = token_hash(str_of(*words));
		size_t i = word % WORD_LISTS_SIZE;
		while (w->slot[i].word && w->slot[i].word != word)
			i = (i + 1) % WORD_LISTS_SIZE;
		w->n += !w->slot[i].word;
		assert(w->n <= WORD_LISTS_SIZE / 2);
		w->slot[i].word = word;
		w->slot[i].lists |= list;
	}
}
