#!/bin/sh
# A second run on the same BUILD ends at once with 75 and names the holder;
# Ctrl-C leaves no child behind and the old release whole.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
gen "$TMP/raw" 200
runs "a release" a SHARD_FILES=10
cp -a "$TMP/a" "$TMP/before"
if [ "$VARIANT" = release ]; then size=3000; else size=400; fi
gen "$TMP/raw" $size 5
begin() { # a long run in a session of its own, ready for Ctrl-C
	rm -rf "$TMP/a.build/.holder" "$TMP/a.build/read"
	setsid env --default-signal=INT make -j2 "RAW=$TMP/raw" "BUILD=$TMP/a.build" "OUT=$TMP/a" "VARIANT=$VARIANT" SHARD_FILES=10 >"$TMP/long.log" 2>&1 &
	long=$!
	within 20 grep -q '/bin/read' "$TMP/long.log"
}
begin
exits 75 "a second run" scripts/run "RAW=$TMP/raw" "BUILD=$TMP/a.build" "OUT=$TMP/a" "VARIANT=$VARIANT" SHARD_FILES=10
says "is in use by process" "names the holder"
ok "that is the first one" grep -q "process [0-9]* on $(uname -n)" "$TMP/.err"
kill -INT -$long; wait $long
ok "Ctrl-C ends the run" test $? -ne 0
ok "and leaves no child behind" within 5 sh -c '! ps -e -o sess= | grep -qx " *$1"' - $long
ok "the old release is whole" same_release "$TMP/a" "$TMP/before"
ok "nothing half written is left under its name" sh -c 'find "$1" -name "*.csv.zst" -exec zstd -tq {} +' - "$TMP/a.build"
begin
kill -TERM $long; wait $long
ok "so does SIGTERM" within 5 sh -c '! ps -e -o sess= | grep -qx " *$1"' - $long
ok "with the old release" same_release "$TMP/a" "$TMP/before"
rm -rf "$TMP/a"
exits 0 "a fresh run" make "RAW=$TMP/raw" "BUILD=$TMP/b.build" "OUT=$TMP/b" "VARIANT=$VARIANT"
runs "the next run" a SHARD_FILES=10
ok "ends with the same bytes" same_release "$TMP/a" "$TMP/b"
tap_end
