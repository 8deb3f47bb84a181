/* What a technology is used for: whose purpose the words tell, and where they may stand. */
#include "../lib/extraction.h"
#include "../lib/tap.h"

#include <stdio.h>

static struct reader r;

/* The use cases that the article tells of CLAIM, "adopter|technology|status". */
static const char *
use_cases(const char *text, const char *claim)
{
	static char out[512];
	struct purposes all = { { 0 } };
	bool found = false;
	size_t used = 0;

	reader_take(&r, str_of(text));
	for (size_t i = 0; i < r.claims.n; i++)
		if (tells(r.v, &r.claims.at[i], str_of(claim))) {
			purposes_unite(&all, &r.claims.at[i].purposes, 1);
			found = true;
		}
	if (!found)
		return "no claim";
	uint32_t bits = purposes_best(&all);
	out[0] = 0;
	for (size_t i = 0; i < r.v->lexicon->n_use_cases; i++)
		if (bits >> i & 1)
			used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s", used ? "|" : "", STR_ARG(r.v->lexicon->use_case[i].id));
	return out;
}

static void
told(const char *text, const char *claim, const char *want)
{
	const char *got = use_cases(text, claim);
	bool same = !strcmp(got, want);

	const char *last = strrchr(text, '\n');
	OK(same, "%s: \"%s\"%s%s", claim, last ? last + 1 : text, same ? "" : " gives ", same ? "" : got);
}

static void
bound(void)
{
	told("Spotify uses Python for data analysis.", "Spotify|Python|uses", "data_analysis");
	told("Spotify uses Python to train machine learning models.", "Spotify|Python|uses", "machine_learning");
	told("Spotify uses Python as the language of its backend services.", "Spotify|Python|uses", "web_backend");
	told("Spotify's backend is written in Java.", "Spotify|Java|uses", "web_backend");
	told("Spotify's mobile app is written in Kotlin.", "Spotify|Kotlin|uses", "mobile");
	told("Airbnb uses Python for data pipelines, analytics and backend services.", "Airbnb|Python|uses",
	    "data_analysis|data_pipelines|web_backend");
	told("Airbnb uses Python and Java for fraud detection.", "Airbnb|Java|uses", "security");
	told("Airbnb uses Python.", "Airbnb|Python|uses", "");
	/* Processing is a language too, but not here. */
	told("Airbnb uses Python for image processing.", "Airbnb|Python|uses", "media");
	told("Airbnb uses Python for its data analysts.", "Airbnb|Python|uses", "");
	told("Airbnb moved its search from Solr to Elasticsearch.", "Airbnb|Solr|formerly_used", "storage");
}

static void
of_others(void)
{
	const char *both = "Airbnb uses Redis for caching and Kafka for event streaming.";
	const char *ends = "Airbnb uses Ruby for its backend, while JavaScript is used for frontend development.";

	told(both, "Airbnb|Redis|uses", "storage");
	told(both, "Airbnb|Kafka|uses", "streaming");
	told(ends, "Airbnb|Ruby|uses", "web_backend");
	told(ends, "Airbnb|JavaScript|uses", "frontend");
	told("Spotify, a music streaming service with payments, uses Python.", "Spotify|Python|uses", "");
	told("Pinterest moved its notification system from Java to Elixir.", "Pinterest|Java|formerly_used", "streaming");
	told("Pinterest moved its notification system from Java to Elixir.", "Pinterest|Elixir|uses", "streaming");
}

