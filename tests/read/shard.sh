#!/bin/sh
# A shard from its list to the three tables.
. tests/lib/tap.sh
mkdir -p "$TMP/raw/sub" "$TMP/out" "$TMP/out2"
body='<p>Acme uses Go for its services, and it has done so for more than five years, as the team told us at the conference.</p><p>Beta moved to it from Perl in 2015, because the old code was too slow for the load that they have today.</p>'
printf '<html><head><title>Who uses Go</title></head><body><nav><a href=/>Home</a></nav><article><h1>Who uses Go</h1>%s</article></body></html>' "$body" >"$TMP/raw/a.html"
gzip -c "$TMP/raw/a.html" >"$TMP/raw/sub/b%#.html.gz"
zstd -q "$TMP/raw/a.html" -o "$TMP/raw/c.html.zst"
printf 'Acme uses Go for its services, and it has done so for years.\n' >"$TMP/raw/d.txt"
head -c 40 "$TMP/raw/c.html.zst" >"$TMP/raw/e.html.zst"
: >"$TMP/raw/f.txt"
{
	echo 'source,bytes,sha256,media_type,shard'
	echo 'a.html,1,00,html,0'
	echo 'c.html.zst,1,00,html,0'
	echo 'd.txt,1,00,text,0'
	echo 'e.html.zst,1,00,html,0'
	echo 'f.txt,1,00,text,0'
	echo 'gone.txt,1,00,text,0'
	echo 'sub/b%25%23.html.gz,1,00,html,0'
} >"$TMP/list.csv"
exits 0 "a shard is read" "$BIN/read" -o "$TMP/out" -r "$TMP/raw" "$TMP/list.csv"
table() { zstd -qdc "$TMP/out/$1.csv.zst"; }
ok "four articles" [ "$(table documents | wc -l)" -eq 5 ]
ok "three rejects" [ "$(table rejects | wc -l)" -eq 4 ]
ok "a cut stream is damaged" grep -q '^e.html.zst,read,damaged' <<X
$(table rejects)
X
ok "an empty file is empty" grep -q '^f.txt,read,empty' <<X
$(table rejects)
X
ok "a missing one unreadable" grep -q '^gone.txt,read,unreadable' <<X
$(table rejects)
X
same() { [ "$(table blocks | grep "^$1," | cut -d, -f2-)" = "$(table blocks | grep "^a.html," | cut -d, -f2-)" ]; }
ok "gzip gives the same blocks" same 'sub/b%25%23.html.gz'
ok "zstd gives the same blocks" same 'c.html.zst'
ok "the menu is no text" [ -z "$(table blocks | grep Home)" ]
ok "the account balances" grep -q '"articles_in": 7, .*"articles_out": 4' "$TMP/out/account.json"
"$BIN/read" -o "$TMP/out2" -r "$TMP/raw" "$TMP/list.csv"
ok "twice the same bytes" cmp -s "$TMP/out/blocks.csv.zst" "$TMP/out2/blocks.csv.zst"
exits 64 "no list" "$BIN/read" -o "$TMP/out" -r "$TMP/raw"
exits 66 "a list that is not there" "$BIN/read" -o "$TMP/out" -r "$TMP/raw" "$TMP/none.csv"
exits 0 "text" sh -c "'$BIN/read' --text <'$TMP/raw/a.html' >'$TMP/text'"
ok "has the sentence" grep -q 'Acme uses Go for its services' "$TMP/text"

# ---- files that are no articles --------------------------------------------------
text='Acme uses Go for its services, and it has done so for years.'
for name in a.csv b.SQL c.csv.gz d.d/e f.txt; do mkdir -p "$(dirname "$TMP/types/$name")"; echo "$text" >"$TMP/types/$name"; done
gzip -cf "$TMP/types/f.txt" >"$TMP/types/c.csv.gz"
cp "$TMP/raw/a.html" "$TMP/types/why we moved to node.js"
{
	echo 'source,bytes,sha256,media_type,shard'
	for name in a.csv b.SQL c.csv.gz; do echo "$name,1,00,unknown,0"; done
	for name in d.d/e f.txt; do echo "$name,1,00,text,0"; done
	echo 'why we moved to node.js,1,00,html,0'
} >"$TMP/types.csv"
left_out() { zstd -qdc "$TMP/out/rejects.csv.zst" | sed -n 's/,read,file_type,.*//p' | tr '\n' ' '; }
exits 0 "files of all types" "$BIN/read" -o "$TMP/out" -r "$TMP/types" "$TMP/types.csv"
ok "data is left out, packed or not, a page is read whatever its name" test "$(left_out)" = 'a.csv b.SQL c.csv.gz '
ok "the account balances" grep -q '"articles_in": 6, .*"articles_out": 3' "$TMP/out/account.json"
echo 'SKIP_EXTENSIONS = txt, d' >"$TMP/skip.conf"
exits 0 "another list" "$BIN/read" -c "$TMP/skip.conf" -o "$TMP/out" -r "$TMP/types" "$TMP/types.csv"
ok "is kept; a folder's name has no extension" test "$(left_out)" = 'f.txt '
echo 'SKIP_EXTENSIONS =' >"$TMP/skip.conf"
exits 0 "an empty list" "$BIN/read" -c "$TMP/skip.conf" -o "$TMP/out" -r "$TMP/types" "$TMP/types.csv"
ok "leaves nothing out" test -z "$(left_out)"
tap_end
