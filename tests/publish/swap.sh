#!/bin/sh
# The old release or the new one, never half; earlier ones are kept and can come back.
. tests/lib/tap.sh
. tests/publish/lib.sh
A=$TMP/a B=$TMP/b O=$TMP/out
fixture tests/publish/small.spec "$A" || exit 1
# B is A with another sentence.
cp -r "$A" "$B"
edit "$B/normalise/claims" 's/does the analysis/does analyses/'

digest() { sed -n 's/^  "content_sha256": "\(.*\)",/\1/p' "$1/manifest.json"; }
publish() { "$BIN/publish" -b "$1" -o "$O"; }

exits 0 "the first release" publish "$A"
first=$(digest "$O")
ok "says that it is the first" grep -q 'is the first one' "$O/CHANGES.md"
ok "has no earlier ones" test ! -e "$O/.releases"

# Nothing new: OUT stays, file by file, but make sees a new manifest.
touch -d 2001-01-01 "$O/manifest.json"
inode=$(stat -c %i "$O/usedby.sqlite")
exits 0 "the same again" publish "$A"
ok "leaves the files alone" test "$inode" = "$(stat -c %i "$O/usedby.sqlite")"
ok "makes the manifest new" test "$O/manifest.json" -nt "$A/normalise/claims.csv.zst"
ok "and files nothing" test ! -e "$O/.releases"

exits 0 "a second release" publish "$B"
second=$(digest "$O")
ok "is another one" test "$first" != "$second"
ok "the first one is kept" test "$(digest "$O"/.releases/000001-*)" = "$first"
exits 0 "and still whole" "$BIN/verify" "$O"/.releases/000001-*
ok "CHANGES.md names both" sh -c "grep -q '$(echo "$first" | cut -c1-12)' '$O/CHANGES.md' && grep -q '$(echo "$second" | cut -c1-12)' '$O/CHANGES.md'"

exits 0 "back to the first" "$BIN/publish" --rollback -o "$O"
ok "it is the first" test "$(digest "$O")" = "$first"
exits 0 "and whole" "$BIN/verify" "$O"
ok "what was undone is kept" test "$(digest "$O/.releases/undone")" = "$second"
exits 66 "there is nothing before it" "$BIN/publish" --rollback -o "$O"
says 'no earlier release' "and that is told"

# KEEP.
echo 'KEEP = 2' >"$TMP/keep.conf"
for i in 1 2 3 4 5; do
	rm -rf "$TMP/c"; cp -r "$A" "$TMP/c"
	edit "$TMP/c/normalise/claims" "s/does the analysis/does $i analyses/"
	"$BIN/publish" -c "$TMP/keep.conf" -b "$TMP/c" -o "$O" || echo "not ok - release $i"
done
ok "KEEP = 2 keeps the last two" test "$(ls "$O/.releases" | tr '\n' ' ' | sed 's/-[^ ]*//g')" = "000004 000005 "
ok "which are whole" "$BIN/verify" "$O"/.releases/000005-*
echo 'KEEP = 0' >"$TMP/keep.conf"
exits 0 "KEEP = 0" "$BIN/publish" -c "$TMP/keep.conf" -b "$A" -o "$O"
ok "keeps none" test ! -e "$O/.releases"

# A release that was damaged by hand is made whole again.
echo x >>"$O/excel/claims.csv"
exits 0 "a damaged release" publish "$A"
ok "is repaired" "$BIN/verify" "$O"

# A reader that looks all the time while releases change and runs are killed.
rm -rf "$O"; publish "$A"; publish "$B"; a=$first b=$second
stop=$TMP/stop
# The folder of OUT is opened once per look: what is read through it is one release.
watch() {
	bad=0 n=0
	while [ ! -e "$stop" ]; do
		if cd "$O" 2>/dev/null; then
			d=$(sed -n 's/^  "content_sha256": "\(.*\)",/\1/p' manifest.json 2>/dev/null)
			h=$(sqlite3 -readonly usedby.sqlite "SELECT evidence FROM claims WHERE claim_id = 'c_0000000000000003'" 2>/dev/null)
			c=$(sha256sum <csv/claims.csv.zst 2>/dev/null | cut -d' ' -f1)
			case $d in
			"$a") case $h in *'the analysis'*) ;; '') ;; *) bad=$((bad + 1)) ;; esac ;;
			"$b") case $h in *'does analyses'*) ;; '') ;; *) bad=$((bad + 1)) ;; esac ;;
			'') ;;
			*) bad=$((bad + 1)) ;;
			esac
			# The folder looked at must still be OUT's content or an old one being removed.
			[ -z "$d" ] || [ -z "$c" ] || grep -q "$c" manifest.json 2>/dev/null || [ ! -e manifest.json ] || bad=$((bad + 1))
			n=$((n + 1))
			cd "$TMP" || exit 1
		else
			bad=$((bad + 1))
		fi
	done
	echo "$bad $n" >"$TMP/watched"
}
watch & watcher=$!
i=0
while [ $i -lt 24 ]; do
	i=$((i + 1))
	[ $((i % 2)) = 0 ] && src=$A || src=$B
	"$BIN/publish" -b "$src" -o "$O" 2>/dev/null & pid=$!
	sleep "0.0$((i * 7 % 10))$((i % 10))"
	[ $((i % 3)) = 0 ] || kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	"$BIN/verify" "$O" >/dev/null 2>"$TMP/.err" || { echo "not ok - whole after kill $i"; cat "$TMP/.err"; tap_failed=1; }
