#!/bin/sh
# Pages of one template are one voice, though they share no sentence; others are not.
. tests/lib/tap.sh
. tests/lib/star.sh
B=$TMP/b
for t in found_claims found_metrics found_names misses; do pack extract $t </dev/null; done
pack read rejects </dev/null
# page SOURCE: its blocks from lines "h text" and "p text".
page() {
	document "$1" 2020 100 >>"$TMP/documents"
	awk -v source="$1" '{ kind = $1 == "h" ? "heading" : "paragraph"; sub(/^. /, "")
		printf "%s,%d,%s,1,,,,,,,0,%d,,0,0,\"%s\"\n", source, NR, kind, NR, $0 }' >>"$TMP/blocks"
}
page kestrel.html <<'END'
h Why Does Kestrelbank Use Plumlang?
p The tellers at Kestrelbank wanted reports by noon, and a script in Plumlang gave them that within a week of its first try.
h How Does Kestrelbank Implement Plumlang in Its Infrastructure?
p Nightly batches run on four old machines in a cellar where Kestrelbank keeps them beside the heating, all driven by Plumlang.
h Backend Services and Data Analysis
p Loans are priced by a small service that one person wrote in Plumlang and everybody at Kestrelbank now depends on.
h Benefits of Plumlang for Kestrelbank
p It is short, it is easy to read, and the auditors of Kestrelbank could follow Plumlang line by line.
h Can Other Languages Replace Plumlang at Kestrelbank?
p Nobody at Kestrelbank has asked for that, and Plumlang is there to stay for as long as the cellar is dry.
h Conclusion
p A small language in a small bank is a good match, as Kestrelbank and Plumlang show.
END
page zappily.html <<'END'
h Why Does Zappily Use Ferrite?
p Parcels arrive in waves before a holiday, so Zappily looked for something that would not stop for garbage, and found Ferrite.
h How Does Zappily Implement Ferrite in Its Operations?
p Couriers carry a tablet whose whole software, says Zappily, is one binary of Ferrite that boots in a second.
h Backend Services and Machine Learning
p Routes are scored by a model that Zappily trained elsewhere and serves through Ferrite in every depot.
h Benefits of Ferrite for Zappily Developers
p Fewer pages at night, fewer restarts, and a team at Zappily that sleeps, thanks to Ferrite and some luck.
h Can Other Languages Replace Ferrite?
p They could, but the depots of Zappily would have to be visited one by one to remove Ferrite.
h Conclusion
p Speed sold it, calm kept it: that is how Zappily tells of Ferrite today.
END
page essay.html <<'END'
h A year with one database
p We had three of them and nobody who knew any well, so we chose the dullest and moved everything there in spring.
h What broke first
p Backups, of course, and then the script that had restored them on paper for six years without a single trial.
h What we would do again
p Test the restore on a Monday, with coffee, and only then believe that there is a backup at all.
h Numbers
p Two outages, nine days of work, one birthday party missed, and a bill that fell by a third.
END
page guide.html <<'END'
h Introduction
p This guide shows how a queue is set up on one machine, step by step, for people who never did it.
h Benefits of queues
p Work that waits in a line is work that is not lost when the lights go out in the next room.
h How to install
p Take the package, put it in its place, start it, and look whether it answers when it is called.
h Conclusion
p That was all there is to it, and the rest can be read in the manual of the package itself.
END
pack read documents <"$TMP/documents"
pack read blocks <"$TMP/blocks"
mkdir -p "$B/fingerprint/0000"
echo 0000 >"$B/shards"
exits 0 "pages get their fingerprints" "$BIN/fingerprint" -c "$CONF/fingerprint.conf" -o "$B/fingerprint/0000" "$B/read/0000"
skeleton() { rows "$B/fingerprint/0000/fingerprints.csv.zst" | grep "^$1," | cut -d, -f5; }
ok "names are masked in headings" test -z "$(skeleton kestrel.html | tr ' ' '\n' | grep -E 'kestrelbank|plumlang')"
ok "other words are not" test -n "$(skeleton kestrel.html | grep -w benefits)"
exits 0 "and are joined" normalise "$B"
load "$TMP/db" "$B/normalise"
sql() { sqlite3 "$TMP/db" "$1"; }
ok "the two pages of the template are a family" test "$(sql "select count(*) from articles where family <> ''")" = 2
ok "with one voice" test "$(sql "select count(distinct witness) from articles where source in ('kestrel.html', 'zappily.html')")" = 1
ok "and no copies" test "$(sql "select group_concat(kind) from copies")" = family
ok "the others speak for themselves" test "$(sql "select count(*) from articles where family = '' and witness = article_id")" = 2

# Bad input.
F="$BIN/fingerprint -c $CONF/fingerprint.conf -o $TMP/f"; mkdir "$TMP/f"
exits 64 "no arguments" "$BIN/fingerprint"
exits 66 "no input" $F "$TMP/none"
sed 1d "$TMP/documents" | pack read documents
exits 65 "a block of no document" $F "$B/read/0000"
says "a block of 'kestrel.html', which is not the next of the documents" "is told with file and line"
ok "and nothing is written" test -z "$(ls -A "$TMP/f")"
tap_end
