#include <jansson.h>

#include "archive.h"

static struct str
text_of(const json_t *object, const char *const *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_object_get(object, keys[i]);
		if (json_is_string(v) && json_string_length(v) > 0)
			return (struct str){ json_string_value(v), json_string_length(v) };
	}
	return (struct str){ "", 0 };
}
#define TEXT_OF(object, ...) text_of((object), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* One object; false with *WHY told to the sink. */
static const char *
take(const json_t *object, struct str member, const struct archive_sink *sink)
{
	struct str html = TEXT_OF(object, "html", "content_html"), text = TEXT_OF(object, "text", "content", "body", "content_text"), markdown = TEXT_OF(object, "markdown");
	struct origin o = {
		.source = member, .name = { "", 0 }, .media_type = html.n ? STR("html") : markdown.n ? STR("markdown") : STR("text"), .charset = STR("utf-8"),
		.url = TEXT_OF(object, "url", "link"), .title = TEXT_OF(object, "title"), .date = TEXT_OF(object, "date", "published", "date_published"),
	};
	if (!html.n && !markdown.n && !text.n)
		return "no text and no html in the object";
	sink->article(sink->data, html.n ? html : markdown.n ? markdown : text, &o);
	return NULL;
}

void
jsonl_read(struct zin *in, struct str source, uint64_t limit, const struct archive_sink *sink)
{
	struct stream s = { .in = in };
	struct buf line = { 0 }, member = { 0 };
	size_t no = 0;
	bool too_long;

	while (stream_line(&s, (size_t)limit, &line, &too_long)) {
		const char *wrong = NULL;
		no++;
		if (str_trim(buf_str(&line)).n == 0)
			continue;
		buf_reset(&member);
		buf_add(&member, source);
		buf_addf(&member, "#%zu", no);
		if (too_long) {
			sink->reject(sink->data, buf_str(&member), REJECT_too_large, "");
			continue;
		}
		struct str t = buf_str(&line);
		if (no == 1 && str_starts(t, STR("\xef\xbb\xbf")))
			t = str_sub(t, 3, t.n);
		json_error_t error;
		json_t *object = json_loadb(t.p, t.n, 0, &error);
		if (!json_is_object(object))
			wrong = object ? "the line holds no object" : error.text;
		else
			wrong = take(object, buf_str(&member), sink);
		if (wrong)
			sink->reject(sink->data, buf_str(&member), REJECT_bad_record, wrong);
		json_decref(object);
	}
	if (s.e.code) {
		buf_reset(&member);
		buf_add(&member, source);
		sink->reject(sink->data, buf_str(&member), REJECT_damaged, "the file breaks off");
	}
	stream_release(&s);
	buf_release(&line);
	buf_release(&member);
}
