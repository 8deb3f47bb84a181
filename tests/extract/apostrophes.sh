#!/bin/sh
# An apostrophe is one, straight or curly: the same claims, numbers and names, whichever a site sets.
. tests/lib/tap.sh
: >"$TMP/inventory.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
# extracted NAME SED: what is found in the articles, their letters' apostrophes as SED leaves them; straight ones are compared.
extracted() {
	mkdir -p "$TMP/$1/raw"
	for f in customers engineering own-posts teams; do
		for a in tests/gold/$f/articles/*.txt tests/gold/$f/articles/*.md; do [ ! -f "$a" ] || sed "$2" "$a" >"$TMP/$1/raw/$f-${a##*/}"; done
	done
	"$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/$1/inv" -- "$TMP/$1/raw" &&
	"$BIN/read" -c "$TMP/read.conf" -o "$TMP/$1/d" -r "$TMP/$1/raw" "$TMP/$1/inv/shards/0000.csv" &&
	"$BIN/extract" -l lexicon -o "$TMP/$1/out" "$TMP/$1/d" || return
	# Where the evidence begins, in bytes, is another matter.
	for t in found_claims found_metrics found_names; do
		zstd -dcq "$TMP/$1/out/$t.csv.zst" >"$TMP/$1/$t.csv"
		case $t in found_names) columns='*' ;; *) columns=$(head -1 "$TMP/$1/$t.csv" | tr , '\n' | grep -vx 'start\|end' | sed 's/.*/"&"/' | paste -sd,) ;; esac
		sqlite3 :memory: ".import --csv $TMP/$1/$t.csv t" "SELECT $columns FROM t" | sed "s/’/'/g"
	done >"$TMP/$1.found"
}
mkdir "$TMP/straight" "$TMP/curly"; for t in straight curly; do mkdir "$TMP/$t/out" "$TMP/$t/d"; done
ok "straight" extracted straight "s/’/'/g"
ok "curly" extracted curly "s/’/'/g; s/\\([[:alpha:]]\\)'\\(s\\|t\\|d\\|m\\|re\\|ve\\|ll\\)\\b/\\1’\\2/g"
ok "there is much to compare" test "$(wc -l <"$TMP/straight.found")" -gt 2000
ok "and it is the same" cmp "$TMP/straight.found" "$TMP/curly.found"
[ "$tap_failed" = 0 ] || diff "$TMP/straight.found" "$TMP/curly.found" | head -20
tap_end
