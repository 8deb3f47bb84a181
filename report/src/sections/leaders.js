/*
 * leaders.js -- which technologies lead.
 */
import { h, name, nothing } from '../dom.js';
import { bar, nameButton, section, select, spark } from '../parts.js';
import { count, listed, percent, label, words } from '../text.js';

const FIRST = 12;

export function leaders(app) {
	const { model } = app;
	const rows = model.counts.rows.filter((c) => c.adopters > 0);
	if (rows.length === 0)
		return section(
			'leaders',
			'Which technologies lead',
			null,
			nothing('No technology has an adopter yet.'),
		);
	const shown = fields(rows);
	const body = h('tbody');
	const more = h('button', { type: 'button', class: 'more' });
	const state = { kind: '', shown: FIRST };
	const show = () => {
		const list = rows.filter((c) => state.kind === '' || model.technologies.kind[c.tech] === state.kind);
		body.replaceChildren(
			...list.slice(0, state.shown).map((c, i) => line(app, c, i, list[0].adopters, shown)),
		);
		more.hidden = list.length <= state.shown;
		more.textContent = 'Show more of all ' + count(list.length);
	};
	more.addEventListener('click', () => {
		const before = state.shown;
		state.shown += 50;
		show();
		const next = body.children[before];
		if (next) next.querySelector('button').focus();
	});
	const kinds = [...new Set(rows.map((c) => model.technologies.kind[c.tech]).filter(Boolean))].sort();
	const kind = select(
		'Kind of technology',
		[['', 'All kinds'], ...kinds.map((k) => [k, words(k)])],
		(value) => {
			state.kind = value;
			state.shown = FIRST;
			show();
		},
	);
	show();
	return section(
		'leaders',
		'Which technologies lead',
		finding(model, rows),
		kinds.length > 1 ? h('div', { class: 'toolbar' }, kind.field) : null,
		h(
			'table',
			{ class: 'leaders' },
			h('caption', { class: 'unseen', text: 'Technologies by number of adopters' }),
			head(app, shown),
			body,
		),
		more,
	);
}

function finding(model, rows) {
	const said = rows
		.slice(0, 3)
		.map((c) => label(model.technologies.name[c.tech], 40) + ' (' + count(c.adopters) + ')');
	return (
		'By distinct adopters, ' +
		listed(said) +
		(said.length > 1 ? ' lead' : ' leads') +
		'. An adopter counts once, however often it is told.'
	);
}

/* The columns that have something to say: [field, title, sign, format]. */
function fields(rows) {
	return [
		['current', 'Current', '', count],
		['former', 'Former', '', count],
		['arrivals', 'Came', '+', count],
		['departures', 'Left', '−', count],
		['multi_source_share', '2+ sources', '', percent],
	].filter(([field]) => rows.some((c) => Number.isFinite(c[field])));
}

function head(app, list) {
	const th = (text, about, cls) =>
		h('th', { scope: 'col', class: cls, title: app.help('technology_counts', about) || null, text });
	return h(
		'thead',
		null,
		h(
			'tr',
			null,
			th('Technology', 'technology_id'),
			th('Adopters', 'adopters', 'wide'),
			th('Told per year', null, 'optional'),
			list.map(([field, title]) => th(title, field, 'number optional')),
		),
	);
}

function line(app, c, i, top, list) {
	const { model } = app;
	const tech = c.tech;
	const kind = model.technologies.kind[tech];
	return h(
		'tr',
		null,
		h(
			'th',
			{ scope: 'row' },
			h('span', { class: 'rank', text: i + 1 + '' }),
			nameButton(model.technologies.name[tech], () => app.panel.technology(tech), 40),
			kind && kind !== 'unknown' ? h('span', { class: 'kind' }, name(words(kind), 30)) : null,
		),
		h(
			'td',
			{ class: 'wide' },
			h(
				'span',
				{ class: 'bar-line' },
				bar(c.adopters / Math.max(1, top)),
				h('span', { class: 'bar-number', text: count(c.adopters) }),
			),
		),
		h('td', { class: 'optional' }, spark(yearly(model, tech))),
		list.map(([field, , sign, format]) =>
			h('td', {
				class: 'number optional' + (c[field] === 0 ? ' zero' : ''),
				text: (c[field] > 0 ? sign : '') + format(c[field]),
			}),
		),
	);
}

function yearly(model, tech) {
	const years = model.years.byTech.get(tech);
	if (!years) return [];
	const out = [];
	for (let y = model.years.from; y <= model.years.to; y++) out.push((years.get(y) || {}).adopters || 0);
	return out;
}
