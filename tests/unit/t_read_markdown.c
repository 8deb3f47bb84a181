/* Markdown: structure, metadata, what stands in it as HTML. */
#include "../../stages/read/markdown.h"
#include "../lib/tap.h"

static struct article a;

static void
take(struct str text)
{
	article_reset(&a, text);
	markdown_read(&a);
	article_finish(&a);
}

/* The block that holds TEXT and nothing else. */
static const struct block *
find(const char *text)
{
	static const struct block none = { .kind = N_BLOCK_KINDS, .header = { "", 0 }, .speaker = { "", 0 } };

	for (size_t i = 0; i < a.n_blocks; i++)
		if (str_eq(block_text(&a, &a.block[i]), str_of(text)))
			return &a.block[i];
	return &none;
}

/* The text of its heading. */
static struct str
above(const struct block *b)
{
	return b->parent ? block_text(&a, &a.block[b->parent - 1]) : STR("");
}

static void
metadata(void)
{
	take(STR("---\ntitle: \"Who uses Go\"\nauthors:\n  - Jane Roe\ndate: 2021-03-04T10:00:00Z\nlastmod: 2022-01-02\nurl: https://example.org/go\n---\n\n# Another title\n\nAcme uses Go.\n"));
	OK(str_eq(a.meta.title.value, STR("Who uses Go")) && !strcmp(a.meta.title.from, "front-matter"), "the title of the front matter");
	OK(str_eq(a.meta.author.value, STR("Jane Roe")), "the author, of a list");
	OK(str_eq(a.meta.published.value, STR("2021-03-04")) && str_eq(a.meta.modified.value, STR("2022-01-02")), "both dates");
	OK(str_eq(a.meta.url.value, STR("https://example.org/go")), "the URL");
	OK(a.n_blocks == 2 && article_line(&a, find("Acme uses Go.")->start) == 12, "front matter is no text");
	take(STR("+++\ntitle = 'Toml'\n+++\nText.\n"));
	OK(str_eq(a.meta.title.value, STR("Toml")) && a.n_blocks == 1, "TOML as well");
	take(STR("# Heading as title\n\nText.\n"));
	OK(str_eq(a.meta.title.value, STR("Heading as title")), "else the first heading");
}

/* Lines that are no running text. */
static void
lines(void)
{
	take(STR("# Adopters\n\n> **Company:** Netloft\n> **Country:** Norway\n> **What for?** Ship routing.\n\nName: Kelpworks\nUse: fish prices\n\nWe like it,\nand **they** like: it.\n"));
	OK(find("Company: Netloft")->kind == BLOCK_QUOTE && find("Country: Norway")->kind == BLOCK_QUOTE && find("What for? Ship routing.")->kind == BLOCK_QUOTE, "a line with a label is a block");
	OK(find("Name: Kelpworks")->kind == BLOCK_PARAGRAPH && find("Use: fish prices")->kind == BLOCK_PARAGRAPH, "two plain ones as well");
	OK(find("We like it, and they like: it.")->kind == BLOCK_PARAGRAPH, "running text is not cut");
	take(STR("Users\n-----\n\n    * N: Netloft\n      D: Ship routing\n\n    * N: Kelpworks\n\nText.\n\n    run(a, b);\n    stop();\n"));
	OK(find("N: Netloft")->kind == BLOCK_ITEM && find("D: Ship routing")->kind == BLOCK_PARAGRAPH && find("N: Kelpworks")->kind == BLOCK_ITEM, "a list that is set in is a list");
	OK(article_line(&a, find("N: Kelpworks")->start) == 7, "with its lines");
	OK(find("run(a, b);\nstop();")->kind == BLOCK_CODE, "but code is code");
}

static void
structure(void)
{
	take(STR("# Users\n\n## By firm\n\n- Acme: dispatch\n  - its search\n- Beta\n\n| Company | Use |\n|---|---|\n| Uber | dispatch \\| maps |\n| Lyft | **search** |\n\n"
	    "> We moved to Go.\n\n\xe2\x80\x94 Jane Roe, CTO of Acme\n\n```go\nfunc main() {\n\trun()\n}\n```\n\nUnderlined\n---\n\nLast `go run` words.\n"));
	OK(find("Users")->kind == BLOCK_HEADING && find("By firm")->level == 2 && find("Underlined")->level == 2, "headings and their levels");
	OK(find("Acme: dispatch")->kind == BLOCK_ITEM && find("its search")->level == 2 && find("Beta")->level == 1, "items and their depth");
	OK(str_eq(above(find("Beta")), STR("By firm")), "an item knows its heading");
	OK(find("dispatch | maps")->kind == BLOCK_CELL && str_eq(find("dispatch | maps")->header, STR("Use")), "a cell with its header");
	OK(find("search")->row == 3 && find("search")->column == 2, "in its row and column");
	OK(find("We moved to Go.")->kind == BLOCK_QUOTE && str_eq(find("We moved to Go.")->speaker, STR("Jane Roe, CTO of Acme")), "a quotation and its speaker");
	OK(find("func main() {\n    run()\n}")->kind == BLOCK_CODE, "code apart, with its indent");
	OK(find("Last go run words.")->kind == BLOCK_PARAGRAPH, "code within a sentence is a word of it");
}

static void
html(void)
{
	take(STR("<h1 align=\"center\">\n  The tool &amp; its users\n</h1>\n\nAcme &amp; Sons<br>use caf&eacute; &#8220;Go&#x201d; &unknown; words.\n\n"
	    "<!-- a comment\nof two lines -->\n<table>\n<tr><th>Company</th><th>Use</th></tr>\n<tr><td>Uber\n<td class='a\nb'>dispatch\n</table>\n\n"
	    "<script>\nvar hidden = 1;\n</script>\n\n<ul><li>left open\n\nText below.\n"));
	OK(find("The tool & its users")->kind == BLOCK_HEADING && find("The tool & its users")->level == 1, "a heading in HTML");
	OK(find("Acme & Sons use café “Go” &unknown; words.")->kind == BLOCK_PARAGRAPH, "references are spelt out, a line break parts words");
	OK(find("dispatch")->kind == BLOCK_CELL && str_eq(find("dispatch")->header, STR("Use")), "a table in HTML");
	OK(find("left open")->kind == BLOCK_ITEM && find("Text below.")->kind == BLOCK_PARAGRAPH, "what HTML leaves open ends with its block");
	OK(a.n_blocks == 8, "comments and scripts are no text (%zu blocks)", a.n_blocks);
}

/* What follows the text in memory is none of it. */
static void
end_of_input(void)
{
	static const char text[] = "A paragraph.\n\n2. and more";

	take((struct str){ text, strlen("A paragraph.\n\n2") });
	OK(a.n_blocks == 2 && find("2")->kind == BLOCK_PARAGRAPH, "a text that ends within a line ends there");
	take(STR("Acme uses Go"));
	OK(a.n_blocks == 1 && a.block[0].end == strlen("Acme uses Go"), "and its last block ends with it");
}

int
main(void)
{
	metadata();
	structure();
	lines();
	html();
	end_of_input();
	article_release(&a);
	return tap_status();
}
