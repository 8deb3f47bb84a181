#include "resolve.h"

#include <stdlib.h>

#include "../common/digest.h"
#include "../common/xalloc.h"

/* A lexicon form under its folded name; all with one folded name are chained. */
struct candidate {
	const struct lexicon_entry *entry;
	const struct lexicon_form  *form;
	uint32_t                    next;
};

/* Reasons beyond the levels of names.h. */
enum { WHY_LEXICON = N_LEVELS, WHY_ALIAS, WHY_FORMER, WHY_CONTEXT, WHY_INTRODUCED, WHY_FOUND, WHY_OVERRIDE, WHY_OWNER,
	WHY_SPELLING };

static const char *const reasons[] = {
	"lexicon", "alias", "former_name", "context", "introduced", "found", "override",
	"owner", "spelling"
};

static enum lexicon_table
own_table(enum name_use use)
{
	return use == NAME_ADOPTER ? LEXICON_ORGANISATIONS : LEXICON_TECHNOLOGIES;
}

static void
index_form(struct resolver *r, enum name_use use, const struct lexicon_entry *entry, const struct lexicon_form *form)
{
	uint32_t at = (uint32_t)r->n_candidates, first;

	buf_reset(&r->key);
	name_key(&r->key, form->text, use, LEVEL_DESCRIPTOR);
	r->candidate = xgrow(r->candidate, &r->cap_candidates, at + 1, sizeof *r->candidate);
	r->candidate[r->n_candidates++] = (struct candidate){ entry, form, MAP_NONE };
	first = map_get(&r->form[use], buf_str(&r->key));
	if (first == MAP_NONE) {
		map_put(&r->form[use], buf_str(&r->key), at);
		return;
	}
	r->candidate[at].next = r->candidate[first].next;
	r->candidate[first].next = at;
}

/* Keeps a form that means nothing else for misspelt names to be near to. */
static void
index_plain(struct resolver *r, enum name_use use, size_t entry, const struct lexicon_form *form)
{
	if (form->ambiguous)
		return;
	buf_reset(&r->key);
	name_key(&r->key, form->text, use, LEVEL_POSSESSIVE);
	near_add(&r->plain[use], buf_str(&r->key), (uint32_t)entry);
}

/* A host name is a way to write the name, too. */
static const struct lexicon_form *
domain_form(struct resolver *r, struct str domain)
{
	struct lexicon_form *form = arena_alloc(&r->text, sizeof *form);

	form->text = domain;
	return form;
}

static void
hit_known_overrides(struct resolver *r)
{
	for (size_t i = 0; i < r->overrides->n; i++) {
		struct override *o = &r->overrides->o[i];
		buf_reset(&r->key);
		name_key(&r->key, o->name, o->use, LEVEL_DESCRIPTOR);
		if (map_get(&r->form[o->use], buf_str(&r->key)) != MAP_NONE)
			o->hit = true;
		for (int t = 0; t < N_LEXICON_TABLES; t++)
			if (lexicon_find(r->lexicon, (enum lexicon_table)t, o->name) >= 0)
				o->hit = true;
	}
}

void
resolver_init(struct resolver *r, const struct lexicon *lexicon, struct overrides *overrides)
{
	*r = (struct resolver){ .lexicon = lexicon, .overrides = overrides };
	for (int use = 0; use < N_NAME_USES; use++)
		for (int t = 0; t < N_LEXICON_TABLES; t++)
			for (size_t i = 0; i < lexicon->n[t]; i++) {
				const struct lexicon_entry *entry = &lexicon->entry[t][i];
				for (size_t k = 0; k < entry->n_forms; k++) {
					index_form(r, (enum name_use)use, entry, &entry->form[k]);
					if ((enum lexicon_table)t == own_table((enum name_use)use))
						index_plain(r, (enum name_use)use, i, &entry->form[k]);
				}
				if (entry->domain.n && use == NAME_ADOPTER)
					index_form(r, NAME_ADOPTER, entry, domain_form(r, entry->domain));
			}
	hit_known_overrides(r);
}

static uint32_t
add_thing(struct resolver *r, enum name_use use, struct str id)
{
	uint32_t at = (uint32_t)r->n_things;

	r->thing = xgrow(r->thing, &r->cap_things, r->n_things + 1, sizeof *r->thing);
	r->thing[r->n_things++] = (struct thing){ .use = use, .parent = THING_NONE, .kind = STR("unknown") };
	r->thing[at].id = map_put(&r->by_id[use], id, at);
	return at;
}

