#!/usr/bin/env python3
"""Whether the forms of the reference aliases come to the thing that the name comes to.

Names are resolved alone, without the sentence or the article they stand in.
"""
import csv
import glob
import os
import subprocess

shared, program = os.environ["SHARED"], os.path.join(os.environ["BIN"], "normalise")


def resolve(kind, names):
    out = subprocess.run([program, "-l", "lexicon", "--names", kind], input="\n".join(names) + "\n",
                         capture_output=True, text=True, check=True).stdout
    return {row["surface"]: row["id"] for row in csv.DictReader(out.splitlines())}


pairs = []
for path in sorted(glob.glob(os.path.join(shared, "gold", "**", "aliases.csv"), recursive=True)):
    with open(path, encoding="utf-8") as f:
        pairs += [(row["name"], row["alias"]) for row in csv.DictReader(f)]
names = sorted({name for pair in pairs for name in pair})
found = {kind: resolve(kind, names) for kind in ("adopter", "technology")}
parents = {}
for table in ("organisations", "technologies"):
    with open(f"lexicon/{table}.csv", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            parents[row["id"]] = row["parent"]
same = part = known = 0
for name, alias in pairs:
    ids = [(found[kind][name], found[kind][alias]) for kind in found]
    known += any(a in parents and b in parents for a, b in ids)
    if any(a == b for a, b in ids):
        same += 1
    elif any(parents.get(a) == b or parents.get(b) == a for a, b in ids):
        part += 1
total = len(pairs)
print(f"names: {same} of {total} forms come to one thing ({same / total:.3f}), {part} to its owner or part, "
      f"both known: {known}")
