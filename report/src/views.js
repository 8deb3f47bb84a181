/*
 * views.js -- what the panel can show: each gives {kicker, title, body} and,
 * where it has one, the address under which it can be found again.
 */
import { strings, yearOf } from './columns.js';
import { h, name, nothing } from './dom.js';
import { growing, nameButton, statusMark, years } from './parts.js';
import { claimItem, quoted, sentence, told } from './quotes.js';
import { count, listed, percent, plural, visible, within, words } from './text.js';

/* The statuses that count as use, past or present. */
const USED = 3;

export async function cellView(panel, c) {
	const { model } = panel;
	const { cells, adopters, technologies, claims } = model;
	const text = await model.sentences();
	const list = [...cells.claimsOf(c)].sort((a, b) => claims.confidence[b] - claims.confidence[a] || a - b);
	/* Told both to use and to have used: what tells more is the order of time. */
	const turned = (cells.statusMask[c] & USED) === USED;
	if (turned) list.sort((a, b) => holds(model, a) - holds(model, b) || a - b);
	const purposes = purposesOf(model, c);
	return {
		kicker: 'Who uses what',
		title: [name(adopters.name[cells.adopter[c]], 200), ' · ', name(technologies.name[cells.tech[c]], 200)],
		body: [
			facts([
				[
					'Status',
					[
						statusMark(cells.status[c]),
						cells.disputed[c] ? h('span', { class: 'disputed', text: 'disputed' }) : null,
					],
				],
				['Told', years(cells.first[c], cells.last[c])],
				cells.since[c] || cells.until[c]
					? [
							'Held',
							[
								cells.since[c] ? 'since ' + cells.since[c] : '',
								cells.until[c] ? ' until ' + cells.until[c] : '',
							],
						]
					: null,
				['Sources', plural(cells.independent[c], 'independent article')],
				['Confidence', percent(cells.confidence[c])],
				['Used for', purposes.length ? purposes.join(', ') : 'not told'],
			]),
			cells.disputed[c]
				? h('p', { class: 'note', text: 'Sources of the same time disagree. Both sides are below.' })
				: null,
			h(
				'p',
				{ class: 'onward' },
				nameButton('All about ' + adopters.name[cells.adopter[c]], () =>
					panel.adopter(cells.adopter[c]),
				),
				' ',
				nameButton('All about ' + technologies.name[cells.tech[c]], () =>
					panel.technology(cells.tech[c]),
				),
			),
			h('h3', {
				text:
					list.length === 1
						? 'The sentence'
						: turned
							? 'The sentences, in the order of time'
							: 'The sentences',
			}),
			list.length
				? growing(list, (i) => claimItem(model, text, i), { className: 'claims', what: 'sentences' })
				: nothing(leftOut(model)),
		],
	};
}

/* The year for which claim I speaks, as in the table of timelines: of its end
 * if one is told, else of publication, else of its begin. */
function holds({ claims, articles }, i) {
	const published = claims.article[i] < 0 ? NaN : yearOf(articles.published[claims.article[i]]);
	return claims.until[i] || published || claims.since[i] || 0;
}

function leftOut(model) {
	return model.claims.leftOut > 0
		? 'This page carries a part of the claims. The sentences of this cell are in csv/claims.csv.zst.'
		: 'No sentence of this cell reached the claims table.';
}

function purposesOf(model, c) {
	const out = [];
	for (let p = 0; p < model.useCases.n; p++)
		if (model.cells.purposes[p >> 5][c] & (1 << (p & 31))) out.push(visible(model.useCases.name[p]));
	return out;
}

function facts(pairs) {
	return h(
		'dl',
		{ class: 'facts' },
		pairs
			.filter(Boolean)
			.map(([term, value]) =>
				h(
					'div',
					{ class: typeof value === 'string' && value.length > 40 ? 'whole' : null },
					h('dt', { text: term }),
					h('dd', null, value),
				),
			),
	);
}

/* Cells as a list, each with its strongest sentence.  A name that all have in
 * common is left out. */
function cellList(panel, list, text) {
	const { model } = panel;
	const { cells, adopters, technologies, claims } = model;
	const sorted = [...list].sort(
		(a, b) =>
			cells.independent[b] - cells.independent[a] || cells.confidence[b] - cells.confidence[a] || a - b,
	);
	const oneTech = sorted.every((c) => cells.tech[c] === cells.tech[sorted[0]]);
	const oneAdopter = sorted.every((c) => cells.adopter[c] === cells.adopter[sorted[0]]);
	return growing(
		sorted,
		(c) => {
			let best = -1;
			for (const i of cells.claimsOf(c))
				if (best < 0 || claims.confidence[i] > claims.confidence[best]) best = i;
			const names = [
				oneAdopter && !oneTech ? null : adopters.name[cells.adopter[c]],
				oneTech ? null : technologies.name[cells.tech[c]],
			].filter((s) => s !== null);
			return h(
				'li',
				{ class: 'claim' },
				h(
					'p',
					{ class: 'claim-head' },
					nameButton(names.join(' · '), () => panel.cell(c), 120),
					' ',
					statusMark(cells.status[c]),
					cells.disputed[c] ? h('span', { class: 'disputed', text: 'disputed' }) : null,
					h('span', {
						class: 'note',
						text:
							(cells.first[c] || cells.last[c]
								? years(cells.first[c], cells.last[c]) + ' · '
								: '') + plural(cells.independent[c], 'source'),
					}),
				),
				best < 0 ? null : sentence(model, text, best),
			);
		},
		{ className: 'claims', what: 'pairs', first: 12 },
	);
}

