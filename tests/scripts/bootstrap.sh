#!/bin/sh
# bootstrap: what it finds missing, and that it asks for nothing when all is there.
. tests/lib/tap.sh
printf '# a comment\nno-such-package-1\nno-such-package-2 sh\n' >"$TMP/list"
if ! command -v dpkg-query >/dev/null; then skip "bootstrap" "no dpkg here"; tap_end; fi
exits 0 "names what is missing" scripts/bootstrap -n "$TMP/list"
ok "a command stands for its package" test "$(cat "$TMP/.err")" = "bootstrap: missing: no-such-package-1; scripts/bootstrap installs them"
: >"$TMP/list"
exits 0 "nothing missing" scripts/bootstrap -n "$TMP/list"
ok "says nothing" test ! -s "$TMP/.err" -a ! -s "$TMP/.out"
mkdir "$TMP/bin"
for tool in sh dirname grep id; do ln -s "$(command -v $tool)" "$TMP/bin/$tool"; done
echo no-such-package-1 >"$TMP/list"
exits 69 "where packages cannot be installed" env "PATH=$TMP/bin" scripts/bootstrap "$TMP/list"
says "install by hand: no-such-package-1" "says which are needed"
tap_end
