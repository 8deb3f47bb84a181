/*
 * leaders.js -- which technologies lead.
 */
import { h, nothing } from '../dom.js';
import { bar, nameButton, section, select, spark } from '../parts.js';
import { count, listed, percent, label, words } from '../text.js';

const FIRST = 12;

export function leaders(app) {
	const { model } = app;
	const rows = model.counts.rows;
	if (rows.length === 0)
		return section('leaders', 'Which technologies lead', null,
			nothing('No technology has an adopter yet.'));
	const body = h('tbody');
	const more = h('button', { type: 'button', class: 'more' });
	const state = { kind: '', shown: FIRST };
	const show = () => {
		const list = rows.filter((c) => state.kind === '' || model.technologies.kind[c.tech] === state.kind);
		body.replaceChildren(...list.slice(0, state.shown).map((c, i) => line(app, c, i, list[0].adopters)));
		more.hidden = list.length <= state.shown;
		more.textContent = 'Show more of all ' + count(list.length);
	};
	more.addEventListener('click', () => {
		const before = state.shown;
		state.shown += 50;
		show();
		const next = body.children[before];
		if (next)
			next.querySelector('button').focus();
	});
	const kinds = [...new Set(rows.map((c) => model.technologies.kind[c.tech]).filter(Boolean))].sort();
	const kind = select('Kind of technology', [['', 'All kinds'], ...kinds.map((k) => [k, words(k)])], (value) => {
		state.kind = value;
		state.shown = FIRST;
		show();
	});
	show();
	return section('leaders', 'Which technologies lead', finding(model, rows),
		kinds.length > 1 ? h('div', { class: 'toolbar' }, kind.field) : null,
		h('table', { class: 'leaders' },
			h('caption', { class: 'unseen', text: 'Technologies by number of adopters' }),
			head(app), body), more);
}

function finding(model, rows) {
	const said = rows.slice(0, 3).map((c) => label(model.technologies.name[c.tech], 40) + ' (' + count(c.adopters) + ')');
	return 'By distinct adopters, ' + listed(said) + (said.length > 1 ? ' lead' : ' leads') + '. An adopter counts once, however often it is told.';
}

function head(app) {
	const th = (text, about, cls) => h('th', { scope: 'col', class: cls, title: app.help('technology_counts', about) || null, text });
	return h('thead', null, h('tr', null,
		th('Technology', 'technology'), th('Adopters', 'adopters', 'wide'),
		th('Over the years', null, 'optional'),
		th('Current', 'current', 'number optional'), th('Former', 'former', 'number optional'),
		th('Came', 'arrivals', 'number optional'), th('Left', 'departures', 'number optional'),
		th('2+ sources', 'multi_source_share', 'number optional')));
}

function line(app, c, i, top) {
	const { model } = app;
	const tech = c.tech;
	return h('tr', null,
		h('th', { scope: 'row' }, h('span', { class: 'rank', text: i + 1 + '' }),
			nameButton(model.technologies.name[tech], () => app.panel.technology(tech), 40),
			h('span', { class: 'kind', text: words(model.technologies.kind[tech] || '') })),
		h('td', { class: 'wide' }, h('span', { class: 'bar-line' }, bar(c.adopters / Math.max(1, top)), h('span', { class: 'bar-number', text: count(c.adopters) }))),
		h('td', { class: 'optional' }, spark(yearly(model, tech))),
		number(c.current), number(c.former), number(c.arrivals, '+'), number(c.departures, '−'),
		h('td', { class: 'number optional', text: percent(c.multi_source_share) }));
}

function number(n, sign = '') {
	return h('td', { class: 'number optional' + (n === 0 ? ' zero' : ''), text: Number.isFinite(n) && n !== 0 ? sign + count(n) : count(n) });
}

function yearly(model, tech) {
	const years = model.years.byTech.get(tech);
	if (!years)
		return [];
	const out = [];
	for (let y = model.years.from; y <= model.years.to; y++)
		out.push((years.get(y) || {}).adopters || 0);
	return out;
}
