#!/bin/sh
# Apostrophes, quotation marks, dashes and ligatures are what they are, of the keyboard or typographic: the same claims, numbers and names.
. tests/lib/tap.sh
: >"$TMP/inventory.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
# keyboard: marks as keyboards have them.
keyboard() { sed "s/’/'/g; s/“\\|”/\"/g; s/ \\(—\\|–\\|---*\\) / -- /g"; }
# extracted NAME SED: what is found in the articles as SED sets them.
extracted() {
	mkdir -p "$TMP/$1/raw" "$TMP/$1/d" "$TMP/$1/out"
	for f in customers engineering own-posts teams; do
		for a in tests/gold/$f/articles/*.txt tests/gold/$f/articles/*.md; do [ ! -f "$a" ] || keyboard <"$a" | sed "$2" >"$TMP/$1/raw/$f-${a##*/}"; done
	done
	"$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/$1/inv" -- "$TMP/$1/raw" &&
	"$BIN/read" -c "$TMP/read.conf" -o "$TMP/$1/d" -r "$TMP/$1/raw" "$TMP/$1/inv/shards/0000.csv" &&
	"$BIN/extract" -l lexicon -o "$TMP/$1/out" "$TMP/$1/d" || return
	# Where the evidence begins, in bytes, is another matter.
	for t in found_claims found_metrics found_names; do
		zstd -dcq "$TMP/$1/out/$t.csv.zst" >"$TMP/$1/$t.csv"
		case $t in found_names) columns='*' ;; *) columns=$(head -1 "$TMP/$1/$t.csv" | tr , '\n' | grep -vx 'start\|end' | sed 's/.*/"&"/' | paste -sd,) ;; esac
		sqlite3 :memory: ".import --csv $TMP/$1/$t.csv t" "SELECT $columns FROM t" | keyboard
	done >"$TMP/$1.found"
}
# same NAME SED: as SED sets the marks, the same is found.
same() {
	ok "$1 are read" extracted "$1" "$2"
	ok "$1: there are some" test "$(cat "$TMP/$1"/raw/* | cmp -l - "$TMP/keyboard.raw" 2>/dev/null | head -30 | wc -l)" -eq 30
	ok "$1: the same is found" cmp "$TMP/keyboard.found" "$TMP/$1.found"
	cmp -s "$TMP/keyboard.found" "$TMP/$1.found" || diff "$TMP/keyboard.found" "$TMP/$1.found" | head -20
}
ok "marks of the keyboard" extracted keyboard ''
cat "$TMP"/keyboard/raw/* >"$TMP/keyboard.raw"
ok "there is much to compare" test "$(wc -l <"$TMP/keyboard.found")" -gt 2000
same apostrophes "s/\\([[:alpha:]]\\)'\\(s\\|t\\|d\\|m\\|re\\|ve\\|ll\\)\\b/\\1’\\2/g"
same quotation-marks 's/\(^\|[[:space:](]\)"/\1“/g; s/"/”/g'
same em-dashes 's/ -- / — /g'
same en-dashes 's/ -- / – /g'
same ligatures 's/ffi/ﬃ/g; s/ff/ﬀ/g; s/fi/ﬁ/g; s/fl/ﬂ/g'
same two-blanks-behind-full-stops 's/\([.?!]\) /\1  /g'
tap_end
