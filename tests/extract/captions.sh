#!/bin/sh
# A caption is read for itself: what it tells is told, with its line; it has no
# subject of the text around it, and the text goes on behind it as before.  That
# of a table heads its cells.
. tests/lib/tap.sh
mkdir "$TMP/raw" "$TMP/d" "$TMP/out"
cat >"$TMP/raw/a.html" <<'END'
<html lang="en"><head><title>A visit to three firms</title></head><body><article><h1>A visit to three firms</h1>
<p>Spotify has grown for years, and what its engineers told us about that filled an afternoon and a good part of the evening.</p>
<figure><img src="a.png">
<figcaption>Zalando runs its shop on PostgreSQL.</figcaption></figure>
<figure><img src="b.png">
<figcaption>They use Redis for their sessions, and the company runs 4,000 servers.</figcaption></figure>
<p>The company uses Cassandra for its playlists, and it has done so since the first of them were stored there a long time ago. The company runs 300 servers for them.</p>
<table><caption>Companies using Kafka</caption>
<tr><th>Company</th><th>Since</th></tr>
<tr><td>Netflix</td><td>2014</td></tr>
<tr><td>Airbnb</td><td>2016</td></tr></table>
<p>That is what they told us, and we had no reason to doubt any of it, for we saw the machines with our own eyes.</p>
</article></body></html>
END
grep -v '^<figcaption>\|^<figure>' "$TMP/raw/a.html" >"$TMP/raw/b.html"
: >"$TMP/inventory.conf"; : >"$TMP/fingerprint.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
exits 0 "an inventory" "$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/inv" -- "$TMP/raw"
exits 0 "is read" "$BIN/read" -c "$TMP/read.conf" -o "$TMP/d" -r "$TMP/raw" "$TMP/inv/shards/0000.csv"
exits 0 "and extracted" "$BIN/extract" -l lexicon -o "$TMP/out" "$TMP/d"
zstd -dcq "$TMP/out/found_claims.csv.zst" >"$TMP/claims.csv"
# claims WHERE: adopter, technology and line of the claims that are not unlikely.
claims() { sqlite3 -csv :memory: ".import $TMP/claims.csv c" "select adopter, technology, line from c where source = 'a.html' and confidence > 0.3 and ($1) order by 1, 2"; }
ok "a caption tells what it says, on its line" test "$(claims "technology='PostgreSQL'")" = "Zalando,PostgreSQL,4"
ok "nobody of the text is its subject" test -z "$(claims "technology='Redis'")"
ok "and nobody of it is that of the text behind" test "$(claims "technology='Cassandra'")" = "Spotify,Cassandra,7"
zstd -dcq "$TMP/out/found_metrics.csv.zst" >"$TMP/metrics.csv"
ok "the same holds of numbers" test "$(sqlite3 -csv :memory: ".import $TMP/metrics.csv m" "select subject, value from m where source = 'a.html' and measure = 'servers' order by 2")" = "Spotify,300"
ok "a table's caption heads its cells" test "$(claims "technology='Kafka' or technology='Apache Kafka'" | cut -d, -f1 | paste -sd' ')" = "Airbnb Netflix"
exits 0 "fingerprints" "$BIN/fingerprint" -c "$TMP/fingerprint.conf" -o "$TMP/d" "$TMP/d"
zstd -dcq "$TMP/d/fingerprints.csv.zst" >"$TMP/prints.csv"
ok "a copy without the pictures is one" test "$(sqlite3 :memory: ".import --csv $TMP/prints.csv f" "select count(*), count(distinct text_hash), min(text_hash) <> '' from f")" = "2|1|1"
[ "$tap_failed" = 0 ] || cat "$TMP/claims.csv"
tap_end
