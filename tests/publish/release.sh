#!/bin/sh
# A release is whole, the same everywhere, swapped in at once, and stopped when it breaks a rule.
. tests/lib/tap.sh
. tests/publish/lib.sh
B=$TMP/build O=$TMP/out
fixture tests/publish/small.spec "$B" || exit 1

T=build/report/report-template.html
exits 0 "a release is published" "$BIN/publish" -b "$B" -o "$O" -l lexicon -t "$T"
exits 0 "verify agrees with it" "$BIN/verify" --release "$O"
for f in csv/claims.csv.zst excel/claims.csv usedby.sqlite datapackage.json csv/claims.csv-metadata.json \
    load/postgresql.sql load/duckdb.sql load/clickhouse.sql manifest.json checks.csv report.html; do
	ok "it has $f" test -s "$O/$f"
done
ok "nothing is left beside it" test "$(ls -A "$TMP" | grep -c publish)" = 0

# The same bytes elsewhere.
mkdir -p "$TMP/else where"
cp -r "$B" "$TMP/else where/b"
exits 0 "another folder, zone and locale" env TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 "$BIN/publish" -b "$TMP/else where/b" -o "$TMP/else where/o" -l lexicon -t "$T"
ok "give the same bytes" equal "$O" "$TMP/else where/o"
ok "no absolute path is in it" sh -c "! grep -rqaF '$TMP' '$O'"

# Checked with sha256sum and zstd alone.
sha_of() { grep -A2 "\"path\": \"$1\"" "$O/manifest.json" | sed -n 's/.*"sha256": "\(.*\)".*/\1/p'; }
ok "sha256sum agrees with the manifest" test "$(sha_of csv/claims.csv.zst)" = "$(sha256sum <"$O/csv/claims.csv.zst" | cut -d' ' -f1)"
content=$(zstd -dcq "$O/csv/claims.csv.zst" | sha256sum | cut -d' ' -f1)
ok "zstd and sha256sum agree on the content" grep -q "\"content_sha256\": \"$content\"" "$O/manifest.json"

# Numbers always carry a point, so that no reader takes them for whole ones.
ok "80 is written 80.0" sh -c "zstd -dcq '$O/csv/metrics.csv.zst' | grep -q ',80\.0,percent'"
ok "0.90 is written 0.9" sh -c "zstd -dcq '$O/csv/claims.csv.zst' | grep -q '^c_0000000000000002.*,0\.9,'"

# Spreadsheets.
ok "excel/ begins with a byte order mark" sh -c "head -c3 '$O/excel/claims.csv' | od -An -tx1 | grep -q 'ef bb bf'"
ok "a formula is guarded" grep -q "\"'=HYPERLINK" "$O/excel/articles.csv"
ok "its rows end in CRLF" test "$(grep -c "$(printf '\r')\$" "$O/excel/claims.csv")" = 6

# What breaks a rule is not published, and the old release stays.
before=$(sha256sum "$O/manifest.json")
breaks() { # NAME TABLE SED SAYS
	rm -rf "$TMP/bad"; cp -r "$B" "$TMP/bad"
	edit "$TMP/bad/$2" "$3"
	exits 1 "$1 stops the publication" "$BIN/publish" -b "$TMP/bad" -o "$O" -l lexicon
	says "$4" "$1 is told"
	ok "$1 stands in checks.csv" grep -q "^$(echo "$4" | sed 's/: /,/; s/\./,/; s/:.*//'),fail," "$TMP/bad/publish/checks.csv"
	ok "$1 leaves the old release" test "$before" = "$(sha256sum "$O/manifest.json")"
}
breaks "a key used twice" normalise/claims '/^c_0000000000000001/p' 'key_unique: claims.claim_id'
breaks "a wrong order" normalise/claims '2{h;d};3G' 'key_order: claims.claim_id'
breaks "a value not listed" normalise/claims '2s/,uses,/,loves,/' 'enumeration: claims.status'
breaks "a missing value" normalise/claims '2s/,Python,uses/,,uses/' 'required: claims.technology'
breaks "a word for a number" normalise/metrics '2s/,80,/,many,/' 'type: metrics.value'
breaks "a reference to nothing" normalise/claim_use_cases '$s/data_analysis/nothing/' 'reference: claim_use_cases.use_case_id'
breaks "a wrong count of claims" aggregate/adoption '$s/,uses,3,/,uses,4,/' 'derived: adoption.claims'
breaks "a wrong count of witnesses" aggregate/adoption '$s/,3,3,2,/,3,3,3,/' 'derived: adoption.independent_articles'
breaks "a wrong count of adopters" aggregate/technology_counts '$s/language,2/language,3/' 'derived: technology_counts.adopters'
breaks "a wrong count of articles" aggregate/adopter_counts 's/\(^spotify.*\),3,2/\1,4,2/' 'derived: adopter_counts.articles'

