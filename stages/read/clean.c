#include "clean.h"

void
clean_page(struct page *p, size_t first, size_t end, const bool *good)
{
	(void)p, (void)first, (void)end, (void)good;
}
