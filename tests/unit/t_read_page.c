/* Structure, encodings and metadata of HTML pages. */
#include "../../stages/read/emit.h"
#include "../lib/tap.h"

static struct reader r;

#define PROSE "<p>Many firms have told us over the years how they run their services, and this page says what they said to us.</p>"

static bool
take(const char *html)
{
	struct origin o = { .source = STR("page"), .name = STR("page.html"), .media_type = STR("html"), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
	enum reject why;

	return reader_read(&r, str_of(html), &o, &why);
}

/* The block that holds TEXT and nothing else. */
static const struct block *
find(const char *text)
{
	static const struct block none = { .kind = N_BLOCK_KINDS, .header = { "", 0 } };

	for (size_t i = 0; i < r.article.n_blocks; i++)
		if (str_eq(block_text(&r.article, &r.article.block[i]), str_of(text)))
			return &r.article.block[i];
	return &none;
}

static void
structure(void)
{
	take("<html><body><nav><ul><li><a href=/>Home page</a></li></ul></nav><main><h1>Users</h1>" PROSE
	    "<h2>By firm</h2><ul><li>Acme uses it for dispatch<ul><li>and for its search</li></ul></li><li>Beta Ltd</li></ul>"
	    "<table><tr><th>Company</th><th>Use</th></tr><tr><td>Uber</td><td>dispatch of cars</td></tr><tr><td>Lyft</td><td>maps</td></tr></table>"
	    "<dl><dt>Go</dt><dd>A language from Google</dd></dl><pre>x = 1\n  y = 2</pre>"
	    "<details><summary>Who else?</summary><p>Gamma and Delta use it as well, as they told us in a letter last year, and so do some more.</p></details>"
	    "<p>First line of a list,<br>Second line of the list,<br><br>Third line stands apart.</p>" PROSE "</main></body></html>");
	OK(find("Home page")->kind == N_BLOCK_KINDS, "the menu is gone");
	OK(find("By firm")->kind == BLOCK_HEADING && find("By firm")->level == 2, "a heading and its level");
	OK(find("Acme uses it for dispatch")->kind == BLOCK_ITEM && find("Acme uses it for dispatch")->level == 1, "an item");
	OK(find("and for its search")->level == 2, "an inner item");
	OK(find("Uber")->kind == BLOCK_CELL && str_eq(find("Uber")->header, STR("Company")), "a cell with its header");
	OK(find("maps")->row == 3 && find("maps")->column == 2 && str_eq(find("maps")->header, STR("Use")), "in its row and column");
	OK(find("Go")->kind == BLOCK_TERM && find("A language from Google")->kind == BLOCK_DEFINITION, "a term and its definition");
	OK(find("x = 1\n  y = 2")->kind == BLOCK_CODE, "code as it stands");
	OK(find("Who else?")->kind != N_BLOCK_KINDS, "what a click opens is text");
	OK(find("Third line stands apart.")->kind == BLOCK_PARAGRAPH, "line breaks part paragraphs");
	const struct block *item = find("Beta Ltd");
	OK(item->parent > 0 && str_eq(block_text(&r.article, &r.article.block[item->parent - 1]), STR("By firm")), "an item knows its heading");
}

static void
table_headers(void)
{
	take("<html><body><main><h1>Go</h1>" PROSE "<table><tr><th>Designed by</th><td>Robert Griesemer</td></tr><tr><th>First appeared</th><td>November 2009</td></tr></table>" PROSE
	    "<table><thead><tr><th>Company</th><th>Use</th><th>Since</th></tr></thead><tr><th scope=row rowspan=2>Uber</th><td>dispatch</td><td>2015</td></tr><tr><td>maps</td><td>2017</td></tr>"
	    "<tr><td>Lyft</td><td colspan=2>pricing</td></tr><tr><td>Grab</td><td>payments</td><td>2018</td></tr></table>" PROSE "</main></body></html>");
	OK(str_eq(find("November 2009")->header, STR("First appeared")), "a header cell on the left heads its row");
	OK(str_eq(find("Uber")->header, STR("Company")) && str_eq(find("Lyft")->header, STR("Company")), "the name of a row is a cell of its column");
	OK(find("maps")->column == 2 && str_eq(find("maps")->header, STR("Use")) && str_eq(find("2017")->header, STR("Since")), "a cell that reaches down takes its column");
	OK(str_eq(find("2018")->header, STR("Since")), "one that is wide takes its columns, and no more");
}

static void
marks(void)
{
	take("<html><body><main><h1>Users<a class=headerlink href=#u>¶</a></h1>" PROSE "<h2>By firm<span class=mw-editsection>[<a href=/e>edit</a>]</span></h2>"
	    "<blockquote><p>We never looked back.</p><footer>— Jane Roe, CTO of Acme</footer></blockquote><p>Others said so too, in the same year, at the same place.</p>"
	    "<blockquote>It was fast.<cite>Max Foo, VP at Beta</cite></blockquote><div class=accordion><button>Who else?</button><div hidden>Gamma and Delta use it for a year now, as we were told.</div><button>Open all</button></div>" PROSE "</main></body></html>");
	OK(find("Users")->kind == BLOCK_HEADING && find("By firm")->kind == BLOCK_HEADING, "marks behind headings are no part of them");
	OK(str_eq(find("We never looked back.")->speaker, STR("Jane Roe, CTO of Acme")) && str_eq(find("It was fast.")->speaker, STR("Max Foo, VP at Beta")), "quotations know their speakers");
	OK(find("Who else?")->kind != N_BLOCK_KINDS && find("Open all")->kind == N_BLOCK_KINDS, "a question that opens its answer is text, a button is not");
}

static void
captions(void)
{
	struct buf text = { 0 };
	uint64_t sum = 0;

	take("<html><body><main><h1>Users</h1><figure><img src=a.png><figcaption>The hall of Acme, where its Go services run.</figcaption></figure>" PROSE
	    "<div class=wp-caption><img src=b.png><p class=wp-caption-text>Beta's office &amp; garden in spring.</p></div>" PROSE
	    "<figure><img src=c.png><figcaption>Gamma's board. <span>Drawn by hand.</span></figcaption><p class=photo-credit>Picture made by Max Foo of Delta</p></figure>"
	    "<table><caption>Firms and what they do</caption><tr><th>Company</th><th>Use</th></tr><tr><td>Uber</td><td>dispatch of cars</td></tr><tr><td>Lyft</td><td>maps</td></tr></table>"
	    "<figure><blockquote>We never looked back.</blockquote><figcaption>— Jane Roe, CTO of Acme</figcaption></figure>" PROSE "</main>"
	    "<aside><h3>Related</h3><figure><a href=/x>Another story of ours</a><figcaption>A picture of quite another story.</figcaption></figure><p><a href=/y>And yet another one</a></p><p><a href=/z>The last one of these</a></p></aside></body></html>");
	const struct block *first = find("The hall of Acme, where its Go services run."), *wp = find("Beta's office & garden in spring."), *table = find("Firms and what they do");
	OK(first->kind == BLOCK_CAPTION && first->parent == 1 && first == r.article.block + 1, "a caption is kept in its place");
	OK(wp->kind == BLOCK_CAPTION && r.article.raw.p[wp->start] == 'B' && r.article.raw.p[wp->end - 1] == '.', "one by its class too, with its range");
	OK(find("Gamma's board. Drawn by hand.")->kind == BLOCK_CAPTION && find("Picture made by Max Foo of Delta")->kind == N_BLOCK_KINDS, "but not who took the picture");
	OK(find("A picture of quite another story.")->kind == N_BLOCK_KINDS, "nor the caption of what is no part of the article");
	OK(table->kind == BLOCK_CAPTION && table->group > 0 && table->group == find("Uber")->group && table->row == 0, "that of a table belongs to it");
	OK(str_eq(find("We never looked back.")->speaker, STR("Jane Roe, CTO of Acme")), "that of a quotation says who spoke");
	emit_text(&text, &r.article);
	OK(str_find(buf_str(&text), STR("hall of Acme"), 0) < 0 && str_find(buf_str(&text), STR("office & garden"), 0) < 0 && str_find(buf_str(&text), STR("never looked back"), 0) > 0,
	    "captions stand beside the text");
	for (int k = 0; k < N_BOOKINGS; k++)
		sum += r.article.booked[k];
	OK(sum == r.article.seen && r.article.booked[BOOK_PROSE] > 90 + first->chars + wp->chars, "and are booked as prose");
	buf_release(&text);

	take("<html><body><main><h1>A gallery</h1><figure><img src=a.png><figcaption>Acme runs its shop on Go, and has done so for ten years by now.</figcaption></figure>"
	    "<figure><img src=b.png><figcaption>Beta moved its search to Rust, since the old one was too slow for it.</figcaption></figure></main></body></html>");
	OK(find("Beta moved its search to Rust, since the old one was too slow for it.")->kind == BLOCK_PARAGRAPH && !r.article.block[r.article.n_blocks - 1].beside, "where there is nothing else, captions are the text");
}

static void
lists(void)
{
	struct buf page = { 0 };

	buf_addz(&page, "<html><head><title>Users</title></head><body><nav><a href=/a>About us</a></nav><main><h1>Users</h1><ul>");
	for (unsigned i = 0; i < 500; i++)
		buf_addf(&page, "<li><a href=\"https://firm%u.example/\">Firm %u</a></li>", i, i);
	buf_addz(&page, "</ul></main></body></html>");
	take(buf_z(&page));
	OK(find("Firm 0")->kind == BLOCK_ITEM && find("Firm 499")->kind == BLOCK_ITEM, "a bare list of 500 names comes through whole");
	buf_release(&page);
}

/* A post as common software writes it: a box about its writer, the text, a signature, buttons. */
static void
post(struct buf *page, unsigned no, const char *who, const char *title, const char *body)
{
	buf_addf(page, "<li class=message><div class=messageUserInfo><h3><a href=/u/%s class=username>%s</a></h3><em class=userTitle>%s</em>"
	    "<dl><dt>Messages:</dt><dd>1,%03u</dd></dl><div>Joined: May %u</div></div>", who, who, title, no, 2000 + no);
	buf_addf(page, "<div class=post-meta><a href=#%u>#%u</a></div><div class=post-meta><time datetime=2024-05-1%u>May 1%u, 2024<span>1 yr</span></time></div>", no, no, no, no);
	buf_addf(page, "<div class=messageText><p>%s</p></div><div class=signature>%s's view is nobody's but %s's own, and was told to nobody before.</div>"
	    "<ul><li>Mark as best answer</li><li><a href=/r>Reply</a></li></ul></li>", body, who, who);
}

static void
threads(void)
{
	static const struct { const char *who, *title, *body; } said[] = {
		{ "anna", "Newcomer", "We moved all of our services from Perl to Go last year, and the bill for our machines fell by half." },
		{ "bert", "Old Hand", "We did the same at work, but kept Perl for the reports, which nobody had the time to write anew." },
		{ "anna", "Newcomer", "Thanks, that is good to know, we have a lot of these as well and were in doubt about them." },
		{ "carl", "Moderator", "Have a look at the pinned thread, where others have told how long it took them to do it." },
	};
	struct buf page = { 0 };

	buf_addz(&page, "<html><head><title>Perl to Go</title><meta name=generator content='XenForo 2'></head><body><nav><a href=/>Home page</a></nav><h1>Perl to Go</h1><ol>");
	for (unsigned i = 0; i < 4; i++)
		post(&page, i + 1, said[i].who, said[i].title, said[i].body);
	buf_addz(&page, "</ol></body></html>");
	take(buf_z(&page));
	OK(find(said[0].body)->kind != N_BLOCK_KINDS && find(said[3].body)->kind != N_BLOCK_KINDS, "each post of a thread is text");
	OK(find("anna")->kind == BLOCK_PARAGRAPH && find("carl")->kind == BLOCK_PARAGRAPH, "and so is who wrote it, which heads nothing");
	OK(find("May 12, 2024 1 yr")->kind != N_BLOCK_KINDS, "and when, its two forms apart");
	OK(find("Messages:")->kind == N_BLOCK_KINDS && find("1,002")->kind == N_BLOCK_KINDS && find("Joined: May 2003")->kind == N_BLOCK_KINDS &&
	    find("Old Hand")->kind == N_BLOCK_KINDS, "what the software tells of a writer is not");
	OK(find("Mark as best answer")->kind == N_BLOCK_KINDS && find("Reply")->kind == N_BLOCK_KINDS && find("#2")->kind == N_BLOCK_KINDS, "nor what it repeats with each post");
	OK(find("bert's view is nobody's but bert's own, and was told to nobody before.")->kind == N_BLOCK_KINDS, "nor a signature");
	buf_release(&page);
}

static void
names_of_classes(void)
{
	take("<html><body><main class='overflow-hidden'><h1>Users</h1>" PROSE "<p class='overflow-x-hidden'>Acme told us first.</p><p class='mt-2 hidden'>Beta told us last.</p>" PROSE "</main></body></html>");
	OK(find("Acme told us first.")->kind == BLOCK_PARAGRAPH && find("Beta told us last.")->kind == N_BLOCK_KINDS, "what does not overflow is not hidden, what is hidden is");
}

static void
encodings(void)
{
	take("<html><head><meta charset=iso-8859-1></head><body><p>Caf\xe9 M\xfcller uses Go for its \x93services\x94, and has done so for years.</p></body></html>");
	OK(r.article.n_blocks == 1 && str_find(block_text(&r.article, &r.article.block[0]), STR("Café Müller uses Go for its “services”"), 0) == 0, "latin1 means windows-1252");
	take("<html><head><meta charset=utf-8></head><body><p>Caf\xe9 M\xc3\xbcller uses Go for its services, and has done so for years.</p></body></html>");
	OK(r.charset.repaired == 1 && !strcmp(r.charset.name, "utf-8"), "one broken byte in UTF-8 is repaired and counted");
}

static void
metadata(void)
{
	const struct meta *m = &r.article.meta;

	take("<html lang=en-GB><head><title>Why we chose Go | Example Engineering</title><meta property=og:site_name content='Example Engineering'>"
	    "<link rel=canonical href=https://example.org/why-go><script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"A. Author\"},"
	    "{\"@type\":\"BlogPosting\",\"headline\":\"Why we chose Go\",\"author\":{\"@id\":\"#p\"},\"datePublished\":\"2021-03-04T10:00:00Z\",\"dateModified\":\"2021-05-06\",}]}</script></head>"
	    "<body><h1>Why we chose Go</h1>" PROSE PROSE "</body></html>");
	OK(str_eq(m->title.value, STR("Why we chose Go")), "the title without the site");
	OK(str_eq(m->site.value, STR("Example Engineering")), "the site");
	OK(str_eq(m->author.value, STR("A. Author")) && !strcmp(m->author.from, "json-ld"), "the author by reference in the graph");
	OK(str_eq(m->published.value, STR("2021-03-04")) && str_eq(m->modified.value, STR("2021-05-06")), "both dates, past a trailing comma");
	OK(str_eq(m->language.value, STR("en")) && str_eq(m->url.value, STR("https://example.org/why-go")), "language and URL");
	take("<html><head><title>How we count herring</title></head><body><nav><a href=/>Home</a> <a class=logo href='https://netloft.example/'>Netloft Labs</a></nav><h1>How we count herring</h1>" PROSE PROSE "</body></html>");
	OK(str_eq(m->site.value, STR("Netloft Labs")) && !strcmp(m->site.from, "home-link"), "the site by its link to the front page");
	take("<html><body><h1>How we count herring</h1>" PROSE PROSE "<footer><p>\xc2\xa9 2016-2021 Netloft Labs \xc2\xb7 Made on the quay</p></footer></body></html>");
	OK(str_eq(m->site.value, STR("Netloft Labs")) && !strcmp(m->site.from, "copyright"), "... by the copyright");
	take("<html><head><title>Farewell, nets - why we went digital</title></head><body><h1>Farewell, nets - why we went digital</h1>" PROSE PROSE "</body></html>");
	OK(m->site.value.n == 0, "a title of two parts has no site");
	take("<html><head><title>Counting - Case study | Netloft Labs</title></head><body><h1>Herring, by number</h1>" PROSE PROSE "</body></html>");
	OK(str_eq(m->site.value, STR("Netloft Labs")), "what stands last in the page's title is the site, whatever the headline");
	take("<html><body><h1>News</h1><div class=byline>By <a rel=author href=/x>Jane Roe</a></div><time datetime=2019-02-03>3 Feb</time>" PROSE PROSE "</body></html>");
	OK(str_eq(m->author.value, STR("Jane Roe")) && str_eq(m->published.value, STR("2019-02-03")), "byline and <time>");
}

/* A page that scripts would have made, with JSON-LD that has BODY. */
static void
take_script(const char *dom, const char *body)
{
	struct buf page = { 0 };

	buf_addf(&page, "<html><head><title>Who runs Go</title><script type=application/ld+json>{\"@type\":\"BlogPosting\",\"headline\":\"Who runs Go\",\n\"articleBody\":\"%s\"}</script></head>"
	    "<body><div id=root></div>%s<script>start()</script></body></html>", body, dom);
	take(buf_z(&page));
	r.article.raw = (struct str){ "", 0 };
	buf_release(&page);
}

static void
script_made(void)
{
	static const char *const text = "Acme \\u0026 Sons use Go for their \\\"dispatch\\\" service, as we were told at length.\\r\\n\\r\\nM\xc3\xbcller uses Rust &mdash; for its search, which was slow before that.";
	const char *const menu = "<nav><a href=/>Home page</a></nav><noscript>You need to enable JavaScript.</noscript>";

	take_script(menu, text);
	OK(r.article.n_blocks == 2 && find("Acme & Sons use Go for their \"dispatch\" service, as we were told at length.")->kind == BLOCK_PARAGRAPH, "where only scripts make the page, JSON-LD has its text");
	OK(find("M\xc3\xbcller uses Rust \xe2\x80\x94 for its search, which was slow before that.")->kind == BLOCK_PARAGRAPH && article_line(&r.article, r.article.block[1].start) == 2, "by paragraphs, with their place");
	uint64_t sum = 0;
	for (int k = 0; k < N_BOOKINGS; k++)
		sum += r.article.booked[k];
	OK(sum == r.article.seen && r.article.booked[BOOK_BOILERPLATE] == 8 + 26, "and the books balance");
	take_script("<h1>Who runs Go</h1>", "\\u003cp\\u003eSome <b class=\\\"x\\\">firms</b> do, if 1 < 2, and we asked them why.</p><h2>Who</h2><ul><li>Acme, for its dispatch service</li><li>Beta, for all</li></ul>That is it.<br/>For now.");
	OK(r.article.n_blocks == 7 && find("Who runs Go")->title && find("Some firms do, if 1 < 2, and we asked them why.")->kind == BLOCK_PARAGRAPH, "HTML in it is read as such, below the headline");
	OK(find("Who")->level == 2 && find("Who")->kind == BLOCK_HEADING && find("Beta, for all")->kind == BLOCK_ITEM && find("Beta, for all")->group > 0 && find("For now.")->kind == BLOCK_PARAGRAPH && find("That is it.")->parent == 3, "with its structure");
	take_script(PROSE "<p>This is the page itself, and it says more than enough of what there is to say on this subject, to us at least.</p><p>It goes on for a third paragraph, so that nobody can doubt that this is the text.</p>", text);
	OK(find("Acme & Sons use Go for their \"dispatch\" service, as we were told at length.")->kind == N_BLOCK_KINDS && r.article.n_blocks == 3, "a page with text of its own keeps it");
	take_script(menu, "You need to log in.");
	OK(r.article.n_blocks == 0, "a few words in JSON-LD are no article");
	take("<html><head><title>Who runs Go</title></head><body><nav><a href=/>Home page</a></nav><div id=root>Loading</div><noscript><h1>Who runs Go</h1>" PROSE
	    "<p>Acme uses Go for its dispatch service, and has done so for many years by now.</p></noscript><script>start()</script></body></html>");
	OK(find("Acme uses Go for its dispatch service, and has done so for many years by now.")->kind == BLOCK_PARAGRAPH && find("Home page")->kind == N_BLOCK_KINDS, "what stands there for those without scripts is text");
}

static void
refusals(void)
{
	struct origin o = { .source = STR("page"), .name = STR("page.html"), .media_type = STR("html"), .charset = STR(""), .url = STR(""), .date = STR(""), .title = STR("") };
	enum reject why = N_REJECTS;

	r.any_language = false;
	OK(!reader_read(&r, STR("<p>Viele Firmen haben uns in den letzten Jahren erzählt, wie sie ihre Dienste betreiben, und das ist nicht immer einfach mit der alten Technik.</p>"), &o, &why) && why == REJECT_language, "German is told apart");
	OK(!reader_read(&r, STR("<html lang=en><body><p>Please log in to read this article. Forgot your password? We can help.</p></body></html>"), &o, &why) && why == REJECT_login_wall, "a log-in wall");
	OK(!reader_read(&r, STR("<html lang=en><body><div class=paywall><h2>Sign in to continue</h2><form><input type=password><button>Sign in</button></form></div></body></html>"), &o, &why) && why == REJECT_login_wall, "a log-in form of which nothing is kept");
	OK(!reader_read(&r, STR("<html><body><nav><a href=/>Home</a> <a href=/b>Blog</a></nav></body></html>"), &o, &why) && why == REJECT_navigation_only, "menus alone");
	OK(!reader_read(&r, STR("   \n "), &o, &why) && why == REJECT_empty, "nothing at all");
	OK(!reader_read(&r, STR("\x7f" "ELF\x01\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x03\0\x01\0\0\0\x80\x80\x04\x08\x34\0\0\0\1\2\3\4\5\6\7"), &o, &why) && why == REJECT_not_text, "a program is no text");
	char noise[900];
	uint32_t x = 1;
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)((x = x * 1664525 + 1013904223) >> 24);
	OK(!reader_read(&r, (struct str){ noise, sizeof noise }, &o, &why) && why == REJECT_not_text, "nor is noise, in whatever encoding it can be read");
	r.any_language = true;
}

int
main(void)
{
	struct limits limits = { .bytes = 1u << 24, .depth = 512, .seconds = 20, .languages = "en" };

	reader_init(&r, &limits);
	r.any_language = true;
	structure();
	table_headers();
	marks();
	captions();
	lists();
	threads();
	names_of_classes();
	encodings();
	metadata();
	script_made();
	refusals();
	reader_release(&r);
	return tap_status();
}
