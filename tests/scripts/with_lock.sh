#!/bin/sh
# with-lock, digests and run: the small scripts that make leans on.
. tests/lib/tap.sh
dir=$TMP/build
exits 0 "runs the command" scripts/with-lock "$dir" true
exits 7 "hands on its status" scripts/with-lock "$dir" sh -c 'exit 7'
exits 64 "called wrongly" scripts/with-lock "$dir"
rm "$dir/.holder"; scripts/with-lock "$dir" sleep 30 & holder=$!
within 10 test -s "$dir/.holder"
exits 75 "a second one ends at once" scripts/with-lock "$dir" touch "$TMP/ran"
says "in use by process $holder on $(uname -n)" "and names the holder"
ok "without running" test ! -e "$TMP/ran"
kill -9 $holder; wait $holder 2>/dev/null
exits 0 "the lock goes with its holder" scripts/with-lock "$dir" true
scripts/with-lock "$dir" sh -c 'sleep 30 & echo $! >"$1/child"; wait' - "$TMP" & holder=$!
within 10 test -s "$TMP/child"
kill -9 $holder; wait $holder 2>/dev/null
exits 75 "a child that lives on still holds it" scripts/with-lock "$dir" true
kill "$(cat "$TMP/child")"
mkdir -p "$dir/a b"; : >"$dir/a b/x.csv.Ab3dE9.tmp"; : >"$dir/a b/x.csv"
within 10 scripts/with-lock "$dir" true
ok "what a killed run left half written is gone" test "$(ls "$dir/a b")" = x.csv
: >"$TMP/file"
exits 73 "a folder that cannot be made" scripts/with-lock "$TMP/file/x" true

echo one >"$TMP/1"
scripts/digests "$TMP/sums" "$TMP/1"; touch -d 2001-01-01 "$TMP/sums"; touch "$TMP/1"
scripts/digests "$TMP/sums" "$TMP/1"
ok "digests: the same content leaves the file alone" test "$(find "$TMP/sums" -newermt 2002-01-01)" = ''
echo two >"$TMP/1"; scripts/digests "$TMP/sums" "$TMP/1"
ok "digests: other content does not" test "$(find "$TMP/sums" -newermt 2002-01-01)" = "$TMP/sums"

exits 66 "run: a stage's own status" scripts/run "RAW=$TMP/none" "BUILD=$TMP/b" "OUT=$TMP/o"
says "inventory: $TMP/none: No such file" "run: and its words"
exits 78 "run: a bad setting" scripts/run KEEP=many "BUILD=$TMP/b" "OUT=$TMP/o"
exits 2 "run: what make itself refuses" scripts/run "BUILD=a b"
says "BUILD = 'a b': must be one word" "run: says which"
exits 0 "run: and success" scripts/run help
rm -f "$TMP/b/.holder"; scripts/with-lock "$TMP/b" sleep 30 & holder=$!
within 10 test -s "$TMP/b/.holder"
exits 75 "run: 75 while another run holds the lock" scripts/run "BUILD=$TMP/b" "OUT=$TMP/o"
kill $holder
tap_end
