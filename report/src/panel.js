/*
 * panel.js -- the sheet at the side: what stands behind a number.
 *
 * Every view ends in sentences with their source.  A view is a function that
 * gives {title, body}; views stack, so that Back leads to where one came from.
 */
import { fill, h } from './dom.js';
import {
	adopterView,
	cellsView,
	cellView,
	flowView,
	missesView,
	rejectsView,
	technologyView,
} from './views.js';

export function createPanel(model, actions) {
	const title = h('h2', { id: 'panel-title', tabindex: -1 });
	const kicker = h('p', { class: 'kicker' });
	const body = h('div', { class: 'panel-body' });
	const back = h('button', { type: 'button', class: 'plain', text: '← Back' });
	const close = h('button', { type: 'button', class: 'plain', text: 'Close' });
	const dialog = h(
		'dialog',
		{ class: 'panel', 'aria-labelledby': 'panel-title' },
		h('div', { class: 'panel-bar' }, back, close),
		h('div', { class: 'panel-scroll' }, kicker, title, body),
	);
	const stack = [];
	const panel = { model, actions, dialog };

	const show = () => {
		const view = stack[stack.length - 1];
		address(view.address || '');
		kicker.textContent = view.kicker || '';
		fill(title, view.title);
		fill(body, view.body);
		back.hidden = stack.length < 2;
		dialog.querySelector('.panel-scroll').scrollTop = 0;
		if (!dialog.open) dialog.showModal();
		title.focus();
	};
	const open = async (make) => {
		stack.push(await make());
		show();
	};
	back.addEventListener('click', () => {
		stack.pop();
		show();
	});
	close.addEventListener('click', () => dialog.close());
	dialog.addEventListener('click', (event) => {
		if (event.target === dialog) dialog.close();
	});
	dialog.addEventListener('close', () => {
		stack.length = 0;
		address('');
	});

	panel.cell = (c) => open(() => cellView(panel, c));
	panel.cells = (heading, cells, kick) => open(() => cellsView(panel, heading, cells, kick));
	panel.technology = (t) => open(() => technologyView(panel, t));
	panel.adopter = (a) => open(() => adopterView(panel, a));
	panel.flow = (edge) => open(() => flowView(panel, edge));
	panel.rejects = (heading, rows) => open(() => rejectsView(heading, rows));
	panel.misses = (heading, rows) => open(() => missesView(model, heading, rows));
	return panel;
}

/* What is open stands in the address, so that it can be sent to somebody. */
function address(hash) {
	try {
		history.replaceState(null, '', location.pathname + location.search + hash);
	} catch {
		/* A page in a sandbox may not; nothing else depends on it. */
	}
}
