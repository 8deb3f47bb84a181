#!/usr/bin/env python3
"""Whether the forms of the reference aliases come to the thing that the name comes to.

First alone, without the sentence or the article they stand in; then as they are
used in the articles about the name: by the claims that go by the form there, or
by a longer name that the article gives for it.
"""
import csv
import glob
import io
import os
import subprocess
from collections import defaultdict

from common import SHARED, TMP, release

PROGRAM = os.path.join(os.environ["BIN"], "normalise")
KINDS = ("adopter", "technology")


def resolve(kind, names):
    out = subprocess.run([PROGRAM, "-l", "lexicon", "--names", kind], input="\n".join(names) + "\n",
                         capture_output=True, text=True, check=True).stdout
    return {row["surface"]: row["id"] for row in csv.DictReader(out.splitlines())}


def packed(path):
    text = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout.decode()
    return csv.DictReader(io.StringIO(text, newline=""))


def plain(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f)


def articles():
    """(article, form) -> ids of claims that go by it, and longer names that it stands for;
    name -> articles about it."""
    ids, longer, about = defaultdict(set), defaultdict(set), defaultdict(set)
    for corpus in ("seeds", "dev"):
        if not release(os.path.join(SHARED, "corpus", corpus), "names-" + corpus):
            continue
        build = os.path.join(TMP, "names-" + corpus + ".build")
        came_to = {(row["kind"], row["surface"], row["found_id"]): row["id"]
                   for row in packed(os.path.join(build, "normalise", "name_resolutions.csv.zst"))}
        for path in glob.glob(os.path.join(build, "extract", "*", "found_claims.csv.zst")):
            for row in packed(path):
                for kind in KINDS:
                    told = kind, row[kind], row[kind + "_id"]
                    if told in came_to:
                        ids[row["source"], row[kind]].add((kind, came_to[told]))
        for path in glob.glob(os.path.join(build, "extract", "*", "found_names.csv.zst")):
            for row in packed(path):
                longer[row["source"], row["alias"]].add(row["name"])
        for table in ("claims", "metrics"):
            for row in plain(os.path.join(SHARED, "gold", corpus, table + ".csv")):
                for column in ("adopter", "technology", "subject"):
                    if row.get(column):
                        about[row[column]].add(row["doc"])
    return ids, longer, about


def main():
    pairs = []
    for path in sorted(glob.glob(os.path.join(SHARED, "gold", "**", "aliases.csv"), recursive=True)):
        pairs += [(row["name"], row["alias"]) for row in plain(path)]
    ids, longer, about = articles()
    names = {name for pair in pairs for name in pair}.union(*longer.values())
    found = {kind: resolve(kind, sorted(names)) for kind in KINDS}
    owners = {row["id"]: {row["parent"], row.get("vendor", "")} - {""} for table in ("organisations", "technologies")
              for row in plain(f"lexicon/{table}.csv")}
    makers = {row["name"]: row["id"] for row in plain("lexicon/organisations.csv")}

    def owned(a, b):
        return bool(owners.get(a) and {b} & {makers.get(o, o) for o in owners[a]})
    same = part = known = met = right = either = rolled = 0
    for name, alias in pairs:
        both = [(found[kind][name], found[kind][alias]) for kind in KINDS]
        known += any(a in owners and b in owners for a, b in both)
        alone = any(a == b for a, b in both)
        same += alone
        owner = any(owned(a, b) or owned(b, a) for a, b in both)
        part += owner and not alone
        want = {(kind, found[kind][name]) for kind in KINDS}
        here = set()
        for article in about[name]:
            here |= ids[article, alias]
            here |= {(kind, found[kind][n]) for n in longer[article, alias] for kind in KINDS}
            want |= ids[article, name]
        met += bool(here)
        right += bool(here & want)
        either += alone or bool(here & want)
        rolled += alone or bool(here & want) or owner
    total = len(pairs)
    print(f"names alone: {same} of {total} forms come to one thing ({same / total:.3f}), {part} to its owner, maker or part, "
          f"both known: {known}")
    print(f"names in articles: {right} of the {met} forms that were met there ({right / max(met, 1):.3f}); "
          f"alone or there: {either} of {total} ({either / total:.3f}), to its owner, maker or part included: {rolled} "
          f"({rolled / total:.3f})")


main()
