#include "dates.h"
#include "labels.h"

#define LINE_BYTES 400

/* Whole lines, folded. */
static const char section_list[] =
	"|related|related articles|related stories|related posts|related post|related content|related news|related links|related topics|related reading|related coverage|related article|related story"
	"|you may also like|you might also like|you may like|you might like|you may also be interested in|you might also enjoy|you may also enjoy|also read|read also|also on|also see|see also on"
	"|more stories|more news|more from us|more articles|more posts|more like this|more on this|more on this story|more on this topic|more in this section|more to read|more to explore|more reading"
	"|read more|read next|up next|next up|keep reading|continue reading|further reading suggestions|recommended|recommended for you|recommended reading|recommended articles|recommended stories|suggested reading|suggested articles|dont miss|don t miss"
	"|popular|popular posts|popular articles|popular stories|most popular|most read|most viewed|most shared|most commented|popular this week|trending|trending now|trending stories|trending articles|top stories|top news|latest news|latest stories|latest articles|latest posts|latest|recent posts|recent articles|recent news|recent stories|editors picks|editor s picks|editors pick|editor s choice|featured articles|featured stories|featured posts|featured"
	"|comments|comment|leave a comment|leave a reply|leave a response|post a comment|join the discussion|join the conversation|add a comment|add comment|write a comment|discussion|reader comments|responses|reactions|what do you think|what s your reaction|view comments|show comments|conversation|no comments|no comments yet"
	"|about the author|about the authors|about author|author|about the writer|written by|contributors|author bio|meet the author|more by this author|more from this author"
	"|share this|share this article|share this post|share this story|share|share on|share with friends|spread the word|share article|follow us|follow us on|follow|connect with us|stay connected|stay in touch|stay up to date|stay informed|get in touch with us|newsletter|newsletters|our newsletter|sign up for our newsletter|subscribe to our newsletter|subscribe|subscribe now|join our newsletter|get the newsletter|email newsletter|sign up|join the newsletter"
	"|advertisement|advertisements|sponsored|sponsored content|sponsored links|promoted|promoted content|around the web|from around the web|from the web|from our partners|partner content|paid content|you may also like from the web|ads by google"
	"|in this article|topics in this article|tags|topics|categories|filed under|tagged|posted in|related tags|keywords|related searches|explore more|explore|discover more|next article|previous article|next post|previous post|post navigation|navigation|share your thoughts|tell us what you think|rate this article|was this article helpful|was this helpful|was this page helpful|did you find this helpful|feedback|print|site map"
	"|recent comments|archives|meta|blogroll|external links|people also read|customers also viewed|similar articles|similar posts|other articles|other news|other stories|other posts|breaking news|in other news|what to read next|more great stories|must read|must reads|hot topics|watch now|watch next|related videos|videos|photos|gallery|photo gallery"
	"|das könnte sie auch interessieren|mehr zum thema|weitere artikel|ähnliche artikel|ähnliche beiträge|verwandte artikel|auch interessant|lesen sie auch|kommentare|schlagwörter|schlagworte|themen|teilen|weitere themen|meistgelesen|newsletter abonnieren"
	"|articles similaires|articles liés|à lire aussi|lire aussi|sur le même sujet|commentaires|partager|vous aimerez aussi|mots clés|les plus lus"
	"|artículos relacionados|noticias relacionadas|te puede interesar|también te puede interesar|comentarios|compartir|etiquetas|lo más leído|más noticias|relacionados"
	"|artigos relacionados|notícias relacionadas|veja também|leia também|leia mais|comentários|compartilhar|posts relacionados|mais lidas|relacionados"
	"|articoli correlati|leggi anche|potrebbe interessarti|commenti|condividi|lees ook|gerelateerde artikelen|reacties|deel dit|meer nieuws|читайте также|похожие статьи|комментарии|отзывы|поделиться|самые популярные|ещё по теме|по теме|czytaj także|powiązane artykuły|komentarze|zobacz także|przeczytaj również|baca juga|artikel terkait|komentar|bagikan|関連記事|関連リンク|コメント|人気記事|シェア|関連ニュース|관련기사|댓글|인기기사|相关文章|相关阅读|评论|iklan|advert|adverts|publicidade|werbung|anzeige|publicité|publicidad|реклама|";
