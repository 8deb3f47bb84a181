/*
 * certainty.js -- how sure we are: the sources, what was not seen, and where
 * sources disagree.
 */
import { axisText, figure, tooltip } from '../charts.js';
import { strings, yearOf } from '../columns.js';
import { h, name, nothing } from '../dom.js';
import { bar, growing, section, years } from '../parts.js';
import { count, label, percent, plural, visible, webAddress, words } from '../text.js';

const ESTIMATES = 10;
const SITES = 6;

export function certainty(app) {
	return section(
		'certainty',
		'How sure we are',
		finding(app.model),
		h('div', { class: 'figures' }, perYear(app.model), unseen(app)),
		h(
			'div',
			{ class: 'figures' },
			h('div', { class: 'stack' }, disputed(app), sites(app.model)),
			h('div', { class: 'stack' }, grades(app.model), checks(app.model)),
		),
	);
}

function shareOfManySources(model) {
	let many = 0;
	for (let c = 0; c < model.cells.n; c++) many += model.cells.independent[c] >= 2 ? 1 : 0;
	return model.cells.n ? many / model.cells.n : NaN;
}

function finding(model) {
	const copies = model.articles.duplicate_of.filter(Boolean).length;
	const counted =
		copies === 0
			? ''
			: copies === 1
				? ', one of them a copy of another, which does not count again'
				: ', ' + count(copies) + ' of them copies of another, which do not count again';
	const share = shareOfManySources(model);
	return [
		plural(model.articles.all, 'article') + counted + '. ',
		share > 0
			? percent(share) +
				' of the pairs stand on two independent articles or more; the others rest on one.'
			: '',
		share === 0 ? 'Each pair of adopter and technology rests on one article.' : '',
	].join('');
}

function perYear(model) {
	const by = new Map();
	let undated = 0;
	model.articles.published.forEach((date, i) => {
		const year = yearOf(date);
		if (model.articles.duplicate_of[i]) return;
		if (Number.isFinite(year)) by.set(year, (by.get(year) || 0) + 1);
		else undated++;
	});
	if (by.size === 0)
		return h(
			'div',
			{ class: 'figure' },
			h('h3', { text: 'Articles by year' }),
			nothing('No article tells when it was published.'),
		);
	const from = Math.min(...by.keys());
	const to = Math.max(...by.keys());
	const list = [];
	for (let y = from; y <= to && list.length < 300; y++) list.push([String(y), by.get(y) || 0]);
	return figure({
		title: 'Articles by year',
		note: undated
			? 'by date of publication; ' + plural(undated, 'article') + ' without a date'
			: 'by date of publication',
		description: 'Column chart of articles per year from ' + from + ' to ' + to,
		height: 240,
		make: (colours) => ({
			grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
			tooltip: tooltip(
				colours,
				(p) =>
					h(
						'div',
						{ class: 'tip' },
						h('strong', { text: p.name }),
						h('div', { text: plural(p.value, 'article') }),
					),
				{ trigger: 'item' },
			),
			xAxis: {
				type: 'category',
				data: list.map((r) => r[0]),
				axisTick: { show: false },
				axisLine: { lineStyle: { color: colours.line } },
				axisLabel: axisText(colours),
			},
			yAxis: {
				type: 'value',
				minInterval: 1,
				splitNumber: 3,
				splitLine: { lineStyle: { color: colours.line } },
				axisLabel: axisText(colours),
			},
			series: [
				{
					type: 'bar',
					barMaxWidth: 28,
					barCategoryGap: '28%',
					itemStyle: { color: colours.accent, borderRadius: [2, 2, 0, 0] },
					data: list.map((r) => r[1]),
					emphasis: { disabled: true },
				},
			],
		}),
		numbers: { head: ['Year', 'Articles'], rows: list.map(([y, n]) => [y, count(n)]) },
	});
}

