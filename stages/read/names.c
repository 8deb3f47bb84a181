#include "names.h"

/* Words and what they tell.  Two words joined by a blank must follow each other. */
static const struct { uint32_t why; const char *words; } lists[] = {
	{ WHY_NAV, "nav|navbar|navigation|menu|submenu|breadcrumb|breadcrumbs|crumbs|crumb|pagination|pager|paging|toc|sitenav|topnav|skip|next previous|prev next|post nav|page links|nav links|tabs" },
	{ WHY_ASIDE, "aside|offcanvas" },
	{ WHY_SIDEBAR, "sidebar|sidebars|rail|right rail|rightcol|leftcol|right column|left column|sidecol|secondary" },
	{ WHY_FOOTER, "footer|foot|colophon|copyright|legal|bottom bar|disclaimer" },
	{ WHY_HEADER, "masthead|site header|global header|page header|topbar|top bar|banner|header bar|siteheader" },
	{ WHY_HIDDEN, "hidden|hide|visually hidden|sr only|screen reader|screenreader|invisible|noprint|no print|d none|visuallyhidden" },
	{ WHY_COMMENTS, "comment|comments|commentlist|comment list|respond|disqus|discussion|replies|commentary thread|livefyre|facebook comments|reader comments|fb comments" },
	{ WHY_RELATED, "related|recommended|recommendation|recommendations|recommends|more stories|more news|more from|also like|read more|readmore|read next|most read|most popular|most viewed|trending|popular|teaser|teasers|promo|promos|promotion|promoted|outbrain|taboola|recirc|recirculation|up next|next article|next post|prev post|suggested|suggestions|you may|you might|latest news|latest posts|recent posts|editors picks|further reading|see also|more articles|other articles|similar|zergnet|revcontent|crosslinks|cross links|inline related|upsell|next story" },
	{ WHY_SHARE, "share|sharing|shares|social|socials|sharebar|share bar|addthis|sharethis|addtoany|sharedaddy|follow|follow us|tweet this|like button|print button|toolbar|article tools|social links|sociallinks|shareicons|a2a|jp relatedposts" },
	{ WHY_ADS, "ad|ads|advert|advertisement|advertising|adbox|adsense|adslot|ad slot|dfp|doubleclick|sponsor|sponsored|sponsors|sponsorship|adv|advertorial|gpt ad|ad unit|ad container|leaderboard|affiliate|affiliates|mpu" },
	{ WHY_COOKIES, "cookie|cookies|consent|gdpr|ccpa|onetrust|cookiebanner|cookiebar|cookie notice|cookielaw|cc window|eu cookie|privacy banner" },
	{ WHY_SIGNUP, "newsletter|newsletters|subscribe|subscription|signup|sign up|signin|sign in|login|log in|register|paywall|regwall|mailchimp|optin|opt in|mc embed|email form|subscriber|donate|donation|membership|cta|call to action|lead magnet|leadgen|mailing list" },
	{ WHY_BYLINE, "byline|bylines|by line|author|authors|dateline|date line|posted on|posted by|entry meta|post meta|article meta|meta|postmeta|metadata|post info|article info|timestamp|publish date|published|pubdate|post date|entry date|date|author name|contributor|credits|credit|read time|reading time|post details|article details|byl" },
	{ WHY_CAPTION, "caption|captions|wp caption text|figcaption|image caption|photo caption|imagecaption|img caption|picture caption|media caption" },
	{ WHY_CAPTION | WHY_CREDIT, "photo credit|image credit|picture credit" },
	{ WHY_TAGS, "tags|tag|taglist|tag list|tagcloud|keywords|categories|category|topics|post tags|cat links|entry footer|post footer|article footer|hashtags|labels|taxonomy|topic list" },
	{ WHY_WIDGET, "widget|widgets|widget area|poll|quiz|rating|ratings|stars|weather|ticker|calendar|search|searchform|search form|skyscraper|feedback|helpful|print|tooltip|language switcher|lang switcher|languages" },
	{ WHY_BIO, "author bio|author box|about author|about the author|author info|authorbox|authorbio|author profile|author card|bio|biography|author description|post author box|about author box|abh box|saboxplugin wrap" },
	{ WHY_MODAL, "modal|popup|pop up|overlay|lightbox|dialog|interstitial|toast|snackbar|notification|notifications|alert bar|announcement bar|drawer|dropdown" },
	{ WHY_STANDFIRST, "standfirst|stand first|subtitle|sub title|subheading|subheadline|subhead|dek|deck|kicker|strapline|tagline|excerpt|summary|lede|article intro|teaser text|abstract|headline|article title|post title|entry title|page title" },
	{ WHY_ACCORDION, "accordion|accordions|accordian|collapse|collapsible|faq|faqs|tabpanel|tab panel|tab content|tab pane|panel collapse|expander|expandable|expandcollapse|toggle content|toggle body|answer|answers|disclosure|elementor tab content|w dropdown list" },
	{ WHY_POSTER, "user info|userinfo|user details|user extras|extra user info|user title|usertitle|user banner|user stats|userstats|user rank|post profile|postprofile|author information|author statistics|author info|author stats|author pane|poster info|poster|member title|member info|member group|user group|usergroup|reputation" },
	{ WHY_SIGNATURE, "signature|sig|post signature|postsig" },
	{ WHY_MARK, "editsection|headerlink|hash link|anchorjs link" },
	{ WHY_EMBED, "twitter tweet|twitter video|instagram media|fb post|tweet|embedded post|reddit card|reddit embed" },
	{ WHY_CONTENT, "entry content|post content|article content|article body|articlebody|post body|story body|storybody|main content|page content|content body|body content|article text|post text|body text|story text|story content|single content|blog content|blog post|markdown body|markdown|rich text|richtext|rte|prose|wysiwyg|mw parser output|field name body|text content|blog body|entry body|news body|news content|article main|articletext|article wrapper|post full|td post content|article copy|body copy|content main|the content|detail content|documentation|doc content|docs content|readme|article detail|body main|postcontent|mw content text" },
};
#define SLOTS 2048
#define WORDS 3

