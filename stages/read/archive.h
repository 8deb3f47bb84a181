/*
 * archive.h -- many articles in one file: web archives and JSON lines.
 *
 * WARC 1.0 and 1.1 (ISO 28500), of which response records of status 200 and
 * resource records with a text type are articles, and .jsonl with an object
 * {url, title, date, text or html} in each line.  One bad record is one row of
 * rejects; its neighbours are read.
 */
#ifndef USEDBY_READ_ARCHIVE_H
#define USEDBY_READ_ARCHIVE_H

#include "../common/zio.h"
#include "read.h"

/* What the caller does with each member. */
struct archive_sink {
	void *data;
	/* An article; all views are valid for the call alone. */
	void (*article)(void *data, struct str bytes, const struct origin *o);
	void (*reject)(void *data, struct str source, enum reject why, const char *detail);
	/* A record that is no article: an image, a redirection, a request. */
	void (*skip)(void *data);
};

/* Read all of IN, the archive called SOURCE; its members are SOURCE#N with N
 * the number of the record or line.  LIMIT bounds one record's bytes. */
void warc_read(struct zin *in, struct str source, uint64_t limit, const struct archive_sink *sink);
void jsonl_read(struct zin *in, struct str source, uint64_t limit, const struct archive_sink *sink);

/* A reader that gives lines and counted bytes of IN. */
struct stream {
	struct zin *in;
	struct buf  held;
	size_t      at;         /* of what is held, used up */
	bool        end;
	struct err  e;          /* what broke it */
};

/* The next line without its end, at most MAX bytes; false at the end.  *LONG
 * tells of a line that was longer: it is cut, and read to its end. */
bool stream_line(struct stream *s, size_t max, struct buf *line, bool *too_long);
/* Appends up to N bytes to OUT, or drops them if OUT is NULL; how many there were. */
uint64_t stream_bytes(struct stream *s, uint64_t n, struct buf *out);
void stream_release(struct stream *s);

/* Undo HTTP's chunked coding of BODY; false if it breaks off. */
bool http_unchunk(struct str body, struct buf *out);

#endif
