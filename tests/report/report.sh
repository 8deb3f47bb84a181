#!/bin/sh
# The report: what report_write() makes, and how it stands in a browser.
. tests/lib/tap.sh
here=tests/report
embed=$BUILD_TESTS/report/embed
template=build/report/report-template.html

# Every file of made-up tables once.
make_page() {
	node $here/make-data.mjs "$TMP/$1" "$1" && "$embed" "$template" "$TMP/$1" "$TMP/$1.html"
}
if ! command -v node >/dev/null || ! [ -f "$template" ]; then
	skip "the report" "node is not installed or the template is not built"
	tap_end
fi
node $here/unit.mjs || tap_failed=1
for kind in empty tiny normal hostile large; do
	ok "a page of $kind tables" make_page $kind
done

# ---- what is written ----
ok "same tables, same bytes" sh -c '"$1" "$2" "$3/normal" "$3/again.html" && cmp "$3/normal.html" "$3/again.html"' sh "$embed" "$template" "$TMP"
mkdir "$TMP/none"
ok "no table at all is no error" "$embed" "$template" "$TMP/none" "$TMP/none.html"
exits 66 "no folder at all" "$embed" "$template" "$TMP/nowhere" "$TMP/x.html"
ok "a page of the best 3,000 rows" "$embed" "$template" "$TMP/large" "$TMP/bounded.html" 3000
exits 66 "a template that is not there" "$embed" "$TMP/missing.html" "$TMP/tiny" "$TMP/x.html"
says "missing.html" "the error names the template"
echo '<html></html>' >"$TMP/bare.html"
exits 65 "a template without a mark" "$embed" "$TMP/bare.html" "$TMP/tiny" "$TMP/x.html"
echo '<!--usedby:tables--><!--usedby:tables-->' >"$TMP/twice.html"
exits 65 "a template with two marks" "$embed" "$TMP/twice.html" "$TMP/tiny" "$TMP/x.html"
exits 73 "a folder that is not there" "$embed" "$template" "$TMP/tiny" "$TMP/no/x.html"
cp -r "$TMP/tiny" "$TMP/badnumber"
printf 'technology_id,year,adopters\npython,MMXX,3\n' | zstd -q -o "$TMP/badnumber/yearly_counts.csv.zst" -f
exits 65 "a year that is no number" "$embed" "$template" "$TMP/badnumber" "$TMP/x.html"
says "year is no number" "the error names the column"
cp -r "$TMP/tiny" "$TMP/cut"
head -c 200 "$TMP/tiny/claims.csv.zst" >"$TMP/cut/claims.csv.zst"
exits 65 "a table cut short" "$embed" "$template" "$TMP/cut" "$TMP/x.html"
ok "nothing stands where nothing was finished" test ! -e "$TMP/x.html"
ok "no text of a table stands open in the page" sh -c '! grep -q "window.ran" "$1"' sh "$TMP/hostile.html"
ok "the page names no address to load from" sh -c '! grep -Eo "<(script|link|img|iframe)[^>]* (src|href)=[^>]*" "$1"' sh "$template"

# The rest is the same whatever the programs were compiled with.
if [ "$VARIANT" != release ]; then
	skip "the report in a browser" "done for the release variant"
	tap_end
fi
# ---- from articles ----
# Hostile text on the whole way from articles to the page.
plant() {
	mkdir -p "$TMP/raw/a \"><img src=x onerror=window.ran=1>" && mkdir -p "$TMP/raw/blog/2020/b" && cp $here/hostile/* "$TMP/raw/blog/2020/b/" &&
	cp $here/hostile/names.md "$TMP/raw/a \"><img src=x onerror=window.ran=1>/$(printf '\342\200\256')=cmd|x.md" &&
	long=$(printf '%0100d' 0 | tr 0 X) && long=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf %s%s%s%s%s%s%s%s%s%s $long $long $long $long $long $long $long $long $long $long; done) &&
	printf '# Companies using Python\n\n- %s uses Python.\n- %s\n' "$long" "$long" >"$TMP/raw/long.md"
}
ok "hostile articles" plant
ok "become a release" env -u MAKEFLAGS -u MAKELEVEL make -s RAW="$TMP/raw" OUT="$TMP/out" BUILD="$TMP/build" MAX_REJECT_SHARE=1 >"$TMP/make.log" 2>&1
ok "that has claims" test "$(zstd -dcq "$TMP/out/csv/claims.csv.zst" | grep -c page.html)" -gt 1
ok "and the planted text" sh -c 'zstd -dcq "$1"/csv/*.zst | grep -q window.ran' sh "$TMP/out"
cp "$TMP/out/report.html" "$TMP/articles.html"

# ---- how it stands in a browser ----
if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
	skip "the report in a browser" "chromium is not installed (apt-get install chromium)"
	tap_end
fi
if ! $here/npm-tests >"$TMP/npm.log" 2>&1; then
	skip "the report in a browser" "npm cannot fetch the packages of $here/package-lock.json"
	tap_end
fi
NODE_MODULES=$ROOT/build/report/npm-tests/node_modules CHROMIUM=$(command -v "${CHROMIUM:-chromium}") node $here/check.mjs "$TMP" || tap_failed=1
tap_end
