/*
 * moves.js -- what moves: adopters over the years, arrivals and departures.
 */
import { axisText, figure, refresh, showNumbers, tooltip } from '../charts.js';
import { h, nothing } from '../dom.js';
import { section } from '../parts.js';
import { count, label, listed } from '../text.js';

const LINES = 6;
const BARS = 10;
const PLOT_MARGINS = 36;

export function moves(app) {
	const lines = overYears(app);
	const flows = cameAndLeft(app);
	return section(
		'moves',
		'What moves',
		finding(app),
		lines || flows
			? h('div', { class: lines && flows ? 'figures' : 'figures one' }, lines, flows)
			: nothing(
					'No article tells a year or a change from one technology to another, so nothing is seen to move.',
				),
	);
}

function movers(model) {
	return model.counts.rows.filter((c) => (c.arrivals || 0) + (c.departures || 0) > 0);
}

function finding(app) {
	const { model } = app;
	const net = (c) => (Number.isFinite(c.net_flow) ? c.net_flow : (c.arrivals || 0) - (c.departures || 0));
	const list = movers(model);
	const say = (c) =>
		label(model.technologies.name[c.tech], 40) +
		' (' +
		(net(c) > 0 ? '+' : '−') +
		count(Math.abs(net(c))) +
		')';
	const up = list
		.filter((c) => net(c) > 0)
		.sort((a, b) => net(b) - net(a))
		.slice(0, 3)
		.map(say);
	const down = list
		.filter((c) => net(c) < 0)
		.sort((a, b) => net(a) - net(b))
		.slice(0, 3)
		.map(say);
	if (up.length + down.length === 0) return null;
	return [
		up.length ? 'Adopters move to ' + listed(up) : '',
		up.length && down.length ? ' and ' : '',
		down.length ? (up.length ? 'away from ' : 'Adopters move away from ') + listed(down) : '',
		'.',
	].join('');
}

/* The ways to count adopters by year: [id, words, note]. */
const MODES = [
	['known', 'Known by then', 'adopters that an article of that year or before tells'],
	['told', 'Told that year', 'adopters that an article of that year tells'],
];

/* Years, and per leading technology its adopters in each by both modes. */
function series(model) {
	const { from, to, byTech } = model.years;
	const years = [];
	for (let y = from; y <= to; y++) years.push(y);
	const leading = model.counts.rows
		.map((c) => c.tech)
		.filter((t) => byTech.has(t))
		.slice(0, LINES);
	const arrived = new Map(leading.map((t) => [t, new Map()]));
	const { cells } = model;
	for (let c = 0; c < cells.n; c++)
		if (cells.counted[c] && cells.first[c] && arrived.has(cells.tech[c])) {
			const of = arrived.get(cells.tech[c]);
			of.set(cells.first[c], (of.get(cells.first[c]) || 0) + 1);
		}
	const list = leading.map((tech) => {
		let sum = 0;
		return {
			tech,
			name: label(model.technologies.name[tech]),
			told: years.map((y) => (byTech.get(tech).get(y) || {}).adopters ?? 0),
			known: years.map((y) => (sum += arrived.get(tech).get(y) || 0)),
		};
	});
	return { years, list };
}

function overYears(app) {
	const { years, list } = series(app.model);
	if (years.length < 2 || list.length === 0) return null;
	const state = { chosen: 0, mode: MODES[0] };
	const values = (s) => s[state.mode[0]];
	const numbers = () => ({
		head: ['Year', ...list.map((s) => s.name)],
		rows: years.map((y, i) => [String(y), ...list.map((s) => count(values(s)[i]))]),
	});
	const node = figure({
		title: 'Adopters over the years',
		note: state.mode[2],
		description:
			'Line chart of adopters per year from ' +
			years[0] +
			' to ' +
			years[years.length - 1] +
			' for ' +
			listed(list.map((s) => s.name)),
		height: (width) => (width < 520 ? 260 : 320),
		make: (colours, width) =>
			lineOption(
				colours,
				width,
				years,
				list.map((s) => ({ name: s.name, values: values(s) })),
				state.chosen,
			),
		numbers: numbers(),
		onClick: (params) => list[params.seriesIndex] && techs.press(params.seriesIndex),
	});
	const techs = choice(
		'Technology to bring forward',
		'pick',
		list.map((s) => s.name),
		(i) => {
			state.chosen = i;
			refresh(node);
		},
	);
	const modes = choice(
		'Way to count',
		'mode',
		MODES.map((m) => m[1]),
		(i) => {
			state.mode = MODES[i];
			node.querySelector('figcaption .note').textContent = state.mode[2];
			showNumbers(node, numbers());
			refresh(node);
		},
	);
	node.querySelector('figcaption').after(h('div', { class: 'toolbar picks' }, techs.node, modes.node));
	return node;
}

/* Buttons of which one is pressed; onChoice(its number). */
function choice(title, look, texts, onChoice) {
	const node = h('div', { class: 'picks', role: 'group', 'aria-label': title });
	const press = (i) => {
		[...node.children].forEach((b, at) => b.setAttribute('aria-pressed', at === i));
		onChoice(i);
	};
	texts.forEach((text, i) =>
		node.append(
			h(
				'button',
				{ type: 'button', class: look, 'aria-pressed': i === 0, on: { click: () => press(i) } },
				h('bdi', { text }),
			),
		),
	);
	return { node, press };
}

