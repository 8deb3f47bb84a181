/*
 * record.h -- what a release was made of, and by what.
 */
#ifndef USEDBY_RECORD_H
#define USEDBY_RECORD_H

#include "../release/checks.h"
#include "publication.h"

/* Fills P->inputs (the member "inputs" of the manifest: articles, lexicon,
 * settings, program), P->content and P->stamp.  After export_tables(). */
bool record_inputs(struct publication *p, struct err *e);
/* provenance.json: every file of the release and every input by digest.  After
 * all files but the manifest. */
bool record_provenance(const struct publication *p, struct err *e);
/* manifest.json, over every other file in P->dir.  Last of all. */
bool record_manifest(const struct publication *p, struct err *e);

#endif
