#!/bin/sh
# inventory: names, kinds, links, what is left out, what stays untouched.
. tests/lib/tap.sh
raw=$TMP/raw out=$TMP/out conf=$TMP/conf
printf 'SHARD_FILES = 500\n' >"$conf"
inventory() { "$BIN/inventory" -c "$conf" -o "$out" "$raw"; }
list() { sed 1d "$out/inventory.csv"; }
sources() { list | sed 's/,[0-9]*,[0-9a-f]\{64\},.*//'; }
mkdir -p "$raw/sub/deep"

# ---- names -------------------------------------------------------------------
nl='
'
put() { printf 'Acme uses Go.' >"$raw/$1"; }
put ' leading and  inner blanks.txt'; put "it's.txt"; put 'say "so".txt'; put "two${nl}lines.txt"
put 'a$(HOME)$b.txt'; put '-rf.txt'; put 'fünf.txt'; put '100%#1.txt'; put 'a,b.txt'; put 'sub/deep/x.txt'
put "$(printf 'latin\351.txt')"; put "$(printf 'cut\342\202.txt')"; put 'back\slash.txt'; put '*?[x].txt'; put 'tab	.txt'
exits 0 "odd names" inventory
ok "are listed, encoded where needed" test "$(sources | LC_ALL=C sort)" = "$(printf '%s\n' '" leading and  inner blanks.txt"' '"a,b.txt"' '"say ""so"".txt"' \
	'*?[x].txt' '-rf.txt' '100%25%231.txt' 'a$(HOME)$b.txt' 'back\slash.txt' 'cut%E2%82.txt' 'fünf.txt' "it's.txt" \
	'latin%E9.txt' 'sub/deep/x.txt' 'tab%09.txt' 'two%0Alines.txt' | LC_ALL=C sort)"
ok "all were read" test "$(list | grep -c ",13,$(printf 'Acme uses Go.' | sha256sum | cut -c1-64),text,0\$")" -eq 15
ok "says the shards to make" grep -qx 'SHARDS := 0000' "$out/shards.mk"

