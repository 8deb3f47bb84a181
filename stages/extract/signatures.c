#include "signatures.h"

#define MAX_SIGNATURE 16        /* tokens */
#define MAX_SIGNED 6            /* blocks of one quotation */

struct signer {
	const struct article    *a;
	const struct vocabulary *v;
	classes we, verbs, at, legal;
};

static bool
begins_quoted(const struct block *b)
{
	return b->kind == BLOCK_QUOTE || str_starts(b->text, STR("\"")) || str_starts(b->text, STR("\u201c")) || str_starts(b->text, STR("\u00ab"));
}

/* "Petra Lindahl, CTO, Netloft" below a quotation: for whom she speaks. */
static const struct mention *
signature_of(const struct signer *r, size_t i)
{
	const struct block *b = &r->a->block[i];
	const struct mention *found = NULL;
	bool dash = block_mark(b, 0) == '-', comma = false;

	if ((b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_QUOTE && b->kind != BLOCK_CAPTION) || b->tokens.n < 2 || b->tokens.n > MAX_SIGNATURE ||
	    strchr(".!?:", b->text.p[b->text.n - 1]) || frame_any_class(r->v, b, 0, b->tokens.n, r->we | r->verbs))
		return NULL;
	for (size_t k = 0; k < b->n_mentions; k++) {
		const struct mention *m = &b->mention[k];
		bool behind = m->from > 0 && (block_mark(b, m->from - 1) == ',' || (frame_classes(r->v, b, m->from - 1) & r->at) || block_word_is(b, m->from - 1, "of"));
		size_t end = m->to;
		while (end < b->tokens.n && (frame_classes(r->v, b, end) & r->legal))
			end++;
		bool ends = end == b->tokens.n || block_mark(b, end);
		comma |= behind;
		/* A town stands behind the house. */
		if (!found && name_can_adopt(r->v, m) && !(m->flags & (NAME_PERSON | NAME_PLACE | NAME_COMMON)) && (behind || dash) && ends)
			found = m;
	}
	return comma || dash ? found : NULL;
}

void
signatures_note(const struct article *a, const struct vocabulary *v, struct frame *f)
{
	const struct signer r = { a, v, vocabulary_class(v, "WE"), vocabulary_class(v, "USE") | vocabulary_class(v, "BUILT") | vocabulary_class(v, "BE") | vocabulary_class(v, "POWER"),
	    vocabulary_class(v, "AT"), vocabulary_class(v, "LEGAL") };

	for (size_t i = FIRST_TEXT_BLOCK + 1; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		const struct mention *m = begins_quoted(&b[-1]) && (b->kind == BLOCK_QUOTE || !begins_quoted(b)) ? signature_of(&r, i) : NULL;
		if (!m)
			continue;
		for (size_t k = i; k + MAX_SIGNED > i && k >= FIRST_TEXT_BLOCK; k--) {
			const struct block *one = &a->block[k];
			if (k < i && !(one->kind == BLOCK_QUOTE || (k + 1 == i && begins_quoted(one))))
				break;
			if (k < i && (f->scope[k].signed_by || signature_of(&r, k)))
				break;
			f->scope[k].adopter = m;
			f->scope[k].adopter_block = b;
			f->scope[k].from = SCOPE_LABEL;
			f->scope[k].signed_by = true;
			f->entry[k] = (struct entry){ m, (uint32_t)(i - k), false, false };
		}
	}
}
