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
many 500000 '&a ' >raw/references.html
many 2000000 '<p>a' >raw/blocks.html
many 1000000 'a

' >raw/blocks.txt
{ many 3000000 '
'; echo a; } >raw/blank.txt
many 2000000 '[' >raw/marks.md
many 2000000 '*a **b ' >raw/stars.md
{ many 1000000 '> - '; echo a; } >raw/nested.md
many 400000 'http://a.b((((' >raw/addresses.md
many 60000 '<div>
<p align="center">a' >raw/html.md
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
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "Company Number%d\n\n", i }' >raw/headings.txt
many 20000 '- a
  - b
    - c
' >raw/lists.txt
many 100000 '> ' >raw/quotes.md
{ many 50000 '['; many 50000 ']('; } >raw/links.md
{ many 20000 '{"a":['; printf '1'; } >raw/deep.jsonl
# record LENGTH FILE: a response that says it is of LENGTH bytes
record() {
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/%s\r\nContent-Type: application/http\r\nContent-Length: %s\r\n\r\n' "$2" "$1"
	cat "$2"
	printf '\r\n\r\n'
}
http='HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
printf "$http\r\n%s" "$good" >plain
{ printf "${http}Content-Encoding: gzip\r\n\r\n"; cat raw/bomb.txt.gz; } >bomb
{ printf "${http}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n%s" "$good"; } >chunk
length() { wc -c <"$1"; }
{ record 12abc plain; record -5 plain; record "$(length bomb)" bomb; record "$(length chunk)" chunk; record "$(length plain)" plain; record 18446744073709551615 plain; } >raw/lies.warc
{ record 999999999999 plain; record "$(length plain)" plain; } | gzip -c >raw/long.warc.gz
printf '%s' "$good" >raw/z.html
printf 'source,bytes,sha256,media_type,shard\n' >list.csv
for f in raw/*; do
	f=${f#raw/}
	case $f in *.html) t=html ;; *.md) t=markdown ;; *.jsonl) t=jsonl ;; *.warc*) t=warc ;; *) t=text ;; esac
	echo "$f,1,00,$t,0"
done | LC_ALL=C sort >>list.csv
exits 0 "the run ends well" "$BIN/read" -o out -r raw list.csv
account() { sed "s/.*\"$1\": \([0-9]*\).*/\1/" "$2/account.json"; }
took=$(account cpu_seconds out) peak=$(account peak_bytes out)
# A sanitiser's build is slow and large.
case $VARIANT in asan|tiny) limit=600 memory=8000000000 ;; *) limit=30 memory=700000000 ;; esac
ok "in bounded time ($took s of a processor)" [ $took -lt $limit ]
ok "and memory ($peak bytes)" [ "$peak" -lt $memory ]
zstd -qdc out/documents.csv.zst | cut -d, -f1 >documents
zstd -qdc out/blocks.csv.zst >blocks
zstd -qdc out/rejects.csv.zst >rejects
for f in a.html z.html; do ok "the neighbour $f is unharmed" grep -qx "$f" documents; done
for f in deep ends attributes bold paragraphs nul; do ok "$f.html: text below is kept" grep -q "^$f.html,.*Acme uses Go for its services" blocks; done
ok "a long text node is whole" [ "$(grep '^long.html,' blocks | wc -c)" -gt 15600000 ]
for f in blocks.html blocks.txt blank.txt marks.md stars.md nested.md; do ok "$f has too many pieces" grep -q "^$f,read,too_large,.*pieces" rejects; done
for f in headings.txt references.html addresses.md html.md; do ok "$f is read" grep -qx "$f" documents; done
ok "a bomb in a record is too large" grep -q '^lies.warc#[0-9]*,read,too_large' rejects
ok "the neighbour of lying records is unharmed" grep -qx 'lies.warc#5' documents
ok "a length past the end of the archive is a reject" grep -q '^long.warc.gz.*,read,' rejects
for f in bomb.txt.gz bomb.txt.zst; do ok "$f is too large" grep -q "^$f,read,too_large" rejects; done
ok "each article is a document or a reject" [ "$({ cut -d, -f1 rejects; cat documents; } | grep -vxF source | cut -d# -f1 | sort -u | wc -l)" -eq "$(($(wc -l <list.csv) - 1))" ]
# A page of 200 MB: refused, or read within ten times its size.
case $VARIANT in asan|tiny) megabytes=20 ;; *) megabytes=200 ;; esac
mkdir -p large/raw large/out
awk -v n=$((megabytes * 1000)) 'BEGIN {
	for (i = 0; i < 12; i++)
		text = text "Acme uses Go for its <b>services</b>, and has done so for years, as its team said. "
	for (i = 0; i < n; i++)
		printf "<p>Number %07d. %s</p>\n", i, text
}' >large/raw/page.html
printf 'source,bytes,sha256,media_type,shard\npage.html,1,00,html,0\n' >large/list.csv
size=$(wc -c <large/raw/page.html)
if [ $megabytes -eq 200 ]; then
	exits 0 "a page of $size bytes" "$BIN/read" -o large/out -r large/raw large/list.csv
	ok "is refused" [ "$(zstd -qdc large/out/rejects.csv.zst | grep -c '^page.html,read,too_large')" -eq 1 ]
	ok "without being read ($(account peak_bytes large/out) bytes of memory)" [ "$(account peak_bytes large/out)" -lt "$size" ]
fi
echo 'LIMIT_BYTES = 300000000' >large/settings
exits 0 "with a higher limit" "$BIN/read" -c large/settings -o large/out -r large/raw large/list.csv
ok "it is read" [ "$(zstd -qdc large/out/blocks.csv.zst | grep -c '^page.html,')" -eq $((megabytes * 1000)) ]
[ $megabytes -ne 200 ] || ok "in less than ten times its size ($(account peak_bytes large/out) bytes of memory)" [ "$(account peak_bytes large/out)" -lt $((size * 10)) ]
tap_end