done
touch "$stop"; wait $watcher
read -r bad n <"$TMP/watched"
ok "a reader looked ($n times)" test "$n" -gt 0
ok "and never saw half a release" test "$bad" -eq 0
exits 0 "after all the kills" publish "$A"
rm -rf "$TMP/fresh"; "$BIN/publish" -b "$A" -o "$TMP/fresh"
ok "the bytes are those of a fresh run" cmp "$O/manifest.json" "$TMP/fresh/manifest.json"
ok "nothing is left beside it" sh -c "! ls -A '$TMP' | grep -q publish"

# One at a time.
mkdir -p "$TMP/.out.publish"
exits 75 "a second run on the same OUT" flock "$TMP/.out.publish/lock" "$BIN/publish" -b "$A" -o "$O"
says 'is in use by another run' "is told why"
echo 'process 7 on elsewhere since 2001-01-01T00:00:00Z' >"$TMP/.out.publish/lock"
exits 75 "where the holder has signed" flock "$TMP/.out.publish/lock" "$BIN/publish" -b "$A" -o "$O"
says 'is in use by process 7 on elsewhere since 2001-01-01T00:00:00Z' "it is named"
# A run that waits, while it has the lock, for a table that nobody writes.
rm -rf "$TMP/.out.publish"
cp -r "$A" "$TMP/waits"; rm "$TMP/waits/normalise/claims.csv.zst"; mkfifo "$TMP/waits/normalise/claims.csv.zst"
"$BIN/publish" -b "$TMP/waits" -o "$O" & pid=$!
within 10 test -s "$TMP/.out.publish/lock"
exits 75 "a second run" publish "$A"
says "is in use by process $pid on $(uname -n) since " "names the first"
kill $pid; wait $pid 2>/dev/null
exits 0 "when that has ended it goes on" publish "$A"

# OUT is a mount point or the folder above is not writable: file by file.
mkdir -p "$TMP/locked/out"
"$BIN/publish" -b "$A" -o "$TMP/locked/out"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chown -R nobody "$TMP/locked/out"; cp -r "$B" "$TMP/nb"; chown -R nobody "$TMP/nb"; chmod 755 "$(dirname "$TMP")" "$TMP"; chmod 755 "$TMP/locked"
	if setpriv --reuid nobody --clear-groups test -x "$BIN/publish" 2>/dev/null; then
		exits 0 "a folder above that is not writable" setpriv --reuid nobody --clear-groups "$BIN/publish" -b "$TMP/nb" -o "$TMP/locked/out"
		ok "gets the new release" test "$(digest "$TMP/locked/out")" = "$second"
		ok "which is whole" "$BIN/verify" "$TMP/locked/out"
	else
		skip "a folder above that is not writable" "nobody may not enter the build folder"
	fi
else
	skip "a folder above that is not writable" "needs root and setpriv"
fi

# A link to OUT, a name with blanks and quotes.
ln -s "$O" "$TMP/link"
exits 0 "OUT through a link" "$BIN/publish" -b "$B" -o "$TMP/link"
ok "replaces what it leads to" test "$(digest "$O")" = "$second" -a -L "$TMP/link"
exits 0 "OUT with blanks and quotes" "$BIN/publish" -b "$B" -o "$TMP/a 'b\" %c/x"
ok "is made" "$BIN/verify" "$TMP/a 'b\" %c/x"

# A full disk.
if [ "$(id -u)" = 0 ] && mkdir -p "$TMP/disk" && mount -t tmpfs -o size=6m tmpfs "$TMP/disk" 2>/dev/null; then
	mkdir "$TMP/disk/x"
	"$BIN/publish" -b "$A" -o "$TMP/disk/x/out"
	before=$(digest "$TMP/disk/x/out")
	head -c 5500000 /dev/zero >"$TMP/disk/fill" 2>/dev/null
	"$BIN/publish" -b "$B" -o "$TMP/disk/x/out" >/dev/null 2>"$TMP/.err"; got=$?
	ok "a full disk is an error ($got)" test $got -eq 74 -o $got -eq 73
	ok "that leaves the old release" test "$(digest "$TMP/disk/x/out")" = "$before"
	rm -f "$TMP/disk/fill"
	exits 0 "with room again" "$BIN/publish" -b "$B" -o "$TMP/disk/x/out"
	ok "the new one comes" test "$(digest "$TMP/disk/x/out")" = "$second"
	umount "$TMP/disk"

	# OUT is a file system of its own, as a container's volume is.
	mount -t tmpfs -o size=50m tmpfs "$TMP/disk"
	exits 0 "OUT is a mount point" "$BIN/publish" -b "$A" -o "$TMP/disk"
	exits 0 "a second release there" "$BIN/publish" -b "$B" -o "$TMP/disk"
	ok "is whole" "$BIN/verify" "$TMP/disk"
	ok "is the new one" test "$(digest "$TMP/disk")" = "$second"
	ok "and keeps the first" test "$(digest "$TMP/disk"/.releases/000001-*)" = "$first"
	exits 0 "back to the first" "$BIN/publish" --rollback -o "$TMP/disk"
	ok "it is the first" test "$(digest "$TMP/disk")" = "$first"
	ok "nothing is left" test ! -e "$TMP/disk/.publish" -a ! -e "$TMP/.disk.publish"
	mount -o remount,ro "$TMP/disk"
	exits 73 "OUT that cannot be written" "$BIN/publish" -b "$B" -o "$TMP/disk"
	says 'Read-only file system' "is told"
	umount "$TMP/disk"
else
	skip "a full disk" "cannot mount a small file system"
fi
tap_end
