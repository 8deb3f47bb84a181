#!/bin/sh
# What users put into a folder, and what a machine lacks.
. tests/lib/tap.sh
. tests/lib/pipeline.sh
raw=$TMP/raw
gen "$raw" 50
text='Netflix uses Python for data pipelines. The team has said so in many talks, and more than once.'
put() { printf 'A short article\n\n%s\n' "$text" >"$raw/$1"; }
nl='
'
put ' leading and  inner blanks.txt'; put "it's.txt"; put 'say "so".txt'; put "two${nl}lines.txt"
put 'a$(HOME)$b.txt'; put '-rf.txt'; put 'fünf.txt'; put '100%#1.txt'; put 'a,b.txt'; put '=cmd|x.txt'
put "$(printf 'latin\351.txt')"; put 'back\slash.txt'; put '*?[x].txt'; put '; touch x; .txt'
mkdir "$raw/-dash dir" "$raw/page_files"; put '-dash dir/$x.txt'; put 'page_files/not an article.txt'
for i in $(seq 200); do put "$i.csv"; done
printf '<!DOCTYPE html><title>Page</title><article><h1>Page</h1><p>%s</p></article>' "$text" >"$raw/page.html"
: >"$raw/nothing.txt"; : >"$raw/nothing.html"
ln -s nowhere "$raw/dangling.html"
mkfifo "$raw/pipe.html"
yes "$text" | head -c 200000000 >"$raw/huge.txt"
head -c 300000 /dev/zero >"$raw/zeros.html"
runs "odd names, odd files" odd
count() { sqlite3 "$TMP/odd/usedby.sqlite" "$1"; }
ok "odd names are articles" test "$(count "select count(*) from articles where source in
	(' leading and  inner blanks.txt', 'it''s.txt', 'say \"so\".txt', 'two%0Alines.txt', 'a\$(HOME)\$b.txt', '-rf.txt', 'fünf.txt',
	'100%25%231.txt', 'a,b.txt', '=cmd|x.txt', 'latin%E9.txt', 'back\\slash.txt', '*?[x].txt', '; touch x; .txt', '-dash dir/\$x.txt', 'page.html')")" -eq 16
ok "with the claim that they make" test "$(count "select count(distinct article_id) from claims where adopter_id = 'netflix'
	and technology_id = 'python' and evidence like 'Netflix uses Python for data pipelines.%' and source not like '%/article-%'")" -ge 16
ok "a page's folder is no article" test "$(count "select count(*) from articles where source like 'page_files%'")" -eq 0
ok "data beside the articles is told, and does not stop a release" test "$(count "select count(*) from rejects where reason = 'file_type' and source like '%.csv'")" -eq 200
reason() { count "select reason from rejects where source = '$1'"; }
ok "nothing in a file: empty" test "$(reason nothing.txt) $(reason nothing.html)" = "empty empty"
ok "a link to nowhere: unreadable" test "$(reason dangling.html)" = unreadable
ok "200 MB: too_large" test "$(reason huge.txt)" = too_large
ok "zeros: not_text or empty" test "$(reason zeros.html)" = not_text -o "$(reason zeros.html)" = empty
ok "read stays small with 200 MB beside it" awk -F'"peak_bytes": ' '{ if ($2 + 0 > 268435456 && ENVIRON["VARIANT"] == "release") exit 1 }' "$TMP/odd.build/read/0000/account.json"
rm "$raw/huge.txt"

exits 66 "a wrong folder" scripts/run "RAW=$TMP/none" "BUILD=$TMP/w.build" "OUT=$TMP/w" "VARIANT=$VARIANT"
says "inventory: $TMP/none: No such file or directory" "is named"
mkdir "$TMP/empty"
exits 66 "an empty folder" scripts/run "RAW=$TMP/empty" "BUILD=$TMP/e.build" "OUT=$TMP/e" "VARIANT=$VARIANT"
says "inventory: $TMP/empty: no files in it" "is named"
ok "and gives no release" test ! -e "$TMP/e"
runs "an empty folder that may be so" e "RAW=$TMP/empty" MIN_ARTICLES=0
ok "gives an empty release" test "$(table "$TMP/e" articles | wc -l)" -eq 0
mkdir "$TMP/data"; echo 'firm,tool' >"$TMP/data/a.csv"
exits 1 "a folder without articles" scripts/run "RAW=$TMP/data" "BUILD=$TMP/d.build" "OUT=$TMP/d" "VARIANT=$VARIANT"
says "not published: article_count: articles: 1 failing: 0 articles" "is told"
for place in "OUT=$raw/out BUILD=$TMP/i.build" "OUT=$TMP/i BUILD=$raw/build" "OUT=$raw BUILD=$TMP/i.build"; do
	exits 78 "what is written must not be read: ${place%%=*}" scripts/run "RAW=$raw/" $place "VARIANT=$VARIANT"
	says "lies in RAW" "is told"
done
rm -rf "$raw/build"
for place in "$TMP/odd" "$TMP/odd/build"; do
	exits 78 "nor replaced: BUILD=${place#"$TMP/"}" scripts/run "RAW=$raw" "OUT=$TMP/odd" "BUILD=$place" "VARIANT=$VARIANT"
	says "lies in OUT" "is told"
done
exits 2 "no RAW at all" make RAW= "OUT=$TMP/x" "BUILD=$TMP/x.build"
says "RAW = '': must name a folder" "is told"
exits 73 "BUILD where nothing can be made" scripts/run "RAW=$raw" "BUILD=$raw/nothing.txt/x" "OUT=$TMP/x" "VARIANT=$VARIANT"

# ---- a full disk, made of a limit on the size of files -------------------------
cp -a "$TMP/odd" "$TMP/full"; cp -a "$TMP/full" "$TMP/before"
put new.txt
sh -c 'trap "" XFSZ; ulimit -f 40; exec "$@"' - make "RAW=$raw" "BUILD=$TMP/full.build" "OUT=$TMP/full" "VARIANT=$VARIANT" >"$TMP/full.log" 2>&1
ok "a full disk stops the run" test $? -ne 0
ok "in words" grep -qiE 'file too large|disk is full|disk I/O error' "$TMP/full.log"
ok "and leaves the release" same_release "$TMP/full" "$TMP/before"
runs "the next run" full
rm -rf "$TMP/full"; run full
runs "a run without that" clean
ok "ends with the same bytes" same_release "$TMP/full" "$TMP/clean"

# ---- a tool that is not there ----------------------------------------------------
mkdir "$TMP/bin"
for tool in make sh sed mkdir flock find cat date uname rm mv cmp env pkg-config realpath sha256sum; do ln -s "$(command -v $tool)" "$TMP/bin/$tool"; done
for tool in flock sha256sum realpath cmp find; do
	mv "$TMP/bin/$tool" "$TMP/$tool"
	PATH=$TMP/bin make "RAW=$raw" "BUILD=$TMP/t.build" "OUT=$TMP/t" "VARIANT=$VARIANT" >"$TMP/t.log" 2>&1
	ok "without $tool a run stops" test $? -ne 0
	ok "and says what helps" grep -qx "make: needs $tool; scripts/bootstrap installs what is missing" "$TMP/t.log"
	mv "$TMP/$tool" "$TMP/bin/$tool"
done
ok "before anything is made of its lack" test ! -e "$TMP/t" -a ! -e "$TMP/t.build"
tap_end
