/*
 * explorer.js -- who uses what: the table with its questions.
 */
import { h, name } from '../dom.js';
import { answer, anyCell, foldNames, ordered, ranks } from '../filter.js';
import { createGrid } from '../grid.js';
import { STATUSES, STATUS_WORDS } from '../model.js';
import { bar, field, section, select, statusMark, years } from '../parts.js';
import { count, percent, plural, visible, words } from '../text.js';

export function explorer(app) {
	const { model } = app;
	const state = { question: anyCell(), key: 'sources', descending: true, orders: new Map(), folded: null };
	const grid = createGrid({
		label: 'Adopters and technologies',
		columns: columns(app),
		onOpen: (c) => app.panel.cell(c),
		onSort: (key, descending) => {
			Object.assign(state, { key, descending });
			run();
		},
	});
	const said = h('p', { class: 'said', role: 'status' });
	const none = h('p', {
		class: 'nothing',
		hidden: true,
		text: model.cells.n
			? 'No adopter answers these questions. Take one of them back.'
			: 'No article tells of an adopter yet.',
	});
	const run = () => {
		const rows = search(model, state);
		grid.show(rows);
		grid.sorted(state.key, state.descending);
		said.hidden = model.cells.n === 0;
		said.textContent =
			rows.length === model.cells.n
				? plural(rows.length, 'pair of adopter and technology', 'pairs of adopter and technology')
				: count(rows.length) + ' of ' + plural(model.cells.n, 'pair', 'pairs');
		none.hidden = rows.length > 0;
		grid.element.hidden = rows.length === 0;
	};
	const filters = form(app, state.question, run);
	app.explore = (question) => {
		filters.set(question);
		run();
		document.getElementById('who').scrollIntoView();
		filters.first.focus({ preventScroll: true });
	};
	app.onReady(run);
	const left = model.claims.leftOut + model.cells.leftOut;
	return section(
		'who',
		'Who uses it',
		model.cells.n ? 'Choose a row to read the sentences that say so.' : null,
		h(
			'div',
			{ class: model.cells.n ? 'explorer' : null },
			model.cells.n ? filters.node : null,
			h(
				'div',
				{ class: 'results' },
				said,
				grid.element,
				none,
				h('p', {
					class: 'print-only note',
					text: 'On paper only the first rows stand here; the whole table is csv/adoption.csv.zst.',
				}),
				left ? h('p', { class: 'note', text: leftOut(model) }) : null,
			),
		),
	);
}

/* A page carries only so much; what it leaves out it says. */
function leftOut({ cells, claims }) {
	const part = (n, all, one, many) =>
		all > n ? count(n) + ' of ' + count(all) + ' ' + many : plural(n, one, many);
	return (
		'This page carries ' +
		part(cells.n, cells.n + cells.leftOut, 'pair', 'pairs') +
		' (those with most sources) and ' +
		part(claims.n, claims.n + claims.leftOut, 'claim', 'claims') +
		'. All are in csv/adoption.csv.zst and csv/claims.csv.zst.'
	);
}

function search(model, state) {
	if (!state.folded)
		state.folded = {
			adopters: foldNames(model.adopters.name),
			technologies: foldNames(model.technologies.name),
		};
	const key = state.key + (state.descending ? '-' : '+');
	if (!state.orders.has(key)) state.orders.set(key, ordered(model.cells.n, comparison(model, state)));
	return answer(model, state.folded, state.orders.get(key), state.question);
}

function comparison(model, state) {
	const { cells } = model;
	state.ranks = state.ranks || { adopter: ranks(model.adopters.name), tech: ranks(model.technologies.name) };
	const byAdopter = (c) => state.ranks.adopter[cells.adopter[c]];
	const byTech = (c) => state.ranks.tech[cells.tech[c]];
	const value = {
		adopter: byAdopter,
		technology: byTech,
		status: (c) => cells.status[c],
		told: (c) => cells.last[c],
		sources: (c) => cells.independent[c],
		confidence: (c) => cells.confidence[c],
	}[state.key];
	const sign = state.descending ? -1 : 1;
	return (a, b) => sign * (value(a) - value(b)) || byAdopter(a) - byAdopter(b) || byTech(a) - byTech(b);
}

