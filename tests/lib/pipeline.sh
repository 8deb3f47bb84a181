# pipeline.sh -- runs of the whole pipeline; source it after tap.sh.
# A run called NAME reads $TMP/raw and writes $TMP/NAME.build, $TMP/NAME (the
# release) and $TMP/NAME.log; later VARIABLE=VALUE arguments win.
gen() { "$HELPERS/gen_articles" "$@"; }
run() { name=$1; shift; make "RAW=$TMP/raw" "BUILD=$TMP/$name.build" "OUT=$TMP/$name" "VARIANT=$VARIANT" "$@" >"$TMP/$name.log" 2>&1; }
# Must end well; else its log is shown.
runs() { run_title=$1; shift; if run "$@"; then echo "ok - $run_title"; else echo "not ok - $run_title: exit $?"; tail -n 20 "$TMP/$1.log"; tap_failed=1; fi; }
# started NAME STAGE: how often the last run called NAME started the stage.
started() { grep -c "/bin/$2 " "$TMP/$1.log"; }
# Stages that the last run called NAME started, one word each.
stages() { sed -n 's|.*/bin/\([a-z]*\) -.*|\1|p' "$TMP/$1.log" | sort -u | tr '\n' ' ' | sed 's/ $//'; }
# The release in folder A is the one in B, byte for byte.
same_release() { diff -rq --exclude=.releases "$1" "$2" >"$TMP/.diff" 2>&1 || { head -n 5 "$TMP/.diff"; false; }; }
# table DIR NAME: the rows of a table of the release in DIR.
table() { zstd -dcq "$1/csv/$2.csv.zst" | sed 1d; }
