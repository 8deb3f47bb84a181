/*
 * fuzz_read.c -- any bytes as an article, an archive or a packed stream.
 *
 * The first byte of the input chooses: h HTML, t text, m Markdown, w WARC,
 * j JSON lines, z gzip or zstd, c an encoding by a hint.  What must hold: no
 * fault, and for each block that its range lies in the text, as each piece of
 * it does, and that the bookings come to what the parser saw.
 */
#include <stdlib.h>

#include "../../stages/common/utf8.h"
#include "../../stages/read/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct reader reader;

static void
hold(bool condition)
{
	if (!condition)
		abort();
}

static void
check(const struct article *a)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < a->n_blocks; i++) {
		const struct block *b = &a->block[i];
		hold(b->start <= b->end && b->end <= a->raw.n && b->from < b->to && b->to <= a->text.n);
		hold(utf8_valid(block_text(a, b)));
		hold(b->parent <= i && (b->parent == 0 || a->block[b->parent - 1].kind == BLOCK_HEADING));
	}
	for (size_t i = 0; i < a->n_places; i++)
		hold(a->place[i].raw <= a->raw.n && a->place[i].at < a->text.n && (i == 0 || a->place[i - 1].at <= a->place[i].at));
	for (int k = 0; k < N_BOOKINGS; k++)
		sum += a->booked[k];
	hold(sum == a->seen);
}

static void
article(void *data, struct str bytes, const struct origin *o)
{
	enum reject why;

	(void)data;
	if (reader_read(&reader, bytes, o, &why))
		check(&reader.article);
}

static void
reject(void *data, struct str source, enum reject why, const char *detail)
{
	(void)data, (void)detail;
	hold(source.n > 0 && why < N_REJECTS);
}

static void
skip(void *data)
{
	(void)data;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { "utf-16le", "shift_jis", "gb18030", "iso-2022-jp", "windows-1252", "no-such", "utf-7", "euc-kr" };
	const struct archive_sink sink = { NULL, article, reject, skip };
	struct str bytes = { (const char *)data + 1, size ? size - 1 : 0 };
	struct origin o = { .source = STR("fuzz"), .name = STR(""), .media_type = STR("text"), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
	struct err e = { 0 };
	struct buf out = { 0 };

	if (size == 0)
		return 0;
	if (!reader.limits.bytes) {
		struct limits limits = { .bytes = 1 << 20, .depth = 64, .seconds = 10, .languages = "" };
		reader_init(&reader, &limits);
		reader.any_language = true;
	}
	struct zin *z = zin_open_mem(bytes, "fuzz", &e);
	zin_limit(z, 1 << 22);
	switch (data[0]) {
	case 'h': o.media_type = STR("html"); article(NULL, bytes, &o); break;
	case 'm': o.media_type = STR("markdown"); article(NULL, bytes, &o); break;
	case 'w': warc_read(z, o.source, 1 << 20, &sink); break;
	case 'j': jsonl_read(z, o.source, 1 << 20, &sink); break;
	case 'z': (void)!zin_all(z, &out, &e); break;
	case 'c':
		o.media_type = STR("html");
		if (bytes.n)
			o.charset = str_of(charsets[(unsigned char)bytes.p[0] % 8]);
		article(NULL, str_sub(bytes, 1, bytes.n), &o);
		break;
	default: article(NULL, bytes, &o);
	}
	zin_close(z);
	buf_release(&out);
	return 0;
}
