/*
 * about.js -- how to read the numbers, what each column means, the licences.
 */
import { h } from '../dom.js';
import { section } from '../parts.js';
import { visible } from '../text.js';

const RULES = [
	['Adopters, not mentions.', 'An adopter counts once per technology, however often it is told.'],
	[
		'Copies are one witness.',
		'Near-copies of an article form a cluster, and only clusters count as independent articles.',
	],
	[
		'Current or former.',
		'A use is current when no later sentence says that it ended. Where sources of the same time disagree, the pair is disputed and both sides stay visible.',
	],
	[
		'Parts and wholes.',
		'What is told of a part counts for that part. Counts of the whole with its parts stand in a column of their own.',
	],
	[
		'Sure.',
		'The confidence of a pair joins its sentences as independent witnesses, once per cluster of copies.',
	],
	[
		'The unseen.',
		'Chao2 is a lower bound for the number of all adopters, from how many were told by one and by two independent articles. It is left blank where data are too thin.',
	],
];

export function about(app) {
	return section(
		'about',
		'How to read this',
		null,
		h(
			'dl',
			{ class: 'rules' },
			RULES.map(([term, text]) => h('div', null, h('dt', { text: term }), h('dd', { text }))),
		),
		dictionary(app.model),
		licences(),
	);
}

function dictionary(model) {
	const tables = Object.values(model.tables).filter(
		(t) => t && Object.values(t.columns).some((c) => c.about),
	);
	if (tables.length === 0) return null;
	return h(
		'details',
		{ class: 'numbers' },
		h('summary', { text: 'Tables and columns' }),
		tables.map((table) =>
			h(
				'div',
				null,
				h('h3', null, h('code', { text: table.name })),
				table.about ? h('p', { class: 'note', text: visible(table.about) }) : null,
				h(
					'dl',
					{ class: 'dictionary' },
					Object.values(table.columns)
						.filter((c) => c.about)
						.map((c) =>
							h(
								'div',
								null,
								h('dt', null, h('code', { text: c.name })),
								h('dd', { text: visible(c.about) }),
							),
						),
				),
			),
		),
	);
}

function licences() {
	const text = document.getElementById('licences');
	return h(
		'details',
		{ class: 'numbers' },
		h('summary', { text: 'Licences of the libraries on this page' }),
		h('pre', { class: 'licences', tabindex: 0, text: text ? text.textContent.trim() : '' }),
	);
}