# ---- what is touched ---------------------------------------------------------
old() { touch -d '2001-01-01' "$out"/*.* "$out"/shards/*; }
fresh() { find "$out" -newermt 2002-01-01 -type f ! -name account.json ! -name cache | sort; }
old
find "$raw" -type f -exec touch -d '2011-11-11' {} +
exits 0 "after touch" inventory
ok "nothing changed" test -z "$(fresh)"
cp -a "$raw" "$TMP/copy"; rm -rf "$raw"; mv "$TMP/copy" "$raw"
exits 0 "after a copy" inventory
ok "nothing changed" test -z "$(fresh)"
exits 0 "once more, the files being at rest" sh -c 'sleep 0.1; "$@"' - "$BIN/inventory" -c "$conf" -o "$out" "$raw"
exits 0 "and again" inventory
ok "no file is read again when nothing was touched" grep -q '"files_remembered": 15, "bytes_hashed": 0' "$out/account.json"
printf 'Acme uses Go!' >"$raw/it's.txt"
exits 0 "one changed file of the same size" inventory
ok "is noticed" test "$(fresh)" = "$out/inventory.csv
$out/shards/0000.csv"
echo damaged >"$out/cache"
exits 0 "a damaged cache" inventory
ok "costs nothing but time" grep -q '"files_remembered": 0' "$out/account.json"

# ---- kinds -------------------------------------------------------------------
rm -rf "$raw" "$out"; mkdir "$raw"
kind() { # WANT NAME: the file NAME, filled from standard input, is WANT
	rm -rf "$raw" && mkdir "$raw" && cat >"$raw/$2" && inventory && list | grep -q ",$1,0\$" && return
	echo "# $2: $(list)"; return 1
}
page='<!DOCTYPE html><title>x</title><p>Acme uses Go.'
say() { printf '%s' "$1"; }
ok "html by name" kind html a.HTM <<E
no tags
no tags
E
ok "html in a .txt" kind html a.txt <<E
<!-- saved --> $page
E
ok "html without an ending" kind html page <<E
$page
E
say "$page" | gzip >"$TMP/p.gz"; say "$page" | zstd -q >"$TMP/p.zst"; say "$page" | iconv -t UTF-16 >"$TMP/p.16"
ok "html packed with gzip, without an ending" kind html page <"$TMP/p.gz"
ok "html packed with zstd" kind html page.html.zst <"$TMP/p.zst"
ok "html in UTF-16" kind html page.txt <"$TMP/p.16"
ok "markdown that begins with a tag" kind markdown README.md <<E
<h1 align="center">x</h1>
E
ok "warc by its bytes" kind warc a.bin <<E
WARC/1.0
E
ok "jsonl by name" kind jsonl a.jsonl </dev/null
ok "jsonl by its bytes" kind jsonl list <<E
{"url": "https://example.org/", "text": "x"}
E
ok "a picture is unknown" kind unknown a <<E
$(printf '\211PNG\r\n')
E
ok "a style sheet is unknown" kind unknown a.css <<E
p { color: red }
E
ok "an empty file is text" kind text a.txt </dev/null

# ---- what is no article, or cannot be read -------------------------------------
rm -rf "$raw" "$out"; mkdir -p "$raw/a_files" "$raw/b_files" "$raw/sub" "$TMP/elsewhere/in"
for f in a.html a_files/x.html b_files/y.html .hidden sub/z.html; do say "$page" >"$raw/$f"; done
say "$page" >"$TMP/elsewhere/in/w.html"
mkfifo "$raw/pipe"
ln -s loop "$raw/loop"; ln -s nowhere "$raw/dangling"; ln -s .. "$raw/sub/up"; ln -s ../elsewhere "$raw/out"
ln -s sub "$raw/double"; ln -s a.html "$raw/link.html"
exits 0 "links, loops, pipes" inventory
says "pipe: neither file nor folder" "warns of what is no file"
says "double: leads to a folder that is listed already" "warns of a double"
ok "lists each article once, and what cannot be read" test "$(sources)" = "a.html
b_files/y.html
dangling
link.html
loop
out/in/w.html
sub/z.html"
ok "what cannot be read has no digest" test "$(list | grep -c ',0,0\{64\},')" -eq 2
mv "$raw" "$TMP/real"; ln -s real "$raw"; list >"$TMP/before"
exits 0 "RAW may be a link" inventory
ok "and is listed the same" test "$(list)" = "$(cat "$TMP/before")"

# ---- shards --------------------------------------------------------------------
rm -rf "$raw" "$TMP/real" "$out"; mkdir "$raw"
i=0; while [ $i -lt 200 ]; do echo "$i" >"$raw/$i.txt"; i=$((i + 1)); done
printf 'SHARD_FILES = 30\n' >"$conf"
exits 0 "200 files at 30 a shard" inventory
ok "are 8 shards" grep -qx 'SHARDS := 0000 0001 0002 0003 0004 0005 0006 0007' "$out/shards.mk"
ok "that hold all files between them" test "$(cat "$out"/shards/*.csv | grep -v ^source | LC_ALL=C sort)" = "$(list | LC_ALL=C sort)"
ok "none of them empty or over twice the average" sh -c 'for f in "$1"/shards/*.csv; do n=$(wc -l <"$f"); [ $n -gt 5 ] && [ $n -lt 52 ] || exit 1; done' - "$out"
old
echo changed >"$raw/77.txt"
exits 0 "one changed file" inventory
ok "touches one shard's list" test "$(fresh | grep -c /shards/)" -eq 1
printf 'SHARD_FILES = 100\n' >"$conf"
exits 0 "fewer shards" inventory
ok "leave no old list behind" test "$(ls "$out/shards" | tr '\n' ' ')" = "0000.csv 0001.csv "

# ---- nothing there ---------------------------------------------------------------
rm -rf "$raw"
exits 66 "no such folder" inventory
says "$raw: No such file" "... and says so"
say x >"$raw"
exits 66 "a file instead of a folder" inventory
rm "$raw"; mkdir "$raw"
exits 66 "an empty folder" inventory
says "no files in it; with MIN_ARTICLES = 0 it may be empty" "... and says so"
echo 'MIN_ARTICLES = 0' >>"$conf"
exits 0 "an empty folder that may be so" inventory
ok "is one empty shard" test "$(cat "$out/shards/0000.csv")" = "source,bytes,sha256,media_type,shard"
exits 64 "called wrongly" "$BIN/inventory" "$raw"
exits 78 "a bad setting" sh -c 'echo NO = 1 >"$1/bad"; exec "$BIN/inventory" -c "$1/bad" -o "$1/o" "$1"' - "$TMP"
tap_end
