#!/bin/sh
# What stands between headline and text tells whose it is: it is kept beside the text, which stays without it.
# What no reader sees, soft hyphens and the like, is nothing.
. tests/lib/tap.sh
mkdir "$TMP/raw" "$TMP/d"
para='<p>The boats are on the water at six, and by seven the first orders have come in, which is when the machines in the cellar begin to hum and the coffee is drunk standing.</p>
<p>Nobody would have thought in the first winter that a list of boats could grow so long, nor that the people who kept it would come to dislike it so much.</p>
<p>In the end it was a flood that decided, for the water took the older half of the machines, and with them went the only copy of the notes on how to start the rest.</p>
<p>So this is the story of a winter in which four people, two dogs and a borrowed pump brought a small company to another language, and of what they would do otherwise.</p>'
page() { printf '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Why we left %s</title></head><body><nav><a href="/">Home</a> <a href="/about">About us</a></nav><main><article>%s%s%s</article></main><footer><p>Imprint and privacy</p></footer></body></html>' "$1" "$2" "$para" "$3"; }
page Perl '<h1>Why we left Perl</h1><p>By the kvitly engineering team · 3 March 2022</p><p><a href="/share">Share this</a></p>' "" >"$TMP/raw/byline.html"
page Lisp '<h1>Why we left Lisp</h1><h2>From the Regional Office of Tides, Department of Ledgers</h2><div class="meta"><a href="/a">Ann Example</a> and friends</div>' "" >"$TMP/raw/below.html"
page Ada '<h1>Why we left Ada</h1>' '<p>Kuber&shy;netes and Post&#8203;greSQL run in the cel&shy;lar&nbsp;now.</p>' >"$TMP/raw/soft.html"
printf 'Why we left Kuber\302\255netes\n\nBy Ann Example, 3\302\240March\302\2402022\n\nThe serv\302\255ers in the cel\342\200\213lar are gone, and so are the people who knew how to start them again after a storm.\n' >"$TMP/raw/soft.txt"
: >"$TMP/inventory.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
exits 0 "an inventory" "$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/inv" -- "$TMP/raw"
exits 0 "is read" "$BIN/read" -c "$TMP/read.conf" -o "$TMP/d" -r "$TMP/raw" "$TMP/inv/shards/0000.csv"
for t in blocks documents; do zstd -dcq "$TMP/d/$t.csv.zst" >"$TMP/$t.csv"; done
q() { sqlite3 :memory: ".import --csv $TMP/blocks.csv b" ".import --csv $TMP/documents.csv d" "$1"; }
ok "a byline is kept beside the text" test "$(q "select kind, text from b where source = 'byline.html' and kind <> 'paragraph' and kind <> 'heading'")" = "caption|By the kvitly engineering team · 3 March 2022"
ok "a button is not" test "$(q "select count(*) from b where text like 'Share%'")" = 0
ok "so is what stands below the headline" test "$(q "select count(*) from b where source = 'below.html' and kind = 'caption'")" = 2
ok "and no menu" test "$(q "select count(*) from b where text like '%Home%' or text like '%Imprint%'")" = 0
exits 0 "the text alone" "$BIN/read" --text "$TMP/raw/byline.html"
ok "has no byline" test "$(grep -c kvitly "$TMP/.out")" = 0
ok "soft hyphens are nothing" test "$(q "select text from b where source = 'soft.html' and text like 'Kube%'")" = "Kubernetes and PostgreSQL run in the cellar now."
ok "in plain text neither" test "$(q "select text from b where source = 'soft.txt' and text like 'The%'" | cut -c1-36)" = "The servers in the cellar are gone, "
ok "nor in titles and dates" test "$(q "select title, published from d where source = 'soft.txt'")" = "Why we left Kubernetes|2022-03-03"
[ "$tap_failed" = 0 ] || cat "$TMP/blocks.csv" "$TMP/documents.csv"
tap_end
