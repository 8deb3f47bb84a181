#!/bin/sh
# The fit: the same model every time, better than a constant, and loadable;
# hostile corpora and models are refused with file and line.
. tests/lib/tap.sh
FIT=${BIN%/bin}/tools/quality/fit TRAPS=${BIN%/bin}/tools/quality/traps Q=$TMP/q
ok "corpora" tools/quality/prepare "$Q" traps positives numbers raw lists
fit() { "$FIT" -l lexicon -n 25 "$@"; }
mkdir "$TMP/one" "$TMP/two"
exits 0 "a fit" fit -o "$TMP/one" "$Q/positives" "$Q/raw"
exits 0 "and once more" fit -o "$TMP/two" "$Q/positives" "$Q/raw"
ok "give the same bytes" diff -r "$TMP/one" "$TMP/two"
ok "words were learned" grep -q "^before 1,with," "$TMP/one/wording.weights"
WHOSE=${BIN%/bin}/tools/quality/protagonist
exits 0 "whose article it is" "$WHOSE" -l lexicon -o "$TMP/one" "$Q/raw" "$Q/lists"
exits 0 "and once more" "$WHOSE" -l lexicon -o "$TMP/two" "$Q/raw" "$Q/lists"
ok "give the same bytes" cmp "$TMP/one/protagonist.weights" "$TMP/two/protagonist.weights"
ok "what makes a name the article's own" awk -F, '$1 == "any" { any = $2 } $1 == "title" { title = $2 } END { exit !(any < 0 && title > 0) }' "$TMP/one/protagonist.weights"
exits 64 "no corpus to learn it from" "$WHOSE" -l lexicon
exits 66 "one that is not there" "$WHOSE" -l lexicon "$TMP/none"
TYPING=${BIN%/bin}/tools/quality/typing
exits 0 "what names of no table are" "$TYPING" -l lexicon -t "$Q/thin" -o "$TMP/one" "$Q/raw" "$Q/lists"
exits 0 "and once more" "$TYPING" -l lexicon -t "$Q/thin" -o "$TMP/two" "$Q/raw" "$Q/lists"
ok "give the same bytes" cmp "$TMP/one/typing.weights" "$TMP/two/typing.weights"
ok "what makes a name a technology's" awk -F, '{ w[$1] = $2 } END { exit !(w["beside_tool"] > 0 && w["shape_8"] > w["shape_1"] && w["person"] < 0) }' "$TMP/one/typing.weights"
exits 64 "no lexicon with fewer names" "$TYPING" -l lexicon "$Q/raw"
exits 66 "a corpus that is not there" "$TYPING" -l lexicon -t "$Q/thin" "$TMP/none"
NUMBERS=${BIN%/bin}/tools/quality/numbers
exits 0 "whose number it is" "$NUMBERS" -l lexicon -o "$TMP/one" "$Q/numbers" "$Q/raw"
exits 0 "and once more" "$NUMBERS" -l lexicon -o "$TMP/two" "$Q/numbers" "$Q/raw"
for w in number_subject number_technology; do ok "give the same bytes: $w" cmp "$TMP/one/$w.weights" "$TMP/two/$w.weights"; done
ok "what binds a number to a name" awk -F, '{ w[$1] = $2 } END { exit !(w["any"] < 0 && w["rule"] > 0 && w["keep"] > 0) }' "$TMP/one/number_subject.weights"
f1=$("$NUMBERS" -l lexicon "$Q/numbers" "$Q/raw" | sed -n 's/^numbers of numbers .*f1 \([0-9.]*\).*/\1/p')
ok "unseen numbers are bound, F1 $f1" awk -v x="${f1:-0}" 'BEGIN { exit !(x >= 0.65) }'
printf 'doc,subject,technology,measure,value,unit,qualifier,evidence,optional\na.txt,Acme,,users,many,users,=,,\n' >"$Q/numbers/metrics.csv"
exits 65 "a number of the gold that is none" "$NUMBERS" -l lexicon "$Q/numbers"
says "metrics.csv: line 2" "it is told where"
exits 66 "a corpus without numbers" "$NUMBERS" -l lexicon "$Q/positives"
rm "$TMP"/*/number_*.weights "$TMP"/*/protagonist.weights "$TMP"/*/typing.weights
mkdir "$TMP/lexicon" && cp lexicon/* "$TMP/lexicon"
model() { { echo tree,node,feature,threshold,low,value; printf '%s\n' "$@"; } >"$TMP/lexicon/claims.trees"; }
f1() { sed -n "s/^raw f1 //p" "$TMP/.out"; }
cp "$TMP/one"/* "$TMP/lexicon"
exits 0 "a fitted model loads" "$TRAPS" "$TMP/lexicon" 0.4 "$Q/raw"
fitted=$(f1)
model 0,0,,,,-4 1,0,prior,-1,1,0 1,1,,,,0 1,2,,,,8
exits 0 "so does one of the priors alone" "$TRAPS" "$TMP/lexicon" 0.4 "$Q/raw"
ok "f1 $fitted is better than that of the priors, $(f1)" awk -v x="$fitted" -v y="$(f1)" 'BEGIN { exit !(x > y && y > 0.1) }'
exits 0 "cross-validation" fit -n 150 --cross "$Q/positives" "$Q/raw" "$Q/lists"
ece=$(sed -n 's/^expected calibration error .*), \([0-9.]*\) (from .*/\1/p' "$TMP/.out")
ok "confidence is near the truth: error $ece" awk -v x="${ece:-9}" 'BEGIN { exit !(x <= 0.1) }'
exits 0 "a fit with hidden names" fit --thin "$Q/thin" -o "$TMP/two" "$Q/positives=0.5" "$Q/raw=0.7,0.5"
exits 1 "is another one" cmp -s "$TMP/one/claims.trees" "$TMP/two/claims.trees"
exits 64 "no corpus" "$FIT" -l lexicon --cross
exits 64 "neither a folder nor what to measure" "$FIT" -l lexicon "$Q/raw"
exits 64 "a weight that is none" "$FIT" -l lexicon --cross "$Q/raw=1,much"
exits 66 "a corpus that is not there" "$FIT" -l lexicon --cross "$TMP/none"
exits 64 "halves of a corpus that is not there" "$FIT" -l lexicon --halves dev "$Q/raw"
cp -r "$Q/raw" "$Q/bad"
echo 'a.html,Acme,Go,employs,,' >"$TMP/row" && { echo 'doc,adopter,technology,status,evidence,optional'; cat "$TMP/row"; } >"$Q/bad/gold.csv"
exits 65 "an unknown status in the gold" "$FIT" -l lexicon --cross "$Q/bad"
says "gold.csv: line 2: unknown status 'employs'" "is told with its line"
echo 'doc,adopter' >"$Q/bad/gold.csv"
exits 65 "a gold without its columns" "$FIT" -l lexicon --cross "$Q/bad"
says "no column 'technology'" "is told"
refuses() { # refuses WHAT LINE TEXT [FILE]
	exits 78 "$1" "$BIN/extract" -l "$TMP/lexicon" -o "$TMP/out" "$Q/raw"
	says "${4:-claims.trees}: $2$3" "is told with its line"
}
model 0,0,,,,-4 1,0,no_such_rule,0,1,0
refuses "a model with an unknown feature" "line 3: " "unknown feature"
model 0,0,,,,-4 1,0,prior,0,0,0
refuses "a way that goes in circles" "line 3: " "needs a threshold and a node behind this one"
model 0,0,,,,-4 1,0,prior,0,1,0 1,1,,,,0
refuses "a tree cut short" "" "a tree lacks nodes"
model 0,0,,,,-4 1,1,,,,0
refuses "a node without its root" "line 3: " "nodes must stand in order"
model 0,0,,,,much
refuses "a value that is none" "line 2: " "needs tree, node"
cp "$TMP/one"/* "$TMP/lexicon"
words() { { sed -n 1p "$TMP/one/wording.weights"; printf '%s\n' "$@"; } >"$TMP/lexicon/wording.weights"; }
mkdir "$TMP/out"
words ,,-250,,,,-300,,, "sentence,use,50,,,,30,,,"
exits 0 "weights of one word" "$BIN/extract" -l "$TMP/lexicon" -o "$TMP/out" "$Q/raw"
words "behind 1,use,50,,,,,,,"
refuses "words at a place that there is none" "line 2: " "unknown place" wording.weights
words ,,-250,,,,-300,,, "sentence,use,0.5,,,,,,,"
refuses "a weight that is no whole number" "line 3: " "a weight is no whole number" wording.weights
words "sentence,use,99999,,,,,,,"
refuses "a weight beyond all measure" "line 2: " "a weight is no whole number, or too large" wording.weights
echo place,words,weight >"$TMP/lexicon/wording.weights"
refuses "weights without their columns" "" "column 3 is not 'technology_uses'" wording.weights
rm "$TMP/lexicon/wording.weights"
exits 66 "no weights at all" "$BIN/extract" -l "$TMP/lexicon" -o "$TMP/out" "$Q/raw"
tap_end