# Every count of every table is derived again: one more in any of them is found.
W=$TMP/wide; fixture tests/publish/wide.spec "$W" || exit 1
exits 0 "a release with everything told" "$BIN/publish" -b "$W" -o "$TMP/mutant"
rm -rf "$TMP/mutant"
mutants=0 missed=
for t in adoption adopter_counts technology_counts use_case_counts yearly_counts technology_pairs estimates timelines implied_technologies; do
	zstd -dcq "$W/aggregate/$t.csv.zst" >"$TMP/t.csv"
	columns=$(head -1 "$TMP/t.csv" | tr ',' '\n' | grep -n . | grep -vE ':(adopter_id|technology_id|adopter|technology|kind|position|year|other_id|use_case_id|chao2_low|chao2_high|through_id|clock|claim_id)$')
	for nc in $columns; do
		k=${nc%%:*}
		# The last row that has a value there; numbers grow, words and dates change.
		awk -F, -v k="$k" -v OFS=, '
			FNR == NR { if (FNR > 1 && $k != "") at = FNR; next }
			FNR == at { $k = $k == "uses" ? "considered" : $k == "formerly_used" ? "uses" : $k == "true" ? "false" : $k == "false" ? "true" : \
				$k == "user" ? "vendor" : $k == "own_post" ? "quoted" : $k ~ /-..-/ ? "1999-01-01" : $k ~ /[a-z]/ ? "automation" : \
				$k ~ /\./ ? $k + 0.001 : $k + 1 }
			{ print }
			END { exit !at }' "$TMP/t.csv" "$TMP/t.csv" >"$TMP/m.csv" || continue
		mutants=$((mutants + 1))
		rm -rf "$TMP/bad"; cp -r "$W" "$TMP/bad"
		zstd -qf "$TMP/m.csv" -o "$TMP/bad/aggregate/$t.csv.zst"
		"$BIN/publish" -b "$TMP/bad" -o "$TMP/mutant" 2>"$TMP/.err"
		[ $? = 1 ] && grep -q "derived: $t\.${nc#*:}" "$TMP/.err" || { missed="$missed $t.${nc#*:}"; rm -rf "$TMP/mutant"; }
	done
done
ok "of $mutants wrong values in counts none is missed:$missed" test -z "$missed" -a "$mutants" -gt 40

# verify sees every kind of damage.
damaged() { # NAME SAYS COMMAND...
	n=$1 w=$2; shift 2
	rm -rf "$TMP/d"; cp -r "$O" "$TMP/d"
	(cd "$TMP/d" && "$@")
	exits 1 "verify sees $n" "$BIN/verify" --release "$TMP/d"
	ok "verify says where $n is" grep -qF "FAIL $w" "$TMP/.out"
}
damaged "a cut file" "file: csv/claims.csv.zst" truncate -s -5 csv/claims.csv.zst
damaged "a missing file" "file: excel/claims.csv" rm excel/claims.csv
damaged "a flipped byte" "file: datapackage.json" sh -c 'printf X | dd of=datapackage.json bs=1 seek=99 conv=notrunc status=none'
damaged "a changed database" "database: claims" sqlite3 usedby.sqlite "UPDATE claims SET line = 5 WHERE claim_id = 'c_0000000000000001'"
damaged "a row gone from the database" "database: migrations" sqlite3 usedby.sqlite "DELETE FROM migrations"
damaged "a database that is none" "database:" sh -c 'echo no >usedby.sqlite'
exits 66 "no release is told" "$BIN/verify" --release "$TMP/nowhere"

# Whose folder is it?
mkdir "$TMP/mine"; echo mine >"$TMP/mine/notes.txt"
exits 73 "a folder with other files is not taken" "$BIN/publish" -b "$B" -o "$TMP/mine"
ok "and left alone" test "$(ls -A "$TMP/mine")" = notes.txt
echo kept >"$O/notes.txt"
exits 0 "a file beside a release" "$BIN/publish" -b "$B" -o "$O" -l lexicon
ok "stays" grep -q kept "$O/notes.txt"

exits 0 "--describe" "$BIN/publish" --describe
ok "docs/tables.md says what is declared (else: make docs)" cmp "$TMP/.out" docs/tables.md
exits 64 "no OUT is a mistake" "$BIN/publish" -b "$B"
exits 0 "--help" "$BIN/publish" --help
exits 0 "verify --help" "$BIN/verify" --help
tap_end
