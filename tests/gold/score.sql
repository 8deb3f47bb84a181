-- Scores a release against tests/gold/raw; run by tests/gold/gold.sh, which
-- has imported the gold as g_claims, g_metrics, g_articles, g_rejects and
-- g_aliases and attached the release as r.  Prints one "figure value" a line.
-- A gold row that is optional is neither asked for nor held against the release.

CREATE TEMP TABLE alias (form TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
INSERT OR IGNORE INTO alias SELECT lower(alias), lower(name) FROM g_aliases;
INSERT OR IGNORE INTO alias SELECT lower(name), lower(name) FROM g_aliases;

CREATE TEMP VIEW plain_found AS SELECT source AS doc, status,
	CASE WHEN lower(adopter) LIKE 'the %' THEN substr(lower(adopter), 5) ELSE lower(adopter) END AS adopter,
	CASE WHEN lower(technology) LIKE 'apache %' THEN substr(lower(technology), 8) ELSE lower(technology) END AS technology
	FROM r.claims;
CREATE TEMP VIEW plain_gold AS SELECT doc, status, optional,
	CASE WHEN lower(adopter) LIKE 'the %' THEN substr(lower(adopter), 5) ELSE lower(adopter) END AS adopter,
	CASE WHEN lower(technology) LIKE 'apache %' THEN substr(lower(technology), 8) ELSE lower(technology) END AS technology
	FROM g_claims;
CREATE TEMP TABLE found AS SELECT DISTINCT doc, status,
	coalesce((SELECT name FROM alias WHERE form = adopter), adopter) AS adopter,
	coalesce((SELECT name FROM alias WHERE form = trim(technology)), trim(technology)) AS technology
	FROM plain_found;
CREATE TEMP TABLE gold AS SELECT doc, status, min(optional) AS optional,
	coalesce((SELECT name FROM alias WHERE form = adopter), adopter) AS adopter,
	coalesce((SELECT name FROM alias WHERE form = trim(technology)), trim(technology)) AS technology
	FROM plain_gold GROUP BY doc, status, 4, 5;

CREATE TEMP TABLE hit AS SELECT gold.* FROM gold JOIN found USING (doc, adopter, technology, status);
CREATE TEMP TABLE sums AS SELECT
	(SELECT count(*) FROM hit WHERE optional = '') AS tp,
	(SELECT count(*) FROM found) - (SELECT count(*) FROM hit) AS fp,
	(SELECT count(*) FROM gold WHERE optional = '') - (SELECT count(*) FROM hit WHERE optional = '') AS fn;

SELECT 'precision', printf('%.3f', tp * 1.0 / max(tp + fp, 1)) FROM sums;
SELECT 'recall', printf('%.3f', tp * 1.0 / max(tp + fn, 1)) FROM sums;
SELECT 'f1', printf('%.3f', 2.0 * tp / max(2 * tp + fp + fn, 1)) FROM sums;
SELECT 'metrics_recall', printf('%.3f', avg(EXISTS (SELECT 1 FROM r.metrics AS m
	WHERE m.source = g.doc AND abs(m.value - g.value) <= 1e-9 * abs(g.value))))
	FROM g_metrics AS g WHERE g.optional = '';
SELECT 'titles', printf('%.3f', avg(EXISTS (SELECT 1 FROM r.articles AS a
	WHERE a.source = g.doc AND lower(a.title) = lower(g.title)))) FROM g_articles AS g;
SELECT 'dates', printf('%.3f', avg(EXISTS (SELECT 1 FROM r.articles AS a
	WHERE a.source = g.doc AND a.published LIKE g.published || '%'))) FROM g_articles AS g WHERE g.published <> '';
SELECT 'articles_read', printf('%.3f', avg(EXISTS (SELECT 1 FROM r.articles AS a
	WHERE a.source = g.doc))) FROM g_articles AS g;
SELECT 'rejects', printf('%.3f', avg(EXISTS (SELECT 1 FROM r.rejects AS x
	WHERE x.source = g.source AND x.reason = g.reason))) FROM g_rejects AS g;
