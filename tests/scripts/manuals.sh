#!/bin/sh
# Every program has --help, --version and a manual page without a fault, and
# refuses an option that it does not know.
. tests/lib/tap.sh
for main in stages/*/main.c; do
	stage=$(basename "$(dirname "$main")")
	exits 0 "$stage --help" "$BIN/$stage" --help
	ok "$stage --help says how to call it" grep -q "^usage: $stage " "$TMP/.out"
	ok "... on standard output alone" test ! -s "$TMP/.err"
	exits 0 "$stage --version" "$BIN/$stage" --version
	exits 64 "$stage refuses an unknown option" "$BIN/$stage" --no-such-option
	ok "... on standard error alone" test -s "$TMP/.err" -a ! -s "$TMP/.out"
	page=stages/$stage/$stage.1
	ok "$stage has a manual page" test -s "$page"
	if command -v mandoc >/dev/null; then
		ok "$page is sound" sh -c 'mandoc -Tlint -W warning "$1" >&2' - "$page"
	else
		skip "$page is sound" "no mandoc here"
	fi
	for option in $(sed -n 's/.*\(--[a-z][a-z-]*\).*/\1/p' "$TMP/.out" 2>/dev/null); do
		ok "$page tells of $option" grep -q -- "-${option#--}" "$page"
	done
done
tap_end
