#!/bin/sh
# raw/ becomes a release that agrees with what a careful reader takes from it.
. tests/lib/tap.sh
O=$TMP/out G=tests/gold/raw
list() { sqlite3 -batch -list -noheader "$TMP/gold.db" "$@"; }
for t in claims metrics articles rejects aliases; do
	sqlite3 -batch "$TMP/gold.db" ".import --csv $G/$t.csv g_$t" || exit 1
done
for t in traps positives; do
	sqlite3 -batch "$TMP/gold.db" ".import --csv tests/traps/$t.csv $t" || exit 1
done

# The gold itself.
none() { list "$1" >"$TMP/rows"; [ ! -s "$TMP/rows" ] || { sed 's/^/# /' "$TMP/rows"; false; }; }
ok "the gold has claims and metrics" test "$(list 'SELECT (SELECT count(*) FROM g_claims) > 400 AND (SELECT count(*) FROM g_metrics) > 50')" = 1
ok "a claim stands once" none "SELECT doc, adopter, technology, status FROM g_claims GROUP BY 1, 2, 3, 4 HAVING count(*) > 1"
ok "its status is known" none "SELECT * FROM g_claims WHERE status NOT IN ('uses', 'formerly_used', 'considered', 'created') OR optional NOT IN ('', 'y')"
ok "its article is described" none "SELECT doc FROM g_claims UNION SELECT doc FROM g_metrics EXCEPT SELECT doc FROM g_articles"
ok "it has evidence" none "SELECT * FROM g_claims WHERE evidence = ''"
list "SELECT doc FROM g_articles UNION SELECT source FROM g_rejects" >"$TMP/docs"
missing=$(while IFS= read -r doc; do [ -f "raw/${doc%%#*}" ] || echo "# $doc"; done <"$TMP/docs")
ok "each article of the gold is in raw/" test -z "$missing"

# The short texts for the extraction.
ok "ids of the short texts are unique" none "SELECT id FROM (SELECT id FROM traps UNION ALL SELECT id FROM positives) GROUP BY id HAVING count(*) > 1"
ok "no text stands twice" none "SELECT text FROM (SELECT frame, text FROM traps UNION ALL SELECT frame, text FROM positives) GROUP BY frame, text HAVING count(*) > 1"
ok "most traps want nothing, many want a claim" test "$(list "SELECT avg(want = '') BETWEEN 0.6 AND 0.72 FROM traps")" = 1
ok "each positive wants a claim" none "SELECT id FROM positives WHERE want NOT LIKE '%|%|%'"

# The golds that the score is fitted on.
written=$(for d in tests/gold/*/articles; do d=${d%/articles}; echo "${d##*/}"; done)
for c in $written pages; do
	sqlite3 -batch "$TMP/gold.db" ".import --csv tests/gold/$c/claims.csv '$c'" || exit 1
	ok "$c: a claim stands once, its status is known" none "SELECT doc, adopter, technology, status FROM \"$c\" GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
		OR status NOT IN ('uses', 'formerly_used', 'considered', 'created') OR optional NOT IN ('', 'y')"
done
for c in $written; do
	ok "$c: each claim has evidence" none "SELECT doc FROM \"$c\" WHERE evidence = ''"
	list "SELECT DISTINCT doc FROM \"$c\"" >"$TMP/docs"
	missing=$(while IFS= read -r doc; do [ -f "tests/gold/$c/articles/$doc" ] || echo "# $doc"; done <"$TMP/docs")
	ok "$c: each article is there" test -z "$missing"
done
ok "pages: no sentence of a page" none "SELECT doc FROM pages WHERE evidence <> ''"

# The release.  Other marks in the environment are those of the make that runs the tests.
exits 0 "raw/ becomes a release" env -u MAKEFLAGS -u MAKELEVEL make VARIANT="$VARIANT" RAW=raw OUT="$O" BUILD="$TMP/build"
ok "which has a database" test -s "$O/usedby.sqlite" || tap_end
list "ATTACH '$O/usedby.sqlite' AS r" ".read tests/gold/score.sql" | tr '|' ' ' >"$TMP/figures"
while read -r figure floor rest; do
	case $figure in '#'*|'') continue ;; esac
	got=$(sed -n "s/^$figure //p" "$TMP/figures")
	ok "$figure ${got:-none} is at least $floor" awk -v got="${got:--1}" -v floor="$floor" 'BEGIN { exit !(got + 0 >= floor + 0) }'
done <tests/gold/floors
saved=$(sqlite3 -batch "$O/usedby.sqlite" "SELECT count(*) FROM articles WHERE source LIKE '%\_files/%' ESCAPE '\'")
ok "the folder of a saved page is no article" test "$saved" = 0
copies=$(sqlite3 -batch "$O/usedby.sqlite" "SELECT count(DISTINCT witness) FROM articles WHERE source LIKE 'syndicated/%'")
ok "two copies of one story are one witness" test "$copies" = 1
tap_end
