/*
 * grid.js -- a table of any length that keeps only the visible rows alive.
 *
 * An ARIA grid with one tab stop: arrows, Page, Home and End walk the rows,
 * Enter or Space opens one.  Headers are buttons that sort.
 */
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import { fill, h } from './dom.js';

/*
 * LABEL names the grid; COLUMNS is a list of {key, title, about, class, sort,
 * cell(row)}; onOpen(row) is called for a chosen row, onSort(key, descending)
 * for a chosen header.  Gives {element, show(rows), sorted(key, descending)},
 * where rows is anything with length and numbers.
 */
export function createGrid({ label, columns, onOpen, onSort }) {
	const headers = columns.map((column) => header(column, onSort));
	const head = h(
		'div',
		{ role: 'rowgroup', class: 'grid-head' },
		h('div', { role: 'row', class: 'grid-row', 'aria-rowindex': 1 }, headers),
	);
	const canvas = h('div', { class: 'grid-canvas', role: 'presentation' });
	const body = h('div', { role: 'rowgroup', class: 'grid-body' }, canvas);
	const element = h(
		'div',
		{ role: 'grid', class: 'grid', 'aria-label': label, 'aria-colcount': columns.length },
		head,
		body,
	);
	const state = {
		rows: [],
		live: new Map(),
		active: 0,
		moving: false,
		columns,
		canvas,
		body,
		element,
		onOpen,
	};
	const narrow = matchMedia('(max-width: 640px)');
	const rowHeight = () => (narrow.matches ? 66 : 44);

	const options = () => ({
		count: state.rows.length,
		getScrollElement: () => body,
		estimateSize: rowHeight,
		overscan: 4,
		scrollToFn: elementScroll,
		observeElementRect,
		observeElementOffset,
		onChange: () => draw(state),
	});
	state.virtual = new Virtualizer(options());
	state.virtual._didMount();
	narrow.addEventListener('change', () => {
		forget(state);
		state.virtual.measure();
		draw(state);
	});
	body.addEventListener('keydown', (event) => onKey(state, event));
	body.addEventListener('click', (event) => {
		const row = event.target.closest('[data-at]');
		if (row) open(state, Number(row.dataset.at));
	});

	return {
		element,
		show(rows) {
			state.rows = rows;
			forget(state);
			state.active = 0;
			state.moving = false;
			state.virtual.setOptions(options());
			state.virtual._willUpdate();
			/* Touching scrollTop makes the browser lay out what it need not yet. */
			if (state.virtual.scrollOffset > 0) body.scrollTop = 0;
			element.setAttribute('aria-rowcount', rows.length + 1);
			element.style.setProperty('--grid-rows', Math.min(rows.length, 17));
			draw(state);
		},
		sorted(key, descending) {
			columns.forEach((column, i) => {
				if (column.sort)
					headers[i].setAttribute(
						'aria-sort',
						column.key !== key ? 'none' : descending ? 'descending' : 'ascending',
					);
			});
		},
	};
}

function header(column, onSort) {
	const cell = h('div', {
		role: 'columnheader',
		class: 'grid-cell ' + (column.class || ''),
		title: column.about || null,
	});
	if (!column.sort) return fill(cell, column.title);
	const button = h('button', { type: 'button', class: 'sort', text: column.title });
	button.addEventListener('click', () => {
		const now = cell.getAttribute('aria-sort');
		const descending = now === 'none' ? column.sort === 'descending' : now === 'ascending';
		onSort(column.key, descending);
	});
	cell.setAttribute('aria-sort', 'none');
	return fill(cell, button);
}

function forget(state) {
	state.live = new Map();
	state.canvas.replaceChildren();
}

/* Put the rows that the scroll position asks for into the document.  Focus
 * stays on the active row; if it was scrolled away, on the nearest one left. */
function draw(state) {
	const { virtual, canvas, body } = state;
	const hadFocus = body.contains(document.activeElement);
	const items = virtual.getVirtualItems();
	canvas.style.height = virtual.getTotalSize() + 'px';
	if (items.length > 0 && !state.moving)
		state.active = Math.max(items[0].index, Math.min(items[items.length - 1].index, state.active));
	replaceRows(state, items);
	if ((hadFocus || state.moving) && focusActive(state)) state.moving = false;
}

/* Rows that stay in sight keep their elements, and with them the focus. */
function replaceRows(state, items) {
	const live = new Map();
	let before = null;
	for (const item of items) {
		const node = state.live.get(item.index) || drawRow(state, item);
		node.tabIndex = item.index === state.active ? 0 : -1;
		state.live.delete(item.index);
		live.set(item.index, node);
		if (node.parentNode !== state.canvas)
			state.canvas.insertBefore(node, before ? before.nextSibling : state.canvas.firstChild);
		before = node;
	}
	for (const node of state.live.values()) node.remove();
	state.live = live;
}

function drawRow(state, item) {
	const row = state.rows[item.index];
	return h(
		'div',
		{
			role: 'row',
			class: 'grid-row',
			'data-at': item.index,
			'aria-rowindex': item.index + 2,
			style: { height: item.size + 'px', transform: 'translateY(' + item.start + 'px)' },
		},
		state.columns.map((column) =>
			h('div', { role: 'gridcell', class: 'grid-cell ' + (column.class || '') }, column.cell(row)),
		),
	);
}

function focusActive(state) {
	const row = state.canvas.querySelector('[data-at="' + state.active + '"]');
	if (row) row.focus({ preventScroll: true });
	return Boolean(row);
}

function open(state, at) {
	moveTo(state, at);
	state.onOpen(state.rows[at]);
}

function moveTo(state, at) {
	state.active = Math.max(0, Math.min(state.rows.length - 1, at));
	state.moving = true;
	state.virtual.scrollToIndex(state.active);
	draw(state);
}

function onKey(state, event) {
	const page = Math.max(1, Math.floor(state.body.clientHeight / 44) - 1);
	const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
	if (event.ctrlKey || event.metaKey || event.altKey) return;
	if (event.key in steps) moveTo(state, state.active + steps[event.key]);
	else if (event.key === 'Home') moveTo(state, 0);
	else if (event.key === 'End') moveTo(state, state.rows.length - 1);
	else if (event.key === 'Enter' || event.key === ' ') open(state, state.active);
	else return;
	event.preventDefault();
}
