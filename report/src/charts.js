/*
 * charts.js -- the drawings: one accent, direct labels, no decoration.
 */
import * as echarts from 'echarts/core';
import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { h } from './dom.js';

echarts.use([BarChart, LineChart, SankeyChart, GridComponent, TooltipComponent, CanvasRenderer]);

const drawn = [];

/* The colours of the theme in force. */
function palette() {
	const css = getComputedStyle(document.documentElement);
	const get = (property) => css.getPropertyValue(property).trim();
	return {
		ink: get('--ink'),
		soft: get('--ink-soft'),
		line: get('--line'),
		paper: get('--paper'),
		accent: get('--accent'),
		quiet: get('--quiet'),
		raised: get('--raised'),
	};
}

/*
 * A figure with a drawing of HEIGHT pixels (or a function of its width), a
 * spoken DESCRIPTION, and the numbers behind it as a table {head, rows}.
 * MAKE(palette, width) gives the ECharts option; onClick(params) is optional.
 */
export function figure({ title, note, description, height, make, numbers, onClick }) {
	const box = h('div', { class: 'chart', role: 'img', 'aria-label': description });
	const node = h(
		'figure',
		{ class: 'figure' },
		h(
			'figcaption',
			null,
			h('strong', { text: title }),
			note ? h('span', { class: 'note', text: note }) : null,
		),
		box,
		numbersBehind(title, numbers),
	);
	const entry = { box, make, height, onClick, chart: null, width: 0 };
	drawn.push(entry);
	new ResizeObserver(() => draw(entry)).observe(box);
	return node;
}

function numbersBehind(title, numbers) {
	return h(
		'details',
		{ class: 'numbers' },
		h('summary', null, 'The numbers', h('span', { class: 'unseen', text: ' of “' + title + '”' })),
		h(
			'div',
			{ class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The numbers of ' + title },
			numbersTable(numbers),
		),
	);
}

function numbersTable({ head, rows }) {
	const cell = (tag, value, i) =>
		h(tag, { class: i > 0 ? 'number' : null, scope: tag === 'th' ? 'col' : null }, value);
	return h(
		'table',
		null,
		h(
			'thead',
			null,
			h(
				'tr',
				null,
				head.map((v, i) => cell('th', v, i)),
			),
		),
		h(
			'tbody',
			null,
			rows.map((row) =>
				h(
					'tr',
					null,
					row.map((v, i) => (i === 0 ? h('th', { scope: 'row' }, v) : cell('td', v, i))),
				),
			),
		),
	);
}

/* Other NUMBERS behind the drawing of a figure. */
export function showNumbers(node, numbers) {
	node.querySelector('.numbers table').replaceWith(numbersTable(numbers));
}

function draw(entry, again = false) {
	const width = entry.box.clientWidth;
	if (width === 0 || (!again && width === entry.width)) return;
	entry.width = width;
	const height = typeof entry.height === 'function' ? entry.height(width) : entry.height;
	entry.box.style.height = height + 'px';
	if (!entry.chart) {
		entry.chart = echarts.init(entry.box, null, {
			renderer: 'canvas',
			devicePixelRatio: Math.max(2, devicePixelRatio || 1),
		});
		if (entry.onClick) entry.chart.on('click', entry.onClick);
	}
	entry.chart.resize({ width, height });
	const colours = palette();
	entry.chart.setOption({ ...base(colours), ...entry.make(colours, width) }, true);
}

/* Draw all again, after the theme or the medium changed. */
export function redraw() {
	for (const entry of drawn) draw(entry, true);
}

/* Draw FIGURES' data anew (their make() reads it when called). */
export function refresh(node) {
	for (const entry of drawn) if (node.contains(entry.box)) draw(entry, true);
}

const FONT = '"Inter Variable", system-ui, sans-serif';

function base(colours) {
	return {
		animation: false,
		textStyle: { fontFamily: FONT, color: colours.ink },
	};
}

/* A tooltip whose CONTENT(params) is an element, so that no text is parsed. */
export function tooltip(colours, content, more = {}) {
	return {
		appendTo: undefined,
		confine: true,
		transitionDuration: 0,
		backgroundColor: colours.raised,
		borderColor: colours.line,
		borderWidth: 1,
		padding: [8, 12],
		textStyle: { color: colours.ink, fontFamily: FONT, fontSize: 13 },
		extraCssText: 'box-shadow:0 4px 16px rgba(0,0,0,.12);border-radius:6px;',
		formatter: content,
		...more,
	};
}

export function axisText(colours, size = 12) {
	return { color: colours.soft, fontFamily: FONT, fontSize: size };
}
