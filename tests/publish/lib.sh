# lib.sh -- source it behind tap.sh: makes the input of publish.
# fixture SPEC BUILD: the tables of SPEC, packed, as normalise leaves them, and
# what aggregate makes of them.
fixture() {
	mkdir -p "$2/normalise" "$2/aggregate" &&
	awk -v dir="$2" -f tests/publish/fixture.awk stages/schema/tables.def "$1" &&
	zstd -q --rm -f "$2"/normalise/*.csv && "$BIN/aggregate" -c pipeline.conf -o "$2/aggregate" "$2/normalise"
}
# edit BUILD/STAGE/TABLE SED-SCRIPT: changes one packed table.
edit() {
	zstd -dcq "$1.csv.zst" | sed "$2" >"$1.csv" && zstd -q --rm -f "$1.csv"
}
# equal A B: the same files with the same bytes.
equal() { diff -r "$1" "$2" >"$TMP/.diff" 2>&1 || { head -5 "$TMP/.diff"; return 1; }; }
