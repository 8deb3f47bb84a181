#!/bin/sh
# What a handful of claims comes to: names, folding, roles, grades, moves, voices.
. tests/lib/tap.sh
. tests/lib/star.sh
B=$TMP/b
{ document one.html 2019-05-01 500; document two.html 2021 400; document three.html '' 300; } | pack read documents
pack read rejects </dev/null
sig() { printf '%s' "$1" | sha256sum | cut -c1-16; }
printf 'one.html,0,%s,,,2\ntwo.html,0,%s,,,0\nthree.html,0,%s,,,0\n' "$(sig 1)" "$(sig 2)" "$(sig 3)" | pack fingerprint fingerprints
printf 'one.html,3,00000000000000aa\ntwo.html,9,00000000000000aa\n' | pack fingerprint passages
# claim SOURCE BLOCK ADOPTER ID IN TECHNOLOGY ID IN STATUS USES SINCE UNTIL MOVE CONFIDENCE ROLE VOICE SENTENCE
claim() { echo "$1,$2,0,50,$3,$4,$5,$6,$7,$8,$9,${10},${11},${12},${13},${14},${15},${16},rule,cue,path,a=1,$2,\"${17}\""; }
T=technologies O=organisations
{
	claim one.html 1 Netflix netflix $O Python python $T uses web_backend 2012 '' '' 0.70 user reported 'First, surely enough.'
	claim one.html 2 Netflix netflix $O Python python $T uses data_analysis 2010 '' '' 0.74 user quoted 'Second and surest.'
	claim one.html 3 Netflix netflix $O Java java $T uses '' '' '' '' 0.40 user reported 'Not sure at all.'
	claim one.html 3 WRB '' none Java java $T uses '' '' '' '' 0.90 user reported 'The WRB uses Java.'
	claim one.html 4 Meta meta $O Python python $T formerly_used '' '' 2015 1 0.80 user reported 'It went from Python to Java.'
	claim one.html 4 Meta meta $O Java java $T uses '' 2015 '' 1 0.90 user reported 'It went from Python to Java.'
	claim one.html 5 Google google $O Go go $T uses '' '' '' '' 0.90 user own 'We use Go.'
	claim one.html 6 Airflow airflow $T Python python $T uses '' '' '' '' 0.90 user listed 'Airflow runs on Python.'
	claim one.html 6 MongoDB mongodb $T C++ cpp $T uses '' '' '' '' 0.90 user listed 'The database is made of C++.'
	claim one.html 6 MongoDB mongodb $O C++ cpp $T uses '' '' '' '' 0.90 user listed 'The firm uses C++.'
	claim one.html 7 Airflow airflow $T Airflow airflow $T uses '' '' '' '' 0.90 user listed 'Airflow uses Airflow.'
	claim one.html 7 WRB '' none 'West Rivers Bureau' '' none uses '' '' '' '' 0.90 user listed 'The bureau (WRB) has users.'
	claim one.html 7 MongoDB mongodb $T MongoDB mongodb $T uses '' '' '' '' 0.90 user listed 'MongoDB runs MongoDB.'
	claim one.html 8 Instagram instagram $O Frobnix '' none created '' '' '' '' 0.90 user case_study 'It made Frobnix.'
	claim two.html 9 WRB '' none Java java $T uses '' '' '' '' 0.90 user reported 'The WRB uses Java.'
	claim two.html 9 Nestle '' none Python python $T uses '' '' '' '' 0.90 user reported 'Nestle too.'
	claim two.html 10 'Trivago N.V.' '' none Frobnix.js '' none uses '' '' '' '' 0.90 user case_study 'So does Trivago N.V.'
} | pack extract found_claims
printf 'one.html,West Rivers Bureau,WRB,acronym,3\n' | pack extract found_names
pack extract misses </dev/null
printf "one.html,3\n" | pack fingerprint linked_blocks
pack extract found_metrics <<'END'
one.html,1,0,Netflix,netflix,organisations,Python,python,technologies,services,80,percent,~,2016,0.8,rule,1,Around 80%.
one.html,1,0,Netflix,netflix,organisations,Python,python,technologies,services,80,percent,~,2016,0.8,rule,1,Around 80%.
two.html,1,0,Python,python,technologies,,,none,users,5,users,=,,0.8,rule,1,Five.
two.html,1,0,Nobody At All,,none,,,none,users,5,users,=,,0.1,rule,1,Five.
END
echo 0000 >"$B/shards"
exits 0 "the claims are joined" normalise "$B"
exits 0 "and counted" aggregate "$B"
load "$TMP/db" "$B/normalise" "$B/aggregate"
is() { got=$(sqlite3 "$TMP/db" "$2"); ok "$1" test "$got" = "$3"; [ "$got" = "$3" ] || echo "# $got"; }
is "claims of one meaning are one, with the first of the surest sentences" "select evidence, confidence, sentences, use_cases, since_year, evidence_grade from claims where adopter_id = 'netflix'" \
    "First, surely enough.|0.74|2|data_analysis|web_backend|2010|quoted"
