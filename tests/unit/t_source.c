/* source, keep: names of articles go there and back; files change only with
 * their content. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../stages/common/keep.h"
#include "../../stages/common/source.h"
#include "../../stages/common/utf8.h"
#include "../lib/tap.h"

static bool
encodes(const char *path, const char *want)
{
	struct buf b = { 0 };

	source_encode(&b, str_of(path));
	bool ok = str_eq(buf_str(&b), str_of(want));
	buf_release(&b);
	return ok;
}

/* Any bytes: decoding gives them back, and what stands between is plain text. */
static bool
round_trip(unsigned seed)
{
	struct buf path = { 0 }, source = { 0 }, back = { 0 };
	bool ok = true;

	srand(seed);
	for (int n = rand() % 60; n >= 0; n--) {
		static const char odd[] = "%#/. \n\t\"'\x7f\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff";
		char any = (char)(1 + rand() % 255);
		buf_addc(&path, rand() % 3 ? odd[(size_t)rand() % (sizeof odd - 1)] : any);
	}
	source_encode(&source, buf_str(&path));
	source_decode(&back, buf_str(&source));
	ok = str_eq(buf_str(&path), buf_str(&back)) && utf8_valid(buf_str(&source));
	for (size_t i = 0; i < source.n; i++)
		ok = ok && (unsigned char)source.p[i] >= 0x20 && source.p[i] != 0x7f && source.p[i] != '#';
	buf_release(&path);
	buf_release(&source);
	buf_release(&back);
	return ok;
}

static ino_t
inode(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_ino : 0;
}

static void
keeping(void)
{
	const char *top = getenv("TMP");
	struct err e = { 0 };
	char path[4096];
	bool changed = false;

	snprintf(path, sizeof path, "%s/kept", top ? top : "/tmp");
	OK(keep_write(path, STR("one\n"), &changed, &e) && changed, "a new file is a change");
	ino_t first = inode(path);
	OK(keep_write(path, STR("one\n"), &changed, &e) && !changed && inode(path) == first, "the same bytes leave the file alone");
	OK(keep_write(path, STR("one\ntwo\n"), &changed, &e) && changed && inode(path) != first, "more bytes are a change");
	OK(keep_write(path, STR("one\n"), &changed, &e) && changed, "fewer bytes are a change");
	OK(keep_write(path, STR(""), NULL, &e) && inode(path), "a file may be empty");
	OK(!keep_write("/nowhere/at/all", STR("x"), &changed, &e) && e.code == EX_CANTCREAT, "a folder that is not there");
	e = (struct err){ 0 };
	OK(!keep_replace("/nowhere/at/all", path, &changed, &e) && e.code == EX_IOERR, "a fresh file that is not there");
	unlink(path);
}

int
main(void)
{
	unsigned seed = 0;

	OK(encodes("a b/c.html", "a b/c.html"), "an ordinary path");
	OK(encodes("100%#1", "100%25%231"), "the signs that have a meaning");
	OK(encodes("a\nb\x7f", "a%0Ab%7F"), "control characters");
	OK(encodes("caf\xc3\xa9 \xff\xe2\x82", "caf\xc3\xa9 %FF%E2%82"), "UTF-8 stays, other bytes do not");
	OK(encodes("x\xc2\x85y", "x%C2%85y"), "control characters of two bytes");
	struct buf b = { 0 };
	source_decode(&b, STR("a%20b%2gc%#member"));
	OK(str_eq(buf_str(&b), STR("a b%2gc%")), "a member is left out, a lone %% stays");
	buf_release(&b);
	while (seed < 5000 && round_trip(seed))
		seed++;
	OK(seed == 5000, "there and back, seed %u", seed);
	keeping();
	return tap_status();
}
