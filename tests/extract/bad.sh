#!/bin/sh
# extract called wrongly, and with tables and lexica that are wrong: exit code,
# file and line, nothing left behind; large blocks of nothing but one thing.
. tests/lib/tap.sh
E=$BIN/extract D=$TMP/d
mkdir "$D" "$TMP/raw" "$TMP/out"
printf 'Spotify uses Python for its backend.\n\nNetflix moved from Java to Kotlin in 2019.\n' >"$TMP/raw/a.txt"
printf 'Zalando relies on Kafka and PostgreSQL.\n' >"$TMP/raw/b.txt"
: >"$TMP/inventory.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
exits 0 "an inventory" "$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/inv" -- "$TMP/raw"
exits 0 "articles read" "$BIN/read" -c "$TMP/read.conf" -o "$D" -r "$TMP/raw" "$TMP/inv/shards/0000.csv"

exits 0 "--help" "$E" --help
ok "shows the usage on standard output" grep -q '^usage: extract' "$TMP/.out"
exits 0 "--version" "$E" --version
exits 64 "nothing" "$E"
exits 64 "no lexicon" "$E" -o "$TMP/out" "$D"
exits 64 "no output" "$E" -l lexicon "$D"
exits 64 "two folders" "$E" -l lexicon -o "$TMP/out" "$D" "$D"
exits 64 "an unknown option" "$E" --guess
says "usage: extract" "shows the usage on standard error"
exits 66 "no such folder" "$E" -l lexicon -o "$TMP/out" "$TMP/none"
exits 66 "no such lexicon" "$E" -l "$TMP/none" -o "$TMP/out" "$D"
exits 73 "no place for the output" "$E" -l lexicon -o "$TMP/none" "$D"
ok "nothing was left behind" test -z "$(ls "$TMP/out")"
exits 0 "a good run" "$E" -l lexicon -o "$TMP/out" "$D"
ok "finds claims" test "$(zstd -dcq "$TMP/out/found_claims.csv.zst" | grep -c 'Spotify\|Netflix\|Zalando')" -ge 4
mkdir "$TMP/again"
exits 0 "the same again" "$E" -l lexicon -o "$TMP/again" "$D"
for t in found_claims found_metrics found_names misses; do
	ok "gives the same $t" cmp "$TMP/out/$t.csv.zst" "$TMP/again/$t.csv.zst"
done
if [ -w /dev/full ]; then
	"$E" -l lexicon --candidates "$D" >/dev/full 2>"$TMP/.err" && got=0 || got=$?
	ok "a full disk is 74, not $got" test $got = 74
fi

# wrong SED TABLE EXIT TEXT NAME: a table changed by sed.
wrong() {
	rm -rf "$TMP/bad"; cp -r "$D" "$TMP/bad"
	zstd -dcq "$D/$2.csv.zst" | sed "$1" | zstd -q -f -o "$TMP/bad/$2.csv.zst"
	rm -rf "$TMP/out2"; mkdir "$TMP/out2"
	exits "$3" "$5" "$E" -l lexicon -o "$TMP/out2" "$TMP/bad"
	says "$4" "says where: $4"
	ok "and writes nothing" test -z "$(ls "$TMP/out2" | grep -v account)"
}
wrong '2s/,paragraph,/,song,/' blocks 65 "blocks.csv.zst: line 2: unknown kind 'song'" "an unknown kind of block"
wrong '3s/$/,more/' blocks 65 "blocks.csv.zst: line 3" "a row with a field too many"
wrong '1s/source/article/' blocks 65 "blocks.csv.zst: line 1" "another header"
wrong '$s/^b.txt/c.txt/' blocks 65 "blocks.csv.zst: line" "a block of an unknown article"
wrong '2s/Spotify/\xff\xfe/' blocks 65 "blocks.csv.zst: line 2: text is not UTF-8" "text that is no UTF-8"
wrong '2s/text/"te"xt/' documents 65 "documents.csv.zst: line 2" "a quote inside a field"
rm -rf "$TMP/bad"; cp -r "$D" "$TMP/bad"; head -c 100 "$D/blocks.csv.zst" >"$TMP/bad/blocks.csv.zst"
exits 65 "a table cut short" "$E" -l lexicon -o "$TMP/out" "$TMP/bad"
says "blocks.csv.zst" "is told"

# lexicon NAME COMMAND...: a lexicon that a command has changed is refused.
lexicon() {
	rm -rf "$TMP/lexicon"; mkdir "$TMP/lexicon"; cp lexicon/* "$TMP/lexicon"
	(cd "$TMP/lexicon" && sed -i "$2" "$1")
	exits 78 "$3" "$E" -l "$TMP/lexicon" -o "$TMP/out" "$D"
	says "$1: line" "$1 and its line are told"
}
lexicon claims.rules '$a rule odd uses\n| A ODDITY T' "a rule with an unknown class"
lexicon claims.trees '$a 999,0,,,,much' "a value that is no number"
lexicon look.trees '$a 999,0,,,,much' "such a value in the first look"
lexicon protagonist.weights '2s/,.*/,much,/' "a clue's weight that is none"
lexicon typing.weights '2s/,.*/,much,/' "such a clue of a name"
lexicon number_subject.weights '2s/,.*/,much,/' "such a clue of a number"
lexicon number_technology.weights '2s/^/no_/' "a clue that is none"
lexicon wording.weights '2s/-[0-9]*/much/' "a weight that is none"
lexicon word_classes.csv '3s/^1,/7,/' "classes out of order"
lexicon word_classes.csv '3s/$/ and/' "a word in two classes"
lexicon use_case_words.csv '2s/,[a-z_]*/,no_such_use_case/' "a word of an unknown use case"
lexicon technologies.csv '2s/^[^,]*/Not An Id!/' "an id that is none"

# Large: one block of 10 MB without a full stop, a million items, all names.
large() {
	name=$1 limit=$2
	{ zstd -dcq "$D/documents.csv.zst" | sed -n '1,2p'; } | zstd -q -f -o "$TMP/bad/documents.csv.zst"
	{ zstd -dcq "$D/blocks.csv.zst" | sed -n 1p; cat; } | zstd -q -f -o "$TMP/bad/blocks.csv.zst"
	begun=$(date +%s)
	exits 0 "$name" "$E" -l lexicon -o "$TMP/out" "$TMP/bad"
	ok "$name: $(($(date +%s) - begun)) s are at most $limit" test $(($(date +%s) - begun)) -le "$limit"
}
block=$(zstd -dcq "$D/blocks.csv.zst" | sed -n '2s/Spotify uses Python for its backend\./@/p' | sed 's/"@"/@/')
ok "a row to make others of" test -n "$block"
if [ "$VARIANT" = release ]; then n=1000000; else n=20000; fi
row() { printf '%s' "${block%@*}"; yes "$2" | head -n "$1" | tr -d '\n'; printf '%s\n' "${block#*@}"; }
row $((n / 4)) "and so Spotify uses Python with some more words " | large "10 MB without a full stop" 60
row $((n / 4)) "Spotify Python Netflix Java Kafka Uber " | large "a text that is all names" 60
row $((n / 4)) "使用Kafka的公司 שימוש ב Python " | large "scripts that are not read" 60
seq 1 $n | sed "s/.*/$(echo "$block" | sed 's|,1,paragraph,0,|,\&,item,1,|; s|@|Zor\& Works|')/" | large "a million items" 60
ok "gives no claim out of nothing" test "$(zstd -dcq "$TMP/out/found_claims.csv.zst" | wc -l)" -le 1
tap_end
