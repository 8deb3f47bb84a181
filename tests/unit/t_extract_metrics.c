#include "../../stages/extract/input.h"
#include "../../stages/extract/metrics.h"
#include "../../stages/extract/score.h"
#include "../lib/tap.h"

#include <stdlib.h>

static struct vocabulary *v;
static struct model model;
static struct arena arena;

/* An article of lines: "# heading", "- item", "> quote", "code:", "cell R C HEADER|", else a paragraph. */
static struct article
article_of(const char *text)
{
	struct article a = { .source = STR("a.txt"), .title = STR(""), .site = STR(""), .author = STR(""), .published = STR(""), .arena = &arena };
	struct str rest = arena_str(&arena, str_of(text)), line;
	uint32_t parent = 0;

	arena_reset(&arena);
	rest = arena_str(&arena, str_of(text));
	a.block = arena_array(&arena, strlen(text) + 1, sizeof *a.block);
	while (str_split(&rest, '\n', &line)) {
		struct block *b = &a.block[a.n_blocks];
		if (!line.n)
			continue;
		*b = (struct block){ .no = (uint32_t)++a.n_blocks, .kind = BLOCK_PARAGRAPH, .parent = parent, .line = 1, .text = line,
		    .header = STR(""), .speaker = STR(""), .line_starts = STR("") };
		if (str_starts(line, STR("#"))) {
			b->kind = BLOCK_HEADING;
			while (b->text.n && b->text.p[0] == '#') {
				b->level++;
				b->text = str_sub(b->text, 1, b->text.n);
			}
			parent = b->no;
		} else if (str_starts(line, STR("- "))) {
			b->kind = BLOCK_ITEM;
			b->level = 1;
			b->text = str_sub(line, 2, line.n);
		} else if (str_starts(line, STR("    ")))
			b->kind = BLOCK_CODE;
		else if (str_starts(line, STR("|"))) {
			/* |row,column,header| text */
			struct str head, cells = str_sub(line, 1, line.n), row, column;
			b->kind = BLOCK_CELL;
			b->group = 1;
			str_split(&cells, '|', &head);
			str_split(&head, ',', &row);
			str_split(&head, ',', &column);
			b->row = (uint32_t)(row.p[0] - '0');
			b->column = (uint32_t)(column.p[0] - '0');
			b->header = head;
			b->text = str_trim(cells);
		}
		b->text = str_trim(b->text);
		block_split(b, &arena);
	}
	return a;
}

static struct str
name_of(const struct name *n, bool technology)
{
	if (!n->text.n)
		return STR("");
	if (n->tech >= 0 && (technology || n->org < 0))
		return v->lexicon->entry[LEXICON_TECHNOLOGIES][n->tech].name;
	return n->org >= 0 ? v->lexicon->entry[LEXICON_ORGANISATIONS][n->org].name : n->text;
}

static struct candidates claims;
static struct misses misses;
static struct metrics metrics;
static struct article article;

/* Numbers are looked for where uses are told: a last sentence does. */
static void
read_article(const char *text)
{
	struct buf b = { 0 };

	buf_addf(&b, "%s\n# More\nMozilla uses Rust for its browser. Mozilla relies on Rust.", text);
	article = article_of(buf_z(&b));
	buf_release(&b);
	names_find(&article, v);
	struct frame *f = frame_of(&article, v);
	claims_find(&article, f, v, &claims, &misses);
	score_candidates(&claims, v, &model);
	score_join(&claims, v);
	metrics_find(&article, f, v, &claims, &metrics);
}

/* "subject|technology|value|unit|qualifier" of every metric, joined by "; ". */
static void
found(const char *text, const char *want)
{
	struct buf got = { 0 };

	read_article(text);
	for (size_t i = 0; i < metrics.n; i++) {
		const struct metric *m = &metrics.at[i];
		buf_addf(&got, "%s%.*s|%.*s|%.15g|%.*s|%c", i ? "; " : "", STR_ARG(name_of(&m->subject, false)),
		    STR_ARG(name_of(&m->technology, true)), m->value, STR_ARG(m->unit), m->qualifier);
	}
	bool same = !strcmp(buf_z(&got), want);
	struct str shown = arena_str(&arena, str_of(text));
	for (size_t i = 0; i < shown.n; i++)
		if (shown.p[i] == '\n')
			((char *)(uintptr_t)shown.p)[i] = '/';
	OK(same, "%.*s%s%s", STR_ARG(shown), same ? "" : " gives ", same ? "" : buf_z(&got));
	buf_release(&got);
}