export async function cellsView(panel, heading, list, kicker) {
	const text = await panel.model.sentences();
	return {
		kicker,
		title: heading,
		body: list.length
			? [h('p', { class: 'note', text: plural(list.length, 'adopter') }), cellList(panel, list, text)]
			: nothing('Nothing here.'),
	};
}

function cellsWhere(model, keep) {
	const out = [];
	for (let c = 0; c < model.cells.n; c++) if (keep(c)) out.push(c);
	return out;
}

export async function technologyView(panel, t) {
	const { model, actions } = panel;
	const { technologies, cells, counts, metrics } = model;
	const text = await model.sentences();
	const list = cellsWhere(model, (c) => cells.tech[c] === t);
	const n = counts.byTech.get(t) || {};
	const e = n.estimate || {};
	return {
		kicker: 'Technology',
		title: name(technologies.name[t], 200),
		address: '#technology/' + encodeURIComponent(technologies.id[t]),
		body: [
			facts([
				['Kind', words(visible(technologies.kind[t] || 'not known'))],
				['Adopters', count(n.adopters)],
				n.adopters_with_parts > n.adopters
					? ['With owners of parts', count(n.adopters_with_parts)]
					: null,
				Number.isFinite(n.current) ? ['Current', count(n.current)] : null,
				Number.isFinite(n.former) ? ['Former', count(n.former)] : null,
				n.adopters_implied > 0 ? ['Implied, not counted', count(n.adopters_implied)] : null,
				n.makers > 0 ? ['Makers, not counted', count(n.makers)] : null,
				technologies.vendor[t] ? ['Vendor', name(technologies.vendor[t])] : null,
				Number.isFinite(e.chao2)
					? [
							'At least, with the unseen',
							count(e.chao2) + ' (' + count(e.chao2_low) + '–' + count(e.chao2_high) + ')',
						]
					: null,
			]),
			list.length === 0
				? null
				: h(
						'p',
						{ class: 'onward' },
						nameButton('See them in the table', () => {
							panel.dialog.close();
							actions.explore({ tech: technologies.name[t], statuses: USED });
						}),
					),
			purposeLine(panel, list),
			h('h3', { text: 'Adopters' }),
			list.length ? cellList(panel, list, text) : nothing('No adopter is told.'),
			moveList(
				panel,
				'Where adopters came from',
				model.flows.filter((edge) => edge.to === t),
				'from',
			),
			moveList(
				panel,
				'Where they went',
				model.flows.filter((edge) => edge.from === t),
				'to',
			),
			metricList(model, metrics.byTech.get(t)),
		],
	};
}

export async function adopterView(panel, a) {
	const { model, actions } = panel;
	const { adopters, cells, metrics } = model;
	const text = await model.sentences();
	const list = cellsWhere(model, (c) => cells.adopter[c] === a);
	const parent = model.adopters.index.get(adopters.parent_id[a]);
	return {
		kicker: 'Adopter',
		title: name(adopters.name[a], 200),
		address: '#adopter/' + encodeURIComponent(adopters.id[a]),
		body: [
			facts([
				['Kind', words(visible(adopters.kind[a] || 'not known'))],
				adopters.sector[a] ? ['Sector', words(visible(adopters.sector[a]))] : null,
				adopters.country[a] ? ['Country', name(adopters.country[a])] : null,
				parent !== undefined
					? ['Part of', nameButton(adopters.name[parent], () => panel.adopter(parent))]
					: null,
				['Technologies', count(list.length)],
			]),
			partsOf(panel, a),
			list.length === 0
				? null
				: h(
						'p',
						{ class: 'onward' },
						nameButton('See them in the table', () => {
							panel.dialog.close();
							actions.explore({ text: adopters.name[a] });
						}),
					),
			purposeLine(panel, list),
			h('h3', { text: 'Technologies' }),
			list.length ? cellList(panel, list, text) : nothing('No technology is told.'),
			metricList(model, metrics.bySubject.get(adopters.id[a])),
		],
	};
}

