"""usage: pandas_reads.py RELEASE -- TAP lines: does pandas read the release as declared?"""
import csv
import json
import pathlib
import sys

import pandas as pd

release = pathlib.Path(sys.argv[1])
package = json.loads((release / "datapackage.json").read_text())
rows = {t["name"]: t["rows"] for t in json.loads((release / "manifest.json").read_text())["tables"]}


def ok(good, name, why=""):
    print(f"{'ok' if good else 'not ok'} - pandas: {name}{'' if good else ': ' + why}")


def agrees(kind, dtype, empty):
    if kind in ("integer", "year"):
        return dtype == "int64" or (empty and dtype == "float64")
    if kind == "number":
        return dtype == "float64"
    if kind == "boolean":
        return dtype == "bool" or (empty and dtype == "object")
    return dtype == "object"


wrong, counts, seen = [], [], 0
for table in package["resources"]:
    frame = pd.read_csv(release / table["path"], keep_default_na=False, na_values=[""])
    if len(frame) != rows[table["name"]]:
        counts.append(f"{table['name']}: {len(frame)}")
    for field in table["schema"]["fields"]:
        column = frame[field["name"]]
        if column.count() == 0:
            continue
        seen += 1
        if not agrees(field["type"], str(column.dtype), column.isna().any()):
            wrong.append(f"{table['name']}.{field['name']}: {field['type']} read as {column.dtype}")
        if field["type"] == "date":
            pd.to_datetime(column.dropna(), format="%Y-%m-%d")
ok(not counts, f"reads the manifest's rows of {len(rows)} tables", "; ".join(counts))
ok(not wrong and seen > 20, f"sees the declared type of {seen} columns", "; ".join(wrong))

# excel/: the dialect that Excel writes and reads, no formula, no row too many.
bad = []
for path in sorted((release / "excel").glob("*.csv")):
    raw = path.read_bytes()
    if not raw.startswith(b"\xef\xbb\xbf"):
        bad.append(f"{path.name}: no byte order mark")
    with open(path, encoding="utf-8-sig", newline="") as stream:
        n = 0
        for row in csv.reader(stream, dialect="excel", strict=True):
            n += 1
            for cell in row:
                number = cell.lstrip("-").replace(".", "", 1).replace("e-", "", 1).isdigit()
                if cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20") and not number and cell:
                    bad.append(f"{path.name}: row {n}: {cell[:40]!r}")
                if len(cell.encode("utf-16-le")) // 2 > 32767:
                    bad.append(f"{path.name}: row {n}: a cell too long")
    name = path.stem.rsplit("-", 1)[0]
    if name == path.stem and path.stem in rows and n - 1 != rows[path.stem]:
        bad.append(f"{path.name}: {n - 1} rows, not {rows[path.stem]}")
    if n > 1048576:
        bad.append(f"{path.name}: {n} rows")
ok(not bad, "excel/ keeps the dialect of spreadsheets", "; ".join(bad[:5]))
