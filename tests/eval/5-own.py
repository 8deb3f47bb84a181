#!/usr/bin/env python3
"""Purposes and numbers in our own annotated articles."""
import os
import sys

from common import release, score

FOLDERS = ("adopters", "own-posts", "customers", "interviews", "roundups", "decisions", "opinions", "systems")


def f1(counts):
    return 2 * counts["tp"] / max(1, 2 * counts["tp"] + counts["fp"] + counts["fn"])


def main():
    failed = False
    every = {part: {"tp": 0, "fp": 0, "fn": 0} for part in ("use_cases", "metrics")}
    print("%-12s %9s %8s" % ("own articles", "use_cases", "metrics"))
    for folder in FOLDERS:
        gold = os.path.join("tests", "gold", folder)
        out = release(os.path.join(gold, "articles"), folder)
        if out is None:
            failed = True
            continue
        got = score(out, gold)
        for part, sums in every.items():
            for key in sums:
                sums[key] += got[part][key]
        print("%-12s %9.3f %8.3f" % (folder, f1(got["use_cases"]), f1(got["metrics"])))
    print("%-12s %9.3f %8.3f" % ("together", f1(every["use_cases"]), f1(every["metrics"])))
    return failed


if __name__ == "__main__":
    sys.exit(main())