function columns(app) {
	const { model } = app;
	const { cells, adopters, technologies } = model;
	const help = (column) => app.help('adoption', column);
	const purposes = (c) => {
		const out = [];
		for (let p = 0; p < model.useCases.n && out.length < 8; p++)
			if (cells.purposes[p >> 5][c] & (1 << (p & 31))) out.push(visible(model.useCases.name[p]));
		return out.join(', ');
	};
	return [
		{
			key: 'adopter',
			title: 'Adopter',
			sort: 'ascending',
			class: 'c-adopter',
			about: help('adopter_id'),
			cell: (c) => name(adopters.name[cells.adopter[c]], 60),
		},
		{
			key: 'technology',
			title: 'Technology',
			sort: 'ascending',
			class: 'c-technology',
			about: help('technology_id'),
			cell: (c) => name(technologies.name[cells.tech[c]], 60),
		},
		{
			key: 'status',
			title: 'Status',
			sort: 'ascending',
			class: 'c-status',
			about: help('status'),
			cell: (c) =>
				cells.disputed[c]
					? h('span', { class: 'disputed', text: 'disputed' })
					: statusMark(cells.status[c]),
		},
		{
			key: 'purposes',
			title: 'Used for',
			class: 'c-purposes',
			about: help('use_cases'),
			cell: (c) => h('span', { text: purposes(c), title: purposes(c) || null }),
		},
		{
			key: 'told',
			title: 'Told',
			sort: 'descending',
			class: 'c-told number',
			about: help('last_seen'),
			cell: (c) => years(cells.first[c], cells.last[c]),
		},
		{
			key: 'sources',
			title: 'Sources',
			sort: 'descending',
			class: 'c-sources number',
			about: help('independent_articles'),
			cell: (c) => count(cells.independent[c]),
		},
		{
			key: 'confidence',
			title: 'Sure',
			sort: 'descending',
			class: 'c-confidence number',
			about: help('confidence'),
			cell: (c) => [h('span', { text: percent(cells.confidence[c]) }), bar(cells.confidence[c])],
		},
	];
}

/* The questions: {node, first, set(question)}; RUN is called on each change. */
function form(app, question, run) {
	const { model } = app;
	const change = (key) => (value) => {
		question[key] = value;
		run();
	};
	const tech = textField('Technology', change('tech'), topNames(model));
	const text = textField('Adopter', change('text'));
	const purposes = select(
		'Used for',
		[['-1', 'Anything'], ...model.useCases.name.map((n, i) => [String(i), visible(n)])],
		(v) => change('purpose')(Number(v)),
		'-1',
	);
	const kinds = select(
		'Kind of adopter',
		[['', 'All kinds'], ...distinct(model.adopters.kind).map((k) => [k, words(k)])],
		change('kind'),
	);
	const techKinds = select(
		'Kind of technology',
		[['', 'All kinds'], ...distinct(model.technologies.kind).map((k) => [k, words(k)])],
		change('techKind'),
	);
	const span = yearFields(model, question, run);
	const sure = confidenceField(question, run);
	const sources = select(
		'Independent sources',
		[
			['0', 'Any number'],
			['2', 'Two or more'],
			['3', 'Three or more'],
			['5', 'Five or more'],
		],
		(v) => change('sources')(Number(v)),
		'0',
	);
	const disputed = h('input', {
		type: 'checkbox',
		on: { change: () => change('disputed')(disputed.checked) },
	});
	const statuses = statusField(question, run);
	const clear = h('button', { type: 'button', class: 'more', text: 'Clear all' });
	const set = (wanted) => {
		Object.assign(question, anyCell(), wanted);
		tech.input.value = question.tech;
		text.input.value = question.text;
		purposes.node.value = String(question.purpose);
		kinds.node.value = question.kind;
		techKinds.node.value = question.techKind;
		sources.node.value = String(question.sources);
		disputed.checked = question.disputed;
		span.reset();
		sure.reset();
		statuses.reset();
	};
	clear.addEventListener('click', () => {
		set({});
		run();
		tech.input.focus();
	});
	const rest = h(
		'details',
		{ class: 'more-questions', open: matchMedia('(min-width: 900px)').matches },
		h('summary', { text: 'More questions' }),
		h(
			'div',
			{ class: 'fields' },
			purposes.field,
			kinds.field,
			techKinds.field,
			span.node,
			sources.field,
			sure.node,
			h('label', { class: 'check' }, disputed, 'Only disputed'),
			clear,
		),
	);
	const node = h(
		'form',
		{
			class: 'filters',
			role: 'search',
			'aria-label': 'Questions to the table',
			on: { submit: (e) => e.preventDefault() },
		},
		h('div', { class: 'fields' }, tech.node, text.node, statuses.node),
		rest,
	);
	return { node, first: tech.input, set };
}