static const char line_list[] =
	"|advert|adverts|publicidade|werbung|anzeige|publicité|publicidad|реклама|iklan|share|share this|tweet|tweet this|pin it|pin|print|print this page|email|email this|e mail|save|copy link|link copied|facebook|twitter|linkedin|whatsapp|pinterest|reddit|flipboard|tumblr|telegram|instagram|youtube|x|messenger|print this article share it with friends|share this on whatsapp|share on facebook|share on twitter|share on linkedin|share on x|share on pinterest|share via email|click to share"
	"|advertisement|ad|ads|advertising|story continues below advertisement|article continues below advertisement|continue reading below|continue reading the main story|continue reading|read full article|scroll to continue|advertisement continue reading below|article continues after advertisement|story continues|scroll for more|enlarge image|enlarge|view gallery|view all|view more|see more|show more|load more|read more|read less|show less|more|close|back|back to top|scroll back to top|top|next|previous|prev|skip|loading|open|menu|search|home|go back|browse all posts|chevron left browse all posts|see all|learn more|click here|subscribe|sign up|sign in|log in|login|register|follow|play|pause|watch|listen|download|reply|report|like|likes|dislike|edit|quote|flag|hide|expand|collapse|copy|copied|toggle|play video|watch video|view comments|add to cart|buy now|comments|tags|print email|view slideshow|image source|photo"
	"|teilen|drucken|partager|imprimer|compartir|imprimir|condividi|stampa|delen|поделиться|печать|";
/* The beginning of a line whose rest is a link or a few words. */
static const char *const leads[] = {
	"read more ", "related ", "related post ", "related article ", "related story ", "related stories ", "also read ", "read also ", "see also ", "more ", "read ", "watch ", "listen ", "see more ",
	"recommended ", "more on ", "more from ", "next ", "previous ", "next article ", "previous article ", "next post ", "previous post ", "don t miss ", "must read ", "up next ", "check out ", "read the full ", "read our ", "click here ", "continue reading ",
	"you may also like ", "you might also like ", "also ", "further reading ", "full story ", "see ", "via ", "here s ", "more coverage ", "explore more ", "what to read next ", "download ", "itunes ", "in pictures ", "in case you missed it ",
	"lesen sie auch ", "mehr zum thema ", "lire aussi ", "à lire aussi ", "lea también ", "lee también ", "te puede interesar ", "leia também ", "leia mais ", "veja também ", "leggi anche ", "lees ook ", "читайте также ", "baca juga ", "czytaj także ", "関連記事 ", "関連 ",
};
static const char *const lines[] = {
	"tags ", "tagged ", "filed under ", "posted in ", "categories ", "category ", "topics ", "keywords ", "source ", "sources ", "photo by ", "photo credit ", "image credit ", "credit ", "photos by ", "photograph ", "photo ", "image ", "images ", "featured image ", "image source ", "header image ",
	"copyright ", "all rights reserved ", "last updated ", "last modified ", "updated on ", "published on ", "posted on ", "written by ", "edited by ", "reporting by ", "share this ", "follow us on ", "find us on ",
	"view all ", "see all ", "more from ", "this article was originally published ", "this story was originally published ", "this post was originally published ", "originally published ", "first published ", "this article originally appeared ", "contact the author ", "contact us at ", "reach ", "est reading time ", "reading time ", "estimated reading time ", "time to read ",
};
static const char *const prompts[] = {
	"sign up for ", "sign up to ", "sign up now ", "sign up today", "subscribe to ", "subscribe now ", "subscribe for ", "subscribe here", "follow ", "like us on ", "join our ", "join us on ", "get the latest ", "get our ", "stay up to date ", "stay on top of ", "for more news ", "have a tip", "got a tip", "download our ", "download the app", "get breaking news ", "support our ", "become a member ", "enter your email ", "by signing up ", "by subscribing ", "by clicking ", "by continuing ", "by using this ", "by registering ", "thank you for subscribing", "thanks for subscribing", "please enter ", "your email address will not be published", "this site uses akismet", "required fields are marked", "you can follow ", "click here to ", "if you enjoyed this ", "if you liked this ", "don t forget to subscribe", "want more ", "like what you re reading", "send us ", "email the author", "already a subscriber", "to continue reading", "this material may not be published", "we use cookies", "this site uses cookies", "this website uses cookies", "the times is committed to publishing", "we d like to hear what you think", "let us know in the comments", "note we are temporarily moderating", "disclosure ", "editor s note this ", "affiliate disclosure ", "ftc we use", "register for free", "log in to ", "you must be logged in", "please log in", "please sign in", "create an account ",
};

