# tap.sh -- the few words of a test script; source it: . tests/lib/tap.sh
set -u
tap_failed=0
# ok NAME COMMAND...: the command must succeed.
ok() { tap_name=$1; shift; if "$@"; then echo "ok - $tap_name"; else echo "not ok - $tap_name"; tap_failed=1; fi; }
# exits WANT NAME COMMAND...: the command must end with the status WANT.
exits() { tap_want=$1 tap_name=$2; shift 2; "$@" >"$TMP/.out" 2>"$TMP/.err" && tap_got=0 || tap_got=$?
	if [ "$tap_got" -eq "$tap_want" ]; then echo "ok - $tap_name"; else echo "not ok - $tap_name: exit $tap_got, not $tap_want"; cat "$TMP/.err"; tap_failed=1; fi; }
# says TEXT NAME: the last command of exits() said TEXT on standard error.
says() { if grep -qF -- "$1" "$TMP/.err"; then echo "ok - $2"; else echo "not ok - $2: no '$1' in:"; cat "$TMP/.err"; tap_failed=1; fi; }
skip() { echo "ok - $1 # SKIP $2"; }
tap_end() { exit $tap_failed; }
# within SECONDS COMMAND...: wait until the command succeeds; false when it does not in time.
within() { tap_left=$(($1 * 20)); shift; until "$@" 2>/dev/null; do [ $((tap_left -= 1)) -gt 0 ] || return 1; sleep 0.05; done; }