static void
counts(void)
{
	found("Spotify serves more than 500 million monthly active users.", "Spotify||500000000|users|>");
	found("Zalando runs over 4,000 microservices.", "Zalando||4000|microservices|>");
	found("The New York Times employs about 1,700 journalists.", "New York Times||1700|journalists|~");
	found("Netflix operates 12,000 Cassandra nodes.", "Netflix|Apache Cassandra|12000|nodes|=");
	found("GitHub is two million lines of Ruby code.", "GitHub|Ruby|2000000|lines|=");
	found("Shopify grew from 20 servers to 300 in that time.", "Shopify||20|servers|=; Shopify||300|servers|=");
	found("At Etsy, 25 of our 30 services are in Go.", "Etsy|Go|25|services|=; Etsy|Go|30|services|=");
	found("Airbnb is a 6,000-person company.", "Airbnb||6000|people|=");
}

static void
shares(void)
{
	found("At Dropbox, 70% of the services are written in Go.", "Dropbox|Go|70|percent|=");
	found("Lyft's code is split between Java, C and C++ with 9 percent, 15 percent and 55 percent respectively.",
	    "Lyft|Java|9|percent|=; Lyft|C|15|percent|=; Lyft|C++|55|percent|=");
	found("Uber and Lyft serve 130 million and 20 million riders respectively.", "Uber||130000000|riders|=; Lyft||20000000|riders|=");
	found("At Etsy, 80% of the code is PHP and 20% is Scala.", "Etsy|PHP|80|percent|=; Etsy|Scala|20|percent|=");
	found("Today, Kafka is used by over 80% of the Fortune 100.", "Apache Kafka||80|percent|>");
	found("At Mozilla, Rust makes up 9% of the code.", "Mozilla|Rust|9|percent|=");
	found("About 40% of developers use TypeScript.", "TypeScript||40|percent|~");
	found("More than 10,000 companies use Kubernetes.", "Kubernetes||10000|companies|>");
	found("A survey by Stack Overflow says that 48% of developers use Kotlin.", "Kotlin||48|percent|=");
	found("Discord's Elixir service uses 40% less memory than the Ruby one.", "Discord|Elixir|40|percent|=");
}

static void
sums(void)
{
	found("Databricks raised $600 million.", "Databricks||600000000|USD|=");
	found("Netflix spends $9.7 million a month on AWS.", "Netflix|AWS|9700000|USD/month|=");
	found("Zalando reported revenue of 10 billion euros in 2022.", "Zalando||10000000000|EUR/year|=");
	found("# Users\n## Slack\n- Total funding: $1.4 billion\n- Users: 12 million\n- Founded: 2009",
	    "Slack||1400000000|USD|=; Slack||12000000|users|=");
	found("In Q3 2023 Etsy's revenue was $640 million.", "Etsy||640000000|USD/quarter|=");
	found("In 2022, Etsy earned $2.5 billion, up 10 percent.", "Etsy||2500000000|USD/year|=; Etsy||10|percent|=");
	found("Etsy cut its costs from $2 million to $1 million per year.", "Etsy||2000000|USD/year|=; Etsy||1000000|USD/year|=");
	found("Instagram was bought by Facebook for $1 billion.", "Instagram||1000000000|USD|=");
}

static void
rates(void)
{
	found("Discord handles 26 million events per second.", "Discord||26000000|events/s|=");
	found("Pinterest sends 2 billion emails a month.", "Pinterest||2000000000|emails/month|=");
	found("Pinterest's users post 500 million tweets each day.", "Pinterest||500000000|tweets/day|=");
	found("Etsy deploys code 50 times a day.", "Etsy||50|deployments/day|=");
	found("Cloudflare peaks at 65k reqs / second.", "Cloudflare||65000|requests/s|=");
	found("With Rust, Discord cut the response time from 200ms to 20ms.", "Discord|Rust|200|ms|=; Discord|Rust|20|ms|=");
	found("PyPy runs 5 to 10 times faster than CPython.", "PyPy||5|times|>; PyPy||10|times|<");
	found("Etsy cut latency by a factor of ten.", "Etsy||10|times|=");
	found("Etsy serves 2 million requests per second, up from 200k.", "Etsy||2000000|requests/s|=; Etsy||200000|requests/s|=");
	found("Etsy's links carry 10 to 100 gigabits per second.", "Etsy||10000000000|bit/s|>; Etsy||100000000000|bit/s|<");
	found("Each day 2 trillion events pass through Etsy.", "Etsy||2000000000000|events/day|=");
	found("Etsy's traffic has grown almost 100x since 2020.", "Etsy||100|times|~");
	found("Etsy handles 1,000 queries per second, which adds up to over 80 million a day.", "Etsy||1000|queries/s|=; Etsy||80000000|queries/day|>");
	found("Etsy's pages load in 125 ms. Pinterest has 4,000 employees.", "Etsy||125|ms|=; Pinterest||4000|employees|=");
	found("Dropbox stores more than 500 petabytes of data.", "Dropbox||500|petabytes|>");
	found("Netflix streams at 400Gbps from one server.", "Netflix||400000000000|bit/s|=");
}

