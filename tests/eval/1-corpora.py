#!/usr/bin/env python3
"""Facts of the reference corpora: the pipeline's release against the gold."""
import json
import os
import subprocess
import sys

SHARED, TMP = os.environ["SHARED"], os.environ["TMP"]


def release(raw, name, **settings):
    """Runs the pipeline over RAW; returns the folder of its release, or None."""
    out, build = os.path.join(TMP, name + ".out"), os.path.join(TMP, name + ".build")
    run = subprocess.run(["make", "RAW=" + raw, "OUT=" + out, "BUILD=" + build]
                         + ["%s=%s" % item for item in settings.items()],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if run.returncode:
        print("%s: the pipeline ended with %d\n%s" % (name, run.returncode, run.stderr), file=sys.stderr)
        return None
    return out


def score(out, gold):
    tables = [os.path.join(out, "csv", t + ".csv.zst") for t in ("claims", "metrics", "articles")]
    text = subprocess.run([os.path.join(SHARED, "tools", "score"), "--gold", gold, "--json", "--claims", tables[0],
                           "--metrics", tables[1], "--articles", tables[2]],
                          check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(text)


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