/* An id made here, in scratch, must be none of the lexicon's. */
static void
keep_apart(struct resolver *r, enum name_use use)
{
	enum lexicon_table own = own_table(use);

	while (lexicon_find(r->lexicon, own, buf_str(&r->scratch)) >= 0)
		buf_addc(&r->scratch, '_');
}

/* An id may stand in both lexicons (MongoDB, the firm and the database).  Where
 * an entry of the one is used as the other, the other's own entry keeps it. */
static struct str
entry_id(struct resolver *r, enum name_use use, const struct lexicon_entry *entry)
{
	enum lexicon_table own = own_table(use);

	if (entry->table == own || lexicon_find(r->lexicon, own, entry->id) < 0)
		return entry->id;
	buf_reset(&r->scratch);
	buf_addz(&r->scratch, use == NAME_ADOPTER ? "t_" : "o_");
	buf_add(&r->scratch, entry->id);
	keep_apart(r, use);
	return buf_str(&r->scratch);
}

static const struct lexicon_entry *nearest(struct resolver *, enum name_use, enum lexicon_table, struct str, int *);

static uint32_t
entry_thing(struct resolver *r, enum name_use use, const struct lexicon_entry *entry)
{
	struct str id = entry_id(r, use, entry);
	uint32_t at = map_get(&r->by_id[use], id);
	bool own = entry->table == own_table(use);

	if (at != MAP_NONE)
		return at;
	at = add_thing(r, use, id);
	r->thing[at].entry = entry;
	r->thing[at].name = entry->name;
	r->thing[at].kind = own ? entry->kind : use == NAME_ADOPTER ? STR("technology") : STR("organisation");
	if (own && entry->parent_index >= 0) {
		uint32_t parent = entry_thing(r, use, &r->lexicon->entry[entry->table][entry->parent_index]);
		r->thing[at].parent = parent;
	}
	if (use == NAME_TECHNOLOGY && own && entry->vendor.n) {
		int why;
		r->thing[at].vendor = nearest(r, NAME_ADOPTER, LEXICON_ORGANISATIONS, entry->vendor, &why);
	}
	return at;
}

static uint32_t
found_thing(struct resolver *r, enum name_use use, struct str name)
{
	uint32_t at;

	buf_reset(&r->scratch);
	name_id(&r->scratch, name, use);
	keep_apart(r, use);
	at = map_get(&r->by_id[use], buf_str(&r->scratch));
	return at != MAP_NONE ? at : add_thing(r, use, buf_str(&r->scratch));
}

/* The first level on which A and B are one name; they are one on the last. */
static enum name_level
level_of(struct resolver *r, struct str a, struct str b, enum name_use use)
{
	for (int level = 0; level < N_LEVELS - 1; level++) {
		buf_reset(&r->key);
		name_key(&r->key, a, use, (enum name_level)level);
		size_t n = r->key.n;
		name_key(&r->key, b, use, (enum name_level)level);
		if (str_eq(str_sub(buf_str(&r->key), 0, n), str_sub(buf_str(&r->key), n, r->key.n)))
			return (enum name_level)level;
	}
	return LEVEL_DESCRIPTOR;
}

static int
why_exact(const struct candidate *c)
{
	if (c->form < c->entry->form || c->form >= c->entry->form + c->entry->n_forms)
		return LEVEL_DOMAIN;
	return c->form == &c->entry->form[0] ? WHY_LEXICON : c->form->former ? WHY_FORMER : WHY_ALIAS;
}

/* "Artsy website", "Sketch app": what stands behind the form says what is meant. */
static bool
says_what(struct str form, struct str surface)
{
	return surface.n > form.n && str_starts(surface, form) && surface.p[form.n] == ' ' &&
	    !(surface.p[surface.n - 1] >= '0' && surface.p[surface.n - 1] <= '9');
}

/* A form that also means something else needs a name that is written like it. */
static bool
may_match(const struct candidate *c, struct str surface, enum name_level level, bool own)
{
	/* A firm's looser names are no technology, nor the other way round. */
	if (!own && level > LEVEL_PLURAL)
		return false;
	if (level == LEVEL_DESCRIPTOR && c->form->text.n < 5)
		return false;
	if (c->entry->case_sensitive && c->form->ambiguous && level != LEVEL_EXACT && level < LEVEL_LEGAL_SUFFIX)
		return false;
	return !c->form->ambiguous || level < LEVEL_PLURAL || (level == LEVEL_WORDING && says_what(c->form->text, surface));
}