struct entry { uint64_t hash; uint32_t why; unsigned char words; };
static struct entry table[SLOTS];
static unsigned char longest[256];      /* words of the longest phrase, by low byte of its first word's hash */
static bool ready;

static uint64_t
hash_more(uint64_t h, struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i])) * 0x100000001b3u;
	return (h ^ ' ') * 0x100000001b3u;
}

static struct entry *
find(uint64_t h)
{
	size_t i = (h ^ (h >> 32)) % SLOTS;

	while (table[i].hash && table[i].hash != h)
		i = (i + 1) % SLOTS;
	return &table[i];
}

static void
fill(void)
{
	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
		struct str rest = str_of(lists[k].words), phrase, word;
		while (str_split(&rest, '|', &phrase)) {
			uint64_t h = 0xcbf29ce484222325u, first = 0;
			unsigned char n = 0;
			while (str_split(&phrase, ' ', &word)) {
				h = hash_more(h, word);
				if (n++ == 0)
					first = h;
			}
			struct entry *e = find(h);
			e->hash = h;
			e->why |= lists[k].why;
			e->words = n;
			if (longest[first & 255] < n)
				longest[first & 255] = n;
		}
	}
	ready = true;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The next word of S at *I: letters, ended also where case or digits change. */
static struct str
next_word(struct str s, size_t *i)
{
	size_t from;
	char c;

#define LOWER(c) ((c) >= 'a' && (c) <= 'z')
#define UPPER(c) ((c) >= 'A' && (c) <= 'Z')
	while (*i < s.n && !LOWER(s.p[*i]) && !UPPER(s.p[*i]))
		++*i;
	from = *i;
	while (*i < s.n && UPPER(s.p[*i]))
		++*i;
	if (*i - from <= 1 || *i >= s.n || !LOWER(s.p[*i]))
		while (*i < s.n && (c = s.p[*i], LOWER(c)))
			++*i;
	else
		--*i;           /* "HTMLBody": the last capital begins a word */
	return str_sub(s, from, *i);
}

uint32_t
names_why(struct str names)
{
	uint32_t why = 0;
	size_t i = 0;

	if (!ready)
		fill();
	while (i < names.n) {
		struct str word = next_word(names, &i);
		if (word.n < 2)
			continue;
		/* "overflow-hidden" hides nothing. */
		if (str_ieq(word, STR("overflow"))) {
			while (i < names.n && !blank(names.p[i]))
				i++;
			continue;
		}
		uint64_t h = hash_more(0xcbf29ce484222325u, word);
		unsigned more = longest[h & 255];
		struct entry *e = find(h);
		if (e->hash)
			why |= e->why;
		size_t j = i;
		for (unsigned n = 2; n <= more; n++) {
			if (j < names.n && blank(names.p[j]))
				break;          /* another class name */
			word = next_word(names, &j);
			if (word.n == 0)
				break;
			h = hash_more(h, word);
			if ((e = find(h))->hash)
				why |= e->why;
		}
	}
	return why;
}

bool
names_slug(struct str id)
{
	size_t i = 0, words = 0;

	while (i < id.n && words < 4)
		words += next_word(id, &i).n > 0;
	return words >= 4;
}

uint32_t
role_why(struct str role)
{
	static const struct { const char *role; uint32_t why; } roles[] = {
		{ "navigation", WHY_NAV }, { "menu", WHY_NAV }, { "menubar", WHY_NAV }, { "complementary", WHY_ASIDE },
		{ "contentinfo", WHY_FOOTER }, { "banner", WHY_HEADER }, { "search", WHY_WIDGET }, { "dialog", WHY_MODAL },
		{ "alertdialog", WHY_MODAL }, { "main", WHY_CONTENT }, { "toolbar", WHY_SHARE }, { "tabpanel", WHY_ACCORDION },
	};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (str_ieq(role, str_of(roles[i].role)))
			return roles[i].why;
	return 0;
}

uint32_t
tag_why(enum tag tag)
{
	switch (tag) {
	case TAG_nav: case TAG_menu:  return WHY_NAV;
	case TAG_aside:               return WHY_ASIDE;
	case TAG_footer:              return WHY_FOOTER;
	case TAG_button:              return WHY_BUTTON;
	case TAG_form:                return WHY_FORM;
	case TAG_figcaption:          return WHY_CAPTION;
	case TAG_noscript:            return WHY_HIDDEN;
	case TAG_dialog:              return WHY_MODAL;
	case TAG_details:             return WHY_ACCORDION;
	case TAG_time:                return WHY_BYLINE;
	default:                      return 0;
	}
}
