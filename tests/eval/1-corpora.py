#!/usr/bin/env python3
"""Facts of the reference corpora: the pipeline's release against the gold."""
import os
import sys

from common import SHARED, release, score


def main():
    failed = False
    print("%-8s %8s %8s %8s %8s %8s %9s %8s" % ("facts", "strict", "pair", "precis.", "recall", "pair p.",
                                                "use_cases", "metrics"))
    for corpus in ("seeds", "dev"):
        out = release(os.path.join(SHARED, "corpus", corpus), corpus)
        if out is None:
            failed = True
            continue
        got = score(out, os.path.join(SHARED, "gold", corpus))
        print("%-8s %8.3f %8.3f %8.3f %8.3f %8.3f %9.3f %8.3f" % (
            corpus, got["strict"]["f1"], got["pair"]["f1"], got["strict"]["precision"], got["strict"]["recall"],
            got["pair"]["precision"], got["use_cases"]["f1"], got["metrics"]["f1"]))
        print("         where known: " + ", ".join("%s %d of %d" % (k, v["filled_right"], v["filled"])
                                               for k, v in got["articles"].items()))
    return failed


if __name__ == "__main__":
    sys.exit(main())