static void
bindings(void)
{
	found("# 1. Instagram\nIt was founded in 2010. They have over 2 billion users.", "Instagram||2000000000|users|>");
	found("Spotify is a music service. Around 80% of its services are written in Python.", "Spotify|Python|80|percent|~");
	found("WhatsApp, which was acquired by Facebook, has 2 billion users.", "WhatsApp||2000000000|users|=");
	found("# Case study: Acme\nOver 1,200 nodes run in its data centres.", "Acme||1200|nodes|>");
	found("According to GitHub, Etsy has 900 repositories.", "Etsy||900|repositories|=");
	found("There are more than a million Python users around the world.", "Python||1000000|users|>");
	found("|1,1,th| Company\n|1,2,th| Users\n|2,1,Company| Pinterest\n|2,2,Users| 450 million\n", "Pinterest||450000000|users|=");
	found("# Case study: Etsy\n|1,1,th| Metric\n|1,2,th| After\n|2,1,Metric| Build time\n|2,2,After| 10 minutes\n|3,1,Metric| Deployments\n"
	    "|3,2,After| 50 per day", "Etsy||10|minutes|=; Etsy||50|deployments/day|=");
}

static void
nothing(void)
{
	static const char *const none[] = {
		"Spotify was founded in 2006.", "Netflix moved to Python 3 on 6 July 2015.", "Shopify has two main phases of work.",
		"Hundreds of engineers at Google use it.", "Uber rewrote its service 3 years ago.", "Here are 10 ways in which Netflix uses Python.",
		"If you have 500 servers, you should use Kubernetes.", "# 5 companies that use Go\n", "Airbnb uses Rails 6 and HTTP/2.",
		"    users = 5000 servers at Netflix", "It is 1,000 users strong.", "Uber saved time over two years.", "The screen of Apple's laptop has 1,920 pixels.",
		"Etsy charges $5 a month.", "Etsy expects to reach 10 million buyers.", "Jane Doe has 2,000 followers.", "Etsy gives 404s to 4G phones.", "Does Netflix run 500 servers?"
	};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		found(none[i], "");
}

static void
details(void)
{
	read_article("# About Slack\nIn 2019, Slack had about 12 million daily active users.");
	OK(metrics.n == 1 && metrics.at[0].year == 2019, "the year is told");
	OK(metrics.n == 1 && str_eq(metrics.at[0].measure, STR("daily active users")), "the measure is the noun phrase");
	OK(metrics.n == 1 && metrics.at[0].confidence > 0.5 && metrics.at[0].confidence <= 1, "confidence");
	OK(metrics.n == 1 && metrics.at[0].block == 1 && metrics.at[0].start == 0, "evidence is the sentence");
}

static void
hostile(void)
{
	struct buf b = { 0 };

	for (int i = 0; i < 200000; i++)
		buf_addz(&b, "Spotify 5 to 10 million - 3 ");
	read_article(buf_z(&b));
	OK(metrics.n < 1000000, "five megabytes without a full stop");
	buf_reset(&b);
	for (int i = 0; i < 20000; i++)
		buf_addf(&b, "- Netflix runs %d Kafka servers in 3 regions\n", i);
	read_article(buf_z(&b));
	OK(metrics.n > 19000 && metrics.n < 41000, "many items");
	buf_reset(&b);
	buf_addz(&b, "Etsy uses PHP for its shop. Etsy relies on PHP.\n|1,1,Company| Etsy\n");
	for (int i = 0; i < 20000; i++)
		buf_addf(&b, "|1,2,Users| %d million\n", i + 1);
	read_article(buf_z(&b));
	OK(metrics.n > 0 && metrics.n < 20000, "a row of many cells");
	buf_release(&b);
}

int
main(void)
{
	struct err e = { 0 };

	v = vocabulary_load("lexicon", &e);
	if (!v || !model_load(&model, "lexicon", v, &e))
		return err_report("t_extract_metrics", &e);
	counts();
	shares();
	sums();
	rates();
	bindings();
	nothing();
	details();
	hostile();
	candidates_release(&claims);
	free(misses.at);
	free(metrics.at);
	model_release(&model);
	vocabulary_free(v);
	arena_free(&arena);
	return tap_status();
}
