#!/bin/sh
# The counts reconcile: plain SQL over claims comes to the same numbers.
. tests/lib/tap.sh
. tests/lib/star.sh
command -v sqlite3 >/dev/null || { skip "counts" "needs sqlite3"; exit 0; }
make_found "$TMP/b" -n 900 -c 8 -s 2 -r 21
normalise "$TMP/b" && aggregate "$TMP/b"
load "$TMP/db" "$TMP/b/normalise" "$TMP/b/aggregate"
sql() { sqlite3 "$TMP/db" "$1"; }
same() { ok "$1" test "$(sql "select count(*) from (select * from ($2) except select * from ($3))") $(sql "select count(*) from (select * from ($3) except select * from ($2))")" = "0 0"; }
ok "there are counts" test "$(sql 'select count(*) from adoption')" -gt 1000
ok "some cells are disputed" test "$(sql "select count(*) from adoption where disputed = 'true'")" -gt 0
same "adoption: claims, articles and voices" \
    "select adopter_id, technology_id, count(*), count(distinct article_id), count(distinct witness) from claims group by 1, 2" \
    "select adopter_id, technology_id, claims+0, articles+0, independent_articles+0 from adoption"
same "technologies: adopters, current, former" \
    "select technology_id, sum(counted = 'true'), sum(counted = 'true' and status = 'uses'), sum(counted = 'true' and status = 'formerly_used') from adoption group by 1" \
    "select technology_id, adopters+0, current+0, former+0 from technology_counts where articles+0 > 0"
same "technologies: articles and voices" \
    "select technology_id, count(distinct article_id), count(distinct witness) from claims group by 1" \
    "select technology_id, articles+0, independent_articles+0 from technology_counts where articles+0 > 0"
same "technologies: created and considered" \
    "select technology_id, count(distinct case when status = 'created' then adopter_id end) from claims group by 1" \
    "select technology_id, created+0 from technology_counts where articles+0 > 0"
same "creators and vendors are not counted" \
    "select adopter_id, technology_id from adoption where counted = 'true' intersect select adopter_id, technology_id from claims where role in ('creator', 'vendor')" \
    "select 1, 2 where 0"
same "adopters: technologies, articles, voices" \
    "select c.adopter_id, count(distinct case when a.counted = 'true' then c.technology_id end), count(distinct article_id), count(distinct witness) from claims c join adoption a using (adopter_id, technology_id) group by 1" \
    "select adopter_id, technologies+0, articles+0, independent_articles+0 from adopter_counts where articles+0 > 0"
same "with their owners" \
    "with recursive own(a, t, y) as (select adopter_id, technology_id, case when status = 'formerly_used' and until_year <> '' then until_year+0 else substr(last_seen, 1, 4)+0 end from adoption where counted = 'true' union select parent_id, t, y from own join adopters on adopter_id = a where parent_id <> '' and (y = 0 or parent_since+0 <= y)) select t, count(distinct a) from own group by 1" \
    "select technology_id, adopters_with_parts+0 from technology_counts where adopters_with_parts+0 > 0"
same "use cases" \
    "select use_case_id, technology_id, count(distinct adopter_id), count(distinct case when s = 'uses' then adopter_id end), count(distinct witness) from (select u.use_case_id, c.technology_id, c.adopter_id, c.witness, a.status s from claims c join claim_use_cases u using (claim_id) join adoption a using (adopter_id, technology_id) where a.counted = 'true' and c.status in ('uses', 'formerly_used')) group by 1, 2" \
    "select use_case_id, technology_id, adopters+0, current+0, independent_articles+0 from use_case_counts"
same "years" \
    "select c.technology_id, substr(r.published, 1, 4), count(distinct case when c.status = 'uses' and a.counted = 'true' then c.adopter_id end), count(distinct case when c.status = 'formerly_used' and a.counted = 'true' then c.adopter_id end), count(distinct c.article_id), count(distinct c.witness) from claims c join articles r using (article_id) join adoption a using (adopter_id, technology_id) where r.published <> '' group by 1, 2" \
    "select technology_id, year, adopters+0, former+0, articles+0, independent_articles+0 from yearly_counts"
same "pairs" \
    "select a.technology_id, b.technology_id, count(*) from adoption a join adoption b on a.adopter_id = b.adopter_id and a.technology_id < b.technology_id where a.counted = 'true' and b.counted = 'true' and a.status = 'uses' and b.status = 'uses' group by 1, 2" \
    "select technology_id, other_id, adopters+0 from technology_pairs"
same "flow" \
    "select technology_id, (select count(distinct adopter_id) from migrations where to_id = technology_id), (select count(distinct adopter_id) from migrations where from_id = technology_id) from technology_counts" \
    "select technology_id, arrivals+0, departures+0 from technology_counts"
ok "net flow is arrivals less departures" test "$(sql 'select count(*) from technology_counts where net_flow+0 <> arrivals - departures')" = 0
ok "some adopters did move" test "$(sql 'select count(*) from migrations')" -gt 0
same "estimates: how often each adopter is told" \
    "select technology_id, sum(n > 0), sum(n = 1), sum(n = 2) from (select c.technology_id, c.adopter_id, count(distinct c.witness) n from claims c join adoption a using (adopter_id, technology_id) where a.counted = 'true' and c.status in ('uses', 'formerly_used') group by 1, 2) group by 1" \
    "select technology_id, adopters+0, singletons+0, doubletons+0 from estimates where adopters+0 > 0"
same "implied technologies" \
    "with recursive up(a, p, t, s) as (select adopter_id, parent_id, technology_id, status from adoption join technologies using (technology_id) where status in ('uses', 'formerly_used') and parent_id <> '' union select a, parent_id, t, s from up join technologies on technology_id = p where parent_id <> '') select a, p, t, s from up where not exists (select 1 from adoption where adopter_id = a and technology_id = p)" \
    "select * from implied_technologies"
same "timelines have both sides" \
    "select adopter_id, technology_id, count(*) from claims where status in ('uses', 'formerly_used') group by 1, 2 having count(distinct status) = 2" \
    "select adopter_id, technology_id, count(*) from timelines group by 1, 2"
same "the bridge of use cases" "select claim_id from claims where use_cases <> ''" "select distinct claim_id from claim_use_cases"
for pair in "claims article_id articles" "claims adopter_id adopters" "claims technology_id technologies" \
    "adopter_counts adopter_id adopters" "technology_counts technology_id technologies"; do
	set -- $pair
	ok "$1.$2 stands in $3" test "$(sql "select count(*) from $1 where $2 not in (select $2 from $3)")" = 0
done
for t in adopters articles claims metrics migrations misses rejects copies name_resolutions technologies; do
	rows "$TMP/b/normalise/$t.csv.zst" | cut -d, -f1 >"$TMP/ids"
	case $t in misses|rejects) ;; *) ok "$t is sorted" sort -c "$TMP/ids" ;; esac
done
# count NAME: a number of the account, 0 if it is not there.
count() { n=$(sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$TMP/b/normalise/account.json"); echo "${n:-0}"; }
ok "rows in are rows out, folded or missed" test "$(count claims_in)" = "$(($(count claims_out) + $(count claims_folded) + $(count claims_missed)))"
ok "some are missed" test "$(count claims_missed)" -gt 0
tap_end