function lineOption(colours, width, years, list, chosen) {
	const ends = width >= 520;
	const top = niceTop(Math.max(...list.flatMap((s) => s.values)));
	const shifts = endShifts(list, top, (width < 520 ? 260 : 320) - PLOT_MARGINS);
	return {
		grid: { left: 8, right: ends ? 118 : 16, top: 12, bottom: 4, containLabel: true },
		tooltip: tooltip(colours, (params) => yearTip(params, list), {
			trigger: 'axis',
			order: 'valueDesc',
			axisPointer: { lineStyle: { color: colours.line } },
		}),
		xAxis: {
			type: 'category',
			data: years.map(String),
			boundaryGap: false,
			axisTick: { show: false },
			axisLine: { lineStyle: { color: colours.line } },
			axisLabel: axisText(colours),
		},
		yAxis: {
			type: 'value',
			max: top,
			interval: top / 4,
			splitLine: { lineStyle: { color: colours.line } },
			axisLabel: axisText(colours),
		},
		series: list.map((s, i) => ({
			type: 'line',
			name: s.name,
			data: s.values,
			showSymbol: false,
			z: i === chosen ? 5 : 2,
			triggerLineEvent: true,
			lineStyle: { width: i === chosen ? 3 : 1.5, color: i === chosen ? colours.accent : colours.quiet },
			itemStyle: { color: i === chosen ? colours.accent : colours.quiet },
			endLabel: {
				show: ends,
				formatter: () => s.name,
				color: i === chosen ? colours.accent : colours.soft,
				fontWeight: i === chosen ? 600 : 400,
				fontSize: 12,
				width: 104,
				overflow: 'truncate',
				offset: [0, shifts[i]],
			},
			emphasis: { disabled: true },
		})),
	};
}

/* The least multiple of four that is easy to read and not below N. */
function niceTop(n) {
	for (let step = 1; ; step *= 10) for (const k of [1, 2, 3, 5]) if (4 * k * step >= n) return 4 * k * step;
}

/* How far each label at a line's end has to move, so that none hides another
 * within HEIGHT pixels of plot. */
function endShifts(list, top, height) {
	const LINE = 16;
	const want = list.map((s) => height * (1 - s.values[s.values.length - 1] / top));
	const order = want.map((_, i) => i).sort((a, b) => want[a] - want[b] || a - b);
	const at = [];
	order.forEach((i, n) => {
		at[n] = n === 0 ? want[i] : Math.max(want[i], at[n - 1] + LINE);
	});
	for (let n = at.length - 1, limit = height + 4; n >= 0; n--, limit -= LINE) at[n] = Math.min(at[n], limit);
	const shifts = [];
	order.forEach((i, n) => {
		shifts[i] = at[n] - want[i];
	});
	return shifts;
}

function yearTip(params, list) {
	const rows = [...params].sort((a, b) => b.value - a.value);
	return h(
		'div',
		{ class: 'tip' },
		h('strong', { text: params[0].axisValue }),
		h(
			'table',
			null,
			rows.map((p) =>
				h(
					'tr',
					null,
					h('th', null, h('bdi', { text: list[p.seriesIndex].name })),
					h('td', { class: 'number', text: count(p.value) }),
				),
			),
		),
	);
}

function cameAndLeft(app) {
	const { model } = app;
	const size = (c) => (c.arrivals || 0) + (c.departures || 0);
	const list = movers(model)
		.sort((a, b) => size(b) - size(a))
		.slice(0, BARS)
		.sort((a, b) => (b.arrivals || 0) - (b.departures || 0) - (a.arrivals || 0) + (a.departures || 0));
	if (list.length === 0) return null;
	const names = list.map((c) => label(model.technologies.name[c.tech], 18));
	return figure({
		title: 'Arrivals and departures',
		note: 'adopters told to have come to, and to have left',
		description:
			'Bars: ' +
			list
				.map((c, i) => names[i] + ' ' + (c.arrivals || 0) + ' came, ' + (c.departures || 0) + ' left')
				.join('; '),
		height: Math.max(120, 30 * list.length + 40),
		make: (colours) => barOption(colours, names, list),
		numbers: {
			head: ['Technology', 'Came', 'Left'],
			rows: list.map((c, i) => [
				h('bdi', { text: names[i] }),
				count(c.arrivals || 0),
				count(c.departures || 0),
			]),
		},
		onClick: (params) => app.panel.technology(list[params.dataIndex].tech),
	});
}

function barOption(colours, names, list) {
	const most = Math.max(...list.map((c) => Math.max(c.arrivals || 0, c.departures || 0)));
	const shown = (position) => ({
		show: true,
		position,
		fontSize: 12,
		color: colours.soft,
		formatter: (p) => (p.value === 0 ? '' : count(Math.abs(p.value))),
	});
	const one = (name, color, values, position) => ({
		name,
		type: 'bar',
		stack: 'flow',
		barWidth: 14,
		itemStyle: { color },
		data: values,
		cursor: 'pointer',
		label: shown(position),
		emphasis: { disabled: true },
	});
	return {
		grid: { left: 4, right: 12, top: 24, bottom: 4, containLabel: true },
		tooltip: tooltip(
			colours,
			(p) =>
				h(
					'div',
					{ class: 'tip' },
					h('strong', null, h('bdi', { text: names[p.dataIndex] })),
					h('div', {
						text:
							count(list[p.dataIndex].arrivals || 0) +
							' came, ' +
							count(list[p.dataIndex].departures || 0) +
							' left',
					}),
				),
			{ trigger: 'item' },
		),
		xAxis: { type: 'value', min: -most * 1.15, max: most * 1.15, show: false },
		yAxis: {
			type: 'category',
			inverse: true,
			data: names,
			axisTick: { show: false },
			axisLine: { show: false },
			axisLabel: { ...axisText(colours, 13), color: colours.ink },
		},
		series: [
			one(
				'left',
				colours.quiet,
				list.map((c) => -(c.departures || 0)),
				'left',
			),
			one(
				'came',
				colours.accent,
				list.map((c) => c.arrivals || 0),
				'right',
			),
		],
	};
}