/* "Express" is Express.js, but "nodes" is not Node.js. */
static bool
drops_js(struct str form, struct str surface)
{
	return form.n == surface.n + 3 && str_ends(form, STR(".js")) && str_ieq(str_sub(form, 0, surface.n), surface);
}

/* Is FORM no longer than what all its wordings come to: "WebSocket", but not "websocket-client"? */
static bool
is_bare(struct resolver *r, struct str form, enum name_use use)
{
	buf_reset(&r->key);
	name_key(&r->key, form, use, LEVEL_PLURAL);
	size_t n = r->key.n;
	name_key(&r->key, form, use, LEVEL_WORDING);
	return str_eq(str_sub(buf_str(&r->key), 0, n), str_sub(buf_str(&r->key), n, r->key.n));
}

/* The one entry of TABLE with a form nearest to SURFACE, or NULL. */
static const struct lexicon_entry *
nearest(struct resolver *r, enum name_use use, enum lexicon_table table, struct str surface, int *why)
{
	bool own = table == own_table(use);
	const struct lexicon_entry *best = NULL;
	int best_rank = 2 * N_LEVELS;
	bool two = false;

	buf_reset(&r->key);
	name_key(&r->key, surface, use, LEVEL_DESCRIPTOR);
	uint32_t at = map_get(&r->form[use], buf_str(&r->key));
	for (; at != MAP_NONE; at = r->candidate[at].next) {
		const struct candidate *c = &r->candidate[at];
		if (c->entry->table != table)
			continue;
		int level = (int)level_of(r, surface, c->form->text, use);
		if (level >= LEVEL_WORDING && str_ends(c->form->text, STR(".js")) && !str_ends(surface, STR(".js")) &&
		    !drops_js(c->form->text, surface))
			continue;
		/* "websocket package" is WebSocket rather than websocket-client. */
		int rank = 2 * level + (level == LEVEL_WORDING && !is_bare(r, c->form->text, use));
		if (rank > best_rank || !may_match(c, surface, (enum name_level)level, own))
			continue;
		if (rank < best_rank || c->entry != best)
			two = best && rank == best_rank;
		if (rank < best_rank || !best || (c->entry == best && c->form == &best->form[0]))
			*why = level == LEVEL_EXACT ? why_exact(c) : level;
		best = c->entry;
		best_rank = rank;
	}
	return two ? NULL : best;
}

static const struct lexicon_entry *
in_lexicon(struct resolver *r, enum name_use use, struct str surface, int *why)
{
	enum lexicon_table own = own_table(use);
	const struct lexicon_entry *entry = nearest(r, use, own, surface, why);

	return entry ? entry : nearest(r, use, (enum lexicon_table)(1 - own), surface, why);
}

/* Whether SURFACE is a form of ENTRY that means nothing else. */
static bool
is_plain(const struct lexicon_entry *entry, struct str surface)
{
	for (size_t i = 0; i < entry->n_forms; i++)
		if (str_ieq(entry->form[i].text, surface))
			return !entry->form[i].ambiguous;
	return false;
}

/* Whether OWNER, or one that it owns, is the parent or maker of ENTRY. */
static bool
owns(struct resolver *r, const struct lexicon_entry *owner, const struct lexicon_entry *entry)
{
	int why;

	for (int up = entry->parent_index; up >= 0; up = r->lexicon->entry[entry->table][up].parent_index)
		if (&r->lexicon->entry[entry->table][up] == owner)
			return true;
	return entry->vendor.n && nearest(r, NAME_ADOPTER, LEXICON_ORGANISATIONS, entry->vendor, &why) == owner;
}

/* "Spotify Discover Weekly" is Discover Weekly, for Spotify owns it; any known
 * name may stand before a technology, and any known organisation before a product,
 * that has a plain name of its own: "Google SketchUp", whoever owns it now. */