/* Adopters seen, and the estimate of all with its interval. */
function unseen(app) {
	const { model } = app;
	const list = model.counts.rows
		.filter((c) => c.estimate && Number.isFinite(c.estimate.chao2))
		.slice(0, ESTIMATES);
	if (list.length === 0)
		return h(
			'div',
			{ class: 'figure' },
			h('h3', { text: 'What was not seen' }),
			nothing('Too few independent articles to estimate how many adopters the corpus has not seen.'),
		);
	const names = list.map((c) => label(model.technologies.name[c.tech], 18));
	return figure({
		title: 'What was not seen',
		note: 'adopters seen (dot), and how many there are at least: Chao2 with 95 % interval (line)',
		description:
			'Intervals: ' +
			list
				.map(
					(c, i) =>
						names[i] + ' ' + count(c.adopters) + ' seen, ' + count(c.estimate.chao2) + ' estimated',
				)
				.join('; '),
		height: Math.max(140, 30 * list.length + 44),
		make: (colours) => intervalOption(colours, names, list),
		numbers: {
			head: ['Technology', 'Seen', 'Coverage', 'Estimate', 'Low', 'High'],
			rows: list.map((c, i) => [
				h('bdi', { text: names[i] }),
				count(c.adopters),
				percent(c.estimate.coverage),
				count(c.estimate.chao2),
				count(c.estimate.chao2_low),
				count(c.estimate.chao2_high),
			]),
		},
		onClick: (params) => app.panel.technology(list[params.dataIndex].tech),
	});
}

function intervalOption(colours, names, list) {
	const seen = (c) => (Number.isFinite(c.estimate.adopters) ? c.estimate.adopters : c.adopters);
	const tip = (p) => {
		const c = list[p.dataIndex];
		return h(
			'div',
			{ class: 'tip' },
			h('strong', null, h('bdi', { text: names[p.dataIndex] })),
			h('div', {
				text:
					count(seen(c)) +
					' seen; at least ' +
					count(c.estimate.chao2) +
					' (' +
					count(c.estimate.chao2_low) +
					'–' +
					count(c.estimate.chao2_high) +
					')',
			}),
			h('div', { text: 'coverage ' + percent(c.estimate.coverage) }),
		);
	};
	const hidden = {
		type: 'bar',
		stack: 'interval',
		barWidth: 4,
		silent: true,
		itemStyle: { color: 'transparent' },
		data: list.map((c) => c.estimate.chao2_low),
	};
	return {
		grid: { left: 4, right: 20, top: 8, bottom: 4, containLabel: true },
		tooltip: tooltip(colours, tip, { trigger: 'item' }),
		xAxis: {
			type: 'value',
			splitNumber: 4,
			splitLine: { lineStyle: { color: colours.line } },
			axisLabel: axisText(colours),
		},
		yAxis: {
			type: 'category',
			inverse: true,
			data: names,
			axisTick: { show: false },
			axisLine: { show: false },
			axisLabel: { ...axisText(colours, 13), color: colours.ink },
		},
		series: [
			hidden,
			{
				type: 'bar',
				stack: 'interval',
				barWidth: 4,
				itemStyle: { color: colours.quiet, borderRadius: 2 },
				data: list.map((c) => c.estimate.chao2_high - c.estimate.chao2_low),
				emphasis: { disabled: true },
			},
			{
				type: 'line',
				lineStyle: { width: 0 },
				symbol: 'rect',
				symbolSize: [2, 12],
				itemStyle: { color: colours.soft },
				data: list.map((c) => c.estimate.chao2),
				z: 4,
			},
			{
				type: 'line',
				lineStyle: { width: 0 },
				symbol: 'circle',
				symbolSize: 9,
				itemStyle: { color: colours.accent },
				data: list.map(seen),
				z: 5,
			},
		],
	};
}

const GRADES = [
	['own_post', 'The adopter’s own post'],
	['case_study', 'Official case study'],
	['quoted', 'Named speaker quoted'],
	['reported', 'Reported with a link'],
	['unsourced', 'Told without a source'],
];

/* How near the sources are to the fact, best first. */
function grades(model) {
	const { claims } = model;
	const by = new Map(GRADES.map(([id]) => [id, 0]));
	for (let i = 0; i < claims.n; i++)
		if (by.has(claims.grade(i))) by.set(claims.grade(i), by.get(claims.grade(i)) + 1);
	const all = [...by.values()].reduce((a, b) => a + b, 0);
	const most = Math.max(...by.values());
	if (all === 0) return null;
	return bars(
		'Who says it',
		'Claims by grade of evidence',
		'Evidence',
		GRADES.map(([id, text]) => [text, by.get(id) / most, percent(by.get(id) / all)]),
	);
}

