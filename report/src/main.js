/*
 * main.js -- the report: decode, join, and set the sections into the page.
 */
import { openTables } from './decode.js';
import { fill, h } from './dom.js';
import { loadModel } from './model.js';
import { createPanel } from './panel.js';
import { about } from './sections/about.js';
import { certainty } from './sections/certainty.js';
import { explorer } from './sections/explorer.js';
import { flows } from './sections/flows.js';
import { leaders } from './sections/leaders.js';
import { moves } from './sections/moves.js';
import { purposes } from './sections/purposes.js';
import { rejects } from './sections/rejects.js';
import { count } from './text.js';
import { refuseMarkup } from './guard.js';
import { themeSwitch } from './theme.js';

const SECTIONS = [
	['leaders', 'Leaders', leaders],
	['moves', 'Moves', moves],
	['who', 'Who', explorer],
	['purposes', 'For what', purposes],
	['flows', 'From–to', flows],
	['certainty', 'How sure', certainty],
	['rejected', 'Rejected', rejects],
	['about', 'About', about],
];

/* Articles, with copies and template families counted once. */
function voices({ articles }) {
	const said = new Set();
	for (let i = 0; i < articles.n; i++)
		said.add(articles.witness[i] || articles.duplicate_of[i] || articles.id[i]);
	return said.size;
}

/* The big numbers under the title. */
function figures(model) {
	const part = model.cells.leftOut + model.claims.leftOut > 0;
	let current = 0;
	for (let c = 0; c < model.cells.n; c++) current += model.cells.status[c] === 0 ? 1 : 0;
	const told = new Set(model.cells.tech);
	const adopters = new Set(model.cells.adopter);
	return [
		[part ? model.adopters.all : adopters.size, 'adopter', 'adopters'],
		[part ? model.technologies.all : told.size, 'technology', 'technologies'],
		part ? null : [current, 'current use', 'current uses'],
		[model.claims.n + model.claims.leftOut, 'claim, with its sentence', 'claims, each with its sentence'],
		part
			? [model.articles.all, 'article', 'articles']
			: [voices(model), 'independent article', 'independent articles'],
	];
}

function period(model) {
	const dates = model.articles.published.filter((d) => /^\d{4}/.test(d)).sort();
	if (dates.length === 0) return '';
	const [first, last] = [dates[0].slice(0, 4), dates[dates.length - 1].slice(0, 4)];
	return first === last ? ' published in ' + first : ' published from ' + first + ' to ' + last;
}

function masthead(model) {
	return h(
		'div',
		{ class: 'masthead' },
		h('h1', { text: 'Who uses what' }),
		h('p', {
			class: 'lede',
			text:
				'Which organisations and products use which technologies, for what and since when, read from articles' +
				period(model) +
				'. Every number opens into the sentences behind it.',
		}),
		h(
			'dl',
			{ class: 'totals' },
			figures(model)
				.filter(Boolean)
				.map(([n, one, many]) =>
					h('div', null, h('dd', { text: count(n) }), h('dt', { text: n === 1 ? one : many })),
				),
		),
	);
}

/* "#technology/ID" and "#adopter/ID" in the address open their panel; "#SECTION"
 * leads there, for the browser looked before there was one. */
function followAddress(model, panel) {
	const go = () => {
		const m = /^#(technology|adopter)\/(.+)$/.exec(location.hash);
		let id = '';
		try {
			id = m ? decodeURIComponent(m[2]) : '';
		} catch {
			return;
		}
		const thing = m && (m[1] === 'technology' ? model.technologies : model.adopters).index.get(id);
		if (thing !== undefined && thing !== null) panel[m[1]](thing);
	};
	addEventListener('hashchange', go);
	go();
	const section = SECTIONS.find(([id]) => '#' + id === location.hash);
	if (section) document.getElementById(section[0]).scrollIntoView({ behavior: 'instant' });
}

async function start() {
	refuseMarkup();
	const model = await loadModel(openTables());
	const ready = [];
	const app = {
		model,
		onReady: (fn) => ready.push(fn),
		help: (table, column) => {
			const t = model.tables[table];
			return column && t && t.columns[column] ? t.columns[column].about : '';
		},
		explore: () => {},
	};
	app.panel = createPanel(model, { explore: (question) => app.explore(question) });
	fill(
		document.getElementById('links'),
		SECTIONS.map(([id, text]) => h('a', { href: '#' + id, text })),
	);
	document.getElementById('bar').append(themeSwitch());
	fill(
		document.getElementById('report'),
		masthead(model),
		SECTIONS.map(([, , make]) => make(app)),
	);
	document.body.append(app.panel.dialog);
	ready.forEach((fn) => fn());
	followAddress(model, app.panel);
	document.documentElement.dataset.ready = 'yes';
	return app;
}

start().catch((error) => {
	fill(
		document.getElementById('report'),
		h('p', {
			class: 'nothing',
			role: 'alert',
			text: 'This report cannot be shown: ' + error.message + '. The tables beside it are whole.',
		}),
	);
	document.documentElement.dataset.ready = 'failed';
	console.error(String(error.stack || error));
});
