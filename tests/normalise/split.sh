#!/bin/sh
# Any split of the articles into shards, in any order, gives the same bytes.
. tests/lib/tap.sh
. tests/lib/star.sh
make_found "$TMP/one" -n 1500 -c 8 -s 1 -r 11
ok "one shard is joined" normalise "$TMP/one"
ok "and counted" aggregate "$TMP/one"
digest "$TMP/one" >"$TMP/want"
ok "the tables have rows" test "$(rows "$TMP/one/normalise/claims.csv.zst" | wc -l)" -gt 5000
seed=$(date +%s)
for split in 1 2 3 4; do
	set -- $((split * 3 + seed % 5)) $((seed + split))
	make_found "$TMP/many" -n 1500 -c 8 -s "$1" -p "$2" -r 11
	sort -r "$TMP/many/shards" >"$TMP/shards" && mv "$TMP/shards" "$TMP/many/shards"
	normalise "$TMP/many" && aggregate "$TMP/many"
	digest "$TMP/many" >"$TMP/got"
	if cmp -s "$TMP/want" "$TMP/got"; then echo "ok - $1 shards split by $2 give the same bytes"
	else echo "not ok - $1 shards split by $2 give other bytes:"; diff "$TMP/want" "$TMP/got"; tap_failed=1; fi
	rm -rf "$TMP/many"
done
ok "nothing but tables is left behind" test -z "$(find "$TMP/one" -name '*.tmp')"
tap_end
