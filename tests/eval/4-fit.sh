#!/bin/sh
# How the score does on articles that it was not fitted on: five-fold
# cross-validation with its reliability table, and the two halves of dev.
set -u
cd "$(dirname "$0")/../.."
FIT=${BIN%/bin}/tools/quality/fit
[ -x "$FIT" ] || { echo "eval: no $FIT: make fit builds it" >&2; exit 69; }
BUILD=$TMP tools/quality/make-fit --measure