function distinct(list) {
	return [...new Set(list)].filter(Boolean).sort();
}

function topNames(model) {
	return model.counts.rows.slice(0, 300).map((c) => visible(model.technologies.name[c.tech]).slice(0, 80));
}

function textField(title, onText, suggestions) {
	const list =
		suggestions &&
		h(
			'datalist',
			{ id: 'names-' + title.toLowerCase() },
			suggestions.map((s) => h('option', { value: s })),
		);
	const input = h('input', {
		type: 'search',
		name: title.toLowerCase(),
		autocomplete: 'off',
		spellcheck: 'false',
		list: list ? list.id : null,
		on: { input: () => onText(input.value) },
	});
	return { input, node: [field(title, input), list] };
}

function statusField(question, run) {
	const boxes = STATUSES.map((_, i) =>
		h('input', {
			type: 'checkbox',
			value: i,
			on: {
				change: () => {
					question.statuses = boxes.reduce(
						(mask, box, at) => (box.checked ? mask | (1 << at) : mask),
						0,
					);
					run();
				},
			},
		}),
	);
	return {
		reset: () =>
			boxes.forEach((box, i) => {
				box.checked = Boolean(question.statuses & (1 << i));
			}),
		node: h(
			'fieldset',
			{ class: 'choices' },
			h('legend', { class: 'field-label', text: 'Status' }),
			boxes.map((box, i) => h('label', { class: 'choice' }, box, h('span', { text: STATUS_WORDS[i] }))),
		),
	};
}

function yearFields(model, question, run) {
	let low = Infinity;
	let high = -Infinity;
	for (let c = 0; c < model.cells.n; c++)
		if (model.cells.first[c] || model.cells.last[c]) {
			low = Math.min(low, model.cells.first[c] || model.cells.last[c]);
			high = Math.max(high, model.cells.last[c] || model.cells.first[c]);
		}
	const all = [];
	for (let y = low; y <= high && high - low < 200; y++) all.push([String(y), String(y)]);
	const pick = (key) => (v) => {
		question[key] = Number(v);
		run();
	};
	const from = select('Told from', [['0', 'Any year'], ...all], pick('from'), '0');
	const to = select('Told to', [['0', 'Any year'], ...all], pick('to'), '0');
	return {
		node: h('div', { class: 'pair' }, from.field, to.field),
		reset: () => {
			from.node.value = String(question.from);
			to.node.value = String(question.to);
		},
	};
}

function confidenceField(question, run) {
	const output = h('output', { class: 'number', text: 'any' });
	const input = h('input', {
		type: 'range',
		min: 0,
		max: 100,
		step: 5,
		value: 0,
		on: {
			input: () => {
				question.confidence = input.valueAsNumber / 100;
				show();
				run();
			},
		},
	});
	const show = () => {
		output.textContent = question.confidence ? 'at least ' + percent(question.confidence) : 'any';
		input.setAttribute('aria-valuetext', output.textContent);
	};
	return {
		node: h('label', { class: 'field' }, h('span', { class: 'field-label' }, 'Sure ', output), input),
		reset: () => {
			input.value = String(100 * question.confidence);
			show();
		},
	};
}
