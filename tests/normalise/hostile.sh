#!/bin/sh
# One hostile article costs what it is long, and harms no count.
. tests/lib/tap.sh
. tests/lib/star.sh
B=$TMP/b
{ document big.html 2020 9000; document small.html 2020 90; } | pack read documents
for t in found_metrics misses; do pack extract $t </dev/null; done
pack read rejects </dev/null
pack fingerprint passages </dev/null
pack fingerprint linked_blocks </dev/null
printf 'big.html,0,,,,0\nsmall.html,0,,,,0\n' | pack fingerprint fingerprints
# 4000 technologies of one adopter, all in one "move"; 4000 second names.
awk 'BEGIN { for (i = 0; i < 4000; i++)
	printf "big.html,1,%d,%d,Mockfirm,,none,Tool%05d,,none,%s,,,,1,0.9,user,own,rule,cue,path,a=1,1,Words.\n", i, i + 1, i, i % 2 ? "uses" : "formerly_used"
	print "small.html,1,0,5,Netflix,netflix,organisations,Python,python,technologies,uses,,,,,0.9,user,own,rule,cue,path,a=1,1,Words."
	print "small.html,1,0,5,Netflix,netflix,organisations,Java,java,technologies,uses,,,,,0.9,user,own,rule,cue,path,a=1,1,Words."
	name = "N"; for (i = 0; i < 3000; i++) name = name " word"
	printf "small.html,2,0,5,%s,,none,Java,java,technologies,uses,,,,,0.9,user,own,rule,cue,path,a=1,1,Words.\n", name
	print "small.html,3,0,5,\xc2\xa0\xe2\x80\xae...,,none,Java,java,technologies,uses,,,,,0.9,user,own,rule,cue,path,a=1,1,Words." }' | pack extract found_claims
awk 'BEGIN { for (i = 0; i < 4000; i++) printf "big.html,Long Name %d,Tool%05d,also,1\n", i, i + 9000 }' | pack extract found_names
echo 0000 >"$B/shards"
exits 0 "it is joined within 20 seconds" timeout 20 sh -c ". tests/lib/star.sh; normalise $B"
exits 0 "and counted within 20" timeout 20 sh -c ". tests/lib/star.sh; aggregate $B"
load "$TMP/db" "$B/normalise" "$B/aggregate"
sql() { sqlite3 "$TMP/db" "$1"; }
ok "all that it claims is there" test "$(sql "select count(*) from adoption where adopter_id = 'x_mockfirm'")" = 4000
ok "4000 at once are no move" test "$(sql 'select count(*) from migrations')" = 0
ok "an adopter of everything makes no pairs" test "$(sql "select count(*) || ' ' || group_concat(technology_id || other_id) from technology_pairs")" = "1 javapython"
ok "a name of 3000 words has an id that is short" test "$(sql "select max(length(adopter_id)) < 64 from adopters")" = 1
ok "ids have no other letters" test "$(sql "select count(*) from adopters where adopter_id glob '*[^a-z0-9_]*'")" = 0
tap_end
