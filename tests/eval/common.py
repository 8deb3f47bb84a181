"""What the parts of `make eval` share: a run of the pipeline, and its score."""
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
