/*
 * gen_articles -- write small made-up articles, the same for the same seed.
 *
 * usage: gen_articles [-r] DIR N [SEED]
 * Writes DIR/NN/article-NNNNNN.{html,txt,md}; with -r in the reverse order.
 * Each tells a few facts about a made-up firm or one of a few known ones.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const technologies[] = {
	"Python", "PostgreSQL", "Redis", "Apache Kafka", "Kubernetes", "Django", "Ruby on Rails", "Node.js",
	"Java", "Scala", "MongoDB", "Elasticsearch", "React", "Go", "Rust", "Terraform", "Docker", "MySQL",
	"Cassandra", "Apache Spark", "RabbitMQ", "GraphQL", "TypeScript", "Erlang", "Elixir", "Haskell",
};
static const char *const known[] = { "Spotify", "Netflix", "Dropbox", "Shopify", "Zalando", "GitHub", "Pinterest", "Stripe" };
static const char *const heads[] = { "Bright", "North", "Blue", "Silver", "Open", "Green", "Swift", "Clear", "Red", "Deep" };
static const char *const tails[] = { "field", "wind", "bridge", "stone", "harbor", "leaf", "light", "port", "peak", "water" };
static const char *const kinds[] = { "Systems", "Software", "Logistics", "Analytics", "Bank", "Media", "Health", "Games" };
static const char *const purposes[] = {
	"its web backend", "data pipelines", "its mobile app", "monitoring", "machine learning", "billing",
	"its search service", "real-time messaging", "internal tools",
};

static uint64_t state;

static unsigned
below(size_t n)
{
	/* xorshift64*, Marsaglia 2003 and Vigna 2014. */
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (unsigned)((state * UINT64_C(2685821657736338717) >> 33) % n);
}

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static void
firm(char *out, size_t size)
{
	if (below(4) == 0)
		snprintf(out, size, "%s", PICK(known));
	else
		snprintf(out, size, "%s%s %s", PICK(heads), PICK(tails), PICK(kinds));
}

static void
sentence(char *out, size_t size, const char *who)
{
	const char *what = PICK(technologies), *other = PICK(technologies);

	switch (below(6)) {
	case 0: snprintf(out, size, "%s uses %s for %s.", who, what, PICK(purposes)); break;
	case 1: snprintf(out, size, "In %u, %s migrated from %s to %s.", 2008 + below(15), who, other, what); break;
	case 2: snprintf(out, size, "%s has run %s in production since %u.", who, what, 2008 + below(15)); break;
	case 3: snprintf(out, size, "About %u%% of the services at %s are written in %s.", 10 + below(80), who, what); break;
	case 4: snprintf(out, size, "%s and %s both power %s at %s.", what, other, PICK(purposes), who); break;
	default: snprintf(out, size, "The weather was fine on day %u, and nobody at %s wrote a line of code.", below(9999), who);
	}
}

static void
write_article(FILE *f, unsigned no, unsigned form)
{
	char who[80], text[400];

	firm(who, sizeof who);
	unsigned year = 2010 + below(14), month = 1 + below(12), day = 1 + below(28);
	static const char *const open[] = { "<p>", "", "" }, *const close[] = { "</p>\n", "\n\n", "\n\n" };
	if (form == 0)
		fprintf(f, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>How %s works, part %u</title>\n"
		    "<meta property=\"article:published_time\" content=\"%u-%02u-%02u\"></head>\n<body><nav><a href=\"/\">Home</a></nav>\n"
		    "<article><h1>How %s works, part %u</h1>\n", who, no, year, month, day, who, no);
	else
		fprintf(f, form == 1 ? "How %s works, part %u\n\n" : "# How %s works, part %u\n\n", who, no);
	for (unsigned i = 0, n = 3 + below(6); i < n; i++) {
		sentence(text, sizeof text, who);
		fprintf(f, "%s%s Item %u of report %u explains the details to everybody who has asked for them.%s", open[form], text,
		    i, no, close[form]);
	}
	if (form == 0)
		fputs("</article><footer>All rights reserved</footer></body></html>\n", f);
}

static void
one(const char *dir, unsigned no, uint64_t seed)
{
	static const char *const endings[] = { "html", "txt", "md" };
	char path[4096];

	state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ (no + 1) * UINT64_C(0xbf58476d1ce4e5b9);
	unsigned form = below(3);
	snprintf(path, sizeof path, "%s/%02u", dir, no % 50);
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		perror(path), exit(73);
	snprintf(path, sizeof path, "%s/%02u/article-%06u.%s", dir, no % 50, no, endings[form]);
	FILE *f = fopen(path, "w");
	if (!f)
		perror(path), exit(73);
	write_article(f, no, form);
	if (fclose(f) != 0)
		perror(path), exit(74);
}

int
main(int argc, char **argv)
{
	int reverse = argc > 1 && strcmp(argv[1], "-r") == 0;

	argv += reverse;
	argc -= reverse;
	if (argc < 3 || argc > 4)
		return fputs("usage: gen_articles [-r] DIR N [SEED]\n", stderr), 64;
	unsigned n = (unsigned)strtoul(argv[2], NULL, 10);
	uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
	if (mkdir(argv[1], 0777) < 0 && errno != EEXIST)
		return perror(argv[1]), 73;
	for (unsigned i = 0; i < n; i++)
		one(argv[1], reverse ? n - 1 - i : i, seed);
	return 0;
}
