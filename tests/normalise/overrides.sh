#!/bin/sh
# Overrides: each action does what it says, and one line undoes it.
. tests/lib/tap.sh
. tests/lib/star.sh
make_found "$TMP/b" -n 60 -c 6 -s 1 -r 9
BASE=$LEX
over() { rm -rf "$TMP/lex"; cp -r "$BASE" "$TMP/lex"; LEX=$TMP/lex
	{ echo action,kind,name,target,reason,until; printf '%s\n' "$@"; } >"$TMP/lex/overrides.csv"
	normalise "$TMP/b" 2>"$TMP/words"; }
ids() { rows "$TMP/b/normalise/$1.csv.zst" | cut -d, -f1; }
digest() { zstd -dcq "$TMP/b/normalise/claims.csv.zst" | sha256sum; }
normalise "$TMP/b"; plain=$(digest)
ok "google and netflix are there" test "$(ids adopters | grep -cE '^(google|netflix)$')" = 2

over 'merge,adopter,Netflix,google,a test,'
ok "merge: the one is gone" test "$(ids adopters | grep -c '^netflix$')" = 0
ok "merge: its reason is recorded" test "$(rows "$TMP/b/normalise/name_resolutions.csv.zst" | grep -c '^adopter,Netflix,netflix,google,override,')" = 1
over 'split,adopter,Amazon.com,,a test,'
ok "split: the alias is a thing of its own" test "$(ids adopters | grep -c '^x_amazon_')" = 1
ok "split: the rest stays" test "$(ids adopters | grep -c '^amazon$')" = 1
name_of() { rows "$TMP/b/normalise/adopters.csv.zst" | sed -n "s/^$1,\([^,]*\),.*/\1/p"; }
over 'split,adopter,Amazon.com,River Books,a test,'
ok "split: it is called as the target says" test "$(name_of x_riverbook)" = "River Books"
over 'merge,adopter,Netflix,River Books,a test,' 'split,adopter,Amazon.com,RIVER BOOKS,a test,'
ok "merge into a name: so is it, of two spellings by the least" test "$(name_of x_riverbook)" = "RIVER BOOKS"
over 'drop,technology,python,,a test,'
ok "drop: no claim is left" test "$(rows "$TMP/b/normalise/claims.csv.zst" | grep -c ',python,')" = 0
ok "drop: the ledger says why" test "$(rows "$TMP/b/normalise/misses.csv.zst" | grep -c ',dropped_by_override,')" -gt 0
over 'rename,adopter,google,Alphabet,a test,'
ok "rename: the id stays" test "$(rows "$TMP/b/normalise/adopters.csv.zst" | grep -c '^google,Alphabet,')" = 1
over 'retype,technology,java,platform,a test,'
ok "retype: the kind is another" test "$(rows "$TMP/b/normalise/technologies.csv.zst" | grep -c '^java,Java,platform,')" = 1
over 'merge,adopter,Netflix,google,a test,2004-02-01'
ok "an override that has ended is not applied" test "$(digest)" = "$plain"
ok "and told" grep -q "line 2: the override of 'Netflix' ended on 2004-02-01" "$TMP/words"
SOURCE_DATE_EPOCH=1000000000; export SOURCE_DATE_EPOCH
over 'merge,adopter,Netflix,google,a test,2004-02-01'
ok "SOURCE_DATE_EPOCH says what day it is" test "$(ids adopters | grep -c '^netflix$')" = 0
unset SOURCE_DATE_EPOCH
over
ok "without overrides all is as before" test "$(digest)" = "$plain"
tap_end