static const struct lexicon_entry *
behind_owner(struct resolver *r, enum name_use use, struct str surface)
{
	enum lexicon_table own = own_table(use);
	int why, level;

	for (ptrdiff_t at = str_find(surface, STR(" "), 0); at > 0 && at < 64; at = str_find(surface, STR(" "), (size_t)at + 1)) {
		struct str rest = str_trim(str_sub(surface, (size_t)at, surface.n)), first = str_sub(surface, 0, (size_t)at);
		const struct lexicon_entry *entry = rest.n > 2 ? in_lexicon(r, use, rest, &level) : NULL;
		if (!entry || (level > LEVEL_PLURAL && level < N_LEVELS))
			continue;
		for (int t = 0; t < N_LEXICON_TABLES; t++) {
			const struct lexicon_entry *owner = nearest(r, use, (enum lexicon_table)t, first, &why);
			bool apart = use == NAME_TECHNOLOGY || (owner && owner->table == own && str_eq(entry->kind, STR("product")));
			if (owner && (owns(r, owner, entry) || (apart && entry->table == own && is_plain(entry, rest))))
				return entry;
		}
	}
	return NULL;
}

/* The entry that SURFACE is a misspelt name of, or NULL. */
static const struct lexicon_entry *
misspelt(struct resolver *r, enum name_use use, struct str surface)
{
	buf_reset(&r->key);
	name_key(&r->key, surface, use, LEVEL_POSSESSIVE);
	uint32_t at = near_find(&r->plain[use], buf_str(&r->key));
	return at == NEAR_NONE ? NULL : &r->lexicon->entry[own_table(use)][at];
}

/* Why extraction may have taken SURFACE for ENTRY. */
static int
why_entry(struct resolver *r, enum name_use use, struct str surface, const struct lexicon_entry *entry)
{
	struct buf key = { 0 };
	int best = N_LEVELS, why = WHY_CONTEXT;

	name_key(&key, surface, use, LEVEL_DESCRIPTOR);
	uint32_t at = map_get(&r->form[use], buf_str(&key));
	buf_release(&key);
	for (; at != MAP_NONE; at = r->candidate[at].next) {
		const struct candidate *c = &r->candidate[at];
		if (c->entry != entry)
			continue;
		int level = (int)level_of(r, surface, c->form->text, use);
		if (level < best) {
			best = level;
			why = level == LEVEL_EXACT ? why_exact(c) : level;
		}
	}
	return why;
}

bool
resolver_is_vendor(struct resolver *r, uint32_t adopter, uint32_t technology)
{
	const struct lexicon_entry *a = r->thing[adopter].entry, *t = r->thing[technology].entry;

	if (!a || !t)
		return false;
	return t->table == LEXICON_ORGANISATIONS ? t == a : r->thing[technology].vendor == a;
}

/* The found thing that an override calls TARGET, and shows as that: of several
 * spellings the least, whichever is met first. */
static uint32_t
named_thing(struct resolver *r, enum name_use use, struct str target)
{
	uint32_t at = found_thing(r, use, target);
	struct thing *t = &r->thing[at];

	if (t->told.n == 0 || str_cmp(target, t->told) < 0)
		t->told = target;
	return at;
}

/* The thing that an override's target says: an id, or a name. */
static uint32_t
target_thing(struct resolver *r, enum name_use use, struct str target)
{
	enum lexicon_table own = own_table(use);
	const struct lexicon_entry *entry;
	int why;
	int at = lexicon_find(r->lexicon, own, target);

	if (at >= 0)
		return entry_thing(r, use, &r->lexicon->entry[own][at]);
	entry = in_lexicon(r, use, target, &why);
	return entry ? entry_thing(r, use, entry) : named_thing(r, use, target);
}

/* A thing of its own for one way of writing, apart from all that folds alike. */
static uint32_t
split_thing(struct resolver *r, enum name_use use, struct str surface, struct str target)
{
	struct buf id = { 0 };
	uint32_t at;

	if (target.n) {
		at = named_thing(r, use, target);
	} else {
		struct digest d;
		char hex[DIGEST_HEX];
		digest_init(&d);
		digest_add(&d, surface);
		digest_hex(&d, hex);
		name_id(&id, surface, use);
		buf_addf(&id, "_%.8s", hex);
		at = map_get(&r->by_id[use], buf_str(&id));
		if (at == MAP_NONE)
			at = add_thing(r, use, buf_str(&id));
	}
	buf_release(&id);
	return at;
}

/* False if no override is about the name. */
static bool
overridden(struct resolver *r, enum name_use use, struct str surface, struct str id, uint32_t *thing)
{
	struct override *o;

	if ((o = overrides_find(r->overrides, OVERRIDE_SPLIT, use, surface, STR(""))))
		*thing = split_thing(r, use, surface, o->target);
	else if (overrides_find(r->overrides, OVERRIDE_DROP, use, surface, id))
		*thing = THING_NONE;
	else if ((o = overrides_find(r->overrides, OVERRIDE_MERGE, use, surface, id)))
		*thing = target_thing(r, use, o->target);
	else
		return false;
	return true;
}