/* The adopters that belong to A: their claims are theirs, not its. */
function partsOf(panel, a) {
	const { adopters } = panel.model;
	const parts = adopters.parent_id
		.map((id, i) => [id, i])
		.filter(([id]) => id === adopters.id[a])
		.slice(0, 40);
	return parts.length === 0
		? null
		: h(
				'p',
				{ class: 'note' },
				'Its parts, counted apart: ',
				parts.map(([, i], at) => [
					at > 0 ? ', ' : '',
					nameButton(adopters.name[i], () => panel.adopter(i)),
				]),
			);
}

/* What LIST of cells is used for, the most frequent first. */
function purposeLine({ model }, list) {
	const { cells, useCases } = model;
	const totals = useCases.name.map((_, p) => [
		p,
		list.filter((c) => cells.purposes[p >> 5][c] & (1 << (p & 31))).length,
	]);
	const top = totals
		.filter(([, n]) => n > 0)
		.sort((a, b) => b[1] - a[1] || a[0] - b[0])
		.slice(0, 6);
	return top.length === 0
		? null
		: h(
				'p',
				{ class: 'note' },
				'Used for ',
				listed(
					top.map(
						([p, n]) =>
							within(visible(useCases.name[p])) + (list.length > 1 ? ' (' + count(n) + ')' : ''),
					),
				),
				'.',
			);
}

function moveList(panel, heading, edges, side) {
	const { technologies } = panel.model;
	return edges.length === 0
		? null
		: [
				h('h3', { text: heading }),
				growing(
					edges,
					(edge) =>
						h(
							'li',
							null,
							h(
								'button',
								{ type: 'button', class: 'flow', on: { click: () => panel.flow(edge) } },
								h('span', null, name(technologies.name[edge[side]] || '–', 60)),
								h('span', { class: 'flow-count', text: plural(edge.adopters.size, 'adopter') }),
							),
						),
					{ className: 'flows', what: 'technologies', first: 6 },
				),
			];
}

function metricList(model, list) {
	if (!list || list.length === 0) return null;
	return [
		h('h3', { text: 'Numbers told' }),
		growing(
			list,
			(m) =>
				h(
					'li',
					{ class: 'claim' },
					h(
						'p',
						{ class: 'claim-head' },
						h('strong', null, name(figureOf(m), 60)),
						' ',
						name(m.measure, 80),
						m.year ? ' (' + m.year + ')' : null,
					),
					quoted(m.evidence, [[m.subject]]),
					told(model, m.article, m.source, NaN),
				),
			{ className: 'claims', what: 'numbers', first: 5 },
		),
	];
}

function figureOf(m) {
	const sign =
		new Map([
			['>', 'more than '],
			['<', 'less than '],
			['~', 'about '],
		]).get(m.qualifier) || '';
	const value = Number(m.value);
	return sign + (Number.isFinite(value) ? value.toLocaleString('en') : m.value) + ' ' + words(m.unit || '');
}

export async function flowView(panel, edge) {
	const { model } = panel;
	const { technologies, adopters } = model;
	return {
		kicker: 'Migration',
		title: [
			'From ',
			name(technologies.name[edge.from], 100),
			' to ',
			name(technologies.name[edge.to], 100),
		],
		body: growing(
			edge.moves,
			(move) =>
				h(
					'li',
					{ class: 'claim' },
					h(
						'p',
						{ class: 'claim-head' },
						move.adopter < 0
							? null
							: nameButton(adopters.name[move.adopter], () => panel.adopter(move.adopter)),
						h('span', { class: 'note', text: Number.isFinite(move.year) ? ' ' + move.year : '' }),
					),
					quoted(move.evidence, [
						[move.adopter < 0 ? '' : adopters.name[move.adopter]],
						[technologies.name[edge.to], technologies.name[edge.from]],
					]),
					told(model, move.article, move.source, NaN),
				),
			{ className: 'claims', what: 'moves' },
		),
	};
}

export function missesView({ misses }, heading, rows) {
	const read = (column) => strings(misses.table, column);
	const [source, line, adopter, technology, evidence] = [
		'source',
		'line',
		'adopter',
		'technology',
		'evidence',
	].map(read);
	return {
		kicker: 'Gave no claim',
		title: heading,
		body: growing(
			rows,
			(row) =>
				h(
					'li',
					{ class: 'claim' },
					quoted(evidence(row), [[adopter(row)], [technology(row)]]),
					h(
						'p',
						{ class: 'told' },
						h('span', { class: 'file' }, name(source(row), 120), ', line ' + visible(line(row))),
					),
				),
			{ className: 'claims', what: 'sentences', first: 30 },
		),
	};
}

export function rejectsView(heading, rows) {
	return {
		kicker: 'Rejected',
		title: heading,
		body: growing(
			rows,
			(r) =>
				h(
					'li',
					{ class: 'claim' },
					h('p', { class: 'file' }, name(r.source, 200)),
					r.detail ? h('p', { class: 'note' }, name(r.detail, 300)) : null,
				),
			{ className: 'claims', what: 'rows', first: 50 },
		),
	};
}
