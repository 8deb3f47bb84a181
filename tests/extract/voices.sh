#!/bin/sh
# Who says it: an own post, a page about several that quotes "we", a narrator, a case study.
. tests/lib/tap.sh
mkdir "$TMP/raw" "$TMP/d" "$TMP/out"
cat >"$TMP/raw/own.md" <<'END'
# How we moved Etsy search to Kotlin

At Etsy we run one large search service. We wrote it in Java ten years ago, and our engineers knew each corner of it.

Last year we rewrote the ranking part in Kotlin. Our tests run on Jenkins, and we deploy it with Kubernetes.

We would do it again: our latency fell by a third, and nobody has to guess any more.
END
cat >"$TMP/raw/several.md" <<'END'
# Four companies that are fond of Python

Many firms have come to like the language. Here are four of them.

## Netflix

Netflix uses Python for its alerting. "We use Python in our regional failover, and we like how quickly we can change it," they say.

## Spotify

Spotify writes most of its analysis in Python. "Our teams chose Luigi because we had outgrown our own scripts," one of them says.

## Dropbox

Dropbox built its desktop client with Python. As its engineers put it: "We love Python, and we wrote our client in it."

## Stripe

Stripe uses Python for machine learning. "We train our models with scikit-learn."
END
cat >"$TMP/raw/narrator.txt" <<'END'
What I learned from old Python programs

I have read a great deal of code in my life, and I still read some each week. I like Python best, and I say so to my friends.

I read about others for my talk. Instagram runs on Django, which I had not expected. I told my colleagues, and we laughed.

I think that I will keep my own tools small. I wrote mine in an evening, and I keep them in my home folder.
END
cat >"$TMP/raw/case.txt" <<'END'
How Zalando uses Kafka

Zalando runs its event bus on Kafka. Zalando also relies on PostgreSQL for the orders of its shop.

The company adopted Kubernetes in 2017, and Zalando's teams deploy to it some hundred times a day.
END
: >"$TMP/inventory.conf"; printf 'LANGUAGES =\n' >"$TMP/read.conf"
exits 0 "an inventory" "$BIN/inventory" -c "$TMP/inventory.conf" -o "$TMP/inv" -- "$TMP/raw"
exits 0 "articles are read" "$BIN/read" -c "$TMP/read.conf" -o "$TMP/d" -r "$TMP/raw" "$TMP/inv/shards/0000.csv"
exits 0 "and their claims found" "$BIN/extract" -l lexicon -o "$TMP/out" "$TMP/d"
zstd -dcq "$TMP/out/found_claims.csv.zst" >"$TMP/claims.csv"
sqlite3 "$TMP/db" ".mode csv" ".import $TMP/claims.csv claims" "delete from claims where confidence < 0.25"
# voices NAME SOURCE VOICES: all voices of its claims, sorted.
voices() {
	got=$(sqlite3 "$TMP/db" "select group_concat(voice, ' ') from (select distinct voice from claims where source = '$2' order by 1)")
	ok "$1: $got" test "$got" = "$3"
}
voices "a post of the company's own" own.md own
ok "a page about several has no post of its own" test "$(sqlite3 "$TMP/db" "select count(*) > 3 and sum(voice in ('own', 'case_study')) = 0 and sum(voice = 'quoted') > 0 from claims where source = 'several.md'")" = 1
voices "what a narrator tells of others is reported" narrator.txt reported
voices "a study of one company" case.txt case_study
tap_end
