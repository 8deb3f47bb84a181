#!/bin/sh
# Ids stay when articles come: what a corpus has, a larger one has, too.
. tests/lib/tap.sh
. tests/lib/star.sh
before=
for n in 200 500 1200 2500; do
	make_found "$TMP/$n" -n $n -c 6 -s 2 -r 5
	normalise "$TMP/$n"
	load "$TMP/$n.db" "$TMP/$n/normalise"
	if [ -n "$before" ]; then
		gone() { sqlite3 "$TMP/$n.db" "attach '$TMP/$before.db' as old" "select count(*) from (select $2 from old.$1 except select $2 from main.$1)"; }
		ok "$before to $n articles: no article changes its id" test "$(gone articles 'article_id, source, content_sha256')" = 0
		ok "$before to $n articles: no claim changes its ids" \
		    test "$(gone claims 'claim_id, article_id, adopter_id, technology_id, status, block, evidence')" = 0
		ok "$before to $n articles: no name comes to another thing" \
		    test "$(gone name_resolutions 'kind, surface, found_id, id, reason')" = 0
		ok "$before to $n articles: no metric changes its id" test "$(gone metrics 'metric_id, subject_id, value')" = 0
		ok "$before to $n articles: the corpus did grow" \
		    test "$(sqlite3 "$TMP/$n.db" 'select count(*) from claims')" -gt "$(sqlite3 "$TMP/$before.db" 'select count(*) from claims')"
	fi
	before=$n
done
tap_end
