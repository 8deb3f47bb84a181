#!/bin/sh
# 20,000 small articles: each stage stays below 256 MiB.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
if [ "$VARIANT" != release ]; then skip "memory" "says nothing in the $VARIANT variant"; tap_end; fi
gen "$TMP/raw" 20000
runs "20,000 articles" big
for account in $(find "$TMP/big.build" -name account.json | sort); do
	sed 's/.*"stage": "\([a-z]*\)".*"peak_bytes": \([0-9]*\).*/\1 \2/' "$account"
done | awk '$2 > peak[$1] { peak[$1] = $2 } END { for (s in peak) print s, int(peak[s] / 1048576) }' | sort >"$TMP/peaks"
for stage in inventory read fingerprint extract normalise aggregate publish; do
	ok "$stage within 256 MiB ($(sed -n "s/^$stage //p" "$TMP/peaks") MiB)" \
		awk -v s=$stage '$1 == s && $2 < 256 { found = 1 } END { exit !found }' "$TMP/peaks"
done
ok "every article is in the release or among the rejects" test "$(table "$TMP/big" articles | wc -l)" -le 20000 -a \
	"$(sqlite3 "$TMP/big/usedby.sqlite" 'select (select count(*) from articles) + (select count(distinct source) from rejects)')" -eq 20000
tap_end