/* A small table of [name, share of the longest bar, words]. */
function bars(title, caption, head, rows) {
	return h(
		'div',
		{ class: 'figure' },
		h('h3', { text: title }),
		h(
			'table',
			{ class: 'leaders' },
			h('caption', { class: 'unseen', text: caption }),
			h(
				'thead',
				{ class: 'unseen' },
				h('tr', null, h('th', { scope: 'col', text: head }), h('th', { scope: 'col', text: 'Claims' })),
			),
			h(
				'tbody',
				null,
				rows.map(([text, share, words]) =>
					h(
						'tr',
						null,
						h('th', { scope: 'row' }, name(text, 60)),
						h(
							'td',
							null,
							h(
								'span',
								{ class: 'bar-line' },
								bar(share),
								h('span', { class: 'bar-number', text: words }),
							),
						),
					),
				),
			),
		),
	);
}

/* The sites that most claims come from: does one voice make the numbers? */
function sites(model) {
	const { articles, claims } = model;
	const siteOf = articles.site.map(
		(site, i) => site || (webAddress(articles.url[i]) || { hostname: '' }).hostname,
	);
	const by = new Map();
	for (let i = 0; i < claims.n; i++) {
		const site = claims.article[i] < 0 ? '' : siteOf[claims.article[i]];
		if (site) by.set(site, (by.get(site) || 0) + 1);
	}
	const top = [...by].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, SITES);
	return top.length < 2
		? null
		: bars(
				'Where it is told most',
				'Claims by site',
				'Site',
				top.map(([site, n]) => [site, n / top[0][1], count(n)]),
			);
}

function disputed(app) {
	const { model } = app;
	const { cells, adopters, technologies } = model;
	const list = [];
	for (let c = 0; c < cells.n; c++) if (cells.disputed[c]) list.push(c);
	list.sort((a, b) => cells.independent[b] - cells.independent[a] || a - b);
	return h(
		'div',
		{ class: 'figure' },
		h('h3', { text: 'Disputed' }),
		list.length === 0
			? nothing('No two sources of the same time disagree.')
			: [
					h('p', {
						class: 'note',
						text: plural(list.length, 'pair') + ' where sources of the same time disagree',
					}),
					growing(
						list,
						(c) =>
							h(
								'li',
								null,
								h(
									'button',
									{ type: 'button', class: 'flow', on: { click: () => app.panel.cell(c) } },
									h(
										'span',
										{ class: 'flow-names' },
										name(adopters.name[cells.adopter[c]], 40),
										' · ',
										name(technologies.name[cells.tech[c]], 40),
									),
									h('span', {
										class: 'flow-count',
										text: years(cells.first[c], cells.last[c]),
									}),
								),
							),
						{ className: 'flows', what: 'pairs', first: 6 },
					),
				],
	);
}

function checks(model) {
	const table = model.tables.checks;
	const rows = table ? table.rows : 0;
	const [check, of, result, failing] = ['check', 'table', 'result', 'failing_rows'].map((column) =>
		strings(table, column),
	);
	const bad = [];
	for (let i = 0; i < rows; i++) if (!/^(ok|pass|passed)$/i.test(result(i))) bad.push(i);
	if (rows === 0) return null;
	return h(
		'div',
		{ class: 'figure' },
		h('h3', { text: 'Checks of this release' }),
		h('p', {
			class: 'note',
			text:
				bad.length === 0
					? 'All ' + plural(rows, 'check') + ' passed.'
					: count(rows - bad.length) + ' of ' + plural(rows, 'check') + ' passed.',
		}),
		bad.length
			? growing(
					bad,
					(i) =>
						h(
							'li',
							{ class: 'claim' },
							h('strong', { text: words(visible(check(i))) }),
							' ',
							visible(of(i)),
							': ',
							visible(result(i)),
							failing(i) ? ', ' + plural(Number(failing(i)), 'row') : null,
						),
					{ className: 'claims', what: 'checks' },
				)
			: null,
	);
}
