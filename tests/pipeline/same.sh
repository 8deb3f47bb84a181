#!/bin/sh
# The same articles give the same bytes: any -j, folder, time zone, locale,
# order of creation, shard size.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
gen "$TMP/raw" 400
[ -d raw ] && cp -r raw "$TMP/raw/samples"
runs "one job" one -j1
runs "two jobs" two -j2 "BUILD=$TMP/elsewhere/deep/er.build"
ok "any -j and folder" same_release "$TMP/one" "$TMP/two"
TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8; export TZ LC_ALL LANG
# The Turkish locale is made here, for it is rarely installed.
if localedef -i tr_TR -f UTF-8 "$TMP/tr_TR.UTF-8" >/dev/null 2>&1; then
	LOCPATH=$TMP; export LOCPATH
fi
runs "Tokyo and Turkish" zone
unset TZ LC_ALL LANG LOCPATH
ok "any time zone and locale" same_release "$TMP/one" "$TMP/zone"
mv "$TMP/raw" "$TMP/first"; mkdir "$TMP/raw"
[ -d raw ] && cp -r raw "$TMP/raw/samples"
gen -r "$TMP/raw" 400
runs "files created in reverse" reverse
ok "any order of creation" same_release "$TMP/one" "$TMP/reverse"
for size in 7 60 5000; do
	runs "SHARD_FILES = $size" "shards$size" "SHARD_FILES=$size"
	ok "any shard size: $size" same_release "$TMP/one" "$TMP/shards$size"
done
ok "nothing in the tables is empty that should not be" test -z "$(for t in articles adopters technologies claims adoption technology_counts; do
	[ "$(table "$TMP/one" $t | wc -l)" -gt 5 ] || echo $t; done)"
# No host name, user or absolute path.
ok "no machine shows" test -z "$(grep -rlF -e "$TMP" -e "$(pwd)" "$TMP/one"; zstd -dcq "$TMP"/one/csv/*.zst | grep -F -e "$TMP" | head -n 1)"
tap_end
