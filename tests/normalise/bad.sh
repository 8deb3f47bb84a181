#!/bin/sh
# Bad input ends with its code, file and line, and nothing is published.
. tests/lib/tap.sh
. tests/lib/star.sh
LEXICON=$LEX
make_found "$TMP/good" -n 40 -c 5 -s 1 -r 3
run() { rm -rf "$TMP/b/normalise"; mkdir -p "$TMP/b/normalise"; "$BIN/normalise" -c "$CONF/normalise.conf" -l "$LEXICON" -o "$TMP/b/normalise" "$TMP/b" 0000; }
# edit FILE SED: a copy of the good corpus with one table changed.
edit() { rm -rf "$TMP/b"; cp -r "$TMP/good" "$TMP/b"; zstd -dcq "$TMP/good/$1.csv.zst" | sed "$2" | zstd -q -f -o "$TMP/b/$1.csv.zst"; }
none() { ok "$1: nothing is written" test -z "$(find "$TMP/b/normalise" -type f)"; }
F=extract/0000/found_claims
status=$(rows "$TMP/good/$F.csv.zst" | sed -n 4p | tr ',' '\n' | grep -n -m1 -E '^(uses|formerly_used|considered|created)$' | cut -d: -f2)

edit $F "5s/,$status,/,adores,/"
exits 65 "an unknown status" run
says "found_claims.csv.zst: line 5: unknown status 'adores'" "is told with file and line"
none "an unknown status"
edit $F "4s/,active_use,.*,\([0-9]*\),/,active_use,cue,path,terms,\1,/;3s/\(0\.[0-9]*\),\(user\|creator\|vendor\|consultancy\),/1.5,\2,/"
exits 65 "a confidence above one" run
says "line 3: not a probability: '1.5'" "is told with its line"
edit $F '2,$s/,organisations,/,planets,/'
exits 65 "an unknown lexicon" run
says "unknown adopter_in 'planets'" "is told by name"
edit $F '2s/^[^,]*,/nowhere.html,/'
exits 65 "a claim of an article that is not there" run
says "line 2: no document 'nowhere.html'" "is told with its line"
edit $F '2,$s/,organisations,/,none,/'
exits 65 "an id without a lexicon" run
edit $F 's/^source,block/block,source/'
exits 65 "a header in another order" run
says "line 1: column 1 is not 'source'" "is told"
edit fingerprint/0000/fingerprints 2d
exits 65 "a fingerprint that is missing" run
edit fingerprint/0000/passages '2s/,[0-9a-f]*$/,xyz/'
exits 65 "a passage without a hash" run
says "malformed passage" "is told"
edit read/0000/documents '3s/^[^,]*/blog/;4s/^[^,]*/blog/'
exits 65 "a source that stands twice" run
edit $F ''
head -c 3000 "$TMP/good/$F.csv.zst" >"$TMP/b/$F.csv.zst"
exits 65 "a table that is cut short" run
none "a table that is cut short"
edit $F ''
rm "$TMP/b/extract/0000/found_metrics.csv.zst"
exits 66 "a table that is not there" run

# The lexicon.
edit $F ''
lexicon() { rm -rf "$TMP/lex"; cp -r "$LEX" "$TMP/lex"; LEXICON=$TMP/lex; }
lexicon; sed -i 's/^meta,Meta,company,,/meta,Meta,company,instagram,/' "$TMP/lex/organisations.csv"
exits 78 "a cycle of owners" run
says "organisations.csv: line" "is told with file and line"
none "a cycle of owners"
lexicon; echo 'java,Java Two,language,,,,,,,' >>"$TMP/lex/technologies.csv"
exits 78 "two rows with one id" run
lexicon; sed -i 's/^netflix,Netflix,company,,,,/netflix,Netflix,company,,,Netflix,/' "$TMP/lex/organisations.csv"
exits 78 "an alias that is the name itself" run
over() { lexicon; printf 'action,kind,name,target,reason,until\n%s\n' "$1" >"$TMP/lex/overrides.csv"; }
over 'merge,adopter,Nobody Of This Corpus,google,a test,'
exits 78 "an override that matches nothing" run
says "overrides.csv: line 2: the override matches no name" "is told with file and line"
none "an override that matches nothing"
over 'abolish,adopter,Google,,a test,'
exits 78 "an unknown action" run
says "overrides.csv: line 2: no such action" "is told with file and line"
over 'merge,planet,Google,meta,a test,'
exits 78 "an unknown kind" run
over 'merge,adopter,Google,,a test,'
exits 78 "a merge without a target" run
over 'merge,adopter,Google,meta,,'
exits 78 "an override without a reason" run
over 'merge,adopter,Google,meta,a test,tomorrow'
exits 78 "an end that is no date" run
run_to() { "$BIN/normalise" -c "$CONF/normalise.conf" -l "$BASE" -o "$1" "$TMP/b" 0000; }
BASE=$LEX
exits 73 "an output folder that is not there" run_to "$TMP/nowhere"
exits 66 "a lexicon that is not there" "$BIN/normalise" -c "$CONF/normalise.conf" -l "$TMP/nowhere" -o "$TMP" "$TMP/b" 0000
exits 64 "no arguments" "$BIN/normalise"
exits 0 "the usage asked for" "$BIN/normalise" --help

# aggregate
LEXICON=$LEX; edit $F ''
run && aggregate "$TMP/b" || tap_failed=1
cp -r "$TMP/b" "$TMP/c"; rm -rf "$TMP/c/aggregate"; mkdir "$TMP/c/aggregate"
zstd -dcq "$TMP/b/normalise/claims.csv.zst" | sed '3s/,uses,/,adores,/;3s/,formerly_used,/,adores,/;3s/,considered,/,adores,/;3s/,created,/,adores,/' |
    zstd -q -f -o "$TMP/c/normalise/claims.csv.zst"
exits 65 "aggregate: an unknown status" "$BIN/aggregate" -c "$CONF/aggregate.conf" -o "$TMP/c/aggregate" "$TMP/c/normalise"
says "claims.csv.zst: line 3: unknown or malformed status 'adores'" "is told with file and line"
ok "aggregate: nothing is written" test -z "$(find "$TMP/c/aggregate" -type f)"
exits 73 "aggregate: an output folder that is not there" "$BIN/aggregate" -c "$CONF/aggregate.conf" -o "$TMP/nowhere" "$TMP/b/normalise"
exits 66 "aggregate: no input" "$BIN/aggregate" -c "$CONF/aggregate.conf" -o "$TMP/c/aggregate" "$TMP/none"
exits 64 "aggregate: no arguments" "$BIN/aggregate"
tap_end
