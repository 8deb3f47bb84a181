#include "layout.h"

#include <stdlib.h>

#include "../common/xalloc.h"

/* A table is layout if it holds another or a long cell, a heading, or but one
 * row or one column.  Marks the groups in LAYOUT. */
static void
find_layout(const struct page *p, bool *layout, uint32_t *rows, uint32_t *columns)
{
	const struct article *a = p->article;

	for (size_t e = 1; e < p->n_elems; e++) {
		const struct elem *el = &p->elem[e];
		const struct elem *up = &p->elem[el->parent];
		if (el->tag == TAG_table && up->kind == BLOCK_CELL)
			layout[up->group] = true;
		if (el->tag == TAG_td || el->tag == TAG_th) {
			if (el->row > rows[el->group])
				rows[el->group] = el->row;
			if (el->column > columns[el->group])
				columns[el->group] = el->column;
			if (el->end - el->first > 12)
				layout[el->group] = true;
		}
		if (el->kind == BLOCK_HEADING && up->row && up->column)
			layout[up->group] = true;
	}
	for (size_t i = 0; i < a->n_blocks; i++)
		if (a->block[i].kind == BLOCK_CELL && p->run[i].words > 120)
			layout[a->block[i].group] = true;
}

void
page_undo_layout(struct page *p, uint32_t groups)
{
	struct article *a = p->article;
	bool *layout = xcalloc(groups + 1, sizeof *layout);
	uint32_t *rows = xcalloc(groups + 1, sizeof *rows), *columns = xcalloc(groups + 1, sizeof *columns);

	find_layout(p, layout, rows, columns);
	for (size_t i = 0; i < a->n_blocks; i++) {
		struct block *b = &a->block[i];
		if (b->kind != BLOCK_CELL || !(layout[b->group] || rows[b->group] < 2 || columns[b->group] < 2))
			continue;
		b->kind = BLOCK_PARAGRAPH;
		b->group = b->row = b->column = 0;
		b->header = STR("");
	}
	free(layout);
	free(rows);
	free(columns);
}
