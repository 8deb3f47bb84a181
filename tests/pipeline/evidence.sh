#!/bin/sh
# Every claim's evidence begins on the line that the claim names.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
for corpus in raw ../shared/corpus/seeds ../shared/corpus/dev; do
	set=$(basename $corpus)
	[ -d $corpus ] || { skip "evidence of $set" "no $corpus here"; continue; }
	runs "$set" "$set.out" "RAW=$corpus"
	ok "evidence of $set stands where it is said to" "$HELPERS/check_evidence" $corpus "$TMP/$set.out/csv/claims.csv.zst"
done
tap_end
