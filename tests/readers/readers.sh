#!/bin/sh
# Real readers open a release: sqlite3, DuckDB, PostgreSQL, pandas, a spreadsheet's dialect.
. tests/lib/tap.sh
. tests/publish/lib.sh
W=$TMP/w O=$TMP/out
fixture tests/publish/wide.spec "$W" || exit 1
# What spreadsheets and databases stumble over.
edit "$W/normalise/claims" "s/Spotify made Lisp\\./  =cmd|' \\/C calc'!A0 and '\"\"; DROP TABLE claims; -- \\xe2\\x9c\\x93/; s/^\\(c_0000000000000009.*,8,\\)\\(  =[^,]*\\),/\\1\"\\2\",/"
"$BIN/publish" -b "$W" -o "$O" -l lexicon || exit 1
rows_of() { grep -A1 "\"name\": \"$1\"" "$O/manifest.json" | sed -n 's/.*"rows": \([0-9]*\).*/\1/p' | head -1; }
names=$(sed -n '/"tables"/,/"files"/s/.*"name": "\(.*\)".*/\1/p' "$O/manifest.json")

# ---- sqlite3 ----
if command -v sqlite3 >/dev/null; then
	bad=
	for t in $names; do
		[ "$(sqlite3 -readonly "$O/usedby.sqlite" "SELECT COUNT(*) FROM \"$t\"")" = "$(rows_of "$t")" ] || bad="$bad $t"
	done
	ok "sqlite3: the manifest's rows:$bad" test -z "$bad"
	ok "sqlite3: keys hold" test -z "$(sqlite3 -readonly "$O/usedby.sqlite" 'PRAGMA foreign_key_check; PRAGMA integrity_check' | grep -vx ok)"
	bad=
	for v in $(sqlite3 -readonly "$O/usedby.sqlite" "SELECT name FROM sqlite_schema WHERE type = 'view'"); do
		sqlite3 -readonly "$O/usedby.sqlite" "SELECT * FROM $v LIMIT 3" >/dev/null 2>&1 || bad="$bad $v"
	done
	ok "sqlite3: the views give rows:$bad" test -z "$bad"
	ok "sqlite3: .import reads csv/ with as many rows" test "$(printf '.mode csv\n.import "|zstd -dcq %s/csv/claims.csv.zst" t\nSELECT COUNT(*) FROM t;\n' "$O" | sqlite3 :memory:)" = "$(rows_of claims)"
	ok "sqlite3: types are declared" test "$(sqlite3 -readonly "$O/usedby.sqlite" "SELECT group_concat(type) FROM pragma_table_info('adoption') WHERE name IN ('claims', 'first_seen', 'confidence', 'disputed')")" = "INTEGER,DATE,REAL,BOOLEAN"
else
	skip "sqlite3 reads a release" "no sqlite3"
fi

# ---- DuckDB, Parquet ----
if scripts/duckdb /dev/null 2>"$TMP/npm.err"; [ $? != 69 ]; then
	scripts/parquet "$O" "$TMP/parquet" || echo "not ok - duckdb: make parquet"
	scripts/duckdb tests/readers/duckdb.mjs "$O" "$TMP/parquet" >"$TMP/duck" 2>&1 || echo "not ok - duckdb: ended with $?"
	cat "$TMP/duck"
	grep -q '^not ok' "$TMP/duck" && tap_failed=1
else
	skip "DuckDB reads a release" "no @duckdb/node-api from npm"
fi

# ---- the queries of the README ----
mkdir "$TMP/cwd" && ln -s "$O" "$TMP/cwd/out"
awk -v dir="$TMP" '/^```sql/ { f = dir "/readme" ++n ".sql"; next } /^```/ { f = "" } f { print > f }' README.md
n=0
for f in "$TMP"/readme*.sql; do
	n=$((n + 1))
	if grep -q "out/csv" "$f"; then
		[ -d build/readers/node_modules ] || continue
		ok "README: query $n runs in DuckDB" sh -c "scripts/duckdb tests/readers/query.mjs '$TMP/cwd' <'$f' | grep -q ."
	else
		ok "README: query $n runs in sqlite3" sh -c "sqlite3 -readonly '$O/usedby.sqlite' <'$f'"
	fi
