/*
 * quotes.js -- a sentence with its names marked, who said it, and how surely.
 */
import { h, name, webLink } from './dom.js';
import { statusMark } from './parts.js';
import { markNames, percent, visible } from './text.js';

/* The sentence of claim I with its names marked. */
export function sentence(model, text, i) {
	const { claims, adopters, technologies } = model;
	return quoted(text.text(i), [
		[claims.adopterAs(i), adopters.name[claims.adopter[i]]],
		[claims.technologyAs(i), technologies.name[claims.tech[i]]],
	]);
}

/* TEXT as a quotation; NAMES are the forms of the adopter, of the technology. */
export function quoted(text, names) {
	const marked = markNames(text, names).map((piece) =>
		piece.mark < 0
			? visible(piece.text)
			: h('mark', {
					class: piece.mark === 0 ? 'mark-adopter' : 'mark-technology',
					text: visible(piece.text),
				}),
	);
	return h('blockquote', null, h('bdi', null, marked));
}

/* Who said it and where: title or site as a link, date, file and line. */
export function told(model, article, source, line) {
	const { articles } = model;
	const has = article >= 0;
	const title = has && (articles.title[article] || articles.site[article]);
	const url = has ? articles.url[article] : '';
	const site = has && articles.title[article] ? articles.site[article] : '';
	const date = has ? articles.published[article] : '';
	const from = source || (has ? articles.source[article] : '') || '';
	return h(
		'p',
		{ class: 'told' },
		title ? [webLink(url, title), site ? [' · ', name(site, 60)] : null] : url ? webLink(url) : null,
		title || url ? ' · ' : null,
		date ? h('time', { text: visible(date) }) : 'no date',
		h('br'),
		h('span', { class: 'file' }, name(from, 120), Number.isFinite(line) ? ', line ' + line : null),
		echo(articles, article),
	);
}

const GRADES = new Map(
	Object.entries({
		own_post: 'own post',
		case_study: 'official case study',
		quoted: 'speaker quoted',
		reported: 'reported with a link',
		unsourced: 'told without a source',
	}),
);

/* How a sentence that does not name its adopter came to speak of it. */
const BOUND = new Map(
	Object.entries({
		heading: 'the heading above names',
		company: 'the article speaks for',
		frame_list: 'a list gives',
		frame_table: 'a table gives',
		'pronoun>subject': 'the section is about',
		'pronoun>sentence': 'a sentence before names',
		'pronoun>company': 'the article speaks of',
		'we>company': 'the article speaks for',
	}),
);

function binding(model, i) {
	const words = BOUND.get(model.claims.path(i));
	return words
		? h(
				'span',
				{ class: 'note' },
				words + ' ',
				name(model.adopters.name[model.claims.adopter[i]] || '', 60),
			)
		: null;
}

/* Articles that say again what another said do not count again. */
function echo(articles, i) {
	if (i < 0 || !articles.witness[i] || articles.witness[i] === articles.id[i]) return null;
	return h('span', {
		class: 'note',
		text: articles.duplicate_of[i]
			? ' (copy of another article, not counted again)'
			: ' (made from the same template as another article, not counted again)',
	});
}

export function claimItem(model, text, i) {
	const { claims } = model;
	const facts = [
		Number.isFinite(claims.confidence[i]) ? percent(claims.confidence[i]) + ' sure' : null,
		claims.since[i] ? 'since ' + claims.since[i] : null,
		claims.until[i] ? 'until ' + claims.until[i] : null,
		GRADES.get(claims.grade(i)) || null,
		['creator', 'vendor', 'consultancy'].includes(claims.role(i)) ? 'as ' + claims.role(i) : null,
		claims.rule(i) ? 'rule ' + visible(claims.rule(i)) : null,
	].filter(Boolean);
	return h(
		'li',
		{ class: 'claim' },
		sentence(model, text, i),
		told(model, claims.article[i], claims.source(i), claims.line(i)),
		h(
			'p',
			{ class: 'claim-facts' },
			statusMark(claims.status[i]),
			' ',
			facts.join(' · '),
			BOUND.has(claims.path(i)) ? [' · ', binding(model, i)] : null,
			text.id(i) ? [' · ', h('code', { text: visible(text.id(i)), title: 'claim id' })] : null,
		),
	);
}
