#include "phrases.h"

#include <stdlib.h>

#include "../common/xalloc.h"

/* Most words begin no phrase: a bit per hash value settles it. */
#define FIRST_BITS (1u << 17)

struct edge { uint64_t word; uint32_t node, next; };    /* next node, 0 = free slot */
struct value { uint32_t value, next; };                 /* a list per node, 0 ends it */
struct node {
	uint64_t words;                 /* a filter over the words that go on from here: a bit per hash value */
	uint32_t head;                  /* of the value list */
	uint32_t first, n;              /* the values in flat[], once sealed */
};

struct phrases {
	struct edge  *edge;
	size_t        n_edges, cap;     /* cap is a power of two */
	struct value *value;
	size_t        n_values, cap_values;
	struct node  *node;
	size_t        n_nodes, cap_nodes;
	uint32_t     *flat;
	struct arena  scratch;
	uint64_t      first[FIRST_BITS / 64];   /* a filter over the words that begin a phrase */
};

static size_t
slot_of(const struct phrases *p, uint32_t node, uint64_t word)
{
	uint64_t h = (word ^ (uint64_t)node * UINT64_C(0x9e3779b97f4a7c15));

	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 32;
	for (size_t i = h & (p->cap - 1);; i = (i + 1) & (p->cap - 1))
		if (p->edge[i].next == 0 || (p->edge[i].node == node && p->edge[i].word == word))
			return i;
}

static uint32_t
new_node(struct phrases *p)
{
	p->node = xgrow(p->node, &p->cap_nodes, p->n_nodes + 1, sizeof *p->node);
	p->node[p->n_nodes] = (struct node){ 0 };
	return (uint32_t)p->n_nodes++;
}

struct phrases *
phrases_new(void)
{
	struct phrases *p = xcalloc(1, sizeof *p);

	p->cap = 1024;
	p->edge = xcalloc(p->cap, sizeof *p->edge);
	p->n_values = 1;                /* 0 ends a list */
	new_node(p);                    /* 0 is the root */
	return p;
}

static void
grow_edges(struct phrases *p)
{
	struct edge *old = p->edge;
	size_t n = p->cap;

	p->cap *= 2;
	p->edge = xcalloc(p->cap, sizeof *p->edge);
	for (size_t i = 0; i < n; i++)
		if (old[i].next)
			p->edge[slot_of(p, old[i].node, old[i].word)] = old[i];
	free(old);
}

static uint32_t
child(struct phrases *p, uint32_t node, uint64_t word)
{
	if (node == 0)
		p->first[word % FIRST_BITS / 64] |= UINT64_C(1) << word % 64;
	p->node[node].words |= UINT64_C(1) << word % 64;
	if (p->n_edges * 2 >= p->cap)
		grow_edges(p);
	size_t i = slot_of(p, node, word);
	if (!p->edge[i].next) {
		p->edge[i] = (struct edge){ word, node, new_node(p) };
		p->n_edges++;
	}
	return p->edge[i].next;
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
	uint32_t node = 0, last = 0;

	if (phrase.n > 1 && phrase.p[0] == '\'')
		node = child(p, node, token_hash(phrase));      /* 's, 't: see token.h */
	for (size_t i = 0; node == 0 && i < t.n; i++)
		if (counts(phrase, &t.at[i]))
			last = child(p, last, t.at[i].hash);
	if (node == 0)
		node = last;
	if (node == 0)
		return;
	for (uint32_t v = p->node[node].head; v; v = p->value[v].next)
		if (p->value[v].value == value)
			return;
	p->value = xgrow(p->value, &p->cap_values, p->n_values + 1, sizeof *p->value);
	p->value[p->n_values] = (struct value){ value, p->node[node].head };
	p->node[node].head = (uint32_t)p->n_values++;
	free(p->flat);
	p->flat = NULL;
}

/* Lays the value lists out flat, in the order they were added. */
static void
seal(struct phrases *p)
{
	size_t at = 0;

	p->flat = xcalloc(p->n_values, sizeof *p->flat);
	for (size_t i = 0; i < p->n_nodes; i++) {
		struct node *node = &p->node[i];
		node->n = 0;
		for (uint32_t v = node->head; v; v = p->value[v].next)
			node->n++;
		node->first = (uint32_t)at;
		at += node->n;
		size_t k = at;
		for (uint32_t v = node->head; v; v = p->value[v].next)
			p->flat[--k] = p->value[v].value;
	}
}

size_t
phrases_longest(const struct phrases *p, const struct tokens *t, size_t i, size_t end,
    const uint32_t **values, size_t *n)
{
	uint32_t node = 0;
	size_t length = 0;

	if (!(p->first[t->at[i].hash % FIRST_BITS / 64] >> t->at[i].hash % 64 & 1))
		return 0;
	if (!p->flat)
		seal((struct phrases *)p);
	for (size_t k = i; k < end && p->node[node].words >> t->at[k].hash % 64 & 1; k++) {
		size_t slot = slot_of(p, node, t->at[k].hash);
		if (!p->edge[slot].next)
			break;
		node = p->edge[slot].next;
		if (p->node[node].n) {
			length = k + 1 - i;
			*values = p->flat + p->node[node].first;
			*n = p->node[node].n;
		}
	}
	return length;
}

void
phrases_free(struct phrases *p)
{
	if (!p)
		return;
	free(p->edge);
	free(p->value);
	free(p->flat);
	free(p->node);
	arena_free(&p->scratch);
	free(p);
}
