#!/bin/sh
# The fit: the same weights every time, for every rule and term, better than
# none, and loadable; hostile corpora are refused with file and line.
. tests/lib/tap.sh
FIT=${BIN%/bin}/tools/quality/fit TRAPS=${BIN%/bin}/tools/quality/traps Q=$TMP/q
ok "corpora" tools/quality/prepare "$Q" traps positives raw
exits 0 "a fit" "$FIT" -l lexicon -o "$TMP/one" "$Q/traps" "$Q/positives" "$Q/raw"
exits 0 "and once more" "$FIT" -l lexicon -o "$TMP/two" "$Q/traps" "$Q/positives" "$Q/raw"
ok "give the same bytes" cmp "$TMP/one" "$TMP/two"
"$BIN/extract" -l lexicon --priors | sed '1d; s/,.*//' | LC_ALL=C sort >"$TMP/names"
sed '1d; s/,.*//' "$TMP/one" >"$TMP/weighed"
ok "every rule and term has a weight" cmp "$TMP/names" "$TMP/weighed"
mkdir "$TMP/lexicon" && cp lexicon/* "$TMP/lexicon"
f1() { sed -n "s/^raw f1 //p" "$TMP/.out"; }
cp "$TMP/one" "$TMP/lexicon/claims.weights"
exits 0 "fitted weights load" "$TRAPS" "$TMP/lexicon" 0.4 "$Q/raw"
fitted=$(f1)
"$BIN/extract" -l lexicon --priors | sed '1s/.*/name,weight/' >"$TMP/lexicon/claims.weights"
exits 0 "so do the priors" "$TRAPS" "$TMP/lexicon" 0.4 "$Q/raw"
ok "f1 $fitted is better than that of the priors, $(f1)" awk -v x="$fitted" -v y="$(f1)" 'BEGIN { exit !(x > y) }'
exits 0 "cross-validation" "$FIT" -l lexicon --cross "$Q/traps" "$Q/positives" "$Q/raw"
ece=$(sed -n 's/^expected calibration error .*), \([0-9.]*\) (from .*/\1/p' "$TMP/.out")
ok "confidence is near the truth: error $ece" awk -v x="${ece:-9}" 'BEGIN { exit !(x <= 0.1) }'
exits 64 "no corpus" "$FIT" -l lexicon
exits 66 "a corpus that is not there" "$FIT" -l lexicon "$TMP/none"
exits 64 "halves of a corpus that is not there" "$FIT" -l lexicon --halves dev "$Q/raw"
cp -r "$Q/raw" "$Q/bad"
echo 'a.html,Acme,Go,employs,,' >"$TMP/row" && { echo 'doc,adopter,technology,status,evidence,optional'; cat "$TMP/row"; } >"$Q/bad/gold.csv"
exits 65 "an unknown status in the gold" "$FIT" -l lexicon "$Q/bad"
says "gold.csv: line 2: unknown status 'employs'" "is told with its line"
echo 'doc,adopter' >"$Q/bad/gold.csv"
exits 65 "a gold without its columns" "$FIT" -l lexicon "$Q/bad"
says "no column 'technology'" "is told"
printf 'name,weight\nactive_use,1\nno_such_rule,2\n' >"$TMP/lexicon/claims.weights"
exits 78 "a weight for no rule" "$BIN/extract" -l "$TMP/lexicon" -o "$TMP" "$Q/raw"
says "claims.weights: line 3" "is told with its line"
tap_end
