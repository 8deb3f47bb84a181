#!/bin/sh
# Copies are found and others are not: judged by pairs over perturbed articles.
. tests/lib/tap.sh
. tests/lib/star.sh
command -v sqlite3 >/dev/null || { skip "copies" "needs sqlite3"; exit 0; }
judge() {
	rm -rf "$TMP/b" "$TMP/db"
	"${GEN%found}copies" -n 250 -r "$1" "$TMP/b" >"$TMP/truth"
	echo 0000 >"$TMP/b/shards"
	mkdir -p "$TMP/b/fingerprint/0000"
	"$BIN/fingerprint" -c "$CONF/fingerprint.conf" -o "$TMP/b/fingerprint/0000" "$TMP/b/read/0000" && normalise "$TMP/b" || tap_failed=1
	load "$TMP/db" "$TMP/b/normalise"
	sqlite3 "$TMP/db" "create table truth(source, cluster, how)" ".mode tabs" ".import $TMP/truth truth" \
	    "create table a as select source, cluster, how, case duplicate_of when '' then article_id else duplicate_of end voice from articles join truth using (source)"
	pairs() { sqlite3 "$TMP/db" "select count(*) from a x join a y on x.source < y.source where $1"; }
	true=$(pairs "x.cluster = y.cluster") found=$(pairs "x.voice = y.voice") both=$(pairs "x.cluster = y.cluster and x.voice = y.voice")
	echo "# seed $1: $true pairs of copies, $found found, $both rightly"
	ok "precision is at least 0.98 (seed $1)" test $((both * 100)) -ge $((found * 98))
	ok "recall is at least 0.95 (seed $1)" test $((both * 100)) -ge $((true * 95))
	sqlite3 "$TMP/db" "select '# ' || how, count(*), sum(voice = (select voice from a o where o.cluster = a.cluster and how = 'original')) from a group by how"
}
judge 1
judge 77
sql() { sqlite3 "$TMP/db" "$1"; }
ok "exact copies are told as such" test "$(sql "select count(*) from copies join articles using (article_id) join truth using (source) where truth.how = 'exact' and copies.kind in ('exact', 'near')")" = \
    "$(sql "select count(*) from truth join articles using (source) where how = 'exact' and duplicate_of <> ''")"
ok "an article that quotes a paragraph is no copy, but the passage is known" \
    test "$(sql "select count(distinct article_id) from copies where kind = 'passage'")" -gt 150
ok "all similarities are shares" test "$(sql "select count(*) from copies where similarity+0 <= 0 or similarity+0 > 1")" = 0
ok "every copy names a speaker" test "$(sql "select count(*) from articles where duplicate_of <> '' and duplicate_of not in (select article_id from articles where duplicate_of = '')")" = 0
ok "every witness speaks for itself" test "$(sql "select count(*) from articles a join articles w on w.article_id = a.witness where w.witness <> w.article_id")" = 0
tap_end
