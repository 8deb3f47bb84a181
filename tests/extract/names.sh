#!/bin/sh
# Second names that an article introduces: acronyms in brackets, in both orders, and names told shorter later on.
. tests/lib/tap.sh
mkdir "$TMP/raw" "$TMP/d" "$TMP/out"
cat >"$TMP/raw/a.txt" <<'END'
The Northern Harbour Authority (NHA) moved its berth planning from Java to Kotlin in 2019. The NHA uses PostgreSQL for the rest.

On top of it sits the Berth eXchange Hub (BXH), which uses Redis. The OWB (Office of Weighed Barges) runs on Django.

The Tidal Gauge Service (TGX) uses Python. The Harbour Pilots Union (about 40 people) uses Excel. Lock Keepers Guild (LK) uses Ruby.

The Department for Deep Quays (DDQ) uses Kafka.

Ottervale Foods, a grocer, uses Apache Kafka for its orders. Ottervale runs PostgreSQL as well.
END
: >"$TMP/inventory.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
exits 0 "an inventory" "$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/inv" -- "$TMP/raw"
exits 0 "an article is read" "$BIN/read" -c "$TMP/read.conf" -o "$TMP/d" -r "$TMP/raw" "$TMP/inv/shards/0000.csv"
exits 0 "and its names are found" "$BIN/extract" -l lexicon -o "$TMP/out" "$TMP/d"
zstd -dcq "$TMP/out/found_names.csv.zst" | sed 1d | cut -d, -f2-5 >"$TMP/names"
sed 's/^/# /' "$TMP/names"
found() { ok "$1" grep -qx "$2" "$TMP/names"; }
found "initials in brackets" "Northern Harbour Authority,NHA,acronym,1"
found "a capital behind the first letter" "Berth eXchange Hub,BXH,acronym,3"
found "the acronym first" "Office of Weighed Barges,OWB,acronym,3"
found "small words left out" "Department for Deep Quays,DDQ,acronym,7"
found "the beginning of a name" "Ottervale Foods,Ottervale,short,9"
ok "and no others" test "$(wc -l <"$TMP/names")" = 5
exits 0 "the articles become a release" env -u MAKEFLAGS -u MAKELEVEL make VARIANT="$VARIANT" RAW="$TMP/raw" OUT="$TMP/release" BUILD="$TMP/build"
sqlite3 -batch "$TMP/release/usedby.sqlite" "SELECT DISTINCT adopter, technology, adopter_as FROM claims WHERE adopter LIKE 'Ottervale%' AND status = 'uses' ORDER BY 2" >"$TMP/rows"
sed 's/^/# /' "$TMP/rows"
ok "the short name's claims are the long one's" grep -qx "Ottervale Foods|PostgreSQL|Ottervale.*" "$TMP/rows"
ok "... and nobody is called by the short one" test -z "$(grep '^Ottervale|' "$TMP/rows")"
tap_end
