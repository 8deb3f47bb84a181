#include "phrases.h"

#include <stdlib.h>

#include "../common/xalloc.h"

/* A node other than the root, in a slot found by what leads to it: whatever a
 * look-up asks stands in one place. */
struct node {
	uint64_t word;                  /* that leads here ... */
	uint32_t from;                  /* ... from the node of this number, 0 for the root */
	uint32_t no;                    /* its own number, 0 = a free slot */
	uint32_t words;                 /* a filter over the words that go on from here: a bit per hash value */
	uint32_t first, n;              /* its values in flat[], once sealed */
};
struct value { uint32_t value, next; };                 /* a list per node, 0 ends it */

struct phrases {
	struct phrases_filter first;    /* before the set is sealed, it lets all words pass */
	struct node  *slot;
	size_t        cap;              /* a power of two */
	uint32_t     *head;             /* of the value list, by node */
	size_t        n_nodes, cap_nodes;
	struct value *value;
	size_t        n_values, cap_values;
	uint32_t     *flat;
	struct arena  scratch;
	size_t        n_first;          /* words that begin a phrase */
	uint64_t     *bits;             /* of the filter */
};

static const uint64_t all_words = ~UINT64_C(0);

static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

/* The node to which WORD leads from the node FROM, or a free slot for it. */
static struct node *
find(const struct phrases *p, uint32_t from, uint64_t word)
{
	uint64_t h = mix(word ^ (uint64_t)from * UINT64_C(0x9e3779b97f4a7c15));

	for (size_t i = h & (p->cap - 1);; i = (i + 1) & (p->cap - 1))
		if (p->slot[i].no == 0 || (p->slot[i].word == word && p->slot[i].from == from))
			return &p->slot[i];
}

static uint32_t
new_node(struct phrases *p)
{
	p->head = xgrow(p->head, &p->cap_nodes, p->n_nodes + 1, sizeof *p->head);
	p->head[p->n_nodes] = 0;
	return (uint32_t)p->n_nodes++;
}

struct phrases *
phrases_new(size_t expected)
{
	struct phrases *p = xcalloc(1, sizeof *p);

	p->first = (struct phrases_filter){ &all_words, 63 };
	for (p->cap = 64; p->cap * 3 < expected * 4; p->cap *= 2)
		;
	p->slot = xcalloc(p->cap, sizeof *p->slot);
	p->head = xgrow(NULL, &p->cap_nodes, expected + 1, sizeof *p->head);
	p->value = xgrow(NULL, &p->cap_values, expected + 1, sizeof *p->value);
	p->n_values = 1;                /* 0 ends a list */
	new_node(p);                    /* 0 is the root */
	return p;
}

static void
grow(struct phrases *p)
{
	struct node *old = p->slot;
	size_t n = p->cap;

	p->cap *= 2;
	p->slot = xcalloc(p->cap, sizeof *p->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].no)
			*find(p, old[i].from, old[i].word) = old[i];
	free(old);
}

/* The node to which WORD leads from the node FROM (NULL: the root), made when it is new. */
static struct node *
child(struct phrases *p, struct node *from, uint64_t word)
{
	uint32_t parent = from ? from->no : 0;

	if (from)
		from->words |= UINT32_C(1) << word % 32;
	if (p->n_nodes * 4 >= p->cap * 3)
		grow(p);
	struct node *node = find(p, parent, word);
	if (!node->no) {
		*node = (struct node){ .word = word, .from = parent, .no = new_node(p) };
		p->n_first += !from;
	}
	return node;
}

static bool
counts(struct str text, const struct token *t)
{
	return !(t->flags & TOKEN_MARK) || strchr("+#&/", text.p[t->start]);
}

void
phrases_add(struct phrases *p, struct str phrase, uint32_t value)
{
	arena_reset(&p->scratch);
	struct tokens t = tokens_of(phrase, &p->scratch);
	struct node *node = NULL;

	if (phrase.n > 1 && phrase.p[0] == '\'')
		node = child(p, NULL, token_hash(phrase));      /* 's, 't: see token.h */
	else
		for (size_t i = 0; i < t.n; i++)
			if (counts(phrase, &t.at[i]))
				node = child(p, node, t.at[i].hash);
	if (!node)
		return;
	for (uint32_t v = p->head[node->no]; v; v = p->value[v].next)
		if (p->value[v].value == value)
			return;
	p->value = xgrow(p->value, &p->cap_values, p->n_values + 1, sizeof *p->value);
	p->value[p->n_values] = (struct value){ value, p->head[node->no] };
	p->head[node->no] = (uint32_t)p->n_values++;
	free(p->flat);
	p->flat = NULL;
	p->first = (struct phrases_filter){ &all_words, 63 };
}

/* Lays the value lists out flat, in the order they were added; fills the filter. */
static void
seal(struct phrases *p)
{
	uint32_t at = 0;
	size_t bits = 64;

	while (bits < 8 * p->n_first)
		bits *= 2;
	free(p->bits);
	p->bits = xcalloc(bits / 64, sizeof *p->bits);
	p->first = (struct phrases_filter){ p->bits, bits - 1 };
	p->flat = xcalloc(p->n_values, sizeof *p->flat);
	for (size_t i = 0; i < p->cap; i++) {
		struct node *node = &p->slot[i];
		if (node->no && !node->from)
			p->bits[(node->word & p->first.mask) / 64] |= UINT64_C(1) << node->word % 64;
		node->first = at;
		for (uint32_t v = p->head[node->no]; v; v = p->value[v].next)
			at++;
		node->n = at - node->first;
		uint32_t k = at;
		for (uint32_t v = p->head[node->no]; v; v = p->value[v].next)
			p->flat[--k] = p->value[v].value;
	}
}

void
phrases_fetch(const struct phrases *p, uint64_t word)
{
	__builtin_prefetch(&p->slot[mix(word) & (p->cap - 1)]);
}

size_t
phrases_walk(const struct phrases *p, const struct tokens *t, size_t i, size_t end, const uint32_t **values, size_t *n)
{
	uint32_t from = 0;
	size_t length = 0;

	if (!p->flat)
		seal((struct phrases *)p);
	for (size_t k = i; k < end;) {
		const struct node *node = find(p, from, t->at[k++].hash);
		if (!node->no)
			break;
		if (node->n) {
			length = k - i;
			*values = p->flat + node->first;
			*n = node->n;
		}
		if (k == end || !(node->words >> t->at[k].hash % 32 & 1))
			break;
		from = node->no;
	}
	return length;
}

void
phrases_free(struct phrases *p)
{
	if (!p)
		return;
	free(p->slot);
	free(p->value);
	free(p->head);
	free(p->flat);
	free(p->bits);
	arena_free(&p->scratch);
	free(p);
}
