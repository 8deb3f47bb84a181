/*
 * flow.h -- rows in = rows out + rejects, at every stage of a run.
 *
 * What a stage says of itself (account.json) is held against the rows that
 * stand in its files, and against what the stage before it gave.
 */
#ifndef USEDBY_FLOW_H
#define USEDBY_FLOW_H

#include "checks.h"

/* Adds to CHECKS, for the run in BUILD:
 *   flow_files     every file of the inventory was taken up by its shard's read
 *   flow_articles  read: articles in = documents + rejects; the stages behind take all documents
 *   flow_claims    normalise: claims found = claims + folded + below the threshold
 *   flow_metrics, flow_rejects, flow_misses  likewise
 *   flow_text      of each document: the characters seen are booked, each once
 *   flow_source    every file of the inventory is an article or a reject
 * Stages that left nothing in BUILD are passed over.  False with *e set. */
bool flow_check(const char *build, struct checks *checks, struct err *e);

#endif
