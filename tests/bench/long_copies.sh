#!/bin/sh
# Copies among a million made-up articles, half of them copies of others: seconds
# of one processor and peak memory of fingerprint, shard by shard, and of
# normalise, which finds them.  ARTICLES=n sets how many.
. tests/lib/tap.sh
. tests/lib/star.sh
articles=${ARTICLES:-1000000} b=$TMP/b
shards=$(((articles + 49999) / 50000))
# An original comes with four others.
"${GEN%found}copies" -n $((articles / 5)) -s $shards "$b" >"$TMP/truth" || exit 1
ls "$b/read" >"$b/shards"
for shard in $(cat "$b/shards"); do
	mkdir -p "$b/fingerprint/$shard"
	"$BIN/fingerprint" -c "$CONF/fingerprint.conf" -o "$b/fingerprint/$shard" "$b/read/$shard" || exit 1
done
normalise "$b" || exit 1
n=$(wc -l <"$TMP/truth")
# of STAGE FILE...: what the accounts say, seconds summed, memory at its most.
of() {
	stage=$1; shift
	sed 's/.*"cpu_seconds": \([0-9.]*\), "peak_bytes": \([0-9]*\).*/\1 \2/' "$@" | awk -v s="$stage" -v n="$n" '
		{ t += $1; if ($2 > most) most = $2 }
		END { printf "%s: %d articles in %.0f s of one core (%.0f s for a million), %d MiB\n", s, n, t, t * 1e6 / n, most / 1048576 }'
}
of fingerprint "$b"/fingerprint/*/account.json
of normalise "$b/normalise/account.json"