/* The longer name that the article gives for SURFACE, or an empty one. */
static struct str
introduced(struct resolver *r, enum name_use use, struct str surface, const struct introduction *intro, size_t n)
{
	buf_reset(&r->key);
	name_key(&r->key, surface, use, LEVEL_PLURAL);
	for (size_t i = 0; i < n; i++)
		if (str_eq(buf_str(&r->key), intro[i].key[use]))
			return intro[i].name;
	return STR("");
}

static void
settle_unknown(struct resolver *r, enum name_use use, struct str surface, struct str longer, uint32_t *thing, int *why)
{
	const struct lexicon_entry *entry = in_lexicon(r, use, longer.n ? longer : surface, why);

	if (!entry && (entry = behind_owner(r, use, longer.n ? longer : surface)))
		*why = WHY_OWNER;
	if (!entry && (entry = misspelt(r, use, longer.n ? longer : surface)))
		*why = WHY_SPELLING;
	if (overridden(r, use, longer.n ? longer : surface, entry ? entry->id : STR(""), thing))
		*why = WHY_OVERRIDE;
	else if (entry)
		*thing = entry_thing(r, use, entry);
	else {
		*thing = found_thing(r, use, longer.n ? longer : surface);
		*why = WHY_FOUND;
	}
	if (longer.n)
		*why = WHY_INTRODUCED;
}

static bool
settle_known(struct resolver *r, enum name_use use, struct str surface, struct str found_id, enum found_in in,
    uint32_t *thing, int *why, struct err *e)
{
	enum lexicon_table table = in == IN_ORGANISATIONS ? LEXICON_ORGANISATIONS : LEXICON_TECHNOLOGIES;
	int at = lexicon_find(r->lexicon, table, found_id);

	if (at < 0)
		return err_set(e, EX_DATAERR, "the lexicon of %s has no id '%.*s'", lexicon_table_name(table),
		    STR_ARG(found_id));
	const struct lexicon_entry *entry = &r->lexicon->entry[table][at];
	if (overridden(r, use, surface, entry->id, thing)) {
		*why = WHY_OVERRIDE;
		return true;
	}
	*thing = entry_thing(r, use, entry);
	*why = why_entry(r, use, surface, entry);
	return true;
}

const char *
resolution_reason(const struct resolution *x)
{
	return x->why < N_LEVELS ? name_level_name((enum name_level)x->why) : reasons[x->why - N_LEVELS];
}

static void
surface_key(struct buf *b, enum name_use use, enum found_in in, struct str found_id, struct str longer, struct str surface)
{
	buf_addc(b, (char)('0' + (int)use));
	buf_addc(b, (char)('0' + (int)in));
	buf_add(b, found_id);
	buf_addc(b, 0);
	buf_add(b, longer);
	buf_addc(b, 0);
	buf_add(b, surface);
}

const char *
resolver_reason(const struct resolver *r, enum name_use use, struct str surface)
{
	struct buf key = { 0 };

	surface_key(&key, use, IN_NONE, STR(""), STR(""), surface);
	uint32_t at = map_get(&r->by_surface, buf_str(&key));
	buf_release(&key);
	return at == MAP_NONE ? "" : resolution_reason(&r->resolution[at]);
}

void
resolver_ask(struct resolver *r, struct question *q, struct arena *text, enum name_use use, struct str surface,
    struct str found_id, enum found_in in, const struct introduction *intro, size_t n)
{
	struct str longer = in == IN_NONE && n ? introduced(r, use, surface, intro, n) : STR("");

	buf_reset(&r->key);
	surface_key(&r->key, use, in, found_id, longer, surface);
	*q = (struct question){ arena_str(text, buf_str(&r->key)), map_hash(buf_str(&r->key)), (uint32_t)found_id.n,
	    (uint32_t)longer.n, use, in };
	map_ahead(&r->by_surface, q->hash);
}

void
resolver_ahead(const struct resolver *r, const struct question *q)
{
	uint32_t at = map_ahead_key(&r->by_surface, q->hash);

	if (at != MAP_NONE)
		__builtin_prefetch(&r->resolution[at]);
}

