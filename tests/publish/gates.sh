#!/bin/sh
# Thresholds stop a publication; waivers let it pass for a time.
. tests/lib/tap.sh
. tests/publish/lib.sh
B=$TMP/b O=$TMP/out C=$TMP/conf L=$TMP/lexicon
fixture tests/publish/wide.spec "$B" || exit 1
mkdir "$L"
publish() { "$BIN/publish" -c "$C" -b "$B" -o "$O" -l "$L"; }
waiver() { printf 'name,check,table,column,until,reason\n%s\n' "$1" >"$L/waivers.csv"; }
: >"$C"

# Rejects.
echo 'MAX_REJECT_SHARE = 0.2' >"$C"
exits 1 "too many rejects" publish
says 'not published: reject_share: rejects: 1 failing: 1 of 4 articles are rejected' "are told in one line"
ok "of one line" test "$(wc -l <"$TMP/.err")" = 1
ok "nothing is published" test ! -e "$O"
ok "the failing check stands in BUILD/publish" grep -q '^reject_share,rejects,,fail,1,0.2,error' "$B/publish/checks.csv"
waiver 'ticket-1,reject_share,rejects,,2030-06-30,the archive is being repaired'
export SOURCE_DATE_EPOCH=1900000000
exits 0 "a waiver lets it pass (2030-03-17)" publish
says 'waived: reject_share' "and that is told"
ok "checks.csv names the waiver" grep -q '^reject_share,rejects,,waived,1,0.2,error,ticket-1,' "$O/checks.csv"
exits 0 "verify accepts what was waived" "$BIN/verify" --release "$O"
ok "and tells it" grep -q '^waived reject_share' "$TMP/.out"
exits 1 "a stricter threshold" sh -c "sed -i 's/,waived,/,pass,/' '$O/checks.csv'; '$BIN/verify' -c '$C' --release '$O'"
ok "is broken" grep -q '^FAIL reject_share' "$TMP/.out"
export SOURCE_DATE_EPOCH=1910000000
exits 1 "when it has ended (2030-07-11) it does not" publish
ok "and is told as ended" grep -q '^waiver_ended,,,warn,1,.*ticket-1' "$B/publish/checks.csv"
echo 'WARN_ONLY = reject_share, age' >>"$C"
exits 0 "WARN_ONLY makes it a warning" publish
says 'warning: reject_share' "that is told"
unset SOURCE_DATE_EPOCH
rm "$L/waivers.csv"; : >"$C"; rm -rf "$O"

# Files that are no articles are no rejected ones.
echo 'MAX_REJECT_SHARE = 0.2' >"$C"
cp -r "$B" "$TMP/types"
edit "$TMP/types/normalise/rejects" '2,$s/\(,read,\)[a-z_]*/\1file_type/'
exits 0 "files of a type that is skipped" "$BIN/publish" -c "$C" -b "$TMP/types" -o "$O" -l "$L"
exits 0 "are none for verify" "$BIN/verify" -c "$C" --release "$O"
: >"$C"; rm -rf "$O"

# Too few articles.
echo 'MIN_ARTICLES = 4' >"$C"
exits 1 "fewer articles than there must be" publish
says 'not published: article_count: articles: 1 failing: 3 articles' "are told"
echo 'MIN_ARTICLES = 3' >"$C"
exits 0 "as many as there must be" publish
ok "the least is no part of the release" sh -c "! grep -q '^article_count' '$O/checks.csv'"
: >"$C"; rm -rf "$O"

# Age.
echo 'MAX_AGE_DAYS = 30' >"$C"
exits 1 "an old newest article" env SOURCE_DATE_EPOCH=1612137600 "$BIN/publish" -c "$C" -b "$B" -o "$O"
says 'age: articles.published: 1 failing: the newest article is 31 days old' "is told"
exits 0 "a day earlier" env SOURCE_DATE_EPOCH=1612051200 "$BIN/publish" -c "$C" -b "$B" -o "$O"
ok "the day is no part of the release" sh -c "! grep -rq '^age' '$O/checks.csv'"
: >"$C"; rm -rf "$O"

# Drops.
printf 'MAX_DROP_SHARE = 0.3\nDROP_MIN = 2\n' >"$C"
exits 0 "a first release" publish
first=$(sha256sum <"$O/manifest.json")
cp -r "$B" "$TMP/full"
edit "$B/normalise/claims" '/^c_000000000000000[56]/d'
edit "$B/normalise/migrations" '2d'
"$BIN/aggregate" -c pipeline.conf -o "$B/aggregate" "$B/normalise"
exits 1 "a technology that lost most adopters" publish
ok "stands in checks.csv" grep -q '^drop,technology_counts,adopters,fail,.*python: 2, before 3' "$B/publish/checks.csv"
ok "the old release stays" test "$first" = "$(sha256sum <"$O/manifest.json")"
waiver 'clean-up,drop,,,2999-12-31,duplicates were removed'
exits 0 "waived for all tables" publish
ok "history is no part of the release" sh -c "! grep -q '^drop' '$O/checks.csv'"
rm "$L/waivers.csv"
rm -rf "$TMP/fresh"; "$BIN/publish" -c "$C" -b "$B" -o "$TMP/fresh" -l "$L"
waiver 'clean-up,drop,,,2999-12-31,duplicates were removed'; "$BIN/publish" -c "$C" -b "$B" -o "$TMP/fresh2" -l "$L"
ok "nor does it change a byte" cmp "$O/manifest.json" "$TMP/fresh2/manifest.json"
echo 'MAX_DROP_SHARE = 1' >"$C"; rm -rf "$O" "$B"; cp -r "$TMP/full" "$B"; rm "$L/waivers.csv"

# Waivers that are none.
bad() { waiver "$1"; exits 78 "$2" publish; says 'waivers.csv: line 2' "$2: told with its line"; }
bad 'x,drop,,,soon,because' "an end that is no date"
bad 'x,key_unique,,,2999-01-01,because' "a check that cannot be waived"
bad 'x,drop,,,2999-01-01,' "a waiver without a reason"
waiver 'spare,drop,,,2999-01-01,because'
exits 0 "a waiver for nothing" publish
says 'warning: waiver_unused' "is told"
printf 'name,check\nx,y\n' >"$L/waivers.csv"
exits 78 "a waiver without its columns" publish
rm "$L/waivers.csv"

# Settings.
echo 'MAX_AGE_DAYS = often' >"$C"
exits 78 "a setting out of range" publish
says 'conf: line 1: MAX_AGE_DAYS' "is told with file and line"
exits 66 "no settings" "$BIN/publish" -c "$TMP/none" -b "$B" -o "$O"
: >"$C"
exits 78 "SOURCE_DATE_EPOCH that is no number" env SOURCE_DATE_EPOCH=now "$BIN/publish" -c "$C" -b "$B" -o "$O"

# Input that is cut or missing.
rm -rf "$TMP/cut"; cp -r "$B" "$TMP/cut"; truncate -s -4 "$TMP/cut/normalise/claims.csv.zst"
exits 65 "a cut table" "$BIN/publish" -b "$TMP/cut" -o "$TMP/cut.out"
says 'normalise/claims.csv.zst' "is told by name"
rm -rf "$TMP/cut"; cp -r "$B" "$TMP/cut"; rm "$TMP/cut/normalise/claims.csv.zst"
exits 1 "a missing table" "$BIN/publish" -b "$TMP/cut" -o "$TMP/cut.out"
says 'table_present: claims' "is told by name"
tap_end
