/*
 * purposes.js -- for what: use cases against technologies, as a table whose
 * cells are tinted by the number of adopters.
 */
import { h, name, nothing } from '../dom.js';
import { section } from '../parts.js';
import { count, label, visible, within } from '../text.js';

const COLUMNS = 12;
/* As many adopters as the darkest tint stands for at least. */
const FULL = 6;

export function purposes(app) {
	const grid = tally(app.model);
	if (grid.rows.length === 0)
		return section(
			'purposes',
			'For what',
			null,
			nothing('No article says yet what a technology is used for.'),
		);
	return section(
		'purposes',
		'For what',
		finding(app.model, grid),
		h(
			'div',
			{ class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Use cases by technology' },
			matrix(app, grid),
		),
		h('p', {
			class: 'note',
			text:
				'Adopters per use case and technology' +
				(grid.techs.length < grid.all ? '; ' : '. ') +
				(grid.techs.length < grid.all
					? 'the ' + grid.techs.length + ' technologies with most uses told. '
					: '') +
				'Choose a number to read who they are.',
		}),
	);
}

/* The counted cells by use case and technology: Map of cell sets by
 * useCase * width + tech, from the claims that tell use, past or present. */
function usesByPurpose(model) {
	const { cells, claims, useCases } = model;
	const width = model.technologies.n;
	const sets = new Map();
	const parsed = new Map();
	for (let i = 0; i < claims.n; i++) {
		const c = claims.cell[i];
		const list = claims.useCases(i);
		if (c < 0 || list === '' || claims.status[i] > 1 || !cells.counted[c]) continue;
		if (!parsed.has(list))
			parsed.set(
				list,
				list.split('|').map((id) => useCases.index.get(id)),
			);
		for (const p of parsed.get(list)) {
			const key = p * width + cells.tech[c];
			(sets.get(key) || sets.set(key, new Set()).get(key)).add(c);
		}
	}
	return { sets, width };
}

/* Rows of use cases, columns of technologies, both by the uses told. */
function tally(model) {
	const { sets, width } = usesByPurpose(model);
	const purposeTotal = new Map();
	const techTotal = new Map();
	for (const [key, set] of sets) {
		const [p, t] = [Math.floor(key / width), key % width];
		purposeTotal.set(p, (purposeTotal.get(p) || 0) + set.size);
		techTotal.set(t, (techTotal.get(t) || 0) + set.size);
	}
	const byTotal = (map) => [...map].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([key]) => key);
	const techs = byTotal(techTotal).slice(0, COLUMNS);
	const cellsFor = (p, t) => [...(sets.get(p * width + t) || [])];
	const rows = byTotal(purposeTotal)
		.map((p) => ({ p, of: new Map(techs.map((t) => [t, cellsFor(p, t)])) }))
		.filter((r) => techs.some((t) => r.of.get(t).length > 0));
	const top = Math.max(1, ...rows.flatMap((r) => techs.map((t) => r.of.get(t).length)));
	return { rows, techs, top, all: techTotal.size };
}

function finding(model, { rows, techs }) {
	const top = rows.slice(0, 3).map((r) => within(visible(model.useCases.name[r.p])));
	const best = rows
		.flatMap((r) => techs.map((t) => ({ r, t, n: r.of.get(t).length })))
		.sort((a, b) => b.n - a.n)[0];
	return (
		'Most told: ' +
		top.join('; ') +
		'. The strongest pair is ' +
		label(model.technologies.name[best.t], 40) +
		' for ' +
		within(visible(model.useCases.name[best.r.p])) +
		', with ' +
		count(best.n) +
		(best.n === 1 ? ' adopter.' : ' adopters.')
	);
}

function matrix(app, { rows, techs, top }) {
	const { model } = app;
	const step = (n) => (n === 0 ? 0 : Math.max(1, Math.ceil(6 * Math.sqrt(n / Math.max(top, FULL)))));
	return h(
		'table',
		{ class: 'matrix', style: { width: 'min(100%, ' + (240 + 88 * techs.length) + 'px)' } },
		h('caption', { class: 'unseen', text: 'Adopters by use case and technology' }),
		h(
			'thead',
			null,
			h(
				'tr',
				null,
				h('td'),
				techs.map((t) =>
					h('th', { scope: 'col' }, h('span', null, name(model.technologies.name[t], 24))),
				),
			),
		),
		h(
			'tbody',
			null,
			rows.map((r) =>
				h(
					'tr',
					null,
					h(
						'th',
						{ scope: 'row', title: visible(model.useCases.covers[r.p]) || null },
						name(model.useCases.name[r.p], 40),
					),
					techs.map((t) => {
						const list = r.of.get(t);
						const n = list.length;
						return h(
							'td',
							{ class: 'shade-' + step(n) },
							n === 0
								? h('span', { class: 'unseen', text: '0' })
								: h('button', {
										type: 'button',
										text: count(n),
										'aria-label':
											count(n) +
											' for ' +
											visible(model.useCases.name[r.p]) +
											' with ' +
											label(model.technologies.name[t], 60),
										on: { click: () => openCells(app, r.p, t, list) },
									}),
						);
					}),
				),
			),
		),
	);
}

function openCells(app, p, t, list) {
	const { model } = app;
	app.panel.cells(
		[name(model.technologies.name[t], 100), ' for ', name(within(model.useCases.name[p]), 100)],
		list,
		'For what',
	);
}
