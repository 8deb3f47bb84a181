#!/bin/sh
# Each rule deleted, inverted, without one of its patterns, with a looser one: the
# examples and near misses of claims.rules notice nine changes of ten.
. tests/lib/tap.sh
MUTATE=${BIN%/bin}/tools/quality/mutate
exits 0 "the shipped examples notice" "$MUTATE" lexicon
sed 's/^/# /' "$TMP/.out"
ok "all four kinds are counted" test "$(grep -c '^\(rules\|patterns\) [a-z]*: [1-9][0-9]* of ' "$TMP/.out")" = 4
# It is of use only if it can fail.
mkdir "$TMP/lexicon" && cp lexicon/* "$TMP/lexicon" && sed '/^- /d' lexicon/claims.rules >"$TMP/lexicon/claims.rules"
exits 1 "without near misses the looser rules pass" "$MUTATE" "$TMP/lexicon"
ok "and each element is named" grep -q '^unnoticed: .*, loosened in its element' "$TMP/.out"
awk '/^rule /{ n = 0 } !/^\+ / || ++n == 1' lexicon/claims.rules >"$TMP/lexicon/claims.rules"
exits 1 "with one example for each rule patterns can go" "$MUTATE" "$TMP/lexicon"
ok "and each pattern is named" grep -q '^unnoticed: .*, deleted$' "$TMP/.out"
echo '+ Spotify knows Python. => Spotify|Python|uses' >>"$TMP/lexicon/claims.rules"
exits 65 "examples that do not hold" "$MUTATE" "$TMP/lexicon"
exits 64 "no lexicon" "$MUTATE"
tap_end