done
ok "README: has queries" test "$n" -ge 1 -a -s "$TMP/readme1.sql"

# ---- PostgreSQL ----
pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
as=
[ "$(id -u)" != 0 ] || as='setpriv --reuid nobody --regid nogroup --clear-groups'
if [ -n "$pg" ] && { [ -z "$as" ] || command -v setpriv >/dev/null; }; then
	D=$(mktemp -d /tmp/usedby-pg.XXXXXX)
	[ -z "$as" ] || chown nobody "$D"
	trap '$as "$pg/pg_ctl" -D "$D/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$D"' EXIT
	cd "$D" || exit 1
	$as "$pg/initdb" -D "$D/data" -U usedby --no-sync -A trust -E UTF8 --locale=C >/dev/null 2>"$TMP/pg.log" &&
		$as "$pg/pg_ctl" -D "$D/data" -w -l "$D/log" -o "-c listen_addresses='' -c unix_socket_directories='$D' -c fsync=off" start >/dev/null 2>>"$TMP/pg.log"
	q() { psql -X -q -A -t -h "$D" -U usedby -d postgres -v ON_ERROR_STOP=1 "$@"; }
	cd "$O" || exit 1
	if q -f load/postgresql.sql 2>"$TMP/pg.err"; then
		echo "ok - postgresql: load/postgresql.sql loads the release"
		bad=
		for t in $names; do
			[ "$(q -c "SELECT COUNT(*) FROM \"$t\"")" = "$(rows_of "$t")" ] || bad="$bad $t"
		done
		ok "postgresql: the manifest's rows:$bad" test -z "$bad"
		ok "postgresql: foreign keys are on" test "$(q -c "SELECT COUNT(*) FROM pg_constraint WHERE contype = 'f'")" -gt 20
		q -c "DELETE FROM articles" 2>/dev/null && { echo "not ok - postgresql: a key can be broken"; tap_failed=1; }
		ok "postgresql: types" test "$(q -c "SELECT string_agg(data_type, ',' ORDER BY column_name) FROM information_schema.columns WHERE table_name = 'adoption' AND column_name IN ('claims', 'confidence', 'disputed', 'first_seen')")" = "bigint,double precision,boolean,date"
		ok "postgresql: the text comes whole" test "$(q -c "SELECT COUNT(*) FROM claims WHERE evidence LIKE '%DROP TABLE claims%'")" = 1
		for v in $(q -c "SELECT table_name FROM information_schema.views WHERE table_schema = 'public'"); do
			ok "postgresql: $v gives rows" q -o /dev/null -c "SELECT * FROM $v LIMIT 3"
		done
	else
		echo "not ok - postgresql: load/postgresql.sql"; cat "$TMP/pg.err" "$TMP/pg.log"; tap_failed=1
	fi
	cd "$ROOT" || exit 1
else
	skip "PostgreSQL reads a release" "no PostgreSQL server"
fi

# ---- pandas, spreadsheets ----
python=
for p in /usr/bin/python3 python3; do
	"$p" -c 'import pandas, zstandard' 2>/dev/null && { python=$p; break; }
done
if [ -n "$python" ]; then
	"$python" tests/readers/pandas_reads.py "$O" >"$TMP/pandas" 2>&1 || { echo "not ok - pandas: ended with $?"; tap_failed=1; }
	cat "$TMP/pandas"
	grep -q '^not ok' "$TMP/pandas" && tap_failed=1
else
	skip "pandas reads a release" "no python3-pandas and python3-zstandard"
fi
tap_end
