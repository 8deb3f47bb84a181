#!/bin/sh
# explain takes a number apart; diff names what changed and because of what.
. tests/lib/tap.sh
. tests/publish/lib.sh
W=$TMP/w O=$TMP/out
fixture tests/publish/wide.spec "$W" || exit 1
"$BIN/publish" -b "$W" -o "$O" -l lexicon || exit 1
E="$BIN/explain -d $O"
shows() { if grep -qF -- "$1" "$TMP/.out"; then echo "ok - $2"; else echo "not ok - $2: no '$1' in:"; cat "$TMP/.out"; tap_failed=1; fi; }

exits 0 "a cell" $E python --by spotify
shows 'confidence  0.98' "its numbers"
shows 'mirror/why-python.html:4' "where its sentences stand"
shows 'folded: one voice with blog/why-python.html, counted once' "copies that were folded"
shows 'because' "its sentences"
exits 0 "names are found in any case" $E PYTHON --by Spotify
exits 0 "a technology" $E lisp
shows 'the surest' "has its adopters"
exits 0 "an adopter" $E --by reddit
shows 'Django' "has its technologies"
exits 0 "an implied use" $E python --by zeta_works
exits 0 "a claim" $E --claim c_0000000000000005
shows 'Reddit left Lisp, "rewriting" it all.' "has its sentence"
exits 0 "a metric" $E --metric m_0001
shows '~ 80 percent' "has its value"
exits 0 "as JSON" $E --json python --by spotify
ok "which is JSON" sh -c "sqlite3 :memory: \"SELECT json_extract(readfile('$TMP/.out'), '\$.cell.claims')\" | grep -qx 3"
exits 0 "as CSV" $E --csv python --by spotify
ok "with a row for each claim" test "$(wc -l <"$TMP/.out")" = 4
exits 66 "what is not there" $E pyth --by spotify
says 'near it: Python' "is told, with what is near"
exits 66 "no such claim" $E --claim c_9
exits 66 "no such release" "$BIN/explain" -d "$TMP/nowhere" python
exits 64 "two questions" $E python --claim c_1
exits 64 "no question" $E
exits 0 "why not" $E whynot news/café.html spotify java
shows 'negated; nearest rule active_use, confidence 0.31' "names the nearest rule and what failed"
exits 0 "why not, of a rejected article" $E whynot broken.html spotify java
shows 'not_text' "names the reason"
exits 66 "why not, of no article" $E whynot none.html spotify java
exits 0 "colour" $E --color always python --by spotify
ok "is there when asked for" grep -q "$(printf '\033')\\[1m" "$TMP/.out"
exits 0 "no colour" $E python --by spotify
ok "is there otherwise" sh -c "! grep -q '$(printf '\033')' '$TMP/.out'"

# What articles wrote does not act on a terminal or in Markdown.
H=$TMP/h; cp -r "$W" "$H"
edit "$H/normalise/claims" "s/Spotify made Lisp\\./Spotify \\x1b[2J\\xe2\\x80\\xaeevil <script>\`x\`/"
edit "$H/normalise/adopters" 's/Zeta Works/Zeta <img src=x> *Works*/'
edit "$H/normalise/claims" 's/Zeta Works,/Zeta <img src=x> *Works*,/'
edit "$H/aggregate/adopter_counts" 's/Zeta Works/Zeta <img src=x> *Works*/'
"$BIN/publish" -b "$H" -o "$TMP/hostile" -l lexicon
exits 0 "a hostile sentence" "$BIN/explain" -d "$TMP/hostile" --claim c_0000000000000009
ok "does not reach the terminal" sh -c "! LC_ALL=C grep -q '$(printf '\033\\|\342\200\256')' '$TMP/.out'"

# diff: causes.
cp -r "$W" "$TMP/n"
edit "$TMP/n/normalise/articles" 's/^\(a_33333333cccccccc.*\)9f86d081884c7d65/\1ffffd081884c7d65/'
edit "$TMP/n/normalise/claims" 's/^\(c_0000000000000008.*\),considered,/\1,uses,/; /^c_0000000000000009/d'
"$BIN/aggregate" -c pipeline.conf -o "$TMP/n/aggregate" "$TMP/n/normalise"
cp -r lexicon "$TMP/lexicon"
"$BIN/publish" -b "$TMP/n" -o "$TMP/new" -l "$TMP/lexicon"
exits 0 "a changed article" "$BIN/diff" "$O" "$TMP/new"
shows 'Zeta Works  Lisp  considered -> uses  (article changed: news/café.html)' "is the cause of a status"
shows 'Spotify  Lisp  created  (article changed: news/café.html)' "is the cause of a use that went"
exits 1 "--exit-code" "$BIN/diff" --exit-code "$O" "$TMP/new"
exits 0 "--exit-code without a change" "$BIN/diff" --exit-code "$O" "$O"
shows 'no adopter, technology or use changed' "which is told"
exits 0 "the other way" "$BIN/diff" --csv "$TMP/new" "$O"
shows 'adoption,came,spotify,Spotify,lisp,Lisp,,created,article changed,news/café.html' "as CSV"

# The same articles, another rule.
cp -r "$W" "$TMP/r"
edit "$TMP/r/normalise/claims" '/^c_0000000000000009/d'
"$BIN/aggregate" -c pipeline.conf -o "$TMP/r/aggregate" "$TMP/r/normalise"
echo '# another' >>"$TMP/lexicon/claims.rules"
"$BIN/publish" -b "$TMP/r" -o "$TMP/rules" -l "$TMP/lexicon"
exits 0 "a changed rule" "$BIN/diff" "$O" "$TMP/rules"
shows 'Spotify  Lisp  created  (rule: claims.rules)' "is the cause"
echo 'MAX_REJECT_SHARE = 0.9' >"$TMP/c.conf"
"$BIN/publish" -c "$TMP/c.conf" -b "$TMP/r" -o "$TMP/setting" -l lexicon
exits 0 "a changed setting" "$BIN/diff" --json "$O" "$TMP/setting"
shows 'MAX_REJECT_SHARE from 0.5 to 0.9' "is the cause"
exits 0 "Markdown" "$BIN/diff" --markdown "$O" "$TMP/hostile"
ok "escapes what articles wrote" sh -c "! grep -q '<img' '$TMP/.out'"

# A new article and one that is gone.
cp -r "$W" "$TMP/g"
edit "$TMP/g/normalise/articles" 's|news/café.html|news/other.html|; s/^\(a_33333333cccccccc.*\)9f86d081884c7d65/\1ffffd081884c7d65/'
edit "$TMP/g/normalise/claims" 's|news/café.html|news/other.html|; s/^\(c_0000000000000008.*\),considered,/\1,uses,/; /^c_0000000000000009/d'
"$BIN/aggregate" -c pipeline.conf -o "$TMP/g/aggregate" "$TMP/g/normalise"
"$BIN/publish" -b "$TMP/g" -o "$TMP/gone" -l lexicon
exits 0 "an article gone" "$BIN/diff" "$O" "$TMP/gone"
shows 'Spotify  Lisp  created  (article gone: news/café.html)' "is the cause of what went"
shows 'considered -> uses  (article new: news/other.html)' "a new one of what came"
exits 66 "no release" "$BIN/diff" "$TMP/nowhere" "$O"
exits 64 "one release" "$BIN/diff" "$O"
tap_end
