/*
 * flows.js -- from what to what: migrations, as a flow where there are enough.
 */
import { figure, tooltip } from '../charts.js';
import { h, name, nothing } from '../dom.js';
import { growing, section } from '../parts.js';
import { count, label, plural } from '../text.js';

const ENOUGH = 5;
const EDGES = 24;

export function flows(app) {
	const { model } = app;
	const edges = model.flows;
	if (edges.length === 0)
		return section(
			'flows',
			'From what to what',
			null,
			nothing('No article tells of an adopter that moved from one technology to another.'),
		);
	return section(
		'flows',
		'From what to what',
		finding(model, edges),
		h(
			'div',
			{ class: 'figures' + (edges.length < ENOUGH ? ' one' : '') },
			edges.length >= ENOUGH ? sankey(app, edges.slice(0, EDGES)) : null,
			list(app, edges),
		),
	);
}

function finding(model, edges) {
	const [top] = edges;
	const moves = edges.reduce((n, e) => n + e.adopters.size, 0);
	if (top.adopters.size === 1 && edges.length > 1)
		return plural(moves, 'move') + ' told, each by one adopter.';
	return (
		plural(moves, 'move') +
		' told. ' +
		(edges.length > 1 ? 'The widest goes' : 'It goes') +
		' from ' +
		label(model.technologies.name[top.from], 40) +
		' to ' +
		label(model.technologies.name[top.to], 40) +
		' (' +
		plural(top.adopters.size, 'adopter') +
		').'
	);
}

function list(app, edges) {
	const { model } = app;
	const t = (id) => name(model.technologies.name[id] || '–', 40);
	return h(
		'div',
		{ class: 'figure' },
		growing(
			edges,
			(edge) =>
				h(
					'li',
					null,
					h(
						'button',
						{ type: 'button', class: 'flow', on: { click: () => app.panel.flow(edge) } },
						h(
							'span',
							{ class: 'flow-names' },
							t(edge.from),
							h('span', { class: 'arrow', text: ' → ' }),
							t(edge.to),
						),
						h('span', { class: 'flow-count', text: plural(edge.adopters.size, 'adopter') }),
					),
				),
			{ className: 'flows', what: 'moves', first: 12 },
		),
	);
}

/* Sources stand at the left and goals at the right, so that a technology may
 * be both and the picture has no circle. */
function sankey(app, edges) {
	const { model } = app;
	const nodes = new Map();
	const node = (side, tech) => {
		const key = side + tech;
		if (!nodes.has(key))
			nodes.set(key, {
				name: key,
				depth: side === 'from' ? 0 : 1,
				tech,
				label: { position: side === 'from' ? 'right' : 'left' },
			});
		return key;
	};
	const links = edges.map((edge) => ({
		source: node('from', edge.from),
		target: node('to', edge.to),
		value: edge.adopters.size,
		edge,
	}));
	const tall = Math.max(new Set(edges.map((e) => e.from)).size, new Set(edges.map((e) => e.to)).size);
	return figure({
		title: 'Moves between technologies',
		note: 'left: moved from; right: moved to; width: adopters',
		description:
			'Flow chart: ' +
			edges
				.slice(0, 10)
				.map(
					(e) =>
						label(model.technologies.name[e.from]) +
						' to ' +
						label(model.technologies.name[e.to]) +
						' ' +
						e.adopters.size,
				)
				.join('; '),
		height: Math.max(260, 34 * tall + 20),
		make: (colours, width) => option(app, colours, width, [...nodes.values()], links),
		numbers: {
			head: ['From', 'To', 'Adopters'],
			rows: edges.map((e) => [
				name(model.technologies.name[e.from] || '', 40),
				name(model.technologies.name[e.to] || '', 40),
				count(e.adopters.size),
			]),
		},
		onClick: (params) =>
			params.dataType === 'edge'
				? app.panel.flow(params.data.edge)
				: app.panel.technology(params.data.tech),
	});
}

function option(app, colours, width, nodes, links) {
	const { technologies } = app.model;
	const text = (tech, max) => label(technologies.name[tech] || '–', max);
	return {
		tooltip: tooltip(
			colours,
			(p) =>
				h(
					'div',
					{ class: 'tip' },
					p.dataType === 'edge'
						? [
								h('bdi', { text: text(p.data.edge.from, 40) }),
								' → ',
								h('bdi', { text: text(p.data.edge.to, 40) }),
								h('div', { text: plural(p.value, 'adopter') }),
							]
						: [
								h('strong', null, h('bdi', { text: text(p.data.tech, 40) })),
								h('div', { text: plural(p.value, 'adopter') }),
							],
				),
			{ trigger: 'item' },
		),
		series: [
			{
				type: 'sankey',
				data: nodes,
				links,
				left: 4,
				right: 4,
				top: 8,
				bottom: 8,
				nodeWidth: 8,
				nodeGap: 12,
				draggable: false,
				layoutIterations: 64,
				itemStyle: { color: colours.accent, borderWidth: 0 },
				lineStyle: { color: colours.accent, opacity: 0.18, curveness: 0.5 },
				label: {
					color: colours.ink,
					fontSize: 12,
					formatter: (p) => text(p.data.tech, width < 520 ? 12 : 20),
					textBorderColor: colours.paper,
					textBorderWidth: 3,
				},
				emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.45 } },
			},
		],
	};
}
