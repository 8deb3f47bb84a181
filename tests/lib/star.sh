# star.sh -- from a made-up corpus to its count tables; source it after tap.sh.
# LEX is the lexicon, GEN the maker of corpora, CONF a folder of settings.
LEX=$ROOT/tests/normalise/lexicon
GEN=$BUILD_TESTS/lib/gen_found
case $GEN in /*) ;; *) GEN=$ROOT/$GEN ;; esac
CONF=$TMP/conf
"$BIN/settings" -c "$ROOT/pipeline.conf" -o "$CONF" -s normalise -s aggregate -s fingerprint MIN_CONFIDENCE=0.5 >"$TMP/.settings" || cat "$TMP/.settings"
# make_found DIR [option ...]: the tables of read, fingerprint and extract under DIR.
make_found() { made=$1; shift; mkdir -p "$made" && "$GEN" "$@" "$LEX" "$made" >"$made/shards"; }
# normalise DIR: DIR/normalise from all its shards, in the order of DIR/shards.
normalise() { mkdir -p "$1/normalise" && "$BIN/normalise" -c "$CONF/normalise.conf" -l "$LEX" -o "$1/normalise" "$1" $(cat "$1/shards"); }
aggregate() { mkdir -p "$1/aggregate" && "$BIN/aggregate" -c "$CONF/aggregate.conf" -o "$1/aggregate" "$1/normalise"; }
# digest DIR: one line per table below DIR/normalise and DIR/aggregate, by content.
digest() { for f in "$1"/normalise/*.zst "$1"/aggregate/*.zst; do echo "$(basename "$f") $(zstd -dcq "$f" | sha256sum)"; done; }
# rows FILE: the rows behind the header.
rows() { zstd -dcq "$1" | tail -n +2; }
# load DB DIR...: every table of the folders into an sqlite3 database.
load() { db=$1; shift; for dir; do for f in "$dir"/*.csv.zst; do
	zstd -dcq "$f" >"$TMP/.table.csv"; sqlite3 "$db" ".mode csv" ".import $TMP/.table.csv $(basename "$f" .csv.zst)"; done; done; }
# head_of TABLE: its header.  pack STAGE TABLE: rows from standard input, as a table of the shard 0000 of $B.
head_of() { sed -n "s/^COLUMN($1, \([a-z0-9_]*\),.*/\1/p" "$ROOT/stages/schema/tables.def" | paste -sd, -; }
pack() { mkdir -p "$B/$1/0000"; { head_of "$2"; cat; } | zstd -q -f -o "$B/$1/0000/$2.csv.zst"; }
# document SOURCE PUBLISHED WORDS: a row of documents.
document() { echo "$1,$1$1,html,utf-8,0,,,,,,,,$2,,,en,,$3,0,0,0,0,0,0,0,0"; }
