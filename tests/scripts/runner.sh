#!/bin/sh
# The runner of the tests: what it counts, and what it does with bad tests.
. tests/lib/tap.sh
unset ONLY
tree=$TMP/tree
mkdir -p "$tree/tests/a" "$tree/bin" "$tree/units/unit"
cp tests/run "$tree/tests/"
new() { printf '#!/bin/sh\n%s\n' "$2" >"$tree/tests/a/$1.sh"; chmod +x "$tree/tests/a/$1.sh"; }
check() { (cd "$tree" && BIN=bin BUILD_TESTS=units VARIANT=release TEST_SECONDS=2 "$@" tests/run); }
new good 'echo "ok - one"; echo "ok - two"'
exits 0 "all good" check env
ok "are counted" grep -qx '2 passed, 0 failed' "$TMP/.out"
new skip 'echo "ok - three # SKIP no such tool"'
exits 0 "what is skipped" check env
ok "is told, and is no pass" grep -qx '2 passed, 0 failed, 1 skipped' "$TMP/.out"
new bad 'echo "ok - one"; echo "not ok - other: 1, not 2"; exit 1'
exits 1 "a failure" check env
ok "is shown" grep -qx 'not ok - other: 1, not 2' "$TMP/.out"
ok "and counted" grep -qx '3 passed, 1 failed, 1 skipped' "$TMP/.out"
exits 0 "ONLY leaves the others out" check env ONLY=good
rm "$tree/tests/a/bad.sh"; new crash 'echo "ok - one"; kill -SEGV $$'
exits 1 "a crash is a failure" check env
new crash 'exit 0'
exits 1 "a test that tests nothing is one" check env
new crash 'echo "ok - one"; sleep 30'
exits 1 "a test that hangs is one" check env
rm "$tree/tests/a/crash.sh"
exits 1 "no test at all is a failure" check env ONLY=none
new slow 'sleep 30 & echo $! >"$TMP.child"; echo "ok - one"; wait'
(cd "$tree" && BIN=bin BUILD_TESTS=units VARIANT=release TMPDIR=$TMP exec env --default-signal=INT tests/run) >/dev/null 2>&1 & run=$!
within 5 sh -c 'cat "$1"/usedby.*/slow.sh.child >"$1/child" && test -s "$1/child"' - "$TMP"
kill -INT $run
ok "Ctrl-C leaves no child of a test" within 5 sh -c '! kill -0 "$(cat "$1/child")"' - "$TMP"
tap_end
