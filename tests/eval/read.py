#!/usr/bin/env python3
"""usage: tests/eval/read.py [--shared DIR] [--read PROGRAM] [--worst N] [--type TYPE] [--meta-errors]
Scores read on the reference pages: the article benchmark's shingle F1, the
same by page type, and title, author and date where the gold knows them."""
import argparse
import gzip
import importlib.machinery
import importlib.util
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path


def load_scorer(shared):
    loader = importlib.machinery.SourceFileLoader("score_html", str(shared / "tools/score_html"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("score_html", loader))
    loader.exec_module(module)
    return module


def output(program, switch, page):
    job = subprocess.run([program, switch], input=page, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return job.stdout.decode("utf-8", "replace") if job.returncode == 0 else ""


def fold(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def names(text):
    return {fold(part) for part in re.split(r",|;|&|\band\b|\|", text) if fold(part)}


def meta_right(field, gold, got):
    if field == "published":
        return bool(got) and gold[:10].startswith(got[:10])
    if field == "author":
        return bool(names(gold) & names(got)) or fold(gold) == fold(got)
    return fold(gold) == fold(got)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--read", default=os.environ.get("BIN", "build/release/bin") + "/read")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--type", default="")
    parser.add_argument("--meta-errors", action="store_true")
    args = parser.parse_args()
    suite = load_scorer(args.shared).Zyte()
    for name in ("zyte-dev", "wcxb-dev"):
        data = args.shared / "corpus/html" / name
        gold = json.loads((data / "ground-truth.json").read_text(encoding="utf-8"))
        groups, meta, worst = {}, {}, []
        for page, row in sorted(gold.items()):
            kind = row.get("type", "article")
            if args.type and args.type not in (kind, name):
                continue
            raw = gzip.decompress((data / "html" / (page + ".html.gz")).read_bytes())
            score = suite.page(row, output(args.read, "--text", raw))
            groups.setdefault(kind, []).append(score)
            worst.append((suite.badness(score), page, kind, score, row.get("url", "")))
            if "title" not in row:
                continue
            lines = [re.match(r"(\w+): (.*)\t", line) for line in output(args.read, "--meta", raw).splitlines()]
            found = {m.group(1): m.group(2) for m in lines if m}
            for field in ("title", "author", "published"):
                if row.get(field):
                    ok = meta_right(field, row[field], found.get(field, ""))
                    meta.setdefault(field, []).append(ok)
                    if args.meta_errors and not ok:
                        print(f"{name} {page} {field}: {row[field]!r} {found.get(field, '')!r}")
        for kind, rows in sorted(groups.items()):
            t = suite.total(rows)
            empty = sum(not (r["tp"] + r["fp"]) for r in rows)
            print(f"{name:9} {kind:14} {len(rows):4}  F1 {t['F1']:.4f}  P {t['P']:.4f}  R {t['R']:.4f}  same {t['acc']:.3f}  empty {empty}")
        for field, rows in meta.items():
            print(f"{name:9} {field:14} {len(rows):4}  right {sum(rows) / len(rows):.4f}")
        for _, page, kind, row, url in sorted(worst, key=lambda w: (-w[0], w[1]))[:args.worst]:
            print(f"{page[:16]} {kind} " + suite.describe(row)[0], url)


if __name__ == "__main__":
    sys.exit(main())