static bool
small(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

size_t
label_fold(struct str s, char *out, size_t n)
{
	size_t k = 0;
	bool gap = false;

	for (size_t i = 0; i < s.n && k + 4 < n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 32);
		/* Typographic quotes, dashes, dots and arrows part words, as plain ones do. */
		if (c == 0xe2 && i + 2 < s.n && ((unsigned char)s.p[i + 1] == 0x80 || (unsigned char)s.p[i + 1] == 0x86 || (unsigned char)s.p[i + 1] == 0x96)) {
			gap = true;
			i += 2;
			continue;
		}
		if (c == 0xc2 && i + 1 < s.n) {
			gap = true;
			i++;
			continue;
		}
		/* Capitals of Latin-1, Greek and Cyrillic. */
		if (c == 0xc3 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x80 && (unsigned char)s.p[i + 1] <= 0x9e) {
			if (gap && k > 0)
				out[k++] = ' ';
			gap = false;
			out[k++] = (char)c;
			out[k++] = (char)((unsigned char)s.p[++i] + 0x20);
			continue;
		}
		if (c == 0xd0 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x90 && (unsigned char)s.p[i + 1] <= 0xaf) {
			unsigned low = (unsigned char)s.p[++i] + 0x20u;
			if (gap && k > 0)
				out[k++] = ' ';
			gap = false;
			out[k++] = (char)(low < 0xc0 ? 0xd0 : 0xd1);
			out[k++] = (char)(low < 0xc0 ? low : low - 0x40);
			continue;
		}
		if (!small(c)) {
			gap = true;
			continue;
		}
		if (gap && k > 0)
			out[k++] = ' ';
		gap = false;
		out[k++] = (char)c;
	}
	out[k] = '\0';
	return k;
}

static bool
listed(const char *list, const char *line, size_t n)
{
	char key[80];

	if (n == 0 || n + 3 > sizeof key)
		return false;
	key[0] = '|';
	memcpy(key + 1, line, n);
	key[n + 1] = '|';
	key[n + 2] = '\0';
	return strstr(list, key) != NULL;
}

static bool
begins(const char *line, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line[0] == list[i][0] && strncmp(line, list[i], strlen(list[i])) == 0)
			return true;
	return false;
}
#define BEGINS(line, list) begins((line), (list), sizeof(list) / sizeof *(list))

static size_t
count_words_in(const char *line)
{
	size_t n = *line != '\0';

	for (; *line; line++)
		n += *line == ' ';
	return n;
}

enum label
label_of(struct str s)
{
	char line[LINE_BYTES];
	size_t n, words;

	if (s.n > LINE_BYTES - 2)
		s.n = LINE_BYTES - 2;
	n = label_fold(s, line, sizeof line - 1);
	words = count_words_in(line);
	/* "12 comments", "View all 23" */
	char *p = line;
	while (*p >= '0' && *p <= '9')
		p++;
	if (p > line && *p == ' ' && (listed("|comments|comment|shares|share|likes|like|replies|views|reads|responses|min read|minutes read|minute read|min|claps|reactions|retweets|", p + 1, strlen(p + 1))))
		return LABEL_LINE;
	if (listed(line_list, line, n))
		return listed(section_list, line, n) ? LABEL_SECTION : LABEL_LINE;
	if (listed(section_list, line, n))
		return LABEL_SECTION;
	if (words <= 8 && (!strncmp(line, "more great ", 11) || !strncmp(line, "more from ", 10) || !strncmp(line, "popular on ", 11) || !strncmp(line, "trending on ", 12) ||
	    !strncmp(line, "latest from ", 12) || !strncmp(line, "more stories ", 13) || !strncmp(line, "more about the author", 21) || !strncmp(line, "read more from ", 15) ||
	    !strncmp(line, "more on ", 8) || !strncmp(line, "about the author", 16) || !strncmp(line, "most popular ", 13) || !strncmp(line, "recent posts ", 13) || !strncmp(line, "самые популярные", 30)))
		return LABEL_SECTION;
	line[n] = ' ';
	line[n + 1] = '\0';
	if (BEGINS(line, prompts))
		return LABEL_PROMPT;
	if (BEGINS(line, lines))
		return LABEL_LINE;
	if (BEGINS(line, leads))
		return LABEL_LEAD;
	return LABEL_NONE;
}

bool
label_byline(struct str s)
{
	static const char *const open[] = { "by ", "posted by ", "posted on ", "written by ", "published ", "updated ", "last updated ", "author ", "von ", "par ", "por ", "di ", "door ", "posted " };
	char line[LINE_BYTES], date[DATE_SIZE];
	size_t n, words;

	if (s.n > 200)
		return false;
	n = label_fold(s, line, sizeof line);
	words = count_words_in(line);
	if (date_is(s, 0, date))
		return true;
	if (!BEGINS(line, open))
		return date_is(s, 24, date) && words <= 12 && n > 0 && s.p[s.n - 1] != '.';
	return words <= 5 || (words <= 16 && date_find(s, date, NULL, NULL)) || (words <= 9 && s.p[s.n - 1] != '.');
}
