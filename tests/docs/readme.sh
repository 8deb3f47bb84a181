#!/bin/sh
# The README tells the truth: its queries run on the release of raw/, its files
# and targets exist.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
cp -r raw "$TMP/raw"
runs "raw/ to a release" out
queries() { awk '/^```sql/ { on = 1; next } /^```/ { if (on) print ";"; on = 0 } on' README.md | sed "s|'out/csv/\([a-z_]*\).csv.zst'|\1|"; }
queries >"$TMP/sql"
ok "the README has queries" test "$(grep -c '^select' "$TMP/sql")" -ge 2
ok "they run on the release" sh -c 'sqlite3 -bail "$1/out/usedby.sqlite" <"$1/sql" >"$1/rows"' - "$TMP"
ok "and give rows" test "$(wc -l <"$TMP/rows")" -ge 8
for link in $(sed -n 's/.*](\([^)#:]*\)).*/\1/p' README.md stages/README.md docs/*.md | sort -u); do
	ok "$link is there" test -e "$link"
done
for target in $(sed -n 's/^make \([a-z]\{1,\}\) .*/\1/p' README.md) $(grep -o '`make [a-z]*`' README.md | sed 's/.*make \([a-z]*\)`/\1/'); do
	ok "make $target is a target" grep -q "^## $target:" Makefile
done
ok "every stage has a paragraph" test -z "$(for main in stages/*/main.c; do s=$(basename "$(dirname "$main")"); grep -q "\*\*$s\*\*" stages/README.md || echo "$s"; done)"
exits 0 "explain: the README's cell" make explain "OUT=$TMP/out" TECH=python BY=spotify
ok "every kind of table has rows" test -z "$(for t in $(sqlite3 "$TMP/out/usedby.sqlite" "select name from sqlite_master where type = 'table'"); do
	case $t in rejects|checks) continue ;; esac
	[ "$(sqlite3 "$TMP/out/usedby.sqlite" "select count(*) from $t")" -gt 0 ] || echo "$t"; done)"
ok "raw/ has something for rejects" test "$(sqlite3 "$TMP/out/usedby.sqlite" 'select count(*) from rejects')" -gt 0
tap_end