static bool
settle(struct resolver *r, const struct question *q, uint32_t at, struct err *e)
{
	struct str kept = map_put(&r->by_surface, q->key, at), id = str_sub(kept, 2, 2 + q->n_id);
	struct str longer = str_sub(kept, 3 + q->n_id, 3 + q->n_id + q->n_longer);
	struct str surface = str_sub(kept, 4 + q->n_id + q->n_longer, kept.n);
	uint32_t thing = THING_NONE;
	int why = WHY_FOUND;

	if (q->in == IN_NONE)
		settle_unknown(r, q->use, surface, longer, &thing, &why);
	else if (!settle_known(r, q->use, surface, id, q->in, &thing, &why, e))
		return false;
	r->resolution = xgrow(r->resolution, &r->cap_resolutions, at + 1, sizeof *r->resolution);
	r->resolution[at] = (struct resolution){ surface, id, q->use, thing, why, 0 };
	r->n_resolutions = at + 1;
	return true;
}

bool
resolver_answer(struct resolver *r, const struct question *q, uint32_t *thing, struct err *e)
{
	uint32_t at = map_get_hashed(&r->by_surface, q->key, q->hash);

	if (at == MAP_NONE) {
		at = (uint32_t)r->n_resolutions;
		if (!settle(r, q, at, e))
			return false;
	}
	r->resolution[at].mentions++;
	*thing = r->resolution[at].thing;
	if (*thing != THING_NONE)
		__builtin_prefetch(&r->thing[*thing]);
	return true;
}

bool
resolver_find(struct resolver *r, enum name_use use, struct str surface, struct str found_id, enum found_in in,
    const struct introduction *intro, size_t n, uint32_t *thing, struct err *e)
{
	struct question q;

	arena_reset(&r->asked);
	resolver_ask(r, &q, &r->asked, use, surface, found_id, in, intro, n);
	return resolver_answer(r, &q, thing, e);
}

/* The name of a found thing is what an override calls it, or its most frequent
 * surface, of equals the first. */
static void
name_found(struct resolver *r)
{
	for (size_t i = 0; i < r->n_things; i++)
		if (!r->thing[i].entry)
			r->thing[i].name = r->thing[i].told;
	for (size_t i = 0; i < r->n_resolutions; i++) {
		const struct resolution *x = &r->resolution[i];
		if (x->thing == THING_NONE || r->thing[x->thing].entry || r->thing[x->thing].told.n || x->why == WHY_INTRODUCED)
			continue;
		struct thing *t = &r->thing[x->thing];
		if (t->name.n == 0 || x->mentions > t->name_mentions ||
		    (x->mentions == t->name_mentions && str_cmp(x->surface, t->name) < 0)) {
			t->name = x->surface;
			t->name_mentions = x->mentions;
		}
	}
	for (size_t i = 0; i < r->n_resolutions; i++) {
		const struct resolution *x = &r->resolution[i];
		if (x->thing != THING_NONE && r->thing[x->thing].name.n == 0)
			r->thing[x->thing].name = x->surface;
	}
}

void
resolver_finish(struct resolver *r)
{
	name_found(r);
	for (size_t i = 0; i < r->n_things; i++) {
		struct thing *t = &r->thing[i];
		struct override *o;
		if ((o = overrides_find(r->overrides, OVERRIDE_RENAME, t->use, t->name, t->id)))
			t->name = o->target;
		if ((o = overrides_find(r->overrides, OVERRIDE_RETYPE, t->use, t->name, t->id)))
			t->kind = o->target;
	}
	/* Whoever shows the one shows the other: side by side they are read at once. */
	for (size_t i = 0; i < r->n_things; i++) {
		struct thing *t = &r->thing[i];
		t->id = arena_str(&r->text, t->id);
		t->name = arena_str(&r->text, t->name);
	}
	for (size_t i = 0; i < r->n_things; i++)
		if (r->thing[i].used)
			for (uint32_t up = r->thing[i].parent; up != THING_NONE; up = r->thing[up].parent)
				r->thing[up].used = true;
}

void
resolver_release(struct resolver *r)
{
	for (int use = 0; use < N_NAME_USES; use++) {
		map_release(&r->form[use]);
		near_release(&r->plain[use]);
		map_release(&r->by_id[use]);
	}
	map_release(&r->by_surface);
	free(r->candidate);
	free(r->thing);
	free(r->resolution);
	arena_free(&r->text);
	arena_free(&r->asked);
	buf_release(&r->key);
	buf_release(&r->scratch);
}
