#!/bin/sh
# Web archives and JSON lines: each record an article, each lie a reject.
. tests/lib/tap.sh
cd "$TMP" || exit 1
page='<html><head><title>Who uses Go</title></head><body><article><p>Acme uses Go for its services, and it has done so for more than five years, as the team told us at the conference.</p><p>Beta moved to it from Perl in 2015, because the old code was too slow for the load that they have today.</p></article></body></html>'
# record TYPE MIME URI BLOCK-FILE [LENGTH]
record() {
	length=${5:-$(wc -c <"$4")}
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n' "$1" "$3" "$2" "$length"
	cat "$4"
	printf '\r\n\r\n'
}
http='application/http; msgtype=response'
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s' "$page" >plain
{ printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n'; printf '10\r\n%s\r\n' "$(printf %s "$page" | cut -c1-16)"; printf '%x\r\n%s\r\n0\r\n\r\n' $((${#page} - 16)) "$(printf %s "$page" | cut -c17-)"; } >chunked
{ printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n'; printf %s "$page" | gzip -c; } >packed
printf 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx' >image
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\ngone' >gone
printf %s "$page" >resource
printf 'software: test\r\n' >info
{
	record warcinfo application/warc-fields '' info
	record response "$http" http://example.org/plain plain
	record response "$http" http://example.org/chunked chunked
	record response "$http" http://example.org/packed packed
	record response "$http" http://example.org/image image
	record response "$http" http://example.org/gone gone
	record resource text/html http://example.org/resource resource
} >a.warc
mkdir -p raw
cp a.warc raw/a.warc
# One gzip member per record, as crawlers write it.
for part in plain chunked packed; do record response "$http" "http://example.org/$part" $part | gzip -c; done >raw/b.warc.gz
# zstd with its dictionary in a skippable frame in front.
record response "$http" http://example.org/plain plain >one
size=$(wc -c <plain)
{ printf '\135\052\115\030'; for byte in $((size % 256)) $((size / 256 % 256)) 0 0; do printf "\\$(printf %03o $byte)"; done; cat plain; zstd -qc -D plain one; zstd -qc -D plain one; } >raw/c.warc.zst
# A length that is too long for its file, one that is too short, and a neighbour.
{ record response "$http" http://example.org/short plain 40; record response "$http" http://example.org/plain plain; record response "$http" http://example.org/long plain 999999; } >raw/d.warc
head -c 300 raw/b.warc.gz >raw/e.warc.gz
printf '{"url":"http://example.org/1","title":"One","date":"2021-05-06","text":"Acme uses Go for its services,\\nand it has done so for years."}\nnot json\n{"title":"empty"}\n\n{"html":"<p>Acme uses Go for its services, and it has done so for years.</p>"}\n' >raw/f.jsonl
printf 'source,bytes,sha256,media_type,shard\n' >list.csv
for f in a.warc b.warc.gz c.warc.zst d.warc e.warc.gz; do echo "$f,1,00,warc,0"; done >>list.csv
echo 'f.jsonl,1,00,jsonl,0' >>list.csv
mkdir -p out
exits 0 "archives are read" "$BIN/read" -o out -r raw list.csv
zstd -qdc out/documents.csv.zst >documents
zstd -qdc out/rejects.csv.zst >rejects
count() { grep -c "^$1" "$2"; }
ok "four articles in a plain archive" [ "$(count 'a.warc#' documents)" -eq 4 ]
ok "three in one with a member per record" [ "$(count 'b.warc.gz#' documents)" -eq 3 ]
ok "two in one with a dictionary" [ "$(count 'c.warc.zst#' documents)" -eq 2 ]
ok "records have their URL" grep -q '^a.warc#2,.*http://example.org/plain,Who uses Go' documents
ok "chunks and codings are undone" [ "$(zstd -qdc out/blocks.csv.zst | grep '^a.warc' | grep -c 'Acme uses Go')" -eq 4 ]
ok "the neighbour of a lie is read" grep -q '^d.warc#.*http://example.org/plain' documents
ok "bytes behind a record are told" grep -q '^d.warc#1+,read,bad_record' rejects
ok "too long a length is a bad record" grep -q '^d.warc#3,read,bad_record,fewer' rejects
ok "a cut archive is damaged" grep -q '^e.warc.gz.*damaged' rejects
ok "two articles in JSON lines" [ "$(count 'f.jsonl#' documents)" -eq 2 ]
ok "with title and date" grep -q '^f.jsonl#1,.*http://example.org/1,One,.*2021-05-06' documents
ok "bad lines are rejects" [ "$(count 'f.jsonl#[23],read,bad_record' rejects)" -eq 2 ]
ok "the account balances" [ "$(sed 's/.*"articles_in": \([0-9]*\).*/\1/' out/account.json)" -eq $(($(wc -l <documents) + $(wc -l <rejects) - 2)) ]
tap_end
