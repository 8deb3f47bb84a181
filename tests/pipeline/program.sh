#!/bin/sh
# A changed program runs its stage and what follows; a changed corpus may have
# a folder of any name.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
mkdir -p "$TMP/tree/build"
cp -a Makefile pipeline.conf stages lexicon scripts report "$TMP/tree/"
cp -a "build/$VARIANT" "$TMP/tree/build/"
[ -d build/report ] && cp -a build/report "$TMP/tree/build/"
gen "$TMP/raw" 40
cd "$TMP/tree" || exit 1
runs "a copy of the tree" p
touch "build/$VARIANT/bin/extract"
runs "a new extract" p
ok "extracts again and does not read" test "$(stages p)" = "aggregate extract normalise publish"
touch "build/$VARIANT/bin/aggregate"
runs "a new aggregate" p
ok "aggregates and publishes" test "$(stages p)" = "aggregate publish"
odd="$TMP/it's a \"folder\"; \$(touch x) #1"
cp -r "$TMP/raw" "$odd"
name=$(printf '%s' "$odd" | sed 's/[$]/$$/g')
runs "a folder of any name" q "RAW=$name"
ok "reads it" test "$(table "$TMP/q" articles | wc -l)" -eq "$(table "$TMP/p" articles | wc -l)"
ok "does not run it" test ! -e x
cd "$ROOT" || exit 1
for bad in "OUT=$TMP/a b" "BUILD=$TMP/a:b" "OUT=$TMP/a%b" "BUILD="; do
	exits 2 "refuses $(basename "$bad")" make "RAW=$TMP/raw" "$bad"
done
for bad in MIN_CONFIDENC=0.3 raw=here; do
	exits 0 "${bad%=*} is given" make "RAW=$TMP/raw" "BUILD=$TMP/q.build" "OUT=$TMP/q" "$bad"
	says "${bad%=*} is no setting" "which is told"
done
exits 2 "refuses an unknown engine" make "RAW=$TMP/raw" ENGINE=steam
tap_end
