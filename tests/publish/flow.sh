#!/bin/sh
# No row goes missing between the stages without being told.
. tests/lib/tap.sh
. tests/publish/lib.sh
R=$TMP/raw B=$TMP/build O=$TMP/out
mkdir -p "$R"
printf 'Why we use Python\n\nSpotify uses Python for its backend. Netflix runs Kafka in production.\n\nReddit moved from Lisp to Python in 2005 and never looked back at it.\n' >"$R/a.txt"
printf 'What they run\n\nDropbox is written in Python and Go, and more than 4 million lines of it are typed.\n\nInstagram uses Django to serve its users all over the world.\n' >"$R/b.txt"
: >"$R/empty.txt"
MAKEFLAGS='' make -s VARIANT="$VARIANT" RAW="$R" OUT="$O" BUILD="$B" >"$TMP/log" 2>&1 || { cat "$TMP/log"; echo "not ok - make"; exit 1; }
exits 0 "the books of a run balance" "$BIN/verify" --release "$O" -b "$B"
ok "the checks are part of the release" grep -q '^flow_articles,read,,pass' "$O/checks.csv"

lost() { # NAME CHECK COMMAND...
	n=$1 w=$2; shift 2
	rm -rf "$TMP/b"; cp -r "$B" "$TMP/b"
	(cd "$TMP/b" && "$@")
	exits 1 "$n is found" "$BIN/verify" --release "$O" -b "$TMP/b"
	ok "$n breaks $w" grep -q "^FAIL $w" "$TMP/.out"
	exits 1 "$n stops a publication" "$BIN/publish" -b "$TMP/b" -o "$TMP/never"
	ok "$n publishes nothing" test ! -e "$TMP/never"
}
row_less() { zstd -dcq "$1.csv.zst" | sed '$d' >"$1.csv" && zstd -qf --rm "$1.csv"; }
lost "a lost document" "flow_articles: read" row_less read/0000/documents
lost "a lost reject" "flow_source: inventory" row_less read/0000/rejects
lost "a lost claim" "flow_claims: normalise" row_less extract/0000/found_claims
lost "a text that is booked twice" "flow_text: documents" sh -c "zstd -dcq read/0000/documents.csv.zst | awk -F, -v OFS=, 'NR > 1 { \$NF = \$NF + 1 } { print }' >d.csv && zstd -qf d.csv -o read/0000/documents.csv.zst"
lost "a file that nobody read" "flow_source: inventory" sh -c "sed '\$s/^[^,]*/zzz.txt/' inventory/shards/0000.csv >x && { cat inventory/shards/0000.csv; tail -1 x; } >y && mv y inventory/shards/0000.csv"
lost "an account that says more" "flow_claims: normalise" sed -i 's/"claims_out": [0-9]*/"claims_out": 99/' normalise/account.json
tap_end
