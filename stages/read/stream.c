#include "archive.h"

#define STEP 65536

/* Holds at least one more byte, if there is one. */
static bool
more(struct stream *s)
{
	if (s->at < s->held.n)
		return true;
	if (s->end)
		return false;
	buf_reset(&s->held);
	s->at = 0;
	buf_reserve(&s->held, STEP);
	ssize_t n = zin_read(s->in, s->held.p, STEP, &s->e);
	if (n <= 0) {
		s->end = true;
		return false;
	}
	s->held.n = (size_t)n;
	return true;
}

bool
stream_line(struct stream *s, size_t max, struct buf *line, bool *too_long)
{
	bool any = false;

	buf_reset(line);
	*too_long = false;
	while (more(s)) {
		const char *from = s->held.p + s->at, *nl = memchr(from, '\n', s->held.n - s->at);
		size_t n = nl ? (size_t)(nl - from) : s->held.n - s->at;
		any = true;
		if (line->n + n > max) {
			*too_long = true;
			buf_add(line, (struct str){ from, max > line->n ? max - line->n : 0 });
		} else
			buf_add(line, (struct str){ from, n });
		s->at += n + (nl != NULL);
		if (nl)
			break;
	}
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return any;
}

uint64_t
stream_bytes(struct stream *s, uint64_t n, struct buf *out)
{
	uint64_t got = 0;

	while (got < n && more(s)) {
		uint64_t have = s->held.n - s->at, take = n - got < have ? n - got : have;
		if (out)
			buf_add(out, (struct str){ s->held.p + s->at, (size_t)take });
		s->at += (size_t)take;
		got += take;
	}
	return got;
}

void
stream_release(struct stream *s)
{
	buf_release(&s->held);
}
