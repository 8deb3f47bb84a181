#!/usr/bin/env python3
"""How much rests on the lexicon: recall of claims with 30 % of its names gone."""
import csv
import os
import random
import shutil
import sys

from common import SHARED, TMP, release, score

SHARE, DRAWS = 0.3, 3


def thinned(table, draw):
    """A copy of the lexicon without SHARE of the rows of TABLE, chosen by DRAW."""
    folder = os.path.join(TMP, "lexicon.%s.%d" % (table, draw))
    shutil.copytree("lexicon", folder)
    path = os.path.join(folder, table + ".csv")
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    gone = set(random.Random(draw).sample([r["id"] for r in rows], int(SHARE * len(rows))))
    with open(path, "w", newline="", encoding="utf-8") as f:
        out = csv.DictWriter(f, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        for row in rows:
            if row["id"] in gone:
                continue
            if row.get("parent") in gone:
                row["parent"] = ""
                if "parent_since" in row:
                    row["parent_since"] = ""
            out.writerow(row)
    # What is said of a name that is gone would be an error.
    for name in ("overrides.csv", "use_case_words.csv"):
        path = os.path.join(folder, name)
        with open(path, newline="", encoding="utf-8") as f:
            rows = list(csv.reader(f))
        with open(path, "w", newline="", encoding="utf-8") as f:
            csv.writer(f, lineterminator="\n").writerows(rows[:1] + [r for r in rows[1:] if not gone & set(r)])
    return folder


def figures(corpus, lexicon, name):
    out = release(os.path.join(SHARED, "corpus", corpus), name, LEXICON_DIR=lexicon)
    return score(out, os.path.join(SHARED, "gold", corpus))["strict"] if out else None


def main():
    failed = False
    print("with 30 %% of a table of the lexicon gone, mean of %d draws" % DRAWS)
    for corpus in ("seeds", "dev"):
        whole = figures(corpus, "lexicon", "whole." + corpus)
        for table in ("organisations", "technologies"):
            got = [figures(corpus, thinned(table, draw) if corpus == "seeds" else
                           os.path.join(TMP, "lexicon.%s.%d" % (table, draw)),
                           "%s.%s.%d" % (corpus, table, draw)) for draw in range(DRAWS)]
            if whole is None or None in got:
                failed = True
                continue
            recall = sum(g["recall"] for g in got) / DRAWS
            f1 = sum(g["f1"] for g in got) / DRAWS
            print("%-8s %-14s recall %.3f, whole %.3f, falls by %4.1f points; F1 %.3f, whole %.3f" % (
                corpus, table, recall, whole["recall"], 100 * (whole["recall"] - recall), f1, whole["f1"]))
    return failed


if __name__ == "__main__":
    sys.exit(main())
