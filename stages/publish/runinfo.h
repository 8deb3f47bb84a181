/*
 * runinfo.h -- the account of a run, for machines.
 *
 * In the release stands what is the same for the same input: run.json,
 * lineage.jsonl (OpenLineage) and metrics.prom (Prometheus text format).
 * What this run took (seconds, memory) goes to BUILD/run.json.
 */
#ifndef USEDBY_RUNINFO_H
#define USEDBY_RUNINFO_H

#include "../release/checks.h"
#include "publication.h"

bool runinfo_write(const struct publication *p, const struct checks *checks, struct err *e);
/* BUILD/run.json: accounts of all stages with seconds and peak memory. */
bool runinfo_times(const struct publication *p, struct err *e);

#endif
