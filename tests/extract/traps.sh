#!/bin/sh
# The texts of tests/traps and tests/gold by the shipped rules, model and threshold:
# how many false claims, how many facts found.  limits: corpus figure least most
. tests/lib/tap.sh
TRAPS=${BIN%/bin}/tools/quality/traps
threshold=$(sed -n 's/^MIN_CONFIDENCE *= *\([0-9.]*\).*/\1/p' pipeline.conf)
set -- traps positives raw
for c in tests/gold/*/articles; do c=${c%/articles}; set -- "$@" "${c##*/}"; done
exits 0 "the texts are read" tools/quality/prepare "$TMP/q" "$@"
for c; do set -- "$@" "$TMP/q/$c"; shift; done
exits 0 "and their claims found" "$TRAPS" lexicon "$threshold" "$@"
cp "$TMP/.out" "$TMP/figures"
while read -r corpus figure least most; do
	case $corpus in '#'*|'') continue ;; esac
	got=$(sed -n "s/^$corpus $figure //p" "$TMP/figures")
	ok "$corpus: $figure ${got:-none} is within $least and $most" awk -v got="${got:--1}" -v least="$least" -v most="$most" 'BEGIN { exit !(got >= least && got <= most) }'
done <tests/extract/limits
# The figures are of use only if they can fall.
mkdir "$TMP/lexicon" && cp lexicon/* "$TMP/lexicon" && sed '/^|/d' lexicon/claims.rules >"$TMP/lexicon/claims.rules"
exits 0 "the same without what rules look for" "$TRAPS" "$TMP/lexicon" "$threshold" "$TMP/q/positives"
before=$(sed -n 's/^positives recall //p' "$TMP/figures") after=$(sed -n 's/^positives recall //p' "$TMP/.out")
ok "recall falls from $before to $after" awk -v x="$before" -v y="$after" 'BEGIN { exit !(y < x) }'
tap_end
