#!/bin/sh
# normalise and aggregate over made-up claims, 20 in an article: seconds of one
# processor and peak memory.  CLAIMS=n sets how many (default: ten million).
. tests/lib/tap.sh
. tests/lib/star.sh
LEX=$ROOT/lexicon
claims=${CLAIMS:-10000000}
make_found "$TMP/b" -n $((claims / 20)) -c 20 -s 20
normalise "$TMP/b" && aggregate "$TMP/b" || exit 1
for stage in normalise aggregate; do
	sed "s/.*\"claims_in\": \([0-9]*\).*\"cpu_seconds\": \([0-9.]*\), \"peak_bytes\": \([0-9]*\).*/\1 \2 \3/" "$TMP/b/$stage/account.json" |
	while read -r n seconds bytes; do
		awk -v s="$stage" -v n="$n" -v t="$seconds" -v b="$bytes" 'BEGIN {
			printf "%s: %d claims in %.1f s of one core (%.1f s for ten million, at most 60), %d MiB (at most 512)\n",
			    s, n, t, t * 1e7 / n, b / 1048576 }'
	done
done
