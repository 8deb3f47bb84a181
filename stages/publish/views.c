#include "views.h"

#define CELL \
	"FROM adoption a JOIN adopters o ON o.adopter_id = a.adopter_id " \
	"JOIN technologies t ON t.technology_id = a.technology_id"
#define CELL_COLUMNS \
	"SELECT a.technology_id, t.name AS technology, a.adopter_id, o.name AS adopter, o.kind, " \
	"a.claims, a.independent_articles, a.confidence, a.use_cases, a.first_seen, a.last_seen "

const struct view views[] = {
	{ "v_current_adopters", "Who uses what today, as far as the articles tell.", "adoption,adopters,technologies",
	  CELL_COLUMNS CELL " WHERE a.status = 'uses'" },
	{ "v_former_adopters", "Who used what and left it.", "adoption,adopters,technologies",
	  CELL_COLUMNS CELL " WHERE a.status = 'formerly_used'" },
	{ "v_disputed", "Pairs on which sources disagree and time does not settle it, with both sides.",
	  "adoption,claims,articles",
	  "SELECT a.adopter_id, a.technology_id, c.status, c.confidence, r.published, c.source, c.line, c.evidence "
	  "FROM adoption a JOIN claims c ON c.adopter_id = a.adopter_id AND c.technology_id = a.technology_id "
	  "JOIN articles r ON r.article_id = c.article_id WHERE a.disputed" },
	{ "v_migrations", "Moves from one technology to another, counted by adopter.", "migrations",
	  "SELECT from_id, from_technology, to_id, to_technology, COUNT(DISTINCT adopter_id) AS adopters, "
	  "MIN(year) AS first_year, MAX(year) AS last_year FROM migrations "
	  "GROUP BY from_id, from_technology, to_id, to_technology" },
	{ "v_new_this_year", "Pairs first told of in the year of the newest article.",
	  "adoption,adopters,technologies,articles",
	  CELL_COLUMNS CELL " WHERE a.status = 'uses' AND SUBSTR(CAST(a.first_seen AS VARCHAR(10)), 1, 4) = "
	  "(SELECT SUBSTR(CAST(MAX(published) AS VARCHAR(10)), 1, 4) FROM articles)" },
	{ "v_top_technologies", "Technologies by adopters.", "technology_counts",
	  "SELECT technology_id, technology, kind, adopters, current, former, independent_articles "
	  "FROM technology_counts WHERE adopters > 0" },
	{ "v_purposes", "For what each technology is used.", "use_case_counts,use_cases,technologies",
	  "SELECT c.use_case_id, u.name AS use_case, c.technology_id, t.name AS technology, c.adopters, c.current, "
	  "c.independent_articles FROM use_case_counts c JOIN use_cases u ON u.use_case_id = c.use_case_id "
	  "JOIN technologies t ON t.technology_id = c.technology_id" },
	{ "v_evidence", "Each claim with the title, site, address and date of its article.", "claims,articles",
	  "SELECT c.claim_id, c.adopter_id, c.adopter, c.technology_id, c.technology, c.status, c.confidence, "
	  "c.since_year, c.until_year, r.published, r.site, r.title, r.url, c.source, c.line, c.evidence "
	  "FROM claims c JOIN articles r ON r.article_id = c.article_id" },
};
const size_t n_views = sizeof views / sizeof *views;

static bool
possible(const struct view *v, const bool *in_release)
{
	struct str rest = str_of(v->tables), name;

	while (str_split(&rest, ',', &name)) {
		const struct table *t = table_find(name);
		if (!t || !in_release[t - tables])
			return false;
	}
	return true;
}

void
views_sql(struct buf *b, enum dialect d, const bool *in_release)
{
	for (size_t i = 0; i < n_views; i++) {
		const struct view *v = &views[i];
		if (!possible(v, in_release))
			continue;
		buf_addf(b, "CREATE VIEW \"%s\" AS\n%s;\n", v->name, v->sql);
		if (d == POSTGRESQL || d == DUCKDB) {
			buf_addf(b, "COMMENT ON VIEW \"%s\" IS ", v->name);
			sql_text(b, str_of(v->meaning));
			buf_addz(b, ";\n");
		}
	}
}
