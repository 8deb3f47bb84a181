#!/bin/sh
# settings: what it writes, what it leaves alone, what it refuses.
. tests/lib/tap.sh
conf=$TMP/pipeline.conf
printf '# words\nSHARD_FILES = 7   # files\n\nLANGUAGES =\n' >"$conf"
run() { "$BIN/settings" -c "$conf" -o "$TMP/out" "$@"; }

exits 0 "writes the stages' files" run -s extract
ok "a stage has the keys that it reads" test "$(cat "$TMP/out/inventory.conf")" = "MIN_ARTICLES = 1
SHARD_FILES = 7
SHARD_BYTES = 268435456"
ok "a text may be empty" grep -qx 'LANGUAGES = ' "$TMP/out/read.conf"
ok "a stage without keys has an empty file" test -f "$TMP/out/extract.conf" -a ! -s "$TMP/out/extract.conf"
exits 0 "takes what it wrote" "$BIN/settings" -c "$TMP/out/read.conf" -o "$TMP/again"

touch -d '2001-01-01' "$TMP/out/"*
exits 0 "a changed key" run LIMIT_DEPTH=99
ok "its stage's file is new" test "$TMP/out/read.conf" -nt "$conf"
ok "the others are left alone" test "$(find "$TMP/out" -newermt 2002-01-01 -type f)" = "$TMP/out/read.conf"
ok "KEY=VALUE wins over the file" grep -qx 'LIMIT_DEPTH = 99' "$TMP/out/read.conf"

refuses() { # TEXT NAME LINE: exit 78 with TEXT for a file that holds LINE
	printf '# first\n%s\n' "$3" >"$TMP/bad.conf"
	exits 78 "$2" "$BIN/settings" -c "$TMP/bad.conf" -o "$TMP/bad"
	says "$1" "... and says where"
}
refuses "bad.conf: line 2: unknown key 'COLOUR'" "an unknown key" "COLOUR = red"
refuses "bad.conf: line 2: KEEP = '-1'" "a value out of range" "KEEP = -1"
refuses "bad.conf: line 2: KEEP = '3x'" "a value that is no number" "KEEP = 3x"
refuses "bad.conf: line 2: no KEY = value" "a line that is no setting" "KEEP"
refuses "bad.conf: line 2: MIN_CONFIDENCE = 'nan'" "not a number" "MIN_CONFIDENCE = nan"
refuses "bad.conf: line 3: KEEP is set twice" "a key twice" "KEEP = 1
KEEP = 2"
ok "writes nothing when it refuses" test ! -e "$TMP/bad"
exits 78 "a bad value on the command line" run KEEP=many
says "command line: KEEP = 'many'" "... and says which"
exits 78 "a # on the command line" run 'LANGUAGES=en#'
exits 66 "a missing file" "$BIN/settings" -c "$TMP/none" -o "$TMP/x"
exits 73 "a folder that cannot be made" "$BIN/settings" -c "$conf" -o "$TMP/none/x"
exits 64 "no options" "$BIN/settings"
exits 64 "an argument without =" run KEEP

# The file that is delivered sets every key to what holds without it.
touch "$TMP/nothing.conf"
exits 0 "no settings at all" "$BIN/settings" -c "$TMP/nothing.conf" -o "$TMP/standard"
exits 0 "pipeline.conf" "$BIN/settings" -c pipeline.conf -o "$TMP/delivered"
ok "sets the defaults" diff -r "$TMP/standard" "$TMP/delivered"
ok "and names every key" test -z "$(sed -n 's/^CONF(\([A-Z_]*\),.*/\1/p' stages/schema/conf.def | while read -r key; do grep -q "^$key *=" pipeline.conf || echo "$key"; done)"
tap_end
