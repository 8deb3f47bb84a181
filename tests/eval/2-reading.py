#!/usr/bin/env python3
"""Text of saved pages: `read --text` against the gold, by page type; and their metadata."""
import csv
import json
import os
import re
import subprocess
import sys
import unicodedata

SHARED, TMP, BIN = os.environ["SHARED"], os.environ["TMP"], os.environ["BIN"]
HTML = os.path.join(SHARED, "corpus", "html")


def subset(suite, kind, rows):
    """A data folder that holds ROWS of the gold of SUITE beside all its pages."""
    folder = os.path.join(TMP, suite + "." + kind)
    os.makedirs(folder)
    os.symlink(os.path.join(HTML, suite, "html"), os.path.join(folder, "html"))
    with open(os.path.join(folder, "ground-truth.json"), "w") as f:
        json.dump(rows, f)
    return folder


def score(folder):
    run = subprocess.run([os.path.join(SHARED, "tools", "score_html"), "--suite", "zyte", "--data", folder,
                          "--run", "'%s/read' --text" % BIN], stdout=subprocess.PIPE, text=True)
    return " ".join(run.stdout.split("\n")[0].split()) if run.returncode == 0 else "score_html ended with %d" % run.returncode


def same(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())


def pages_read():
    """The documents that inventory and read make of wcxb-dev, by page id."""
    work = os.path.join(TMP, "wcxb")
    os.makedirs(work)
    with open(os.path.join(work, "conf"), "w") as f:
        f.write("LANGUAGES =\nSHARD_FILES = 1000000\n")
    raw, conf = os.path.join(HTML, "wcxb-dev", "html"), os.path.join(work, "conf")
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    subprocess.run([BIN + "/inventory", "-c", conf, "-o", work, raw], **quiet)
    os.mkdir(os.path.join(work, "read"))
    subprocess.run([BIN + "/read", "-c", conf, "-o", os.path.join(work, "read"), "-r", raw, work + "/shards/0000.csv"], **quiet)
    text = subprocess.run(["zstd", "-dcq", work + "/read/documents.csv.zst"], stdout=subprocess.PIPE, check=True, text=True).stdout
    csv.field_size_limit(1 << 30)
    return {os.path.basename(r["source"]).split(".")[0]: r for r in csv.DictReader(text.splitlines(keepends=True))}


def metadata(gold):
    got = pages_read()
    for field in ("title", "author", "published"):
        right = total = 0
        for page, row in gold.items():
            want = row[field]
            if not want:
                continue
            total += 1
            have = got.get(page, {}).get(field, "")
            right += have[:10] == want[:len(have)][:10] and bool(have) if field == "published" else same(have) == same(want)
        print("%-24s %.3f of %d" % ("wcxb-dev " + field, right / max(total, 1), total))


def main():
    with open(os.path.join(HTML, "wcxb-dev", "ground-truth.json")) as f:
        gold = json.load(f)
    print("text")
    print("%-24s %s" % ("zyte-dev", score(os.path.join(HTML, "zyte-dev"))))
    kinds = sorted({row["type"] for row in gold.values()})
    for kind in kinds:
        rows = {k: v for k, v in gold.items() if v["type"] == kind}
        print("%-24s %s" % ("wcxb-dev " + kind, score(subset("wcxb-dev", kind, rows))))
    print("metadata, share right where known")
    metadata(gold)


if __name__ == "__main__":
    sys.exit(main())
