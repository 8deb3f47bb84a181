#!/bin/sh
# Every program has --help, --version and a manual page without a fault, and
# refuses an option that it does not know.
. tests/lib/tap.sh
"$BIN/settings" -c pipeline.conf -o "$TMP/settings" || exit 1
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
	ok "$page tells of each option once" test -z "$(sed -n 's/^\.It Fl \([^ ,]*\).*/\1/p' "$page" | sort | uniq -d)"
	for key in $(sed -n "s/^CONF(\([A-Z_]*\),.*/\1/p" stages/schema/conf.def); do
		grep -qsx "$key = .*" "$TMP/settings/$stage.conf" || continue
		ok "$page tells of $key" grep -qw "$key" "$page"
	done
	for option in $(sed -n 's/.*\(--[a-z][a-z-]*\).*/\1/p' "$TMP/.out" 2>/dev/null); do
		ok "$page tells of $option" grep -q -- "-${option#--}" "$page"
	done
done
tap_end
