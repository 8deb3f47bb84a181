/*
 * parts.js -- small pieces that several sections show.
 */
import { h, name, svg } from './dom.js';
import { STATUSES, STATUS_WORDS } from './model.js';
import { count } from './text.js';

/* A section with its heading, the finding in a sentence, and CONTENT. */
export function section(id, title, finding, ...content) {
	return h(
		'section',
		{ id, 'aria-labelledby': id + '-title' },
		h(
			'header',
			{ class: 'section-head' },
			h('h2', { id: id + '-title', text: title }),
			finding ? h('p', { class: 'finding' }, finding) : null,
		),
		content,
	);
}

/* A word for the status with number STATUS, with its own mark. */
export function statusMark(status) {
	return h('span', { class: 'status status-' + STATUSES[status], text: STATUS_WORDS[status] });
}

/* "2014–2019", "2014", or an en dash. */
export function years(first, last) {
	if (!first && !last) return '–';
	if (!first || !last || first === last) return String(first || last);
	return first + '–' + last;
}

/* A line of VALUES over equal steps, without axes; its text stands beside it. */
export function spark(values, width = 96, height = 22) {
	const top = Math.max(1, ...values);
	const step = values.length > 1 ? (width - 6) / (values.length - 1) : 0;
	const x = (i) => (3 + i * step).toFixed(1);
	const y = (v) => (height - 3 - ((height - 6) * v) / top).toFixed(1);
	const points = values.map((v, i) => x(i) + ',' + y(v)).join(' ');
	const node = svg('svg', {
		class: 'spark',
		width,
		height,
		viewBox: '0 0 ' + width + ' ' + height,
		'aria-hidden': 'true',
	});
	if (values.length > 1) node.append(svg('polyline', { points, fill: 'none', class: 'spark-line' }));
	if (values.length > 0)
		node.append(
			svg('circle', {
				cx: x(values.length - 1),
				cy: y(values[values.length - 1]),
				r: 2.5,
				class: 'spark-end',
			}),
		);
	return node;
}

/* A bar of SHARE (0..1) of the width of its cell. */
export function bar(share) {
	return h(
		'span',
		{ class: 'bar', 'aria-hidden': 'true' },
		h('span', {
			class: 'bar-fill',
			style: {
				width: (100 * Math.max(0, Math.min(1, share))).toFixed(1) + '%',
				'min-width': share > 0 ? '2px' : '0',
			},
		}),
	);
}

/* A list of which FIRST are shown and the rest by STEP on request. */
export function growing(
	items,
	make,
	{ first = 20, step = 50, tag = 'ol', className = '', what = 'more' } = {},
) {
	const list = h(tag, { class: className });
	const more = h('button', { type: 'button', class: 'more' });
	let shown = 0;
	const grow = (by) => {
		const upTo = Math.min(items.length, shown + by);
		for (; shown < upTo; shown++) list.append(make(items[shown], shown));
		more.hidden = shown >= items.length;
		const left = items.length - shown;
		more.textContent =
			left <= step
				? 'Show the other ' + count(left)
				: 'Show ' + step + ' more of ' + count(left) + ' ' + what;
	};
	more.addEventListener('click', () => {
		const before = list.children.length;
		grow(step);
		const next = list.children[before];
		const target = next && next.querySelector('button, a');
		if (target) target.focus();
	});
	/* A button for two rows would be longer than the rows. */
	grow(items.length <= first + 2 ? items.length : first);
	return [list, more];
}

/* A name to press: opens ACTION. */
export function nameButton(text, action, max = 60) {
	return h('button', { type: 'button', class: 'link', on: { click: action } }, name(text, max));
}

/* Options of a select: [[value, text]]. */
export function select(label, options, onChange, value = '') {
	const node = h(
		'select',
		{ on: { change: () => onChange(node.value) } },
		options.map(([v, text]) => h('option', { value: v, selected: v === value, text })),
	);
	return { node, field: field(label, node) };
}

export function field(label, control) {
	return h('label', { class: 'field' }, h('span', { class: 'field-label', text: label }), control);
}
