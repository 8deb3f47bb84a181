#!/bin/sh
# Only what changed is done again: nothing, one article, a setting, a lexicon.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
if [ "$VARIANT" = release ]; then size=500; else size=50; fi
gen "$TMP/raw" $((size * 10))
runs "$((size * 10)) articles" a SHARD_FILES=$size
ok "in 16 shards" test "$(started a read)" -eq 16
ok "a release stands" test -s "$TMP/a/manifest.json"
begun=$(date +%s%N)
runs "a second run" a SHARD_FILES=$size
took=$((($(date +%s%N) - begun) / 1000000))
ok "starts no stage" test "$(stages a)" = ""
# The promise is 1 s; a busy machine may take a little longer.
ok "and takes no time (${took} ms)" test $took -lt 3000
find "$TMP/raw" -exec touch {} +
runs "touched articles" a SHARD_FILES=$size
ok "start no stage" test "$(stages a)" = ""

after='aggregate extract fingerprint normalise publish read'
echo 'Netflix uses Erlang for billing.' >"$(find "$TMP/raw" -name 'article-000377.*')"
runs "one changed article" a SHARD_FILES=$size
ok "starts every stage" test "$(stages a)" = "$after"
ok "reads and extracts one shard" test "$(started a read) $(started a extract) $(started a fingerprint)" = "1 1 1"
# CHANGES.md tells of the release before; now there is none.
rm -rf "$TMP/a"
run a SHARD_FILES=$size
run full SHARD_FILES=$size
ok "and gives the release of a full run" same_release "$TMP/a" "$TMP/full"

rm -rf "$TMP/raw"; gen "$TMP/raw" 300
runs "300 articles" b SHARD_FILES=50
cp -r "$TMP/raw" "$TMP/copy"
runs "a copy of the corpus elsewhere" b SHARD_FILES=50 "RAW=$TMP/copy"
ok "starts no stage" test "$(stages b)" = ""
rm -f "$(find "$TMP/raw" -name 'article-000177.*')"
runs "one article gone" b SHARD_FILES=50
ok "reads one shard" test "$(started b read)" -eq 1
ok "and is gone from the release" test "$(table "$TMP/b" articles | grep -c article-000177) $(table "$TMP/b" rejects | grep -c article-000177)" = "0 0"

runs "a setting of publish" b SHARD_FILES=50 COMPRESSION_LEVEL=3
ok "runs publish alone" test "$(stages b)" = "publish"
runs "a setting of normalise" b SHARD_FILES=50 COMPRESSION_LEVEL=3 MIN_CONFIDENCE=0.51
ok "runs normalise and what follows" test "$(stages b)" = "aggregate normalise publish"
runs "a setting of read" b SHARD_FILES=50 COMPRESSION_LEVEL=3 MIN_CONFIDENCE=0.51 LIMIT_DEPTH=300
ok "runs all" test "$(stages b)" = "$after"

rm -rf "$TMP/raw"; gen "$TMP/raw" 60; cp -r lexicon "$TMP/lexicon"
runs "60 articles" l "LEXICON_DIR=$TMP/lexicon"
find "$TMP/lexicon" -exec touch {} +
runs "a touched lexicon" l "LEXICON_DIR=$TMP/lexicon"
ok "starts no stage" test "$(stages l)" = ""
sed -i '$d' "$TMP/lexicon/technologies.csv"
runs "a changed lexicon" l "LEXICON_DIR=$TMP/lexicon"
ok "extracts again and does not read" test "$(stages l)" = "aggregate extract normalise publish"
rm -rf "$TMP/l"
runs "a release that was removed" l "LEXICON_DIR=$TMP/lexicon"
ok "is published again" test "$(stages l)" = "publish"
ok "whole" test -s "$TMP/l/manifest.json"

exits 0 "make -n" make -n "RAW=$TMP/raw" "BUILD=$TMP/n.build" "OUT=$TMP/n" "VARIANT=$VARIANT"
ok "makes no release" test ! -e "$TMP/n"
ok "and starts no stage" test ! -e "$TMP/n.build/read"
tap_end