is "what is below the threshold is in the ledger" "select reason, confidence from misses where evidence like 'Not sure%'" "low_confidence|0.40"
is "a short name stands for the longer one that its article gives" "select adopter_id from claims where evidence like 'The WRB%' and source = 'one.html'" "x_westriversbureau"
is "and in no other article" "select adopter_id from claims where evidence like 'The WRB%' and source = 'two.html'" "x_wrb"
is "the reasons are told" "select reason from name_resolutions where surface in ('WRB', 'Nestle', 'Trivago N.V.', 'Frobnix.js') order by surface, id" "found
accent
legal_suffix
introduced
found"
is "both sides of a move are one migration" "select adopter_id, from_id, to_id, year, confidence from migrations" "meta|python|java|2015|0.8"
is "the vendor is no adopter" "select role, counted from adoption where adopter_id = 'google'" "vendor|false"
is "nor is the creator" "select status, role, counted, evidence_grade from adoption where adopter_id = 'instagram'" "created|creator|false|case_study"
is "a technology that uses another is an adopter" "select kind, known from adopters where adopter_id = 'airflow'" "technology|true"
is "the firm and its database are two" "select adopter_id, kind from adopters where name = 'MongoDB' order by 1" "mongodb|company
t_mongodb|technology"
is "nothing uses itself" "select reason from misses where evidence like 'Airflow uses%'" "adopter_is_technology"
is "whatever its id as an adopter" "select reason from misses where evidence = 'MongoDB runs MongoDB.'" "adopter_is_technology"
is "... nor does what no table has, under two names" "select reason from misses where evidence like 'The bureau (WRB)%'" "adopter_is_technology"
is "variants of a found technology are one" "select count(*), min(technology_id) from claims where technology like 'Frobnix%'" "2|x_frobnix"
is "reported with links, or without" "select evidence_grade from claims where evidence = 'The WRB uses Java.' order by source" "reported
unsourced"
is "a passage that an earlier article has speaks with its voice" "select count(distinct witness) from claims where technology_id = 'java' and evidence like 'The WRB%'" "1"
is "its article still speaks for itself elsewhere" "select count(*) from articles where witness = article_id" "3"
is "and the copy is told" "select kind, block from copies" "passage|9"
is "owners count among adopters with parts" "select adopters, adopters_with_parts from technology_counts where technology_id = 'python'" "4|4"
is "a metric told twice in one place is one" "select count(*) from metrics where subject_id = 'netflix'" "1"
is "a number can be about a technology" "select subject from metrics where subject_id = 'python'" "Python"
is "what only a dropped metric names is no adopter" "select count(*) from adopters where name like 'Nobody%'" "0"
is "owners are there though nothing is said of them" "select parent_id from adopters where adopter_id = 'instagram'" "meta"
is "dates are as exact as they are told" "select published, published_precision from articles order by source" "2019-05-01|day
|
2021-01-01|year"
tap_end
