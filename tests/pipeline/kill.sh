#!/bin/sh
# kill -9 of make and all stages at ten moments: out/ is the old release or the
# new one, whole, and the next run ends with the same bytes.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
seed=${SEED:-$(date +%s)}
echo "# SEED=$seed"
gen "$TMP/raw" 300
runs "the old release" old SHARD_FILES=50
gen "$TMP/raw" 600 2
cp -a "$TMP/old" "$TMP/new"
begun=$(date +%s%N)
runs "the new release" new SHARD_FILES=50
took=$((($(date +%s%N) - begun) / 1000000))
i=0 hit=0
# The sanitisers slow everything down and see nothing of kills.
if [ "$VARIANT" = release ]; then kills=10; else kills=3; fi
while [ $i -lt $kills ]; do
	i=$((i + 1))
	rm -rf "$TMP/k" "$TMP/k.build"
	cp -a "$TMP/old" "$TMP/k"; cp -a "$TMP/old.build" "$TMP/k.build"
	setsid make -j2 "RAW=$TMP/raw" "BUILD=$TMP/k.build" "OUT=$TMP/k" "VARIANT=$VARIANT" SHARD_FILES=50 >"$TMP/k.log" 2>&1 &
	make=$!
	# Spread over the run, each moment at random within its tenth.
	sleep "$(awk -v t=$took -v i=$i -v n=$kills -v s=$((seed + i)) 'BEGIN { srand(s); printf "%.3f", t / 1000 * (i - 1 + rand()) / (n + 1) }')"
	kill -9 -$make 2>/dev/null && hit=$((hit + 1))
	wait $make 2>/dev/null
	if same_release "$TMP/k" "$TMP/old" >/dev/null || same_release "$TMP/k" "$TMP/new" >/dev/null; then
		echo "ok - killed $i: the release is the old or the new one"
	else
		echo "not ok - killed $i: the release is neither"; same_release "$TMP/k" "$TMP/old"; tap_failed=1
	fi
	within 10 flock -n "$TMP/k.build/.lock" true
	runs "killed $i: the next run" k -j2 SHARD_FILES=50
	ok "killed $i: gives the same bytes" same_release "$TMP/k" "$TMP/new"
done
ok "kills hit a living run ($hit of $kills)" test $hit -ge $((kills / 3))
ok "nothing half written is left" test -z "$(find "$TMP/k.build" -name '*.tmp')"
ok "nor beside the release" test "$(ls -A "$TMP" | grep '^\.\{0,1\}k' | LC_ALL=C sort | tr '\n' ' ')" = "k k.build k.log "
tap_end
