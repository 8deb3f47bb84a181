#!/bin/sh
# The page on rules and the manual say what the program does.
# ACCEPT=1 tests/extract/docs.sh writes the terms into the page.
. tests/lib/tap.sh
page=docs/rules.md manual=stages/extract/extract.1
terms() {
	printf '| term | prior | value |\n| --- | --- | --- |\n'
	sed -n 's/^\([A-Z]*_\)\{0,1\}TERM(\([a-z_]*\), \([-0-9.]*\), "\(.*\)")$/| `\2` | \3 | \4 |/p' stages/extract/terms.def
}
terms >"$TMP/want"
if [ -n "${ACCEPT:-}" ]; then
	sed -e "/<!-- terms: begin -->/r $TMP/want" -e '/<!-- terms: begin -->/,/<!-- terms: end -->/{/^|/d}' "$page" >"$TMP/page" && cp "$TMP/page" "$page"
fi
sed -n '/<!-- terms: begin -->/,/<!-- terms: end -->/{/^|/p}' "$page" >"$TMP/got"
ok "there are terms" test "$(wc -l <"$TMP/want")" -gt 40
ok "$page lists the terms of terms.def (ACCEPT=1 $0 writes them)" cmp "$TMP/want" "$TMP/got"

for class in BREAK JOIN FILLER OBLIQUE WE THEY IT COMPANY OURS NOT MODAL IF PAST YOU OTHERS SAID; do
	ok "$class is a class" grep -q "^class $class = " lexicon/claims.rules
done
for rule in $(sed -n 's/^	"\(frame_[a-z]*\)", .*/\1/p' stages/extract/claims.c) same_sentence; do
	ok "$page tells of $rule" grep -q "\`$rule\`" "$page"
done

exits 0 "help" "$BIN/extract" --help
for o in $(sed -n 's/^  \(-[a-z]\).*/\1/p; s/^  *\(--[a-z-]*\).*/\1/p; s/^  -[a-z], \(--[a-z]*\).*/\1/p' "$TMP/.out"); do
	ok "$manual tells of $o" grep -qe "Fl ${o#-}" "$manual"
done
if command -v mandoc >/dev/null; then
	exits 0 "the manual is clean" mandoc -T lint -W warning "$manual"
	sed 's/^/# /' "$TMP/.out"
else
	skip "the manual is clean" "no mandoc"
fi
tap_end
