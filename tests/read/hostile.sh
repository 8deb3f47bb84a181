#!/bin/sh
# What an article must not do to the run: take it down, or take its neighbours along.
. tests/lib/tap.sh
cd "$TMP" || exit 1
mkdir -p raw out
good='<html><body><article><p>Acme uses Go for its services, and it has done so for more than five years, as the team told us at the conference.</p><p>Beta moved to it from Perl in 2015, because the old code was too slow for the load.</p></article></body></html>'
# many N TEXT: TEXT, N times
many() { awk -v n="$1" -v t="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", t }'; }
sentence='<p>Acme uses Go for its services and has done so for more than five years, as they say.</p>'
printf '%s' "$good" >raw/a.html
{ many 100000 '<div>'; printf '%s' "$sentence"; } >raw/deep.html
{ many 100000 '<b><i>'; printf '%s' "$sentence"; many 100000 '</u></s>'; } >raw/ends.html
{ printf '<p '; awk 'BEGIN { for (i = 0; i < 20000; i++) printf "class%d=\"v\" id=x ", i }'; printf '>Acme uses Go for its services, they say.</p>%s' "$sentence"; } >raw/attributes.html
{ many 3000000 '<b>'; printf '%s' "$sentence"; } >raw/bold.html
{ printf '<p>'; many 1000000 '&amp;'; printf '</p>%s' "$sentence"; } >raw/entities.html
{ printf '<p>'; many 1200000 'Acme uses Go '; printf '</p>'; } >raw/long.html
many 1000000 '<' >raw/less.html
{ many 500000 '<p>'; printf '%s' "$sentence"; } >raw/paragraphs.html
printf '<p>Acme\000 uses\000 Go for its services, and has done so for years, as they say.</p>%s' "$sentence" >raw/nul.html
printf '<!-- %s' "$good" >raw/comment.html
printf '<script>%s' "$good" >raw/script.html
printf '<a href="%s' "$good" >raw/attribute.html
printf '<table>%s' "$(many 20000 '<table><tr><td>')" >raw/tables.html
head -c 200000000 /dev/zero | gzip -1 >raw/bomb.txt.gz
head -c 200000000 /dev/zero | zstd -q -1 >raw/bomb.txt.zst
many 400000 'name
' >raw/names.txt
{ many 400000 'word '; } >raw/line.txt
many 20000 '- a
  - b
    - c
' >raw/lists.txt
many 100000 '> ' >raw/quotes.md
{ many 50000 '['; many 50000 ']('; } >raw/links.md
{ many 20000 '{"a":['; printf '1'; } >raw/deep.jsonl
printf '%s' "$good" >raw/z.html
printf 'source,bytes,sha256,media_type,shard\n' >list.csv
for f in raw/*; do
	f=${f#raw/}
	case $f in *.html) t=html ;; *.md) t=markdown ;; *.jsonl) t=jsonl ;; *) t=text ;; esac
	echo "$f,1,00,$t,0"
done | LC_ALL=C sort >>list.csv
begin=$(date +%s)
exits 0 "the run ends well" "$BIN/read" -o out -r raw list.csv
took=$(($(date +%s) - begin))
# A sanitiser's build is slow and large.
case $VARIANT in asan|tiny) limit=600 memory=8000000000 ;; *) limit=60 memory=1500000000 ;; esac
ok "in bounded time ($took s)" [ $took -lt $limit ]
peak=$(sed 's/.*"peak_bytes": \([0-9]*\).*/\1/' out/account.json)
ok "and memory ($peak bytes)" [ "$peak" -lt $memory ]
zstd -qdc out/documents.csv.zst | cut -d, -f1 >documents
zstd -qdc out/blocks.csv.zst >blocks
zstd -qdc out/rejects.csv.zst >rejects
for f in a.html z.html; do ok "the neighbour $f is unharmed" grep -qx "$f" documents; done
for f in deep ends attributes bold paragraphs nul; do ok "$f.html: text below is kept" grep -q "^$f.html,.*Acme uses Go for its services" blocks; done
ok "a long text node is whole" [ "$(grep '^long.html,' blocks | wc -c)" -gt 15600000 ]
for f in bomb.txt.gz bomb.txt.zst; do ok "$f is too large" grep -q "^$f,read,too_large" rejects; done
ok "each article is a document or a reject" [ "$(($(wc -l <documents) + $(wc -l <rejects) - 2))" -eq "$(($(wc -l <list.csv) - 1))" ]
tap_end