/* A database may stand in a sentence on a website; it serves as the store. */
static void
by_kind(void)
{
	const char *text = "The web application of Airbnb uses MySQL as its database.";

	told(text, "Airbnb|MySQL|uses", "storage");
	told("Airbnb uses MySQL. Nothing more is known.", "Airbnb|MySQL|uses", "");
	/* Words that say much of a database, and nothing of a language. */
	told("Airbnb keeps its records in MySQL.", "Airbnb|MySQL|uses", "storage");
	told("Airbnb keeps its records in Java.", "Airbnb|Java|uses", "");
	/* The kind of what it is a library of, and a row of its own. */
	told("Airbnb uses Redux for its pages.", "Airbnb|Redux|uses", "frontend");
	told("Airbnb uses Amazon S3 for its files.", "Airbnb|Amazon S3|uses", "storage");
	/* The article speaks of the purpose somewhere, a list of names does not. */
	told("The message broker is a log.\nAirbnb uses Kafka.", "Airbnb|Kafka|uses", "streaming");
	told("The message broker is a log.\nKafka is used by Airbnb, Slack, Lyft and Pinterest.", "Lyft|Kafka|uses", "");
	told("Airbnb uses Kafka.\nA word on bread.", "Airbnb|Kafka|uses", "");
}

static void
places(void)
{
	told("# Data Analysis\nSpotify uses Python.", "Spotify|Python|uses", "data_analysis");
	told("# Overview\nSpotify uses Python.", "Spotify|Python|uses", "");
	told("The backend systems are many. Spotify writes them in Java.", "Spotify|Java|uses", "web_backend");
	told("The frontend is Angular. Spotify uses Java.", "Spotify|Java|uses", "");
	told("# Companies using Erlang\nThese companies use Erlang:\n- Pinterest - notification system\n- Ericsson - telephone switches\n- Spotify", "Pinterest|Erlang|uses", "streaming");
	told("# Companies using Erlang\nThese companies use Erlang:\n- Pinterest - notification system\n- Ericsson - telephone switches\n- Spotify", "Spotify|Erlang|uses", "");
}

static void
united(void)
{
	struct purposes all = { { 0 } }, one = { { 0 } };

	OK(purposes_best(&all) == 0, "nothing told, nothing is best");
	one.of[3] = 1;
	one.of[4] = .3f;
	purposes_unite(&all, &one, 1);
	OK(purposes_best(&all) == 1u << 3, "what is told too weakly is left");
	one.of[4] = 1;
	purposes_unite(&all, &one, 0);
	OK(all.of[4] > .1f && all.of[4] < 1, "an unsure sentence adds less");
	for (size_t i = 0; i < MAX_PURPOSES; i++)
		all.of[i] = 1;
	uint32_t bits = purposes_best(&all);
	OK(__builtin_popcount(bits) == 4, "at most four are told");
}

static void
put(const char *dir, const char *text)
{
	char path[4200];
	FILE *f;

	snprintf(path, sizeof path, "%s/use_case_words.csv", dir);
	f = fopen(path, "wb");
	fputs(text, f);
	fclose(f);
}

static void
refused(const char *dir, const char *text, const char *where)
{
	struct err e = { 0 };

	put(dir, text);
	struct purpose_words *w = purpose_words_load(dir, r.v->lexicon, &e);
	OK(!w && e.code == EX_CONFIG && strstr(e.text, where), "refused: %s", e.text);
	purpose_words_free(w);
}

static void
bad_words(void)
{
	char dir[] = "/tmp/t_extract_purpose.XXXXXX", path[4200];

	OK(mkdtemp(dir), "a folder");
	refused(dir, "phrase,use_case_id\n", "line 1: needs the columns");
	refused(dir, "phrase,use_case_id,strength\na,storage,weak\nb,storages,weak\n", "line 3: no use case 'storages'");
	refused(dir, "phrase,use_case_id,strength\na,storage,strongish\n", "line 2: no strength 'strongish'");
	refused(dir, "phrase,use_case_id,strength\nno_such,storage,technology\n", "line 2: no technology 'no_such'");
	refused(dir, "phrase,use_case_id,strength\na b,,none\na,,weak\n", "line 3: no use case ''");
	snprintf(path, sizeof path, "%s/use_case_words.csv", dir);
	remove(path);
	remove(dir);
}

int
main(void)
{
	struct err e = { 0 };
	struct vocabulary *v = vocabulary_load("lexicon", &e);

	OK(v, "the lexicon loads: %s", e.text);
	if (!v)
		return tap_status();
	r.v = v;
	bound();
	of_others();
	by_kind();
	places();
	united();
	bad_words();
	reader_release(&r);
	vocabulary_free(v);
	return tap_status();
}
